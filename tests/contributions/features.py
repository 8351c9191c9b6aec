"""What a model of a year has in it, to count what is drawn together."""

from __future__ import annotations

from collections.abc import Iterator

from aimpartner.budget.budget import Effect
from aimpartner.formula.bases.basis import Basis, throughout
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import PriceList
from aimpartner.model import Model
from aimpartner.money import Money
from builders import YEAR

PENNY = Money("0.01")
IMPORTANT = (
    "leaver",
    "joiner",
    "fees",
    "limit",
    "credit in a pool",
    "whole units above a penny",
    "rounded in bounds",
    "rounded by element",
    "host charge by a rate",
    "some partners alone",
    "decimals of shares",
    "groups by a basis between",
    "derived measure",
    "quarters",
    "formula changes in the year",
)
"""The features of which every pair is counted."""


def features(whole: Model) -> set[str]:
    """Return what a model has in it, in words."""
    found = {*_of_partners(whole), *_of_budget(whole)}
    for rule in whole.formulas:
        found |= {*_of_formula(rule), *_of_bases(whole, rule)}
        found |= {each for limit in rule.limits for each in _of_limit(rule, limit)}
    if len(whole.formulas) > 1:
        found.add("formula changes in the year")
        is_alike = len({rule.limits for rule in whole.formulas}) == 1
        found |= set() if is_alike else {"limits of parts of the year"}
    return found


def _of_partners(whole: Model) -> Iterator[str]:
    if whole.partnership.host(YEAR.first) != whole.partnership.host(YEAR.last):
        yield "host changes in the year"
    for partner in whole.partnership.partners:
        for spell in partner.member:
            if YEAR.first < spell.days.first and spell.days.first in YEAR.days:
                yield from ("joiner", f"joins: {spell.joining}")
            if spell.days.last and spell.days.last in YEAR.days:
                yield from ("leaver", f"leaves: {spell.leaving}")
            if spell.days.first in YEAR.back(1).days:
                yield "shared in a part of last year"


def _of_budget(whole: Model) -> Iterator[str]:
    (budget,) = whole.budgets
    for line in budget.lines:
        if line.rule:
            yield "host charge by a rate"
            if any(budget.line(key).rule for key in line.rule.of):
                yield "charge on a charge"
        if line.effect is Effect.REDUCES:
            yield "line that reduces the call"
        if line.incurred_by:
            yield "line that a partner incurs"
    if any(budget.call(pool).pence < 0 for pool in budget.pools):
        yield "credit in a pool"


def _of_formula(rule: Formula) -> Iterator[str]:
    yield f"prorated by {rule.proration}"
    yield "whole units above a penny" if rule.rounding.unit > PENNY else "whole pennies"
    yield f"rounded by {rule.rounding.level}"
    yield f"odd units to {rule.rounding.odd}"
    for element in rule.shared:
        if element.partners:
            yield "some partners alone"
        if element.decimals is not None:
            yield "decimals of shares"
    for bought in rule.bought:
        yield from _of_fees(bought)


def _of_fees(bought: PricedElement) -> Iterator[str]:
    yield "fees"
    if isinstance(bought.price, PriceList):
        yield "fees by a price list"
    if isinstance(bought.units, Periods):
        yield "price that changes in the year"
    if bought.london:
        yield "London's price"
    if bought.agreed is not None:
        yield "fees beyond agreed units"


def _of_bases(whole: Model, rule: Formula) -> Iterator[str]:
    kinds: dict[type[Basis], str] = {
        Blend: "blend",
        Staged: "two stages",
        Tolerance: "tolerance",
        Phased: "phase-in",
        Given: "agreed numbers",
        Measured: "measure",
    }
    for of in rule.bases:
        for basis in throughout(of):
            yield from (word for kind, word in kinds.items() if isinstance(basis, kind))
            if isinstance(basis, Staged) and basis.between:
                yield "groups by a basis between"
            if isinstance(basis, Measured) and whole.evidence.derived(basis.measure):
                yield "derived measure"
            if isinstance(basis, Measured) and basis.quarters:
                yield "quarters"
                yield from ["year so far"] if basis.quarters.is_so_far else []


def _of_limit(rule: Formula, limit: Limit) -> Iterator[str]:
    yield from ("limit", f"limit by {limit.scaling}", f"bound in part: {limit.partial}")
    yield from ["rounded in bounds"] if rule.rounding.unit > PENNY else []
    if limit.lower and limit.upper:
        yield "limit with both bounds"
    for side, bound in limit.bounds:
        yield _of_bound(side, bound)
    if limit.elements:
        yield "limit that names elements"
    if set(limit.elements) & set(rule.names_bought):
        yield "limit on fees"
    if limit.bearers:
        yield "named bearers"
    if limit != rule.limits[0]:
        yield "second limit"


def _of_bound(side: str, bound: Bound) -> str:
    if isinstance(bound.of, Given):
        return {"lower": "minimum", "upper": "cap"}[side]
    if bound.of.measure != "contribution":
        return "bound by a measure in pounds"
    if side == "upper" and bound.times == 1:
        return "no loser"
    return {"lower": "floor on the change", "upper": "ceiling on the change"}[side]
