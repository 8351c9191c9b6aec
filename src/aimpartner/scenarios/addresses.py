"""The figures of a model by address: every one found, any of them changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from aimpartner.by import ByPartner
from aimpartner.evidence.measures import Observation
from aimpartner.funding.bases import Basis, Blend, Given, Measured
from aimpartner.funding.budget import Budget, CostLine
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.formula import Formula
from aimpartner.model import Model
from aimpartner.sources import Source

Visit = Callable[[str, Any], Any]
"""What is done at each address: it gets the address and the figure, and returns the figure."""


def figures(model: Model) -> dict[str, Any]:
    """Return every figure that a change may set, by its address, in the order of the model.

    Example:
        >>> from aimpartner import samples
        >>> figures(samples.load("aim"))["formula/agency/spend/weight"]
        Fraction(1, 2)
    """
    found: dict[str, Any] = {}

    def note(at: str, value: Any) -> Any:  # noqa: ANN401  # a figure of any kind
        found[at] = value
        return value

    _visited(model, note, None)
    return found


def replaced(model: Model, values: dict[str, Any], grounds: Source) -> Model:
    """Return the model with other figures at some addresses.

    Args:
        model: the model.
        values: the new figure for each address; each address exists.
        grounds: the source that the new figures carry.

    Raises:
        AimpartnerError: a new figure breaks a rule of the model.

    Example:
        >>> from aimpartner import samples
        >>> at, why = "evidence/adopted/Sefton/2019-20", Source("what if", is_assumption=True)
        >>> print(figures(replaced(samples.load("aim"), {at: 17}, why))[at])
        17
    """
    return _visited(model, values.get, grounds)


def _visited(model: Model, visit: Visit, grounds: Source | None) -> Model:
    evidence = evolve(
        model.evidence,
        observations=[_observation(each, visit, grounds) for each in model.evidence.observations],
    )
    return evolve(
        model,
        evidence=evidence,
        budgets=[_budget(each, visit, grounds) for each in model.budgets],
        formulas=[_formula(each, visit) for each in model.formulas],
    )


def _observation(each: Observation, visit: Visit, grounds: Source | None) -> Observation:
    value = visit(each.address, each.value)
    if value is each.value:
        return each
    return each.revised(value, grounds)


def _budget(budget: Budget, visit: Visit, grounds: Source | None) -> Budget:
    def line(each: CostLine) -> CostLine:
        amount = visit(budget.address(each), each.amount)
        return each if amount is each.amount else evolve(each, amount=amount, source=grounds)

    return evolve(budget, lines=[line(each) for each in budget.lines])


def _formula(formula: Formula, visit: Visit) -> Formula:
    rounding = formula.rounding
    at = "formula/rounding"
    changed = {
        name: visit(f"{at}/{name}", getattr(rounding, name)) for name in ("unit", "level", "odd")
    }
    elements = [_element(each, visit) for each in formula.elements]
    return evolve(formula, elements=elements, rounding=evolve(rounding, **changed))


def _element(element: Element | PricedElement, visit: Visit) -> Element | PricedElement:
    at = f"formula/{element.name}"
    if isinstance(element, Element):
        return evolve(element, basis=_basis(element.basis, at, visit))
    price = visit(f"{at}/price", element.price)
    return evolve(element, units=_basis(element.units, at, visit), price=price)


def _basis(basis: Basis, at: str, visit: Visit) -> Basis:
    if isinstance(basis, Given):
        numbers = {name: visit(f"{at}/{name}", value) for name, value in basis.numbers.items()}
        return evolve(basis, numbers=ByPartner(numbers))
    if isinstance(basis, Measured):
        names = ("lag", "years", "average", "last")
        return evolve(
            basis, **{name: visit(f"{at}/{name}", getattr(basis, name)) for name in names}
        )
    return _blend(basis, at, visit)


def _blend(blend: Blend, at: str, visit: Visit) -> Blend:
    parts = [
        evolve(
            part,
            weight=visit(f"{at}/{part.name}/weight", part.weight),
            basis=_basis(part.basis, f"{at}/{part.name}", visit),
        )
        for part in blend.parts
    ]
    return evolve(blend, parts=parts)
