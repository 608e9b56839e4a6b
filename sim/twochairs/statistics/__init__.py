"""What is said of runs: means, shares, counts, months, differences and quantiles, each with its 95 % interval.

Pure functions of arrays. Every command, page and picture takes its intervals from here and nowhere else.
"""
