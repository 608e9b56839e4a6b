"""Arrays of a result: each number in its place, read once, refused where it is not one scenario's runs."""

import numpy as np
import pandas as pd
import pytest

from twochairs.figures import read


class Shuffled:
    """A result whose tables are in another order."""

    def __init__(self, result, twice=False):
        self.folder, self.manifest, self._result, self._twice, self.reads = (
            result.folder,
            result.manifest,
            result,
            twice,
            0,
        )

    def table(self, name, columns):
        self.reads += 1
        frame = self._result.table(name, columns)
        frame = pd.concat([frame, frame.iloc[:1]]) if self._twice else frame
        return frame.sample(frac=1.0, random_state=3)


@pytest.mark.parametrize("quantity", ["hub_price", "alignment", "ally", "tension", "joined", "contribution"])
def test_the_order_of_rows_does_not_matter(result, quantity):
    kept = result.series(quantity)
    for source in (result, Shuffled(result)):
        array = read.series(source, quantity)
        assert (np.diff(read.months(array)).astype(float) > 0).all()
        assert array.sel({dim: kept[dim] for dim in kept.dims}).transpose(*kept.dims).identical(kept.drop_attrs()) or (
            np.array_equal(array.sel({dim: kept[dim] for dim in kept.dims}).transpose(*kept.dims), kept)
        )


def test_a_table_is_read_once(result):
    source = Shuffled(result)
    for quantity in ("alignment", "target", "hedging_index", "alignment"):
        read.series(source, quantity)
    assert source.reads == 1


def test_a_number_given_twice_is_refused(result):
    with pytest.raises(ValueError, match="does not hold one number for each run, month and country"):
        read.series(Shuffled(result, twice=True), "alignment")


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
