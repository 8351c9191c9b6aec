"""What was bought at a price: where its price and its units stand among the steps."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen
class Lot:
    """Units bought at one price: where each part of them stands among the steps.

    Args:
        element: the name of the element.
        since: the first day of their period; `None` where the year's units are not told apart.
        price: the price of one.
        units: the units that each took.
        agreed: the units agreed of each; `None` where all that are taken are charged.
        within: how many more or fewer than agreed cost nothing; `None` likewise.

    Example:
        >>> Lot("places", None, price=3, units=4).agreed is None
        True
    """

    element: str
    since: date | None
    price: int
    units: int
    agreed: int | None = None
    within: int | None = None
