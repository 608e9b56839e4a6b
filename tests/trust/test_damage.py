"""A12: a damaged file of a sweep is named with the runs it holds, and only these are run again, to the same bytes."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.long import FULL
from tests.trust.trial import begun, content, job_of, swept, told, written
from twochairs.errors import NoResult
from twochairs.sweeps.closing import damage_of
from twochairs.sweeps.job import Job, job_from_data
from twochairs.sweeps.pack import parts_of
from twochairs.sweeps.state import plan_of

MANY = {"flip": 1000, "cut": 200, "zero": 200, "swap": 50} if FULL else {"flip": 8, "cut": 4, "zero": 4, "swap": 6}
BEGUN = 5
PAGE = 4096


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return job_of(written(tmp_path_factory.mktemp("project")))


@pytest.fixture(scope="module")
def whole(job: Job, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "out"
    swept(folder, job)
    return folder


@pytest.fixture(scope="module")
def half(job: Job, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("half") / "out"
    begun(folder, job, BEGUN)
    return folder


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four parts of three points, so that a good run can be told from a bad one."""
    monkeypatch.setattr("twochairs.sweeps.pack.PART_RUNS", 60)


def flip(paths: list[Path], chance: random.Random) -> list[Path]:
    path = chance.choice(paths)
    data = bytearray(path.read_bytes())
    at = chance.randrange(8 * len(data))
    data[at // 8] ^= 1 << at % 8
    path.write_bytes(data)
    return [path]


def cut(paths: list[Path], chance: random.Random) -> list[Path]:
    path = chance.choice(paths)
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])
    return [path]


def zero(paths: list[Path], chance: random.Random) -> list[Path]:
    path = chance.choice(paths)
    data = path.read_bytes()
    first = PAGE * chance.randrange(1 + (len(data) - 1) // PAGE)
    zeros = bytes(min(PAGE, len(data) - first))
    path.write_bytes(data[:first] + zeros + data[first + PAGE :])
    return [path]


def swap(paths: list[Path], chance: random.Random) -> list[Path]:
    one = chance.choice(paths)
    other = chance.choice([path for path in paths if path.read_bytes() != one.read_bytes()])
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    return [one, other]


DAMAGES: dict[str, Callable[[list[Path], random.Random], list[Path]]] = {
    "flip": flip,
    "cut": cut,
    "zero": zero,
    "swap": swap,
}


def covered(folder: Path) -> list[Path]:
    return [folder / name for name in content(folder)]


def named(folder: Path) -> str:
    """What `twochairs verify` says."""
    try:
        return "\n".join(damage_of(folder, job_from_data(plan_of(folder))))
    except NoResult as error:
        return str(error)


def points_in(path: Path, job: Job) -> set[int]:
    """The points whose numbers are in a file: those that have to be run again."""
    chunk, part = path.name[:32], re.fullmatch(r"part-(\d{4})\.parquet", path.name)
    if path.parent.name == "chunks":
        return {point for point, key in enumerate(job.keys) if key[:32] == chunk}
    return set(parts_of(job)[int(part[1])].points) if part else set()


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("state", ["whole", "half"])
def test_each_damage_is_named_and_mended(
    kind: str, state: str, job: Job, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    sound = content(request.getfixturevalue("whole"))
    chance = random.Random(f"{kind} {state}")
    count = MANY[kind] // 2
    for number in range(count):
        folder = tmp_path / f"{number}"
        shutil.copytree(request.getfixturevalue(state), folder)
        before = content(folder)
        harmed = DAMAGES[kind](covered(folder), chance)
        assert content(folder) != before
        said = named(folder)
        bad: set[int] = set()
        for path in harmed:
            name = path.relative_to(folder).as_posix()
            points = points_in(path, job)
            bad |= points
            assert path.name == "plan.json" or "plan.json is damaged" in said or name in said, (said, name)
            if points and "plan.json" not in said:
                runs = f"runs {min(points) * 20:,} to {(max(points) + 1) * 20 - 1:,}"
                assert f"{name}, which holds {runs}" in said
        if state == "half":
            bad |= set(range(BEGUN, 12))
        elif {path.name for path in harmed} == {"manifest.json", "checksums.txt"}:
            bad = set(range(12))  # nothing vouches for any file
        assert swept(folder, job).ran == len(bad), (harmed, said)
        assert content(folder) == sound
        assert not named(folder)
        shutil.rmtree(folder)
    told(
        "A12", f"{count} of {count} damages ({kind}, {state} sweep) named, mended to the same bytes, no good run again"
    )
