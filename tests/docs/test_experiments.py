"""docs/experiments.md: numbers of two points of each grid, run again, are those on the page."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import twochairs
from tests.trust.trial import job_of, swept
from twochairs.docs.pages import DOCS

ROOT = DOCS.parent
PAGE = " ".join((DOCS / "experiments.md").read_text("utf-8").split())
POINTS: dict[str, dict[str, tuple[float, float]]] = {
    "pressure-and-gas": {"EU.pressure": (0.0, 1.0), "RU.gas_discount": (0.6, 0.0)},
    "media-and-pressure": {"countries.SRB.media_freedom": (0.1, 0.9), "EU.pressure.SRB": (0.0, 0.0)},
    "kosovo-tension-and-patronage": {"disputes.kosovo.tension": (0.4, 0.8), "RU.patronage.SRB": (0.0, 1.0)},
    "dependence-and-hub-price": {"countries.SRB.gas.dependence": (0.0, 0.0), "world.hub_level": (150.0, 1600.0)},
    "pressure-against-the-shield": {"EU.pressure.SRB": (1.0, 0.0), "RU.patronage.SRB": (1.0, 1.0)},
    "contagion": {"countries.SRB.government.course": (-0.8, 0.8), "parameters.w_peer": (1.0, 1.0)},
    "guarantee-and-pressure": {"US.security_guarantee.PHL": (0.0, 1.0), "CN.pressure.PHL": (1.0, 0.0)},
}
NET = "(alignment[SRB]@end + 0.5 * favourability[SRB.all, EU]@end) - (0.001 * effort_spent[EU]@end)"
"""What is left of the EU's payoff in the game."""
SAID = {
    "pressure-and-gas": [
        (
            "declared_rate[SRB]@mean",
            "goes from {0:.3f} ± {e0:.3f} (no pressure, largest discount) to {1:.3f} ± {e1:.3f} (full pressure",
        ),
        ("sanctions[SRB]@end", "and joining sanctions by 2031 from {0:.3f} ± {e0:.3f} to {1:.3f} ± {e1:.3f} of runs"),
        ("alignment[SRB]@end", "Alignment in 2031 goes from {0:.3f} ± {e0:.3f} to {1:.3f} ± {e1:.3f} on"),
        ("liability[SRB]@mean", "The liability index goes from {0:.3f} ± {e0:.3f} to {1:.3f} ± {e1:.3f} between"),
    ],
    "media-and-pressure": [
        ("alignment[SRB]@end", "next to nothing to the alignment ({d:+.3f} ± {ed:.3f})"),
        ("governments[SRB]@end > 0", "{0:.2f} ± {e0:.2f} of runs at freedom 0.1, in {1:.3f} ± {e1:.3f} at 0.9"),
    ],
    "kosovo-tension-and-patronage": [
        ("alignment[SRB]@end", "Serbia ends at {0:.3f} ± {e0:.3f} and joins"),
        ("alignment[SRB]@end", "at a tension of 0.8, at {1:.3f} ± {e1:.3f} and in"),
        ("sanctions[SRB]@end", "and in {1:.3f} ± {e1:.3f}. At a tension of 0.4"),
    ],
    "dependence-and-hub-price": [
        ("gas_bill[SRB]@mean", "the bill grows from {0:.2f} ± {e0:.2f} to {1:.2f} ± {e1:.2f} bn USD a year"),
        ("alignment[SRB]@end", "next to nothing to the course ({d:+.3f} ± {ed:.3f})"),
    ],
    "pressure-against-the-shield": [(NET, "brings {0:.3f} where none brings {1:.3f}, and three quarters")],
    "contagion": [
        ("alignment[BIH]@end", "| 1 (the case has 1.1) | {d:+.3f} ± {ed:.3f} |"),
        ("alignment[MNE]@end", "| {d:+.3f} ± {ed:.3f} | -0.002 ± 0.000 |"),
    ],
    "guarantee-and-pressure": [
        ("alignment[PHL]@end", "Alignment in 2033 goes from {0:.3f} ± {e0:.3f} (no guarantee"),
        ("alignment[PHL]@end", "full pressure) to {1:.3f} ± {e1:.3f} (a full guarantee"),
        ("patrols[PHL]@mean", "in which it joins patrols from {0:.3f} ± {e0:.3f} to {1:.3f} ± {e1:.3f}."),
    ],
}
"""Outcomes, and how the page says them: 0 and 1 are the points' means, d their difference, e the errors of these."""
BESIDE = ("staged-accession", "kosovo-settlement", "patron-trades-kosovo")
"""Variants of the shipped case whose effects stand beside those of pressure and gas."""


def two_points(name: str) -> dict[str, Any]:
    """The shipped experiment, at two points of its grid alone."""
    data: dict[str, Any] = YAML(typ="safe").load((ROOT / "experiments" / f"{name}.yaml").read_text("utf-8"))
    if "game" in data:
        players = data.pop("game")["players"].values()
        data |= {"factors": {path: None for player in players for path in player["levers"]}, "outcomes": [NET]}
        data["figures"] = []
    assert sorted(data["factors"]) == sorted(POINTS[name])
    data["set"] = {factor: values[0] for factor, values in POINTS[name].items() if values[0] == values[1]}
    data["factors"] = {f: {"values": list(values)} for f, values in POINTS[name].items() if f not in data["set"]}
    data["design"] = {"kind": "list"}
    data["keep"] = {"series": "none"}
    return data


@pytest.mark.parametrize("name", POINTS)
def test_numbers_on_the_page_are_those_of_the_present_rules_and_constants(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    (tmp_path / "twochairs.toml").touch()
    path = tmp_path / "experiments" / f"{name}.yaml"
    path.parent.mkdir()
    path.write_text(json.dumps(two_points(name)), "utf-8")
    swept(tmp_path / "out", job_of(path))
    sweep = twochairs.open(tmp_path / "out")
    for outcome, sentence in SAID[name]:
        first, second = sweep.outcome(outcome).astype(float).values
        numbers = {"d": (second - first).mean(), "ed": (second - first).std(ddof=1) / len(first) ** 0.5}
        numbers |= {"e0": first.std(ddof=1) / len(first) ** 0.5, "e1": second.std(ddof=1) / len(second) ** 0.5}
        said = re.sub(r"[+-](0\.0+)\b", r"\1", sentence.format(first.mean(), second.mean(), **numbers))
        assert said in PAGE, (outcome, said)


def test_what_variants_do_is_as_the_page_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios" / "balkans", tmp_path / "balkans")
    shipped = YAML(typ="safe").load((ROOT / "experiments" / "pressure-and-gas.yaml").read_text("utf-8"))
    outcomes = shipped["outcomes"][:3]
    files = [f"balkans/{name}.yaml" for name in ("serbia-2022", *BESIDE)]
    data = {key: shipped[key] for key in ("twochairs", "replicates", "seed")} | {
        "title": "Variants",
        "outcomes": outcomes,
    }
    data |= {"factors": {"scenario": files}, "design": {"kind": "list"}, "keep": {"series": "none"}}
    path = tmp_path / "variants.yaml"
    path.write_text(json.dumps(data), "utf-8")
    swept(tmp_path / "out", job_of(path))
    of_runs = [twochairs.open(tmp_path / "out").outcome(outcome).astype(float).values for outcome in outcomes]
    for place, name in enumerate(BESIDE, start=1):
        apart = [values[place] - values[0] for values in of_runs]
        cells = " | ".join(f"{one.mean():+.3f} ± {one.std(ddof=1) / len(one) ** 0.5:.3f}" for one in apart)
        assert f"{name}.yaml)) | {cells} |" in PAGE, (name, cells)
