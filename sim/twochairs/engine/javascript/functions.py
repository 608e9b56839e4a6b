"""A function as JavaScript, statement by statement."""

import ast
import inspect
import json
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from twochairs.engine.javascript.expressions import Expressions
from twochairs.engine.javascript.kinds import WHOLE, WHOLE_TERM, Code, Held, Kind, Span, wider
from twochairs.engine.javascript.names import small
from twochairs.engine.javascript.plainer import plainer
from twochairs.engine.javascript.scopes import begins, counters, names_in
from twochairs.engine.lowering import Lowered, spelt

if TYPE_CHECKING:
    from twochairs.engine.javascript.emitter import Emitter

NOTHING = "nothing"
"""What a function gives that returns no value."""
_ONE = re.compile(r"[\w.]+|«[^»]*»(\[\d+\])?")
"""What may stand in a text several times: a name, a number, an element that always is the same."""


class NotEmitted(Exception):
    """A function that has no form in a page; names the file, the line and what it does."""


class Function:
    """One phase or rule, for arguments of some kinds.

    Parameters
    ----------
    whole : what is emitted
    function : the phase or rule
    given : kinds of its own parameters, in order
    lowered : of a phase
    """

    def __init__(
        self, whole: "Emitter", function: Callable[..., Any], given: list[Kind], lowered: Lowered | None
    ) -> None:
        self.whole, self.callable, self.lowered = whole, function, lowered
        tree, self.first = whole.tree_of(function, lowered)
        self.known: dict[str, Any] = function.__globals__
        self.locals: dict[str, Kind] = {}
        self.members = {spelt(member): member for member in lowered.members} if lowered else {}
        self.returned = ""
        self.codes: dict[str, Code] = {}
        self._counters: set[str] = set()
        self._taken: dict[str, str] = {}
        self._loops = False
        self._names: dict[str, str] = {}
        self._begins: dict[int, str] = {}
        self._fresh = small()
        self.expressions = Expressions(self)
        self.tree = tree
        if tree.args.vararg or tree.args.kwarg or tree.decorator_list:
            raise self.refuse(tree, "a function takes a fixed number of parameters and has no decorators", tree.name)
        self.plain = list(lowered.plain) if lowered else list(inspect.signature(function).parameters)
        self.given = dict(zip(self.plain, given, strict=True))

    def refuse(self, node: ast.AST, what: str, shown: str = "") -> NotEmitted:
        """An error that names file, line and what is wrong."""
        lines = [line for one in ast.walk(node) if (line := getattr(one, "lineno", 0))]
        line = min(lines, default=1) + self.first
        file = self.callable.__code__.co_filename
        return NotEmitted(f"{file}, line {line}: {what}: {shown or ast.unparse(node)}")

    def text(self) -> str:
        """What follows its name: parameters and body. Sets what it returns."""
        tree = plainer(deepcopy(self.tree))
        self._counters = counters(tree)
        self._loops = any(isinstance(one, ast.For) for one in ast.walk(tree))
        while True:  # until the kinds of its variables no longer change
            before = (dict(self.locals), dict(self.given), self.returned)
            self._names, self._fresh, self._taken = {}, small(), {}
            parameters = ",".join(self._short(name) for name in self.plain)
            self._begins = {id(begins(tree, name)): name for name in self.locals if name not in self.given}
            body = self._block(tree.body)
            if before == (self.locals, self.given, self.returned):
                break
        self.returned = self.returned or NOTHING
        apart = [self._short(name) for name, kind in self.locals.items() if self._at_the_top(tree, name, kind)]
        ends = [end for kind in self.locals.values() if isinstance(kind, Span) for end in (kind.low, kind.high)]
        words = set(re.findall(r"\w+", body))
        taken = ",".join(f"{short}={text}" for text, short in self._taken.items() if short in words)
        taken = f"const {taken};" if taken else ""
        declared = taken + (f"let {','.join([*apart, *ends])};" if apart or ends else "")
        return f"({parameters}){{{declared}{body.removesuffix(';')}}}"

    def _at_the_top(self, tree: ast.FunctionDef, name: str, kind: Kind) -> bool:
        return isinstance(kind, str) and name not in self.given and begins(tree, name) is None

    # names

    def named(self, name: str) -> Code | None:
        """What a name stands for in the function; None where that is something outside."""
        if name in self.codes:
            return self.codes[name]
        kind = self.locals.get(name) or self.given.get(name)
        if name in self._counters:
            kind = WHOLE
        if kind is None:
            return self._member(name) if name in self.members else None
        if isinstance(kind, Held):
            kind = replace(kind, name=kind.name or self._short(name))
            return Code(kind.name, WHOLE_TERM, kind)
        return Code(self._short(name), WHOLE_TERM, kind)

    def _member(self, name: str) -> Code:
        """A member of the world."""
        code = self.whole.member(self.members[name])
        kind, text = code.kind, self.taken(code.text)
        return Code(text, WHOLE_TERM, replace(kind, name=text) if isinstance(kind, Held) else kind)

    def taken(self, text: str) -> str:
        """Something of the world; where there are loops it is looked up once, before them."""
        return self._taken.setdefault(text, self._short(f"taken {text}")) if self._loops else text

    def _short(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = next(self._fresh)
        return self._names[name]

    def reached(self, node: ast.expr) -> Any:
        """What a name, or a dotted one, stands for outside the function."""
        if isinstance(node, ast.Name):
            if self.lowered and node.id in self.whole.phases:
                return self.whole.phases[node.id]  # by this name, whatever it is called in the phase's own module
            if node.id in self.known:
                return self.known[node.id]
        if isinstance(node, ast.Attribute):
            within = self.reached(node.value)
            if inspect.ismodule(within) and hasattr(within, node.attr):
                return getattr(within, node.attr)
        raise self.refuse(node, "it has no form in a page")

    def arguments(self, target: Callable[..., Any], node: ast.Call) -> list[ast.expr]:
        """What a call hands on, in the order of the parameters."""
        below = self.whole.lowered.get(target)
        if below is not None:
            return node.args[: len(below.plain)]
        try:
            named = {keyword.arg or "**": keyword.value for keyword in node.keywords}
            found = inspect.signature(target).bind(*node.args, **named)
        except TypeError as error:
            raise self.refuse(node, str(error)) from None
        found.apply_defaults()
        return [one if isinstance(one, ast.expr) else ast.Constant(one) for one in found.arguments.values()]

    def within(self, target: Callable[..., Any], given: list[Code]) -> Code | None:
        """What a rule of one expression comes to where it is called; None where that would work something out twice."""
        if self.whole.is_open(target) or target in self.whole.lowered:
            return None
        tree, _ = self.whole.tree_of(target, None)
        *before, last = tree.body
        words = all(isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) for one in before)
        if not words or not isinstance(last, ast.Return) or last.value is None:
            return None
        inner = Function(self.whole, target, [code.kind for code in given], None)
        inner.codes = dict(zip(inner.plain, given, strict=True))
        used = Counter(found.id for found in names_in(last))
        if not all(used[name] < 2 or _ONE.fullmatch(code.text) for name, code in inner.codes.items()):
            return None
        with self.whole.opened(target):
            return inner.expressions.number(last.value)

    def emitted(self, target: Callable[..., Any], kinds: list[Kind], node: ast.AST) -> tuple[str, str]:
        """Name of a function called with arguments of some kinds, and what it gives."""
        if self.whole.is_open(target):
            raise self.refuse(node, "a function that calls itself")
        return self.whole.function(
            target, [replace(kind, name="") if isinstance(kind, Held) else kind for kind in kinds]
        )

    # statements

    def _block(self, block: list[ast.stmt]) -> str:
        return "".join(self._statement(statement) for statement in block)

    def _statement(self, statement: ast.stmt) -> str:
        made = getattr(self, f"_{type(statement).__name__.lower()}", None)
        if made is None:
            raise self.refuse(statement, "a statement that has no form in a page")
        text: str = made(statement)
        return text

    def _pass(self, statement: ast.Pass) -> str:
        return ""

    def _continue(self, statement: ast.Continue) -> str:
        return "continue;"

    def _break(self, statement: ast.Break) -> str:
        return "break;"

    def _expr(self, statement: ast.Expr) -> str:
        return "" if isinstance(statement.value, ast.Constant) else f"{self.expressions.value(statement.value).text};"

    def _raise(self, statement: ast.Raise) -> str:
        return f"{self._ended()};"

    def _assert(self, statement: ast.Assert) -> str:
        return f"if(!({self.expressions.truth(statement.test).text})){self._ended()};"

    def _ended(self) -> str:
        return f"throw Error({json.dumps(f'a rule ends the run: {self.tree.name}')})"

    def _return(self, statement: ast.Return) -> str:
        if statement.value is None:
            return "return;"
        code = self.expressions.number(statement.value)
        kind = self.expressions.kind_of(code)
        self.returned = wider(kind, self.returned) if self.returned else kind
        return f"return{'' if code.text[0] in '(-+!.' else ' '}{code.text};"

    def _assign(self, statement: ast.Assign) -> str:
        [target] = statement.targets
        code = self.expressions.value(statement.value)
        if isinstance(target, ast.Subscript):
            into = self.expressions.value(target)
            if not isinstance(code.kind, str):
                raise self.refuse(statement, "an array is put into another")
            return f"{into.text}={code.text};"
        if not isinstance(target, ast.Name):
            raise self.refuse(statement, "a value is given to what is no name and no element")
        return self._named_anew(target.id, code, statement)

    def _named_anew(self, name: str, code: Code, statement: ast.stmt) -> str:
        before = self.locals.get(name) or self.given.get(name)
        if name in self.members or (before is not None and isinstance(before, str) != isinstance(code.kind, str)):
            raise self.refuse(statement, "a name stands for an array and for something else")
        if isinstance(code.kind, Held):
            if before not in (None, code.kind):
                raise self.refuse(statement, "a name stands for two arrays")
            self.locals[name] = code.kind
            return ""
        if isinstance(code.kind, Span):
            low, high = self._short(f"{name} low"), self._short(f"{name} high")
            self.locals[name] = Span(low, high)
            return f"{low}={code.kind.low};{high}={code.kind.high};"
        assert before is None or isinstance(before, str)
        if name in self.given:
            self.given[name] = code.kind if before is None else wider(code.kind, before)
        else:
            self.locals[name] = code.kind if before is None else wider(code.kind, before)
        begun = "let " if self._begins.get(id(statement)) == name else ""
        return f"{begun}{self._short(name)}={code.text};"

    def _if(self, statement: ast.If) -> str:
        asked, body = self.expressions.truth(statement.test).text, self._block(statement.body)
        if not statement.orelse:
            return f"if({asked}){_braced(body)}"
        other = _braced(self._block(statement.orelse))
        return f"if({asked}){_braced(body)}else{'' if other.startswith('{') else ' '}{other}"

    def _while(self, statement: ast.While) -> str:
        self._no_else(statement)
        return f"while({self.expressions.truth(statement.test).text}){_braced(self._block(statement.body))}"

    def _for(self, statement: ast.For) -> str:
        self._no_else(statement)
        if not isinstance(statement.target, ast.Name):
            raise self.refuse(statement, "a loop counts with one name")
        low, high, step = self._span(statement.iter)
        name, hidden = statement.target.id, statement.target.id not in self._counters
        if hidden:
            before = self.locals.get(name, WHOLE)
            self.locals[name] = wider(WHOLE, before) if isinstance(before, str) else WHOLE
        counter = self._short(f"{name} at {statement.lineno}" if hidden else name)
        body = self._block(statement.body)
        inner = f"{self._short(name)}={counter};{body}" if hidden else body
        fixed = high.isdigit() or high in self._taken.values()
        end = high if fixed else self._short(f"end at {statement.lineno} {statement.col_offset} {name}")
        more = "" if fixed else f",{end}={high}"
        sign, onward = (
            ("<" if step > 0 else ">"),
            {1: f"{counter}++", -1: f"{counter}--"}.get(step, f"{counter}+={step}"),
        )
        return f"for(let {counter}={low}{more};{counter}{sign}{end};{onward}){_braced(inner)}"

    def _span(self, node: ast.expr) -> tuple[str, str, int]:
        """Where a loop begins and ends, and its step."""
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "range" and len(node.args) == 3:
            low, high = (self.expressions.number(one).text for one in node.args[:2])
            return low, high, self._step(node.args[2])
        span = self.expressions.value(node).kind
        if not isinstance(span, Span):
            raise self.refuse(node, "a loop counts over a range")
        return span.low, span.high, 1

    def _step(self, node: ast.expr) -> int:
        try:
            step = ast.literal_eval(node)
        except ValueError:
            step = 0
        if not isinstance(step, int) or not step:
            raise self.refuse(node, "the step of a range is a whole number that stands there itself")
        return step

    def _no_else(self, statement: ast.For | ast.While) -> None:
        if statement.orelse:
            raise self.refuse(statement.orelse[0], "a loop with an else")


def _braced(text: str) -> str:
    """A block; without braces where it is one plain statement."""
    one = text.count(";") == 1 and text.endswith(";") and not text.startswith(("let ", "if(", "for(", "while("))
    return text if one and "{" not in text else f"{{{text.removesuffix(';')}}}"
