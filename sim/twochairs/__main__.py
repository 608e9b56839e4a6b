"""Where the command begins: until it can answer a signal in words, one ends it in silence."""

import signal

from twochairs.cli.streams import lasting_streams

_STOPS = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Run the command; neither its loading nor its end answers a signal or a stream that is gone with a traceback."""
    for number in _STOPS:
        signal.signal(number, signal.SIG_DFL)
    with lasting_streams():
        from twochairs.cli.app import main as command

        try:
            command()
        finally:  # what remains is to end, and that is at once
            for number in _STOPS:
                signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main()
