"""The page: under its policy nothing is asked for, and text of files is text."""

import json
import re
from html.parser import HTMLParser

import pytest

from twochairs.reports.page import data, page, policy_hash, turned
from twochairs.reports.parts import Film, Picture, Section, Table
from twochairs.reports.vector import Looks

HOSTILE = "</script><script>document.title='PWNED'</script><img src=x onerror=alert(1)>\u2028'\"&"


class Elements(HTMLParser):
    """Collects every element of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def hostile() -> str:
    table = Table(HOSTILE, [HOSTILE, "n"], [[HOSTILE, "−0.1"], ["x", HOSTILE]])
    panel = {"box": [0, 0, 1, 1], "title": HOSTILE, "unit": "", "digits": 1, "places": [HOSTILE], "x": [0.5]}
    picture = Picture("figure-1", HOSTILE, "<svg></svg>", [{**panel, "numbers": {HOSTILE: [1.0]}}])
    film = Film(
        "film-1", "<svg></svg>", [HOSTILE], {"A": HOSTILE}, {"A": [0.1]}, {"A": ["#ffffff"]}, {"#ffffff": "#111111"}
    )
    folded = Table(HOSTILE, ["a"], [[HOSTILE]], folded=True)
    section = Section("s", HOSTILE, text=[HOSTILE], parts=[table, picture, film, folded])
    return page(HOSTILE, [HOSTILE], HOSTILE, [section], Looks())


def test_text_from_files_makes_no_elements(hostile: str) -> None:
    elements = Elements(hostile).found
    scripts = [attrs for tag, attrs in elements if tag == "script"]
    assert [attrs.get("type") for attrs in scripts] == ["application/json", "application/json", None]
    assert "img" not in {tag for tag, _ in elements}
    assert not [name for _, attrs in elements for name in attrs if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("text", ["Serbia", "−0.1 ± 0.2 %", "", "Србија", "南海"])
def test_only_what_is_written_from_right_to_left_says_so(text: str) -> None:
    assert not turned(text)
    assert turned(f"{text} عربي") and turned(f"\u202e{text}") and turned(f"{text} עברית")


def test_cells_say_their_direction_where_it_turns() -> None:
    made = page(
        "t", ["n"], "1", [Section("s", "S", parts=[Table("c", ["a", "b"], [["عربي", "x"], ["y", "עברית"]])])], Looks()
    )
    assert re.findall(r"<t[hd][^>]*>(?=[عעxy])", made) == [
        '<th scope="row" dir="auto">',
        "<td>",
        '<th scope="row">',
        '<td dir="auto">',
    ]


def test_data_comes_back_as_it_was_and_ends_no_script() -> None:
    text = str(data({HOSTILE: [HOSTILE, 1.5, None]}))
    assert json.loads(text) == {HOSTILE: [HOSTILE, 1.5, None]}
    assert not set("<>&\u2028\u2029") & set(text)


OBEYED = "\x1b]0;PWNED\x07\x9b2J\u202eback\u2066\u200e\ufeff\x7f"


def test_characters_that_would_be_obeyed_are_shown_as_codes() -> None:
    table = Table(OBEYED, [OBEYED], [[OBEYED]])
    panel = {"box": [0, 0, 1, 1], "title": OBEYED, "unit": "", "digits": 1, "places": [OBEYED], "x": [0.5]}
    picture = Picture("figure-1", OBEYED, "<svg></svg>", [{**panel, "numbers": {OBEYED: [1.0]}}])
    text = page(OBEYED, [OBEYED], OBEYED, [Section("s", OBEYED, text=[OBEYED], parts=[table, picture])], Looks())
    assert "\\x1b]0;PWNED\\x07\\x9b2J\\u202eback\\u2066\\u200e\\ufeff\\x7f" in text
    assert not set(OBEYED) - set("]0;PWNED2Jback") & set(text)
    assert json.loads(str(data([OBEYED]))) == [OBEYED]


def test_data_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        data(float("nan"))


def test_the_policy_lets_in_exactly_the_style_and_the_scripts_that_are_there(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    style = re.findall(r"<style>(.*?)</style>", page, re.S)
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert (len(style), len(script)) == (1, 2)  # the page's own, and the model's
    allowed = " ".join(f"'{policy_hash(one)}'" for one in script)
    assert policy[1].replace("&#39;", "'") == (
        f"default-src 'none'; style-src '{policy_hash(style[0])}'; script-src {allowed}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_a_known_hash() -> None:
    # Of the empty text, as every list of test vectors has it.
    assert policy_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


def test_it_refers_to_nothing_outside(page: str) -> None:
    for tag, attrs in Elements(page).found:
        for name in ("src", "href", "action", "data", "poster", "srcset", "xlink:href"):
            value = attrs.get(name)
            assert value is None or value.startswith(("#", "data:image/")), (tag, value)
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", page)
    assert "@import" not in page


def test_ids_are_unique_and_every_reference_is_met(page: str) -> None:
    ids = [str(attrs["id"]) for _, attrs in Elements(page).found if "id" in attrs]
    assert len(ids) == len(set(ids))
    referred = {str(attrs["href"])[1:] for _, attrs in Elements(page).found if str(attrs.get("href")).startswith("#")}
    referred |= {
        str(attrs[name]) for _, attrs in Elements(page).found for name in ("aria-labelledby",) if name in attrs
    }
    referred |= set(re.findall(r"url\(#([^)]*)\)", page))
    assert referred <= set(ids)
