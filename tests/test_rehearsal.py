"""A mechanism added inside the package, in a copy: what it touches is counted, and all that follows is there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

RULE_TEST = "tests/rules/test_alignment.py"
EDITS = {
    "sim/twochairs/rules/alignment.py": [
        (
            "def threat(",
            '''def remittance_pull(weight: float, remittances: float) -> float:
    """What remittances from a pole are worth to a government.

    Parameters
    ----------
    weight : pull of remittances as large as GDP
    remittances : share of GDP, in [0, 1]

    Returns
    -------
    at least 0

    Source
    ------
    assumed
    """
    return weight * remittances


def threat(''',
        )
    ],
    "sim/twochairs/world/phases/pulls.py": [
        ("        _add_threat(p, world)\n", "        _add_threat(p, world)\n        _add_remittances(p, world)\n"),
        (
            "def _add_threat(",
            """def _add_remittances(p: int, world: World) -> None:
    for c in range(len(world.state.alignment)):
        for k in range(world.lanes):
            amount = rule.remittance_pull(world.parameters.b_remittances, world.profile.remittances[p, c, k])
            _offer(term.REMITTANCES, p, c, k, amount, world)


def _add_threat(""",
        ),
    ],
    "sim/twochairs/world/mechanisms.py": [
        (
            'mechanism("acts", NO_TERM',
            'REMITTANCES = mechanism("remittances", BENEFIT, R9, ("b_remittances",))\nmechanism("acts", NO_TERM',
        )
    ],
    "sim/twochairs/world/parameters.py": [
        (
            "    b_street: Annotated[",
            "    b_remittances: Annotated[\n        float,\n"
            '        Parameter("Remittance pull", "1", 0.0, 20.0, rule=R9, prior=Uniform(0, 10), source=_ASSUMED),\n'
            "    ] = 4.0\n    b_street: Annotated[",
        )
    ],
    "sim/twochairs/world/profile.py": [
        (
            "    trade: Annotated[",
            '    remittances: Annotated[\n        Array, Quantity("Remittances, share of GDP", "1", 0.0, 1.0, _POLE, '
            'file="countries.COUNTRY.remittances.POLE")\n    ]\n    trade: Annotated[',
        )
    ],
    RULE_TEST: [
        (
            "# anchors\n",
            "def test_remittances() -> None:\n    assert remittance_pull(4.0, 0.25) == 1.0\n\n\n# anchors\n",
        ),
        ("    response,\n", "    remittance_pull,\n    response,\n"),
    ],
}
"""File to what is put in the place of what: its rule, its test, the phase, and three declarations."""

SCRIPT = """
import json
import numpy as np
import twochairs
from twochairs.docs import odd
from twochairs.ensemble.lanes import every_slot, run_lanes
from twochairs.ensemble.replicates import run_replicates
from twochairs.experiment.file import varied_parameters
from twochairs.experiment.plan import load_experiment
from twochairs.figures import style
from twochairs.scenario.explain import explain
from twochairs.scenario.load import load
from twochairs.scenario.schema import json_schema
from twochairs.world.rulebook import STANDARD

scenario = load("scenarios/balkans/serbia-2022.yaml", {"clock.months": "6", "countries.SRB.remittances.EU": "0.06"})
layout = scenario.start()[0]
(plain,) = run_replicates(scenario, 1, 7)
lanes = np.ascontiguousarray(run_lanes(scenario, STANDARD, 7, [0], every_slot(layout)).kept[:, :, 0])
terms = layout.names.along("mechanism")
slot = layout.slot("contribution", "remittances", "SRB")
total = 0.0
for term in terms:
    total = total + plain.values[:, layout.slot("contribution", term, "SRB")]
schema = json_schema()["$defs"]
plan = load_experiment({
    "twochairs": 2, "title": "A sweep", "scenario": "scenarios/balkans/serbia-2022.yaml", "months": 2, "replicates": 1,
    "design": {"kind": "grid"},
    "factors": {"countries.SRB.remittances.EU": [0.0, 0.1], "parameters.b_remittances": [1, 2]},
    "outcomes": ["contribution[remittances, SRB]@end"],
})
plan.check()
off = load("scenarios/balkans/serbia-2022.yaml", {"switches.remittances": "false", "clock.months": "1"})
print(json.dumps({
    "where": twochairs.__file__,
    "same bits": plain.values.tobytes() == lanes.tobytes(),
    "attributed": bool((plain.values[:, slot] > 0.0).all()),
    "adds up": bool(np.array_equal(total, plain.values[:, layout.slot("target", "SRB")])),
    "explained": [row.path for row in explain(scenario) if "remittances" in row.path],
    "schema": [
        "remittances" in schema["Country"]["properties"],
        "b_remittances" in schema["ParameterValues"]["properties"],
        "remittances" in schema["Switches"]["properties"],
    ],
    "points": len(plan.points),
    "drawn": "b_remittances" in varied_parameters(),
    "colour": style.mechanism("remittances", terms)[0].startswith("#"),
    "documented": all("remittances" in text for text in (odd.target_terms(), odd.switches(), odd.parameters("R9"))),
    "off": off.case.switches.model_dump()["remittances"],
}))
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the mechanism in it."""
    folder = tmp_path_factory.mktemp("project")
    for name in (
        "sim",
        "scenarios",
        "tests/rules",
        "tests/__init__.py",
        "docs/templates",
        "pyproject.toml",
        "evidence",
    ):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, folder / name)
    for file, edits in EDITS.items():
        text = (folder / file).read_text("utf-8")
        for old, new in edits:
            assert text.count(old) == 1, (file, old)
            text = text.replace(old, new)
        (folder / file).write_text(text, "utf-8")
    return folder


def test_it_touches_its_rule_its_test_the_phase_and_declarations() -> None:
    declarations = {f"sim/twochairs/world/{name}.py" for name in ("mechanisms", "parameters", "profile")}
    assert set(EDITS) - declarations == {
        "sim/twochairs/rules/alignment.py",
        "sim/twochairs/world/phases/pulls.py",
        RULE_TEST,
    }
    assert len(EDITS) == 6


def test_everything_else_follows(copy: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy / "sim"), str(copy)])}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, cwd=copy, env=environment, timeout=600
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert Path(told.pop("where")).is_relative_to(copy)
    assert told == {
        "same bits": True,
        "attributed": True,
        "adds up": True,
        "explained": ["countries.SRB.remittances.EU", "parameters.b_remittances", "switches.remittances"],
        "schema": [True, True, True],
        "points": 4,
        "drawn": True,
        "colour": True,
        "documented": True,
        "off": False,
    }


def test_its_rule_is_tested_there(copy: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy / "sim"), str(copy)])}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/rules/test_alignment.py",
        "-k",
        "remittances",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=copy, env=environment, timeout=300)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
