"""E1, E2: the same bytes however a sweep is run, and the same draws whatever the processor offers."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.command import typed
from tests.long import FULL
from tests.trust.trial import AGAIN, EXPERIMENT, begun, command, content, job_of, swept, told, written
from twochairs.sweeps import pool, runner
from twochairs.sweeps.job import Job, job_from_data
from twochairs.sweeps.merge import merge
from twochairs.sweeps.runner import Shard
from twochairs.sweeps.state import plan_of
from twochairs.sweeps.stop import Stop
from twochairs.sweeps.task import Task
from twochairs.sweeps.work import Receipt

OWN_STREAM = EXPERIMENT.replace("seed: 7", "seed: 7\ncommon_random_numbers: false")
THREADED = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("project"), OWN_STREAM)


@pytest.fixture(scope="module")
def sound(path: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """As the command makes it, one run after the other."""
    out = tmp_path_factory.mktemp("sound") / "out"
    assert typed("sweep", path, "--out", out, "--jobs", "0").returncode == 0
    return content(out)


@pytest.fixture
def job(path: Path, sound: dict[str, bytes]) -> Job:
    return Job(job_of(path).plan, job_of(path).rulebook, sound["sources.csv"].decode())


ALONE = ("--jobs", "0")
LANGUAGE = {"LC_ALL": "C", "TZ": "Asia/Kathmandu"}
LESS = {"NPY_DISABLE_CPU_FEATURES": "all that it has"}
WAYS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "2 jobs of 8 threads": (("--jobs", "2"), dict.fromkeys(THREADED, "8")),
    "Dask": (("--dask", "local:2"), {}),
    "all else another": (ALONE, {"PYTHONHASHSEED": "1", **LANGUAGE, **LESS}),
}
if FULL:
    WAYS |= {
        **{f"{jobs} jobs": (("--jobs", str(jobs)), {}) for jobs in (0, 1, 2, 4)},
        **{f"hash seed {seed}": (ALONE, {"PYTHONHASHSEED": str(seed)}) for seed in range(10)},
        **{f"{threads} threads": (("--jobs", "2"), dict.fromkeys(THREADED, threads)) for threads in "128"},
        "a processor with less": (ALONE, LESS),
        "another language and clock": (ALONE, LANGUAGE),
    }


@pytest.mark.parametrize("way", WAYS)
def test_the_same_bytes_whichever_way(way: str, path: Path, sound: dict[str, bytes], tmp_path: Path) -> None:
    if way == "Dask":
        pytest.importorskip("distributed")
    words, environment = WAYS[way]
    if "NPY_DISABLE_CPU_FEATURES" in environment:
        environment = environment | {"NPY_DISABLE_CPU_FEATURES": _features()}
    run = command("sweep", path, "--out", tmp_path / "out", *words, **environment)
    assert run.returncode == 0, run.stderr
    assert content(tmp_path / "out") == sound


def test_the_same_bytes_in_any_order(job: Job, sound: dict[str, bytes], tmp_path: Path) -> None:
    for number in range(5 if FULL else 1):

        def shuffled(folder: str, key: str, tasks: list[Task], stop: Stop, chance: int = number) -> Iterator[Receipt]:
            mixed = random.Random(chance).sample(tasks, len(tasks))
            yield from pool.in_this_process(folder, key, mixed, stop)

        runner.sweep(tmp_path / f"{number}", job, shuffled, AGAIN)
        assert content(tmp_path / f"{number}") == sound


@pytest.mark.parametrize("points", range(12) if FULL else (1, 11))
def test_the_same_bytes_when_broken_off(points: int, job: Job, sound: dict[str, bytes], tmp_path: Path) -> None:
    begun(tmp_path / "out", job, points)
    swept(tmp_path / "out", job)
    assert content(tmp_path / "out") == sound


@pytest.mark.parametrize("of", (2, 3, 5, 12) if FULL else (3,))
def test_the_same_bytes_in_shares(of: int, job: Job, sound: dict[str, bytes], tmp_path: Path) -> None:
    shares = [tmp_path / f"{number}" for number in range(1, of + 1)]
    for number, folder in enumerate(shares, start=1):
        assert not swept(folder, job, shard=Shard(number, of)).complete
    merge(tmp_path / "out", shares[::-1], job_from_data(plan_of(shares[0])))
    assert content(tmp_path / "out") == sound


def test_how_many() -> None:
    told("E1", f"{len(WAYS) + 3} of {len(WAYS) + 3} ways of running give the same bytes")


DRAWS = """\
import hashlib
import numpy as np
from twochairs.engine.chance import STREAMS, uniforms
every = [uniforms(seed, replicate, 120, stream, list(range(1, 30)))
         for seed in (0, 7, 2**64 - 1) for replicate in (0, 5, 2**32 - 1) for stream in STREAMS]
print(hashlib.sha256(np.concatenate(every, axis=None).tobytes()).hexdigest())
"""
STORED = "f6cb32f43f93783135b1d0ca3f9806435889e5169e41147a574be59f690f49ed"


@cache
def _features() -> str:
    """What the processor offers and NumPy would use beyond its baseline."""
    told = "from numpy._core._multiarray_umath import __cpu_features__ as f, __cpu_dispatch__ as d"
    code = f"{told}\nprint(*[n for n in d if f[n]])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def _drawn(python: str = sys.executable, **environment: str) -> str:
    around = {**os.environ, **environment}
    run = subprocess.run([python, "-c", DRAWS], capture_output=True, text=True, env=around, check=True)
    return run.stdout.strip()


def test_the_same_draws_whatever_the_processor_offers() -> None:
    assert _drawn() == STORED
    assert _drawn(NPY_DISABLE_CPU_FEATURES=_features()) == STORED
    told("E2", f"the stored draws, with and without {_features()}")


NUMPY = ("2.0.0", "2.4.0")


@pytest.mark.skipif(not FULL, reason="NumPy is installed anew: in the long form")
@pytest.mark.parametrize("version", NUMPY)
def test_the_same_draws_whatever_numpy(version: str, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(tmp_path), f"numpy=={version}"]
    if subprocess.run(pip, capture_output=True, check=False).returncode:
        pytest.skip(f"NumPy {version} cannot be installed here")
    assert _drawn(PYTHONPATH=f"{tmp_path}{os.pathsep}{os.environ['PYTHONPATH']}") == STORED
    told("E2", f"the stored draws with NumPy {version}")
