"""Another engine's bits: Firefox, where there is one, opens a page that runs scenarios and sends back what it found."""

import json
import os
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.long import FULL
from tests.page.opened import SEED, every_hash
from twochairs.page.model import model
from twochairs.scenario.load import load

ROOT = Path(__file__).parents[2]
CASES = {
    ROOT / "scenarios" / "balkans" / "serbia-2022.yaml": {"EU.pressure.SRB": 0.9},
    ROOT / "scenarios" / "balkans" / "hindcast-2006.yaml": {"RU.aid": 0.5},
    ROOT / "tests" / "scenario" / "good" / "small.yaml": {"LEA.aid": 1.5},
}
RUNS, LONGEST = 4, 180.0
FIREFOX = next((found for name in ("firefox-esr", "firefox") if (found := shutil.which(name))), None)


class _Served(HTTPServer):
    def __init__(self, page: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.page, self.found, self.done = page, None, threading.Event()


class _Answers(BaseHTTPRequestHandler):
    server: _Served

    def do_GET(self) -> None:
        self._send(self.server.page.encode() if self.path == "/" else b"")

    def do_POST(self) -> None:
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._send(b"")
        self.server.done.set()

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said: Any) -> None:
        """Nothing."""


def page_of(cases: dict[Path, dict[str, float]]) -> str:
    """A page that checks each scenario, moves its levers and posts the hashes."""
    parts, script = [], ""
    for path, moves in cases.items():
        scenario = load(path)
        made = model(scenario, seed=SEED, replicates=RUNS, series=tuple(scenario.start()[0].names.quantities))
        script = made.script
        study = f"const study=twochairs.open({made.data}),{{ready,why}}=study.check();"
        parts.append(f"{{{study}found.push([ready,why,ready&&study.hash(study.run({json.dumps(moves)}))])}}")
    end = 'fetch("/",{method:"POST",body:JSON.stringify(found)})'
    return f"<!doctype html><script>{script}const found=[];{''.join(parts)}{end}</script>"


@pytest.mark.skipif(not FULL, reason="another browser is asked in the long form")
@pytest.mark.skipif(FIREFOX is None, reason="there is no Firefox (Debian: firefox-esr)")
def test_firefox_has_the_same_bits(tmp_path: Path) -> None:
    served = _Served(page_of(CASES))
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{served.server_port}/"
    command = [str(FIREFOX), "--headless", "--no-remote", "--profile", str(tmp_path), address]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": os.environ | {"HOME": str(tmp_path)}}
    with subprocess.Popen(command, **quiet) as running:
        answered = served.done.wait(LONGEST)
        running.terminate()
    served.shutdown()
    thread.join()
    served.server_close()
    assert answered
    moved = [load(path, {key: repr(one) for key, one in moves.items()}) for path, moves in CASES.items()]
    assert served.found == [[True, "", every_hash((scenario,), RUNS)] for scenario in moved]
