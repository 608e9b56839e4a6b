"""Phase 10: accession."""

from twochairs.rules import accession
from twochairs.rules.axis import line
from twochairs.world.world import MONTH, World


def read_requirements(world: World) -> None:
    """R11: the alignment that each pole asks of each state."""
    state, parameters = world.state, world.parameters
    for p in range(len(state.news)):
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.required_alignment[p, c, k] = accession.required_alignment(
                    parameters.required_base, world.levers.pressure[p, c, k], parameters.pressure_requirement
                )


def step_accession(world: World) -> None:
    """R11: progress of each state towards each pole that offers membership."""
    state, parameters = world.state, world.parameters
    for p in range(len(state.news)):
        position = world.structure.position[p]
        for c in range(len(state.alignment)):
            for k in range(world.lanes):
                state.accession[p, c, k] = accession.accession_step(
                    state.accession[p, c, k],
                    world.levers.accession_credibility[p, c, k],
                    line(state.alignment[c, k], position),
                    state.required_alignment[p, c, k],
                    parameters.requirement_width,
                    world.scratch.worst[c, k],
                    parameters.accession_speed,
                    MONTH,
                )
