"""Being asked to stop: the first signal is noted, the second breaks in where it may, and nothing else is disturbed."""

import os
import signal

import pytest

from twochairs.sweeps.stop import Dropped, Stop, listening


def test_signals_are_counted_and_the_first_is_remembered() -> None:
    stop = Stop()
    stop.ask(signal.SIGTERM)
    stop.ask(signal.SIGINT)
    assert (stop.asked, stop.signal) == (2, signal.SIGTERM)


def test_the_second_signal_breaks_in_and_an_except_exception_lets_it_through() -> None:
    with pytest.raises(Dropped), listening() as stop, stop.dropping():
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.asked == 1
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except Exception:
            pytest.fail("it was swallowed")


def test_outside_no_number_of_signals_breaks_in() -> None:
    with listening() as stop:
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGTERM)
        with stop.dropping():
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.asked == 4


def test_the_handlers_are_put_back() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(ValueError, match="within"), listening():
        raise ValueError("within")
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
