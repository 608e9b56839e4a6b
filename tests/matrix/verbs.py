"""Every verb, as what it says of a scenario; the command line is called in this process."""

import json
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.text import Text
from typer.testing import CliRunner

import twochairs
from tests.long import FULL
from tests.matrix.scenarios import text
from twochairs.cli.app import app
from twochairs.errors import NotPossible
from twochairs.figures import figures_of, kinds
from twochairs.figures.style import image
from twochairs.scenario.load import load

RUNS = ["--replicates", "2", "--seed", "7"]


def said(*arguments: object) -> str:
    """What a command prints; it ends well."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@dataclass
class Case:
    """A scenario in a folder of its own.

    Attributes
    ----------
    folder : that its results go to too
    name : of the scenario
    """

    folder: Path
    name: str

    @cached_property
    def file(self) -> Path:
        self.folder.mkdir()
        path = self.folder / "case.yaml"
        path.write_text(text(self.name), "utf-8")
        return path

    @cached_property
    def ran(self) -> str:
        return said("run", self.file, *RUNS, "--out", self.folder / "run")

    @cached_property
    def run(self) -> Path:
        assert self.ran
        return self.folder / "run"

    @cached_property
    def other(self) -> Path:
        """The same with more rivalry, so that it can be compared."""
        said("run", self.file, *RUNS, "--set", "world.rivalry=0.9", "--out", self.folder / "other")
        return self.folder / "other"

    @cached_property
    def names(self) -> tuple[list[str], list[str]]:
        case = load(self.file).case
        return list(case.poles), list(case.countries)

    def experiment(self, name: str, design: str) -> Path:
        path = self.folder / f"{name}.yaml"
        text = design.replace("POLE", self.names[0][0]).replace("COUNTRY", self.names[1][0])
        path.write_text(f"twochairs: 2\nscenario: case.yaml\nreplicates: 2\n{text}", "utf-8")
        return path


def page(path: Path) -> str:
    """The words of a page, without the names of files and of what every manifest lists, be it there or not."""
    markup = re.sub(r"<(script|style)\b.*?</\1>", " ", path.read_text("utf-8"), flags=re.S)
    plain = unescape(re.sub(r"<[^>]+>", " ", markup))
    listed = r'SHA-256 of \S+|\S+\.parquet|"quantities": \[[^]]*\]|(series points|commodity)\s+\{[^}]*\}'
    return re.sub(listed, "", plain)


def validate(case: Case) -> str:
    return said("validate", case.file)


def explain(case: Case) -> str:
    """It lists every value, defaults too, so that its words are not looked at."""
    assert said("explain", case.file).count("\n") > 20
    return ""


def diff(case: Case) -> str:
    other = case.folder / "extended.yaml"
    other.write_text("twochairs: 2\nextends: case.yaml\noverrides: {world.rivalry: 0.9}\n", "utf-8")
    return said("diff", case.file, other)


def run(case: Case) -> str:
    assert case.run
    return case.ran


def why(case: Case) -> str:
    return said("why", case.run)


def figures(case: Case) -> str:
    """Texts of every figure that there is; none is empty, and what there is none of is told with a reason."""
    result, words, nothing = twochairs.open(case.run), [], []
    for kind in kinds.RUNS:
        before = len(nothing)
        made = list(figures_of(result, kind, say=nothing.append))
        assert made or len(nothing) > before, kind
        for name, figure in made:
            laid_out(figure)
            assert figure.axes, f"{name} has no panel"
            assert all(axes.has_data() for axes in figure.axes), f"{name} has an empty panel"
            words += [shown.get_text() for shown in figure.findobj(Text)]
    assert all(re.match(r"no \w+: \S.*\w", sentence) for sentence in nothing)
    return "\n".join(words)


def laid_out(figure: Figure) -> None:
    """Place all of a figure, and in the long form paint it too, as `plot` does of some in either."""
    if FULL:
        assert image(figure, "png").startswith(b"\x89PNG")
    else:
        figure.draw_without_rendering()


def plot(case: Case) -> str:
    return said("plot", case.run, "--out", case.folder / "figures")


def report(case: Case) -> str:
    said("report", case.run, "--out", case.folder / "report.html")
    return page(case.folder / "report.html")


def compare(case: Case) -> str:
    return said("compare", case.run, case.other)


def dashboard(case: Case) -> str:
    """What the page says of a scenario; terms of the target it says where they are not 0 in some month."""
    from twochairs.dashboard.given import given

    made = given(load(case.file))
    named = ("title", "about", "countries", "poles", "acts", "publics", "events")
    told = [made.words[name] for name in named]
    words = [text for one in told for text in (one.values() if isinstance(one, dict) else [one])]
    levers = [lever["meaning"] for lever in json.loads(made.model.data)["levers"]]
    return unescape(re.sub(r"<[^>]+>", " ", " ".join([*words, *levers, made.map])))


def tables(case: Case) -> str:
    """As a notebook has them."""
    result = twochairs.open(case.run)
    assert set(result.dataset().data_vars) == {*result.quantities, *result.outcomes}
    assert len(result.runs) == 2
    assert {"replicate", "month"} <= set(result.events.columns)
    shown = result._repr_html_() + load(case.file)._repr_html_()
    return unescape(re.sub(r"<[^>]+>", " ", shown))


def mesa(case: Case) -> str:
    from twochairs.mesa_model import TwoChairs

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        model = TwoChairs(case.file, seed=7)
        model.run(min(6, model.loaded_scenario.case.clock.months))
        assert len(model.datacollector.get_model_vars_dataframe()) >= 2
    assert all(repr(agent) for agent in model.agents)
    return ""


OUTCOMES = 'outcomes: ["alignment[COUNTRY]@end", "first_month(alignment[COUNTRY] > 0.99)"]\n'
DESIGNS = {
    "grid": (
        "factors:\n  POLE.pressure: {from: 0, to: 1, steps: 2}\n  world.rivalry: {from: 0.1, to: 0.9, steps: 2}\n"
    ),
    "one": "keep: {series: all, events: true}\nfactors:\n  POLE.pressure: {from: 0, to: 1, steps: 3}\n",
    "one-at-a-time": (
        "design: {kind: one-at-a-time}\nfactors:\n  world.rivalry: {from: 0.1, to: 0.9, steps: 3}\n"
        "  switches.threat: {values: [true, false]}\n"
    ),
    "morris": (
        "design: {kind: morris, trajectories: 2}\nfactors:\n  POLE.pressure: {from: 0, to: 1}\n"
        "  countries.COUNTRY.alignment: {from: -0.5, to: 0.5}\n"
    ),
    "latin-hypercube": (
        "design: {kind: latin-hypercube, points: 6}\nkeep: {series: none}\nfactors:\n"
        "  POLE.pressure: {from: 0, to: 1}\n  POLE.aid: {from: 0, to: 10}\n"
    ),
}


def swept(design: str) -> Callable[[Case], str]:
    def sweep(case: Case) -> str:
        file, out = case.experiment(design, OUTCOMES + DESIGNS[design]), case.folder / design
        told = [
            said("validate", file),
            said("sweep", file, "--dry-run"),
            said("sweep", file, "--jobs", 0, "--out", out),
        ]
        told += [said("status", out), said("verify", out), said("replay", out, "0/1"), said("plot", out)]
        said("report", out)
        return "\n".join([*told, page(out / "report.html"), twochairs.open(out)._repr_html_()])

    return sweep


def shards(case: Case) -> str:
    file = case.experiment("shards", DESIGNS["grid"])  # with the outcomes that are read where none are named
    folders = [case.folder / f"shard-{n}" for n in (1, 2)]
    for n, folder in enumerate(folders, start=1):
        said("sweep", file, "--jobs", 0, "--shard", f"{n}/2", "--out", folder)
    merged = case.folder / "merged"
    told = [said("status", folders[0]), said("merge", *folders, "--out", merged), said("verify", merged)]
    return "\n".join([*told, said("compare", merged, merged)])


def asked(case: Case) -> str:
    """Verbs that decide, of one sample and one game."""
    sample = DESIGNS["latin-hypercube"].replace("points: 6", "points: 100")
    more = (
        "common_random_numbers: false\nsensitivity: {}\ndiscover: [{outcome: 'alignment[COUNTRY]@end > 0', boxes: 1}]\n"
    )
    file, out = (
        case.experiment("asked", 'outcomes: ["alignment[COUNTRY]@end"]\n' + sample + more),
        case.folder / "asked",
    )
    told = [said("sensitivity", file, "--jobs", 0, "--out", out)]
    try:
        told.append(said("discover", file, "--jobs", 0, "--out", out))
    except (AssertionError, NotPossible) as refused:
        assert "so there is nothing to find" in str(refused) or "too few to find anything" in str(refused)
    players = "game: {players: {one: {levers: {POLE.pressure: [0, 1]}, payoff: 'alignment[COUNTRY]@end'}, other: "
    players += "{levers: {POLE.aid: [0, 5]}, payoff: '-alignment[COUNTRY]@end'}}, resamples: 100}\n"
    game, played = case.experiment("played", "keep: {series: none}\n" + players), case.folder / "played"
    told.append(said("game", game, "--jobs", 0, "--out", played))
    levers = (
        "levers: {POLE.pressure: {from: 0, to: 1}}\nrobust: {objectives: {high: {maximise: 'alignment[COUNTRY]@end'}}, "
    )
    levers += "search: {kind: sample, points: 4}, again: {settings: 2}, resamples: 100}\n"
    sought = case.experiment("sought", "keep: {series: none}\n" + levers)
    return "\n".join([*told, said("robust", sought, "--jobs", 0, "--out", case.folder / "sought")])


SWEEPS = {f"sweep-{design}": swept(design) for design in DESIGNS}
VERBS: dict[str, Callable[[Case], str]] = {
    "validate": validate,
    "run": run,
    "why": why,
    "explain": explain,
    "diff": diff,
    "tables": tables,
    "mesa": mesa,
    "compare": compare,
    "dashboard": dashboard,
    "figures": figures,
    "report": report,
    "plot": plot,
    "shards": shards,
    "asked": asked,
    **SWEEPS,
}
ALWAYS, LIGHT = ("validate", "run"), ("why", "explain", "diff", "tables", "mesa", "dashboard")
"""Verbs that take little; the others take seconds."""
