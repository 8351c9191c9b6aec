"""Figures given in place of inputs: what they come to, and what no model would take."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from aimpartner import samples
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.derived import Derived, DerivedPart
from aimpartner.evidence.measures import Measure
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.scenarios.changes import Reweigh, Scenario, Set
from aimpartner.working import engine
from aimpartner.working.conditions import Condition, Must
from aimpartner.working.engine import evaluate
from aimpartner.working.steps import Figure, Op, Place, ResultKind, Step
from builders import YEAR, counted, element, line, model, paid
from faults import caught, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimpartner.working.worked import Worked

BOTH = ("Ash", "Birch")
EQUAL = Given.equal(BOTH)
PERCENT = Given({"Ash": 40, "Birch": 50, "Cedar": 10}, "percent")
WEIGHED = Blend([BlendPart("a", "50 %", EQUAL), BlendPart("b", "50 %", PERCENT)])
GROUPS = [Group("a", "40 %", ["Ash"], EQUAL), Group("b", "60 %", ["Birch"], EQUAL)]
CAP = Limit("cap", upper=Bound(Given({"Ash": 9000}, "pence"), "90 %"))


def of(basis: Basis = EQUAL) -> Model:
    """Return a model of two partners and one that left: an element by a basis, a price, a limit."""
    homes = PricedElement("homes", Given({"Ash": 3, "Birch": 1}, "units"), "100.00", agreed=EQUAL)
    seen = counted("calls", {"Ash": 3, "Birch": 1})
    elements: list[Element | PricedElement] = [Element("staffing", ["staffing"], basis), homes]
    whole = model([line()], elements, BOTH, seen, gone=["Cedar"])
    (rule,) = whole.formulas
    made = Measure("load", derived=Derived("weighted sum", [DerivedPart("calls", 2)]))
    measures = [*whole.evidence.measures, made]
    evidence = evolve(whole.evidence, measures=measures)
    return evolve(whole, formulas=[evolve(rule, limits=[CAP])], evidence=evidence)


def worked(whole: Model) -> Worked:
    return paid(whole).worked


def with_inputs(whole: Model, inputs: Mapping[str, Fraction | int]) -> Worked:
    """Return the working of a model with other inputs, worked out from what is known of it."""
    known = worked(whole)
    figures = {at: Fraction(figure) for at, figure in inputs.items()}
    again = evaluate(known.working, YEAR, inputs=figures, known=known)
    assert again == evaluate(known.working, YEAR, inputs=figures)
    return again


STAFFING = "formula/staffing"
HALF = Fraction(1, 2)
REFUSED: list[tuple[Basis, str, Fraction | int, Must]] = [
    (WEIGHED, f"{STAFFING}/a/weight", Fraction(3, 4), Must.SUM),
    (WEIGHED, f"{STAFFING}/a/weight", Fraction(3, 2), Must.PART),
    (PERCENT, f"{STAFFING}/Ash", 41, Must.SUM),
    (EQUAL, f"{STAFFING}/Ash", -1, Must.NOT_NEGATIVE),
    (Staged(GROUPS), f"{STAFFING}/a/weight", HALF, Must.SUM),
    (Phased(EQUAL, PERCENT, {YEAR: "30 %"}), f"{STAFFING}/new/weight/2021-22", 2, Must.PART),
    (Tolerance(PERCENT, EQUAL, points="3 points"), f"{STAFFING}/points", 3, Must.PART),
    (Tolerance(PERCENT, EQUAL, per_cent="3 %"), f"{STAFFING}/per_cent", 3, Must.PART),
    (Measured("load"), "measures/load/calls/weight", -1, Must.NOT_NEGATIVE),
    (EQUAL, "formula/limits/cap/upper/times", -1, Must.NOT_NEGATIVE),
    (EQUAL, "formula/limits/cap/upper/Ash", HALF, Must.WHOLE_PENCE),
    (EQUAL, "formula/limits/cap/upper/Ash", -1, Must.NOT_NEGATIVE),
    (EQUAL, "formula/rounding/unit", 0, Must.UNIT),
    (EQUAL, "formula/homes/price", HALF, Must.WHOLE_PENCE),
    (EQUAL, "formula/homes/within", -1, Must.NOT_NEGATIVE),
    (EQUAL, "budget/2021-22/staffing/staff", HALF, Must.WHOLE_PENCE),
    (EQUAL, "budget/2021-22/staffing/staff", -1, Must.NOT_NEGATIVE),
    (EQUAL, "formula/homes/price", -1, Must.NOT_NEGATIVE),
    (Measured("calls"), "evidence/calls/Ash/2020-21", -1, Must.NOT_NEGATIVE),
]


@pytest.mark.parametrize(("basis", "at", "figure", "must"), REFUSED)
def test_an_input_that_no_model_has_is_refused_where_it_is_given(
    basis: Basis, at: str, figure: Fraction | int, must: Must
) -> None:
    fault = caught(InvalidValueError, with_inputs, of(basis), {at: figure})
    assert fault.rule.startswith(must.value)
    assert fault.at.split("/")[0] == at.split("/", maxsplit=1)[0]


def test_weights_of_a_blend_change_together_or_not_at_all() -> None:
    """At the step alone, 75 % beside 50 % would be shares of 125 %: Sefton £536,922.92."""
    aim = samples.load("aim")
    known = paid(aim).worked
    weights = [f"formula/agency/{part}/weight" for part in ("adopted", "spend")]
    fault = caught(
        InvalidValueError,
        lambda: evaluate(known.working, YEAR, inputs={weights[0]: Fraction(3, 4)}, known=known),
    )
    assert said(fault) == (
        "Weights of agency",
        "sum to 1",
        "1.25 at formula/agency/spend/weight, formula/agency/adopted/weight",
    )
    both = dict(zip(weights, (Fraction(3, 4), Fraction(1, 4)), strict=True))
    again = evaluate(known.working, YEAR, inputs=both, known=known)
    reweighed = paid(Scenario("more", [Reweigh(weights[0], "75 %")]).applied(aim)).worked
    paying = ResultKind.CONTRIBUTION
    assert again.result(paying) == reweighed.result(paying)


def test_a_figure_given_comes_to_what_the_model_with_it_does() -> None:
    aim, at = samples.load("aim"), "evidence/adopted/Sefton/2019-20"
    known = paid(aim).worked
    changed = paid(Scenario("more", [Set(at, 60)]).applied(aim)).worked
    again = evaluate(known.working, YEAR, inputs={at: Fraction(60)}, known=known)
    assert again.figures == changed.figures
    found = again.input_at(at)
    assert found is not None
    assert found[1] == 60


def test_only_what_reads_a_figure_is_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    aim = samples.load("aim")
    known, done, figure_of = paid(aim).worked, list[str](), engine.figure_of

    def noted(step: Step, *args: Any) -> Figure:  # noqa: ANN401  # what the function takes
        done.append(step.words)
        return figure_of(step, *args)

    monkeypatch.setattr(engine, "figure_of", noted)
    evaluate(known.working, YEAR, known=known)
    assert done == []
    inputs = {"budget/2021-22/agency/total costs": Fraction(100)}
    evaluate(known.working, YEAR, inputs=inputs, known=known)
    shares = [step.words for step in known.steps if step.op is Op.SHARE]
    assert done
    assert not {*done} & {*shares}


@pytest.mark.parametrize("at", ["formula/nowhere", "evidence/calls/*/2020-21"])
def test_an_address_that_is_of_no_figure_or_of_several_is_refused(at: str) -> None:
    fault = caught(InvalidValueError, with_inputs, of(Measured("calls")), {at: -1})
    assert said(fault) == ("Address", "be of one figure that the year reads", at)


def test_an_address_stands_in_every_step_that_holds_it() -> None:
    """Of a column it is the partner's place; who has no figure in it has no place."""
    only = Element("staffing", ["staffing"], Measured("calls"), ["Ash"])
    seen = counted("calls", {"Ash": 3})
    working = model([line()], [only], BOTH, seen).facts(YEAR).working()
    (place,) = working.places("evidence/calls/Ash/2020-21")
    assert place.partner == 0
    assert working.steps[place.step].at == "evidence/calls/*/2020-21"
    assert working.places("evidence/calls/*/2020-21") == (place,)
    assert working.places("evidence/calls/Birch/2020-21") == ()
    (unit,) = working.places("formula/rounding/unit")
    assert unit == Place(unit.step)


def test_a_condition_of_nothing_that_sums_to_something_else_has_no_address() -> None:
    fault = caught(InvalidValueError, Condition("Weights", Must.SUM, ()).check, {})
    assert (fault.got, fault.at) == ("0 at none", "")


def test_a_limit_tells_whom_it_pinned_and_whom_it_does_not_bind() -> None:
    """Ash is capped at 90 % of £90, £81 of its £100; Birch has no cap, and nobody a floor."""
    whole = worked(of_200())
    limits = [at for at, step in enumerate(whole.steps) if step.op is Op.LIMIT]
    (held,) = filter(None, map(whole.held, limits))
    assert held.pinned == (1, 0)
    assert held.unbound == ((True, False), (True, True))
    assert whole.held(0) is None
    floor = evolve(held, lower=held.exact, upper=held.exact)
    assert floor.pinned == (-1, -1)


def of_200() -> Model:
    """Return £200 shared equally between two, with the cap."""
    whole = model([line("200")], [element(EQUAL)], BOTH)
    (rule,) = whole.formulas
    return evolve(whole, formulas=[evolve(rule, limits=[CAP])])
