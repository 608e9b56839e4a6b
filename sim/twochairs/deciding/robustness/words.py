"""Lever settings in words: what is wanted, which are on the front and how surely, and what the search had promised."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from twochairs.deciding.robustness import vulnerable_words
from twochairs.deciding.robustness.agreement import Agreement
from twochairs.deciding.robustness.judged import LEFT_OFF, SURE, Judged
from twochairs.deciding.robustness.metrics import better
from twochairs.deciding.robustness.tried import Tried
from twochairs.deciding.robustness.vulnerable import Vulnerable
from twochairs.results.answers import Listed, Words
from twochairs.results.result import Result

_MOST_ROWS, _MOST_LEVERS = 12, 6
_ALIKE, _DECIDES = 0.95, 0.9
"""Rank correlations from which metrics rank alike, and a lever decides alone."""


def words(
    result: Result,
    judged: Judged,
    archive: Tried,
    numbers: Sequence[int],
    agreed: Sequence[Agreement],
    doubles: dict[str, str],
    failing: Sequence[Vulnerable],
) -> list[Words]:
    """The answer first, then what it rests on."""
    said: list[Words] = [_front(judged), _aims(judged), _size(result, judged, archive)]
    said += [f"{name} is {other} at every lever setting, and left out." for name, other in doubles.items()]
    low = judged.wanted.lowered(judged.wanted.values(archive))
    same = [name for name, of_each in zip(judged.wanted.names, low.T, strict=True) if not np.ptp(of_each)]
    said += [f"{name} is the same at every lever setting, and chooses none." for name in same]
    said.append(_listed(judged, numbers))
    said += [*_pairs(judged, numbers), *vulnerable_words.words(judged, failing), _optimism(judged)]
    return [*said, *_agreement(agreed), *_one_world(judged), _limits(result)]


def _front(judged: Judged) -> str:
    sure, undecided = int((judged.share >= SURE).sum()), len(judged.shown)
    undecided -= sure
    settings = len(judged.share)
    told = f"{_are(sure)} on the front of {settings:,} that were run again"
    if undecided:
        told += f", in {_percent(SURE)} of resamples or more"
        told += f"; of {undecided:,}{' more' if sure else ''} it cannot be told"
    off = settings - sure - undecided
    return f"{told}. {_are(off)} off it." if off else f"{told}."


def _are(count: int) -> str:
    if count == 0:
        return "No lever setting is"
    return f"{count:,} lever setting is" if count == 1 else f"{count:,} lever settings are"


def _aims(judged: Judged) -> str:
    """What is wanted, as it is written."""
    each = [
        f"{name}: {one.text} {'high' if one.sign > 0 else 'low'}, {one.over_worlds} over worlds"
        + (f" ({one.least:g} is the least that matters)" if one.least else "")
        for name, one in judged.wanted.objectives.items()
    ]
    return f"Wanted is {'; '.join(each)}. On the front is what no other is as good as in all of it and better in some."


def _size(result: Result, judged: Judged, archive: Tried) -> str:
    fresh = judged.fresh
    generations = int(archive.generation.max()) + 1
    way = f" in {generations:,} generations" if generations > 1 else ""
    told = f"The search ran {len(archive.settings):,} lever settings{way} in {archive.world_count:,} worlds, "
    told += (
        f"{archive.run_count:,} runs. Told is by {fresh.run_count:,} others: {len(fresh.settings):,} of these settings "
    )
    told += f"in {fresh.world_count:,} worlds ({_draws(fresh.draws)} of the constants, {len(fresh.worlds):,} of the "
    told += f"factors), {_runs(fresh.of_a_world)} each."
    left_out = archive.left_out + fresh.left_out
    return f"{told} {left_out:,} with a run that failed are left out." if left_out else told


def _draws(count: int) -> str:
    return "one draw" if count == 1 else f"{count:,} draws"


def _runs(count: int) -> str:
    return "one run" if count == 1 else f"{count:,} runs"


def _listed(judged: Judged, numbers: Sequence[int]) -> Listed:
    levers, names = judged.fresh.levers, judged.wanted.names
    low, high = judged.ends
    head = ["setting", *levers[:_MOST_LEVERS], *names]
    head += [*(["satisfied"] if judged.satisfied is not None else []), "on the front"]
    rows = []
    for place in judged.shown[:_MOST_ROWS]:
        row = [str(numbers[place]), *(_value(value) for value in judged.fresh.settings[place][:_MOST_LEVERS])]
        row += [
            with_half(float(judged.values[place, one]), float(high[place, one] - low[place, one]) / 2.0)
            for one in range(len(names))
        ]
        row += [] if judged.satisfied is None else [_percent(float(judged.satisfied[place]))]
        rows.append([*row, _percent(float(judged.share[place]))])
    more = len(judged.shown) - len(rows)
    caption = "Lever settings that may be on the front" + (f"; {more:,} more are in settings.csv" if more > 0 else "")
    return Listed(caption=caption, head=head, rows=rows)


def _pairs(judged: Judged, numbers: Sequence[int]) -> Iterator[str]:
    """The first two that a reader would compare, in the same worlds under the same chance."""
    if len(judged.compared) < 2:
        return
    first, second = judged.compared[:2]
    drawn = judged.again[:, first] - judged.again[:, second]
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    apart, half = judged.values[first] - judged.values[second], (high - low) / 2.0
    each = [f"{name} {with_half(float(apart[one]), float(half[one]))}" for one, name in enumerate(judged.wanted.names)]
    yield (
        f"Setting {numbers[first]} less setting {numbers[second]}, in the same worlds and under the same chance: "
        f"{', '.join(each)}. pairs.csv has others."
    )


def _optimism(judged: Judged) -> str:
    """What the search showed of its own front, and fresh runs do not."""
    chosen = judged.found_on_front
    each = []
    for place, (name, one) in enumerate(judged.wanted.objectives.items()):
        more = float(judged.optimism[chosen, place].mean()) * better(one.summary, one.sign)
        each.append(f"{name} {_signed(more)}")
    return (
        f"The search itself had {int(chosen.sum()):,} of them on the front, and showed them better than fresh runs do "
        f"(below 0: worse) by, on average: {', '.join(each)}. Other worlds are in this as well as luck."
    )


def _agreement(agreed: Sequence[Agreement]) -> Iterator[str]:
    for one in agreed:
        if not math.isfinite(one.lowest):
            continue
        if one.lowest >= _ALIKE:
            told = f"All {len(one.metrics)} metrics rank the settings alike by {one.outcome} "
            told += f"(rank correlation {one.lowest:.2f} or more)"
        else:
            at, to = np.unravel_index(np.nanargmin(one.ranks), one.ranks.shape)
            pair = f"{one.metrics[at]} and {one.metrics[to]} have a rank correlation of {_minus(f'{one.lowest:.2f}')}"
            told = f"Metrics do not rank the settings alike by {one.outcome}: {pair}"
        most = max(one.levers, key=lambda name: abs(np.nan_to_num(one.levers[name])), default=None)
        if most is not None and abs(one.levers[most]) >= _DECIDES:
            told += f"; one lever, {most}, decides it ({_minus(f'{one.levers[most]:.2f}')})"
        yield f"{told}."


def _one_world(judged: Judged) -> Iterator[str]:
    if judged.fresh.world_count == 1:
        yield "There is one world, without factors and draws of the constants: robust is here against chance alone."
    elif judged.fresh.of_a_world == 1:
        yield "A world has a single run of each setting, so that chance and worlds are not told apart."


def _limits(result: Result) -> str:
    return (
        "± is half of a 95 % interval, of worlds and chance drawn again. Of the levers, ranges and worlds that the "
        "experiment declares, each world as likely as any other; a setting is on the front of those that were run, and "
        f"off it under {_percent(LEFT_OFF)} of resamples. {result.manifest['limits']}".strip()
    )


def with_half(value: float, half: float) -> str:
    """A number with half the width of its interval, with digits that this can bear."""
    if not (math.isfinite(half) and half > 0.0):
        return _minus(f"{value:.3g}")
    places = min(12, max(0, 1 - math.floor(math.log10(half))))
    shown = f"{value:.{places}f}"
    shown = shown.removeprefix("-") if not float(shown) else shown
    return f"{_minus(shown)} ± {half:.{places}f}"


def _value(value: object) -> str:
    return _minus(f"{value:.3g}") if isinstance(value, float) else str(value)


def _signed(number: float) -> str:
    return _minus(f"{number:+.2g}")


def _minus(text: str) -> str:
    return text.replace("-", "−")


def _percent(share: float) -> str:
    return f"{100.0 * share:.0f} %"
