"""The laws of design section 7 that concern what is built, each on its own domain."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TypeVar

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.errors import ApportionmentError
from aimpartner.evidence.measures import Known, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import sum_of
from aimpartner.working.lines import shown
from aimpartner.working.worked import Worked
from builders import YEAR, element, formula, income, line, model, paid
from contributions.oracle import CannotHold, Oracle, at_bounds, nearest
from contributions.strategies import bases, held_now, models
from drawn import drawn

TWO, THREE = ("Ash", "Birch"), ("Ash", "Birch", "Cedar")
CALM = drawn(60)
T = TypeVar("T")

TIE = model(names=TWO, lines=[line("0.01")])
NOTHING = model(names=TWO, lines=[line("0")])
CREDIT = model(names=THREE, lines=[income("1")])
HALF_A_UNIT = model(names=TWO, lines=[line("5")], rounding=Rounding("10"))
BY_ELEMENT = model(
    [line("0.01"), line("0.01", "premises")],
    [element(Given.equal(THREE)), element(Given.equal(THREE), ["premises"])],
    THREE,
    rounding=Rounding(level="element"),
)
ONE_PAYS_NOTHING = model(
    names=THREE, lines=[line("1")], elements=[element(Given({"Ash": 0, "Birch": 1, "Cedar": 1}))]
)
HALF_PENNY = PricedElement("half", Given({"Ash": "0.5", "Birch": "0.5"}, "units"), "0.01")


def limited(caps: dict[str, str], rounding: Rounding | None = None) -> Model:
    """Return 33.5p, 33.5p and 33p, some of which are capped."""
    weights = element(Given({"Ash": "33.5", "Birch": "33.5", "Cedar": "33"}))
    whole = model(names=THREE, lines=[line("1")], elements=[weights], rounding=rounding)
    halves = {name: 2 * Fraction(cap) for name, cap in caps.items()}
    cap = Limit("cap", None, Bound(Given(halves, "pence"), "1/2"))
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[cap])])


THREE_CAPPED = {"Ash": "33.5", "Birch": "33.5"}
NO_UNITS = {"Ash": "33.5", "Birch": "33.5", "Cedar": "33.5"}


def pence(whole: Model) -> dict[str, int]:
    return {each.partner: each.amount.pence for each in paid(whole)}


@CALM
@given(models(with_limits=True))
@example(TIE)
@example(NOTHING)
@example(CREDIT)
@example(HALF_A_UNIT)
@example(BY_ELEMENT)
@example(model(elements=[element(Given.equal(TWO)), HALF_PENNY], names=TWO))
def test_contributions_and_residual_are_the_call(whole: Model) -> None:
    """Contributions + residual = call; |residual| < unit, zero when the unit divides the call."""
    result, unit = paid(whole), whole.formulas[0].rounding.unit.pence
    call = Oracle(whole, YEAR).call()
    assert result.call.pence == call
    assert sum(each.amount.pence for each in result) + result.residual.pence == call
    assert abs(result.residual.pence) < unit
    assert all(each.amount.pence % unit == 0 for each in result)
    if call % unit == 0:
        assert result.residual.pence == 0


def mirrored(cost: CostLine) -> CostLine:
    """Return the line with the other effect on the call."""
    if cost.effect in (Effect.SHARED, Effect.INTO_RESERVE):
        return CostLine(cost.pool, cost.name, Heading.INCOME, cost.amount, Effect.REDUCES)
    effect = Effect.SHARED if cost.effect is Effect.REDUCES else Effect.OUTSIDE
    return CostLine(cost.pool, cost.name, Heading.EMPLOYEES, cost.amount, effect)


@CALM
@given(models(with_prices=False))
@example(TIE)
@example(CREDIT)
@example(HALF_A_UNIT)
@example(BY_ELEMENT)
def test_a_credit_mirrors_the_charge(whole: Model) -> None:
    """A credit mirrors the charge: the same call with the other sign, the same odd pennies."""
    budget = whole.budgets[0]
    other = evolve(whole, budgets=[evolve(budget, lines=[mirrored(each) for each in budget.lines])])
    assert pence(other) == {partner: -amount for partner, amount in pence(whole).items()}


@CALM
@given(models(levels=("total",), with_limits=True), st.randoms(use_true_random=False))
@example(TIE, None)
@example(BY_ELEMENT, None)
def test_the_order_of_input_changes_nothing(whole: Model, random: object) -> None:
    """The order of input changes nothing but the stated tie-break."""

    def shuffled(things: tuple[T, ...]) -> list[T]:
        mixed = list(reversed(things))
        if random is not None:
            random.shuffle(mixed)  # type: ignore[attr-defined]  # a Random
        return mixed

    budget, rule = whole.budgets[0], whole.formulas[0]
    charges = iter([line for line in budget.lines if line.rule])  # one may be of one before it
    lines = [next(charges) if line.rule else line for line in shuffled(budget.lines)]
    names = whole.partnership.names
    stated = evolve(rule.rounding, order=rule.rounding.order or names)
    elements = [
        evolve(each, pools=shuffled(each.pools)) if isinstance(each, Element) else each
        for each in rule.elements
    ]
    other = Model(
        evolve(whole.partnership, partners=shuffled(whole.partnership.partners)),
        evolve(whole.evidence, observations=shuffled(whole.evidence.observations)),
        [evolve(budget, lines=lines)],
        [evolve(rule, elements=shuffled(tuple(elements)), rounding=stated)],
    )
    assert pence(other) == pence(whole)


def test_the_stated_order_breaks_a_tie() -> None:
    """Only the explicit order says who pays the odd penny."""
    first = model(names=TWO, lines=[line("0.01")])
    second = model(names=TWO, lines=[line("0.01")], rounding=Rounding(order=("Birch", "Ash")))
    assert (pence(first), pence(second)) == ({"Ash": 1, "Birch": 0}, {"Ash": 0, "Birch": 1})


def scaled_basis(basis: Basis, scale: Fraction) -> Basis:
    """Return the basis with every number that it states scaled."""
    if isinstance(basis, Given) and basis.unit != "percent":
        return Given({name: each * scale for name, each in basis.numbers.items()}, basis.unit)
    if isinstance(basis, Blend):
        parts = basis.parts
        return Blend([BlendPart(p.name, p.weight, scaled_basis(p.basis, scale)) for p in parts])
    if isinstance(basis, Staged):
        groups = [evolve(each, basis=scaled_basis(each.basis, scale)) for each in basis.groups]
        return Staged(groups, basis.between and scaled_basis(basis.between, scale))
    if isinstance(basis, Tolerance):
        agreed, actual = (scaled_basis(each, scale) for each in basis.inner)
        return evolve(basis, agreed=agreed, actual=actual)
    if isinstance(basis, Phased):
        old, new = (scaled_basis(each, scale) for each in basis.inner)
        return evolve(basis, old=old, new=new)
    return basis


def scaled_figure(seen: Observation, scale: Fraction) -> Observation:
    assert isinstance(seen.value, Known)
    return evolve(seen, value=Known(seen.value.figure * scale))


@CALM
@given(models(with_prices=False), st.sampled_from([Fraction(1, 3), Fraction(7), Fraction(10**9)]))
@example(TIE, Fraction(1, 3))
@example(ONE_PAYS_NOTHING, Fraction(7))
def test_scaling_weights_changes_nothing(whole: Model, scale: Fraction) -> None:
    """Scaling weights changes nothing."""
    rule = whole.formulas[0]
    shared = [each for each in rule.elements if isinstance(each, Element)]
    elements = [evolve(each, basis=scaled_basis(each.basis, scale)) for each in shared]
    seen = [scaled_figure(each, scale) for each in whole.evidence.observations]
    other = evolve(
        whole,
        evidence=evolve(whole.evidence, observations=seen),
        formulas=[evolve(rule, elements=elements)],
    )
    assert pence(other) == pence(whole)


@CALM
@given(models(levels=("total",), odds=("largest remainder",)))
@example(TIE)
@example(CREDIT)
@example(HALF_A_UNIT)
@example(NOTHING)
def test_each_is_within_one_unit_and_in_the_order_of_the_weights(whole: Model) -> None:
    """Within one unit of exact; equal weights differ by a unit at most; more never pays less."""
    result, unit = list(paid(whole)), whole.formulas[0].rounding.unit.pence
    assert all(abs(each.amount.pence - each.exact) < unit for each in result)
    for one, other in product(result, repeat=2):
        if one.exact == other.exact:
            assert abs((one.amount - other.amount).pence) <= unit
        if one.exact > other.exact:
            assert one.amount >= other.amount


@CALM
@given(models(with_limits=True, may_refuse=True))
def test_limits_hold_or_raise(whole: Model) -> None:
    """Limits hold or raise: after the last one everyone is in its bounds, and the total stays."""
    try:
        result = paid(whole)
    except ApportionmentError:
        with pytest.raises(CannotHold):
            Oracle(whole, YEAR).exact()
        return
    limits = whole.formulas[0].limits
    for limit in limits:
        assert sum(result.column("limit", limit.name)) == 0
    if limits:
        oracle, last = Oracle(whole, YEAR), limits[-1]
        held = held_now(result, whole.formulas[0], last.elements)
        lower, upper = (
            oracle.bound(bound, last, oracle.stretches) for bound in (last.lower, last.upper)
        )
        assert at_bounds(held, lower, upper) == held


@CALM
@given(models(with_limits=True))
@example(limited(THREE_CAPPED))
@example(limited(NO_UNITS, rounding=Rounding(level="element")))
def test_limits_hold_after_rounding_or_a_notice_says_by_how_much(whole: Model) -> None:
    """Limits hold after rounding, or a notice says by how much: never neither, and never both."""
    result, oracle = paid(whole), Oracle(whole, YEAR)
    said = [str(notice) for notice in result.notices if notice.subject == "limits"]
    amounts = {each.partner: Fraction(each.amount.pence) for each in result}
    for holding in oracle.holdings:
        limit, held = holding.limit, at_bounds(amounts, *oracle.allowed(holding))
        for name, amount in amounts.items():
            by = shown(abs(amount - held[name]), "pence")
            words = f"Limit {limit.name} is not kept: {name} pays {shown(amount, 'pence')}, {by}"
            assert any(each.startswith(words) for each in said) is (amount != held[name])


@CALM
@given(models(levels=("total",), odds=("largest remainder",), with_limits=True))
@example(limited(THREE_CAPPED))
def test_who_goes_beyond_the_next_units_is_told_in_a_notice(whole: Model) -> None:
    """Each comes to a unit next to its exact amount, or a notice says that it goes beyond."""
    result, unit = paid(whole), whole.formulas[0].rounding.unit.pence
    said = " ".join(notice.words for notice in result.notices if "beyond the units" in notice.words)
    for each in result:
        is_beyond = abs(each.amount.pence - each.exact) >= unit
        assert (f"{each.partner}, contribution: " in said) is is_beyond


@CALM
@given(models(with_limits=True))
def test_a_limit_that_changes_nothing_changes_no_whole_unit_either(whole: Model) -> None:
    """A bound that is far from what everyone pays leaves every penny where it was."""
    far = {each.partner: 10**12 for each in paid(whole)}
    (rule,) = whole.formulas
    everything = [element.name for element in rule.elements]
    loose = Limit("loose", None, Bound(Given(far, "pence")), elements=everything)
    other = evolve(whole, formulas=[evolve(rule, limits=[*rule.limits, loose])])
    assert pence(other) == pence(whole)


@st.composite
def phase_ins(draw: st.DrawFn) -> tuple[Model, Basis, Basis]:
    """Draw a model with two ways to share its first element, the old and the new."""
    whole = draw(models(with_prices=False))
    two = st.tuples(*(bases(whole.partnership.names) for _ in "ab"))
    return (whole, *draw(two))


@CALM
@given(phase_ins())
def test_a_phase_in_of_nothing_is_the_old_formula_and_of_all_the_new(
    drawn_: tuple[Model, Basis, Basis],
) -> None:
    """A phase-in of 0 % is the old formula and of 100 % the new."""
    whole, old, new = drawn_
    for part, same in (("0 %", old), ("100 %", new)):
        phased = with_first(whole, Phased(old, new, {"2021/22": part}))
        assert pence(phased) == pence(with_first(whole, same))


def with_first(whole: Model, basis: Basis) -> Model:
    """Return the model with another basis for its first element."""
    (rule,) = whole.formulas
    first, *rest = rule.elements
    assert isinstance(first, Element)
    of_all = evolve(first, basis=basis, partners=())
    return evolve(whole, formulas=[evolve(rule, elements=[of_all, *rest])])


@CALM
@given(models(odds=("largest remainder",)))
@example(BY_ELEMENT)
def test_by_element_each_is_within_one_unit_an_element(whole: Model) -> None:
    """Rounded one after another, each element is within one unit of exact."""
    rounding = whole.formulas[0].rounding
    units = rounding.unit.pence * len(whole.formulas[0].elements)
    assert all(abs(each.amount.pence - each.exact) <= units for each in paid(whole))


@CALM
@given(models(levels=("total",), odds=("largest remainder",)))
@example(ONE_PAYS_NOTHING)
@example(evolve(ONE_PAYS_NOTHING, budgets=[Budget(YEAR, [income("0.01")])]))
@example(
    evolve(
        ONE_PAYS_NOTHING,
        formulas=[formula(*ONE_PAYS_NOTHING.formulas[0].elements, rounding=Rounding("1000"))],
    )
)
def test_no_weight_pays_nothing(whole: Model) -> None:
    """No weight pays nothing; units agreed but not used are credited, so they count as weight."""
    oracle, result = Oracle(whole, YEAR), paid(whole)
    weights = [
        oracle.weights(basis, getattr(element, "partners", ()))
        for element in oracle.formula.elements
        for basis in element.bases
    ]
    for each in result:
        if not any(weight.get(each.partner) for weight in weights):
            assert not any((each.exact, each.amount, each.share))


@pytest.mark.parametrize("level", ["total", "element"])
def test_a_partner_without_weight_pays_no_odd_unit_even_by_element(level: str) -> None:
    """No weight pays nothing, though the running total passes nothing on its way up."""
    rounding = Rounding("1", level)  # type: ignore[arg-type]  # both levels
    for first, second in product(["0.50", "1.50", "0.49"], ["1", "2", "0.51", "1.01"]):
        lines = [income(first), line(second, "premises")]
        weights = Given({"Ash": 0, "Birch": 1, "Cedar": 0})
        parts = [element(weights), element(weights, ["premises"])]
        assert pence(model(lines, parts, THREE, rounding=rounding))["Ash"] == 0


@CALM
@given(models(with_limits=True))
@example(model(names=TWO, lines=[line("7", incurred_by="Birch"), income("9")]))
@example(model(names=TWO, lines=[line("7", incurred_by="Birch")], rounding=Rounding("10")))
@example(model(names=TWO, lines=[line("9"), evolve(income("4"), incurred_by="Birch")]))
def test_net_payables_sum_to_what_the_host_incurs_less_other_funding(whole: Model) -> None:
    """Net payables sum to what the host incurs less other funding: nothing is credited twice."""
    host, other_funding = 0, 0
    for each in whole.budgets[0].lines:
        if each.effect in (Effect.SHARED, Effect.INTO_RESERVE) and not each.incurred_by:
            host += each.amount.pence
        if each.effect is Effect.REDUCES and not each.incurred_by:
            other_funding += each.amount.pence
    oracle = Oracle(whole, YEAR)
    pairs = zip(oracle.formula.elements, oracle.elements(), strict=True)
    bought = sum(
        (
            sum(amounts.values(), Fraction(0))
            for each, amounts in pairs
            if isinstance(each, PricedElement)
        ),
        Fraction(0),
    )
    result = paid(whole)
    net = sum_of(each.net for each in result) + result.residual
    assert net.pence == nearest(Fraction(host - other_funding) + bought)
    assert all(each.net == each.amount - each.incurred for each in result)


@CALM
@given(models(with_limits=True))
@example(TIE)
@example(NOTHING)
def test_the_exact_core_holds_no_float(whole: Model) -> None:
    """The exact core holds no float: every figure of every step is a `Fraction`."""
    result = paid(whole)
    assert len(result.worked.figures) == len(result.working.steps)
    for figure in (*result.worked.figures, *(step.value for step in result.working.steps)):
        numbers = figure if isinstance(figure, tuple) else (figure,)
        assert {type(number) for number in numbers} == {Fraction}
    for each in result:
        assert (type(each.share), type(each.exact)) == (Fraction, Fraction)
        assert {type(m.pence) for m in (each.amount, each.incurred, each.net)} == {int}


def test_the_walk_would_find_a_float() -> None:
    """The teeth of the walk: one float among the figures is seen."""
    result = paid(TIE)
    spoilt = Worked(result.working, (*result.worked.figures[:-1], (0.5, 0.5)))  # type: ignore[arg-type]
    kinds: set[type] = {type(n) for at, _ in enumerate(spoilt.steps) for n in spoilt.column(at)}
    assert float in kinds
