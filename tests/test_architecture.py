"""Imports flow one way: files to scenario to world to months to results to pictures."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sim" / "twochairs"

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "version": set(),
    "filenames": set(),
    "rules": set(),
    "declare": {"world"},
    "map": {"errors"},
    "statistics": set(),
    "engine": {"rules"},
    "world": {"rules", "engine", "errors"},
    "scenario": {"rules", "engine", "errors", "world"},
    "data": {"errors", "world", "scenario", "results", "sweeps"},
    "ensemble": {"errors", "engine", "world", "scenario", "experiment"},
    "outcomes": {"errors", "engine", "world", "scenario", "statistics", "ensemble"},
    "experiment": {"errors", "engine", "world", "scenario", "statistics", "outcomes", "ensemble"},
    "mesa_model": {"errors", "world", "scenario"},
    "results": {
        "errors", "version", "filenames", "world", "scenario", "experiment", "ensemble", "outcomes",
        "statistics", "figures",
    },
    "figures": {"errors", "filenames", "map", "statistics", "results", "scenario", "world", "experiment"},
    "sweeps": {
        "errors", "version", "filenames", "world", "scenario", "experiment", "engine", "ensemble", "outcomes",
        "results", "mesa_model", "statistics",
    },
    "evidence": {
        "errors", "rules", "engine", "world", "scenario", "experiment", "ensemble", "outcomes", "data", "results",
        "figures", "sweeps",
    },
    "reports": {"errors", "results", "figures", "map", "data", "evidence", "statistics"},
    "dashboard": {
        "errors", "version", "world", "scenario", "experiment", "ensemble", "outcomes", "results", "figures", "map",
        "reports", "statistics",
    },
    "face": {
        "errors", "world", "scenario", "experiment", "ensemble", "results", "figures", "sweeps", "data", "evidence",
        "reports",
    },
    "docs": {
        "errors", "rules", "engine", "world", "scenario", "experiment", "ensemble", "outcomes", "results", "figures",
        "mesa_model", "data", "evidence", "map", "cli", "version", "statistics",
    },
    "cli": {
        "errors", "world", "scenario", "experiment", "ensemble", "outcomes", "results", "figures", "sweeps", "data",
        "evidence", "reports", "dashboard",
    },
    "__main__": {"cli"},
}  # fmt: skip
"""What the modules of a folder may import of the package, apart from their own folder."""

HEAVY = {
    "mesa", "numba", "matplotlib", "solara", "dask", "distributed", "pandas", "xarray", "pyarrow", "scipy",
    "statsmodels", "sklearn", "emcee", "openpyxl",
}  # fmt: skip


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if "_example" not in path.parts)


def group(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path):
    """Modules a file imports, at the top or inside functions, not those for type checking alone."""
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
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_flow_one_way(path):
    own = group(path)
    if own == "__init__":
        return
    for module in imports(path):
        if not module.startswith("twochairs."):
            continue
        other = group(PACKAGE / Path(*module.split(".")[1:]))
        assert (
            other == own
            or other in ALLOWED[own]
            or not ((PACKAGE / other).exists() or (PACKAGE / f"{other}.py").exists())
        ), f"{path.relative_to(ROOT)} imports {module}; {own} may import {sorted(ALLOWED[own]) or 'nothing'}"


def test_every_folder_has_a_row():
    groups = {group(path) for path in modules()} - {"__init__"}
    assert groups <= set(ALLOWED)


def test_the_command_line_imports_nothing_heavy_before_it_must():
    code = "import sys, twochairs.cli.app; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert not HEAVY & set(ast.literal_eval(loaded))


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
        "docs", "benchmarks", "CITATION.cff", "CHANGELOG.md", "constraints.txt",
    }  # fmt: skip
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False).stdout
    tops = {line.split("/")[0] for line in tracked.splitlines() if not line.startswith(".")}
    assert tops <= agreed
