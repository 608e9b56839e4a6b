"""R12: both poles bid for a state that could go either way."""


def bid(bidding: float, rivalry: float, alignment: float) -> float:
    """Factor by which a pole raises its offer to a state.

    Parameters
    ----------
    bidding : strength of the mechanism, at least 0
    rivalry : between the poles, in [0, 1]
    alignment : of the state, in [-1, 1]

    Returns
    -------
    1 for a state at either end, up to 1 + bidding * rivalry in the middle

    Source
    ------
    assumed form; the idea is the swing-state logic of competitive aid (e.g. Dunning 2004,
    doi:10.1017/S0020818304582073)
    """
    return 1.0 + bidding * rivalry * (1.0 - alignment * alignment)
