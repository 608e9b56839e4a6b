"""What types cannot say: names that must exist, shares that must add up, dates, sound expressions."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from math import inf
from typing import Any

from twochairs.errors import Problem
from twochairs.scenario.calendar import FIRST_MONTH, LAST_MONTH, month_number, month_text
from twochairs.scenario.character import place_of_character
from twochairs.scenario.constants import courses_of
from twochairs.scenario.expression import FUNCTIONS, WORDS, ExpressionError, Name, parse
from twochairs.scenario.mend import mended
from twochairs.scenario.once import made_once
from twochairs.scenario.paths import Target, UnknownPath, named, targets
from twochairs.scenario.ranges import span_of
from twochairs.scenario.schema import Case, Solved, TimelineItem
from twochairs.scenario.scripts import foreign
from twochairs.scenario.spelling import LEVERS, effect_path
from twochairs.scenario.tree import (
    MAX_PROBLEMS,
    Node,
    Path,
    dotted,
    find,
    guessed,
    nearest,
    place_of,
    problem_at,
    told,
)
from twochairs.scenario.validate import form_of, must_be
from twochairs.scenario.wording import closest, found, unknown, within
from twochairs.world.layout import OF_COUNTRY_AND_POLE, QUANTITIES, SECTIONS, Names

NAME_PATTERN = "[A-Za-z_][A-Za-z0-9_]{0,63}"
_NAME = re.compile(rf"{NAME_PATTERN}\Z")
_TOLERANCE = 1e-6
RESERVED: dict[str, set[str]] = {
    "poles": {*Case.model_fields, *LEVERS, "news", "default"},
    "countries": {"default"},
    "acts": {"and", "or", "not", *FUNCTIONS, *QUANTITIES},
}
"""Names that would be read as something else, in paths or in expressions."""


def names_of(case: Case) -> Names:
    """Agent names of a case in the canonical order: by noise key, which is the name unless the file says so."""
    return _names(case.timeline, case.policies, case.own, *agents_by_kind(case).values())


def agents_by_kind(case: Case) -> dict[str, dict[str, Any]]:
    """Kind of agent to what the case's section of them holds, by name."""
    return {dim: getattr(case, section) for dim, section in SECTIONS.items()}


@made_once
def _names(timeline: Any, policies: Any, own: Any, *agents: Any) -> Names:
    of_kind = dict(zip(SECTIONS, agents, strict=True))
    by_section = {dim: tuple(ordered(of)) for dim, of in of_kind.items()}
    return Names(
        **by_section,
        public=tuple(f"{c}.{g}" for c in by_section["country"] for g in ordered(of_kind["country"][c].publics)),
        event=tuple(sorted(item.name for item in timeline if item.probability is not None)),
        policy=tuple(policy.name for policy in policies),
        own=own,
    )


def names_known(tree: Node) -> bool:
    """Whether a tree names all agents: none of the sections that do is a guess."""
    agents = [find(tree, (section,)) for section in SECTIONS.values()]
    return not tree.guess and not any(node.guess for node in agents if node is not None)


def noise_key(name: str, agent: Any) -> str:
    """What an agent's draws are keyed by."""
    return agent.noise_key or name


def ordered(agents: dict[str, Any]) -> list[str]:
    """Names sorted by noise key."""
    return sorted(agents, key=lambda name: (noise_key(name, agents[name]), name))


def every_problem(tree: Node) -> list[Problem]:
    """Every problem of a tree, of types and ranges as of all else that can be seen beside them."""
    case, guess, problems = mended(tree, form_of(tree))
    return told([*problems, *(problems_of(case, guess) if case is not None else [])])


def base_of(tree: Node) -> tuple[Case | None, list[Problem], list[str]]:
    """What a tree without a clock holds for others to extend, its problems, and what is missing to run it."""
    missing: list[str] = []
    case, guess, problems = mended(tree, form_of(tree), missing)
    return case, told([*problems, *(problems_of(case, guess) if case is not None else [])]), missing


def problems_of(case: Case, tree: Node, sound: Node | None = None) -> list[Problem]:
    """Every problem of a case whose types and ranges are sound; none that follows from a guess in its tree.

    Parameters
    ----------
    sound : the tree of a case without problems, with the same clock and the same names of agents; an agent, a lever or
        an item that is the very same node there is passed over
    """
    checker = _Checker(case, tree, sound)
    with suppress(_Enough):
        checker.check()
    return told(checker.problems)


class _Enough(Exception):
    """More problems are found than are told."""


class _Checker:
    def __init__(self, case: Case, tree: Node, sound: Node | None = None) -> None:
        self.case, self.tree, self.sound = case, tree, sound
        self.names = names_of(case)
        self.problems: list[Problem] = []
        self.start = month_number(case.clock.start)
        self.end = self.start + case.clock.months - 1
        self.names_known = names_known(tree)

    def check(self) -> None:
        self._check_clock()
        self._check_names()
        if self.case.focus is not None:
            self._known(("focus",), self.case.focus, self.names.country)
        for name, country in self._fresh("countries", self.case.countries.items()):
            self._check_country(("countries", name), country)
        for name, dispute in self._fresh("disputes", self.case.disputes.items()):
            self._check_dispute(("disputes", name), dispute)
        for name, act in self._fresh("acts", self.case.acts.items()):
            self._check_act(("acts", name), act)
        self._check_asking(("declarations", "towards"), self.case.declarations.towards)
        for pole, levers in self._fresh("levers", self.case.levers.items()):
            self._known(("levers", pole), pole, self.names.pole, key=True)
            for lever in levers.model_fields_set:
                known = (*self.names.country, "default")
                self._known_keys(("levers", pole, lever), getattr(levers, lever), known)
        self._check_unique("timeline", [item.name for item in self.case.timeline])
        self._check_unique("policies", [policy.name for policy in self.case.policies])
        for index, item in self._fresh("timeline", enumerate(self.case.timeline)):
            self._check_item(("timeline", index), item)
        for index, policy in self._fresh("policies", enumerate(self.case.policies)):
            self._check_policy(("policies", index), policy)
        if self.case.solved is not None:
            self._check_solved(("solved",), self.case.solved)

    def _fresh(self, section: str, parts: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
        """The parts of a section that are not known to be sound."""
        known = find(self.sound, (section,)) if self.sound is not None else None
        here = find(self.tree, (section,))
        if known is None or here is None:
            yield from parts
        elif known is not here:
            yield from ((key, part) for key, part in parts if find(known, (key,)) is not find(here, (key,)))

    # -- reporting ---------------------------------------------------------------------------------------

    def _say(self, path: Path, text: str, key: bool = False, at: int | None = None) -> None:
        """Add a problem of the value at a path, of its key, or of the character `at` of its text."""
        node, _ = nearest(self.tree, path)
        if node.guess:
            return
        place = (node.key_place if key else None) or place_of(node)
        if at is not None:
            place = place_of_character(node, at)
        self.problems.append(problem_at(place, f"{dotted(path, self.tree)} {text}"))
        if len(self.problems) > MAX_PROBLEMS:
            raise _Enough

    def _guessed(self, *paths: Path) -> bool:
        """Whether a conclusion from what stands at some paths would rest on a guess."""
        return any(guessed(self.tree, path) for path in paths)

    def _known(self, path: Path, name: str, options: Collection[str], key: bool = False) -> bool:
        if name in options:
            return True
        if not self.names_known:
            return False
        text = unknown(name, options) if key else f"is {found(name)}, which {unknown(name, options)}"
        self._say(path, text, key=key)
        return False

    def _known_keys(self, path: Path, mapping: dict[str, Any], options: Collection[str]) -> None:
        for key in mapping:
            self._known((*path, key), key, options, key=True)

    def _check_unique(self, section: str, names: list[str]) -> None:
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                self._say((section, index, "name"), f"is {found(name)}, which an earlier item is called too")
            seen.add(name)

    # -- agents ------------------------------------------------------------------------------------------

    def _check_clock(self) -> None:
        """A run has dates from the month before its first to its last, and a calendar has four digits for a year."""
        if self.start < FIRST_MONTH + 1 and not self._guessed(("clock", "start")):
            first = month_text(FIRST_MONTH + 1)
            self._say(("clock", "start"), f"is {self.case.clock.start!r}; the first month of a run is {first} or later")
        elif self.end > LAST_MONTH and not self._guessed(("clock",)):
            most = LAST_MONTH - self.start + 1
            text = f"is {self.case.clock.months}; a run that starts in {self.case.clock.start} has {most} at most"
            self._say(("clock", "months"), f"{text}, for {month_text(LAST_MONTH)} is the last month there is")

    def _check_names(self) -> None:
        for dim, agents in agents_by_kind(self.case).items():
            self._check_noise_keys((SECTIONS[dim],), agents)
            for name in agents:
                self._check_name((SECTIONS[dim], name), name, SECTIONS[dim])
        for country, profile in self.case.countries.items():
            for public in profile.publics:
                self._check_name(("countries", country, "publics", public), public, "publics")

    def _check_name(self, path: Path, name: str, section: str) -> None:
        if not _NAME.match(name):
            text = "is not a name; use up to 64 of A-Z, a-z, 0-9 and _, not starting with a digit"
            text = f"{text}; {letter}" if (letter := foreign(name)) else text
            self._say(path, text, key=True)
        elif name in RESERVED.get(section, ()):
            self._say(path, "is a word with a meaning of its own here; use another name", key=True)

    def _check_noise_keys(self, path: Path, agents: dict[str, Any]) -> None:
        owners: dict[str, str] = {}
        for name, agent in agents.items():
            key = noise_key(name, agent)
            if key in owners:
                self._say((*path, name, "noise_key"), f"is {found(key)}, which {owners[key]} has too")
            owners[key] = name

    def _check_country(self, path: Path, country: Any) -> None:
        own = [name for name, one in self.case.own.quantities.items() if "pole" in one.dims]
        for field in (*OF_COUNTRY_AND_POLE, *own):
            self._known_keys((*path, field), getattr(country, field), self.names.pole)
            if QUANTITIES[field].shares:
                self._at_most_one((*path, field), getattr(country, field))
        self._known_keys((*path, "ties"), country.ties, self.names.country)
        if path[-1] in country.ties:
            self._say((*path, "ties", path[-1]), "is a tie to itself; leave it out", key=True)
        self._at_most_one((*path, "ties"), country.ties)
        for index, act in enumerate(country.joined):
            self._known((*path, "joined", index), act, self.names.act)
        self._check_publics((*path, "publics"), country.publics)
        self._check_gas((*path, "gas"), country.gas)

    def _at_most_one(self, path: Path, shares: dict[str, float]) -> None:
        total = sum(shares.values())
        if total > 1.0 + _TOLERANCE and not self._guessed(path):
            self._say(path, f"adds up to {total:.6g}; it may add up to 1 at most", key=True)

    def _check_publics(self, path: Path, publics: dict[str, Any]) -> None:
        total = sum(public.share for public in publics.values())
        shares = [(*path, name, "share") for name, public in publics.items() if "share" in public.model_fields_set]
        if publics and abs(total - 1.0) > _TOLERANCE and not self._guessed(*shares):
            self._say(path, f"have shares that add up to {total:.6g}; they must add up to 1", key=True)
        for name, public in publics.items():
            at = (*path, name)
            if public.kin is not None:
                self._known((*at, "kin"), public.kin, self.names.country)
            self._known_keys((*at, "poll"), public.poll, self.names.pole)
            self._known_keys((*at, "favourability"), public.favourability, self.names.pole)
            for pole, poll in public.poll.items():
                four = poll.ally + poll.partner + poll.rival + poll.adversary
                if abs(four - 1.0) > _TOLERANCE and not self._guessed((*at, "poll", pole)):
                    text = f"adds up to {four:.6g}; its four shares must add up to 1"
                    self._say((*at, "poll", pole), text, key=True)
                if pole in public.favourability:
                    text = "is given, and a poll of it too; give one of the two"
                    self._say((*at, "favourability", pole), text, key=True)

    def _check_gas(self, path: Path, gas: Any) -> None:
        if gas.seller is not None:
            self._known((*path, "seller"), gas.seller, self.names.pole)
        elif gas.dependence > 0.0 and not nearest(self.tree, path)[0].guess:
            text = f"is {gas.dependence:g}, but no seller is named; add seller: POLE"
            self._say((*path, "dependence"), text)
        if gas.demand == 0.0 and gas.dependence > 0.0 and not self._guessed((*path, "demand")):
            self._say((*path, "dependence"), f"is {gas.dependence:g} without demand; it must be 0")
        if gas.contract is not None and self._too_early(gas.contract.until):
            text = f"is {gas.contract.until!r}; the clock starts in {month_text(self.start)}, so leave the contract out"
            self._say((*path, "contract", "until"), text)

    def _check_dispute(self, path: Path, dispute: Any) -> None:
        states = set(self.names.country)
        for index, party in enumerate(dispute.between):
            if self._known((*path, "between", index), party, (*self.names.country, *self.names.pole)):
                if party in dispute.between[:index]:
                    self._say((*path, "between", index), f"is {party!r}, named twice")
                if party in states and party not in dispute.salience:
                    text = f"is missing; {party} is a party to the dispute"
                    self._say((*path, "salience", party), text, key=True)
        if states.isdisjoint(dispute.between) and set(dispute.between) <= set(self.names.pole):
            self._say((*path, "between"), "names poles alone; name a state that the dispute is with")
        for party in dispute.salience:
            if party in self.names.pole and party not in states:
                self._say(
                    (*path, "salience", party), f"is given, but {party} is a pole; salience is of states", key=True
                )
            elif party not in dispute.between and not self._guessed((*path, "between")):
                self._say((*path, "salience", party), f"is given, but {party} is no party to it", key=True)

    def _check_act(self, path: Path, act: Any) -> None:
        if act.against is not None:
            self._known((*path, "against"), act.against, self.names.pole)
        self._check_asking((*path, "towards"), act.towards)
        self._known_keys((*path, "terms"), act.terms, self.names.country)
        given = act.model_fields_set
        if self._guessed((*path, "kind")):
            return
        if act.kind is None and act.difficulty is None:
            self._say(path, "lacks its difficulty; give difficulty, or kind: vote or sanctions", key=True)
        if act.kind == "vote" and act.world_support is None:
            self._say(path, "lacks world_support; a vote has it: {yes: 141, no: 5, abstain: 35}", key=True)
        for key, kind, why in (
            ("world_support", "vote", "only a vote has it"),
            ("renew", "sanctions", "only sanctions are renewed"),
        ):
            if key in given and act.kind != kind:
                self._say((*path, key), f"is given, but {why}; leave it out, or give kind: {kind}", key=True)
        if act.kind == "vote" and "difficulty" in given:
            self._say((*path, "difficulty"), "is given, but that of a vote follows from world_support", key=True)
        if act.kind is not None and act.sticky:
            why = "a state votes anew each time" if act.kind == "vote" else "sanctions are renewed"
            self._say((*path, "sticky"), f"is given, but {why}; leave it out", key=True)

    def _check_asking(self, path: Path, pole: str | None) -> None:
        """Whoever asks for something stands on one side of the axis."""
        if pole is not None and self._known(path, pole, self.names.pole) and self.case.poles[pole].position == 0.0:
            self._say(path, f"is {found(pole)}, a pole at 0; it must be one above or below 0")

    # -- timeline and policies ---------------------------------------------------------------------------

    def _check_item(self, path: Path, item: TimelineItem) -> None:
        spans = item.from_ is not None or item.to is not None
        if item.at is not None and (spans or item.every is not None):
            text = "stands beside from, to or every; an item has either one month or a span"
            self._say((*path, "at"), text, key=True)
        if item.at is None and not spans and item.every is None and item.probability is None:
            self._say(path, "has no date; give at, from and to, every, or probability")
        for field, month in (("at", item.at), ("from", item.from_), ("to", item.to)):
            self._check_month((*path, field), month)
        ends_early = item.from_ and item.to and month_number(item.to) < month_number(item.from_)
        if ends_early and not self._guessed((*path, "from")):
            self._say((*path, "to"), f"is {item.to!r}, before from ({item.from_})")
        if item.ramp and (item.from_ is None or item.to is None) and not nearest(self.tree, path)[0].guess:
            self._say((*path, "ramp"), "needs from and to", key=True)
        if item.ramp and (item.every is not None or item.probability is not None):
            self._say((*path, "ramp"), "cannot recur or depend on chance; use set or add", key=True)
        for field in ("set", "add", "ramp"):
            self._check_effects((*path, field), getattr(item, field), relative=field == "add")
        self._known_keys((*path, "news"), item.news, self.names.pole)
        for index, country in enumerate(item.elections):
            self._known((*path, "elections", index), country, self.names.country)

    def _too_early(self, month: str) -> bool:
        """Whether a contract is over before the clock starts."""
        return month_number(month) < self.start - 1 and not self._guessed(("clock", "start"))

    def _check_month(self, path: Path, month: str | None) -> None:
        if month is None or self.start <= month_number(month) <= self.end:
            return
        if self._guessed(("clock", "start")):
            return
        beyond = month_number(month) > self.end
        if beyond and (self._guessed(("clock", "months")) or not self._beside_clock(path)):
            return  # an item that a shorter clock does not reach
        span = f"the clock runs from {month_text(self.start)} to {month_text(self.end)}"
        self._say(path, f"is {month!r}; {span}")

    def _beside_clock(self, path: Path) -> bool:
        """Whether a value was written beside the length of the clock, and so knowingly beyond its end."""
        if self.case.solved is not None:
            return False  # a resolved file: all of its values come from elsewhere
        clock, _ = nearest(self.tree, ("clock", "months"))
        return nearest(self.tree, path)[0].place.file == clock.place.file

    def _check_effects(self, path: Path, effects: dict[str, Any], relative: bool) -> None:
        for target, value, reached in self._reached(path, effects):
            if isinstance(value, bool) and reached.quantity in ("open", "joined"):
                continue
            words = [word for word, _ in QUANTITIES[reached.quantity].words]
            if relative and self._is_word(reached):
                text = f"is a word, which nothing can be added to; set it to one of {', '.join(words)}, or to a number"
                self._say((*path, target), text, key=True)
                continue
            if words and isinstance(value, str):
                if value not in words:
                    self._say((*path, target), f"is {found(value)}, which {unknown(value, words)}")
                continue
            self._check_number((*path, target), value, reached, "a number", relative)

    def _is_word(self, target: Target) -> bool:
        """Whether the file says in a word what an effect would change."""
        if target.quantity == "hard_share":
            return isinstance(self.case.declarations.model_dump()["hard_share"], str)
        country = target.country
        return country is not None and isinstance(courses_of(self.case.countries[country]).get(target.quantity), str)

    def _check_number(self, path: Path, value: Any, reached: Target, kind: str, relative: bool = False) -> None:
        quantity = QUANTITIES[reached.quantity]
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._say(path, f"is {found(value)}; {must_be(kind, value)}")
            return
        span = quantity.high - quantity.low
        low, high = (-span, span) if relative else (quantity.low, quantity.high)
        if not low <= value <= high:
            self._say(path, f"is {found(value)}; {within(low, high)}")

    def _reached(self, path: Path, effects: dict[str, Any]) -> Iterator[tuple[str, Any, Target]]:
        """Each path with its value and (the first of) what it reaches; none may stand there twice."""
        owners: dict[str, str] = {}
        for target, value in effects.items():
            try:
                reached = targets(target, self.names)
            except UnknownPath as error:
                if self.names_known:
                    self._say((*path, target), str(error), key=True)
                continue
            other = owners.setdefault(effect_path(target), target)
            if other != target:
                self._say((*path, target), f"is the same as {other}, which stands here too; give one value", key=True)
            yield target, value, reached[0]

    def _check_policy(self, path: Path, policy: Any) -> None:
        self._check_let((*path, "let"), policy.let)
        self._check_expression((*path, "when"), policy.when, None, policy.let)
        for target, value, reached in self._reached((*path, "do"), policy.do):
            at = (*path, "do", target)
            if isinstance(value, str):
                self._check_expression(at, value, reached, policy.let)
                self._check_constant(at, value, reached, policy.let)
            else:
                self._check_number(at, value, reached, "an expression or a number")

    def _check_let(self, path: Path, let: dict[str, float]) -> None:
        """A name that a policy gives a number has no other meaning in its expressions."""
        agents = {key for keys in (self.names.country, self.names.pole, self.names.dispute) for key in keys}
        for name in let:
            of = "a quantity" if name in QUANTITIES else "an agent" if name in agents else ""
            of = "a function" if name in FUNCTIONS else "a word of expressions" if name in WORDS else of
            if of:
                self._say((*path, name), f"is {of} already; call the number otherwise", key=True)

    def _check_constant(self, path: Path, text: str, target: Target, let: dict[str, float]) -> None:
        """An expression that names nothing is a number, and as bound to its range."""
        with suppress(ExpressionError):
            instructions = parse(text, let)
            low, high = span_of(instructions, lambda name: (-inf, inf))
            quantity = QUANTITIES[target.quantity]
            named = any(isinstance(operand, Name) for _, operand in instructions)
            if not named and low == high and not quantity.low <= low <= quantity.high:
                self._say(path, f"is {found(text)}; {within(quantity.low, quantity.high)}")

    def _check_expression(self, path: Path, text: str, target: Target | None, let: dict[str, float]) -> None:
        try:
            operands = [operand for _, operand in parse(text, let) if isinstance(operand, Name)]
        except ExpressionError as error:
            self._say(path, f"cannot be read: {error.text}", at=error.at)
            return
        for operand in operands if self.names_known else ():
            try:
                named(operand, self.names, target.country if target else None)
            except UnknownPath as error:
                own = not operand.agents and operand.quantity not in QUANTITIES
                near = closest(operand.quantity, list(let)) if own else None
                told = str(error) if near is None else f"is unknown; did you mean '{near}'?"
                self._say(path, f"cannot be read: {operand.quantity} {told}", at=operand.at)

    # -- what was solved for -----------------------------------------------------------------------------

    def _check_solved(self, path: Path, solved: Solved) -> None:
        names = self.names
        self._check_all((*path, "unexplained"), solved.unexplained, names.country)
        for field, outer, inner in (
            ("attitude", names.public, names.pole),
            ("openness", names.pole, names.country),
        ):
            given = getattr(solved, field)
            self._check_all((*path, field), given, outer)
            for name in given:
                self._check_all((*path, field, name), given[name], inner)

    def _check_all(self, path: Path, given: dict[str, Any], names: tuple[str, ...]) -> None:
        self._known_keys(path, given, names)
        for name in names:
            if name not in given and self.names_known:
                self._say((*path, name), "is missing; leave out solved to solve it again", key=True)
