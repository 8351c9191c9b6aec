"""What is bought at a price in a year: charged whole, whoever shares in it and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from attrs import evolve, frozen

from aimpartner.errors import ModelError
from aimpartner.evidence.derived import counted_in
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import are_alike
from aimpartner.formula.bases.basis import Basis, throughout
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Periods
from aimpartner.formula.formula import Formula, naming
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.working.steps import Draft
from aimpartner.year.segments import Division


def buyers(
    year: FinancialYear,
    formulas: Sequence[Formula],
    evidence: Evidence,
    known_on: date | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return who takes units of what has a price in a year, each with the elements' names.

    Args:
        year: the year charged.
        formulas: the formulas of the year.
        evidence: what was counted.
        known_on: the day of the knowledge; `None` is everything recorded.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> buyers(FinancialYear(2021), aim.formulas, aim.evidence)
        {}
    """
    found: dict[str, dict[str, None]] = {}
    for formula in formulas:
        for element in formula.bought:
            for basis in throughout(element.units):
                for partner in _takers(basis, year, evidence, known_on):
                    found.setdefault(partner, {})[element.name] = None
    return {partner: tuple(names) for partner, names in found.items()}


def _takers(
    basis: Basis, year: FinancialYear, evidence: Evidence, known_on: date | None
) -> Iterator[str]:
    """Go through the partners that have units by a basis that is made of no others."""
    if isinstance(basis, Given):
        yield from (partner for partner, number in basis.numbers.items() if number)
    if isinstance(basis, Measured):
        pairs = product(basis.window(year), counted_in(basis.measure, evidence.derived))
        for counted, measure in pairs:
            for partner in evidence.partners(measure, counted):
                seen = evidence.within(measure, partner, counted, known_on, basis.quarters)
                if any(isinstance(each.value, Known) and each.value.figure for each in seen):
                    yield partner


@frozen
class _Lot:
    """A priced element, and the formula and the days of the year by which it is charged."""

    element: PricedElement
    formula: Formula
    days: DateRange


def bought(draft: Draft, division: Division) -> dict[str, int]:
    """Write what is bought at a price, each element whole and once in the year.

    Args:
        draft: the working while it is being written.
        division: who shares when, and by which formula.

    Returns:
        The step of each element's amounts, by name.

    Raises:
        ModelError: formulas of the year price one element differently, and its units are not
            counted by period; or a price changes and it is not told which units are at which.
    """
    names = dict.fromkeys(e.name for formula in division.formulas for e in formula.bought)
    return {name: _bought(draft, division, name) for name in names}


def _bought(draft: Draft, division: Division, name: str) -> int:
    amounts = [_amounts(draft, division, lot) for lot in _lots(draft.figures.year, division, name)]
    return draft.add(amounts, f"{name}: amounts, by all formulas of the year", "pence")


def _lots(year: FinancialYear, division: Division, name: str) -> list[_Lot]:
    """Return what is charged of an element: once, or by each formula its own periods."""
    lots = [
        _Lot(element, formula, formula.in_force.overlap(year.days) or year.days)
        for formula in division.formulas
        for element in formula.bought
        if element.name == name
    ]
    first, last = lots[0], lots[-1]
    if all(are_alike(lot.element, last.element) for lot in lots):
        return [evolve(last, days=DateRange(first.days.first, last.days.last))]
    if all(isinstance(lot.element.units, Periods) for lot in lots):
        return lots
    rule = "be priced alike by all formulas of the year that have it, or be counted by period"
    got = listed(f"{lot.formula.name} ({lot.days})" for lot in lots)
    remedy = (
        "State the same units and price in each; or in each the units by period, from its own "
        "first day on; or leave it to one of them, which then charges all its units."
    )
    raise ModelError(f"Element {name} in {year}", rule, f"unlike in {got}", remedy)


def _amounts(draft: Draft, division: Division, lot: _Lot) -> int:
    """Write what is charged of an element by one of the formulas, to everyone that takes units."""
    formula, year = lot.formula, draft.figures.year
    root = "formula" if formula == division.formulas[-1] else formula.own_root
    days = None if lot.days == year.days else lot.days
    group = tuple(_asked(draft, division, lot.element))
    written = evolve(draft, source=formula.source, group=group, root=root, days=days)
    with naming(formula.title, f"element {lot.element.name}"):
        return lot.element.amounts(written)


def _asked(draft: Draft, division: Division, element: PricedElement) -> Iterator[str]:
    """Go through the partners whose units are counted: who shares, and others with a figure."""
    shares = {name for segment in division.segments for name in segment.present}
    every = draft.figures.partners
    sharing = draft.within(tuple(name for name in every if name in shares))
    for place, name in enumerate(every):
        if name in shares or _is_told(sharing, element.units, name, place):
            yield name


def _is_told(draft: Draft, basis: Basis, name: str, place: int) -> bool:
    """Return whether a partner has a figure of its own in a basis of units."""
    if isinstance(basis, Measured):
        years = basis.window(draft.figures.year)
        quarters, figures = basis.quarters_of(draft), draft.figures
        pairs = product(counted_in(basis.measure, figures.derived), years)
        return all(figures.counted(of, year, (), quarters)[place] for of, year in pairs)
    return name in basis.named or any(_is_told(draft, part, name, place) for part in basis.inner)
