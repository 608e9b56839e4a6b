"""Tables of the evidence page, from the shipped results."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from twochairs.docs import held_out, joint
from twochairs.docs.markdown import table
from twochairs.evidence.hindcast.one_state_out import ALL, LEFT_OUT
from twochairs.evidence.results.headline import headline
from twochairs.evidence.results.headline import interval as _interval
from twochairs.evidence.results.said import said
from twochairs.evidence.results.shipped import shipped
from twochairs.scenario.wording import signed

_HARDLY = 0.1
"""Of the way that a truth went: what is learnt goes no further where the record says next to nothing."""

if TYPE_CHECKING:
    import pandas as pd


def evidence(name: str) -> str:
    """One table of the page.

    Raises
    ------
    KeyError : where there is no such table
    """
    return _TABLES[name]()


def skill() -> str:
    """Pooled skill of every forecast."""
    rows = [
        [
            row.split,
            row.forecast.replace("_", " "),
            str(row.occasions),
            f"{row.mae:.3f}",
            _interval(row.mae_skill, row.mae_low, row.mae_high),
            f"{row.crps:.3f}",
            _interval(row.crps_skill, row.crps_low, row.crps_high),
            f"{row.coverage50:.2f}",
            f"{row.coverage90:.2f}",
        ]
        for row in shipped("skill").itertuples()
    ]
    head = ["split", "forecast", "n", "MAE", "MAE skill", "CRPS", "CRPS skill", "in 50 %", "in 90 %"]
    return table(head, rows)


def by_state() -> str:
    """Skill of the simulator's forecasts by state."""
    frame = shipped("skill-by-state")
    frame = frame[frame.split == "rolling"]
    rows = []
    for state in dict.fromkeys(frame.state):
        row = [state]
        for name in ("conditional", "unconditional"):
            own = frame[(frame.state == state) & (frame.forecast == name)].iloc[0]
            row += [signed(own.mae_skill), signed(own.crps_skill), f"{own.coverage90:.2f}"]
        rows.append(row)
    each = ["MAE skill", "CRPS skill", "in 90 %"]
    return table(
        ["state", *(f"{name}, conditional" for name in each), *(f"{name}, unconditional" for name in each)], rows
    )


def acts() -> str:
    """Scores of acts."""
    rows = [
        [
            f"{row.upto}",
            row.act,
            row.forecast,
            str(row.occasions),
            *map(_number, (row.log, row.brier, row.crps, row.in90)),
        ]
        for row in shipped("acts").itertuples()
    ]
    return table(["known to", "act", "forecast", "n", "log score", "Brier", "CRPS", "in 90 %"], rows)


def focus() -> str:
    """Acts of the state in focus beside their forecasts."""
    rows = [
        [row.act, row.when, row.observed, row.forecast, _number(row.chance), "yes" if row.inside else "no"]
        for row in shipped("focus").itertuples()
    ]
    return table(["act", "when", "observed", "forecast", "chance given to it", "inside 90 %"], rows)


def constants() -> str:
    """What the record says of each constant."""
    rows = [
        [
            row.name.replace("_", " "),
            f"{row.prior_low:g} to {row.prior_high:g}",
            f"{row.mean:.2f}",
            f"{row.q05:.2f} to {row.q95:.2f}",
            f"{row.contraction:.2f}",
            signed(row.shift, 1),
            said(row.contraction, row.shift),
        ]
        for row in shipped("constants").itertuples(index=False)
    ]
    head = ["constant", "prior", "mean", "90 % interval", "contraction", "shift", "the record"]
    return table(head, rows)


def recovery() -> str:
    """Truths learnt back."""
    rows = [
        [
            row.method,
            row.name.replace("_", " "),
            str(row.cases),
            f"{row.coverage:.2f} [{row.coverage_low:.2f}, {row.coverage_high:.2f}]",
            f"{row.width:.2f}",
            f"{row.rmse:.3f}",
            f"{row.ranks_p:.3f}",
        ]
        for row in shipped("recovery").itertuples(index=False)
    ]
    head = ["method", "number", "n", "in 90 % interval", "width", "error of the mean", "p of uniform ranks"]
    return table(head, rows)


def doubled() -> str:
    """How far what is learnt of a lever follows a truth twice as large."""
    rows = [
        [
            row.lever.replace("_", " "),
            row.name.replace("_", " "),
            f"{row.truth:.2f}, then {row.twice:.2f}",
            f"{row.learnt:.2f}, then {row.learnt_of_twice:.2f}",
            f"{round(100.0 * row.moved) or 0} ± {100.0 * row.error:.0f} %",
        ]
        for row in shipped("doubled").itertuples(index=False)
    ]
    return table(["lever", "constant", "truth", "learnt, mean", "of the way"], rows)


def doubled_read() -> str:
    """Which levers the record says next to nothing of."""
    frame = shipped("doubled")
    hardly = frame[frame.moved.round(2) <= _HARDLY].lever.str.replace("_", " ")
    return (
        f"What is learnt goes a tenth of the way at most with {', '.join(hardly) or 'none'}: of how strongly "
        "these pull at alignment, ideal points alone say next to nothing."
    )


def ablation() -> str:
    """What each mechanism and input earns."""
    rows = [
        [
            row.variant,
            signed(row.mae_skill, 3),
            signed(row.crps_skill, 3),
            _interval(row.crps_lost, row.low, row.high, 1) if row.Index else "",
            _earns(row.low, row.high) if row.Index else "",
        ]
        for row in shipped("ablation").itertuples()
    ]
    return table(["model", "MAE skill", "CRPS skill", "CRPS lost, %", "what was left out"], rows)


def ablation_read() -> str:
    """What can be told of mechanisms and inputs that were left out, whichever way it goes."""
    frame = shipped("ablation").iloc[1:]
    worse, better = frame[frame.low > 0.0], frame[frame.high < 0.0]
    rest = frame.drop(index=[*worse.index, *better.index])
    largest = rest.loc[rest.crps_lost.abs().nlargest(3).index]
    return "\n".join(
        [
            f"- Foretold worse without it, by what can be told from chance: {_named(worse)}.",
            f"- Foretold better without it, by what can be told from chance: {_named(better)}.",
            f"- Of the other {len(rest)} nothing can be told; the largest are {_named(largest)}.",
        ]
    )


def _named(frame: "pd.DataFrame") -> str:
    """Variants with their change of CRPS in per cent and its interval."""
    told = [f"{row.variant} ({_interval(row.crps_lost, row.low, row.high, 1)} %)" for row in frame.itertuples()]
    return ", ".join(told) or "nothing"


def _earns(low: float, high: float) -> str:
    if low > 0.0:
        return "earns its place"
    return "costs skill" if high < 0.0 else "earns nothing that can be told from chance"


def worst() -> str:
    """State-years missed most, and what the target consisted of."""
    rows = [
        [row.state, str(row.year), f"{row.observed:.2f}", f"{row.forecast:.2f}", signed(row.miss), row.target]
        for row in shipped("worst").itertuples()
    ]
    return table(["state", "year", "observed", "forecast", "miss", "simulated target: largest terms; what moved"], rows)


def acceptance() -> str:
    """What the second version was to reach, set before it was scored, and whether it did."""
    rows = [[figure, bar, found, "met" if met else "**missed**"] for figure, bar, found, met in _bars()]
    return table(["figure", "bar", "found", ""], rows)


def _bars() -> Iterator[tuple[str, str, str, bool]]:
    pooled = shipped("skill").set_index(["split", "forecast"]).loc[("rolling", "conditional")]
    crps, mae, held = pooled.crps_skill, pooled.mae_skill, pooled.coverage90
    yield "rolling, conditional: CRPS skill", "at least +0.17", signed(crps, 3), crps >= 0.17
    yield "rolling, conditional: MAE skill", "at least +0.15", signed(mae, 3), mae >= 0.15
    yield "rolling, conditional: bands of 90 % hold", "0.87 to 0.94", f"{held:.2f}", 0.87 <= held <= 0.94
    apart = shipped("leave-one-out").set_index(["state", "forecast"]).loc[(ALL, LEFT_OUT)].crps_skill
    yield "each state learnt from the others alone: CRPS skill", "above 0", signed(apart, 3), apart > 0.0
    for act, score, limit in (("vote", "log", 0.30), ("sanctions", "log", 0.45), ("declarations", "crps", None)):
        for year, scores in shipped("acts").query("act == @act").groupby("upto"):
            own, naive = (
                scores.set_index("forecast")[score].loc["model"],
                scores[scores.forecast != "model"][score].min(),
            )
            bar = f"below {limit:.2f}, and " if limit else ""
            told = f"{act}, known to {year}: {'CRPS' if score == 'crps' else 'log score'}"
            yield told, f"{bar}below the naive {naive:.3f}", f"{own:.3f}", own < min(naive, limit or naive)
    focus = shipped("focus").set_index("act")
    yes = float(focus.loc["vote on ES-11/1 (sovereignty)"].chance)
    yield "Serbia's yes to ES-11/1, known to 2021", "at least 0.5", f"{yes:.2f}", yes >= 0.5


def _number(value: Any) -> str:
    return "" if value != value else f"{value:.3f}"


_TABLES = {
    "headline": headline,
    "skill": skill,
    "by_state": by_state,
    "acts": acts,
    "focus": focus,
    "constants": constants,
    "recovery": recovery,
    "doubled": doubled,
    "doubled_read": doubled_read,
    "ablation": ablation,
    "ablation_read": ablation_read,
    "worst": worst,
    "acceptance": acceptance,
    "joint": joint.joint,
    "joint_read": joint.joint_read,
    **held_out.TABLES,
}
