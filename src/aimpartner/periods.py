"""Days, financial years and ranges of days."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, total_ordering
from operator import index
from typing import TYPE_CHECKING, SupportsIndex

from attrs import field, frozen
from pendulum import Date

from aimpartner.dates import NoDay, day_in
from aimpartner.errors import InvalidValueError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.years import begins_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEARS = range(1900, 2200)
_IN_YEARS = f"be in the years {_YEARS.start} to {_YEARS.stop - 1}"
_APRIL = 4
_WRITE_DAY = "Write the day as year-month-day, such as 2021-07-01."


def parse_day(value: date | str) -> Date:
    """Return the day that `value` states: a text such as 2021-07-01, 1 July 2021 or 26/03/2021.

    A text that may be two days is refused, as 03/04/2021, with both; see `dates.day_in`. A time is
    no day: which day half past eleven in the evening is in depends on the zone.

    Raises:
        InvalidValueError: the value is a time, the text is in another form, there is no such day,
            or its year is no year of an agency.

    Example:
        >>> parse_day("2021-07-01").add(months=3)
        Date(2021, 10, 1)
    """
    if type(value) is Date and value.year in _YEARS:
        return value
    if not isinstance(value, (date, str)):
        raise InvalidValueError("Day", "be a date or text", repr(value), _WRITE_DAY)
    _refuse_time(value)
    found = day_in(value) if isinstance(value, str) else value
    if isinstance(found, NoDay):
        raise InvalidValueError("Day", found.rule, repr(value), found.remedy)
    if found.year not in _YEARS:
        raise InvalidValueError("Day", _IN_YEARS, str(found), _WRITE_DAY)
    return Date(found.year, found.month, found.day)


def _refuse_time(value: object) -> None:
    """Refuse a day with a time, which `datetime` counts among the days."""
    if isinstance(value, datetime):
        remedy = "Give its day in England, such as value.date()."
        raise InvalidValueError("Day", "be a day without a time", str(value), remedy)


def parse_optional_day(value: date | str | None) -> Date | None:
    """Return the day that `value` states, or `None` for `None`.

    Example:
        >>> parse_optional_day(None) is None
        True
    """
    return None if value is None else parse_day(value)


def as_date(day: date | str) -> Date:
    """Return a day as one that days, months and years can be added to; a text as `parse_day` does.

    Raises:
        InvalidValueError: it is no day, or a time.

    Example:
        >>> as_date(date(2020, 1, 31)).add(months=1)
        Date(2020, 2, 29)
    """
    if type(day) is Date:
        return day
    if isinstance(day, str):
        return parse_day(day)
    if not isinstance(day, date):
        raise InvalidValueError("Day", "be a date", repr(day))
    _refuse_time(day)
    return Date(day.year, day.month, day.day)


def days_on(day: date, days: int) -> Date:
    """Return the day some days later, or earlier for a negative number.

    Example:
        >>> print(days_on(date(2021, 3, 31), 1), days_on(date(2021, 4, 1), -1))
        2021-04-01 2021-03-31
    """
    return Date.fromordinal(day.toordinal() + days)


def months_on(day: date, months: int) -> Date:
    """Return the same day some months later, or that month's last where it has no such day.

    Raises:
        InvalidValueError: it would lie beyond the years of any agency.

    Example:
        >>> print(months_on(date(2020, 8, 31), 6), months_on(date(2021, 2, 28), 12))
        2021-02-28 2022-02-28
    """
    start = as_date(day)
    if (start.year * 12 + start.month - 1 + months) // 12 not in _YEARS:
        raise InvalidValueError("Day", _IN_YEARS, f"{months} months on from {start}")
    return start.add(months=months)


def last_of_months(first: date, months: int) -> Date:
    """Return the last day of some months that begin on a day.

    It is the day before the corresponding day of a later month, or the last day of that month
    where it has no such day: then nothing is taken off.

    Sources:
        The corresponding date rule: Dodds v Walker [1981] 1 WLR 1027.

    Example:
        >>> print(last_of_months(date(2021, 4, 1), 6), last_of_months(date(2021, 3, 31), 6))
        2021-09-30 2021-09-30
    """
    after = months_on(first, months)
    return after if after.day < first.day else days_on(after, -1)


def in_words(day: date, form: str = "D MMMM YYYY") -> str:
    """Return the day as a letter writes it, in English whatever the caller's locale is.

    Args:
        day: the day.
        form: the form, in pendulum's tokens.

    Example:
        >>> in_words(date(2021, 11, 4)), in_words(date(2021, 11, 4), "D MMMM")
        ('4 November 2021', '4 November')
    """
    return as_date(day).format(form, locale="en")


def _as_int(value: object) -> object:
    """Return a whole number of another library as Python's own; all else as it is."""
    return index(value) if isinstance(value, SupportsIndex) and type(value) is not bool else value


@total_ordering
@frozen(order=False, repr=False)
class FinancialYear:
    """An English financial year, 1 April to 31 March, named by the year it begins in.

    Args:
        starts: the calendar year of its 1 April.

    Raises:
        InvalidValueError: the year is not a whole number, or not one of an agency.

    Example:
        >>> year = FinancialYear.parse("2021-22")
        >>> print(year, year.key, year.first, year.last)
        2021/22 2021-22 2021-04-01 2022-03-31
    """

    starts: int = field(converter=_as_int)

    @starts.validator
    def _lies_among_the_days(self, _: object, starts: int) -> None:
        if type(starts) is not int or not (starts in _YEARS and starts + 1 in _YEARS):
            rule = f"begin in the years {_YEARS.start} to {_YEARS.stop - 2}"
            raise InvalidValueError("Financial year", rule, repr(starts))

    @classmethod
    def parse(cls, text: str | FinancialYear) -> FinancialYear:
        """Return the year written as 2021/22, 2021-22, FY2021/22, 2021/2022 or 21/22.

        Two digits are of this century, up to 49.

        Raises:
            InvalidValueError: the form is another, as that of a day, or the two years do not
                follow each other.

        Example:
            >>> FinancialYear.parse("21/22") == FinancialYear.parse("FY 2021–22")
            True
        """
        return text if isinstance(text, FinancialYear) else cls(begins_in(text))

    @classmethod
    def holding(cls, day: date) -> FinancialYear:
        """Return the year in which a day lies.

        Example:
            >>> print(FinancialYear.holding(date(2022, 3, 31)))
            2021/22
        """
        return cls(as_date(day).year - (day.month < _APRIL))

    @property
    def first(self) -> Date:
        """The year's first day, 1 April."""
        return Date(self.starts, _APRIL, 1)

    @property
    def last(self) -> Date:
        """The year's last day, 31 March."""
        return Date(self.starts + 1, _APRIL - 1, 31)

    @property
    def days(self) -> DateRange:
        """The year's days."""
        return _days_of(self)

    @property
    def key(self) -> str:
        """The year as addresses, sheets and file names write it: 2021-22."""
        return f"{self.starts}-{(self.starts + 1) % 100:02}"

    def back(self, years: int) -> FinancialYear:
        """Return the year that many years before.

        Example:
            >>> print(FinancialYear(2021).back(2))
            2019/20
        """
        return FinancialYear(self.starts - years)

    def __lt__(self, other: object) -> bool:
        """Return whether this year comes first."""
        return self.starts < other.starts if isinstance(other, FinancialYear) else NotImplemented

    def __str__(self) -> str:
        """Return the year as 2021/22."""
        return self.key.replace("-", "/")

    def __repr__(self) -> str:
        """Return the year as a call that makes it again."""
        return f"FinancialYear.parse('{self}')"


@cache
def _days_of(year: FinancialYear) -> DateRange:
    return DateRange(year.first, year.last)


def parse_year(value: str | FinancialYear) -> FinancialYear:
    """Return the financial year that `value` states; see `FinancialYear.parse`."""
    return FinancialYear.parse(value)


def parse_optional_year(value: str | FinancialYear | None) -> FinancialYear | None:
    """Return the financial year that `value` states, or `None` for `None`."""
    return None if value is None else parse_year(value)


@frozen(repr=False, field_transformer=checked)
class DateRange(OneLine):
    """Days from a first to a last, both included; without a last, open-ended.

    Args:
        first: the first day, a `date` or text such as 2021-04-01.
        last: the last day; `None` where there is none.

    Raises:
        InvalidValueError: the range ends before it begins.

    Example:
        >>> DateRange("2021-04-01", "2021-11-03").count
        217
    """

    first: Date = field(converter=parse_day)
    last: Date | None = field(default=None, converter=parse_optional_day)

    @last.validator
    def _ends_after_it_begins(self, _: object, last: date | None) -> None:
        if last is not None and last < self.first:
            got = f"{self.first} to {last}"
            rule = "end on or after its first day"
            raise InvalidValueError("Range of days", rule, got, field="last")

    @property
    def count(self) -> int:
        """How many days it holds.

        Raises:
            InvalidValueError: the range is open-ended.
        """
        if self.last is None:
            raise InvalidValueError("Range of days", "have a last day to be counted", str(self))
        return self.last.toordinal() - self.first.toordinal() + 1

    @property
    def before(self) -> Date:
        """The day before its first.

        Example:
            >>> print(DateRange("2021-04-01", "2022-03-31").before)
            2021-03-31
        """
        return days_on(self.first, -1)

    @property
    def after(self) -> Date | None:
        """The day after its last; `None` where it is open-ended.

        Example:
            >>> print(DateRange("2021-04-01", "2022-03-31").after)
            2022-04-01
        """
        return days_on(self.last, 1) if self.last else None

    @property
    def whole_months(self) -> int | None:
        """How many months it holds by `last_of_months`; `None` if not a whole number.

        Example:
            >>> DateRange("2021-04-01", "2022-03-31").whole_months
            12
        """
        last = self.last
        if last is None:
            return None
        months = (last.year - self.first.year) * 12 + last.month - self.first.month
        counts = (n for n in (months, months + 1) if last_of_months(self.first, n) == last)
        return next(counts, None)

    def __contains__(self, day: date) -> bool:
        """Return whether the day is in the range."""
        wanted = as_date(day)
        return self.first <= wanted and (self.last is None or wanted <= self.last)

    def __iter__(self) -> Iterator[Date]:
        """Go through the days; an open-ended range has no end."""
        last = self.last or date.max
        yield from map(Date.fromordinal, range(self.first.toordinal(), last.toordinal() + 1))

    def overlap(self, other: DateRange) -> DateRange | None:
        """Return the days in both, or `None`.

        Example:
            >>> print(DateRange("2018-04-01", "2021-03-31").overlap(DateRange("2021-01-01")))
            2021-01-01 to 2021-03-31
        """
        first = max(self.first, other.first)
        lasts = [last for last in (self.last, other.last) if last is not None]
        last = min(lasts) if lasts else None
        return None if last is not None and last < first else DateRange(first, last)

    def split(self, *starts: date) -> tuple[DateRange, ...]:
        """Return the range cut so that a part begins on each of the days that fall inside it.

        Example:
            >>> [str(part) for part in FinancialYear(2021).days.split(date(2021, 10, 1))]
            ['2021-04-01 to 2021-09-30', '2021-10-01 to 2022-03-31']
        """
        inside = {day for day in map(as_date, starts) if day in self}
        firsts = sorted({self.first} | inside)
        lasts = [*(days_on(first, -1) for first in firsts[1:]), self.last]
        return tuple(DateRange(*pair) for pair in zip(firsts, lasts, strict=True))

    def __str__(self) -> str:
        """Return the first and the last day."""
        return f"{self.first} to {self.last}" if self.last else f"from {self.first}"
