"""What types cannot say: names that must exist, shares that must add up, dates inside the clock, sound expressions."""

import re
from collections.abc import Iterable
from typing import Any

from sim.errors import Place, Problem
from sim.scenario.calendar import month_number, month_text
from sim.scenario.expression import FUNCTIONS, ExpressionError, Name, parse
from sim.scenario.paths import LEVERS, Target, UnknownPath, named, targets
from sim.scenario.schema import Case, TimelineItem
from sim.scenario.tree import Node, Path, dotted, nearest
from sim.scenario.wording import found, unknown, within
from sim.world.layout import QUANTITIES, Names

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")
_TOLERANCE = 1e-6
_RESERVED = {"world", "countries", "disputes", "acts", "declarations", "levers", "news", "default", *LEVERS}
_WORDS = {"and", "or", "not", *FUNCTIONS, *QUANTITIES}


def names_of(case: Case) -> Names:
    """Agent names of a case, in the canonical order: by noise key, which is the name unless the file says otherwise."""
    countries = tuple(ordered(case.countries))
    publics = [f"{c}.{g}" for c in countries for g in ordered(case.countries[c].publics)]
    return Names(
        country=countries,
        pole=tuple(ordered(case.poles)),
        public=tuple(publics),
        dispute=tuple(ordered(case.disputes)),
        act=tuple(ordered(case.acts)),
        event=tuple(sorted(item.name for item in case.timeline if item.probability is not None)),
        policy=tuple(policy.name for policy in case.policies),
    )


def noise_key(name: str, agent: Any) -> str:
    """What an agent's draws are keyed by."""
    return agent.noise_key or name


def ordered(agents: dict[str, Any]) -> list[str]:
    """Names sorted by noise key."""
    return sorted(agents, key=lambda name: (noise_key(name, agents[name]), name))


def problems_of(case: Case, tree: Node) -> list[Problem]:
    """Every problem of a case whose types and ranges are sound."""
    return _Checker(case, tree).all()


class _Checker:
    def __init__(self, case: Case, tree: Node) -> None:
        self.case, self.tree = case, tree
        self.names = names_of(case)
        self.problems: list[Problem] = []
        self.start = month_number(case.clock.start)
        self.end = self.start + case.clock.months - 1

    def all(self) -> list[Problem]:
        self._check_names()
        for name, country in self.case.countries.items():
            self._check_country(("countries", name), country)
        for name, dispute in self.case.disputes.items():
            self._check_dispute(("disputes", name), dispute)
        for name, act in self.case.acts.items():
            if act.against is not None:
                self._known(("acts", name, "against"), act.against, self.names.pole)
        for pole, levers in self.case.levers.items():
            self._known(("levers", pole), pole, self.names.pole, key=True)
            for lever in levers.model_fields_set:
                known = (*self.names.country, "default")
                self._known_keys(("levers", pole, lever), getattr(levers, lever), known)
        self._check_unique("timeline", [item.name for item in self.case.timeline])
        self._check_unique("policies", [policy.name for policy in self.case.policies])
        for index, item in enumerate(self.case.timeline):
            self._check_item(("timeline", index), item)
        for index, policy in enumerate(self.case.policies):
            self._check_policy(("policies", index), policy)
        return list(dict.fromkeys(self.problems))

    # -- reporting ---------------------------------------------------------------------------------------------

    def _say(self, path: Path, text: str, key: bool = False, shift: int = 0) -> None:
        node, _ = nearest(self.tree, path)
        place = (node.key_place if key else None) or node.place
        if shift:
            place = Place(place.file, place.line, place.column + shift)
        self.problems.append(Problem(place, f"{dotted(path)} {text}"))

    def _known(self, path: Path, name: str, options: Iterable[str], key: bool = False) -> bool:
        options = tuple(options)
        if name in options:
            return True
        told = unknown(name, options) if key else f"is {name!r}, which {unknown(name, options)}"
        self._say(path, told, key=key)
        return False

    def _known_keys(self, path: Path, mapping: dict[str, Any], options: Iterable[str]) -> None:
        for key in mapping:
            self._known((*path, key), key, options, key=True)

    def _check_unique(self, section: str, names: list[str]) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                self._say((section, index, "name"), f"is {name!r}, which an earlier item is called too")

    # -- agents ------------------------------------------------------------------------------------------------

    def _check_names(self) -> None:
        groups: dict[str, Iterable[str]] = {
            "poles": self.case.poles,
            "countries": self.case.countries,
            "disputes": self.case.disputes,
            "acts": self.case.acts,
        }
        for section, agents in groups.items():
            for name in agents:
                self._check_name((section, name), name, section)
        for country, profile in self.case.countries.items():
            for public in profile.publics:
                self._check_name(("countries", country, "publics", public), public, "publics")
        for section in ("poles", "countries", "disputes", "acts"):
            self._check_noise_keys((section,), getattr(self.case, section))

    def _check_name(self, path: Path, name: str, section: str) -> None:
        if not _NAME.match(name):
            self._say(path, "is not a name; use up to 64 letters, digits and _, not starting with a digit", key=True)
        elif section == "poles" and name in _RESERVED:
            self._say(path, "cannot be a pole's name; it has a meaning in paths", key=True)
        elif section == "acts" and name in _WORDS:
            self._say(path, "cannot be an act's name; it has a meaning in expressions", key=True)

    def _check_noise_keys(self, path: Path, agents: dict[str, Any]) -> None:
        owners: dict[str, str] = {}
        for name, agent in agents.items():
            key = noise_key(name, agent)
            if key in owners:
                self._say((*path, name, "noise_key"), f"is {key!r}, which {owners[key]} has too")
            owners[key] = name

    def _check_country(self, path: Path, country: Any) -> None:
        for field in ("trade", "arms", "alliance", "accession", "foothold", "exposure", "energy_ownership"):
            self._known_keys((*path, field), getattr(country, field), self.names.pole)
        for field in ("trade", "arms"):
            self._at_most_one((*path, field), getattr(country, field))
        own = path[-1]
        self._known_keys((*path, "ties"), country.ties, [name for name in self.names.country if name != own])
        self._at_most_one((*path, "ties"), country.ties)
        for index, act in enumerate(country.joined):
            self._known((*path, "joined", index), act, self.names.act)
        self._check_publics((*path, "publics"), country.publics)
        self._check_gas((*path, "gas"), country.gas)

    def _at_most_one(self, path: Path, shares: dict[str, float]) -> None:
        total = sum(shares.values())
        if total > 1.0 + _TOLERANCE:
            self._say(path, f"adds up to {total:g}; it may add up to 1 at most")

    def _check_publics(self, path: Path, publics: dict[str, Any]) -> None:
        total = sum(public.share for public in publics.values())
        if publics and abs(total - 1.0) > _TOLERANCE:
            self._say(path, f"have shares that add up to {total:g}; they must add up to 1", key=True)
        for name, public in publics.items():
            at = (*path, name)
            if public.kin is not None:
                self._known((*at, "kin"), public.kin, self.names.country)
            self._known_keys((*at, "poll"), public.poll, self.names.pole)
            self._known_keys((*at, "favourability"), public.favourability, self.names.pole)
            for pole, poll in public.poll.items():
                shares = poll.ally + poll.partner + poll.rival + poll.adversary
                if abs(shares - 1.0) > _TOLERANCE:
                    self._say((*at, "poll", pole), f"adds up to {shares:g}; its four shares must add up to 1")
                if pole in public.favourability:
                    self._say((*at, "favourability", pole), "is given, and a poll of it too; give one of the two")

    def _check_gas(self, path: Path, gas: Any) -> None:
        if gas.seller is not None:
            self._known((*path, "seller"), gas.seller, self.names.pole)
        elif gas.dependence > 0.0:
            self._say((*path, "dependence"), f"is {gas.dependence:g}, but no seller is named; add seller: POLE")
        if gas.demand == 0.0 and gas.dependence > 0.0:
            self._say((*path, "dependence"), f"is {gas.dependence:g} without demand; it must be 0")
        if gas.contract is not None and month_number(gas.contract.until) < self.start - 1:
            self._say((*path, "contract", "until"), f"is {gas.contract.until!r}, before the clock starts")

    def _check_dispute(self, path: Path, dispute: Any) -> None:
        for index, country in enumerate(dispute.between):
            if self._known((*path, "between", index), country, self.names.country):
                if country in dispute.between[:index]:
                    self._say((*path, "between", index), f"is {country!r}, named twice")
                if country not in dispute.salience:
                    self._say((*path, "salience", country), f"is missing; {country} is a party to the dispute")
        self._known_keys((*path, "salience"), dispute.salience, dispute.between)

    # -- timeline and policies ---------------------------------------------------------------------------------

    def _check_item(self, path: Path, item: TimelineItem) -> None:
        spans = item.from_ is not None or item.to is not None
        if item.at is not None and (spans or item.every is not None):
            self._say((*path, "at"), "stands beside from, to or every; an item has either one month or a span")
        if item.at is None and not spans and item.every is None and item.probability is None:
            self._say(path, "has no date; give at, from and to, every, or probability")
        for field, month in (("at", item.at), ("from", item.from_), ("to", item.to)):
            self._check_month((*path, field), month)
        if item.from_ and item.to and month_number(item.to) < month_number(item.from_):
            self._say((*path, "to"), f"is {item.to!r}, before from ({item.from_})")
        if item.ramp and (item.from_ is None or item.to is None):
            self._say((*path, "ramp"), "needs from and to")
        if item.ramp and (item.every is not None or item.probability is not None):
            self._say((*path, "ramp"), "cannot recur or depend on chance; use set or add")
        for field in ("set", "add", "ramp"):
            for target, value in getattr(item, field).items():
                self._check_effect((*path, field, target), target, value, relative=field == "add")
        self._known_keys((*path, "news"), item.news, self.names.pole)
        for index, country in enumerate(item.elections):
            self._known((*path, "elections", index), country, self.names.country)

    def _check_month(self, path: Path, month: str | None) -> None:
        if month is None or self.start <= month_number(month) <= self.end:
            return
        if month_number(month) > self.end and not self._beside_clock(path):
            return  # an inherited item that a shorter clock does not reach
        span = f"the clock runs from {month_text(self.start)} to {month_text(self.end)}"
        self._say(path, f"is {month!r}; {span}")

    def _beside_clock(self, path: Path) -> bool:
        """Whether a value stands in the file that sets the length of the clock."""
        clock, _ = nearest(self.tree, ("clock", "months"))
        return nearest(self.tree, path)[0].place.file == clock.place.file

    def _check_effect(self, path: Path, target: str, value: Any, relative: bool) -> None:
        try:
            reached = targets(target, self.names)
        except UnknownPath as error:
            self._say(path, str(error), key=True)
            return
        quantity = QUANTITIES[reached[0].quantity]
        number = float(value) if isinstance(value, bool) else value
        if not isinstance(number, int | float) or (isinstance(value, bool) and reached[0].quantity != "open"):
            if reached[0].quantity == "joined" and isinstance(value, bool):
                return
            self._say(path, f"is {found(value)}; it must be a number")
        elif not relative and not quantity.low <= number <= quantity.high:
            self._say(path, f"is {found(value)}; {within(quantity.low, quantity.high)}")

    def _check_policy(self, path: Path, policy: Any) -> None:
        self._check_expression((*path, "when"), policy.when, None)
        for target, value in policy.do.items():
            at = (*path, "do", target)
            try:
                reached = targets(target, self.names)
            except UnknownPath as error:
                self._say(at, str(error), key=True)
                continue
            if isinstance(value, bool) or not isinstance(value, int | float | str):
                self._say(at, f"is {found(value)}; it must be a number or an expression")
            else:
                self._check_expression(at, str(value), reached[0])

    def _check_expression(self, path: Path, text: str, target: Target | None) -> None:
        try:
            for _, operand in parse(text):
                if isinstance(operand, Name):
                    self._check_operand(operand, target)
        except ExpressionError as error:
            node, _ = nearest(self.tree, path)
            quoted = 1 if isinstance(node.value, str) and node.value == text else 0
            self._say(path, f"cannot be read: {error.text}", shift=error.at + quoted)

    def _check_operand(self, operand: Name, target: Target | None) -> None:
        try:
            named(operand, self.names, target.country if target else None)
        except UnknownPath as error:
            raise ExpressionError(f"{operand.quantity} {error}", operand.at) from None


