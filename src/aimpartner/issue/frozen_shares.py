"""The shares that an issue freezes, and who shared pools that others are not in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from aimpartner.by import ByPartner, as_pairs, ordered
from aimpartner.errors import InvalidValueError
from aimpartner.exact import Number, exact, plain
from aimpartner.validators import check_sum

FrozenShares = tuple[tuple[str, ByPartner[Fraction]], ...]
"""The shares of each element by its name, and under `ALL_SHARED` those of all that was shared."""
ALL_SHARED = ""
"""The name under which an issue keeps the shares of all that was shared."""


Sharers = tuple[tuple[str, tuple[str, ...]], ...]
"""The pools that some partners alone share, each with these."""


def by_pool(values: Iterable[tuple[str, Iterable[str]]]) -> Sharers:
    """Return the sharers of some pools, frozen in their order.

    Example:
        >>> by_pool({"training": ["Ash", "Birch"]})
        (('training', ('Ash', 'Birch')),)
    """
    return tuple((pool, ordered(names)) for pool, names in as_pairs(values))


def whole_shares(values: Iterable[tuple[str, Mapping[str, Number]]]) -> FrozenShares:
    """Return shares that each make a whole.

    Raises:
        InvalidValueError: one is negative, or some do not sum to one.

    Example:
        >>> whole_shares([("staffing", {"Ash": "1/3", "Birch": "2/3"})])[0][1]["Birch"]
        Fraction(2, 3)
    """
    return tuple((name, _whole(name, shares)) for name, shares in as_pairs(values))


def _whole(name: str, shares: Mapping[str, Number]) -> ByPartner[Fraction]:
    subject = f"Shares of {name or 'all that was shared'}"
    pairs = as_pairs(shares)
    found: ByPartner[Fraction] = ByPartner((partner, exact(share)) for partner, share in pairs)
    for partner, share in found.items():
        if share < 0:
            raise InvalidValueError(f"{subject} of {partner}", "not be negative", plain(share))
    check_sum(subject, found)
    return found
