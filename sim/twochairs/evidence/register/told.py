"""The register in words: what an entry says, and the track record."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

from twochairs.evidence.register.entry import IDEAL_POINT, RATE, SANCTIONS, SCENARIO, VOTE, Entry
from twochairs.evidence.register.scored import Fared
from twochairs.scenario.wording import percent, signed

COLUMNS = 80
WHAT = {
    IDEAL_POINT: "UN ideal points",
    RATE: "declared rates",
    VOTE: "roll calls",
    SANCTIONS: "joining sanctions",
}
"""What is forecast, in words."""


def entry_lines(entry: Entry) -> list[str]:
    """What an entry holds, and what it rests on."""
    basis = entry.basis
    counts = [f"{sum(row['target'] == target for row in entry.rows):,} of {what}" for target, what in WHAT.items()]
    held = ", ".join(count for count in counts if not count.startswith("0 "))
    return [
        *textwrap.wrap(basis.title, COLUMNS),
        *textwrap.wrap(f"{len(entry.rows):,} forecasts: {held}", COLUMNS),
        f"from {basis.draws} sets of constants, {basis.runs} runs of each; the record to {basis.known_to} went in",
        f"fingerprint {entry.fingerprint}",
    ]


def blind_lines(path: Path, entry: Entry, found: Sequence[Fared]) -> list[str]:
    """What a hindcast of a case that nothing was fitted to says: the forecasts, where they are, how they fared."""
    return [*entry_lines(entry), f"kept in {path}, made {entry.basis.made}", "", *record_lines(found)]


def summary(found: Sequence[Fared]) -> str:
    """The track record in a sentence."""
    entries, rows = len({one.entry for one in found}), sum(one.rows for one in found)
    due = [one for one in found if one.scored]
    head = f"{rows:,} forecasts in {entries} {'entries' if entries != 1 else 'entry'}"
    if not due:
        return f"{head}; nothing that was published since is in the tables yet, so none can be scored"
    scored, better = sum(one.scored for one in due), sum(one.skill > 0.0 for one in due)
    return f"{head}; {scored:,} can be scored, and {better} of {len(due)} kinds beat what was last known"


def record_lines(found: Sequence[Fared]) -> list[str]:
    """The track record: the sentence, then a line for each entry, target and what was given."""
    lines = textwrap.wrap(summary(found), COLUMNS)
    for entry in dict.fromkeys(one.entry for one in found):
        lines.append(entry)
        for one in found:
            lines += _fared_lines(one) if one.entry == entry else []
    return lines


def _fared_lines(one: Fared) -> list[str]:
    what = WHAT[one.target] + (f", {one.given}" if one.given != SCENARIO else "")
    if one.own is None:
        return [f"  {what}: none of {one.rows} is due"]
    band = f"; bands of 90 % hold {percent(one.inside)}" if one.inside is not None else ""
    naive = ", ".join(f"{which} {score:.3f}" for which, score in one.naive.items())
    return [
        f"  {what}: {one.scored} scored; skill {signed(one.skill)}{band}",
        f"    {one.score} {one.own:.3f}, the lower the better; {naive}",
    ]
