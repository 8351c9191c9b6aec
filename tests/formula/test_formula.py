"""Rounding, and the formula as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from aimpartner.budget.budget import CostLine
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange
from builders import (
    ALWAYS,
    YEAR,
    amounts,
    element,
    evidence,
    formula,
    income,
    line,
    model,
    paid,
    partners,
)
from faults import caught, said

TWO = ("Ash", "Birch")
HALVES = Given.equal(TWO)
PLACES = PricedElement("places", Given({"Ash": 2, "Birch": "0.5"}, "units"), "31000")


def test_a_formula_without_elements_is_refused() -> None:
    fault = caught(ModelError, Formula, "ours", [], ALWAYS)
    assert said(fault) == ("Formula ours", "have an element", "none")


def test_two_elements_of_one_name_are_refused() -> None:
    places = PricedElement("staffing", HALVES, "1")
    fault = caught(ModelError, formula, element(HALVES), places)
    assert said(fault) == ("Formula formula", "name each element once", "staffing (2 times)")


def test_a_pool_in_two_elements_is_refused_with_both() -> None:
    other = Element("other", ["premises", "staffing"], HALVES)
    fault = caught(ModelError, formula, element(HALVES), other, PLACES)
    assert said(fault) == ("Pool staffing", "be in exactly one element", "staffing, other")


def test_a_pool_named_twice_in_one_element_is_refused() -> None:
    fault = caught(ModelError, formula, element(HALVES, ["staffing", "staffing"]))
    assert (fault.subject, fault.rule) == ("Pool staffing", "be in exactly one element")


@pytest.mark.parametrize(
    ("unit", "ash", "birch"),
    [
        ("0.01", "1234.57", "1234.56"),
        ("1", "1235.00", "1234.00"),
        ("10", "1240.00", "1230.00"),
        ("1000", "1000.00", "1000.00"),
    ],
)
def test_a_contribution_is_a_whole_number_of_units(unit: str, ash: str, birch: str) -> None:
    whole = model([line("2469.13")], [element(HALVES)], TWO, rounding=Rounding(unit))
    assert amounts(whole) == {"Ash": ash, "Birch": birch}


def test_the_residual_is_what_the_unit_leaves() -> None:
    result = paid(model([line("2469.13")], [element(HALVES)], TWO, rounding=Rounding("1000")))
    assert result.residual == Money("469.13")


@pytest.mark.parametrize(("odd", "birch"), [("largest remainder", "33.33"), ("host", "33.33")])
def test_odd_units_go_to_the_largest_remainder_or_the_host(odd: Any, birch: str) -> None:  # noqa: ANN401  # either
    three = ("Ash", "Birch", "Cedar")
    whole = model([line("100.01")], [element(Given.equal(three))], three, (), Rounding(odd=odd))
    paid_by = amounts(whole)
    assert paid_by["Cedar"] == birch
    assert paid_by["Ash"] == ("33.34" if odd == "largest remainder" else "33.35")


@pytest.mark.parametrize(
    ("charge", "credit", "ash", "birch"),
    [
        ("10600", "600", "11000.00", "-1000.00"),
        ("10400", "400", "10000.00", "0.00"),
        ("500", "500", "1000.00", "-1000.00"),
    ],
)
def test_a_credit_beside_charges_does_not_vanish(
    charge: str, credit: str, ash: str, birch: str
) -> None:
    """In units of £1,000; of £500 charged and credited, the first in order is told as charged."""
    lines = [line(charge), evolve(income(credit), pool="premises")]
    assert amounts(in_thousands(lines)) == {"Ash": ash, "Birch": birch}


def test_a_charge_beside_credits_mirrors_it() -> None:
    lines = [income("10600"), line("600", "premises")]
    assert amounts(in_thousands(lines)) == {"Ash": "-11000.00", "Birch": "1000.00"}
    lines = [income("500"), line("500", "premises")]
    assert amounts(in_thousands(lines)) == {"Ash": "-1000.00", "Birch": "1000.00"}


def in_thousands(lines: list[CostLine]) -> Model:
    """Return a line that is Ash's alone and another that is Birch's."""
    parts = [element(Given({"Ash": 1, "Birch": 0}))]
    parts.append(element(Given({"Ash": 0, "Birch": 1}), ["premises"]))
    return model(lines, parts, TWO, rounding=Rounding("1000"))


def test_by_element_each_element_is_in_whole_units_of_its_own() -> None:
    parts = [element(HALVES), element(HALVES, ["premises"])]
    lines = [line("1"), line("1", "premises")]
    by_total = amounts(model(lines, parts, TWO, rounding=Rounding("1")))
    by_element = amounts(model(lines, parts, TWO, rounding=Rounding("1", "element")))
    assert by_total == {"Ash": "1.00", "Birch": "1.00"}
    assert by_element == {"Ash": "2.00", "Birch": "0.00"}


def test_an_order_of_ties_that_leaves_a_partner_out_is_refused() -> None:
    fault = caught(ModelError, paid, model(names=TWO, rounding=Rounding(order=("Ash",))))
    assert said(fault) == ("Order of ties in 2021/22", "name Birch", "Ash")


def test_an_order_of_ties_that_names_a_partner_twice_is_refused() -> None:
    fault = caught(InvalidValueError, Rounding, order=("Ash", "Birch", "Ash"))
    assert "Ash" in str(fault)


def test_an_order_of_ties_that_names_nobody_known_is_refused() -> None:
    rounding = Rounding(order=("Ash", "Birch", "Halton"))
    fault = caught(ModelError, lambda: paid(model(names=TWO, rounding=rounding)))
    assert "Halton" in str(fault)


def test_an_order_may_name_a_partner_that_is_not_there_this_year() -> None:
    rounding = Rounding(order=("Cedar", "Birch", "Ash"))
    whole = model([line("0.01")], [element(HALVES)], TWO, rounding=rounding, gone=("Cedar",))
    assert amounts(whole) == {"Ash": "0.00", "Birch": "0.01"}


@pytest.mark.parametrize("hosting", [[], [Hosting("Ash", DateRange("2010-04-01", "2022-03-30"))]])
def test_odd_units_cannot_go_to_a_host_that_there_is_not(hosting: list[Hosting]) -> None:
    whole = model(names=TWO, rounding=Rounding(odd="host"))
    unhosted = type(whole)(
        Partnership("Agency", partners(TWO), hosting),
        evidence(),
        whole.budgets,
        whole.formulas,
    )
    fault = caught(ModelError, paid, unhosted)
    assert (fault.subject, fault.got) == ("Host in 2021/22", "none")


@pytest.mark.parametrize("unit", ["0", "-1"])
def test_a_unit_of_rounding_is_at_least_a_penny(unit: str) -> None:
    fault = caught(InvalidValueError, Rounding, unit)
    assert (fault.subject, fault.got) == ("Unit of rounding", Money(unit))


@pytest.mark.parametrize("field", ["level", "odd"])
def test_a_rule_of_rounding_is_one_of_those_named(field: str) -> None:
    wrong: dict[str, Any] = {field: "both"}
    fault = caught(InvalidValueError, Rounding, **wrong)
    assert (fault.subject, fault.got) == (f"Rounding {field}", "both")


def test_a_cost_incurred_by_a_partner_that_is_not_there_this_year_is_refused() -> None:
    whole = model([line("1", incurred_by="Halton")], names=TWO, gone=("Halton",))
    fault = caught(ModelError, paid, whole)
    assert said(fault) == (
        "Line staff of 2021/22",
        "be incurred by one of Ash, Birch",
        "Halton",
    )


def test_what_a_partner_incurs_is_shared_and_then_credited_once() -> None:
    lines = [
        line("60", incurred_by="Birch"),
        line("40", name="more"),
        line("9", name="lent", incurred_by="Birch"),
    ]
    one, two = paid(model(lines, [element(HALVES)], TWO))
    assert (one.amount, one.incurred, one.net) == (Money("54.50"), Money("0"), Money("54.50"))
    assert (two.amount, two.incurred, two.net) == (Money("54.50"), Money("69"), Money("-14.50"))


def test_the_formula_says_in_words_what_it_does() -> None:
    rule = formula(element(HALVES), PLACES, rounding=Rounding("10", "element", "host"))
    shared, priced, rounded = rule.in_words(YEAR)
    assert shared.startswith("staffing: shared by agreed weights")
    assert "£31,000.00 each" in priced
    assert rounded == "Each element is rounded to £10.00; odd units go to the host."
    assert rule.points(YEAR) == (shared, priced)
    assert formula(PLACES).in_words(YEAR)[-1].startswith("Contributions are rounded to £0.01;")
