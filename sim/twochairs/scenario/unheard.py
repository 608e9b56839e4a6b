"""Levers of which nothing hears any more: read at some months alone, or done with; what is set then changes nothing."""

from collections.abc import Callable, Iterator
from itertools import count

from twochairs.scenario.calendar import month_number, month_text
from twochairs.scenario.look import Effect, Look, Note, some
from twochairs.scenario.paths import Target
from twochairs.scenario.slips_of_levers import why_idle
from twochairs.scenario.tree import EVERYONE, OPTION, Node

_FROM_OUTSIDE = (OPTION, "set of ")


def _contracts(look: Look, country: str) -> Iterator[int]:
    """Months of the run, from 1 and without end, in which a state strikes a gas contract."""
    gas = look.case.countries[country].gas
    ends = month_number(gas.contract.until) - look.start + 1 if gas.contract else gas.next_contract.months
    yield from count(max(ends, 0) + 1, gas.next_contract.months)


def _at_contracts(look: Look, pole: str, country: str, month: int) -> str:
    """A discount enters a contract as it is struck."""
    if month == 0 and look.case.countries[country].gas.contract is None:  # one is struck at the start
        return ""
    following = next(one for one in _contracts(look, country) if one >= month)
    if following <= look.case.clock.months or Target("next_contract_months", (country,)) in look.changes:
        return ""
    after = month_text(look.start + following - 2)
    return f"is read at the next contract, after {after}: nothing before the clock ends hears of it"


def _of_candidates(look: Look, pole: str, country: str, month: int) -> str:
    """An offer is of what is still ahead, and who has joined stays."""
    member = look.case.countries[country].accession.get(pole, 0.0) >= 1.0
    stays = Target("accession", (pole, country)) not in look.changes
    return "changes nothing: it is of membership, which is whole already" if member and stays else ""


READ: dict[str, Callable[[Look, str, str, int], str]] = {
    "gas_discount": _at_contracts,
    "accession_credibility": _of_candidates,
}
"""A lever that is not heard of in every month and by every country, to why it is not from a month of the run on."""


def unheard(look: Look, target: Target, month: int) -> str:
    """Why nothing hears of a lever from a month on, continuing its path; "" where something may.

    Parameters
    ----------
    month : of the run; 0 is the start
    """
    pole, country = target.agents
    if target.quantity not in READ or why_idle(look, pole, target.quantity, country):
        return ""
    return READ[target.quantity](look, pole, country, month)


def deaf(look: Look, target: Target) -> str:
    """Why a lever changes nothing for a country, or would not from the start, continuing its path; "" where it may."""
    idle = why_idle(look, target.agents[0], target.quantity, target.agents[1])
    return f"changes nothing: {idle}" if idle else unheard(look, target, 0)


def levers_read_too_late(look: Look) -> Iterator[Note]:
    """Levers laid over what is observed, or changed later, when nothing reads them any more."""
    for pole in look.case.poles:
        for lever in READ:
            for whose in (EVERYONE, *look.names.country):
                node = look.given("levers", pole, lever, whose)
                if node is not None and _laid_over(look, node):
                    path = f"{pole}.{lever}" if whose == EVERYONE else f"{pole}.{lever}.{whose}"
                    text = _told(path, [(one, unheard(look, one, 0)) for one in _reached(look, pole, lever, whose)])
                    yield from [Note(look.place("levers", pole, lever, whose), text)] if text else []
    for effect, reached in _by_effect(look).items():
        text = _told(effect.path, [(target, unheard(look, target, _first(look, effect))) for target in reached])
        yield from [Note(look.place(*effect.steps, key=True), text)] if text else []


def _laid_over(look: Look, node: Node) -> bool:
    """Whether a start value is laid over another one, so that it is meant to change something; others are observed."""
    file = look.tree.place.file
    varies = look.reference is not None and look.reference.place.file != file
    return node.origin.startswith(_FROM_OUTSIDE) or (varies and node.place.file == file)


def _reached(look: Look, pole: str, lever: str, whose: str) -> list[Target]:
    """What a start value is for: of one for all countries those that have none of their own and that it may move."""
    own = [whose] if whose != EVERYONE else look.names.country
    given = [name for name in own if whose != EVERYONE or look.given("levers", pole, lever, name) is None]
    return [Target(lever, (pole, name)) for name in given if not why_idle(look, pole, lever, name)]


def _by_effect(look: Look) -> dict[Effect, list[Target]]:
    """Each change of such a lever that is ever due, with what of it may be moved."""
    found: dict[Effect, list[Target]] = {}
    for target, effects in look.changes.items():
        if target.quantity in READ and not why_idle(look, target.agents[0], target.quantity, target.agents[1]):
            for effect in effects:
                if _first(look, effect) and not look.shortened:
                    found.setdefault(effect, []).append(target)
    return found


def _first(look: Look, effect: Effect) -> int:
    """The first month in which a change is due, 0 where it never is; of a policy any may be."""
    if effect.section == "policies":
        return 1
    months = look.months(look.case.timeline[effect.index])
    return months[0] if months else 0


def _told(path: str, reached: list[tuple[Target, str]]) -> str:
    """A note's text where all that a path reaches is deaf, else ""."""
    reasons = [reason for _, reason in reached]
    if not reasons or not all(reasons):
        return ""
    names = [target.agents[1] for target, _ in reached]
    whom = "" if path.endswith(f".{names[0]}") else f", for {some(names)},"
    return f"{path}{whom} {reasons[0]}"
