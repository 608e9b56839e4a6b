"""Scenario files of a page: each line once, and each text back as it was."""

from twochairs.dashboard.chosen import chosen
from twochairs.dashboard.files import HEAD, together, without_head
from twochairs.results.described import scenario_yaml
from twochairs.scenario.example import case_folder
from twochairs.scenario.load import load


def test_texts_come_back_as_they_were() -> None:
    texts = ["a\nb\nc\n", "a\nc\nb\nc\n", "", "b\nb\n"]
    lines, stretches = together(texts)
    assert lines == ["a", "b", "c", "c", "b"]
    assert stretches == [[0, 3], [0, 1, 2, 1, 1, 1, 3, 1], [], [1, 1, 4, 1]]
    for text, places in zip(texts, stretches, strict=True):
        pairs = zip(places[::2], places[1::2], strict=True)
        assert [line for first, count in pairs for line in lines[first : first + count]] == text.splitlines()


def test_scenarios_of_a_case_take_little_more_than_one() -> None:
    texts = [without_head(one) for one in chosen([case_folder()]).scenarios.values() if one.case.clock.months == 120]
    lines, stretches = together(texts)
    assert len(texts) > 10
    assert sum(map(len, lines)) < 2 * len(texts[0])
    assert sum(len(places) for places in stretches) < 100 * len(texts)


def test_the_head_is_the_format_and_the_title_however_long() -> None:
    shipped = case_folder() / "serbia-2022.yaml"
    scenario = load(shipped, {"title": f'"{"words and " * 25}: more"'})
    text, rest = scenario_yaml(scenario), without_head(scenario)
    assert text.startswith(f"{HEAD}title: ")
    assert text.endswith(rest)
    assert rest == without_head(load(shipped))
    assert rest.startswith("description: ")
