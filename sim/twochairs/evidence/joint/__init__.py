"""One posterior of ideal points, acts, a poll and prices, by waves of simulated draws; and what each of them does."""
