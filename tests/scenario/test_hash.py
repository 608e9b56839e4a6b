"""The same scenario, however written, has the same hash; another scenario has another (C6)."""

import re
from collections.abc import Callable
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.scenario.corpus import HERE
from twochairs.scenario.load import load

GOOD = HERE / "good"
SMALL = (GOOD / "small.yaml").read_text("utf-8")


@pytest.fixture
def hashed(tmp_path: Path) -> Callable[..., str]:
    """The hash of a scenario written as given, beside the files it names."""
    for name in ("prices.csv", "sources.csv", "small.yaml"):
        (tmp_path / name).write_bytes((GOOD / name).read_bytes())

    def call(text: str | bytes, name: str = "case.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(path).hash

    return call


@lru_cache(maxsize=1)
def hash_of_small() -> str:
    """The hash of the good file itself."""
    return load(GOOD / "small.yaml").hash


def _data() -> Any:
    return YAML(typ="safe", pure=True).load(SMALL)


def _written(data: Any, flow: bool = False) -> str:
    out = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.dump(data, out)
    return out.getvalue()


def _reversed(data: Any) -> Any:
    """The order of keys turned round; that of lists has a meaning."""
    if isinstance(data, dict):
        return {key: _reversed(value) for key, value in reversed(data.items())}
    return [_reversed(item) for item in data] if isinstance(data, list) else data


SAME = {
    "crlf": SMALL.replace("\n", "\r\n").encode(),
    "bom": b"\xef\xbb\xbf" + SMALL.encode(),
    "comments": re.sub(r"\n", "   # a comment\n\n", SMALL),
    "no comments": re.sub(r"^#.*\n", "", SMALL),
    "document start": "---\n" + SMALL,
    "document end": SMALL + "...\n",
    "trailing blanks": SMALL.replace("\n", "   \n"),
    "no end of line": SMALL.rstrip("\n"),
    "block": _written(_data()),
    "flow": _written(_data(), flow=True),
    "key order": _written(_reversed(_data())),
    "json": _written(_data(), flow=True).replace("'", '"'),
    "quoted keys": re.sub(r"^(\w+):", r'"\1":', SMALL, flags=re.MULTILINE),
    "quoted texts": SMALL.replace("seller: CRO", "seller: 'CRO'").replace("start: 2030-01", 'start: "2030-01"'),
    "other numbers": SMALL.replace("alignment: 0.1", "alignment: 1e-1").replace("gdp: 60", "gdp: +60.00"),
    "whole and real": SMALL.replace("position: 1.0", "position: 1").replace("gdp: 20", "gdp: 2.0E+1"),
    "no zero in front": SMALL.replace("share: 0.6", "share: .6").replace("rivalry: 0.4", "rivalry: 0.400"),
    "alias": "ties: *t".join(SMALL.replace("ties: {ALD: 0.3}", "ties: &t {ALD: 0.3}", 1).rsplit("ties: {ALD: 0.3}", 1)),
    "defaults written out": SMALL.replace("world: {", "world: {hub_reversion: 1.0, ").replace(
        "arms: true", "noise: true"
    ),
    "lever spread": SMALL.replace("influence_effort: 0.3", "influence_effort: {default: 0.3}"),
    "title and description": SMALL.replace("title: Three", "title: 3").replace("something of everything", "anything"),
    "not a reference": SMALL.replace("reference: true\n", ""),
    "no sources": SMALL.replace("sources: sources.csv\n", ""),
    "series inline": SMALL.replace("hub_series: prices.csv", "hub_series: {2030-03: 305, 2030-01: 300, 2030-02: 310}"),
}


@pytest.mark.parametrize("way", SAME)
def test_another_way_to_write_it(way: str, hashed: Callable[..., str]) -> None:
    assert SAME[way] != SMALL
    assert hashed(SAME[way]) == hash_of_small()


def test_another_name_or_an_empty_extension(hashed: Callable[..., str]) -> None:
    assert hashed(SMALL, "other.yaml") == hashed(SMALL)
    assert hashed("twochairs: 2\ntitle: the same\nextends: small.yaml\n") == hashed(SMALL)


def test_a_value_in_a_file_in_an_override_and_beside_it_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "prices.csv").write_bytes((GOOD / "prices.csv").read_bytes())
    (tmp_path / "sources.csv").write_bytes((GOOD / "sources.csv").read_bytes())
    (tmp_path / "small.yaml").write_text(SMALL)
    head = "twochairs: 2\ntitle: x\nextends: small.yaml\n"
    key = tmp_path / "key.yaml"
    key.write_text(f"{head}levers: {{LEA: {{pressure: {{ALD: 0.7}}}}}}\n")
    override = tmp_path / "override.yaml"
    override.write_text(f"{head}overrides: {{LEA.pressure.ALD: 0.7}}\n")
    alone = load(tmp_path / "small.yaml", {"LEA.pressure.ALD": "0.7"})
    assert load(key).hash == load(override).hash == alone.hash


CHANGED = [
    ("alignment: 0.1", "alignment: 0.10000001"),
    ("gdp: 60", "gdp: 61"),
    ("months: 36", "months: 35"),
    ("start: 2030-01", "start: 2029-12"),
    ("hub_price: 300", "hub_price: 301"),
    ("position: -0.9", "position: -0.8"),
    ("challenger: western", "challenger: member"),
    ("weight: 0.2", "weight: 0.3"),
    ("2032-11", "2032-10"),
    ("kin: BOR", "kin: CAS"),
    ("ally: 0.3, partner: 0.4", "ally: 0.4, partner: 0.3"),
    ("until: 2031-05", "until: 2031-06"),
    ("seller: CRO, demand", "seller: LEA, demand"),
    ("tension: 0.3", "tension: 0.31"),
    ("renew: 3 months", "renew: 4 months"),
    ("per_year: 60", "per_year: 61"),
    ("gas_discount: {ALD: 0.4}", "gas_discount: {ALD: 0.4, BOR: 0.1}"),
    ("inertia_rate: 0.8", "inertia_rate: 0.9"),
    ("arms: true", "arms: false"),
    ("at: 2030-06", "at: 2030-07"),
    ("rivalry: 0.9", "rivalry: 0.8"),
    ("CRO: -0.6}", "CRO: -0.5}"),
    ("probability: 0.3", "probability: 0.4"),
    ("every: 6 months\n", "every: 5 months\n"),
    ("< 0.2 and not", "< 0.2 or not"),
    ("+ 0.1)", "+ 0.2)"),
    ("hub_series: prices.csv\n", ""),
]


@pytest.mark.parametrize(("old", "new"), CHANGED, ids=[new.strip() or old.strip() for old, new in CHANGED])
def test_a_changed_value(old: str, new: str, hashed: Callable[..., str]) -> None:
    assert old in SMALL
    assert hashed(SMALL.replace(old, new, 1)) != hash_of_small()


def test_the_order_of_the_timeline_counts(hashed: Callable[..., str]) -> None:
    data = _data()
    data["timeline"].reverse()
    assert hashed(_written(data)) != hashed(SMALL)


def test_the_order_of_overrides_does_not(hashed: Callable[..., str]) -> None:
    head = "twochairs: 2\ntitle: x\nextends: small.yaml\n"
    one = hashed(f"{head}overrides: {{LEA.pressure: 0.2, LEA.pressure.ALD: 0.7, rivalry: 0.1}}\n")
    other = hashed(f"{head}overrides: {{rivalry: 0.1, LEA.pressure.ALD: 0.7, LEA.pressure: 0.2}}\n")
    assert one == other != hashed(SMALL)


def test_a_changed_price_of_the_series(tmp_path: Path, hashed: Callable[..., str]) -> None:
    before = hashed(SMALL)
    prices = tmp_path / "prices.csv"
    prices.write_bytes(prices.read_bytes().replace(b"\n", b"\r\n"))
    assert hashed(SMALL) == before
    prices.write_bytes(prices.read_bytes().replace(b"310", b"311"))
    assert hashed(SMALL) != before
