"""Tasks, and who is to blame when a process ends in the middle of one."""

from dataclasses import dataclass, field, replace

from twochairs.errors import WorkersDie

RETRIES = 2
"""How often a task whose process was killed is given to another, before the runs in it are suspected."""

Killed = tuple[tuple[int, str], ...]
"""Replicates that end the process they run in, each with how it ended."""


@dataclass(frozen=True)
class Task:
    """A point to run.

    Attributes
    ----------
    point : its number
    killed : runs that are not to be run again
    probe : replicates to run, and keep nothing of, to find which of them ends its process; None for the point itself
    tried : how often it has been begun before
    """

    point: int
    killed: Killed = ()
    probe: tuple[int, ...] | None = None
    tried: int = 0


@dataclass
class _Search:
    """The runs of a point that are looked through: how many probes are still out, and what was found."""

    found: dict[int, str] = field(default_factory=dict)
    known: int = 0
    open: int = 0


class Blame:
    """Finds the runs that end their process: a point that keeps doing so is halved until single runs are left.

    Parameters
    ----------
    replicates : runs of each point
    """

    def __init__(self, replicates: int) -> None:
        self.replicates = replicates
        self.searches: dict[int, _Search] = {}

    def died(self, task: Task, how: str) -> list[Task]:
        """What to do next when the process of a task has ended: tasks in its place, to be done first and in order.

        Raises
        ------
        WorkersDie : where it ends although none of the point's runs is left to be run
        """
        if task.tried < RETRIES and (task.probe is None or len(task.probe) == 1):
            return [replace(task, tried=task.tried + 1)]
        if task.probe is None:
            return self._suspect(task, how)
        if len(task.probe) > 1:
            return self._closed(task, self._halves(task.point, task.probe))
        self.searches[task.point].found[task.probe[0]] = how
        return self._closed(task, [])

    def came_back(self, task: Task) -> list[Task]:
        """What follows when a probe has come to its end: nothing, or, after the last, the point without the dead."""
        return self._closed(task, [])

    def _suspect(self, task: Task, how: str) -> list[Task]:
        """Look through the runs of a point, or give them all up where each by itself comes to its end."""
        dead = dict(task.killed)
        left = tuple(replicate for replicate in range(self.replicates) if replicate not in dead)
        if not left:
            raise WorkersDie(f"at point {task.point}, with none of its runs left to run", how)
        last = self.searches.get(task.point)
        if last is not None and len(last.found) == last.known:
            told = f"{how} whenever the point was run whole, and never by one run alone"
            return [Task(task.point, killed=tuple(sorted({**dead, **dict.fromkeys(left, told)}.items())))]
        search = self.searches[task.point] = _Search(found=dead, known=len(dead))
        probes = self._halves(task.point, left)
        search.open = len(probes)
        return probes

    def _closed(self, task: Task, probes: list[Task]) -> list[Task]:
        """Probes in place of one that is over; after the last of all, the point itself."""
        search = self.searches[task.point]
        search.open += len(probes) - 1
        return probes if search.open else [Task(task.point, killed=tuple(sorted(search.found.items())))]

    @staticmethod
    def _halves(point: int, replicates: tuple[int, ...]) -> list[Task]:
        middle = (len(replicates) + 1) // 2
        halves = (replicates[:middle], replicates[middle:])
        return [Task(point, probe=half) for half in halves if half]
