"""The figures of a model by address: every one found, any of them changed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from attrs import evolve, frozen

from aimpartner.budget.budget import Budget, CostLine
from aimpartner.errors import ModelError
from aimpartner.evidence.derived import ROOT as WEIGHTS
from aimpartner.evidence.derived import DerivedPart, weight_at
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import ISSUED, Measure, Observation
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import Visit
from aimpartner.formula.formula import Formula
from aimpartner.issue.in_force import with_issues
from aimpartner.issue.issue import Issued
from aimpartner.model import Model
from aimpartner.parties.partners import Membership
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from aimpartner.sources import Source

_YEAR_END = FinancialYear(2021).last
_UNCHANGED = Source("nothing is changed")
Root = TypeVar("Root", Model, Formula)


def figures(root: Model | Formula) -> dict[str, Any]:
    """Return every figure that a change may set, by its address, in the order of the model.

    Args:
        root: a model, or one of its formulas alone.

    Example:
        >>> from aimpartner import samples
        >>> figures(samples.load("aim"))["formula/agency/spend/weight"]
        Rate('50 %')
    """
    by_address: dict[str, Any] = {}

    def note(at: str, value: Any) -> Any:  # noqa: ANN401  # a figure of any kind
        by_address[at] = value
        return value

    _Tour(Visit(note, _UNCHANGED)).through(root)
    return by_address


def weights_beside(root: Model | Formula, at: str) -> dict[str, Fraction]:
    """Return the weights that a weight stands beside, by address, and itself among them.

    Args:
        root: a model, or one of its formulas alone.
        at: the address of the weight of a part, or of a number agreed for a partner.

    Returns:
        Nothing where there is no weight at the address.

    Example:
        >>> from aimpartner import samples
        >>> [*weights_beside(samples.load("aim"), "formula/agency/spend/weight")]
        ['formula/agency/spend/weight', 'formula/agency/adopted/weight']
    """
    whole: dict[str, str] = {}  # of each weight, the address of what it is a part of
    found: dict[str, Fraction] = {}

    def note(at: str, value: Any, depth: int = 1) -> Any:  # noqa: ANN401  # a figure of any kind
        whole[at], found[at] = at.rsplit("/", depth)[0], value
        return value

    def note_of_part(at: str, value: Any) -> Any:  # noqa: ANN401  # the same
        is_part = at.endswith("/weight") and isinstance(value, Fraction)
        return note(at, value, 2) if is_part else value

    _Tour(Visit(note_of_part, _UNCHANGED, note)).through(root)
    return {other: found[other] for other in found if whole[other] == whole.get(at)}


def replaced(root: Root, values: Mapping[str, Any], grounds: Source) -> Root:
    """Return a model, or one of its formulas, with other figures at some addresses.

    What is changed is no longer what somebody published or approved: a figure carries the
    grounds, and so does the formula around it; a changed budget or formula has no approval.

    Args:
        root: the model, or the formula.
        values: the new figure for each address.
        grounds: the source that the new figures carry.

    Raises:
        ModelError: an address does not exist; the nearest ones are named.
        AimpartnerError: a new figure breaks a rule of the model.

    Example:
        >>> from aimpartner import samples
        >>> at, why = "evidence/adopted/Sefton/2019-20", Source("what if", is_assumption=True)
        >>> print(figures(replaced(samples.load("aim"), {at: 17}, why))[at])
        17
    """
    left = set(values)

    def new(at: str, value: Any) -> Any:  # noqa: ANN401  # a figure of any kind
        left.discard(at)
        return values.get(at, value)

    changed: Root = _Tour(Visit(new, grounds), tuple(values)).through(root)
    for at in sorted(left):
        refuse_address(root, at)
    return changed


def refuse_address(root: Model | Formula, at: str) -> NoReturn:
    """Refuse an address that is not among those of a model.

    Raises:
        ModelError: always; it names the nearest addresses.
    """
    near = difflib.get_close_matches(at, figures(root), n=3, cutoff=0)
    raise ModelError("Address", "be one of the model's", at, f"The nearest are {listed(near)}.")


@frozen
class _Tour:
    """A walk past every address.

    Args:
        visit: what is done at each, and the source of what is changed on the way.
        wanted: the addresses that matter: what holds none of them is passed by; `None` for all.
    """

    visit: Visit
    wanted: tuple[str, ...] | None = None

    def through(self, root: Any) -> Any:  # noqa: ANN401  # a model for a model, a formula for a formula
        """Return the model or the formula after the walk."""
        if isinstance(root, Formula):
            return self.formula(root)
        parts: dict[str, Any] = {}
        if self._begins("evidence/", WEIGHTS):
            parts["evidence"], parts["issued"] = self.counted(root)
        if self._begins("budget"):
            services = root.partnership.services
            parts["budgets"] = [self.budget(e, e.with_services(services)) for e in root.budgets]
        if self._begins("formula"):
            parts["formulas"] = [self.formula(formula) for formula in root.formulas]
        if self._begins("addition", "succession"):
            parts["partnership"] = self.partnership(root.partnership)
        return evolve(root, **parts) if parts else root

    def _begins(self, *roots: str) -> bool:
        """Return whether an address that matters begins so."""
        return self.wanted is None or any(at.startswith(roots) for at in self.wanted)

    def counted(self, model: Model) -> tuple[Evidence, list[Issued]]:
        """Return the evidence and the issues; a year's issues with another amount are evidence.

        What was notified stays as it was notified, so a changed amount is a figure and no issue. A
        part of a contribution that was all of it is left out where only the whole is changed.
        """
        seen = model.evidence
        counted = [*map(self.observation, seen.addresses, seen.observations)]
        notified = with_issues(Evidence(), model.issued, model.formulas).observations
        visited = [self.observation(observation.address, observation) for observation in notified]
        pairs = zip(visited, notified, strict=True)
        changed = {(new.measure, new.year) for new, old in pairs if new is not old}
        years = {year for _, year in changed}
        kept = changed | _apart(notified)
        moved = [of for of in visited if of.year in years and (of.measure, of.year) in kept]
        issued = model.issued if moved else ()
        told = with_issues(model.evidence, issued, model.formulas).measures
        measures = [self.measure(measure) for measure in told]
        left = [issue for issue in model.issued if issue.year not in years]
        return Evidence(measures, [*counted, *moved]), left

    def partnership(self, partnership: Partnership) -> Partnership:
        """Return the partnership with what joiners pay of their own, and who takes which part."""
        partners = [
            evolve(
                partner, member=[self.membership(partner.name, spell) for spell in partner.member]
            )
            for partner in partnership.partners
        ]
        successions = tuple(self.succession(succession) for succession in partnership.successions)
        return evolve(partnership, partners=partners, successions=successions)

    def membership(self, name: str, spell: Membership) -> Membership:
        """Return the spell of membership with its own addition."""
        if spell.addition is None:
            return spell
        amount = self.visit.figure(f"addition/{name}/{spell.days.first}", spell.addition)
        changed = evolve(spell, addition=amount)
        return spell if changed == spell else evolve(changed, source=self.visit.grounds)

    def succession(self, succession: Succession) -> Succession:
        """Return the succession with the part that each successor takes."""
        at = f"succession/{succession.predecessor}"
        parts = {
            name: Rate(self.visit.figure(f"{at}/{name}", Rate.percent(part)))
            for name, part in succession.parts.items()
        }
        changed = evolve(succession, parts=parts)
        return succession if changed == succession else evolve(changed, source=self.visit.grounds)

    def measure(self, measure: Measure) -> Measure:
        """Return the measure with the weights of those that it is a weighted sum of."""
        made = measure.derived
        if made is None or made.how != "weighted sum":
            return measure
        parts = [self.part(measure.name, part) for part in made.parts]
        return evolve(measure, derived=evolve(made, parts=parts))

    def part(self, measure: str, part: DerivedPart) -> DerivedPart:
        """Return a part of a weighted sum with its weight."""
        weight = self.visit.figure(weight_at(measure, part.measure), part.weight)
        unchanged = weight is part.weight
        return part if unchanged else evolve(part, weight=weight, source=self.visit.grounds)

    def observation(self, at: str, figure: Observation) -> Observation:
        """Return the figure at an address, revised where it is changed."""
        value = self.visit.figure(at, figure.value)
        return figure if value is figure.value else figure.revised(value, self.visit.grounds)

    def budget(self, budget: Budget, served: Budget) -> Budget:
        """Return the budget, if a line is changed with its services; then nobody has approved it.

        Args:
            budget: the budget as recorded.
            served: the same with a line for each service that a pool shares.
        """

        def line(item: CostLine) -> CostLine:
            at, grounds = budget.address(item), self.visit.grounds
            if item.rule:
                rule = evolve(item.rule, rate=self.visit.figure(f"{at}/rate", item.rule.rate))
                return item if rule == item.rule else evolve(item, rule=rule, source=grounds)
            amount = self.visit.figure(at, item.amount)
            return item if amount is item.amount else evolve(item, amount=amount, source=grounds)

        lines = tuple(line(item) for item in served.lines)
        return budget if lines == served.lines else evolve(budget, lines=lines, approval=None)

    def formula(self, formula: Formula) -> Formula:
        """Return the formula with its rules.

        One that ends within a year stands beside the next one there, so that its figures have
        addresses of its own as well.
        """
        last = formula.in_force.last
        formula = formula.visited(self.visit, "formula")
        if last is None or (last.month, last.day) == (_YEAR_END.month, _YEAR_END.day):
            return formula
        return formula.visited(self.visit, formula.own_root)


def _apart(notified: Sequence[Observation]) -> set[tuple[str, FinancialYear]]:
    """Return the measures and years of issues that are the whole, or are not all of it."""
    whole = {(of.partner, of.year, of.edition): of.value for of in notified if of.measure == ISSUED}
    return {
        (of.measure, of.year)
        for of in notified
        if of.measure == ISSUED or of.value != whole[of.partner, of.year, of.edition]
    }
