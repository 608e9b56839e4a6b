"""Months as JavaScript."""
