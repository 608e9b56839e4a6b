"""Why runs that are there are not used again: whole lines, from whoever is asked, and that the hints are true."""

from collections.abc import Callable
from pathlib import Path

import pytest

import twochairs as tc
from tests.sweeps.test_again import EVERY_RUN, NO_SERIES, OUTCOME
from tests.trust.trial import EXPERIMENT, begun, command, job_of, swept, written
from twochairs.errors import CannotWrite
from twochairs.sweeps.running import going, job_of_run

NONE, ALL = "keep: {series: none}", "keep: {series: all}"
EXTENDS = f"{NONE} uses them again, and extends by the new runs only, as {ALL} does"
TOGETHER = f"RUNS not used again, for statistics of series are of all replicates of a point together; {EXTENDS}"
SERIES = f"RUNS not used again, for their series were not kept as they are to be kept; {EXTENDS}"
READ = (
    f"RUNS not used again, for what an outcome reads was not kept of them; {ALL} keeps what other outcomes are read off"
)
EVENTS = "RUNS not used again, for their events were not kept; keep: {events: true} keeps them"
LENGTH = (
    "runs that are there are of THERE, not of WANTED, and are not used again, for the last state of a run is not kept; "
    "outcomes can be read at any month of the longest"
)


def line(text: str, runs: int = 240) -> str:
    """What is told of so many runs."""
    return text.replace("RUNS", f"{runs} runs that are there are")


Change = Callable[[str], str]
REPLICATES: Change = lambda text: text.replace("replicates: 20", "replicates: 40")  # noqa: E731
MONTHS: Change = lambda text: text.replace("clock.months: 8", "clock.months: 9")  # noqa: E731

TOLD: dict[str, tuple[str, Change, list[str]]] = {
    "more replicates of quantiles": (EXPERIMENT, REPLICATES, [line(TOGETHER)]),
    "fewer replicates of quantiles": (
        EXPERIMENT,
        lambda text: text.replace("replicates: 20", "replicates: 19"),
        [line(TOGETHER, 228)],
    ),
    "more replicates and another range": (
        EXPERIMENT,
        lambda text: REPLICATES(text).replace("from: 0.2, to: 0.9", "from: 0.55, to: 0.9"),
        [line(TOGETHER, 160)],
    ),
    "more replicates of none": (NO_SERIES, REPLICATES, []),
    "more replicates of all": (EVERY_RUN, REPLICATES, []),
    "a finer grid of quantiles": (EXPERIMENT, lambda text: text.replace("to: 1, steps: 4", "to: 1, steps: 7"), []),
    "every run where statistics were kept": (
        EXPERIMENT,
        lambda text: text.replace("keep: {", "keep: {series: all, "),
        [line(SERIES)],
    ),
    "one more outcome": (EXPERIMENT, lambda text: text.replace("outcomes:\n", OUTCOME), [line(READ)]),
    "one more outcome of stored series": (EVERY_RUN, lambda text: text.replace("outcomes:\n", OUTCOME), []),
    "events": (NO_SERIES.replace("events: true", "events: false"), lambda text: NO_SERIES, [line(EVENTS)]),
    "a month more": (EXPERIMENT, MONTHS, [LENGTH.replace("THERE", "8 months").replace("WANTED", "9 months")]),
    "a month more, and more replicates": (
        EXPERIMENT,
        lambda text: REPLICATES(MONTHS(text)),
        [LENGTH.replace("THERE", "8 months").replace("WANTED", "9 months")],
    ),
    "months of the experiment's own": (
        NO_SERIES,
        lambda text: text.replace("set: {clock.months: 8}", "months: 1"),
        [LENGTH.replace("THERE", "8 months").replace("WANTED", "1 month")],
    ),
    "another seed": (EXPERIMENT, lambda text: text.replace("seed: 7", "seed: 8"), []),
    "months as a factor": (
        NO_SERIES.replace("set: {clock.months: 8}\n", "").replace(
            "LEA.pressure: {from: 0, to: 1, steps: 4}", "clock.months: [6, 7]"
        ),
        lambda text: text.replace("[6, 7]", "[6, 7, 8]"),
        [],
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_why_is_told_in_a_line_where_there_is_something_that_is_not_used(what: str, tmp_path: Path) -> None:
    text, change, lines = TOLD[what]
    old, out = tmp_path / "old", tmp_path / "out"
    assert change(text) != text
    swept(old, job_of(written(tmp_path / "a", text)))
    file = written(tmp_path / "b", change(text))
    assert list(tc.estimate(file, jobs=0, out=out, again=[old]).notes) == lines
    assert tc.estimate(file, jobs=0, out=out).notes == ()  # where it is not looked for, there is no earlier result
    going(job_of(file), out).begin()
    assert list(tc.status(out, again=[old]).notes) == lines
    assert tc.status(out).notes == ()


def test_the_command_says_it_too(tmp_path: Path) -> None:
    old, out, told = tmp_path / "old", tmp_path / "out", line(TOGETHER)
    swept(old, job_of(written(tmp_path / "a", EXPERIMENT)))
    file = written(tmp_path / "b", REPLICATES(EXPERIMENT))
    typed = ("sweep", file, "--jobs", "0", "--out", out, "--from", old)
    dry = command(*typed, "--dry-run")
    assert f"note: {told}\n" in dry.stderr
    assert told in command(*typed, "--dry-run", "--json").stdout
    going(job_of(file), out).begin()
    assert command("status", out, "--from", old).stdout == (
        f"{out}: 0 of 12 points done, not complete\n480 of 480 runs are to be run\nnote: {told}\n0 of 480 runs failed\n"
    )
    done = command(*typed)
    assert f"note: {told}\n" in done.stderr
    assert f"\nwritten: {out}\n" in f"\n{done.stdout}"
    assert "not used again" not in command(*typed).stderr  # for all of it is there now


def test_what_is_refused_for_it_says_it_too(tmp_path: Path) -> None:
    out = tmp_path / "out"
    swept(out, job_of(written(tmp_path / "a", EXPERIMENT)))
    file = written(tmp_path / "b", REPLICATES(EXPERIMENT))
    text = (
        f"{out} cannot be written: it holds another sweep\n"
        "  hint: name another folder with --out, or give --replace\n"
        f"  note: {line(TOGETHER)}"
    )
    for call in (tc.sweep, tc.estimate):
        with pytest.raises(CannotWrite) as error:
            call(file, jobs=0, out=out)
        assert str(error.value) == text
    done = command("sweep", file, "--jobs", "0", "--out", out)
    assert (done.returncode, done.stderr.endswith(f"\n{text}\n")) == (1, True)


def test_the_hint_is_true(tmp_path: Path) -> None:
    swept(tmp_path / "old", job_of(written(tmp_path / "a", EXPERIMENT)))
    job = job_of(written(tmp_path / "b", REPLICATES(NO_SERIES)))
    left = going(job, tmp_path / "out", [tmp_path / "old"]).left()
    assert (left.runs_anew, left.runs_used_again, list(left.notes)) == (240, 240, [])


def test_a_run_says_it_in_the_words_of_its_options(tmp_path: Path) -> None:
    written(tmp_path)
    case = tc.load(tmp_path / "tiny.yaml", {"clock.months": "3"})
    out = tmp_path / "run-1"
    tc.run(case, replicates=1, out=out, keep="quantiles")
    notes = going(job_of_run(case, 2, 2022, keep="quantiles"), tmp_path / "run-2", [out]).left().notes
    assert list(notes) == [
        "1 run that is there is not used again, for statistics of series are of all replicates of a point together; "
        "--keep none uses them again, and extends by the new runs only, as --keep all does"
    ]


def test_a_result_of_another_length_that_holds_no_run_is_no_earlier_result(tmp_path: Path) -> None:
    old, job = tmp_path / "old", job_of(written(tmp_path / "b", MONTHS(EXPERIMENT)))
    going(job_of(written(tmp_path / "a", EXPERIMENT)), old).begin()
    assert list(going(job, tmp_path / "out", [old]).left().notes) == []
    begun(old, job_of(written(tmp_path / "a", EXPERIMENT)), 1)
    assert list(going(job, tmp_path / "out", [old]).left().notes) == [
        LENGTH.replace("THERE", "8 months").replace("WANTED", "9 months")
    ]


def test_runs_that_two_results_have_are_told_once(tmp_path: Path) -> None:
    olds = [tmp_path / "old-1", tmp_path / "old-2"]
    swept(olds[0], job_of(written(tmp_path / "a", EXPERIMENT)))
    swept(olds[1], job_of(written(tmp_path / "b", EXPERIMENT.replace("replicates: 20", "replicates: 30"))))
    job = job_of(written(tmp_path / "c", REPLICATES(EXPERIMENT)))
    assert list(going(job, tmp_path / "out", olds).left().notes) == [line(TOGETHER, 360)]
