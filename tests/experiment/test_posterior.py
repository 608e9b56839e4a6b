"""The table of calibrated draws: any parameters, any number of rows, and every problem of it."""

from pathlib import Path

import pytest

from twochairs.errors import InvalidInput
from twochairs.experiment.posterior import TABLE, posterior
from twochairs.world.parameters import PARAMETERS


def told(folder: Path, text: str) -> str:
    path = folder / "posterior.csv"
    path.write_text(text)
    with pytest.raises(InvalidInput) as caught:
        posterior(path)
    return str(caught.value)


def test_the_shipped_table_is_sound() -> None:
    rows = posterior()
    assert TABLE.name == "posterior.csv"
    assert len(rows) > 1
    assert all(row.keys() == rows[0].keys() <= PARAMETERS.keys() for row in rows)
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_any_parameters_and_any_number_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("draw,acts_asked,inertia_rate\n7,1,0.9\n")
    assert posterior(path) == ({"acts_asked": 1.0, "inertia_rate": 0.9},)


def test_every_problem_at_once_each_with_its_place(tmp_path: Path) -> None:
    text = "draw,inertia_rat,w_peer,kin_weight\n0,1,0.3,0.2\n1,1,5.5,0.1\n2,2,-1,0.2\n"
    assert told(tmp_path, text) == (
        "posterior.csv cannot be used: 3 problems\n"
        "  line 1, column 6: the column 'inertia_rat' is unknown; did you mean 'inertia_rate'?\n"
        "  line 3, column 5: w_peer is 5.5; it must be between 0 and 5\n"
        "  line 4, column 5: w_peer is -1; it must be between 0 and 5"
    )


def test_a_column_of_text_and_no_column_of_draws(tmp_path: Path) -> None:
    assert told(tmp_path, "w_peer\nmuch\n") == (
        "posterior.csv cannot be used: 2 problems\n"
        "  line 1, column 1: the column draw is missing: a number for each row\n"
        "  line 2, column 1: w_peer is 'much', which is text; it must be a number"
    )


def test_no_parameter_and_no_row(tmp_path: Path) -> None:
    assert told(tmp_path, "draw\n0\n") == (
        "posterior.csv cannot be used: 1 problem\n"
        "  line 1, column 1: it has no parameter; each column but the first is one"
    )
    (tmp_path / "second").mkdir()
    assert told(tmp_path / "second", "draw,w_peer\n") == (
        "posterior.csv cannot be read: 1 problem\n  line 1, column 1: it holds no point; the first line names factors"
    )
