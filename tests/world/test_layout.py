"""Where each number lives: every number has one place, and its name leads there and back."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.strategies import claim
from twochairs.results.manifest import Agents, Labels
from twochairs.results.tables import TABLES
from twochairs.scenario.load import from_data
from twochairs.world.layout import DIMENSIONS, GROUPS, KINDS, MONTHS_REMEMBERED, QUANTITIES, SECTIONS, Layout, Names
from twochairs.world.levers import Levers
from twochairs.world.mechanisms import MECHANISMS
from twochairs.world.profile import Profile
from twochairs.world.quantity import declared
from twochairs.world.state import State

NAMES = Names(
    country=("ALD", "BOR", "CAS"),
    pole=("LEA", "CRO"),
    public=("ALD.herders", "ALD.smiths", "BOR.all"),
    dispute=("strait",),
    act=("embargo", "vote"),
    event=("storm",),
    policy=("tighten", "loosen"),
)


def some_names(longest: int) -> st.SearchStrategy[tuple[str, ...]]:
    letters = st.text("abcdefgh", min_size=1, max_size=3)
    return st.lists(letters, max_size=longest, unique=True).map(tuple)


LAYOUTS = st.builds(
    Names,
    country=some_names(4),
    pole=some_names(3),
    public=some_names(4),
    dispute=some_names(2),
    act=some_names(2),
    event=some_names(2),
    policy=some_names(2),
).map(Layout)


@claim(100)
@given(LAYOUTS)
def test_every_number_has_one_slot_and_every_slot_one_number(layout):
    reached = []
    for quantity in QUANTITIES:
        block = layout.block(quantity)
        slots = [layout.slot(quantity, *agents) for agents in layout.labels(quantity)]
        assert slots == list(range(block.start, block.stop))
        reached += slots
    assert reached == list(range(layout.slots))
    for slot in range(layout.slots):
        quantity, agents = layout.whose(slot)
        assert layout.slot(quantity, *agents) == slot


@claim(100)
@given(LAYOUTS)
def test_shapes_follow_the_dimensions(layout):
    for name, quantity in QUANTITIES.items():
        assert layout.shape[name] == tuple(len(layout.names.along(dim)) for dim in quantity.dims)
        assert len(layout.labels(name)) == np.prod(layout.shape[name], dtype=int)


def test_names_along_each_dimension():
    expected = {
        "country": NAMES.country,
        "peer": NAMES.country,
        "pole": NAMES.pole,
        "public": NAMES.public,
        "dispute": NAMES.dispute,
        "act": NAMES.act,
        "mechanism": MECHANISMS,
        "slot": ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"),
        "event": NAMES.event,
        "policy": NAMES.policy,
    }
    assert set(expected) == set(DIMENSIONS)
    for dim, names in expected.items():
        assert NAMES.along(dim) == names
    assert MONTHS_REMEMBERED == 12


def test_a_kind_of_agent_is_declared_once():
    assert [*KINDS] == [*Agents.model_fields][: len(KINDS)]
    assert SECTIONS == {"country": "countries", "pole": "poles", "dispute": "disputes", "act": "acts"}
    assert [*Labels.model_fields] == [*SECTIONS]
    tables = {kind.table or kind.many for dim, kind in KINDS.items()}
    assert tables == {TABLES[(dim,)] for dim in KINDS}


def test_a_slot_by_hand():
    """The last dimension runs fastest."""
    layout = Layout(NAMES)
    start = layout.start["pressure"]
    assert [layout.slot("pressure", p, c) - start for p, c in product(NAMES.pole, NAMES.country)] == [0, 1, 2, 3, 4, 5]
    assert layout.slot("favourability", "BOR.all", "LEA") == layout.start["favourability"] + 4
    assert layout.slot("contribution", "energy", "BOR") == layout.start["contribution"] + 6 * 3 + 1
    assert layout.slot("ties", "BOR", "CAS") == layout.start["ties"] + 5
    assert layout.slot("hub_price") == layout.start["hub_price"]


@pytest.mark.parametrize(
    ("quantity", "agents"),
    [
        ("prssure", ("LEA", "ALD")),
        ("pressure", ("LEA",)),
        ("pressure", ("ALD", "LEA")),
        ("pressure", ("LEA", "ALD", "BOR")),
        ("pressure", ()),
        ("hub_price", ("ALD",)),
        ("alignment", ("LEA",)),
        ("favourability", ("herders", "LEA")),
        ("contribution", ("gas", "ALD")),
    ],
)
def test_what_does_not_exist_has_no_slot(quantity, agents):
    with pytest.raises(KeyError):
        Layout(NAMES).slot(quantity, *agents)


@pytest.mark.parametrize("beside", [-1, 0])
def test_there_is_nothing_outside(beside):
    layout = Layout(NAMES)
    with pytest.raises(IndexError):
        layout.whose(beside if beside < 0 else layout.slots)


def test_a_view_shares_its_memory_with_the_values():
    layout = Layout(NAMES)
    values = np.zeros((layout.slots, 2))
    for name in QUANTITIES:
        view = layout.view(values, name)
        assert view.shape == (*layout.shape[name], 2)
        assert view.size == 0 or np.shares_memory(view, values)
    layout.view(values, "aid")[1, 2, 0] = 0.7
    assert values[layout.slot("aid", "CRO", "CAS"), 0] == 0.7
    assert values.sum() == 0.7


def test_groups_of_views_are_the_quantities():
    layout = Layout(NAMES)
    values = np.arange(layout.slots, dtype=float)[:, None]
    fields: list[str] = []
    for group in GROUPS:
        views = layout.views(values, group)
        for name in views._fields:
            assert np.array_equal(getattr(views, name), layout.view(values, name))
        fields += views._fields
    assert fields == list(QUANTITIES)
    assert (State, Levers, Profile) == GROUPS
    wrapped = layout.views(values, Levers, memoryview)
    assert wrapped.aid[1, 2, 0] == layout.slot("aid", "CRO", "CAS")
    assert list(declared(Levers)) == list(Levers._fields)


def test_bounds_are_those_declared():
    layout = Layout(NAMES)
    low, high = layout.bounds()
    for slot in range(layout.slots):
        quantity = QUANTITIES[layout.whose(slot)[0]]
        assert (low[slot], high[slot]) == (quantity.low, quantity.high)


def test_names_stand_in_the_order_of_their_noise_keys(a_case):
    """Countries, poles, disputes and acts, and publics within their country."""
    a_case["countries"]["CAS"]["noise_key"] = "AAA"
    a_case["poles"]["LEA"]["noise_key"] = "BBB"
    a_case["countries"]["ALD"]["publics"]["townsfolk"]["noise_key"] = "a"
    a_case["acts"]["vote"]["noise_key"] = "a"
    names = from_data(a_case).names
    assert names.country == ("CAS", "ALD", "BOR")
    assert names.pole == ("LEA", "CRO")
    assert names.public == ("CAS.all", "ALD.townsfolk", "ALD.herders", "BOR.all")
    assert names.act == ("vote", "embargo")
    assert names.event == ("a quarrel over fishing",)
    assert names.policy == ("tighten",)
