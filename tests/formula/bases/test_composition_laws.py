"""Laws of weights, order, credits and net payables, over compositions and over cut years."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.evidence.measures import Known, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.model import Model
from builders import paid
from contributions.moving import Moves, moves
from contributions.strategies import models
from contributions.test_segment_laws import settled
from drawn import drawn

CALM = drawn(60)
Change = Callable[[Basis], Basis]


def within(basis: Basis, change: Change) -> Basis:
    """Return a basis with everything that it is made of changed, and then itself."""
    if isinstance(basis, Blend):
        parts = [evolve(each, basis=within(each.basis, change)) for each in basis.parts]
        return change(Blend(parts))
    if isinstance(basis, Staged):
        groups = [evolve(each, basis=within(each.basis, change)) for each in basis.groups]
        return change(Staged(groups, basis.between and within(basis.between, change)))
    if isinstance(basis, Phased):
        old, new = (within(each, change) for each in basis.inner)
        return change(evolve(basis, old=old, new=new))
    if isinstance(basis, Tolerance):
        agreed, actual = (within(each, change) for each in basis.inner)
        return change(evolve(basis, agreed=agreed, actual=actual))
    return change(basis)


def rebased(whole: Model, change: Change) -> Model:
    """Return a model with every basis that shares a pool changed."""
    (rule,) = whole.formulas
    elements = [
        evolve(each, basis=within(each.basis, change)) if isinstance(each, Element) else each
        for each in rule.elements
    ]
    return evolve(whole, formulas=[evolve(rule, elements=elements)])


def pence(whole: Model) -> dict[str, int]:
    return {each.partner: each.amount.pence for each in paid(whole)}


def of_one_sign(line: CostLine, *, is_credit: bool) -> CostLine:
    """Return a line as a cost, or as income; whatever it did to the call."""
    heading = Heading.INCOME if is_credit else Heading.EMPLOYEES
    effect = Effect.REDUCES if is_credit else Effect.SHARED
    return CostLine(line.pool, line.name, heading, line.amount, effect, line.incurred_by)


def always_actual(basis: Basis) -> Basis:
    """Return the actual split in place of a tolerance, which may hold more weight off."""
    return basis.actual if isinstance(basis, Tolerance) else basis


def raised(partner: str, by: int) -> Change:
    """Return the change that gives a partner more of every weight that is stated for it."""

    def change(basis: Basis) -> Basis:
        if not isinstance(basis, Given) or partner not in basis.numbers:
            return basis
        return Given(dict(basis.numbers) | {partner: basis.numbers[partner] + by})

    return change


def counted_more(seen: Observation, partner: str, by: int) -> Observation:
    """Return a figure, raised where it is the partner's."""
    assert isinstance(seen.value, Known)
    more = by if seen.partner == partner else 0
    return evolve(seen, value=Known(seen.value.figure + more))


@CALM
@given(
    models(levels=("total",), odds=("largest remainder",), with_prices=False),
    st.integers(1, 10**6),
    st.data(),
)
def test_more_weight_never_pays_less_and_never_is_credited_less(
    whole: Model, by: int, data: st.DataObject
) -> None:
    """More weight never pays less, except under a tolerance; of a credit it never has less."""
    budget, is_credit = whole.budgets[0], data.draw(st.booleans())
    lines = [of_one_sign(each, is_credit=is_credit) for each in budget.lines]
    whole = rebased(evolve(whole, budgets=[evolve(budget, lines=lines)]), always_actual)
    name = data.draw(st.sampled_from(whole.partnership.names))
    seen = [counted_more(each, name, by) for each in whole.evidence.observations]
    more = evolve(
        rebased(whole, raised(name, by)), evidence=evolve(whole.evidence, observations=seen)
    )
    before, after = abs(pence(whole)[name]), abs(pence(more)[name])
    assert after >= before


def turned(basis: Basis) -> Basis:
    """Return a basis with what it lists in the other order."""
    if isinstance(basis, Given):
        return evolve(basis, numbers=dict(reversed(list(basis.numbers.items()))))
    if isinstance(basis, Blend):
        return Blend(basis.parts[::-1])
    if isinstance(basis, Staged):
        groups = [evolve(each, partners=each.partners[::-1]) for each in basis.groups]
        return evolve(basis, groups=groups[::-1])
    return basis


@CALM
@given(models(with_limits=True))
def test_the_order_of_parts_groups_and_numbers_changes_nothing(whole: Model) -> None:
    """The order of input changes nothing but the stated tie-break: nor within a basis."""
    assert pence(rebased(whole, turned)) == pence(whole)


def mirrored(budget: Budget) -> Budget:
    """Return a budget with the other sign."""
    shared = (Effect.SHARED, Effect.INTO_RESERVE)
    lines = [
        of_one_sign(each, is_credit=each.effect in shared)
        for each in budget.lines
        if each.effect in (*shared, Effect.REDUCES)
    ]
    return evolve(budget, lines=lines)


@CALM
@given(settled(), moves())
def test_a_credit_mirrors_the_charge_in_a_year_that_is_cut(whole: Model, moved: Moves) -> None:
    """A credit mirrors the charge: also where somebody joins or leaves, or the formula changes.

    What is priced, and what a joiner adds, are charges by themselves and have no mirror.
    """
    rules = [
        evolve(rule, elements=[each for each in rule.elements if isinstance(each, Element)])
        for rule in whole.formulas
    ]
    charge = evolve(moved, addition=0).of(evolve(whole, formulas=rules))
    credit = evolve(charge, budgets=[mirrored(charge.budgets[0])])
    assert pence(credit) == {name: -amount for name, amount in pence(charge).items()}


@CALM
@given(settled(), moves())
def test_net_payables_of_a_cut_year_sum_to_the_call_less_what_partners_incur(
    whole: Model, moved: Moves
) -> None:
    """Net payables sum to what the host incurs less other funding, whoever comes and goes."""
    result = paid(moved.of(whole))
    lines = whole.budgets[0].lines
    borne = sum(each.towards_call.pence for each in lines if each.incurred_by)
    net = sum(each.net.pence for each in result)
    assert net + result.residual.pence == result.call.pence - borne
