"""Working days in England."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pendulum import Date

from aimpartner.errors import InvalidValueError

if TYPE_CHECKING:
    from holidays import HolidayBase


@cache
def _england() -> HolidayBase:
    """Return England's bank holidays; the calendar works out a year when it is asked of it."""
    import holidays  # noqa: PLC0415  # importing aimpartner must not load it

    return holidays.country_holidays("GB", subdiv="ENG")


def last_working_day(year: int, month: int) -> Date:
    """Return the last day of a month that is neither at a weekend nor a bank holiday in England.

    Args:
        year: the calendar year.
        month: the month, 1 to 12.

    Raises:
        InvalidValueError: the year is not one whose bank holidays are known.

    Sources:
        Banking and Financial Dealings Act 1971 and proclamations under it, as the package
        `holidays` keeps them; a holiday proclaimed after its release is not in it.

    Example:
        >>> print(last_working_day(2021, 10), last_working_day(2021, 5))
        2021-10-29 2021-05-28
    """
    known = _england()
    if not known.start_year <= year <= known.end_year:
        rule = f"lie in {known.start_year} to {known.end_year}, whose bank holidays are known"
        remedy = "State the day of the month."
        raise InvalidValueError("Last working day", rule, f"{year}-{month:02}", remedy)
    day = Date(year, month, 1).end_of("month")
    while not known.is_working_day(day):
        day = day.subtract(days=1)
    return day
