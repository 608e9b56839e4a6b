"""Problems of an experiment, collected with their places."""

from sim.errors import InvalidInput, Place, Problem
from sim.scenario.tree import Node, Path, dotted, find, nearest, place_of, problem_at, told


class Report:
    """Collects every problem of one experiment file.

    Attributes
    ----------
    tree : of the experiment file
    shown : the name a user knows it by
    problems : found so far
    """

    def __init__(self, tree: Node, shown: str) -> None:
        self.tree, self.shown = tree, shown
        self.problems: list[Problem] = []

    def say(self, path: Path, text: str, key: bool = False, shift: int = 0) -> None:
        """Add a problem of the value at a path, or of its key; `shift` counts columns into the value's text."""
        node, _ = nearest(self.tree, path)
        place = (node.key_place if key else None) or place_of(node)
        if shift:
            place = Place(place.file, place.line, place.column + shift)
        self.problems.append(problem_at(place, f"{dotted(path, self.tree)} {text}"))

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the value at a path stands, or its key."""
        node, _ = nearest(self.tree, path)
        return (node.key_place if key else None) or node.place

    def text_at(self, path: Path) -> int | None:
        """Columns from a value's place to its first character; None where it spans lines."""
        node = find(self.tree, path)
        return node.text_at if node is not None else None

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
