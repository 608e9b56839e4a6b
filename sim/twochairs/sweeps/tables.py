"""Chunks as tidy tables: typed, named as in the scenario file, units in the column's metadata."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa

from twochairs.experiment.factor import Factor
from twochairs.experiment.meanings import Meaning, meaning_of_factor, meaning_of_outcome
from twochairs.experiment.posterior import DRAW
from twochairs.results.tables import TABLES, month_date
from twochairs.sweeps import about
from twochairs.sweeps.chunk import Chunk
from twochairs.sweeps.job import Job
from twochairs.sweeps.kept import STATISTICS, Kept
from twochairs.world.layout import QUANTITIES


def design_table(job: Job) -> pa.Table:
    """One row a point: its number and the value of every factor, with what each factor means in its metadata."""
    points = job.plan.points
    columns: dict[str, Any] = {"point": pa.array(range(len(points)), pa.int32())}
    for factor in job.plan.factors:
        columns[factor.name] = pa.array([point[factor.name] for point in points])
    columns |= {name: pa.array(list(values)) for name, values in job.plan.design.columns.items()}
    told = _factor_metadata(job)
    fields = [pa.field(name, column.type, metadata=told.get(name)) for name, column in columns.items()]
    return pa.table(list(columns.values()), schema=pa.schema(fields))


def _factor_metadata(job: Job) -> dict[str, dict[str, str]]:
    """Factor to what its column says of it: meaning, unit, agents, scale, and the scenario's own value."""
    own, labels, commodity = about.own(job.plan), about.labels(job.plan), about.commodity(job.plan)
    told = {}
    for factor in job.plan.factors:
        metadata = {"role": "factor", **_told(meaning_of_factor(factor, labels, commodity)), "scale": _scale(factor)}
        baseline = own.get(factor.name) if factor.baseline is None else factor.baseline
        told[factor.name] = metadata if baseline is None else {**metadata, "baseline": json.dumps(baseline)}
    return told


def _scale(factor: Factor) -> str:
    return "log" if factor.log else "linear"


def _told(meaning: Meaning) -> dict[str, str]:
    told = {"unit": meaning.unit, "meaning": meaning.text, "agents": json.dumps(meaning.agents), "when": meaning.when}
    return told if meaning.ends is None else {**told, "range": json.dumps(meaning.ends)}


def runs_table(job: Job, chunks: list[Chunk]) -> pa.Table:
    """One row a run that came to an end: point, replicate, factors, outcomes."""
    counts = [len(chunk.replicates) for chunk in chunks]
    fields = [pa.field("point", pa.int32()), pa.field("replicate", pa.int32())]
    columns = [
        pa.array(np.repeat([chunk.point for chunk in chunks], counts), pa.int32()),
        pa.array(np.concatenate([chunk.replicates for chunk in chunks]), pa.int32()),
    ]
    if job.plan.draws.varied:
        fields.append(pa.field(DRAW, pa.int32()))
        replicates = np.concatenate([chunk.replicates for chunk in chunks])
        columns.append(pa.array(replicates % job.plan.draws.count, pa.int32()))
    for factor in job.plan.factors:
        values = pa.array([job.plan.points[chunk.point][factor.name] for chunk in chunks])
        columns.append(values.take(pa.array(np.repeat(np.arange(len(chunks)), counts))))
        fields.append(pa.field(factor.name, values.type, metadata={"role": "factor"}))
    outcomes = np.concatenate([chunk.outcomes for chunk in chunks])
    labels, commodity = about.labels(job.plan), about.commodity(job.plan)
    called = job.plan.experiment.called
    for index, (text, unit, kind) in enumerate(job.outcomes):
        columns.append(pa.array(np.ascontiguousarray(outcomes[:, index]), from_pandas=True))
        meant = meaning_of_outcome(text, unit, labels, commodity, called.get(text))
        told = {"role": "outcome", "kind": kind, **_told(meant)}
        fields.append(pa.field(text, pa.float64(), metadata=told))
    return pa.table(columns, schema=pa.schema(fields))


def series_names(job: Job) -> list[str]:
    """Names of the tables of series, one a kind of agent."""
    dims = {QUANTITIES[name].dims for name in job.quantities}
    return [table for of, table in TABLES.items() if of in dims]


def series_table(job: Job, chunks: list[Chunk], table: str) -> pa.Table:
    """A table of the kept series: point, statistic or replicate, month, agents, then the quantities.

    Each point has its own months and agents, by name.
    """
    alike = groupby(chunks, key=lambda chunk: job.plan.shape(chunk.point))
    parts = [_series_of(job, list(of), job.kept_of(shape), table) for shape, of in alike]
    return parts[0] if len(parts) == 1 else pa.concat_tables(parts).unify_dictionaries().combine_chunks()


def _series_of(job: Job, chunks: list[Chunk], kept: Kept, table: str) -> pa.Table:
    """The rows of some points that have their shape in common."""
    dims = next(of for of, name in TABLES.items() if name == table)
    quantities = [name for name in job.quantities if QUANTITIES[name].dims == dims]
    agents = [list(kept.shape.names.along(dim)) for dim in dims]
    months = [month_date(kept.shape.start, t) for t in kept.months]
    counts = [len(chunk.series) for chunk in chunks]
    point_of = np.repeat(np.array([chunk.point for chunk in chunks], dtype=np.int32), counts)
    inner = len(months) * int(np.prod([len(labels) for labels in agents], dtype=int))
    columns: dict[str, Any] = {"point": pa.array(np.repeat(point_of, inner))}
    if job.plan.experiment.keep.series == "all":
        replicates = np.concatenate([chunk.replicates for chunk in chunks])
        columns["replicate"] = pa.array(np.repeat(replicates, inner), pa.int32())
    else:
        which = np.concatenate([np.arange(count, dtype=np.int32) for count in counts])
        columns["statistic"] = _words(list(STATISTICS), np.repeat(which, inner))
    sizes = [len(months), *(len(labels) for labels in agents)]
    places = np.indices(sizes, dtype=np.int32).reshape(len(sizes), -1)
    columns["month"] = pa.array(months, pa.date32()).take(pa.array(np.tile(places[0], len(point_of))))
    for dim, labels, place in zip(dims, agents, places[1:], strict=True):
        columns[dim] = _words(labels, np.tile(place, len(point_of)))
    fields = [pa.field(name, array.type) for name, array in columns.items()]
    for quantity in quantities:
        declared = about.commodity(job.plan).of(QUANTITIES[quantity])
        kind = pa.from_numpy_dtype(kept.kind)
        fields.append(pa.field(quantity, kind, metadata={"unit": declared.unit, "meaning": declared.meaning}))
        part = kept.part(quantity)
        columns[quantity] = pa.array(np.concatenate([chunk.series[:, :, part].reshape(-1) for chunk in chunks]))
    return pa.table(list(columns.values()), schema=pa.schema(fields))


def _words(labels: list[str], places: np.ndarray) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places), pa.array(labels, pa.string()))


def events_table(job: Job, chunks: Iterable[Chunk]) -> pa.Table:
    """What happened in each run, where it was kept."""
    rows = [
        (chunk.point, event.replicate, month_date(job.plan.shape(chunk.point).start, event.month), *event[2:])
        for chunk in chunks
        for event in chunk.events
    ]
    columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [()] * 6
    return pa.table(
        {
            "point": pa.array(columns[0], pa.int32()),
            "replicate": pa.array(columns[1], pa.int32()),
            "month": pa.array(columns[2], pa.date32()),
            "kind": pa.array(columns[3], pa.string()),
            "name": pa.array(columns[4], pa.string()),
            "country": pa.array(columns[5], pa.string()),
        }
    )


def failures_table(job: Job, chunks: Iterable[Chunk]) -> pa.Table:
    """The runs that came to no end: where, with which values and seed, why, and how to see it again."""
    rows = [(chunk.point, failure) for chunk in chunks for failure in chunk.failures]
    columns: dict[str, Any] = {
        "run": pa.array([point * job.replicates + failure.replicate for point, failure in rows], pa.int64()),
        "point": pa.array([point for point, _ in rows], pa.int32()),
        "replicate": pa.array([failure.replicate for _, failure in rows], pa.int32()),
        "seed": pa.array([str(job.plan.noise_seed(point)) for point, _ in rows], pa.string()),
    }
    if job.plan.draws.varied:
        columns[DRAW] = pa.array([job.plan.draws.of(failure.replicate) for _, failure in rows], pa.int32())
    for factor in job.plan.factors:
        columns[factor.name] = pa.array([job.plan.points[point][factor.name] for point, _ in rows])
    for name in ("kind", "month", "what", "who"):
        columns[name] = pa.array([getattr(failure, name) for _, failure in rows], pa.string())
    again = [f"twochairs replay RESULT {point}/{failure.replicate}" for point, failure in rows]
    columns["replay"] = pa.array(again, pa.string())
    return pa.table(columns)
