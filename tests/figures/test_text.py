"""Names from files are harmless, fit where they stand, and stay themselves."""

import numpy as np
import pytest

from twochairs.figures import labels, style
from twochairs.figures import text as words


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("turned \u202egnorw\u202c", "turned gnorw"),
        ("$x_{", "$x_{"),
        ("_hidden", "_hidden"),
        ("Ćuprija, Ștefan, Ελλάδα, Київ, ירושלים, القدس", "Ćuprija, Ștefan, Ελλάδα, Київ, ירושלים, القدس"),
        ("e\u0301", "é"),
        ("\U000f0000", ""),
        ("", ""),
    ],
)
def test_a_name_is_cleaned_and_no_more(given, shown):
    assert words.clean(given) == shown
    assert words.clean(shown) == shown


def test_what_no_font_can_draw_becomes_a_box():
    assert words.clean("a\U00012000b") == f"a{words.UNKNOWN}b"


@pytest.mark.parametrize("text", ["short", "Long " + "name " * 58, "W" * 300, "ירושלים " * 40])
@pytest.mark.parametrize("inches", [0.4, 1.5, 6.0])
def test_a_name_fits_and_is_cut_no_more_than_needed(text, inches):
    cut = words.fit(text, inches, 8.0)
    assert words.width(cut, 8.0) <= inches
    whole = words.clean(text)
    if words.width(whole, 8.0) <= inches:
        assert cut == whole
    else:
        kept = len(cut) - 1
        assert cut.endswith(words.ELLIPSIS)
        assert whole.startswith(cut[:-1])
        longer = whole[: kept + 2].rstrip() + words.ELLIPSIS
        assert words.width(longer, 8.0) > inches


def test_lines_are_wrapped_without_loss():
    text = "the quick brown fox jumps over the lazy dog " * 5
    lines = words.wrap(text, 1.5, 8.0)
    assert " ".join(lines) == text.strip()
    assert max(words.width(line, 8.0) for line in lines) <= 1.5
    assert len(words.wrap(text, 1.5, 8.0, most=3)) == 3
    assert words.wrap(text, 1.5, 8.0, most=3)[-1].endswith(words.ELLIPSIS)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.123, "+0.12"), (-0.123, "−0.12"), (-0.001, "0.00"), (0.0, "0.00"), (1.0, "+1.00")]
)
def test_numbers_have_a_true_minus_and_no_minus_zero(value, shown):
    assert words.signed(value) == shown
    assert words.number(value) == shown.removeprefix("+")


def test_labels_at_a_margin_are_spread_and_keep_their_order():
    places = style.spread(np.array([1.0, 0.99, 0.98, 0.2, 0.01, 0.0]), 0.2, 0.0, 2.0)
    assert (-np.diff(places) >= 0.2 - 1e-6).all()
    assert places.min() >= -1e-9
    apart = np.array([2.0, 1.0, 0.0])
    assert style.spread(apart, 0.2, 0.0, 2.0) == pytest.approx(apart)


def test_names_on_a_map_keep_clear_of_each_other():
    dots = [np.array([1.0 + 0.02 * i, 1.0]) for i in range(5)]
    sizes = [np.array([0.8, 0.13])] * 5
    taken = [labels.box(dot, 0.1, 0.1) for dot in dots]
    boxes = [
        labels.box(centre, *size)
        for centre, size in zip(labels.placed(dots, sizes, taken, (0, 0, 4, 4)), sizes, strict=True)
    ]
    for i, one in enumerate(boxes):
        for other in [*boxes[:i], *taken]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            along = min(one[3], other[3]) - max(one[1], other[1])
            assert min(across, along) < 0.02


def test_a_name_can_be_drawn_where_its_letters_can():
    assert words.drawable("Ångström, Київ, e\u0301 \U0001f41f")
    assert not words.drawable("a \U0001b170")
