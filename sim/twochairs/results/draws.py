"""What a result says of the draws of the rules' constants that its runs were spread over."""

from typing import Any

from twochairs.experiment.posterior import DRAW
from twochairs.experiment.uncertainty import Draws
from twochairs.results.spreadsheet import csv_text

DRAWS_FILE = "parameters.csv"
"""One row a draw: its number, and each parameter that was drawn."""


def draws_csv(draws: Draws) -> str:
    """The table of some draws as CSV; numbers round-trip exactly."""
    names = list(dict.fromkeys(name for draw in draws.values for name in draw))
    rows = [[number, *(draw[name] for name in names)] for number, draw in enumerate(draws.values)]
    return csv_text([[DRAW, *names], *rows])


def described_draws(draws: Draws) -> dict[str, Any]:
    """What a manifest says of some draws; nothing where nothing is drawn."""
    return {"parameters": draws.described()} if draws.varied else {}
