"""Working days in England."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError
from aimpartner.working_days import _england, last_working_day
from faults import caught, said


@pytest.mark.parametrize(
    ("month", "last"),
    [
        ((2021, 10), date(2021, 10, 29)),  # the 30th and 31st are a weekend
        ((2021, 5), date(2021, 5, 28)),  # the 31st is the Spring bank holiday
        ((2018, 3), date(2018, 3, 29)),  # the 30th is Good Friday, the 31st a Saturday
        ((2020, 8), date(2020, 8, 28)),  # the 31st is the Summer bank holiday
        ((2022, 12), date(2022, 12, 30)),  # the 31st is a Saturday
        ((2021, 12), date(2021, 12, 31)),
        ((2020, 2), date(2020, 2, 28)),  # the 29th is a Saturday
    ],
)
def test_the_last_working_day_is_neither_at_a_weekend_nor_a_bank_holiday(
    month: tuple[int, int], last: date
) -> None:
    """The bank holidays are those of GOV.UK, "UK bank holidays", England and Wales."""
    assert last_working_day(*month) == last


@pytest.mark.parametrize(
    "day",
    [
        date(2020, 5, 8),  # moved from 4 May for VE Day
        date(2022, 6, 2),  # moved from 30 May for the Platinum Jubilee
        date(2022, 6, 3),  # the Platinum Jubilee
        date(2022, 9, 19),  # the State Funeral of Queen Elizabeth II
        date(2023, 5, 8),  # the Coronation
        date(2021, 12, 27),  # in place of Christmas Day, a Saturday
    ],
)
def test_holidays_proclaimed_and_moved_are_kept(day: date) -> None:
    assert not _england().is_working_day(day)


@pytest.mark.parametrize("day", [date(2021, 3, 17), date(2021, 8, 2), date(2021, 11, 30)])
def test_holidays_of_the_other_nations_are_working_days(day: date) -> None:
    """St Patrick's day, and in Scotland the first Monday of August and St Andrew's day."""
    assert _england().is_working_day(day)


@given(st.integers(1950, 2100), st.integers(1, 12))
def test_no_working_day_of_the_month_comes_later(year: int, month: int) -> None:
    last = last_working_day(year, month)
    assert (last.year, last.month) == (year, month)
    assert _england().is_working_day(last)
    later = (last + timedelta(days=ahead) for ahead in range(1, 10))
    assert not any(_england().is_working_day(day) for day in later if day.month == month)


@pytest.mark.parametrize("year", [1000, 1871, 2101, 2199])
def test_a_year_whose_holidays_are_not_known_is_refused(year: int) -> None:
    fault = caught(InvalidValueError, last_working_day, year, 3)
    rule = "lie in 1872 to 2100, whose bank holidays are known"
    assert said(fault) == ("Last working day", rule, f"{year}-03")
    assert fault.remedy == "State the day of the month."


def test_the_last_year_known_has_its_days() -> None:
    assert last_working_day(2100, 12) == date(2100, 12, 31)
