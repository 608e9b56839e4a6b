"""Games of two to four players: pure functions of payoff arrays."""
