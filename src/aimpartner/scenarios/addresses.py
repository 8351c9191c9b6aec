"""The figures of a model by address: every one found, any of them changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from attrs import evolve, frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.by import ByPartner
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Observation
from aimpartner.exact import exact
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, Part
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element, PricedElement
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.rounding import Rounding
from aimpartner.issue.in_force import with_issues
from aimpartner.issue.issue import Issued
from aimpartner.model import Model
from aimpartner.parties.partners import Membership
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source

_YEAR_END = FinancialYear(2021).last
Whole = TypeVar("Whole", Model, Formula)
Rule = TypeVar("Rule", Rounding, PricedElement, Measured, Part, Group, Tolerance)
Weighed = TypeVar("Weighed", Part, Group)
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
        evidence, issued = self.counted(whole)
        services = whole.partnership.services
        budgets = [self.budget(each, each.with_services(services)) for each in whole.budgets]
        formulas = [self.formula(each) for each in whole.formulas]
        return evolve(
            whole,
            partnership=self.partnership(whole.partnership),
            evidence=evidence,
            budgets=budgets,
            formulas=formulas,
            issued=issued,
        )

    def counted(self, whole: Model) -> tuple[Evidence, list[Issued]]:
        """Return the evidence and the issues; a year's issues with another amount are evidence.

        What was notified stays as it was notified, so a changed amount is a figure and no issue.
        """
        counted = [self.observation(each) for each in whole.evidence.observations]
        told = with_issues(Evidence(), whole.issued).observations
        visited = [self.observation(each) for each in told]
        changed = {new.year for new, old in zip(visited, told, strict=True) if new is not old}
        moved = [each for each in visited if each.year in changed]
        measures = with_issues(whole.evidence, whole.issued if moved else ()).measures
        issued = [each for each in whole.issued if each.year not in changed]
        return Evidence(measures, [*counted, *moved]), issued

    def partnership(self, whole: Partnership) -> Partnership:
        """Return the partnership with what joiners pay of their own, and who takes which part."""
        partners = [
            evolve(each, member=[self.membership(each.name, spell) for spell in each.member])
            for each in whole.partners
        ]
        successions = tuple(self.succession(each) for each in whole.successions)
        return evolve(whole, partners=partners, successions=successions)

    def membership(self, name: str, spell: Membership) -> Membership:
        """Return the spell of membership with its own addition."""
        if spell.addition is None:
            return spell
        amount = self.visit(f"addition/{name}/{spell.days.first}", spell.addition)
        changed = evolve(spell, addition=amount)
        return spell if changed == spell else evolve(changed, source=self.grounds)

    def succession(self, each: Succession) -> Succession:
        """Return the succession with the part that each successor takes."""
        parts = {
            name: 100 * exact(self.visit(f"succession/{each.predecessor}/{name}", part / 100))
            for name, part in each.parts.items()
        }
        changed = evolve(each, parts=parts)
        return each if changed == each else evolve(changed, source=self.grounds)

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
        """Return the formula with its rules; a changed one nobody has approved.

        One that ends within a year stands beside the next one there, so that its figures have
        addresses of its own as well.
        """
        last = formula.in_force.last
        formula = self.rules(formula, "formula")
        if last is None or (last.month, last.day) == (_YEAR_END.month, _YEAR_END.day):
            return formula
        return self.rules(formula, formula.own_root)

    def rules(self, formula: Formula, root: str) -> Formula:
        """Return the formula with its rules, at addresses that begin with the root."""
        elements = tuple(self.element(each, root) for each in formula.elements)
        rounding = self.fields(formula.rounding, f"{root}/rounding", "unit", "level", "odd")
        limits = tuple(self.limit(each, root) for each in formula.limits)
        if (elements, rounding, limits) == (formula.elements, formula.rounding, formula.limits):
            return formula
        before = f"; otherwise {formula.source.words}" if formula.source else ""
        source = Source(f"{self.grounds.words}{before}", self.grounds.is_assumption)
        changed = evolve(formula, elements=elements, rounding=rounding, limits=limits)
        return evolve(changed, approval=None, source=source)

    def limit(self, limit: Limit, root: str) -> Limit:
        """Return the limit with its bounds; a changed one goes by other grounds."""
        at = f"{root}/limits/{limit.name}"
        bounds: dict[str, Any] = {
            side: self.bound(bound, f"{at}/{side}") for side, bound in limit.bounds
        }
        changed = evolve(limit, **bounds)
        return limit if changed == limit else evolve(changed, source=self.grounds)

    def bound(self, bound: Bound, at: str) -> Bound:
        """Return the bound with its figure and what that is multiplied by."""
        of: Any = self.basis(bound.of, at)
        return evolve(bound, of=of, times=self.visit(f"{at}/times", bound.times))

    def fields(self, thing: Rule, at: str, *names: str) -> Rule:
        """Return a value with some of its fields after a visit to each."""
        changed = {name: self.visit(f"{at}/{name}", getattr(thing, name)) for name in names}
        return evolve(thing, **changed)

    def element(self, element: Element | PricedElement, root: str) -> Element | PricedElement:
        """Return the element with its basis, and its price."""
        at = f"{root}/{element.name}"
        if isinstance(element, Element):
            return evolve(element, basis=self.basis(element.basis, at))
        priced = self.price(element, at)
        source = element.source if priced == element else self.grounds
        return evolve(priced, units=self.basis(element.units, at), source=source)

    def price(self, element: PricedElement, at: str) -> PricedElement:
        """Return the element with its price, a list giving way to one price, and its tolerance."""
        price = self.visit(f"{at}/price", element.price)
        if price is not element.price:
            element = evolve(element, price=price, on=None, london=False)
        if element.agreed is None:
            return element
        agreed = self.basis(element.agreed, f"{at}/agreed")
        return evolve(self.fields(element, at, "within"), agreed=agreed)

    def basis(self, basis: Basis, at: str) -> Basis:
        """Return the basis with its numbers, its window or its parts."""
        if isinstance(basis, Measured):
            return self.fields(basis, at, "lag", "years", "average", "last")
        if isinstance(basis, Blend):
            return evolve(basis, parts=[self.part(each, at) for each in basis.parts])
        if isinstance(basis, Staged):
            return evolve(basis, groups=[self.part(each, at) for each in basis.groups])
        if isinstance(basis, Tolerance):
            return self.tolerance(basis, at)
        if isinstance(basis, Phased):
            return self.phased(basis, at)
        return self.given(basis, at) if isinstance(basis, Given) else basis

    def given(self, basis: Given, at: str) -> Given:
        """Return agreed numbers; where one is changed, they are no longer as agreed."""
        numbers = {name: self.visit(f"{at}/{name}", value) for name, value in basis.numbers.items()}
        changed = evolve(basis, numbers=ByPartner(numbers))
        return basis if changed == basis else evolve(changed, source=self.grounds)

    def tolerance(self, basis: Tolerance, at: str) -> Tolerance:
        """Return the tolerance with its size, its override and its two splits."""
        whole = self.fields(basis, at, "points", "per_cent", "override", "reason")
        splits = (
            self.basis(basis.agreed, f"{at}/agreed"),
            self.basis(basis.actual, f"{at}/actual"),
        )
        return evolve(whole, agreed=splits[0], actual=splits[1])

    def phased(self, basis: Phased, at: str) -> Phased:
        """Return the phase-in with its part in each year, the old basis and the new."""
        parts = [
            (year, self.visit(f"{at}/new/weight/{year.key}", part))
            for year, part in basis.parts.items()
        ]
        old, new = self.basis(basis.old, f"{at}/old"), self.basis(basis.new, f"{at}/new")
        return evolve(basis, parts=parts, old=old, new=new)

    def part(self, part: Weighed, at: str) -> Weighed:
        """Return the part of a blend, or the group of a stage, with its weight and its basis."""
        weighed = self.fields(part, f"{at}/{part.name}", "weight")
        return evolve(weighed, basis=self.basis(part.basis, f"{at}/{part.name}"))
