"""Numbers of a report's first screen: each is of a row of a result's summary, or of paired differences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from twochairs.errors import NotPossible
from twochairs.figures import pairs, read
from twochairs.figures.pairs import SMALL, Pairs
from twochairs.figures.sizes import AT_START, Change
from twochairs.figures.style import named
from twochairs.results.ends import last_year
from twochairs.results.paired import check_paired, paired
from twochairs.results.result import Result
from twochairs.scenario.grammar import Spoken

MOST = 3
"""Other results that a first screen has room for."""
LEAST_WAY = 5 * SMALL
"""A state, or an end of the scale, that is nearer by is no rung that a change is measured by."""
ALIGNMENT, ACT, DECLARATIONS, POLL = "alignment", "act", "declarations", "poll"
_ANSWERS = {"ally": "see {} as an ally", "adversary": "see {} as an adversary"}
_MOST_PUBLICS, _MOST_POLLS = 2, 3


@dataclass(frozen=True)
class Row:
    """An outcome at the end, in the first result and in what the others differ by.

    Attributes
    ----------
    outcome : as it is written
    what : ALIGNMENT, ACT, DECLARATIONS or POLL
    label : in words
    base : mean, low, high and runs of the first result, as its summary has them
    changes : of each other result, as paired differences have them
    pole : that a poll is about
    by : of an act that is done in some runs of the first result, the year by which half of these had done it first,
        or AT_START
    """

    outcome: str
    what: str
    label: str
    base: dict[str, Any]
    changes: list[Change] = field(default_factory=list)
    pole: str = ""
    by: str = ""

    @property
    def count(self) -> int:
        """Runs of the first result in which an act is done."""
        return round(float(self.base["mean"]) * int(self.base["runs"]))


@dataclass(frozen=True)
class Findings:
    """What is found of a state.

    Attributes
    ----------
    base, others : results: the first, and those that its runs are paired with
    country : the state
    rows : in the order in which they are shown
    moved : the state's alignment less that of the first result, run by run, of each other
    asked : outcome of the act that was asked for; "" where none was
    """

    base: Result
    others: list[Result]
    country: str
    rows: list[Row]
    moved: list[Pairs]
    asked: str = ""

    @property
    def name(self) -> Spoken:
        """Of the state."""
        return self.base.spoken("country", self.country)

    def of(self, what: str) -> list[Row]:
        """The rows of a kind."""
        return [row for row in self.rows if row.what == what]


def findings(results: Sequence[Result], country: str | None = None, act: str | None = None) -> Findings | None:
    """What the runs among some results say of a state; None where there is no run.

    Parameters
    ----------
    country : key of the state; the one that the first run is about where None
    act : key of the act that it is to be told of; one by `subject.beside` where None

    Raises
    ------
    NotPossible : where the state or the act is not in the first run
    """
    runs = [result for result in results if result.one_point]
    if not runs:
        return None
    base, *rest = runs
    chosen = read.focus(base) if country is None else read.countries(base, [country])[0]
    asked = f"{read.act(base, act)}[{chosen}]@end" if act is not None else ""
    others = [other for other in rest if other is not base and _comparable(base, other, chosen)][:MOST]
    frames = [{str(row["outcome"]): row for row in paired(base, other).to_dict("records")} for other in others]
    summary = {str(row["outcome"]).lstrip("'"): row for row in base.summary.to_dict("records")}
    rows = [
        Row(outcome, what, label, summary[outcome], [Change.of(frame[outcome]) for frame in frames], pole, by)
        for outcome, what, label, pole, by in _asked(base, chosen)
        if outcome in summary and all(outcome in frame for frame in frames)
    ]
    moved = pairs.differences([base, *others], chosen) if others else []
    if asked and not any(row.outcome == asked for row in rows):
        raise NotPossible(f"act {act!r} is not among the outcomes of each of these results")
    return Findings(base, others, chosen, _most_moved(rows), moved, asked)


def _comparable(base: Result, other: Result, country: str) -> bool:
    try:
        check_paired([base, other])
        read.countries(other, [country])
    except NotPossible:
        return False
    return True


def _asked(base: Result, country: str) -> list[tuple[str, str, str, str, str]]:
    """Outcomes in order: text, kind, label, pole, and by when half of the runs had done it."""
    rows = [(f"alignment[{country}]@end", ALIGNMENT, "Alignment, mean", "", "")]
    for act in read.acts(base):
        rows.append((f"{act}[{country}]@end", ACT, base.label("act", act), "", _half_by(base, act, country)))
    rows.append((f"declared_rate[{country}]@end", DECLARATIONS, f"Declarations joined, {last_year(base)}", "", ""))
    publics = read.publics(base, country)[:_MOST_PUBLICS]
    for pole in base.manifest["labels"]["pole"]:
        for public in publics:
            group = f" ({named(public.partition('.')[2]).lower()})" if len(publics) > 1 else ""
            for answer, said in _ANSWERS.items():
                label = said.format(base.spoken("pole", pole).within) + group
                rows.append((f"{answer}[{public}, {pole}]@end", POLL, label, pole, ""))
    return rows


def _most_moved(rows: list[Row]) -> list[Row]:
    """Without most polls: of each other result the one that changes most stays; of one result those of one pole."""
    polls = [row for row in rows if row.what == POLL]
    others = len(polls[0].changes) if polls else 0
    kept = [max(polls, key=lambda row: abs(row.changes[place].mean)).outcome for place in range(others)]
    largest = sorted(polls, key=lambda row: -max((abs(one.mean) for one in row.changes), default=0.0))
    shown = list(dict.fromkeys([*kept, *(row.outcome for row in largest)]))[:_MOST_POLLS]
    if not others:
        shown = [row.outcome for row in polls if row.pole == polls[0].pole]
    return [row for row in rows if row.what != POLL or row.outcome in shown]


def _half_by(result: Result, act: str, country: str) -> str:
    """The year by which half of the runs that do an act in the end had done it first, or AT_START; "" of none."""
    done, first = f"{act}[{country}]@end", f"first_month({act}[{country}])"
    if not {done, first} <= set(result.runs.columns):
        return ""
    months = np.sort(result.runs.loc[result.runs[done] > 0.5, first].dropna().to_numpy(dtype=float))
    if not len(months):
        return ""
    half = int(months[(len(months) + 1) // 2 - 1])
    if half == 0:
        return AT_START
    return str(read.months(read.series(result, "alignment"))[half].astype("datetime64[Y]"))


def since_start(found: Findings) -> tuple[Change, float]:
    """What the state's alignment changes by within the runs of the first result, and its median."""
    alignment = read.series(found.base, "alignment").sel(country=found.country)
    values = alignment.to_numpy()
    moved = Pairs(values - values[:, :1], found.base.draw_of(alignment["replicate"].to_numpy()))
    end = moved.at_end()
    return Change(end.mean, end.low, end.high, end.runs, end.independent, end.varied), moved.median


def ahead(found: Findings, change: float, start: float | None = None) -> tuple[str, float] | None:
    """The next state, or else end of the scale, that a change of alignment leads to and not past, and how far it is.

    Parameters
    ----------
    start : where the state stands that changes; where it ends in the first result where None
    """
    least = max(abs(change), LEAST_WAY)
    states = pairs.distances(found.base, found.country, change, start)
    there = {found.base.spoken("country", key).within: far for key, far in states.items() if far >= least}
    if not there:
        there = {name: far for name, far in _ends_of_scale(found, change, start) if far >= least}
    return min(there.items(), key=lambda pair: pair[1]) if there else None


def _ends_of_scale(found: Findings, change: float, start: float | None) -> list[tuple[str, float]]:
    own = start
    if own is None:
        own = float(np.median(read.series(found.base, "alignment").sel(country=found.country).to_numpy()[:, -1]))
    positions, way = found.base.manifest["positions"].items(), float(np.sign(change))
    return [(found.base.spoken("pole", pole).within, way * (float(at) - own)) for pole, at in positions]
