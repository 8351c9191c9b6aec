"""The library against a direct oracle, written from the rules' words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import event, example, given
from hypothesis import strategies as st

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from builders import YEAR, element, income, line, model, paid
from contributions.oracle import CannotHold, Oracle
from contributions.strategies import models
from drawn import drawn
from faults import caught

TWO = ("Ash", "Birch")
HALF_PENNIES = PricedElement("half", Given({"Ash": "1/2", "Birch": "1/2"}, "units"), "0.01")
EQUAL = element(Given.equal(TWO))
MODEL = model(names=TWO)


CAP = Limit("cap", None, Bound(Given({"Ash": 3000, "Birch": 6999}, "pence")))
"""Caps that cannot hold £100.00: a penny is left over."""
CAPPED = evolve(MODEL, formulas=[evolve(MODEL.formulas[0], limits=[CAP])])


def by_partner(result: Contributions, kind: str, name: str) -> dict[str, Fraction]:
    return dict(zip(result.partners, result.column(kind, name), strict=True))


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
    """Where the limits cannot hold, both say so."""
    oracle = Oracle(whole, YEAR)
    try:
        contributions = oracle.contributions()
    except CannotHold:
        event("refused")
        caught(ApportionmentError, paid, whole)
        return
    result, incurred, exact = paid(whole), oracle.incurred(), oracle.exact()
    assert {each.partner: each.amount.pence for each in result} == contributions
    assert {each.partner: each.exact for each in result} == exact
    assert {each.partner: each.incurred.pence for each in result} == incurred
    assert {each.partner: each.net.pence for each in result} == {
        name: contributions[name] - incurred[name] for name in oracle.names
    }
    for part, amounts in zip(oracle.formula.elements, oracle.elements(), strict=True):
        assert by_partner(result, "element", part.name) == amounts
    for limit, changes in zip(oracle.formula.limits, oracle.changes(), strict=True):
        assert by_partner(result, "limit", limit.name) == changes
    assert result.call.pence == oracle.call()
    assert result.residual.pence == oracle.call() - sum(contributions.values())
    whole_call = sum(exact.values(), Fraction(0))
    shares = {name: amount / whole_call if whole_call else 0 for name, amount in exact.items()}
    assert {each.partner: each.share for each in result} == shares


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
    oracle, result = Oracle(rounded, YEAR), paid(rounded)
    assert {each.partner: each.exact for each in result} == oracle.exact()
    assert {each.partner: each.amount.pence for each in result} == oracle.contributions()


def test_the_oracle_itself_gives_a_sum_done_by_hand() -> None:
    """£100.00 and £0.02 by 1 : 1 : 1 are £33.34 each, and the oracle can differ from that."""
    three = ("Ash", "Birch", "Cedar")
    whole = model(names=three, lines=[line("100"), line("0.03", name="more"), income("0.01")])
    assert Oracle(whole, YEAR).contributions() == dict.fromkeys(three, 3334)
    odd = Oracle(model(names=three, lines=[line("100")]), YEAR).contributions()
    assert odd == {"Ash": 3334, "Birch": 3333, "Cedar": 3333}


def test_the_oracle_itself_refuses_limits_that_cannot_hold() -> None:
    """£30.00 and £69.99 are a penny less than £100.00; a penny more and they hold."""
    with pytest.raises(CannotHold):
        Oracle(CAPPED, YEAR).contributions()
    higher = evolve(CAP, upper=Bound(Given({"Ash": 3000, "Birch": 7000}, "pence")))
    held = evolve(MODEL, formulas=[evolve(MODEL.formulas[0], limits=[higher])])
    assert Oracle(held, YEAR).contributions() == {"Ash": 3000, "Birch": 7000}
