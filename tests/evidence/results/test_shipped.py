"""The shipped results: whole, sound, and copied without loss but rounding."""

import pandas as pd
import pytest

from twochairs.errors import NoResult
from twochairs.evidence.hindcast.forward import ALONE, FORECAST, OBSERVED, RATE, STAYING
from twochairs.evidence.hindcast.one_state_out import ALL, LEARNT_WITH, LEFT_OUT, ORIGINS, WITHOUT_POLES
from twochairs.evidence.hindcast.origins import HORIZONS, ROLLING
from twochairs.evidence.results.shipped import ASKED_FOR, OF_A_YEAR, TABLES, ship, shipped
from twochairs.evidence.scoring.baselines import BASELINES


@pytest.fixture
def folder(tmp_path):
    """A folder as calibrate and hindcast leave it, of the shipped tables."""
    for name in TABLES:
        stem = {"forecasts": "scores"}.get(name, f"{name}-2023" if name in OF_A_YEAR else name)
        shipped(name).to_csv(tmp_path / f"{stem}.csv", index=False)
    return tmp_path


@pytest.mark.parametrize("name", [*TABLES, *ASKED_FOR])
def test_every_table_is_there(name):
    assert len(shipped(name)) > 0


def test_there_is_a_forecast_of_every_origin_horizon_and_state():
    frame = shipped("forecasts")
    rolling = frame[(frame.split == "rolling") & (frame.forecast == "conditional")]
    expected = sum(min(HORIZONS, 2023 - year) for year in ROLLING) * 13
    assert len(rolling) == expected == len(rolling[["origin", "horizon", "state"]].drop_duplicates())


def test_bands_lie_in_order_and_coverage_is_theirs():
    frame = shipped("forecasts")
    assert (frame.q05 <= frame.q25).all() and (frame.q25 <= frame.q50).all()
    assert (frame.q50 <= frame.q75).all() and (frame.q75 <= frame.q95).all()
    inside = (frame.observed >= frame.q05 - 1e-3) & (frame.observed <= frame.q95 + 1e-3)
    assert (inside >= frame.in90.astype(bool)).all()
    skill = shipped("skill").set_index(["split", "forecast"])
    for key, part in frame.groupby(["split", "forecast"]):
        assert part.in90.mean() == pytest.approx(skill.loc[key].coverage90, abs=2e-3)
        assert part.error.mean() == pytest.approx(skill.loc[key].mae, abs=2e-3)


def test_every_naive_forecast_is_scored_and_persistence_has_no_skill():
    skill = shipped("skill").set_index(["split", "forecast"])
    for split in ("rolling", "strict"):
        assert set(BASELINES) < set(skill.loc[split].index)
        assert skill.loc[(split, "persistence")].crps_skill == 0.0


def test_a_folder_is_copied_rounded(folder, tmp_path):
    target = tmp_path / "copied"
    written = ship(folder, target)
    assert [path.stem for path in written] == list(TABLES)
    pd.testing.assert_frame_equal(pd.read_csv(target / "skill.csv"), shipped("skill"))
    assert set(pd.read_csv(target / "forecasts.csv").forecast) == {"conditional", "unconditional"}


def test_a_folder_that_lacks_a_table_is_told(folder, tmp_path):
    (folder / "ablation.csv").unlink()
    with pytest.raises(NoResult) as caught:
        ship(folder, tmp_path / "copied")
    assert "ablation.csv" in str(caught.value)
    assert "hindcast --ablation" in str(caught.value)


def test_a_table_that_is_none_is_told():
    with pytest.raises(NoResult) as caught:
        shipped("nothing")
    assert "python -m twochairs.evidence" in str(caught.value)


def test_tables_that_are_asked_for_are_copied_where_they_are_and_alone_where_named(folder, tmp_path):
    first, second, third, _ = ASKED_FOR
    shipped(first).to_csv(folder / f"{first}.csv", index=False)
    assert [path.stem for path in ship(folder, tmp_path / "all")] == [*TABLES, first]
    (folder / "skill.csv").unlink()
    assert [path.name for path in ship(folder, tmp_path / "one", [first])] == [f"{first}.csv"]
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "one" / f"{first}.csv"), shipped(first))
    with pytest.raises(NoResult) as caught:
        ship(folder, tmp_path / "none", [second])
    assert f"it has no {second}.csv" in str(caught.value)
    assert f"hindcast --{second} makes it" in str(caught.value)
    with pytest.raises(NoResult) as caught:
        ship(folder, tmp_path / "none", [third])
    assert "calibrate --joint makes it" in str(caught.value)


def test_states_left_out_are_pooled_as_they_are_scored():
    frame = shipped("leave-one-out")
    pooled, each = frame[frame.state == ALL].set_index("forecast"), frame[frame.state != ALL]
    endings = (LEFT_OUT, LEARNT_WITH, LEFT_OUT + WITHOUT_POLES, LEARNT_WITH + WITHOUT_POLES)
    assert {*pooled.index} == {*endings, *BASELINES}
    for name, part in each.groupby("forecast"):
        assert len(part) == 13
        own = pooled.loc[name]
        assert part.occasions.sum() == own.occasions == 13 * sum(min(HORIZONS, 2023 - year) for year in ORIGINS)
        assert (part.crps * part.occasions).sum() / own.occasions == pytest.approx(own.crps, abs=1e-3)
        assert (part.coverage90 * part.occasions).sum() / own.occasions == pytest.approx(own.coverage90, abs=1e-3)
        assert own.crps_skill == pytest.approx(1.0 - own.crps / pooled.loc["persistence"].crps, abs=0.02)


def test_bands_are_counted_whole():
    frame = shipped("bands")
    pooled = frame[frame.by == "all"].set_index(["band", "level"])
    assert {*pooled.index.get_level_values("band")} == {FORECAST, ALONE, OBSERVED, STAYING, RATE}
    for (band, level, _), part in frame[frame.by != "all"].groupby(["band", "level", "by"]):
        whole = pooled.loc[(band, level)]
        assert part.occasions.sum() == whole.occasions
        assert (part.held * part.occasions).sum() / whole.occasions == pytest.approx(whole.held, abs=2e-3)
    for row in pooled.itertuples():
        assert row.states_low <= row.held <= row.states_high
        assert row.origins_low <= row.held <= row.origins_high
    ideal_points = pooled.drop(index=RATE, level="band")
    assert {*ideal_points.occasions} == {13 * sum(min(HORIZONS, 2023 - year) for year in ROLLING)}
