"""A bracket that nothing closes is told where it opens."""

import pytest

from twochairs.errors import InvalidInput
from twochairs.scenario.brackets import unclosed
from twochairs.scenario.read import read_text

OPEN = {
    "a: ¦[1, 2\nb: 3\nc: 4\n": "[",
    "a: {b: ¦[1, 2}\n": "[",
    "a: ¦{b: ¦[1, 2\n": "{[",
    "levers: ¦{LEA: {pressure: 0.1}\ntimeline:\n  - {at: 2030-01, x: ']}'}\n": "{",
    "a: &b ¦[1\n": "[",
    'a: ¦{b: \'[\', c: "\\"]", d: ¦[1 # ]\n': "{[",
    "x: (see [1)\na: ¦{b: 1\nc: don't\n": "{",
    "a: ¦[x: 1\n": "[",
    "a: ¦{b: 1\n\n# the end\n": "{",
}


@pytest.mark.parametrize("marked", OPEN)
def test_it_is_told_where_it_opens(marked: str) -> None:
    text = marked.replace("¦", "")
    with pytest.raises(InvalidInput) as caught:
        read_text(text, "a.yaml")
    wanted = []
    for number, line in enumerate(marked.split("\n"), start=1):
        parts = line.split("¦")
        wanted += [(number, sum(map(len, parts[:k])) + 1) for k in range(1, len(parts))]
    told = [(p.place.line, p.place.column) for p in caught.value.problems if p.place is not None]
    assert told == wanted
    assert [p.text for p in caught.value.problems] == [
        f"the {one!r} that opens here is not closed" for one in OPEN[marked]
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: {b: 1,\n c: 2\n d: 3}\n", 3, 3), ("a: [1]]\n", 1, 7), ("a: '[1\n", 1, 4), ('a: ["\\g", 1]\n', 1, 7)],
)
def test_what_is_no_matter_of_brackets_stays_where_it_is(text: str, line: int, column: int) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_text(text, "a.yaml")
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (line, column)
    assert "that opens here is not closed" not in problem.text or "quote" in problem.text


@pytest.mark.parametrize("text", ["[]", "[{}, {a: [1]}] ]", "['[', \"{\", a'b] [", "[1 # {\n]"])
def test_all_are_closed(text: str) -> None:
    assert unclosed(text, 0) == []
