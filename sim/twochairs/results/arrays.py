"""Numbers of a result as labelled arrays, the values of every factor along the points."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from twochairs.errors import NotPossible

if TYPE_CHECKING:
    import xarray as xr

    from twochairs.results.result import Result

Labels = dict[str, np.ndarray]


def filled(
    parts: Iterable[pa.Table], dims: list[str], quantities: list[str], points: np.ndarray
) -> tuple[Labels, dict[str, np.ndarray]]:
    """Labels of each dimension, agents in order of appearance, and values of quantities; NaN where there is no row.

    Parameters
    ----------
    parts : of a table of series
    points : those that the array is of, in order; the table may have no row of some

    Raises
    ------
    NotPossible : where the table has several numbers for one place
    """
    table = pa.concat_tables(parts)
    placed = {dim: _placed(table, dim, points) for dim in dims}
    labels = {dim: names for dim, (names, _) in placed.items()}
    shape = tuple(len(names) for names in labels.values())
    codes = tuple(code for _, code in placed.values())
    place = np.ravel_multi_index(codes, shape) if len(table) else np.zeros(0, dtype=np.intp)
    if len(place) and np.bincount(place).max() > 1:
        raise NotPossible("a table of series has two numbers for one point, run, month and agent")
    return labels, {quantity: _spread(table[quantity].to_numpy(), place, shape) for quantity in quantities}


def _spread(values: np.ndarray, place: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    found = np.full(int(np.prod(shape)), np.nan, dtype=values.dtype)
    found[place] = values
    return found.reshape(shape)


def _placed(table: pa.Table, dim: str, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The labels of a dimension, and where among them each row stands."""
    column = table[dim]
    if not len(table):
        none = np.zeros(0, dtype="datetime64[s]" if dim == "month" else object)
        return points if dim == "point" else none, np.zeros(0, dtype=np.intp)
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded = encoded.unify_dictionaries().combine_chunks()
    values, code = encoded.dictionary.to_numpy(zero_copy_only=False), encoded.indices.to_numpy()
    used, code = np.unique(code, return_inverse=True)  # words of other points may stand in the dictionary too
    values = values[used]
    if dim == "point":
        return points, np.searchsorted(points, values)[code]
    if dim in ("replicate", "month"):
        order = np.argsort(values, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        values, code = values[order], rank[code]
    return values.astype("datetime64[s]") if dim == "month" else values, code


def series(result: "Result", quantity: str, labels: Labels, values: np.ndarray) -> "xr.DataArray":
    """A quantity with its labels, unit and meaning."""
    attributes = {"unit": result.unit(quantity), "meaning": result.meaning(quantity)}
    return _with_factors(result, quantity, labels, values, attributes)


def outcome(result: "Result", text: str) -> "xr.DataArray":
    """An outcome of every run, dimensions (point, replicate)."""
    frame, replicates = result.runs, np.arange(int(result.manifest["replicates"]))
    values = np.full((result.points, len(replicates)), np.nan)
    values[frame["point"].to_numpy(), frame["replicate"].to_numpy()] = frame[text].to_numpy(dtype=float)
    labels = {"point": result.there, "replicate": replicates}
    return _with_factors(result, text, labels, values[result.there], attributes(result.about(text)))


def _with_factors(
    result: "Result", name: str, labels: Labels, values: np.ndarray, said: dict[str, str]
) -> "xr.DataArray":
    import xarray as xr

    design = result.design.iloc[labels["point"]]
    factors = [factor for factor in result.factors if factor not in labels]
    coordinates: dict[str, Any] = {**labels, **{one: ("point", design[one].to_numpy()) for one in factors}}
    array = xr.DataArray(values, dims=list(labels), coords=coordinates, name=name, attrs=said)
    for factor in factors:
        array.coords[factor].attrs = attributes(result.about(factor))
    return array


def grid(result: "Result", text: str, column: str) -> "xr.DataArray":
    """A column of the summary of an outcome over the factors of a grid."""
    import xarray as xr

    summary = result.summary
    rows = summary[summary["outcome"] == text]
    if not isinstance(column, str) or column not in rows.columns or rows[column].dtype.kind not in "iuf":
        numbers = [name for name in rows.columns if rows[name].dtype.kind in "iuf" and name not in result.factors]
        raise NotPossible(f"the summary has no numbers in a column {column!r}; it has {', '.join(numbers)}")
    design = result.design
    levels = {name: np.unique(design[name].to_numpy()) for name in result.factors}
    values = np.full([len(of) for of in levels.values()], np.nan)
    places = tuple(np.searchsorted(of, rows[name].to_numpy()) for name, of in levels.items())
    values[places] = rows[column].to_numpy(dtype=float)
    said = {**attributes(result.about(text)), "column": column}
    array = xr.DataArray(values, dims=result.factors, coords=levels, name=text, attrs=said)
    for name in result.factors:
        array.coords[name].attrs = attributes(result.about(name))
    return array


def attributes(about: dict[str, Any]) -> dict[str, str]:
    """Unit and meaning of a factor or an outcome."""
    return {key: str(about[key]) for key in ("unit", "meaning") if key in about}
