"""Every number says what it is, in which unit and range, and where it comes from; the order of a month is as told."""

import ast
import inspect
import re
from collections import Counter
from itertools import groupby

import numpy as np
import pytest

import twochairs.world.month as month_module
from tests.world.running import Data, run
from tests.world.strategies import prior_range
from twochairs.scenario.load import from_data
from twochairs.scenario.schema import Case
from twochairs.world.layout import DIMENSIONS, GROUPS, QUANTITIES
from twochairs.world.levers import AT_REST, Levers
from twochairs.world.mechanisms import ANCHOR, MECHANISMS, TERMS
from twochairs.world.month import ORDER, read_start
from twochairs.world.parameters import PARAMETERS, SWITCHES, Parameters, switched_off, with_values
from twochairs.world.prior import FIXED
from twochairs.world.quantity import declared

UNITS = {
    "1",
    "1 a month",
    "USD/1000 m3",
    "bn USD",
    "bn USD a year",
    "lever-years",
    "% of GDP a year",
    "months",
    "1/year",
    "years",
    "alignment",
    "1/sqrt(year)",
    "bcm/year",
    "logit",
}
DEFAULTS = Parameters()._asdict()


@pytest.mark.parametrize("name", sorted(QUANTITIES))
def test_a_quantity_is_declared_in_full(name):
    quantity = QUANTITIES[name]
    assert quantity.meaning.strip() == quantity.meaning != ""
    assert quantity.unit in UNITS
    assert quantity.low < quantity.high
    assert all(dim in DIMENSIONS for dim in quantity.dims)


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_parameter_is_declared_in_full(name):
    parameter = PARAMETERS[name]
    assert parameter.meaning.strip() == parameter.meaning != ""
    assert parameter.unit in UNITS
    assert parameter.source.strip() == parameter.source != ""
    assert np.isfinite([parameter.low, parameter.high]).all()
    assert parameter.low <= DEFAULTS[name] <= parameter.high
    assert parameter.low < parameter.high


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_prior_lies_in_the_range_and_covers_the_default(name):
    low, high = prior_range(name)
    assert PARAMETERS[name].low <= low <= high <= PARAMETERS[name].high
    assert low <= DEFAULTS[name] <= high or PARAMETERS[name].fitted, "only a record may lead out of a prior's middle"
    assert low < high or PARAMETERS[name].prior == FIXED


def test_names_are_unique():
    """Across states, levers, profiles and parameters: one word for one thing."""
    fields = [name for group in (*GROUPS, Parameters) for name in group._fields]
    assert [name for name, count in Counter(fields).items() if count > 1] == []
    assert sorted(fields) == sorted([*QUANTITIES, *PARAMETERS])


def test_meanings_are_unique():
    """They label axes and columns."""
    meanings = Counter(one.meaning for one in [*QUANTITIES.values(), *PARAMETERS.values()])
    assert [meaning for meaning, count in meanings.items() if count > 1] == []


def test_every_name_is_words_and_its_ending_says_the_kind():
    for name in (*QUANTITIES, *PARAMETERS):
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    for name, parameter in PARAMETERS.items():
        if name.endswith("_rate"):
            assert parameter.unit == "1/year"
        if name.endswith("_share"):
            assert (parameter.low, parameter.high) == (0.0, 1.0)
    for name, quantity in QUANTITIES.items():
        if name.endswith(("_probability", "_share")):
            assert (quantity.low, quantity.high) == (0.0, 1.0)


def test_levers_rest_in_their_range():
    for name, lever in declared(Levers).items():
        assert lever.low <= AT_REST.get(name, 0.0) <= lever.high
        assert lever.dims == ("pole", "country")
        assert lever.record


def test_the_scenario_format_offers_every_parameter_switch_and_lever():
    fields = Case.model_fields
    parameters = fields["parameters"].annotation.model_fields
    assert {name: field.default for name, field in parameters.items()} == DEFAULTS
    assert set(fields["switches"].annotation.model_fields) == {*SWITCHES, "noise"}
    assert all(field.default is True for field in fields["switches"].annotation.model_fields.values())


# switches


def test_a_switch_turns_parameters_to_zero_that_may_be_zero():
    for mechanism, fields in SWITCHES.items():
        assert fields
        off = switched_off(Parameters(), [mechanism])
        for name, value in off._asdict().items():
            assert value == (0.0 if name in fields else DEFAULTS[name])
        for field in fields:
            assert PARAMETERS[field].low <= 0.0 < DEFAULTS[field]


def test_no_parameter_has_two_switches():
    fields = [field for group in SWITCHES.values() for field in group]
    assert len(fields) == len(set(fields))
    everything_off = switched_off(Parameters(), list(SWITCHES))
    assert {name for name, value in everything_off._asdict().items() if value == 0.0} >= set(fields)


def test_values_replace_the_defaults():
    assert with_values({}) == Parameters()
    assert with_values({"bidding": 0.25}) == Parameters()._replace(bidding=0.25)


SWITCH_OF = {one.name: one.switch for one in TERMS}
"""The government's own anchor is what all others are measured by, and what is unexplained no rule: without a switch."""


def everything(data: Data) -> Data:
    """The case with every mechanism of the target at work in Aldania, none of its terms 0."""
    data["clock"]["months"] = 18
    data["policies"] = []
    data["timeline"] = [{"at": "2030-02", "name": "news", "news": {"CRO": -0.5}}]
    data["levers"]["LEA"] |= {"security_guarantee": 0.3, "energy_sanctions": 0.5}
    data["levers"]["CRO"] |= {"arms_supply": 0.5}
    data["countries"]["ALD"] |= {"exposure": {"CRO": 0.4}}
    data["countries"]["ALD"]["publics"]["herders"]["favourability"] = {"LEA": -1.0, "CRO": 1.0}
    data["countries"]["ALD"]["alliance"] = {"LEA": 0.2}
    return data


@pytest.mark.parametrize("mechanism", [name for name in MECHANISMS if name not in ("government", "unexplained")])
def test_every_term_of_the_target_has_a_switch_that_makes_it_exactly_zero(a_case, mechanism):
    """The middle's own contribution is always 0: what it does is to weigh down the others."""
    data = everything(a_case)
    one = run(data)
    data["switches"] = {SWITCH_OF[mechanism]: False}
    other = run(data)
    assert np.all(other("contribution", mechanism, "ALD") == 0.0)
    if mechanism == "middle":
        assert np.all(one("weight", "ALD")[:2] > other("weight", "ALD")[:2])
    else:
        assert np.all(one("contribution", mechanism, "ALD")[:2] != 0.0)
    lighter = TERMS[MECHANISMS.index(mechanism)].kind == ANCHOR
    assert (one("weight", "ALD")[0] > other("weight", "ALD")[0]) == lighter


def test_switches_cover_the_terms_and_the_government_stands():
    assert set(SWITCH_OF[name] for name in MECHANISMS) - set(SWITCHES) == {""}


# the order of a month


def calls_in(function) -> list[tuple[str, str]]:
    """Names called at the top of a function of month.py, each with the file of phases/ it comes from.

    `month` calls `steps`, which is taken apart in its place.
    """
    tree = ast.parse(inspect.getsource(month_module))
    homes = {
        alias.name: f"{node.module.rpartition('.')[2]}.py"
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module.startswith("twochairs.world.phases")
        for alias in node.names
    }
    (body,) = [node.body for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function]
    statements = [node for node in body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    assert len(statements) == len(body) - 1  # the docstring
    called = [node.value.func.id for node in statements]
    return [one for name in called for one in (calls_in(name) if name == "steps" else [(name, homes[name])])]


def test_the_order_that_is_told_is_the_order_of_the_calls():
    """Grouped by file, since a line of the order may be several calls and a file may hold several lines in a row."""
    told = [file for file, _ in groupby(file for _, file in ORDER)]
    called = [file for file, _ in groupby(file for _, file in calls_in("month"))]
    assert told == called


def test_the_order_names_every_rule_of_the_model_in_order():
    """R1 to R12, each once; bidding (R12) comes first of them, since offers are made on it."""
    rules = [int(number) for what, _ in ORDER for number in re.findall(r"^R(\d+) ", what)]
    assert rules == [12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert ORDER[0][0] == "the month's draws" and ORDER[-1][0] == "record"


def test_no_phase_is_left_out_and_none_runs_twice():
    called = [name for name, _ in calls_in("month")]
    assert len(called) == len(set(called))
    imported = {
        alias.name
        for node in ast.parse(inspect.getsource(month_module)).body
        if isinstance(node, ast.ImportFrom) and node.module.startswith("twochairs.world.phases")
        for alias in node.names
    }
    assert set(called) == imported - {"expect_declarations"}


def test_the_start_reads_what_the_month_reads_and_steps_nothing(a_case):
    start = [name for name, _ in calls_in("read_start")]
    start.remove("expect_declarations")  # the year before, which no month has
    assert all(name.startswith("read_") for name in start)
    assert set(start) == {name for name, _ in calls_in("month") if name.startswith("read_")}
    scenario = from_data(a_case)
    _, world, values = scenario.world()
    read_start(world)
    once = values.copy()
    read_start(world)
    assert values.tobytes() == once.tobytes()
