"""A kind of agent added inside the package, in a copy: what it touches is counted, and all that follows is there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WORLD, SCENARIO, MESA = (f"sim/twochairs/{name}" for name in ("world", "scenario", "mesa_model"))
EDITS = {
    f"{WORLD}/layout.py": (
        "    own: Additions = NOTHING\n",
        '    company: Annotated[_Some, Kind("a firm that trades", "companies", 100, section=True)] = ()\n',
    ),
    f"{WORLD}/state.py": (
        "    event_fired: Annotated[",
        '    turnover: Annotated[\n        Array, Quantity("Turnover", "bn USD", 0.0, 1000.0, ("company",), '
        'file="companies.COMPANY.turnover")\n    ]\n',
    ),
    f"{SCENARIO}/schema.py": (
        "class Case(Strict):\n",
        'class Company(Strict):\n    """A firm that trades."""\n\n    name: Name | None = None\n'
        '    turnover: float = _of("turnover")\n    noise_key: Name | None = None\n\n\n',
        "    declarations: Declarations = Declarations()\n",
        '    companies: dict[str, Company] = Field({}, **KINDS["company"].length)\n',
    ),
    f"{SCENARIO}/meanings.py": ('    "Case.declarations": ', '    "Case.companies": "firms that trade",\n'),
    f"{SCENARIO}/assemble.py": (
        "    _put_world(case, put)\n    for",
        '    for name, company in case.companies.items():\n        put("turnover", company.turnover, name)\n',
    ),
    f"{MESA}/agents.py": (
        "class Dispute(Agent):\n",
        'class Company(Agent):\n    """A firm that trades."""\n\n    dim = "company"\n\n\n',
    ),
    f"{MESA}/model.py": (
        "        self.disputes = self._every(Dispute)\n",
        "        self.companies = self._every(Company)\n",
        "Country, Dispute, Pole, Public, known_attribute\n",
        "Company, ",
    ),
}
"""File to what stands there, and what is put before it; more than once in turn."""

CASE = """
twochairs: 2
title: With two firms
extends: scenarios/balkans/serbia-2022.yaml
companies: {ZAR: {name: Zarja, turnover: 2.5}, ALM: {turnover: 4}}
timeline:
  - {name: A good year, at: 2022-02, set: {companies.ALM.turnover: 6}}
"""

SCRIPT = """
import json
import twochairs as tc
from twochairs.mesa_model import TwoChairs
from twochairs.results.described import labels_of
from twochairs.scenario.written import json_schema

scenario = tc.load("case.yaml", settings={"clock.months": "2"})
model = TwoChairs(scenario, seed=1)
model.companies["ZAR"].turnover = 3.0
model.run(2)
result = tc.run(scenario, replicates=1, out="result")
print(json.dumps({
    "where": tc.__file__,
    "keys of draws": scenario.noise_keys["company"],
    "label": labels_of(scenario.case)["company"],
    "in Mesa": {name: [one.label, one.turnover] for name, one in model.companies.items()},
    "manifest": [result.manifest["labels"]["company"], result.manifest["agents"]["company"]],
    "table": "companies" in result.series_tables,
    "kept": result.series("turnover").sel(company="ALM", replicate=0).values.tolist(),
    "names of a schema": "pattern" in json_schema()["properties"]["companies"]["propertyNames"],
}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package with the kind in it, and a case that has some."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("sim", "scenarios"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file, edits in EDITS.items():
        text = (folder / file).read_text("utf-8")
        for before, put in zip(edits[::2], edits[1::2], strict=True):
            assert text.count(before) == 1, (file, before)
            text = text.replace(before, put + before)
        (folder / file).write_text(text, "utf-8")
    (folder / "case.yaml").write_text(CASE, "utf-8")
    return folder


def test_it_touches_declarations_its_part_of_a_file_and_mesa() -> None:
    assert len(EDITS) == 7
    assert {str(Path(file).parent) for file in EDITS} == {WORLD, SCENARIO, MESA}


def test_everything_else_follows(copy: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(copy / "sim")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=copy, env=environment, timeout=600
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert Path(told.pop("where")).is_relative_to(copy)
    assert told == {
        "keys of draws": ["ALM", "ZAR"],
        "label": {"ZAR": "Zarja", "ALM": "ALM"},
        "in Mesa": {"ALM": ["ALM", 6.0], "ZAR": ["Zarja", 3.0]},
        "manifest": [{"ZAR": "Zarja", "ALM": "ALM"}, ["ALM", "ZAR"]],
        "table": True,
        "kept": [[4.0, 4.0, 6.0]],
        "names of a schema": True,
    }
