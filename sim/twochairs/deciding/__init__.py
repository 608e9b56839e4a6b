"""What can be made of a sweep: questions asked of its folder, and answers kept beside its results."""
