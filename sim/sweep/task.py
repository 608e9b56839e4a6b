"""Tasks, and who is to blame when a process ends in the middle of one."""

from dataclasses import dataclass, field, replace

RETRIES = 2
"""How often a task whose process was killed is given to another, before the runs in it are suspected."""


@dataclass(frozen=True)
class Task:
    """A point to run.

    Attributes
    ----------
    point : its number
    killed : (replicate, how its process ended) of runs that are not to be run again
    probe : replicates to run, and keep nothing of, to find which of them ends its process; None for the point itself
    tried : how often it has been begun before
    """

    point: int
    killed: tuple[tuple[int, str], ...] = ()
    probe: tuple[int, ...] | None = None
    tried: int = 0


@dataclass
class _Search:
    open: int = 0
    found: dict[int, str] = field(default_factory=dict)


class Blame:
    """Finds the runs that end their process: a point that keeps doing so is halved until single runs are left."""

    def __init__(self, replicates: int) -> None:
        self.replicates = replicates
        self.searches: dict[int, _Search] = {}

    def died(self, task: Task, how: str) -> list[Task]:
        """What to do next when the process of a task has ended: tasks in its place."""
        if task.probe is None and task.tried < RETRIES:
            return [replace(task, tried=task.tried + 1)]
        search = self.searches.setdefault(task.point, _Search())
        if task.probe is None:
            known = {replicate for replicate, _ in task.killed}
            search.found = dict(task.killed)
            return self._split(search, task, tuple(r for r in range(self.replicates) if r not in known))
        if len(task.probe) > 1:
            search.open -= 1
            return self._split(search, task, task.probe)
        if task.tried < RETRIES:
            return [replace(task, tried=task.tried + 1)]
        search.found[task.probe[0]] = how
        return self.came_back(task)

    def came_back(self, task: Task) -> list[Task]:
        """What follows when a probe has ended, by itself or known to be the end of its process."""
        search = self.searches[task.point]
        search.open -= 1
        if search.open > 0:
            return []
        return [Task(task.point, killed=tuple(sorted(search.found.items())))]

    @staticmethod
    def _split(search: _Search, task: Task, replicates: tuple[int, ...]) -> list[Task]:
        middle = (len(replicates) + 1) // 2
        halves = [half for half in (replicates[:middle], replicates[middle:]) if half]
        search.open += len(halves)
        return [Task(task.point, probe=half) for half in halves]
