"""What the command takes, the functions take, and the other way round: read off both, listed nowhere."""

import inspect
import subprocess
import sys
from collections.abc import Callable
from typing import Any, get_args

import pytest
import typer

import twochairs as tc
from twochairs.cli.app import app
from twochairs.cli.data import data as app_of_data

PRINTING = {"as_json", "every"}
"""What says how, or how much, a verb prints; a function hands out all that there is to print."""
ELSEWHERE = {verb: {"dry_run": tc.estimate} for verb in ("sweep", "sensitivity", "discover", "game", "robust")}
"""Options that are a function of their own."""
COMMAND_ALONE = {"dashboard", "hindcast", "upgrade"}
"""Verbs for somebody who looks on: a page, a table that is printed; and one that rewrites files, once."""


def verbs(of: typer.Typer) -> dict[str, Callable[..., Any]]:
    """Name of each verb in Python, and what the command calls."""
    return {command.callback.__name__: command.callback for command in of.registered_commands if command.callback}


def options(callback: Callable[..., Any]) -> set[str]:
    """Names of the options of a verb."""
    hints = inspect.get_annotations(callback)
    return {
        name
        for name, hint in hints.items()
        if any(isinstance(one, typer.models.OptionInfo) for one in get_args(hint)[1:])
    }


def arguments(callback: Callable[..., Any]) -> list[str]:
    """Names of what a verb takes by its place."""
    hints = inspect.get_annotations(callback)
    return [name for name in inspect.signature(callback).parameters if name in hints and name not in options(callback)]


PAIRS = [
    *((name, verb, getattr(tc, name)) for name, verb in verbs(app).items() if name not in COMMAND_ALONE),
    *((name, verb, getattr(tc.data, name)) for name, verb in verbs(app_of_data).items()),
]


@pytest.mark.parametrize(("name", "verb", "function"), PAIRS, ids=[name for name, *_ in PAIRS])
def test_every_option_of_a_verb_has_its_parameter_and_the_other_way_round(
    name: str, verb: Callable[..., Any], function: Callable[..., Any]
) -> None:
    parameters = inspect.signature(function).parameters
    by_place = {one for one, of in parameters.items() if of.kind is inspect.Parameter.VAR_POSITIONAL}
    first = list(parameters)[: max(len(arguments(verb)), 2 if name == "compare" else 0)]
    taken = set(parameters) - set(first) - by_place
    assert taken == options(verb) - PRINTING - set(ELSEWHERE.get(name, ())), name
    assert len(options(verb)) + len(arguments(verb)) == len(inspect.signature(verb).parameters)


def test_a_dry_run_takes_what_decides_how_much_there_is_to_run() -> None:
    parameters = set(inspect.signature(tc.estimate).parameters)
    assert parameters <= set(inspect.signature(tc.sweep).parameters)


@pytest.mark.parametrize(("name", "verb", "function"), PAIRS, ids=[name for name, *_ in PAIRS])
def test_options_that_are_left_out_are_the_same(
    name: str, verb: Callable[..., Any], function: Callable[..., Any]
) -> None:
    of_verb, of_function = (inspect.signature(one).parameters for one in (verb, function))
    for option in (options(verb) - PRINTING) & set(of_function):
        assert of_function[option].default == of_verb[option].default, option


def test_every_verb_has_its_function() -> None:
    assert set(verbs(app)) - COMMAND_ALONE <= set(tc.__all__)
    assert set(verbs(app_of_data)) == set(tc.data.__all__)


@pytest.mark.parametrize("name", [name for name in tc.__all__ if inspect.isfunction(getattr(tc, name))])
def test_every_function_says_what_it_takes_gives_and_raises(name: str) -> None:
    function = getattr(tc, name)
    signature = inspect.signature(function)
    assert function.__doc__
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty, parameter
        assert parameter.kind is not inspect.Parameter.VAR_KEYWORD


def test_names_are_there_and_others_are_not() -> None:
    assert dir(tc) == tc.__all__
    for name in tc.__all__:
        assert getattr(tc, name)
    with pytest.raises(AttributeError, match="module 'twochairs' has no attribute 'sweeep'"):
        _ = tc.sweeep


def test_importing_it_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import twochairs; print(sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not [name for name in eval(loaded) if name.partition(".")[0] in ("numpy", "pandas", "mesa", "numba")]
    assert {name for name in eval(loaded) if name.startswith("twochairs.")} == {"twochairs.version"}
