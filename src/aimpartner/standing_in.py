"""What stands in for what is at fault in a model, so that the faults behind it can be found.

Nothing that is calculated from it is ever shown: what rests on it counts as not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from aimpartner.budget.budget import Budget
from aimpartner.by import ByPartner
from aimpartner.errors import AimpartnerError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import (
    Known,
    Measure,
    Missing,
    Observation,
    figure_of,
    read_address,
)
from aimpartner.formula.bases.addressed import Addressed, ends_of
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.partners import Membership
from aimpartner.periods import DateRange, FinancialYear

_ALL = ""
"""The address below which everything stands."""
_NUMBERS = "numbers"
"""The field of agreed numbers, of which one is lacking."""


@frozen
class StandIn:
    """A model in which something stands in for what is at fault.

    Args:
        model: the model.
        unknown: the addresses at which, or below which, nothing is known now.
    """

    model: Model
    unknown: tuple[str, ...] = ()


def standing_in(
    model: Model, year: FinancialYear, fault: AimpartnerError, formulas: Mapping[str, Formula]
) -> StandIn | None:
    """Return a model without a fault; `None` where nothing can stand in for what is at fault.

    Args:
        model: the model.
        year: the year that cannot be calculated.
        fault: why.
        formulas: the formulas of the year, by what the addresses of each begin with.
    """
    begins, *rest = fault.at.split("/")
    try:
        if begins in formulas:
            return _of_rule(model, formulas[begins], fault, rest)
        return _BEGINS[begins](model, year, rest) if begins in _BEGINS else None
    except AimpartnerError:
        return None  # what would stand in is at fault itself


def _of_figure(model: Model, year: FinancialYear, rest: Sequence[str]) -> StandIn:
    """Let a figure stand in for one that is missing or suppressed."""
    del year  # the figure is of a year of its own
    measure, partner, counted, quarters = read_address("/".join(("evidence", *rest)))
    lacking = Observation(measure, partner, counted, Missing(), quarters=quarters)
    others = [seen for seen in model.evidence.observations if seen.address != lacking.address]
    parts = evolve(_adding_up(model.evidence, measure), observations=others).parts(
        measure, partner, counted, quarters=quarters
    )
    is_told = all(isinstance(part.value, Known) for part in parts)
    told = sum(map(figure_of, parts), Fraction(0)) if is_told else Fraction(1)
    figure = evolve(lacking, value=Known(told))
    described = [each.name for each in model.evidence.measures]
    more = [] if measure in described else [Measure(measure, unit="pounds")]
    measures = [*model.evidence.measures, *more]
    evidence = evolve(model.evidence, measures=measures, observations=[*others, figure])
    return StandIn(evolve(model, evidence=evidence), (figure.address,))


def _of_measure(model: Model, year: FinancialYear, rest: Sequence[str]) -> StandIn:
    """Let a measure add up over quarters that does not state whether it does."""
    del year  # the measure is of every year
    return StandIn(
        evolve(model, evidence=_adding_up(model.evidence, rest[0])), (f"evidence/{rest[0]}",)
    )


def _adding_up(evidence: Evidence, name: str) -> Evidence:
    measures = [
        evolve(each, adds_up=True) if each.name == name else each for each in evidence.measures
    ]
    return evolve(evidence, measures=measures)


def _of_budget(model: Model, year: FinancialYear, rest: Sequence[str]) -> StandIn:
    """Let a pool be left out that no element shares, or the agency incur a line."""
    pool, *line = rest[1:]
    budgets = [_mended(each, pool, line) if each.year == year else each for each in model.budgets]
    return StandIn(evolve(model, budgets=budgets), () if line else ("budget",))


def _mended(budget: Budget, pool: str, line: Sequence[str]) -> Budget:
    if not line:
        return evolve(budget, lines=[each for each in budget.lines if each.pool != pool])
    key = "/".join([pool, *line])
    return evolve(
        budget,
        lines=[evolve(each, incurred_by="") if each.key == key else each for each in budget.lines],
    )


def _of_pool(model: Model, year: FinancialYear, rest: Sequence[str]) -> StandIn:
    """Let a formula be without a pool that the budget lacks."""
    del year  # the formula stands for all of its years

    def without(formula: Formula) -> Formula:
        elements = [_without_pool(element, rest[-1]) for element in formula.elements]
        return evolve(formula, elements=[element for element in elements if element is not None])

    return StandIn(_with_formula(model, "/".join(rest[:-1]), without))


def _without_pool(element: Element | PricedElement, pool: str) -> Element | PricedElement | None:
    if isinstance(element, PricedElement) or pool not in element.pools:
        return element
    pools = [each for each in element.pools if each != pool]
    return evolve(element, pools=pools) if pools else None


def _of_partner(model: Model, year: FinancialYear, rest: Sequence[str]) -> StandIn | None:
    """Let a partner share while it is a member, where what that does to the year is not stated."""
    del year  # its membership is that of every year
    if not rest:
        return None
    partners = [
        evolve(partner, member=[_sharing(spell) for spell in partner.member])
        if partner.name == rest[0]
        else partner
        for partner in model.partnership.partners
    ]
    return StandIn(evolve(model, partnership=evolve(model.partnership, partners=partners)), (_ALL,))


def _sharing(spell: Membership) -> Membership:
    return Membership(spell.days, "reshare", "reshare" if spell.days.last else "")


def _of_formulas(model: Model, year: FinancialYear, rest: Sequence[str]) -> StandIn | None:
    """Let the formulas of a year reach over its days that have none, and prorate by days."""
    spans = [
        (formula, days)
        for formula in model.formulas
        if (days := formula.in_force.overlap(year.days))
    ]
    spans.sort(key=lambda span: span[1].first)
    if not rest or not spans:
        return None
    firsts = [year.first, *(days.first for _, days in spans[1:])]
    lasts = [*(DateRange(first).before for first in firsts[1:]), year.last]
    reach = {
        formula.name: DateRange(*days)
        for (formula, _), *days in zip(spans, firsts, lasts, strict=True)
    }
    formulas = [
        evolve(formula, in_force=reach[formula.name], proration="days")
        if formula.name in reach
        else formula
        for formula in model.formulas
    ]
    return StandIn(evolve(model, formulas=formulas), (_ALL,))


def _of_rule(
    model: Model, formula: Formula, fault: AimpartnerError, rest: Sequence[str]
) -> StandIn | None:
    """Let a formula be without a limit, round as most do, or share by something else."""
    part, *path = rest
    if part == "limits":
        limits = [limit for limit in formula.limits if limit.name != path[0]]
        return StandIn(_with_formula(model, formula.name, lambda _: evolve(formula, limits=limits)))
    if part == "rounding":
        rounding = Rounding(formula.rounding.unit, formula.rounding.level)
        changed = evolve(formula, rounding=rounding)
        return StandIn(_with_formula(model, formula.name, lambda _: changed))
    elements = [
        _standing_in(element, path, fault, model.partnership.names)
        if element.name == part
        else element
        for element in formula.elements
    ]
    changed = evolve(formula, elements=elements)
    unknown = fault.at.rpartition("/")[0] if fault.field == _NUMBERS else fault.at
    return StandIn(_with_formula(model, formula.name, lambda _: changed), (unknown,))


def _with_formula(model: Model, name: str, change: Callable[[Formula], Formula]) -> Model:
    formulas = [change(each) if each.name == name else each for each in model.formulas]
    return evolve(model, formulas=formulas)


def _standing_in(
    rule: Any,  # noqa: ANN401  # an element, a basis, or a part of one
    path: Sequence[str],
    fault: AimpartnerError,
    partners: tuple[str, ...],
) -> Any:  # noqa: ANN401  # the same
    """Return a rule that goes by something else at a path below it, or has a number more there."""
    if isinstance(rule, Given) and fault.field == _NUMBERS and len(path) == 1:
        return evolve(rule, numbers=ByPartner({**rule.numbers, path[0]: Fraction(0)}))
    if isinstance(rule, PricedElement) and list(path) == ["price"]:
        return evolve(rule, price=Money(0), on=None, london=False)
    if isinstance(rule, Basis) and not path:
        return Given.equal(partners)
    for name, below in _ways(rule, path):
        held = getattr(rule, name)
        if isinstance(held, tuple):
            parts = [
                evolve(part, basis=_standing_in(part.basis, below, fault, partners))
                if part.name == path[0]
                else part
                for part in held
            ]
            return evolve(rule, **{name: parts})
        return evolve(rule, **{name: _standing_in(held, below, fault, partners)})
    return rule


def _ways(rule: Addressed, path: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Go through the fields that a path may lead through, the longest way first."""
    ends = ends_of(type(rule))
    for name in sorted(ends, key=lambda name: len(ends[name] or ""), reverse=True):
        held, end = getattr(rule, name), [*filter(None, (ends[name] or "").split("/"))]
        if isinstance(held, tuple) and any(part.name == path[0] for part in held if path):
            yield name, path[1:]
        elif isinstance(held, Basis) and list(path[: len(end)]) == end:
            yield name, path[len(end) :]


_BEGINS: Mapping[str, Callable[[Model, FinancialYear, Sequence[str]], StandIn | None]] = {
    "evidence": _of_figure,
    "measures": _of_measure,
    "budget": _of_budget,
    "pools": _of_pool,
    "partners": _of_partner,
    "formulas": _of_formulas,
}
"""What lets something stand in for what is at fault, by what its address begins with."""
