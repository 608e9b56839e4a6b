"""How a name stands in a sentence: with “the” before it or without, and with verbs of one or of many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_REGULAR = ("buy", "draw", "end", "follow", "join", "lean", "lose", "move", "pay", "save", "stand", "start", "stay")
PLURAL = {"does": "do", "goes": "go", "has": "have", "is": "are"} | {f"{verb}s": verb for verb in _REGULAR}
"""Verbs of sentences about a state: of one, and of many."""
_FIRST = re.compile(r"\A(hardly )?(\w+)")


@dataclass(frozen=True)
class Spoken:
    """A name in sentences.

    Attributes
    ----------
    name : as it is shown alone: Philippines
    article : whether “the” stands before it
    plural : whether verbs follow it as they follow many: the Philippines move
    """

    name: str
    article: bool = False
    plural: bool = False

    @classmethod
    def of(cls, name: str, given: Mapping[str, Any]) -> "Spoken":
        """Of a name, and what a scenario file has of the one who bears it."""
        return cls(name, given.get("article") is True, given.get("plural") is True)

    @property
    def within(self) -> str:
        """Within a sentence: the Philippines."""
        return f"the {self.name}" if self.article else self.name

    @property
    def first(self) -> str:
        """As the first words of one: The Philippines."""
        return f"The{self.within[3:]}" if self.within.startswith("the ") else self.within

    @property
    def it(self) -> str:
        """In place of the name, within a sentence."""
        return "they" if self.plural else "it"

    @property
    def its(self) -> str:
        """In place of what `own` says."""
        return "their" if self.plural else "its"

    @property
    def own(self) -> str:
        """What is its own, within a sentence: Serbia's, the Philippines'."""
        return f"{self.within}{_apostrophe(self.name, self.plural)}"

    def does(self, told: str) -> str:
        """What is told of it, whose first verb is one of `PLURAL`: “moves to Hungary” is “move to Hungary” of many."""
        if not self.plural:
            return told
        return _FIRST.sub(lambda found: f"{found[1] or ''}{PLURAL.get(found[2], found[2])}", told, count=1)


def _apostrophe(name: str, plural: bool) -> str:
    return "'" if plural and name.endswith("s") else "'s"
