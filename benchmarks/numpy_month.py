"""The whole month in NumPy, over (agent, lane), as one would write it: NumPy's own exp and tanh, sums along axes.

It works on the world's arrays. It takes no random events and no policies, and is not the same bits as the engine: its
elementary functions differ in the last place.
"""

from typing import Any

import numpy as np
from scipy.special import expit, ndtri

from twochairs.engine.chance import uniform
from twochairs.engine.compiled import Keys
from twochairs.rules.alignment import LARGE
from twochairs.world import mechanisms as term
from twochairs.world.layout import MONTHS_REMEMBERED
from twochairs.world.phases.acts import HARD_COST
from twochairs.world.world import ABOVE, ADD, BELOW, MONTH, RAMP, SANCTIONS, SIDES, VOTE, World

Array = Any


def months(world: World, draws: Keys, watched: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Run a world from its start, as `twochairs.engine.compiled.Kernel.months` does."""
    spoiled = np.zeros(world.lanes, dtype=np.int64)
    undelivered = np.zeros_like(world.state.alignment)
    read_start(world, undelivered)
    kept[0] = world.values[watched]
    for t in range(1, len(kept)):
        if draws.noise:
            _draw(t, world, draws)
        month(t, world, undelivered)
        spoiled[(spoiled == 0) & ~np.isfinite(world.values).all(axis=0)] = t
        kept[t] = world.values[watched]
    return spoiled


def read_start(world: World, undelivered: Array) -> None:
    """Everything that follows from the state at the start."""
    _bids(world)
    _savings(world, undelivered)
    _heard(world)
    _polls(world)
    worst = _target(0, world, *_dispute_odds(world)[1:])
    _joining(world)
    _expected_declarations(world)
    _requirements(world)
    _outcomes(world, worst)


def month(t: int, world: World, undelivered: Array) -> None:
    """One month of every lane."""
    _timeline(t, world)
    _bids(world)
    _hub_price(t, world)
    _contracts(world)
    _dependence(world)
    _savings(world, undelivered)
    _footholds(world)
    _heard(world)
    world.state.favourability[:] = _toward(
        world.state.favourability, world.state.heard, world.parameters.favourability_rate
    )
    _polls(world)
    crisis, worst = _disputes(world)
    _elections(t, world)
    _target(t, world, crisis, worst)
    _alignments(world)
    asked = _rounds(world)
    _acts(world, asked, *_joining(world))
    _declarations(t, world)
    _requirements(world)
    _accession(world, worst)
    _outcomes(world, worst)
    _costs(world, undelivered)


def _draw(t: int, world: World, draws: Keys) -> None:
    shape = world.chance.every.shape
    keys = (draws.seed, draws.stream[:, None], np.uint64(t) | draws.replicate[None, :], draws.agent[:, None])
    with np.errstate(over="ignore"):
        world.chance.every[:] = uniform(*(np.broadcast_to(np.asarray(key, dtype=np.uint64), shape) for key in keys))


def _toward(x: Array, goal: Array, rate: Array) -> Array:
    return goal + (x - goal) * np.exp(-rate * MONTH)


def _positions(world: World) -> Array:
    """Shape (pole, 1, 1)."""
    return world.structure.position[:, None, None]


def _closeness(world: World) -> Array:
    """Shape (pole, country, lane)."""
    return 1.0 - 0.5 * np.abs(world.state.alignment - _positions(world))


def _timeline(t: int, world: World) -> None:
    timeline, values = world.timeline, world.values
    world.state.news[:] = _toward(world.state.news, 0.0, world.parameters.news_fading)
    for row in range(timeline.first[t], timeline.first[t + 1]):
        slot, op, value = timeline.slot[row], timeline.op[row], timeline.value[row]
        left = timeline.last[row] - t + 1
        if slot < 0:
            continue
        new = values[slot] + value if op == ADD else np.full(world.lanes, value)
        if op == RAMP and left > 1:
            new = values[slot] + (value - values[slot]) / left
        values[slot] = np.clip(new, timeline.low[slot], timeline.high[slot])


def _bids(world: World) -> None:
    a = world.state.alignment
    world.state.bid[:] = 1.0 + world.parameters.bidding * world.profile.rivalry * (1.0 - a * a)


def _hub_price(t: int, world: World) -> None:
    state, profile = world.state, world.profile
    decay = np.exp(-profile.hub_reversion * MONTH)
    spread = profile.hub_volatility * np.sqrt((1.0 - decay * decay) / (2.0 * profile.hub_reversion))
    goal = np.log(profile.hub_level)
    price = np.exp(goal + (np.log(state.hub_price) - goal) * decay + spread * ndtri(world.chance.hub))
    observed = world.structure.hub_observed[t]
    state.hub_price[:] = np.clip(observed if observed > 0.0 else price, 1.0, 1e5)
    state.hub_slow[:] = _toward(state.hub_slow, state.hub_price, np.log(2.0) / world.parameters.hub_half_life)


def _sold(world: World) -> tuple[Array, Array]:
    """Countries with a seller, and the seller of each."""
    buyers = np.flatnonzero(world.structure.seller >= 0)
    return buyers, world.structure.seller[buyers]


def _uncovered(world: World) -> Array:
    """Share of each country's demand that nobody but the seller could deliver."""
    demand, alternative = world.profile.demand, world.profile.alternative
    return np.where(demand == 0.0, 0.0, np.clip(1.0 - alternative / np.maximum(demand, 1e-9), 0.0, 1.0))


def _contracts(world: World) -> None:
    state, hub, parameters, (c, p) = world.state, world.state.hub_price, world.parameters, _sold(world)
    captivity = 1.0 - parameters.captive_buyer * state.gas_dependence[c] * _uncovered(world)[c]
    offered = world.levers.gas_discount[p, c] * (1.0 - parameters.discount_withdrawn * state.answered[p, c]) * captivity
    struck = hub * (1.0 - np.clip(offered * _closeness(world)[p, c] * state.bid[c], 0.0, 0.8))
    left = state.contract_months[c] - 1.0
    ended = left < 0.0
    state.signed_price[c] = np.where(ended, struck, state.signed_price[c])
    state.hub_at_signing[c] = np.where(ended, hub, state.hub_at_signing[c])
    state.indexation[c] = np.where(ended, world.profile.next_indexation[c], state.indexation[c])
    state.contract_months[c] = np.where(ended, world.profile.next_contract_months[c] - 1.0, left)


def _dependence(world: World) -> None:
    state, profile, parameters, (c, _) = world.state, world.profile, world.parameters, _sold(world)
    now, demand = state.gas_dependence[c], profile.demand[c]
    support = np.clip(world.levers.diversification_support.sum(axis=0)[c], 0.0, 1.0)
    held = np.maximum(profile.minimum_take[c], _uncovered(world)[c])
    goal = np.where(demand > 0.0, np.minimum(held, now), 0.0)
    faster = 1.0 + parameters.support_effect * support + parameters.rivalry_effect * profile.rivalry
    state.gas_dependence[c] = _toward(now, goal, parameters.dependence_rate * faster)


def _savings(world: World, undelivered: Array) -> None:
    state, profile, hub, (c, p) = world.state, world.profile, world.state.hub_price, _sold(world)
    state.gas_bill[:] = 0.001 * profile.demand * hub
    supply, dependence, demand = world.levers.gas_supply[p, c], state.gas_dependence[c], profile.demand[c]
    indexation = state.indexation[c]
    price = state.signed_price[c] * ((1.0 - indexation) + indexation * (hub / state.hub_at_signing[c]))
    delivered = dependence * supply
    state.contract_price[c] = price
    state.energy_saving[c] = 0.1 * demand * delivered * (state.hub_slow - price) / profile.gdp[c]
    state.cutoff_loss[c] = 0.1 * demand * dependence * (1.0 - supply) * hub / profile.gdp[c]
    state.gas_bill[c] = 0.001 * demand * (delivered * price + (1.0 - delivered) * hub)
    undelivered[c] = np.where(demand > 0.0, dependence * (1.0 - supply), 0.0)


def _footholds(world: World) -> None:
    near, parameters = _closeness(world), world.parameters
    growth = parameters.foothold_growth * world.profile.openness * world.levers.influence_effort * near
    total = growth + parameters.foothold_retreat * (0.2 + 0.8 * (1.0 - near))
    world.state.foothold[:] = _toward(world.state.foothold, growth / np.where(total > 0.0, total, 1.0), total)


def _heard(world: World) -> None:
    """Shape (pole, public, lane) throughout, turned at the end."""
    state, levers, parameters = world.state, world.levers, world.parameters
    c, kin, position = world.structure.public_country, world.structure.public_kin, world.structure.position
    freedom = world.profile.media_freedom
    support = np.clip(levers.media_support.sum(axis=0), 0.0, 1.0)
    state.free_media[:] = freedom + (1.0 - freedom) * parameters.media_support_effect * support
    free = state.free_media[c]
    course = 1.0 - np.abs(state.alignment[c] - position[:, None, None])
    said = parameters.media_weight * ((1.0 - free) * course + free * state.news[:, None])
    heed = np.where(kin[:, None] >= 0, parameters.kin_weight * world.profile.kinship, 0.0)
    said += heed * (1.0 - np.abs(state.alignment[kin] - position[:, None, None]))
    loud = parameters.influence_strength * (state.foothold * levers.influence_effort)[:, c] * (1.0 - free)
    about = 1.0 - np.abs(position[:, None] - position)
    said += (about[:, :, None, None] * loud).sum(axis=1)
    weight = parameters.media_weight + heed + loud.sum(axis=0)
    sells = (world.structure.seller == np.arange(len(position))[:, None])[:, :, None]
    felt = levers.pressure * (1.0 - _closeness(world))
    added = parameters.aid_effect * levers.aid_visibility * np.tanh(levers.aid * state.bid)
    gas = np.tanh(0.5 * state.energy_saving) - np.tanh(0.5 * state.cutoff_loss)
    added += parameters.gas_effect * np.where(sells, gas, 0.0)
    added -= parameters.backlash_strength * felt * (1.0 - 0.6666666666666666 * state.free_media)
    added -= parameters.dispute_resentment * _contested(world)
    said += parameters.attitude_weight * world.profile.attitude.transpose(1, 0, 2)
    heard = np.clip(said / (weight + parameters.attitude_weight) + added[:, c], -1.0, 1.0)
    state.heard[:] = heard.transpose(1, 0, 2)


def _polls(world: World) -> None:
    state, profile, position = world.state, world.profile, world.structure.position
    latent = world.parameters.poll_slope * state.favourability
    ally, partner, rival = (expit(latent - cut) for cut in (profile.cut_ally, profile.cut_partner, profile.cut_rival))
    state.ally[:], state.partner[:] = ally, partner - ally
    state.rival[:], state.adversary[:] = rival - partner, 1.0 - rival
    reach = np.abs(position).sum() or 1.0
    orientation = np.clip((position[:, None] * state.favourability).sum(axis=1) / reach, -1.0, 1.0)
    state.orientation[:] = orientation
    state.public_position[:] = 0.0
    np.add.at(state.public_position, world.structure.public_country, profile.share * orientation)
    np.clip(state.public_position, -1.0, 1.0, out=state.public_position)


def _dispute_odds(world: World) -> tuple[Array, Array, Array]:
    """Mediation, and what tension means to each country: weighted by salience, and that of the worst."""
    state, parameters, party = world.state, world.parameters, world.structure.party.astype(float)
    push = np.tensordot(party, (state.foothold * world.levers.influence_effort).sum(axis=0), 1)
    mediation = np.tensordot(party / party.sum(axis=1)[:, None], world.levers.mediation.sum(axis=0), 1)
    rate = parameters.incident_base + parameters.incident_self * state.tension + parameters.incident_push * push
    state.incident_probability[:] = 1.0 - np.exp(-rate * MONTH)
    return np.clip(mediation, 0.0, 1.0), *_crises(world)


def _crises(world: World) -> tuple[Array, Array]:
    felt = np.where(world.structure.party[:, :, None], world.profile.salience * world.state.tension[:, None], 0.0)
    return felt.sum(axis=0), felt.max(axis=0, initial=0.0)


def _contested(world: World) -> Array:
    """What each country's disputes with each pole mean to it, shape (pole, country, lane)."""
    party, pole_party = world.structure.party.astype(float), world.structure.pole_party.astype(float)
    return np.einsum(
        "dp,dck->pck", pole_party, party[:, :, None] * world.profile.salience * world.state.tension[:, None]
    )


def _disputes(world: World) -> tuple[Array, Array]:
    state, parameters = world.state, world.parameters
    mediation = _dispute_odds(world)[0]
    state.incident[:] = world.chance.incident < state.incident_probability
    rate = parameters.tension_decay * (1.0 + parameters.mediation_effect * mediation)
    calm = _toward(state.tension, world.profile.rest, rate)
    state.tension[:] = np.clip(calm + state.incident * parameters.incident_jump * (1.0 - calm), 0.0, 1.0)
    return _crises(world)


def _elections(t: int, world: World) -> None:
    state, parameters = world.state, world.parameters
    course, challenger = state.course.copy(), state.challenger.copy()
    nearer = np.abs(course - state.public_position) - np.abs(challenger - state.public_position)
    odds = expit(parameters.election_sharpness * nearer - parameters.incumbency * (1.0 - state.free_media))
    held = (world.structure.election_due[t][:, None] == 1) | (state.election_called > 0.0)
    change = (world.chance.election < odds * held * parameters.elections_held) & (challenger != course)
    state.course[:], state.challenger[:] = np.where(change, challenger, course), np.where(change, course, challenger)
    state.partner_in_office[:] = np.where(change, 1.0 - state.partner_in_office, state.partner_in_office)
    state.governments[:] += change
    state.election_called[:] = 0.0


def _target(t: int, world: World, crisis: Array, worst: Array) -> Array:
    state = world.state
    _threats(world, crisis)
    state.contribution[:] = 0.0
    rival_owned = _welfare(world)
    _favours(world)
    _anchors(t, world)
    _offers(world)
    _demands(world, rival_owned)
    np.add.at(state.contribution[term.STREET], world.structure.public_country, _street(world))
    state.contribution[term.UNEXPLAINED] = world.profile.unexplained
    state.target[:] = state.contribution.sum(axis=0)
    return worst


def _threats(world: World, crisis: Array) -> None:
    ties, foothold, parameters = world.profile.ties, world.state.foothold, world.parameters
    near = np.einsum("cjk,pjk->pck", ties, foothold)
    tense = np.einsum("cjk,pjk->pck", ties, foothold * crisis)
    felt = world.profile.exposure + near * (1.0 + tense / np.where(near > 0.0, near, 1.0))
    felt += parameters.dispute_threat * _contested(world)
    world.state.threat[:] = np.clip(felt, 0.0, 1.0) * (1.0 - _closeness(world))


def _welfare(world: World) -> Array:
    """Material stakes; back comes what energy sanctions of each pole could take."""
    state, levers, profile, parameters = world.state, world.levers, world.profile, world.parameters
    rivals = 0.5 * np.abs(world.structure.position[:, None] - world.structure.position)
    rival_owned = np.einsum("po,ock->pck", rivals, profile.energy_ownership)
    rival_owned /= np.maximum(rival_owned, 1.0)
    risk = levers.pressure * (1.0 - _closeness(world)) * profile.trade * parameters.trade_loss
    loss = levers.energy_sanctions * rival_owned * parameters.sanctions_loss
    stakes = levers.aid * state.bid - risk - loss
    state.welfare[:] = state.energy_saving - state.cutoff_loss + stakes.sum(axis=0)
    return rival_owned


def _favours(world: World) -> None:
    state, profile, structure, parameters = world.state, world.profile, world.structure, world.parameters
    (c, p), share = _sold(world), parameters.tension_share
    need = structure.party[:, :, None] * profile.salience * ((1.0 - share) + share * state.tension[:, None])
    neutral = structure.pole_party[:, :, None, None] == 0
    most = np.where(neutral, need[:, None], 0.0).max(axis=0, initial=0.0)
    state.shield[:] = world.levers.patronage * (1.0 - parameters.patron_answer * state.answered) * most
    state.supply_stake[:] = 0.3 * profile.energy_ownership
    delivered = 0.5 + 0.5 * world.levers.gas_supply[p, c]
    state.supply_stake[p, c] += 0.7 * state.gas_dependence[c] * _uncovered(world)[c] * delivered
    state.favours[:] = state.shield + state.supply_stake
    state.favours[p, c] += np.maximum(_response(state.energy_saving[c]), 0.0)


def _by_side(world: World, amount: Array) -> Array:
    """Sums over the poles of each side, shape (side, country, lane)."""
    return np.stack([amount[world.structure.side == side].sum(axis=0) for side in range(SIDES)])


def _most_by_side(world: World, amount: Array) -> Array:
    """The largest of the poles of each side and 0, shape (side, country, lane)."""
    return np.stack([amount[world.structure.side == side].max(axis=0, initial=0.0) for side in range(SIDES)])


def _share_of_one(world: World, amount: Array) -> Array:
    """The poles' amounts, cut to one together where those of a side have more."""
    return amount / np.maximum(_by_side(world, amount), 1.0)[world.structure.side]


def _anchors(t: int, world: World) -> None:
    state, profile, parameters = world.state, world.profile, world.parameters
    nearness = np.exp(-world.structure.months_to_election[t] / parameters.election_horizon)[:, None]
    public = parameters.w_public * (0.3 + 0.7 * profile.accountability)
    bound = parameters.w_commit * _share_of_one(world, 0.5 * (state.accession + profile.alliance))
    anchors = {
        term.GOVERNMENT: (state.course, 1.0),
        term.PARTNER: (
            profile.partner_course,
            parameters.w_partner * profile.partner_weight * state.partner_in_office,
        ),
        term.PUBLIC: (state.public_position, public * (1.0 + parameters.election_boost * nearness)),
        term.PEERS: _peers(world),
    }
    state.weight[:] = sum(weight for _, weight in anchors.values())
    state.weight[:] += bound.sum(axis=0) + parameters.w_middle * profile.hedging
    for mechanism, (place, weight) in anchors.items():
        state.contribution[mechanism] = weight * place / state.weight
    state.contribution[term.COMMITMENT] = (bound * _positions(world)).sum(axis=0) / state.weight


def _peers(world: World) -> tuple[Array, Array]:
    """Place and weight of the peers."""
    state, parameters, ties = world.state, world.parameters, world.profile.ties
    better = (state.welfare[None, :] - state.welfare[:, None]) / parameters.stake_scale
    tilted = ties * (1.0 + parameters.imitation * np.tanh(better))
    total = tilted.sum(axis=1)
    place = (tilted * state.alignment).sum(axis=1) / np.where(total > 0.0, total, 1.0)
    watched = np.minimum(ties.sum(axis=1), 1.0)
    return place, np.where(total > 0.0, parameters.w_peer * watched, 0.0)


def _offers(world: World) -> None:
    """What poles give, and what hangs on them; benefits are drawn from a side."""
    state, levers, profile, parameters = world.state, world.levers, world.profile, world.parameters
    position, bid, (c, p) = _positions(world), state.bid, _sold(world)
    energy = np.zeros_like(levers.aid)
    energy[p, c] = parameters.b_energy * _response(state.energy_saving[c])
    left = 1.0 - parameters.patron_answer * state.answered
    offers = {
        term.ENERGY: energy,
        term.AID: parameters.b_aid * _response(levers.aid * bid),
        term.ACCESSION_OFFER: parameters.b_accession_offer
        * levers.accession_credibility
        * (1.0 - state.accession)
        * bid,
        term.PATRONAGE: parameters.b_patronage * state.shield * bid,
        term.ARMS: parameters.b_arms * levers.arms_supply * left * profile.arms * bid,
        term.SECURITY_GUARANTEE: parameters.b_guarantee * _share_of_one(world, levers.security_guarantee),
    }
    drawn = np.zeros_like(levers.aid)
    for mechanism, amount in offers.items():
        state.contribution[mechanism] = (position * amount).sum(axis=0)
        drawn += np.abs(position) * np.maximum(amount, 0.0)
    west = world.structure.position > 0.0
    state.west_benefit[:], state.east_benefit[:] = drawn[west].sum(axis=0), drawn[~west].sum(axis=0)
    state.contribution[term.SUPPLY] = (position * parameters.b_supply * state.supply_stake).sum(axis=0)
    threat = parameters.b_threat * profile.rivalry * state.threat
    state.contribution[term.THREAT] = -(position * threat).sum(axis=0)


def _demands(world: World, rival_owned: Array) -> None:
    """Pressure and energy sanctions: of the poles of a side the one that draws most."""
    state, levers, parameters, side = world.state, world.levers, world.parameters, world.structure.side
    apart = _positions(world) - state.alignment
    ahead = np.clip(2.0 * levers.accession_credibility, 0.0, 1.0) * (1.0 - state.accession)
    stake = 0.5 * _most_by_side(world, world.profile.trade) + 0.5 * _most_by_side(world, ahead)
    demands = {
        term.PRESSURE: parameters.b_pressure * levers.pressure * stake[side] * apart,
        term.ENERGY_SANCTIONS: parameters.b_energy_sanctions * levers.energy_sanctions * rival_owned * apart,
    }
    for mechanism, move in demands.items():
        up, down = _most_by_side(world, move), _most_by_side(world, -move)
        state.contribution[mechanism] = np.where(up >= down, up, -down).sum(axis=0)


def _response(flow: Array) -> Array:
    return np.tanh(flow / LARGE)


def _street(world: World) -> Array:
    parameters = world.parameters
    gap = world.state.orientation - world.state.alignment[world.structure.public_country]
    push = world.profile.share * np.maximum(np.abs(gap) - parameters.street_tolerance, 0.0)
    return parameters.b_street * np.where(gap > 0.0, push, -push)


def _alignments(world: World) -> None:
    state, rate = world.state, world.parameters.inertia_rate
    spread = world.parameters.alignment_volatility * np.sqrt((1.0 - np.exp(-2.0 * rate * MONTH)) / (2.0 * rate))
    moved = _toward(state.alignment, state.target, rate) + spread * ndtri(world.chance.alignment)
    state.alignment[:] = np.clip(moved, -1.0, 1.0)


def _rounds(world: World) -> Array:
    """Which acts are asked for, shape (act, lane); each round has a term of its own."""
    state, structure, parameters = world.state, world.structure, world.parameters
    spread = np.where(structure.act_kind == VOTE, parameters.vote_spread, 0.0)
    spread = np.where(structure.act_kind == SANCTIONS, parameters.round_spread, spread)[:, None]
    asked = (world.profile.open > 0.0) & (state.months_asked % structure.act_interval[:, None] == 0.0)
    state.round_term[:] = np.where(asked, spread * ndtri(world.chance.round), state.round_term)
    return asked


def _joining(world: World) -> tuple[Array, Array]:
    """How likely each act is; back come its difficulty, shape (act, 1, lane), and the width of doubt, (act, 1, 1)."""
    state, profile, parameters, kind = world.state, world.profile, world.parameters, world.structure.act_kind
    vote, width = kind == VOTE, np.where(kind == SANCTIONS, parameters.sanctions_width, parameters.act_width)
    width = np.where(vote, parameters.vote_width, width)[:, None, None]
    cost = np.where(vote, 0.0, parameters.act_cost)[:, None, None]
    state.readiness[:] = _ready(world, world.structure.act_side, profile.kind_term, cost)
    yes_above, no_below = (above + state.round_term for above in _difficulties(world, vote))
    state.joining_probability[:] = expit((state.readiness - yes_above[:, None]) / width)
    against = expit((no_below[:, None] - state.readiness) / width)
    state.opposing_probability[:] = np.where(vote[:, None, None], against, 0.0)
    return yes_above[:, None], width


def _ready(world: World, asks: Array, own_term: Array, cost: Array) -> Array:
    """Readiness for what some sides ask, shape (of what is asked, country, lane)."""
    state, profile, parameters = world.state, world.profile, world.parameters
    pressed, favoured = _most_by_side(world, world.levers.pressure), _most_by_side(world, state.favours)
    sign = np.where(asks == ABOVE, 1.0, -1.0)[:, None, None]
    ready = sign * (state.alignment + profile.act_term) + own_term
    other = np.where(asks == ABOVE, BELOW, ABOVE)
    return ready + parameters.act_pressure * pressed[asks] - cost * favoured[other]


def _difficulties(world: World, vote: Array) -> tuple[Array, Array]:
    """Where acts divide states, shape (act, lane): of a roll call as the votes of the world say."""
    profile, parameters = world.profile, world.parameters
    voting = profile.world_yes + profile.world_no + profile.world_abstain + 1.0
    yes, no = (profile.world_yes + 0.5) / voting, (profile.world_no + 0.5) / voting
    steepness = parameters.vote_steepness / profile.ideal_point_slope
    above = parameters.vote_shift + steepness * (ndtri(1.0 - yes) - profile.ideal_point_place)
    divides = parameters.vote_shift + parameters.vote_gap + steepness * (ndtri(no) - profile.ideal_point_place)
    below = np.minimum(divides, above - 0.02)
    return np.where(vote[:, None], above, profile.difficulty), np.where(vote[:, None], below, profile.difficulty)


def _acts(world: World, asked: Array, difficulty: Array, width: Array) -> None:
    state, structure, parameters, drawn = world.state, world.structure, world.parameters, world.chance.act
    is_open, asked = world.profile.open[:, None] > 0.0, asked[:, None]
    done = drawn < state.joining_probability * parameters.acts_asked
    stays = (structure.act_sticky == 1)[:, None, None] & (state.joined > done)
    decided = np.where(asked & ~stays, done, state.joined)
    sanctions = (structure.act_kind == SANCTIONS)[:, None, None]
    opposed = np.where(asked, drawn > 1.0 - state.opposing_probability, state.opposed)
    state.opposed[:] = np.where(sanctions, state.opposed, opposed)
    state.reluctance[:] = np.where(asked & sanctions, drawn, state.reluctance)
    staying = expit((state.readiness - (difficulty - parameters.sanctions_habit)) / width)
    likely = np.where(state.joined > 0.0, staying, state.joining_probability)
    months = state.months_asked[:, None]
    renewed = (months > 0.0) & (months % structure.act_renew[:, None, None] == 0.0)
    decides = is_open & ((state.joined <= 0.0) | renewed)
    willing = np.where(decides, likely * parameters.acts_asked > state.reluctance, state.joined)
    state.joined[:] = np.where(sanctions, willing, decided)
    state.answered[:] = 0.0
    for act in np.flatnonzero(structure.act_against >= 0):
        answered = state.answered[structure.act_against[act]]
        np.maximum(answered, state.joined[act], out=answered)
    state.months_asked[:] = np.where(is_open[:, 0], state.months_asked + 1.0, 0.0)


def _events_due(per_year: Array, t: int) -> Array:
    return np.trunc(per_year * (t + 1) / 12.0 + 1e-9) - np.trunc(per_year * t / 12.0 + 1e-9)


def _count_below(u: Array, count: Array, probability: Array) -> Array:
    rare = probability <= 0.5
    p, draw = np.where(rare, probability, 1.0 - probability), np.where(rare, u, 1.0 - u)
    mass = (1.0 - p) ** count
    below, counted = mass.copy(), np.zeros_like(p)
    for i in range(int(count.max(initial=0.0))):
        counted += (draw > below) & (i < count)
        mass *= np.maximum(count - i, 0.0) * p / ((i + 1) * (1.0 - p))
        below += mass
    return np.where(rare, counted, count - counted)


def _likely(world: World) -> Array:
    """Probability that each country joins an easy and a hard declaration, shape (2, country, lane)."""
    parameters, asks = world.parameters, world.structure.declarations_side
    own_term = world.profile.declaration_term + world.state.mood
    cost, difficulty = (
        np.array(kinds)[:, None, None]
        for kinds in (
            (0.0, HARD_COST * parameters.act_cost),
            (parameters.easy_difficulty, parameters.hard_difficulty),
        )
    )
    ready = _ready(world, asks, own_term, cost)
    return expit((ready - difficulty) / parameters.declaration_width) * parameters.acts_asked


def _expected_declarations(world: World) -> None:
    """The year before the start."""
    state, hard_share = world.state, world.profile.hard_share
    easy, hard = _likely(world)
    state.declarations_made[:] = world.profile.declarations_per_year / 12.0
    state.declarations_joined[:] = state.declarations_made[0] * ((1.0 - hard_share) * easy + hard_share * hard)
    _declared_rate(world)


def _declarations(t: int, world: World) -> None:
    state, profile, chance = world.state, world.profile, world.chance
    slot = t % MONTHS_REMEMBERED
    if slot == 1:
        state.mood[:] = world.parameters.declaration_spread * ndtri(chance.mood)
    state.declarations_made[slot], state.declarations_joined[slot] = 0.0, 0.0
    shares = (1.0 - profile.hard_share, profile.hard_share)
    for share, odds, draw in zip(
        shares, _likely(world), (chance.easy_declaration, chance.hard_declaration), strict=True
    ):
        count = _events_due(profile.declarations_per_year * share, t)
        state.declarations_made[slot] += count
        state.declarations_joined[slot] += _count_below(draw, count, odds)
    _declared_rate(world)


def _declared_rate(world: World) -> None:
    made = world.state.declarations_made.sum(axis=0)
    world.state.declared_rate[:] = world.state.declarations_joined.sum(axis=0) / np.where(made > 0.0, made, 1.0)


def _requirements(world: World) -> None:
    parameters = world.parameters
    asked = parameters.required_base + parameters.pressure_requirement * world.levers.pressure
    world.state.required_alignment[:] = np.clip(asked, -1.0, 1.0)


def _accession(world: World, worst: Array) -> None:
    state, parameters = world.state, world.parameters
    course = 1.0 - np.abs(state.alignment - _positions(world))
    fit = expit((course - state.required_alignment) / parameters.requirement_width)
    speed = parameters.accession_speed * world.levers.accession_credibility * fit * (1.0 - worst)
    state.accession[:] = np.clip(state.accession + speed * MONTH, 0.0, 1.0)


def _outcomes(world: World, worst: Array) -> None:
    state, position = world.state, _positions(world)
    total = state.west_benefit + state.east_benefit
    state.hedging_index[:] = (
        2.0 * np.minimum(state.west_benefit, state.east_benefit) / np.where(total > 0.0, total, 1.0)
    )
    paid = 0.5 * np.abs(state.alignment - position) * (world.levers.aid * state.bid)
    state.aid_liability[:] = (np.clip(position, 0.0, 1.0) * paid).sum(axis=0)
    state.tension_liability[:] = worst
    held = (np.clip(-position, 0.0, 1.0) * state.foothold).sum(axis=0)
    state.foothold_liability[:] = np.clip(held, 0.0, 1.0)
    state.liability[:] = state.aid_liability + worst + state.foothold_liability


def _costs(world: World, undelivered: Array) -> None:
    state, levers, profile = world.state, world.levers, world.profile
    sells = (world.structure.seller == np.arange(len(state.news))[:, None])[:, :, None]
    aid = 0.01 * (levers.aid * state.bid + sells * state.energy_saving) * profile.gdp
    unsold = 0.001 * sells * profile.demand * undelivered
    money = aid + unsold * state.contract_price
    no_effort = ("aid", "gas_discount", "gas_supply")
    effort = sum(getattr(levers, name) for name in levers._fields if name not in no_effort)
    state.money_spent[:] += money.sum(axis=1) * MONTH
    state.effort_spent[:] += effort.sum(axis=1) * MONTH
