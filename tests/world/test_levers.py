"""Every lever there is costs its owner what it declares, and stands in every list that is kept by hand."""

import numpy as np
import pytest

from tests.world.running import SMALL
from twochairs.figures import style
from twochairs.mesa_model import TwoChairs
from twochairs.page.levers import levers_of
from twochairs.scenario.load import load
from twochairs.world.levers import EFFORT, LEVERS, MONEY, Lever, Levers
from twochairs.world.mechanisms import MECHANISMS
from twochairs.world.rulebook import STANDARD

MONTH = 1.0 / 12.0


def spent(lever: str, value: float) -> tuple[np.ndarray, np.ndarray]:
    """Money and effort of each pole in a month in which all levers rest but one, of the first pole towards all."""
    layout, world, values = load(SMALL, {"switches.noise": "false"}).world()
    for name, declared in LEVERS.items():
        values[layout.block(name)] = declared.rest
    block = values[layout.block(lever)].reshape(len(layout.names.pole), len(layout.names.country), 1)
    block[0] = value
    values[layout.block(lever)] = block.reshape(-1, 1)
    STANDARD.read_start(world)
    world.timeline.first[2] = world.timeline.first[1]  # nothing of the timeline moves a lever in this month
    STANDARD.month(1, world, load(SMALL, {"switches.noise": "false"}).draws(layout, 1, [0]))
    return (values[layout.block("money_spent"), 0], values[layout.block("effort_spent"), 0])


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_costs_what_it_declares(lever: str) -> None:
    """A lever that `count_costs` forgets fails here, for this goes through all that are declared."""
    declared = LEVERS[lever]
    _, at_rest = spent(lever, declared.rest)
    assert at_rest.tolist() == [0.0] * len(at_rest)
    _, effort = spent(lever, declared.high)
    countries = len(load(SMALL).names.country)
    expected = declared.high * countries * MONTH if declared.cost == EFFORT else 0.0
    assert effort[0] == pytest.approx(expected, rel=1e-12)
    assert not effort[1:].any()


@pytest.mark.parametrize("lever", [name for name, lever in LEVERS.items() if lever.cost == MONEY])
def test_a_lever_of_money_moves_money(lever: str) -> None:
    """Towards customers too: a discount is revenue forgone, and so is gas that is not delivered."""
    moved = []
    for value in (LEVERS[lever].low, LEVERS[lever].high):
        model = TwoChairs(SMALL, seed=1)
        for pole in model.poles.values():
            setattr(pole, lever, value)
        model.run(24)  # contracts run for a year and longer
        moved.append([pole.money_spent for pole in model.poles.values()])
    assert moved[0] != moved[1]


def test_a_lever_without_a_cost_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="cost"):
        Lever("Anything", "1", 0.0, 1.0, ("pole", "country"))  # type: ignore[call-arg]
    assert set(LEVERS) == set(Levers._fields)
    assert {lever.cost for lever in LEVERS.values()} == {MONEY, EFFORT}


def test_pages_have_every_lever_and_figures_a_colour_of_its_own_for_every_term() -> None:
    assert {one["name"] for one in levers_of(load(SMALL))} == set(Levers._fields)
    assert len({style.mechanism(name, MECHANISMS) for name in MECHANISMS}) == len(MECHANISMS)
