"""Counts by period of a year: so many until a day, so many from it on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from attrs import Attribute, field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import Addressed, address
from aimpartner.formula.bases.basis import Basis, Points, called, in_full
from aimpartner.kinds import checked
from aimpartner.periods import DateRange, FinancialYear, in_words, parse_day
from aimpartner.validators import given
from aimpartner.working.steps import Draft


def _day(first: date | str) -> str:
    return str(parse_day(first))


@frozen(repr=False, field_transformer=checked)
class Period(Addressed):
    """What is counted from a day until the next period, or the year, begins.

    Args:
        name: its first day, as 2021-10-01; a part of an address.
        basis: the counts.

    Raises:
        InvalidValueError: the day is none, or the basis is of shares, which count nothing.

    Example:
        >>> from aimpartner import Measured
        >>> print(Period("2021-10-01", Measured("placed from October", lag=0)).first)
        2021-10-01
    """

    word: ClassVar[str] = "period"
    name: str = field(converter=_day)
    basis: Basis = field(metadata=address(""))

    @basis.validator
    def _counts(self, _: Attribute[Any], basis: Basis) -> None:
        if not basis.is_counted:
            subject = f"Period from {in_words(self.first)}"
            rule = "be counted: given as units, or measured and pooled"
            raise InvalidValueError(subject, rule, type(basis).__name__)

    @property
    def first(self) -> date:
        """Its first day."""
        return parse_day(self.name)


@frozen(repr=False, field_transformer=checked)
class Periods(Basis):
    """Counts by period; those of a year are the periods that begin in it, added.

    They are how units are told apart where a price changes within a year: so many at the old
    price, so many at the new.

    Args:
        periods: the periods, in the order of their first days; each goes on until the next.

    Raises:
        InvalidValueError: there is no period, or they do not stand in the order of their days.

    Example:
        >>> from aimpartner import Given
        >>> early = Period("2021-04-01", Given({"Ash": 2}, "units"))
        >>> late = Period("2021-10-01", Given({"Ash": 1}, "units"))
        >>> print(Periods([early, late]).in_words(FinancialYear(2021)))
        agreed units (Ash 2) from 1 April 2021, agreed units (Ash 1) from 1 October 2021
    """

    periods: tuple[Period, ...] = field(converter=ordered, validator=given, metadata=address(""))

    def __attrs_post_init__(self) -> None:
        """Check the order of the days."""
        for earlier, later in pairwise(self.periods):
            if earlier.first >= later.first:
                rule = "stand in the order of their first days, each day once"
                raise InvalidValueError("Periods", rule, f"{earlier.name}, then {later.name}")

    @property
    def is_counted(self) -> bool:
        """Whether its weights count something: they do."""
        return True

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: the counts of each period; below, each in full."""
        parts = [(in_words(part.first), part.basis) for part in self.periods]
        yield 0, listed(f"{basis.in_words(year)} from {day}" for day, basis in parts)
        for day, basis in parts:
            yield from in_full(f"From {day}: ", basis, year, 1)

    def weights(self, draft: Draft, at: str) -> int:
        """Write the counts of each period of the year, and their sum.

        Raises:
            ModelError: none begins in the year.
        """
        begun = self.begun_in(draft.figures.year.days, called(at), at)
        counts = [part.basis.weights(draft, f"{at}/{part.name}") for part in begun]
        return draft.add(counts, f"{called(at)}: the periods together", "units")

    def begun_in(self, days: DateRange, whose: str, at: str = "") -> tuple[Period, ...]:
        """Return the periods that begin on some days.

        Args:
            days: the days.
            whose: what is counted, for an error.
            at: the address of the counts, for an error.

        Raises:
            ModelError: there is none.
        """
        begun = tuple(part for part in self.periods if part.first in days)
        if not begun:
            got = listed(in_words(part.first) for part in self.periods)
            raise ModelError(f"Periods of {whose}", f"begin on one of the days {days}", got, at=at)
        return begun
