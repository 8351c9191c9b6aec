"""A blend: shares by several bases, weighed together."""

from __future__ import annotations

from fractions import Fraction

from attrs import Attribute, field, frozen

from aimpartner.by import ordered
from aimpartner.exact import exact, percent
from aimpartner.formula.bases.basis import (
    Basis,
    called,
    can_stand_in_an_address,
    check_whole,
    is_part,
    nested,
    shares_of,
    weighted,
)
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear
from aimpartner.working.steps import Draft


@frozen(repr=False)
class Part(OneLine):
    """One part of a blend.

    Args:
        name: its name; a part of an address.
        weight: its share of the whole, such as "50 %".
        basis: what it is shared by.

    Raises:
        InvalidValueError: the weight is no part of a whole, or the name cannot stand in an
            address.

    Example:
        >>> from aimpartner.formula.bases.measured import Measured
        >>> Part("adopted", "50 %", Measured("adopted")).weight
        Fraction(1, 2)
    """

    name: str = field(validator=can_stand_in_an_address)
    weight: Fraction = field(converter=exact, validator=is_part)
    basis: Basis


@frozen(repr=False)
class Blend(OneLine):
    """Shares by several bases, weighed together; the weights sum to one.

    Args:
        parts: the parts, told apart by name.

    Raises:
        InvalidValueError: the weights do not sum to one, or two parts share a name.

    Example:
        >>> from aimpartner.formula.bases.measured import Measured
        >>> half = Part("population", "1/2", Measured("population"))
        >>> len(Blend((half, Part("adopted", "1/2", Measured("adopted")))).parts)
        2
    """

    parts: tuple[Part, ...] = field(converter=ordered)

    @parts.validator
    def _make_one_whole(self, _: Attribute[tuple[Part, ...]], parts: tuple[Part, ...]) -> None:
        check_whole("a blend", parts)

    @property
    def inner(self) -> tuple[Basis, ...]:
        """What its parts are shared by."""
        return tuple(part.basis for part in self.parts)

    @property
    def named(self) -> tuple[str, ...]:
        """None of its own."""
        return ()

    @property
    def is_counted(self) -> bool:
        """Never: its weights are shares."""
        return False

    def in_words(self, year: FinancialYear) -> str:
        """Return the basis as a sentence's end: what it goes by, and how much."""
        parts = (f"{percent(part.weight)} {nested(part.basis, year)}" for part in self.parts)
        return " and ".join(parts)

    def weights(self, draft: Draft, at: str) -> int:
        """Write each part's shares times its weight, and their sum."""
        parts = [self._part(draft, f"{at}/{part.name}", part) for part in self.parts]
        return draft.add(parts, f"{called(at)}: blend", "share")

    def _part(self, draft: Draft, at: str, part: Part) -> int:
        return weighted(draft, at, part.weight, shares_of(part.basis, draft, at))
