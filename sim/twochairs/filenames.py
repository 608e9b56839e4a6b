"""Names of files and folders made from names that are shown: plain, inside their folder, never two alike."""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

Parts = tuple[str, ...]

_PLAIN = re.compile(r"\w[\w .-]*(?<![. ])")
_NOT_PLAIN = re.compile(r"(?:[^\w.]|_)+")
_BYTES = 120
"""Of a name, so that an ending, a temporary name and a checksum have room in the 255 that file systems allow."""
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""What Windows takes for a device, whatever the ending."""
_SHORT, _WHOLE = 8, 64
"""Hexadecimal digits of a checksum: enough to tell a few names apart, and all there are."""


def file_names(wanted: Iterable[Parts]) -> dict[Parts, str]:
    """A name, without an ending, for each of what goes into one folder.

    A name is a figure's kind and what it is of, in letters, digits, dots and dashes. Where two would be alike, on a
    file system that tells neither capitals nor spellings of one letter apart either, a checksum of the whole text
    tells them apart.

    Parameters
    ----------
    wanted : parts of each name, such as ("response", "alignment[SRB]@end > 0")
    """
    names = {parts: _plain(parts) for parts in wanted}
    for parts in _alike(names):
        names[parts] = _marked(parts, _SHORT)
    if _alike(names):
        names = {parts: _marked(parts, _WHOLE) for parts in names}
    return names


def file_name(*parts: str) -> str:
    """A name for what stands alone; of a text that is no plain name, with a checksum of it."""
    plain = len(parts) == 1 and _PLAIN.fullmatch(parts[0]) and _shortened(parts[0], _BYTES) == parts[0]
    return parts[0] if plain and not _is_device(parts[0]) else _marked(parts, _SHORT)


def modules_in(folder: str) -> tuple[str, ...]:
    """Names of the modules in a folder of the package, without importing any."""
    return tuple(sorted(path.stem for path in (Path(__file__).parent / folder).glob("[a-z]*.py")))


def _plain(parts: Parts) -> str:
    words = (_NOT_PLAIN.sub("-", normalize("NFC", part)).strip("-.") or "x" for part in parts)
    name = _shortened("-".join(words), _BYTES)
    return f"x-{name}" if _is_device(name) else name


def _marked(parts: Parts, digits: int) -> str:
    checksum = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:digits]
    return f"{_shortened(_plain(parts), _BYTES - digits - 1)}-{checksum}"


def _shortened(name: str, most: int) -> str:
    return name.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore").rstrip("-.")


def _is_device(name: str) -> bool:
    return name.partition(".")[0].casefold() in _DEVICES


def _alike(names: dict[Parts, str]) -> list[Parts]:
    counts = Counter(map(_folded, names.values()))
    return [parts for parts, name in names.items() if counts[_folded(name)] > 1]


def _folded(name: str) -> str:
    return normalize("NFKC", normalize("NFKC", name).casefold())
