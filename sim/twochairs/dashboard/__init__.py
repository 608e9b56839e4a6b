"""One page in which the levers of scenarios can be pulled, without a server."""
