"""Short names: the commonest of a text get the shortest."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

_MARK = re.compile("«([^»]*)»")
_RESERVED = frozenset({"do", "if", "in", "of", "as", "is"})


def marked(name: str) -> str:
    """A name of the whole text, until it gets its short one."""
    return f"«{name}»"


def shortened(text: str) -> str:
    """A text with short names in place of its marked ones."""
    counted = Counter(_MARK.findall(text))
    order = sorted(counted, key=lambda name: (-counted[name], name))
    short = dict(zip(order, _capitals(), strict=False))
    return _MARK.sub(lambda found: short[found[1]], text)


def small() -> Iterator[str]:
    """Names for what is a function's own; none is one of the whole text's."""
    yield from ascii_lowercase
    yield from ("".join(pair) for pair in product(ascii_lowercase, repeat=2) if "".join(pair) not in _RESERVED)


def _capitals() -> Iterator[str]:
    yield from ascii_uppercase
    yield from "$_"
    yield from ("".join(pair) for pair in product(ascii_uppercase + "$_", ascii_letters + digits + "$_"))
