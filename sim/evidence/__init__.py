"""What is coded of the world outside, kept apart from what it is compared with."""
