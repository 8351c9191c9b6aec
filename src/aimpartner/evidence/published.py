"""Figures that others published: who said how much, of what, where and when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import field, frozen

from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_optional_day, parse_year
from aimpartner.sources import Source


@frozen(repr=False, field_transformer=checked)
class Published(OneLine):
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
        said_on: the day it was published; `None` where not recorded.
        by_construction: whether the model was made to meet it, so that agreeing proves nothing.

    Example:
        >>> said = Source("Sefton Cabinet, 4 November 2021, revenue costs")
        >>> told = {"what": "share of costs", "is_contribution": True, "source": said}
        >>> share = Published("2021/22", "Sefton", "524000", "1000", **told)
        >>> share.agrees_with(Money("524027.76"))
        True
    """

    year: FinancialYear = field(converter=parse_year)
    partner: str
    amount: Money = field(converter=Money)
    rounded_to: Money = field(converter=Money)
    what: str = field(kw_only=True)
    is_contribution: bool = field(kw_only=True)
    source: Source = field(kw_only=True)
    said_on: date | None = field(default=None, converter=parse_optional_day, kw_only=True)
    by_construction: bool = field(default=False, kw_only=True)

    def is_known(self, known_on: date | None) -> bool:
        """Return whether it was published by the day; one without a day always was."""
        known = parse_optional_day(known_on)
        return known is None or self.said_on is None or self.said_on <= known

    def agrees_with(self, amount: Money) -> bool:
        """Return whether the amount is the published one, to the publication's rounding."""
        return abs((amount - self.amount).pence) <= Fraction(self.rounded_to.pence, 2)


@frozen
class Beside:
    """A published figure set beside the contribution that was calculated.

    Args:
        published: the figure.
        calculated: the partner's contribution.
    """

    published: Published
    calculated: Money

    @property
    def difference(self) -> Money:
        """The published figure less the calculated one."""
        return self.published.amount - self.calculated

    def __str__(self) -> str:
        """Return the sentence that tells of both."""
        said = self.published
        figure = f"Published for {said.partner}: {said.amount} ({said.what}; {said.source})"
        return f"{figure}: {self.verdict}, {self.difference} from what is calculated."

    @property
    def verdict(self) -> str:
        """Whether the two agree, differ, or do not measure the same."""
        if not self.published.is_contribution:
            return "measures something else"
        if not self.published.agrees_with(self.calculated):
            return "differs"
        return "agrees by construction" if self.published.by_construction else "agrees"
