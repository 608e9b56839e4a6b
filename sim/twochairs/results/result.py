"""A result folder opened: pandas tables and labelled arrays under the names of the scenario file."""

import json
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from twochairs.errors import NoResult, NotPossible, TwochairsError, UnknownAttribute
from twochairs.experiment.posterior import DRAW
from twochairs.results import arrays, doors
from twochairs.results.checks import joined
from twochairs.results.csv_tables import csv_table
from twochairs.results.draws import DRAWS_FILE
from twochairs.results.earlier import in_format_of_now, tables_of
from twochairs.results.folder import MOST_TEXT, Folder
from twochairs.results.handed import handed, read_only
from twochairs.results.manifest import MANIFEST, manifest_data
from twochairs.results.reader import Tables
from twochairs.results.spreadsheet import plain_cell
from twochairs.scenario.commodity import Commodity
from twochairs.scenario.given import MOST_REPLICATES, known, path_of, several, whole
from twochairs.scenario.grammar import Spoken
from twochairs.scenario.nearby import no_folder
from twochairs.scenario.parts import idle
from twochairs.scenario.wording import unknown
from twochairs.statistics.kinds import KINDS, NUMBER
from twochairs.statistics.sample import Drawn
from twochairs.world.layout import QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd
    import xarray as xr

    from twochairs.figures.picture import Picture
    from twochairs.results.answers import Answer


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
_MAY_BE_EMPTY = (
    *("share_low", "share_high", "mean", "monte_carlo_error", "low", "high", "sd", "q05", "q25", "q50", "q75", "q95"),
    *("more_runs_to_halve_error", "parameter_share"),
)
EMPTY = dict.fromkeys(_MAY_BE_EMPTY, "")
"""Columns of the summary where an empty cell is no number."""
_MOST_CELL, _WORDY = 64, 16
"""Bytes that a cell of the summary takes at most, on average, where the words of a row count as so many cells."""
_NOT_AGENTS = ("point", "statistic", "replicate", "month")


def check_results(given: "Sequence[Any]") -> None:
    """Refuse what is no result; raises NotPossible."""
    for one in given:
        if not isinstance(one, Result):
            raise NotPossible(f"{one!r} is no result\n  hint: twochairs.open(FOLDER) opens one")


_OF_A_FOLDER = ("_files", "_tables")
"""What reads the files, of which a sweep under way has not all."""


class Result:
    """What was left behind: points, each with replicates; a run is of one point, without factors.

    Examples
    --------
    >>> result = twochairs.open("results/serbia-2022-1a2b3c4d5e")                           # doctest: +SKIP
    >>> result.series("alignment").sel(country="SRB", point=0).median("replicate")           # doctest: +SKIP
    >>> sweep = twochairs.open("results/pressure-and-gas-1a2b3c4d5e")                       # doctest: +SKIP
    >>> sweep.grid("alignment[SRB]@end").plot()                                             # doctest: +SKIP
    >>> sweep.at(17).figure("why")                                                          # doctest: +SKIP
    """

    complete = True
    """Whether everything that was asked for is there."""

    again = "run the same again to have it made anew"
    """What helps where a file is missing or damaged."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = path_of("folder", folder)
        if not self.folder.is_dir():
            raise NoResult(self.folder, no_folder(self.folder))
        self._files = Folder(self.folder, self.again)
        self.manifest, self._tables = self._opened()

    def _opened(self) -> tuple[dict[str, Any], Tables]:
        """What the manifest says, and the tables by it; raises NoResult."""
        return tables_of(self._files)

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
        from twochairs.results.display import shown

        return shown(self)

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
        drawn: list[Picture] = doors.figures().pictures(self, kind, countries)
        return drawn

    def figure(self, kind: str, country: str | None = None) -> "Picture":
        """The first figure of a kind, of one country where it is given; raises as `figures`."""
        return self.figures(kind, None if country is None else [country])[0]

    def compared(self, other: "Result", country: str | None = None) -> "Picture":
        """The figure of a country's alignment here and in another result, with the paired difference.

        Raises
        ------
        NotPossible : where the runs do not share their chance, or the country is not in both
        """
        drawn: Picture = doors.figures().compared(self, other, country)
        return drawn

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

    def spoken(self, dim: str, key: str) -> Spoken:
        """The name of a state or a pole as it stands in sentences: the European Union for EU."""
        section, name = {"country": "countries", "pole": "poles"}.get(str(dim), ""), str(key)
        given = next(
            (data[section][name] for data in self.scenarios.values() if name in (data.get(section) or {})), None
        )
        return Spoken.of(self.label(dim, key), given if isinstance(given, dict) else {})

    @property
    def idle(self) -> frozenset[str]:
        """Quantities and levers of which no scenario of it has anything."""
        each = [idle(scenario) for scenario in self.scenarios.values()]
        return each[0].intersection(*each[1:]) if each else frozenset()

    @property
    def commodity(self) -> Commodity:
        """What states buy, and its units; gas for results of earlier versions."""
        return Commodity(**self.manifest.get("commodity", {}))

    @property
    def ties(self) -> dict[str, dict[str, float]]:
        """State to its ties with others, in [0, 1]; empty for results of earlier versions."""
        return {country: dict(of) for country, of in self.manifest.get("ties", {}).items()}

    @property
    def answers(self) -> "list[Answer]":
        """What verbs such as `sensitivity` made of it, those that are whole and of the runs that are there."""
        from twochairs.results.answers import answers

        return answers(self)

    def answer(self, verb: str) -> "Answer":
        """The last answer of a verb: `print` shows its words, `.table(name)` has its numbers.

        Raises
        ------
        NotPossible : where there is none
        """
        from twochairs.results.answers import answer

        return answer(self, verb)

    def damaged(self) -> list[str]:
        """Files whose content is not what was written."""
        return [name for name, checksum in self.manifest["files"].items() if not self._files.is_sound(name, checksum)]

    def strange(self) -> list[str]:
        """Files among its tables that are not of the result, and that nothing reads."""
        return [name for name in self._files.inside(*TABLE_FOLDERS) if name not in self.manifest["files"]]

    def wrong(self) -> list[str]:
        """What its files hold that they must not, whatever their checksums say; everything is read for it."""
        return [reason for read in self._reads() if (reason := _refused(read))]

    def _reads(self) -> "Iterator[Callable[[], object]]":
        """Reads of all there is, table by table."""
        yield lambda: self.design
        yield from (partial(self._read_through, table) for table in self._tables.tables)
        yield from self._reads_of_texts()

    def _read_through(self, table: str) -> None:
        for _ in self._tables.table(table):
            pass

    def _reads_of_texts(self) -> "Iterator[Callable[[], object]]":
        yield from (lambda: self.summary, lambda: self.sources, lambda: self.scenarios)
        if self.drawn:
            yield lambda: self.parameters

    @property
    def points(self) -> int:
        """Points of the design; 1 of a run."""
        return int(self.manifest["points"])

    @property
    def there(self) -> np.ndarray:
        """Numbers of the points that are there, shape (points,)."""
        return np.arange(self.points, dtype=np.int32)

    @property
    def factors(self) -> list[str]:
        """Names of what differs from point to point; none of a run."""
        return list(self.manifest["factors"])

    @property
    def outcomes(self) -> dict[str, str]:
        """What was read off each run, each with its unit."""
        said = self.manifest.get("outcomes")
        return dict(self._tables.outcomes if said is None else said)

    @handed
    def design(self) -> "pd.DataFrame":
        """One row a point: point, factors; of Morris also trajectory and what moved, of Saltelli group, row, block."""
        return self._design.to_pandas()

    @cached_property
    def _design(self) -> pa.Table:
        return self._designed()

    @cached_property
    def _where(self) -> dict[str, str]:
        """Quantity to the table it stands in."""
        return {field.name: table for table in self.series_tables for field in self._schema(table) if field.metadata}

    def _schema(self, table: str) -> pa.Schema:
        return self._table_schema(f"series/{table}")

    @property
    def quantities(self) -> list[str]:
        """Every quantity whose series was kept."""
        return list(self._where)

    @property
    def series_tables(self) -> list[str]:
        """Names of the tables of series, such as "countries"; `table` reads one."""
        return list(self._tables.series_tables)

    def has(self, *quantities: str) -> bool:
        """Whether the series of every run was kept, month by month, of all of some quantities."""
        kept = self.manifest["keep"]
        return kept["series"] == "all" and kept["months"] == "all" and all(one in self.quantities for one in quantities)

    @property
    def one_point(self) -> bool:
        """Whether it is of one point and has where each of its runs went, as a run is and a sweep is at a point."""
        return self.points == 1 and self.has("alignment")

    def agents(self, quantity: str) -> list[str]:
        """What agents a kept quantity is of, such as country; raises as `series`."""
        fields = self._schema(self._table_of(quantity))
        return [field.name for field in fields if not field.metadata and field.name not in _NOT_AGENTS]

    def unit(self, quantity: str) -> str:
        """Unit of a quantity, as an axis shows it; raises as `series`."""
        return self._metadata(quantity)[b"unit"].decode()

    def meaning(self, quantity: str) -> str:
        """Meaning of a quantity, in words; raises as `series`."""
        return self._metadata(quantity)[b"meaning"].decode()

    def _metadata(self, quantity: str) -> dict[bytes, bytes]:
        return dict(self._schema(self._table_of(quantity)).field(quantity).metadata)

    def _table_of(self, quantity: str) -> str:
        """The table that a quantity stands in; raises NotPossible."""
        if known("quantity", quantity, {**self._where, **QUANTITIES}) not in self._where:
            kept = f"it kept {', '.join(self._where)}" if self._where else "it kept no series"
            raise NotPossible(
                f"{self.folder} has no series of {quantity!r}; {kept}\n"
                "  hint: `keep: {quantities: [...]}` in the experiment says what is kept"
            )
        return self._where[quantity]

    def table(self, name: str, columns: list[str] | None = None) -> "pd.DataFrame":
        """A table of `series/` as pandas: point, replicate or statistic, month, agents, quantities."""
        return self._dated(self.arrow(name, columns).to_pandas())

    def arrow(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """Some columns of a table of `series/` as Arrow has them, which is at hand sooner than pandas.

        Raises
        ------
        NotPossible : where there is no such table or column
        """
        columns = self._columns(known("table", name, self.series_tables), columns)
        return joined(list(self._parts(f"series/{name}", columns)), columns)

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

    def series(self, quantity: str, points: "Sequence[int] | None" = None) -> "xr.DataArray":
        """A quantity as an array; NaN where a run came to no end, and where a point has no such month or agent.

        Parameters
        ----------
        points : numbers of the points to read; all where None

        Returns
        -------
        dimensions (point, statistic or replicate, month, agents...), with the value of every factor along point; a run
        is of one point, and `sel(point=0)` leaves its dimension out

        Raises
        ------
        NotPossible : where the quantity was not kept, or none of the points is there
        """
        return arrays.series(self, quantity, *self.values(quantity, points))

    def values(self, quantity: str, points: "Sequence[int] | None" = None) -> tuple[arrays.Labels, np.ndarray]:
        """Labels of each dimension, and numbers, of a quantity as NumPy has them; raises as `series`."""
        labels, found = self.together(self._table_of(quantity), [quantity], points)
        return labels, found[quantity]

    def together(
        self, table: str, quantities: list[str], points: "Sequence[int] | None" = None
    ) -> tuple[arrays.Labels, dict[str, np.ndarray]]:
        """Labels, and the numbers of several quantities of one table, which is read once; raises as `series`."""
        table = known("table", table, self.series_tables)
        chosen = [known("quantity", one, self._where) for one in several("quantities", quantities)]
        return self._together(table, chosen, points)

    def _together(
        self, table: str, quantities: list[str], points: "Sequence[int] | None"
    ) -> tuple[arrays.Labels, dict[str, np.ndarray]]:
        dims = [field.name for field in self._schema(table) if not field.metadata]
        if points is not None:
            points = [whole("point", point, 0, self.points - 1) for point in several("points", points)]
        parts = list(self._parts(f"series/{table}", [*dims, *quantities], points))
        if not parts:
            raise NotPossible(f"none of the points {points} is there\n  hint: .there has the numbers of those that are")
        wanted = self.there if points is None else np.intersect1d(self.there, np.array(points, dtype=np.int32))
        return arrays.filled(parts, dims, quantities, wanted)

    def outcome(self, text: str) -> "xr.DataArray":
        """An outcome of every run, dimensions (point, replicate); NaN where it is not defined or the run failed."""
        self._check_outcome(text)
        return arrays.outcome(self, text)

    def grid(self, outcome: str, column: str = "mean") -> "xr.DataArray":
        """A column of the summary of an outcome over the factors of a grid; NaN at points that constraints leave out.

        Parameters
        ----------
        outcome : as in the experiment
        column : mean, monte_carlo_error, low, high, sd, q05, ..., runs, share_of_runs; with draws also parameter_share

        Raises
        ------
        NotPossible : where the design is no grid, or there is no such outcome or column
        """
        if self.manifest["design"] != "grid" or not self.factors:
            design = self.manifest["design"] if self.factors else "a run of one point"
            raise NotPossible(f"{self.folder} is no grid but {design}; .summary has its points one by one")
        self._check_outcome(outcome)
        return arrays.grid(self, outcome, column)

    def _check_outcome(self, text: str) -> None:
        if not isinstance(text, str) or text not in self.outcomes:
            raise NotPossible(f"there is no outcome {text!r}; there are {', '.join(self.outcomes)}")

    def dataset(self) -> "xr.Dataset":
        """Every series that was kept and every outcome, as one labelled data set."""
        import xarray as xr

        found = {quantity: self.series(quantity) for quantity in self.quantities}
        return xr.Dataset({**found, **{text: self.outcome(text) for text in self.outcomes}})

    def about(self, name: str) -> dict[str, Any]:
        """What is declared of a factor or an outcome.

        Returns
        -------
        unit, meaning, agents, range, and for a factor the scenario's own value (baseline) and its scale; None where
        nothing is declared

        Raises
        ------
        NotPossible : where there is neither a factor nor an outcome of that name
        """
        for schema in (self._design.schema, self._runs_schema):
            if isinstance(name, str) and name in schema.names and name in (*self.factors, *self.outcomes):
                told = {key.decode(): value.decode() for key, value in (schema.field(name).metadata or {}).items()}
                plain = {key: json.loads(told.get(key, "null")) for key in ("agents", "range", "baseline")}
                return {**told, **plain, "agents": plain["agents"] or []}
        raise NotPossible(
            f"there is no factor or outcome {name!r}; there are {', '.join([*self.factors, *self.outcomes])}"
        )

    def at(self, point: "int | Mapping[str, Any]") -> "Result":
        """The runs of one point as a result of their own, with every series, event and figure that a run has.

        Parameters
        ----------
        point : its number, or values of factors that one point alone has

        Raises
        ------
        NotPossible : where there is no such point, or its runs cannot be made again as they were
        """
        number = self.point_of(point)
        if self.points == 1:
            return self
        found: Result = doors.points().point_result(self.folder, number)
        return found

    def point_of(self, point: "int | Mapping[str, Any]") -> int:
        """The number of a point; raises as `at`."""
        if not isinstance(point, Mapping):
            return whole("point", point, 0, self.points - 1)
        found = self.points_with(point)
        if len(found) == 1:
            return int(found[0])
        told = ", ".join(f"{name}={value}" for name, value in point.items())
        some = ", ".join(map(str, found[:10].tolist()))
        raise NotPossible(
            f"{len(found):,} points have {told}: {some}\n  hint: give values of more of {', '.join(self.factors)}"
            if len(found)
            else f"no point has {told}\n  hint: .design has the values of every point"
        )

    def points_with(self, values: "Mapping[str, Any]") -> np.ndarray:
        """Numbers of the points that have some values of factors, shape (points,); raises NotPossible."""
        if not isinstance(values, Mapping):
            raise NotPossible(f"values is {values!r}\n  hint: give factors with values, such as {{'EU.pressure': 0.5}}")
        design, chosen = self.design, np.ones(self.points, dtype=bool)
        for name, value in values.items():
            levels = design[known("factor", name, self.factors)]
            if levels.dtype.kind in "iuf":
                try:
                    chosen &= np.isclose(levels.to_numpy(), float(value), rtol=1e-9, atol=1e-12)
                except (TypeError, ValueError):
                    chosen &= False
            else:
                chosen &= levels.astype(str).to_numpy() == str(value)
        return np.intersect1d(np.nonzero(chosen)[0], self.there)

    @handed
    def runs(self) -> "pd.DataFrame":
        """One row a run that came to its end: point, replicate, draw where there are draws, factors, outcomes."""
        return joined(list(self._parts("runs")), None).to_pandas()

    @handed
    def failures(self) -> "pd.DataFrame":
        """One row a run that came to no end: which, why, and how to see it again."""
        return joined(list(self._parts("failures")), None).to_pandas()

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

        data = plain(read_text(in_format_of_now(self._text(file)), str(self.folder / file)))
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
        return self._table_schema("runs")

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

    @handed
    def events(self) -> "pd.DataFrame":
        """What happened in each run: point, replicate, month, kind, name, country.

        Raises
        ------
        NotPossible : where the experiment did not keep events
        """
        if not self.manifest["keep"].get("events"):
            raise NotPossible(
                f"{self.folder} kept no events\n  hint: `keep: {{events: true}}` in the experiment keeps them"
            )
        return self._dated(joined(list(self._parts("events")), None).to_pandas())

    @handed
    def summary(self) -> "pd.DataFrame":
        """One row a point and outcome: factors, unit, runs, mean, monte_carlo_error, sd, quantiles."""
        frame = self._summary()
        words = {name for name in frame.columns if frame[name].dtype.kind not in "biuf"}
        frame.columns = [_unguarded(name) for name in frame.columns]
        for name in map(_unguarded, words):
            frame[name] = frame[name].map(_unguarded)
        for name in self.factors:
            frame[name] = self.design[name].to_numpy()[frame["point"].to_numpy()]
        return frame

    def _summary(self) -> "pd.DataFrame":
        cells = len(self.there) * len(self.outcomes) * (len(self.factors) + len(SUMMED) + _WORDY)
        return self._read_summary(self._text("summary.csv", max(MOST_TEXT, _MOST_CELL * cells)))

    def _read_summary(self, text: str) -> "pd.DataFrame":
        words, numbers = ("outcome", "unit"), ("point", *SUMMED)
        frame = csv_table(
            self._files, "summary.csv", text, words, numbers, self._no_column, keep_default_na=False, na_values=EMPTY
        )
        if not frame["point"].isin(self.there).all() or not frame["outcome"].map(_unguarded).isin(self.outcomes).all():
            self._files.refuse("summary.csv has rows of points or outcomes that there are not")
        return frame

    # Where everything comes from: all above reads through these.

    @property
    def _no_column(self) -> Mapping[str, float]:
        return self._tables.no_column

    def _text(self, name: str, most: int = MOST_TEXT) -> str:
        return self._tables.text(name, most)

    def _designed(self) -> pa.Table:
        return self._tables.design

    def _table_schema(self, table: str) -> pa.Schema:
        return self._tables.schema(table)

    def _parts(
        self, table: str, columns: list[str] | None = None, points: "Sequence[int] | None" = None
    ) -> "Iterator[pa.Table]":
        return self._tables.table(table, columns, points)


def _unguarded(cell: Any) -> Any:
    return plain_cell(cell) if isinstance(cell, str) else cell


def _refused(read: "Callable[[], object]") -> str:
    """Why something cannot be read, or ""."""
    try:
        read()
    except NoResult as error:
        return error.reason
    except TwochairsError as error:
        return str(error)
    return ""
