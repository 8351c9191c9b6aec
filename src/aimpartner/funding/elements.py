"""The elements of a formula: pools of the budget by a basis, or units at a price."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed
from aimpartner.funding.bases import FIELDS, Basis, Blend, Given, Measured, shares_of
from aimpartner.funding.working import Draft, Op
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rules import check_name, given
from aimpartner.sources import Source

_RESERVED = (*FIELDS, "rounding")


@frozen
class Element:
    """Whole pools of the budget, shared by one basis.

    Args:
        name: its name; a part of an address.
        pools: the pools it shares; every pool is in exactly one element.
        basis: what they are shared by.

    Raises:
        InvalidValueError: the name cannot stand in an address, or there is no pool.

    Example:
        >>> from aimpartner.funding.bases import Given
        >>> Element("staffing", ("staffing",), Given.equal(("Knowsley", "Sefton"))).pools
        ('staffing',)
    """

    name: str
    pools: tuple[str, ...] = field(converter=ordered, validator=given)
    basis: Basis

    def __attrs_post_init__(self) -> None:
        """Check the name."""
        check_name("Element", self.name, _RESERVED)

    def in_words(self, year: FinancialYear) -> str:
        """Return the element as a sentence."""
        pools = "" if self.pools == (self.name,) else f"{listed(self.pools)}, "
        return f"{self.name}: {pools}shared {self._by(year)}."

    def _by(self, year: FinancialYear) -> str:
        words = self.basis.in_words(year)
        return words if isinstance(self.basis, Blend) else f"by {words}"

    def amounts(self, draft: Draft, lines: dict[str, int]) -> int:
        """Write the pools' call and each partner's part of it, in pence."""
        pools = [
            draft.add([lines[at] for at, _ in draft.figures.lines(pool)], f"{pool}: call", "pence")
            for pool in self.pools
        ]
        call = draft.add(pools, f"{self.name}: call", "pence")
        shares = shares_of(self.basis, draft, f"formula/{self.name}")
        return draft.put(Op.TIMES, call, shares, words=f"{self.name}: amounts", unit="pence")


@frozen
class PricedElement:
    """Units at a price; what they come to is a part of the call, not a share of it.

    Args:
        name: its name; a part of an address.
        units: how many units each partner takes.
        price: the price of one.
        source: where the price is recorded.

    Raises:
        InvalidValueError: the name cannot stand in an address, the price is negative, or the
            units are shares of something and so no units.

    Example:
        >>> from aimpartner.funding.bases import Given
        >>> PricedElement("places", Given({"Sefton": 7}, "units"), "31000").price
        Money('31000.00')
    """

    name: str
    units: Basis
    price: Money = field(converter=Money)
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check the name and the price."""
        check_name("Element", self.name, _RESERVED)
        mean = isinstance(self.units, Measured) and self.units.average == "mean of shares"
        percent = isinstance(self.units, Given) and self.units.unit == "percent"
        if mean or percent or isinstance(self.units, Blend):
            rule = "be counted: given as units, or measured and pooled"
            raise InvalidValueError(f"Units of {self.name}", rule, type(self.units).__name__)
        if self.price.pence < 0:
            raise InvalidValueError(f"Price of {self.name}", "not be negative", self.price)

    def in_words(self, year: FinancialYear) -> str:
        """Return the element as a sentence."""
        return f"{self.name}: {self.units.in_words(year)}, at {self.price} each."

    def amounts(self, draft: Draft, lines: dict[str, int]) -> int:
        """Write each partner's units times the price, in pence."""
        del lines  # a price stands beside the budget, not in it
        at = f"formula/{self.name}"
        pence = Fraction(self.price.pence)
        price = draft.number(
            f"{at}/price", pence, f"{self.name}: price", "pence", self.source or draft.source
        )
        units = self.units.weights(draft, at)
        return draft.put(Op.TIMES, price, units, words=f"{self.name}: amounts", unit="pence")
