"""The tables of lever settings: those run again, every one that was searched, worlds, and whether metrics agree."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from twochairs.deciding.asking import Rows
from twochairs.deciding.boxes.tables import BOXES, FOUND, box_rows, found_rows
from twochairs.deciding.robustness.agreement import Agreement
from twochairs.deciding.robustness.judged import LEFT_OFF, SURE, Judged
from twochairs.deciding.robustness.metrics import better
from twochairs.deciding.robustness.tried import Tried
from twochairs.deciding.robustness.vulnerable import Vulnerable
from twochairs.experiment.over_worlds import REGRET, SATISFIED

Row = list[str | float | int]


def tables(
    judged: Judged, archive: Tried, numbers: Sequence[int], agreed: Sequence[Agreement], failing: Sequence[Vulnerable]
) -> dict[str, Rows]:
    """Every table that has a row, by name.

    Parameters
    ----------
    archive : every setting of the search
    numbers : of the settings that were run again, among these
    failing : where some of these fail
    """
    made = {
        "settings": _settings(judged, numbers),
        "searched": _searched(judged, archive),
        "metrics": _metrics(judged),
        "worlds": _worlds(judged.fresh),
        "values": _values(judged, numbers),
        "pairs": _pairs(judged, numbers),
        "agreement": _agreement(agreed),
        "levers": _levers(agreed),
        "vulnerable": _vulnerable(failing),
        "vulnerable_boxes": _boxes(failing),
    }
    return {name: rows for name, rows in made.items() if len(rows) > 1}


def said_standing(share: float) -> str:
    """Whether a setting is on the front, off it, or neither can be told."""
    return "front" if share >= SURE else "off" if share < LEFT_OFF else "undecided"


def _settings(judged: Judged, numbers: Sequence[int]) -> Rows:
    """A row a setting that was run again: levers, objectives with interval and optimism, how surely on the front."""
    fresh, names = judged.fresh, judged.wanted.names
    low, high = judged.ends
    head: Row = ["setting", *fresh.levers]
    head += [f"{name}{end}" for name in names for end in ("", "_low", "_high", "_optimism")]
    head += [*(["satisfied"] if judged.satisfied is not None else []), "on_front", "on_front_by_chance", "standing"]
    rows: list[Row] = [head]
    for place, number in enumerate(numbers):
        row: Row = [number, *fresh.settings[place]]
        for one in range(len(names)):
            row += [float(part[place, one]) for part in (judged.values, low, high, judged.optimism)]
        row += [] if judged.satisfied is None else [float(judged.satisfied[place])]
        by_chance = float("nan") if judged.share_by_chance is None else float(judged.share_by_chance[place])
        rows.append([*row, float(judged.share[place]), by_chance, said_standing(judged.share[place])])
    return rows


def _searched(judged: Judged, archive: Tried) -> Rows:
    """A row a setting of the search, by the runs that chose: these numbers flatter the best."""
    values = judged.wanted.values(archive)
    rows: list[Row] = [["setting", "generation", *archive.levers, *judged.wanted.names]]
    for number, setting in enumerate(archive.settings):
        rows.append([number, int(archive.generation[number]), *setting, *map(float, values[number])])
    return rows


def _metrics(judged: Judged) -> Rows:
    """What each objective is: of which outcome, how it is taken in a world, over which worlds, by which summary."""
    rows: list[Row] = [["objective", "outcome", "wanted", "in_a_world", "worlds", "over_worlds", "better", "least"]]
    worlds = judged.fresh.world_count
    for name, one in judged.wanted.objectives.items():
        taken = {REGRET: "mean of runs, behind the best setting", SATISFIED: "whether the mean of runs holds"}
        way = taken.get(one.summary.kind, "mean of runs")
        sides = ["high" if sign > 0 else "low" for sign in (one.sign, better(one.summary, one.sign))]
        rows.append([name, one.text, sides[0], way, worlds, one.over_worlds, sides[1], one.least])
    return rows


def _worlds(fresh: Tried) -> Rows:
    """A row a world of the fresh runs: its draw of the constants and its factors."""
    names = list(fresh.worlds[0])
    rows: list[Row] = [["world", "draw", *names]]
    for number, (point, draw) in enumerate(_each_world(fresh)):
        rows.append([number, draw, *(fresh.worlds[point][name] for name in names)])
    return rows


def _each_world(fresh: Tried) -> Iterator[tuple[int, int]]:
    yield from ((point, draw) for point in range(len(fresh.worlds)) for draw in range(fresh.draws))


def _values(judged: Judged, numbers: Sequence[int]) -> Rows:
    """A row a setting and world: every outcome, mean over the runs there."""
    outcomes = judged.wanted.outcomes
    rows: list[Row] = [["setting", "world", *outcomes]]
    for place, number in enumerate(numbers):
        for world in range(judged.fresh.world_count):
            rows.append([number, world, *(float(judged.means[text][place, world]) for text in outcomes)])
    return rows


def _pairs(judged: Judged, numbers: Sequence[int]) -> Rows:
    """A row a pair and objective: the first less the second, in the same worlds and under the same chance."""
    rows: list[Row] = [["setting", "other", "objective", "difference", "low", "high", "worlds_better"]]
    for first, second in combinations(judged.compared, 2):
        apart = judged.again[:, first] - judged.again[:, second]
        low, high = np.quantile(apart, [0.025, 0.975], axis=0)
        for place, (name, one) in enumerate(judged.wanted.objectives.items()):
            means = judged.means[judged.wanted.read[name]]
            ahead = float(np.mean(one.sign * (means[first] - means[second]) > 0.0))
            found = float(judged.values[first, place] - judged.values[second, place])
            rows.append([numbers[first], numbers[second], name, found, float(low[place]), float(high[place]), ahead])
    return rows


def _agreement(agreed: Sequence[Agreement]) -> Rows:
    rows: list[Row] = [["outcome", "wanted", "metric", "other", "rank_correlation"]]
    for one in agreed:
        side = "high" if one.sign > 0 else "low"
        for (at, metric), (to, other) in combinations(enumerate(one.metrics), 2):
            rows.append([one.outcome, side, metric, other, float(one.ranks[at, to])])
    return rows


def _levers(agreed: Sequence[Agreement]) -> Rows:
    rows: list[Row] = [["outcome", "lever", "rank_correlation"]]
    seen = {one.outcome: one.levers for one in agreed}
    rows += [[outcome, lever, float(found)] for outcome, levers in seen.items() for lever, found in levers.items()]
    return rows


def _vulnerable(failing: Sequence[Vulnerable]) -> Rows:
    """A row a setting and what worlds are told apart by: the share it fails in, and the best box, told or not."""
    rows: list[Row] = [["setting", "worlds_failed", "by", *FOUND[2:]]]
    for one in failing:
        rows += [
            [one.setting, one.worlds, units, *row[2:]] for units, each in one.found.items() for row in found_rows(each)
        ]
    return rows


def _boxes(failing: Sequence[Vulnerable]) -> Rows:
    """A row a restriction of a box that is told from chance."""
    rows: list[Row] = [["setting", "by", *BOXES[1:]]]
    for one in failing:
        rows += [[one.setting, units, *row[1:]] for units, each in one.found.items() for row in box_rows(each)]
    return rows
