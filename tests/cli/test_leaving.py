"""A signal ends the command by way of every `finally`, also where Python drops what is raised."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import ctypes, gc, os, signal, sys, time
from twochairs.cli.leaving import Left, leave_on_signals

def here():
    os.kill(os.getpid(), signal.{name})
    for _ in range(1000):
        pass

class Gone:
    def __del__(self):
        here()

def {where}

leave_on_signals()
try:
    struck()
    time.sleep(20)
    print("went on")
except Left as left:
    print(left.number, left.code)
finally:
    print("by way of finally")
"""
PLACES = {
    "plain": "struck():\n    here()",
    "callback": "struck():\n    ctypes.CFUNCTYPE(None)(here)()",
    "deleted": "struck():\n    Gone()",
}


@pytest.mark.parametrize(("name", "number"), [("SIGINT", 2), ("SIGTERM", 15)])
@pytest.mark.parametrize("where", PLACES)
def test_a_signal_is_answered_wherever_it_strikes(where: str, name: str, number: int, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(name=name, where=PLACES[where]), "utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{number} {128 + number}\nby way of finally\n", "")


def test_what_else_cannot_be_raised_is_still_said(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from twochairs.cli.leaving import leave_on_signals\nleave_on_signals()\n"
        "class Gone:\n    def __del__(self):\n        raise ValueError('told')\nGone()\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert done.stderr.endswith("ValueError: told\n")
