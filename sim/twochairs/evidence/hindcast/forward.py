"""Bands of runs held against what came: how often the middle 90 % and 50 % of runs from an origin hold it.

The bands of the hindcast are of forecasts: the mean path of each draw of the constants, and what it leaves over. These
are of runs: every member has chance of its own as well. With nothing added they say how far alignment alone reaches;
with what an observation adds (what the path leaves over, walking on; the walk of all states; a year's own noise) they
are of the figure that is observed.
"""

from typing import TYPE_CHECKING

import numpy as np

from twochairs.data.ideal_scale import SLOPE
from twochairs.evidence.acts.learning import learnt_acts
from twochairs.evidence.acts.observed import observed_acts
from twochairs.evidence.calibration.design import simulated_years
from twochairs.evidence.calibration.learning import Calibration
from twochairs.evidence.hindcast.forecast import MEMBERS, Origin, forecast
from twochairs.evidence.hindcast.origins import CONDITIONAL, QUANTILES, Progress, origins, rows_of
from twochairs.evidence.hindcast.own_runs import OwnRuns, own_runs
from twochairs.evidence.scoring.coverage import held

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.evidence.acts.declarations import Rate

ALONE = "run alone"
OBSERVED = "run as observed"
STAYING = "run as observed, poles stay"
RATE = "rate of declarations"
FORECAST = "forecast of the hindcast"
PLACED_BY = 3
"""Years to the origin whose mean ideal point a start is placed by, as those of the shipped cases are."""
LEVELS = {0.5: ("q25", "q75", "in50"), 0.9: ("q05", "q95", "in90")}
"""Probability of a band to the columns of its ends and of whether it held what came."""


def forward_rows(calibration: Calibration, progress: Progress = lambda done, total: None) -> "pd.DataFrame":
    """One row a band, origin and occasion: band, origin, horizon, state, observed, q05 to q95, in50, in90.

    An occasion is a year of a state, or a count of declarations of a state that had an earlier one: what is forecast of
    others is their prior.
    """
    import pandas as pd

    record, rows = calibration.record, []
    work = [origin for split, origin in origins(int(record.years[-1])) if split == "rolling"]
    for number, origin in enumerate(work):
        made = own_runs(calibration, origin.year)
        for band, members in bands(calibration, made, origin).items():
            rows += rows_of("rolling", band, origin, members, record)
        rows += rate_rows(calibration, made, origin)
        progress(number + 1, len(work))
    kept = ["forecast", "origin", "horizon", "state", "observed", "q05", "q25", "q50", "q75", "q95", "in50", "in90"]
    return pd.DataFrame(rows)[kept].rename(columns={"forecast": "band"})


def bands(calibration: Calibration, made: OwnRuns, origin: Origin) -> dict[str, np.ndarray]:
    """Ideal points after an origin as runs have them, (members, horizons, states) by the name of the band.

    Alone: alignment from the origin on, in ideal points, from where a case of that year would start. As observed: the
    run's path with what it leaves over, the poles' own positions of the years to come given, or staying where they are.
    """
    record, free = calibration.record, calibration.free
    known = len(record.upto(origin.year))
    start = np.nanmean(record.values[known - PLACED_BY : known], axis=0)
    at = simulated_years(calibration.job.plan).index(origin.year)
    ahead = made.paths[:, at + 1 : at + 1 + origin.horizons] - made.paths[:, at : at + 1]
    found = {ALONE: start + SLOPE * ahead}
    for band, given in ((OBSERVED, None), (STAYING, origin.year)):
        seen = free.signal(made.cube, made.paths, given)
        found[band] = forecast(record, origin, seen, made.left, MEMBERS, origin.year)
    return found


def rate_rows(calibration: Calibration, made: OwnRuns, origin: Origin) -> list[dict[str, object]]:
    """Counts of declarations that begin after an origin and end within its horizons, beside what runs have."""
    from dataclasses import replace

    acts = observed_acts(made.circumstances)
    counted = {one.state for one in acts.upto(origin.year).rates}
    later = [one for one in acts.after(origin.year).rates if one.state in counted and one.last_year in origin.years]
    if not later:
        return []
    learnt = replace(learnt_acts(calibration, origin.year), circumstances=made.circumstances)
    return [_rate_row(one, learnt.rate(one), origin) for one in later]


def _rate_row(rate: "Rate", members: np.ndarray, origin: Origin) -> dict[str, object]:
    low90, low50, middle, high50, high90 = map(float, np.quantile(members, QUANTILES, method="weibull"))
    return {
        "forecast": RATE,
        "origin": origin.year,
        "horizon": rate.last_year - origin.year,
        "state": rate.state,
        "observed": rate.rate,
        "q05": low90,
        "q25": low50,
        "q50": middle,
        "q75": high50,
        "q95": high90,
        "in50": float(low50 <= rate.rate <= high50),
        "in90": float(low90 <= rate.rate <= high90),
    }


def of_forecasts(scores: "pd.DataFrame") -> "pd.DataFrame":
    """The rolling conditional forecasts of a hindcast as rows beside those of `forward_rows`."""
    chosen = scores[(scores.split == "rolling") & (scores.forecast == CONDITIONAL)]
    return chosen.assign(band=FORECAST)


def coverage_table(rows: "pd.DataFrame") -> "pd.DataFrame":
    """How often each band held what came: pooled, by horizon and by state.

    Parameters
    ----------
    rows : as of `forward_rows`

    Returns
    -------
    one row a band, level and part: band, level, by (all, horizon, state), part, occasions, held, width (mean), and 90 %
    intervals of `held` with states as blocks and with origins as blocks; nan where there are fewer than two
    """
    import pandas as pd

    found = []
    for band, of_band in rows.groupby("band", sort=False):
        parts = [("all", "all", of_band)]
        for by in ("horizon", "state"):
            parts += [(by, str(key), part) for key, part in of_band.groupby(by)]
        for by, name, part in parts:
            for level, (low, high, inside) in LEVELS.items():
                row = {"band": band, "level": level, "by": by, "part": name, "occasions": len(part)}
                row |= {"held": part[inside].mean(), "width": (part[high] - part[low]).mean()}
                for block in ("state", "origin"):
                    row[f"{block}s_low"], row[f"{block}s_high"] = _ends(part, inside, block)
                found.append(row)
    return pd.DataFrame(found)


def _ends(part: "pd.DataFrame", inside: str, block: str) -> tuple[float, float]:
    if part[block].nunique() < 2:
        return np.nan, np.nan
    share = held(part[inside].to_numpy(), part[block].to_numpy())
    return share.low, share.high
