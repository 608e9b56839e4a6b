"""Firefox for tests of pages, driven by WebDriver BiDi, which it speaks by itself: no driver beside it."""

import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("firefox-esr", "firefox")
FIREFOX = next((found for name in NAMES if (found := shutil.which(name))), None)
STARTS, ANSWERS = 120.0, 300.0
"""Seconds in which it must listen, and in which it must answer."""
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """A tab of a Firefox without a window.

    Attributes
    ----------
    messages : warnings and errors of the console, and errors of scripts, so far
    requests : addresses asked for, so far
    """

    def __init__(self, socket: Any) -> None:
        self.messages: list[str] = []
        self.requests: list[str] = []
        self._socket, self._numbers = socket, itertools.count(1)
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **given: Any) -> Any:
        """What a command comes to; events that come before its answer are kept."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while True:
            said = json.loads(self._socket.recv(timeout=ANSWERS))
            if said.get("id") == number:
                assert said["type"] == "success", said
                return said["result"]
            self._hear(said)

    def _hear(self, said: dict[str, Any]) -> None:
        if said.get("method") == "log.entryAdded" and said["params"]["level"] in ("warn", "error"):
            self.messages.append(str(said["params"]["text"]))
        if said.get("method") == "network.beforeRequestSent":
            self.requests.append(said["params"]["request"]["url"])

    def open(self, address: str, width: int = 1440, height: int = 900) -> None:
        """Open a page and wait until it is loaded."""
        self.ask("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})
        self.ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression, or a promise of it, comes to in the page: anything that JSON has."""
        target = {"context": self._tab}
        told = f"Promise.resolve({expression}).then(value => JSON.stringify(value ?? null))"
        found = self.ask("script.evaluate", expression=told, target=target, awaitPromise=True)
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def wait_for(self, selector: str) -> None:
        """Wait until an element is there."""
        until = time.monotonic() + ANSWERS
        while not self.evaluate(f"Boolean(document.querySelector({json.dumps(selector)}))"):
            assert time.monotonic() < until, f"there is no {selector}"
            time.sleep(0.1)


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own in a folder."""
    from websockets.sync.client import connect

    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    told = folder / "told.txt"
    with told.open("wb") as out:
        running = subprocess.Popen(command, stdout=out, stderr=out, env=os.environ | {"HOME": str(folder)})
    try:
        with connect(f"{_listening(told)}/session", max_size=None) as socket:
            yield Firefox(socket)
    finally:
        running.terminate()
        running.wait(60)


def _listening(told: Path) -> str:
    until = time.monotonic() + STARTS
    while time.monotonic() < until:
        if found := _LISTENS.search(told.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(told.read_text("utf-8", "replace"))
