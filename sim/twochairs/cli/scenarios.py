"""The verbs of scenario files: parse, call, print."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.options import Json, Rules, ScenarioFile, Set, settings_of
from twochairs.errors import CannotWrite, InvalidInput, NotPossible, Problem

_MANY_POINTS = 1000
"""Points whose check takes long enough to show how far it is."""


def init(
    folder: Annotated[Path, typer.Argument(help="folder to make", show_default=False)],
) -> None:
    """Copy the example case and its experiments into a new folder."""
    from twochairs.scenario.example import copy_example

    files = copy_example(folder)
    first = folder / "balkans" / "serbia-2022.yaml"
    echo(f"{len(files)} files in {folder}\nnext: twochairs run {first}")
    echo(f"or a sweep: twochairs sweep {folder / 'experiments' / 'pressure-and-gas.yaml'} --dry-run")


def validate(
    files: Annotated[list[Path], typer.Argument(help="scenario or experiment files", show_default=False)],
    settings: Set = None,
    rules: Rules = None,
    every: Annotated[bool, typer.Option("--all", help="notes and countries of what a file extends, too")] = False,
    as_json: Json = False,
) -> None:
    """Say every problem of scenarios and experiments, with place.

    Of a sound file, notes follow on what may not be what was meant, each with its place; of a scenario also a table of
    where each country's alignment, government, challenger and public are on the axis at the start. Of what a file
    extends they are told with `--all` alone.
    """
    told = [_validated(file, settings, rules, every, as_json) for file in files]
    if as_json:
        echo_json(told)
    if not all(one["sound"] for one in told):
        raise typer.Exit(1)


def _validated(file: Path, settings: list[str] | None, rules: Path | None, every: bool, quiet: bool) -> dict[str, Any]:
    """What there is to say of one file; it is said at once, so that many files show how far it is."""
    from twochairs.experiment.checked import checked
    from twochairs.experiment.file import is_experiment_file

    if settings and is_experiment_file(file):
        raise typer.BadParameter(f"--set is for scenarios; write `set` in {file}")
    try:
        found = checked(file, settings_of(settings), _check, _adds(rules))
    except InvalidInput as error:
        echo(str(error), err=True)
        return {"file": str(file), "sound": False, "problems": [str(problem) for problem in error.problems]}
    if not quiet:
        _say_sound(file, found, every)
    countries = [row.__dict__ for row in found.countries]
    told = {"holds": found.holds, "counts": dict(found.counts), "notes": list(found.notes), "countries": countries}
    return {"file": str(file), "sound": True} | told


def _adds(rules: Path | None) -> Any:
    """What a modeller's file adds to what a scenario may hold."""
    from twochairs.world.rulebook import STANDARD, rulebook

    return (STANDARD if rules is None else rulebook(rules)).adds


def _check(plan: Any) -> None:
    """Check every point; many of them take long enough to show how far it is."""
    from twochairs.cli.progress import bar

    if len(plan.points) < _MANY_POINTS:
        plan.check()
        return
    with bar(f"checking {plan.name}", "points") as progress:
        plan.check(progress)


def _say_sound(file: Path, found: Any, every: bool) -> None:
    from twochairs.scenario.sides import table

    echo(f"{file} is sound{f': {found.holds}' if found.holds else ''}")
    for note in found.notes:
        if every or note not in found.inherited:
            echo(f"  note: {note}")
    shown = [row for row in found.countries if every or row.country not in found.as_inherited]
    for line in table(shown) if shown else ():
        echo(f"  {line}")
    if shown:
        echo("  what a column is: twochairs explain place")
    left = [] if every else [(len(found.inherited), "note"), (len(found.as_inherited), "start")]
    told = " and ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in left if count)
    if told:
        echo(f"  left out, for they are of what it extends: {told}; --all shows them")


def upgrade(
    files: Annotated[list[Path], typer.Argument(help="scenario or experiment files", show_default=False)],
) -> None:
    """Rewrite files of an older format where they are.

    Comments stay. What the present version has no counterpart for is left out and told. A file that another one
    extends has to be named too.
    """
    for file in files:
        left_out = _upgraded(file)
        echo(f"{file} is of the present format")
        for line in left_out:
            echo(f"  note: {line}")


def _upgraded(path: Path) -> list[str]:
    """Rewrite a file in its place, whole or not at all; what was left out, a line each."""
    from ruamel.yaml.error import YAMLError

    from twochairs.scenario.upgrade import upgraded
    from twochairs.sweeps.commit import commit

    try:
        text, left_out = upgraded(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InvalidInput(str(path), [Problem(None, f"it cannot be read: {reason}")], "upgraded") from None
    try:
        commit(path, text.encode())
    except OSError as error:
        raise CannotWrite(path, (error.strerror or str(error)).lower(), "is the file yours to write?") from None
    return left_out


def explain(
    file: Annotated[
        Path, typer.Argument(help="a scenario file (YAML), or a word, e.g. commitment", show_default=False)
    ],
    key: Annotated[str, typer.Argument(help="a dotted key, e.g. countries.SRB.gas or EU.pressure")] = "",
    settings: Set = None,
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """Show values of a scenario with sources, or what a word means.

    Of one value also what the timeline and policies make of it later.
    """
    from twochairs.scenario.explain import explain as explained
    from twochairs.scenario.load import load

    if not file.suffix and not file.exists():
        _explain_word(f"{file} {key}".strip(), as_json)
        return
    rows = explained(load(file, settings_of(settings), _adds(rules)), key)
    if not rows:
        unknown = Problem(None, f"{key} is no value of it; `twochairs explain FILE` lists all")
        raise InvalidInput(str(file), [unknown], "explained")
    if as_json:
        echo_json([row.__dict__ for row in rows])
        return
    for row in rows:
        echo(f"{row.path} = {_shown(row.value)}{f' {row.unit}' if row.unit else ''}   [{row.origin}]")
        if row.source:
            echo(f"    {row.kind}: {row.source}")
        for line in row.about if len(rows) == 1 else ():
            echo(f"    {line}")
        for line in row.later if key else ():
            echo(f"    {line if line.startswith('note: ') else f'later, {line}'}")


def _explain_word(word: str, as_json: bool) -> None:
    """What a word that results and files use means; raises NotPossible."""
    from twochairs.scenario.glossary import meaning, nearest_word
    from twochairs.scenario.wording import found

    senses, near = meaning(word), nearest_word(word)
    if not senses:
        guess = f"; did you mean '{near}'?" if near else ""
        hint = "give a scenario file, or a word such as alignment, commitment, 'even odds', gas_discount or b_pressure"
        raise NotPossible(f"{found(word)} is no file, and no word that is explained{guess}\n  hint: {hint}")
    if as_json:
        echo_json({"word": word, "means": senses})
        return
    for sense in senses:
        echo(f"{word}: {sense}")


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, float) else f"{value:g}"


def diff(first: ScenarioFile, second: ScenarioFile, as_json: Json = False) -> None:
    """Show what two scenarios differ in, with all they extend."""
    from twochairs.scenario.compare import differences
    from twochairs.scenario.load import load

    rows = differences(load(first), load(second))
    if as_json:
        echo_json([{"path": path, "first": one, "second": other} for path, one, other in rows])
        return
    for path, one, other in rows:
        echo(f"{path}: {_shown(one)} -> {_shown(other)}")
    echo(f"{len(rows)} difference{'s' if len(rows) != 1 else ''}")


def schema(
    experiment: Annotated[bool, typer.Option("--experiment", help="that of experiment files instead")] = False,
) -> None:
    """Print the JSON Schema of scenarios or experiments.

    Editors complete and check files by it.
    """
    from twochairs.experiment.written import json_schema as of_experiments
    from twochairs.scenario.written import json_schema as of_scenarios

    echo_json(of_experiments() if experiment else of_scenarios())


def order() -> None:
    """Print the order of a month, and the file each step stands in."""
    from twochairs.world.month import ORDER

    for number, (what, where) in enumerate(ORDER, start=1):
        echo(f"{number:2d} {what:<35} sim/twochairs/world/phases/{where}")
