"""What `why` prints: causes in words first, then each term in numbers, the largest first."""

from collections.abc import Sequence
from typing import Any

from twochairs.results.act_attribution import DONE, PROBABILITY, TOGETHER
from twochairs.results.alignment_difference import INERTIA, REST, START
from twochairs.results.even_odds import (
    ALIGNMENT,
    COST,
    DIFFICULTY,
    DOES,
    EASY,
    HABIT,
    HARD,
    JOINS,
    KIND,
    MOOD,
    NO,
    PRESSURE,
    ROUND,
    SAVING,
    SHIELD,
    STATE,
    STAYS,
    SUPPLY,
    YES,
)
from twochairs.scenario.commodity import Commodity
from twochairs.scenario.wording import percent, signed
from twochairs.world.mechanisms import TERMS

WHEN_ASKED = "probability when asked"
"""What a state would do the next time that it is asked, in words; not the share of runs in which it has done it."""
VISIBLE = 0.0005
"""The smallest number that three decimals show."""
_MOST = 3
"""Causes that a sentence names."""
_DOING = {
    DOES: "doing it",
    YES: "voting yes",
    NO: "voting no",
    JOINS: "joining",
    STAYS: "staying in at a renewal",
    EASY: "joining an easy declaration",
    HARD: "joining a hard declaration",
}
_DONE = {YES: "voted yes last", NO: "voted no last", JOINS: "has joined", STAYS: "has joined"}
_WORDS = {
    ALIGNMENT: "alignment",
    STATE: "the state's own term for acts",
    KIND: "the state's own term for this act",
    MOOD: "the state's mood this year",
    PRESSURE: "pressure",
    SHIELD: "cost: the shield in disputes",
    SUPPLY: "cost: gas supply",
    SAVING: "cost: cheap gas",
    DIFFICULTY: "the act's difficulty",
    ROUND: "this round's own difficulty",
    HABIT: "habit of renewing",
    TOGETHER: "together: beyond even odds",
    START: "where they start",
    INERTIA: "how fast they move",
    REST: "the ends of the axis, and chance that is not shared",
}
_LABELS = {one.name: one.label for one in TERMS}


def mechanism(name: str, commodity: Commodity) -> str:
    """A term of the target as it is called, and in other words where there are any."""
    words = name.replace("_", " ")
    label = _LABELS.get(name, words)
    return words if label in (words, f"the {words}") else f"{words} ({commodity.said(label)})"


def movements(rows: Sequence[dict[str, Any]], commodity: Commodity) -> list[str]:
    """Lines on what moved each state, of rows of `attribution`."""
    lines = []
    for row in rows:
        first, last = row["spans"]
        before, after, change = (signed(row[key], 3) for key in ("before", "after", "change"))
        lines.append(f"{row['label']}: target {before} {first}, {after} {last}: {change}")
        if max(abs(row["before"]), abs(row["after"])) > 1.0:
            lines.append("    the target lies beyond the end of the axis, where a state stops")
        if row["own_weight"] is not None:
            lines.append(f"    the government's own course has {percent(row['own_weight'])} of the anchors' weight")
        lines += [
            f"    {signed(one['change'], 3):>6}  {mechanism(one['mechanism'], commodity)}" for one in row["terms"]
        ]
    return [*lines, _TERMS]


_TERMS = (
    "each term is part of the target, which alignment moves towards; `twochairs explain commitment` says what one is"
)
_ODDS = (
    "even odds: 50 % when asked; a worth is what a term adds to the distance from there, on the axis of alignment "
    "(`twochairs explain even odds`)"
)


def others_left(rows: Sequence[dict[str, Any]], shown: Sequence[str]) -> list[str]:
    """How many states are not told of, of two results how many of them differ, and what tells of them."""
    left = [row for row in rows if row["country"] not in shown]
    count = len({row["country"] for row in left})
    moved = (
        len({row["country"] for row in left if any(map(_seen, row["terms"]))}) if left and _of_two(left[0]) else None
    )
    differ = "" if moved is None else f", of which {moved or 'none'} differ{'s' if moved in (0, 1) else ''} too"
    return [f"{count} other state{'' if count == 1 else 's'}{differ}: --all, or --country KEY"] if count else []


def _of_two(row: dict[str, Any]) -> bool:
    return "difference" in row["terms"][0] if row["terms"] else "difference" in row


def odds(rows: Sequence[dict[str, Any]], shown: Sequence[str], commodity: Commodity) -> list[str]:
    """Lines on how far states are from even odds of an act, of rows of `act_odds`.

    Parameters
    ----------
    shown : keys of the states that are told in full; the others have a line each
    """
    lines: list[str] = []
    for row in rows:
        if row["country"] in shown:
            lines += [*_in_words(row, commodity), *_in_numbers(row, commodity)]
    others = [row for row in rows if row["country"] not in shown and row["threshold"] != STAYS]
    if others:
        lines.append(f"  beyond even odds, {WHEN_ASKED}, and what counts most:")
        order = sorted(others, key=lambda row: abs(row[TOGETHER]))
        width = max(len(row["label"]) for row in order)
        lines += [f"  {row['label']:<{width}}  {_in_a_line(row, commodity)}" for row in order]
    return [*lines, _ODDS]


def _in_words(row: dict[str, Any], commodity: Commodity) -> list[str]:
    """How far, how likely, and what is for it and against it."""
    doing, far = _DOING[row["threshold"]], row[TOGETHER]
    where = f"{signed(abs(far)).lstrip('+')} {'beyond' if far > 0.0 else 'short of'} even odds of {doing}"
    told = [f"{row['label']}, {row['act_label']}, {row['month']}: {where}, in units of alignment"]
    spread = ""
    if row["runs"] > 1:
        spread = f" (90 % of runs: {percent(row['probability_q05'])} to {percent(row['probability_q95'])})"
    those = " in which it has joined" if row["threshold"] == STAYS else ""
    runs = f"mean of {row['runs']} runs" if row["runs"] > 1 else "in the one run" + ("" if those else " there is")
    told.append(f"  {WHEN_ASKED}: {percent(row['probability'])}, {runs}{those}{spread}")
    if row["done"] is not None:
        told.append(f"  share of runs in which it {_done(row)}: {_of_runs(row['done'], row['all_runs'])}")
    if row["asked"] < 1.0:
        told.append(
            f"  share of runs in which it is asked for in that month: {_of_runs(row['asked'], row['all_runs'])}"
        )
    if row["taken_up"] < 1.0:
        told.append("  acts are switched off, so nobody does it")
    for words, sign in (("holds it back", -1.0), ("speaks for it", 1.0)):
        causes = [one for one in _largest(row["terms"], "worth") if sign * one["worth"] >= VISIBLE][:_MOST]
        if causes:
            told.append(f"  {words}: {'; '.join(_cause(one, row, commodity) for one in causes)}")
    return told


def _of_runs(share: float, runs: int) -> str:
    return f"{percent(share)}, {round(share * runs):,} of {runs:,}"


def _cause(one: dict[str, Any], row: dict[str, Any], commodity: Commodity) -> str:
    return f"{_act_term(one['term'], row, commodity)} ({signed(one['worth'])})"


def _act_term(term: str, row: dict[str, Any], commodity: Commodity) -> str:
    """A term of an act in words, with the pole that it is due to."""
    words = commodity.said(_WORDS[term])
    if term == PRESSURE and row["pressing"]:
        return f"{words}, by {row['pressing']}"
    return f"{words}, by {row['giving']}" if term in COST and row["giving"] else words


def _in_numbers(row: dict[str, Any], commodity: Commodity) -> list[str]:
    lines = [f"   worth   {WHEN_ASKED}, without it"]
    silent = [one for one in row["terms"] if abs(one["worth"]) < VISIBLE]
    for one in _largest(row["terms"], "worth"):
        if one not in silent:
            words = _act_term(one["term"], row, commodity)
            lines.append(f"  {signed(one['worth'], 3):>6}  {percent(one['probability_without']):>7}  {words}")
    lines.append(f"  {signed(row[TOGETHER], 3):>6}  {percent(row[PROBABILITY]):>7}  together{_interval(row)}")
    return [*lines, *_folded(len(silent), "worth nothing")]


def _folded(count: int, what: str) -> list[str]:
    """The terms that are left out, in one line."""
    return [f"  {count} other{'' if count == 1 else 's'} {what}"] if count else []


def _in_a_line(row: dict[str, Any], commodity: Commodity) -> str:
    first = _largest(row["terms"], "worth")[0]
    words = commodity.said(_WORDS[first["term"]])
    step = f"{_DOING[row['threshold']]}: " if row["threshold"] in (YES, NO, EASY, HARD) else ""
    return f"{step}{signed(row[TOGETHER])}  {percent(row[PROBABILITY]):>7}  {words} {signed(first['worth'])}"


def _largest(terms: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return sorted(terms, key=lambda one: -abs(one[key]))


def alignments_apart(rows: Sequence[dict[str, Any]], names: tuple[str, str], commodity: Commodity) -> list[str]:
    """Lines on which mechanisms made the alignment of two results differ, of rows of `alignment_differences`.

    Parameters
    ----------
    rows : one or more
    names : of the first and the second result
    """
    lines = [f"{names[1]}, less {names[0]}: alignment, {_pairs(rows[0])}"]
    still = [row for row in rows if abs(row["difference"]) < VISIBLE and not any(map(_seen, row["terms"]))]
    for row in sorted(
        (row for row in rows if row not in still), key=lambda row: (row["month"], -abs(row["difference"]))
    ):
        lines.append(f"{row['label']}, {row['month']}: {signed(row['difference'], 3)}{_interval(row)}")
        lines += _apart(row["terms"], lambda term: _WORDS.get(term) or mechanism(term, commodity))
    return [*lines, *_unmoved(rows, still), _HOW]


def _pairs(one: dict[str, Any]) -> str:
    """How many pairs of runs a difference is the mean of."""
    return f"{one['runs']} pair{'' if one['runs'] == 1 else 's'} of runs"


_HOW = (
    "each term is what it adds to the target, followed as the state moves; what works through another term, such as "
    "opinion through the public, shows there"
)


def _unmoved(rows: Sequence[dict[str, Any]], still: Sequence[dict[str, Any]]) -> list[str]:
    """How many states have no row but those in which nothing differs."""
    moved = {row["country"] for row in rows if row not in still}
    count = len({row["country"] for row in still} - moved)
    return [f"{count} {'other ' if moved else ''}state{'' if count == 1 else 's'} unchanged"] if count else []


def odds_apart(rows: Sequence[dict[str, Any]], names: tuple[str, str], commodity: Commodity) -> list[str]:
    """Lines on what made the odds of an act differ between two results, of rows of `act_differences`, one or more."""
    lines = [f"{names[1]}, less {names[0]}: {rows[0]['act_label']}, {_pairs(rows[0]['terms'][0])}"]
    still = [row for row in rows if not any(map(_seen, row["terms"]))]
    for row in rows:
        if row in still:
            continue
        whole = {one["term"]: one for one in row["terms"]}
        lines.append(
            f"{row['label']}, {row['month']}: {signed(whole[TOGETHER]['difference'], 3)}{_interval(whole[TOGETHER])} "
            f"towards {_DOING[row['threshold']]}"
        )
        for name, words in ((PROBABILITY, WHEN_ASKED), (DONE, f"share of runs in which it {_done(row)}")):
            if name in whole:
                lines.append(f"  {words}: {_points(whole[name])}")
        lines += _apart(
            [one for one in row["terms"] if one["term"] not in (TOGETHER, PROBABILITY, DONE)],
            lambda term, row=row: _act_term(term, row, commodity),
        )
    return [*lines, *_unmoved(rows, still)]


def _done(row: dict[str, Any]) -> str:
    """That a state did it, in words: an act that does not stay done is of the last time it was asked for."""
    if row["threshold"] == DOES:
        return "has done it" if row["sticky"] else "did it when last asked"
    return _DONE[row["threshold"]]


def _points(one: dict[str, Any]) -> str:
    """A difference of shares in percentage points."""
    ends = f" ({_point(one['low'])} to {_point(one['high'])})" if _wide(one) else ""
    return f"{_point(one['difference'])} percentage points{ends}"


def _point(share: float) -> str:
    return signed(100.0 * share, 1)


def _apart(terms: Sequence[dict[str, Any]], words: Any) -> list[str]:
    """A line a term that three decimals show, largest first, and one for the others."""
    seen = [one for one in _largest(terms, "difference") if _seen(one)]
    ends = [f"{_ends(one):<18}" if any(map(_ends, seen)) else "" for one in seen]
    lines = [
        f"  {signed(one['difference'], 3):>6}  {of}{words(one['term'])}" for one, of in zip(seen, ends, strict=True)
    ]
    return [*lines, *_folded(len(terms) - len(seen), "too small for three decimals")]


def _seen(one: dict[str, Any]) -> bool:
    return bool(abs(one["difference"]) >= VISIBLE)


def _interval(row: dict[str, Any]) -> str:
    return f" (95 % interval {_ends(row)})" if _wide(row) else ""


def _wide(row: dict[str, Any]) -> bool:
    """Whether there is an interval to tell, of what chance plays a part in."""
    return bool(row["low"] < row["high"])


def _ends(row: dict[str, Any]) -> str:
    """An interval, or why there is none; "" of one pair, and without chance."""
    if _wide(row):
        return f"{signed(row['low'], 3)} to {signed(row['high'], 3)}"
    return "in every pair" if row["low"] != row["low"] and row["independent"] > 1 else ""
