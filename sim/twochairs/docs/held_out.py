"""Parts of the evidence page: states that were left out, and bands of runs held against what came."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from twochairs.docs.markdown import table
from twochairs.evidence.hindcast.forward import FORECAST, LEVELS, RATE
from twochairs.evidence.hindcast.one_state_out import ALL, LEARNT_WITH, LEFT_OUT, WITHOUT_POLES
from twochairs.evidence.results.headline import interval
from twochairs.evidence.results.shipped import shipped
from twochairs.scenario.wording import signed

if TYPE_CHECKING:
    import pandas as pd


def left_out() -> str:
    """Every forecast of the states left out, pooled, beside the naive ones on the same occasions."""
    frame = shipped("leave-one-out")
    rows = [
        [
            row.forecast.replace("_", " "),
            str(row.occasions),
            interval(row.mae_skill, row.mae_low, row.mae_high),
            interval(row.crps_skill, row.crps_low, row.crps_high),
            interval(row.crps_lost, row.lost_low, row.lost_high, 1) if row.forecast != LEFT_OUT else "",
            f"{row.coverage50:.2f}",
            f"{row.coverage90:.2f}",
        ]
        for row in frame[frame.state == ALL].itertuples()
    ]
    return table(["forecast", "n", "MAE skill", "CRPS skill", "more CRPS, %", "in 50 %", "in 90 %"], rows)


def left_out_by_state() -> str:
    """Skill of each state left out, learnt with it, and left out without the poles' own moves."""
    frame = shipped("leave-one-out").set_index(["state", "forecast"])
    rows = []
    for state in dict.fromkeys(frame.index.get_level_values("state")):
        own, whole, alone = (frame.loc[(state, name)] for name in (LEFT_OUT, LEARNT_WITH, LEFT_OUT + WITHOUT_POLES))
        skills = [signed(one) for one in (own.mae_skill, own.crps_skill)]
        rows.append([state, *skills, f"{own.coverage90:.2f}", signed(whole.crps_skill), signed(alone.crps_skill)])
    head = ["state", "MAE skill, left out", "CRPS skill, left out", "in 90 %, left out"]
    return table([*head, f"CRPS skill, {LEARNT_WITH}", f"CRPS skill, left out{WITHOUT_POLES}"], rows)


def left_out_read() -> str:
    """What the states left out say, whichever way it goes."""
    frame = shipped("leave-one-out").set_index(["state", "forecast"])
    pooled, each = frame.loc[ALL], frame.drop(index=ALL, level="state").xs(LEFT_OUT, level="forecast")
    own, whole, alone = (pooled.loc[name] for name in (LEFT_OUT, LEARNT_WITH, LEFT_OUT + WITHOUT_POLES))
    better = int((each.crps_skill > 0.0).sum())
    return "\n".join(
        [
            f"- Learnt from the others alone, states are foretold {_against(own.crps_low, own.crps_high)}: CRPS skill "
            f"{interval(own.crps_skill, own.crps_low, own.crps_high)}, above 0 in {better} of {len(each)} states. "
            f"Learnt with the state's own record too, CRPS is {_changed(whole)}.",
            "- Without the poles' own moves, on states that their shares were not learnt from, CRPS is "
            f"{_changed(alone)}: by the rule set beforehand they "
            f"{'stay' if alone.crps_lost > 0.0 else 'would have to go'}.",
        ]
    )


def _against(low: float, high: float) -> str:
    if low > 0.0:
        return "better than by persistence"
    return "worse than by persistence" if high < 0.0 else "no better than by persistence that could be told from chance"


def _changed(row: "pd.Series") -> str:
    way = "higher" if row.crps_lost > 0.0 else "lower"
    told = f"{way} by {abs(row.crps_lost):.1f} % (change {interval(row.crps_lost, row.lost_low, row.lost_high, 1)})"
    return told if row.lost_low > 0.0 or row.lost_high < 0.0 else f"{told}, which cannot be told from chance"


def bands() -> str:
    """How often each band held what came, pooled, with intervals by states and by origins."""
    frame = shipped("bands")
    frame = frame[frame.by == "all"]
    rows = []
    for band, part in frame.groupby("band", sort=False):
        of_level = part.set_index("level")
        row = [str(band), str(of_level.occasions.iloc[0]), f"{of_level.loc[0.9].width:.2f}"]
        for level in LEVELS:
            one = of_level.loc[level]
            row.append(f"{one.held:.2f} [{one.states_low:.2f}, {one.states_high:.2f}]")
            row.append(f"[{one.origins_low:.2f}, {one.origins_high:.2f}]")
        rows.append(row)
    head = ["band", "n", "width of 90 %", "in 50 %, by states", "by origins", "in 90 %, by states", "by origins"]
    return table(head, rows)


def bands_by(part: str) -> str:
    """Share in bands of 90 % by horizon or by state: a column a band."""
    frame = shipped("bands")
    frame = frame[(frame.by == part) & (frame.level == 0.9)]
    names, found = list(dict.fromkeys(frame.band)), frame.set_index(["band", "part"]).held
    parts = dict.fromkeys(frame.part)
    rows = [[key, *(f"{found.loc[(n, key)]:.2f}" if (n, key) in found.index else "" for n in names)] for key in parts]
    return table(["years ahead" if part == "horizon" else part, *names], rows)


def bands_read() -> str:
    """What the bands say, whichever way it goes: one line a band."""
    frame = shipped("bands")
    pooled = frame[(frame.by == "all") & (frame.level == 0.9)]
    return "\n".join(
        f"- {row.band[0].upper()}{row.band[1:]}: bands of 90 % hold {row.held:.0%} of {row.occasions} "
        f"{'counts' if row.band == RATE else 'figures'}: {_enough(row)}."
        for row in pooled.itertuples()
        if row.band != FORECAST
    )


def _enough(row: Any) -> str:
    above = (row.states_low > row.level) + (row.origins_low > row.level)
    below = (row.states_high < row.level) + (row.origins_high < row.level)
    if above or below:
        wrong = "too narrow" if below else "too wide"
        return wrong if 2 in (above, below) else f"{wrong}, by one of the two intervals"
    return "90 % lies in both intervals"


TABLES: Mapping[str, Callable[[], str]] = {
    "left_out": left_out,
    "left_out_by_state": left_out_by_state,
    "left_out_read": left_out_read,
    "bands": bands,
    "bands_by_horizon": lambda: bands_by("horizon"),
    "bands_by_state": lambda: bands_by("state"),
    "bands_read": bands_read,
}
"""Name of each part and what makes it."""
