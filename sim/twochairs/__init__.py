"""twochairs: states that sit on two chairs, simulated. `import twochairs as tc` offers what the command does."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from twochairs.version import __version__

if TYPE_CHECKING:
    from twochairs import data
    from twochairs.errors import TwochairsError
    from twochairs.face import forecasts
    from twochairs.face.deciding import discover, game, robust, sensitivity
    from twochairs.face.evidence import calibrate
    from twochairs.face.folders import export, open, status, verify
    from twochairs.face.running import estimate, merge, replay, run, sweep, write
    from twochairs.face.scenarios import diff, explain, init, load, order, schema, validate
    from twochairs.face.showing import card, compare, plot, report, why
    from twochairs.mesa_model.model import TwoChairs

__all__ = [
    "TwoChairs", "TwochairsError", "__version__", "calibrate", "card", "compare", "data", "diff", "discover",
    "estimate", "explain", "export", "forecasts", "game", "init", "load", "merge", "open", "order", "plot", "replay",
    "report", "robust", "run", "schema", "sensitivity", "status", "sweep", "validate", "verify", "why", "write",
]  # fmt: skip

_FROM = {
    "errors": ("TwochairsError",),
    "face.deciding": ("discover", "game", "robust", "sensitivity"),
    "face.evidence": ("calibrate",),
    "face.folders": ("export", "open", "status", "verify"),
    "face.running": ("estimate", "merge", "replay", "run", "sweep", "write"),
    "face.scenarios": ("diff", "explain", "init", "load", "order", "schema", "validate"),
    "face.showing": ("card", "compare", "plot", "report", "why"),
    "mesa_model": ("TwoChairs",),
}
"""Module to the names it has: none is imported before one of them is asked for."""
_MODULES = {"data": "twochairs.data", "forecasts": "twochairs.face.forecasts"}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(_MODULES[name])
    for module, names in _FROM.items():
        if name in names:
            return getattr(import_module(f"twochairs.{module}"), name)
    raise AttributeError(f"module 'twochairs' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
