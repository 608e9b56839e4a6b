"""Time and chance, without geopolitics."""
