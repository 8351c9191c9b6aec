"""Who may be charged for what has a price: whoever has units of it, or follows one that has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from attrs import frozen

from aimpartner.evidence.derived import counted_in
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Suppressed
from aimpartner.formula.bases.basis import Basis, throughout
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.parties.succession import Succession, followers
from aimpartner.periods import FinancialYear


@frozen
class Bought:
    """Units of an element of a year that are recorded of a partner, taken or agreed.

    Args:
        element: the name of the element.
        partner: of whom they are recorded.
        counted: the year that they are of; `None` where they are agreed numbers.
        is_known: whether they are known, and more than nothing; else a figure is suppressed, which
            may be some.
    """

    element: str
    partner: str
    counted: FinancialYear | None
    is_known: bool

    def payers(self, year: FinancialYear, successions: Sequence[Succession]) -> tuple[str, ...]:
        """Return who pays for them in a year: the partner, or those that have followed it since.

        Agreed numbers are of whom they name.

        Args:
            year: the year charged.
            successions: who follows whom.

        Example:
            >>> taken = Bought("placements", "Old", FinancialYear(2020), is_known=True)
            >>> taken.payers(FinancialYear(2021), [Succession("2021-04-01", "Old", {"New": 100})])
            ('New',)
        """
        if self.counted is None:
            return (self.partner,)
        return followers(successions, self.partner, self.counted.last, year.last)


def bought_in(
    year: FinancialYear,
    formulas: Sequence[Formula],
    evidence: Evidence,
    known_on: date | None = None,
) -> Iterator[Bought]:
    """Go through the units of what has a price in a year that are recorded and not nothing.

    Args:
        year: the year charged.
        formulas: the formulas of the year.
        evidence: what was counted.
        known_on: the day of the knowledge; `None` is everything recorded.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> [*bought_in(FinancialYear(2021), aim.formulas, aim.evidence)]
        []
    """
    for formula in formulas:
        for element in formula.bought:
            for basis in (part for of in element.bases for part in throughout(of)):
                for partner, counted, is_known in _recorded(basis, year, evidence, known_on):
                    yield Bought(element.name, partner, counted, is_known)


def _recorded(
    basis: Basis, year: FinancialYear, evidence: Evidence, known_on: date | None
) -> Iterator[tuple[str, FinancialYear | None, bool]]:
    """Go through whose units a basis that is made of no others has, of when, and if known."""
    if isinstance(basis, Given):
        yield from ((partner, None, True) for partner, number in basis.numbers.items() if number)
    if isinstance(basis, Measured):
        pairs = product(basis.window(year), counted_in(basis.measure, evidence.derived))
        for counted, measure in pairs:
            for partner in evidence.partners(measure, counted):
                seen = evidence.within(measure, partner, counted, known_on, basis.quarters)
                values = [observation.value for observation in seen]
                is_known = any(isinstance(value, Known) and value.figure for value in values)
                if is_known or any(isinstance(value, Suppressed) for value in values):
                    yield partner, counted, is_known


def buyers(
    year: FinancialYear, bought: Iterator[Bought], successions: Sequence[Succession]
) -> dict[str, tuple[str, ...]]:
    """Return who may be charged for units in a year, each with the elements' names.

    Args:
        year: the year charged.
        bought: the units.
        successions: who follows whom.

    Example:
        >>> taken = Bought("placements", "Ash", FinancialYear(2021), is_known=True)
        >>> buyers(FinancialYear(2021), iter([taken]), [])
        {'Ash': ('placements',)}
    """
    names: dict[str, dict[str, None]] = {}
    for units in bought:
        for partner in units.payers(year, successions):
            names.setdefault(partner, {})[units.element] = None
    return {partner: tuple(elements) for partner, elements in names.items()}
