"""P3 to P6: what the levers do to Serbia. Without noise unless said, so differences are exact effects."""

from itertools import pairwise

import numpy as np
import pytest

from tests.patterns.conftest import QUIET


def end(run, settings=None, name="serbia-2022"):
    return run(name, 1, QUIET | (settings or {}))("alignment", "SRB")[0]


def test_p3_a_larger_gas_discount_lowers_alignment(run):
    """From the first new contract (June 2022) to the end of 2023, at every step of the discount."""
    paths = [end(run, {"RU.gas_discount.SRB": d, "clock.months": "24"}) for d in ("0", "0.25", "0.5", "0.8")]
    for dearer, cheaper in pairwise(paths):
        assert np.all(cheaper[7:] < dearer[7:])


def test_p3_the_effect_of_the_discount_shrinks_with_dependence(run):
    def effect(dependence):
        share = {"countries.SRB.gas.dependence": dependence, "countries.SRB.gas.alternative": "2.65"}
        share |= {"countries.SRB.gas.minimum_take": dependence, "clock.months": "24"}
        free = end(run, share | {"RU.gas_discount.SRB": "0"})
        full = end(run, share | {"RU.gas_discount.SRB": "0.5"})
        return (free - full)[-1]

    effects = [effect(d) for d in ("0.9", "0.5", "0.1")]
    assert effects[0] > effects[1] > effects[2] > 0.0


def test_p3_without_demand_the_discount_does_exactly_nothing(run):
    none = {"countries.SRB.gas.demand": "0", "countries.SRB.gas.dependence": "0", "clock.months": "24"}
    free, full = (end(run, none | {"RU.gas_discount.SRB": d}) for d in ("0", "0.8"))
    assert np.array_equal(free, full)


def test_p4_pressure_raises_alignment_at_first_and_costs_favourability(run):
    gentle = run("serbia-2022", 1, QUIET | {"EU.pressure.SRB": "0"})
    harsh = run("serbia-2022", 1, QUIET | {"EU.pressure.SRB": "0.8"})
    rise = (harsh("alignment", "SRB") - gentle("alignment", "SRB"))[0]
    cost = (harsh("favourability", "SRB.all", "EU") - gentle("favourability", "SRB.all", "EU"))[0]
    assert np.all(rise[1:25] > 0.0) and rise[12] > 0.01
    assert np.all(cost[2:] < 0.0) and cost[24] < -0.02


def test_p4_pressure_costs_more_where_media_are_captured(run):
    def cost(media_freedom):
        media = {"countries.SRB.media_freedom": media_freedom, "clock.months": "36"}
        paths = [
            run("serbia-2022", 1, QUIET | media | {"EU.pressure.SRB": p})("favourability", "SRB.all", "EU")[0]
            for p in ("0", "0.8")
        ]
        return (paths[0] - paths[1])[-1]

    assert cost("0") > 1.5 * cost("1") > 0.0


def test_p5_settling_kosovo_moves_serbia_more_than_any_one_change_of_aid_or_discount(run):
    """Feasible: aid from nothing to 2 % of GDP a year (four times the present), the discount from none to the cap."""
    base = end(run)
    settled = {"disputes.kosovo.salience.SRB": "0", "disputes.kosovo.tension": "0", "disputes.kosovo.rest": "0"}
    settlement = (end(run, settled) - base)[-1]
    assert (end(run, name="kosovo-settlement") - base)[-1] > 0.1
    others = [{"EU.aid.SRB": "2"}, {"EU.aid.SRB": "0"}, {"RU.gas_discount.SRB": "0"}, {"RU.gas_discount.SRB": "0.8"}]
    for other in others:
        assert settlement > 2.0 * abs((end(run, other) - base)[-1])


def test_p6_free_media_move_opinion_over_years_and_then_the_government(run):
    """Freed in the first month, for good: less than 40 % of the widest shift of opinion comes within a year, and
    alignment follows later than opinion."""
    free = run("serbia-2022", 1, QUIET | {"countries.SRB.media_freedom": "1"})
    captured = run("serbia-2022", 1, QUIET)
    opinion = (free("favourability", "SRB.all", "RU") - captured("favourability", "SRB.all", "RU"))[0]
    government = (free("alignment", "SRB") - captured("alignment", "SRB"))[0]
    widest = int(np.argmax(np.abs(opinion)))
    assert opinion[widest] < -0.05
    assert abs(opinion[12]) < 0.4 * abs(opinion[widest])
    assert widest > 24
    assert government[widest] > 0.0

    def reached(path, share):
        return int(np.argmax(np.abs(path[: widest + 1]) >= share * abs(path[widest])))

    assert reached(government, 0.5) >= reached(opinion, 0.5)


@pytest.mark.parametrize(
    ("variant", "sign"),
    [
        ("harder-line", 1),
        ("staged-accession", 1),
        ("cheap-gas", -1),
        ("gas-cutoff", 1),
        ("diversification", 1),
        ("free-media", 1),
        ("coalition-break", 1),
        ("kosovo-settlement", 1),
        ("patron-trades-kosovo", 1),
        ("escalation-north", -1),
    ],
)
def test_each_variant_moves_serbia_the_way_its_claim_says(run, variant, sign):
    """The mean difference from the base case after the variant's change; at least 0.001.

    A cut-off of a year binds while it lasts and fades after it: it is held to the two years it begins.
    """
    months = slice(9, 33) if variant == "gas-cutoff" else slice(36, None)
    difference = (end(run, name=variant) - end(run))[months].mean()
    assert sign * difference > 0.001
