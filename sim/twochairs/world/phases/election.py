"""Phase 7: elections."""

from twochairs.rules import election
from twochairs.world.world import World


def step_elections(t: int, world: World) -> None:
    """R8; where a challenger of another course wins, the two change places, and the coalition partner with them."""
    state, parameters = world.state, world.parameters
    for c in range(len(state.alignment)):
        due = world.structure.election_due[t, c]
        for k in range(world.lanes):
            course, challenger = state.course[c, k], state.challenger[c, k]
            probability = election.challenger_win_probability(
                course,
                challenger,
                state.public_position[c, k],
                state.free_media[c, k],
                parameters.election_sharpness,
                parameters.incumbency,
            )
            held = parameters.elections_held if due == 1 or state.election_called[c, k] > 0.0 else 0.0
            change = world.chance.election[c, k] < probability * held and challenger != course
            state.course[c, k] = challenger if change else course
            state.challenger[c, k] = course if change else challenger
            state.partner_in_office[c, k] = (
                1.0 - state.partner_in_office[c, k] if change else state.partner_in_office[c, k]
            )
            state.governments[c, k] = state.governments[c, k] + (1.0 if change else 0.0)
            state.election_called[c, k] = 0.0
