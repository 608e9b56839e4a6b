"""Arrays of a result that the pictures need; each table is read once for all of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import xarray as xr

from twochairs.errors import NotPossible
from twochairs.figures import text as words
from twochairs.scenario.grammar import Spoken
from twochairs.scenario.wording import closest

if TYPE_CHECKING:
    from twochairs.results.result import Result

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Ends of the 90 % band, of the 50 % band, and the median between them."""

_TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "world": ((), ("hub_price",)),
    "countries": (
        ("country",),
        (
            "alignment",
            "target",
            "contract_price",
            "energy_saving",
            "gas_bill",
            "declared_rate",
            "west_benefit",
            "east_benefit",
            "hedging_index",
        ),
    ),
    "public_poles": (("public", "pole"), ("ally", "partner", "rival", "adversary")),
    "disputes": (("dispute",), ("tension", "incident")),
    "acts": (("act", "country"), ("joined",)),
    "contributions": (("mechanism", "country"), ("contribution",)),
}
"""Table to the agents it is indexed by and the quantities drawn from it."""

_READ: "WeakKeyDictionary[Result, dict[str, xr.Dataset]]" = WeakKeyDictionary()


def series(result: "Result", quantity: str) -> xr.DataArray:
    """A quantity with dimensions (replicate, month, agents...).

    Raises
    ------
    NotPossible : where pictures read no such quantity, or the result does not hold it of every run of one point
    """
    named = {one: table for table, (_, quantities) in _TABLES.items() for one in quantities}
    if not isinstance(quantity, str) or quantity not in named:
        raise NotPossible(f"pictures read no {quantity!r}; they read {', '.join(named)}")
    table = named[quantity]
    tables = _READ.setdefault(result, {})
    if table not in tables:
        tables[table] = _dataset(result, table)
    if quantity not in tables[table]:
        raise NotPossible(f"{result.folder} has no series of {quantity!r}; it kept {', '.join(result.quantities)}")
    return tables[table][quantity].copy(deep=False)


def _dataset(result: "Result", table: str) -> xr.Dataset:
    agents, quantities = _TABLES[table]
    wanted = [quantity for quantity in quantities if quantity in result.quantities]
    if result.points != 1 or not result.has(*wanted):
        raise NotPossible(
            f"{result.folder} does not hold {' and '.join(quantities[:1])} of every run of one point\n"
            "  hint: --point chooses a point of a sweep, such as --point 17"
        )
    labels, values = result.together(table, wanted)
    for array in values.values():
        array.flags.writeable = False
    dims = [dim for dim in labels if dim != "point"]
    arrays = {quantity: (dims, array[0]) for quantity, array in values.items()}
    return xr.Dataset(arrays, coords={dim: labels[dim] for dim in dims}).transpose("replicate", "month", *agents)


def months(array: xr.DataArray) -> np.ndarray:
    """The months of a series as datetime64, the start first."""
    return array["month"].to_numpy()


def bands(values: np.ndarray) -> np.ndarray:
    """The quantiles over runs, shape (5, ...), of values with runs first."""
    return np.asarray(np.quantile(values, QUANTILES, axis=0))


def draws(result: "Result") -> np.ndarray | None:
    """Number of each run's draw of the parameters, in the order of its series; None where there are not several."""
    if not result.drawn or result.manifest["parameters"]["draws"] < 2:
        return None
    of_run = result.runs.set_index("replicate")["draw"]
    return np.asarray(of_run.loc[series(result, "alignment")["replicate"].to_numpy()].to_numpy())


def within(values: np.ndarray, draw: np.ndarray) -> np.ndarray:
    """What each run differs by from the mean of its draw, spread as widely as if that mean were known.

    Parameters
    ----------
    values : runs first
    draw : number of each run's draw, shape (run,)

    Returns
    -------
    the same shape as values, less the runs whose draw has no other
    """
    parts = []
    for one in np.unique(draw):
        of_draw = values[draw == one]
        if len(of_draw) > 1:
            parts.append((of_draw - of_draw.mean(axis=0)) * (len(of_draw) / (len(of_draw) - 1)) ** 0.5)
    return np.concatenate(parts) if parts else values[:0]


def label(result: "Result", dim: str, key: str) -> str:
    """The name shown for an agent in a picture: its key where no font at hand has the letters of the name."""
    name = result.label(dim, key)
    return name if words.drawable(name) else key


def spoken(result: "Result", dim: str, key: str, inches: float | None = None, size: float = 0.0) -> Spoken:
    """The name as `label` shows it, for sentences.

    Parameters
    ----------
    inches, size : how wide it may be at most, in bold letters of so many points; without limit where None
    """
    said, name = result.spoken(dim, key), label(result, dim, key)
    shown = name if inches is None else words.fit(name, inches, size, "bold")
    return replace(said, name=shown, article=said.article and name != key, plural=said.plural and name != key)


def countries(result: "Result", chosen: Sequence[str] | None = None) -> list[str]:
    """Countries in the order of the scenario file, all or those chosen.

    Raises
    ------
    NotPossible : where one is not in the result
    """
    return _known("country", _in_order(result, "country", series(result, "alignment")), chosen)


def disputes(result: "Result", chosen: Sequence[str] | None = None) -> list[str]:
    """Disputes in the order of the scenario file, all or those chosen.

    Raises
    ------
    NotPossible : where one is not in the result
    """
    return _known("dispute", _in_order(result, "dispute", series(result, "tension")), chosen)


def acts(result: "Result") -> list[str]:
    """Acts in the order of the scenario file."""
    return _in_order(result, "act", series(result, "joined"))


def act(result: "Result", chosen: str) -> str:
    """An act that is asked for by its key.

    Raises
    ------
    NotPossible : where there is none of that key, with the one that is likeliest meant and all there are
    """
    present = acts(result)
    if chosen in present:
        return chosen
    meant = closest(chosen, present)
    likely = f"did you mean {meant!r}? " if meant else ""
    named = ", ".join(f"{key} ({label(result, 'act', key)})" for key in present)
    has = f"it has {named}" if present else "it has none"
    raise NotPossible(f"there is no act {chosen!r} in this result\n  hint: {likely}{has}")


def declarations_a_year(result: "Result") -> float:
    """How many declarations the scenario has in a year."""
    return float(result.scenario.get("declarations", {}).get("per_year", 0.0))


def buyers(result: "Result") -> list[str]:
    """Countries that pay for gas in any run, in the order of the scenario file."""
    bill = series(result, "gas_bill")
    return [country for country in countries(result) if bill.sel(country=country).any()]


def staying(result: "Result") -> list[str] | None:
    """Acts that stay once they are done, as the scenario declares them; None where an earlier version did not say."""
    declared = result.manifest.get("staying")
    return None if declared is None else list(declared)


def _in_order(result: "Result", dim: str, array: xr.DataArray) -> list[str]:
    present = [str(key) for key in array[dim].to_numpy()]
    first = [key for key in result.manifest["labels"].get(dim, {}) if key in present]
    return first + [key for key in present if key not in first]


def _known(dim: str, present: list[str], chosen: Sequence[str] | None) -> list[str]:
    unknown = [key for key in chosen or [] if key not in present]
    if unknown:
        raise NotPossible(f"there is no {dim} {unknown[0]!r} in this result; it has {', '.join(present)}")
    return list(dict.fromkeys(chosen)) if chosen else present


def focus(result: "Result") -> str:
    """The country the scenario is about; where it names none, the one with the highest mean hedging index."""
    named = result.manifest.get("focus")
    if named in countries(result):
        return str(named)
    hedging = series(result, "hedging_index").transpose("country", "replicate", "month")
    means = hedging.to_numpy().mean(axis=(1, 2))
    mean_of = dict(zip((str(key) for key in hedging["country"].to_numpy()), means, strict=True))
    return max(countries(result), key=lambda country: float(mean_of[country]))


def publics(result: "Result", country: str) -> list[str]:
    """The publics of a country, as they are keyed in tables."""
    keys = [str(key) for key in series(result, "ally")["public"].to_numpy()]
    return [key for key in keys if key.partition(".")[0] == country]
