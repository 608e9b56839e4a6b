"""Words that results and files use, each with what it means: terms of the target, words of tables, what is declared."""

from collections.abc import Iterator
from functools import cache

from twochairs.scenario.wording import closest
from twochairs.world.layout import QUANTITIES
from twochairs.world.levers import LEVERS
from twochairs.world.mechanisms import ANCHOR, DECLARED, NO_TERM, Mechanism
from twochairs.world.parameters import PARAMETERS
from twochairs.world.quantity import NO_BOUND, Parameter, Quantity

_TERMS = {
    "government": "the course that the government has declared; every other anchor's weight is against its own",
    "partner": "the course of a coalition partner in office",
    "public": "where the public stands; it weighs more where the government is accountable, and as an election nears",
    "peers": "where the states stand that a state is tied to, those whose stakes turned out better counting more",
    "commitment": "membership of a pole's bloc and alliance, which binds a state to the place of that pole",
    "middle": "the middle of the axis, for a state that is disposed to hedge",
    "energy": "what a state saves on the gas that a pole sells it below the market: it draws towards the seller",
    "supply": "gas that only a pole delivers, and nobody else could make good: it draws towards the seller",
    "aid": "aid that a pole gives: it draws towards the giver",
    "pressure": "what a pole demands, by what trade and membership it could withhold: it draws towards that pole",
    "energy_sanctions": "sanctions on energy firms that a pole elsewhere owns: they draw towards who sanctions",
    "accession_offer": "the part of an offer of membership that is credible and still ahead: it draws towards the pole",
    "patronage": "the shield that a pole gives in the dispute in which it is needed most: it draws towards that pole",
    "arms": "arms that a pole supplies: they draw towards the supplier",
    "threat": "a threat that a pole is felt to be: it draws away from it",
    "security_guarantee": "a guarantee by a pole against such a threat: it draws towards the guarantor",
    "street": "protest of a public that is further from the present course than it tolerates",
    "unexplained": "what no rule accounts for of where the state was observed: solved once, on the start",
}
_TOLD = {
    "alignment": "where a state stands on the axis, from -1 to 1, the poles at places of their own",
    "target": "the alignment that a state moves towards, a share of the way each month: the sum of all terms",
    "term": "what one anchor or pull adds to the target, in units of alignment; all of them add up to it",
    "anchor": "a place on the axis with a weight; the anchors' part of the target is their weighted mean",
    "pull": "a push along the axis, added to the mean of the anchors",
    "even odds": "where a state that is asked for an act would do it with a probability of 50 %",
    "worth": "how far a term moves a state from even odds of an act, in units of alignment; all of them add up",
    "difficulty": "the readiness at which a state is at even odds of an act",
    "probability when asked": "how likely a state does an act each time it is asked for; of many runs their mean",
    "share of runs": "in how many of all runs an act stands done in a month, however often it was asked for",
    "declarations": "joint declarations that a state is asked to join, many in a month, easy and hard ones",
    "focus": "the state that a scenario is about",
    "place": "where the course of the government is on the axis",
    "course": "where on the axis a government means to go",
    "challenger": "the course of those who would govern after a lost election",
    "act": "something that a government is asked to do: a vote, a round of sanctions, a step; an item under `acts`",
    "lever": "something that a pole can pull towards a state: POLE.LEVER.STATE in a file",
    "pole": "a bloc or great power with a place on the axis",
    "replicate": "a run of the same scenario with other chance; two results are paired by it",
    "interval": "of a mean over runs: where the mean of endless runs lies, with a confidence of 95 %",
    "90 % of runs": "from the 5th to the 95th percentile of the runs: how far chance spreads them",
}


def meaning(word: str) -> list[str]:
    """What a word means, a line for each sense; nothing where it is not known.

    Parameters
    ----------
    word : in any case of letters, with spaces or underscores: even odds, security_guarantee
    """
    return list(_senses().get(_plain(word), ()))


def nearest_word(word: str) -> str | None:
    """The known word that another is likeliest meant to be, or None."""
    return closest(_plain(word), sorted(_senses()))


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").split()).casefold()


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, sense in _all():
        found[_plain(word)] = (*found.get(_plain(word), ()), sense)
    return found


def _all() -> Iterator[tuple[str, str]]:
    yield from _TOLD.items()
    for one in DECLARED:
        for name in dict.fromkeys((one.name, one.label)):
            yield name, _of_mechanism(one)
    for name, lever in LEVERS.items():
        yield name, f"a lever: {_of_number(lever)}"
    for name, quantity in QUANTITIES.items():
        if name not in LEVERS and _plain(name) not in _TOLD:
            yield name, f"a number of a run: {_of_number(quantity)}"
    for name, constant in PARAMETERS.items():
        yield name, f"a constant of {constant.rule}, {constant.rule.title}: {_of_number(constant)}"


def _of_mechanism(one: Mechanism) -> str:
    if one.kind == NO_TERM:
        constants = f", by {' and '.join(one.constants)}" if one.constants else ""
        return f"a mechanism of {one.rule}, {one.rule.title}{constants}"
    kind = "an anchor" if one.kind == ANCHOR else "a pull"
    said = _TERMS.get(one.name)
    return f"a term of the target, {kind}{f': {said}' if said else ''}"


def _of_number(one: Quantity | Parameter) -> str:
    unit = f", {one.unit}" if one.unit != "1" else ""
    ends = f", from {one.low:g} to {one.high:g}" if one.low > -NO_BOUND and one.high < NO_BOUND else ""
    return f"{one.meaning[:1].lower()}{one.meaning[1:]}{unit}{ends}"
