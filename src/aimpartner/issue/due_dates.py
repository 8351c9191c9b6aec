"""When a year's amount falls due, and in what parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ByPartner, as_pairs, ordered
from aimpartner.errors import InvalidValueError
from aimpartner.exact import Number, percent
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import months_on, parse_day
from aimpartner.rates import Rate
from aimpartner.validators import check_sum, given, whole


def _days(values: Iterable[date | str]) -> tuple[date, ...]:
    """Return the days, refusing any that does not follow the one before it."""
    days = tuple(parse_day(day) for day in ordered(values))
    for before, after in pairwise(days):
        if after <= before:
            raise InvalidValueError("Due day", f"be later than {before}, the one before", after)
    return days


@frozen(repr=False, field_transformer=checked)
class EqualInstalments(OneLine):
    """Equal instalments on stated days.

    Args:
        days: the due days, in order.

    Raises:
        InvalidValueError: there is no day, or they are out of order.

    Example:
        >>> [str(part) for _, part in EqualInstalments(["2021-06-01", "2021-12-01"]).parts]
        ['1/2', '1/2']
    """

    days: tuple[date, ...] = field(converter=_days, validator=given)

    @property
    def parts(self) -> tuple[tuple[date, Fraction], ...]:
        """Each due day, with the part of the year's amount that falls due."""
        return tuple((day, Fraction(1, len(self.days))) for day in self.days)


@frozen(repr=False, field_transformer=checked)
class Monthly(OneLine):
    """Equal instalments on one day of each month, or the month's last where it is shorter.

    Args:
        first: the first due day.
        months: how many there are.

    Raises:
        InvalidValueError: the number of months is not whole, less than 1 or over 1,200, or the
            last of them lies beyond the years of any agency.

    Example:
        >>> [str(day) for day, _ in Monthly("2022-01-31", 3).parts]
        ['2022-01-31', '2022-02-28', '2022-03-31']
    """

    first: Date = field(converter=parse_day)
    months: int = field(default=12, validator=whole(1, 1200))

    def __attrs_post_init__(self) -> None:
        """Refuse a run of months beyond the calendar."""
        months_on(self.first, self.months - 1)

    @property
    def parts(self) -> tuple[tuple[date, Fraction], ...]:
        """Each due day, with the part of the year's amount that falls due."""
        return EqualInstalments(
            [months_on(self.first, month) for month in range(self.months)]
        ).parts


def _parts(
    pairs: Iterable[tuple[date | str, Number]],
) -> tuple[tuple[date, Rate], ...]:
    stated = as_pairs(pairs)
    parts = (Rate(part) for _, part in stated)
    return tuple(zip(_days(day for day, _ in stated), parts, strict=True))


@frozen(repr=False, field_transformer=checked)
class StatedInstalments(OneLine):
    """Stated parts of the year's amount on stated days, the same for every partner.

    Args:
        parts: each due day, in order, with its part, such as "25 %"; the parts sum to one.

    Raises:
        InvalidValueError: a part is negative, they do not sum to one, or the days are out of
            order.

    Example:
        >>> due = StatedInstalments([("2021-04-30", "75 %"), ("2022-02-28", "25 %")])
        >>> [str(part) for _, part in due.parts]
        ['75 %', '25 %']
    """

    parts: tuple[tuple[date, Rate], ...] = field(converter=_parts)

    @parts.validator
    def _make_a_whole(self, _: object, parts: tuple[tuple[date, Rate], ...]) -> None:
        for day, part in parts:
            if part < 0:
                raise InvalidValueError(f"Part due {day}", "not be negative", percent(part))
        check_sum("Parts of the year's amount", dict(parts))


def _amounts(
    pairs: Iterable[tuple[date | str, ByPartner[Money]]],
) -> tuple[tuple[date, ByPartner[Money]], ...]:
    stated = as_pairs(pairs)
    return tuple(
        zip(_days(day for day, _ in stated), (amounts for _, amounts in stated), strict=True)
    )


@frozen(repr=False, field_transformer=checked)
class StatedAmounts(OneLine):
    """Stated amounts on stated days, as an agreement or a letter lists them.

    Args:
        amounts: each due day, in order, with what each partner pays on it.

    Raises:
        InvalidValueError: there is no day, or they are out of order.

    Example:
        >>> paid = ByPartner({"Ash": Money("60"), "Birch": Money("40")})
        >>> StatedAmounts([("2021-04-30", paid)]).amounts[0][1]["Birch"]
        Money('40.00')
    """

    amounts: tuple[tuple[date, ByPartner[Money]], ...] = field(converter=_amounts, validator=given)


DueDates = EqualInstalments | Monthly | StatedInstalments | StatedAmounts
