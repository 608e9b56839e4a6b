"""What the numbers were measured on; no names of hosts, no paths."""

import os
import platform
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.c_month import FLAGS, gcc


def machine() -> list[tuple[str, str]]:
    """What is worth knowing, by name."""
    packages = [name for name in ("numpy", "numba", "llvmlite", "scipy", "mesa", "agentpy") if find_spec(name)]
    return [
        ("processor", _processor()),
        ("cores", str(os.cpu_count())),
        ("memory", _memory()),
        ("system", f"{platform.system()} on {platform.machine()}"),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in packages),
        ("gcc", _gcc()),
    ]


def _processor() -> str:
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal"):
            return f"{int(line.split()[1]) / 2**20:.1f} GiB"
    return "not known"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text("utf-8").splitlines() if file.exists() else []


def _gcc() -> str:
    compiler = gcc()
    if compiler is None:
        return "none"
    shown = subprocess.run([compiler, "-dumpfullversion"], capture_output=True, text=True, check=True).stdout
    return f"{shown.strip()} with {' '.join(FLAGS)}"
