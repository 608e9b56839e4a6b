"""What is handed out: a wheel that has all it needs, a source archive of which the same wheel is built."""

import json
import subprocess
import tarfile
from pathlib import Path
from zipfile import ZipFile

from tests.dist.conftest import ROOT, Built, Environment, build
from twochairs.version import __version__

EXPERIMENT = """
twochairs: 2
scenario: example/balkans/serbia-2022.yaml
months: 6
replicates: 2
factors:
  EU.pressure.SRB: [0, 0.9]
outcomes: ["alignment[SRB]@end"]
"""


def contents(wheel: Path) -> dict[str, bytes]:
    """Files of a wheel."""
    with ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


_EXAMPLE = {"sim": "", "scenarios": "twochairs/_example/", "experiments": "twochairs/_example/experiments/"}
"""Folder of the repository to where its files are in the wheel."""


def test_the_wheel_has_every_file_of_the_package_and_the_example(built: Built) -> None:
    tracked = subprocess.run(["git", "ls-files", "sim", "scenarios", "experiments"], cwd=ROOT, capture_output=True, text=True)
    files = [Path(line) for line in tracked.stdout.splitlines()]
    wanted = {
        _EXAMPLE[path.parts[0]] + path.relative_to(path.parts[0]).as_posix()
        for path in files
        if (ROOT / path).is_file()
    }
    there = {name for name in contents(built.wheel) if ".dist-info/" not in name}
    assert there >= wanted
    assert {"twochairs/py.typed", "twochairs/world/posterior.csv", "twochairs/reports/page.js"} <= there
    assert all(name.startswith("twochairs/") for name in there)


def test_one_version_everywhere(built: Built) -> None:
    assert built.wheel.name == f"twochairs-{__version__}-py3-none-any.whl"
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_source_archive_builds_the_same_wheel(built: Built, tmp_path: Path) -> None:
    with tarfile.open(built.archive) as opened:
        opened.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    build(source, tmp_path / "again", "-t", "wheel")
    (again,) = (tmp_path / "again").glob("*.whl")
    assert contents(again) == contents(built.wheel)


def test_a_user_without_extras_and_with_a_sim_of_their_own(installed: Environment) -> None:
    (installed.folder / "experiment.yaml").write_text(EXPERIMENT)
    assert "next: twochairs run" in installed.run("twochairs", "init", "example")
    assert "is sound" in installed.run("twochairs", "validate", "example/experiments/pressure-and-gas.yaml")
    case = "example/balkans/serbia-2022.yaml"
    run = installed.run("twochairs", "run", case, "--replicates", "2", "--months", "6", "--out", "run", "--json")
    assert json.loads(run)["folder"] == "run"
    installed.run("twochairs", "sweep", "experiment.yaml", "--jobs", "1", "--out", "sweep")
    assert "it opens in any browser" in installed.run("twochairs", "report", "run", "sweep", "--out", "page.html")
    assert (installed.folder / "page.html").stat().st_size > 100_000


USED = f"""
import sys
import twochairs as tc
result = tc.run("example/balkans/serbia-2022.yaml", replicates=2, settings={{"clock.months": 3}}, out="again")
assert result.series("alignment").sizes["month"] == 4
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
assert not [file for file in files if file.startswith({str(ROOT / "sim")!r})]
assert "sim" not in sys.modules
for extra in ("SALib", "sklearn", "solara", "dask", "emcee", "pytest"):
    try:
        __import__(extra)
    except ModuleNotFoundError:
        continue
    raise AssertionError(extra)
print(tc.__version__)
"""


def test_nothing_of_the_checkout_is_used(installed: Environment) -> None:
    if not (installed.folder / "example").exists():
        installed.run("twochairs", "init", "example")
    assert installed.run("python", "-c", USED).splitlines()[-1] == __version__
