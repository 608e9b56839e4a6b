"""What can be told before anything runs of whether runs can answer what is asked."""

from pathlib import Path

import pytest

from tests.experiment.written import planned
from twochairs.errors import InvalidInput
from twochairs.experiment.answerable import shared_by_few

ASKED = {"sensitivity": "sensitivity: {}", "discover": 'discover: [{outcome: "alignment[ALD]@end > 0.2"}]'}
TEXT = """design: {{kind: latin-hypercube, points: 240}}
replicates: 2
set: {{switches.noise: {noise}}}
factors:
  LEA.pressure: {{from: 0, to: 1}}
outcomes: ["alignment[ALD]@end"]
{asked}
"""


@pytest.mark.parametrize("verb", ASKED)
def test_two_replicates_of_chance_that_all_points_share_are_too_few(verb: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        planned(tmp_path, TEXT.format(noise="true", asked=ASKED[verb])).check()
    [problem] = refused.value.problems
    assert problem.text == (
        "replicates is 2, and all points share their chance, which is too little to tell it; give 3 or more, or "
        "common_random_numbers: false"
    )


@pytest.mark.parametrize("verb", ASKED)
def test_without_chance_there_is_none_to_share(verb: str, tmp_path: Path) -> None:
    planned(tmp_path, TEXT.format(noise="false", asked=ASKED[verb])).check()


def test_what_is_shared_by_few() -> None:
    assert shared_by_few(2, shared=True, noise=True)
    assert not shared_by_few(3, shared=True, noise=True)
    assert not shared_by_few(2, shared=False, noise=True)
    assert not shared_by_few(2, shared=True, noise=False)
