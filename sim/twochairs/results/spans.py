"""What a change is measured between: the first and the last year of a run, or halves of a shorter one."""

YEAR = 12


def spans(rows: int) -> tuple[slice, slice]:
    """The first and the last year among the rows of a run, the first of which is its start; halves of a shorter run.

    A run of one month has the start and the end.
    """
    length = min(YEAR, (rows - 1) // 2)
    return (slice(1, 1 + length), slice(rows - length, rows)) if length else (slice(0, 1), slice(rows - 1, rows))


def told(rows: int) -> tuple[str, str]:
    """What these two spans are, in words."""
    length = min(YEAR, (rows - 1) // 2)
    if not length:
        return "at the start", "at the end"
    return f"in the first {'year' if length == YEAR else f'{length} months' if length > 1 else 'month'}", "in the last"
