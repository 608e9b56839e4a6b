"""A phase in its lowered form does what the phase does, and what might not is refused."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple

import pytest

import twochairs.world.phases
from tests.world.running import small_case
from twochairs.engine.binding import functions_of
from twochairs.engine.lowering import Lowered, Lowering, Member, NotLowered
from twochairs.scenario.load import from_data
from twochairs.world import month as month_module
from twochairs.world.own_rules import modules_of
from twochairs.world.world import World as RealWorld

GROUPS = frozenset({"state", "profile"})
REAL_GROUPS = frozenset(name for name, kind in RealWorld.__annotations__.items() if hasattr(kind, "_fields"))


class State(NamedTuple):
    heat: list[float]
    total: list[float]


class Profile(NamedTuple):
    rate: list[float]


class World(NamedTuple):
    state: State
    profile: Profile
    lanes: int


def a_world() -> World:
    return World(State([1.0, 2.0, 3.0, 4.0], [0.0, 0.0]), Profile([0.5, 0.25, 2.0, 4.0]), 4)


def lowered(phase: Callable[..., Any]) -> Lowered:
    return Lowering("World", GROUPS).lowered(phase)


def text(phase: Callable[..., Any]) -> str:
    return ast.unparse(lowered(phase).tree)


def expected(function: str) -> str:
    return textwrap.dedent(function).strip()


# worked examples


def add_heat(k: int, amount: float, world: World) -> None:
    """Another phase, which takes the world last."""
    world.state.heat[k] = world.state.heat[k] + amount


def share(world: World, k: int) -> float:
    """A phase that gives a number, and takes the world first."""
    return world.state.heat[k] * world.profile.rate[k]


def several_names(t: int, world: World) -> None:
    """Aliases of groups, of arrays and of numbers, in one assignment."""
    state, rate, lanes, twice = world.state, world.profile.rate, world.lanes, 2.0 * t
    for k in range(lanes):
        state.heat[k] = state.heat[k] * rate[k] + twice


def an_alias_of_an_alias(world: World) -> None:
    whole = world
    state = whole.state
    state.total[0] = state.heat[0]


def nested_calls(t: int, world: World) -> None:
    for k in range(world.lanes):
        add_heat(k, share(world, k) + t, world)
    world.state.total[0] = share(world, 0) + share(world, 1)


def leaves_out(world: World) -> None:
    for k in range(world.lanes):
        if world.state.heat[k] > 2.5:
            continue
        elif world.profile.rate[k] > 0.4:
            world.state.total[0] += 1.0
        else:
            break
    else:
        world.state.total[1] = 9.0


def as_long_as(world: World) -> None:
    k = 0
    while k < world.lanes and world.state.heat[k] < 3.5:
        rest: float = world.profile.rate[k]
        world.state.total[1] = world.state.total[1] + rest
        k += 1


def swaps(world: World) -> None:
    state = world.state
    state.heat[0], state.heat[1] = state.heat[1], state.heat[0]


def in_the_lane(lanes: float, world: World) -> float:
    return lanes * world.state.heat[0]


def nothing(world: World) -> None:
    """Only this."""


PHASES = [several_names, an_alias_of_an_alias, nested_calls, leaves_out, as_long_as, swaps, nothing]


def test_a_phase_is_written_in_the_names_of_what_it_uses():
    assert text(several_names) == expected("""
        def several_names(t, lanes, profile_rate, state_heat):
            rate, twice = (profile_rate, 2.0 * t)
            for k in range(lanes):
                state_heat[k] = state_heat[k] * rate[k] + twice""")
    assert text(nested_calls) == expected("""
        def nested_calls(t, lanes, profile_rate, state_heat, state_total):
            for k in range(lanes):
                add_heat(k, share(k, profile_rate, state_heat) + t, state_heat)
            state_total[0] = share(0, profile_rate, state_heat) + share(1, profile_rate, state_heat)""")
    assert text(leaves_out) == expected("""
        def leaves_out(lanes, profile_rate, state_heat, state_total):
            for k in range(lanes):
                if state_heat[k] > 2.5:
                    continue
                elif profile_rate[k] > 0.4:
                    state_total[0] += 1.0
                else:
                    break
            else:
                state_total[1] = 9.0""")
    assert text(nothing) == "def nothing():\n    pass"


def test_what_is_lowered_says_what_it_takes():
    one = lowered(nested_calls)
    assert (one.name, one.plain) == ("nested_calls", ("t",))
    assert one.members == (("lanes",), ("profile", "rate"), ("state", "heat"), ("state", "total"))


def test_a_phase_is_lowered_once_and_so_is_what_it_calls():
    lowering = Lowering("World", GROUPS)
    assert lowering.lowered(nested_calls) is lowering.lowered(nested_calls)
    assert set(lowering.done) == {nested_calls, add_heat, share}


@pytest.mark.parametrize("phase", PHASES)
def test_a_lowered_phase_leaves_the_same_numbers(phase):
    plain, given = a_world(), a_world()
    lowering = Lowering("World", GROUPS)
    one = lowering.lowered(phase)
    t = [3] if one.plain else []
    phase(*t, plain)
    space: dict[str, Any] = {}
    exec("\n\n".join(ast.unparse(below.tree) for below in lowering.done.values()), space)
    space[one.name](*t, *(reached(given, member) for member in one.members))
    assert given == plain
    assert (given != a_world()) == (phase is not nothing)


def reached(world: Any, member: Member) -> Any:
    for step in member:
        world = getattr(world, step)
    return world


# refusals


def two_meanings(world: World) -> None:
    group = world.state
    if world.lanes > 1:
        group = world.profile
    group.rate[0] = 1.0


def no_longer_a_group(world: World) -> None:
    state = world.state
    state = 1.0  # noqa: F841


def a_number_before(world: World) -> None:
    state = 1.0
    state = world.state
    state.heat[0] = 1.0


def an_argument_before(t: Any, world: World) -> None:
    t = world.state
    t.heat[0] = 1.0


def a_loop_over_its_name(world: World) -> None:
    state = world.state
    for state in range(3):  # noqa: B007
        pass


def in_a_list(world: World) -> None:
    both = [world.state, 1.0]  # noqa: F841


def in_a_place(k: int, world: World) -> None:
    HOLDER[k] = world.state


def gives_a_group(world: World) -> Any:
    return world.state


def gives_the_world(world: World) -> Any:
    return world


def hands_on_a_part(world: World) -> None:
    takes_part(world.state)


def hands_on_an_alias(world: World) -> None:
    state = world.state
    takes_part(state)


def hands_to_what_is_built_in(world: World) -> None:
    print(world)


def hands_to_a_module(world: World) -> None:
    month_module.steps(1, world)


def hands_by_keyword(world: World) -> None:
    add_heat(1, amount=2.0, world=world)


def hands_another_by_keyword(world: World) -> None:
    add_heat(1, world, amount=2.0)


def hands_too_little(world: World) -> None:
    add_heat(1, world)


def hands_to_what_takes_none(world: World) -> None:
    takes_part(world)


def at_once(world: World) -> None:
    one = other = world.lanes  # noqa: F841


def puts_a_member_anew(world: World) -> None:
    world.lanes = 3  # type: ignore[misc]  # what no named tuple allows either


def a_default(world: World, t: int = 1) -> None: ...


def any_number(world: World, *others: int) -> None: ...


def with_a_statement(world: World) -> None:
    try:
        world.state.heat[0] = 1.0
    finally:
        pass


def with_a_function(world: World) -> None:
    def inside() -> float:
        return world.lanes


def hides_a_member(world: World) -> None:
    state_heat = 1.0
    world.state.heat[0] = state_heat


def lanes_of_its_own(world: World) -> None:
    for lanes in range(world.lanes):
        world.state.heat[lanes] = 1.0


def calls_itself(t: int, world: World) -> None:
    if t > 0:
        calls_itself(t - 1, world)


def takes_part(state: Any) -> None: ...


HOLDER: dict[int, Any] = {}
WORLD_LAST = "add_heat takes k, amount, the world, each by its place"
REFUSED: dict[Callable[..., Any], tuple[int, str]] = {
    two_meanings: (3, "a name stands for a group and for something else: group = world.profile"),
    no_longer_a_group: (2, "a group is used other than by its members: state"),
    a_number_before: (2, "a name stands for a group and for something else: state = world.state"),
    an_argument_before: (1, "a name stands for a group and for something else: t = world.state"),
    a_loop_over_its_name: (2, "a group is used other than by its members: state"),
    in_a_list: (1, "a group is used other than by its members: world.state"),
    in_a_place: (1, "a group is put where it has no name: HOLDER[k] = world.state"),
    gives_a_group: (1, "a group is used other than by its members: world.state"),
    gives_the_world: (1, "a group is used other than by its members: world"),
    hands_on_a_part: (1, "part of the world is handed on; hand on the world: takes_part(world.state)"),
    hands_on_an_alias: (2, "part of the world is handed on; hand on the world: takes_part(state)"),
    hands_to_what_is_built_in: (1, "a group is handed to what is no phase: print(world)"),
    hands_to_a_module: (1, "a group is handed to what is no phase: month_module.steps(1, world)"),
    hands_by_keyword: (1, "a group is used other than by its members: world"),
    hands_another_by_keyword: (1, f"{WORLD_LAST}: add_heat(1, world, amount=2.0)"),
    hands_too_little: (1, f"{WORLD_LAST}: add_heat(1, world)"),
    hands_to_what_takes_none: (1, "takes_part takes state, the world, each by its place: takes_part(world)"),
    at_once: (1, "a value is given to several names at once: one = other = world.lanes"),
    puts_a_member_anew: (1, "a member is replaced, where only its elements can be set: world.lanes"),
    a_default: (0, "a phase takes parameters by their places, without defaults: a_default"),
    any_number: (0, "a phase takes parameters by their places, without defaults: any_number"),
    with_a_statement: (1, "a statement that no phase may hold: Try"),
    with_a_function: (1, "a statement that no phase may hold: FunctionDef"),
    hides_a_member: (0, "a name of the phase's own is that of a lowered member: state_heat"),
    lanes_of_its_own: (0, "a name of the phase's own is that of a lowered member: lanes"),
    calls_itself: (0, "a phase calls itself: calls_itself"),
}


@pytest.mark.parametrize("phase", REFUSED)
def test_what_might_mean_something_else_is_refused(phase):
    """File and line, what is wrong, and the statement."""
    after, said = REFUSED[phase]
    with pytest.raises(NotLowered) as caught:
        lowered(phase)
    assert str(caught.value) == f"{__file__}, line {phase.__code__.co_firstlineno + after}: {said}"


def test_two_phases_of_one_name_are_refused():
    lowering = Lowering("World", GROUPS)
    lowering.lowered(nothing)
    namesake = FunctionType(nothing.__code__, {}, "nothing")
    with pytest.raises(NotLowered, match=r"another phase has the same name: nothing$"):
        lowering.lowered(namesake)


def test_a_decorated_phase_is_refused():
    with pytest.raises(NotLowered, match=r"a phase has no decorators: decorated$"):
        lowered(decorated)


def as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


@as_it_is
def decorated(world: World) -> None: ...


# the month


def the_month() -> Lowering:
    lowering = Lowering("World", REAL_GROUPS)
    lowering.lowered(month_module.read_start)
    lowering.lowered(month_module.steps)
    return lowering


def phases_by_name() -> dict[str, Callable[..., Any]]:
    """Every function of the phases that takes the world, by name; found in the modules, not through calls."""
    found = {}
    for module in modules_of(twochairs.world.phases):
        for name, function in functions_of(module).items():
            if function.__annotations__.get("world") is RealWorld:
                found[name] = function
    return found


def test_every_phase_of_the_month_has_a_lowered_form():
    names = {lowered.name for lowered in the_month().done.values()}
    left_out = set(phases_by_name()) - names
    assert left_out == {"take_draws"}, "lays out draws that were made before; the compiled engine makes them"
    assert len(names) > 50


def test_no_lowered_phase_names_the_world():
    for one in the_month().done.values():
        names = {node.id for node in ast.walk(one.tree) if isinstance(node, ast.Name)}
        assert not names & {"world", *REAL_GROUPS - {"chance"}}, one.name
        assert "world" not in [argument.arg for argument in one.tree.args.args]


def walked(function: Callable[..., Any], phases: dict[str, Callable[..., Any]]) -> set[str]:
    """Members a phase uses: aliases written out in its text, then every `world.group.member` that stands in it."""
    source = inspect.getsource(function)
    for node in ast.walk(ast.parse(textwrap.dedent(source))):
        if isinstance(node, ast.Assign):
            left, right = ([part.strip() for part in ast.unparse(side).strip("()").split(", ")] for side in parts(node))
            for name, value in zip(left, right, strict=False):
                if re.fullmatch(r"world\.\w+", value) and value.partition(".")[2] in REAL_GROUPS:
                    source = re.sub(rf"(?<![\w.]){name}\.(?=\w)", f"{value}.", source)
    used = {found.removeprefix("world.") for found in re.findall(r"(?<![\w.])world\.\w+(?:\.\w+)?", source)}
    used -= REAL_GROUPS
    for name in phases:
        if re.search(rf"(?<![\w.]){name}\(", source.partition("\n")[2]) and name != function.__name__:
            used |= walked(phases[name], phases)
    return used


def parts(node: ast.Assign) -> tuple[ast.expr, ast.expr]:
    return node.targets[0], node.value


def test_members_are_those_an_independent_walk_finds():
    phases = phases_by_name()
    checked = 0
    for phase, one in the_month().done.items():
        if one.name not in ("read_start", "steps"):
            assert {".".join(member) for member in one.members} == walked(phase, phases), one.name
            checked += 1
    assert checked == len(phases) - 1


class Watched:
    """A world that notes what is read of it."""

    def __init__(self, inside: Any, seen: set[Member], above: Member = ()) -> None:
        self.inside, self.seen, self.above = inside, seen, above

    def __getattr__(self, name: str) -> Any:
        value, member = getattr(self.inside, name), (*self.above, name)
        if name in REAL_GROUPS and not self.above:
            return Watched(value, self.seen, member)
        self.seen.add(member)
        return value


def test_what_a_month_reads_is_among_its_members():
    """Noted while it runs, by a world that sees every access."""
    scenario = from_data(small_case())
    _, world, _ = scenario.world()
    seen: set[Member] = set()
    month_module.read_start(Watched(world, seen))
    for t in range(1, 13):
        month_module.steps(t, Watched(world, seen))
    members = {member for lowered in the_month().done.values() for member in lowered.members}
    assert seen <= members
    assert len(members - seen) < 10, "the small case has something of everything"
