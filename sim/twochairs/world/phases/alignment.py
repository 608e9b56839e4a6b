"""Phase 8: bids and threats, the alignment target, and the step towards it."""

from twochairs.rules import alignment as rule
from twochairs.rules.axis import closeness
from twochairs.rules.bargaining import bid
from twochairs.rules.elementary import normal_quantile
from twochairs.world.phases.anchors import add_anchors
from twochairs.world.phases.pulls import add_pulls, read_favours, read_rival_firms, read_welfare
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
    """R9: every term's contribution, and their sum, the target, in the order of MECHANISMS."""
    state = world.state
    for m in range(len(state.contribution)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.contribution[m, c, k] = 0.0
    read_rival_firms(world)
    read_welfare(world)
    read_favours(world)
    add_anchors(t, world)
    add_pulls(world)
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            state.target[c, k] = 0.0
        for m in range(len(state.contribution)):
            for k in range(world.lanes):
                state.target[c, k] = state.target[c, k] + state.contribution[m, c, k]


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
