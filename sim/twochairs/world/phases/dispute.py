"""Phase 6: disputes."""

from twochairs.rules import dispute
from twochairs.rules.elementary import clip
from twochairs.world.world import MONTH, World


def read_pushes(world: World) -> None:
    """What poles stir and what they soothe in each dispute, over its parties."""
    state, levers, scratch, party = world.state, world.levers, world.scratch, world.structure.party
    for d in range(len(state.tension)):
        parties = 0
        for c in range(len(state.alignment)):
            parties = parties + party[d, c]
        for k in range(world.lanes):
            scratch.push[d, k] = 0.0
            scratch.mediation[d, k] = 0.0
        for c in range(len(state.alignment)):
            if party[d, c] == 0:
                continue
            for p in range(len(state.news)):
                for k in range(world.lanes):
                    push = state.foothold[p, c, k] * levers.influence_effort[p, c, k]
                    scratch.push[d, k] = scratch.push[d, k] + push
                    mediation = levers.mediation[p, c, k] / parties
                    scratch.mediation[d, k] = scratch.mediation[d, k] + mediation


def read_incidents(world: World) -> None:
    """R7: how likely an incident is this month."""
    state, parameters = world.state, world.parameters
    for d in range(len(state.tension)):
        for k in range(world.lanes):
            state.incident_probability[d, k] = dispute.incident_probability(
                parameters.incident_base,
                parameters.incident_self,
                parameters.incident_push,
                state.tension[d, k],
                world.scratch.push[d, k],
                MONTH,
            )


def step_disputes(world: World) -> None:
    """R7: incidents happen, tension decays and jumps."""
    state, parameters = world.state, world.parameters
    for d in range(len(state.tension)):
        for k in range(world.lanes):
            incident = 1.0 if world.chance.incident[d, k] < state.incident_probability[d, k] else 0.0
            state.incident[d, k] = incident
            state.tension[d, k] = dispute.tension_step(
                state.tension[d, k],
                world.profile.rest[d, k],
                parameters.tension_decay,
                clip(world.scratch.mediation[d, k], 0.0, 1.0),
                parameters.mediation_effect,
                incident,
                parameters.incident_jump,
                MONTH,
            )


def read_crises(world: World) -> None:
    """For each state: tension of its disputes weighted by salience, and that of the worst of them."""
    state, profile, scratch = world.state, world.profile, world.scratch
    for c in range(len(state.alignment)):
        for k in range(world.lanes):
            scratch.crisis[c, k] = 0.0
            scratch.worst[c, k] = 0.0
        for d in range(len(state.tension)):
            if world.structure.party[d, c] == 0:
                continue
            for k in range(world.lanes):
                felt = profile.salience[d, c, k] * state.tension[d, k]
                scratch.crisis[c, k] = scratch.crisis[c, k] + felt
                scratch.worst[c, k] = felt if felt > scratch.worst[c, k] else scratch.worst[c, k]
