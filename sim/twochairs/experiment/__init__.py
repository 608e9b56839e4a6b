"""Running scenarios many times, and reading off what came of it."""
