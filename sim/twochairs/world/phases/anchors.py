"""Phase 8, first part: the anchors of the alignment target, each a place with a weight."""

from twochairs.rules import alignment as rule
from twochairs.rules.election import election_nearness
from twochairs.world import mechanisms as term
from twochairs.world.world import World


def add_anchors(t: int, world: World) -> None:
    """R9: every anchor's share of the weighted mean."""
    state = world.state
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.weight[c, k] = 0.0
    _add_government(world)
    _add_public(t, world)
    _add_peers(world)
    _add_commitment(world)
    _add_middle(world)
    _add_own_anchors(world)
    for m in range(len(state.contribution)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.contribution[m, c, k] = rule.anchor_share(state.contribution[m, c, k], state.weight[c, k])


def _anchor(m: int, c: int, k: int, place: float, weight: float, world: World) -> None:
    contribution, weights = world.state.contribution, world.state.weight
    contribution[m, c, k] = contribution[m, c, k] + weight * place
    weights[c, k] = weights[c, k] + weight


def _add_government(world: World) -> None:
    state, profile = world.state, world.profile
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            _anchor(term.GOVERNMENT, c, k, state.course[c, k], 1.0, world)
            weight = world.parameters.w_partner * profile.partner_weight[c, k] * state.partner_in_office[c, k]
            _anchor(term.PARTNER, c, k, profile.partner_course[c, k], weight, world)


def _add_public(t: int, world: World) -> None:
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        nearness = election_nearness(world.structure.months_to_election[t, c], parameters.election_horizon)
        for k in range(world.lanes):
            weight = rule.public_weight(
                parameters.w_public, world.profile.accountability[c, k], nearness, parameters.election_boost
            )
            _anchor(term.PUBLIC, c, k, state.public_position[c, k], weight, world)


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
            watched = scratch.tie_sum[c, k] * rule.share_of_one(scratch.tie_sum[c, k])
            _anchor(term.PEERS, c, k, place, parameters.w_peer * watched if tilted > 0.0 else 0.0, world)


def _add_commitment(world: World) -> None:
    """Membership binds to the side it was given by; nobody is bound more than wholly."""
    state, side, bound = world.state, world.structure.side, world.scratch.of_side
    for c in range(len(state.alignment)):
        for s in range(len(bound)):
            for k in range(world.lanes):
                bound[s, k] = 0.0
        for p in range(len(state.news)):
            for k in range(world.lanes):
                held = 0.5 * (state.accession[p, c, k] + world.profile.alliance[p, c, k])
                bound[side[p], k] = bound[side[p], k] + held
        for p in range(len(state.news)):
            position = world.structure.position[p]
            for k in range(world.lanes):
                held = 0.5 * (state.accession[p, c, k] + world.profile.alliance[p, c, k])
                weight = world.parameters.w_commit * held * rule.share_of_one(bound[side[p], k])
                _anchor(term.COMMITMENT, c, k, position, weight, world)


def _add_middle(world: World) -> None:
    for c in range(len(world.state.alignment)):
        for k in range(world.lanes):
            weight = world.parameters.w_middle * world.profile.hedging[c, k]
            _anchor(term.MIDDLE, c, k, 0.0, weight, world)


def _add_own_anchors(world: World) -> None:
    """The place of a modeller's own anchors (`twochairs.world.own_mechanisms`); the package has none."""
