"""The whole month in NumPy, over (agent, lane), as one would write it: NumPy's own exp and tanh, sums along axes.

It works on the world's arrays. It takes no random events and no policies, and is not the same bits as the engine: its
elementary functions differ in the last place.
"""

from typing import Any

import numpy as np
from scipy.special import expit, ndtri

from twochairs.engine.chance import uniform
from twochairs.engine.compiled import Keys
from twochairs.world import mechanisms as term
from twochairs.world.layout import MONTHS_REMEMBERED
from twochairs.world.world import ADD, MONTH, RAMP, World

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
    _heard(world, undelivered)
    _polls(world)
    worst = _target(0, world, *_dispute_odds(world)[1:])
    _joining(world)
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
    _heard(world, undelivered)
    world.state.favourability[:] = _toward(
        world.state.favourability, world.state.heard, world.parameters.favourability_rate
    )
    _polls(world)
    crisis, worst = _disputes(world)
    _elections(t, world)
    _target(t, world, crisis, worst)
    _alignments(world)
    _joining(world)
    _acts(world)
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


def _sold(world: World) -> tuple[Array, Array]:
    """Countries with a seller, and the seller of each."""
    buyers = np.flatnonzero(world.structure.seller >= 0)
    return buyers, world.structure.seller[buyers]


def _contracts(world: World) -> None:
    state, hub, (c, p) = world.state, world.state.hub_price, _sold(world)
    offered = world.levers.gas_discount[p, c] * (1.0 - world.parameters.discount_withdrawn * state.answered[p, c])
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
    uncovered = np.clip(1.0 - profile.alternative[c] / np.maximum(demand, 1e-9), 0.0, 1.0)
    goal = np.where(demand > 0.0, np.minimum(np.maximum(profile.minimum_take[c], uncovered), now), 0.0)
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
    state.energy_saving[c] = 0.1 * demand * delivered * (hub - price) / profile.gdp[c]
    state.gas_bill[c] = 0.001 * demand * (delivered * price + (1.0 - delivered) * hub)
    undelivered[c] = np.where(demand > 0.0, dependence * (1.0 - supply), 0.0)


def _footholds(world: World) -> None:
    near, parameters = _closeness(world), world.parameters
    growth = parameters.foothold_growth * world.profile.openness * world.levers.influence_effort * near
    total = growth + parameters.foothold_retreat * (0.2 + 0.8 * (1.0 - near))
    world.state.foothold[:] = _toward(world.state.foothold, growth / np.where(total > 0.0, total, 1.0), total)


def _heard(world: World, undelivered: Array) -> None:
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
    added += parameters.gas_effect * np.where(sells, np.tanh(0.5 * state.energy_saving) - undelivered, 0.0)
    added -= parameters.backlash_strength * felt * (1.0 - 0.6666666666666666 * state.free_media)
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
    ideal, challenger = state.ideal.copy(), state.challenger.copy()
    nearer = np.abs(ideal - state.public_position) - np.abs(challenger - state.public_position)
    odds = expit(parameters.election_sharpness * nearer - parameters.incumbency * (1.0 - state.free_media))
    held = (world.structure.election_due[t][:, None] == 1) | (state.election_called > 0.0)
    change = (world.chance.election < odds * held * parameters.elections_held) & (challenger != ideal)
    state.ideal[:], state.challenger[:] = np.where(change, challenger, ideal), np.where(change, ideal, challenger)
    state.partner_in_office[:] = np.where(change, 1.0 - state.partner_in_office, state.partner_in_office)
    state.governments[:] += change
    state.election_called[:] = 0.0


def _target(t: int, world: World, crisis: Array, worst: Array) -> Array:
    state = world.state
    _threats(world, crisis)
    state.contribution[:] = 0.0
    _anchors(t, world)
    _pulls(world)
    _peers(world)
    street = _street(world)
    np.add.at(state.contribution[term.STREET], world.structure.public_country, street)
    state.contribution[:] /= state.weight
    state.target[:] = state.contribution.sum(axis=0)
    return worst


def _threats(world: World, crisis: Array) -> None:
    ties, foothold = world.profile.ties, world.state.foothold
    near = np.einsum("cjk,pjk->pck", ties, foothold)
    tense = np.einsum("cjk,pjk->pck", ties, foothold * crisis)
    felt = world.profile.exposure + near * (1.0 + tense / np.where(near > 0.0, near, 1.0))
    world.state.threat[:] = np.clip(felt, 0.0, 1.0) * (1.0 - _closeness(world))


def _anchors(t: int, world: World) -> None:
    state, profile, parameters = world.state, world.profile, world.parameters
    nearness = np.exp(-world.structure.months_to_election[t] / parameters.election_horizon)[:, None]
    partner = parameters.partner_scale * profile.partner_weight * state.partner_in_office
    public = parameters.public_weight * (0.5 + 0.5 * profile.accountability)
    public = public * (1.0 + parameters.election_boost * nearness)
    bound = 0.5 * parameters.commitment_weight * (state.accession + profile.alliance)
    middle = parameters.middle_weight * profile.hedging * state.bid
    state.contribution[term.GOVERNMENT] = state.ideal
    state.contribution[term.PARTNER] = partner * profile.partner_ideal
    state.contribution[term.PUBLIC] = public * state.public_position
    state.contribution[term.COMMITMENT] = (bound * _positions(world)).sum(axis=0)
    state.weight[:] = 1.0 + partner + public + bound.sum(axis=0) + middle


def _pulls(world: World) -> None:
    state, levers, profile, parameters = world.state, world.levers, world.profile, world.parameters
    position, bid, (c, p) = _positions(world), state.bid, _sold(world)
    aid = levers.aid * bid
    stake = levers.pressure * (1.0 - _closeness(world)) * profile.trade * parameters.trade_loss
    rivals = 0.5 * np.abs(position - position.reshape(1, -1, 1))[..., None]
    bite = rivals * levers.energy_sanctions[:, None] * profile.energy_ownership * parameters.sanctions_loss
    state.welfare[:] = state.energy_saving + aid.sum(axis=0) - stake.sum(axis=0) - bite.sum(axis=(0, 1))
    energy = np.zeros_like(aid)
    energy[p, c] = _response(state.energy_saving[c], world)
    left = 1.0 - parameters.patron_answer * state.answered
    party, share = world.structure.party[:, :, None], parameters.tension_share
    need = (party * profile.salience * ((1.0 - share) + share * state.tension[:, None])).sum(axis=0)
    offers = {
        term.ENERGY: energy,
        term.AID: _response(aid, world),
        term.ACCESSION_OFFER: parameters.accession_weight
        * levers.accession_credibility
        * (1.0 - state.accession)
        * bid,
        term.PATRONAGE: parameters.patronage_weight * levers.patronage * left * need * bid,
        term.ARMS: parameters.arms_weight * levers.arms_supply * left * profile.arms * bid,
        term.SECURITY_GUARANTEE: parameters.security_weight * levers.security_guarantee * bid,
    }
    drawn = np.zeros_like(aid)
    for mechanism, amount in offers.items():
        state.contribution[mechanism] = (position * amount).sum(axis=0)
        drawn += np.abs(position) * np.maximum(amount, 0.0)
    west = world.structure.position > 0.0
    state.west_benefit[:], state.east_benefit[:] = drawn[west].sum(axis=0), drawn[~west].sum(axis=0)
    state.contribution[term.PRESSURE] = (position * _response(stake, world)).sum(axis=0)
    state.contribution[term.ENERGY_SANCTIONS] = (position * _response(bite, world).sum(axis=1)).sum(axis=0)
    threat = parameters.threat_weight * profile.rivalry * state.threat
    state.contribution[term.THREAT] = -(position * threat).sum(axis=0)


def _response(stake: Array, world: World) -> Array:
    return world.parameters.stake_weight * np.tanh(stake / world.parameters.stake_scale)


def _peers(world: World) -> None:
    state, parameters, ties = world.state, world.parameters, world.profile.ties
    better = (state.welfare[None, :] - state.welfare[:, None]) / parameters.stake_scale
    tilted = ties * (1.0 + parameters.imitation * np.tanh(better))
    total = tilted.sum(axis=1)
    place = (tilted * state.alignment).sum(axis=1) / np.where(total > 0.0, total, 1.0)
    weight = np.where(total > 0.0, parameters.peer_weight * ties.sum(axis=1), 0.0)
    state.contribution[term.PEERS] = weight * place
    state.weight[:] += weight


def _street(world: World) -> Array:
    parameters = world.parameters
    gap = world.state.orientation - world.state.alignment[world.structure.public_country]
    push = world.profile.share * np.maximum(np.abs(gap) - parameters.street_tolerance, 0.0)
    return parameters.street_weight * np.where(gap > 0.0, push, -push)


def _alignments(world: World) -> None:
    state, rate = world.state, world.parameters.inertia_rate
    spread = world.parameters.alignment_volatility * np.sqrt((1.0 - np.exp(-2.0 * rate * MONTH)) / (2.0 * rate))
    moved = _toward(state.alignment, state.target, rate) + spread * ndtri(world.chance.alignment)
    state.alignment[:] = np.clip(moved, -1.0, 1.0)


def _joining(world: World) -> None:
    apart = world.state.alignment - world.profile.difficulty[:, None]
    world.state.joining_probability[:] = expit(apart / world.parameters.act_temperature)


def _acts(world: World) -> None:
    state, structure, is_open = world.state, world.structure, world.profile.open > 0.0
    asked = is_open & (state.months_asked % structure.act_interval[:, None] == 0.0)
    done = world.chance.act < state.joining_probability * world.parameters.acts_asked
    stays = (structure.act_sticky == 1)[:, None, None] & (state.joined > done)
    state.joined[:] = np.where(asked[:, None] & ~stays, done, state.joined)
    state.answered[:] = 0.0
    for act in np.flatnonzero(structure.act_against >= 0):
        answered = state.answered[structure.act_against[act]]
        np.maximum(answered, state.joined[act], out=answered)
    state.months_asked[:] = np.where(is_open, state.months_asked + 1.0, 0.0)


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


def _declarations(t: int, world: World) -> None:
    state, profile, chance = world.state, world.profile, world.chance
    slot, width = t % MONTHS_REMEMBERED, world.parameters.act_temperature
    state.declarations_made[slot], state.declarations_joined[slot] = 0.0, 0.0
    kinds = (
        (1.0 - profile.hard_share, profile.easy_difficulty, chance.easy_declaration),
        (profile.hard_share, profile.hard_difficulty, chance.hard_declaration),
    )
    for share, difficulty, draw in kinds:
        count = _events_due(profile.declarations_per_year * share, t)
        odds = expit((state.alignment - difficulty) / width) * world.parameters.acts_asked
        state.declarations_made[slot] += count
        state.declarations_joined[slot] += _count_below(draw, count, odds)
    made = state.declarations_made.sum(axis=0)
    state.declared_rate[:] = state.declarations_joined.sum(axis=0) / np.where(made > 0.0, made, 1.0)


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
