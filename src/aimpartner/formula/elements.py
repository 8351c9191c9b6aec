"""The elements of a formula that are shared: whole pools of the budget by a basis."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen
from attrs.validators import optional

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed, plain
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    Worded,
    check_partners,
    in_full,
    shares_of,
    throughout,
)
from aimpartner.formula.bases.given import Given
from aimpartner.formula.priced_elements import BESIDE
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear
from aimpartner.validators import check_name, given, whole
from aimpartner.working.steps import Draft, Op

_PER_CENT, _MOST_DECIMALS = 2, 10


@frozen(repr=False, field_transformer=checked)
class Element(Worded):
    """Whole pools of the budget, shared by one basis.

    Args:
        name: its name; a part of an address.
        pools: the pools it shares; every pool is in exactly one element.
        basis: what they are shared by; of a partner that is not in it nothing has to be known.
        partners: those that are in it, where some are not; left out, all are.
        decimals: how many decimals of a per cent the shares are rounded to before they are applied,
            2 for 77.41 %; the last one by largest remainder, ties in the partners' order. Left out,
            shares are exact.

    Raises:
        InvalidValueError: the name cannot stand in an address, a partner is named twice, there is
            no pool, or there are more than 10 decimals.
        ModelError: the basis gives a number, or a place in a group, to a partner that is not in it.

    Example:
        >>> from aimpartner import Given
        >>> both = ("Knowsley", "Sefton")
        >>> Element("staffing", ("staffing",), Given.equal(both), both).pools
        ('staffing',)
    """

    name: str
    pools: tuple[str, ...] = field(converter=ordered, validator=given)
    basis: Basis = field(metadata=address(""))
    partners: tuple[str, ...] = field(default=(), converter=ordered)
    decimals: int | None = field(
        default=None, validator=optional(whole(0, _MOST_DECIMALS)), metadata=address()
    )

    def __attrs_post_init__(self) -> None:
        """Check the name and the partners, and that the basis is of no others."""
        check_name("Element", self.name, BESIDE)
        check_partners(f"element {self.name}", self.partners)
        others = dict.fromkeys(self._others()) if self.partners else ()
        if others:
            subject, rule = f"Basis of element {self.name}", f"be of {listed(self.partners)} alone"
            remedy = "Leave the others out, or name them as partners of the element."
            raise ModelError(subject, rule, listed(others), remedy, field="partners")

    def _others(self) -> Iterator[str]:
        """Go through the partners that are not in it and have a part by its basis all the same."""
        for basis in throughout(self.basis):
            numbers = basis.numbers if isinstance(basis, Given) else {}
            named = (name for name in basis.named if numbers.get(name) != 0)
            yield from (name for name in named if name not in self.partners)

    def among(self, sharing: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of some partners are in it: all, unless it names its own."""
        return tuple(name for name in sharing if not self.partners or name in self.partners)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What it goes by."""
        return (self.basis,)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the element in words: what is shared, and by what; below, all of its basis."""
        one = "pool" if len(self.pools) == 1 else "pools"
        pools = "" if self.pools == (self.name,) else f"the {one} {listed(self.pools)}, "
        how = "" if self.basis.inner else "by "
        how = f"{self._in_units()}, {how}" if self.decimals is not None else how
        among = f"among {listed(self.partners)} alone, " if self.partners else ""
        yield from in_full(f"{self.name}: {pools}shared {among}{how}", self.basis, year)
        if self.decimals is not None:
            last = "the last unit goes by largest remainder, ties in the partners' order"
            yield 1, f"Shares are rounded before they are applied, to 100 % in all: {last}."

    def _in_units(self) -> str:
        """Return in what units its shares are rounded."""
        return f"in whole units of {plain(1 / self._whole * 100)} %"

    @property
    def _whole(self) -> Fraction:
        """How many units of the last decimal of a per cent the whole is."""
        return Fraction(10 ** (_PER_CENT + (self.decimals or 0)))

    def amounts(self, draft: Draft, lines: dict[str, int]) -> int:
        """Write the pools' call and each partner's part of it, in pence."""
        pools = [
            draft.add([lines[at] for at, _ in draft.figures.lines(pool)], f"{pool}: call", "pence")
            for pool in self.pools
        ]
        call = draft.pro_rata(draft.add(pools, f"{self.name}: call", "pence"))
        sharing = draft.within(self._sharing(draft))
        shares = shares_of(self.basis, sharing, f"{draft.root}/{self.name}")
        if self.decimals is not None:
            shares = self._rounded(draft, shares)
        return draft.put(Op.TIMES, call, shares, words=f"{self.name}: amounts", unit="pence")

    def _rounded(self, draft: Draft, shares: int) -> int:
        """Write shares in whole units of their last decimal, and these as parts of the whole."""
        words, partners = f"{self.name}: shares {self._in_units()}", draft.figures.partners
        hundred = draft.number("", self._whole, f"{self.name}: the whole {self._in_units()}")
        exact = draft.put(Op.TIMES, hundred, shares, words=f"{words}, exactly")
        one = draft.number("", Fraction(1), "one unit")
        turns = draft.column(
            "", [Fraction(n) for n, _ in enumerate(partners, 1)], "turn to take a last unit"
        )
        units = draft.put(Op.ROUND, exact, one, turns, words=words)
        return draft.put(Op.SHARE, units, words=f"{self.name}: rounded shares", unit="share")

    def _sharing(self, draft: Draft) -> tuple[str, ...]:
        """Return who shares it in what is being written; somebody has to."""
        among = self.among(draft.sharing)
        if not among:
            rule = f"have one of its partners there: {listed(self.partners)}"
            got, remedy = listed(draft.sharing), "Let others share its pools from then on."
            subject, at = (
                f"Element {self.name} in {draft.figures.year}",
                f"{draft.root}/{self.name}",
            )
            raise ModelError(subject, rule, got, remedy, at=at)
        return among
