"""One likelihood over ideal points, acts, polls and prices: draws of the first stage, weighted by what it left out."""
