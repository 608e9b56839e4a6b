"""The character of a text is found in its file, however YAML lets one write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twochairs.scenario.character import place_of_character
from twochairs.scenario.read import read_text
from twochairs.scenario.tree import find, node_of

WAYS = {
    "plain": "x: alignment[ALD] @ 1\n",
    "plain over lines": "x: alignment[ALD]\n  @ 1\n",
    "single": "x: 'alignment[ALD] @ 1'\n",
    "single with a quote": "x: 'it''s ''@'' 1'\n",
    "single over lines": "x: 'it''s\n\n   so @ 1'\n",
    "double": 'x: "alignment[ALD] @ 1"\n',
    "double with escapes": 'x: "\\x41\\u0041\\U00000041\\n\\t\\"\\\\ @ 1"\n',
    "double over lines": 'x: "one \\\n   two\n   three\\\n  @ 1"\n',
    "escaped itself": 'x: "a \\x40 b"\n',
    "literal": "x: |\n  one\n   two\n  @ 1\n",
    "literal that keeps its end": "x: |2+  # a comment @\n   one\n  @ 1\n\n",
    "folded": "x: >-\n  one\n  two\n\n    three\n  @ 1\n",
    "in flow": "y: {x: one @ two, z: 1}\nx: 'one @'\n",
    "anchored": "x: &a ! 'one @'\n",
    "with carriage returns": "x: |\r\n  one\r\n  @ 1\r\n",
    "other letters": "x: 'žćö \U0001f600 @'\n",
    "at its beginning": "x: >\n\n  @ 1\n",
}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_the_very_character(text: str) -> None:
    node = find(read_text(text, "a.yaml"), ("x",))
    assert node is not None
    at = node.value.index("@")
    place = place_of_character(node, at)
    line = text.replace("\r\n", "\n").split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith(("@", "\\x40"))


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_the_end_is_behind_the_last_character_that_shows(text: str) -> None:
    node = find(read_text(text, "a.yaml"), ("x",))
    assert node is not None
    place = place_of_character(node, len(node.value))
    line = text.replace("\r\n", "\n").split("\n")[place.line - 1]
    assert line[place.column - 2] == node.value.rstrip()[-1]
    assert line[place.column - 1 :].strip("'\"") in ("", "}")


def test_a_text_that_stands_in_no_file_has_the_place_it_was_given() -> None:
    node = find(read_text("x: 1\n", "a.yaml"), ("x",))
    assert node is not None
    inner = node_of("one @", node.place)
    assert place_of_character(inner, 4) == node.place


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["a", "'", '"', " ", "\\", "#", ":", "ž", "\n", "{", "%"]), max_size=20))
def test_a_double_quoted_text_of_any_characters(letters: list[str]) -> None:
    """As JSON writes it, which YAML reads: whatever stands before it, the mark is found."""
    before = "".join(letters)
    written = before.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    node = find(read_text(f'x: "{written}@"\n', "a.yaml"), ("x",))
    assert node is not None
    assert place_of_character(node, len(before)).column == len('x: "') + len(written) + 1
