"""For how much of a year partners share, and by what one is bound that does not share in all."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.exact import listed
from aimpartner.working.steps import Draft

Partial = Literal["full-year equivalent", "pro rata", "as issued", "not bound"]
PARTIAL: dict[Partial | None, str] = {
    "full-year equivalent": "is bound as for a full year, last year's part made one too",
    "pro rata": "is bound as for a full year, in proportion to the part of this one",
    "as issued": "is bound by the amount as it was issued or agreed, whatever part that was for",
    "not bound": "is not bound",
    None: "has no bound stated: a year that needs one is refused",
}
"""What each word says of a partner that shares, or shared, in a part of a year."""
BoundParts = dict[str, Fraction | None]
"""The part of a full year's bound of each partner; nothing for one that is not bound."""


@frozen
class PartsOfYear:
    """For how much of the year each partner shares in what a limit holds.

    Args:
        whole: the part of the year that the limit holds; all of it, unless formulas with other
            limits hold the rest.
        parts: the part of the year for which each partner shares in it.
        last: those who share at the end of it, who bear a difference unless others are named.
    """

    whole: Fraction
    parts: ByPartner[Fraction]
    last: tuple[str, ...]

    def is_partial(self, partner: str, before: Fraction) -> bool:
        """Return whether a partner shares in less than all of it, or shared in part before.

        Args:
            partner: the partner.
            before: the part of the year of an issued contribution that it shared in; 1 where the
                bound is of no such contribution.
        """
        return self.parts[partner] < self.whole or before < 1

    def part(self, partial: Partial | None, partner: str, before: Fraction) -> Fraction | None:
        """Return the part of an amount that binds a partner which shares, or shared, in part.

        Args:
            partial: by what it is bound.
            partner: the partner.
            before: as in `is_partial`; what was issued for nothing makes no full year.

        Returns:
            The part, which is more than 1 where a part of a year is made a full one; `None` where
            it is not bound: it shares in nothing, or did, and no amount as it stands binds it.

        Example:
            >>> from aimpartner import ByPartner
            >>> half = PartsOfYear(Fraction(1), ByPartner({"Ash": Fraction(1, 2)}), ())
            >>> (
            ...     half.part("pro rata", "Ash", Fraction(1)),
            ...     half.part("as issued", "Ash", Fraction(1)),
            ... )
            (Fraction(1, 2), Fraction(1, 1))
        """
        if partial == "as issued":
            return self.whole
        if partial == "not bound" or not before or not self.parts[partner]:
            return None
        return (self.parts[partner] if partial == "pro rata" else self.whole) / before


def open_to_others(draft: Draft, bound: int, far: Fraction) -> int:
    """Write a bound that leaves those free who have no part in what it holds.

    So the rounding of all that a partner pays is not bound by a limit on what it is not in.

    Args:
        draft: the working while it is being written, for those who have a part.
        bound: the step of the bound.
        far: what stands for the bound of a partner that it does not bind.
    """
    partners, step = draft.figures.partners, draft.steps[bound]
    others = [name for name in partners if name not in draft.sharing]
    if not others or step.value == far:
        return bound
    free = [far if name in others else Fraction(0) for name in partners]
    words = f"{step.words}: none for {listed(others)}"
    column = draft.column("", free, words, "pence")
    return draft.add((bound, column), f"{step.words}, for those that it holds", "pence")
