"""The record foretold from every origin, learnt from the years before it alone, and what each part earns."""
