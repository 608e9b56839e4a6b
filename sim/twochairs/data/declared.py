"""The tables of observed figures: what each holds, in what unit, and what tells its rows apart."""

from dataclasses import dataclass
from typing import Literal

from twochairs.data.column import Column


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes
    ----------
    name : of the table and its file
    what : what it holds, in a line
    unit : of its figures; empty where they have none
    columns : in the order of the file
    key : columns that tell rows apart
    when : column of the year, month or day of a row; two where it spans a period
    note : what to know before using it
    """

    name: str
    what: str
    unit: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    when: tuple[str, ...]
    note: str = ""

    @property
    def names(self) -> list[str]:
        """Of the columns."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


_COUNTRY = Column("country", "country", "ISO 3166 code; XKX for Kosovo")
_YEAR = Column("year", "year", "calendar year")
_SOURCE = Column("source", "text", "key of the source")
_NOTE = Column("note", "text", "what to know of the row", optional=True)


def _yearly(name: str, what: str, unit: str, meaning: str, low: float, high: float, note: str = "") -> Table:
    value = Column("value", "number", meaning, low, high, unit=unit)
    return Table(name, what, unit, (_COUNTRY, _YEAR, value, _SOURCE), ("country", "year"), ("year",), note)


def _share(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, 0.0, 1.0)


def _period(kind: Literal["year", "month"], what: str) -> tuple[Column, Column]:
    return Column("period_start", kind, f"first {kind} {what}"), Column("period_end", kind, f"last {kind} {what}")


UN_IDEAL_POINTS = _yearly(
    "un_ideal_points",
    "ideal points in the UN General Assembly, all votes",
    "scale of the original",
    "position; the higher, the nearer to the United States",
    -5.0,
    5.0,
    "Comparable over time by construction of the original. Kosovo has no vote and no row.",
)

UN_VOTES = Table(
    "un_votes",
    "roll calls of the UN General Assembly on Georgia, Crimea and Ukraine",
    "",
    (
        _COUNTRY,
        Column("date", "day", "of adoption"),
        Column("resolution", "text", "number of the resolution"),
        Column("subject", "text", "what it is about"),
        Column("vote", "text", "vote of the country", options=("yes", "no", "abstain", "absent")),
        _SOURCE,
    ),
    ("country", "resolution"),
    ("date",),
    "Whole roll calls to March 2022; of later ones only the states that a source names.",
)

CFSP_RATES = Table(
    "cfsp_rates",
    "share of the EU's foreign-policy declarations that a state joined",
    "share",
    (
        _COUNTRY,
        *_period("month", "counted"),
        Column("joined", "whole", "declarations joined, where known", 0, optional=True),
        Column("asked", "whole", "declarations it was asked to join, where known", 1, optional=True),
        _share("rate", "joined by asked"),
        Column("issuer", "text", "who counted"),
        _NOTE,
        _SOURCE,
    ),
    ("country", "issuer", "period_start", "period_end"),
    ("period_start", "period_end"),
    "Issuers count differently and differ by 2 to 8 points: compare within an issuer only, and do not splice them. "
    "Half-years lie within years of the same issuer. Left out: words without a figure (Serbia in 2014), rates whose "
    "period is not stated, and remarks on a few recent decisions.",
)

SANCTION_DATES = Table(
    "sanction_dates",
    "when a state joined the EU's sanctions on Russia",
    "",
    (
        _COUNTRY,
        Column("round", "year", "year the round opened", options=("2014", "2022")),
        Column("joined", "day", "when it first joined; empty where it had not by `not_by`", optional=True),
        Column("not_by", "month", "last month a source says it had not joined", optional=True),
        _NOTE,
        _SOURCE,
    ),
    ("country", "round"),
    ("round",),
    "A state without a row is one no source speaks of: that is not a refusal. Members of the EU adopt the measures "
    "and have no row.",
)

HUB_PRICES = Table(
    "hub_prices",
    "price of natural gas in Europe",
    "USD/1000 m3",
    (
        Column("month", "month", "calendar month"),
        Column("price", "number", "mean of the month", 0.0, 10_000.0, unit="USD/1000 m3"),
        _SOURCE,
    ),
    ("month",),
    ("month",),
    "TTF from April 2015, before that an average price of imports; nominal; 35.7 mmbtu in 1000 m3.",
)

CONTRACT_PRICES = Table(
    "contract_prices",
    "price a state pays Russia for gas",
    "USD/1000 m3",
    (
        _COUNTRY,
        *_period("month", "it applies to"),
        Column("low", "number", "price, or the lower end of its range", 0.0, 10_000.0, unit="USD/1000 m3"),
        Column("high", "number", "price, or the upper end of its range", 0.0, 10_000.0, unit="USD/1000 m3"),
        Column("basis", "text", "how the price is set", options=("fixed", "oil-indexed")),
        _NOTE,
        _SOURCE,
    ),
    ("country", "period_start", "period_end"),
    ("period_start", "period_end"),
    "Serbia alone, as the press has it; single months lie within the contract of 2022.",
)

IMPORT_SHARES = Table(
    "import_shares",
    "Russia's share of a state's imports of natural gas",
    "share",
    (_COUNTRY, _YEAR, _share("share", "of the volume imported"), _NOTE, _SOURCE),
    ("country", "year"),
    ("year",),
    "By the partner that customs record, who need not be the producer.",
)

POLLS = Table(
    "polls",
    "answers of publics on the EU, Russia and others",
    "share",
    (
        _COUNTRY,
        Column("year", "year", "year it was asked in"),
        Column("pollster", "text", "who asked"),
        Column("question", "text", "what about, in short"),
        Column("answer", "text", "the answer counted"),
        _share("share", "of those asked"),
        _SOURCE,
    ),
    ("country", "year", "pollster", "question", "answer"),
    ("year",),
    "Pollsters differ by near 10 points on one question: compare within a pollster.",
)

GDP = _yearly("gdp", "gross domestic product at current prices", "bn USD", "gross domestic product", 0.0, 1e6)

POPULATION = _yearly("population", "total population", "million", "residents at mid-year", 0.0, 1e4)

LIBERAL_DEMOCRACY = _yearly(
    "liberal_democracy", "liberal democracy index", "index", "0 to 1; 1 is most democratic", 0.0, 1.0
)

PRESS_FREEDOM = Table(
    "press_freedom",
    "press freedom index: rank and score",
    "rank; points",
    (
        _COUNTRY,
        Column("year", "year", "edition of the index"),
        Column("rank", "whole", "rank; 1 is freest", 1, 200, optional=True),
        Column("score", "number", "score; 100 is freest; none before 2013", 0.0, 100.0, optional=True),
        Column("method", "year", "year the method begins", options=("2002", "2013", "2022")),
        _SOURCE,
    ),
    ("country", "year"),
    ("year",),
    "The method changed in 2013 and in 2022: levels are not to be compared across. No edition of 2011.",
)

ARMS_SHARES = Table(
    "arms_shares",
    "shares of suppliers in a state's deliveries of major arms over five years",
    "share",
    (
        _COUNTRY,
        *_period("year", "counted"),
        Column("supplier", "text", "code of the state; EU for its members together; other"),
        _share("share", "of the volume delivered"),
        _SOURCE,
    ),
    ("country", "period_start", "supplier"),
    ("period_start", "period_end"),
    "Shares of small volumes move much: one delivery can be all of five years. No row, no delivery.",
)

TABLES = (
    UN_IDEAL_POINTS,
    UN_VOTES,
    CFSP_RATES,
    SANCTION_DATES,
    HUB_PRICES,
    CONTRACT_PRICES,
    IMPORT_SHARES,
    POLLS,
    GDP,
    POPULATION,
    LIBERAL_DEMOCRACY,
    PRESS_FREEDOM,
    ARMS_SHARES,
)

SOURCES = Table(
    "sources",
    "sources of the tables",
    "",
    (
        Column("source", "text", "key"),
        Column("title", "text", "title"),
        Column("publisher", "text", "who made or published it"),
        Column("version", "text", "release, or day of publication", optional=True),
        Column("url", "text", "where it stands", optional=True),
        Column("licence", "text", "what may be done with it; facts only: figures as facts, no text"),
        Column("attribution", "text", "how to name it"),
        _NOTE,
    ),
    ("source",),
    (),
)
"""Not one of the tables: where their figures come from."""
