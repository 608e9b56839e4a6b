"""The verbs that show results: figures, causes, differences, a page of all."""

from pathlib import Path
from typing import Annotated

import typer

from twochairs.cli.echo import echo, echo_json
from twochairs.cli.opening import draw, opened, own_figures
from twochairs.cli.options import Countries, Folder, Incomplete, Json, OneAct, Point
from twochairs.figures.kinds import DECIDING, DESIGN, RUNS


def plot(
    folder: Folder,
    only: Annotated[list[str] | None, typer.Option("--only", help="one kind of figure, e.g. why; repeatable")] = None,
    countries: Countries = None,
    out: Annotated[Path | None, typer.Option(help="where to put them, instead of RESULT/figures")] = None,
    point: Point = None,
    incomplete: Incomplete = False,
) -> None:
    """Draw the figures of a result (PNG and SVG).

    Kinds, of a run, or of a sweep at a point (`--point`): {runs}. Of a sweep, those its experiment lists, out of
    {sweeps}; all that fit where it lists none. Of a result that was asked something, those of its answer out of
    {answers}.
    """
    draw(folder, out, countries, only, incomplete=incomplete, point=point)


plot.__doc__ = str(plot.__doc__).format(runs=", ".join(RUNS), sweeps=", ".join(DESIGN), answers=", ".join(DECIDING))


def why(
    folder: Folder,
    other: Annotated[
        Path | None, typer.Argument(help="another result: what made it differ from the first", show_default=False)
    ] = None,
    countries: Countries = None,
    act: Annotated[
        str | None,
        typer.Option(
            help="an act's key, e.g. sanctions, or declarations: what its odds are made of", show_default=False
        ),
    ] = None,
    month: Annotated[
        str | None,
        typer.Option(
            metavar="MONTH|all",
            help="of an act, or between two results, such as 2024-06; the last unless given",
            show_default=False,
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="every state in full, not only the one it is about")] = False,
    point: Point = None,
    incomplete: Incomplete = False,
    as_json: Json = False,
) -> None:
    """Say why, exactly: of moves, of acts, of differences.

    Of one result, every anchor and pull, first year to last. With `--act`, how far a state is from even odds of it, and
    which term is worth how much of that, in units of alignment and as probability. Of two results, the difference of
    each state's alignment by term, or with `--act` that of its odds, paired run by run, with 95 % intervals. Told is
    the state in focus, unless `--country` names others or `--all` asks for every one; JSON has all.
    """
    from twochairs.results.why import told

    results = [opened(one, incomplete, point) for one in (folder, other) if one is not None]
    lines, rows = told(results, countries, act, month, every)
    if as_json:
        echo_json(rows)
        return
    for line in lines:
        echo(line)


def compare(
    folders: Annotated[list[Path], typer.Argument(help="two result folders or more; the first is the yardstick")],
    countries: Countries = None,
    out: Annotated[Path | None, typer.Option(help="where to put the figures")] = None,
    incomplete: Incomplete = False,
    as_json: Json = False,
) -> None:
    """Compare results run by run under the same chance.

    Differences with 95 % intervals, largest first, and a figure.
    """
    from twochairs.figures import draw_comparison
    from twochairs.results.comparing import compare_results
    from twochairs.results.states import chosen_states

    if len(folders) < 2:
        raise typer.BadParameter("give two result folders or more")
    target = out or own_figures(folders[-1])
    results = [opened(folder, incomplete) for folder in folders]
    countries = chosen_states(results[:1], countries)
    lines, data = compare_results(results, countries)
    paths = draw_comparison(results, target, countries)
    if as_json:
        echo_json(data)
        return
    for line in lines:
        echo(line)
    echo(f"{len(paths)} files in {target}")


def report(
    folders: Annotated[
        list[Path],
        typer.Argument(help="result folders, of runs or sweeps; the first is the yardstick", metavar="RESULT..."),
    ],
    countries: Countries = None,
    out: Annotated[
        Path | None, typer.Option(help="the file to write, instead of report.html in the last folder")
    ] = None,
    act: OneAct = None,
    point: Point = None,
    incomplete: Incomplete = False,
) -> None:
    """Make one page of results that needs no network.

    Open it in a browser, send it, print it. It says what was asked and what came out, shows the scenario, the map,
    the figures with their values, what differs between several results, every outcome with its error, the source of
    every value, and how far to trust it.

    The title speaks of one act: {rule}
    """
    from twochairs.cli.progress import bar
    from twochairs.reports.build import html, write
    from twochairs.results.states import chosen_states

    results = [opened(folder, incomplete, point) for folder in folders]
    countries = chosen_states(results[:1], countries)
    with bar("report", "parts") as progress:
        text = html(results, countries, progress, act)
    path = write(text, out or results[-1].folder / "report.html")
    echo(f"{path}  {len(text.encode()) / 1e6:.1f} MB; it opens in any browser, without a network")


def card(
    folders: Annotated[
        list[Path],
        typer.Argument(help="result folders, of runs; the first is the yardstick", metavar="RESULT..."),
    ],
    country: Annotated[
        str | None,
        typer.Option(
            "--country", "--state", help="a state by key or name, instead of the one it is about", show_default=False
        ),
    ] = None,
    act: OneAct = None,
    out: Annotated[Path | None, typer.Option(help="folder to put it in, instead of RESULT/figures of the last")] = None,
    dpi: Annotated[
        int,
        typer.Option(min=50, max=600, help="dots an inch of the PNG, which is 12 by 6.75 inches: 1200 by 675 at 100"),
    ] = 100,
    point: Point = None,
    incomplete: Incomplete = False,
) -> None:
    """Make one picture of results for a slide.

    The finding in a sentence, the state on the scale with where others end, three numbers with their intervals, and
    how far to trust it: what a report begins with, as card.png and card.svg.

    One number is of an act: {rule}
    """
    from twochairs.reports.card import save
    from twochairs.results.states import key_of

    results = [opened(folder, incomplete, point) for folder in folders]
    state = None if country is None else key_of(results[0], country)
    for path in save(results, out or own_figures(results[-1].folder), state, dpi, act):
        echo(str(path))


_RULE = """of one result the first that some runs do, of several the first that is told to change under the result that
    moves the state furthest, joining sanctions before the others and those in the order of the scenario file; with
    `--act`, that one."""
for _verb in (report, card):
    _verb.__doc__ = str(_verb.__doc__).format(rule=_RULE)
