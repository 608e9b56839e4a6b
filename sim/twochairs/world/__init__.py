"""The nouns: what is declared, what changes, what can be set, and the order of a month."""
