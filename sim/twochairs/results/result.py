"""A result folder opened: pandas tables and labelled arrays under the names of the scenario file."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from twochairs.errors import NoResult, NotPossible, TwochairsError, UnknownAttribute
from twochairs.experiment.posterior import DRAW
from twochairs.results.csv_tables import csv_table
from twochairs.results.draws import DRAWS_FILE
from twochairs.results.folder import Folder
from twochairs.results.handed import handed, read_only
from twochairs.results.manifest import MANIFEST, Manifest, manifest_data, manifest_of_run
from twochairs.results.run_tables import DIMS, RunTables
from twochairs.scenario.given import MOST_REPLICATES, known, path_of, several, whole
from twochairs.scenario.wording import unknown
from twochairs.statistics.kinds import KINDS, NUMBER
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd
    import xarray as xr

    from twochairs.figures.picture import Picture


def kind_of(folder: Path) -> str:
    """What a folder holds: "run", "sweep", "unfinished sweep" (a plan without a manifest), or "" for nothing known."""
    if not (folder / MANIFEST).exists() and (folder / "plan.json").exists():
        return "unfinished sweep"
    try:
        return str(manifest_data(Folder(folder, "")).get("kind", "run"))
    except NoResult:
        return ""


TABLE_FOLDERS = ("runs", "series", "events", "failures")
"""Folders of a result that hold tables, and nothing else."""
SUMMED = (
    "runs", "share_of_runs", "share_low", "share_high", "mean", "monte_carlo_error", "low", "high", "independent", "sd",
    "q05", "q25", "q50", "q75", "q95",
)  # fmt: skip
"""Columns of a summary that are numbers."""


def check_results(given: "Sequence[Any]") -> None:
    """Refuse what is no result; raises NotPossible."""
    for one in given:
        if not isinstance(one, Result):
            raise NotPossible(f"{one!r} is no result\n  hint: twochairs.open(FOLDER) opens one")


_OF_A_FOLDER = ("_files", "_shape", "_tables", "_of_sweep")
"""What reads the files, of which a sweep under way and runs that are in memory alone have not all."""


class Result:
    """What a run left behind.

    Examples
    --------
    >>> result = twochairs.open("results/serbia-2022-1a2b3c4d5e")          # doctest: +SKIP
    >>> result.series("alignment").sel(country="SRB").median("replicate")   # doctest: +SKIP
    """

    complete = True
    """Whether everything that was asked for is there."""

    again = "`twochairs run SCENARIO` makes one"
    """What helps where a file is missing or damaged."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = path_of("folder", folder)
        if not self.folder.is_dir():
            raise NoResult(self.folder, "there is no such folder")
        self._files = Folder(self.folder, self.again)
        self.manifest, self._shape = self._opened()

    def _opened(self) -> tuple[dict[str, Any], Manifest]:
        """What the manifest says, as it stands and in its declared shape; raises NoResult."""
        shape = manifest_of_run(self._files)
        self._tables = RunTables(self._files, shape)
        return manifest_data(self._files), shape

    @property
    def manifest(self) -> dict[str, Any]:
        """What the result says of itself; it can be read and copied, and not changed."""
        return self._manifest

    @manifest.setter
    def manifest(self, said: dict[str, Any]) -> None:
        self._manifest: dict[str, Any] = read_only(said)

    def __getattr__(self, name: str) -> Any:
        if name in _OF_A_FOLDER:
            raise NotPossible(f"{self.folder} has no files of this yet\n  hint: {self.again}")
        public = [one for one in dir(type(self)) if not one.startswith("_")]
        raise UnknownAttribute(f"{type(self).__name__}.{name} {unknown(name, public)}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        from twochairs.results.display import of_run

        return of_run(self)

    def figures(self, kind: str, countries: "Sequence[str] | None" = None) -> "list[Picture]":
        """Figures of a kind, as `twochairs plot --only KIND` draws them; a notebook shows each.

        Parameters
        ----------
        kind : such as "why"; a wrong one is told with those that there are
        countries : keys of those that are shown; by default all, or the one the scenario is about

        Raises
        ------
        NotPossible : where the kind or a country is not known, or the kind does not fit
        """
        from twochairs.figures.picture import pictures

        return pictures(self, kind, countries)

    def figure(self, kind: str, country: str | None = None) -> "Picture":
        """The first figure of a kind, of one country where it is given; raises as `figures`."""
        return self.figures(kind, None if country is None else [country])[0]

    def compared(self, other: "Result", country: str | None = None) -> "Picture":
        """The figure of a country's alignment here and in another result, with the paired difference.

        Raises
        ------
        NotPossible : where the runs do not share their chance, or the country is not in both
        """
        from twochairs.figures.picture import compared

        return compared(self, other, country)

    def to_netcdf(self, path: Path | str) -> Path:
        """Write every series and outcome as netCDF, with CF's words for units and time, whole or not at all.

        `xarray.open_dataset(path)` reads it, and so do R, Julia, MATLAB and CDO.

        Raises
        ------
        NotPossible : where it is no path, or a variable is larger than the 4 GB that the format allows
        CannotWrite : where the disk does not take it
        """
        from twochairs.results.netcdf import write

        return write(self, path_of("path", path))

    @property
    def title(self) -> str:
        """The scenario's title."""
        return str(self.manifest["title"])

    def label(self, dim: str, key: str) -> str:
        """The name shown for an agent: Serbia for SRB."""
        labels = self.manifest["labels"].get(str(dim), {})
        return str(labels.get(key, key) if isinstance(key, str) else key)

    @property
    def ties(self) -> dict[str, dict[str, float]]:
        """State to its ties with others, in [0, 1]; empty for results of earlier versions."""
        return {country: dict(of) for country, of in self.manifest.get("ties", {}).items()}

    def damaged(self) -> list[str]:
        """Files whose content is not what was written."""
        return [name for name, checksum in self._shape.files.items() if not self._files.is_sound(name, checksum)]

    def strange(self) -> list[str]:
        """Files among its tables that are not of the result, and that nothing reads."""
        return [name for name in self._files.inside(*TABLE_FOLDERS) if name not in self._shape.files]

    def wrong(self) -> list[str]:
        """What its files hold that they must not, whatever their checksums say; everything is read for it."""
        return [reason for read in self._reads() if (reason := _refused(read))]

    def _reads(self) -> "Iterator[Callable[[], object]]":
        """Reads of all there is, table by table."""
        yield from (partial(self._tables.series, table) for table in DIMS)
        yield from (self._tables.runs, self._tables.events)
        yield from self._reads_of_texts()

    def _reads_of_texts(self) -> "Iterator[Callable[[], object]]":
        yield from (lambda: self.summary, lambda: self.sources, lambda: self.scenarios)
        if self.drawn:
            yield lambda: self.parameters

    @cached_property
    def _where(self) -> dict[str, str]:
        """Quantity to the table it stands in."""
        return {field.name: table for table in sorted(DIMS) for field in self._schema(table) if field.metadata}

    def _schema(self, table: str) -> pa.Schema:
        return self._tables.schema(table)

    @property
    def quantities(self) -> list[str]:
        """Every quantity that was kept."""
        return list(self._where)

    def unit(self, quantity: str) -> str:
        """Unit of a quantity, as an axis shows it; raises as `series`."""
        return self._metadata(quantity)[b"unit"].decode()

    def meaning(self, quantity: str) -> str:
        """Meaning of a quantity, in words; raises as `series`."""
        return self._metadata(quantity)[b"meaning"].decode()

    def _metadata(self, quantity: str) -> dict[bytes, bytes]:
        return dict(self._schema(self._table_of(quantity)).field(quantity).metadata)

    def _table_of(self, quantity: str) -> str:
        """The table that a quantity stands in; raises NotPossible with what was meant."""
        return self._where[known("quantity", quantity, self._where)]

    def table(self, name: str, columns: list[str] | None = None) -> "pd.DataFrame":
        """A table of `series/` as pandas: replicate, month, agents, quantities; raises as `arrow`."""
        return self._dated(self.arrow(name, columns).to_pandas())

    def arrow(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """Some columns of a table of `series/` as Arrow has them, which is at hand sooner than pandas.

        Raises
        ------
        NotPossible : where there is no such table or column
        """
        return self._tables.series(known("table", name, self._table_names()), self._columns(name, columns))

    def _table_names(self) -> list[str]:
        return sorted(DIMS)

    def _columns(self, table: str, wanted: list[str] | None) -> list[str] | None:
        if wanted is None:
            return None
        there = self._schema(table).names
        return [known("column", name, there) for name in several("columns", wanted)]

    @staticmethod
    def _dated(frame: "pd.DataFrame") -> "pd.DataFrame":
        import pandas as pd

        if "month" in frame:
            frame["month"] = pd.to_datetime(frame["month"])
        return frame

    def series(self, quantity: str) -> "xr.DataArray":
        """A quantity as an array with dimensions (replicate, month, agents...).

        Raises
        ------
        NotPossible : where no quantity has that name, with what was meant
        """
        import xarray as xr

        table = self._table_of(quantity)
        agents = [f.name for f in self._schema(table) if not f.metadata and f.name not in ("replicate", "month")]
        frame = self.table(table, ["replicate", "month", *agents, quantity])
        index = ["replicate", "month", *agents]
        array: xr.DataArray = frame.set_index(index)[quantity].to_xarray()
        array.attrs = {"unit": self.unit(quantity), "meaning": self.meaning(quantity)}
        return array

    def dataset(self) -> "xr.Dataset":
        """Every quantity, as one labelled data set."""
        import xarray as xr

        return xr.Dataset({quantity: self.series(quantity) for quantity in self.quantities})

    @handed
    def runs(self) -> "pd.DataFrame":
        """One row a run: point, replicate, draw where there are draws, outcomes."""
        return self._tables.runs().to_pandas()

    @handed
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario that was run, or the first of several, as plain data under the names of the file.

        Raises
        ------
        InvalidInput : where the folder's scenario.yaml is no scenario
        """
        return self._scenario_in("scenario.yaml")

    @handed
    def scenarios(self) -> dict[str, dict[str, Any]]:
        """Name in the experiment to the data of each scenario, the name "" where there is one; raises as `scenario`."""
        named = self.manifest.get("scenarios") or {"scenario.yaml": ""}
        return {str(name): self._scenario_in(str(file)) for file, name in named.items()}

    def _scenario_in(self, file: str) -> dict[str, Any]:
        from twochairs.scenario.read import read_text
        from twochairs.scenario.tree import plain

        data = plain(read_text(self._text(file), str(self.folder / file)))
        return data if isinstance(data, dict) else {}

    @handed
    def sources(self) -> "pd.DataFrame":
        """One row a value of the scenario that has a source: key, kind, source."""
        text = self._text("sources.csv") or "key,kind,source\n"
        columns = ("key", "kind", "source")
        return csv_table(self._files, "sources.csv", text, columns, (), keep_default_na=False, dtype=str)

    def kind(self, outcome: str) -> str:
        """What an outcome is, of twochairs.statistics.kinds; a number where an earlier version did not say."""
        field = self._runs_schema.field(known("outcome", outcome, self._runs_schema.names))
        kind: str = (field.metadata or {}).get(b"kind", NUMBER.encode()).decode("utf-8", "replace")
        if kind not in KINDS:
            self._files.refuse(f"{outcome!r} is called a {kind[:80]!r}, which is no kind of outcome")
        return kind

    @cached_property
    def _runs_schema(self) -> pa.Schema:
        return self._tables.runs_schema

    def draw_of(self, replicates: "np.ndarray | Sequence[int]") -> Drawn | None:
        """The draw of the rules' constants of each of some replicates; None where nothing is drawn."""
        if not self.drawn:
            return None
        drawn = self.manifest["parameters"]
        replicates = [whole("replicate", one, 0, MOST_REPLICATES) for one in several("replicates", replicates)]
        return Drawn(np.asarray(replicates, dtype=np.int64) % int(drawn["draws"]), int(drawn.get("rows", 0)))

    @property
    def drawn(self) -> bool:
        """Whether its runs are spread over draws of the rules' constants; then `runs` has a column draw."""
        return "parameters" in self.manifest

    @handed
    def parameters(self) -> "pd.DataFrame":
        """One row a draw of the rules' constants: draw, and each parameter that was drawn.

        Raises
        ------
        NotPossible : where every run has the scenario's own constants
        """
        if not self.drawn:
            raise NotPossible(
                f"{self.folder} has no draws: every run has the scenario's own constants\n"
                "  hint: `--parameters posterior` draws them"
            )
        return csv_table(self._files, DRAWS_FILE, self._draws_csv(), (), (DRAW,))

    def _draws_csv(self) -> str:
        return self._text(DRAWS_FILE)

    def _text(self, name: str) -> str:
        return self._files.text(self._tables.sound(name))

    @handed
    def events(self) -> "pd.DataFrame":
        """What happened in each run."""
        return self._dated(self._tables.events().to_pandas())

    @handed
    def summary(self) -> "pd.DataFrame":
        """Outcomes with their Monte-Carlo errors."""
        return csv_table(self._files, "summary.csv", self._text("summary.csv"), ("outcome", "unit"), SUMMED)


def _refused(read: "Callable[[], object]") -> str:
    """Why something cannot be read, or ""."""
    try:
        read()
    except NoResult as error:
        return error.reason
    except TwochairsError as error:
        return str(error)
    return ""
