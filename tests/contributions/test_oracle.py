"""The library against a direct oracle, written from the rules' words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import event, example, given
from hypothesis import strategies as st

from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from builders import YEAR, element, income, line, model, paid
from contributions import against_oracle
from contributions.against_oracle import compared
from contributions.features import features
from contributions.oracle import CannotHold, Oracle
from contributions.strategies import models
from contributions.whole_units_oracle import Bounds, deal
from contributions.whole_years import years
from drawn import drawn
from excel.contributions.rule_models import capped

TWO = ("Ash", "Birch")
HALF_PENNIES = PricedElement("half", Given({"Ash": "0.5", "Birch": "0.5"}, "units"), "0.01")
EQUAL = element(Given.equal(TWO))
MODEL = model(names=TWO)


CAP = Limit("cap", None, Bound(Given({"Ash": 3000, "Birch": 6999}, "pence")))
"""Caps that cannot hold £100.00: a penny is left over."""
CAPPED = evolve(MODEL, formulas=[evolve(MODEL.formulas[0], limits=[CAP])])


@drawn(300)
@given(models(with_limits=True, may_refuse=True))
@example(model(names=TWO, lines=[line("0.01")]))  # a tie for the only penny
@example(model(names=TWO, lines=[line("0.01")], rounding=Rounding(order=TWO[::-1])))
@example(model(names=TWO, lines=[income("0.01")]))  # the same as a credit
@example(model(names=TWO, lines=[line("0")]))  # nothing to share
@example(model(names=TWO, lines=[line("5")], rounding=Rounding("10")))  # half a unit
@example(model(names=TWO, lines=[line("0.03")], rounding=Rounding(odd="host")))
@example(  # a running total that crosses nothing, so that the odd units point both ways
    model([income("0.01")], [HALF_PENNIES, EQUAL], TWO, (), Rounding(level="element"))
)
@example(model(names=TWO, lines=[line("7", incurred_by="Birch"), income("9")]))
@example(CAPPED)
def test_the_library_pays_what_the_rules_words_say(whole: Model) -> None:
    """Where the rules have no answer, both say so."""
    verdict = compared(whole)
    if verdict.refused:
        event("refused")
    assert not verdict.differences


@drawn(100)
@given(years())
def test_the_library_pays_what_the_rules_words_say_of_a_year_with_everything(whole: Model) -> None:
    """Leavers, joiners, fees, charges, credits and limits over the year, in one model."""
    verdict = compared(whole)
    for each in features(whole) if not verdict.refused else ("refused",):
        event(each)
    assert not verdict.differences


@drawn(100)
@given(models(), st.integers(0, 4))
@example(model(names=("Ash", "Birch", "Cedar")), 2)  # a tie for the last decimal
def test_the_library_rounds_shares_as_the_rules_words_say(whole: Model, decimals: int) -> None:
    (rule,) = whole.formulas
    elements = [
        evolve(each, decimals=decimals) if isinstance(each, Element) else each
        for each in rule.elements
    ]
    rounded = evolve(whole, formulas=[evolve(rule, elements=elements)])
    assert not compared(rounded).differences


def test_the_comparison_itself_tells_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A penny the other way, with everything that follows from it; and a refusal."""
    turned = paid(model(names=TWO, lines=[line("0.01")], rounding=Rounding(order=TWO[::-1])))
    monkeypatch.setattr(against_oracle, "paid", lambda _: turned)
    verdict = compared(model(names=TWO, lines=[line("0.01")]))
    assert [each.partition(":")[0] for each in verdict.differences] == ["contributions", "net"]
    (said,) = compared(CAPPED).differences
    assert said.startswith("the oracle refuses it (10000); the library: {'Ash': 0, 'Birch': 1}")


def test_the_comparison_itself_tells_a_limit_that_is_broken_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Caps of £1.005, £1.005 and £0.99 on £3, in whole pounds: one goes a penny beyond."""
    whole = capped("100.5", "100.5", "99", rounding=Rounding("1"), pools=3)
    verdict = compared(whole)
    assert (verdict.announced, verdict.silent, verdict.differences) == (1, 0, ())
    silent = evolve(paid(whole), notices=())
    monkeypatch.setattr(against_oracle, "paid", lambda _: silent)
    verdict = compared(whole)
    assert verdict.differences == ("broken in silence: ('cap', 'Cedar')",)
    assert verdict.silent == 1


def test_the_oracle_itself_gives_a_sum_done_by_hand() -> None:
    """£100.00 and £0.02 by 1 : 1 : 1 are £33.34 each, and the oracle can differ from that."""
    three = ("Ash", "Birch", "Cedar")
    whole = model(names=three, lines=[line("100"), line("0.03", name="more"), income("0.01")])
    assert Oracle(whole, YEAR).contributions() == dict.fromkeys(three, 3334)
    odd = Oracle(model(names=three, lines=[line("100")]), YEAR).contributions()
    assert odd == {"Ash": 3334, "Birch": 3333, "Cedar": 3333}


def test_the_oracle_itself_makes_room_for_a_bound_several_units_away() -> None:
    """What is left of a bound after other elements are rounded may be units from the amount."""
    exact = {"Ash": Fraction(0), "Birch": Fraction(0)}
    low: Bounds = {"Ash": None, "Birch": Fraction(12, 5)}
    dealt = deal(exact, 0, 1, ("Ash",), (low, dict.fromkeys(exact)))
    assert dealt == {"Ash": -3, "Birch": 3}


def test_the_oracle_itself_refuses_limits_that_cannot_hold() -> None:
    """£30.00 and £69.99 are a penny less than £100.00; a penny more and they hold."""
    with pytest.raises(CannotHold):
        Oracle(CAPPED, YEAR).contributions()
    higher = evolve(CAP, upper=Bound(Given({"Ash": 3000, "Birch": 7000}, "pence")))
    held = evolve(MODEL, formulas=[evolve(MODEL.formulas[0], limits=[higher])])
    assert Oracle(held, YEAR).contributions() == {"Ash": 3000, "Birch": 7000}
