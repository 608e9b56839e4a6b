"""The card: 1200 by 675, with the first screen's title and three of its numbers, all of it inside."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image

import twochairs
from tests.command import typed
from twochairs.errors import NotPossible
from twochairs.figures import style
from twochairs.figures.sizes import Change
from twochairs.figures.text import signed
from twochairs.reports import card, screen, trust
from twochairs.reports.findings import ACT, findings
from twochairs.reports.subject import subject, third
from twochairs.results.paired import SAME, paired, same
from twochairs.results.result import Result
from twochairs.scenario.wording import percent


def texts(figure: "card.Figure") -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def test_its_numbers_are_those_of_the_result(result: Result) -> None:
    """Of one result: the median and its interval, of an act the share, and of the polls the largest."""
    found = findings([result])
    assert found is not None
    shown = card.numbers(found)
    summary = result.summary.set_index("outcome")
    assert (shown[0].value, shown[0].label) == (
        signed(summary.loc["alignment[AAA]@end", "q50"], 3),
        "Alignment, median",
    )
    assert shown[0].interval == ""  # four runs are too few for the ends of a median
    _, spoken = subject(found)
    assert spoken is not None and spoken.what == ACT
    assert (shown[1].label, shown[1].value) == (spoken.label, percent(summary.loc[spoken.outcome, "mean"]))
    polls = [name for name in summary.index if name.startswith(("ally[AAA", "adversary[AAA")) and "NORTH" in name]
    assert len(polls) == 4
    assert shown[2].value == f"{100 * summary.loc[polls, 'mean'].max():.1f} %"


def test_its_numbers_of_two_results_are_paired_differences(result: Result, variant: Result) -> None:
    found = findings([result, variant])
    assert found is not None
    shown, frame = card.numbers(found), paired(result, variant).set_index("outcome")
    own = frame.loc["alignment[AAA]@end"]
    assert shown[0].value == signed(own["mean_difference"], 3)
    assert shown[0].interval == f"{signed(own['low'], 3)} to {signed(own['high'], 3)}"
    for one, row in zip(shown[1:], [subject(found)[1], third(found, *subject(found))], strict=True):
        assert row is not None
        moved = frame.loc[row.outcome]
        assert one.value == f"{signed(100 * moved['mean_difference'], 1)} pts"
        assert one.told == (same(moved) or not moved["low"] <= 0.0 <= moved["high"])
        label = row.label[:1].upper() + row.label[1:]
        assert one.label == (label if one.told else f"{label}: cannot be told from none")


@pytest.mark.parametrize("act", ["vote", "sanctions"])
def test_an_act_that_is_asked_for_is_in_its_title_and_its_numbers(act: str, result: Result, variant: Result) -> None:
    for results in ([result], [result, variant]):
        figure = card.draw(results, act=act)
        lines = [text.get_text() for text in figure.texts]
        found = findings(results, act=act)
        assert found is not None
        whole = " ".join(lines)
        assert f"“{result.label('act', act)}” " in screen.title(found) and screen.title(found) in whole
        assert card.numbers(found)[1].label.startswith(
            result.label("act", act)[:1].upper() + result.label("act", act)[1:]
        )
        assert card.numbers(found)[1].value in lines


def test_what_cannot_be_told_from_none_is_grey_and_slanted(result: Result, variant: Result) -> None:
    """As a report's table slants it."""
    found = findings([result, variant])
    assert found is not None
    rows = [replace(row, changes=[Change(0.04, -0.03, 0.13, 4, 4)]) for row in found.rows]
    shown = card.numbers(replace(found, rows=rows))
    assert [one.told for one in shown] == [False] * 3
    assert {one.label.rpartition(": ")[2] for one in shown} == {"cannot be told from none"}
    sheet = card._Sheet()
    card._numbers(sheet, replace(found, rows=rows), 1.0)
    slanted = [text.get_text() for text in sheet.figure.texts if text.get_style() == "italic"]
    assert slanted == [one.value for one in shown]


@pytest.mark.parametrize("count", [1, 2])
def test_all_of_it_is_inside_and_the_title_is_whole(count: int, result: Result, variant: Result) -> None:
    results = [result, variant][:count]
    figure, found = card.draw(results), findings(results)
    assert found is not None
    with style.looks():
        figure.canvas.draw()
    for text in texts(figure):
        box = text.get_window_extent()
        assert box.x0 > -1 and box.x1 < figure.bbox.x1 + 1, text.get_text()
        assert box.y0 > -1 and box.y1 < figure.bbox.y1 + 1, text.get_text()
    lines = [text.get_text() for text in figure.texts]
    whole = " ".join(lines)
    assert screen.title(found) in whole
    assert trust.line(result) in whole
    for one in card.numbers(found):
        assert one.value in lines and (one.interval in ("", SAME) or f"95 % interval {one.interval}" in lines)
    assert f"twochairs {twochairs.__version__}." in whole


def test_a_long_title_has_smaller_letters() -> None:
    size, most = card._title_size("word " * 20, 11.0)
    smaller, more = card._title_size("word " * 50, 11.0)
    assert (size, most) == (20.0, 3)
    assert smaller < size and more > most
    assert card._title_size("word " * 500, 11.0) == card._TITLES[-1]


def test_the_command_and_the_function_write_the_same_two_files(result: Result, variant: Result, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    told = typed("card", result.folder, variant.folder, "--act", "vote", "--out", one)
    assert (told.returncode, told.stdout) == (0, f"{one / 'card.png'}\n{one / 'card.svg'}\n"), told.stderr
    paths = twochairs.card(result, variant.folder, act="vote", out=other)
    assert paths == [other / "card.png", other / "card.svg"]
    for path in paths:
        assert path.read_bytes() == (one / path.name).read_bytes()
    assert Image.open(BytesIO(paths[0].read_bytes())).size == (1200, 675)


def test_dots_an_inch_are_chosen(result: Result, tmp_path: Path) -> None:
    [png, _] = twochairs.card(result, out=tmp_path, dpi=200)
    with Image.open(png) as image:
        assert image.size == (2400, 1350)
        assert len(np.unique(np.asarray(image.convert("L")))) > 10


def test_what_has_no_card_is_told(result: Result, grid: Result, tmp_path: Path) -> None:
    with pytest.raises(NotPossible) as error:
        card.draw([grid])
    assert str(error.value) == ("a card is of a run, and these are sweeps\n  hint: --point chooses a point of a sweep")
    with pytest.raises(NotPossible, match="has no state 'ZZZ'\\n  hint: give the key or the name of AAA"):
        twochairs.card(result, country="ZZZ", out=tmp_path)
    with pytest.raises(
        NotPossible, match="there is no act 'vot' in this result\\n  hint: did you mean 'vote'\\? it has"
    ):
        twochairs.card(result, act="vot", out=tmp_path)
    with pytest.raises(NotPossible) as error:
        twochairs.card(result, dpi=49)
    assert str(error.value) == "dpi is 49\n  hint: give a whole number from 50 to 600"
    with pytest.raises(NotPossible) as error:
        twochairs.card()
    assert str(error.value) == "a card is of one result or more\n  hint: twochairs.card(result)"
    assert list(tmp_path.iterdir()) == []
