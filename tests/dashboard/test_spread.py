"""Chance and constants: the page's draws are those of `run --parameters posterior`, and levers move under them."""

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import typed
from tests.dashboard.driven import READY, SERBIA, Open, cells, handed_out, of_result
from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.page import html
from twochairs.dashboard.spread import numbered, parts_of
from twochairs.figures import compare
from twochairs.figures.text import signed
from twochairs.page.model import spread
from twochairs.results.described import scenario_yaml
from twochairs.results.result import Result
from twochairs.scenario.load import load

SHORT = {"clock.months": "24"}


def test_the_runs_are_those_of_run_parameters_posterior(opened: Open, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SERBIA.parent, tmp_path / "folder"))
    case = folder / "case.yaml"
    case.write_text("twochairs: 2\ntitle: Short\nextends: serbia-2022.yaml\nclock: {months: 24}\n", "utf-8")
    watched = opened("#EU.pressure.SRB=0.9", html(chosen([case]).scenarios))
    page = watched.page
    alone = cells(page, ".changes")["Alignment"]
    page.locator("select[name=constants]").select_option("posterior")
    page.wait_for_selector(READY)
    assert page.url.endswith("&EU.pressure.SRB=0.9&constants=posterior")
    assert page.locator(".proof").inner_text().endswith(" They are spread over 16 draws of the constants.")
    line = page.locator(".repeat code").inner_text()
    most = line.partition("--replicates ")[2].split()[0]  # fewer in a slow browser
    assert line == (
        f"twochairs run case.yaml --set EU.pressure.SRB=0.9 --seed 2022 --replicates {most} --parameters posterior"
    )
    without = line.replace(" --set EU.pressure.SRB=0.9", "")
    for words, out in ((line, "moved"), (without, "file")):
        ran = typed(*shlex.split(words)[1:], "--out", tmp_path / out, cwd=folder)
        assert ran.returncode == 0, ran.stderr
    results = [Result(tmp_path / name) for name in ("file", "moved")]
    [pairs] = compare.differences(results, "SRB")
    end, shown = pairs.at_end(), cells(page, ".changes")["Alignment"]
    assert shown[2:] == [signed(end.mean, 3), f"{signed(end.low, 3)} to {signed(end.high, 3)}"]
    assert shown != alone
    assert drawn(page, int(most)) == of_result(results[1])
    page.locator("[name=undo]").click()
    page.wait_for_selector(READY)
    assert cells(page, ".changes")["Alignment"] == alone
    assert watched.messages == []


def drawn(page: Any, most: int) -> Any:
    """Month, state, replicate, as the model in the page has them under the draws that the page holds."""
    call = """most => {
      const parsed = kind => JSON.parse(document.querySelector(`script.${kind}`).textContent);
      const {rows, sets, hash} = parsed("words").spread, pool = parsed("shared").drawn;
      const each = sets.map(([one, two, three]) => ({start: pool[one], numbers: pool[two], constants: pool[three]}));
      const study = twochairs.open({...parsed("model"), hash, draws: {rows, sets: each}});
      if (!study.check().ready) return null;
      const runs = study.run({"EU.pressure.SRB": 0.9}, most), states = study.data.names.country;
      const of = month => states.map(one => [...study.values(runs, month, "alignment", one)]);
      return Array.from({length: study.data.months + 1}, (_, month) => of(month));
    }"""
    return page.evaluate(call, most)


def test_a_page_that_is_opened_with_them_compares_under_them_and_pins(opened: Open) -> None:
    scenarios = {name: load(SERBIA, SHORT | more) for name, more in (("one", {}), ("two", {"EU.aid.SRB": "2"}))}
    page = opened("#scenario=one&constants=posterior&against=scenario%3Dtwo&pin=scenario%3Dtwo", html(scenarios)).page
    assert page.locator("select[name=constants]").input_value() == "posterior"
    assert page.locator(".proof").inner_text().endswith(" draws of the constants.")
    assert cells(page, ".changes")["Alignment"][3] != "the same in every pair"
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator("select[name=against]").input_value() == "scenario=two"
    _, saved = handed_out(page, "button[name=save]")
    assert "parameters:" in saved
    assert (
        page.locator(".saved")
        .inner_text()
        .startswith(
            "Handed out as my-scenario.yaml. It holds the file's constants, so it repeats chance alone: twochairs run "
        )
    )


def test_a_scenario_whose_constants_are_its_own_has_none(
    opened: Open, small: Callable[[str], Path], tmp_path: Path
) -> None:
    scenario = load(small("one"))
    assert spread(scenario) is not None
    whole = tmp_path / "whole.yaml"
    whole.write_text(scenario_yaml(scenario), "utf-8")
    assert spread(load(whole)) is None
    page = opened("#constants=posterior", html({"whole": load(whole)})).page
    assert page.locator("select[name=constants]").is_disabled()
    assert "The address: of whole no constants can be drawn." in page.locator(".proof").inner_text()
    assert page.url.endswith("#scenario=whole&state=AAA")


@pytest.mark.parametrize("count", [1, 2])
def test_what_scenarios_have_in_common_is_there_once(count: int) -> None:
    found = spread(load(SERBIA, {"clock.months": "1"}), replicates=16)
    assert found is not None
    parts = parts_of([found] * count)
    [number, *_] = numbered(found, parts)["sets"]  # type: ignore[index]
    assert [parts[place] for place in number] == [found["sets"][0][name] for name in ("start", "numbers", "constants")]
    assert len(parts) == len({str(part) for part in parts})
    assert numbered(None, parts) is None
