"""What the model description asks of the code."""

import ast

from twochairs.docs.applied import Applied, applied, terms
from twochairs.docs.declared import (
    COMMON,
    PHASES,
    RULES,
    Rule,
    functions,
    parameters_by_rule,
    parsed,
    rules_of,
    summary,
)
from twochairs.docs.markdown import ROOT, code, indexed, link, span, table, unit_of
from twochairs.engine.chance import STREAMS
from twochairs.world.layout import DIMENSIONS, QUANTITIES
from twochairs.world.levers import Levers
from twochairs.world.mechanisms import ANCHOR, MECHANISMS, SWITCHES, TERMS
from twochairs.world.month import ORDER
from twochairs.world.parameters import PARAMETERS, Parameters
from twochairs.world.profile import Profile
from twochairs.world.quantity import declared
from twochairs.world.state import State

_CHANGED_BY = {name: "rules" for name in declared(State)} | {name: "scenario" for name in declared(Profile)}
_STREAM_USES = {
    "hub": "the hub price (R1)",
    "alignment": "each state's alignment (R9)",
    "incident": "incidents of each dispute (R7)",
    "election": "each state's elections (R8)",
    "act": "each act of each state, and its reluctance in a round (R10)",
    "easy_declaration": "easy declarations each state joins (R10)",
    "hard_declaration": "hard declarations each state joins (R10)",
    "event": "random events of the timeline",
    "round": "what each round of sanctions and each roll call is about (R10)",
    "mood": "each state's mood of the year in declarations (R10)",
}


def order() -> str:
    """The order of a month as the code prints it."""
    return table(
        ("", "step", "code"),
        [(str(i), what, link(f"sim/twochairs/world/phases/{where}")) for i, (what, where) in enumerate(ORDER, start=1)],
    )


def month_calls() -> str:
    """What `month` calls, one after the other, itself and through `steps`."""
    tree = parsed(ROOT / "sim" / "twochairs" / "world" / "month.py")
    body = {function.name: function.body for function in functions(tree)}
    said = {
        function.name: (path.name, summary(ast.get_docstring(function)))
        for path in sorted(PHASES.glob("*.py"))
        for function in functions(parsed(path))
    }
    names = [
        node.value.func.id
        for node in [*body["month"], *body["steps"]]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name)
        if node.value.func.id != "steps"
    ]
    rows = [(code(name), code(said[name][0]), _titled(said[name][1])) for name in names]
    return table(("call", "file", "does"), rows)


def _titled(text: str) -> str:
    """A rule's number alone is followed by its title."""
    return f"{text[:-1]}: {RULES[text[:-1]].lower()}." if text.rstrip(".") in RULES else text


def quantities(*indices: str) -> str:
    """The quantities that are indexed by these agents, levers aside.

    Parameters
    ----------
    indices : each an index or several joined by +, such as pole+country; none for those of the world
    """
    wanted = [tuple(index.split("+")) for index in indices] or [()]
    rows = [
        (
            code(indexed(name)),
            QUANTITIES[name].meaning,
            unit_of(QUANTITIES[name].unit),
            span(QUANTITIES[name].low, QUANTITIES[name].high),
            changed_by,
            "yes" if QUANTITIES[name].record else "no",
        )
        for dims in wanted
        for name, changed_by in _CHANGED_BY.items()
        if QUANTITIES[name].dims == dims
    ]
    return table(("name", "meaning", "unit", "range", "changed by", "in results"), rows)


def dimensions() -> str:
    """What a quantity may be indexed by."""
    return table(("index", "stands for"), [(code(name), meaning) for name, meaning in DIMENSIONS.items()])


def levers() -> str:
    """Every lever."""
    rows = [
        (code(name), lever.meaning, unit_of(lever.unit), span(lever.low, lever.high))
        for name, lever in declared(Levers).items()
    ]
    return table(("lever", "meaning", "unit", "range"), rows)


def rule(owner: str) -> str:
    """A rule: its functions, what they take and give, where they are applied, and its parameters."""
    owned = rules_of(owner)
    parts = ["".join(_function(one) for one in owned).strip()]
    used = applied({one.name for one in owned}) if owner != COMMON else []
    if used:
        parts.append("In the month:\n\n```python\n" + "\n".join(_statements(used)) + "\n```")
    if owner in RULES and parameters_by_rule()[owner]:
        parts.append(parameters(owner))
    files = " and ".join(link(file) for file in dict.fromkeys(one.file for one in owned))
    phases = ", ".join(
        link(f"sim/twochairs/world/phases/{name}") for name in dict.fromkeys(entry.phase for entry in used)
    )
    tests = ", ".join(link(test) for test in dict.fromkeys(one.test for one in owned))
    parts.append(f"Code: {files}{f', applied in {phases}' if phases else ''}. Tests: {tests}.")
    return "\n\n".join(parts)


def _function(one: Rule) -> str:
    body = "\n".join(f"    {line}" for line in one.body.splitlines())
    arguments = "; ".join(line.replace(" : ", ": ", 1) for line in one.arguments if not line.startswith("dt "))
    return (
        f"{one.summary}\n\n```python\ndef {one.signature}:\n{body}\n```\n\n"
        f"- *takes* {arguments}\n- *gives* {one.result}\n- *source*: {one.source}\n\n"
    )


def _statements(used: list[Applied]) -> list[str]:
    lines: list[str] = []
    last = ""
    for entry in used:
        place = f"# {entry.phase}, {entry.function}"
        if place != last:
            lines.append(place)
            last = place
        lines.append(entry.text)
    return lines


def parameters(*owners: str) -> str:
    """The parameters of some rules, or of all."""
    chosen = owners or tuple(RULES)
    rows = [
        (
            code(name),
            PARAMETERS[name].meaning,
            f"{Parameters._field_defaults[name]:g}",
            unit_of(PARAMETERS[name].unit),
            span(PARAMETERS[name].low, PARAMETERS[name].high),
            str(PARAMETERS[name].prior),
            PARAMETERS[name].basis,
            PARAMETERS[name].origin,
        )
        for owner in chosen
        for name in parameters_by_rule()[owner]
    ]
    return table(("parameter", "meaning", "value", "unit", "range", "prior", "rests on", "source"), rows)


def target_terms() -> str:
    """The terms of the alignment target."""
    rows = []
    for term in sorted(terms(), key=lambda one: MECHANISMS.index(one.name)):
        kind = f"{term.kind}, m = {code(term.place)}" if term.place else term.kind
        rows.append((code(term.name), kind, code(term.amount)))
    return table(("term", "kind", "weight c of an anchor, size b of an offer or pull"), rows)


def anchors() -> str:
    """How many terms are anchors."""
    held = len([one for one in TERMS if one.kind == ANCHOR])
    return f"{held} anchors and {len(TERMS) - held} pulls"


def switches() -> str:
    """Mechanisms that can be switched off."""
    rows = [(code(name), ", ".join(map(code, fields))) for name, fields in SWITCHES.items()]
    return table(("switch", "parameters that are 0 when it is off"), rows)


def streams() -> str:
    """What chance is drawn for."""
    return table(("stream", "decides"), [(code(name), _STREAM_USES[name]) for name in STREAMS])
