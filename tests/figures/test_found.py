"""Titles say what was found, in numbers of the result."""

import numpy as np
import pytest

from twochairs.figures import read
from twochairs.figures.kinds import RUNS
from twochairs.scenario.wording import percent


def title(result, kind):
    return next(figure for _, figure in RUNS[kind].draw(result)).texts[0].get_text().replace("\n", " ")


def median(result, quantity, country, month):
    return float(np.median(read.series(result, quantity).sel(country=country).to_numpy()[:, month]))


def signed(value, digits=2):
    return f"{value:+.{digits}f}".replace("-", "−")


def test_trajectories_say_where_the_first_goes(result):
    told = title(result, "trajectories")
    start, end = (median(result, "alignment", "AAA", month) for month in (0, -1))
    assert f"from {signed(start)} to {signed(end)}" in told


def test_declarations_say_how_many_are_joined(result):
    start, end = (percent(median(result, "declared_rate", "AAA", month)) for month in (0, -1))
    assert f"joins {end} of declarations in the end, {start} at the start" in title(result, "declarations")


def test_acts_say_what_the_first_does_in_the_end(result):
    joined = read.series(result, "joined").sel(country="AAA").mean("replicate")
    for act in read.acts(result):
        assert f" {percent(float(joined.sel(act=act)[-1]))}" in title(result, "acts")


def test_chairs_say_what_it_draws_from_either_side(result):
    west, east = (median(result, f"{side}_benefit", "AAA", -1) for side in ("west", "east"))
    assert f"{east:.2f} from the east, {west:.2f} from the west" in title(result, "chairs")


def test_polls_say_who_is_an_ally(result):
    ally = read.series(result, "ally")
    public = read.publics(result, "AAA")[0]
    last = ally.sel(public=public).mean("replicate").isel(month=-1)
    assert f": {percent(float(last.max()))} see " in title(result, "polls")


def test_gas_says_what_it_pays(result):
    price, hub = median(result, "contract_price", "AAA", -1), float(np.median(read.series(result, "hub_price")[:, -1]))
    assert f"pays {price:.0f} in the end, the hub {hub:.0f} " in title(result, "gas")


def test_disputes_say_which_is_tensest(result):
    tension = read.series(result, "tension").mean("replicate")[-1]
    assert f"is tensest in the end ({float(tension.max()):.2f})" in title(result, "disputes")


@pytest.mark.parametrize("kind", RUNS)
def test_no_title_is_that_of_another_kind(result, kind):
    assert all(title(result, kind) != title(result, other) for other in RUNS if other != kind)
