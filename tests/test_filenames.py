import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from twochairs.filenames import file_name, file_names

SHOWN = st.text(max_size=200)
PARTS = st.lists(st.lists(SHOWN, min_size=1, max_size=3).map(tuple), max_size=12)


def alike_on_disk(name):
    """A name as file systems see it that fold capitals and spellings of one letter."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def test_ordinary_names_stay_as_they_were():
    wanted = [("heatmap", "alignment[SRB]@end"), ("why", "SRB"), ("fan", "public_position", "SRB")]
    assert list(file_names(wanted).values()) == ["heatmap-alignment-SRB-end", "why-SRB", "fan-public-position-SRB"]
    assert [file_name(name) for name in ("serbia-2022", "my_case", "my case", "Србија", "a.b")] == [
        "serbia-2022", "my_case", "my case", "Србија", "a.b",
    ]  # fmt: skip


def test_outcomes_that_differ_by_a_sign_alone_have_a_name_each():
    texts = ["alignment[SRB]@end > 0", "alignment[SRB]@end < 0", "alignment[SRB]@end + 0"]
    names = list(file_names(("response", text) for text in texts).values())
    assert len(set(names)) == 3
    assert all(re.fullmatch("response-alignment-SRB-end-0-[0-9a-f]{8}", name) for name in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("srb", "SRB"),
        ("Straße", "STRASSE"),
        ("\u00e9", "e\u0301"),
        ("\ufb01", "fi"),
        ("x" * 300, "x" * 301),
        ("a_b", "a-b"),
        ("", "."),
        ("a", "a."),
        ("☃", "☂"),
    ],
)
def test_what_a_file_system_may_not_tell_apart(one, other):
    first, second = file_names([("why", one), ("why", other)]).values()
    assert alike_on_disk(first) != alike_on_disk(second)


def test_parts_are_told_apart_too():
    assert len(set(file_names([("fan", "a", "b-c"), ("fan", "a-b", "c"), ("fan", "a-b-c")]).values())) == 3


def test_a_name_that_pretends_to_be_another_with_its_checksum():
    pretended = next(iter(file_names([("x", "a > 0"), ("x", "a < 0")]).values()))
    names = file_names([("x", "a > 0"), ("x", "a < 0"), ("x", pretended.removeprefix("x-"))])
    assert len(set(names.values())) == 3


@given(PARTS)
@example([("..",), ("/etc/passwd",), ("CON",), ("nul.txt",), ("a/../../b",), ("\0",), ("\x1b[31m",), ("\u202e",)])
def test_names_are_plain_and_never_two_alike(wanted):
    names = file_names(wanted)
    assert len({alike_on_disk(name) for name in names.values()}) == len(set(wanted))
    for name in (*names.values(), *(file_name(*parts) for parts in wanted)):
        assert re.fullmatch(r"\w[\w .-]*", name) and name.isprintable()
        assert len(name.encode()) <= 120
        assert not name.endswith((".", " "))
        assert name.partition(".")[0].casefold() not in ("con", "prn", "aux", "nul", "com1", "lpt1")


@given(SHOWN, SHOWN)
def test_a_name_that_stands_alone_is_its_own(one, other):
    assert (file_name(one) == file_name(other)) == (one == other)
