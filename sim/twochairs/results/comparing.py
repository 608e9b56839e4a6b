"""What a comparison of results prints: paired differences with intervals, by outcome."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from twochairs.results.named import agent
from twochairs.results.named import outcome as in_words
from twochairs.results.paired import SAME, check_paired, names_of_both, paired, same
from twochairs.results.result import Result
from twochairs.results.terminal import named_line, printable
from twochairs.scenario.wording import signed

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
        lines += _over_points(frame, other) if over else _table(shown, other, countries or [])
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


def _table(rows: list[dict[str, Any]], result: Result, countries: list[str]) -> list[str]:
    """Rows under a heading, largest first, those that nothing moves in one line; a sentence where there is nothing."""
    there = [row for row in rows if row["runs"]]
    if not there:
        return ["  no outcome that is shown here is defined in any pair of runs"]
    moved = sorted((row for row in there if not _unchanged(row)), key=lambda row: -abs(row["mean_difference"]))
    of = f"outcome, of {result.label('country', countries[0])}" if len(countries) == 1 else "outcome"
    heading = f"  {of if countries else 'alignment at the end':<{_NAME}} {'differs':>8}  {'95 % interval':<16} runs"
    names = [_name(result, str(row["outcome"]), countries) for row in moved]
    lines = [line for name, row in zip(names, moved, strict=True) for line in named_line(name, _NAME, _numbers(row), 2)]
    count = len(there) - len(moved)
    still = [f"  {count} other{'' if count == 1 else 's'} unchanged"] if count and moved else []
    still = still or ([f"  nothing that is shown here differs: {count} unchanged"] if count else [])
    return [
        *([heading] if moved else []),
        *lines,
        *still,
        *_why_none(moved or [row for row in there if row["independent"] < 2]),
    ]


_NAME = 43


def _unchanged(row: dict[str, Any]) -> bool:
    """Whether three decimals show nothing of a difference, nor of its interval."""
    ends = [abs(row[end]) for end in ("low", "high") if row[end] == row[end]]
    return all(size < VISIBLE for size in (abs(row["mean_difference"]), *ends))


def _name(result: Result, outcome: str, countries: list[str]) -> str:
    """An outcome in words; of all states' alignment the state alone, and of one state without its name."""
    about = result.about(outcome)
    if not countries and len(about["agents"]) == 1:
        return printable(agent(result, str(about["agents"][0])))
    words = in_words(result, outcome)
    return printable(words.replace(f", {agent(result, countries[0])}", "", 1) if len(countries) == 1 else words)


def _numbers(row: dict[str, Any]) -> str:
    if same(row):
        return f"{signed(0.0, 3):>8}  {SAME}"
    interval = f"{signed(row['low'], 3)} to {signed(row['high'], 3)}" if row["low"] == row["low"] else "-"
    clear = "  *" if clear_of_zero(row) else ""
    return f"{signed(row['mean_difference'], 3):>8}  {interval:<16} {row['runs']:>4}{clear}"


def _why_none(rows: list[dict[str, Any]]) -> list[str]:
    """What a dash for an interval means."""
    without = [row for row in rows if row["low"] != row["low"]]
    told = []
    if any(row["independent"] < 2 for row in without):
        told.append("  - one pair of runs, or one draw of the constants, says nothing of the error")
    if any(row["independent"] > 1 for row in without):
        told.append("  - the difference is the same in every pair, so nothing is known of its error")
    return told


def _over_points(frame: "pd.DataFrame", result: Result) -> list[str]:
    """The range of each outcome's difference over the points, the largest first."""
    lines = [f"  {'outcome':<{_SHORT}} {'lowest':>7} {'mean':>7} {'highest':>7}  {'error':>7}  clear of 0"]
    groups = [(str(outcome), of) for outcome, of in frame.groupby("outcome", sort=False)]
    for outcome, of in sorted(groups, key=lambda one: -one[1]["mean_difference"].abs().max()):
        mean, clear = of["mean_difference"], (of["low"] > 0.0) | (of["high"] < 0.0)
        error = of["monte_carlo_error"].max()
        ends = " ".join(f"{signed(value, 3):>7}" for value in (mean.min(), mean.mean(), mean.max()))
        told = f"{ends}  {format(error, '.2g') if error == error else 'unknown':>7}  {int(clear.sum())} of {len(of)}"
        lines += named_line(printable(in_words(result, outcome)), _SHORT, told, 2)
    return [
        *lines,
        "  error: the largest Monte-Carlo error of the points; clear of 0: points whose interval leaves it out",
    ]


_SHORT = 32


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
