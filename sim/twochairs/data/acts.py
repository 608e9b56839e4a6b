"""The tables of what states were seen to do: votes, declarations, sanctions."""

from twochairs.data.column import Column
from twochairs.data.table import COLLECTION, COUNTRY, NOTE, SOURCE, Table, period, share

_DATE = Column("date", "day", "of adoption")
_RESOLUTION = Column("resolution", "text", "number of the resolution")
_SUBJECT = Column("subject", "text", "what it is about")
_MEMBERS = 193


def _votes(name: str) -> Column:
    return Column(name, "whole", f"members that voted {name}", 0, _MEMBERS)


UN_VOTES = Table(
    "un_votes",
    "roll calls of the UN General Assembly on Georgia, Crimea and Ukraine",
    "",
    (
        COUNTRY,
        _DATE,
        _RESOLUTION,
        _SUBJECT,
        Column("vote", "text", "vote of the country", options=("yes", "no", "abstain", "absent")),
        COLLECTION,
        SOURCE,
    ),
    ("country", "resolution"),
    ("date",),
    "All 17 states on the resolutions to March 2022 and on ES-11/5; of other later ones only the states that a source "
    "names, its sponsors as yes. Where both collections have a vote they agree.",
)

UN_TALLIES = Table(
    "un_tallies",
    "how the whole General Assembly voted on them",
    "members",
    (
        _DATE,
        _RESOLUTION,
        _SUBJECT,
        Column("kind", "text", "which are alike, by the project's judgement"),
        _votes("yes"),
        _votes("no"),
        _votes("abstain"),
        Column("absent", "whole", "members that cast none of these", 0, _MEMBERS),
        Column("record", "whole", "number of the record in the UN Digital Library, where it was read", optional=True),
        NOTE,
        SOURCE,
    ),
    ("resolution",),
    ("date",),
    "The four add up to the members: 192, and 193 from July 2011. To 2021 they equal the sums of all states' votes; "
    "later ones are as published or reported.",
)

CFSP_RATES = Table(
    "cfsp_rates",
    "share of the EU's foreign-policy declarations that a state joined",
    "share",
    (
        COUNTRY,
        *period("month", "counted"),
        Column("about", "text", "which declarations are counted: all, or those on one state"),
        Column("joined", "whole", "declarations joined, where known", 0, optional=True),
        Column("asked", "whole", "declarations it was asked to join, where known", 1, optional=True),
        share("rate", "joined by asked"),
        Column("issuer", "text", "who counted"),
        NOTE,
        COLLECTION,
        SOURCE,
    ),
    ("country", "issuer", "about", "period_start", "period_end"),
    ("period_start", "period_end"),
    "Issuers count differently and differ by 2 to 8 points: compare within an issuer only, and do not splice them. "
    "Half-years lie within years of the same issuer. Left out: words without a figure (Serbia in 2014, ranks of 2019), "
    "rates whose year or period is not stated, and remarks on a few recent decisions.",
)

CFSP_DECLARATIONS = Table(
    "cfsp_declarations",
    "single declarations of the EU, and who joined them",
    "",
    (
        Column("date", "day", "of the decision that the declaration is on"),
        Column("act", "text", "number of the decision (CFSP)"),
        Column("theme", "text", "what it is about"),
        COUNTRY,
        Column("joined", "whole", "1 where the declaration names it, else 0", 0, 1),
        NOTE,
        SOURCE,
    ),
    ("act", "country"),
    ("date",),
    "Eight that were found, no sample drawn at random. Of 2023/421 and 2023/422 only the Western Balkans are listed.",
)

SANCTION_DATES = Table(
    "sanction_dates",
    "when a state joined the EU's sanctions on Russia",
    "",
    (
        COUNTRY,
        Column("round", "year", "year the round opened", options=("2014", "2022")),
        Column("joined", "day", "when it first joined; empty where it had not by `not_by`", optional=True),
        Column("not_by", "month", "last month a source says it had not joined", optional=True),
        NOTE,
        SOURCE,
    ),
    ("country", "round"),
    ("round",),
    "A state without a row is one no source speaks of: that is not a refusal. Members of the EU adopt the measures "
    "and have no row.",
)

SANCTION_ROUNDS = Table(
    "sanction_rounds",
    "rounds and renewals of the EU's sanctions on Russia, and who joined them",
    "",
    (
        Column("date", "day", "of the decision; in 2014 and 2019 of the list of those that joined"),
        Column("family", "text", "listings of persons, sectoral, on trade with Crimea, or a package of several"),
        Column("step", "text", "whether it opens or goes on", options=("new", "renewal")),
        Column("what", "text", "what was decided, in short"),
        COUNTRY,
        Column("joined", "whole", "1 where the list names it, else 0", 0, 1),
        NOTE,
        SOURCE,
    ),
    ("date", "country"),
    ("date",),
    "Those of which a list was found. Members of the EU adopt the measures, and Kosovo is not asked: they have no row. "
    "`sanction_dates` has the day a list was reported, up to a week after the decision, and does not count rounds on "
    "Crimea alone.",
)
