"""What a comparison of results prints: paired differences with intervals, by outcome."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from twochairs.results.paired import check_paired, names_of_both, paired
from twochairs.results.result import Result
from twochairs.results.terminal import printable

if TYPE_CHECKING:
    import pandas as pd

VISIBLE = 0.0005
"""The smallest difference that three decimals show."""


def compare_results(results: Sequence[Result], countries: list[str] | None) -> tuple[list[str], list[dict[str, Any]]]:
    """Lines to print, and all rows for a script.

    Parameters
    ----------
    results : two or more; the first is what the others are compared with
    countries : keys to show; all where None

    Raises
    ------
    NotPossible : where the runs do not share their chance, or their points are not the same
    """
    check_paired(results)
    base = results[0]
    acts, over, lines, rows = list(base.manifest["labels"]["act"]), base.points > 1, [], []
    for other in results[1:]:
        frame = paired(base, other)
        rows += [{"result": str(other.folder), **row} for row in frame.to_dict("records")]
        lines.append(f"{', less '.join(names_of_both(other, base))}{', point by point' if over else ''}:")
        lines += _left_out(base, other)
        shown = [row for row in frame.to_dict("records") if _shown(str(row["outcome"]), countries, acts)]
        lines += _over_points(frame) if over else _table(shown)
    lines.append(_PAIRED_BY_POINT if over else _PAIRED)
    return lines + _of_rules(results) + _of_draws(base), rows


_PAIRED = "  * the interval excludes 0, and three decimals show it; runs are paired by replicate under the same chance"
_PAIRED_BY_POINT = (
    "  runs are paired by point and replicate under the same chance; where nothing differs, 1 in 20 is clear"
)


def clear_of_zero(row: dict[str, Any]) -> bool:
    """Whether a paired difference's 95 % interval leaves out 0, and three decimals show it."""
    return bool((row["low"] > 0.0 or row["high"] < 0.0) and abs(row["mean_difference"]) >= VISIBLE)


def _left_out(base: Result, other: Result) -> list[str]:
    """Which runs have no partner."""
    numbers = [set(range(int(result.manifest["replicates"]))) for result in (base, other)]
    told = []
    for result, own, others in ((base, numbers[0], numbers[1]), (other, numbers[1], numbers[0])):
        alone = sorted(own - others)
        if alone:
            runs = "1 run" if len(alone) == 1 else f"{len(alone)} runs"
            span = f"replicate {alone[0]}" if len(alone) == 1 else f"replicates {alone[0]} to {alone[-1]}"
            told.append(f"  {runs} of {printable(str(result.folder))} left out: the other result has no {span}")
    return told


def _table(rows: list[dict[str, Any]]) -> list[str]:
    """Rows under a heading; a sentence where there is nothing to show."""
    there = [row for row in rows if row["runs"]]
    if not there:
        return ["  no outcome that is shown here is defined in any pair of runs"]
    heading = f"  {'outcome':<32} {'difference':>10}  95 % interval        runs"
    return [heading, *map(_line, there), *_why_none(there)]


def _line(row: dict[str, Any]) -> str:
    interval = f"{row['low']:+.3f} to {row['high']:+.3f}" if row["low"] == row["low"] else "-"
    clear = "  *" if clear_of_zero(row) else ""
    return f"  {row['outcome']:<32} {row['mean_difference']:+10.3f}  {interval:<20} {row['runs']:>4}{clear}"


def _why_none(rows: list[dict[str, Any]]) -> list[str]:
    """What a dash for an interval means."""
    without = [row for row in rows if row["low"] != row["low"]]
    told = []
    if any(row["independent"] < 2 for row in without):
        told.append("  - one pair of runs, or one draw of the constants, says nothing of the error")
    if any(row["independent"] > 1 for row in without):
        told.append("  - the difference is the same in every pair, so nothing is known of its error")
    return told


def _over_points(frame: "pd.DataFrame") -> list[str]:
    """The range of each outcome's difference over the points."""
    lines = [f"  {'outcome':<36} {'lowest':>9} {'mean':>9} {'highest':>9}  largest error  points clear of 0"]
    for outcome, of in frame.groupby("outcome", sort=False):
        mean, clear = of["mean_difference"], (of["low"] > 0.0) | (of["high"] < 0.0)
        error = of["monte_carlo_error"].max()
        lines.append(
            f"  {printable(str(outcome))[:36]:<36} {mean.min():>+9.3f} {mean.mean():>+9.3f} {mean.max():>+9.3f}  "
            f"{format(error, '.2g') if error == error else 'unknown':>13}  {int(clear.sum())} of {len(of)}"
        )
    return lines


def _of_rules(results: Sequence[Result]) -> list[str]:
    """Results that other code made than the first; what differs may be its work."""
    base = results[0].manifest.get("code_hash")
    others = [result for result in results[1:] if result.manifest.get("code_hash") != base]
    return [
        f"  {printable(str(other.folder))} goes by {_rules(other)}, {printable(str(results[0].folder))} by "
        f"{_rules(results[0])}: what differs may be their work"
        for other in others
    ]


def _rules(result: Result) -> str:
    rules, code = result.manifest.get("rules"), str(result.manifest.get("code_hash"))[:10]
    return f"the rules of {printable(str(rules))} ({code})" if rules else f"the package's rules ({code})"


def _of_draws(result: Result) -> list[str]:
    if not result.drawn:
        return []
    draws = result.manifest["parameters"]["draws"]
    return [f"  and under the same draw of the parameters; the {draws} draws are what is independent of each other"]


def _shown(outcome: str, countries: list[str] | None, acts: list[str]) -> bool:
    """Ends of alignment for all; for chosen countries also liability and acts. The JSON has every outcome."""
    name = outcome.partition("[")[0]
    if not countries:
        return name == "alignment" and outcome.endswith("@end")
    return name in ("alignment", "liability", *acts) and any(f"[{country}]" in outcome for country in countries)
