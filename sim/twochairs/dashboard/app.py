"""The page: levers at the left, what they do at the right."""

import time
from dataclasses import dataclass
from html import escape
from pathlib import Path

import solara
import solara.lab

from twochairs.dashboard import saving
from twochairs.dashboard.chart import cut
from twochairs.dashboard.levers import ALL, Lever, exact, levers
from twochairs.dashboard.live import MOVED, REPLICATES, SEED, Study, as_settings, study
from twochairs.dashboard.newest import Newest
from twochairs.dashboard.pictures import Pictures, pictures
from twochairs.errors import TwochairsError
from twochairs.figures import read
from twochairs.figures import text as words
from twochairs.reports.film import at_month, film
from twochairs.reports.parts import Film

FIRST = Path("scenario.yaml")
"""The scenario that the page starts from; set by the server."""

_FRAME = 0.12
"""Seconds that a month is shown for."""
_NAME = 330.0
_STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")


@dataclass(frozen=True)
class Asked:
    """What the page is to show: settings of a file's levers, for a state."""

    file: Path
    settings: dict[str, str]
    country: str


@dataclass(frozen=True)
class Shown:
    """What the page shows.

    Attributes
    ----------
    asked : what was asked for
    study : the runs
    country : key of the state that pictures are of
    pictures : of that state
    film : the map of the altered scenario
    seconds : from the setting to all of it
    """

    asked: Asked
    study: Study
    country: str
    pictures: Pictures
    film: Film
    seconds: float


@dataclass(frozen=True)
class Failed:
    """Why there is nothing to show, in words."""

    asked: Asked
    said: str


def shown(asked: Asked) -> Shown | Failed:
    """Run and draw, or say why that cannot be."""
    started = time.perf_counter()
    try:
        done = study(asked.file, asked.settings)
        country = asked.country if asked.country in read.countries(done.baseline) else read.focus(done.baseline)
        made, mapped = pictures(done, country), film(done.altered, "film")
    except (TwochairsError, OSError) as error:
        return Failed(asked, str(error))
    return Shown(asked, done, country, made, mapped, time.perf_counter() - started)


@solara.component
def Page() -> None:
    """All of it."""
    file = solara.use_reactive(FIRST)
    moved: solara.Reactive[dict[str, float]] = solara.use_reactive({})
    country, month = solara.use_reactive(""), solara.use_reactive(-1)
    newest = solara.use_memo(Newest[Shown | Failed], dependencies=[])
    asked = Asked(file.value, as_settings(moved.value), country.value)
    number = solara.use_memo(newest.ask, dependencies=[asked])
    task = solara.lab.use_task(
        lambda: newest.make(number, lambda: shown(asked)),
        dependencies=[asked],
        raise_error=False,
        prefer_threaded=True,
    )
    last: list[Shown] = solara.use_memo(list, dependencies=[file.value])
    latest = task.latest
    if isinstance(latest, Shown) and latest.asked.file == file.value:
        last[:] = [latest]
    now = last[0] if last else None
    failed = latest.said if isinstance(latest, Failed) and latest.asked == asked else ""
    if task.error and not task.pending:
        failed = f"This should not have happened: {type(task.exception).__name__}: {task.exception}"
    solara.Style(_STYLE)
    solara.Title(cut(now.study.baseline.title, 2 * _NAME) if now else "twochairs")
    running = latest is None or latest.asked != asked
    with solara.Div(classes=["page", "running" if running else "done"]):
        _State(now, failed, running)
        if now and not failed:
            _Alignment(now)
        with solara.Div(classes=["levers"]):
            _Choices(file, moved, country, now.study if now else None)
            if now:
                _Levers(now.study, moved, now.country)
        if now and not failed:
            _rest(now, month)


@solara.component
def _State(now: Shown | None, failed: str, running: bool) -> None:
    """What is shown, whether something is running, what the levers do, what went wrong."""
    with solara.Div(classes=["state"]):
        if now:
            _Text("h1", now.study.baseline.title)
        if failed:
            solara.Error(failed, classes=["problem"])
        elif now is None:
            _Text("p", "Running the scenario.", "now", "status")
            solara.ProgressLinear(True)
        else:
            runs = now.study.altered.manifest["replicates"]
            done = f"{runs} runs, seed {SEED}, in {now.seconds:.2f} s"
            _Text("p", "running…" if running else done, "now", "status")
            told = now.pictures.said or "No lever is moved: this is the scenario as its file has it."
            _Text("p", told, "difference" if now.pictures.said else "", "status")


def _rest(now: Shown, month: solara.Reactive[int]) -> None:
    """Map, why, polls, every state, and what can be kept."""
    name = now.study.baseline.label("country", now.country)
    _Map(now.film, month)
    how = "What each mechanism adds to the target that alignment follows; mean of runs."
    _Panel(f"Why {name} leans as it does", how, now.pictures.why)
    if now.pictures.polls:
        how = "Shares of the public, mean of runs, from the start to the end."
        _Panel(f"How {name} sees the poles", how, now.pictures.polls)
    how = "Alignment from −1 to 1: median and 90 % of runs; over each, the median at the start and at the end."
    _Panel("Every state", how, now.pictures.states, "wide")
    _Keep(now)


@solara.component
def _Panel(title: str, how: str, markup: str, kind: str = "") -> None:
    with solara.Div(classes=["panel", *kind.split()]):
        _Text("h2", title)
        _Text("p", how, "how")
        _Picture(markup)


@solara.component
def _Alignment(now: Shown) -> None:
    name = now.study.baseline.label("country", now.country)
    with solara.Div(classes=["panel"]):
        _Text("h2", f"Where {name} leans")
        _Text("p", _how(now.study), "how")
        _Picture(now.pictures.alignment)
        if now.study.moved:
            _Text("h3", "What the levers change")
            how = "Paired difference: mean with its 95 % interval (dark), middle 90 % of pairs of runs (light)."
            _Text("p", how, "how")
            _Picture(now.pictures.difference)


def _how(done: Study) -> str:
    own = " Dashed, grey: the file's own levers, same chance." if done.moved else ""
    bands = "Median of runs (line), middle 50 % (dark) and 90 % (light)."
    return f"{bands}{own} Dots: dated events. Point at a month for its numbers."


@solara.component
def _Choices(
    file: solara.Reactive[Path],
    moved: solara.Reactive[dict[str, float]],
    country: solara.Reactive[str],
    done: Study | None,
) -> None:
    """Which scenario, which state, and the way back."""
    there = {path.stem: path for path in sorted(file.value.parent.glob("*.yaml"))} | {file.value.stem: file.value}

    def choose(name: str) -> None:
        moved.value = {}
        file.value = there[name]

    solara.Select("Scenario", list(there), value=file.value.stem, on_value=choose)
    if done:
        keys = read.countries(done.baseline)
        own = country.value if country.value in keys else read.focus(done.baseline)
        names = {_named(done, key): key for key in keys}
        solara.Select("State", list(names), value=_named(done, own), on_value=lambda name: country.set(names[name]))
        count = len(moved.value)
        back = f"Put {count} lever{'s' if count != 1 else ''} back" if count else "No lever is moved"
        solara.Button(back, on_click=lambda: moved.set({}), disabled=not count, outlined=True, classes=["back"])


@solara.component
def _Levers(done: Study, moved: solara.Reactive[dict[str, float]], own: str) -> None:
    """Towards whom, and a slider for each lever of each pole."""
    everybody = solara.use_reactive(False)
    one = f"on {cut(done.baseline.label('country', own), _NAME)} alone"
    labels = {one: False, "on all states alike": True}
    solara.Select(
        "Levers are pulled",
        list(labels),
        value=next(label for label, every in labels.items() if every == everybody.value),
        on_value=lambda label: everybody.set(labels[label]),
    )
    target = ALL if everybody.value else own
    for place, pole in enumerate(done.baseline.manifest["labels"]["pole"]):
        _Pole(done, pole, target, moved, place == 0).key(f"{pole} {target}")


@solara.component
def _Pole(done: Study, pole: str, target: str, moved: solara.Reactive[dict[str, float]], opened: bool) -> None:
    """A pole's levers: those in use, and behind them all others."""
    before = solara.use_memo(lambda: frozenset(moved.value), dependencies=[])
    offered = levers(done.baseline.scenario_run, pole, target)
    # One that is moved now stays where it is: it would slip from the hand.
    used = [lever for lever in offered if lever.used or lever.path in before]
    name = cut(done.baseline.label("pole", pole), _NAME)
    with solara.Details(f"{name}: {len(used)} in use", expand=opened):
        for lever in used:
            _Slider(lever, moved).key(lever.path)
        with solara.Details(f"{len(offered) - len(used)} more levers").key("more"):
            for lever in offered:
                if lever not in used:
                    _Slider(lever, moved).key(lever.path)


@solara.component
def _Slider(lever: Lever, moved: solara.Reactive[dict[str, float]]) -> None:
    """A slider over a lever's stops, by their number: a whole number is all that it could round to."""
    now = lever.start if lever.every is None else moved.value.get(lever.every, lever.start)
    value = moved.value.get(lever.path, now)
    stops = sorted({*lever.stops, now, value})

    def move(place: int) -> None:
        kept = {path: at for path, at in moved.value.items() if path != lever.path}
        moved.value = kept if stops[place] == now else {**kept, lever.path: stops[place]}

    with solara.Tooltip(_told(lever)):
        solara.SliderInt(
            f"{lever.meaning}: {exact(value)}{_unit(lever)}{_beside(lever, lever.path in moved.value)}",
            value=stops.index(value),
            min=0,
            max=len(stops) - 1,
            thumb_label=False,
            on_value=move,
        ).key(f"{stops}")


def _unit(lever: Lever) -> str:
    return f" {lever.unit}" if lever.unit else ""


def _beside(lever: Lever, moved: bool) -> str:
    """What stands behind a lever's value."""
    if moved:
        return " (moved)"
    count = len(lever.apart)
    return f" ({words.counted(count, 'state')} otherwise)" if count else ""


def _told(lever: Lever) -> str:
    """What a lever is, from where to where, and what the file does with it."""
    told = f"{lever.path}: from {exact(lever.low)} to {exact(lever.high)}{_unit(lever)}. The file has "
    told += f"{exact(lever.start)} at the start"
    told += (
        f", and other values for {cut(', '.join(lever.apart), _NAME)}, which a move replaces." if lever.apart else "."
    )
    if lever.later:
        more = f" and {len(lever.later) - 1} more" if len(lever.later) > 1 else ""
        told += f" Its timeline sets it anew: {cut(lever.later[0], _NAME)}{more}."
    return told


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
        _Text("h2", "On the map")
        with solara.Row(classes=["months"]):
            solara.Button("Pause" if playing.value else "Play", on_click=lambda: playing.set(not playing.value))
            solara.SliderInt(
                f"Month: {of.months[at]}", value=at, min=0, max=last, thumb_label=False, on_value=month.set
            ).key(f"{last}")
        solara.HTML(tag="div", unsafe_innerHTML=at_month(of, at), classes=["picture", "film"])


@solara.component
def _Keep(now: Shown) -> None:
    """Save as a scenario file; write a result with its figures and tables."""
    name, replace = solara.use_reactive("my-scenario"), solara.use_reactive(False)
    wanted: solara.Reactive[tuple[int, str]] = solara.use_reactive((0, ""))
    asked, title = now.asked, now.study.baseline.title

    def save() -> str:
        path = saving.save(
            asked.file,
            asked.settings,
            name.value,
            f"{title}{MOVED if asked.settings else ''}",
            saving.target_folder(asked.file),
            replace.value,
        )
        return f"Saved. The same numbers: twochairs run {path} --replicates {REPLICATES} --seed {SEED}"

    def write() -> str:
        from twochairs.dashboard.exporting import export

        return f"{export(asked.file, asked.settings)}: tables, and in figures/ the figures as PNG and SVG"

    def work() -> tuple[str, str]:
        what = {"save": save, "export": write}.get(wanted.value[1])
        try:
            return (what() if what else "", "")
        except (TwochairsError, OSError) as error:
            return "", str(error)

    def want(what: str) -> None:
        wanted.value = (wanted.value[0] + 1, what)

    task = solara.lab.use_task(work, dependencies=[wanted.value], raise_error=False, prefer_threaded=True)
    said, failed = ("", "") if task.pending else task.value or ("", "")
    with solara.Div(classes=["panel", "keep", "wide"]):
        _Text("h2", "Keep it")
        solara.InputText("Name of the scenario file", value=name)
        solara.Checkbox(label="Replace a file of that name", value=replace)
        with solara.Row(classes=["buttons"]):
            solara.Button("Save as a scenario file", on_click=lambda: want("save"), color="primary")
            solara.Button("Export figures and tables", on_click=lambda: want("export"), outlined=True)
        if task.pending and wanted.value[1]:
            _Text("p", "writing…", "now", "status")
        if said:
            solara.Success(said, classes=["problem"])
        if failed:
            solara.Error(failed, classes=["problem"])


@solara.component
def _Text(tag: str, text: str, kind: str = "", role: str = "") -> None:
    """Text of whatever origin, as text."""
    attributes = {"role": role} if role else {}
    solara.HTML(tag=tag, unsafe_innerHTML=escape(text), classes=kind.split(), attributes=attributes)


@solara.component
def _Picture(markup: str) -> None:
    solara.HTML(tag="div", unsafe_innerHTML=markup, classes=["picture"])


def _named(done: Study, key: str) -> str:
    """A state's name and key, which tells apart states of one name."""
    return f"{cut(done.baseline.label('country', key), _NAME)} ({key})"
