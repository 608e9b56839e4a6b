"""A cell of a table by the key of its row."""

from twochairs.data.catalogue import table


def one(name, column="value", **key):
    """The only cell of a table with a key."""
    frame = table(name)
    for field, wanted in key.items():
        frame = frame[frame[field] == wanted]
    assert len(frame) == 1
    return frame[column].iloc[0]
