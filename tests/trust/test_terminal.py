"""Text of files on a terminal: shown, never obeyed (D11), by every verb and in every refusal."""

import signal
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from twochairs.cli.app import main

Said = Callable[..., tuple[int, str]]
ESCAPE = r"\e[31mred\e]0;PWNED\a\r\x9b2J\u202Eback\u2066\u200E"
"""Colours, a window's title, a carriage return, an eight-bit escape, text turned round; as YAML writes them."""
SCENARIO = f"""
twochairs: 2
title: "{ESCAPE} title"
description: "{ESCAPE} description"
notice: "{ESCAPE} notice"
reference: true
clock: {{start: 2022-01, months: 6}}
poles:
  NORTH: {{name: "{ESCAPE} north", position: 1.0}}
  SOUTH: {{name: "{ESCAPE} south", position: -1.0}}
countries:
  AAA:
    name: "{ESCAPE} state"
    alignment: 0.1
    gdp: 10
    publics: {{all: {{favourability: {{NORTH: 0.3}}}}}}
    ties: {{BBB: 0.3}}
  BBB: {{name: "{ESCAPE} other", alignment: -0.2, gdp: 10, publics: {{all: {{}}}}}}
disputes:
  border: {{name: "{ESCAPE} border", between: [AAA, BBB], salience: {{AAA: 0.5, BBB: 0.5}}, tension: 0.4}}
acts:
  vote: {{name: "{ESCAPE} vote", difficulty: -0.2, every: 3 months}}
levers: {{NORTH: {{aid: 1.0}}, SOUTH: {{patronage: 0.4}}}}
timeline:
  - {{at: 2022-03, name: "{ESCAPE} event", set: {{NORTH.aid: 2.0}}, source: "{ESCAPE} source"}}
policies:
  - {{name: "{ESCAPE} policy", every: 2 months, when: "alignment[AAA] < 0.9", do: {{NORTH.pressure.AAA: "0.2"}}}}
"""
VARIANT = f'twochairs: 2\ntitle: "{ESCAPE} variant"\nextends: hostile.yaml\noverrides: {{NORTH.aid: 3.0}}\n'
EXPERIMENT = f"""
twochairs: 2
title: "{ESCAPE} experiment"
scenario: hostile.yaml
replicates: 2
factors:
  "{ESCAPE} factor": {{path: NORTH.aid, from: 0, to: 2, steps: 2}}
outcomes: ["alignment[AAA]@end"]
"""
ASKED = f"""
twochairs: 2
title: "{ESCAPE} asked"
scenario: hostile.yaml
replicates: 2
common_random_numbers: false
set: {{clock.months: 3}}
design: {{kind: sobol, points: 128}}
factors:
  "{ESCAPE} factor": {{path: NORTH.aid, from: 0, to: 2}}
  "{ESCAPE} other": {{path: countries.AAA.alignment, from: -0.5, to: 0.5}}
outcomes: ["alignment[AAA]@end"]
keep: {{series: none}}
sensitivity: {{}}
discover:
  - {{outcome: "alignment[AAA]@end > 0", name: "{ESCAPE} west", boxes: 1}}
"""
PLAYED = f"""
twochairs: 2
title: "{ESCAPE} played"
scenario: hostile.yaml
replicates: 2
set: {{clock.months: 3}}
game:
  players:
    "{ESCAPE} one": {{levers: {{NORTH.aid: [0, 2]}}, payoff: "alignment[AAA]@end"}}
    other: {{levers: {{countries.AAA.alignment: [0, 0.2]}}, payoff: "-alignment[AAA]@end"}}
  resamples: 100
keep: {{series: none}}
"""
SOUGHT = f"""
twochairs: 2
title: "{ESCAPE} sought"
scenario: hostile.yaml
replicates: 2
set: {{clock.months: 3}}
levers:
  "{ESCAPE} lever": {{path: NORTH.aid, from: 0, to: 2}}
robust:
  objectives:
    "{ESCAPE} high": {{maximise: "alignment[AAA]@end"}}
    low: {{minimise: "effort_spent[NORTH]@end"}}
  search: {{kind: sample, points: 4}}
  again: {{settings: 3}}
  resamples: 100
keep: {{series: none}}
"""
BROKEN = {
    "key": f'twochairs: 2\ntitle: x\nextends: hostile.yaml\n"{ESCAPE} key": 1\n',
    "value": f'twochairs: 2\ntitle: x\nextends: hostile.yaml\nclock: {{start: "{ESCAPE}", months: 3}}\n',
    "extends": f'twochairs: 2\ntitle: x\nextends: "{ESCAPE}.yaml"\n',
    "expression": (
        "twochairs: 2\ntitle: x\nextends: hostile.yaml\npolicies:\n"
        f'  - {{name: p, every: 2 months, when: "alignment[{ESCAPE}] < 1", do: {{NORTH.aid: "1"}}}}\n'
    ),
    "path": f'twochairs: 2\ntitle: x\nextends: hostile.yaml\noverrides: {{"{ESCAPE}.aid": 1.0}}\n',
    "raw": "twochairs: 2\ntitle: \x1b[31mraw\n",
}
SIX = ["--replicates", "2"]
NAMED = "named \x1b[31m\u202e.yaml"
"""A file whose name is one too."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    (made / "hostile.yaml").write_text(SCENARIO, "utf-8")
    (made / "variant.yaml").write_text(VARIANT, "utf-8")
    (made / NAMED).write_text(VARIANT, "utf-8")
    (made / "experiment.yaml").write_text(EXPERIMENT, "utf-8")
    (made / "asked.yaml").write_text(ASKED, "utf-8")
    (made / "played.yaml").write_text(PLAYED, "utf-8")
    (made / "sought.yaml").write_text(SOUGHT, "utf-8")
    for name, text in BROKEN.items():
        (made / f"broken-{name}.yaml").write_text(text, "utf-8")
    return made


@pytest.fixture
def said(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Runs a verb as the command does; gives the exit code, and all that it said on both channels."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["twochairs", *arguments])
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            main()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return code, "".join(capfd.readouterr())

    return run


def obeyed(text: str) -> list[str]:
    """Characters that a terminal would act on, by name or code."""
    return [
        unicodedata.name(one, hex(ord(one)))
        for one in sorted(set(text))
        if one != "\n" and unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp")
    ]


VERBS: dict[str, list[str]] = {
    "validate": ["validate", "hostile.yaml", "variant.yaml", "experiment.yaml"],
    "explain": ["explain", "hostile.yaml"],
    "diff": ["diff", "hostile.yaml", "variant.yaml"],
    "run": ["run", "hostile.yaml", *SIX, "--out", "one"],
    "run the variant": ["run", "variant.yaml", *SIX, "--out", "two"],
    "run a file of such a name": ["run", NAMED, *SIX],
    "run again": ["run", "variant.yaml", *SIX, "--out", "one"],
    "plot": ["plot", "one", "--only", "trajectories"],
    "plot what is not there": ["plot", "one", "--country", "\u202e\x1b[31m"],
    "why": ["why", "one"],
    "compare": ["compare", "one", "two", "--out", "compared"],
    "report": ["report", "one", "two", "--out", "report.html"],
    "sweep": ["sweep", "experiment.yaml", "--jobs", "0", "--out", "swept"],
    "sweep, how large": ["sweep", "experiment.yaml", "--dry-run", "--out", "swept-dry"],
    "status": ["status", "swept"],
    "verify": ["verify", "swept"],
    "replay": ["replay", "swept", "0/0"],
    "sensitivity": ["sensitivity", "asked.yaml", "--jobs", "0", "--out", "asked"],
    "discover": ["discover", "asked.yaml", "--jobs", "0", "--out", "asked"],
    "game": ["game", "played.yaml", "--jobs", "0", "--out", "played"],
    "robust": ["robust", "sought.yaml", "--jobs", "0", "--out", "sought"],
    "plot a sweep": ["plot", "swept", "--only", "response"],
}
REFUSED = ("run again", "plot what is not there")


def test_every_verb_shows_and_obeys_nothing(said: Said) -> None:
    for what, arguments in VERBS.items():
        code, text = said(*arguments)
        assert code == (1 if what in REFUSED else 0), f"{what}: {text}"
        assert obeyed(text) == [], what
        assert "Traceback" not in text


@pytest.mark.parametrize("name", list(BROKEN))
def test_every_refusal_shows_and_obeys_nothing(said: Said, name: str) -> None:
    for verb in ("validate", "run"):
        code, text = said(verb, f"broken-{name}.yaml")
        assert code == 1
        assert obeyed(text) == [], verb
        assert "Traceback" not in text


def test_what_this_test_looks_for_is_found() -> None:
    assert obeyed("fine\nžćö ✓") == []
    assert len(obeyed("\x1b \r \x9b \u202e \u2066 \u200e")) == 6
