"""The register in words: what an entry says, and the track record."""

from collections.abc import Sequence
from pathlib import Path

from twochairs.evidence.register.entry import IDEAL_POINT, RATE, SANCTIONS, VOTE, Entry
from twochairs.evidence.register.scored import Fared
from twochairs.scenario.wording import percent, signed

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
        f"{basis.title}",
        f"{len(entry.rows):,} forecasts: {held}",
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
    lines = [summary(found)]
    for one in found:
        name = f"{one.entry}, {WHAT[one.target]}" + (f", {one.given}" if one.given != "scenario" else "")
        if not one.scored:
            lines.append(f"  {name}: none of {one.rows} is due")
            continue
        naive = ", ".join(f"{which} {score:.3f}" for which, score in one.naive.items())
        band = f"; bands of 90 % hold {percent(one.inside)}" if one.inside is not None else ""
        lines.append(
            f"  {name}: {one.scored} of {one.rows} scored; {one.score} {one.own:.3f} ({naive}; the lower the better), "
            f"skill {signed(one.skill)}{band}"
        )
    return lines
