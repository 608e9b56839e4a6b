"""Phase 8: the alignment target, term by term, and the step towards it."""

from twochairs.rules import alignment as rule
from twochairs.rules.axis import closeness
from twochairs.rules.bargaining import bid
from twochairs.rules.dispute import felt_salience
from twochairs.rules.election import election_nearness
from twochairs.rules.elementary import normal_quantile
from twochairs.world import mechanisms as term
from twochairs.world.world import MONTH, World


def read_bids(world: World) -> None:
    """R12: how much the poles raise their offers to each state."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.bid[c, k] = bid(world.parameters.bidding, world.profile.rivalry[k], state.alignment[c, k])


def read_ties(world: World) -> None:
    """Which states watch which others at all, in any lane; most pairs do not, and are passed over."""
    tied = world.scratch.tied
    for c in range(len(tied)):
        for peer in range(len(tied)):
            lanes_tied = 0
            for k in range(world.lanes):
                lanes_tied = lanes_tied + (1 if world.profile.ties[c, peer, k] > 0.0 else 0)
            tied[c, peer] = lanes_tied


def read_threats(world: World) -> None:
    """Threat felt from each pole: its forces, its footholds among neighbours, more so in tense ones, and disputes."""
    state, profile, scratch = world.state, world.profile, world.scratch
    near, tense, tied = scratch.neighbour_foothold, scratch.neighbour_tension, scratch.tied
    contested, structure = scratch.contested, world.structure
    countries, lanes = len(state.alignment), world.lanes
    for p in range(len(state.news)):
        position = world.structure.position[p]
        for c in range(countries):
            for k in range(lanes):
                near[p, c, k] = 0.0
                tense[p, c, k] = 0.0
                contested[p, c, k] = 0.0
            for peer in range(countries):
                if tied[c, peer] == 0:
                    continue
                for k in range(lanes):
                    held = profile.ties[c, peer, k] * state.foothold[p, peer, k]
                    near[p, c, k] = near[p, c, k] + held
                    tense[p, c, k] = tense[p, c, k] + held * scratch.crisis[peer, k]
            for d in range(len(state.tension)):
                if structure.party[d, c] == 0 or structure.pole_party[d, p] == 0:
                    continue
                for k in range(lanes):
                    contested[p, c, k] = contested[p, c, k] + profile.salience[d, c, k] * state.tension[d, k]
            for k in range(lanes):
                held = near[p, c, k]
                state.threat[p, c, k] = rule.threat(
                    profile.exposure[p, c, k],
                    held,
                    tense[p, c, k] / (held if held > 0.0 else 1.0),
                    contested[p, c, k],
                    world.parameters.dispute_threat,
                    closeness(state.alignment[c, k], position),
                )


def read_target(t: int, world: World) -> None:
    """R9: every term's contribution, and their sum, the target."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.weight[c, k] = 0.0
            state.west_benefit[c, k] = 0.0
            state.east_benefit[c, k] = 0.0
            state.welfare[c, k] = state.energy_saving[c, k]
        for m in range(len(state.contribution)):
            for k in range(world.lanes):
                state.contribution[m, c, k] = 0.0
    _add_government(world)
    _add_public(t, world)
    _add_commitment(world)
    _add_middle(world)
    _add_energy(world)
    for p in range(len(state.news)):
        _add_aid(p, world)
        _add_pressure(p, world)
        _add_energy_sanctions(p, world)
        _add_accession_offer(p, world)
        _add_patronage(p, world)
        _add_arms(p, world)
        _add_threat(p, world)
        _add_security_guarantee(p, world)
    _add_peers(world)
    _add_street(world)
    _add_own(world)
    _sum_up(world)


def _anchor(m: int, c: int, k: int, place: float, weight: float, world: World) -> None:
    contribution, weights = world.state.contribution, world.state.weight
    contribution[m, c, k] = contribution[m, c, k] + weight * place
    weights[c, k] = weights[c, k] + weight


def _offer(m: int, p: int, c: int, k: int, amount: float, world: World) -> None:
    """A benefit from a pole pulls towards it, and counts as drawn from its side."""
    state, position = world.state, world.structure.position[p]
    state.contribution[m, c, k] = state.contribution[m, c, k] + position * amount
    drawn = abs(position) * (amount if amount > 0.0 else 0.0)
    state.west_benefit[c, k] = state.west_benefit[c, k] + (drawn if position > 0.0 else 0.0)
    state.east_benefit[c, k] = state.east_benefit[c, k] + (drawn if position < 0.0 else 0.0)


def _pull(m: int, c: int, k: int, amount: float, world: World) -> None:
    contribution = world.state.contribution
    contribution[m, c, k] = contribution[m, c, k] + amount


def _add_government(world: World) -> None:
    state, profile = world.state, world.profile
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            _anchor(term.GOVERNMENT, c, k, state.ideal[c, k], 1.0, world)
            weight = world.parameters.partner_scale * profile.partner_weight[c, k] * state.partner_in_office[c, k]
            _anchor(term.PARTNER, c, k, profile.partner_ideal[c, k], weight, world)


def _add_public(t: int, world: World) -> None:
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        nearness = election_nearness(world.structure.months_to_election[t, c], parameters.election_horizon)
        for k in range(world.lanes):
            weight = rule.public_weight(
                parameters.public_weight, world.profile.accountability[c, k], nearness, parameters.election_boost
            )
            _anchor(term.PUBLIC, c, k, state.public_position[c, k], weight, world)


def _add_commitment(world: World) -> None:
    state, weight = world.state, world.parameters.commitment_weight
    for c in range(len(state.alignment)):
        for p in range(len(state.news)):
            position = world.structure.position[p]
            for k in range(world.lanes):
                bound = 0.5 * weight * (state.accession[p, c, k] + world.profile.alliance[p, c, k])
                _anchor(term.COMMITMENT, c, k, position, bound, world)


def _add_middle(world: World) -> None:
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            weight = world.parameters.middle_weight * world.profile.hedging[c, k] * state.bid[c, k]
            _anchor(term.MIDDLE, c, k, 0.0, weight, world)


def _add_energy(world: World) -> None:
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        p = world.structure.seller[c]
        if p < 0:
            continue
        for k in range(world.lanes):
            amount = parameters.stake_weight * rule.response(state.energy_saving[c, k], parameters.stake_scale)
            _offer(term.ENERGY, p, c, k, amount, world)


def _add_aid(p: int, world: World) -> None:
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            aid = world.levers.aid[p, c, k] * state.bid[c, k]
            state.welfare[c, k] = state.welfare[c, k] + aid
            _offer(term.AID, p, c, k, parameters.stake_weight * rule.response(aid, parameters.stake_scale), world)


def _add_pressure(p: int, world: World) -> None:
    state, parameters, position = world.state, world.parameters, world.structure.position[p]
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            felt = rule.felt_pressure(world.levers.pressure[p, c, k], closeness(state.alignment[c, k], position))
            stake = rule.pressure_stake(felt, world.profile.trade[p, c, k], parameters.trade_loss)
            state.welfare[c, k] = state.welfare[c, k] - stake
            amount = parameters.stake_weight * rule.response(stake, parameters.stake_scale)
            _pull(term.PRESSURE, c, k, position * amount, world)


def _add_energy_sanctions(p: int, world: World) -> None:
    """Sanctions by one pole on the energy firms that another pole owns in the country."""
    state, parameters, position = world.state, world.parameters, world.structure.position
    for c in range(len(state.alignment)):
        for owner in range(len(state.news)):
            rivals = 0.5 * abs(position[p] - position[owner])
            if rivals == 0.0:
                continue
            for k in range(world.lanes):
                bite = world.levers.energy_sanctions[p, c, k] * world.profile.energy_ownership[owner, c, k]
                stake = rivals * bite * parameters.sanctions_loss
                state.welfare[c, k] = state.welfare[c, k] - stake
                amount = parameters.stake_weight * rule.response(stake, parameters.stake_scale)
                _pull(term.ENERGY_SANCTIONS, c, k, position[p] * amount, world)


def _add_accession_offer(p: int, world: World) -> None:
    """What is still ahead of a candidate attracts it; what a member has binds it (commitment)."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            credible = world.levers.accession_credibility[p, c, k] * (1.0 - state.accession[p, c, k])
            amount = world.parameters.accession_weight * credible * state.bid[c, k]
            _offer(term.ACCESSION_OFFER, p, c, k, amount, world)


def _add_patronage(p: int, world: World) -> None:
    state, profile, parameters = world.state, world.profile, world.parameters
    for c in range(len(state.alignment)):
        for d in range(len(state.tension)):
            if world.structure.party[d, c] == 0:
                continue
            for k in range(world.lanes):
                need = felt_salience(profile.salience[d, c, k], state.tension[d, k], parameters.tension_share)
                given = world.levers.patronage[p, c, k] * (1.0 - parameters.patron_answer * state.answered[p, c, k])
                amount = parameters.patronage_weight * given * need * state.bid[c, k]
                _offer(term.PATRONAGE, p, c, k, amount, world)


def _add_arms(p: int, world: World) -> None:
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            given = world.levers.arms_supply[p, c, k] * (1.0 - parameters.patron_answer * state.answered[p, c, k])
            amount = parameters.arms_weight * given * world.profile.arms[p, c, k] * state.bid[c, k]
            _offer(term.ARMS, p, c, k, amount, world)


def _add_threat(p: int, world: World) -> None:
    state, position = world.state, world.structure.position[p]
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            amount = world.parameters.threat_weight * world.profile.rivalry[k] * state.threat[p, c, k]
            _pull(term.THREAT, c, k, -position * amount, world)


def _add_security_guarantee(p: int, world: World) -> None:
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            amount = world.parameters.security_weight * world.levers.security_guarantee[p, c, k] * state.bid[c, k]
            _offer(term.SECURITY_GUARANTEE, p, c, k, amount, world)


def _add_peers(world: World) -> None:
    """A tie-weighted mean of the neighbours, tilted to those whose stakes turned out better."""
    state, scratch, parameters, tied = world.state, world.scratch, world.parameters, world.scratch.tied
    countries, lanes = len(state.alignment), world.lanes
    for c in range(countries):
        for k in range(lanes):
            scratch.peer_place[c, k] = 0.0
            scratch.peer_weight[c, k] = 0.0
            scratch.tie_sum[c, k] = 0.0
        for peer in range(countries):
            if tied[c, peer] == 0:
                continue
            for k in range(lanes):
                tie = world.profile.ties[c, peer, k]
                tilted = tie * rule.success_tilt(
                    state.welfare[c, k], state.welfare[peer, k], parameters.imitation, parameters.stake_scale
                )
                scratch.tie_sum[c, k] = scratch.tie_sum[c, k] + tie
                scratch.peer_weight[c, k] = scratch.peer_weight[c, k] + tilted
                scratch.peer_place[c, k] = scratch.peer_place[c, k] + tilted * state.alignment[peer, k]
        for k in range(lanes):
            tilted = scratch.peer_weight[c, k]
            place = scratch.peer_place[c, k] / (tilted if tilted > 0.0 else 1.0)
            weight = parameters.peer_weight * scratch.tie_sum[c, k] if tilted > 0.0 else 0.0
            _anchor(term.PEERS, c, k, place, weight, world)


def _add_street(world: World) -> None:
    state, parameters = world.state, world.parameters
    for g in range(len(world.profile.share)):
        c = world.structure.public_country[g]
        for k in range(world.lanes):
            gap = state.orientation[g, k] - state.alignment[c, k]
            push = rule.street_pressure(gap, parameters.street_tolerance, world.profile.share[g, k])
            _pull(term.STREET, c, k, parameters.street_weight * push, world)


def _add_own(world: World) -> None:
    """The place of a modeller's own mechanisms (`twochairs.world.own_mechanisms`); the package has none."""


def _sum_up(world: World) -> None:
    """Each term over the sum of weights; the target is their sum, in the order of MECHANISMS."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.target[c, k] = 0.0
        for m in range(len(state.contribution)):
            for k in range(world.lanes):
                share = rule.contribution(state.contribution[m, c, k], state.weight[c, k])
                state.contribution[m, c, k] = share
                state.target[c, k] = state.target[c, k] + share


def step_alignments(world: World) -> None:
    """R9: all states move at once."""
    state, parameters, landing = world.state, world.parameters, world.scratch.next_alignment
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            landing[c, k] = rule.alignment_step(
                state.alignment[c, k],
                state.target[c, k],
                parameters.inertia_rate,
                parameters.alignment_volatility,
                normal_quantile(world.chance.alignment[c, k]),
                MONTH,
            )
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.alignment[c, k] = landing[c, k]
