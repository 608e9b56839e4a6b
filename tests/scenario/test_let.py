"""Numbers that a policy gives a name: the same as if they stood there, in every way a run is made."""

from pathlib import Path

import numpy as np
import pytest

import twochairs as tc
from tests.experiment.written import planned
from twochairs.errors import InvalidInput
from twochairs.scenario.essence import essence
from twochairs.scenario.expression import parse
from twochairs.scenario.load import load
from twochairs.scenario.timeline import policies_of

HERE = Path(__file__).parent
NAMED = """\
twochairs: 2
title: Named
extends: small.yaml
policies:
  - name: tighten
    every: 2 months
    let: {threshold: 0.3, step: 0.125, far: 2}
    when: "alignment[ALD] < threshold * far"
    do: {LEA.pressure.ALD: "min(1, pressure[LEA, ALD] + step)", LEA.aid.ALD: "far"}
"""
WRITTEN = """\
twochairs: 2
title: Written
extends: small.yaml
policies:
  - name: tighten
    every: 2 months
    when: "alignment[ALD] < 0.3 * 2"
    do: {LEA.pressure.ALD: "min(1, pressure[LEA, ALD] + 0.125)", LEA.aid.ALD: "2"}
"""
MOVED = """\
scenario: named.yaml
months: 8
replicates: 2
factors:
  policies[tighten].let.threshold: [-1, 0.3]
  policies[tighten].let.step: {from: 0, to: 0.5, steps: 2}
outcomes: ["pressure[LEA, ALD]@end"]
"""


def both(folder: Path) -> tuple[Path, Path]:
    """The two files, in a folder beside what they extend."""
    (folder / "twochairs.toml").touch()
    for name in ("small.yaml", "prices.csv", "sources.csv"):
        (folder / name).write_bytes((HERE / "good" / name).read_bytes())
    for name, text in (("named.yaml", NAMED), ("written.yaml", WRITTEN)):
        (folder / name).write_text(text, "utf-8")
    return folder / "named.yaml", folder / "written.yaml"


def test_a_name_is_the_number_that_it_stands_for() -> None:
    assert parse("b < 2 * far", {"b": 0.5, "far": 3.0}) == parse("0.5 < 2 * 3")
    assert parse("b < far[x]", {"far": 3.0}) == parse("b < far[x]")
    assert parse("a < b") != parse("a < b", {"b": 0.5})


def test_runs_are_those_of_the_numbers_written_out(tmp_path: Path) -> None:
    """What every way of running a month reads, to the bit; and a run."""
    named, written = (load(path) for path in both(tmp_path))
    assert essence(named.case) == essence(written.case)
    first, second = (policies_of(one.case, named.start()[0], np.asarray) for one in (named, written))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)
    one, other = (tc.run(path, replicates=3, jobs=0, settings={"clock.months": 9}, out=tmp_path / path.stem)
                  for path in both(tmp_path))  # fmt: skip
    for quantity in ("pressure", "aid", "alignment"):
        np.testing.assert_array_equal(one.values(quantity)[1], other.values(quantity)[1])
    assert float(one.values("aid")[1].max()) == 2.0


def test_a_factor_moves_a_number_by_name(tmp_path: Path) -> None:
    both(tmp_path)
    plan = planned(tmp_path, MOVED)
    plan.check()
    assert [plan.scenario(point).case.policies[0].let["threshold"] for point in range(4)] == [-1, 0.3, -1, 0.3]
    assert [plan.scenario(point).case.policies[0].let["step"] for point in range(4)] == [0, 0, 0.5, 0.5]


def test_a_name_that_no_policy_has_is_told(tmp_path: Path) -> None:
    both(tmp_path)
    with pytest.raises(InvalidInput) as error:
        planned(tmp_path, MOVED.replace("let.step", "let.stepp").replace("let.threshold", "let"))
    assert "policies[tighten].let.stepp names the number 'stepp', which is unknown; did you mean 'step'?" in str(
        error.value
    )
    assert "policies[tighten].let names no number; write policies[tighten].let.NAME" in str(error.value)


def test_a_number_that_is_used_nowhere_changes_nothing(tmp_path: Path) -> None:
    both(tmp_path)
    (tmp_path / "named.yaml").write_text(NAMED.replace("far: 2", "far: 2, idle: 1"), "utf-8")
    with pytest.raises(InvalidInput, match=r"policies\[tighten\].let.idle changes nothing that a run depends on"):
        planned(tmp_path, MOVED.replace("let.step", "let.idle"))
