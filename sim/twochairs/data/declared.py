"""The tables of observed figures: what each holds, in what unit, and what tells its rows apart."""

from twochairs.data.acts import CFSP_DECLARATIONS, CFSP_RATES, SANCTION_DATES, SANCTION_ROUNDS, UN_TALLIES, UN_VOTES
from twochairs.data.column import Column
from twochairs.data.table import COUNTRY, NOTE, SOURCE, YEAR, Table, period, share, yearly

UN_IDEAL_POINTS = yearly(
    "un_ideal_points",
    "ideal points in the UN General Assembly, all votes",
    "scale of the original",
    "position; the higher, the nearer to the United States",
    -5.0,
    5.0,
    "Comparable over time by construction of the original. Kosovo has no vote and no row.",
)

HUB_PRICES = Table(
    "hub_prices",
    "price of natural gas in Europe",
    "USD/1000 m3",
    (
        Column("month", "month", "calendar month"),
        Column("price", "number", "mean of the month", 0.0, 10_000.0, unit="USD/1000 m3"),
        SOURCE,
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
        Column("country", "country", "ISO 3166 code; EUR for the mean of what Gazprom sold to Europe and Türkiye"),
        *period("month", "it applies to"),
        Column("low", "number", "price, or the lower end of its range", 0.0, 10_000.0, unit="USD/1000 m3"),
        Column("high", "number", "price, or the upper end of its range", 0.0, 10_000.0, unit="USD/1000 m3"),
        Column("basis", "text", "how the price is set, where stated", options=("fixed", "oil-indexed"), optional=True),
        NOTE,
        SOURCE,
    ),
    ("country", "period_start", "period_end"),
    ("period_start", "period_end"),
    "As the press has it, to whole USD. Periods may lie within each other: single months in Serbia's contract of 2022, "
    "quarters in a year's average. Left out: prices asked, planned or forecast, wholesale prices, means of imports "
    "with much gas that is not Russian, discounts without a price, and euros a MWh.",
)

IMPORT_SHARES = Table(
    "import_shares",
    "Russia's share of a state's imports of natural gas",
    "share",
    (COUNTRY, YEAR, share("share", "of the volume imported"), NOTE, SOURCE),
    ("country", "year"),
    ("year",),
    "By the partner that customs record, who need not be the producer.",
)

POLLS = Table(
    "polls",
    "answers of publics on the EU, Russia and others",
    "share",
    (
        COUNTRY,
        Column("year", "year", "year it was asked in"),
        Column(
            "month",
            "whole",
            "month it was asked in, the first of several; empty where unknown",
            1,
            12,
            optional=True,
        ),
        Column("pollster", "text", "who asked"),
        Column("question", "text", "what about, in short"),
        Column("answer", "text", "the answer counted"),
        share("share", "of those asked"),
        NOTE,
        SOURCE,
    ),
    ("country", "year", "month", "pollster", "question", "answer"),
    ("year",),
    "Pollsters differ by near 10 points on one question: compare within a pollster. Shares are as printed; of a "
    "thousand asked they are known to 3 points. Serbia's ministry, until 2017 its European Integration Office, asks "
    "twice a year: 25 waves from 2009 to 2022. Left out: polls whose year is not certain.",
)

EU_STANCES = Table(
    "eu_stances",
    "side that the party which led the government takes on the EU",
    "",
    (
        COUNTRY,
        Column("year", "year", "year of the election, or of the survey of experts"),
        Column("party", "text", "that led the government after it"),
        Column("survey", "text", "what it is read from", options=("Manifesto Project", "Chapel Hill")),
        Column("stance", "whole", "1 for the EU, -1 against; 0 as much of both, or nothing said", -1, 1),
        NOTE,
        SOURCE,
    ),
    ("country", "year", "party", "survey"),
    ("year",),
    "Signs alone: the surveys' own figures are not passed on. Programmes almost always speak for the EU, so that the "
    "few that do not tell most; of experts' surveys those of Bulgaria, Hungary and Türkiye are here, and nothing of "
    "Albania, Belarus and Kosovo. Left out: the Global Party Survey, which does not ask of the EU by itself.",
)

GDP = yearly("gdp", "gross domestic product at current prices", "bn USD", "gross domestic product", 0.0, 1e6)

POPULATION = yearly("population", "total population", "million", "residents at mid-year", 0.0, 1e4)

LIBERAL_DEMOCRACY = yearly(
    "liberal_democracy", "liberal democracy index", "index", "0 to 1; 1 is most democratic", 0.0, 1.0
)

PRESS_FREEDOM = Table(
    "press_freedom",
    "press freedom index: rank and score",
    "rank; points",
    (
        COUNTRY,
        Column("year", "year", "edition of the index"),
        Column("rank", "whole", "rank; 1 is freest", 1, 200, optional=True),
        Column("score", "number", "score; 100 is freest; none before 2013", 0.0, 100.0, optional=True),
        Column("method", "year", "year the method begins", options=("2002", "2013", "2022")),
        SOURCE,
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
        COUNTRY,
        *period("year", "counted"),
        Column("supplier", "text", "code of the state; EU for its members together; other"),
        share("share", "of the volume delivered"),
        SOURCE,
    ),
    ("country", "period_start", "supplier"),
    ("period_start", "period_end"),
    "Shares of small volumes move much: one delivery can be all of five years. No row, no delivery.",
)

TRADE_SHARES = Table(
    "trade_shares",
    "shares of partners in a state's trade in goods",
    "share",
    (
        COUNTRY,
        YEAR,
        Column("partner", "country", "code of the partner"),
        share("share", "of exports and imports together"),
        SOURCE,
    ),
    ("country", "year", "partner"),
    ("year",),
    "As the state itself reports them.",
)

AID_SHARES = Table(
    "aid_shares",
    "aid of donors, a year's mean of a period",
    "% of GDP",
    (
        COUNTRY,
        *period("year", "counted"),
        Column("donor", "country", "code of the donor"),
        Column("measure", "text", "what is counted", options=("committed", "given")),
        Column("value", "number", "of the state's GDP", 0.0, 100.0, unit="% of GDP"),
        SOURCE,
    ),
    ("country", "period_start", "donor", "measure"),
    ("period_start", "period_end"),
    "What is committed is not what is given: compare within a measure only.",
)

TABLES = (
    UN_IDEAL_POINTS,
    UN_VOTES,
    UN_TALLIES,
    CFSP_RATES,
    CFSP_DECLARATIONS,
    SANCTION_DATES,
    SANCTION_ROUNDS,
    HUB_PRICES,
    CONTRACT_PRICES,
    IMPORT_SHARES,
    POLLS,
    EU_STANCES,
    GDP,
    POPULATION,
    LIBERAL_DEMOCRACY,
    PRESS_FREEDOM,
    ARMS_SHARES,
    TRADE_SHARES,
    AID_SHARES,
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
        NOTE,
    ),
    ("source",),
    (),
)
"""Not one of the tables: where their figures come from."""
