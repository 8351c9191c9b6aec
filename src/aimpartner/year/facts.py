"""Everything of a year already resolved; the formula asks it and chooses nothing itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.errors import EvidenceError
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import ISSUED, Known, Missing, Observation, issued_of
from aimpartner.evidence.published import Published
from aimpartner.exact import listed
from aimpartner.formula.formula import Formula, formula_names, formulas_called
from aimpartner.issue.issue import Issued
from aimpartner.one_line import OneLine
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from aimpartner.working.steps import Draft, Inherited, Working
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

    def find(self, measure: str, partner: str, year: FinancialYear) -> Observation:
        """Return the observation of a figure, as known on the day of the knowledge."""
        return self.evidence.find(measure, partner, year, self.known_on)

    def counted(
        self, measure: str, year: FinancialYear, needed: tuple[str, ...]
    ) -> tuple[tuple[Fraction | None, Source | None], ...]:
        """Return a figure and its source for each partner.

        Args:
            measure: the measure's short name.
            year: the year counted.
            needed: the partners whose figure has to be known; another's may be `None`.

        Raises:
            EvidenceError: a figure is missing or suppressed; it names partner, year and measure.
        """
        return tuple(
            self._counted(measure, partner, year, is_needed=partner in needed)
            for partner in self.partners
        )

    def _counted(
        self, measure: str, partner: str, year: FinancialYear, *, is_needed: bool
    ) -> tuple[Fraction | None, Source | None]:
        if self.followed(measure, partner, year):
            return None, None
        observation = self.find(measure, partner, year)
        if is_needed or isinstance(observation.value, Known):
            return self.figure(measure, partner, year)
        return None, None

    def figure(
        self, measure: str, partner: str, year: FinancialYear
    ) -> tuple[Fraction, Source | None]:
        """Return one partner's figure and its source.

        Raises:
            EvidenceError: it is missing or suppressed; it names partner, year and measure.
        """
        observation = self.find(measure, partner, year)
        if isinstance(observation.value, Known):
            return observation.value.figure, observation.source
        by = f" as known on {self.known_on}" if self.known_on else ""
        raise EvidenceError(
            f"{measure} of {partner} in {year}",
            f"be known to calculate {self.year} by {self.formula_names}",
            f"{observation.value}{by}",
            f"Record it at {observation.address}, or change the years that the formula counts.",
            at=observation.address,
        )

    def followed(
        self, measure: str, partner: str, year: FinancialYear, before: date | None = None
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
            return () if self._is_recorded(measure, partner, year) else parts
        goes_on = any(part.predecessor == partner for part in parts)
        return parts if goes_on else (Inherited(partner, day), *parts)

    def _is_recorded(self, measure: str, partner: str, year: FinancialYear) -> bool:
        """Return whether somebody recorded a figure; of a derived measure, one of each part."""
        made = self.derived(measure)
        if made:
            return all(self._is_recorded(name, partner, year) for name in made.names)
        return not isinstance(self.find(measure, partner, year).value, Missing)

    def newcomers(self, year: FinancialYear, measure: str) -> tuple[str, ...]:
        """Return the partners without an issued contribution of a year, sharing nothing then."""
        return tuple(
            name
            for name in self.partners
            if not self._is_recorded(measure, name, year)
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
        parts = (step.at.split("/") for step in working.inputs if step.at.startswith("evidence/"))
        read = ((measure, FinancialYear.parse(year)) for _, measure, _, year in parts)
        return tuple(dict.fromkeys(read))

    def observed(self, working: Working) -> tuple[Observation, ...]:
        """Return the figures that the working reads, in its order."""
        observations = []
        for step in working.inputs:
            if step.at.startswith("evidence/"):
                _, measure, whose, year = step.at.split("/")
                names = self.partners if step.is_column else (whose,)
                observations += [
                    self.find(measure, name, FinancialYear.parse(year))
                    for name in names
                    if name not in step.gaps
                ]
        return tuple(dict.fromkeys(observations))

    def working(self) -> Working:
        """Return the steps of the year."""
        return charge(Draft(self, self.formula.source), self.division)
