"""Scenarios and experiments in Python: read, checked, explained, compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twochairs.scenario.given import path_of, settings_of
from twochairs.scenario.load import Scenario
from twochairs.scenario.load import load as _load

if TYPE_CHECKING:
    import pandas as pd

    from twochairs.experiment.checked import Checked
    from twochairs.world.rulebook import Rulebook

Given = Path | str | Mapping[str, Any]
"""A scenario or an experiment: the path of a file, text (YAML, of several lines), or a mapping of plain data.

Paths in text and data, such as `extends`, lead from the working folder.
"""
Settings = Mapping[str, Any]
"""Dotted path to value, such as {"EU.pressure.SRB": 0.9}."""
Rules = Path | str | None
"""A Python file of a modeller's own rules and mechanisms."""


def rulebook_of(rules: Rules) -> "Rulebook":
    """The rules of a file, or the package's; raises NotRules."""
    from twochairs.world.rulebook import STANDARD, rulebook

    return STANDARD if rules is None else rulebook(path_of("rules", rules))


def load(scenario: Given, settings: Settings | None = None, rules: Rules = None) -> Scenario:
    """A scenario, read, checked and solved.

    Parameters
    ----------
    scenario : the path of a file, text (YAML, of several lines), or a mapping; paths in text and mappings lead from
        the working folder
    settings : dotted path to value, over everything in the file, as `--set` has it
    rules : a Python file of your own, whose mechanisms it may hold numbers of

    Raises
    ------
    NotRules : where the file of rules cannot be used
    InvalidInput : with every problem, each with file, line and column; of a mapping with its dotted path
    NotPossible : where it is nothing that can be read, or settings are no mapping
    """
    return _load(scenario, settings_of(settings), rulebook_of(rules).adds)


def loaded(
    scenario: Scenario | Given, settings: Settings | None, months: int | None = None, rules: Rules = None
) -> Scenario:
    """A scenario that may be loaded already; raises as `load`, and NotPossible where settings are for one that is."""
    from twochairs.errors import NotPossible

    chosen = settings_of(settings) | ({} if months is None else settings_of({"clock.months": months}))
    if not isinstance(scenario, Scenario):
        return _load(scenario, chosen, rulebook_of(rules).adds)
    if chosen:
        raise NotPossible("settings are for a file\n  hint: twochairs.load(file, settings) gives one with them")
    return scenario.under(rulebook_of(rules).adds) if rules is not None else scenario


def validate(given: Given, settings: Settings | None = None, rules: Rules = None) -> "Checked":
    """What there is to know of a scenario, or of an experiment and every point of it, once all of it is sound.

    Parameters
    ----------
    settings : of a scenario, as `load` takes them
    rules : as `load` takes them

    Raises
    ------
    InvalidInput : with every problem, each with its place
    NotPossible : where settings are given for an experiment
    """
    from twochairs.experiment.checked import checked

    return checked(given, settings_of(settings), own=rulebook_of(rules).adds)


def explain(
    scenario: Scenario | Given, key: str = "", settings: Settings | None = None, rules: Rules = None
) -> "pd.DataFrame":
    """Every value of a scenario with where it comes from and what source stands behind it.

    Parameters
    ----------
    key : a dotted key, such as countries.SRB.gas or EU.pressure; all where empty

    Returns
    -------
    one row a value: path, value, origin, kind (observed, derived, assumed), source

    Raises
    ------
    InvalidInput, NotPossible : as `load`; NotPossible too where there is no such key
    """
    import pandas as pd

    from twochairs.errors import NotPossible
    from twochairs.scenario.explain import explain as explained

    rows = explained(loaded(scenario, settings, rules=rules), key)
    if not rows:
        raise NotPossible(f"{key} is no value of it\n  hint: twochairs.explain(scenario) lists all")
    return pd.DataFrame([row.__dict__ for row in rows])


def diff(first: Scenario | Given, second: Scenario | Given) -> "pd.DataFrame":
    """What two scenarios differ in, once everything they extend is resolved; raises as `load`.

    Returns
    -------
    one row a value that differs: path, first, second; None where one has none
    """
    import pandas as pd

    from twochairs.scenario.compare import differences

    return pd.DataFrame(differences(loaded(first, None), loaded(second, None)), columns=["path", "first", "second"])


def init(folder: Path | str) -> list[Path]:
    """Copy the example case and its experiments, ready to edit, into a new folder.

    Returns
    -------
    the files

    Raises
    ------
    CannotWrite : where the folder is not empty, or cannot be made
    """
    from twochairs.scenario.example import copy_example

    return copy_example(path_of("folder", folder))


def schema(experiment: bool = False) -> dict[str, Any]:
    """The JSON Schema of scenario files, or of experiment files."""
    from twochairs.experiment.written import json_schema as of_experiments
    from twochairs.scenario.written import json_schema as of_scenarios

    return of_experiments() if experiment else of_scenarios()


def order() -> list[tuple[str, str]]:
    """The order of a month: what each step does, and the file it stands in."""
    from twochairs.world.month import ORDER

    return [(what, f"world/phases/{where}") for what, where in ORDER]
