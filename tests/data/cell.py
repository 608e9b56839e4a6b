"""A cell of a table by the key of its row."""

from twochairs.data.catalogue import table
from twochairs.scenario.example import HOME


def one(name, column="value", case=HOME, **key):
    """The only cell of a table with a key."""
    frame = table(name, case)
    for field, wanted in key.items():
        frame = frame[frame[field] == wanted]
    assert len(frame) == 1
    return frame[column].iloc[0]
