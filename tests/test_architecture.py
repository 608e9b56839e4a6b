"""Imports flow one way: files to scenario to world to months to results to pictures."""

import ast
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sim" / "twochairs"

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "version": set(),
    "filenames": set(),
    "statistics": set(),
    "map": {"errors"},
    "rules": set(),
    "engine": {"rules"},
    "world": {"errors", "rules", "engine"},
    "declare": {"world"},
    "scenario": {"errors", "rules", "engine", "world"},
    "mesa_model": {"errors", "world", "scenario"},
    "ensemble": {"errors", "engine", "world", "scenario"},
    "outcomes": {"errors", "statistics", "engine", "world", "scenario", "ensemble"},
    "experiment": {"errors", "filenames", "statistics", "engine", "world", "scenario", "outcomes"},
    "results": {
        "errors", "version", "filenames", "statistics", "rules", "world", "scenario", "ensemble", "outcomes",
        "experiment",
    },
    "page": {"errors", "engine", "world", "scenario", "ensemble", "experiment", "outcomes", "results"},
    "sweeps": {
        "errors", "version", "filenames", "statistics", "engine", "world", "scenario", "mesa_model", "ensemble",
        "outcomes", "experiment", "results",
    },
    "deciding": {
        "errors", "version", "filenames", "statistics", "world", "scenario", "outcomes", "experiment", "results",
        "sweeps",
    },
    "data": {"errors", "world", "scenario", "results", "sweeps"},
    "figures": {"errors", "filenames", "statistics", "map", "world", "scenario", "experiment", "results", "data"},
    "evidence": {
        "errors", "version", "rules", "engine", "world", "scenario", "ensemble", "outcomes", "experiment", "results",
        "figures", "sweeps", "data",
    },
    "reports": {
        "errors", "statistics", "map", "world", "scenario", "results", "page", "sweeps", "figures", "data", "evidence",
    },
    "dashboard": {"errors", "version", "map", "scenario", "results", "page", "figures", "reports"},
    "face": {
        "errors", "world", "scenario", "ensemble", "experiment", "mesa_model", "results", "figures", "sweeps",
        "deciding", "data", "evidence", "reports",
    },
    "cli": {
        "errors", "version", "world", "scenario", "ensemble", "outcomes", "experiment", "results", "figures", "sweeps",
        "deciding", "data", "evidence", "reports", "dashboard", "face",
    },
    "docs": {
        "errors", "version", "statistics", "map", "rules", "engine", "world", "scenario", "mesa_model", "ensemble",
        "outcomes", "experiment", "results", "figures", "data", "evidence", "dashboard", "cli",
    },
    "__main__": {"cli"},
}  # fmt: skip
"""What the modules of a folder may import of the package, apart from their own folder; of rows above alone."""

HEAVY = {
    "mesa", "numba", "matplotlib", "solara", "dask", "distributed", "pandas", "xarray", "pyarrow", "scipy",
    "statsmodels", "sklearn", "pymoo", "emcee", "openpyxl",
}  # fmt: skip


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if "_example" not in path.parts)


def group(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path):
    """Modules a file imports, at the top or inside functions; not those for type checking alone.

    Of `from a import b` the module a, and a.b, which may be one.
    """
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), f"{node.module}.{alias.name}") for alias in node.names)


def name(path):
    """A module's dotted name; a folder's for its __init__.py."""
    parts = ("twochairs", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def graph():
    """Every import of a module by another."""
    known = {name(path): path for path in modules()}
    pairs = ((one, pair) for one, path in known.items() for pair in imports(path))
    edges = ((one, longer if longer in known else shorter) for one, (shorter, longer) in pairs)
    return nx.DiGraph((one, other) for one, other in edges if other in known and other != one)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_flow_one_way(path):
    own = group(path)
    if own == "__init__":
        return
    for module in {module for pair in imports(path) for module in pair}:
        if not module.startswith("twochairs."):
            continue
        other = group(PACKAGE / Path(*module.split(".")[1:]))
        assert (
            other == own
            or other in ALLOWED[own]
            or not ((PACKAGE / other).exists() or (PACKAGE / f"{other}.py").exists())
        ), f"{path.relative_to(ROOT)} imports {module}; {own} may import {sorted(ALLOWED[own]) or 'nothing'}"


def test_every_folder_has_a_row_and_every_row_a_folder():
    assert {group(path) for path in modules()} - {"__init__"} == set(ALLOWED)


def test_a_row_names_rows_above_it_alone():
    """So the table has no circle, and stands in the order of layers."""
    rows = list(ALLOWED)
    for number, (row, allowed) in enumerate(ALLOWED.items()):
        assert allowed <= set(rows[:number]), f"{row} may not import {sorted(allowed - set(rows[:number]))}"


def test_no_modules_are_in_a_circle():
    """For types alone some know one another: Mesa's agents their model, and a model its agents."""
    circles = [found for found in nx.strongly_connected_components(graph()) if len(found) > 1]
    assert [sorted(found) for found in circles] == []


def test_the_face_is_for_users_and_for_the_command():
    for path in modules():
        if group(path) not in ("__init__", "cli"):
            assert all(module != "twochairs" for module, _ in imports(path)), path.relative_to(ROOT)


def test_the_command_line_imports_nothing_heavy_before_it_must():
    code = "import sys, twochairs.cli.app; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not HEAVY & set(ast.literal_eval(loaded))


def test_a_sweep_imports_neither_mesa_nor_pandas_before_it_must():
    modules = "sweeps.running, twochairs.sweeps.executing, twochairs.sweeps.closing, twochairs.results.terminal"
    code = f"import sys, twochairs.{modules}; print(sorted({{m.split('.')[0] for m in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert HEAVY & set(ast.literal_eval(loaded)) == {"pyarrow"}


def test_a_run_needs_no_compiler_and_no_mesa():
    code = (
        "import sys\n"
        "from twochairs.scenario.load import load\n"
        "from twochairs.ensemble.replicates import run_replicates\n"
        "s = load('scenarios/balkans/serbia-2022.yaml', {'clock.months': '2'})\n"
        "list(run_replicates(s, 1, 1))\n"
        "print(sorted({m.split('.')[0] for m in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not {"mesa", "numba", "matplotlib", "pandas"} & set(ast.literal_eval(loaded))


def test_the_benchmarks_find_what_they_measure():
    command = [sys.executable, "-m", "benchmarks", "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (told.returncode, told.stderr) == (0, "")


def test_no_country_pole_or_date_is_named_in_the_code():
    """The engine runs any region from scenario files alone; examples in docstrings aside."""
    names = {"SRB", "XKX", "BIH", "MNE", "MKD", "ALB", "RU", "EU", "Serbia", "Russia", "Kosovo", "kosovo"}
    for path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                assert node.value not in names, f"{path.relative_to(ROOT)}, line {node.lineno}: {node.value!r}"


def test_the_top_level_is_what_is_agreed():
    agreed = {
        "pyproject.toml", "README.md", "sim", "scenarios", "experiments", "tests", "results", "Makefile", "LICENSE",
        "docs", "benchmarks", "CITATION.cff", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt",
    }  # fmt: skip
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False).stdout
    tops = {line.split("/")[0] for line in tracked.splitlines() if not line.startswith(".")}
    assert tops <= agreed
