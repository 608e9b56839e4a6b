"""Kernels of a toy world: the bits of plain Python, whatever runs beside; made once on a machine and never stale.

The kernel of the real month is held against plain Python in tests/ensemble/test_lanes.py.
"""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FunctionType

import numpy as np
import pytest

import twochairs.engine.compiled as compiled_module
from tests.engine import toy, toy_rules
from tests.engine.toy import World
from twochairs.engine import chance
from twochairs.engine.compiled import cache_folder, inner, kernel_of, why_not_compiled
from twochairs.engine.lowering import Lowering, NotLowered

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from tests.engine import toy
kernel = toy.kernel()
ready = kernel.ready
kept, spoiled = toy.compiled(kernel, [0, 4, 2])
sys.stdout.write(f"{ready} {kernel.folder} {kept.tobytes().hex()}")
"""


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    """One cache for all tests of this file; none in the user's own."""
    folder = tmp_path_factory.getbasetemp() / "kernels"
    monkeypatch.setenv("TWOCHAIRS_CACHE", str(folder))
    return folder


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and one.tobytes() == np.ascontiguousarray(other).tobytes()


def started(cache: Path, script: str = SCRIPT) -> subprocess.Popen[str]:
    """Another process, with a cache of its own choosing."""
    environment = os.environ | {"TWOCHAIRS_CACHE": str(cache)}
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT, "env": environment}
    return subprocess.Popen([sys.executable, "-c", script], **given)


def ended(process: subprocess.Popen[str]) -> tuple[bool, Path, bytes]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    ready, folder, kept = out.split(" ")
    return ready == "True", Path(folder), bytes.fromhex(kept)


def machine_code(cache: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for ending in ("nbi", "nbc") for path in cache.rglob(f"*.{ending}")}


# bits


@pytest.mark.parametrize("noise", [True, False])
@pytest.mark.parametrize("rate", [1.0, -0.3, 1e-300, 7.7])
def test_every_bit_is_that_of_plain_python(noise, rate):
    kept, spoiled = toy.compiled(toy.kernel(), [0, 1, 9], rate=rate, noise=noise)
    assert same(kept, toy.plain([0, 1, 9], rate=rate, noise=noise))
    assert not spoiled.any()


@pytest.mark.parametrize("lanes", [1, 2, 3, 7, 8, 9, 33, 64, 100])
def test_a_replicate_is_the_same_whatever_runs_beside_it(lanes):
    kept, _ = toy.compiled(toy.kernel(), list(range(lanes)))
    alone = [toy.compiled(toy.kernel(), [replicate])[0] for replicate in range(lanes)]
    assert same(kept, np.concatenate(alone, axis=-1))


def test_the_order_and_choice_of_replicates_does_not_matter():
    kept, _ = toy.compiled(toy.kernel(), [5, 2**32 - 1, 0])
    other, _ = toy.compiled(toy.kernel(), [0, 77, 5, 2**32 - 1])
    assert same(kept, other[..., [2, 3, 0]])
    assert not np.array_equal(kept[..., 0], kept[..., 1])


def test_a_longer_run_begins_as_the_shorter_one():
    assert same(toy.compiled(toy.kernel(), [3], 5)[0], toy.compiled(toy.kernel(), [3], 50)[0][:6])


def test_draws_are_those_of_chance():
    """Rebuilt from the numbers: without the ceiling a size grows by half the draw."""
    kept, _ = toy.compiled(toy.kernel(), [3], months=1)
    drawn = chance.uniforms(toy.SEED, 3, 2, "act", toy.agents())[1]
    before = np.array([1.0, 2.0, 3.0])
    assert np.array_equal(kept[1, : toy.AGENTS, 0], before * (1.0 + 0.5 * 1.0 * drawn))


def test_other_seeds_give_other_draws():
    kept = [toy.compiled(toy.kernel(), [0], seed=seed)[0].tobytes() for seed in (0, 1, 2**64 - 1)]
    assert len(set(kept)) == 3


def test_only_what_is_watched_is_kept_in_the_order_asked_for():
    kernel, kept = toy.kernel(), np.full((11, 2, 4), -1.0)
    kernel.months(toy.a_world(4), toy.keys([0, 1, 2, 3]), np.array([3, 1]), kept)
    assert same(kept, toy.compiled(kernel, [0, 1, 2, 3], 10)[0][:, [3, 1]])


def test_threads_do_not_meet():
    """The kernel lets go of Python's lock: many at once, each on a world of its own."""
    kernel, wanted = toy.kernel(), [toy.plain([replicate, replicate + 1], 200) for replicate in range(8)]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda r: toy.compiled(kernel, [r, r + 1], 200)[0], range(8)))
    assert all(same(one, other) for one, other in zip(found, wanted, strict=True))


# numbers that are none


@pytest.mark.parametrize("planted", [float("nan"), float("inf"), float("-inf")])
def test_a_lane_that_is_spoiled_is_named_with_its_month_and_touches_no_other(planted):
    world, kept = toy.a_world(8), np.empty((13, toy.AGENTS + 1, 8))
    world.values[1, 5] = planted
    spoiled = toy.kernel().months(world, toy.keys(list(range(8))), np.arange(toy.AGENTS + 1), kept)
    assert list(spoiled) == [0, 0, 0, 0, 0, 1, 0, 0]
    others = [0, 1, 2, 3, 4, 6, 7]
    assert same(kept[..., others], toy.plain(others, 12))


def test_an_overflow_is_named_in_the_month_it_happens():
    """Sizes grow some 1e153-fold a month: finite at first, then not."""
    kept, spoiled = toy.compiled(toy.kernel(), [0, 1, 2], rate=1e154, months=6)
    finite = np.isfinite(kept).all(axis=1)
    assert finite[0].all()
    assert [int(np.argmin(finite[:, lane])) for lane in range(3)] == list(spoiled)
    assert set(spoiled) <= {2, 3}


# the cache


def test_another_key_another_constant_or_another_setting_is_another_kernel(monkeypatch):
    """Whatever is compiled in decides the folder, so that none is stale."""
    folders = [toy.kernel().folder, toy.kernel("other").folder]
    monkeypatch.setattr(toy, "CEILING", 6.0)
    folders.append(toy.kernel().folder)
    monkeypatch.undo()
    monkeypatch.setattr(toy_rules, "SCALE", 0.25)
    folders.append(toy.kernel().folder)
    monkeypatch.undo()
    monkeypatch.setattr(compiled_module, "_own_sources", lambda: ["changed"])
    folders.append(toy.kernel().folder)
    assert len({folder.name for folder in folders}) == 5


def test_a_changed_constant_changes_the_numbers(monkeypatch):
    """Also in a process that has run the kernel before."""
    before, _ = toy.compiled(toy.kernel(), [0])
    monkeypatch.setattr(toy, "CEILING", 3.5)
    after, _ = toy.compiled(toy.kernel(), [0])
    assert not np.array_equal(before, after)
    assert same(after, toy.plain([0]))


def test_a_second_process_does_not_compile(tmp_path):
    first = ended(started(tmp_path))
    made = machine_code(tmp_path)
    assert (first[0], len(made)) == (False, 2)
    second = ended(started(tmp_path))
    assert second[0]
    assert machine_code(tmp_path) == made
    assert first[1:] == second[1:] == (first[1], toy.plain([0, 4, 2]).tobytes())


def test_two_processes_at_once_make_one_kernel_and_both_are_right(tmp_path):
    both = [started(tmp_path) for _ in range(2)]
    wanted = toy.plain([0, 4, 2]).tobytes()
    assert [ended(process)[2] for process in both] == [wanted, wanted]
    assert len(machine_code(tmp_path)) == 2


def test_a_kernel_that_was_cut_off_is_made_again(tmp_path):
    """A process killed between the index and the machine code."""
    ended(started(tmp_path))
    for path in tmp_path.rglob("*.nbc"):
        path.unlink()
    assert ended(started(tmp_path))[2] == toy.plain([0, 4, 2]).tobytes()
    assert len(machine_code(tmp_path)) == 2


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
@pytest.mark.parametrize("left", [0, 20])
def test_a_kernel_that_cannot_be_loaded_is_made_again(tmp_path, monkeypatch, ending, left):
    """After a power cut: files that are empty or broken off."""
    monkeypatch.setenv("TWOCHAIRS_CACHE", str(tmp_path))
    toy.compiled(toy.kernel(), [0])
    for path in tmp_path.rglob(f"*.{ending}"):
        path.write_bytes(path.read_bytes()[:left])
    fresh = toy.kernel()  # knows nothing of what the first one loaded
    assert same(toy.compiled(fresh, [0])[0], toy.plain([0]))
    assert len(machine_code(tmp_path)) == 2
    assert same(toy.compiled(toy.kernel(), [0])[0], toy.plain([0]))


def test_a_cache_that_cannot_be_written_is_replaced_by_a_private_one(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("TWOCHAIRS_CACHE", str(tmp_path / "file" / "below"))
    monkeypatch.setattr(compiled_module.tempfile, "tempdir", str(tmp_path))
    compiled_module._temporary.cache_clear()
    folder = cache_folder()
    assert folder == cache_folder() == tmp_path / f"twochairs-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert same(toy.compiled(toy.kernel(), [0])[0], toy.plain([0]))
    compiled_module._temporary.cache_clear()


def test_a_temporary_folder_that_others_can_write_is_not_used(tmp_path, monkeypatch):
    """What lies in the cache is run."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("TWOCHAIRS_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(compiled_module.tempfile, "tempdir", str(tmp_path))
    compiled_module._temporary.cache_clear()
    (tmp_path / f"twochairs-{os.getuid()}").mkdir()
    (tmp_path / f"twochairs-{os.getuid()}").chmod(0o777)
    folder = cache_folder()
    assert folder.parent == tmp_path and folder.name != f"twochairs-{os.getuid()}"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    compiled_module._temporary.cache_clear()


def test_where_the_cache_is(tmp_path, monkeypatch):
    monkeypatch.setenv("TWOCHAIRS_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("TWOCHAIRS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    assert cache_folder() == tmp_path / "user" / "twochairs"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "twochairs"


# names


def elsewhere(world: World) -> None:
    world.values[0, 0] = toy_rules.halved(1.0)


def test_a_name_that_stands_for_two_things_is_refused():
    """All phases share one module once lowered."""
    stranger = FunctionType(elsewhere.__code__, {"toy_rules": chance}, "elsewhere")
    stranger.__module__, stranger.__annotations__ = "another", elsewhere.__annotations__
    lowering = Lowering("World", frozenset({"state", "chance"}))
    with pytest.raises(NotLowered, match=r"^toy_rules stands for something else in another than in another phase$"):
        kernel_of(toy.step, stranger, lowering, lambda made: {}, "")


# reasons


def gives_text(x):
    return "a"


def gives_a_pair(x):
    return x, x


def uses_a_table(x):
    return {"a": x}["a"]


def adds_text(x):
    return x + "a"


def counts(x):
    for _ in range(x):
        return 1
    return 0


@pytest.mark.parametrize(
    ("function", "why"),
    [
        (toy_rules.halved, ""),
        (counts, ""),
        (gives_text, "it gives Literal[str](a), which is no number"),
        (gives_a_pair, "it gives UniTuple(int64 x 2), which is no number"),
        (adds_text, "Numba knows no add(int64, Literal[str](a))"),
    ],
)
def test_why_a_function_does_not_compile_is_told_in_a_line(function, why):
    assert why_not_compiled(inner(function), [True]) == why


def test_reasons_are_one_line_whatever_they_are():
    why = why_not_compiled(inner(uses_a_table), [False])
    assert why and "\n" not in why and "File" not in why
