"""Of what waits, only the newest is done."""

from threading import Event, Thread

import pytest

from twochairs.dashboard.newest import Newest


def test_what_is_asked_for_alone_is_done() -> None:
    newest: Newest[int] = Newest()
    assert newest.make(newest.ask(), lambda: 7) == 7


def test_what_was_overtaken_is_not_begun() -> None:
    newest: Newest[int] = Newest()
    old = newest.ask()
    newest.ask()
    assert newest.make(old, lambda: pytest.fail("begun")) is None


def test_a_dragged_slider_runs_the_first_and_the_last_move() -> None:
    newest: Newest[int] = Newest()
    going, go = Event(), Event()
    done: list[int] = []

    def first() -> int:
        going.set()
        go.wait(5)
        done.append(0)
        return 0

    def move(number: int, place: int) -> None:
        newest.make(number, lambda: done.append(place) or place)

    begun = newest.ask()
    threads = [Thread(target=lambda: newest.make(begun, first))]
    threads[0].start()
    assert going.wait(5)
    for place in range(1, 20):
        threads.append(Thread(target=move, args=(newest.ask(), place)))
        threads[-1].start()
    go.set()
    for thread in threads:
        thread.join(5)
    assert done == [0, 19]


def test_one_that_fails_lets_the_next_go() -> None:
    newest: Newest[int] = Newest()
    with pytest.raises(ZeroDivisionError):
        newest.make(newest.ask(), lambda: 1 // 0)
    assert newest.make(newest.ask(), lambda: 1) == 1
