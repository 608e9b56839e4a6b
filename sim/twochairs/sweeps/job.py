"""What a sweep is to do, as one file that says everything: `plan.json`, written first and never changed."""

import json
import platform
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from twochairs.ensemble.replicates import compiling_pays
from twochairs.errors import OtherVersion
from twochairs.experiment.plan import RUN, SWEEP, Plan
from twochairs.experiment.shape import Shape
from twochairs.results.folder import plain_file
from twochairs.statistics.kinds import FIXED
from twochairs.sweeps.kept import Kept, quantities
from twochairs.version import __version__
from twochairs.world.rulebook import Rulebook

FORMAT = 2
PLAN = "plan.json"
_SEAL = "checksum"
RUNS_AT_ONCE = 512
"""Runs of a point in one chunk, at most, where a point may be several."""
FEW_BYTES = 256 * 2**20
"""Numbers of a run that are made sooner in one process than in worker processes, which have to begin."""
CHUNK_BYTES = 64 * 2**20
"""Numbers of such a chunk, at most."""


def versions() -> dict[str, str]:
    """Versions of what decides the numbers and the bytes of a result."""
    return {
        "twochairs": __version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": version("numba"),
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
    made : hash of the rules and versions that stand there; None for those at hand
    """

    plan: Plan
    rulebook: Rulebook
    sources: str = ""
    written: str = ""
    made: list[Any] | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of everything that decides the numbers and the bytes of the result, with the versions at hand."""
        key = [self.plan.kind, self.plan.hash, self.rulebook.hash, FORMAT, versions()]
        return sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()

    @property
    def key(self) -> str:
        """The hash as it was written down, whatever versions read it now."""
        return self.written or self.hash

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What chunks of each point are named by: what decides their content, and nothing of other points."""
        read = [list(self.plan.outcomes), self.plan.experiment.keep.model_dump()]
        return tuple(_digest([key, read]) for key in self.run_keys)

    @cached_property
    def repeats(self) -> bool:
        """Whether some points are the same."""
        return len(set(self.keys)) < len(self.keys)

    @cached_property
    def run_keys(self) -> tuple[str, ...]:
        """What decides every number of the runs of each point, whatever is read off them and kept.

        Of a plan made with other code or other libraries, that is another one for every point.
        """
        made = self.made if self.made is not None else [self.rulebook.hash, versions()]
        return tuple(_digest([self.plan.key(point), FORMAT, made]) for point in range(len(self.plan.points)))

    @cached_property
    def keys_of_any_length(self) -> tuple[str, ...]:
        """The same of each point without the length of its runs."""
        return replace(self, plan=self.plan.of_any_length).run_keys

    @cached_property
    def spans(self) -> tuple[range, ...]:
        """The replicates of the chunks that a point is cut into; one where statistics are kept, which do not merge."""
        size = self.replicates
        if self.splits:
            size = max(1, min(size, RUNS_AT_ONCE, CHUNK_BYTES // self.run_bytes))
        return tuple(range(at, min(at + size, self.replicates)) for at in range(0, self.replicates, size))

    @property
    def splits(self) -> bool:
        """Whether a point may be several chunks."""
        return self.plan.experiment.keep.series != "quantiles"

    @cached_property
    def compiled(self) -> bool:
        """Whether its runs are run compiled, as those of a sweep are; in plain Python they are the same bits."""
        if self.plan.steered:
            return False
        return self.plan.kind == SWEEP or compiling_pays(self.plan.shape(0).months, self.runs, self.rulebook)

    @property
    def replicates(self) -> int:
        """Runs of each point."""
        return self.plan.experiment.replicates

    @property
    def runs(self) -> int:
        """Runs in all."""
        return len(self.plan.points) * self.replicates

    @property
    def brief(self) -> bool:
        """Whether it is a run that is made in seconds: what a power cut takes of it is made again."""
        return self.plan.kind == RUN and self.point_bytes <= FEW_BYTES

    @property
    def counted(self) -> str:
        """What is counted of it when it is told how far it is."""
        return "runs" if self.plan.kind == RUN else "points"

    def data(self) -> dict[str, Any]:
        """Plain data for `plan.json`."""
        return {
            "format": FORMAT,
            "kind": self.plan.kind,
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
        return self._bytes(self.replicates)

    @cached_property
    def run_bytes(self) -> int:
        """Of the numbers that are kept of a run, where they are most."""
        return self._bytes(1)

    def _bytes(self, runs: int) -> int:
        series = max(self.kept_of(group.shape).series_bytes(runs) for group in self.plan.groups)
        return series + runs * 8 * (2 + len(self.plan.factors) + len(self.outcomes))


def _digest(data: Any) -> str:
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


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
    made = [data["rules"]["hash"], data["versions"]]
    return Job(Plan.from_data(data["plan"], rulebook.adds), rulebook, data["sources"], data["sweep_hash"], made)


def differences(data: dict[str, Any]) -> list[str]:
    """What differs between the versions a plan was made with and those here, in words."""
    here = versions()
    told = [f"{name} {data['versions'].get(name)} there, {here[name]} here" for name in here]
    told = [text for name, text in zip(here, told, strict=True) if data["versions"].get(name) != here[name]]
    rules = Rulebook(data["rules"]["source"], data["rules"]["path"]).hash
    return told + (["the package's code is another"] if rules != data["rules"]["hash"] else [])
