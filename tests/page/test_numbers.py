"""What numbers.js says of runs is what the package's statistics say: sums and errors to the bit, ends to 1e-9."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import twochairs.page
from tests.browsers import chromium
from twochairs.statistics.estimate import Estimate, estimate
from twochairs.statistics.intervals import student
from twochairs.statistics.kinds import NUMBER, PART, SHARE
from twochairs.statistics.paired import difference
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = (Path(twochairs.page.__file__).parent / "numbers.js").read_text("utf-8")
RANDOM = np.random.default_rng(3)
DRAWS = Drawn(np.arange(24) % 6, 0)
ROWS = Drawn(np.arange(24) % 6, 50)
ALONE = Drawn(np.arange(24), 100)


@pytest.fixture(scope="module")
def page() -> Iterator["Page"]:
    with chromium() as browser:
        opened = browser.new_page()
        opened.add_script_tag(content=SCRIPT)
        yield opened


def told(page: "Page", what: str, values: np.ndarray, kind: str, draw: Drawn | None) -> dict[str, Any]:
    of_run, rows = (None, 0) if draw is None else (draw.of_run.tolist(), draw.rows)
    given = [values.tolist(), kind, of_run, rows]
    return page.evaluate(f"given=>{what}(Float64Array.from(given[0]),...given.slice(1))", given)


def same(found: dict[str, Any], expected: Estimate) -> None:
    assert (found["mean"], found["runs"], found["independent"]) == (expected.mean, expected.runs, expected.independent)
    assert found["varied"] == expected.varied
    if expected.varied:
        assert found["error"] == expected.error
    ends = [found["error"], found["low"], found["high"]]
    wanted = [expected.error, expected.low, expected.high]
    assert np.allclose(ends, wanted, rtol=1e-9, atol=1e-12, equal_nan=True), (ends, wanted)


NUMBERS = [RANDOM.normal(size=24), RANDOM.normal(size=24) * 1e-9 + 1.0, np.full(24, 0.3)]
PARTS = [RANDOM.beta(5, 1, 24), RANDOM.beta(0.2, 5, 24), np.full(24, 0.3), np.zeros(24)]
SHARES = [np.zeros(24), np.ones(24), *(RANDOM.random((3, 24)) < [[0.1], [0.5], [0.9]])]


@pytest.mark.parametrize("draw", [None, DRAWS, ROWS, ALONE])
def test_means(page: "Page", draw: Drawn | None) -> None:
    parts = [(one, PART) for one in PARTS]
    for values, kind in [*((one, NUMBER) for one in NUMBERS), *parts, *((one.astype(float), SHARE) for one in SHARES)]:
        same(told(page, "estimate", values, kind, draw), estimate(values, kind, draw))


@pytest.mark.parametrize("draw", [None, DRAWS, ROWS, ALONE])
def test_differences_of_pairs(page: "Page", draw: Drawn | None) -> None:
    shares = [one.astype(float) - other for one, other in zip(SHARES[1:], SHARES, strict=False)]
    parts = [(one - other, PART) for one, other in zip(PARTS[1:], PARTS, strict=False)]
    ups = [(one, SHARE) for one in [*shares, np.zeros(24)]]
    for values, kind in [*((one, NUMBER) for one in NUMBERS), *parts, *ups]:
        same(told(page, "difference", values, kind, draw), difference(values, kind, draw))


def test_one_run_says_nothing_of_its_error(page: "Page") -> None:
    found = page.evaluate("estimate(Float64Array.of(0.25),'number')")
    assert found["mean"] == 0.25
    assert all(math.isnan(found[name]) for name in ("error", "low", "high"))


def test_two_runs_of_a_part_have_no_interval(page: "Page") -> None:
    for call in ("estimate", "difference"):
        found = page.evaluate(f"{call}(Float64Array.of(0.25,0.5),'part')")
        assert all(math.isnan(found[name]) for name in ("low", "high"))


@pytest.mark.parametrize("degrees", [1, 2, 5, 19, 99, 999])
def test_student(page: "Page", degrees: int) -> None:
    assert page.evaluate("student", degrees) == pytest.approx(student(degrees), rel=1e-9)


def test_sums_are_rounded_once(page: "Page") -> None:
    cases = [[0.1] * 10, [1e300, 1.0, -1e300], [1.0, 2.0**-53, 2.0**-53], [1.0, 2.0**-53, 2.0**-106], []]
    cases += [(RANDOM.normal(size=50) * 10.0 ** RANDOM.integers(-20, 20, 50)).tolist() for _ in range(50)]
    assert list(map(float, page.evaluate("cases=>cases.map(total)", cases))) == [math.fsum(case) for case in cases]


def test_quantiles_are_those_of_numpy(page: "Page") -> None:
    shares = [0.0, 0.05, 0.25, 0.3, 0.5, 0.75, 0.95, 1.0]
    for count in (1, 2, 3, 20, 99, 100):
        values = RANDOM.normal(size=count)
        call = "([values,shares])=>shares.map(share=>quantile(Float64Array.from(values).sort(),share))"
        assert page.evaluate(call, [values.tolist(), shares]) == np.quantile(values, shares).tolist()
