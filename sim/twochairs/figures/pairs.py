"""Results run by run, under the same chance: the mean of their differences, what is typical, what stands apart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from twochairs.figures import read
from twochairs.figures import text as words
from twochairs.results.paired import check_paired, replicates_of_both
from twochairs.statistics.estimate import Estimate, along
from twochairs.statistics.kinds import NUMBER
from twochairs.statistics.paired import difference
from twochairs.statistics.sample import Drawn

if TYPE_CHECKING:
    from twochairs.results.result import Result

SMALL = 0.02
"""Units of alignment below which a difference hardly matters: a hundredth of the axis."""
VISIBLE = 0.0005
"""The smallest difference that three decimals show."""
_FENCE = 3.0
"""A pair stands apart where it is so many widths of the middle half beyond it, and matters."""


@dataclass(frozen=True)
class Pairs:
    """What pairs of runs differ by.

    Attributes
    ----------
    values : second less first, shape (pair, month)
    draw : of each pair, where constants were drawn
    """

    values: np.ndarray
    draw: Drawn | None

    def __len__(self) -> int:
        return len(self.values)

    def along(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Mean and ends of its 95 % interval, each of shape (month,)."""
        return along(self.values, self.draw)

    def at_end(self) -> Estimate:
        """The mean difference of the last month."""
        return difference(self.values[:, -1], NUMBER, self.draw)

    @property
    def median(self) -> float:
        """Of the last month."""
        return float(np.median(self.values[:, -1]))

    @property
    def apart(self) -> np.ndarray:
        """Which pairs stand apart from the others in the last month, shape (pair,).

        Source
        ------
        Tukey, J. W. (1977): Exploratory data analysis. Addison-Wesley, chapter 2 (values far out)
        """
        ends = self.values[:, -1]
        lower, upper = np.quantile(ends, (0.25, 0.75))
        beyond = max(_FENCE * (upper - lower), SMALL)
        return np.asarray((ends < lower - beyond) | (ends > upper + beyond))

    @property
    def split(self) -> bool:
        """Whether the mean of the last month is no typical pair: some stand apart, or it lies outside 90 % of them."""
        if len(self) < 2:
            return False
        low, high = np.quantile(self.values[:, -1], (0.05, 0.95))
        return bool(self.apart.any()) or not low - 1e-12 <= self.values[:, -1].mean() <= high + 1e-12

    def typical(self) -> str:
        """The median of the last month, and how many pairs lie beyond what."""
        return ", ".join([f"median {words.signed(self.median, 3)}", *self._beyond()])

    def _beyond(self) -> list[str]:
        ends, apart = self.values[:, -1], self.apart
        least, most = ends[~apart].min(), ends[~apart].max()
        told = []
        if (above := ends[ends > most]).size:
            told.append(f"{len(above)} of {len(self)} pairs above {_round(between(most, above.min()))}")
        if (below := ends[ends < least]).size:
            told.append(f"{len(below)} of {len(self)} pairs below {_round(-between(-least, -below.max()))}")
        return told


def between(low: float, high: float) -> float:
    """The roundest number above one and below another, which is larger."""
    for digits in range(6):
        found = round((math.floor(low * 10.0**digits + 1e-9) + 1) / 10.0**digits, digits)
        if low < found < high:
            return found
    return (low + high) / 2.0


def _round(value: float) -> str:
    """A round number, with the digits that it has."""
    return words.signed(value, next((digits for digits in range(1, 5) if round(value, digits) == value), 5))


def differences(results: "Sequence[Result]", country: str, quantity: str = "alignment") -> list[Pairs]:
    """A country's quantity in each other result minus the first, run by run.

    Raises
    ------
    NotPossible : where the runs do not share their chance, or the country is not in all
    """
    check_paired(results)
    for result in results:
        read.countries(result, [country])
    base = read.series(results[0], quantity).sel(country=country)
    found = []
    for other in results[1:]:
        theirs = read.series(other, quantity).sel(country=country)
        numbers = [one["replicate"].to_numpy() for one in (base, theirs)]
        common, (mine, of_other) = replicates_of_both(results[0], other, *numbers)
        moved = theirs.to_numpy()[of_other] - base.to_numpy()[mine]
        found.append(Pairs(moved, results[0].draw_of(common)))
    return found


def mean_text(found: Estimate) -> str:
    """A mean difference with its interval, or with why it has none."""
    mean, low, high = (words.signed(end, 3) for end in (found.mean, found.low, found.high))
    if np.isfinite(found.low):
        return f"{mean} [{low}, {high}]"
    return f"{mean} in all {found.runs} pairs" if found.runs > 1 and not found.varied else mean


def way(result: "Result", country: str, change: float) -> str:
    """How far a change of alignment takes a state towards the next one in its direction, in words; "" of no matter.

    Both stand at their medians of the last month.
    """
    if abs(change) < VISIBLE:
        return ""
    ahead = {key: far for key, far in distances(result, country, change).items() if far > SMALL}
    if not ahead:
        return ""
    nearest = min(ahead, key=lambda key: ahead[key])
    name = read.spoken(result, "country", nearest).within
    share = abs(change) / ahead[nearest]
    return f"past {name}" if share > 1.0 else f"{max(1.0, 100.0 * share):.0f} % of the way to {name}"


def distances(result: "Result", country: str, change: float, start: float | None = None) -> dict[str, float]:
    """How far away each other state ends, in the direction of a change of alignment; below 0 where it lies behind.

    Parameters
    ----------
    start : where the state stands that changes; its own median of the last month where None, as of the others
    """
    ends = {
        key: float(np.median(read.series(result, "alignment").sel(country=key).to_numpy()[:, -1]))
        for key in read.countries(result)
    }
    own = ends[country] if start is None else start
    return {key: float((end - own) * np.sign(change)) for key, end in ends.items() if key != country}
