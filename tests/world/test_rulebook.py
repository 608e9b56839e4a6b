"""A modeller's own rules: what is refused, in whole texts; what is taken gives the same bits plain and compiled."""

import subprocess
import sys
from collections import Counter
from math import isinf
from pathlib import Path

import numpy as np
import pytest

import twochairs.rules
from tests.world.own import example
from tests.world.running import SEED, SMALL
from twochairs.engine.binding import bound, functions_of
from twochairs.engine.compiled import inner
from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.ensemble.replicates import run_replicates
from twochairs.errors import NotRules
from twochairs.mesa_model import TwoChairs
from twochairs.rules import bargaining
from twochairs.scenario.load import load
from twochairs.world import month as month_module
from twochairs.world.code import code_hash
from twochairs.world.own_rules import modules_of, rules
from twochairs.world.rulebook import STANDARD, Rulebook, rulebook

ROOT = Path(__file__).parents[2]
SAME = "def discount(gas_discount, closeness, bid):\n    return min(0.8, gas_discount * closeness * bid)\n"


def rule(body: str, above: str = "") -> str:
    """A file in which `discount` has some body."""
    return f"{above}def discount(gas_discount, closeness, bid):\n    {body}\n"


def refused(tmp_path: Path, text: str | bytes) -> str:
    """The whole message for a file of some text, the path left out."""
    path = tmp_path / "mine.py"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(NotRules) as caught:
        rulebook(path)
    return str(caught.value).replace(str(path), "mine.py")


def one_problem(problem: str) -> str:
    return f"mine.py cannot be used as rules: 1 problem\n  {problem}"


# what is refused when the file is read


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(NotRules) as caught:
        rulebook(tmp_path / "none.py")
    text = f"{tmp_path}/none.py cannot be used as rules: 1 problem\n  it cannot be read: no such file or directory"
    assert str(caught.value) == text


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(NotRules, match=r"\n  it cannot be read: is a directory$"):
        rulebook(tmp_path)


def test_a_file_that_is_no_text(tmp_path):
    assert refused(tmp_path, b"\xff\xfe\x00") == one_problem("it cannot be read: it is not utf-8 text")


@pytest.mark.parametrize("text", ["", "\n  \n"])
def test_an_empty_file(tmp_path, text):
    assert refused(tmp_path, text) == one_problem("it is empty")


def test_a_file_that_is_not_python(tmp_path):
    text = "def discount(gas_discount, closeness, bid):\n    return gas_discount *\n"
    assert refused(tmp_path, text) == one_problem("line 2: SyntaxError: invalid syntax")


def test_a_file_that_replaces_nothing_names_every_rule(tmp_path):
    for text in ("LIMIT = 3.0\n", "def _own(x):\n    return x\n"):
        assert refused(tmp_path, text) == one_problem(f"it defines no rule; there are {', '.join(rules())}")
    assert len(rules()) > 30


def test_all_problems_are_told_at_once(tmp_path):
    text = (
        "def discont(gas_discount, closeness, bid):\n    return 0.0\n\n\n"
        "def bid(bidding, rivalry):\n    return 1.0\n\n\n"
        "def threat(*numbers, **more):\n    return 1.0\n"
    )
    hint = "a function of your own that is none begins with '_'"
    assert refused(tmp_path, text) == (
        "mine.py cannot be used as rules: 3 problems\n"
        f"  line 1: discont is no rule; did you mean 'discount'?; {hint}\n"
        "  line 5: bid takes (bidding, rivalry); the rule takes (bidding, rivalry, alignment)\n"
        "  line 9: threat takes (*numbers, **more); the rule takes "
        "(exposure, neighbour_foothold, tension, contested, dispute_threat, closeness)"
    )


def test_a_name_like_no_other_has_no_suggestion(tmp_path):
    hint = "a function of your own that is none begins with '_'"
    assert refused(tmp_path, "def qqq(x):\n    return x\n") == one_problem(f"line 1: qqq is no rule; {hint}")


def test_a_file_that_fails_when_it_is_read(tmp_path):
    assert refused(tmp_path, f"{SAME}\nK = 1 / 0\n") == one_problem("line 4: ZeroDivisionError: division by zero")
    text = "from twochairs.rules.energy import no_such\n"
    found = refused(tmp_path, text)
    assert found.startswith(
        one_problem("line 1: ImportError: cannot import name 'no_such' from 'twochairs.rules.energy'")
    )


def test_a_name_that_is_defined_nowhere(tmp_path):
    assert refused(tmp_path, rule("return closenes")) == one_problem(
        "line 1: discount uses closenes, which is defined nowhere"
    )


OTHER_BITS = "may differ in its last bit once compiled"
ELEMENTARY = f"{OTHER_BITS}; rules.elementary has exp, log, tanh and logistic"
POWER = f"{OTHER_BITS}; write a power as products, or with exp and log of rules.elementary"
NUMBERS_ALONE = "rules are numbers alone: from twochairs.rules.MODULE import NAME, or import math"
INEXACT = {
    "return closeness ** 2": f"line 2: closeness ** 2 {POWER}",
    "bid **= 2": f"line 2: bid **= 2 {POWER}",
    "return pow(bid, 2)": f"line 2: pow(bid, 2) {OTHER_BITS}; write products",
    "return sum([bid, 1.0])": f"line 2: sum([bid, 1.0]) {OTHER_BITS}; write a loop that adds",
    "import os": f"line 2: os cannot be imported here; {NUMBERS_ALONE}",
    "from os import path": f"line 2: os cannot be imported here; {NUMBERS_ALONE}",
    "from . import other": f"line 2: . cannot be imported here; {NUMBERS_ALONE}",
    "from math import exp": f"line 2: math.exp {ELEMENTARY}",
    "import math; return math.tanh(bid)": f"line 2: math.tanh {ELEMENTARY}",
}


@pytest.mark.parametrize("body", INEXACT)
def test_what_gives_other_bits_once_compiled_is_refused(tmp_path, body):
    assert refused(tmp_path, rule(body)) == one_problem(INEXACT[body])


# what is taken


def test_the_standard_rules_are_those_of_the_package():
    assert STANDARD.month is month_module.month
    assert STANDARD.read_start is month_module.read_start
    assert STANDARD.hash == code_hash()
    assert (STANDARD.own, STANDARD.replaced) == (None, {})


def test_no_two_rules_share_a_name():
    names = Counter(name for module in modules_of(twochairs.rules) for name in functions_of(module) if name[0] != "_")
    assert set(names.values()) == {1}
    assert {"discount", "bid", "threat", "act_probability"} <= set(rules()) and "exp" not in rules()


def test_a_result_knows_its_rules():
    """Another text is another version; where it came from is not."""
    one, other = Rulebook(SAME, "a.py"), Rulebook(SAME + "\n", "a.py")
    assert len({STANDARD.hash, one.hash, other.hash}) == 3
    assert Rulebook(SAME, "b.py").hash == one.hash


def test_a_rule_that_does_the_same_changes_no_bit():
    scenario = load(SMALL)
    (one,), (other,) = (run_replicates(scenario, 1, SEED, rulebook=book) for book in (STANDARD, Rulebook(SAME)))
    assert one.values.tobytes() == other.values.tobytes()


def test_another_rule_changes_what_it_should_and_leaves_the_package_alone():
    scenario = load(SMALL)
    own = Rulebook(rule("return 0.0"))
    (before,) = run_replicates(scenario, 1, SEED)
    (changed,) = run_replicates(scenario, 1, SEED, rulebook=own)
    (after,) = run_replicates(scenario, 1, SEED)
    assert before.values.tobytes() == after.values.tobytes() != changed.values.tobytes()
    assert bargaining.__name__ == "twochairs.rules.bargaining"
    slot = scenario.start()[0].block("signed_price")
    assert (changed.values[-1, slot] >= before.values[-1, slot]).all()


@pytest.mark.parametrize(
    "above",
    [
        "from twochairs.rules.energy import discount as usual\n",
        "from twochairs.rules import energy\n\n\n_usual = 1.0\n",
    ],
)
def test_an_own_rule_may_start_from_the_one_it_replaces(above):
    call = "usual" if "usual\n" in above else "energy.discount"
    own = Rulebook(rule(f"return 1.0 * {call}(gas_discount, closeness, bid)", f"{above}\n\n"))
    scenario = load(SMALL)
    (one,), (other,) = (run_replicates(scenario, 1, SEED, rulebook=book) for book in (STANDARD, own))
    assert one.values.tobytes() == other.values.tobytes()


def test_the_mesa_model_takes_a_file_or_a_rulebook(tmp_path):
    path = tmp_path / "my_rules.py"
    path.write_text(example().source, "utf-8")
    models = [TwoChairs(SMALL, SEED, 1, rules=given) for given in (path, str(path), example())]
    models.append(TwoChairs(SMALL, SEED, 1))
    for model in models:
        model.run()
    values = [model.values.tobytes() for model in models]
    assert values[0] == values[1] == values[2] != values[3]
    assert models[3].rulebook is STANDARD


def test_plain_and_compiled_months_agree_on_own_rules():
    """An early return, a `while`, a rule that calls the one it replaces; more in tests/ensemble/test_lanes.py."""
    scenario = load(SMALL)
    series = list(run_replicates(scenario, 3, SEED, rulebook=example()))
    ran = run_lanes(scenario, example(), SEED, [0, 1, 2], every_slot(scenario.start()[0]))
    for lane, one in enumerate(series):
        assert one.values.tobytes() == np.ascontiguousarray(ran.kept[..., lane]).tobytes()


def test_the_example_takes_all_of_its_branches():
    discount = example().replaced["discount"]
    assert discount(0.4, 0.4, 1.0) == 0.0
    assert discount(0.4, 0.5, 1.0) == 0.2
    assert discount(0.4, 0.5, 1.5) == 0.2 * 1.1 * 1.1
    assert discount(0.8, 1.0, 9.0) == 0.8


# what a rule does when it runs


def test_a_rule_that_fails_in_plain_python_is_told_with_its_line(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(rule("return closeness / (bid - bid)"), "utf-8")
    with pytest.raises(NotRules) as caught:
        list(run_replicates(load(SMALL), 1, SEED, rulebook=rulebook(path)))
    assert str(caught.value).startswith(f"{path} cannot be used as rules: 1 problem\n  line 2: ZeroDivisionError: ")
    with pytest.raises(NotRules, match="division by zero"):
        TwoChairs(SMALL, rules=path).run()


def test_a_rule_that_gives_no_number_is_told():
    with pytest.raises(NotRules, match=r"^my_rules\.py cannot be used as rules: 1 problem\n  TypeError: "):
        list(run_replicates(load(SMALL), 1, SEED, rulebook=Rulebook(rule("return None"), "my_rules.py")))


# what Numba cannot compile


NOT_COMPILED = {
    "return None": "it gives none, which is no number",
    "return 'a'": "it gives Literal[str](a), which is no number",
    "return closeness, bid": "it gives UniTuple(float64 x 2), which is no number",
    "return closeness if bid > 1.0 else None": "it gives OptionalType(float64), which is no number",
    "return closeness + 'a'": "Numba knows no add(float64, Literal[str](a))",
    "return bid.rounded": "Unknown attribute 'rounded' of type float64",
    "return _TABLE['a'] * bid": "Cannot determine Numba type of <class 'dict'>",
    "return _part(bid)": "Unknown attribute 'part' of type float64",
}
ABOVE = "_TABLE = {'a': 1.0}\n\n\ndef _part(x):\n    return x.part\n\n\n"


@pytest.mark.parametrize("body", NOT_COMPILED)
def test_what_numba_cannot_compile_is_told_by_name_and_reason(body):
    """When the kernel is asked for; nothing of the month is compiled before that."""
    with pytest.raises(NotRules) as caught:
        _ = Rulebook(rule(body, ABOVE), "mine.py").kernel
    assert str(caught.value) == one_problem(f"line 8: discount cannot be compiled: {NOT_COMPILED[body]}")


def test_every_rule_that_cannot_be_compiled_is_told():
    text = rule("return None") + "\n\ndef bid(bidding, rivalry, alignment):\n    return 'x'\n"
    with pytest.raises(NotRules) as caught:
        _ = Rulebook(text, "mine.py").kernel
    assert str(caught.value) == (
        "mine.py cannot be used as rules: 2 problems\n"
        "  line 1: discount cannot be compiled: it gives none, which is no number\n"
        "  line 5: bid cannot be compiled: it gives Literal[str](x), which is no number"
    )


@pytest.mark.parametrize("name", sorted(rules()))
def test_every_rule_compiles_by_itself_on_the_kinds_it_is_annotated_with(name):
    """What is asked of own rules holds for the package's: `int` is a whole number, all else a float."""
    from twochairs.engine.compiled import why_not_compiled

    kinds = rules()[name].__annotations__
    assert {kind for kind in kinds.values()} <= {int, float}
    copies = bound(modules_of(twochairs.rules), None, None, inner)
    compiled = getattr(copies[rules()[name].__module__], name)
    assert why_not_compiled(compiled, [kinds[taken] is int for taken in kinds if taken != "return"]) == ""


def test_whatever_math_has_that_is_exact_may_be_used():
    own = Rulebook(rule("return 0.0 if math.isinf(bid) else math.sqrt(math.fabs(closeness))", "import math\n\n\n"))
    assert own.replaced["discount"](0.0, 0.25, 1.0) == 0.5
    assert isinf(float("inf"))
    own._check_compiles(own._bound(modules_of(twochairs.rules), inner)[own.own.__name__])


# processes


def test_own_rules_compile_once_on_a_machine():
    """Another process finds the kernel of the same text ready, and gives the same bits."""
    scenario = load(SMALL)
    ran = run_lanes(scenario, example(), SEED, [2], every_slot(scenario.start()[0]))
    script = (
        "from tests.world.own import example\n"
        "from tests.ensemble.test_lanes import SEED, SMALL, every_slot, load, run_lanes\n"
        "scenario = load(SMALL)\n"
        "ready = example().kernel.ready\n"
        "ran = run_lanes(scenario, example(), SEED, [2], every_slot(scenario.start()[0]))\n"
        "print(ready, example().kernel.folder, ran.kept.tobytes().hex())\n"
    )
    folder = example().kernel.folder
    made = {path: path.stat().st_mtime_ns for path in folder.rglob("*.nb?")}
    assert len(made) >= 2
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()
    assert out == ["True", str(folder), ran.kept.tobytes().hex()]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.nb?")} == made
    assert STANDARD.kernel.folder != folder
