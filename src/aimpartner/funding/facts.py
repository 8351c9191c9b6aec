"""Everything of a year already resolved; the formula asks it and chooses nothing itself."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from aimpartner.errors import EvidenceError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Observation
from aimpartner.funding.budget import Budget, CostLine
from aimpartner.funding.formula import Formula
from aimpartner.funding.published import Published
from aimpartner.funding.working import Draft, Working
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen
class YearFacts:
    """One financial year as a formula sees it.

    Args:
        year: the year charged.
        partnership: the partnership; it holds the agreement and its states.
        partners: the partners of the year, in order.
        host: the partner that hosts, where recorded.
        budget: the version of the budget that counts.
        formula: the formula in force.
        evidence: what was counted.
        published: what was published of the year.
        superseded: earlier versions of the budget that were known.
        known_on: the day of the knowledge; `None` is everything recorded.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> print(facts.year, *facts.partners)
        2021/22 Knowsley Liverpool Sefton Wirral
    """

    year: FinancialYear
    partnership: Partnership
    partners: tuple[str, ...]
    host: str | None
    budget: Budget
    formula: Formula
    evidence: Evidence
    published: tuple[Published, ...] = ()
    superseded: tuple[Budget, ...] = ()
    known_on: date | None = None

    def find(self, measure: str, partner: str, year: FinancialYear) -> Observation:
        """Return the observation of a figure, as known on the day of the knowledge."""
        return self.evidence.find(measure, partner, year, self.known_on)

    def counted(
        self, measure: str, year: FinancialYear
    ) -> tuple[tuple[Fraction, Source | None], ...]:
        """Return a figure and its source for each partner.

        Raises:
            EvidenceError: a figure is missing or suppressed; it names partner, year and measure.
        """
        return tuple(self._known(measure, partner, year) for partner in self.partners)

    def _known(
        self, measure: str, partner: str, year: FinancialYear
    ) -> tuple[Fraction, Source | None]:
        found = self.find(measure, partner, year)
        if isinstance(found.value, Known):
            return found.value.figure, found.source
        by = f" as known on {self.known_on}" if self.known_on else ""
        raise EvidenceError(
            f"{measure} of {partner} in {year}",
            f"be known to calculate {self.year} by {self.formula.name}",
            f"{found.value}{by}",
            f"Record it at {found.address}, or change the years that the formula counts.",
        )

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
        return tuple((measure, FinancialYear.parse(year)) for _, measure, _, year in parts)

    def working(self) -> Working:
        """Return the formula's steps for the year."""
        return self.formula.working(Draft(self, self.formula.source))
