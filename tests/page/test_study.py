"""What a study says in a page is what the package says of the same runs; and it says nothing where they differ."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import twochairs as tc
from tests.page.opened import Pages, asked, pages
from twochairs.figures.pairs import differences
from twochairs.page.model import SERIES, Model, model
from twochairs.results.attribution import attribution
from twochairs.results.result import Result
from twochairs.results.spans import spans
from twochairs.scenario.load import load
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.kinds import NUMBER, SHARE
from twochairs.statistics.paired import difference

if TYPE_CHECKING:
    from playwright.sync_api import Page

SMALL = Path(__file__).parents[1] / "scenario" / "good" / "small.yaml"
RUNS, SEED = 12, 7
MOVES = {"LEA.pressure.ALD": 0.9, "LEA.aid": 1.5}
SHARES = [0.05, 0.25, 0.5, 0.75, 0.95]


@pytest.fixture(scope="module")
def browser() -> Iterator[Pages]:
    with pages() as opened:
        yield opened


@pytest.fixture(scope="module")
def made() -> Model:
    return model(load(SMALL), seed=SEED, replicates=RUNS)


@pytest.fixture
def page(browser: Pages, made: Model) -> "Page":
    opened = browser.open(made.script, made.data)
    assert asked(opened, "study.check()")["ready"]
    opened.evaluate("moves=>{globalThis.moved=study.run(moves)}", MOVES)
    return opened


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Result]:
    folder = tmp_path_factory.mktemp("results")
    settings = {path: repr(value) for path, value in MOVES.items()}
    first = tc.run(SMALL, RUNS, SEED, out=folder / "baseline", jobs=0)
    return first, tc.run(SMALL, RUNS, SEED, settings=settings, out=folder / "moved", jobs=0)


def close(found: Any, expected: Any) -> None:
    assert np.allclose(found, expected, rtol=1e-9, atol=1e-13, equal_nan=True)


def same(found: dict[str, Any], expected: Estimate) -> None:
    close([found["mean"]], [expected.mean])
    ends = [np.nan if found[name] is None else found[name] for name in ("error", "low", "high")]
    close(ends, [expected.error, expected.low, expected.high])


def series(result: Result, quantity: str, **agents: str) -> np.ndarray:
    """Shape (replicate, month)."""
    return result.series(quantity).sel(point=0, **agents).transpose("replicate", "month").to_numpy()


def test_quantiles_and_means(page: "Page", results: tuple[Result, Result]) -> None:
    values = series(results[1], "alignment", country="ALD")
    found = asked(page, f"study.quantiles(moved,{SHARES},'alignment','ALD')")
    assert found == np.quantile(values, SHARES, axis=0).T.tolist()
    close(asked(page, "study.means(moved,'alignment','ALD')"), values.mean(axis=0))
    last = values.shape[1] - 1
    same(asked(page, f"study.mean(moved,{last},'alignment','ALD')"), estimate(values[:, last], NUMBER))
    assert asked(page, f"study.values(moved,{last},'alignment','ALD')") == values[:, last].tolist()


def test_acts(page: "Page", results: tuple[Result, Result]) -> None:
    joined = results[1].series("joined").isel(point=0, month=-1)
    found = asked(page, "study.acts(moved,study.data.months)")
    assert len(found) == joined.sizes["act"] * joined.sizes["country"]
    for one in found:
        values = joined.sel(act=one["act"], country=one["country"]).to_numpy()
        same(one, estimate(values, SHARE))


def test_differences_are_of_pairs(page: "Page", results: tuple[Result, Result]) -> None:
    [pairs] = differences(results, "ALD")
    last = pairs.values.shape[1] - 1
    same(asked(page, f"study.apart(moved,study.baseline,{last},'alignment','ALD')"), pairs.at_end())
    found = asked(page, f"study.quantilesApart(moved,study.baseline,{SHARES},'alignment','ALD')")
    assert found == np.quantile(pairs.values, SHARES, axis=0).T.tolist()
    acts = [result.series("joined").isel(point=0, month=last) for result in results]
    act, country = str(acts[0]["act"].to_numpy()[0]), str(acts[0]["country"].to_numpy()[0])
    values = (acts[1] - acts[0]).sel(act=act, country=country).to_numpy()
    call = f"study.apart(moved,study.baseline,{last},'joined','{act}','{country}')"
    same(asked(page, call), difference(values, SHARE))


def test_why_a_state_leans_as_it_does(page: "Page", results: tuple[Result, Result]) -> None:
    for runs, result in (("study.baseline", results[0]), ("moved", results[1])):
        [expected] = attribution(result, ["ALD"])
        found = asked(page, f"study.why({runs},'ALD')")
        assert {term["mechanism"] for term in found["terms"]} == {term["mechanism"] for term in expected["terms"]}
        told = {term["mechanism"]: term for term in expected["terms"]}
        for key in ("before", "after", "change"):
            close(found[key], expected[key])
            close([term[key] for term in found["terms"]], [told[term["mechanism"]][key] for term in found["terms"]])
        changes = [abs(term["change"]) for term in found["terms"]]
        assert changes == sorted(changes, reverse=True)


def test_why_it_changed(page: "Page", results: tuple[Result, Result]) -> None:
    one, other = (result.series("contribution").sel(point=0, country="ALD") for result in results)
    _, last = spans(one.sizes["month"])
    apart = (other - one).isel(month=last).mean("month")
    found = asked(page, "study.whyApart(moved,study.baseline,'ALD')")
    assert found["terms"][0]["mechanism"] in ("pressure", "aid")
    for term in found["terms"]:
        same(term, difference(apart.sel(mechanism=term["mechanism"]).to_numpy(), NUMBER))
    close(sum(term["mean"] for term in found["terms"]), found["target"]["mean"])
    alignment = [series(result, "alignment", country="ALD")[:, last].mean(axis=1) for result in results]
    same(found["alignment"], difference(alignment[1] - alignment[0], NUMBER))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("study.run({'LEA.presure.ALD':1})", "there is no lever LEA.presure.ALD; one is such as CRO.pressure"),
        ("study.run({'LEA.pressure.ZZZ':1})", "there is no country ZZZ; there are COUNTRIES"),
        ("study.run({'X.pressure.ALD':1})", "there is no pole X; there are POLES"),
        ("study.run({'LEA.pressure.ALD':1.5})", "LEA.pressure.ALD is 1.5; it must be a number between 0 and 1"),
        ("study.run({'LEA.pressure.ALD':'1'})", "LEA.pressure.ALD is 1; it must be a number between 0 and 1"),
        ("study.run({},13)", "13 replicates; it must be a whole number between 1 and 12"),
        ("study.mean(moved,0,'tension','x')", f"tension is not kept; {', '.join(SERIES)} are"),
        ("study.mean(moved,0,'alignment')", "alignment is of country"),
    ],
)
def test_what_is_not_there_is_told(page: "Page", call: str, said: str) -> None:
    names = asked(page, "study.data.names")
    said = said.replace("COUNTRIES", ", ".join(names["country"])).replace("POLES", ", ".join(names["pole"]))
    assert page.evaluate(f"()=>{{try{{{call};return ''}}catch(e){{return e.message}}}}") == said


def test_levers_say_where_they_stand(page: "Page") -> None:
    scenario = load(SMALL)
    layout, start = scenario.start()
    for lever, country in (("pressure", "ALD"), ("gas_discount", "BOR"), ("aid", "ALD")):
        for pole in layout.names.pole:
            found = asked(page, f"study.lever('{pole}.{lever}.{country}')")
            assert found["start"] == start[layout.slot(lever, pole, country)]
    every = asked(page, "study.lever('CRO.gas_discount')")
    assert (every["low"], every["high"], every["fixed"]) == (0.0, 0.8, True)
    starts = [start[layout.slot("gas_discount", "CRO", country)] for country in layout.names.country]
    assert every["usual"] == max(starts, key=starts.count)
    assert every["start"] == (starts[0] if len(set(starts)) == 1 else None)
    refused = page.evaluate("()=>{try{study.run({'CRO.gas_discount':0.5})}catch(e){return e.message}}")
    assert refused == "CRO.gas_discount cannot be moved here: more than the lever follows from it at the start"


def test_memory_is_used_again_where_it_fits(page: "Page") -> None:
    told = """() => {
      const one = study.run({'LEA.aid': 1}), first = study.hash(one), kept = one.kept;
      const other = study.run({'LEA.aid': 2}, 12, one), again = study.run({'LEA.aid': 1}, 12, other);
      const baseline = study.hash(study.baseline), safe = study.run({}, 12, study.baseline).kept;
      const fewer = study.run({}, 2, again).kept;
      return [other.kept === kept, study.hash(again) === first, study.hash(study.baseline) === baseline,
              safe !== study.baseline.kept, fewer !== kept];
    }"""
    assert page.evaluate(told) == [True] * 5


def test_a_planted_difference_keeps_the_levers_away(browser: Pages, made: Model) -> None:
    planted = made.script.replace(".693145751953125", ".693145751953126", 1)
    assert planted != made.script
    opened = browser.open(planted, made.data)
    found = asked(opened, "study.check()")
    assert (found["ready"], found["why"]) == (False, "this browser's numbers are not those that Python left here")
    refused = opened.evaluate("()=>{try{study.run({})}catch(e){return e.message}}")
    assert refused == "levers stay away until the page was found to give the numbers of Python"


def test_data_of_other_rules_are_refused(browser: Pages, made: Model) -> None:
    data = json.dumps(json.loads(made.data) | {"code": "0"})
    found = asked(browser.open(made.script, data), "study.check()")
    assert (found["ready"], found["why"]) == (False, "the data were made for other rules than this page has")
