"""The page: levers at the left, what they do at the right."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import solara
import solara.lab

from sim.dashboard import drawn, saving
from sim.dashboard.levers import ALL, Lever, levers
from sim.dashboard.live import REPLICATES, SEED, Study, as_settings, study
from sim.errors import TwochairsError
from sim.output.plots import read
from sim.report.film import film
from sim.report.parts import Film

FIRST = Path("scenario.yaml")
"""The scenario that the page starts from; set by the server."""

_FRAME = 0.12
"""Seconds that a month is shown for."""
_STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")


@dataclass(frozen=True)
class Shown:
    """What the page shows for one setting of the levers.

    Attributes
    ----------
    study : the runs
    country : key of the state that figures are of
    pictures : of that state
    film : the map of the altered scenario
    seconds : from the setting to all of it
    """

    study: Study
    country: str
    pictures: drawn.Pictures
    film: Film
    seconds: float


def shown(file: Path, settings: dict[str, str], country: str) -> Shown:
    """Run and draw.

    Raises
    ------
    TwochairsError : in words, where the file or the settings cannot be run
    """
    started = time.perf_counter()
    done = study(file, settings)
    chosen = country if country in read.countries(done.baseline) else read.focus(done.baseline)
    pictures = drawn.pictures(done, chosen)
    return Shown(done, chosen, pictures, film(done.altered, "film"), time.perf_counter() - started)


@solara.component
def Page() -> None:
    """All of it."""
    file = solara.use_reactive(FIRST)
    moved: solara.Reactive[dict[str, float]] = solara.use_reactive({})
    country = solara.use_reactive("")
    month = solara.use_reactive(-1)

    def work() -> Shown:
        return shown(file.value, as_settings(moved.value), country.value)

    task = solara.lab.use_task(
        work, dependencies=[file.value, moved.value, country.value], raise_error=False, prefer_threaded=True
    )
    now: Shown | None = task.latest
    solara.Style(_STYLE)
    solara.Title(now.study.baseline.title if now else "twochairs")
    with solara.Sidebar():
        _Sources(file, moved)
        if now is not None:
            _Levers(now.study, moved, country)
    with solara.Column(classes=["page"], gap="8px"):
        _Head(now, task)
        if now is not None and task.exception is None:
            with solara.Div(classes=["panels"]):
                _Panel("Alignment", now.pictures.alignment, now.pictures.difference)
                _Map(now.film, month)
                _Panel("Why", now.pictures.why)
                _Panel("Poll shares", now.pictures.polls)
            _EveryState(now.study)
            _Keep(file.value, moved.value, now)


@solara.component
def _Head(now: Shown | None, task: Any) -> None:
    """Whether something is running, and what went wrong."""
    if task.exception is not None:
        solara.Error(_said(task.exception), classes=["problem"])
        return
    if now is None:
        solara.Info("Running the scenario. The first time on a machine its rules are compiled, half a minute.")
        solara.ProgressLinear(True)
        return
    runs = now.study.altered.manifest["replicates"]
    done = f"{runs} runs, seed {SEED}; from lever to picture {now.seconds:.2f} s"
    state = "running…" if task.pending else done
    solara.HTML(tag="p", unsafe_innerHTML=_text(state), classes=["state"], attributes={"role": "status"})


@solara.component
def _Sources(file: solara.Reactive[Path], moved: solara.Reactive[dict[str, float]]) -> None:
    """Which scenario."""
    there = sorted(path for path in file.value.parent.glob("*.yaml"))
    names = {path.stem: path for path in there}

    def choose(name: str) -> None:
        moved.value = {}
        file.value = names[name]

    solara.Select("Scenario", list(names), value=file.value.stem, on_value=choose)


@solara.component
def _Levers(done: Study, moved: solara.Reactive[dict[str, float]], country: solara.Reactive[str]) -> None:
    """Which state, towards whom, and a slider for each lever of each pole."""
    keys = read.countries(done.baseline)
    own = country.value if country.value in keys else read.focus(done.baseline)
    names = {_named(done, key): key for key in keys}
    towards = solara.use_reactive("one")
    solara.Select("State shown", list(names), value=_named(done, own), on_value=lambda name: country.set(names[name]))
    one = f"towards {done.baseline.label('country', own)}"[:40]
    labels = {one: "one", "towards all states": "all"}
    solara.Select(
        "Levers act",
        list(labels),
        value=next(label for label, key in labels.items() if key == towards.value),
        on_value=lambda label: towards.set(labels[label]),
    )
    target = own if towards.value == "one" else ALL
    solara.Button("Back to the file's values", on_click=lambda: moved.set({}), disabled=not moved.value, outlined=True)
    for place, pole in enumerate(done.baseline.manifest["labels"]["pole"]):
        offered = levers(done.baseline.scenario_run, pole, target)
        used = [lever for lever in offered if lever.used or lever.path in moved.value]
        name = done.baseline.label("pole", pole)[:60]
        with solara.Details(
            f"{name}: {len(used)} levers in use",
            expand=place == 0 or any(lever.path in moved.value for lever in offered),
        ):
            for lever in used:
                _Slider(lever, moved)
            with solara.Details(f"{len(offered) - len(used)} more"):
                for lever in offered:
                    if lever not in used:
                        _Slider(lever, moved)


@solara.component
def _Slider(lever: Lever, moved: solara.Reactive[dict[str, float]]) -> None:
    value = moved.value.get(lever.path, lever.start)

    def move(to: float) -> None:
        kept = {path: at for path, at in moved.value.items() if path != lever.path}
        to = round(to, 6)
        moved.value = kept if to == lever.start else {**kept, lever.path: to}

    unit = f" {lever.unit}" if lever.unit else ""
    told = f"{lever.path}: from {lever.low:g} to {lever.high:g}{unit}; the file has {lever.start:g}"
    with solara.Tooltip(told):
        solara.SliderFloat(
            f"{lever.meaning} {value:g}{unit}",
            value=value,
            min=lever.low,
            max=lever.high,
            step=lever.step,
            thumb_label=False,
            on_value=move,
        )


@solara.component
def _Panel(title: str, markup: str, told: str = "") -> None:
    with solara.Div(classes=["panel"]):
        solara.HTML(tag="h2", unsafe_innerHTML=_text(title))
        if told:
            solara.HTML(tag="p", unsafe_innerHTML=_text(told), classes=["difference"])
        solara.HTML(tag="div", unsafe_innerHTML=markup, classes=["picture"])


@solara.component
def _Map(of: Film, month: solara.Reactive[int]) -> None:
    """The map at a month, which may play."""
    last = len(of.months) - 1
    at = last if month.value < 0 else min(month.value, last)
    playing = solara.use_reactive(False)

    def play() -> None:
        place = 0 if at >= last else at
        while playing.value and place <= last:
            month.value = place
            place += 1
            time.sleep(_FRAME)
        playing.value = False

    solara.lab.use_task(play, dependencies=[playing.value], raise_error=False, prefer_threaded=True)
    with solara.Div(classes=["panel"]):
        solara.HTML(tag="h2", unsafe_innerHTML="On the map")
        with solara.Row(classes=["months"]):
            solara.Button("Pause" if playing.value else "Play", on_click=lambda: playing.set(not playing.value))
            solara.SliderInt(f"Month {of.months[at]}", value=at, min=0, max=last, thumb_label=False, on_value=month.set)
        solara.HTML(tag="div", unsafe_innerHTML=_coloured(of, at), classes=["picture", "film"])


def _coloured(of: Film, at: int) -> str:
    """The map in the colours of a month."""
    from sim.report.film import at_month

    return at_month(of, at)


@solara.component
def _EveryState(done: Study) -> None:
    """All states, drawn when asked for."""
    asked = solara.use_reactive(False)
    solara.Button(
        "Hide the other states" if asked.value else "Show every state",
        on_click=lambda: asked.set(not asked.value),
        outlined=True,
    )
    if asked.value:
        _States(done)


@solara.component
def _States(done: Study) -> None:
    _Panel("Every state", solara.use_memo(lambda: drawn.every_state(done), dependencies=[done]))


@solara.component
def _Keep(file: Path, moved: dict[str, float], now: Shown) -> None:
    """Save as a scenario file; write a result with its figures and table."""
    name, replace = solara.use_reactive("my-scenario"), solara.use_reactive(False)
    said, failed = solara.use_reactive(""), solara.use_reactive("")
    folder = saving.target_folder(file)

    def attempt(what: Callable[[], str]) -> None:
        said.value, failed.value = "", ""
        try:
            said.value = what()
        except TwochairsError as error:
            failed.value = str(error)

    def save() -> str:
        title = f"{now.study.baseline.title}, levers moved"
        path = saving.save(file, as_settings(moved), name.value, title, folder, replace.value)
        return f"{path}: twochairs run {path} --replicates {REPLICATES} --seed {SEED} has the same numbers"

    def write() -> str:
        from sim.dashboard.exporting import export

        return f"{export(file, as_settings(moved))}: tables, and figures as PNG and SVG in figures/"

    with solara.Card("Keep it", margin=0, classes=["panel"]):
        solara.InputText("Name of the scenario file", value=name)
        solara.Checkbox(label="Replace a file of that name", value=replace)
        with solara.Row():
            solara.Button("Save as a scenario file", on_click=lambda: attempt(save), color="primary")
            solara.Button("Export figures and table", on_click=lambda: attempt(write), outlined=True)
        if said.value:
            solara.Success(said.value)
        if failed.value:
            solara.Error(failed.value)


def _named(done: Study, key: str) -> str:
    """A state's name and key, which tells apart states of one name."""
    return f"{done.baseline.label('country', key)[:60]} ({key})"


def _said(error: BaseException) -> str:
    if isinstance(error, TwochairsError):
        return str(error)
    return f"This should not have happened: {type(error).__name__}: {error}"


def _text(text: str) -> str:
    """Text as markup."""
    from html import escape

    return escape(text)
