"""Months as a reader writes them, and as numbers."""

import re

A_MONTH = "it must be a month such as 2022-05"
_MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])\Z")
_EVERY = re.compile(r"([0-9]{1,4}) (month|months|year|years)\Z")


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
    months = int(match[1]) * (12 if match[2].startswith("year") else 1) if match else 0
    if not 1 <= months <= 1200:
        raise ValueError("it must be an interval such as '6 months' or '1 year', at most 100 years")
    return months
