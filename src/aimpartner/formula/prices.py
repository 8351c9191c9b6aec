"""Dated price lists: the price in force on a day applies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, field, frozen
from attrs.converters import optional
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, nearest
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import in_words, parse_day
from aimpartner.rates import Rate, rise
from aimpartner.sources import Source, from_source
from aimpartner.validators import check_name, given


@frozen(repr=False, field_transformer=checked)
class Price(OneLine):
    """One price of a list, in force until the next one.

    Args:
        first_day: the first day it is in force.
        amount: the price.
        london: the price for London, where the list has another.
        source: where it is published.

    Raises:
        InvalidValueError: a price is negative.

    Example:
        >>> Price("2011-04-01", "27000", "29700").london
        Money('29700.00')
    """

    first_day: Date = field(converter=parse_day)
    amount: Money = field(converter=Money)
    london: Money | None = field(default=None, converter=optional(Money))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check the amounts."""
        for price in (self.amount, self.london):
            if price is not None and price.pence < 0:
                subject = f"Price from {in_words(self.first_day)}"
                raise InvalidValueError(subject, "not be negative", price)

    def in_words(self) -> str:
        """Return the price as a sentence.

        Example:
            >>> Price("2011-04-01", "27000", "29700").in_words()
            'From 1 April 2011: £27,000.00, for London £29,700.00.'
        """
        london = "" if self.london is None else f", for London {self.london}"
        day, source = in_words(self.first_day), from_source(self.source)
        return f"From {day}: {self.amount}{london}.{source}"


@frozen(repr=False, field_transformer=checked)
class PriceList(OneLine):
    """Prices by the day, such as the inter-agency fee.

    Args:
        name: its name.
        prices: the prices, in the order of their first days.

    Raises:
        InvalidValueError: there is no price, or they do not stand in the order of their days.

    Example:
        >>> fees = PriceList("fees", [Price("2011-04-01", "27000"), Price("2019-04-01", "31620")])
        >>> fees.on("2019-03-31").amount
        Money('27000.00')
    """

    name: str
    prices: tuple[Price, ...] = field(converter=ordered, validator=given)

    def __attrs_post_init__(self) -> None:
        """Check the name and the days."""
        check_name("Price list", self.name)
        for earlier, later in pairwise(self.prices):
            if earlier.first_day >= later.first_day:
                rule = "have its prices in the order of their first days, each day once"
                got = f"{in_words(earlier.first_day)}, then {in_words(later.first_day)}"
                raise InvalidValueError(f"Price list {self.name}", rule, got)

    def on(self, day: date | str) -> Price:
        """Return the price in force on a day.

        Raises:
            ModelError: the list begins later.
        """
        wanted = parse_day(day)
        begun = [price for price in self.prices if price.first_day <= wanted]
        if begun:
            return begun[-1]
        got = f"{in_words(self.prices[0].first_day)} as the first day"
        remedy = "Add the price that was in force, with its first day."
        subject = f"Price list {self.name}"
        raise ModelError(subject, f"have a price for {in_words(wanted)}", got, remedy)

    def uplifted(
        self,
        first_day: date | str,
        by: Number,
        unit: Money | str = "0.01",
        source: Source | None = None,
    ) -> PriceList:
        """Return the list with its last price raised from a day on.

        Args:
            first_day: the first day of the raised price.
            by: the part that it is raised by, such as "4.8 %".
            unit: what the raised price is a whole number of.
            source: where the uplift is published.

        Raises:
            InvalidValueError: the day is not after the last price's, or the rate is 50 % or more,
                which is most likely the whole; such a price is a `Price` of its own.

        Example:
            >>> charge = PriceList("monthly charge", [Price("2021-04-01", "896")])
            >>> charge.uplifted("2022-04-01", "4.8 %", "1").on("2022-04-01").amount
            Money('939.00')
        """
        last, pence, rate = self.prices[-1], Money(unit).pence, self._rise(by)

        def raised(amount: Money) -> Money:
            units = amount.pence * (1 + rate) / Fraction(pence)
            return Money.from_pence(nearest(units) * pence)

        london = None if last.london is None else raised(last.london)
        price = Price(first_day, raised(last.amount), london, source)
        return evolve(self, prices=(*self.prices, price))

    def _rise(self, by: Number) -> Rate:
        """Return by what the last price is raised, or refuse it by the name of the list."""
        try:
            return rise(by)
        except InvalidValueError as fault:
            fault.subject = f"Rise of price list {self.name}"
            raise
