"""Amounts of money, one a partner: read, and shared out to the penny."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from aimpartner.by import ByPartner, as_pairs
from aimpartner.exact import Number
from aimpartner.money import Money
from aimpartner.rates import unmixed
from aimpartner.working.apportionment import apportion


def moneys(values: Mapping[str, Money | str | int]) -> ByPartner[Money]:
    """Return one amount a partner, read from text or whole pounds.

    Example:
        >>> moneys({"Sefton": "1.50"})["Sefton"]
        Money('1.50')
    """
    return ByPartner({partner: Money(amount) for partner, amount in as_pairs(values)})


def weights_of(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    """Return one exact weight a partner; marked as per cent are all above 0, or none.

    Raises:
        InvalidValueError: some are marked and others not, or one is no number.

    Example:
        >>> weights_of({"Sefton": "1.5"})["Sefton"]
        Fraction(3, 2)
    """
    return ByPartner(unmixed(dict(as_pairs(values))))


def split(total: Money, weights: Mapping[str, Number]) -> ByPartner[Money]:
    """Return an amount shared by weight in whole pence, by the largest remainder.

    Args:
        total: what is shared; a credit mirrors the charge.
        weights: one a partner; their order breaks ties.

    Raises:
        ApportionmentError: there is something to share, and no partner has a weight.

    Example:
        >>> split(Money("0.05"), {"Knowsley": 1, "Sefton": 1})["Knowsley"]
        Money('0.03')
    """
    pence = (
        apportion(total.pence, [*weights_of(weights).values()]) if total else (0,) * len(weights)
    )
    return ByPartner.of(weights, map(Money.from_pence, pence))
