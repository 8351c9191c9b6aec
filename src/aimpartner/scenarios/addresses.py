"""The figures of a model by address: every one found, any of them changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import evolve, frozen

from aimpartner.by import ByPartner
from aimpartner.evidence.measures import Observation
from aimpartner.funding.bases import Basis, Blend, Given, Measured, Part
from aimpartner.funding.budget import Budget, CostLine
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.formula import Formula, Rounding
from aimpartner.model import Model
from aimpartner.sources import Source

Whole = TypeVar("Whole", Model, Formula)
Rule = TypeVar("Rule", Rounding, PricedElement, Measured, Part)
Visit = Callable[[str, Any], Any]
"""What is done at each address: it gets the address and the figure, and returns the figure."""


def figures(whole: Model | Formula) -> dict[str, Any]:
    """Return every figure that a change may set, by its address, in the order of the model.

    Args:
        whole: a model, or one of its formulas alone.

    Example:
        >>> from aimpartner import samples
        >>> figures(samples.load("aim"))["formula/agency/spend/weight"]
        Fraction(1, 2)
    """
    found: dict[str, Any] = {}

    def note(at: str, value: Any) -> Any:  # noqa: ANN401  # a figure of any kind
        found[at] = value
        return value

    _Tour(note, Source("nothing is changed")).through(whole)
    return found


def replaced(whole: Whole, values: Mapping[str, Any], grounds: Source) -> Whole:
    """Return a model, or one of its formulas, with other figures at some addresses.

    What is changed is no longer what somebody published or approved: a figure carries the
    grounds, and so does the formula around it; a changed budget or formula has no approval.

    Args:
        whole: the model, or the formula.
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
    changed: Whole = _Tour(values.get, grounds).through(whole)
    return changed


@frozen
class _Tour:
    """A walk past every address.

    Args:
        visit: what is done at each.
        grounds: the source of what is changed on the way.
    """

    visit: Visit
    grounds: Source

    def through(self, whole: Any) -> Any:  # noqa: ANN401  # a model for a model, a formula for a formula
        """Return the model or the formula after the walk."""
        if isinstance(whole, Formula):
            return self.formula(whole)
        observations = [self.observation(each) for each in whole.evidence.observations]
        services = whole.partnership.services
        budgets = [self.budget(each, each.with_services(services)) for each in whole.budgets]
        formulas = [self.formula(each) for each in whole.formulas]
        evidence = evolve(whole.evidence, observations=observations)
        return evolve(whole, evidence=evidence, budgets=budgets, formulas=formulas)

    def observation(self, each: Observation) -> Observation:
        """Return the figure, revised where it is changed."""
        value = self.visit(each.address, each.value)
        return each if value is each.value else each.revised(value, self.grounds)

    def budget(self, budget: Budget, whole: Budget) -> Budget:
        """Return the budget, if a line is changed with its services; then nobody has approved it.

        Args:
            budget: the budget as recorded.
            whole: the same with a line for each service that a pool shares.
        """

        def line(each: CostLine) -> CostLine:
            amount = self.visit(budget.address(each), each.amount)
            unchanged = amount is each.amount
            return each if unchanged else evolve(each, amount=amount, source=self.grounds)

        lines = tuple(line(each) for each in whole.lines)
        return budget if lines == whole.lines else evolve(budget, lines=lines, approval=None)

    def formula(self, formula: Formula) -> Formula:
        """Return the formula with its rules; a changed one nobody has approved."""
        elements = tuple(self.element(each) for each in formula.elements)
        rounding = self.fields(formula.rounding, "formula/rounding", "unit", "level", "odd")
        if (elements, rounding) == (formula.elements, formula.rounding):
            return formula
        before = f"; otherwise {formula.source.words}" if formula.source else ""
        source = Source(f"{self.grounds.words}{before}", self.grounds.is_assumption)
        return evolve(formula, elements=elements, rounding=rounding, approval=None, source=source)

    def fields(self, thing: Rule, at: str, *names: str) -> Rule:
        """Return a value with some of its fields after a visit to each."""
        changed = {name: self.visit(f"{at}/{name}", getattr(thing, name)) for name in names}
        return evolve(thing, **changed)

    def element(self, element: Element | PricedElement) -> Element | PricedElement:
        """Return the element with its basis, and its price."""
        at = f"formula/{element.name}"
        if isinstance(element, Element):
            return evolve(element, basis=self.basis(element.basis, at))
        priced = self.fields(element, at, "price")
        source = element.source if priced == element else self.grounds
        return evolve(priced, units=self.basis(element.units, at), source=source)

    def basis(self, basis: Basis, at: str) -> Basis:
        """Return the basis with its numbers, its window or its parts."""
        if isinstance(basis, Measured):
            return self.fields(basis, at, "lag", "years", "average", "last")
        if isinstance(basis, Blend):
            return evolve(basis, parts=[self.part(each, at) for each in basis.parts])
        return self.given(basis, at)

    def given(self, basis: Given, at: str) -> Given:
        """Return agreed numbers; where one is changed, they are no longer as agreed."""
        numbers = {name: self.visit(f"{at}/{name}", value) for name, value in basis.numbers.items()}
        changed = evolve(basis, numbers=ByPartner(numbers))
        return basis if changed == basis else evolve(changed, source=self.grounds)

    def part(self, part: Part, at: str) -> Part:
        """Return the part with its weight and its basis."""
        weighed = self.fields(part, f"{at}/{part.name}", "weight")
        return evolve(weighed, basis=self.basis(part.basis, f"{at}/{part.name}"))
