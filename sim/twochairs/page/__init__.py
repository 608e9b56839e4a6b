"""The model in a page: what a scenario needs to be run where it is read, with no network and no server."""
