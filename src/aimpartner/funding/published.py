"""Figures that others published: who said how much, of what, where and when."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from aimpartner.money import Money
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.sources import Source


@frozen
class Published:
    """An amount that somebody published of a partner for a year.

    Args:
        year: the year it is of.
        partner: the partner's short name.
        amount: what was published.
        rounded_to: the unit that the publication rounds to; £0.524m is rounded to £1,000.
        what: what it measures, in the publisher's terms.
        is_contribution: whether it measures what the library calculates: a contribution to the
            call. A figure that measures something else is only set beside it.
        source: who published it, where and when.

    Example:
        >>> said = Source("Sefton Cabinet, 4 November 2021, revenue costs")
        >>> share = Published("2021/22", "Sefton", "524000", "1000", "share of costs", True, said)
        >>> share.agrees_with(Money("524027.76"))
        True
    """

    year: FinancialYear = field(converter=parse_year)
    partner: str
    amount: Money = field(converter=Money)
    rounded_to: Money = field(converter=Money)
    what: str
    is_contribution: bool
    source: Source

    def agrees_with(self, amount: Money) -> bool:
        """Return whether the amount is the published one, to the publication's rounding."""
        return abs((amount - self.amount).pence) <= Fraction(self.rounded_to.pence, 2)
