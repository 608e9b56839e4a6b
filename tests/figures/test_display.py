"""What a notebook shows of scenarios, results and figures: escaped, and the numbers of the files."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

import twochairs
from tests.figures.conftest import LONG, SCRIPT
from twochairs.errors import NotPossible
from twochairs.results.result import Result


class Text(HTMLParser):
    """Collects elements and text of markup."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_a_result_shows_where_each_country_starts_and_ends(result: Result) -> None:
    shown = Text(result._repr_html_())
    median = float(result.series("alignment").sel(point=0, country="AAA").median("replicate").to_numpy()[-1])
    assert SCRIPT in shown.text
    assert f"{median:+.2f}".replace("-", "−") in shown.text
    assert shown.tags.count("polyline") == 3
    assert "script" not in shown.tags
    assert repr(result) == f"Result({str(result.folder)!r})"


def test_a_scenario_shows_countries_and_timeline(scenarios: Path) -> None:
    shown = Text(twochairs.load(scenarios / "tiny.yaml")._repr_html_())
    assert {"AAA", "+0.10", "$x_{ happens", "2022-06", "NORTH.pressure.AAA"} <= set(shown.text)
    assert {"accession_credibility", "AAA 0.4", "gas_discount", "default 0.4"} <= set(shown.text)
    assert repr(twochairs.load(scenarios / "tiny.yaml")) == f"Scenario({str(scenarios / 'tiny.yaml')!r})"
    assert "script" not in shown.tags and "b" in shown.tags
    assert LONG not in "".join(shown.text)


def test_figures_are_those_of_plot(result: Result, tmp_path: Path) -> None:
    from twochairs.figures import draw_all

    picture = result.figure("why", "AAA")
    bundle = picture._repr_mimebundle_()
    assert picture.name == "why-AAA"
    paths = {path.suffix: path for path in draw_all(result, tmp_path, ["AAA"], ["why"])}
    assert bundle["image/svg+xml"].encode() == paths[".svg"].read_bytes()
    assert bundle["image/png"] == paths[".png"].read_bytes()
    assert [path.name for path in picture.save(tmp_path / "mine")] == ["mine.png", "mine.svg"]


def test_a_kind_that_is_not_there_is_told(result: Result) -> None:
    with pytest.raises(NotPossible, match="there is no figure 'wy'; there are acts, chairs, change"):
        result.figure("wy")


def test_comparisons(result: Result, variant: Result, other_seed: Result) -> None:
    assert result.compared(variant).name == "compare-AAA"
    frame = twochairs.compare(result, variant)
    assert "alignment[AAA]@end" in set(frame["outcome"])
    with pytest.raises(NotPossible, match="the seed is 7 in one and 8 in the other"):
        twochairs.compare(result, other_seed)


def test_run_finds_again_what_it_ran(scenarios: Path, tmp_path: Path) -> None:
    file = scenarios / "tiny.yaml"
    first = twochairs.run(file, replicates=2, seed=7, settings={"clock.months": 3}, out=tmp_path / "one")
    written = (tmp_path / "one" / "manifest.json").stat().st_mtime_ns
    again = twochairs.run(twochairs.load(file, {"clock.months": 3}), replicates=2, seed=7, out=tmp_path / "one")
    assert (tmp_path / "one" / "manifest.json").stat().st_mtime_ns == written
    assert again.manifest["run_hash"] == first.manifest["run_hash"]
    with pytest.raises(NotPossible, match="settings are for a file"):
        twochairs.run(twochairs.load(file), settings={"clock.months": 3})
