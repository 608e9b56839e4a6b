"""twochairs: states that sit on two chairs, simulated."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sim.output.result import Result


def open(folder: Any) -> "Result":
    """A result folder as pandas tables and labelled arrays."""
    from sim.output.result import Result

    return Result(folder)
