"""A binomial count from one draw, put together from the rules as the month does it."""

from twochairs.rules.acts import next_mass, none_mass, rarer


def count_below(u: float, count: int, probability: float) -> float:
    """Successes of `count` trials, for a uniform draw u."""
    odds = rarer(probability)
    drawn = u if probability <= 0.5 else 1.0 - u
    mass = 1.0
    for _ in range(count):
        mass = none_mass(mass, odds)
    below, counted = mass, 0.0
    for successes in range(count):
        counted += 1.0 if drawn > below else 0.0
        mass = next_mass(mass, float(successes), float(count), odds)
        below += mass
    return counted if probability <= 0.5 else count - counted
