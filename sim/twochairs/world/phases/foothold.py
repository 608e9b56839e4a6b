"""Phase 4: footholds."""

from twochairs.rules import foothold
from twochairs.rules.axis import closeness
from twochairs.world.world import MONTH, World


def step_footholds(world: World) -> None:
    """R4: every pole's foothold in every state."""
    state, parameters = world.state, world.parameters
    for p in range(len(state.news)):
        position = world.structure.position[p]
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                near = closeness(state.alignment[c, k], position)
                growth = foothold.growth_rate(
                    world.levers.influence_effort[p, c, k],
                    near,
                    world.profile.openness[p, c, k],
                    parameters.foothold_growth,
                )
                retreat = foothold.retreat_rate(near, parameters.foothold_retreat)
                state.foothold[p, c, k] = foothold.foothold_step(state.foothold[p, c, k], growth, retreat, MONTH)
