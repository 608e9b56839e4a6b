"""From simulated alignment to what a year's ideal points would be, but for discrepancy and noise."""

from dataclasses import dataclass

import numpy as np

from twochairs.data.ideal_scale import SLOPE


@dataclass(frozen=True)
class Poles:
    """How far a state's ideal point goes along with the poles' own from year to year.

    The votes of a year are about something, and what they are about moves all who side with a pole. A state follows the
    patron by its distance from the integrator, and the integrator by its distance from the patron.

    Attributes
    ----------
    moves : the poles' own ideal points less those of the first year, (years, 2)
    near : shares in which each state is near each pole, from its alignment at the start, (2, states)
    """

    moves: np.ndarray
    near: np.ndarray

    def __call__(self, shares: np.ndarray) -> np.ndarray:
        """What it adds, (draws, years, states).

        Parameters
        ----------
        shares : of the poles' moves that a state wholly with them takes part in, (draws, 2), in [0, 1]
        """
        return np.asarray(np.einsum("dp,yp,ps->dys", shares, self.moves, self.near))


def poles(moves: np.ndarray, start: np.ndarray) -> Poles:
    """The poles' own moves as they reach states.

    Parameters
    ----------
    moves : ideal points of patron and integrator, (years, 2)
    start : alignment of the states when the hindcast starts, (states,)
    """
    near = np.stack([(1.0 - start) / 2.0, (1.0 + start) / 2.0])
    return Poles(moves - moves[0], near)


def signal(alignment: np.ndarray, before: int) -> np.ndarray:
    """Ideal points that a simulated path says, up to a constant; before its start the path stands still.

    Parameters
    ----------
    alignment : (..., years, states)
    before : years of the record before the first simulated one
    """
    still = np.repeat(alignment[..., :1, :], before, axis=-2)
    return SLOPE * np.concatenate([still, alignment], axis=-2)
