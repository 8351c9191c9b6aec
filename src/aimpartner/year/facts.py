"""Everything of a year already resolved; the formula asks it and chooses nothing itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.errors import EvidenceError
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import (
    ISSUED,
    Known,
    Missing,
    Observation,
    issued_of,
    read_address,
)
from aimpartner.evidence.published import Published
from aimpartner.evidence.quarters import WHOLE, Quarters, parse_optional_quarters
from aimpartner.exact import listed
from aimpartner.formula.formula import Formula, formula_names, formulas_called
from aimpartner.issue.issue import Issued
from aimpartner.one_line import OneLine
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.working.figures import Inherited
from aimpartner.working.steps import Draft, Working
from aimpartner.year.charge import charge
from aimpartner.year.segments import Division, part_shared


@frozen(repr=False)
class YearFacts(OneLine):
    """One financial year as a formula sees it.

    Args:
        year: the year charged.
        partnership: the partnership; it holds the agreement and its states.
        host: the partner that hosts at the end of the year, where recorded.
        budget: the version of the budget that counts.
        division: who shares when, by which formula, and what is charged besides.
        evidence: what was counted.
        published: what was published of the year.
        superseded: earlier versions of the budget that were known.
        known_on: the day of the knowledge; `None` is everything recorded.
        issued: what was notified for the year by then, where it was.
        rules: the formulas recorded, those of other years too, which say how these are prorated.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> print(facts.year, *facts.partners)
        2021/22 Knowsley Liverpool Sefton Wirral
    """

    year: FinancialYear
    partnership: Partnership
    host: str | None
    budget: Budget
    division: Division
    evidence: Evidence
    published: tuple[Published, ...] = ()
    superseded: tuple[Budget, ...] = ()
    known_on: date | None = None
    issued: Issued | None = None
    rules: tuple[Formula, ...] = ()

    def _in_short(self) -> str:
        return f"<YearFacts of {self.partnership.agency} {self.year}: {self.formula_title}>"

    @property
    def partners(self) -> tuple[str, ...]:
        """Everyone that is charged in the year, in order."""
        return self.division.partners

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas of the year, in the order of their days."""
        return self.division.formulas

    @property
    def formula(self) -> Formula:
        """The formula in force at the end of the year."""
        return self.formulas[-1]

    @property
    def formula_title(self) -> str:
        """The formula as a sentence names it; of several, each with its days in the year."""
        return f"the {self.formula_called}"

    @property
    def formula_called(self) -> str:
        """The same as a heading names it."""
        return formulas_called(self.formulas_in_force)

    @property
    def formulas_in_force(self) -> tuple[tuple[str, DateRange], ...]:
        """The name of each formula of the year, with its days in it."""
        days = self.year.days
        return tuple(
            (formula.name, formula.in_force.overlap(days) or days) for formula in self.formulas
        )

    @property
    def formula_names(self) -> str:
        """The formula's name; of several, each with its days in the year."""
        return listed(formula_names(self.formulas_in_force))

    def dated(self, formula: Formula) -> str:
        """Return a formula's name; where the year has several, with its days in the year."""
        return formula_names(self.formulas_in_force)[self.formulas.index(formula)]

    def find(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None = None
    ) -> Observation:
        """Return the observation of a figure, as known on the day of the knowledge."""
        return self.evidence.find(measure, partner, year, self.known_on, quarters=quarters)

    def _parts(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None
    ) -> tuple[Observation, ...]:
        """Return what a figure is made of, as known on the day of the knowledge."""
        return self.evidence.parts(measure, partner, year, self.known_on, quarters=quarters)

    def counted(
        self,
        measure: str,
        year: FinancialYear,
        needed: tuple[str, ...],
        quarters: Quarters | None = None,
    ) -> tuple[tuple[Observation, ...], ...]:
        """Return what each partner's figure is made of: one observation, or those of its parts.

        Args:
            measure: the measure's short name.
            year: the year counted.
            needed: the partners whose figure has to be known; another's may be nothing.
            quarters: the quarters of the year that count; `None` for the whole year.

        Raises:
            EvidenceError: a figure is missing or suppressed; it names partner, year and measure.
            ModelError: the parts of a figure come to something else than itself.
        """
        return tuple(
            self._counted(measure, partner, year, quarters, is_needed=partner in needed)
            for partner in self.partners
        )

    def _counted(
        self,
        measure: str,
        partner: str,
        year: FinancialYear,
        quarters: Quarters | None,
        *,
        is_needed: bool,
    ) -> tuple[Observation, ...]:
        if self.followed(measure, partner, year, quarters=quarters):
            return ()
        if is_needed or self._is_known(measure, partner, year, quarters):
            return self.figure(measure, partner, year, quarters)
        return ()

    def seen(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None
    ) -> Observation | None:
        """Return a partner's own figure of exactly those quarters, where it is known."""
        if self.followed(measure, partner, year, quarters=quarters):
            return None
        found = self.find(measure, partner, year, quarters)
        return found if isinstance(found.value, Known) else None

    def _is_known(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None
    ) -> bool:
        parts = self._parts(measure, partner, year, quarters)
        return all(isinstance(part.value, Known) for part in parts)

    def so_far(self, measure: str, year: FinancialYear, needed: tuple[str, ...]) -> Quarters | None:
        """Return as many quarters of a year as are known of everyone that is needed.

        Args:
            measure: the measure's short name; of a derived one, all that it is made of counts.
            year: the year counted.
            needed: the partners whose figures have to be known.

        Returns:
            The quarters; `None` for the whole year, and the first where not even that is known.
        """
        made = self.derived(measure)
        if made:
            several = (self.so_far(name, year, needed) or WHOLE for name in made.names)
            return parse_optional_quarters(min(several, key=lambda quarters: quarters.last))
        for last in range(WHOLE.last, 1, -1):
            quarters = parse_optional_quarters(Quarters(1, last))
            if all(self._can_tell(measure, name, year, quarters) for name in needed):
                return quarters
        return Quarters(1, 1)

    def _can_tell(
        self,
        measure: str,
        partner: str,
        year: FinancialYear,
        quarters: Quarters | None,
        before: date | None = None,
    ) -> bool:
        """Return whether a figure is known as it was before a day: its own, or predecessors'."""
        followed = self.followed(measure, partner, year, before, quarters)
        if not followed:
            return self._is_known(measure, partner, year, quarters)
        others = ((part.predecessor, part.day) for part in followed)
        return all(self._can_tell(measure, name, year, quarters, day) for name, day in others)

    def figure(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None = None
    ) -> tuple[Observation, ...]:
        """Return what one partner's figure is made of.

        Raises:
            EvidenceError: it is missing or suppressed; it names partner, year and measure.
            ModelError: the parts of the figure come to something else than itself.
        """
        parts = self._parts(measure, partner, year, quarters)
        unknown = [part for part in parts if not isinstance(part.value, Known)]
        if not unknown:
            return parts
        observation = unknown[0]
        by = f" as known on {self.known_on}" if self.known_on else ""
        raise EvidenceError(
            f"{measure} of {partner} in {observation.period}",
            f"be known to calculate {self.year} by {self.formula_names}",
            f"{observation.value}{by}",
            f"Record it at {observation.address}, or change the years that the formula counts.",
            at=observation.address,
        )

    def followed(
        self,
        measure: str,
        partner: str,
        year: FinancialYear,
        before: date | None = None,
        quarters: Quarters | None = None,
    ) -> tuple[Inherited, ...]:
        """Return of whom a partner takes parts in place of a figure of its own.

        A figure of a year that ended before a succession is that of the predecessors, in the
        stated parts. A partner that was there before takes its own as well; one that was not
        has none of its own, unless somebody recorded one.

        Args:
            measure: the measure's short name.
            partner: the partner.
            year: the year counted.
            before: only successions before the day; left out, all by the end of the year charged.
            quarters: the quarters of the year that count; `None` for the whole year.

        Returns:
            The parts; nothing where the figure is the partner's own.
        """
        successions = self.partnership.successions
        after = [
            succession
            for succession in successions
            if partner in succession.parts
            and year.last < succession.day <= self.year.last
            and (not before or succession.day < before)
        ]
        if not after:
            return ()
        day = max(succession.day for succession in after)
        parts = tuple(
            Inherited(
                succession.predecessor, day, succession.parts[partner] / 100, succession.source
            )
            for succession in after
            if succession.day == day
        )
        if not self.partnership.partner(partner).is_member(DateRange(day).before):
            return () if self._is_recorded(measure, partner, year, quarters) else parts
        goes_on = any(part.predecessor == partner for part in parts)
        return parts if goes_on else (Inherited(partner, day), *parts)

    def _is_recorded(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None
    ) -> bool:
        """Return whether somebody recorded a figure; of a derived measure, one of each part."""
        made = self.derived(measure)
        if made:
            return all(self._is_recorded(name, partner, year, quarters) for name in made.names)
        parts = self._parts(measure, partner, year, quarters)
        return not any(isinstance(part.value, Missing) for part in parts)

    def newcomers(self, year: FinancialYear, measure: str) -> tuple[str, ...]:
        """Return the partners without an issued contribution of a year, sharing nothing then."""
        return tuple(
            name
            for name in self.partners
            if not self._is_recorded(measure, name, year, None)
            and not self.followed(measure, name, year)
            and not self._part_shared(year, name)
        )

    def derived(self, measure: str) -> Derived | None:
        """Return how a measure is made of others; `None` for one that is counted."""
        return self.evidence.derived(measure)

    def shared_in(self, year: FinancialYear, partner: str) -> Fraction:
        """Return the part of a year in which a partner shared, to compare what was issued then.

        What is recorded of a partner that was no member then, or is taken over from predecessors,
        is as for all of the year.
        """
        member = self.partnership.partner(partner)
        if member not in self.partnership.members(year.days) or self.followed(
            ISSUED, partner, year
        ):
            return Fraction(1)
        return self._part_shared(year, partner)

    def _part_shared(self, year: FinancialYear, partner: str) -> Fraction:
        return part_shared(self.partnership.partner(partner), year, self.rules, self.formula)

    def issued_as(self, elements: tuple[str, ...], year: FinancialYear) -> str:
        """Return the measure of what was issued for some elements; else of the whole.

        Args:
            elements: their names; none for all that is shared.
            year: the year of the issue.

        Returns:
            The measure `contribution` where no other is recorded, or where it has the same
            figures.
        """
        of, names = issued_of(elements), self.partnership.names
        parts = [self.find(of, name, year).value for name in names]
        whole = [self.find(ISSUED, name, year).value for name in names]
        is_told = any(isinstance(value, Known) for value in parts)
        return of if is_told and parts != whole else ISSUED

    def is_apart(self, elements: tuple[str, ...], year: FinancialYear) -> bool:
        """Return whether what was issued for some elements is recorded by itself."""
        of, names = issued_of(elements), self.partnership.names
        return any(isinstance(self.find(of, name, year).value, Known) for name in names)

    def unit_of(self, measure: str) -> str:
        """Return what one of the measure is."""
        return self.evidence.measure(measure).unit

    def lines(self, pool: str | None = None) -> tuple[tuple[str, CostLine], ...]:
        """Return the budget's lines that count towards the call, with their addresses."""
        counted = (line for line in self.budget.lines if line.sign)
        return tuple(
            (self.budget.address(line), line) for line in counted if pool in (None, line.pool)
        )

    def used(self, working: Working) -> tuple[tuple[str, FinancialYear], ...]:
        """Return the measures and years whose figures the working reads, in its order."""
        read = (read_address(step.at) for step in working.inputs if step.at.startswith("evidence/"))
        return tuple(dict.fromkeys((measure, year) for measure, _, year, _ in read))

    def observed(self, working: Working) -> tuple[Observation, ...]:
        """Return the figures that the working reads, in its order."""
        observations: dict[str, Observation] = {}
        for step in working.inputs:
            if step.at.startswith("evidence/"):
                measure, whose, year, quarters = read_address(step.at)
                gaps = frozenset(step.gaps)
                for name in self.partners if step.is_column else (whose,):
                    at = step.address(name)
                    if name not in gaps and at not in observations:
                        observations[at] = self.find(measure, name, year, quarters)
        return tuple(observations.values())

    def working(self) -> Working:
        """Return the steps of the year."""
        return charge(Draft(self, self.formula.source), self.division)
