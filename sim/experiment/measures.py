"""What is read off each run: end values, first passages, counts, costs; and what an ensemble says of them."""

from dataclasses import dataclass

import numpy as np

from sim.experiment.ensemble import Series, by_quantity
from sim.world.layout import Layout

TENSE = 0.7
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Outcome:
    """A number read off every run.

    Attributes
    ----------
    name : in the language of outcomes, such as alignment[SRB]@end
    unit : of its values
    values : float64, one per run; NaN where a first passage did not happen
    """

    name: str
    unit: str
    values: np.ndarray


def outcomes(layout: Layout, series: list[Series]) -> list[Outcome]:
    """The standard outcomes of some runs."""
    read: list[Outcome] = []

    def add(name: str, unit: str, values: np.ndarray) -> None:
        read.append(Outcome(name, unit, values))

    names = layout.names
    alignment = by_quantity(layout, series, "alignment")
    liability = by_quantity(layout, series, "liability")
    hedging = by_quantity(layout, series, "hedging_index")
    governments = by_quantity(layout, series, "governments")
    for c, country in enumerate(names.country):
        add(f"alignment[{country}]@end", "1", alignment[:, -1, c])
        add(f"alignment[{country}]@mean", "1", _mean(alignment[:, 1:, c]))
        add(f"liability[{country}]@mean", "1", _mean(liability[:, 1:, c]))
        add(f"hedging_index[{country}]@mean", "1", _mean(hedging[:, 1:, c]))
        add(f"governments[{country}]@end", "1", governments[:, -1, c])
    joined = by_quantity(layout, series, "joined")
    for a, act in enumerate(names.act):
        for c, country in enumerate(names.country):
            add(f"{act}[{country}]@end", "1", joined[:, -1, a, c])
            add(f"first_month({act}[{country}])", "month of the run", _first(joined[:, :, a, c] > 0.0))
    accession = by_quantity(layout, series, "accession")
    for p, pole in enumerate(names.pole):
        for c, country in enumerate(names.country):
            add(f"accession[{pole}, {country}]@end", "1", accession[:, -1, p, c])
            member = _first(accession[:, :, p, c] >= 1.0)
            add(f"first_month(accession[{pole}, {country}] >= 1)", "month of the run", member)
    tension, incident = by_quantity(layout, series, "tension"), by_quantity(layout, series, "incident")
    for d, dispute in enumerate(names.dispute):
        add(f"tension[{dispute}]@mean", "1", _mean(tension[:, 1:, d]))
        add(f"first_month(tension[{dispute}] > {TENSE})", "month of the run", _first(tension[:, :, d] > TENSE))
        add(f"incidents[{dispute}]", "1", incident[:, 1:, d].sum(axis=1))
    add("regional tension@mean", "1", _mean(tension[:, 1:].reshape(len(series), -1)))
    add("spread of alignment@end", "1", np.array([float(np.std(row)) for row in alignment[:, -1]]))
    for quantity, unit in (("money_spent", "bn USD"), ("effort_spent", "lever-years")):
        spent = by_quantity(layout, series, quantity)
        for p, pole in enumerate(names.pole):
            add(f"{quantity}[{pole}]@end", unit, spent[:, -1, p])
    return read


def _mean(values: np.ndarray) -> np.ndarray:
    return values.mean(axis=1) if values.shape[1] else np.zeros(len(values))


def _first(holds: np.ndarray) -> np.ndarray:
    """First month (0 is the start) in which something holds, or NaN."""
    return np.where(holds.any(axis=1), holds.argmax(axis=1), np.nan).astype(float)


def merged(parts: list[list[Outcome]]) -> list[Outcome]:
    """Outcomes of several groups of runs, put together by name."""
    by_name: dict[str, list[Outcome]] = {}
    for part in parts:
        for outcome in part:
            by_name.setdefault(outcome.name, []).append(outcome)
    return [
        Outcome(name, group[0].unit, np.concatenate([outcome.values for outcome in group]))
        for name, group in by_name.items()
        if len(group) == len(parts)
    ]


def summary_row(outcome: Outcome) -> dict[str, str | float | int]:
    """Mean, its Monte-Carlo standard error, spread and quantiles of an outcome over the runs where it is defined."""
    values = outcome.values[np.isfinite(outcome.values)]
    count = len(values)
    mean = float(np.mean(values)) if count else float("nan")
    sd = float(np.std(values, ddof=1)) if count > 1 else float("nan")
    quantiles = np.quantile(values, QUANTILES) if count else [float("nan")] * len(QUANTILES)
    return {
        "outcome": outcome.name,
        "unit": outcome.unit,
        "runs": count,
        "share_of_runs": count / len(outcome.values),
        "mean": mean,
        "monte_carlo_error": sd / count**0.5 if count > 1 else float("nan"),
        "sd": sd,
        **{f"q{round(100 * q):02d}": float(value) for q, value in zip(QUANTILES, quantiles, strict=True)},
        "more_runs_to_halve_error": 3 * len(outcome.values),
    }
