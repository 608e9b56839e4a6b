"""What a page is made of."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Table:
    """Rows under a head.

    Attributes
    ----------
    caption : what it shows
    head : names of the columns
    rows : text; a cell that is a number stands at the right
    folded : whether it is closed until it is asked for
    """

    caption: str
    head: list[str]
    rows: list[list[str]]
    folded: bool = False


@dataclass(frozen=True)
class Picture:
    """A figure.

    Attributes
    ----------
    key : of its own on the page
    label : what it shows, in a sentence
    svg : the element
    panels : what can be read off it, as `readout.panels` gives
    narrow : the same drawn for a phone, if it is
    """

    key: str
    label: str
    svg: str
    panels: list[dict[str, Any]] = field(default_factory=list)
    narrow: "Picture | None" = None


@dataclass(frozen=True)
class Film:
    """A map that changes from month to month.

    Attributes
    ----------
    key : of its own on the page
    svg : the map, at the last month
    months : such as 2022-01
    names : key of each state to its name
    values : key of each state to its alignment, month by month
    colours : likewise, to the colours it is filled with
    inks : each of these colours to one that can be read on it
    happens : what is dated to each month, "" where nothing is
    """

    key: str
    svg: str
    months: list[str]
    names: dict[str, str]
    values: dict[str, list[float]]
    colours: dict[str, list[str]]
    inks: dict[str, str]
    happens: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Workbench:
    """A scenario's model, and what is needed to move its levers.

    Attributes
    ----------
    script : that runs the model, as `page.model` has it
    data : of the scenario, JSON for that script
    poles, countries, levers : keys to names, in the order in which they are offered
    words : what the page's script says of the rest: units of levers, names of acts and of terms, the command that
        repeats a move
    """

    script: str
    data: str
    poles: dict[str, str]
    countries: dict[str, str]
    levers: dict[str, str]
    words: dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """A number of a first screen.

    Attributes
    ----------
    value : as it is shown
    interval : of 95 %, as it is shown; "" where none is known
    told : whether it is told from chance, or is no change
    """

    value: str
    interval: str = ""
    told: bool = True


@dataclass(frozen=True)
class Screen:
    """What a page begins with: the finding, the state on the ladder of states, and a table.

    Attributes
    ----------
    title : the finding, in a sentence
    of : titles of the results
    lead : where the state stands
    sentences : of each other result, its title and what it changes
    picture : the ladder
    caption, head : of the table
    rows : what is counted, and a cell for each column
    country, series : key of the state, and of each row what the model in a page calls its series; "" where it has none
    trust : how far to trust it, in a line
    """

    title: str
    of: str
    lead: str
    sentences: list[tuple[str, str]]
    picture: Picture
    caption: str
    head: list[str]
    rows: list[tuple[str, list[Cell]]]
    trust: str
    country: str = ""
    series: list[str] = field(default_factory=list)


Part = Table | Picture | Film | Workbench | str
"""What stands in a section; a text is a paragraph."""


FOLDED, OPEN = "folded", "open"
"""Of a section that can be folded: whether it is, before anyone asks for it."""


@dataclass(frozen=True)
class Section:
    """A part of the page under a heading.

    Attributes
    ----------
    key : of its own on the page
    title : the heading
    level : 2, or 3 within another
    text : paragraphs
    parts : tables, pictures and more paragraphs, in order
    scripted : whether it is nothing without a script, which shows it
    folded : whether it is folded with those of level 3 that follow: FOLDED or OPEN; "" where it is not
    """

    key: str
    title: str
    level: int = 2
    text: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    scripted: bool = False
    folded: str = ""
