"""Long work in stages: each leaves one file, whole or not at all, and is passed over where that file is there."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from twochairs.errors import CannotWrite
from twochairs.sweeps.commit import Different, commit_once, make_folder, read_checked

if TYPE_CHECKING:
    import pandas as pd

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Stages:
    """A folder of stages.

    Attributes
    ----------
    folder : where their files lie
    key : says everything that decides their numbers
    """

    folder: Path
    key: str

    def arrays(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What a stage made, or makes now: named arrays.

        Raises
        ------
        CannotWrite : where the disk does not take them
        """
        path = self._path(name)
        there = read_checked(path)
        data = _packed(make()) if there is None else bytes(there)
        if there is None:
            try:
                make_folder(path.parent)
                commit_once(path, data)
            except OSError as error:
                raise CannotWrite(path, (error.strerror or str(error)).lower(), "then run the same again") from None
            except Different:
                hint = "another machine made it; give a folder of its own with --out"
                raise CannotWrite(path, "it holds other numbers", hint) from None
        with np.load(io.BytesIO(data)) as stored:
            return {key: stored[key] for key in stored.files}

    def _path(self, name: str) -> Path:
        return self.folder / "stages" / f"{name}-{sha256(self.key.encode()).hexdigest()[:10]}.npz"


def _packed(arrays: Arrays) -> bytes:
    held = io.BytesIO()
    np.savez(held, allow_pickle=False, **arrays)
    return held.getvalue()


def write_table(path: Path, frame: "pd.DataFrame", digits: int = 4) -> None:
    """Write a table as CSV, whole or not at all.

    Raises
    ------
    CannotWrite : where the disk does not take it
    """
    from twochairs.results.spreadsheet import guarded
    from twochairs.sweeps.commit import commit

    safe = frame.round(digits).map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    text = safe.rename(columns=guarded).to_csv(index=False, lineterminator="\n")
    try:
        make_folder(path.parent)
        commit(path, text.encode())
    except OSError as error:
        raise CannotWrite(path, (error.strerror or str(error)).lower(), "then run the same again") from None
