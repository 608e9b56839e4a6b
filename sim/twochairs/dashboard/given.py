"""What a page is given of a scenario: the model's data, names and words, its map, its file."""

from dataclasses import dataclass
from typing import Any

from twochairs.dashboard.seen import seen
from twochairs.dashboard.stands import behind
from twochairs.figures import style
from twochairs.figures import text as words
from twochairs.map.svg import drawing
from twochairs.page.model import REPLICATES, SEED, SERIES, Model, model, spread
from twochairs.reports.film import beside_the_scale, laid_out
from twochairs.reports.lever import DECLARED
from twochairs.reports.shown import coded
from twochairs.results.described import dated_events, labels_of
from twochairs.scenario.load import Scenario
from twochairs.scenario.schema import Case

SPENT = ("effort_spent", "money_spent")


@dataclass(frozen=True)
class Given:
    """A scenario in a page.

    Attributes
    ----------
    model : script and data
    words : what the page's script says of it
    map : its states, without values
    """

    model: Model
    words: dict[str, Any]
    map: str


def given(scenario: Scenario) -> Given:
    """All of a scenario but its file.

    Runs it once, for the hash of the numbers that the page must come to.

    Raises
    ------
    NotFinite : where a number of the world stops being finite
    """
    case = scenario.case
    series = (*SERIES, *style.POLL, *SPENT, *((DECLARED,) if case.declarations.per_year else ()))
    made = model(scenario, seed=SEED, replicates=REPLICATES, series=series)
    drawn = spread(scenario, seed=SEED, replicates=REPLICATES, series=series)
    return Given(made, _words(scenario) | {"spread": drawn}, _map(case))


def _words(scenario: Scenario) -> dict[str, Any]:
    case, names = scenario.case, scenario.names
    labels = labels_of(case)
    focus = focus_of(case)
    mechanisms = names.along("mechanism")
    events: dict[str, list[str]] = {}
    for event in dated_events(case, case.clock.start, case.clock.months):
        events.setdefault(event["month"], []).append(words.clean(event["name"]))
    return {
        "file": coded(scenario.path.name),
        "title": coded(case.title),
        "about": coded(" ".join(case.description.split())),
        "countries": {
            key: coded(labels["country"][key]) for key in sorted(case.countries, key=lambda key: key != focus)
        },
        "poles": {key: coded(labels["pole"][key]) for key in names.along("pole")},
        "acts": {key: coded(labels["act"][key]) for key in names.along("act")},
        "terms": {key: coded(words.clean(case.commodity.said(style.named(key)))) for key in mechanisms},
        "colours": {key: style.mechanism(key, mechanisms)[0] for key in mechanisms},
        "publics": {key: style.named(key.partition(".")[2]) for key in names.along("public")},
        "events": {month: "; ".join(of) for month, of in sorted(events.items())},
        "clock": f"{case.clock.start} {case.clock.months}",
        "declared": DECLARED,
        "seen": seen(scenario),
        "behind": behind(scenario),
        "hash": scenario.hash[:10],
    }


def _map(case: Case) -> str:
    """The states of a case, in the colour of no value."""
    labels = labels_of(case)
    ties = tuple((one, *pair) for one, country in case.countries.items() for pair in country.ties.items())
    ends = {place: [key for key, pole in case.poles.items() if pole.position == place] for place in (-1.0, 1.0)}
    low, high = (beside_the_scale(labels["pole"], there) for there in ends.values())
    drawn = laid_out(tuple(labels["country"].items()), ties)
    return drawing(drawn, {}, "Alignment of each state", low or "−1", high or "+1", focus_of(case))


def focus_of(case: Case) -> str:
    """The state that a case is about, or its first."""
    return case.focus or next(iter(case.countries))
