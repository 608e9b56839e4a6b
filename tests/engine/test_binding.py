"""Copies of modules reach each other and the functions that replace some of theirs; the modules stay as they are."""

import sys
from types import FunctionType, ModuleType
from typing import Any

import pytest

from twochairs.engine.binding import bound, functions_of


def module(name: str, text: str, **given: Any) -> ModuleType:
    """A module of some text, in which some names are already there."""
    made = ModuleType(name)
    made.__dict__.update(given)
    exec(text, made.__dict__)
    return made


class Here:
    """Three modules: rules, one that imports a rule from it, one that goes through the module; and own rules."""

    def __init__(self) -> None:
        self.rules = module(
            "rules",
            "FACTOR = 10.0\n"
            "def base(x): return FACTOR * x\n"
            "def price(x, more=1.0, *, most=100.0): return min(base(x) + more, most)\n"
            "def untouched(x): return -x\n",
        )
        self.imports = module("imports", "def run(x): return price(x)\n", price=self.rules.price)
        self.through = module("through", "def run(x): return rules.price(x) + imports.run(x)\n", rules=self.rules)
        self.through.imports = self.imports
        self.modules = [self.rules, self.imports, self.through]

    def own(self, text: str, **given: Any) -> ModuleType:
        return module("own", text, **given)

    def replaced(self, own: ModuleType) -> dict[FunctionType, FunctionType]:
        return {getattr(self.rules, name): function for name, function in functions_of(own).items() if name[0] != "_"}


@pytest.fixture
def here() -> Here:
    return Here()


def bind(here: Here, own: ModuleType) -> dict[str, ModuleType]:
    return bound(here.modules, own, here.replaced(own))


def test_copies_do_what_the_modules_do(here):
    copies = bound(here.modules)
    assert list(copies) == ["rules", "imports", "through"]
    assert copies["through"].run(2.0) == here.through.run(2.0) == 42.0
    assert copies["rules"].price(200.0) == 100.0
    assert copies["rules"].price(2.0, most=3.0) == 3.0
    assert copies["rules"].__dict__["FACTOR"] == 10.0


def test_a_replaced_function_is_reached_however_it_is_called(here):
    """Through a module's attribute, through a name imported from it, and from inside its own module."""
    copies = bind(here, here.own("def base(x): return 1.0\n"))
    assert copies["rules"].base(2.0) == 1.0
    assert copies["rules"].price(2.0) == 2.0  # base(x) + 1
    assert copies["imports"].run(2.0) == 2.0
    assert copies["through"].run(2.0) == 4.0
    assert copies["rules"].untouched(2.0) == -2.0
    outer = bind(here, here.own("def price(x, more=1.0, *, most=100.0): return 7.0\n"))
    assert (outer["imports"].run(2.0), outer["through"].run(2.0)) == (7.0, 14.0)


def test_the_modules_stay_as_they_are(here):
    before = [dict(vars(one)) for one in here.modules]
    own = here.own("def base(x): return 1.0\n")
    held = dict(vars(own))
    bind(here, own)
    assert [dict(vars(one)) for one in here.modules] == before
    assert dict(vars(own)) == held
    assert here.through.run(2.0) == 42.0


@pytest.mark.parametrize("call", ["price(x)", "rules.price(x)"])
def test_an_own_function_may_call_the_one_it_replaces(here, call):
    """By a name it imported, or through the module: what was there, not itself."""
    text = f"def replacement(x, more=1.0, *, most=100.0): return 0.5 * {call}\n"
    own = here.own(text, rules=here.rules, price=here.rules.price)
    copies = bound(here.modules, own, {here.rules.price: own.replacement})
    assert copies["imports"].run(2.0) == 10.5
    assert copies["own"].replacement(2.0) == 10.5


def test_what_it_calls_of_the_package_reaches_the_other_own_functions(here):
    """Of two own functions, the one that falls back on the package's gets the other one in it."""
    text = "def base(x): return 3.0\ndef replacement(x, more=1.0, *, most=100.0): return 0.5 * price(x)\n"
    own = here.own(text, price=here.rules.price)
    copies = bound(here.modules, own, {here.rules.base: own.base, here.rules.price: own.replacement})
    assert copies["imports"].run(2.0) == 2.0  # half of (3 + 1)


def test_own_functions_call_each_other(here):
    copies = bind(here, here.own("def _half(x): return x / 2\ndef base(x): return _half(x) + K\nK = 5.0\n"))
    assert copies["imports"].run(2.0) == 7.0  # 2 / 2 + 5 + 1


def test_every_function_is_made_once_and_the_made_one_is_called_everywhere(here):
    made: list[str] = []

    def counted(function: FunctionType) -> Any:
        made.append(f"{function.__module__}.{function.__name__}")
        return lambda *given: ("made", function(*given))

    copies = bound([here.rules, here.imports], None, None, counted)
    assert sorted(made) == ["imports.run", "rules.base", "rules.price", "rules.untouched"]
    assert copies["rules"].untouched(1.0) == ("made", -1.0)
    with pytest.raises(TypeError):  # base is made too: a pair and a number do not add up
        copies["imports"].run(2.0)


def test_copies_do_not_leak(here):
    """Neither into the modules that Python knows, nor from one binding to the next."""
    before = dict(sys.modules)
    first = bind(here, here.own("def base(x): return 1.0\n"))
    second = bind(here, here.own("def base(x): return 2.0\n"))
    third = bound(here.modules)
    assert [copies["imports"].run(0.0) for copies in (first, second, third)] == [2.0, 3.0, 1.0]
    assert dict(sys.modules) == before
    first["rules"].FACTOR = 0.0
    assert third["rules"].price(1.0) == 11.0


def test_functions_of_a_module_are_those_it_defines(here):
    here.rules.borrowed = here.imports.run
    here.rules.constant = 3.0
    assert list(functions_of(here.rules)) == ["base", "price", "untouched"]
    assert list(functions_of(here.imports)) == ["run"]


def test_a_copy_keeps_defaults_documents_and_closures(here):
    def outside(k: float) -> FunctionType:
        def inside(x: float, *, more: float = 2.0) -> float:
            """Says so."""
            return x * k + more

        inside.__module__ = "rules"
        return inside

    here.rules.inside = outside(3.0)
    copy = bound([here.rules])["rules"].inside
    assert copy is not here.rules.inside
    assert (copy(2.0), copy(2.0, more=0.0), copy.__doc__, copy.__module__) == (8.0, 6.0, "Says so.", "rules")
