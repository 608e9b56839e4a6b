"""What a sweep is to do, as one file that says everything: `plan.json`, written first and never changed."""

import json
import platform
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np
import pyarrow as pa

from twochairs.errors import OtherVersion
from twochairs.experiment.plan import Plan
from twochairs.experiment.shape import Shape
from twochairs.results.folder import plain_file
from twochairs.statistics.kinds import FIXED
from twochairs.sweeps.kept import Kept, quantities
from twochairs.version import __version__
from twochairs.world.rulebook import Rulebook

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


class Column(NamedTuple):
    """An outcome as tables name it, with its unit, and its kind: fixed where it is so at every point."""

    text: str
    unit: str
    kind: str


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
    def outcomes(self) -> tuple[Column, ...]:
        """What is read off each run, the same at every point."""
        kinds: dict[str, str] = {}
        for point in self.plan.told_apart:
            kinds |= {text: kind for text, kind in self.kinds(point).items() if kind != FIXED}
        return tuple(
            Column(program.text, program.unit, kinds.get(program.text, FIXED)) for program in self.kept(0).outcomes
        )

    def kept(self, point: int) -> Kept:
        """What is read off the runs of a point and kept of them, made once for all points of its shape.

        Raises
        ------
        InvalidInput : where the point is no sound scenario
        ExpressionError : where it cannot give an outcome; neither is so once `Plan.check` has passed
        """
        return self.kept_of(self.plan.shape(point))

    def kept_of(self, shape: Shape) -> Kept:
        """The same of a shape."""
        if shape not in self._kept:
            outcomes = tuple(map(shape.outcome, self.plan.outcomes))
            self._kept[shape] = Kept(shape, outcomes, self.plan.experiment.keep)
        return self._kept[shape]

    def kinds(self, point: int) -> dict[str, str]:
        """The kind of each outcome at a point, of twochairs.statistics.kinds; raises as `kept`."""
        fixed, drawn = self.plan.fixed(point), self.plan.draws.varied
        return {program.text: program.kind_where(fixed, drawn) for program in self.kept(point).outcomes}

    @cached_property
    def _kept(self) -> dict[Shape, Kept]:
        return {}

    @property
    def quantities(self) -> list[str]:
        """Quantities whose series are kept, in the order of the layout."""
        return quantities(self.plan.experiment.keep)

    @cached_property
    def point_bytes(self) -> int:
        """Of the numbers that are kept of a point, where they are most."""
        series = max(self.kept_of(group.shape).series_bytes(self.replicates) for group in self.plan.groups)
        return series + self.replicates * 8 * (2 + len(self.plan.factors) + len(self.outcomes))


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
    with plain_file(Path(folder) / PLAN) as file:
        data = json.load(file)
    job = job_from_data(data)
    if data["sweep_hash"] != sweep_hash or job.hash != sweep_hash:
        raise OtherVersion(Path(folder), differences(data))
    return job


def job_from_data(data: dict[str, Any]) -> Job:
    """The job that `Job.data` was taken of."""
    rulebook = Rulebook(data["rules"]["source"], data["rules"]["path"])
    return Job(Plan.from_data(data["plan"], rulebook.adds), rulebook, data["sources"], data["sweep_hash"])


def differences(data: dict[str, Any]) -> list[str]:
    """What differs between the versions a plan was made with and those here, in words."""
    here = versions()
    told = [f"{name} {data['versions'].get(name)} there, {here[name]} here" for name in here]
    told = [text for name, text in zip(here, told, strict=True) if data["versions"].get(name) != here[name]]
    rules = Rulebook(data["rules"]["source"], data["rules"]["path"]).hash
    return told + (["the package's code is another"] if rules != data["rules"]["hash"] else [])
