"""Problems of an experiment, collected with their places."""

from collections.abc import Sequence

from twochairs.errors import InvalidInput, Place, Problem
from twochairs.scenario.character import place_of_character
from twochairs.scenario.tree import Node, Path, dotted, find, guessed, nearest, place_of, problem_at, told


class Report:
    """Collects every problem of one experiment file.

    Attributes
    ----------
    tree : of the experiment file
    shown : the name a user knows it by
    problems : found so far
    """

    def __init__(self, tree: Node, shown: str, problems: Sequence[Problem] = ()) -> None:
        self.tree, self.shown = tree, shown
        self.problems = list(problems)

    def say(self, path: Path, text: str, key: bool = False, at: int | None = None) -> None:
        """Add a problem of the value at a path, of its key, or of the character `at` (from 0) of its text."""
        node, _ = nearest(self.tree, path)
        if node.guess:
            return  # it follows from what is told already
        place = (node.key_place if key else None) or place_of(node)
        if at is not None:
            place = place_of_character(node, at)
        self.problems.append(problem_at(place, f"{dotted(path, self.tree)} {text}"))

    def character(self, path: Path, at: int) -> Place:
        """Where a character of the text at a path stands; of one that is not there, the key it would stand under."""
        node = find(self.tree, path)
        return place_of_character(node, at) if node is not None else self.place(path)

    def guessed(self, *paths: Path) -> bool:
        """Whether a conclusion from what stands at some paths would rest on a guess."""
        return any(guessed(self.tree, path) for path in paths)

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the value at a path stands, or its key."""
        node, _ = nearest(self.tree, path)
        return (node.key_place if key else None) or node.place

    def stop_if_any(self) -> None:
        """Raise what is collected.

        Raises
        ------
        InvalidInput : with every problem, if there is one
        """
        if self.problems:
            raise InvalidInput(self.shown, told(self.problems))

    def take(self, error: InvalidInput) -> None:
        """Add the problems of another file; one without a place says which file it is of."""
        for problem in error.problems:
            of_other = problem.place is None and error.subject != self.shown
            self.problems.append(Problem(None, f"{error.subject}: {problem.text}") if of_other else problem)
