"""Everything a month reads and writes."""

from collections import namedtuple
from itertools import product
from math import prod
from typing import Any, NamedTuple

import numpy as np

from twochairs.engine.chance import STREAMS, agent_key, stream_number, uniforms
from twochairs.errors import NotFinite
from twochairs.world.additions import Own
from twochairs.world.layout import Layout
from twochairs.world.levers import Levers
from twochairs.world.parameters import Parameters
from twochairs.world.profile import Profile
from twochairs.world.quantity import Array
from twochairs.world.state import State

SET, ADD, RAMP = 0, 1, 2
PLAIN, VOTE, SANCTIONS = 0, 1, 2
"""Kinds of act."""
ABOVE, BELOW, MIDDLE = 0, 1, 2
"""Sides of the axis."""
SIDES = 3
MONTH = 1.0 / 12.0
NO_ELECTION = 1e6


class Structure(NamedTuple):
    """Who belongs to whom, and what is known of the calendar beforehand. Integers unless said."""

    position: Array  # (pole,) float64, on the axis
    side: Array  # (pole,) ABOVE, BELOW or MIDDLE
    seller: Array  # (country,) pole, or -1
    public_country: Array  # (public,)
    public_kin: Array  # (public,) country, or -1
    party: Array  # (dispute, country) 1 for a party
    pole_party: Array  # (dispute, pole) 1 for a party
    act_interval: Array  # (act,) months
    act_sticky: Array  # (act,) 1 for once and for all
    act_against: Array  # (act,) pole, or -1
    act_kind: Array  # (act,) PLAIN, VOTE or SANCTIONS
    act_side: Array  # (act,) ABOVE or BELOW, that of whoever asks
    act_renew: Array  # (act,) months
    declarations_side: Array  # (1,) ABOVE or BELOW
    election_due: Array  # (month, country) 1 in the month of an election
    months_to_election: Array  # (month, country) float64
    hub_observed: Array  # (month,) float64, USD/1000 m3; 0 where none
    effort: Array  # (lever that costs effort,) slot of its first number


class Timeline(NamedTuple):
    """Effects by month: rows first[t] to first[t + 1] of the columns."""

    first: Array  # (month + 1,)
    slot: Array
    op: Array  # SET, ADD or RAMP
    value: Array  # float64
    last: Array  # month a ramp ends
    event: Array  # random event the effect waits for, or -1
    probability: Array  # (event,) float64
    low: Array  # (slot,) float64
    high: Array  # (slot,) float64


class Policies(NamedTuple):
    """Programs: when a policy acts, and what it then sets."""

    interval: Array  # (policy,) months
    when_start: Array  # (policy,)
    when_stop: Array
    first_action: Array  # (policy + 1,)
    action_slot: Array
    action_start: Array
    action_stop: Array
    code: Array
    number: Array  # float64
    outcome: Array  # (action,) float64 scratch
    stack: Array  # float64 scratch


class Scratch(NamedTuple):
    """Sums a phase needs on the way; nothing in it outlives a month."""

    said: Array  # (public, pole, lane)
    said_weight: Array
    added: Array
    push: Array  # (dispute, lane)
    mediation: Array
    peer_place: Array  # (country, lane)
    peer_weight: Array
    tie_sum: Array
    crisis: Array  # salience-weighted tension
    worst: Array  # tension of the worst dispute
    undelivered: Array
    support: Array  # of all poles for other gas
    effort: Array  # lever-years a year of one pole
    neighbour_foothold: Array  # (pole, country, lane)
    neighbour_tension: Array
    contested: Array  # salience-weighted tension of disputes with the pole
    next_alignment: Array
    asked: Array  # (act, lane) 1 where the act is asked for this month
    yes_above: Array  # difficulty of the act this month
    no_below: Array  # readiness below which a vote is rather no
    of_side: Array  # (side, lane)
    offer_of_side: Array
    drawn_of_side: Array
    pressed: Array  # (side, country, lane)
    favoured: Array
    rival_owned: Array  # (pole, country, lane) energy firms that sanctions of the pole could take
    tied: Array  # (country, peer) int64, lanes in which the first watches the second
    trials: Array  # (lane,) declarations of one kind that are made
    odds: Array  # (lane,) of joining one of them, or of not joining if that is rarer
    turned: Array  # (lane,) 1 where that is rarer
    drawn: Array
    mass: Array
    below: Array
    counted: Array


def _by_stream(name: str) -> Any:
    return namedtuple(name, ("every", *STREAMS))


Draws: Any = _by_stream("Draws")
"""Uniform numbers in (0, 1) for every month, (month, agents..., lane) by stream; 0.5 throughout without noise.

`every` is all of them, (month, draw, lane); those of the streams are views of it.
"""
Chance: Any = _by_stream("Chance")
"""The draws of one month: those of `Draws` without their first dimension."""


class World(NamedTuple):
    """One chunk of lanes (replicates side by side) of one scenario; all arrays share `values`."""

    values: Array  # (slot, lane)
    state: State
    levers: Levers
    profile: Profile
    parameters: Parameters
    structure: Structure
    timeline: Timeline
    policies: Policies
    scratch: Scratch
    chance: Chance
    own: Own
    lanes: int


def chance_for(layout: Layout, lanes: int, wrap: Any) -> Chance:
    """Room for the draws of one month; 0.5 throughout, which is no noise."""
    shapes = {stream: [len(layout.names.along(dim)) for dim in dims] for stream, dims in STREAMS.items()}
    ends = np.cumsum([prod(shape) for shape in shapes.values()])
    every = np.full((int(ends[-1]), lanes), 0.5)
    views = {
        stream: wrap(part.reshape(*shape, lanes))
        for (stream, shape), part in zip(shapes.items(), np.split(every, ends[:-1]), strict=True)
    }
    return Chance(every=wrap(every), **views)


def agent_keys(keys: dict[str, list[str]], stream: str) -> list[int]:
    """Keys of the agents a stream draws for, in the layout's order.

    Parameters
    ----------
    keys : noise keys by dimension (country, dispute, act, event)
    """
    dims = STREAMS[stream]
    return [agent_key(*names) for names in product(*(keys[dim] for dim in dims))]


def draw_keys(keys: dict[str, list[str]]) -> tuple[list[int], list[int]]:
    """The stream and the agent of every draw of a month, in the order of `Chance.every`.

    Parameters
    ----------
    keys : noise keys by dimension (country, dispute, act, event)
    """
    agents = {stream: agent_keys(keys, stream) for stream in STREAMS}
    streams = [stream_number(stream) for stream, of_stream in agents.items() for _ in of_stream]
    return streams, [key for of_stream in agents.values() for key in of_stream]


def scratch_for(layout: Layout, lanes: int, wrap: Any) -> Scratch:
    """Fresh scratch arrays."""
    names = layout.names
    countries, poles = len(names.country), len(names.pole)
    publics, disputes, acts = len(names.public), len(names.dispute), len(names.act)
    opinion, country = (publics, poles, lanes), (countries, lanes)
    by_pole = (poles, countries, lanes)
    shapes = [opinion] * 3 + [(disputes, lanes)] * 2 + [country] * 8 + [by_pole] * 3 + [country]
    shapes += [(acts, lanes)] * 3 + [(SIDES, lanes)] * 3 + [(SIDES, *country)] * 2 + [by_pole]
    tied = np.zeros((countries, countries), dtype=np.int64)
    lane = [np.zeros(lanes) for _ in range(7)]
    return Scratch(*(wrap(array) for array in (*map(np.zeros, shapes), tied, *lane)))


def draws_for(
    layout: Layout, keys: dict[str, list[str]], seed: int, replicates: list[int], months: int, noise: bool, wrap: Any
) -> Draws:
    """The draws of some replicates, one lane each.

    Parameters
    ----------
    keys : noise keys by dimension (country, dispute, act, event), in the layout's order
    seed, replicates, months : as for `chance.uniforms`; months counts from 0, the start
    noise : False gives 0.5 everywhere
    """

    shapes = {stream: tuple(len(keys[dim]) for dim in dims) for stream, dims in STREAMS.items()}
    ends = np.cumsum([prod(shape) for shape in shapes.values()])
    every = np.full((months, int(ends[-1]), len(replicates)), 0.5)
    parts = dict(zip(shapes, np.split(every, ends[:-1], axis=1), strict=True))
    for stream, part in parts.items() if noise else ():
        agents = agent_keys(keys, stream)
        for lane, replicate in enumerate(replicates):
            part[:, :, lane] = uniforms(seed, replicate, months, stream, agents)
    views = {stream: wrap(part.reshape(months, *shapes[stream], len(replicates))) for stream, part in parts.items()}
    return Draws(every=wrap(every), **views)


def check_finite(values: np.ndarray, layout: Layout, month: str, replicates: list[int]) -> None:
    """Raise where a number of the world is not finite; levers and profile, which are causes, are named first.

    Raises
    ------
    NotFinite : naming the quantity, the agent, the month and the replicate
    """
    if np.isfinite(values).all():
        return
    bad = np.argwhere(~np.isfinite(values))
    causes = bad[bad[:, 0] >= layout.start[Levers._fields[0]]]
    slot, lane = causes[0] if len(causes) else bad[0]
    quantity, agents = layout.whose(int(slot))
    raise NotFinite(quantity, ", ".join(agents), month, replicates[int(lane)])
