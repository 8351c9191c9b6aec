"""A blend: shares by several bases, weighed together."""

from __future__ import annotations

from typing import Any

from attrs import Attribute, field, frozen

from aimpartner.by import ordered
from aimpartner.exact import percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    Weighed,
    called,
    check_whole,
    exactly,
    in_full,
    nested,
    require_whole,
    shares_of,
    weighted,
)
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear
from aimpartner.working.steps import Draft


@frozen(repr=False, field_transformer=checked)
class BlendPart(Weighed):
    """One part of a blend.

    Args:
        name: its name; a part of an address.
        weight: its share of the whole, such as "50 %".
        basis: what it is shared by.

    Raises:
        InvalidValueError: the weight is no part of a whole, or the name cannot stand in an
            address.

    Example:
        >>> from aimpartner import Measured
        >>> BlendPart("adopted", "50 %", Measured("adopted")).weight
        Rate('50 %')
    """

    basis: Basis = field(metadata=address(""))


@frozen(repr=False, field_transformer=checked)
class Blend(Basis):
    """Shares by several bases, weighed together; the weights sum to one.

    Args:
        parts: the parts, told apart by name.

    Raises:
        InvalidValueError: the weights do not sum to one, or two parts share a name.

    Example:
        >>> from aimpartner import Measured
        >>> half = BlendPart("population", "1/2", Measured("population"))
        >>> len(Blend((half, BlendPart("adopted", "1/2", Measured("adopted")))).parts)
        2
    """

    parts: tuple[BlendPart, ...] = field(converter=ordered, metadata=address(""))

    @parts.validator
    def _make_one_whole(self, _: Attribute[Any], parts: tuple[BlendPart, ...]) -> None:
        check_whole("a blend", [(part.name, part.weight) for part in parts])

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: what it goes by, and how much; below, each part."""
        parts = (f"{percent(part.weight)} {nested(part.basis, year)}" for part in self.parts)
        yield 0, " and ".join(parts)
        for part in self.parts:
            yield from in_full(f"{exactly(part.weight)} ({part.name}): ", part.basis, year, 1)

    def weights(self, draft: Draft, at: str) -> int:
        """Write each part's shares times its weight, and their sum."""
        parts = [self._part(draft, f"{at}/{part.name}", part) for part in self.parts]
        require_whole(draft, at, [part.name for part in self.parts])
        return draft.add(parts, f"{called(at)}: blend", "share")

    def _part(self, draft: Draft, at: str, part: BlendPart) -> int:
        return weighted(draft, at, part.weight, shares_of(part.basis, draft, at))
