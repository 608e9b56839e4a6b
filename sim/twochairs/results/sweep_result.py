"""A sweep's folder opened: pandas tables, and labelled arrays with the factors along the points."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from twochairs.errors import NotPossible
from twochairs.results.csv_tables import csv_table
from twochairs.results.handed import handed
from twochairs.results.manifest import Manifest, manifest_data, manifest_of_sweep
from twochairs.results.result import SUMMED, Result
from twochairs.results.run_tables import joined
from twochairs.results.spreadsheet import plain_cell
from twochairs.results.sweep_tables import SweepTables
from twochairs.scenario.given import known, several, whole

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

_NOT_AGENTS = ("point", "statistic", "replicate", "month")
_MAY_BE_EMPTY = (
    *("share_low", "share_high", "mean", "monte_carlo_error", "low", "high", "sd", "q05", "q25", "q50", "q75", "q95"),
    *("more_runs_to_halve_error", "parameter_share"),
)
EMPTY = dict.fromkeys(_MAY_BE_EMPTY, "")
"""Columns of the summary where an empty cell is no number."""


class SweepResult(Result):
    """What a sweep left behind: many points, each with replicates.

    Examples
    --------
    >>> sweep = twochairs.open("results/pressure-and-gas-1a2b3c4d5e")                          # doctest: +SKIP
    >>> sweep.grid("alignment[SRB]@end").plot()                                          # doctest: +SKIP
    >>> sweep.series("alignment").sel(country="SRB", statistic="q50", point=0)           # doctest: +SKIP
    """

    again = "run the same sweep again to have it made anew"

    def _opened(self) -> tuple[dict[str, Any], Manifest]:
        shape = manifest_of_sweep(self._files)
        self._of_sweep = SweepTables(self._files, shape)
        return manifest_data(self._files), shape

    def _reads(self) -> Iterator[Callable[[], object]]:
        yield lambda: self.design
        yield from (partial(self._read_through, table) for table in self._of_sweep.tables)
        yield from self._reads_of_texts()

    def _read_through(self, table: str) -> None:
        for _ in self._of_sweep.table(table):
            pass

    def _repr_html_(self) -> str:
        from twochairs.results.display import of_sweep

        return of_sweep(self)

    @property
    def points(self) -> int:
        """Points of the design."""
        return int(self.manifest["points"])

    @property
    def there(self) -> np.ndarray:
        """Numbers of the points that are there, shape (points,)."""
        return np.arange(self.points, dtype=np.int32)

    @property
    def factors(self) -> list[str]:
        """Names of what differs from point to point."""
        return list(self.manifest["factors"])

    @property
    def outcomes(self) -> dict[str, str]:
        """What was read off each run, each with its unit."""
        return dict(self.manifest["outcomes"])

    @handed
    def design(self) -> "pd.DataFrame":
        """One row a point: point, factors; of a Morris design also trajectory and what moved."""
        return self._design.to_pandas()

    @cached_property
    def _design(self) -> pa.Table:
        return self._designed()

    @handed
    def runs(self) -> "pd.DataFrame":
        """One row a run that came to its end: point, replicate, draw where there are draws, factors, outcomes."""
        return joined(list(self._parts("runs")), None).to_pandas()

    @handed
    def failures(self) -> "pd.DataFrame":
        """One row a run that came to no end: which, why, and how to see it again."""
        return joined(list(self._parts("failures")), None).to_pandas()

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
        return self._read_summary(self._text("summary.csv"))

    def _read_summary(self, text: str) -> "pd.DataFrame":
        words, numbers = ("outcome", "unit"), ("point", *SUMMED)
        frame = csv_table(self._files, "summary.csv", text, words, numbers, keep_default_na=False, na_values=EMPTY)
        if not frame["point"].isin(self.there).all() or not frame["outcome"].map(_unguarded).isin(self.outcomes).all():
            self._files.refuse("summary.csv has rows of points or outcomes that there are not")
        return frame

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

    @cached_property
    def _runs_schema(self) -> pa.Schema:
        return self._table_schema("runs")

    def table(self, name: str, columns: list[str] | None = None) -> "pd.DataFrame":
        """A table of `series/` as pandas: point, statistic or replicate, month, agents, quantities."""
        return self._dated(self.arrow(name, columns).to_pandas())

    def arrow(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table of `series/` as Arrow has it, or some columns of it."""
        columns = self._columns(known("table", name, self._series_tables()), columns)
        return joined(list(self._parts(f"series/{name}", columns)), columns)

    def _table_names(self) -> list[str]:
        return self._series_tables()

    @cached_property
    def _where(self) -> dict[str, str]:
        """Quantity to the table it stands in."""
        return {field.name: table for table in self._series_tables() for field in self._schema(table) if field.metadata}

    def _schema(self, table: str) -> pa.Schema:
        return self._table_schema(f"series/{table}")

    def agents(self, quantity: str) -> list[str]:
        """What agents a kept quantity is of, such as country."""
        fields = self._schema(self._table_of(quantity))
        return [field.name for field in fields if not field.metadata and field.name not in _NOT_AGENTS]

    def series(self, quantity: str, points: Sequence[int] | None = None) -> "xr.DataArray":
        """A quantity as a float32 array; NaN where a run came to no end, and where a point has no such month or agent.

        Parameters
        ----------
        points : numbers of the points to read; all where None

        Returns
        -------
        dimensions (point, statistic or replicate, month, agents...), with the value of every factor along point

        Raises
        ------
        NotPossible : where the quantity was not kept
        """
        import xarray as xr

        if not isinstance(quantity, str) or quantity not in self._where:
            kept = f"it kept {', '.join(self._where)}" if self._where else "it kept no series"
            raise NotPossible(
                f"{self.folder} has no series of {quantity!r}; {kept}\n"
                "  hint: `keep: {quantities: [...]}` in the experiment says what is kept"
            )
        table = self._where[quantity]
        dims = [field.name for field in self._schema(table) if not field.metadata]
        if points is not None:
            points = [whole("point", point, 0, self.points - 1) for point in several("points", points)]
        parts = list(self._parts(f"series/{table}", [*dims, quantity], points))
        if not parts:
            raise NotPossible(f"none of the points {points} is there\n  hint: .there has the numbers of those that are")
        read = pa.concat_tables(parts)
        wanted = self.there if points is None else np.intersect1d(self.there, np.array(points, dtype=np.int32))
        labels, values = _array(read, dims, quantity, wanted)
        here = self.design.iloc[labels["point"]]
        coordinates: dict[str, Any] = dict(labels)
        coordinates |= {name: ("point", here[name].to_numpy()) for name in self.factors if name not in labels}
        array = xr.DataArray(values, dims=dims, coords=coordinates, name=quantity)
        array.attrs = {"unit": self.unit(quantity), "meaning": self.meaning(quantity)}
        for name in self.factors:
            if name in array.coords:
                array.coords[name].attrs = _attributes(self.about(name))
        return array

    def outcome(self, text: str) -> "xr.DataArray":
        """An outcome of every run, dimensions (point, replicate); NaN where it is not defined or the run failed."""
        import xarray as xr

        self._known_outcome(text)
        frame = self.runs
        replicates = np.arange(int(self.manifest["replicates"]))
        values = np.full((self.points, len(replicates)), np.nan)
        values[frame["point"].to_numpy(), frame["replicate"].to_numpy()] = frame[text].to_numpy(dtype=float)
        values = values[self.there]
        coordinates: dict[str, Any] = {"point": self.there, "replicate": replicates}
        coordinates |= {
            name: ("point", self.design[name].to_numpy()[self.there])
            for name in self.factors
            if name not in coordinates
        }
        attributes = _attributes(self.about(text))
        return xr.DataArray(values, dims=("point", "replicate"), coords=coordinates, name=text, attrs=attributes)

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
        import xarray as xr

        if self.manifest["design"] != "grid":
            raise NotPossible(
                f"{self.folder} is no grid but {self.manifest['design']}; .summary has its points one by one"
            )
        self._known_outcome(outcome)
        rows = self.summary[self.summary["outcome"] == outcome]
        if not isinstance(column, str) or column not in rows.columns or rows[column].dtype.kind not in "iuf":
            numbers = [name for name in rows.columns if rows[name].dtype.kind in "iuf" and name not in self.factors]
            raise NotPossible(f"the summary has no numbers in a column {column!r}; it has {', '.join(numbers)}")
        levels = {name: np.unique(self.design[name].to_numpy()) for name in self.factors}
        values = np.full([len(of) for of in levels.values()], np.nan)
        places = tuple(np.searchsorted(of, rows[name].to_numpy()) for name, of in levels.items())
        values[places] = rows[column].to_numpy(dtype=float)
        attributes = {**_attributes(self.about(outcome)), "column": column}
        array = xr.DataArray(values, dims=self.factors, coords=levels, name=outcome, attrs=attributes)
        for name in self.factors:
            array.coords[name].attrs = _attributes(self.about(name))
        return array

    def _known_outcome(self, text: str) -> None:
        if not isinstance(text, str) or text not in self.outcomes:
            raise NotPossible(f"there is no outcome {text!r}; there are {', '.join(self.outcomes)}")

    def dataset(self) -> "xr.Dataset":
        """Every series that was kept and every outcome, as one labelled data set."""
        import xarray as xr

        arrays = {quantity: self.series(quantity) for quantity in self.quantities}
        return xr.Dataset({**arrays, **{text: self.outcome(text) for text in self.outcomes}})

    # Where tables come from: everything above reads through these.

    def _text(self, name: str) -> str:
        return self._files.text(self._of_sweep.sound(name))

    def _designed(self) -> pa.Table:
        return self._of_sweep.design

    def _table_schema(self, table: str) -> pa.Schema:
        return self._of_sweep.schema(table)

    def _series_tables(self) -> list[str]:
        return self._of_sweep.series_tables

    def _parts(
        self, table: str, columns: list[str] | None = None, points: Sequence[int] | None = None
    ) -> Iterator[pa.Table]:
        return self._of_sweep.table(table, columns, points)


def _array(
    table: pa.Table, dims: list[str], quantity: str, points: np.ndarray
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Labels of each dimension, agents in order of appearance, and the values there; NaN where the table has no row.

    Parameters
    ----------
    points : those that the array is of, in order; the table may have no row of some

    Raises
    ------
    NotPossible : where the table has several numbers for one place
    """
    labels: dict[str, np.ndarray] = {}
    codes = []
    for dim in dims:
        column = table[dim]
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        encoded = encoded.unify_dictionaries().combine_chunks()
        values = encoded.dictionary.to_numpy(zero_copy_only=False)
        code = encoded.indices.to_numpy()
        if len(table):  # words of other points may stand in the dictionary too
            used, code = np.unique(code, return_inverse=True)
            values = values[used]
        if dim == "point":
            values, code = points, np.searchsorted(points, values)[code]
        elif dim in ("replicate", "month"):
            order = np.argsort(values, kind="stable")
            rank = np.empty_like(order)
            rank[order] = np.arange(len(order))
            values, code = values[order], rank[code]
        labels[dim] = values.astype("datetime64[ns]") if dim == "month" else values
        codes.append(code)
    shape = tuple(len(of) for of in labels.values())
    place = np.ravel_multi_index(tuple(codes), shape) if len(table) else np.zeros(0, dtype=np.intp)
    if len(place) and np.bincount(place).max() > 1:
        raise NotPossible("a table of series has two numbers for one point, run, month and agent")
    found = np.full(int(np.prod(shape)), np.nan, dtype=np.float32)
    found[place] = table[quantity].to_numpy()
    return labels, found.reshape(shape)


def _attributes(about: dict[str, Any]) -> dict[str, str]:
    return {key: str(about[key]) for key in ("unit", "meaning") if key in about}


def _unguarded(cell: Any) -> Any:
    return plain_cell(cell) if isinstance(cell, str) else cell
