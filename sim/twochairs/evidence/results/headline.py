"""How well the hindcast did, in a sentence."""

from twochairs.evidence.results.shipped import shipped
from twochairs.scenario.wording import percent, signed


def headline() -> str:
    """The pooled result in a sentence, whichever way it goes."""
    frame = shipped("skill")
    told = []
    for name in ("conditional", "unconditional"):
        row = frame[(frame.split == "rolling") & (frame.forecast == name)].iloc[0]
        told.append(
            f"{name}: CRPS skill {interval(row.crps_skill, row.crps_low, row.crps_high)}, MAE skill "
            f"{interval(row.mae_skill, row.mae_low, row.mae_high)}, 90 % bands hold {percent(row.coverage90)} of "
            "what came"
        )
    return "; ".join(told)


def interval(middle: float, low: float, high: float, digits: int = 2) -> str:
    """A number with the ends of its interval."""
    return f"{signed(middle, digits)} [{signed(low, digits)}, {signed(high, digits)}]"
