"""The card: 1200 by 675, with the first screen's title and three of its numbers, all of it inside."""

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
from twochairs.figures.text import signed
from twochairs.reports import card, screen, trust
from twochairs.reports.findings import ACT, findings
from twochairs.results.paired import paired
from twochairs.results.result import Result
from twochairs.scenario.wording import percent


def texts(figure: "card.Figure") -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def test_its_numbers_are_those_of_the_result(result: Result) -> None:
    """Of one result: the mean and interval of the summary, and of an act the share."""
    found = findings([result])
    assert found is not None
    shown = card.numbers(found)
    summary = result.summary.set_index("outcome")
    own = summary.loc["alignment[AAA]@end"]
    assert (shown[0].value, shown[0].interval) == (
        signed(own["mean"], 3),
        f"{signed(own['low'], 3)} to {signed(own['high'], 3)}",
    )
    fewest = min((row for row in found.of(ACT) if 0 < row.count < 4), key=lambda row: row.count)
    assert (shown[1].label, shown[1].value) == (fewest.label, percent(summary.loc[fewest.outcome, "mean"]))
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
    polls = frame[[str(name).startswith(("ally[AAA.", "adversary[AAA.")) for name in frame.index]]["mean_difference"]
    assert shown[2].value == f"{signed(100 * polls[polls.abs().idxmax()], 1)} pts"
    acts = frame.loc[["vote[AAA]@end", "sanctions[AAA]@end"], "mean_difference"]
    assert shown[1].value == f"{signed(100 * acts[acts.abs().idxmax()], 1)} pts"


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
        assert one.value in lines and f"95 % interval {one.interval}" in lines
    assert f"twochairs {twochairs.__version__}." in whole


def test_a_long_title_has_smaller_letters() -> None:
    size, most = card._title_size("word " * 20, 11.0)
    smaller, more = card._title_size("word " * 50, 11.0)
    assert (size, most) == (20.0, 3)
    assert smaller < size and more > most
    assert card._title_size("word " * 500, 11.0) == card._TITLES[-1]


def test_the_command_and_the_function_write_the_same_two_files(result: Result, variant: Result, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    told = typed("card", result.folder, variant.folder, "--out", one)
    assert (told.returncode, told.stdout) == (0, f"{one / 'card.png'}\n{one / 'card.svg'}\n"), told.stderr
    paths = twochairs.card(result, variant.folder, out=other)
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
    with pytest.raises(NotPossible, match="there is no country 'ZZZ' in this result; it has AAA, BBB, CCC"):
        twochairs.card(result, country="ZZZ", out=tmp_path)
    with pytest.raises(NotPossible) as error:
        twochairs.card(result, dpi=49)
    assert str(error.value) == "dpi is 49\n  hint: give a whole number from 50 to 600"
    with pytest.raises(NotPossible) as error:
        twochairs.card()
    assert str(error.value) == "a card is of one result or more\n  hint: twochairs.card(result)"
    assert list(tmp_path.iterdir()) == []
