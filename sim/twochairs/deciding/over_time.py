"""Indices month by month, where the series of every run were kept."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from twochairs.deciding.asking import Rows
from twochairs.deciding.explained import Explained, Method
from twochairs.errors import NotPossible
from twochairs.results.result import Result

_AT_THE_END = re.compile(r"(?P<quantity>\w+)\[(?P<agents>[^\[\]]*)\]@end")


def courses(method: Method, outcomes: Sequence[str]) -> dict[str, Rows]:
    """A table of the indices of quantities whose end is an outcome, a row a month, outcome and factor; or none."""
    rows: list[list[str | float | int]] = []
    for outcome in outcomes:
        for month, values in _months(method.reading.result, outcome):
            if not np.isfinite(values[method.reading.whole]).all():
                continue
            found = method.of(outcome, values)
            if found.told and found.split is not None:
                rows += [[outcome, month, *cells, found.split.share] for cells in _cells(found)]
    head = ["outcome", "month", "factor"]
    head += [f"{name}{end}" for name in ("with_others", "alone") for end in ("", "_low", "_high")]
    return {"over_time": [[*head, "chance_share"], *rows]} if rows else {}


def _cells(found: Explained) -> Iterator[list[str | float | int]]:
    """Each factor, with its measures and the ends of their intervals."""
    for column, factor in enumerate(found.factors):
        ends = [end for one in found.measures for end in (one.found.value, one.found.low, one.found.high)]
        yield [factor, *(float(end[column]) for end in ends)]


def _months(result: Result, outcome: str) -> Iterator[tuple[str, np.ndarray]]:
    """Each month that was kept of every run, with the quantity of shape (points there, replicates)."""
    match = _AT_THE_END.fullmatch(outcome)
    if match is None or result.manifest["keep"]["series"] != "all" or match["quantity"] not in result.quantities:
        return
    agents = [agent.strip() for agent in match["agents"].split(",")]
    try:
        labels, values = result.values(match["quantity"])
    except NotPossible:
        return
    kinds = [dim for dim in labels if dim not in ("point", "replicate", "month")]
    places = [np.flatnonzero(labels[kind] == agent) for kind, agent in zip(kinds, agents, strict=False)]
    if len(kinds) != len(agents) or not all(len(place) == 1 for place in places):
        return  # an average over agents, which no series holds
    order = [list(labels).index(dim) for dim in ("point", "replicate", "month", *kinds)]
    values = values.transpose(order)
    for place in places[::-1]:
        values = values[..., int(place[0])]
    for at, month in enumerate(labels["month"]):
        yield str(month.astype("datetime64[M]")), values[:, :, at].astype(float)
