"""Fault C: results from somebody else are not believed.

Of each hostile folder `verify`, or `merge` of shards, says what is wrong; every other verb refuses in words too, or
does not read what is wrong. None ends in a traceback, takes long, takes much memory, or writes where it may not.
"""

import shutil
from pathlib import Path

import pytest

from tests.hostile.sound import Harm
from tests.hostile.table import CHUNKS, TABLE
from tests.hostile.tried import BYTES, SECONDS, apart, content, tried
from tests.long import FULL
from tests.trust.trial import SCENARIO

VERBS = {
    "run": {
        "open": ["open", "HERE"],
        "plot": ["plot", "HERE", "--only", "why", "--out", "OUT"],
        "trajectories": ["plot", "HERE", "--only", "trajectories", "--out", "OUT"],
        "report": ["report", "HERE", "--out", "OUT/page.html"],
        "why": ["why", "HERE"],
        "compare": ["compare", "SOUND", "HERE", "--out", "OUT"],
        "status": ["status", "HERE"],
        "replay": ["replay", "HERE", "0/0"],
        "merge": ["merge", "HERE", "--out", "OUT"],
        "again": ["run", str(SCENARIO), "--months", "6", "--replicates", "4", "--seed", "1", "--out", "HERE"],
    },
    "sweep": {
        "open": ["open", "HERE"],
        "plot": ["plot", "HERE", "--out", "OUT", "--only", "heatmap"],
        "fan": ["plot", "HERE", "--out", "OUT", "--only", "fan"],
        "report": ["report", "HERE", "--out", "OUT/page.html"],
        "why": ["why", "HERE"],
        "compare": ["compare", "SOUND", "HERE", "--out", "OUT"],
        "status": ["status", "HERE"],
        "replay": ["replay", "HERE", "0/0"],
    },
    "unfinished": {
        "open": ["open", "HERE"],
        "plot": ["plot", "HERE", "--incomplete", "--out", "OUT", "--only", "response"],
        "report": ["report", "HERE", "--incomplete", "--out", "OUT/page.html"],
        "complete": ["report", "HERE", "--out", "OUT/page.html"],
        "status": ["status", "HERE"],
        "replay": ["replay", "HERE", "0/0"],
        "merge": ["merge", "HERE", "--out", "OUT"],
    },
    "shards": {
        "merge": ["merge", "HERE", "SOUND"],
        "other": ["merge", "SOUND", "HERE", "--out", "OUT"],
        "status": ["status", "HERE"],
        "open": ["open", "HERE"],
        "replay": ["replay", "HERE", "0/0"],
    },
}
FINDS = {"run": ["verify", "HERE"], "sweep": ["verify", "HERE"], "unfinished": ["verify", "HERE"]}
FINDS["shards"] = ["merge", "HERE", "SOUND"]


NAMED = (
    *("path", "big file", "/dev/zero", "pipe", "list", "nothing in it", "null", "10**15", "nested", "GB", "half"),
    *("NaN", "twice", "swapped", "words", "wrong checksum", "future", "UTF-16", "million", "negative", "months other"),
)
"""What the fault names."""


def some() -> set[str]:
    """Rows of the short form: two of whatever the fault names, and every eighth."""
    chosen = set(list(TABLE)[::8])
    for place, word in enumerate(NAMED):
        having = [name for name in TABLE if word in name]
        chosen |= {having[place % len(having)], having[-1 - place % len(having)]}
    return chosen


ROWS = list(TABLE) if FULL else [name for name in TABLE if name in some()]


def worded(words: list[str], base: Path, kind: str, sound: dict[str, Path]) -> list[str]:
    other = sound["shard-2"] if kind == "shards" else sound[kind]
    places = {"HERE": str(base / "a" / "b" / "c" / "result"), "SOUND": str(other), "OUT": str(base / "out")}
    return [word.replace("OUT", places["OUT"]) if word.startswith("OUT") else places.get(word, word) for word in words]


def harmed(base: Path, kind: str, sound: dict[str, Path], harm: Harm) -> Path:
    folder = base / "a" / "b" / "c" / "result"
    shutil.copytree(sound[kind], folder)
    apart(lambda: harm(folder))
    return folder


def tell(base: Path, words: list[str]) -> str:
    """Try a verb, and see that it kept to what every verb keeps to; what it said where it refused."""
    before = content(base)
    came = tried(base, words)
    after = content(base)
    assert not came.failure, (words, came.failure)
    assert came.code in (0, 1), (words, came.code, came.said)
    assert came.seconds < SECONDS, (words, came.seconds)
    assert came.bytes < BYTES, (words, came.bytes)
    assert not came.outside, (words, came.outside)
    written = {name for name in after if before.get(name) != after[name]} | (before.keys() - after.keys())
    if came.code == 1:
        told = {"merge": "out", "run": "a"}.get(words[0], "nowhere")  # where chunks are kept that are sound
        assert {name.partition("/")[0] for name in written} <= {told}, (words, written)
        assert came.said.strip() and "Traceback" not in came.said
        assert came.said.replace("\n", "").isprintable(), came.said
    elif words[0] not in ("merge", "run"):
        assert all(name.startswith("out/") for name in written), (words, written)
    return came.said if came.code == 1 else ""


@pytest.mark.parametrize("name", ROWS)
def test_a_hostile_folder_is_refused_in_words(name: str, sound: dict[str, Path], base: Path) -> None:
    kind, harm = TABLE[name]
    harmed(base, kind, sound, harm)
    assert tell(base, worded(FINDS[kind], base, kind, sound)), "nothing was found"
    verbs = list(VERBS[kind])
    place = ROWS.index(name)
    for verb in verbs if FULL else [verbs[place // 3 % len(verbs)]] * (place % 3 == 0):
        tell(base, worded(VERBS[kind][verb], base, kind, sound))


@pytest.mark.parametrize("name", CHUNKS if FULL else list(CHUNKS)[::3])
def test_a_hostile_chunk_is_none(name: str, sound: dict[str, Path], base: Path) -> None:
    """It is named, readers go without it, and a merge says that its point is missing."""
    folder = harmed(base, "unfinished", sound, CHUNKS[name])
    first = min(path.name for path in (folder / "chunks").iterdir())
    words = worded(["verify", "HERE"], base, "unfinished", sound)
    assert f"damaged: chunks/{first}" in tell(base, words)
    for verb in VERBS["unfinished"].values() if FULL else [VERBS["unfinished"]["open"]]:
        tell(base, worded(verb, base, "unfinished", sound))


@pytest.mark.parametrize("kind", ["run", "sweep"])
def test_a_sound_folder_is_taken_by_every_verb(kind: str, sound: dict[str, Path], base: Path) -> None:
    """Without it a verb that refuses everything would pass all of the above."""
    harmed(base, kind, sound, lambda folder: None)
    refusing = {"run": {"merge"}, "sweep": {"why"}}[kind]  # whose place the figures have taken
    for verb, words in {**VERBS[kind], "verify": FINDS[kind]}.items():
        said = tell(base, worded(words, base, kind, sound))
        assert bool(said) == (verb in refusing), (verb, said)


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) + len(CHUNKS) >= 400
    assert len(ROWS) >= 80
    assert all(any(word in name for name in ROWS) for word in NAMED)
