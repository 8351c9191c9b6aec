"""What is bought at a price in a year: charged whole, whoever shares in it and when."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import are_alike
from aimpartner.formula.bases.basis import Basis, throughout
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Periods
from aimpartner.formula.formula import Formula, naming
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.working.figures import Figures
from aimpartner.working.steps import Draft
from aimpartner.year.segments import Division


@frozen
class _Pricing:
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
    amounts = [
        _amounts(draft, division, pricing)
        for pricing in _pricings(draft.figures.year, division, name)
    ]
    return draft.add(amounts, f"{name}: amounts, by all formulas of the year", "pence")


def _pricings(year: FinancialYear, division: Division, name: str) -> list[_Pricing]:
    """Return what is charged of an element: once, or by each formula its own periods."""
    pricings = [
        _Pricing(element, formula, formula.in_force.overlap(year.days) or year.days)
        for formula in division.formulas
        for element in formula.bought
        if element.name == name
    ]
    first, last = pricings[0], pricings[-1]
    if all(are_alike(pricing.element, last.element) for pricing in pricings):
        return [evolve(last, days=DateRange(first.days.first, last.days.last))]
    if all(isinstance(pricing.element.units, Periods) for pricing in pricings):
        return pricings
    rule = "be priced alike by all formulas of the year that have it, or be counted by period"
    got = listed(f"{pricing.formula.name} ({pricing.days})" for pricing in pricings)
    remedy = (
        "State the same units and price in each; or in each the units by period, from its own "
        "first day on; or leave it to one of them, which then charges all its units."
    )
    subject, at = f"Element {name} in {year}", f"formula/{name}"
    raise ModelError(subject, rule, f"unlike in {got}", remedy, at=at)


def _amounts(draft: Draft, division: Division, pricing: _Pricing) -> int:
    """Write what is charged of an element by one of the formulas, to everyone that takes units."""
    formula, year = pricing.formula, draft.figures.year
    root = "formula" if formula == division.formulas[-1] else formula.own_root
    days = None if pricing.days == year.days else pricing.days
    group = tuple(_asked(draft, division, pricing.element))
    written = evolve(draft, source=formula.source, group=group, root=root, days=days)
    with naming(formula.title, f"element {pricing.element.name}"):
        return pricing.element.amounts(written)


def _asked(draft: Draft, division: Division, element: PricedElement) -> Iterator[str]:
    """Go through the partners whose units are counted: who shares, and others that have some.

    One that is followed within the year by others, who take over its units, has none to pay for.
    """
    shares = {name for segment in division.segments for name in segment.present}
    for name in draft.figures.partners:
        has_some = element.name in division.buyers.get(name, ())
        if has_some or (name in shares and not _is_passed_on(draft.figures, element.units, name)):
            yield name


def _is_passed_on(figures: Figures, units: Basis, name: str) -> bool:
    """Return whether others take over all units of a partner, which does not go on."""
    parts = [part for part in throughout(units) if not part.inner]
    return all(
        isinstance(part, Measured)
        and all(_takes_over(figures, part, year, name) for year in part.window(figures.year))
        for part in parts
    )


def _takes_over(figures: Figures, basis: Measured, year: FinancialYear, name: str) -> bool:
    """Return whether others take over a partner's figure of a year, and it keeps none of it."""
    taken = {
        part.predecessor
        for other in figures.partners
        for part in figures.followed(basis.measure, other, year)
    }
    return name in taken and not figures.followed(basis.measure, name, year)
