"""docs/experiments.md: in the long form, numbers of the answers to shipped questions are those on the page."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

import twochairs as tc
from tests.command import typed
from tests.long import FULL
from twochairs.docs.pages import DOCS
from twochairs.results.answers import Answer

ROOT = DOCS.parent
PAGE = " ".join((DOCS / "experiments.md").read_text("utf-8").split())

LESS = 97
"""A setting as the best one is, but for its pressure."""

pytestmark = pytest.mark.skipif(not FULL, reason="minutes of a processor, in the long form alone")


def answered(verb: str, name: str, folder: Path) -> Answer:
    """The answer of a shipped experiment, in a project of its own."""
    for shipped in ("scenarios", "experiments"):
        shutil.copytree(ROOT / shipped, folder / shipped)
    (folder / "twochairs.toml").touch()
    done = typed(verb, folder / "experiments" / f"{name}.yaml", "--out", folder / "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    return tc.open(folder / "out").answer(verb)


def on_the_page(*said: str) -> None:
    missing = [one for one in said if one.replace("-0.00 ", "0.00 ") not in PAGE]
    assert missing == []


def half(row: "pd.Series", name: str) -> float:
    return float(row[f"{name}_high"] - row[f"{name}_low"]) / 2.0


@pytest.fixture(scope="module")
def offer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return answered("robust", "what-the-eu-could-offer", tmp_path_factory.mktemp("offer"))


def test_what_the_union_could_offer(offer: Answer) -> None:
    frame = offer.table("settings")
    standing = frame["standing"].value_counts()
    assert standing.index.tolist() == ["front", "undecided"]
    on_the_page(
        f"Of the {len(frame)} settings {standing['front']} are on the front in 95 % of resamples or more, of "
        f"{standing['undecided']} it cannot be told, and none is off it",
        f"{len(offer.table('searched'))} [lever settings](how-to/robust.md) in five generations",
    )
    assert (frame["satisfied"] == 1.0).sum() == 9
    frame = frame.rename(
        columns={"EU.accession_credibility.SRB": "promise", "EU.aid.SRB": "aid", "EU.pressure.SRB": "pressure"}
    )
    first = frame.loc[frame["alignment"].idxmax()]
    second = frame[frame["aid"] < 1.0].nlargest(1, "alignment").iloc[0]
    less = frame.set_index("setting").loc[LESS]
    cheapest = frame.loc[frame["money"].idxmin()]
    cheap = frame[(frame["aid"] < 0.2) & (frame["pressure"] > 0.4)].nlargest(1, "alignment").iloc[0]
    on_the_page(
        f"Pressure of {first['pressure']:.2f}, a promise that is believed ({first['promise']:.2f}) and aid of "
        f"{first['aid']:.1f} % bring {first['alignment']:.2f} ± {half(first, 'alignment'):.2f} in the worst tenth of "
        f"worlds, for {first['money']:.1f} ± {half(first, 'money'):.1f} bn USD.",
        f"Aid of {second['aid']:.1f} %, with pressure of {second['pressure']:.2f} and a promise of "
        f"{second['promise']:.2f}: {second['alignment']:.2f} ± {half(second, 'alignment'):.2f}, for "
        f"{second['money']:.1f} ± {half(second, 'money'):.1f}.",
        f"aid of {cheap['aid']:.2f} %, a promise of {cheap['promise']:.2f} and pressure of {cheap['pressure']:.2f} "
        f"bring {cheap['alignment']:.2f} ± {half(cheap, 'alignment'):.2f} for {cheap['money']:.1f} bn.",
        f"The cheapest of all, with pressure of {cheapest['pressure']:.2f} and next to no aid, bring "
        f"{cheapest['alignment']:.2f} ± {half(cheapest, 'alignment'):.2f} for {cheapest['money']:.1f}.",
    )
    assert cheapest["aid"] < 0.05
    pairs = offer.table("pairs").set_index(["setting", "other", "objective"])
    apart = pairs.loc[first["setting"], LESS, "alignment"]
    assert apart["worlds_better"] == 1.0
    on_the_page(
        f"pressure of {less['pressure']:.2f}, it is {less['alignment']:.2f} ± {half(less, 'alignment'):.2f}, less by "
        f"{apart['difference']:.2f} ({apart['low']:.2f} to {apart['high']:.2f}), in every world",
        f"The first is the better by {first['alignment'] - second['alignment']:.2f}, and on average over its runs in "
        f"every world, and costs {first['money'] - second['money']:.1f} bn more.",
        f"better than the fresh runs do by {frame['alignment_optimism'].mean():.2f} of alignment on average",
    )


def test_whether_metrics_agree_on_it(offer: Answer) -> None:
    rows = offer.table("agreement")
    of = {name: own for name, own in rows.groupby("outcome")}
    alike = {"mean", "quantile 0.1", "regret max"}
    own = of["alignment[SRB]@end"]
    some = own[own["metric"].isin(alike) & own["other"].isin(alike)]["rank_correlation"]
    least = own.set_index(["metric", "other"]).loc["best", "spread"]["rank_correlation"]
    assert least == own["rank_correlation"].min()
    assert of["money_spent[EU]@end"]["rank_correlation"].min() > 0.95
    levers = offer.table("levers").set_index(["outcome", "lever"])["rank_correlation"]
    on_the_page(
        f"(rank correlations of {some.min():.2f} and more), the best world and the spread less so ({least:.2f}).",
        f"Of money all eight ways agree, and aid alone decides it ({levers['money_spent[EU]@end', 'EU.aid.SRB']:.2f}).",
    )


def test_when_serbia_stays_low(tmp_path: Path) -> None:
    answer = answered("discover", "when-serbia-stays-low", tmp_path)
    found, rows = answer.table("found"), answer.table("boxes")
    low, joined = (own for _, own in found.groupby("question", sort=False))
    assert low["told"].tolist() == [True, True, False] and joined["told"].tolist() == [True, False]
    first, best = low.iloc[0], joined.iloc[0]
    own = rows[(rows["question"] == first["question"]) & (rows["box"] == 1)].set_index("input")
    shield, offer = (own.loc[name] for name in ("RU.patronage.SRB", "EU.accession_credibility.SRB"))
    assert (shield["resamples"], offer["resamples"]) == (1.0, 1.0) and len(own) == 6
    least = rows[(rows["question"] == best["question"]) & (rows["input"] == "RU.patronage.SRB")].iloc[0]
    others = own.drop(["RU.patronage.SRB", "EU.accession_credibility.SRB"])
    assert others["without"].abs().max() < 0.02
    on_the_page(
        f"Where Russia's shield is {shield['low']:.2f} or more and the credibility of the EU's offer "
        f"{offer['high']:.2f} or less, {_ends(first, 'density')} do, and {_ends(first, 'coverage')} of all such runs "
        "lie there.",
        f"it would be {100 * first['finding_density']:.0f} % and {100 * first['finding_coverage']:.0f} %; where no "
        f"input matters the same search finds {100 * first['floor']:.0f} %.",
        f"without the shield {-100 * shield['without']:.0f} percentage points fewer of its runs would be such, without "
        f"the offer {-100 * offer['without']:.0f}.",
        f"({100 * low.iloc[1]['density']:.0f} % of its runs)",
        f"a shield of {least['high']:.2f} or less, raises that to {_ends(best, 'density')}",
    )
    inside = answer.table("inside")
    aside = inside[(inside["question"] == first["question"]) & inside["held_out"]]
    held = aside.loc[aside["box"] > 0, "share"].sum() / aside["share"].sum()
    on_the_page(f"The two hold {100 * held:.0f} % of such runs.")


def _ends(row: "pd.Series", name: str) -> str:
    value, low, high = (round(100 * row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return f"{value} % ({low} to {high})"


def test_pressure_against_the_shield(tmp_path: Path) -> None:
    answer = answered("game", "pressure-against-the-shield", tmp_path)
    sure, cost = answer.table("confidence"), answer.table("cost").set_index("player")
    [row] = sure.to_dict("records")
    assert (row["regret_limit"], row["same_in_resamples"]) == (0.0, 1.0)
    between = answer.table("between").groupby("player")["largest_gain_limit"].first()
    assert between["RU"] == 0.0
    draws = answer.table("draws")
    on_the_page(
        f"Of the {row['draws']} draws of the constants, each of 4 runs, {row['draws_with_the_same']} have it.",
        f"**In {int((draws['regret'] > 0).sum())} of the {len(draws)} draws it is otherwise.**",
        f"by {draws['regret'].max():.2f} at most.",
        f"It would be so up to more than twice the cost ({cost.loc['RU', 'factor_high']:.1f}).",
        f"the EU gains {between['EU']:.4f} at most (95 %)",
    )
    gains = answer.table("differences").set_index(["EU", "RU", "player"])
    last = gains.loc[[(one, 1.0, "RU") for one in (0.0, 0.25, 0.5, 0.75, 1.0)], "difference"]
    full, none = gains.loc[1.0, 1.0, "EU"], gains.loc[0.0, 0.0, "EU"]
    assert (full["than"], none["than"]) == (0.75, 0.25)
    on_the_page(
        f"the last quarter of the shield brings it {last.min():.2f} to {last.max():.2f} more than it costs",
        f"three quarters bring {full['difference']:.3f} ± {(full['high'] - full['low']) / 2:.3f} less than all.",
        f"none is best, by {none['difference']:.4f} ± {(none['high'] - none['low']) / 2:.4f} over a quarter.",
    )
    end = answer.table("logit").dropna().set_index(["player", "strategy"])
    on_the_page("full pressure in {probability:.2f} of cases [{low:.2f}, {high:.2f}]".format(**end.loc["EU", 1.0]))
