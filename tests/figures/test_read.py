"""Arrays of a result: each number in its place, read once, refused where it is not one scenario's runs."""

import copy

import numpy as np
import pytest

from twochairs.figures import read


@pytest.mark.parametrize("quantity", ["hub_price", "alignment", "ally", "tension", "joined", "contribution"])
def test_it_is_the_series_of_the_one_point(result, quantity):
    kept = result.series(quantity).sel(point=0)
    array = read.series(result, quantity)
    assert (np.diff(read.months(array)).astype(float) > 0).all()
    assert array.dims[:2] == ("replicate", "month")
    assert np.array_equal(array.sel({dim: kept[dim] for dim in kept.dims}).transpose(*kept.dims), kept)


def test_a_table_is_read_once(result, monkeypatch):
    source, reads = copy.copy(result), []
    monkeypatch.setattr(source, "together", lambda *given: reads.append(given) or result.together(*given))
    for quantity in ("alignment", "target", "hedging_index", "alignment"):
        read.series(source, quantity)
    assert [table for table, _ in reads] == ["countries"]


def test_what_is_not_of_one_point_or_not_of_every_run_is_refused(result):
    over = copy.copy(result)
    over.manifest = result.manifest | {"keep": {**result.manifest["keep"], "series": "quantiles"}}
    with pytest.raises(ValueError, match="does not hold alignment of every run of one point"):
        read.series(over, "alignment")


def test_countries_come_in_the_order_of_the_file_or_as_chosen(result):
    assert read.countries(result) == ["AAA", "BBB", "CCC"]
    assert read.countries(result, ["CCC", "AAA"]) == ["CCC", "AAA"]
    with pytest.raises(ValueError, match=r"there is no country 'XXX' in this result; it has AAA, BBB, CCC"):
        read.countries(result, ["XXX"])
    with pytest.raises(ValueError, match="there is no dispute 'XXX'"):
        read.disputes(result, ["XXX"])


def test_publics_are_those_of_the_country(result):
    assert read.publics(result, "AAA") == ["AAA._land", "AAA.town"]
    assert read.publics(result, "CCC") == []


def test_without_a_focus_the_widest_hedger_is_shown(result):
    table = result.table("countries", ["country", "month", "hedging_index"])
    means = table.groupby("country")["hedging_index"].mean()
    assert read.focus(result) == means.idxmax() == "AAA"


def test_bands_are_the_quantiles_over_runs():
    values = np.random.default_rng(1).normal(size=(9, 5))
    assert np.array_equal(read.bands(values), np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0))


def test_the_focus_of_the_scenario_is_shown(result, monkeypatch):
    monkeypatch.setattr(result, "manifest", result.manifest | {"focus": "CCC"})
    assert read.focus(result) == "CCC"
    monkeypatch.setattr(result, "manifest", result.manifest | {"focus": "nobody"})
    assert read.focus(result) == "AAA"


class Named:
    """A result whose states have these names."""

    names = {"AAA": "Ångström", "BBB": "\U0001b170\U0001b171", "CCC": "Плain"}  # noqa: RUF012

    def label(self, dim, key):
        return self.names[key]


def test_a_name_that_no_font_has_gives_way_to_its_key():
    assert [read.label(Named(), "country", key) for key in Named.names] == ["Ångström", "BBB", "Плain"]
