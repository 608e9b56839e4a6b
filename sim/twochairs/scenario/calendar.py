"""Months as a reader writes them, and as numbers."""

import re

FIRST_MONTH, LAST_MONTH = 12, 9999 * 12 + 11
"""Numbers of 0001-01 and 9999-12, before and after which nothing has a date."""
A_MONTH = "it must be a month such as 2022-05"
MONTH_PATTERN = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])"
INTERVAL_PATTERN = (
    "(0{0,3}[1-9]|0{0,2}[1-9][0-9]|0?[1-9][0-9]{2}|1[01][0-9]{2}|1200) months?"
    "|(0{0,3}[1-9]|0{0,2}[1-9][0-9]|0?100) years?"
)
_MONTH = re.compile(rf"(?:{MONTH_PATTERN})\Z")
_EVERY = re.compile(rf"(?:{INTERVAL_PATTERN})\Z")


def month_number(text: object) -> int:
    """Months since year 0 of a month such as 2022-05.

    Raises
    ------
    ValueError : with what is allowed
    """
    if not is_month(text):
        raise ValueError(A_MONTH)
    year, month = str(text).split("-")
    return int(year) * 12 + int(month) - 1


def is_month(text: object) -> bool:
    """Whether it is a month, written year-month."""
    return isinstance(text, str) and _MONTH.match(text) is not None


def month_text(number: int) -> str:
    """The month of a number from `month_number`."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def interval_months(text: object) -> int:
    """Months of an interval such as "6 months" or "1 year".

    Raises
    ------
    ValueError : with what is allowed
    """
    match = _EVERY.match(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError("it must be an interval such as '6 months' or '1 year', at most 100 years")
    return int(match[1]) if match[1] else 12 * int(match[2])
