"""The months by hand, in C and in NumPy, held against the engine's: a rule that is new there is told here."""

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks import numpy_month
from benchmarks.c_month import VARIANTS, c_month, gcc
from benchmarks.cases import shipped
from benchmarks.engine import SEED
from benchmarks.table import Row, Table
from twochairs.ensemble.lanes import every_slot, keys_of
from twochairs.scenario.load import Scenario, from_data
from twochairs.world.rulebook import STANDARD

DIFFERENT = "NOT equal"
LANES = 5
"""No multiple of a vector's width, so that the ends of the loops are compared as well."""
FIRST = 4711
MONTHS = 24
NEAR = 1e-9
"""Largest difference between NumPy and the engine: NumPy's exp and tanh differ in the last place."""


def tables(rounds: int) -> list[Table]:
    """Whether each month by hand gives the engine's numbers, in every slot of every month."""
    cases = {"shipped case": shipped(MONTHS), "shipped case, steered": steered()}
    rows = [row for case, scenario in cases.items() for row in _in_c(case, scenario)]
    certain = {"shipped case": shipped(MONTHS), "shipped case, fuller": from_data(fuller())}
    rows += [_row(f"NumPy, {case}", scenario, numpy_month.months, NEAR) for case, scenario in certain.items()]
    title = f"The months by hand against the engine: {LANES} replicates, {MONTHS} months"
    return [Table(title, "numbers", "none", tuple(rows))]


def fuller() -> dict[str, Any]:
    """The shipped case with what it lacks.

    A pole in the middle; one that is in a dispute, and asks for an act and for declarations; energy sanctions; an
    observed price.
    """
    data = shipped(MONTHS).resolved()
    del data["solved"]
    data["timeline"] = [given for given in data["timeline"] if given.get("to", given.get("at")) < "2024"]
    data["poles"]["MID"] = {"position": 0.0}
    data["levers"]["MID"] = {"pressure": {"SRB": 0.3}, "aid": {"BIH": 1.0}, "security_guarantee": {"GEO": 0.4}}
    data["levers"]["US"]["energy_sanctions"] = {"SRB": 0.8, "BGR": 0.3}
    data["disputes"]["donbas_crimea"]["between"].append("RU")
    data["acts"]["recognition"] = {"towards": "RU", "difficulty": 0.1, "every": "2 months", "open": True}
    data["declarations"]["towards"] = "RU"
    data["hub_series"] = {"2022-05": 1000.0, "2022-06": 1100.0}
    return data


def steered() -> Scenario:
    """That with random events and policies."""
    data = fuller()
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


def _in_c(case: str, scenario: Scenario) -> list[Row]:
    if gcc() is None:
        return [Row(f"C, {case}", "no gcc here")]
    return [_row(f"{name}, {case}", scenario, c_month(*given).months) for name, given in VARIANTS.items()]


def _row(name: str, scenario: Scenario, by_hand: Callable[..., Any], near: float = 0.0) -> Row:
    engine, other = (_every_month(run, scenario) for run in (STANDARD.kernel.months, by_hand))
    if np.array_equal(other.view(np.int64), engine.view(np.int64)):
        return Row(name, "the same bits")
    largest = float(np.max(np.abs(engine - other)))
    equal = near > 0.0 and np.allclose(other, engine, rtol=near, atol=near)
    return Row(name, f"within {near:g}" if equal else DIFFERENT, note=f"largest difference {largest:.1e}")


def _every_month(run: Callable[..., Any], scenario: Scenario) -> np.ndarray:
    """Every slot of every month, shape (month, slot, lane)."""
    layout, world, _ = scenario.world(LANES, wrap=lambda array: array)
    watched = every_slot(layout)
    kept = np.zeros((scenario.case.clock.months + 1, len(watched), LANES))
    run(world, keys_of(scenario, SEED, list(range(FIRST, FIRST + LANES))), watched, kept)
    return kept
