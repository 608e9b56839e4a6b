"""Skill against naive forecasts, pooled and by state or horizon, with intervals from a block bootstrap."""

from typing import TYPE_CHECKING

from twochairs.evidence.scoring.bootstrap import skill_interval

if TYPE_CHECKING:
    import pandas as pd

REFERENCE = "persistence"
_OCCASION = ["split", "origin", "horizon", "state"]


def skill_table(scores: "pd.DataFrame", by: tuple[str, ...] = (), reference: str = REFERENCE) -> "pd.DataFrame":
    """Skill of every forecast against a reference.

    Parameters
    ----------
    scores : as `hindcast.scores_of` gives
    by : columns to part by, such as state or horizon, beside split and forecast
    reference : name of the forecast that has skill 0

    Returns
    -------
    one row a split, forecast and part: occasions, mae, crps, mae_skill, crps_skill, of the pooled ones with low and
    high ends of 90 % intervals (states are the blocks), coverage50, coverage90
    """
    import pandas as pd

    naive = scores[scores.forecast == reference].set_index(_OCCASION)[["error", "crps"]]
    joined = scores.join(naive.add_suffix("_reference"), on=_OCCASION)
    rows = []
    for key, part in joined.groupby(["split", "forecast", *by], sort=False):
        row = dict(zip(["split", "forecast", *by], key, strict=True))
        row |= {"occasions": len(part), "mae": part.error.mean(), "crps": part.crps.mean()}
        for score, name in (("error", "mae"), ("crps", "crps")):
            own, other = part[score].to_numpy(), part[f"{score}_reference"].to_numpy()
            row[f"{name}_skill"] = 1.0 - own.sum() / other.sum()
            if not by:
                row[f"{name}_low"], row[f"{name}_high"] = skill_interval(own, other, part.state.to_numpy())
        row |= {"coverage50": part.in50.mean(), "coverage90": part.in90.mean()}
        rows.append(row)
    return pd.DataFrame(rows)
