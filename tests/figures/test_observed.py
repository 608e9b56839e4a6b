"""Observed figures stand where the tables have the state and the month, and nowhere else."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from twochairs.data.catalogue import rows
from twochairs.figures import observed, style

MONTHS = np.arange(np.datetime64("2021-12"), np.datetime64("2024-01"))


def case(**sources: str) -> SimpleNamespace:
    """A result with sources of starts."""
    table = [(f"countries.{key}.alignment", "derived", text, "made") for key, text in sources.items()]
    return SimpleNamespace(
        sources=pd.DataFrame(table, columns=["key", "kind", "source", "file"]),
        manifest={"name": "made"},
        label=lambda dim, key: key.title(),
    )


CODED = case(SRB="ideal points, mean 2019-2021, mapped (x-0.35)/0.85", HUN="lowered by judgement")


def test_ideal_points_are_placed_as_the_case_is_coded():
    seen = observed.ideal_points(CODED, "SRB", MONTHS)
    table = {row["year"]: float(row["value"]) for row in rows("un_ideal_points") if row["country"] == "SRB"}
    assert seen.last.astype(str).tolist() == ["2022-11", "2023-11"]
    assert seen.low == pytest.approx([(table[year] - 0.35) / 0.85 for year in ("2022", "2023")])
    assert observed.ideal_points(CODED, "HUN", MONTHS).high.tolist() == [1.0, 1.0]
    assert len(observed.ideal_points(CODED, "XKX", MONTHS)) == 0


def test_whose_start_is_set_otherwise_is_said():
    (note,) = observed.how_placed(CODED, ["SRB", "HUN", "XKX"])
    assert "(ideal point − 0.35) / 0.85" in note
    assert note.endswith("The start is set otherwise of Hun.")


def test_a_case_that_is_not_coded_by_them_has_none_of_any_table():
    made = case(SRB="assumed")
    for seen in (
        observed.ideal_points(made, "SRB", MONTHS),
        observed.rates(made, "SRB", MONTHS),
        observed.contract_prices(made, "SRB", MONTHS),
        observed.hub_prices(made, MONTHS),
    ):
        assert len(seen) == 0
    assert observed.how_placed(made, ["SRB"]) == []


def test_rates_are_of_all_declarations_and_prices_have_a_range():
    rates = observed.rates(CODED, "SRB", MONTHS)
    whole = [row for row in rows("cfsp_rates") if row["country"] == "SRB" and row["period_end"] == "2022-12"]
    assert float(whole[0]["rate"]) in rates.low[rates.last == np.datetime64("2022-12")]
    prices = observed.contract_prices(CODED, "SRB", MONTHS)
    assert (prices.low <= prices.high).all()
    assert set(prices.last.astype(str)) == {
        row["period_end"]
        for row in rows("contract_prices")
        if row["country"] == "SRB" and "2021-12" <= row["period_end"] <= "2023-12"
    }
    assert len(observed.hub_prices(CODED, MONTHS)) == 25


def test_what_is_read_at_a_month_is_what_was_observed_there():
    seen = observed.ideal_points(CODED, "SRB", MONTHS)
    values = observed.noted(seen, MONTHS)["observed"]
    assert np.isfinite(values).sum() == 2
    assert values[11] == seen.low[0]
    assert observed.noted(observed.ideal_points(CODED, "XKX", MONTHS), MONTHS) == {}


def test_rings_stand_at_the_last_month_in_the_axis_unit():
    axes = Figure().add_subplot()
    style.date_axis(axes, MONTHS, 5.0)
    seen = observed.ideal_points(CODED, "SRB", MONTHS).times(100.0)
    observed.draw(axes, seen)
    assert axes.get_lines()[0].get_ydata() == pytest.approx(seen.low)
    assert axes.get_lines()[0].get_xdata() == pytest.approx(style.days(seen.last))
