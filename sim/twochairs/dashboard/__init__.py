"""A page on this machine in which the levers of a scenario can be pulled."""
