"""A checked case to the numbers of a world."""

from typing import Any

import numpy as np

from twochairs.rules.axis import closeness
from twochairs.rules.bargaining import bid
from twochairs.rules.elementary import log
from twochairs.rules.energy import captivity, discount, uncovered_share
from twochairs.rules.opinion import net_orientation
from twochairs.scenario.calendar import interval_months, month_number
from twochairs.scenario.check import agents_by_kind, names_of, noise_key
from twochairs.scenario.constants import constant_of, courses_of, parameters_of
from twochairs.scenario.essence import lever_towards, lever_towards_all
from twochairs.scenario.once import made_once
from twochairs.scenario.schema import Case, Clock
from twochairs.scenario.timeline import policies_of, timeline_of
from twochairs.world.additions import Own
from twochairs.world.layout import OF_COUNTRY, OF_COUNTRY_AND_POLE, QUANTITIES, Layout, layout_of
from twochairs.world.levers import OF_EFFORT, Levers
from twochairs.world.parameters import Parameters
from twochairs.world.profile import Profile
from twochairs.world.quantity import declared as declared_in
from twochairs.world.state import State
from twochairs.world.world import (
    ABOVE,
    BELOW,
    MIDDLE,
    NO_ELECTION,
    PLAIN,
    SANCTIONS,
    VOTE,
    Structure,
    World,
    chance_for,
    scratch_for,
)

_SMALLEST_SHARE = 1e-9
_WORLD_SUPPORT = {"yes": "world_yes", "no": "world_no", "abstain": "world_abstain"}
_DEFAULT_ROUNDS = {None: "12 months", "vote": "12 months", "sanctions": "24 months"}
_RENEWAL = "6 months"
_KINDS = {None: PLAIN, "vote": VOTE, "sanctions": SANCTIONS}
_CUTS = ("cut_ally", "cut_partner", "cut_rival")
_SECTIONS = ("declarations", "ideal_points")
_OF_SECTION = {
    (section, key): name
    for name, one in QUANTITIES.items()
    for section, _, key in [one.file.partition(".")]
    if section in _SECTIONS
}
"""Section and key to the quantity."""


def noise_keys_of(case: Case) -> dict[str, list[str]]:
    """What draws are keyed by, per dimension, in the layout's order."""
    names = names_of(case)
    return {
        dim: [noise_key(name, agents[name]) for name in names.along(dim)]
        for dim, agents in agents_by_kind(case).items()
    } | {"event": list(names.event)}


def start_values(case: Case) -> tuple[Layout, np.ndarray]:
    """Every number of the world before the first month, shape (slots,); what is solved for is still 0."""
    layout = layout_of(names_of(case))
    put = _Putter(layout, _as_written(layout, case.poles, case.countries, case.disputes, case.acts).copy())
    slots, favourability, logits = _polls(layout, case.poles, case.countries)
    put.values[slots] = parameters_of(case, switches=False).poll_slope * favourability - logits
    _put_world(case, put)
    for name, country in case.countries.items():
        _put_contract(name, country, case, put)
    _put_levers(case, put)
    _put_words(case, put)
    return layout, put.values


@made_once
def _as_written(layout: Layout, poles: Any, countries: Any, disputes: Any, acts: Any) -> np.ndarray:
    """What stands in a file of countries, publics, disputes and acts, whatever else it holds."""
    put = _Putter(layout, np.zeros(layout.slots))
    for name, country in countries.items():
        _put_country(name, country, poles, acts, put)
        for group, public in country.publics.items():
            _put_public(f"{name}.{group}", public, poles, put)
    for name, dispute in disputes.items():
        put("tension", dispute.tension, name)
        put("rest", dispute.tension if dispute.rest is None else dispute.rest, name)
        for country_name, salience in dispute.salience.items():
            put("salience", salience, name, country_name)
    for name, act in acts.items():
        put("difficulty", 0.0 if act.difficulty is None else act.difficulty, name)
        put("open", float(act.open), name)
        for country_name, term in act.terms.items():
            put("kind_term", term, name, country_name)
        for votes, quantity in _WORLD_SUPPORT.items() if act.world_support is not None else ():
            put(quantity, getattr(act.world_support, votes), name)
    return put.values


class _Putter:
    def __init__(self, layout: Layout, values: np.ndarray) -> None:
        self.layout, self.values = layout, values

    def __call__(self, quantity: str, value: float, *agents: str) -> None:
        self.values[self.layout.slot(quantity, *agents)] = value


def _put_world(case: Case, put: _Putter) -> None:
    world = case.world
    for key in type(world).model_fields:
        value = getattr(world, key)
        put(key, world.hub_price if value is None else value)
    for (section, key), quantity in _OF_SECTION.items():
        value = getattr(getattr(case, section), key)
        if not isinstance(value, str):
            put(quantity, value)


def _put_country(name: str, country: Any, poles: Any, acts: Any, put: _Putter) -> None:
    government, gas = country.government, country.gas
    for quantity in OF_COUNTRY:
        put(quantity, getattr(country, quantity), name)
    for quantity, course in courses_of(country).items():
        if not isinstance(course, str):
            put(quantity, course, name)
    if government.partner is not None:
        put("partner_weight", government.partner.weight, name)
    put("unexplained", country.terms.alignment or 0.0, name)
    put("act_term", country.terms.acts, name)
    put("declaration_term", country.terms.declarations, name)
    put("partner_in_office", 1.0, name)  # whoever is given a weight later comes in with the first government
    put("demand", gas.demand, name)
    put("gas_dependence", gas.dependence, name)
    put("alternative", gas_alternative(gas), name)
    put("minimum_take", gas.minimum_take, name)
    put("next_contract_months", float(gas.next_contract.months), name)
    put("next_indexation", gas.next_contract.indexation, name)
    for field in OF_COUNTRY_AND_POLE:
        for pole, value in getattr(country, field).items():
            put(field, value, pole, name)
    for field, declared in put.layout.names.own.quantities.items():
        if declared.dims == ("country",):
            put(field, getattr(country, field), name)
            continue
        for pole in poles:
            put(field, getattr(country, field).get(pole, declared.start or 0.0), pole, name)
    for peer, tie in country.ties.items():
        put("ties", tie, name, peer)
    for act in country.joined:
        put("joined", 1.0, act, name)
        against = acts[act].against
        if against is not None:
            put("answered", 1.0, against, name)


def gas_alternative(gas: Any) -> float:
    """Capacity to buy from others: the file's, or what is bought from others now."""
    return float(gas.demand * (1.0 - gas.dependence) if gas.alternative is None else gas.alternative)


def _put_words(case: Case, put: _Putter) -> None:
    """What a file says in words, as the constants of the rules have it."""
    parameters = parameters_of(case, switches=False)
    slots, constants = _words(put.layout, case.countries, case.acts, case.declarations)
    put.values[slots] = [getattr(parameters, constant) for constant in constants]


@made_once
def _words(layout: Layout, countries: Any, acts: Any, declarations: Any) -> tuple[np.ndarray, list[str]]:
    """Slots whose values are words, or left to the rules, and the constants that these stand for."""
    found = [
        (layout.slot(quantity, name), constant_of(quantity, course))
        for name, country in countries.items()
        for quantity, course in courses_of(country).items()
        if isinstance(course, str)
    ]
    found += [
        (layout.slot("difficulty", name), "sanctions_difficulty")
        for name, act in acts.items()
        if act.kind == "sanctions" and act.difficulty is None
    ]
    if isinstance(declarations.hard_share, str):
        found.append((layout.slot("hard_share"), constant_of("hard_share", declarations.hard_share)))
    return np.array([slot for slot, _ in found], dtype=np.int64), [constant for _, constant in found]


def _put_contract(name: str, country: Any, case: Case, put: _Putter) -> None:
    """The gas contract in force at the start: the file's, or one struck then."""
    gas, hub, start = country.gas, case.world.hub_price, month_number(case.clock.start)
    signed = gas.contract.price if gas.contract else hub * (1.0 - _first_discount(name, country, case))
    until = month_number(gas.contract.until) + 1 if gas.contract else start + gas.next_contract.months
    put("signed_price", signed, name)
    put("contract_price", signed, name)
    put("hub_at_signing", hub, name)
    put("indexation", gas.contract.indexation if gas.contract else gas.next_contract.indexation, name)
    put("contract_months", float(until - start), name)


def _first_discount(name: str, country: Any, case: Case) -> float:
    """The discount of a contract struck at the start, for a country whose file gives none."""
    seller = country.gas.seller
    if seller is None or seller not in case.levers:
        return 0.0
    parameters = parameters_of(case)
    against = [act for act in country.joined if case.acts[act].against == seller]
    left = 1.0 - parameters.discount_withdrawn if against else 1.0
    offer = bid(parameters.bidding, case.world.rivalry, country.alignment)
    near = closeness(country.alignment, case.poles[seller].position)
    spare = gas_alternative(country.gas)
    captive = captivity(parameters.captive_buyer, country.gas.dependence, uncovered_share(country.gas.demand, spare))
    return discount(lever_towards(case, seller, "gas_discount", name) * left * captive, near, offer)


def _put_public(label: str, public: Any, poles: Any, put: _Putter) -> None:
    """What is known of a public whatever the rules' constants; the cuts are those of one that is not polled."""
    put("share", public.share, label)
    put("kinship", public.kinship if public.kin is not None else 0.0, label)
    for pole in poles:
        poll = public.poll.get(pole)
        put("favourability", public.favourability.get(pole, 0.0) if poll is None else _favourability(poll), label, pole)
        for quantity, cut in zip(_CUTS, (1.5, 0.0, -1.5), strict=True):
            put(quantity, cut, label, pole)


@made_once
def _polls(layout: Layout, poles: Any, countries: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every poll the slots of its cuts, its favourability, and the log odds of its shares.

    Each has an entry a cut, which is slope x favourability - log odds.
    """
    rows = [
        (layout.slot(quantity, f"{name}.{group}", pole), _favourability(poll), _logit(share))
        for name, country in countries.items()
        for group, public in country.publics.items()
        for pole, poll in public.poll.items()
        if pole in poles
        for quantity, share in zip(_CUTS, _at_least(poll), strict=True)
    ]
    slots, favourability, logits = np.array(rows, dtype=np.float64).reshape(len(rows), 3).T
    return slots.astype(np.int64), favourability, logits


def _favourability(poll: Any) -> float:
    return net_orientation(poll.ally, poll.partner, poll.rival, poll.adversary)


def _at_least(poll: Any) -> tuple[float, float, float]:
    """Shares that see the pole as an ally, as a partner or better, as a rival or better."""
    return poll.ally, poll.ally + poll.partner, poll.ally + poll.partner + poll.rival


def _logit(share: float) -> float:
    kept = min(1.0 - _SMALLEST_SHARE, max(_SMALLEST_SHARE, share))
    return log(kept / (1.0 - kept))


def _put_levers(case: Case, put: _Putter) -> None:
    names = put.layout.names
    rows = np.array([_lever_rows(case.levers.get(pole), put.layout) for pole in names.pole])
    for number, lever in enumerate(declared_in(Levers)):
        put.values[put.layout.block(lever)] = rows[:, number].reshape(-1)


@made_once
def _lever_rows(levers: Any, layout: Layout) -> list[list[float]]:
    """The start value of each lever of a pole towards each country."""
    return [lever_towards_all(levers, lever, layout.names.country) for lever in declared_in(Levers)]


def structure_of(case: Case, layout: Layout, wrap: Any) -> Structure:
    """Who belongs to whom, and the known calendar."""
    parts = (case.clock, case.poles, case.countries, case.disputes, case.acts, case.declarations, case.hub_series)
    return Structure(*(wrap(column.copy()) for column in _structure(layout, *parts)))


@made_once
def _structure(
    layout: Layout,
    clock: Clock,
    poles: Any,
    countries: Any,
    disputes: Any,
    acts: Any,
    declarations: Any,
    hub_series: Any,
) -> Structure:
    names = layout.names
    country, pole = names.country, names.pole
    publics = [label.split(".", 1) for label in names.public]
    kin = [countries[c].publics[g].kin for c, g in publics]
    sellers = [countries[c].gas.seller for c in country]
    against = [acts[a].against for a in names.act]
    due, until = _elections([countries[name].government.elections for name in country], clock)
    party = [[int(c in disputes[d].between) for c in country] for d in names.dispute]
    pole_party = [[int(p in disputes[d].between and p not in country) for p in pole] for d in names.dispute]

    def ints(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    return Structure(
        position=np.array([poles[p].position for p in pole]),
        side=ints([side_of(poles[p].position) for p in pole]),
        seller=ints([pole.index(s) if s else -1 for s in sellers]),
        public_country=ints([country.index(c) for c, _ in publics]),
        public_kin=ints([country.index(k) if k else -1 for k in kin]),
        party=np.array(party, dtype=np.int64).reshape(len(names.dispute), len(country)),
        pole_party=np.array(pole_party, dtype=np.int64).reshape(len(names.dispute), len(pole)),
        act_interval=ints([interval_months(acts[a].every or _DEFAULT_ROUNDS[acts[a].kind]) for a in names.act]),
        act_sticky=ints([int(acts[a].sticky) for a in names.act]),
        act_against=ints([pole.index(p) if p else -1 for p in against]),
        act_kind=ints([_KINDS[acts[a].kind] for a in names.act]),
        act_side=ints([_asking(acts[a].towards, poles) for a in names.act]),
        act_renew=ints([interval_months(acts[a].renew or _RENEWAL) for a in names.act]),
        declarations_side=ints([_asking(declarations.towards, poles)]),
        election_due=due,
        months_to_election=until,
        hub_observed=_observed(hub_series or {}, clock),
        effort=ints([layout.start[lever] for lever in OF_EFFORT]),
    )


def side_of(position: float) -> int:
    """The side of the axis on which a pole stands."""
    return ABOVE if position > 0.0 else BELOW if position < 0.0 else MIDDLE


def _asking(towards: str | None, poles: Any) -> int:
    """The side that asks for something: that of the pole it leads towards, the one above 0 unless said."""
    return ABOVE if towards is None else side_of(poles[towards].position)


def _observed(prices: dict[str, float], clock: Clock) -> np.ndarray:
    """The hub price by month of the run; 0 where none is known."""
    observed = np.zeros(clock.months + 1)
    for month, price in prices.items():
        t = month_number(month) - month_number(clock.start) + 1
        if 1 <= t <= clock.months:
            observed[t] = price
    return observed


def _elections(dates_of: list[list[str]], clock: Clock) -> tuple[np.ndarray, np.ndarray]:
    """Whether each country votes in a month, and how many months it is to the next vote: (month, country)."""
    months, start = clock.months, month_number(clock.start)
    due = np.zeros((months + 1, len(dates_of)), dtype=np.int64)
    until = np.full((months + 1, len(dates_of)), NO_ELECTION)
    for c, written in enumerate(dates_of):
        dates = sorted(month_number(date) - start + 1 for date in written)
        for date in dates:
            if 1 <= date <= months:
                due[date, c] = 1
        for t in range(months + 1):
            ahead = [date - t for date in dates if date >= t]
            until[t, c] = ahead[0] if ahead else NO_ELECTION
    return due, until


def world_of(
    case: Case, layout: Layout, start: np.ndarray, lanes: int, parameters: Parameters, wrap: Any = memoryview
) -> tuple[World, np.ndarray]:
    """A world of some lanes, all at the same start, and the array its numbers live in.

    Parameters
    ----------
    start : shape (slots,)
    lanes : replicates side by side
    wrap : `memoryview` for plain Python (element access gives Python floats), the identity for compiled code
    """
    values = np.ascontiguousarray(np.repeat(start[:, None], lanes, axis=1))
    world = World(
        values=wrap(values),
        state=layout.views(values, State, wrap),
        levers=layout.views(values, Levers, wrap),
        profile=layout.views(values, Profile, wrap),
        parameters=parameters,
        structure=structure_of(case, layout, wrap),
        timeline=timeline_of(case, layout, wrap),
        policies=policies_of(case, layout, wrap),
        scratch=scratch_for(layout, lanes, wrap),
        chance=chance_for(layout, lanes, wrap),
        own=_own_of(case, lambda name: wrap(layout.view(values, name))),
        lanes=lanes,
    )
    return world, values


def _own_of(case: Case, view: Any) -> Any:
    """The numbers of a modeller's own mechanisms; none in most cases."""
    if not case.own.mechanisms:
        return Own()
    return case.own.numbers(case.parameters.model_dump(), case.switches.model_dump(), view)
