"""The command line: parse, call, print a path."""

import json
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from twochairs.cli import dashboard as cli_dashboard
from twochairs.cli import data as cli_data
from twochairs.cli import evidence as cli_evidence
from twochairs.cli import report as cli_report
from twochairs.cli import sweep as cli_sweep
from twochairs.cli.echo import echo, echo_json
from twochairs.errors import InvalidInput, Stopped, TwochairsError

app = typer.Typer(
    name="twochairs",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "States that sit on two chairs: scenario files in, explained ensembles out.\n\n"
        "Start with:  twochairs init mycase;  twochairs run mycase/balkans/serbia-2022.yaml;  "
        "twochairs plot results/..."
    ),
    epilog=(
        "Exit codes: 0 done; 1 invalid input or failed check; 2 usage; 3 some runs of a sweep failed; "
        "130, 143 interrupted."
    ),
)

ScenarioFile = Annotated[Path, typer.Argument(help="a scenario file (YAML)", show_default=False)]
Folder = Annotated[Path, typer.Argument(help="a result folder", show_default=False)]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="a value over everything else, e.g. EU.pressure=0.6; repeatable"),
]
Json = Annotated[bool, typer.Option("--json", help="print JSON for a script")]
Only = Annotated[list[str] | None, typer.Option("--only", help="one kind of figure, e.g. why; repeatable")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", help="a country's key, e.g. SRB; repeatable", show_default=False)
]

Incomplete = Annotated[
    bool, typer.Option("--incomplete", help="go on with what is there of a sweep that has not come to its end")
]

_SHOWN = 12
"""Missing keys of a base that are named."""
_MANY_POINTS = 1000
"""Points whose check takes long enough to show how far it is."""


def main() -> None:
    """Run the command; the user's mistakes come out as text, never as a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        app()
    except Stopped as error:
        echo(str(error), err=True)
        sys.exit(128 + error.number)
    except TwochairsError as error:
        echo(str(error), err=True)
        sys.exit(1)


def _stop(number: int, frame: Any) -> None:
    """Leave by way of every `finally`, so that nothing half-written stays."""
    echo("interrupted; nothing half-written is left behind", err=True)
    sys.exit(128 + number)


def _settings(pairs: list[str] | None) -> dict[str, str]:
    settings = {}
    for pair in pairs or []:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            raise typer.BadParameter(f"{pair!r} has no '='; write --set KEY=VALUE, e.g. --set EU.pressure=0.6")
        settings[key.strip()] = value.strip()
    return settings


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="folder to make", show_default=False)],
) -> None:
    """Copy the example case, ready to edit, into a new folder."""
    from twochairs.scenario.example import copy_example

    files = copy_example(folder)
    first = folder / "balkans" / "serbia-2022.yaml"
    echo(f"{len(files)} files in {folder}\nnext: twochairs run {first}")


@app.command()
def validate(
    files: Annotated[list[Path], typer.Argument(help="scenario or experiment files", show_default=False)],
    settings: Set = None,
    as_json: Json = False,
) -> None:
    """Say every problem of scenario and experiment files, each with line and column.

    Of a sound file, notes follow on what may not be what was meant, each with its place; of a scenario also a table of
    where each country's alignment, government, challenger and public are on the axis at the start.
    """
    from twochairs.experiment.file import is_experiment_file

    failed = 0
    told: list[dict[str, Any]] = []
    for file in files:
        try:
            experiment = is_experiment_file(file)
            if experiment and settings:
                raise typer.BadParameter(f"--set is for scenarios; write `set` in {file}")
            found = _sound_experiment(file) if experiment else _sound_scenario(file, settings)
        except InvalidInput as error:
            echo(str(error), err=True)
            told.append({"file": str(file), "sound": False, "problems": [str(problem) for problem in error.problems]})
            failed += 1
            continue
        told.append({"file": str(file), "sound": True, **found})
        if not as_json:
            _say_sound(file, **found)
    if as_json:
        echo_json(told)
    if failed:
        raise typer.Exit(1)


def _say_sound(file: Path, holds: str, notes: list[str], countries: list[dict[str, Any]]) -> None:
    from twochairs.scenario.sides import Sides, table

    echo(f"{file} is sound{f': {holds}' if holds else ''}")
    for note in notes:
        echo(f"  note: {note}")
    for line in table([Sides(**row) for row in countries]) if countries else ():
        echo(f"  {line}")


def _sound_scenario(file: Path, settings: list[str] | None) -> dict[str, Any]:
    """What a scenario holds, what to know of it, and where its countries stand."""
    from twochairs.scenario.load import load, load_base
    from twochairs.scenario.notes import notes_of
    from twochairs.scenario.sides import sides_of

    base = load_base(file, _settings(settings))
    if base is not None:
        note = f"it is a base for others to extend; to run it lacks {_some(base.missing)}"
        return {"holds": _agents(base.case, base.missing), "notes": [note], "countries": []}
    scenario = load(file, _settings(settings))
    rows = [row.__dict__ for row in sides_of(scenario)]
    return {"holds": _size(scenario), "notes": list(map(str, notes_of(scenario))), "countries": rows}


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown


def _sound_experiment(file: Path) -> dict[str, Any]:
    """How large an experiment is and what to know of it, once every point is checked."""
    from twochairs.experiment.plan import load_experiment
    from twochairs.progress import bar

    plan = load_experiment(file)
    if len(plan.points) < _MANY_POINTS:
        plan.check()
    else:
        with bar(f"checking {plan.name}", "points") as progress:
            plan.check(progress)
    counts = [(len(plan.points), "point"), (plan.experiment.replicates, "replicate"), (len(plan.factors), "factor")]
    holds = ", ".join(f"{n:,} {one}{'s' if n != 1 else ''}" for n, one in counts)
    return {"holds": holds, "notes": list(plan.notes), "countries": []}


def _size(scenario: Any) -> str:
    clock = scenario.case.clock
    return f"{_agents(scenario.case)}, {clock.months} month{'s' if clock.months != 1 else ''} from {clock.start}"


def _agents(case: Any, missing: tuple[str, ...] = ()) -> str:
    counts = [
        (case.countries, "country", "countries"),
        (case.poles, "pole", "poles"),
        (case.disputes, "dispute", "disputes"),
        (case.timeline, "timeline item", "timeline items"),
    ]
    kept = [(len(some), one, many) for some, one, many in counts if some and many not in missing]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in kept)


@app.command()
def explain(
    file: ScenarioFile,
    key: Annotated[str, typer.Argument(help="a dotted key, e.g. countries.SRB.gas or EU.pressure")] = "",
    settings: Set = None,
    as_json: Json = False,
) -> None:
    """Show every value of a scenario with where it comes from and what source stands behind it."""
    from twochairs.scenario.explain import explain as explained
    from twochairs.scenario.load import load

    rows = explained(load(file, _settings(settings)), key)
    if not rows:
        raise InvalidInput(str(file), _no_such_key(key), "explained")
    if as_json:
        echo_json([row.__dict__ for row in rows])
        return
    for row in rows:
        echo(f"{row.path} = {_shown(row.value)}   [{row.origin}]")
        if row.source:
            echo(f"    {row.kind}: {row.source}")


def _no_such_key(key: str) -> list[Any]:
    from twochairs.errors import Problem

    return [Problem(None, f"{key} is no value of it; `twochairs explain FILE` lists all")]


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if not isinstance(value, float) else f"{value:g}"


@app.command()
def diff(first: ScenarioFile, second: ScenarioFile, as_json: Json = False) -> None:
    """Show what two scenarios differ in, once everything they extend is resolved."""
    from twochairs.scenario.compare import differences
    from twochairs.scenario.load import load

    rows = differences(load(first), load(second))
    if as_json:
        echo_json([{"path": path, "first": one, "second": other} for path, one, other in rows])
        return
    for path, one, other in rows:
        echo(f"{path}: {_shown(one)} -> {_shown(other)}")
    echo(f"{len(rows)} difference{'s' if len(rows) != 1 else ''}")


@app.command()
def schema(
    experiment: Annotated[bool, typer.Option("--experiment", help="that of experiment files instead")] = False,
) -> None:
    """Print the JSON Schema of scenario files, or of experiment files, for editors."""
    from twochairs.experiment.written import json_schema as of_experiments
    from twochairs.scenario.written import json_schema as of_scenarios

    echo_json(of_experiments() if experiment else of_scenarios())


@app.command()
def order() -> None:
    """Print the order of a month, and the file each step stands in."""
    from twochairs.world.month import ORDER

    for number, (what, where) in enumerate(ORDER, start=1):
        echo(f"{number:2d} {what:<35} sim/twochairs/world/phases/{where}")


@app.command()
def run(
    file: ScenarioFile,
    replicates: Annotated[int, typer.Option(min=1, max=100_000, help="runs that differ only by chance")] = 50,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="root of all chance")] = 2022,
    months: Annotated[int | None, typer.Option(min=1, max=1200, help="length, instead of the file's")] = None,
    settings: Set = None,
    out: Annotated[Path | None, typer.Option(help="result folder, instead of results/NAME-HASH")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="replace another run that the folder holds")] = False,
    rules: cli_sweep.Rules = None,
    parameters: cli_sweep.Parameters = None,
    draws: cli_sweep.DrawCount = None,
    figures: Annotated[bool, typer.Option("--figures", help="draw the figures too")] = False,
    as_json: Json = False,
) -> None:
    """Run one ensemble of one scenario and keep it in a result folder.

    By default all runs have the scenario's own constants and differ by chance alone. With `--parameters posterior`
    (what a calibration leaves open) or `prior` (all that the declared priors allow) they are spread over sets of
    constants too, each with the same chance, so that the two are told apart: the trajectories show both bands, and
    parameter_share in summary.csv is the part of the variance that is not chance. Constants that the file itself sets
    are kept.
    """
    from twochairs.ensemble.replicates import compiling_pays, run_replicates
    from twochairs.progress import bar
    from twochairs.results.store import already_there, default_folder, refuse_early, write_result
    from twochairs.scenario.load import load
    from twochairs.world.rulebook import STANDARD, rulebook

    chosen = _settings(settings)
    if months is not None:
        chosen["clock.months"] = str(months)
    scenario = load(file, chosen)
    book = rulebook(rules) if rules is not None else STANDARD
    sets = _drawn(scenario, parameters, draws, seed, replicates)
    folder = out or default_folder(scenario, replicates, seed, Path("results"), book, sets)
    there = already_there(folder, scenario, replicates, seed, replace, book, sets)
    if not there:
        refuse_early(folder)
        _say_notes(scenario, replicates, sets)
        if compiling_pays(scenario, replicates, book):
            cli_sweep.compile_rules(scenario, book)
        with bar(f"{scenario.name}: {replicates} runs of {scenario.case.clock.months} months", "months") as progress:
            runs = run_replicates(scenario, replicates, seed, progress, book, sets)
            write_result(folder, scenario, replicates, seed, runs, book, sets)
    if as_json:
        echo_json({"folder": str(folder), "new": not there})
    else:
        echo(f"{'already there' if there else 'written'}: {folder}")
        _print_ends(folder)
    if figures:
        _draw(folder, own_figures(folder), None, None, quiet=as_json)
    elif not as_json:
        echo(f"next: twochairs plot {folder}")


def _say_notes(scenario: Any, replicates: int, sets: Any) -> None:
    """What a reader should know before it runs; what could not be held steady is told in the result."""
    from twochairs.scenario.notes import notes_of_case

    notes = list(map(str, notes_of_case(scenario.case, scenario.tree)))
    if replicates > 1 and not scenario.has_noise and not sets.varied:
        notes.append(f"the {replicates:,} runs are all the same, for switches.noise is false; --replicates 1 is enough")
    for note in notes:
        echo(f"note: {note}", err=True)


def _drawn(scenario: Any, parameters: str | None, draws: int | None, seed: int, replicates: int) -> Any:
    """The sets of the rules' constants that the replicates are spread over."""
    from twochairs.experiment.schema import BEST_KIND, DEFAULT_DRAWS
    from twochairs.experiment.uncertainty import drawn, for_scenario

    kind = parameters or BEST_KIND
    if draws is not None and kind == BEST_KIND:
        raise typer.BadParameter("--draws is for --parameters posterior or prior")
    sets = drawn(kind, DEFAULT_DRAWS if draws is None else draws, seed, replicates)
    return for_scenario(scenario, sets)


def _print_ends(folder: Path) -> None:
    from twochairs.results.terminal import ends

    for line in ends(folder):
        echo(line)


@app.command()
def plot(
    folder: Folder,
    only: Only = None,
    countries: Countries = None,
    out: Annotated[Path | None, typer.Option(help="where to put them, instead of RESULT/figures")] = None,
    incomplete: Incomplete = False,
) -> None:
    """Draw the figures of a result (PNG and SVG).

    Kinds, of a run: trajectories, why, change, chairs, map, acts, declarations, polls, gas, disputes. Of a sweep, those
    its experiment lists, out of heatmap, response, fan, tornado, multiples, convergence; all that fit where it lists
    none.
    """
    _draw(folder, out or own_figures(folder), countries, only, incomplete=incomplete)


def _draw(
    folder: Path,
    target: Path,
    countries: list[str] | None,
    only: list[str] | None,
    quiet: bool = False,
    incomplete: bool = False,
) -> None:
    from twochairs.figures import draw_all
    from twochairs.progress import bar

    result = opened(folder, incomplete)
    skipped: list[str] = []
    with bar("drawing", "figures") as progress:
        paths = draw_all(result, target, countries, only, progress, skipped.append)
    for sentence in skipped:
        echo(sentence, err=True)
    if not quiet:
        echo(f"{len(paths)} files in {target}")


def own_figures(folder: Path) -> Path:
    """Where the figures of a result go unless told: into it, and not where a link in it leads."""
    from twochairs.errors import CannotWrite

    figures = folder / "figures"
    if figures.is_symlink():
        raise CannotWrite(figures, "it is a link", "name a folder with --out")
    return figures


def opened(folder: Path, incomplete: bool = False) -> Any:
    """A result whose files are what was written."""
    import twochairs
    from twochairs.errors import NoResult

    result = twochairs.open(folder, incomplete)
    damaged = result.damaged()
    if damaged:
        raise NoResult(folder, f"{damaged[0]} is damaged", result.again)
    for name in result.strange():
        echo(f"note: {folder}: {cli_sweep.not_of_it(name)}", err=True)
    return result


@app.command()
def why(
    folder: Folder,
    countries: Countries = None,
    incomplete: Incomplete = False,
    as_json: Json = False,
) -> None:
    """Attribute each country's movement to its causes, exactly: every anchor and pull, first year to last."""
    from twochairs.results.attribution import attribution

    rows = attribution(opened(folder, incomplete), countries)
    if as_json:
        echo_json(rows)
        return
    for row in rows:
        first, last = row["spans"]
        echo(f"{row['label']}: target {row['before']:+.3f} {first}, {row['after']:+.3f} {last}: {row['change']:+.3f}")
        for term in row["terms"]:
            echo(f"    {term['change']:+.3f}  {term['mechanism']}")


@app.command()
def compare(
    folders: Annotated[list[Path], typer.Argument(help="two result folders or more; the first is the yardstick")],
    countries: Countries = None,
    out: Annotated[Path | None, typer.Option(help="where to put the figures")] = None,
    incomplete: Incomplete = False,
    as_json: Json = False,
) -> None:
    """Compare results run by run under the same noise: differences with 95 % intervals, and a figure."""
    from twochairs.results.comparing import compare_results

    if len(folders) < 2:
        raise typer.BadParameter("give two result folders or more")
    target = out or own_figures(folders[-1])
    lines, data, paths = compare_results([opened(folder, incomplete) for folder in folders], countries, target)
    if as_json:
        echo_json(data)
        return
    for line in lines:
        echo(line)
    echo(f"{len(paths)} files in {target}")


cli_sweep.register(app)
cli_data.register(app)
cli_evidence.register(app)
cli_report.register(app)
cli_dashboard.register(app)


if __name__ == "__main__":
    main()
