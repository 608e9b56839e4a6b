"""Fault C, at random: sound results whose bytes, values, columns or files are changed, with checksums that fit."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.hostile.sound import fitted
from tests.hostile.test_hostile import FINDS, VERBS, harmed, tell, worded
from tests.long import FULL
from twochairs.sweeps.job import _sealed

MANY = 300 if FULL else 36
ODD: list[Any] = [
    None, True, -1, 0, 1, 10**15, 10**400, -(10**15), 0.5, 1e308, "", "x", "../../x", "/etc/passwd", "a\0b", "\x1b[31m",
    "\u202e", "x" * 100_000, [], {}, [[]], {"a": {}}, [None] * 1000, "2022-13", "NaN",
]  # fmt: skip


def _somewhere(data: Any, chance: random.Random) -> tuple[Any, Any]:
    """A mapping or list somewhere in data, and a key of it."""
    while True:
        key = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        if not isinstance(data[key], dict | list) or not data[key] or chance.random() < 0.3:
            return data, key
        data = data[key]


def changed(data: Any, chance: random.Random) -> Any:
    """Plain data with something else at a place, or without it, or with something twice."""
    inside, key = _somewhere(data, chance)
    how = chance.randrange(4)
    if how == 0 and isinstance(inside, dict):
        inside[chance.choice(["x", "../x", "", "a\0b", "\x1b"])] = inside.pop(key)
    elif how == 1:
        del inside[key]
    elif how == 2 and isinstance(inside, list):
        inside.append(inside[key])
    else:
        inside[key] = chance.choice(ODD)
    return data


def of_manifest(folder: Path, chance: random.Random) -> None:
    """A value of the manifest."""
    path = folder / "manifest.json"
    data = json.loads(path.read_text("utf-8"))
    files = data.get("files")
    data = changed(data, chance)
    path.write_text(json.dumps(data, indent=1), "utf-8")
    if data.get("files") == files:
        fitted(folder)


def of_plan(folder: Path, chance: random.Random) -> None:
    """A value of the plan, under a seal that fits."""
    path = folder / "plan.json"
    data = json.loads(path.read_text("utf-8"))
    data.pop("checksum")
    path.write_text(_sealed(changed(data, chance)), "utf-8", errors="replace")
    if (folder / "manifest.json").exists():
        fitted(folder)


def of_bytes(folder: Path, chance: random.Random) -> None:
    """Some bytes of a file."""
    path = _some(folder, chance)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 1, 4, 64])):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(bytes(data))
    _fitted(folder, path, chance)


def of_length(folder: Path, chance: random.Random) -> None:
    """A file cut short, or with more at its end."""
    path = _some(folder, chance)
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.7 else data + data)
    _fitted(folder, path, chance)


def of_files(folder: Path, chance: random.Random) -> None:
    """A file lost, in another's place, or copied beside itself."""
    path, other = _some(folder, chance), _some(folder, chance)
    how = chance.randrange(3)
    if how == 0:
        path.unlink()
    elif how == 1:
        shutil.copy(path, other) if path != other else path.unlink()
        _fitted(folder, other, chance)
    else:
        shutil.copy(path, path.with_name(f"{path.stem} (1){path.suffix}"))


def of_columns(folder: Path, chance: random.Random) -> None:
    """A column of a table: its values, its type, its name, or its rows."""
    path = chance.choice(sorted(folder.rglob("*.parquet")) or [folder])
    if path == folder:
        return of_bytes(folder, chance)
    read = pq.read_table(path)
    place = chance.randrange(read.num_columns)
    pq.write_table(chance.choice(COLUMNS)(read, place, chance), path)
    return fitted(folder)


def _taken(read: pa.Table, place: int, chance: random.Random) -> pa.Table:
    rows = [chance.randrange(len(read)) for _ in range(len(read))] if len(read) else []
    return read.take(pa.array(rows, pa.int64()))


def _emptied(read: pa.Table, place: int, chance: random.Random) -> pa.Table:
    field = read.schema.field(place)
    values = read[field.name].to_pylist()
    if values:
        values[chance.randrange(len(values))] = None
    return read.set_column(place, field, pa.array(values, field.type))


def _worded(read: pa.Table, place: int, chance: random.Random) -> pa.Table:
    name = read.column_names[place]
    return read.set_column(place, name, pa.array([str(chance.choice(ODD)) for _ in range(len(read))]))


def _named(read: pa.Table, place: int, chance: random.Random) -> pa.Table:
    names = read.column_names
    names[place] = chance.choice(["x", "../x", names[0], ""])
    return read.rename_columns(names)


COLUMNS: list[Callable[[pa.Table, int, random.Random], pa.Table]] = [
    _taken,
    _emptied,
    _worded,
    _named,
    lambda read, place, chance: read.slice(0, chance.randrange(len(read) + 1)),
    lambda read, place, chance: read.remove_column(place),
    lambda read, place, chance: pa.concat_tables([read] * chance.choice([2, 50])),
]
MUTATIONS = {
    "run": [of_manifest, of_manifest, of_bytes, of_length, of_files, of_columns, of_columns],
    "sweep": [of_manifest, of_plan, of_bytes, of_length, of_files, of_columns, of_columns],
    "unfinished": [of_plan, of_plan, of_bytes, of_length, of_files],
}


def _some(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))


def _fitted(folder: Path, path: Path, chance: random.Random) -> None:
    if (folder / "manifest.json").exists() and path.name not in ("manifest.json", "checksums.txt"):
        fitted(folder)


@pytest.mark.parametrize("number", range(MANY))
def test_a_result_changed_at_random_is_refused_in_words_or_read(
    number: int,
    sound: dict[str, Path],
    base: Path,
) -> None:
    chance = random.Random(number)
    kind = list(MUTATIONS)[number % len(MUTATIONS)]
    mutation = MUTATIONS[kind][number // len(MUTATIONS) % len(MUTATIONS[kind])]
    harmed(base, kind, sound, lambda folder: mutation(folder, chance))
    verbs = list(VERBS[kind].values())
    for words in [FINDS[kind], *(verbs if FULL else [verbs[number % len(verbs)]])]:
        tell(base, worded(words, base, kind, sound))
