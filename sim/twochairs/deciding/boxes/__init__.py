"""Where in the space of inputs an outcome comes about: boxes and trees, found in some points and told by others."""
