"""The parts of a page, in the order in which a reader meets them."""

from collections.abc import Sequence

from twochairs.errors import NotPossible
from twochairs.evidence.register.track import shipped_track_record
from twochairs.evidence.results.headline import headline
from twochairs.figures import text as words
from twochairs.reports import answer, scenario, tables
from twochairs.reports.figures import Figures
from twochairs.reports.film import film
from twochairs.reports.parts import FOLDED, OPEN, Part, Section, Table
from twochairs.reports.trust import limits_of
from twochairs.results.paired import check_paired
from twochairs.results.result import Result

_SKILL = ["Forecast", "State-years", "CRPS", "CRPS skill", "90 % interval", "In 90 % band"]


def in_short(results: Sequence[Result]) -> list[Section]:
    """The answers of sweeps, where a page has no run that it could begin with; of several, each under its title."""
    each = [(result.title, _told(results, result)) for result in results]
    if len(each) == 1:
        return [Section("in-short", "In short", text=each[0][1])]
    parts = [Section(f"in-short-{n}", title, 3, text) for n, (title, text) in enumerate(each, start=1)]
    return [Section("in-short", "In short"), *parts]


def _told(results: Sequence[Result], result: Result) -> list[str]:
    """The answer in sentences made from the numbers."""
    base = _base(results, result)
    if not result.one_point:
        return answer.of_sweep(result)
    compared = base is not None and not _reason(base, result)
    return [] if compared else [sentence for sentence in answer.of_run(result) if sentence]


def compared(results: Sequence[Result], figures: Figures) -> list[Section]:
    """Every result after the first of its kind, beside that first one; nothing where there is one of each."""
    made = []
    for number, result in enumerate(results):
        base = _base(results, result)
        if base is None:
            continue
        reason = _reason(base, result)
        pictures = [] if reason else list(figures.of_pair(base, result))
        numbers = [] if reason or not base.one_point else tables.differences(base, result)
        text = [f"Not compared: {reason}."] if reason else _of_pair(base, result)
        title = f"{result.title}, against {base.title}"
        made.append(Section(f"compared-{number}", title, text=text, parts=[*pictures, *numbers]))
    return made


def _of_pair(base: Result, result: Result) -> list[str]:
    """What differs, in a sentence, and how it is known; designs have no state of their own to speak of."""
    return [*([answer.of_comparison(base, result)] if base.one_point else []), _PAIRED]


_PAIRED = (
    "Runs are paired by replicate and share their chance, so a difference is what was changed and not luck; intervals "
    "are of the mean over pairs."
)


def _base(results: Sequence[Result], result: Result) -> Result | None:
    """The first result of the same kind, where it is another."""
    first = next(other for other in results if other.one_point == result.one_point)
    return None if first is result else first


def _reason(base: Result, other: Result) -> str:
    """Why two results cannot be compared; "" where they can."""
    try:
        check_paired([base, other])
    except NotPossible as error:
        return str(error).splitlines()[0]
    return ""


def of_result(results: Sequence[Result], place: int, figures: Figures) -> list[Section]:
    """The scenario in words, what came out, where its values come from.

    Parameters
    ----------
    place : of the result among them; runs after the first have fewer figures, for a comparison has the rest
    """
    result = results[place]
    key = f"result-{short_hash(result)}"
    head = _head(results, place, key)
    sources = _sources(results, place, f"{key}-sources") if len(result.sources) else []
    made = Section(f"{key}-made", "How it was made", 3, [_again(result)], [tables.manifest(result)])
    if not result.one_point:
        return [head, *_of_sweep(result, key, figures), *sources, made]
    return [head, *_of_run(result, key, figures, brief=_base(results, result) is not None), *sources, made]


def _head(results: Sequence[Result], place: int, key: str) -> Section:
    """The scenario in words and tables, without what stands above of an earlier result."""
    result, tables = results[place], scenario.tables(results[place])
    above = {sentence for earlier in results[:place] for sentence in scenario.text(earlier)}
    text = [sentence for sentence in scenario.text(result) if sentence not in above]
    for earlier in results[:place]:
        same = [table for table in tables if table in scenario.tables(earlier)]
        if same:
            text.append(f"As in “{earlier.title}”, above: {', '.join(table.caption.lower() for table in same)}.")
            tables = [table for table in tables if table not in same]
    text += _told(results, result) if any(one.one_point for one in results) else []
    return Section(key, result.title, text=text, parts=[*tables], folded=FOLDED if place else OPEN)


def _sources(results: Sequence[Result], place: int, key: str) -> list[Section]:
    title, result = "Where the values come from", results[place]
    for other in results[:place]:
        if other.sources.equals(result.sources):
            return [Section(key, title, 3, [f"The sources are those of “{other.title}”, above."])]
    return [Section(key, title, 3, [_SOURCES], [*tables.sources(result)])]


_SOURCES = "Observed: a figure somebody published. Derived: worked out from such. Assumed: set by judgement."


def _of_run(result: Result, key: str, figures: Figures, brief: bool) -> list[Section]:
    pictures = list(figures.of_run(result, brief))
    return [
        Section(f"{key}-map", "On the map, month by month", 3, parts=[film(result, f"{key}-film")]),
        Section(f"{key}-figures", "What happened, and why", 3, parts=[*pictures]),
        Section(f"{key}-outcomes", "Outcomes", 3, [_ERRORS], [*tables.outcomes(result, brief)]),
    ]


_ERRORS = (
    "Monte-Carlo error: how far the mean would move with other seeds, one standard error. It says nothing of whether "
    "the rules or the inputs are right."
)


def _of_sweep(result: Result, key: str, figures: Figures) -> list[Section]:
    pictures, missing = figures.of_sweep(result)
    return [
        *_answers(result, key, figures),
        Section(f"{key}-figures", "Over the design", 3, missing, [*pictures]),
        Section(f"{key}-outcomes", "Outcomes", 3, [_ERRORS], [tables.points(result)]),
    ]


def _answers(result: Result, key: str, figures: Figures) -> list[Section]:
    """What verbs that decide made of it: the last answer of each, with its figures; nothing where there is none."""
    parts: list[Part] = []
    for verb in dict.fromkeys(one.verb for one in result.answers):
        words = result.answer(verb).words
        parts += [one if isinstance(one, str) else Table(one.caption, one.head, one.rows) for one in words]
        parts += figures.of_answer(result, verb)
    return [Section(f"{key}-decided", "What to make of it", 3, parts=parts)] if parts else []


def _again(result: Result) -> str:
    manifest = result.manifest
    if not result.one_point:
        runs = f"{manifest['points']} points of {manifest['replicates']} runs"
        return f"Seed {manifest['seed']}; {runs}; the folder of this result holds all of them."
    return (
        f"The same numbers again, from the folder of this result: twochairs run scenario.yaml --replicates "
        f"{manifest['replicates']} --seed {manifest['seed']}"
    )


def trust(results: Sequence[Result], above: str = "") -> Section:
    """What the answers are not, and how the simulator did against what was observed.

    Parameters
    ----------
    above : what the page has said of it
    """
    limits = dict.fromkeys(limits_of(result) for result in results)
    text = [
        *(limit for limit in limits if limit and limit not in above),
        "Hindcast of the shipped case, against UN ideal points of 13 states, 2010 to 2023, learnt from the years "
        "before each forecast alone, one to five years ahead. Skill 0 is that of persistence, which says that nothing "
        "changes. "
        f"{headline()[:1].upper()}{headline()[1:].replace('-', '−')}.",
        "Conditional: who governed and what happened after the origin is given. Unconditional: withheld. It is an "
        "instrument for what if, not for what next. Other regions have no hindcast of their own that was scored.",
        f"{shipped_track_record()}.",
    ]
    return Section("trust", "How far to trust it", text=text, parts=[_skill()])


def _skill() -> Table:
    from twochairs.evidence.results.shipped import shipped

    frame = shipped("skill")
    rows = [
        [
            row.forecast.replace("_", " "),
            f"{row.occasions}",
            words.number(row.crps, 3),
            words.signed(row.crps_skill),
            f"{words.signed(row.crps_low)} to {words.signed(row.crps_high)}",
            words.number(row.coverage90),
        ]
        for row in frame[frame.split == "rolling"].itertuples()
    ]
    return Table("Hindcast: the simulator's forecasts and four naive ones", _SKILL, rows)


def short_hash(result: Result) -> str:
    """Ten characters that say which result it is."""
    manifest = result.manifest
    return str(manifest[f"{manifest['kind']}_hash"])[:10]
