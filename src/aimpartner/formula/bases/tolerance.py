"""A tolerance: the agreed split stands unless the actual one strays too far from it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Literal, get_args

from attrs import evolve, field, frozen
from attrs.converters import optional as optional_of
from attrs.validators import optional

from aimpartner.by import ByPartner
from aimpartner.errors import ModelError
from aimpartner.exact import percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    by,
    called,
    check_part,
    exactly,
    in_full,
    nested,
    shares_of,
)
from aimpartner.formula.bases.given import Given
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear
from aimpartner.rates import PercentagePoints, Rate
from aimpartner.sources import Source
from aimpartner.validators import one_of
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft, Op

Override = Literal["agreed", "actual"]


@frozen(repr=False, field_transformer=checked)
class Tolerance(Basis):
    """The agreed split, or the actual one where any partner's share strays beyond a tolerance.

    A share exactly at the tolerance has not strayed; one partner beyond it moves all.

    Args:
        agreed: what the agreed split goes by.
        actual: what the actual split goes by.
        points: how far a share may stray, in percentage points of the whole, such as "3 points".
        per_cent: how far it may stray, as a rate of the agreed share; one of the two is given.
        override: the split that counts whatever the tolerance says, "agreed" or "actual".
        reason: why it was overridden; given with an override and never else.

    Raises:
        InvalidValueError: the tolerance lies not between 0 and 100 %, or the override is no split.
        ModelError: both tolerances are given, or neither; or an override without its reason.

    Sources:
        South Hams and West Devon, Shared Services Methodology 2021/22, Appendix A: 3 points.

    Example:
        >>> from aimpartner import Measured
        >>> agreed = Given({"South Hams": 67, "West Devon": 33}, "percent")
        >>> Tolerance(agreed, Measured("leisure centres"), points="3 points").points
        PercentagePoints('3 points')
    """

    agreed: Basis = field(metadata=address("agreed"))
    actual: Basis = field(metadata=address("actual"))
    points: PercentagePoints | None = field(
        default=None, converter=optional_of(PercentagePoints), metadata=address()
    )
    per_cent: Rate | None = field(default=None, converter=optional_of(Rate), metadata=address())
    override: Override | None = field(
        default=None, validator=optional(one_of(get_args(Override))), metadata=address()
    )
    reason: str = field(default="", metadata=address())

    def __attrs_post_init__(self) -> None:
        """Check the tolerance, and that an override has its reason."""
        sizes = {"points": self.points, "per_cent": self.per_cent}
        given: dict[str, Rate | PercentagePoints] = {
            name: size for name, size in sizes.items() if size is not None
        }
        name = next(reversed(given), "points")
        if len(given) != 1:
            got = " and ".join(map(str, given.values())) or "neither"
            rule = "be given in points or in per cent, not both"
            raise ModelError("Tolerance", rule, got, field=name)
        check_part("Tolerance", given[name], name)
        if (self.override is None) is bool(self.reason.strip()):
            rule = "have a reason, and a reason an override"
            got = f"override {self.override!r}, reason {self.reason!r}"
            raise ModelError("Override of a tolerance", rule, got, field="reason")

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: which split counts, and when; below, both splits."""
        yield 0, self._counting(year)
        yield 1, f"The tolerance: {self._far(exactly)}."
        yield from in_full("The agreed split: ", self.agreed, year, 1)
        yield from in_full("The actual split: ", self.actual, year, 1)

    def _counting(self, year: FinancialYear) -> str:
        if self.override:
            kept = self.agreed if self.override == "agreed" else self.actual
            words = f"{by(kept, year)}, the {self.override} split"
            return f"{words}, whatever the tolerance says: {self.reason}"
        return (
            f"{nested(self.agreed, year)} as agreed, unless any share {nested(self.actual, year)} "
            f"is more than {self._far(percent)} away; then all {nested(self.actual, year)}"
        )

    def _far(self, shown: Callable[[Fraction], str]) -> str:
        if self.per_cent is not None:
            return f"{shown(self.per_cent)} of the agreed share"
        return shown(self.points or Fraction(0)).replace(" %", " percentage points")

    def weights(self, draft: Draft, at: str) -> int:
        """Write both splits, how far they may be apart, and the one that counts."""
        if self.override == "actual":
            return shares_of(self.actual, draft, f"{at}/actual")
        agreed = shares_of(self.agreed, draft, f"{at}/agreed")
        if self.override:
            return agreed
        actual = shares_of(self.actual, draft, f"{at}/actual")
        words = f"{called(at)}: agreed, or actual where it strays"
        args = (agreed, actual, self._limit(draft, at, agreed))
        return draft.put(Op.CHOOSE, *args, words=words, unit="share")

    def _limit(self, draft: Draft, at: str, agreed: int) -> int:
        """Write how far a share may stray: one number for all, or a part of each agreed share."""
        words, source = f"{called(at)}: tolerance", draft.source
        name = "points" if self.per_cent is None else "per_cent"
        draft.require(f"Tolerance of {called(at)}", Must.PART, f"{at}/{name}")
        if self.per_cent is None:
            points = self.points or Fraction(0)
            return draft.number(f"{at}/points", points, words, "points", source)
        part = draft.number(f"{at}/per_cent", self.per_cent, f"{words} of a share", "share", source)
        return draft.put(Op.TIMES, part, agreed, words=words, unit="points")

    def agreed_anew(self, split: ByPartner[Fraction], source: Source | None = None) -> Tolerance:
        """Return the tolerance with the split that came out as the one agreed for the next year.

        Args:
            split: each partner's share; the split that the year's working came to.
            source: where it was agreed.

        Example:
            >>> halves = ByPartner({"Ash": Fraction(1, 2), "Birch": Fraction(1, 2)})
            >>> agreed, even = Given({"Ash": 3, "Birch": 2}), Given.equal(halves)
            >>> rule = Tolerance(agreed, even, points="3 points")
            >>> rule.agreed_anew(halves).in_words(FinancialYear(2022))[:47]
            'by agreed percentages (Ash 50, Birch 50) as agr'
        """
        numbers = {partner: 100 * share for partner, share in split.items()}
        return evolve(self, agreed=Given(numbers, "percent", source), override=None, reason="")
