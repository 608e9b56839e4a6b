"""Tasks, and who is to blame when a process ends in the middle of one."""

from dataclasses import dataclass, field, replace

from twochairs.errors import WorkersDie

RETRIES = 2
"""How often a task whose process was killed is given to another, before the runs in it are suspected."""

Killed = tuple[tuple[int, str], ...]
"""Replicates that end the process they run in, or do not end, each with how."""
_LONGER = "it ran for more than "


def overran(seconds: float) -> str:
    """How a run that does not end is told."""
    return f"{_LONGER}{seconds:g} s"


def kind_of(how: str) -> str:
    """Kind of the failure of a run by how it, or its process, ended."""
    return "timeout" if how.startswith(_LONGER) else "killed"


@dataclass(frozen=True)
class Task:
    """Some replicates of a point to run.

    Attributes
    ----------
    point : its number
    span : the replicates
    killed : runs that are not to be run again
    probe : replicates to run, and keep nothing of, to find which of them ends its process; None for all of them, kept
    tried : how often it has been begun before
    """

    point: int
    span: range
    killed: Killed = ()
    probe: tuple[int, ...] | None = None
    tried: int = 0

    @property
    def runs(self) -> int:
        """Runs that are done one after the other, or side by side."""
        return len(self.span) if self.probe is None else len(self.probe)


@dataclass
class _Search:
    """The runs of a point that are looked through: how many probes are still out, and what was found."""

    found: dict[int, str] = field(default_factory=dict)
    known: int = 0
    open: int = 0


class Blame:
    """Finds the runs that end their process, or do not end: those of a task that does so are halved until single ones
    are left.
    """

    def __init__(self) -> None:
        self.searches: dict[tuple[int, range], _Search] = {}

    def died(self, task: Task, how: str) -> list[Task]:
        """What to do next when the process of a task has ended: tasks in its place, to be done first and in order.

        Raises
        ------
        WorkersDie : where it ends although none of the task's runs is left to be run
        """
        if task.tried < RETRIES and (task.probe is None or len(task.probe) == 1):
            return [replace(task, tried=task.tried + 1)]
        if task.probe is None:
            return self._suspect(task, how, _halves(task))
        if len(task.probe) > 1:
            return self._closed(task, _halves(task))
        self.searches[_of(task)].found[task.probe[0]] = how
        return self._closed(task, [])

    def overran(self, task: Task, how: str) -> list[Task]:
        """The same where a task took longer than its runs may: each of them is then run by itself, and none twice."""
        if task.probe is None:
            return self._suspect(task, how, [replace(task, probe=(one,), tried=RETRIES) for one in _left(task)])
        self.searches[_of(task)].found[task.probe[0]] = how
        return self._closed(task, [])

    def searched(self, task: Task) -> bool:
        """Whether every run of a task has been looked at by itself."""
        return _of(task) in self.searches

    def came_back(self, task: Task) -> list[Task]:
        """What follows when a probe has come to its end: nothing, or, after the last, the task without the dead."""
        return self._closed(task, [])

    def _suspect(self, task: Task, how: str, probes: list[Task]) -> list[Task]:
        """Look through the runs of a task, or give them all up where each by itself comes to its end."""
        dead, left = dict(task.killed), _left(task)
        if not left:
            raise WorkersDie(f"at point {task.point}, with none of its runs left to run", how)
        last = self.searches.get(_of(task))
        if last is not None and len(last.found) == last.known:
            told = f"{how} whenever the point was run whole, and never by one run alone"
            return [Task(task.point, task.span, killed=tuple(sorted({**dead, **dict.fromkeys(left, told)}.items())))]
        search = self.searches[_of(task)] = _Search(found=dead, known=len(dead))
        search.open = len(probes)
        return probes

    def _closed(self, task: Task, probes: list[Task]) -> list[Task]:
        """Probes in place of one that is over; after the last of all, the task itself."""
        search = self.searches[_of(task)]
        search.open += len(probes) - 1
        return probes if search.open else [Task(task.point, task.span, killed=tuple(sorted(search.found.items())))]


def _of(task: Task) -> tuple[int, range]:
    return task.point, task.span


def _left(task: Task) -> tuple[int, ...]:
    """The runs that are not known to end their process."""
    dead = dict(task.killed)
    return tuple(replicate for replicate in task.span if replicate not in dead)


def _halves(task: Task) -> list[Task]:
    runs = _left(task) if task.probe is None else task.probe
    middle = (len(runs) + 1) // 2
    return [Task(task.point, task.span, probe=half) for half in (runs[:middle], runs[middle:]) if half]
