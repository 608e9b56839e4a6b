"""One run of a sweep again, agent by agent in plain Python, compared with what was stored."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyarrow.compute import field

from twochairs.errors import NotPossible
from twochairs.outcomes.outcome import OutcomeProgram, compiled_outcome
from twochairs.scenario.load import Scenario
from twochairs.sweeps.chunkfile import chunk_of, spans_there
from twochairs.sweeps.job import Job
from twochairs.sweeps.pack import part_file, parts_of
from twochairs.sweeps.packed import packed_runs
from twochairs.sweeps.state import check_sound

if TYPE_CHECKING:
    from twochairs.mesa_model import TwoChairs

_DIGITS = 18
"""Of the number of a run, at most."""


@dataclass(frozen=True)
class Replay:
    """A run again.

    Attributes
    ----------
    point, replicate : which
    model : the Mesa model at its end, or where the run failed; None where it cannot be set up
    values : float64, shape (months + 1, slots)
    outcomes : by text, as read off now
    stored : by text, as stored; empty where the run had failed
    error : why it came to no end, or ""
    """

    point: int
    replicate: int
    model: "TwoChairs | None"
    values: np.ndarray
    outcomes: dict[str, float]
    stored: dict[str, float]
    error: str

    @property
    def differing(self) -> list[str]:
        """Outcomes that are not, bit for bit, what was stored; all of them where a run fails that came to its end."""
        if self.error:
            return list(self.stored)
        return [text for text, then in self.stored.items() if _bits(self.outcomes[text]) != _bits(then)]


def which_run(text: str, job: Job) -> tuple[int, int]:
    """Point and replicate of a run given as POINT/REPLICATE or by its number.

    Raises
    ------
    NotPossible : where there is no such run
    """
    first, slash, second = text.partition("/")
    hint = f"write POINT/REPLICATE, such as 0/0, or a number below {job.runs:,}"
    if not all(part.isdecimal() and len(part) <= _DIGITS for part in ([first, second] if slash else [first])):
        raise NotPossible(f"{text} is no run\n  hint: {hint}")
    point, replicate = (int(first), int(second)) if slash else divmod(int(first), job.replicates)
    if point >= len(job.plan.points) or replicate >= job.replicates:
        raise NotPossible(
            f"there is no run {text}: {len(job.plan.points):,} points of {job.replicates:,} runs\n  hint: {hint}"
        )
    return point, replicate


def replay(folder: Path, job: Job, point: int, replicate: int) -> Replay:
    """Run one run of a sweep again through the Mesa face."""
    from twochairs.mesa_model import TwoChairs

    stored = _stored(folder, job, point, replicate)
    try:
        scenario, chance = job.plan.run_of(point, replicate)
        model = TwoChairs(scenario, job.plan.noise_seed(point), chance, rules=job.rulebook)
    except Exception as failure:
        return Replay(point, replicate, None, np.zeros((0, 0)), {}, stored, _worded(failure))
    kept, error = [model.values[:, 0].copy()], ""
    try:
        for _ in range(scenario.case.clock.months):
            model.step()
            kept.append(model.values[:, 0].copy())
    except Exception as failure:
        error = _worded(failure)
    values = np.array(kept)
    outcomes: dict[str, float] = {}
    if not error:

        @cache
        def series(slot: int) -> np.ndarray:
            return np.ascontiguousarray(values[:, slot, None])

        outcomes = {program.text: float(program.values(series)[0]) for program in _programs(scenario, job)}
    return Replay(point, replicate, model, values, outcomes, stored, error)


def _programs(scenario: Scenario, job: Job) -> Iterator[OutcomeProgram]:
    """What is read off, compiled for this run's own scenario and not as the sweep has it, whose witness it is."""
    layout, clock = scenario.start()[0], scenario.case.clock
    return (compiled_outcome(text, layout, clock.start, clock.months) for text in job.plan.outcomes)


def _stored(folder: Path, job: Job, point: int, replicate: int) -> dict[str, float]:
    texts = job.plan.outcomes
    spans = [span for span in spans_there(folder, job).get(point, []) if replicate in span]
    chunk = next(filter(None, (chunk_of(folder, job, point, span) for span in spans)), None)
    if chunk is not None:
        rows = chunk.outcomes[chunk.replicates == replicate]
        return dict(zip(texts, rows[0].tolist(), strict=True)) if len(rows) else {}
    parts = enumerate(parts_of(job))
    part = next(number for number, of in parts if point in of.points and replicate in of.replicates)
    name = part_file("runs", part)
    if not os.path.lexists(folder / name):
        raise NotPossible(f"point {point} of {folder} has not been run yet\n  hint: `twochairs status {folder}`")
    check_sound(folder, name)
    runs = packed_runs(folder, job, name)
    table = runs.filter((field("point") == point) & (field("replicate") == replicate))
    if not table.num_rows:
        return {}
    return {text: _number(table[text][0].as_py()) for text in texts if text in table.column_names}


def _worded(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"


def _bits(value: float) -> str:
    """A number to its last bit, 0 and -0 apart; a NaN has none that mean anything."""
    return value.hex()


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
