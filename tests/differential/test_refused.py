"""What one scenario of an experiment lacks is refused before the first run, where it stands, and for nothing else."""

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from tests.differential.experiments import QUANTITIES_KEPT, Trial, agents_of, lacking_in, trial
from tests.long import FULL
from tests.world.strategies import month_text
from twochairs.cli.app import app
from twochairs.errors import InvalidInput
from twochairs.world.layout import QUANTITIES

WANTED = 200 if FULL else 12


def agents_in(made: Trial) -> list[dict[str, list[str]]]:
    """The agents of every scenario that some point has."""
    used = made.files if made.points is None else sorted({made.file_of(point) for point in made.points})
    return [agents_of(made.files[name]) for name in used]


def outcome_that_one_lacks(made: Trial, random: Random) -> str | None:
    """An outcome that some points can give and others cannot; None where all are alike."""
    agents = agents_in(made)
    only = [name for of in agents for name in of["country"] if not all(name in other["country"] for other in agents)]
    found = [f"alignment[{name}]@end" for name in only]
    found += [f"average({q})@mean" for q in ("tension", "joined", "favourability") if lacking_in(q, agents)]
    spans = [made.months(point) for point in made.points or []]
    if len({start + length for start, length in spans}) > 1:
        found.append(f"rivalry@{month_text(max(start + length for start, length in spans) - 1)}")
    return random.choice(found) if found else None


def refused(made: Trial, folder: Path) -> InvalidInput:
    """How a sweep of an experiment is refused; nothing is made of it."""
    result = CliRunner().invoke(app, ["sweep", str(made.write(folder)), "--out", str(folder / "out"), "--jobs", "0"])
    assert isinstance(result.exception, InvalidInput), result.output
    assert not (folder / "out").exists()
    return result.exception


def line_of(made: Trial, folder: Path, text: str) -> int:
    """The line of the experiment that holds a text."""
    lines = (folder / "experiment.yaml").read_text("utf-8").splitlines()
    return 1 + next(number for number, line in enumerate(lines) if line.strip(" ,") == f'"{text}"')


@pytest.mark.parametrize("number", range(WANTED))
def test_an_outcome_that_some_points_lack(number: int, tmp_path: Path) -> None:
    random = Random(f"refused {number}")
    made, text = trial(number), None
    while text is None:
        made = trial(random.randint(1000, 10**9))
        text = outcome_that_one_lacks(made, random)
    listed = made.experiment.setdefault("outcomes", [])
    listed.insert(random.randint(0, len(listed)), text)
    problems = refused(made, tmp_path).problems
    assert {problem.place.line for problem in problems if problem.place} == {line_of(made, tmp_path, text)}
    assert all(f"outcome '{text}' cannot be read " in problem.text for problem in problems)


@pytest.mark.parametrize("number", range(WANTED // 3))
def test_a_series_that_some_points_lack(number: int, tmp_path: Path) -> None:
    random = Random(f"series {number}")
    made, lacking = trial(number), []
    while not lacking:
        made = trial(random.randint(1000, 10**9))
        agents = agents_in(made)
        lacking = [name for name in QUANTITIES_KEPT if lacking_in(name, agents) and QUANTITIES[name].dims]
    quantity = random.choice(lacking)
    made.experiment["keep"] |= {"series": random.choice(("all", "quantiles"))}
    made.experiment["keep"]["quantities"] = ["rivalry", quantity]
    problems = refused(made, tmp_path).problems
    assert {problem.place.line for problem in problems if problem.place} == {line_of(made, tmp_path, quantity)}
    assert all(f"is '{quantity}', but " in problem.text for problem in problems)
