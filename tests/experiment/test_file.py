"""Which files are experiments, and what a wrong one is told on the command line."""

from pathlib import Path

import pytest

from tests.trust.trial import command
from twochairs.experiment.file import is_experiment_file

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize(
    ("name", "experiment"),
    [("104-no-factors", True), ("112-no-factors-nor-design", True), ("111-a-scenario", False), ("bare", False)],
)
def test_what_is_an_experiment(name: str, experiment: bool) -> None:
    assert is_experiment_file(BAD / f"{name}.yaml") is experiment


def test_an_experiment_without_factors_is_told_so() -> None:
    ended = command("validate", BAD / "112-no-factors-nor-design.yaml")
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[1:] == [
        "  line 1, column 1: factors is missing: what differs from point to point; a game has players instead, and "
        "robust levers"
    ]
