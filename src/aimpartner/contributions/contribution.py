"""What one partner pays for a year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from aimpartner.exact import nearest
from aimpartner.money import Money


@frozen
class Contribution:
    """One partner's contribution for a year.

    Args:
        partner: the partner's short name.
        share: its part of the exact call; the shares sum to one, or are nothing where the call
            is.
        exact: its contribution before rounding, in pence.
        amount: its contribution, gross.
        incurred: the shared costs that it incurs itself.
        net: its net payable: the contribution less what it incurs; may be negative.
        last_year: what was issued for the year before, where recorded.
    """

    partner: str
    share: Fraction
    exact: Fraction
    amount: Money
    incurred: Money
    net: Money
    last_year: Money | None = None

    @property
    def change(self) -> Money | None:
        """The change from what was issued last year, where that is recorded."""
        return None if self.last_year is None else self.amount - self.last_year


def four_places(share: Fraction) -> Decimal:
    """Return a share to four decimals.

    Example:
        >>> four_places(Fraction(1, 3))
        Decimal('0.3333')
    """
    return Decimal(nearest(share * 10_000)).scaleb(-4)


def record(each: Contribution) -> dict[str, object]:
    """Return a contribution as the record of a table.

    Units:
        Pounds as `Decimal`; the share as a `Decimal` to four decimals.

    Example:
        >>> nil = Money("0")
        >>> record(Contribution("Ash", Fraction(1), Fraction(500), Money("5"), nil, nil))["share"]
        Decimal('1.0000')
    """
    return {
        "partner": each.partner,
        "share": four_places(each.share),
        "contribution": each.amount.to_decimal(),
        "incurred": each.incurred.to_decimal(),
        "net payable": each.net.to_decimal(),
        "last year": None if each.last_year is None else each.last_year.to_decimal(),
        "change": None if each.change is None else each.change.to_decimal(),
    }
