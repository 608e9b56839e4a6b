"""How the shipped defaults were chosen: the mean of those posterior draws under which two patterns hold.

`python -m tests.patterns.choose results/calibration-HASH` prints how many of the draws there are and their mean. The
patterns are P6 (free media move opinion before the government) and claim S6 (a gas cut-off moves Serbia away from
Russia), in runs without chance, as in `test_levers`.
"""

import sys
from pathlib import Path

import numpy as np

from tests.patterns.conftest import CASES, QUIET
from twochairs.ensemble.lanes import run_lanes
from twochairs.evidence.calibration.learning import Calibration, job_of
from twochairs.evidence.calibration.paths import with_parameters
from twochairs.experiment.base import Base
from twochairs.scenario.resolve import resolve
from twochairs.world.rulebook import STANDARD

FREE = {"countries.SRB.media_freedom": "1"}


def base(name, settings):
    resolved = resolve(CASES / f"{name}.yaml", QUIET | settings)
    return Base(name, resolved.tree, resolved.reference, resolved.shown, Path(f"{name}.yaml"))


def path(start, values):
    """Alignment and opinion of Russia in Serbia, month by month."""
    scenario = with_parameters(start, values)
    layout, _ = scenario.start()
    watched = np.array([layout.slot("alignment", "SRB"), layout.slot("favourability", "SRB.all", "RU")])
    return run_lanes(scenario, STANDARD, 2022, [0], watched).kept[:, :, 0]


def holds(bases, values):
    now, free, cut = (path(one, values) for one in bases)
    opinion, government = free[:, 1] - now[:, 1], free[:, 0] - now[:, 0]
    widest = int(np.argmax(np.abs(opinion)))

    def half(moved):
        return int(np.argmax(np.abs(moved[: widest + 1]) >= 0.5 * abs(moved[widest])))

    slow = opinion[widest] < -0.05 and abs(opinion[12]) < 0.4 * abs(opinion[widest]) and widest > 24
    first = government[widest] > 0.0 and half(government) >= half(opinion)
    return slow and first and (cut[:, 0] - now[:, 0])[36:].mean() > 0.001


def main():
    calibration = Calibration(job_of(Path("experiments/calibration.yaml")), Path(sys.argv[1]))
    cube = calibration.free.constants(calibration.posterior(2023).cube)
    bases = [base("serbia-2022", {}), base("serbia-2022", FREE), base("gas-cutoff", {})]
    draws = calibration.design.values(cube)
    chosen = [values for values in draws if holds(bases, values)]
    print(f"{len(chosen)} of {len(draws)} draws show both patterns; their means:")
    for name in calibration.design.names:
        print(f"  {name:<20} {np.mean([values[name] for values in chosen]):.2f}")


if __name__ == "__main__":
    main()
