"""Elements: whole pools by a basis, or units at a price."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.scenarios.changes import Set
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

TWO, THREE = ("Ash", "Birch"), ("Ash", "Birch", "Cedar")
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


def of_two(basis: Basis, partners: tuple[str, ...] = TWO) -> Element:
    """Return an element of premises that Ash and Birch alone are in."""
    return Element("premises", ["premises"], basis, partners)


PREMISES = [line("90"), line("60", "premises")]
EVERYONE = element(Given.equal(THREE))


def test_nobody_is_asked_for_a_figure_of_a_partner_that_is_not_in_the_element() -> None:
    """£60 by 30 and 10 are 45 and 15: Cedar's figure is not recorded, and none is missed."""
    seen = counted("rooms", {"Ash": 30, "Birch": 10})
    whole = model(PREMISES, [EVERYONE, of_two(Measured("rooms"))], THREE, seen)
    assert amounts(whole) == {"Ash": "75.00", "Birch": "45.00", "Cedar": "30.00"}
    assert not [each for each in paid(whole).notices if "Cedar" in each.words]


def test_every_basis_may_be_of_the_elements_partners_alone() -> None:
    half = (BlendPart("rooms", "1/2", Measured("rooms")), BlendPart("equal", "1/2", HALVES))
    seen = counted("rooms", {"Ash": 30, "Birch": 10})
    whole = model(PREMISES, [EVERYONE, of_two(Blend(half))], THREE, seen)
    assert amounts(whole) == {"Ash": "67.50", "Birch": "52.50", "Cedar": "30.00"}


def test_a_partner_that_is_not_in_an_element_is_told_so_and_no_step_of_it() -> None:
    whole = model(PREMISES, [EVERYONE, of_two(HALVES)], THREE)
    told = " ".join(paid(whole).explain("Cedar").split())
    assert "premises: shared among Ash, Birch alone, by agreed weights (Ash 1, Birch 1)" in told
    assert "Cedar's part is £0.00." in told


@pytest.mark.parametrize(
    ("basis", "others"),
    [
        (Given.equal(THREE), "Cedar"),
        (Given({"Ash": 1, "Cedar": 2, "Elm": 1}), "Cedar, Elm"),
        (Blend([BlendPart("all", "100 %", Given.equal(THREE))]), "Cedar"),
        (Staged([Group("all", "100 %", THREE, Measured("rooms"))]), "Cedar"),
    ],
)
def test_a_basis_that_gives_others_a_part_is_refused(basis: Basis, others: str) -> None:
    fault = caught(ModelError, of_two, basis)
    assert said(fault) == ("Basis of element premises", "be of Ash, Birch alone", others)


def test_a_nought_of_a_partner_that_is_not_in_it_does_no_harm() -> None:
    noughts = Given({"Ash": 1, "Birch": 1, "Cedar": 0})
    whole = model(PREMISES, [EVERYONE, of_two(noughts)], THREE)
    assert amounts(whole) == {"Ash": "60.00", "Birch": "60.00", "Cedar": "30.00"}


def test_partners_of_an_element_are_named_once_and_are_of_the_partnership() -> None:
    fault = caught(InvalidValueError, of_two, HALVES, partners=("Ash", "Birch", "Ash"))
    assert fault.subject == "Partners of element premises"
    strange = of_two(Measured("rooms"), partners=("Ash", "Elm"))
    unknown = caught(ModelError, model, PREMISES, [EVERYONE, strange], THREE)
    assert unknown.subject == "Partner of element premises of the formula formula"
    assert unknown.got == "'Elm'"


def test_an_element_whose_partners_have_all_gone_is_refused() -> None:
    gone = model(
        PREMISES, [EVERYONE, of_two(Measured("rooms"), partners=("Elm",))], THREE, gone=["Elm"]
    )
    fault = caught(ModelError, paid, gone)
    assert fault.subject == "Element premises in 2021/22 by the formula formula"
    assert fault.rule == "have one of its partners there: Elm"
    assert fault.got == "Ash, Birch, Cedar"


def test_a_limit_on_an_element_holds_and_asks_of_its_partners_alone() -> None:
    """Of £60 Ash is held to £20; Birch bears the rest, and no figure of Cedar's is asked for."""
    seen = counted("spend", {"Ash": 20, "Birch": 100})
    whole = model(PREMISES, [EVERYONE, of_two(HALVES)], THREE)
    spend = Evidence([Measure("spend", unit="pounds")], seen)
    cap = Limit("cap", None, Bound(Measured("spend")), elements=["premises"])
    held = evolve(whole, evidence=spend, formulas=[evolve(whole.formulas[0], limits=[cap])])
    assert amounts(held) == {"Ash": "50.00", "Birch": "70.00", "Cedar": "30.00"}


def test_a_limit_on_an_element_leaves_others_free_to_take_an_odd_pound() -> None:
    """£32 a third each is 10.67: with £30 and £30 of premises 40.67, 40.67 and 10.67, to £1."""
    lines = [line("32"), line("60", "premises")]
    whole = model(lines, [EVERYONE, of_two(HALVES)], THREE, rounding=Rounding("1"))
    cap = Limit("cap", None, Bound(Given({"Ash": 3000, "Birch": 3000}, "pence")))
    cap = evolve(cap, elements=["premises"])
    held = evolve(whole, formulas=[evolve(whole.formulas[0], limits=[cap])])
    assert amounts(held) == {"Ash": "40.00", "Birch": "40.00", "Cedar": "12.00"}


def fixed(pounds: str) -> Model:
    """Return £900 of which Cedar pays a fixed sum, and Ash and Birch the rest, three to two."""
    lines = [line("900"), income(pounds), line(pounds, "fixed")]
    rest = Element("staffing", ["staffing"], Given({"Ash": 3, "Birch": 2}), TWO)
    return model(lines, [rest, Element("fixed", ["fixed"], Given({"Cedar": 1}), ["Cedar"])], THREE)


@pytest.mark.parametrize(
    ("pounds", "ash", "birch"),
    [("150", "450.00", "300.00"), ("0", "540.00", "360.00"), ("1000", "-60.00", "-40.00")],
)
def test_a_fixed_sum_of_one_partner_reduces_what_the_others_share(
    pounds: str, ash: str, birch: str
) -> None:
    """The call is £900 whatever the sum; one above the call is a credit to the others."""
    assert amounts(fixed(pounds)) == {"Ash": ash, "Birch": birch, "Cedar": f"{pounds}.00"}
    assert paid(fixed(pounds)).call == Money("900")


def test_a_fixed_sum_as_a_lower_bound_comes_to_the_same() -> None:
    whole = model([line("900")], [element(Given({"Ash": 3, "Birch": 2, "Cedar": 0}))], THREE)
    least = Limit("fixed", Bound(Given({"Cedar": 15000}, "pence")))
    held = evolve(whole, formulas=[evolve(whole.formulas[0], limits=[least])])
    assert amounts(held) == amounts(fixed("150"))


@pytest.mark.parametrize(
    ("decimals", "paid_by"),
    [
        (None, ("7741.35", "2258.65")),
        (0, ("7700.00", "2300.00")),
        (2, ("7741.00", "2259.00")),
        (4, ("7741.35", "2258.65")),
    ],
)
def test_shares_are_rounded_to_decimals_and_then_applied(
    decimals: int | None, paid_by: tuple[str, str]
) -> None:
    """774,135 and 225,865 of a million are 77.41 % and 22.59 %, as an agreement prints them."""
    basis = Given({"Ash": 774_135, "Birch": 225_865})
    whole = model([line("10000")], [evolve(element(basis), decimals=decimals)], TWO)
    assert amounts(whole) == dict(zip(TWO, paid_by, strict=True))


@pytest.mark.parametrize("decimals", [-1, 11])
def test_decimals_are_a_whole_number_that_a_sheet_can_hold(decimals: int) -> None:
    fault = caught(InvalidValueError, Element, "a", ["a"], HALVES, decimals=decimals)
    assert fault.rule == "be a whole number, at least 0 and at most 10"


def test_a_scenario_sets_the_decimals_at_their_address() -> None:
    whole = model([line("10000")], [element(Given({"Ash": 2, "Birch": 1}))], TWO)
    changed = Set("formula/staffing/decimals", 0).applied(whole)
    assert amounts(changed) == {"Ash": "6700.00", "Birch": "3300.00"}
