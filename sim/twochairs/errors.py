"""Everything the package raises on purpose."""

from dataclasses import dataclass
from pathlib import Path


class TwochairsError(Exception):
    """Base of every error that is the user's to mend; shown without a traceback."""


@dataclass(frozen=True, order=True)
class Place:
    """Where in a file something stands; line and column count from 1. Of plain data, its dotted path."""

    file: str
    line: int
    column: int
    path: str | None = None

    @property
    def row(self) -> str:
        """The line, or the path, in words."""
        return f"line {self.line}" if self.path is None else self.path or "its top"

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}" if self.path is None else self.row


@dataclass(frozen=True)
class Problem:
    """One thing wrong with an input: where, and what is found, allowed and suggested."""

    place: Place | None
    text: str

    def __str__(self) -> str:
        if self.place is None or (self.place.path is not None and self.text.startswith(self.place.path)):
            return self.text
        return f"{self.place}{' ' if self.text.startswith('is ') else ': '}{self.text}"


class InvalidInput(TwochairsError):
    """A file that cannot be used; carries every problem at once."""

    def __init__(self, subject: str, problems: list[Problem], purpose: str = "run") -> None:
        self.subject = subject
        self.problems = sorted(problems, key=lambda p: (p.place is None, p.place or Place("", 0, 0)))
        self.purpose = purpose
        super().__init__(self.report())

    def report(self) -> str:
        """The whole text a user sees."""
        count = len(self.problems)
        head = f"{self.subject} cannot be {self.purpose}: {count} problem{'s' if count != 1 else ''}"
        return "\n".join([head, *(f"  {self._located(problem)}" for problem in self.problems)])

    def _located(self, problem: Problem) -> str:
        inherited = problem.place is not None and problem.place.file != self.subject
        return f"{problem.place.file}, {problem}" if inherited and problem.place else str(problem)


class NotRules(TwochairsError):
    """A file of a modeller's own rules that cannot be used; carries every problem at once."""

    def __init__(self, path: str, problems: list[str]) -> None:
        self.path, self.problems = path, problems
        count = len(problems)
        head = f"{path} cannot be used as rules: {count} problem{'s' if count != 1 else ''}"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in problems)]))


class NotFinite(TwochairsError):
    """A run produced a number that is not finite."""

    def __init__(self, quantity: str, agent: str, month: str, replicate: int) -> None:
        self.quantity, self.agent, self.month, self.replicate = quantity, agent, month, replicate
        where = f"{quantity}[{agent}]" if agent else quantity
        super().__init__(
            f"replicate {replicate} stopped in {month}: {where} is no longer a finite number\n"
            "  hint: a parameter or lever far outside its range, or a rule of your own, can do this"
        )


class CannotWrite(TwochairsError):
    """A folder or file that cannot be written."""

    def __init__(self, path: Path, reason: str, hint: str) -> None:
        super().__init__(f"{path} cannot be written: {reason}\n  hint: {hint}")


class NoResult(TwochairsError):
    """A folder that is not a whole result."""

    def __init__(self, path: Path, reason: str, hint: str = "`twochairs run SCENARIO` makes one") -> None:
        self.reason = reason
        super().__init__(f"{path} is not a result folder: {reason}\n  hint: {hint}")


class NotPossible(TwochairsError, ValueError):
    """Something asked for that the results or names at hand do not allow."""


class UnknownName(NotPossible, KeyError):
    """A name, given as a key, that nothing has."""

    __str__ = Exception.__str__


class UnknownAttribute(NotPossible, AttributeError):
    """A name, given as an attribute, that nothing has."""


class NothingToShow(NotPossible):
    """A figure that would be empty, for what it is of is not in the result."""


class OtherVersion(TwochairsError):
    """A folder whose plan was made with other code or libraries than are at hand."""

    def __init__(self, folder: Path, differences: list[str]) -> None:
        told = "; ".join(differences) or "its plan has been changed"
        hint = "run it with what it was begun with, or begin anew in another folder with --out"
        super().__init__(f"{folder} belongs to other versions: {told}\n  hint: {hint}")


class Locked(TwochairsError):
    """A folder another process is writing to."""

    def __init__(self, folder: Path, owner: str, hint: str) -> None:
        super().__init__(f"{folder} is being written by {owner}\n  hint: {hint}")


class WorkersDie(TwochairsError):
    """Worker processes that end for no run's fault."""

    def __init__(self, when: str, how: str) -> None:
        hint = "is there enough memory, and room for more processes? what was done is kept; run this again"
        super().__init__(f"worker processes keep ending {when}: {how}\n  hint: {hint}")


class ClusterGone(TwochairsError):
    """A cluster that does not answer any more; what was done is kept."""

    def __init__(self, reason: str) -> None:
        hint = "what was done is kept; see to the scheduler, then run the same command again"
        super().__init__(f"the Dask cluster does not answer any more: {reason}\n  hint: {hint}")


class Incomplete(TwochairsError):
    """A sweep that has not come to its end."""

    def __init__(self, folder: Path, done: int, total: int, again: str, what: str = "points") -> None:
        self.done, self.total = done, total
        super().__init__(f"{folder} is not complete: {done:,} of {total:,} {what} are there\n  hint: {again}")


class Stopped(TwochairsError):
    """A sweep was stopped by a signal; what was done is kept."""

    def __init__(self, number: int, done: int, total: int, again: str, what: str = "points") -> None:
        self.number = number
        super().__init__(f"stopped: {done:,} of {total:,} {what} are done and kept\n  go on with: {again}")
