"""The evidence page says what the shipped tables say, and README repeats it word for word."""

import pytest

from twochairs.docs.evidence import _TABLES, evidence, headline
from twochairs.docs.markdown import ROOT
from twochairs.evidence.register.track import shipped_track_record
from twochairs.evidence.results.shipped import shipped


def flowing(text):
    return " ".join(text.split())


@pytest.mark.parametrize("name", _TABLES)
def test_every_table_is_made_whole(name):
    text = evidence(name)
    if name != "headline":
        widths = {line.count(" | ") for line in text.splitlines()}
        assert len(widths) == 1
    assert "nan" not in text


def test_readme_says_the_headline_whichever_way_it_goes():
    assert flowing(headline()) in flowing((ROOT / "README.md").read_text("utf-8"))


def test_readme_says_how_the_register_of_forecasts_fared():
    assert flowing(shipped_track_record()) in flowing((ROOT / "README.md").read_text("utf-8"))


def test_the_headline_is_the_skill_table():
    row = shipped("skill").set_index(["split", "forecast"]).loc[("rolling", "conditional")]
    assert f"CRPS skill {row.crps_skill:+.2f} [{row.crps_low:+.2f}, {row.crps_high:+.2f}]" in headline()


def test_the_page_names_every_variant_that_was_tried():
    page = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    for variant in shipped("ablation").variant:
        assert variant in page


def test_a_table_that_is_none_is_an_error():
    with pytest.raises(KeyError):
        evidence("nothing")
