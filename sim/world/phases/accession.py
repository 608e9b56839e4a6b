"""Phase 10: accession."""

from sim.rules import accession
from sim.world.world import MONTH, World


def step_accession(world: World) -> None:
    """R11."""
    state, levers, parameters = world.state, world.levers, world.parameters
    for p in range(len(state.news)):
        position = world.structure.position[p]
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                required = accession.required_alignment(
                    parameters.required_base, levers.pressure[p, c, k], parameters.pressure_requirement
                )
                state.required_alignment[p, c, k] = required
                state.accession[p, c, k] = accession.accession_step(
                    state.accession[p, c, k],
                    levers.accession_credibility[p, c, k],
                    state.alignment[c, k] * position,
                    required,
                    parameters.requirement_width,
                    world.scratch.worst[c, k],
                    parameters.accession_speed,
                    MONTH,
                )
