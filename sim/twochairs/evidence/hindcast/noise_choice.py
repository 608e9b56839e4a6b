"""How the form of the noise was chosen: on forecasts of years before any scored one, without the simulator.

`python -m twochairs.evidence.hindcast.noise_choice` prints what each spread between states would have given.
"""

import numpy as np

from twochairs.evidence.calibration import discrepancy
from twochairs.evidence.calibration.discrepancy import ahead, chosen
from twochairs.evidence.calibration.posterior import Posterior, sample
from twochairs.evidence.calibration.record import Record, record
from twochairs.evidence.coding.coding import tables
from twochairs.evidence.scoring.scores import covered, crps

ORIGINS = (2005, 2006, 2007, 2008)
LAST = 2010
"""The first origin that is scored: no later year is looked at."""
SPREADS = (0.2, 0.4, 0.6)
DRAWS = 1000


def tried(observed: Record, spread: float) -> tuple[float, float]:
    """Mean CRPS and coverage of 90 % bands under a spread between states; the path stands still."""
    kept, discrepancy.STATE_SPREAD = discrepancy.STATE_SPREAD, spread
    try:
        parts = [_scored(observed, year) for year in ORIGINS]
    finally:
        discrepancy.STATE_SPREAD = kept
    scores, inside = (np.concatenate(part) for part in zip(*parts, strict=True))
    return float(scores.mean()), float(inside.mean())


def _scored(observed: Record, year: int) -> tuple[np.ndarray, np.ndarray]:
    known, years = observed.upto(year), LAST - year
    still = np.zeros((DRAWS, len(known) + years, known.shape[1]))
    posterior = Posterior(lambda points: still[: len(points)], known)
    left = sample(posterior, 1, DRAWS, year, steps=400).left
    chance = np.random.default_rng(year)
    level, own = chosen(known - left.sway.path[..., None], left.noise, chance)
    members = np.moveaxis(ahead(level, own, left.sway, still[:, len(known) :], chance), 0, -1)
    seen = observed.values[len(known) : len(known) + years]
    there = np.isfinite(seen) & np.isfinite(members).all(axis=-1)
    return crps(members[there], seen[there]), covered(members[there], seen[there], 0.9)


def main() -> None:
    """Print a line for each spread."""
    observed = record(tuple(tables().region.states))
    for spread in SPREADS:
        score, inside = tried(observed, spread)
        print(f"spread {spread}: CRPS {score:.4f}, {inside:.2f} of the figures to {LAST} in bands of 90 %")


if __name__ == "__main__":
    main()
