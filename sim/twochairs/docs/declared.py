"""What the code says of itself: rules, where they are applied, and the parameters each has."""

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from twochairs.docs.markdown import ROOT
from twochairs.world.parameters import PARAMETERS
from twochairs.world.rule import RULES as DECLARED_RULES

RULES = {str(rule): rule.title for rule in DECLARED_RULES}
COMMON = "common"
"""Where a function belongs that no single rule owns."""

_OF_RULE = {"share_at_least": "R6", "net_orientation": "R6"}
"""Functions that stand in a file together with another rule's."""
_PLAIN = ("__init__", "elementary")
_SOURCES = ROOT / "sim" / "twochairs" / "rules"
PHASES = ROOT / "sim" / "twochairs" / "world" / "phases"


@dataclass(frozen=True)
class Rule:
    """A public function of `sim/twochairs/rules`, taken apart.

    Attributes
    ----------
    owner : R1 to R12, or common
    module : the file it stands in, without ending
    summary : the first sentence of its docstring
    arguments : each line of the docstring's list of parameters
    result, source : what it returns, and where it is from
    body : its statements
    """

    owner: str
    module: str
    name: str
    signature: str
    summary: str
    arguments: tuple[str, ...]
    result: str
    source: str
    body: str

    @property
    def file(self) -> str:
        """Where it stands."""
        return f"sim/twochairs/rules/{self.module}.py"

    @property
    def test(self) -> str:
        """Where its tests stand."""
        return f"tests/rules/test_{self.module}.py"


@lru_cache(1)
def rules() -> tuple[Rule, ...]:
    """Every public rule, in the order of the files' names and then of the text."""
    return tuple(
        _rule(function, path, tree)
        for path in sorted(_SOURCES.glob("*.py"))
        if path.stem not in _PLAIN
        for tree in [parsed(path)]
        for function in functions(tree)
        if not function.name.startswith("_")
    )


def rules_of(owner: str) -> list[Rule]:
    """The functions that belong to a rule."""
    return [rule for rule in rules() if rule.owner == owner]


@lru_cache(64)
def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions of a file."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def summary(text: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((text or "").split("\n\n")[0].split())


def _rule(function: ast.FunctionDef, path: Path, tree: ast.Module) -> Rule:
    text = ast.get_docstring(function) or ""
    marked = re.match(r"(R\d+): ", text) or re.match(r"(R\d+)", ast.get_docstring(tree) or "")
    owner = _OF_RULE.get(function.name, marked[1] if marked else COMMON)
    parts = re.split(r"^(\w+)\n-+\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    said = re.sub(r"^R\d+: ", "", summary(text))
    return Rule(
        owner=owner,
        module=path.stem,
        name=function.name,
        signature=f"{function.name}({', '.join(argument.arg for argument in function.args.args)})",
        summary=said[:1].upper() + said[1:],
        arguments=tuple(_lines(sections.get("Parameters", ""))),
        result=" ".join(sections.get("Returns", "").split()),
        source=" ".join(sections.get("Source", "").split()),
        body="\n".join(ast.unparse(statement) for statement in function.body[1:]),
    )


def _lines(text: str) -> list[str]:
    """Entries of a section, each on one line; a line without a colon goes on with the entry before it."""
    entries: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if " : " in line:
            entries.append(line)
        elif entries:
            entries[-1] += f" {line}"
    return entries


def parameters_by_rule() -> dict[str, list[str]]:
    """Parameters under the rule each is declared for, in the order of declaration."""
    return {
        str(rule): [name for name, parameter in PARAMETERS.items() if parameter.rule == rule] for rule in DECLARED_RULES
    }
