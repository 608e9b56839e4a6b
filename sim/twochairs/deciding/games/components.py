"""Which equilibria belong together: mixes of which are equilibria too.

Source
------
Avis, D., Rosenberg, G. D., Savani, R., von Stengel, B. (2010): Enumeration of Nash equilibria for two-player games.
Economic Theory 42, 9-37 (maximal Nash subsets)
"""

import numpy as np

from twochairs.deciding.games.replies import Mixes

Key = tuple[float, ...]


def nash_subsets(equilibria: list[Mixes]) -> list[tuple[int, ...]]:
    """Largest sets of extreme equilibria of two players of which any mix is an equilibrium.

    In such a set every one of the first player's mixes goes with every one of the second's, and with whatever either
    puts together of its own. One equilibrium may be in several.

    Returns
    -------
    places in the list, in order; a set of one is an equilibrium that stands alone
    """
    pairs = [(_key(first), _key(second)) for first, second in equilibria]
    partners: dict[Key, frozenset[Key]] = {}
    for first, second in pairs:
        partners[first] = partners.get(first, frozenset()) | {second}
    shared: set[frozenset[Key]] = set()
    for of_one in partners.values():
        shared |= {of_one} | {of_one & other for other in shared}
    return sorted(
        tuple(place for place, (first, second) in enumerate(pairs) if second in seconds and partners[first] >= seconds)
        for seconds in shared
        if seconds
    )


def components(equilibria: list[Mixes]) -> list[int]:
    """For each extreme equilibrium the number of its component, from 0: those joined by sets that overlap."""
    number = list(range(len(equilibria)))
    for subset in nash_subsets(equilibria):
        joined = {number[place] for place in subset}
        number = [min(joined) if one in joined else one for one in number]
    order = {one: count for count, one in enumerate(dict.fromkeys(number))}
    return [order[one] for one in number]


def _key(mix: np.ndarray) -> Key:
    return tuple(round(float(share), 8) for share in mix.tolist())
