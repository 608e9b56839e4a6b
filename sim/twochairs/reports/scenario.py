"""A scenario in words: who is in it, what is set, what happens when."""

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from twochairs.figures import text as words
from twochairs.figures.design import labels
from twochairs.figures.text import counted, signed
from twochairs.reports.parts import Table
from twochairs.results.result import Result

_CHANGES = (("set", "set {} to {}"), ("add", "add {1} to {0}"), ("ramp", "move {} steadily to {}"))
"""Key of a timeline's item to how each of its changes is said."""


def text(result: Result) -> list[str]:
    """What it is about, as its author says, and how long it is."""
    manifest = result.manifest
    described = " ".join(str(manifest.get("description") or "").split())
    poles = ", ".join(
        f"{result.label('pole', pole)} ({words.place(float(place))})" for pole, place in manifest["positions"].items()
    )
    states = len(manifest["labels"].get("country", {}))
    length = f"{_span(manifest)}; {states} state{'s' if states != 1 else ''}; poles: {poles}."
    notice = " ".join(str(manifest.get("notice") or "").split())
    return [sentence for sentence in (described, length, notice) if sentence]


def _span(manifest: dict[str, Any]) -> str:
    """How long runs are and when they start, from the least to the most where they differ."""
    fewest, last = manifest.get("fewest_months"), manifest.get("last_start")
    months = f"{manifest['months']} months" if fewest is None else f"{fewest} to {manifest['months']} months"
    return f"{months} from {manifest['start']}" + ("" if last is None else f", the last from {last}")


def tables(result: Result) -> list[Table]:
    """States, levers, timeline, policies, disputes; those that there are."""
    several = len(result.scenarios) > 1
    made = [_years(result)] if several else []
    for name, data in result.scenarios.items():
        of_one = _tables(result, data, [] if several else [_years(result)])
        made += [replace(table, caption=f"{table.caption} ({name})") for table in of_one] if several else of_one
    return [table for table in made if table.rows]


def _tables(result: Result, data: dict[str, Any], years: list[Table]) -> list[Table]:
    return [
        _states(result, data),
        *years,
        _timeline(data),
        _policies(data),
        _levers(result, data, result.idle),
        _disputes(result, data),
    ]


def _states(result: Result, data: dict[str, Any]) -> Table:
    """What each state starts from; what none of them has goes without a column."""
    states, commodity = _mapping(data.get("countries")), result.commodity
    share, demand = (
        commodity.said("Gas dependence (%)"),
        commodity.said("Gas demand (bcm/year)").replace("/year", " a year"),
    )
    gas = [_mapping(state.get("gas")) for state in states.values()]
    governments = [_mapping(state.get("government")) for state in states.values()]
    columns = {
        "State": [result.label("country", key) for key in states],
        "Alignment at the start": [signed(float(state.get("alignment", 0.0))) for state in states.values()],
        share: [value(100 * float(one.get("dependence", 0.0))) for one in gas],
        demand: [value(one.get("demand", 0.0)) for one in gas],
        "Media freedom (0 to 1)": [value(state.get("media_freedom", "")) for state in states.values()],
        "Coalition partner": [str(_mapping(one.get("partner")).get("name") or "") for one in governments],
        "Elections": [", ".join(str(when) for when in one.get("elections") or []) for one in governments],
    }
    some = (share, demand, "Coalition partner", "Elections")
    kept = {head: cells for head, cells in columns.items() if head not in some or not _NOTHING.issuperset(cells)}
    return Table("States at the start", list(kept), [list(row) for row in zip(*kept.values(), strict=True)])


_NOTHING = {"", "0"}


def _years(result: Result) -> Table:
    """Dated events, a row a year."""
    years: dict[str, list[str]] = {}
    for event in sorted(result.manifest.get("dated_events") or [], key=lambda event: str(event["month"])):
        year, _, month = str(event["month"]).partition("-")
        years.setdefault(year, []).append(f"{_MONTHS[int(month) - 1]}: {event['name']}")
    return Table("Timeline", ["Year", "What happens"], [[year, "; ".join(told)] for year, told in years.items()])


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _timeline(data: dict[str, Any]) -> Table:
    items = [item for item in data.get("timeline") or [] if isinstance(item, dict)]
    items.sort(key=lambda item: str(item.get("at") or item.get("from") or ""))
    rows = [
        [when(item), str(item.get("name", "")), "; ".join(changes(item)), str(item.get("source") or "")]
        for item in items
    ]
    title = f"Timeline in full: {counted(len(rows), 'item')}, what each does in the model, and on what grounds"
    return Table(title, ["When", "What", "What it does", "Source"], rows, folded=True)


def when(item: dict[str, Any]) -> str:
    """When an item of a timeline, or a policy, is at work, in words."""
    parts = [str(item["at"])] if item.get("at") else []
    if item.get("from"):
        parts.append(f"{item['from']} to {item['to']}" if item.get("to") else f"from {item['from']}")
    if item.get("every"):
        parts.append(f"every {item['every']}")
    if item.get("probability") is not None:
        parts.append(f"with probability {value(item['probability'])}")
    return ", ".join(parts)


def changes(item: dict[str, Any]) -> Iterator[str]:
    """What an item of a timeline does, in words."""
    for key, said in _CHANGES:
        for what, number in _mapping(item.get(key)).items():
            yield said.format(what, value(number))
    for pole, number in _mapping(item.get("news")).items():
        yield f"news about {pole} of {signed(float(number))}"
    if item.get("elections"):
        yield f"elections in {', '.join(str(key) for key in item['elections'])}"


def _policies(data: dict[str, Any]) -> Table:
    rows = [
        [
            str(policy.get("name", "")),
            when({**policy, "at": None}),
            str(policy.get("when", "")),
            "; ".join(f"{what} = {formula}" for what, formula in _mapping(policy.get("do")).items()),
        ]
        for policy in data.get("policies") or []
        if isinstance(policy, dict)
    ]
    return Table("Adaptive policies", ["Policy", "Asked", "When", "Does"], rows)


def _levers(result: Result, data: dict[str, Any], without: Container[str]) -> Table:
    """Levers of each pole, but for those of parts that there is nothing of."""
    rows, commodity = [], result.commodity
    for pole, levers in _mapping(data.get("levers")).items():
        for lever, given in _mapping(levers).items():
            name, said = lever.replace("_", " "), _setting(given)
            if said and lever not in without:
                rows.append([result.label("pole", pole), commodity.said(name), said])
    return Table("Levers at the start; all others are 0", ["Pole", "Lever", "Towards whom"], rows, folded=True)


def _setting(given: Any) -> str:
    if not isinstance(given, dict):
        return "" if given in (None, 0, 0.0) else f"all {value(given)}"
    parts = [
        f"{'all others' if key == 'default' else key} {value(number)}"
        for key, number in sorted(given.items(), key=lambda pair: pair[0] == "default")
        if number or key != "default"
    ]
    return ", ".join(parts)


def _disputes(result: Result, data: dict[str, Any]) -> Table:
    rows = [
        [
            result.label("dispute", key),
            ", ".join(labels.agent(result, party) for party in dispute.get("between") or []),
            value(dispute.get("tension", 0.0)),
        ]
        for key, dispute in _mapping(data.get("disputes")).items()
    ]
    return Table("Disputes", ["Dispute", "Between", "Tension at the start (0 to 1)"], rows, folded=True)


def value(given: object) -> str:
    """What a scenario has, with every digit that somebody wrote."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        return labels.value(given)
    return f"{given:.12g}".replace("-", "−")


def _mapping(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}


def values_of(data: Any, key: str) -> str:
    """What a dotted key of a scenario holds, as it is printed; "" where it holds nothing or too much to print."""
    for step in key.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, dict):
        return _setting(data) if data and all(not isinstance(one, dict | list) for one in data.values()) else ""
    if isinstance(data, list):
        return ", ".join(value(one) for one in data) if all(not isinstance(one, dict | list) for one in data) else ""
    return "" if data is None else value(data)
