"""How a kind of agent declares itself: what it is, what files, tables and Mesa call it, and how many there may be."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of agent.

    Attributes
    ----------
    meaning : what one of them is
    many : what several are called: of a section of scenario files, a table of series, an attribute of the Mesa model
    least, most : how many there may be
    section : whether a scenario file has a section of them by name, which gives their draws a key and figures a label
    table : the table of series that keeps what is indexed by them alone, where it is called otherwise than they are
    """

    meaning: str
    many: str
    most: int
    least: int = 0
    section: bool = False
    table: str = ""

    @property
    def length(self) -> dict[str, Any]:
        """How many there may be, as a field of a schema has it."""
        return {"max_length": self.most} | ({"min_length": self.least} if self.least else {})
