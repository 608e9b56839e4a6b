"""Series and events of runs as tables, by another way than the package's: a witness."""

from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.ensemble.replicates import Series, by_quantity
from twochairs.results.tables import TABLES, month_date, quantities_of
from twochairs.scenario.load import Scenario
from twochairs.world.layout import QUANTITIES, Layout


def series_table(scenario: Scenario, layout: Layout, series: list[Series], table: str) -> pa.Table:
    """A table's rows for some replicates: replicate, month, agents, then the quantities."""
    dims = next(dims for dims, name in TABLES.items() if name == table)
    months, runs = scenario.case.clock.months + 1, len(series)
    sizes = [len(layout.names.along(dim)) for dim in dims]
    rows_per_month = int(np.prod(sizes, dtype=int))
    rows = runs * months * rows_per_month
    dates = [month_date(scenario.case.clock.start, t) for t in range(months)]
    columns: dict[str, Any] = {
        "replicate": pa.array(np.repeat([one.replicate for one in series], months * rows_per_month), pa.int32()),
        "month": _chosen(dates, np.tile(np.repeat(np.arange(months), rows_per_month), runs), pa.date32()),
    }
    index = np.indices(sizes).reshape(len(sizes), -1) if sizes else np.zeros((0, 1), dtype=int)
    for dim, positions in zip(dims, index, strict=True):
        repeated = np.tile(positions, rows // max(1, rows_per_month))
        columns[dim] = _chosen(list(layout.names.along(dim)), repeated, pa.string())
    fields = [pa.field(name, array.type) for name, array in columns.items()]
    for quantity in quantities_of(table):
        declared = QUANTITIES[quantity]
        metadata = {"unit": declared.unit, "meaning": declared.meaning}
        fields.append(pa.field(quantity, pa.float64(), metadata=metadata))
        columns[quantity] = pa.array(by_quantity(layout, series, quantity).reshape(-1))
    return pa.table(list(columns.values()), schema=pa.schema(fields))


def _chosen(values: list[Any], positions: np.ndarray, kind: pa.DataType) -> pa.Array:
    return pa.array(values, kind).take(pa.array(positions)) if values else pa.array([], kind)


def events_table(scenario: Scenario, layout: Layout, series: list[Series]) -> pa.Table:
    """What happened in each run: random events, policies, incidents, governments, acts, memberships."""
    names = layout.names
    rows: list[tuple[int, int, str, str, str]] = []

    def add(kind: str, happened: np.ndarray, labels: list[tuple[str, str]]) -> None:
        for run, t, agent in np.argwhere(happened):
            rows.append((series[int(run)].replicate, int(t), kind, *labels[int(agent)]))

    def rises(quantity: str) -> np.ndarray:
        values = by_quantity(layout, series, quantity)
        values = values.reshape(len(series), values.shape[1], -1)
        return np.concatenate([np.zeros_like(values[:, :1]), np.diff(values, axis=1)], axis=1)

    def over_start(quantity: str) -> np.ndarray:
        values = by_quantity(layout, series, quantity)
        values = values.reshape(len(series), values.shape[1], -1).copy()
        values[:, 0] = 0.0
        return values

    add("random event", over_start("event_fired") > 0, [(name, "") for name in names.event])
    add("policy", over_start("policy_fired") > 0, [(name, "") for name in names.policy])
    add("incident", over_start("incident") > 0, [(name, "") for name in names.dispute])
    add("change of government", rises("governments") > 0, [("", country) for country in names.country])
    add("act", rises("joined") > 0, [(act, country) for act in names.act for country in names.country])
    full = (by_quantity(layout, series, "accession") >= 1.0).reshape(
        len(series), -1, len(names.pole) * len(names.country)
    )
    reached = np.concatenate([np.zeros_like(full[:, :1]), full[:, 1:] & ~full[:, :-1]], axis=1)
    add("membership", reached, [(pole, country) for pole in names.pole for country in names.country])
    rows.sort()
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * 5
    return pa.table(
        {
            "replicate": pa.array(columns[0], pa.int32()),
            "month": pa.array([month_date(scenario.case.clock.start, t) for t in columns[1]], pa.date32()),
            "kind": pa.array(columns[2], pa.string()),
            "name": pa.array(columns[3], pa.string()),
            "country": pa.array(columns[4], pa.string()),
        }
    )
