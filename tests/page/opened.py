"""A page with a scenario's model in a real browser, and what Python has for the same runs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.browsers import chromium
from twochairs.experiment.uncertainty import BEST, Draws
from twochairs.page.arrays import hash_of
from twochairs.page.baseline import kept_numbers
from twochairs.page.model import model
from twochairs.scenario.load import Scenario
from twochairs.world.rulebook import STANDARD, Rulebook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SEED = 2022


@contextmanager
def pages() -> Iterator["Pages"]:
    """Pages of one browser."""
    with chromium() as browser:
        yield Pages(browser)


class Pages:
    """A page for each script; a scenario takes the place of the one before."""

    def __init__(self, browser: "Browser") -> None:
        self._browser = browser
        self._scripts: dict[str, Page] = {}

    def open(self, script: str, data: str) -> "Page":
        """A page in which `study` is a study of some data."""
        if script not in self._scripts:
            page = self._scripts[script] = self._browser.new_page()
            page.add_script_tag(content=script)
        self._scripts[script].evaluate("data=>{globalThis.study=twochairs.open(JSON.parse(data))}", data)
        return self._scripts[script]

    def of(self, scenario: Scenario, replicates: int, rulebook: Rulebook = STANDARD, **given: Any) -> "Page":
        """A page of a scenario that keeps every slot."""
        layout = scenario.start()[0]
        made = model(scenario, rulebook, SEED, replicates, tuple(layout.names.quantities), **given)
        return self.open(made.script, made.data)


def every_hash(under: tuple[Scenario, ...], replicates: int, rulebook: Rulebook = STANDARD, draws: Draws = BEST) -> str:
    """The hash of every slot, month and replicate, run in Python."""
    watched = np.arange(under[0].start()[0].slots)
    return hash_of(kept_numbers(under, rulebook, SEED, replicates, watched))


def asked(page: "Page", call: str) -> Any:
    """What an expression comes to in a page; numbers that JSON does not know included."""
    return json.loads(page.evaluate(f"()=>JSON.stringify({call},(_,v)=>ArrayBuffer.isView(v)?[...v]:v)"))
