"""Every way to run the same settings gives the same numbers: random experiments, held against an oracle."""
