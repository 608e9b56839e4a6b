"""What a comparison of results prints: paired differences with intervals, by outcome."""

from pathlib import Path
from typing import Any

from twochairs.results.result import Result
from twochairs.results.terminal import printable

VISIBLE = 0.0005
"""The smallest difference that three decimals show."""


def compare_results(
    results: list[Result], countries: list[str] | None, folder: Path
) -> tuple[list[str], list[dict[str, Any]], list[Path]]:
    """Lines to print, all rows for a script, and the figures' paths.

    Parameters
    ----------
    results : two or more; the first is what the others are compared with
    countries : keys to show; all where None
    folder : where the figures go

    Raises
    ------
    NotPossible : where the runs do not share their chance
    """
    from twochairs.figures import draw_comparison
    from twochairs.figures.runs.compare import paired

    if "sweep_hash" in results[0].manifest:
        return _compare_sweeps(results, folder)
    acts = list(results[0].manifest["labels"]["act"])
    paths = draw_comparison(results, folder, countries)
    lines: list[str] = []
    rows: list[dict[str, Any]] = []
    for other in results[1:]:
        frame = paired(results[0], other)
        rows += [{"result": str(other.folder), **row} for row in frame.to_dict("records")]
        names = [printable(result.title) for result in (other, results[0])]
        if names[0] == names[1]:
            names = [printable(str(result.folder)) for result in (other, results[0])]
        lines.append(f"{names[0]}, less {names[1]}:")
        shown = [row for row in frame.to_dict("records") if _shown(str(row["outcome"]), countries, acts)]
        lines += [*_left_out(results[0], other), *_table(shown)]
    lines.append(
        "  * the interval excludes 0, and three decimals show it; runs are paired by replicate under the same chance"
    )
    lines += _of_rules(results) + _of_draws(results[0])
    return lines, rows, paths


def clear_of_zero(row: dict[str, Any]) -> bool:
    """Whether a paired difference's 95 % interval leaves out 0, and three decimals show it."""
    return bool((row["low"] > 0.0 or row["high"] < 0.0) and abs(row["mean_difference"]) >= VISIBLE)


def _left_out(base: Result, other: Result) -> list[str]:
    """Which runs have no partner."""
    numbers = [set(result.runs["replicate"].tolist()) for result in (base, other)]
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


def _compare_sweeps(results: list[Any], folder: Path) -> tuple[list[str], list[dict[str, Any]], list[Path]]:
    """The same of sweeps of one design: the range of each outcome's difference over the points."""
    from twochairs.figures import draw_comparison
    from twochairs.figures.sweeps.compare import paired

    paths = draw_comparison(results, folder)
    lines: list[str] = []
    rows: list[dict[str, Any]] = []
    for other in results[1:]:
        frame = paired(results[0], other)
        rows += [{"result": str(other.folder), **row} for row in frame.to_dict("records")]
        lines.append(f"{printable(str(other.folder))}, less {printable(str(results[0].folder))}, point by point:")
        lines += _left_out(results[0], other)
        lines.append(f"  {'outcome':<36} {'lowest':>9} {'mean':>9} {'highest':>9}  largest error  points clear of 0")
        for outcome, of in frame.groupby("outcome", sort=False):
            mean, clear = of["mean_difference"], (of["low"] > 0.0) | (of["high"] < 0.0)
            error = of["monte_carlo_error"].max()
            lines.append(
                f"  {printable(str(outcome))[:36]:<36} {mean.min():>+9.3f} {mean.mean():>+9.3f} {mean.max():>+9.3f}  "
                f"{format(error, '.2g') if error == error else 'unknown':>13}  {int(clear.sum())} of {len(of)}"
            )
    lines.append(
        "  runs are paired by point and replicate under the same chance; where nothing differs, 1 in 20 is clear"
    )
    lines += _of_rules(results) + _of_draws(results[0])
    return lines, rows, paths


def _of_rules(results: list[Any]) -> list[str]:
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
