"""Whatever is done to what a result hands out, the next who asks gets what is stored."""

import copy
import inspect
import json
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import twochairs
from tests.trust.trial import begun, job_of, swept, written
from tests.written import write_run
from twochairs.data import catalogue
from twochairs.errors import NotPossible, TwochairsError
from twochairs.experiment.posterior import posterior
from twochairs.experiment.uncertainty import drawn, for_scenario
from twochairs.figures import read
from twochairs.results.result import Result
from twochairs.scenario.load import load

ALIGNMENT = "alignment[ALD]@end"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "label": {"dim": "country", "key": "ALD"},
    "spoken": {"dim": "country", "key": "ALD"},
    "unit": {"quantity": "alignment"},
    "meaning": {"quantity": "alignment"},
    "series": {"quantity": "alignment"},
    "agents": {"quantity": "alignment"},
    "values": {"quantity": "alignment"},
    "together": {"table": "countries", "quantities": ["alignment"]},
    "point_of": {"point": 0},
    "points_with": {"values": {}},
    "table": {"name": "countries"},
    "about": {"name": ALIGNMENT},
    "outcome": {"text": ALIGNMENT},
    "grid": {"outcome": ALIGNMENT},
    "draw_of": {"replicates": [0, 1]},
    "kind": {"outcome": ALIGNMENT},
    "arrow": {"name": "countries", "columns": ["month", "alignment"]},
}
"""What the methods are called with; one that takes more and stands neither here nor below fails the test."""
DRAW = ("figures", "figure", "compared", "at", "has", "to_netcdf", "answer", "answers")
"""What makes a picture, a file or a run anew each time, reads a folder anew, or says yes or no."""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("project")
    path = written(folder)
    scenario, job = load(folder / "tiny.yaml"), job_of(path)
    draws = for_scenario(scenario, drawn("posterior", 2, 1, 4))
    write_run(folder / "run", scenario, 4, 1, draws=draws)
    swept(folder / "sweep", job)
    begun(folder / "begun", job, 4)
    return {
        "run": twochairs.open(folder / "run"),
        "sweep": twochairs.open(folder / "sweep"),
        "unfinished": twochairs.open(folder / "begun", incomplete=True),
    }


def asked(result: Result) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every public attribute and method of a result, and how to ask for it."""
    for name in sorted(name for name in dir(result) if not name.startswith("_") and name not in DRAW):
        if inspect.ismethod(inspect.getattr_static(result, name)) or callable(getattr(type(result), name, None)):
            taken = [
                one for one in inspect.signature(getattr(result, name)).parameters.values() if one.default is one.empty
            ]
            assert {one.name for one in taken} <= set(ARGUMENTS.get(name, {})), f"{name} takes {taken}"
            yield name, lambda name=name: getattr(result, name)(**ARGUMENTS.get(name, {}))
        else:
            yield name, lambda name=name: getattr(result, name)


def told(value: Any) -> str:
    """What a value says, to the last digit."""
    if isinstance(value, pd.DataFrame):
        cells = value.to_json(double_precision=15, date_format="iso")
        return f"{cells} {value.columns.tolist()} {value.index.name} {value.attrs}"
    if isinstance(value, xr.DataArray | xr.Dataset):
        return json.dumps(value.to_dict(), default=str)
    if isinstance(value, np.ndarray):
        return str(value.tolist())
    return repr(value)


def spoil(value: Any) -> None:
    """Change a value in every way there is; what refuses is fine."""
    refusals = (TypeError, ValueError, AttributeError, NotPossible)
    if isinstance(value, pd.DataFrame):
        for name in value.columns:
            with suppress(refusals):
                value[name].to_numpy()[:] = 0
            with suppress(refusals):
                value[name].values[:] = 0
            value[name] = 77
        with suppress(refusals):
            value.iloc[:, 0] = 99
        value.insert(0, "spoilt", 1)
        value.index.name, value.columns.name = "spoilt", "spoilt"
        value.attrs["spoilt"] = True
        del value["spoilt"], value[value.columns[-1]]
    elif isinstance(value, xr.Dataset):
        for name in value.variables:
            spoil(value[name])
        value.attrs["spoilt"] = True
    elif isinstance(value, xr.DataArray):
        spoil(value.to_numpy())
        with suppress(refusals):
            value[...] = 0
        value.attrs["spoilt"] = True
        for name in value.coords:
            spoil(value.coords[name].to_numpy())
            value.coords[name].attrs["spoilt"] = True
    elif isinstance(value, np.ndarray):
        with suppress(refusals):
            value[...] = value[:1].copy() if value.ndim == 1 and value.dtype.kind in "MOU" else 0
    elif isinstance(value, dict):
        for inner in list(value.values()):
            spoil(inner)
        for change in (lambda: value.update(spoilt=1), lambda: value.popitem(), lambda: value.clear()):
            with suppress(*refusals, KeyError):
                change()
    elif isinstance(value, list):
        for inner in value:
            spoil(inner)
        for change in (lambda: value.append(1), lambda: value.reverse(), lambda: value.clear()):
            with suppress(refusals):
                change()


@pytest.mark.parametrize("kind", ["run", "sweep", "unfinished"])
def test_whatever_is_done_to_it_the_next_who_asks_gets_what_is_stored(kind: str, results: dict[str, Result]) -> None:
    result = results[kind]
    ways = dict(asked(result))
    assert {"runs", "manifest", "series", "summary"} <= ways.keys()
    before = {}
    for name, ask in ways.items():
        with suppress(TwochairsError, FileNotFoundError):  # not every kind has everything
            before[name] = told(ask())
    for name in before:
        spoil(ways[name]())
    assert {name for name in before if told(ways[name]()) != before[name]} == set()
    assert len(before) > 15


def test_what_pictures_read_cannot_be_spoilt(results: dict[str, Result]) -> None:
    before = told(read.series(results["run"], "alignment"))
    spoil(read.series(results["run"], "alignment"))
    assert told(read.series(results["run"], "alignment")) == before


def test_a_comparison_is_of_what_is_stored(results: dict[str, Result], tmp_path: Path) -> None:
    run = results["run"]
    before = told(twochairs.compare(run, run))
    frame = run.runs
    frame[ALIGNMENT] *= 100
    assert told(twochairs.compare(run, run)) == before
    assert (frame[ALIGNMENT] == run.runs[ALIGNMENT] * 100).all()


def test_what_a_result_says_of_itself_is_copied_and_not_changed(results: dict[str, Result]) -> None:
    manifest = results["run"].manifest
    with pytest.raises(NotPossible) as error:
        manifest["labels"]["country"]["ALD"] = "?"
    assert str(error.value) == (
        "what a result says of itself cannot be changed\n  hint: copy.deepcopy gives a copy of your own"
    )
    for mine in (copy.deepcopy(manifest), pickle.loads(pickle.dumps(manifest)), json.loads(json.dumps(manifest))):
        assert mine == manifest
        mine["labels"]["country"]["ALD"] = "?"
        mine["notes"].append("mine")
    assert (manifest | {"seed": 9})["seed"] == 9


def test_every_table_of_data_is_a_copy() -> None:
    for name in (table.name for table in catalogue.tables()):
        before = told(catalogue.table(name))
        spoil(catalogue.table(name))
        spoil(catalogue.rows(name))
        assert told(catalogue.table(name)) == before, name


def test_draws_of_the_posterior_and_sources_are_copies() -> None:
    for ask in (posterior, catalogue.all_sources, lambda: drawn("posterior", 2, 1, 2).values):
        before = told(ask())
        spoil(list(ask()) if isinstance(ask(), tuple) else ask())
        assert told(ask()) == before


def test_a_scenario_that_was_changed_has_another_hash(tmp_path: Path) -> None:
    """Its parts are frozen, but not the mappings in them; what is run is what is hashed."""
    scenario = load(written(tmp_path).with_name("tiny.yaml"))
    before, data = scenario.hash, scenario.resolved()
    spoil(scenario.resolved())
    assert (scenario.hash, scenario.resolved()) == (before, data)
    _, values = scenario.start()
    values[:] = 0.0
    assert scenario.start()[1].any()
    scenario.solved.unexplained["ALD"] = 0.123
    assert scenario.hash != before
