"""Files to a checked scenario, or every problem at once."""
