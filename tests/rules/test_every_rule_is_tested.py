"""Each rule has a test, a full docstring, and no way out of the rules."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = sorted(path for path in (ROOT / "sim" / "twochairs" / "rules").glob("*.py") if path.stem != "__init__")
ALLOWED_IMPORTS = {"math": {"ldexp", "sqrt"}, "twochairs.rules.elementary": None, "twochairs.rules.axis": None}
SECTIONS = ("Parameters", "Returns", "Source")
# The functions of elementary.py are mathematics: a docstring of any length does, and the module names the sources.
PLAIN = "elementary"


def public_functions(path: Path) -> list[ast.FunctionDef]:
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def called_names(path: Path) -> set[str]:
    """Names called inside the test functions of a file, bare or as an attribute."""
    tests = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    calls = [node.func for test in tests for node in ast.walk(test) if isinstance(node, ast.Call)]
    bare = {func.id for func in calls if isinstance(func, ast.Name)}
    return bare | {func.attr for func in calls if isinstance(func, ast.Attribute)}


def docstring_problems(function: ast.FunctionDef) -> list[str]:
    text = ast.get_docstring(function) or ""
    headings = re.findall(r"^(\w+)\n-{4,}$", text, flags=re.MULTILINE)
    if tuple(headings) != SECTIONS:
        return [f"has the sections {headings}, not {list(SECTIONS)}"]
    parameters = text.split("Parameters\n")[1].split("Returns\n")[0]
    described = {
        name.strip() for names in re.findall(r"^(.+?) : ", parameters, re.MULTILINE) for name in names.split(",")
    }
    arguments = {argument.arg for argument in function.args.args} - {"dt"}
    problems = [f"does not describe {name}" for name in sorted(arguments - described)]
    problems += [f"describes {name}, which it does not take" for name in sorted(described - arguments - {"dt"})]
    return problems


def test_there_are_rules_to_look_at() -> None:
    assert len(RULES) >= 11
    assert sum(len(public_functions(path)) for path in RULES) >= 45


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_public_rule_is_called_in_the_test_file_of_its_name(path: Path) -> None:
    test_file = Path(__file__).with_name(f"test_{path.stem}.py")
    assert test_file.exists()
    untested = {function.name for function in public_functions(path)} - called_names(test_file)
    assert not untested


@pytest.mark.parametrize("path", [path for path in RULES if path.stem != PLAIN], ids=lambda path: path.stem)
def test_every_public_rule_says_what_it_takes_what_it_returns_and_where_it_is_from(path: Path) -> None:
    problems = [
        f"{path.stem}.{function.name} {problem}"
        for function in public_functions(path)
        for problem in docstring_problems(function)
    ]
    assert not problems


def test_elementary_functions_have_a_docstring_and_their_module_names_the_sources() -> None:
    path = ROOT / "sim" / "twochairs" / "rules" / f"{PLAIN}.py"
    assert all(ast.get_docstring(function) for function in public_functions(path))
    assert "Sources\n-------" in (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rules_import_nothing_but_exact_ones_the_elementary_functions_and_the_axis(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Import)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert node.module in ALLOWED_IMPORTS
            assert node.module != f"twochairs.rules.{path.stem}"
            names = ALLOWED_IMPORTS[node.module]
            assert names is None or {alias.name for alias in node.names} <= names


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_rules_use_nothing_that_rounds_otherwise_when_compiled(path: Path) -> None:
    """No powers, no sum(): plain Python and the compiler do not agree on their last bit."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Pow)]
    names = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not names & {"sum", "pow", "round", "eval", "getattr", "__import__"}
