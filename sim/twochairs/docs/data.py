"""The catalogue of observed figures, its columns and sources, as the page of data shows them."""

from twochairs.data.catalogue import all_sources, entry, sources_of, tables
from twochairs.data.column import Column
from twochairs.data.declared import TABLES
from twochairs.data.source import Source
from twochairs.data.table import Table
from twochairs.docs.markdown import code, span, table, unit_of
from twochairs.scenario.example import cases


def data_tables() -> str:
    """A row a table of a case."""
    rows = []
    for case in cases():
        for declared in tables(case):
            at_hand = entry(declared.name, case)
            licences = sorted({source.licence for source in sources_of(declared.name, case)})
            years = f"{at_hand.first} to {at_hand.last}"
            name = code(declared.name)
            rows.append([case, name, declared.what, declared.unit, str(at_hand.rows), years, ", ".join(licences)])
    return table(["case", "table", "what", "unit", "rows", "years", "licence of its sources"], rows)


def data_columns() -> str:
    """A section a table: what to know of it, and its columns."""
    return "\n\n".join(_section(declared) for declared in TABLES)


def data_sources() -> str:
    """A row a source of any case; of one that several have, as the first says it."""
    every: dict[str, Source] = {}
    for case in cases():
        every = all_sources(case) | every
    rows = []
    for key, source in sorted(every.items()):
        what = f"{source.title}. {source.publisher}{f', {source.version}' if source.version else ''}"
        where = f" <{source.url}>" if source.url else ""
        rows.append([code(key), f"{what}.{where}", source.licence, source.attribution, source.note])
    return table(["source", "what", "licence", "to be named as", "note"], rows)


def _section(declared: Table) -> str:
    columns = table(
        ["column", "meaning", "unit", "allowed"],
        [[code(c.name), c.meaning, unit_of(c.unit), _allowed(c)] for c in declared.columns],
    )
    key = f"Rows are told apart by {', '.join(code(name) for name in declared.key)}."
    return "\n\n".join([f"### {declared.name}", " ".join(filter(None, [declared.note, key])), columns])


def _allowed(column: Column) -> str:
    """What a cell may be, in words."""
    bounded = span(column.low, column.high)
    words = ", ".join(column.options) or (column.kind if bounded == "any" else f"{column.kind}, {bounded}")
    return f"{words}, or empty" if column.optional else words
