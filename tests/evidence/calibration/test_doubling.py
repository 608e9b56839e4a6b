"""What is learnt of a lever where the truth is twice what its prior expects: it follows where the record speaks."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from tests.evidence.calibration.made_up import calibration, whole
from twochairs.evidence.calibration import calibrated, doubling
from twochairs.evidence.calibration.doubling import COLUMNS, PULLS, doubled
from twochairs.evidence.calibration.structure import Structure
from twochairs.world.levers import LEVERS
from twochairs.world.parameters import PARAMETERS

TREND = np.linspace(0.0, 1.0, 18)[None, :, None]


def alignment(cube):
    """The first constant moves all states far apart, the second nothing."""
    return cube[:, :1, None] * TREND * np.linspace(-6.0, 6.0, 13)


def test_each_lever_pulls_by_a_constant_that_is_declared():
    assert {*PULLS} <= {*LEVERS}
    assert {*PULLS.values()} <= {*PARAMETERS}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doubling, "PULLS", {"pressure": "inertia_rate", "aid": "w_public", "patronage": "b_patronage"})
        patch.setattr(doubling, "_path", lambda calibration, cube: alignment(cube[None])[0])
        file, folder = whole(tmp_path_factory.mktemp("project")), tmp_path_factory.mktemp("out")
        made = calibration(file, folder, alignment, Structure(follow_poles=False))
        told: list[tuple[int, int]] = []
        first = doubled(made, 2, lambda done, total: told.append((done, total)), steps=120)
        patch.setattr(doubling, "sample", None)  # the second time it reads what is there
        again = doubled(made, 2, steps=120)
        return first, again, told


def test_what_the_record_tells_is_followed_and_what_it_does_not_tell_stays(found):
    table = found[0].set_index("lever")
    assert [*table.index] == ["pressure", "aid"]
    assert table.loc["pressure", "moved"] > 0.8
    assert table.loc["aid", "moved"] == 0.0
    assert table.loc["pressure", "error"] < 0.2


def test_the_other_truth_is_twice_the_first_or_the_end_of_what_is_searched(found):
    """w_public is uniform in [0, 2]; inertia, log-normal around 1.2, is searched to 97.5 % of its prior."""
    table = found[0].set_index("name")
    assert table.loc["w_public", ["truth", "twice"]].tolist() == pytest.approx([1.0, 2.0])
    truth, twice = table.loc["inertia_rate", ["truth", "twice"]]
    assert 1.2 < truth < 1.4
    assert twice == pytest.approx(min(2.0 * truth, PARAMETERS["inertia_rate"].prior.ends[1]))


def test_it_goes_on_where_it_was_and_says_how_far_it_is(found):
    first, again, told = found
    assert list(first.columns) == list(COLUMNS)
    assert first.equals(again)
    assert told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(("check", "pairs"), [(1, 2), (60, 6)])
def test_what_a_check_doubles_is_written(check, pairs, tmp_path, monkeypatch):
    table = pd.DataFrame({"lever": ["pressure"], "records": [pairs]})
    monkeypatch.setattr(calibrated, "doubled", lambda made, records, progress: table[table.records == records])
    found = calibrated.moved(SimpleNamespace(folder=tmp_path), calibrated.pairs_of(check))
    assert len(found) == 1
    assert (tmp_path / "doubled.csv").read_text("utf-8") == f"lever,records\npressure,{pairs}\n"
