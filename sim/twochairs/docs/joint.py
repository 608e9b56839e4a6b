"""A part of the evidence page: draws weighted by what the likelihood of the first stage leaves out."""

from typing import TYPE_CHECKING, Any

from twochairs.docs.markdown import table
from twochairs.evidence.joint import headline
from twochairs.evidence.joint.feedback import ACTS, EVERYTHING, PLAIN, WALK
from twochairs.evidence.results.shipped import shipped
from twochairs.scenario.wording import signed

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 0.1
"""Standard deviations of a constant: where acts move no mean by more, two stages are enough; set beforehand."""
TRUSTED = 0.7
"""Shape of the weights' tail above which they say nothing (`weights.Weights`)."""
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
    """What the weights say, whichever way it goes."""
    frame = shipped("joint").set_index("evidence", drop=False)
    acts, walk, whole, plain = (frame.loc[name] for name in (ACTS, WALK, EVERYTHING, PLAIN))
    others = frame.drop(index=[PLAIN, ACTS, WALK, EVERYTHING])
    told = ", ".join(
        f"{row.evidence} {row.constant.replace('_', ' ')} by {_shift(row)}" for _, row in others.iterrows()
    )
    lines = [
        f"- Acts move {_name(acts)} most, by {_shift(acts)} standard deviations: {_enough(acts)}.",
        f"- Where each state may also wander beside its path, acts move {_name(walk)} most, by {_shift(walk)} "
        f"({int(walk.draws)} draws): {_enough(walk)}.",
        f"- The others move most: {told}.",
        f"- Everything together: {int(whole.draws)} draws are worth {whole.effective:.0f}"
        + (", too few to say more." if whole["shape"] > TRUSTED else f". {_moved()}"),
        f"- Under it full pressure would add {_effect(whole, 'rate')} to Serbia's share of declarations instead of "
        f"{_effect(plain, 'rate')}, and {_effect(whole, 'joined')} instead of {_effect(plain, 'joined')} to the share "
        f"of runs that have joined the sanctions by 2031: a difference {_told_apart(whole, plain)}.",
    ]
    return "\n".join(lines)


def _name(row: "pd.Series[Any]") -> str:
    return str(row.constant).replace("_", " ")


def _shift(row: "pd.Series[Any]") -> str:
    return f"{signed(row['shift'])} ± {row.error:.2f}"


def _effect(row: "pd.Series[Any]", name: str) -> str:
    return f"{signed(row[name], 3)} ± {row[f'{name}_error']:.3f}"


def _told_apart(one: "pd.Series[Any]", other: "pd.Series[Any]") -> str:
    """Whether either effect of pressure differs by more than its errors; of the same draws, so they are too large."""
    errors = [(one[f"{name}_error"] ** 2 + other[f"{name}_error"] ** 2) ** 0.5 for name in ("rate", "joined")]
    apart = [abs(one[name] - other[name]) > _Z * error for name, error in zip(("rate", "joined"), errors, strict=True)]
    return "that can be told from the error of the weights" if any(apart) else "within the error of the weights"


def _enough(row: "pd.Series[Any]") -> str:
    """Whether that is below what two stages may leave out, as far as can be told."""
    size = abs(row["shift"])
    if size + _Z * row.error < ENOUGH:
        return f"less than {ENOUGH}, so two stages are enough for them"
    if size - _Z * row.error > ENOUGH:
        return f"more than {ENOUGH}, so two stages leave out what they say"
    return f"it cannot be told from {ENOUGH}, which two stages may leave out"


def _moved() -> str:
    """Means that everything together moves by more than two stages may, from and to."""
    frame = shipped("joint-constants")
    frame = frame[frame[EVERYTHING].abs() > ENOUGH]
    told = ", ".join(
        f"{row['name'].replace('_', ' ')} {row['mean']:.2f} to {row['mean'] + row[EVERYTHING] * row['sd']:.2f}"
        for _, row in frame.iterrows()
    )
    return f"Means that move by more than {ENOUGH} standard deviations: {told or 'none'}."
