"""Blame: whichever runs end their process are found, all of them and no others, in bounded tries."""

from collections import deque
from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twochairs.errors import WorkersDie
from twochairs.sweeps.task import RETRIES, Blame, Task, kind_of, overran

HOW = "its process was ended by SIGSEGV"


def replicates_of(task: Task, replicates: int) -> set[int]:
    """The runs a task runs."""
    wanted = set(range(replicates)) if task.probe is None else set(task.probe)
    return wanted - {replicate for replicate, _ in task.killed}


def played(replicates: int, poison: dict[int, set[int]], chance: st.DataObject | None = None) -> tuple[list[Task], int]:
    """Points with their deadly runs, played to the end: the tasks that came through, and how many were begun."""
    blame, waiting = Blame(), deque(Task(point, range(replicates)) for point in poison)
    through, begun = [], 0
    while waiting:
        if chance is not None:
            waiting.rotate(-chance.draw(st.integers(0, len(waiting) - 1)))
        task = waiting.popleft()
        begun += 1
        assert begun < 10_000
        if replicates_of(task, replicates) & poison[task.point]:
            waiting.extendleft(reversed(blame.died(task, HOW)))
        elif task.probe is not None:
            waiting.extendleft(blame.came_back(task))
        else:
            through.append(task)
    return through, begun


@given(st.integers(1, 40).flatmap(lambda count: st.tuples(st.just(count), st.sets(st.integers(0, count - 1)))))
def test_any_set_of_deadly_runs_is_found_exactly_in_bounded_tries(case: tuple[int, set[int]]) -> None:
    replicates, poison = case
    through, begun = played(replicates, {0: poison})
    assert through == [Task(0, range(replicates), killed=tuple((replicate, HOW) for replicate in sorted(poison)))]
    depth = ceil(log2(replicates)) if replicates > 1 else 1
    assert begun <= 1 + (1 + RETRIES if poison else 0) + len(poison) * (2 * depth + 1 + RETRIES)


@given(st.data(), st.lists(st.sets(st.integers(0, 6)), min_size=2, max_size=4))
def test_points_in_any_order_do_not_get_into_each_others_way(data: st.DataObject, poison: list[set[int]]) -> None:
    through, _ = played(7, dict(enumerate(poison)), data)
    found = {task.point: {replicate for replicate, _ in task.killed} for task in through}
    assert len(through) == len(poison)
    assert found == dict(enumerate(poison))


@given(st.integers(0, RETRIES))
def test_a_point_whose_process_was_killed_by_accident_is_just_done_again(times: int) -> None:
    blame, task = Blame(), Task(3, range(20))
    for tried in range(times):
        assert blame.died(task, HOW) == [Task(3, range(20), tried=tried + 1)]
        (task,) = blame.died(task, HOW)
    assert not blame.searches


def test_a_single_run_is_suspected_only_after_as_many_tries_as_a_point() -> None:
    blame = Blame()
    (task,) = blame.died(Task(0, range(1), tried=RETRIES), HOW)
    for tried in range(RETRIES):
        (task,) = blame.died(task, HOW)
        assert task == Task(0, range(1), probe=(0,), tried=tried + 1)
    assert blame.died(task, HOW) == [Task(0, range(1), killed=((0, HOW),))]


def test_a_point_that_dies_only_as_a_whole_is_given_up_and_not_tried_for_ever() -> None:
    blame, task, begun = Blame(), Task(0, range(4)), 0
    waiting = deque([task])
    while len(replicates_of(waiting[0], 4)) > 0:
        task = waiting.popleft()
        begun += 1
        assert begun < 50
        whole = task.probe is None
        waiting.extendleft(reversed(blame.died(task, HOW) if whole else blame.came_back(task)))
    told = f"{HOW} whenever the point was run whole, and never by one run alone"
    assert list(waiting) == [Task(0, range(4), killed=tuple((replicate, told) for replicate in range(4)))]


def test_a_point_that_ends_its_process_with_no_run_left_is_told() -> None:
    killed = ((0, HOW), (1, HOW))
    with pytest.raises(WorkersDie) as caught:
        Blame().died(Task(7, range(2), killed=killed, tried=RETRIES), HOW)
    assert str(caught.value) == (
        "worker processes keep ending at point 7, with none of its runs left to run: its process was ended by SIGSEGV\n"
        "  hint: is there enough memory, and room for more processes? what was done is kept; run this again"
    )


def test_runs_of_a_task_that_takes_too_long_are_each_looked_at_by_themselves() -> None:
    blame, long = Blame(), overran(2.0)
    probes = blame.overran(Task(5, range(10, 14)), long)
    assert [probe.probe for probe in probes] == [(10,), (11,), (12,), (13,)]
    assert blame.came_back(probes[0]) == []
    assert blame.overran(probes[1], long) == []
    assert blame.died(probes[2], HOW) == []
    assert blame.came_back(probes[3]) == [Task(5, range(10, 14), killed=((11, long), (12, HOW)))]
    assert [kind_of(how) for how in (long, HOW)] == ["timeout", "killed"]
    assert long == "it ran for more than 2 s"


def test_a_task_that_takes_too_long_only_as_a_whole_is_given_up() -> None:
    blame, task = Blame(), Task(0, range(2))
    (last,) = [task for probe in blame.overran(task, overran(1)) for task in blame.came_back(probe)]
    (given_up,) = blame.overran(last, overran(1))
    assert {kind_of(how) for _, how in given_up.killed} == {"timeout"}
