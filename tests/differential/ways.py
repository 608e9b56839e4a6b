"""The ways to come to the same numbers, each held against what must have come of an experiment's points."""

import math
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from scipy import stats
from scipy.special import expit, logit
from typer.testing import CliRunner

import twochairs
from tests.differential.experiments import QUANTITIES_KEPT, write_yaml
from tests.differential.making import Made, planned, stopping_after, swept
from tests.differential.oracle import Expected, array_of, month_of, same
from tests.long import FULL
from tests.trust.trial import content
from twochairs.cli.app import app
from twochairs.errors import Stopped
from twochairs.mesa_model import TwoChairs
from twochairs.results.tables import TABLES
from twochairs.scenario.parts import idle_of
from twochairs.sweeps.merge import merge
from twochairs.sweeps.replay import replay
from twochairs.sweeps.runner import Shard
from twochairs.world.layout import QUANTITIES

Way = Callable[[Made, Random], None]
SHARES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}


def points_are_those_of_the_design(made: Made, random: Random) -> None:
    """Of a sample, which chance places, every level is one of its factor's."""
    if made.trial.points is not None:
        assert made.points == made.trial.points
    for name, entry in made.trial.experiment["factors"].items():
        levels = entry.get("values")
        assert all(levels is None or point[name] in levels for point in made.points)


def outcomes_are_those_of_the_plain_month(made: Made, random: Random) -> None:
    """To the bit, by an evaluator of their language that shares nothing with the package's."""
    for expected in made.expected:
        rows = made.runs[made.runs["point"] == expected.number].sort_values("replicate")
        assert list(rows["replicate"]) == list(range(expected.replicates))
        for name, value in expected.point.items():
            assert (rows[name] == value).all()
        for outcome in made.trial.outcomes:
            values = np.array([outcome.value(world) for world in expected.worlds])
            assert same(rows[outcome.text].to_numpy(dtype=float), values), f"point {expected.number}: {outcome.text}"


def series_are_those_of_the_plain_month(made: Made, random: Random) -> None:
    """Of every run as the model has them, or their mean and quantiles in single precision."""
    keep = made.trial.experiment["keep"]
    if keep["series"] == "none":
        assert not (made.out / "series").exists()
        return
    step = {"all": 1, "2 months": 2, "1 year": 12}[keep["months"]]
    tables = {name: made.table(f"series/{name}") for name in sorted({table_of(q) for q in keep["quantities"]})}
    for expected in made.expected:
        for quantity in keep["quantities"]:
            frame = tables[table_of(quantity)]
            rows = frame[frame["point"] == expected.number].assign(month=lambda rows: month_of(rows["month"]))
            series = expected.series(quantity)[:, ::step]
            outer = list(range(expected.replicates)) if keep["series"] == "all" else ["mean", *SHARES]
            labels = {"replicate" if keep["series"] == "all" else "statistic": outer, "month": expected.months[::step]}
            found = array_of(rows, labels | agents_along(expected, quantity), quantity)
            found = found.reshape(len(outer), series.shape[1], -1)
            if keep["series"] == "all":
                assert same(found, series), quantity
            else:
                np.testing.assert_allclose(found, statistics(series.astype(np.float32)), rtol=3e-7, atol=1e-12)


def table_of(quantity: str) -> str:
    """The table a quantity stands in."""
    return TABLES[QUANTITIES[quantity].dims]


def agents_along(expected: Expected, quantity: str) -> dict[str, list[str]]:
    """Each kind of agent a quantity is of, with its names."""
    names = expected.layout.names
    return {dim: list(names.along(dim)) for dim in QUANTITIES[quantity].dims}


def statistics(series: np.ndarray) -> np.ndarray:
    """Mean and quantiles over runs."""
    wide = series.astype(float)
    return np.stack([wide.mean(axis=0), *(np.quantile(wide, share, axis=0) for share in SHARES.values())])


def events_are_those_of_the_plain_month(made: Made, random: Random) -> None:
    """Run by run, dated by the clock of their own point."""
    if not made.trial.experiment["keep"]["events"]:
        return
    table = made.table("events")
    for expected in made.expected:
        assert events_in(table[table["point"] == expected.number]) == expected.events()


def events_in(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The rows of a table of events, in order."""
    columns = (table["replicate"], month_of(table["month"]), table["kind"], table["name"], table["country"])
    return sorted(zip(*columns, strict=True))


def run_gives_the_same(made: Made, random: Random) -> None:
    """`twochairs run` of a point's scenario: every series, every event, the standard outcomes."""
    for expected in some(made.expected, random):
        out = made.file.parent / f"run-{expected.number}"
        if not ran(made, expected, out):
            continue
        run_is(out, expected)
        standard = pq.read_table(out / "runs").to_pandas().sort_values("replicate")
        for outcome in made.trial.outcomes:
            if outcome.text in standard:
                values = np.array([outcome.value(world) for world in expected.worlds])
                assert same(standard[outcome.text].to_numpy(dtype=float), values), outcome.text


def some(expected: list[Expected], random: Random) -> list[Expected]:
    """The points that are looked at again: all in the long form, else one, mostly the last."""
    return expected if FULL else [expected[-1] if random.random() < 0.7 else random.choice(expected)]


def ran(made: Made, expected: Expected, out: Path) -> bool:
    """Run a point's scenario into a folder; False where a point's own seed would draw other constants."""
    replicates, seed = expected.replicates, expected.seed
    kind = made.trial.experiment.get("parameters_from")
    if kind is None:
        twochairs.run(expected.scenarios[0], replicates=replicates, seed=seed, out=out)
        return True
    if seed != made.trial.experiment["seed"]:
        return False
    file = Expected(expected.trial, expected.folder, expected.number, expected.point, [{}]).file()
    words = {"--replicates": replicates, "--seed": seed, "--out": out, "--parameters": kind}
    words["--draws"] = made.trial.experiment["parameter_draws"]
    typed = [str(word) for pair in words.items() for word in pair]
    result = CliRunner().invoke(app, ["run", str(file), *typed], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return True


def run_is(out: Path, expected: Expected) -> None:
    """A run's folder holds, to the bit, what the plain month gives; nothing of parts that the scenario has not."""
    tables = {name: pq.read_table(out / "series" / name).to_pandas() for name in TABLES.values()}
    for table in tables.values():
        table["month"] = month_of(table["month"])
    without = idle_of(expected.scenarios[0].case)
    assert not [column for table in tables.values() for column in table if column in without]
    for quantity in (one for one in QUANTITIES_KEPT if one not in without):
        labels = {"replicate": list(range(expected.replicates)), "month": expected.months}
        found = array_of(tables[table_of(quantity)], labels | agents_along(expected, quantity), quantity)
        series = expected.series(quantity)
        assert same(found.reshape(series.shape), series), quantity
    assert events_in(pq.read_table(out / "events").to_pandas()) == expected.events()


def mesa_gives_the_same(made: Made, random: Random) -> None:
    """One run of each point, agent by agent."""
    for expected in some(made.expected, random):
        replicate = random.randrange(expected.replicates)
        scenario = expected.scenarios[replicate % len(expected.draws)]
        model = TwoChairs(scenario, expected.seed, expected.chance(replicate))
        kept = [model.values[:, 0].copy()]
        while model.running and len(kept) <= scenario.case.clock.months:
            model.step()
            kept.append(model.values[:, 0].copy())
        assert same(np.array(kept), expected.runs[replicate])


def replay_gives_the_same(made: Made, random: Random) -> None:
    """One run of each point, from the folder alone."""
    for expected in some(made.expected, random):
        replicate = random.randrange(expected.replicates)
        again = replay(made.out, made.job, expected.number, replicate)
        assert again.error == "" and again.differing == []
        assert same(again.values, expected.runs[replicate])
        for outcome in made.trial.outcomes:
            assert again.outcomes[outcome.text] == pytest.approx(outcome.value(expected.worlds[replicate]), 0, 0, True)


def shares_merged_are_the_same_bytes(made: Made, random: Random) -> None:
    """Shards run apart, and merged in any order."""
    folder, count = made.file.parent, random.randint(2, 3)
    shards = [swept(folder / f"shard-{n}", made.job, Shard(n, count)) for n in range(1, count + 1)]
    merge(folder / "merged", random.sample(shards, count), made.job)
    assert content(folder / "merged") == content(made.out)


def what_was_broken_off_comes_to_the_same_bytes(made: Made, random: Random) -> None:
    """A sweep stopped half way and begun again."""
    out = made.file.parent / "resumed"
    with suppress(Stopped):
        swept(out, made.job, execute=stopping_after(len(made.points) // 2))
    assert not (out / "manifest.json").exists()
    swept(out, made.job)
    assert content(out) == content(made.out)


def the_order_of_points_decides_nothing(made: Made, random: Random) -> None:
    """The points from the last to the first, written as a list."""
    experiment = dict(made.trial.experiment)
    if not experiment.get("common_random_numbers", True) or not experiment.get("outcomes"):
        return
    experiment.pop("constraints", None)
    paths = {name: {"path": entry["path"]} for name, entry in experiment["factors"].items() if "path" in entry}
    backwards = made.points[::-1]
    columns = {name: [point[name] for point in backwards] for name in made.points[0]}
    if any(len(set(map(repr, of))) == 1 for of in columns.values()):
        return  # constraints have left one level, which a list may not have
    experiment["factors"] = {name: {"values": of} | paths.get(name, {}) for name, of in columns.items()}
    experiment["design"] = {"kind": "list"}
    out = swept(made.file.parent / "backwards", planned(write_yaml(made.file.with_name("backwards.yaml"), experiment)))
    other = Made(made.trial, made.file, out, made.job)
    runs = other.runs.assign(point=len(backwards) - 1 - other.runs["point"]).sort_values(["point", "replicate"])
    pd.testing.assert_frame_equal(runs[made.runs.columns].reset_index(drop=True), made.runs.reset_index(drop=True))


def summaries_say_what_the_runs_say(made: Made, random: Random) -> None:
    """Mean, spread, quantiles and intervals, by their plain formulas or SciPy's."""
    table = pd.read_csv(made.out / "summary.csv")
    assert len(table) == len(made.points) * len(made.job.outcomes)
    for row in table.to_dict("records"):
        rows = made.runs[made.runs["point"] == row["point"]]
        values = rows[str(row["outcome"]).removeprefix("'")].to_numpy(dtype=float)
        there = values[np.isfinite(values)]
        assert row["runs"] == len(there)
        assert fits(str(row["kind"]), there)
        if len(there):
            assert row["mean"] == pytest.approx(there.mean(), 1e-12, 1e-12)
            assert row["sd"] == pytest.approx(there.std(ddof=1) if len(there) > 1 else math.nan, 1e-9, 1e-9, True)
            ordered = np.sort(np.where(np.isnan(values), np.inf, values) if row["kind"] == "month" else there)
            for name, share in SHARES.items():
                assert row[name] == pytest.approx(finite(quantile(ordered, share)), 1e-12, 1e-12, True)
        if len(there) and made.draws == [{}] and row["kind"] in ("fixed", "share", "part", "number"):
            assert (row["low"], row["high"]) == pytest.approx(ends(str(row["kind"]), there), 1e-9, 1e-9, True)


def fits(kind: str, values: np.ndarray) -> bool:
    """Whether runs have values of the kind that an outcome is declared to be."""
    whole = (values == np.round(values)).all()
    return {
        "fixed": len(set(values.tolist())) <= 1,
        "share": set(values.tolist()) <= {0.0, 1.0},
        "fraction": ((values >= 0.0) & (values <= 1.0)).all(),
        "part": ((values >= 0.0) & (values <= 1.0)).all(),
        "count": whole and (values >= 0.0).all(),
        "whole": whole,
        "month": True,
        "number": True,
    }[kind]


def finite(number: float) -> float:
    """A number, or NaN where it is infinite."""
    return number if math.isfinite(number) else math.nan


def quantile(ordered: np.ndarray, share: float) -> float:
    """On a straight line between the two nearest; infinite where one that counts is."""
    with np.errstate(invalid="ignore"):
        place = share * (len(ordered) - 1)
        low, high = float(ordered[math.floor(place)]), float(ordered[math.ceil(place)])
    return low if low == high else low + (high - low) * (place % 1.0)


def ends(kind: str, values: np.ndarray) -> tuple[float, float]:
    """A 95 % interval of a mean, by SciPy: exact of a share, else Student's, of a part on its log odds."""
    if kind == "fixed":
        return values[0], values[0]
    if kind == "share":
        exact = stats.binomtest(round(values.sum()), len(values)).proportion_ci(0.95, "exact")
        return exact.low, exact.high
    if np.ptp(values) == 0.0 or len(values) < (3 if kind == "part" else 2):
        return math.nan, math.nan
    if kind == "part":
        mean = values.mean()
        return tuple(expit(stats.t.interval(0.95, len(values) - 1, logit(mean), stats.sem(values) / (mean - mean**2))))
    return stats.t.interval(0.95, len(values) - 1, values.mean(), stats.sem(values))


READINGS = (
    points_are_those_of_the_design,
    outcomes_are_those_of_the_plain_month,
    series_are_those_of_the_plain_month,
    events_are_those_of_the_plain_month,
    summaries_say_what_the_runs_say,
)
"""What is read off the result of every experiment."""
AGAIN = (run_gives_the_same, mesa_gives_the_same, replay_gives_the_same)
"""Other ways to run its points."""
SWEPT_AGAIN = (
    the_order_of_points_decides_nothing,
    shares_merged_are_the_same_bytes,
    what_was_broken_off_comes_to_the_same_bytes,
)
"""Other ways to sweep it, one of them in the short form."""


def ways(number: int) -> tuple[Way, ...]:
    """The ways that an experiment's points are held against."""
    return (*READINGS, *AGAIN, *(SWEPT_AGAIN if FULL else SWEPT_AGAIN[number % 3 :][:1]))
