"""Random damage to a text, the same for the same seed."""

import random
from collections.abc import Callable, Iterator

Damage = Callable[[str, random.Random], str]

PIECES = [*":,-[]{}#&*!|>'\"%@`?~.0123456789 \n\t", "\r\n", "\0", "\x1b", "\u2028", "\ufeff", "é", "\U0001f600", "  "]
PIECES += ["- ", ": ", "? ", "&a ", "*a", "<<: ", "!!str ", "---\n", "...\n", "null", "true", ".nan", "-.inf", "1e999"]
PIECES += [
    "-1",
    "1e5",
    "[]",
    "{}",
    "''",
    "2030-13",
    "default",
    "solve",
    "extends: a.yaml\n",
    "overrides: {rivalry: 2}\n",
]


def _drop_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    lines.pop(chance.randrange(len(lines)))
    return "".join(lines)


def _repeat_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    return "".join([*lines[: at + 1], *lines[at:]])


def _swap_lines(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _indent_line(text: str, chance: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((" ", "  ", "\t")) + lines[at]
    return "".join(lines)


def _put_in(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(PIECES) + text[at:]


def _put_over(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(PIECES) + text[at + 1 :]


def _cut_out(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + chance.randrange(1, 12) :]


def _cut_off(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text))]


def _swap_words(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return " ".join(words)


def _change_number(text: str, chance: random.Random) -> str:
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    at = chance.choice(digits)
    return text[:at] + chance.choice([*"0123456789-.e", "99", "1e4"]) + text[at + 1 :]


def _rename(text: str, chance: random.Random) -> str:
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    at = chance.choice(letters)
    return text[:at] + chance.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") + text[at + 1 :]


WAYS: tuple[Damage, ...] = (
    _drop_line,
    _repeat_line,
    _swap_lines,
    _indent_line,
    _put_in,
    _put_over,
    _cut_out,
    _cut_off,
    _swap_words,
    _change_number,
    _rename,
)


def damaged(text: str, count: int, seed: int) -> Iterator[str]:
    """Texts with one to three damages each."""
    chance = random.Random(seed)
    for _ in range(count):
        changed = text
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            changed = chance.choice(WAYS)(changed or "x: 1\n", chance)
        yield changed


def one_letter_off(key: str, chance: random.Random) -> str:
    """A key with one letter changed, left out, put in, or two swapped."""
    kind = chance.choice(("change", "drop", "add", "swap") if len(key) > 2 else ("change", "add"))
    at = chance.randrange(len(key))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    if kind == "change":
        return key[:at] + letter + key[at + 1 :]
    if kind == "drop":
        return key[:at] + key[at + 1 :]
    if kind == "add":
        return key[:at] + letter + key[at:]
    at = min(at, len(key) - 2)
    return key[:at] + key[at + 1] + key[at] + key[at + 2 :]
