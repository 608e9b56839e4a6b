"""The month in C that the benchmark measures the engine against does what the engine does."""

import numpy as np
import pytest

from benchmarks import numpy_month
from benchmarks.c_month import VARIANTS, c_month, every_month, gcc
from benchmarks.cases import shipped
from twochairs.scenario.load import Scenario, from_data
from twochairs.world.rulebook import STANDARD

needs_gcc = pytest.mark.skipif(gcc() is None, reason="there is no gcc here to compile the month in C with")
LANES = 5
"""No multiple of a vector's width, so that the ends of the loops are compared as well."""
FIRST = 4711


def steered() -> Scenario:
    """The shipped case with everything it lacks: random events, policies, an observed price."""
    data = shipped(24).resolved()
    data["timeline"] += [
        {"name": "perhaps", "from": "2022-03", "to": "2023-06", "probability": 0.4, "add": {"EU.pressure.SRB": 0.1}},
        {"name": "slowly", "from": "2022-04", "to": "2023-01", "ramp": {"RU.aid.SRB": 2.0}},
    ]
    data["policies"] = [
        {
            "name": "answer",
            "every": "3 months",
            "when": "alignment[SRB] < 0.1 and not (hub_price > 2000) or abs(target[SRB]) >= 0.5",
            "do": {
                "EU.pressure.SRB": "min(1, pressure[EU, SRB] + 0.05 * exp(-target[SRB]))",
                "EU.aid.SRB": "max(log(gdp[SRB]) / 9, 2 / 3) ** 2",
            },
        }
    ]
    return from_data(data)


@needs_gcc
@pytest.mark.parametrize("switches", VARIANTS.values(), ids=VARIANTS)
@pytest.mark.parametrize("case", [shipped, steered])
def test_the_month_in_c_gives_the_bits_of_the_engine(case, switches):
    scenario = case()
    engine = every_month(STANDARD.kernel.months, scenario, LANES, FIRST)
    by_hand = every_month(c_month(*switches).months, scenario, LANES, FIRST)
    np.testing.assert_array_equal(by_hand.view(np.int64), engine.view(np.int64))


def test_the_month_in_numpy_gives_the_numbers_of_the_engine():
    """Not the bits: NumPy's exp and tanh differ in the last place."""
    engine = every_month(STANDARD.kernel.months, shipped(24), LANES, FIRST)
    whole = every_month(numpy_month.months, shipped(24), LANES, FIRST)
    np.testing.assert_allclose(whole, engine, rtol=1e-9, atol=1e-9)
