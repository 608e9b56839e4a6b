"""Slips of levers and constants: what is set and changes nothing, or does not last."""

from collections.abc import Callable, Iterator

from twochairs.errors import Place
from twochairs.scenario.calendar import month_text
from twochairs.scenario.essence import lever_towards
from twochairs.scenario.look import Effect, Look, Note, some
from twochairs.scenario.paths import Target
from twochairs.scenario.schema import Case
from twochairs.scenario.spelling import LEVERS
from twochairs.scenario.tree import EVERYONE, OPTION
from twochairs.world.levers import AT_REST
from twochairs.world.levers import LEVERS as DECLARED
from twochairs.world.mechanisms import SWITCHES

_FROM_OUTSIDE = (OPTION, "set of ")
"""Where values come from that somebody lays over a file to see what they do."""


def settings_set_again(look: Look) -> Iterator[Note]:
    """Values of --set, or of an experiment's `set`, that the timeline or a policy sets again."""
    for target, effects in look.changes.items():
        steps = look.steps(target)
        node = look.given(*steps) or (look.given(*steps[:3], EVERYONE) if target.quantity in LEVERS else None)
        if node is not None and node.origin.startswith(_FROM_OUTSIDE):
            again = setting_again(look, effects)
            if again:
                text = (
                    f"{look.path(target)} is a start value; {told_again(look, again)}: change that too if it is to last"
                )
                yield Note(look.place(*steps), text)


def setting_again(look: Look, effects: list[Effect]) -> list[Effect]:
    """Those of some changes that set a number whatever it was before, and are ever due."""
    return [
        effect
        for effect in effects
        if effect.field != "add" and (effect.section == "policies" or look.months(look.case.timeline[effect.index]))
    ]


def told_again(look: Look, effects: list[Effect]) -> str:
    """What sets a number again, in words."""
    whose = {effect.section: None for effect in effects}
    kinds = " and ".join("the timeline" if section == "timeline" else "a policy" for section in whose)
    verb = "set it again" if len(whose) > 1 else "sets it again"
    return f"{kinds} {verb}: {some([f'{effect.path}{since(look, effect)} {look.name(effect)}' for effect in effects])}"


def since(look: Look, effect: Effect) -> str:
    """From which month on a change holds, in words; nothing for a policy."""
    if effect.section == "policies":
        return ""
    first = look.months(look.case.timeline[effect.index])
    return f" from {month_text(look.start + first[0] - 1)}" if first else ""


def ended_by_a_dated_change(look: Look) -> Iterator[Note]:
    """Start values of single countries that a dated change for all of them ends."""
    told: set[tuple[int, str]] = set()
    for target, effects in look.changes.items():
        for effect in effects:
            pole, lever = target.agents[0] if target.agents else "", target.quantity
            if lever not in LEVERS or effect.field == "add" or effect.section != "timeline":
                continue
            own = look.case.levers.get(pole)
            given = {name: value for name, value in getattr(own, lever, {}).items() if name != EVERYONE}
            happens = effect.path == f"{pole}.{lever}" and look.months(look.case.timeline[effect.index])
            if given and happens and (effect.index, effect.path) not in told:
                told.add((effect.index, effect.path))
                names = some([f"{name} ({value:g})" for name, value in given.items()])
                text = f"{effect.path} is for all countries and ends the start values of {names}; name those it is for"
                yield Note(look.place(*effect.steps, key=True), text)


def constants_switched_off(look: Look) -> Iterator[Note]:
    """Constants that a file gives though the mechanism they belong to is switched off."""
    for switch, constant in off(look.case):
        if look.given("parameters", constant) is not None:
            text = f"parameters.{constant} counts as 0, for switches.{switch} is false; leave one of the two out"
            yield Note(look.place("parameters", constant, key=True), text)


def off(case: Case) -> list[tuple[str, str]]:
    """Switches that are off, each with a constant of its mechanism."""
    return [
        (switch, constant)
        for switch, on in case.switches.model_dump().items()
        if not on
        for constant in SWITCHES.get(switch, ())
    ]


def levers_that_cannot_work(look: Look) -> Iterator[Note]:
    """Levers that are pulled, at the start or later, on countries they cannot move."""
    for pole in look.case.poles:
        for lever in LEVERS:
            pulled = [name for name in look.names.country if _pulled(look, pole, lever, name)]
            idle = {name: reason for name in pulled if (reason := why_idle(look, pole, lever, name))}
            if idle and (len(idle) == len(pulled) or _by_name(look, pole, lever, idle)):
                named = [name for name in idle if look.given("levers", pole, lever, name) is not None] or list(idle)
                reason = idle[named[0]]
                text = f"{pole}.{lever} changes nothing for {some(named)}: {reason}"
                yield Note(_place_of_lever(look, pole, lever, named[0]), text)


def _by_name(look: Look, pole: str, lever: str, idle: dict[str, str]) -> bool:
    """Whether one of some countries is pulled on by its name."""
    at_start = any(look.given("levers", pole, lever, name) is not None for name in idle)
    later = (effect.path for name in idle for effect in look.changes.get(Target(lever, (pole, name)), ()))
    return at_start or any(path.count(".") == 2 for path in later)


def _pulled(look: Look, pole: str, lever: str, country: str) -> bool:
    rest = AT_REST.get(lever, 0.0)
    return lever_towards(look.case, pole, lever, country) != rest or Target(lever, (pole, country)) in look.changes


def _place_of_lever(look: Look, pole: str, lever: str, country: str) -> Place:
    later = look.changes.get(Target(lever, (pole, country)), [])
    whose = country if look.given("levers", pole, lever, country) is not None else EVERYONE
    node = look.given("levers", pole, lever, whose)
    pulled_at_start = node is not None and node.value != AT_REST.get(lever, 0.0)
    if later and not pulled_at_start:
        return look.place(*later[0].steps, key=True)
    return look.place("levers", pole, lever, whose)


def why_idle(look: Look, pole: str, lever: str, country: str) -> str:
    """Why a lever of a pole cannot move a country, in words; "" where it can, as far as is seen."""
    switches = look.case.switches.model_dump()
    channels = DECLARED[lever].through
    if channels and not any(switches[channel] for channel in channels):
        return f"switches.{' and switches.'.join(channels)} {'is' if len(channels) == 1 else 'are'} false"
    return NEEDS.get(lever, _anything)(look, pole, country)


def ever(look: Look, target: Target, start: float) -> bool:
    """Whether a number is above 0 at the start, or something may set it later."""
    return start > 0.0 or target in look.changes


def _buys(look: Look, pole: str, country: str) -> str:
    gas = look.case.countries[country].gas
    if gas.seller != pole:
        name = look.case.commodity.name
        return f"{pole} sells it no {name}" if gas.seller is None else f"it buys its {name} from {gas.seller}"
    return "" if ever(look, Target("demand", (country,)), gas.demand) else f"it uses no {look.case.commodity.name}"


def _imports(look: Look, pole: str, country: str) -> str:
    gas = look.case.countries[country].gas
    buys = gas.seller is not None and ever(look, Target("demand", (country,)), gas.demand)
    return "" if buys else f"it buys no {look.case.commodity.name}"


def _disputes(look: Look, pole: str, country: str) -> str:
    there = any(country in dispute.between for dispute in look.case.disputes.values())
    return "" if there else "it is party to no dispute"


def _shielded(look: Look, pole: str, country: str) -> str:
    """A shield works in no dispute with the pole that gives it."""
    own = [dispute for dispute in look.case.disputes.values() if country in dispute.between]
    if own and all(pole in dispute.between for dispute in own):
        return f"each of its disputes is with {pole} itself"
    return _disputes(look, pole, country)


def _armed(look: Look, pole: str, country: str) -> str:
    share = look.case.countries[country].arms.get(pole, 0.0)
    return "" if ever(look, Target("arms", (pole, country)), share) else f"it has no arms from {pole}"


def _owned(look: Look, pole: str, country: str) -> str:
    owners = look.case.countries[country].energy_ownership
    here = look.case.poles[pole].position
    others = [name for name, other in look.case.poles.items() if other.position != here]
    owned = any(ever(look, Target("energy_ownership", (name, country)), owners.get(name, 0.0)) for name in others)
    return "" if owned else look.case.commodity.said("no pole elsewhere on the axis owns energy firms there")


def _publics(look: Look, pole: str, country: str) -> str:
    return "" if look.case.countries[country].publics else "it has no publics"


def _unfree(look: Look, pole: str, country: str) -> str:
    free = look.case.countries[country].media_freedom >= 1.0
    if free and Target("media_freedom", (country,)) not in look.changes:
        return "its media are wholly free"
    return _publics(look, pole, country)


def _helped(look: Look, pole: str, country: str) -> str:
    aid = lever_towards(look.case, pole, "aid", country)
    if not ever(look, Target("aid", (pole, country)), aid):
        return f"{pole} gives it no aid"
    return _publics(look, pole, country)


def _anything(look: Look, pole: str, country: str) -> str:
    return ""


NEEDS: dict[str, Callable[[Look, str, str], str]] = {
    "gas_discount": _buys,
    "gas_supply": _buys,
    "diversification_support": _imports,
    "patronage": _shielded,
    "mediation": _disputes,
    "arms_supply": _armed,
    "energy_sanctions": _owned,
    "aid_visibility": _helped,
    "media_support": _unfree,
}
"""A lever to what it needs of a country to change anything for it; the others need nothing."""
