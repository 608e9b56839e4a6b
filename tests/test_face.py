"""What a notebook calls: whatever it gives that is wrong is told in words, as the package's own error."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import twochairs
from tests.results.test_handed import ARGUMENTS
from tests.trust.trial import begun, job_of, swept, written
from tests.written import write_run
from twochairs.errors import NotPossible, TwochairsError, UnknownAttribute
from twochairs.figures import read
from twochairs.figures.picture import Picture
from twochairs.mesa_model import TwoChairs
from twochairs.results.result import Result
from twochairs.scenario.load import load

WRONG = (
    *("alignement", "", "a\0b", "x" * 5000, None, 5, -1, 1.5, float("nan"), True),
    *([], ["x"], [[1]], {}, {"a": 1}, (), object()),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("project")
    path = written(folder)
    scenario, job = load(folder / "tiny.yaml", {"clock.months": "3"}), job_of(path)
    write_run(folder / "run", scenario, 2, 1)
    swept(folder / "sweep", job)
    begun(folder / "begun", job, 4)
    return {
        "scenario": scenario,
        "run": twochairs.open(folder / "run"),
        "sweep": twochairs.open(folder / "sweep"),
        "unfinished": twochairs.open(folder / "begun", incomplete=True),
    }


def refused(call: Callable[[], Any]) -> bool:
    """Whether a call is refused in words; any other error fails the test."""
    try:
        call()
    except TwochairsError as error:
        assert str(error).strip()
        return True
    return False


def methods_of(result: Result) -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Public methods, what each takes, and arguments that are right."""
    right = ARGUMENTS | {
        "figures": {"kind": "trajectories"},
        "figure": {"kind": "trajectories"},
        "compared": {"other": result},
    }
    for name in dir(type(result)):
        if not name.startswith("_") and callable(getattr(type(result), name)) and name not in ("complete", "again"):
            yield name, list(inspect.signature(getattr(result, name)).parameters), right.get(name, {})


@pytest.mark.parametrize("kind", ["run", "sweep", "unfinished"])
def test_wrong_arguments_of_results_methods_are_refused_in_words(
    kind: str, made: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result, told = made[kind], 0
    for name, taken, right in methods_of(result):
        if name in ("figures", "figure", "compared", "has"):
            continue  # below: each drawing takes a while
        for parameter in taken:
            for wrong in WRONG:
                told += refused(lambda: getattr(result, name)(**{**right, parameter: wrong}))  # noqa: B023
    assert told > 100


@pytest.mark.parametrize("kind", ["run", "sweep"])
def test_wrong_kinds_and_countries_of_figures_are_refused_in_words(kind: str, made: dict[str, Any]) -> None:
    result = made[kind]
    for wrong in (wrong for wrong in WRONG if wrong != "trajectories"):
        assert refused(lambda: result.figures(wrong))  # noqa: B023
    for wrong in ("alignement", 5, 1.5):
        assert refused(lambda: result.figures("trajectories" if kind == "run" else "fan", wrong))  # noqa: B023
    for wrong in (["x"], [[1]], {"a": 1}):
        assert refused(lambda: result.figures("trajectories" if kind == "run" else "fan", wrong)) or kind == "sweep"  # noqa: B023
    for wrong in (None, "a", 5, made["sweep"] if kind == "run" else made["run"]):
        assert refused(lambda: result.compared(wrong))  # noqa: B023


def test_wrong_names_of_attributes_are_refused_with_what_was_meant(made: dict[str, Any]) -> None:
    for kind in ("run", "sweep", "unfinished"):
        with pytest.raises(UnknownAttribute, match="sumary is unknown; did you mean 'summary'") as error:
            _ = made[kind].sumary
        assert isinstance(error.value, AttributeError)


def test_wrong_arguments_of_the_face_are_refused_in_words(
    made: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for wrong in WRONG:
        assert refused(lambda: twochairs.open(wrong))  # noqa: B023
        assert refused(lambda: twochairs.load(wrong))  # noqa: B023
        assert refused(lambda: twochairs.run(wrong))  # noqa: B023
        assert refused(lambda: twochairs.compare(wrong, made["run"]))  # noqa: B023
        assert refused(lambda: twochairs.compare(made["run"], wrong))  # noqa: B023
        assert refused(lambda: TwoChairs(wrong))  # noqa: B023
        assert wrong is None or refused(lambda: TwoChairs(made["scenario"], rules=wrong))  # noqa: B023
        for option in ("replicates", "seed", "settings", "out"):
            given = {"replicates": 1, option: wrong}
            if option == "out" or refused(lambda: twochairs.run(made["scenario"], **given)):  # noqa: B023
                refused(lambda: twochairs.run(made["scenario"], **given))  # noqa: B023
            else:
                assert wrong in (1, 5, True, None, {}), (option, wrong)
    assert refused(lambda: twochairs.compare(made["run"], made["sweep"]))
    with pytest.raises(NotPossible) as error:
        twochairs.compare(5, "b")  # type: ignore[arg-type]
    assert str(error.value) == "5 is no result\n  hint: twochairs.open(FOLDER) opens one"


OF_ONE: dict[str, Callable[[Any], Any]] = {
    "validate": twochairs.validate,
    "explain": twochairs.explain,
    "diff": lambda wrong: twochairs.diff(wrong, wrong),
    "sweep": lambda wrong: twochairs.sweep(wrong, jobs=0),
    "estimate": lambda wrong: twochairs.estimate(wrong, jobs=0),
    "merge": lambda wrong: twochairs.merge([wrong]),
    "merge all": twochairs.merge,
    "status": twochairs.status,
    "verify": twochairs.verify,
    "replay": lambda wrong: twochairs.replay(wrong, "0/0"),
    "plot": twochairs.plot,
    "why": twochairs.why,
    "report": twochairs.report,
    "card": twochairs.card,
    "data": twochairs.data.show,
    "data of a country": lambda wrong: twochairs.data.show("un_votes", wrong),
    "data imported": lambda wrong: twochairs.data.import_(wrong, "file", "out"),
    "data of a file": lambda wrong: twochairs.data.import_("hub-prices", wrong, "out"),
}


@pytest.mark.parametrize("name", OF_ONE)
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: repr(wrong)[:12])
def test_what_is_no_scenario_experiment_result_or_table_is_refused_in_words(
    name: str, wrong: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if (name, wrong) == ("data of a country", None):
        return
    assert refused(lambda: OF_ONE[name](wrong))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("option", ["jobs", "dask", "shard", "rules", "parameters", "draws"])
def test_wrong_options_of_a_sweep_are_refused_before_anything_is_run(
    option: str, made: dict[str, Any], tmp_path: Path
) -> None:
    experiment = made["sweep"].folder.parent / "experiment.yaml"
    for wrong in WRONG:
        if wrong is not None and not (option == "jobs" and wrong == 5):
            words = {"jobs": 0, "out": tmp_path / "out", option: wrong}
            assert refused(lambda: twochairs.sweep(experiment, **words))  # noqa: B023
            assert not list(tmp_path.glob("out/series/*"))


def test_what_was_meant_is_said(made: dict[str, Any]) -> None:
    for call, text in {
        lambda: made["run"].series("alignement"): "quantity 'alignement' is unknown; did you mean 'alignment'?",
        lambda: made["run"].unit("alignement"): "quantity 'alignement' is unknown; did you mean 'alignment'?",
        lambda: made["sweep"].agents("tensoin"): "quantity 'tensoin' is unknown; did you mean 'tension'?",
        lambda: made["run"].table("contries"): "table 'contries' is unknown; did you mean 'countries'?",
        lambda: made["run"].table("countries", ["alignement"]): (
            "column 'alignement' is unknown; did you mean 'alignment'?"
        ),
        lambda: made["sweep"].series("alignment", points=[12]): "point is 12\n  hint: give a whole number from 0 to 11",
    }.items():
        with pytest.raises(NotPossible) as error:
            call()
        assert str(error.value) == text
    with pytest.raises(NotPossible, match="pictures read no 'liability'; they read hub_price, alignment"):
        read.series(made["run"], "liability")


NAMES = {
    "why.png": ["why.png"],
    "why.PNG": ["why.PNG"],
    "why.svg": ["why.svg"],
    "why": ["why.png", "why.svg"],
    "why-0.5": ["why-0.5.png", "why-0.5.svg"],
    "new/why": ["new/why.png", "new/why.svg"],
    "new/": ["new/drawn.png", "new/drawn.svg"],
    ".": ["drawn.png", "drawn.svg"],
    None: ["drawn.png", "drawn.svg"],
}


@pytest.mark.parametrize("stem", NAMES)
def test_a_picture_is_saved_under_the_name_that_is_given(
    stem: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matplotlib.figure import Figure

    monkeypatch.chdir(tmp_path)
    paths = Picture("drawn", Figure()).save(stem)
    assert sorted(map(str, paths)) == NAMES[stem]
    there = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert there == NAMES[stem]
    assert all(path.read_bytes()[:4] == (b"\x89PNG" if path.suffix.lower() == ".png" else b"<?xm") for path in paths)


def test_pictures_are_of_two_kinds(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    picture = Picture("drawn", Figure())
    for call in (lambda: picture.save(tmp_path / "why.pdf"), lambda: picture.save(5), lambda: picture.image("pdf")):
        assert refused(call)
    with pytest.raises(NotPossible) as error:
        picture.save(tmp_path / "why.pdf")
    assert str(error.value) == (
        f"{tmp_path / 'why.pdf'} is no png or svg\n  hint: leave the ending out, and both are written"
    )
    assert list(tmp_path.iterdir()) == []
