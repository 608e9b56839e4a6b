"""Letters that look Latin and are not: named in problems, and read as what they look like where names are compared."""

import unicodedata

_LOOKS = {
    "CYRILLIC": dict(zip("АВЕЅЗІЈКМНОРСТУХаеѕіјорсухвкмнт", "ABES3IJKMHOPCTYXaesijopcyxBKMHT", strict=True)),
    "GREEK": dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχτκ", "ABEZHIKMNOPTYXaivopuxtk", strict=True)),
}
"""A script to its letters that look like one of Latin."""
_LATIN = {letter: latin for letters in _LOOKS.values() for letter, latin in letters.items()}


def latin(text: str) -> str:
    """A text with each letter that only looks Latin as what it looks like, and widths as usual."""
    return "".join(_LATIN.get(letter, letter) for letter in unicodedata.normalize("NFKC", text))


def alike(name: str) -> str:
    """What names that a reader cannot tell apart have in common: no capitals, single blanks, Latin letters."""
    return " ".join(latin(name).casefold().split())


def foreign(text: str) -> str:
    """Which letter of a text is not Latin, in words such as "the 'х' in it is Cyrillic"; "" where all are."""
    return next((f"the '{letter}' in it is {script}" for letter in text if (script := script_of(letter))), "")


def script_of(letter: str) -> str:
    """The script of a letter outside ASCII, as a reader names it; "" for any other character."""
    if letter.isascii() or not letter.isalpha():
        return ""
    first = unicodedata.name(letter, "").split(" ")[0]
    if first == "FULLWIDTH":
        return "of full width"
    return "" if first in ("", "LATIN") else first.capitalize()
