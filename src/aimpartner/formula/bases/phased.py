"""A phase-in: part by the old basis and part by the new, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import Attribute, evolve, field, frozen

from aimpartner.by import ByYear, as_pairs
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, listed, percent
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import (
    Basis,
    Points,
    called,
    check_part,
    exactly,
    in_full,
    nested,
    shares_of,
)
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.rates import Rate
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft, Op

_ALL = Rate.percent(100)
Parts = Mapping[str, Number] | Mapping[FinancialYear, Number]


def _by_year(values: Parts | Iterable[tuple[str | FinancialYear, Number]]) -> ByYear[Rate]:
    return ByYear((parse_year(year), Rate(part)) for year, part in as_pairs(values))


@frozen(repr=False, field_transformer=checked)
class Phased(Basis):
    """Part of the whole by the old basis and the rest by the new, the parts stated by year.

    After a year that is wholly by the new basis, every year is. The old basis may go on being
    worked out (`Measured`), or be frozen: as shares or as last cash (`Given`).

    Args:
        old: what the old part is shared by.
        new: what the new part is shared by.
        parts: the part by the new basis in each year, such as "33.3 %".

    Raises:
        InvalidValueError: there is no year, one twice, or a part below 0 or over 100 %.

    Sources:
        The Joint Waste Disposal Authorities (Levies) (England) Regulations 2006, Schedule.

    Example:
        >>> from aimpartner import Given
        >>> from aimpartner import Measured
        >>> steps = {"2006/07": "33.3 %", "2007/08": "66.6 %", "2008/09": "100 %"}
        >>> rule = Phased(Measured("tax base"), Measured("tonnage"), steps)
        >>> rule.part(FinancialYear(2006)), rule.part(FinancialYear(2021))
        (Rate('33.3 %'), Rate('100 %'))
    """

    old: Basis = field(metadata=address("old"))
    new: Basis = field(metadata=address("new"))
    parts: ByYear[Rate] = field(converter=_by_year, metadata=address("new/weight"))

    @parts.validator
    def _are_parts(self, _: Attribute[ByYear[Rate]], parts: ByYear[Rate]) -> None:
        if not parts:
            raise InvalidValueError("Years of a phase-in", "be given", "nothing", field="parts")
        for year, part in parts.items():
            check_part(f"Part by the new basis in {year}", part, "parts")

    def part(self, year: FinancialYear) -> Rate:
        """Return the part by the new basis in a year.

        Raises:
            ModelError: the year is not named, and does not follow one that is wholly new.
        """
        if year in self.parts:
            return self.parts[year]
        before = [stated for stated in self.parts if stated < year]
        if before and self.parts[max(before)] == _ALL:
            return _ALL
        named = (f"{stated} ({percent(part)})" for stated, part in self.parts.items())
        remedy = f"Add the part for {year}."
        raise ModelError("Phase-in", f"state its part in {year}", listed(named), remedy)

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: how much goes by which, in the year; below, in every year."""
        yield 0, self._in(year)
        parts = listed(f"{exactly(part)} in {stated}" for stated, part in self.parts.items())
        yield 1, f"By the new basis {parts}; by the old one the rest."
        yield 1, "After a year that is wholly by the new basis, every year is."
        yield from in_full("The new basis: ", self.new, year, 1)
        yield from in_full("The old basis: ", self.old, year, 1)

    def _in(self, year: FinancialYear) -> str:
        try:
            part = self.part(year)
        except ModelError:
            return f"phased in, but no part is stated for {year}"
        new = nested(self.new, year)
        if part == _ALL:
            return f"wholly {new}, the phase-in being over"
        old, rest = nested(self.old, year), percent(_ALL - part)
        return f"phased in: in {year} {percent(part)} {new} and {rest} {old} as before"

    def weights(self, draft: Draft, at: str) -> int:
        """Write the new shares times their part, the old times the rest, and their sum.

        Raises:
            ModelError: the year has no part.
        """
        year, words = draft.figures.year, called(at)
        try:
            part = self.part(year)
        except ModelError as fault:
            subject = f"{fault.subject} of {words}"
            raise evolve(fault, subject=subject, field="parts", at=at) from fault
        new = shares_of(self.new, draft, f"{at}/new")
        if year not in self.parts:
            return new
        old = shares_of(self.old, draft, f"{at}/old")
        here = f"{at}/new/weight/{year.key}"
        share = draft.number(here, part, f"{words}: new part in {year}", "share", draft.source)
        draft.require(f"New part of {words}", Must.PART, here)
        terms = (
            draft.put(
                Op.TIMES,
                self._rest(draft, share, words),
                old,
                words=f"{words}: old, in part",
                unit="share",
            ),
            draft.put(Op.TIMES, share, new, words=f"{words}: new, in part", unit="share"),
        )
        return draft.add(terms, f"{words}: phase-in", "share")

    def _rest(self, draft: Draft, part: int, words: str) -> int:
        """Write what the new part leaves to the old, so that changing the one moves both."""
        whole = draft.number("", _ALL, "the whole")
        return draft.add((whole, draft.opposite(part)), f"{words}: old part", "share")
