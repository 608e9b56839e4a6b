"""What a sweep is to do, as one file that says everything: `plan.json`, written first and never changed."""

import json
import platform
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pyarrow as pa

from sim.errors import InvalidInput, OtherVersion, Problem
from sim.experiment.outcomes import OutcomeProgram, compiled_outcome
from sim.experiment.plan import Plan
from sim.scenario.calendar import interval_months
from sim.scenario.expression import ExpressionError
from sim.scenario.load import Scenario
from sim.version import __version__
from sim.world.layout import QUANTITIES, Layout
from sim.world.rulebook import Rulebook

FORMAT = 1
PLAN = "plan.json"
_SEAL = "checksum"


def versions() -> dict[str, str]:
    """Versions of what decides the numbers and the bytes of a result."""
    return {
        "twochairs": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": numba.__version__,
        "pyarrow": pa.__version__,
    }


@dataclass(frozen=True)
class Job:
    """A plan with the rules it is run by.

    Attributes
    ----------
    plan : the experiment and its points
    rulebook : the rules
    sources : the table of sources of the scenario's values, as CSV
    written : the hash that stands in the `plan.json` it was read from, or ""
    """

    plan: Plan
    rulebook: Rulebook
    sources: str = ""
    written: str = ""

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that decides the numbers and the bytes of the result, with the versions at hand."""
        key = [self.plan.hash, self.rulebook.hash, FORMAT, versions()]
        return sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()

    @property
    def key(self) -> str:
        """What chunks are named by: the hash as it was written down, whatever versions read them now."""
        return self.written or self.hash

    @property
    def replicates(self) -> int:
        """Runs of each point."""
        return self.plan.experiment.replicates

    @property
    def runs(self) -> int:
        """Runs in all."""
        return len(self.plan.points) * self.replicates

    def data(self) -> dict[str, Any]:
        """Plain data for `plan.json`."""
        return {
            "format": FORMAT,
            "kind": "sweep",
            "sweep_hash": self.hash,
            "plan_hash": self.plan.hash,
            "versions": versions(),
            "rules": {"hash": self.rulebook.hash, "path": self.rulebook.file, "source": self.rulebook.source},
            "plan": self.plan.data(),
            "sources": self.sources,
        }

    @cached_property
    def text(self) -> str:
        """`plan.json`, the same for the same job."""
        return _sealed(self.data())

    @cached_property
    def sample(self) -> Scenario:
        """The scenario of the first point, which says what all have in common: agents, clock, months kept."""
        return self.plan.scenario(0)

    @cached_property
    def layout(self) -> Layout:
        """Where each number lives, the same at every point."""
        return self.sample.start()[0]

    @cached_property
    def outcomes(self) -> tuple[OutcomeProgram, ...]:
        """What is read off each run.

        Raises
        ------
        InvalidInput : with every outcome that cannot be read, and where
        """
        read, problems = [], []
        clock = self.sample.case.clock
        for index, text in enumerate(self.plan.experiment.outcomes or default_outcomes(self.sample)):
            try:
                read.append(compiled_outcome(text, self.layout, clock.start, clock.months))
            except ExpressionError as error:
                where = self.plan.place("outcomes", index)
                problems.append(Problem(where, f"outcome '{text}': {error.text}, at character {error.at + 1}"))
        if problems:
            raise InvalidInput(self.plan.shown, problems)
        return tuple(read)

    @cached_property
    def months_kept(self) -> list[int]:
        """Months (0 is the start) whose series are kept."""
        every = self.plan.experiment.keep.months
        step = 1 if every == "all" else interval_months(every)
        return list(range(0, self.sample.case.clock.months + 1, step))

    @cached_property
    def quantities(self) -> list[str]:
        """Quantities whose series are kept, in the order of the layout."""
        keep = self.plan.experiment.keep
        return [name for name in QUANTITIES if keep.series != "none" and name in keep.quantities]

    @cached_property
    def series_slots(self) -> np.ndarray:
        """Their slots, one block a quantity, int64."""
        blocks = [self.layout.block(name) for name in self.quantities]
        slots = [np.arange(block.start, block.stop) for block in blocks]
        return np.concatenate(slots).astype(np.int64) if slots else np.zeros(0, dtype=np.int64)


def default_outcomes(scenario: Scenario) -> list[str]:
    """What is read off runs where the experiment names nothing: alignment and liability of the focus."""
    focus = scenario.case.focus
    countries = [focus] if focus is not None else list(scenario.names.country)
    return [text for c in countries for text in (f"alignment[{c}]@end", f"liability[{c}]@mean")]


def _sealed(data: dict[str, Any]) -> str:
    """Plain data as JSON whose last entry is a checksum of all the others."""
    text = json.dumps(data, indent=1, ensure_ascii=False)
    return json.dumps({**data, _SEAL: sha256(text.encode()).hexdigest()}, indent=1, ensure_ascii=False)


def opened(text: str) -> dict[str, Any] | None:
    """The data of a `plan.json`, or None where it is not, to the byte, what was written."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    data.pop(_SEAL, None)
    return data if _sealed(data) == text else None


@lru_cache(2)
def job_of(folder: str, sweep_hash: str) -> Job:
    """The job of a folder, as a worker anywhere reads it.

    Raises
    ------
    OtherVersion : where this machine's code or libraries would give other numbers or bytes
    """
    data = json.loads((Path(folder) / PLAN).read_text("utf-8"))
    job = job_from_data(data)
    if data["sweep_hash"] != sweep_hash or job.hash != sweep_hash:
        raise OtherVersion(Path(folder), differences(data))
    return job


def job_from_data(data: dict[str, Any]) -> Job:
    """The job that `Job.data` was taken of."""
    rulebook = Rulebook(data["rules"]["source"], data["rules"]["path"])
    return Job(Plan.from_data(data["plan"]), rulebook, data["sources"], data["sweep_hash"])


def differences(data: dict[str, Any]) -> list[str]:
    """What differs between the versions a plan was made with and those here, in words."""
    here = versions()
    told = [f"{name} {data['versions'].get(name)} there, {here[name]} here" for name in here]
    told = [text for name, text in zip(here, told, strict=True) if data["versions"].get(name) != here[name]]
    rules = Rulebook(data["rules"]["source"], data["rules"]["path"]).hash
    return told + (["the package's code is another"] if rules != data["rules"]["hash"] else [])
