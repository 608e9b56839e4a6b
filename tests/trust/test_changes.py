"""A13: what is changed between the start of a sweep and going on with it is noticed, and never mixed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.trust.trial import EXPERIMENT, ROOT, begun, content, swept, told, written
from twochairs.errors import CannotWrite, OtherVersion, TwochairsError
from twochairs.experiment.plan import load_experiment
from twochairs.sweeps.closing import damage_of
from twochairs.sweeps.job import Job, _sealed, versions
from twochairs.sweeps.runner import WHOLE, default_folder
from twochairs.sweeps.state import plan_of
from twochairs.world.rulebook import Rulebook, rulebook

VARIANT = "twochairs: 2\ntitle: dear gas\nextends: tiny.yaml\nhub_series: prices.csv\n"
RULE = "def misalignment_liability(alignment: float, position: float, aid: float) -> float:\n    return {} * aid\n"
BEGUN = 5
OTHER_SWEEP = "{out} cannot be written: it holds another sweep\n  hint: name another folder with --out"
OTHER_VERSION = (
    "{out} belongs to other versions: {what}\n"
    "  hint: run it with what it was begun with, or begin anew in another folder with --out"
)


def project(folder: Path) -> Path:
    path = written(folder, EXPERIMENT.replace("tiny.yaml", "dear.yaml"))
    (folder / "dear.yaml").write_text(VARIANT)
    (folder / "prices.csv").write_bytes((ROOT / "tests" / "scenario" / "good" / "prices.csv").read_bytes())
    (folder / "rules.py").write_text(RULE.format("0.5"))
    return path


def job(path: Path, rules: Rulebook | None = None) -> Job:
    """A job whose hash nothing has been kept of."""
    plan = load_experiment(path)
    plan.check()
    return Job(plan, rules or Rulebook(), "key,kind,source\n")


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1))

    return change


FILES = {
    "a value of the scenario": edit("dear.yaml", "title", "world: {rivalry: 0.5}\ntitle"),
    "a value of its base": edit("tiny.yaml", "gdp: 60", "gdp: 61"),
    "its data": edit("prices.csv", "\n2030-02,", "\n2030-02,1"),
    "the seed": edit("experiment.yaml", "seed: 7", "seed: 8"),
    "the replicates": edit("experiment.yaml", "replicates: 20", "replicates: 21"),
    "the outcomes": edit("experiment.yaml", "  - liability[ALD]@mean\n", ""),
    "what is kept": edit("experiment.yaml", "[alignment, tension, favourability]", "[alignment, tension]"),
    "the months": edit("experiment.yaml", "{clock.months: 8}", "{clock.months: 9}"),
    "a factor's range": edit("experiment.yaml", "to: 1,", "to: 0.9,"),
    "the number of points": edit("experiment.yaml", "steps: 4", "steps: 5"),
}


def refused(out: Path, other: Job, kind: type[TwochairsError], text: str) -> None:
    """Going on in the same folder is refused with a text, nothing in it moves, and by itself it goes elsewhere."""
    before = content(out)
    with pytest.raises(kind) as error:
        swept(out, other)
    assert str(error.value) == text
    assert content(out) == before
    first = plan_of(out)["sweep_hash"]
    assert default_folder(other, out.parent, WHOLE).name != f"experiment-{first[:10]}"


@pytest.mark.parametrize("what", FILES)
def test_a_changed_file_is_noticed(what: str, tmp_path: Path) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    begun(out, job(path), BEGUN)
    FILES[what](tmp_path)
    refused(out, job(path), CannotWrite, OTHER_SWEEP.format(out=out))


def test_changed_rules_are_noticed(tmp_path: Path) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    begun(out, job(path, rulebook(tmp_path / "rules.py")), 0)
    (tmp_path / "rules.py").write_text(RULE.format("0.6"))
    refused(out, job(path, rulebook(tmp_path / "rules.py")), CannotWrite, OTHER_SWEEP.format(out=out))
    refused(out, job(path), CannotWrite, OTHER_SWEEP.format(out=out))


def test_changed_code_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    begun(out, job(path), BEGUN)
    monkeypatch.setattr("twochairs.world.rulebook.code_hash", lambda: "0" * 64)
    refused(out, job(path), OtherVersion, OTHER_VERSION.format(out=out, what="the package's code is another"))


def test_a_changed_library_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    begun(out, job(path), BEGUN)
    monkeypatch.setattr("twochairs.sweeps.job.versions", lambda: {**versions(), "numpy": "9.9", "numba": "0.1"})
    what = f"numpy {np.__version__} there, 9.9 here; numba {versions()['numba']} there, 0.1 here"
    refused(out, job(path), OtherVersion, OTHER_VERSION.format(out=out, what=what))


def test_a_plan_edited_by_hand_is_written_anew(tmp_path: Path) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    swept(tmp_path / "sound", job(path))
    begun(out, job(path), BEGUN)
    edit("out/plan.json", '"replicates": 20', '"replicates": 21')(tmp_path)
    assert swept(out, job(path)).ran == 12 - BEGUN
    assert content(out) == content(tmp_path / "sound")


@pytest.mark.parametrize("change", ["replicates", "sweep_hash"])
def test_a_plan_forged_by_hand_is_refused(change: str, tmp_path: Path) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    begun(out, job(path), BEGUN)
    data: dict[str, Any] = json.loads((out / "plan.json").read_text())
    data.pop("checksum")
    if change == "replicates":
        data["plan"]["experiment"]["replicates"] = 21
    else:
        data["sweep_hash"] = "0" * 64
    (out / "plan.json").write_text(_sealed(data))
    before = content(out)
    with pytest.raises(OtherVersion) as error:
        swept(out, job(path))
    assert str(error.value) == OTHER_VERSION.format(out=out, what="its plan has been changed")
    assert content(out) == before


def test_a_damaged_plan_of_another_sweep_stays(tmp_path: Path) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    begun(out, job(path), BEGUN)
    edit("out/plan.json", '"replicates": 20', '"replicates": 21')(tmp_path)
    FILES["the seed"](tmp_path)
    before = content(out)
    with pytest.raises(CannotWrite) as error:
        swept(out, job(path))
    assert str(error.value) == OTHER_SWEEP.format(out=out)
    assert content(out) == before


@pytest.mark.parametrize("what", ["the title", "the order of keys", "a comment"])
def test_what_changes_no_number_changes_no_byte(what: str, tmp_path: Path) -> None:
    path, out = project(tmp_path), tmp_path / "out"
    swept(tmp_path / "sound", job(path))
    begun(out, job(path), BEGUN)
    text = path.read_text()
    path.write_text(
        {
            "the title": "title: another\n" + text,
            "the order of keys": text.replace("seed: 7\n", "") + "seed: 7\n",
            "a comment": "# a comment\n" + text,
        }[what]
    )
    assert swept(out, job(path)).ran == 12 - BEGUN
    assert content(out) == content(tmp_path / "sound")
    assert not damage_of(out, job(path))


def test_how_many() -> None:
    told("A13", f"{len(FILES) + 5} of {len(FILES) + 5} changes noticed, none mixed")
