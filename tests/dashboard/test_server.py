"""The dashboard starts, or says in words why not."""

import builtins
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.dashboard.served import CASE, ROOT, served
from twochairs.dashboard import server
from twochairs.errors import NotPossible


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as other:
        other.bind((server.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        async def nothing(scope: Any, receive: Any, send: Any) -> None: ...

        with pytest.raises(NotPossible, match=rf"port {port} cannot be used: .*\n  hint: .*--port"):
            server.serve(nothing, port, False, lambda text: pytest.fail(text))


def test_a_missing_extra_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("solara"):
            raise ImportError("no solara", name="solara")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    for name in [name for name in sys.modules if name.split(".")[0] == "solara"]:
        monkeypatch.delitem(sys.modules, name)
    before = dict(os.environ)
    with pytest.raises(NotPossible, match=r"needs solara, which is not installed\n  hint: pip install"):
        server.application(CASE)
    for name in os.environ.keys() - before.keys():
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_a_scenario_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "twochairs", "dashboard", str(tmp_path / "nothing.yaml"), "--no-open"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "there is no such file" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_stops_within_seconds_though_a_page_is_open() -> None:
    with served() as running:
        process = psutil.Process(running.process)
        with socket.create_connection((server.HOST, running.port), timeout=5) as page:
            page.sendall(f"GET /?token={running.token} HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode())
            assert re.match(rb"HTTP/1.1 200", page.recv(4096))
            started = time.monotonic()
            process.send_signal(signal.SIGINT)
            process.wait(10)
            assert time.monotonic() - started < 8
