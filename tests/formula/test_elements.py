"""Elements: whole pools by a basis, or units at a price."""

from __future__ import annotations

import pytest

from aimpartner.errors import InvalidValueError
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element, PricedElement
from aimpartner.money import Money
from builders import (
    amounts,
    counted,
    element,
    income,
    line,
    model,
    paid,
)
from faults import caught, said

TWO = ("Ash", "Birch")
HALVES = Given.equal(TWO)
PLACES = PricedElement("places", Given({"Ash": 2, "Birch": "0.5"}, "units"), "31000")


def test_a_priced_element_adds_its_units_at_the_price_to_the_call() -> None:
    result = paid(model([line("100")], [element(HALVES), PLACES], TWO))
    assert {each.partner: each.amount for each in result} == {
        "Ash": Money("62050"),
        "Birch": Money("15550"),
    }
    assert result.call == Money("77600")


def test_units_may_be_counted() -> None:
    places = PricedElement("places", Measured("placed", 1, 2), "10")
    seen = [
        *counted("placed", {"Ash": 1, "Birch": 0}, "2019/20"),
        *counted("placed", {"Ash": 2, "Birch": 3}),
    ]
    paid_by = amounts(model([line("0")], [element(HALVES), places], TWO, seen))
    assert paid_by == {"Ash": "30.00", "Birch": "30.00"}


def test_an_element_shares_all_its_pools_together() -> None:
    lines = [line("100"), line("50", "premises"), income("30", "premises")]
    whole = model(lines, [element(Given({"Ash": 3, "Birch": 1}), ["staffing", "premises"])], TWO)
    assert amounts(whole) == {"Ash": "90.00", "Birch": "30.00"}


def test_each_element_shares_its_own_pools() -> None:
    parts = [element(HALVES), element(Given({"Ash": 0, "Birch": 1}), ["premises"])]
    assert amounts(model([line("100"), line("50", "premises")], parts, TWO)) == {
        "Ash": "50.00",
        "Birch": "100.00",
    }


@pytest.mark.parametrize("name", ["", "a/b", "a*", "rounding", "limits"])
def test_an_element_is_called_what_can_stand_in_an_address_beside_rounding_and_limits(
    name: str,
) -> None:
    for act in (
        lambda: Element(name, ["staffing"], HALVES),
        lambda: PricedElement(name, HALVES, "1"),
    ):
        fault = caught(InvalidValueError, act)
        assert (fault.subject, fault.got) == ("Element", repr(name))


def test_an_element_without_a_pool_is_refused() -> None:
    fault = caught(InvalidValueError, Element, "staffing", [], HALVES)
    assert said(fault) == ("Element pools", "be given", "nothing")


def test_a_negative_price_is_refused() -> None:
    fault = caught(InvalidValueError, PricedElement, "places", HALVES, "-1")
    assert said(fault) == ("Price of places", "not be negative", Money("-1"))


@pytest.mark.parametrize(
    "basis",
    [
        Given({"Ash": 60, "Birch": 40}, "percent"),
        Measured("adopted", years=2, average="mean of shares"),
        Blend([BlendPart("all", "100 %", Measured("adopted"))]),
    ],
)
def test_shares_are_no_units_to_be_priced(basis: Basis) -> None:
    fault = caught(InvalidValueError, PricedElement, "places", basis, "10")
    assert fault.subject == "Units of places"
    assert fault.rule.startswith("be counted")
