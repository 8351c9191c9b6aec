"""What partners pay into reserves of their own, free and beside their contributions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aimpartner.by import ByPartner, as_pairs
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.money import Money
from aimpartner.validators import check_name, check_once
from aimpartner.working.amounts import moneys

Payments = Mapping[str, Mapping[str, Money | str | int]]
"""The amounts by partner, by the reserve that they pay into, as they are given."""
OwnPayments = tuple[tuple[str, ByPartner[Money]], ...]
"""The same as an issue holds them."""


def by_reserve(values: Payments) -> OwnPayments:
    """Return what partners pay of their own, each reserve once and in order.

    Example:
        >>> by_reserve({"training": {"Sefton": "5000"}})[0][1]["Sefton"]
        Money('5000.00')
    """
    return tuple((reserve, moneys(amounts)) for reserve, amounts in as_pairs(values))


def check_own_payments(payments: OwnPayments, partners: tuple[str, ...], title: str) -> None:
    """Refuse a reserve named twice, and a payment of nothing or of somebody else.

    Args:
        payments: what is paid.
        partners: the partners of the issue.
        title: the issue as a sentence names it.

    Raises:
        InvalidValueError: the reserve's name could not stand in an address.
        ModelError: a reserve is named twice, or a payment is not a partner's or not above nothing.
    """
    check_once(f"Own payments of {title}", "reserve", (name for name, _ in payments))
    for reserve, amounts in payments:
        check_name("Reserve", reserve)
        subject = f"Own payment into the reserve {reserve} of {title}"
        for partner, amount in amounts.items():
            if partner not in partners:
                raise ModelError(subject, f"be by one of {listed(partners)}", partner)
            if amount.pence <= 0:
                raise ModelError(subject, f"be above nothing for {partner}", amount)


def own_payments_told(payments: OwnPayments) -> Iterator[str]:
    """Go through what partners pay of their own, a sentence each."""
    for reserve, amounts in payments:
        for partner, amount in amounts.items():
            yield f"{partner} pays {amount} of its own into the reserve {reserve}, besides."
