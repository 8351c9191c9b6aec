"""Days, financial years and ranges of days."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from typing import Any

import pendulum
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pendulum import Date

from aimpartner.errors import InvalidValueError
from aimpartner.periods import (
    DateRange,
    FinancialYear,
    as_date,
    in_words,
    last_of_months,
    months_on,
    parse_day,
    parse_optional_day,
    parse_optional_year,
    parse_year,
)
from faults import caught, said

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
FEW_DAYS = st.dates(date(2020, 1, 1), date(2020, 2, 10))
ONE_DAY = timedelta(days=1)


@pytest.fixture
def german() -> Iterator[None]:
    """Let pendulum write German, as a caller may."""
    pendulum.set_locale("de")
    yield
    pendulum.set_locale("en")


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    """Draw a range, short or open-ended."""
    first = draw(FEW_DAYS)
    length = draw(st.none() | st.integers(0, 40))
    return DateRange(first, None if length is None else first + timedelta(days=length))


@given(DAYS)
def test_a_day_reads_back_from_its_one_form(day: date) -> None:
    assert parse_day(day.isoformat()) == day == parse_day(day)


@pytest.mark.parametrize("read", [parse_day, as_date, in_words, FinancialYear.holding])
@pytest.mark.parametrize(
    "moment",
    [datetime(2021, 3, 31, 23, 30, tzinfo=UTC), pendulum.datetime(2021, 3, 31)],
    ids=["before midnight in Greenwich", "midnight"],
)
def test_a_moment_is_no_day(read: Callable[[date], object], moment: datetime) -> None:
    """On 31 March at 23:30 in Greenwich it is 1 April in England, and another financial year."""
    fault = caught(InvalidValueError, read, moment)
    assert said(fault) == ("Day", "be a day without a time", str(moment))
    assert "value.date()" in fault.remedy
    assert caught(InvalidValueError, lambda: moment in DateRange("2021-04-01")).subject == "Day"


def test_what_is_no_day_at_all_is_refused() -> None:
    wrong: Any = 20210331
    assert said(caught(InvalidValueError, as_date, wrong)) == ("Day", "be a date", repr(wrong))
    assert caught(InvalidValueError, as_date, "31 March").rule == "be written year-month-day"
    assert as_date("2021-03-31") in DateRange("2021-03-31", "2021-03-31")


@pytest.mark.parametrize(
    ("last", "months", "reaches"),
    [
        ("2020-02-28", 12, "2021-02-28"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2019-02-28", 12, "2020-02-29"),
        ("2021-02-28", 12, "2022-02-28"),
        ("2021-03-30", 6, "2021-09-30"),
        ("2021-03-31", 6, "2021-09-30"),
        ("2021-03-29", 6, "2021-09-29"),
        ("2020-09-30", 6, "2021-03-31"),
        ("2020-09-29", 6, "2021-03-29"),
        ("2021-01-27", 1, "2021-02-27"),
        ("2021-01-28", 1, "2021-02-28"),
        ("2021-01-30", 1, "2021-02-28"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-01-30", 1, "2020-02-29"),
        ("2021-03-31", 36, "2024-03-31"),
    ],
)
def test_months_that_begin_on_the_day_after_run_to_the_day_before_the_corresponding_one(
    last: str, months: int, reaches: str
) -> None:
    first = parse_day(last).add(days=1)
    assert last_of_months(first, months) == parse_day(reaches)
    assert DateRange(first, reaches).whole_months == months
    assert DateRange(first, parse_day(reaches).subtract(days=1)).whole_months != months


@given(st.dates(Date(1999, 12, 1), Date(2004, 3, 1)), st.integers(1, 60))
def test_more_months_run_further_and_a_later_beginning_no_less_far(
    first: date, months: int
) -> None:
    assert last_of_months(first, months) < last_of_months(first, months + 1)
    assert last_of_months(first, months) <= last_of_months(first + ONE_DAY, months)


@pytest.mark.parametrize("months", [10**6, -(10**6), 12 * 180])
def test_a_day_beyond_the_years_of_an_agency_is_refused(months: int) -> None:
    fault = caught(InvalidValueError, months_on, date(2021, 4, 1), months)
    got = f"{months} months on from 2021-04-01"
    assert said(fault) == ("Day", "be in the years 1900 to 2199", got)


@pytest.mark.parametrize(
    "text", ["July 2021", "1 Juli 2021", "2021-7-1", "20210701", "2021-W26-4", ""]
)
def test_a_day_in_another_form_is_refused(text: str) -> None:
    fault = caught(InvalidValueError, parse_day, text)
    assert said(fault) == ("Day", "be written year-month-day", repr(text))
    assert "2021-07-01" in fault.remedy


@pytest.mark.parametrize("text", ["2021-02-29", "2021-13-01", "0000-01-01"])
def test_a_day_that_is_not_in_the_calendar_is_refused(text: str) -> None:
    assert said(caught(InvalidValueError, parse_day, text)) == (
        "Day",
        "be in the calendar",
        repr(text),
    )


def test_no_day_stays_no_day() -> None:
    assert parse_optional_day(None) is None
    assert parse_optional_day("2021-07-01") == date(2021, 7, 1)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2021, 4, 1), 12, date(2022, 4, 1)),
        (date(2021, 12, 15), 1, date(2022, 1, 15)),
        (date(2021, 4, 1), 0, date(2021, 4, 1)),
    ],
)
def test_months_are_counted_from_the_day_and_stop_at_the_month_end(
    day: date, months: int, after: date
) -> None:
    assert as_date(day).add(months=months) == after


@pytest.mark.parametrize(
    "day", [parse_day("2021-11-04"), FinancialYear(2021).first, FinancialYear(2021).days.after]
)
def test_a_day_can_be_counted_on_from_and_stays_usable_as_a_plain_date(day: Date) -> None:
    bare = date(day.year, day.month, day.day)
    assert type(day) is type(as_date(bare)) is Date
    assert (day, hash(day), str(day), day.isoformat()) == (bare, hash(bare), str(bare), str(bare))
    assert pickle.loads(pickle.dumps(day)) == bare  # noqa: S301  # our own
    assert sorted([day, date.min]) == [date.min, bare]
    assert as_date(day) is day


def test_a_day_in_words() -> None:
    assert in_words(date(2021, 11, 4)) == "4 November 2021"


@pytest.mark.usefixtures("german")
def test_a_day_in_words_is_english_where_the_caller_writes_another_language() -> None:
    assert Date(2021, 3, 4).format("D MMMM YYYY") == "4 März 2021"
    assert in_words(date(2021, 3, 4)) == "4 March 2021"


@pytest.mark.parametrize(
    ("day", "year"), [("2021-03-31", 2020), ("2021-04-01", 2021), ("2021-12-31", 2021)]
)
def test_the_year_that_holds_a_day_begins_on_the_first_of_april(day: str, year: int) -> None:
    assert FinancialYear.holding(parse_day(day)) == FinancialYear(year)


@pytest.mark.parametrize(
    "text", ["2021/22", "2021-22", "2021/2022", "2021-2022", "21/22", " 21-22 "]
)
def test_a_financial_year_is_read_in_each_form(text: str) -> None:
    assert FinancialYear.parse(text) == FinancialYear(2021)


def test_the_turn_of_the_century_is_read() -> None:
    assert FinancialYear.parse("1999/00") == FinancialYear(1999)
    assert FinancialYear.parse("2099/00") == FinancialYear(2099)
    fault = caught(InvalidValueError, FinancialYear.parse, "99/00")
    assert said(fault) == ("Financial year", "have years of four digits", "'99/00'")


@pytest.mark.parametrize(
    "text", ["20211", "2021/2", "2021 22", "twenty", "", "202/203", "2021/022"]
)
def test_a_year_in_another_form_is_refused(text: str) -> None:
    fault = caught(InvalidValueError, FinancialYear.parse, text)
    assert said(fault) == ("Financial year", "be written as 2021/22", repr(text))
    assert fault.remedy == "Write it as 2021/22."


@pytest.mark.parametrize("text", ["2021/23", "2021/21", "2021/2023", "22/21", "1999/99"])
def test_years_that_do_not_follow_each_other_are_refused(text: str) -> None:
    fault = caught(InvalidValueError, FinancialYear.parse, text)
    assert said(fault) == ("Financial year", "end a year after it begins", repr(text))


@pytest.mark.parametrize("starts", [999, 9999, 1899, 2199, 0, -2021, True, "2021", 2021.0])
def test_a_year_lies_among_the_days(starts: Any) -> None:  # noqa: ANN401  # a wrong type on purpose
    fault = caught(InvalidValueError, FinancialYear, starts)
    assert (fault.subject, fault.got) == ("Financial year", repr(starts))


@given(st.integers(1900, 2198))
def test_a_year_reads_back_from_its_text_and_key(starts: int) -> None:
    year = FinancialYear(starts)
    assert FinancialYear.parse(str(year)) == year == FinancialYear.parse(year.key)
    assert FinancialYear.parse(year) is year
    assert eval(repr(year)) == year  # noqa: S307  # the repr is said to make it again
    assert pickle.loads(pickle.dumps(year)) == year  # noqa: S301  # made on this line


def test_a_year_runs_from_april_to_march() -> None:
    year = FinancialYear(2021)
    assert (year.first, year.last) == (date(2021, 4, 1), date(2022, 3, 31))
    assert year.days == DateRange("2021-04-01", "2022-03-31")
    assert (str(year), year.key) == ("2021/22", "2021-22")


def test_years_are_ordered_and_go_back() -> None:
    assert FinancialYear(2020) < FinancialYear(2021)
    assert FinancialYear(2021) >= FinancialYear(2021)
    assert FinancialYear(2021).back(2) == FinancialYear(2019)
    assert FinancialYear(2021).back(0) == FinancialYear(2021)


def test_a_year_is_not_compared_with_a_number() -> None:
    with pytest.raises(TypeError):
        _ = FinancialYear(2021) < 2022


def test_a_range_is_inclusive_and_counts_its_days() -> None:
    lapse = DateRange("2021-04-01", "2021-11-03")
    assert lapse.count == 217 == len(list(lapse))
    assert (date(2021, 4, 1) in lapse, date(2021, 11, 3) in lapse) == (True, True)
    assert (date(2021, 3, 31) in lapse, date(2021, 11, 4) in lapse) == (False, False)


def test_a_range_of_one_day_holds_it() -> None:
    day = date(2021, 4, 1)
    assert list(DateRange(day, day)) == [day]


@given(ranges())
def test_the_days_beside_a_range_touch_it_from_outside(days: DateRange) -> None:
    assert days.before not in days
    assert days.before + ONE_DAY == days.first
    if days.last is None:
        assert days.after is None
    else:
        assert days.after == days.last + ONE_DAY


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    fault = caught(InvalidValueError, DateRange, "2021-04-02", "2021-04-01")
    assert said(fault) == (
        "Range of days",
        "end on or after its first day",
        "2021-04-02 to 2021-04-01",
    )


def test_an_open_range_goes_on_and_cannot_be_counted() -> None:
    forever = DateRange("2021-04-01")
    assert date(9999, 12, 31) in forever
    assert list(islice(forever, 2)) == [date(2021, 4, 1), date(2021, 4, 2)]
    assert forever.whole_months is None
    fault = caught(InvalidValueError, lambda: forever.count)
    assert said(fault) == ("Range of days", "have a last day to be counted", "from 2021-04-01")


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2021-04-01", "2022-03-31", 12),
        ("2021-04-15", "2021-05-14", 1),
        ("2021-01-31", "2021-02-28", 1),
        ("2021-01-31", "2021-02-27", None),
        ("2020-02-01", "2020-02-29", 1),
        ("2021-02-01", "2021-02-27", None),
        ("2021-04-01", "2021-04-01", None),
    ],
)
def test_whole_months_are_counted_from_the_first_day(
    first: str, last: str, months: int | None
) -> None:
    assert DateRange(first, last).whole_months == months


@given(ranges(), ranges())
@example(DateRange("2020-01-01"), DateRange("2020-01-05"))
def test_an_overlap_holds_the_days_of_both(one: DateRange, other: DateRange) -> None:
    both = one.overlap(other)
    assert both == other.overlap(one)
    for day in (date(2019, 12, 30) + timedelta(days=ago) for ago in range(90)):
        assert (day in one and day in other) is (both is not None and day in both)


def test_ranges_apart_have_no_overlap() -> None:
    assert DateRange("2020-01-01", "2020-01-31").overlap(DateRange("2020-02-01")) is None


@given(ranges(), st.lists(FEW_DAYS, max_size=4))
@example(DateRange("2020-01-01", "2020-01-03"), [date(2020, 1, 1), date(2020, 1, 3)])
def test_parts_of_a_split_join_up_and_begin_on_the_days_named(
    whole: DateRange, starts: list[date]
) -> None:
    parts = whole.split(*starts)
    assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
    assert all(one.last == other.first - ONE_DAY for one, other in pairwise(parts))
    inside = {day for day in starts if day in whole} | {whole.first}
    assert {part.first for part in parts} == inside


def test_a_range_reads_as_its_days() -> None:
    assert str(DateRange("2021-04-01", "2022-03-31")) == "2021-04-01 to 2022-03-31"
    assert str(DateRange("2021-04-01")) == "from 2021-04-01"


def test_a_year_is_read_from_text_or_itself_and_may_be_absent() -> None:
    assert parse_year("2021/22") == FinancialYear(2021) == parse_year(FinancialYear(2021))
    assert parse_optional_year("2021-22") == FinancialYear(2021)
    assert parse_optional_year(None) is None


@pytest.mark.parametrize("day", [20210701, None, "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_is_a_day_of_an_agency(day: Any) -> None:  # noqa: ANN401  # wrong types on purpose
    assert caught(InvalidValueError, parse_day, day).subject == "Day"
