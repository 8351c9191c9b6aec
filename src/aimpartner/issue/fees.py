"""What was bought at a price, as an issue lists it: the price, and the units of each partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ByPartner, as_pairs
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, listed, nearest
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import in_words, parse_optional_day
from aimpartner.rates import unmarked
from aimpartner.sources import Source
from aimpartner.validators import check_once, given


def _numbers(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    return ByPartner((partner, unmarked(number)) for partner, number in as_pairs(values))


@frozen(repr=False, field_transformer=checked)
class Fee(OneLine):
    """Units at one listed price: what an issue charged for them, and a settlement settles.

    Args:
        element: the name of the element.
        price: the price of one, as the list of the issue has it.
        units: the units of each partner, in the partners' order.
        since: the first day of the units' period, where a price changes in the year; `None` where
            they are not told apart.
        agreed: the units agreed of each, where only what goes beyond them is charged.
        within: how many units more or fewer than agreed cost nothing.
        source: where the price is recorded.

    Raises:
        InvalidValueError: the price or the tolerance is negative, or units are marked as per cent.

    Example:
        >>> fee = Fee("places", "34500", {"Ash": 2, "Birch": 0})
        >>> fee.pence("Ash", fee.units["Ash"]) == 69_000_00
        True
    """

    element: str = field(validator=given)
    price: Money = field(converter=Money)
    units: ByPartner[Fraction] = field(converter=_numbers)
    since: date | None = field(default=None, converter=parse_optional_day)
    agreed: ByPartner[Fraction] = field(factory=dict, converter=_numbers, kw_only=True)
    within: Fraction = field(default=Fraction(0), converter=unmarked, kw_only=True)
    source: Source | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check the price and the tolerance."""
        if self.price.pence < 0:
            raise InvalidValueError(f"Price of {self.title}", "not be negative", self.price)
        if self.within < 0:
            raise InvalidValueError(f"Tolerance of {self.title}", "not be negative", self.within)

    @property
    def title(self) -> str:
        """The element, with the first day of its period where there is one."""
        return bought_from(self.element, self.since)

    @property
    def has_tolerance(self) -> bool:
        """Whether only units beyond those agreed, or beyond a tolerance, are charged."""
        return bool(self.agreed or self.within)

    def beyond(self, partner: str, units: Fraction) -> Fraction:
        """Return how many of some units a partner is charged for: those beyond the tolerance."""
        gap = units - self.agreed.get(partner, Fraction(0))
        return gap - min(max(gap, -self.within), self.within)

    def pence(self, partner: str, units: Fraction) -> Fraction:
        """Return what some units come to for a partner: those beyond the tolerance, times price."""
        return self.beyond(partner, units) * self.price.pence

    def asks(self, partner: str) -> bool:
        """Return whether a partner took units, or had some agreed."""
        return bool(self.units[partner] or self.agreed.get(partner))


def bought_from(element: str, since: date | None) -> str:
    """Return an element, and the first day of a period of it, as a sentence names them.

    Example:
        >>> bought_from("places", date(2021, 10, 1))
        'places from 1 October 2021'
    """
    return f"{element} from {in_words(since)}" if since else element


def check_charged(fees: Sequence[Fee], priced: Mapping[str, Money], issue: str) -> None:
    """Refuse fees listed twice, or other than what was charged for what has a price.

    Units of which some were agreed have one price, for the year has one tolerance.

    Args:
        fees: the fees as listed.
        priced: what each partner was charged for them, to the penny.
        issue: the issue, as a sentence names it.

    Raises:
        ModelError: there are such fees.

    Example:
        >>> places = Fee("places", "34500", {"Ash": 2})
        >>> check_charged([places], {"Ash": Money("69000")}, "the issue")
    """
    check_once(issue, "fee", (fee.title for fee in fees))
    for fee in fees:
        alike = [other.title for other in fees if other.element == fee.element]
        if fee.has_tolerance and len(alike) > 1:
            subject, rule = f"Agreed units of {fee.element} in {issue}", "have one price"
            raise ModelError(subject, f"{rule}, for the year has one tolerance", listed(alike))
    for partner, amount in priced.items() if fees else ():
        pence = sum((fee.pence(partner, fee.units[partner]) for fee in fees), Fraction(0))
        if abs(pence - amount.pence) >= 1:
            rule = f"be units at their listed price, {Money.from_pence(nearest(pence))}"
            raise ModelError(f"What {partner} is charged at a price in {issue}", rule, amount)
