"""What was counted, as steps: figures of partners and predecessors, and what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from aimpartner.evidence.derived import Derived, weight_at
from aimpartner.evidence.measures import Observation, figure_at, figure_of, is_issued, period
from aimpartner.evidence.quarters import WHOLE, Quarters
from aimpartner.formula.bases.basis import masked
from aimpartner.periods import FinancialYear
from aimpartner.working.conditions import Must
from aimpartner.working.figures import Inherited
from aimpartner.working.steps import Draft, Op


@frozen
class Counts:
    """The figures of a measure, while the steps over them are being written.

    Args:
        draft: the working while it is being written.
        measure: the measure's short name.
        quarters: the quarters of each year that count; `None` for whole years.
    """

    draft: Draft
    measure: str
    quarters: Quarters | None

    @property
    def unit(self) -> str:
        """What one of the measure is."""
        return self.draft.figures.unit_of(self.measure)

    @property
    def made(self) -> Derived | None:
        """How it is made of others; `None` where it is counted itself."""
        return self.draft.figures.derived(self.measure)

    @property
    def _ending(self) -> str:
        """The quarters that count, as words end with them."""
        return f" {self.quarters}" if self.quarters else ""

    def over(self, years: Sequence[FinancialYear]) -> int:
        """Write what the years come to for those who share, and nothing for others.

        Raises:
            EvidenceError: a figure of the years is missing or suppressed; where a group shares,
                only its own figures have to be known.
        """
        unit = self.unit  # of a measure that is not there, nothing else is asked
        if self.made is None or self.made.how == "product":
            of = (_Year(self.draft, self.measure, self.quarters, year) for year in years)
            columns = [each.column() for each in of]
            words = f"{self.measure}: {len(years)} years{self._ending}"
            return self.draft.add(columns, words, unit)
        first, *more = years
        words = f"{self.measure}, {first}{f' to {more[-1]}' if more else ''}{self._ending}"
        parts = [evolve(self, measure=name).over(years) for name in self.made.names]
        return masked(self.draft, self.together(self.made, parts, words))

    def together(self, made: Derived, parts: Sequence[int], words: str) -> int:
        """Write what the parts of a derived measure come to: of all partners, or of one."""
        if made.how == "product":
            return self.draft.put(Op.TIMES, *parts, words=words, unit=self.unit)
        if made.how == "rate":
            top, bottom = parts
            return self._rate(top, bottom, words)
        return self.draft.add(self._weighed(made, parts, words), words, self.unit)

    def _weighed(self, made: Derived, parts: Sequence[int], words: str) -> list[int]:
        """Write the parts of a weighted sum, each times its weight."""
        terms = []
        for part, figure in zip(made.parts, parts, strict=True):
            at, lead = weight_at(self.measure, part.measure), f"{self.measure}: weight of"
            label = f"{lead} {part.measure}"
            weight = self.draft.number(at, part.weight, label, "weight", part.source)
            self.draft.require(label, Must.NOT_NEGATIVE, at)
            weighed = f"{words}: {part.measure}, weighted"
            terms.append(self.draft.put(Op.TIMES, weight, figure, words=weighed, unit=self.unit))
        return terms

    def _rate(self, top: int, bottom: int, words: str) -> int:
        """Write one column over another; those who do not share have nothing over one."""
        top, bottom = (masked(self.draft, column) for column in (top, bottom))
        sharing = self.draft.sharing
        others = [Fraction(name not in sharing) for name in self.draft.figures.partners]
        if any(others):
            ones = self.draft.column("", others, "one for those who do not share")
            below = self.draft.steps[bottom]
            bottom = self.draft.add((bottom, ones), f"{below.words}, or one", below.unit)
        return self.draft.put(Op.SHARE, top, bottom, words=words, unit=self.unit)


@frozen
class _Year(Counts):
    """The figures of a measure in one year.

    A product is followed as it is: a successor takes its part of a predecessor's product.
    """

    year: FinancialYear

    @property
    def words(self) -> str:
        """The measure and the year."""
        return f"{self.measure}, {period(self.year, self.quarters)}"

    def column(self) -> int:
        """Write the figures of those who share, with what they take of their predecessors'."""
        followed = {name: self._followed(name) for name in self.draft.sharing}
        taken = [self._taken_over(name, of) for name, of in followed.items() if of]
        own = self.own()
        words = self.words if own is None else f"{self.words}, with predecessors'"
        terms = taken if own is None else [own, *taken]
        return masked(self.draft, self.draft.add(terms, words, self.unit))

    def _followed(self, name: str, before: date | None = None) -> tuple[Inherited, ...]:
        figures = self.draft.figures
        return figures.followed(self.measure, name, self.year, before, self.quarters)

    def own(self) -> int | None:
        """Write the figures that partners have of their own; nothing where nobody has one."""
        if self.made:
            own = tuple(name for name in self.draft.sharing if not self._followed(name))
            only = evolve(self, draft=self.draft.within(own))
            return only.made_of(self.made) if own else None
        needed, figures = self.draft.sharing, self.draft.figures
        counts = figures.counted(self.measure, self.year, needed, self.quarters)
        parts = {part.quarters or WHOLE: part.quarters for of in counts for part in of}
        columns = [self._counted(parts[run], counts) for run in sorted(parts, key=_in_time)]
        words = f"{self.words}, together"  # one column alone is its own sum
        return self.draft.add(columns, words, self.unit) if columns else None

    def _counted(self, quarters: Quarters | None, counts: Sequence[Sequence[Observation]]) -> int:
        """Write the figures of one part of the year, for those whose figure has that part.

        The column is of everyone that has one, for another basis may count the part by itself.
        """
        partners, figures = self.draft.figures.partners, self.draft.figures
        of = [figures.seen(self.measure, name, self.year, quarters) for name in partners]
        values = [figure_of(seen) if seen else None for seen in of]
        sources = [seen.source if seen else None for seen in of]
        at, when = figure_at(self.measure, "*", self.year, quarters), period(self.year, quarters)
        column = self.draft.column(at, values, f"{self.measure}, {when}", self.unit, sources)
        self._counts_up_from_nothing(at)
        pairs = zip(partners, counts, strict=True)
        has = tuple(n for n, each in pairs if any(seen.quarters == quarters for seen in each))
        others = [name for name, seen in zip(partners, of, strict=True) if seen and name not in has]
        return masked(self.draft.within(has), column) if others else column

    def _counts_up_from_nothing(self, at: str) -> None:
        """Write that figures are not negative, as observations are not but of what was issued."""
        if not is_issued(self.measure):
            self.draft.require(f"Figure of {self.measure}", Must.NOT_NEGATIVE, at)

    def made_of(self, made: Derived) -> int:
        """Write what partners' own figures come to, of which each partner has all."""
        parts = (evolve(self, measure=name).own() for name in made.names)
        figures = [part for part in parts if part is not None]
        return masked(self.draft, self.together(made, figures, self.words))

    def _taken_over(self, name: str, parts: tuple[Inherited, ...]) -> int:
        """Write what a partner takes over of others' figures, and nothing for the others."""
        figure = self._sum(name, parts)
        words, mask = f"{self.words}: taken over by {name}", self.draft.only(name)
        return self.draft.put(Op.TIMES, figure, mask, words=words, unit=self.unit)

    def _sum(self, name: str, parts: tuple[Inherited, ...]) -> int:
        """Write the sum of the parts that a partner takes of others' figures."""
        terms = [self._part(name, part) for part in parts]
        return self.draft.add(terms, f"{self.words}: predecessors of {name} together", self.unit)

    def _part(self, name: str, part: Inherited) -> int:
        """Write a predecessor's figure times the part that is taken of it."""
        whose = part.predecessor
        figure = self.figure(whose, part.day)
        if part.part is None:
            return figure
        at, words = f"succession/{whose}/{name}", f"{whose}: part that {name} takes"
        taken = self.draft.number(at, part.part, words, "share", part.source)
        self.draft.require(words, Must.PART, at)
        words = f"{self.words}: {whose}'s, taken by {name}"
        return self.draft.put(Op.TIMES, taken, figure, words=words, unit=self.unit)

    def figure(self, name: str, before: date) -> int:
        """Write a figure as it was before a day: parts of others', made of some, or counted."""
        followed = self._followed(name, before)
        if followed:
            return self._sum(name, followed)
        words = f"{self.words}: {name}"
        if self.made:
            of = (evolve(self, measure=measure) for measure in self.made.names)
            return self._of_one(self.made, [part.figure(name, before) for part in of], words)
        parts = self.draft.figures.figure(self.measure, name, self.year, self.quarters)
        return self.draft.add([self._number(part) for part in parts], words, self.unit)

    def _number(self, seen: Observation) -> int:
        """Write one figure of a partner."""
        words = f"{seen.measure}, {seen.period}: {seen.partner}"
        self._counts_up_from_nothing(seen.address)
        return self.draft.number(seen.address, figure_of(seen), words, self.unit, seen.source)

    def _of_one(self, made: Derived, figures: Sequence[int], words: str) -> int:
        """Write what the parts of a derived measure come to for one partner."""
        if made.how == "rate":
            return self.draft.put(Op.SHARE, *figures, words=words, unit=self.unit)
        return self.together(made, figures, words)


def _in_time(quarters: Quarters) -> tuple[int, int]:
    return quarters.first, quarters.last
