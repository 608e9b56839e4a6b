"""Where results are: the folder they go to unless told, and what there is in it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from twochairs.errors import NoResult
from twochairs.results.folder import Folder
from twochairs.results.manifest import manifest_data
from twochairs.results.result import kind_of
from twochairs.scenario.given import path_of
from twochairs.scenario.nearby import no_folder

VARIABLE = "TWOCHAIRS_RESULTS"
"""Environment variable that names the folder that results go to."""


def results_folder(given: Path | str | None = None) -> Path:
    """The folder that is given, or that the environment names, or results in the working folder; raises NotPossible."""
    return path_of("results", given if given is not None else os.environ.get(VARIABLE) or "results")


@dataclass(frozen=True)
class Listed:
    """A result in a folder of results.

    Attributes
    ----------
    folder : of the result
    kind : "run", "sweep", or "unfinished sweep", a run that has not come to its end too
    title : of what was run; "" where it is not known yet
    points, replicates : how many; 0 where it is not known yet
    """

    folder: Path
    kind: str
    title: str = ""
    points: int = 0
    replicates: int = 0

    @property
    def complete(self) -> bool:
        """Whether all of it is there."""
        return self.kind != "unfinished sweep"


def listed(folder: Path) -> Iterator[Listed]:
    """Every result in a folder, by name; what cannot be read is left out, and what is deeper too.

    Raises
    ------
    NoResult : where there is no such folder
    """
    if not folder.is_dir():
        raise NoResult(folder, no_folder(folder))
    for path in sorted(one for one in folder.iterdir() if one.is_dir()):
        kind = kind_of(path)
        if kind == "unfinished sweep":
            yield Listed(path, kind)
        elif kind:
            said = manifest_data(Folder(path, ""))
            yield Listed(path, kind, str(said.get("title", "")), int(said.get("points", 1)), int(said["replicates"]))
