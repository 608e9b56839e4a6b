"""The fingerprint of the code: all that a number passes through moves it, and what draws pictures does not."""

import ast
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import time
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from twochairs.world.code import ENTRIES, PACKAGE, code_hash, fingerprint, reached
from twochairs.world.rulebook import STANDARD

ROOT = PACKAGE.parent
ABOVE = ("cli*.py", "figures/**/*.py", "reports/*", "dashboard/*", "map/*", "docs/*.py")
"""What makes nothing of a number that is stored."""

WATCHED = """
import json, os, sys, threading
from pathlib import Path
folder, package = Path(sys.argv[1]), sys.argv[2] + os.sep
seen = set()
def note(path):
    if str(path).startswith(package) and "__pycache__" not in str(path):
        seen.add(str(path)[len(package):])
def called(frame, event, argument):
    note(frame.f_code.co_filename)
def opened(event, arguments):
    if event == "open":
        note(arguments[0])
sys.addaudithook(opened)
sys.setprofile(called)

from twochairs.experiment.plan import load_experiment
from twochairs.experiment.uncertainty import drawn, for_scenario
from twochairs.scenario.load import load
from twochairs.sweeps import runner
from twochairs.sweeps.job import Job
from twochairs.sweeps.running import ended, job_of_run
from twochairs.sweeps.work import receipt_of
from twochairs.world.rulebook import STANDARD

scenario = load(folder / "tiny.yaml")
draws = for_scenario(scenario, drawn("posterior", 2, 1, 2))
job = job_of_run(scenario, 2, 1, draws=draws)
out = runner.default_folder(job, folder, runner.WHOLE)
ended(job, out, 0)
plan = load_experiment(folder / "experiment.yaml")
plan.check()

def execute(folder, key, tasks, stop):
    for task in tasks:
        yield receipt_of(folder, key, task)

runner.sweep(folder / "sweep", Job(plan, STANDARD, ""), execute, "again")
sys.setprofile(None)
print(json.dumps(sorted(seen)))
"""


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Files of the package that a small run and a small sweep executed or opened, whatever the walk says."""
    from tests.trust.trial import written

    folder = written(tmp_path_factory.mktemp("project")).parent
    words = [sys.executable, "-c", WATCHED, str(folder), str(PACKAGE)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return set(json.loads(done.stdout))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package."""
    ignored = shutil.ignore_patterns("__pycache__", "*.png")
    return shutil.copytree(PACKAGE, tmp_path_factory.mktemp("copy") / "twochairs", ignore=ignored)


def hash_of(package: Path) -> Callable[[], str]:
    """`code_hash` of another copy, reckoned anew at each call."""
    spec = importlib.util.spec_from_file_location(f"code_of_{package.parent.name}", package / "world" / "code.py")
    assert spec is not None and spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda: str(module.fingerprint.__wrapped__(*module.ENTRIES))


def other_constant(text: str) -> str:
    """Python with its first number or text, docstrings aside, another; with one more constant where it has none."""
    before = tokenize.NEWLINE
    lines = text.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        begins = before in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.NL)
        if token.type == tokenize.NUMBER or (token.type == tokenize.STRING and not begins):
            (row, start), (last, _) = token.start, token.end
            other = "7" if token.type == tokenize.NUMBER else token.string[:-1] + "x" + token.string[-1]
            if row == last and '"""' not in token.string:
                lines[row - 1] = lines[row - 1][:start] + other + lines[row - 1][start + len(token.string) :]
                return "".join(lines)
        before = token.type
    return f"{text}CONSTANT = 1\n"


def test_whatever_a_run_or_a_sweep_passes_through_decides_the_hash(passed: set[str], package: Path) -> None:
    assert {"scenario/timeline.py", "world/levers.py", "outcomes/reductions.py", "world/posterior.csv"} <= passed
    now = hash_of(package)
    first, missed, hashes = now(), [], set()
    assert first == code_hash()
    for name in sorted(passed):
        path = package / name
        text = path.read_text("utf-8")
        path.write_text(other_constant(text) if path.suffix == ".py" else text + "\n", "utf-8")
        found = now()
        hashes.add(found)
        missed += [name] if found == first else []
        path.write_text(text, "utf-8")
    assert missed == []
    assert len(hashes) == len(passed) > 90
    assert now() == first


def test_what_draws_and_tells_does_not(package: Path) -> None:
    now = hash_of(package)
    first = now()
    paths = {path for pattern in ABOVE for path in package.glob(pattern) if path.is_file()}
    assert len(paths) > 80
    texts = {path: path.read_bytes() for path in paths}
    for path, text in texts.items():
        path.write_bytes(text + b"\nCONSTANT = 1\n")
    assert now() == first
    for path, text in texts.items():
        path.write_bytes(text)


def test_ends_of_lines_and_what_lies_about_change_nothing(package: Path, tmp_path: Path) -> None:
    other = shutil.copytree(package, tmp_path / "twochairs")
    for path in other.rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for name in (".DS_Store", "world/notes.txt", "sweeps/job.py~"):
        (other / name).write_text("x")
    assert hash_of(other)() == code_hash()


def imports_of(path: Path) -> Iterator[str]:
    """Modules a file imports, read by Python's own parser; those for types alone aside."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in list(ast.walk(tree)):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_files(name: str) -> list[Path]:
    """The file of a module, or of the module that a name is from."""
    tried = [name, name.rpartition(".")[0]]
    paths = [PACKAGE.parent.joinpath(*one.split(".")) for one in tried if one.split(".")[0] == "twochairs"]
    found = [[path.with_suffix(".py"), path / "__init__.py"] for path in paths]
    return next(([file] for files in found for file in files if file.is_file()), [])


def test_the_walk_is_that_of_pythons_own_parser() -> None:
    walked = reached(*ENTRIES)
    for path in walked - {PACKAGE / "__init__.py"}:
        for name in imports_of(path):
            assert set(module_files(name)) <= walked, f"{path} imports {name}"


def test_a_package_on_the_way_is_not_taken_whole() -> None:
    assert PACKAGE / "sweeps" / "cluster.py" not in reached("twochairs.sweeps.commit")
    assert PACKAGE / "rules" / "energy.py" in reached("twochairs.rules")


def test_it_takes_no_time(package: Path) -> None:
    took = []
    for _ in range(3):
        started = time.process_time()
        fingerprint.__wrapped__(*ENTRIES)
        took.append(time.process_time() - started)
    assert min(took) < 0.1
    assert code_hash() is code_hash()


def test_an_edit_of_the_store_compiles_nothing_anew(package: Path) -> None:
    """The kernel's key goes by what is compiled alone."""
    script = "from twochairs.world.rulebook import STANDARD\nprint(STANDARD.kernel.folder.name, STANDARD.hash)"
    path = package / "results" / "described.py"
    text = path.read_text("utf-8")
    path.write_text(other_constant(text), "utf-8")
    try:
        folder, hashed = python(package, ROOT, "-c", script).split()
    finally:
        path.write_text(text, "utf-8")
    assert (folder, hashed == STANDARD.hash) == (STANDARD.kernel.folder.name, False)


def python(package: Path, folder: Path, *words: str) -> str:
    """What Python says in a folder, with a copy of the package."""
    around = {**os.environ, "PYTHONPATH": str(package.parent)}
    typed = [sys.executable, "-P", *words]
    done = subprocess.run(typed, cwd=folder, env=around, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return done.stdout + done.stderr


def run(package: Path, folder: Path) -> str:
    """What `twochairs run` of a copy of the package says, in a folder."""
    return python(package, folder, "-m", "twochairs.cli.app", "run", "tiny.yaml", "--replicates", "1")


def test_a_run_after_an_edit_is_not_there_already(package: Path, tmp_path: Path) -> None:
    from tests.trust.trial import written

    folder = written(tmp_path).parent
    assert "already" not in run(package, folder)
    assert "already" in run(package, folder)
    path = package / "scenario" / "timeline.py"
    text = path.read_text("utf-8")
    path.write_text(other_constant(text), "utf-8")
    try:
        assert "already" not in run(package, folder)
    finally:
        path.write_text(text, "utf-8")
    assert len(list((folder / "results").iterdir())) == 2
