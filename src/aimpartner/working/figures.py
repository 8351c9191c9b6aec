"""What the steps of a rule may ask of a year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Protocol

from attrs import frozen

from aimpartner.budget.budget import CostLine
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.measures import Observation
from aimpartner.evidence.quarters import Quarters
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen
class Inherited:
    """What a partner takes over of another's figure.

    Args:
        predecessor: whose figure.
        day: the first day on which the partner has it.
        part: how much of it; `None` for its own, all of it.
        source: where that is stated.
    """

    predecessor: str
    day: date
    part: Fraction | None = None
    source: Source | None = None


class Figures(Protocol):
    """What the steps of a rule may ask of a year: everything already resolved."""

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners that take part, in order."""

    @property
    def year(self) -> FinancialYear:
        """The year that is charged."""

    @property
    def host(self) -> str | None:
        """The partner that hosts."""

    def counted(
        self,
        measure: str,
        year: FinancialYear,
        needed: tuple[str, ...],
        quarters: Quarters | None = None,
    ) -> tuple[tuple[Observation, ...], ...]:
        """Return what each partner's figure is made of; nothing if unknown and not needed."""

    def seen(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None
    ) -> Observation | None:
        """Return a partner's own figure of exactly those quarters, where it is known."""

    def followed(
        self,
        measure: str,
        partner: str,
        year: FinancialYear,
        before: date | None = None,
        quarters: Quarters | None = None,
    ) -> tuple[Inherited, ...]:
        """Return of whom a partner takes parts in place of a figure of its own; else nothing."""

    def figure(
        self, measure: str, partner: str, year: FinancialYear, quarters: Quarters | None = None
    ) -> tuple[Observation, ...]:
        """Return what one partner's figure is made of; it has to be known."""

    def so_far(self, measure: str, year: FinancialYear, needed: tuple[str, ...]) -> Quarters | None:
        """Return as many quarters of a year as are known; `None` for the whole year."""

    def newcomers(self, year: FinancialYear, measure: str) -> tuple[str, ...]:
        """Return the partners without an issued contribution of a year, sharing nothing then."""

    def shared_in(self, year: FinancialYear, partner: str) -> Fraction:
        """Return the part of a year in which a partner shared, to compare what was issued then."""

    def issued_as(self, elements: tuple[str, ...], year: FinancialYear) -> str:
        """Return the measure of what was issued for some elements; else of the whole."""

    def unit_of(self, measure: str) -> str:
        """Return what one of the measure is."""

    def derived(self, measure: str) -> Derived | None:
        """Return how a measure is made of others; `None` for one that is counted."""

    def lines(self, pool: str | None = None) -> tuple[tuple[str, CostLine], ...]:
        """Return the budget's lines that count, of a pool or of all, with their addresses."""
