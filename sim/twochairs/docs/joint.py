"""A part of the evidence page: what each kind of evidence does to what ideal points alone say."""

from typing import TYPE_CHECKING, Any

from twochairs.docs.markdown import table
from twochairs.evidence.joint import headline
from twochairs.evidence.joint.beyond import ACTS
from twochairs.evidence.joint.feedback import EVERYTHING, ONE, PLAIN, WALK
from twochairs.evidence.results.shipped import shipped
from twochairs.scenario.wording import signed

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 0.1
"""Standard deviations of a constant: a mean that moves by less has not moved; set beforehand."""
_Z = 1.645


def joint() -> str:
    """One row a kind of evidence: what draws are worth under it, what it moves most, and the headline under it."""
    rows = [
        [
            row.evidence,
            f"{row.effective:.0f}",
            "" if row["shape"] != row["shape"] else f"{row['shape']:.2f}",
            "" if row.evidence == PLAIN else f"{_name(row)} {_shift(row)}",
            *(_effect(row, name) for name in headline.EFFECTS),
        ]
        for _, row in shipped("joint").iterrows()
    ]
    head = [
        "draws weighted by",
        "worth",
        "k",
        "largest shift",
        "pressure: rate",
        "joined",
        "no cheap gas: rate",
        "joined",
    ]
    return table(head, rows)


def joint_read() -> str:
    """What each kind of evidence does, and whether weights and chains agree, whichever way it goes."""
    frame = shipped("joint").set_index("evidence", drop=False)
    acts, walk, whole, one, plain = (frame.loc[name] for name in (ACTS, WALK, EVERYTHING, ONE, PLAIN))
    others = frame.drop(index=[PLAIN, ACTS, WALK, EVERYTHING, ONE])
    told = ", ".join(f"{row.evidence} {_name(row)} by {_shift(row)}" for _, row in others.iterrows())
    lines = [
        f"- Acts move {_name(acts)} most, by {_shift(acts)} standard deviations.",
        f"- Where each state may also wander beside its path, acts move {_name(walk)} most, by {_shift(walk)} "
        f"({int(walk.draws)} draws).",
        f"- The others move most: {told}.",
        f"- Everything, by weights: {int(whole.draws)} draws are worth {whole.effective:.0f}, "
        f"{_name(whole)} {_shift(whole)}. In the one posterior: {int(one.draws)} draws are worth {one.effective:.0f}, "
        f"{_name(one)} {_shift(one)}. {_apart()}",
        f"- {_moved(one.error)}",
        f"- In the one posterior full pressure adds {_effect(one, 'rate')} to Serbia's share of declarations instead "
        f"of {_effect(plain, 'rate')} by ideal points alone, and {_effect(one, 'joined')} instead of "
        f"{_effect(plain, 'joined')} to the share of runs that have joined the sanctions by 2031: a difference "
        f"{_told_apart(one, plain, 'rate', 'joined')}. The end of cheap gas adds {_effect(one, 'rate_gas')} instead of "
        f"{_effect(plain, 'rate_gas')}, and {_effect(one, 'joined_gas')} instead of {_effect(plain, 'joined_gas')}: "
        f"a difference {_told_apart(one, plain, 'rate_gas', 'joined_gas')}.",
    ]
    return "\n".join(lines)


def _name(row: "pd.Series[Any]") -> str:
    return str(row.constant).replace("_", " ")


def _shift(row: "pd.Series[Any]") -> str:
    return f"{signed(row['shift'])} ± {row.error:.2f}"


def _effect(row: "pd.Series[Any]", name: str) -> str:
    return f"{signed(row[name], 3)} ± {row[f'{name}_error']:.3f}"


def _told_apart(one: "pd.Series[Any]", other: "pd.Series[Any]", *names: str) -> str:
    """Whether any of some effects differs by more than its errors."""
    errors = [(one[f"{name}_error"] ** 2 + other[f"{name}_error"] ** 2) ** 0.5 for name in names]
    apart = [abs(one[name] - other[name]) > _Z * error for name, error in zip(names, errors, strict=True)]
    return "that can be told from their Monte Carlo errors" if any(apart) else "within their Monte Carlo errors"


def _apart() -> str:
    """How far means by weights are from those by chains."""
    frame = shipped("joint-constants")
    away = (frame[EVERYTHING] - frame[ONE]).abs()
    name = str(frame["name"][away.idxmax()]).replace("_", " ")
    return f"Both ways differ by {away.max():.2f} standard deviations at most ({name})."


def _moved(error: float) -> str:
    """Means that the one posterior has elsewhere, from and to."""
    frame = shipped("joint-constants")
    frame = frame[frame[ONE].abs() > ENOUGH]
    told = ", ".join(
        f"{row['name'].replace('_', ' ')} {row['mean']:.2f} to {row['mean'] + row[ONE] * row['sd']:.2f}"
        for _, row in frame.iterrows()
    )
    return f"Means that it moves by more than {ENOUGH} ± {error:.2f} standard deviations: {told or 'none'}."
