"""Scenarios as files that a page can hand out: whole, so that they run anywhere, each line kept once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from twochairs.results.described import scenario_yaml
from twochairs.scenario.load import Scenario
from twochairs.scenario.schema import FORMAT

HEAD = f"twochairs: {FORMAT}\n"
_TITLE = re.compile(rf"\A{HEAD}title: .*\n(?:  .*\n)*")


def without_head(scenario: Scenario) -> str:
    """The resolved scenario, but for its first lines: the format and the title, which the page writes."""
    text = scenario_yaml(scenario)
    found = _TITLE.match(text)
    assert found is not None
    return text[found.end() :]


def together(texts: Sequence[str]) -> tuple[list[str], list[list[int]]]:
    """Lines of some texts, each as often as the text has it that has it most, and where those of each text lie there.

    Scenarios of a case differ in a few lines, so what is kept of all is little more than of one.

    Returns
    -------
    the lines, and for each text [first, count, first, count, ...]
    """
    places: dict[tuple[str, int], int] = {}
    made = [_stretches(places.setdefault(one, len(places)) for one in _counted(text)) for text in texts]
    return [line for line, _ in places], made


def _counted(text: str) -> Iterator[tuple[str, int]]:
    """Each line, with how often it came before."""
    before: Counter[str] = Counter()
    for line in text.splitlines():
        yield line, before[line]
        before[line] += 1


def _stretches(places: Iterable[int]) -> list[int]:
    found: list[int] = []
    for place in places:
        if found and found[-2] + found[-1] == place:
            found[-1] += 1
        else:
            found += [place, 1]
    return found
