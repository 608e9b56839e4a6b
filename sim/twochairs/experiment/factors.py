"""The factors of an experiment file, each with the places of its values."""

from twochairs.errors import InvalidInput, Place
from twochairs.experiment.check import parameter_of
from twochairs.experiment.factor import SCENARIO, Factor, kept_apart, of_one_kind
from twochairs.experiment.file import ExperimentFile
from twochairs.experiment.report import Report
from twochairs.experiment.schema import FactorEntry
from twochairs.experiment.table import Table, read_table
from twochairs.scenario.resolve import file_inside
from twochairs.scenario.source import project_of, shown_name
from twochairs.scenario.tree import Node, Path, dotted, find
from twochairs.scenario.wording import unknown
from twochairs.world.parameters import PARAMETERS

FACTORS = "factors"
OF_DESIGN = ("design", "file")


def factors_of(entries: dict[str, FactorEntry], report: Report, section: str = FACTORS) -> list[Factor]:
    """Factors of a section in the order of their names, so that the order of a file changes nothing."""
    return [_factor((section, name), entries[name], report) for name in sorted(entries)]


def table_of(file: ExperimentFile, report: Report, at: Path = OF_DESIGN) -> Table | None:
    """The table that is named at a path, or None with its problems reported."""
    node = find(file.tree, at)
    if node is None or node.guess:
        return None
    try:
        path = file_inside(node, dotted(at), file.path, file.shown, project_of(file.path))
        return read_table(path, shown_name(path))
    except InvalidInput as error:
        report.take(error)
        return None


def factors_of_table(
    entries: dict[str, FactorEntry], table: Table, report: Report, section: str = FACTORS
) -> list[Factor]:
    """The columns of a table as factors; a name that is none of a section of the file is a path itself."""
    for name in entries:
        if name not in table.columns:
            report.say(
                (section, name), f"has no column in the table: it {unknown(name, list(table.columns))}", key=True
            )
    factors = []
    for name in sorted(table.columns):
        values = table.columns[name]
        places = dict(zip(map(kept_apart, reversed(values)), reversed(table.places[name]), strict=True))
        header = table.header[name]
        entry = entries.get(name)
        paths = _paths(name, entry or FactorEntry.model_validate({}))
        at = _path_places((section, name), report) if entry is not None else (header,) * len(paths)
        distinct = tuple({kept_apart(value): value for value in values}.values())
        factors.append(Factor(name, paths, distinct, place=header, path_places=at, value_places=places))
    return factors


def _factor(at: Path, entry: FactorEntry, report: Report) -> Factor:
    name = str(at[-1])
    paths = _paths(name, entry)
    place, path_places = report.place(at, key=True), _path_places(at, report)
    baseline = entry.baseline
    places = {} if baseline is None else {kept_apart(baseline): report.place((*at, "baseline"))}
    if entry.values is not None:
        values = of_one_kind(entry.values)
        places |= {kept_apart(value): report.place((*at, "values", index)) for index, value in enumerate(values)}
        return Factor(name, paths, values, 0.0, 1.0, None, False, False, entry.baseline, place, path_places, places)
    low, high = _ends(name, entry)
    ends = places | {kept_apart(low): report.place((*at, "from")), kept_apart(high): report.place((*at, "to"))}
    if entry.integer:
        ends = places | {
            (int.__name__, round(low)): report.place((*at, "from")),
            (int.__name__, round(high)): report.place((*at, "to")),
        }
    log = entry.scale == "log"
    return Factor(
        name, paths, None, low, high, entry.steps, log, entry.integer, entry.baseline, place, path_places, ends
    )


def _ends(name: str, entry: FactorEntry) -> tuple[float, float]:
    if entry.prior:
        parameter = parameter_of(entry, name)
        ends = PARAMETERS[parameter].prior.ends if parameter is not None else None
        return ends or (0.0, 1.0)
    return float(entry.from_ or 0.0), float(entry.to or 0.0)


def _paths(name: str, entry: FactorEntry) -> tuple[str, ...]:
    if name == SCENARIO:
        return ()
    return tuple(entry.path) or (name,)


def _path_places(at: Path, report: Report) -> tuple[Place, ...]:
    if at[-1] == SCENARIO:
        return ()
    paths: Node | None = find(report.tree, (*at, "path"))
    if paths is None or not isinstance(paths.value, list) or not paths.value:
        return (report.place(at, key=True),)
    return tuple(node.place for node in paths.value)
