"""What is wrong with a formula's rows is told once, each at its own row."""

from __future__ import annotations

import pytest

from aimpartner.codec.model import build, flatten
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.money import Money
from three_rivers import (
    ASHFORD,
    BROOK,
    COLEY,
    OLD,
    Change,
    Fault,
    faults_of,
    measured,
    more,
    put,
    tables,
)

HANGS_ON = "stand below a row that is made of others"
NAMED = 'be an element, or element/part, without blanks beside "/"'
ELEMENTS: list[tuple[Change, Fault]] = [
    (
        more("elements", **measured(at="training/adopted", weight="100 %")),
        ("elements, row 8, at", "at", HANGS_ON, "'training/adopted'"),
    ),
    (
        more("elements", **measured(at="premises/adopted", weight="100 %")),
        ("elements, row 8, at", "at", HANGS_ON, "'premises/adopted'"),
    ),
    (
        more("elements", **measured(at="staffing/adopted/late", weight="100 %")),
        ("elements, row 8, at", "at", HANGS_ON, "'staffing/adopted/late'"),
    ),
    (
        more("elements", **measured(at="/heating")),
        ("elements, row 8, at", "at", NAMED, "'/heating'"),
    ),
    (
        more("elements", **measured(at="staffing /heating", weight="100 %")),
        ("elements, row 8, at", "at", NAMED, "'staffing /heating'"),
    ),
    (
        put("elements", 1, weight="60 %"),
        (
            "elements, row 1, at",
            "Weights of a blend",
            "sum to 100 %",
            "110 % for adopted, agreed",
        ),
    ),
    (
        put("elements", 1, weight=None),
        (
            "elements, row 2, weight",
            "weight",
            "be given for the measured part",
            "nothing",
        ),
    ),
    (
        put("elements", 1, weight="-100 %"),
        ("elements, row 2, weight", "Weight of adopted", "lie between 0 and 100 %", "-100 %"),
    ),
    (
        put("elements", 1, lag=-1),
        (
            "elements, row 2, lag",
            "Measured lag",
            "be a whole number, at least 0 and at most 9999",
            "-1",
        ),
    ),
    (
        put("elements", 0, pools=None),
        (
            "elements, row 1, pools",
            "pools",
            "be given for an element without a price",
            "nothing",
        ),
    ),
    (
        put("elements", 1, measure=None),
        (
            "elements, row 2, measure",
            "measure",
            "be given for the measured part",
            "nothing",
        ),
    ),
    (
        put("elements", 1, pools="staffing"),
        ("elements, row 2, pools", "pools", "be empty for the measured part", "staffing"),
    ),
    (
        put("elements", 1, source="Clause 3"),
        ("elements, row 2, source", "source", "be empty for the measured part", "Clause 3"),
    ),
    (
        put("elements", 2, years=3),
        ("elements, row 3, years", "years", "be empty for the given part", "3"),
    ),
    (
        put("elements", 0, unit="percent"),
        ("elements, row 1, unit", "unit", "be empty for the blend element", "percent"),
    ),
    (
        put("elements", 3, weight="100 %"),
        ("elements, row 4, weight", "weight", "be empty for the given element", "100 %"),
    ),
    (
        put("elements", 3, price_source="List"),
        (
            "elements, row 4, price_source",
            "price source",
            "be empty for an element without a price",
            "List",
        ),
    ),
    (
        put("elements", 4, partners=ASHFORD),
        (
            "elements, row 5, partners",
            "partners",
            "be empty for an element with a price",
            ASHFORD,
        ),
    ),
    (
        put("elements", 4, decimals=2),
        (
            "elements, row 5, decimals",
            "decimals",
            "be empty for an element with a price",
            "2",
        ),
    ),
    (
        put("elements", 3, decimals=11),
        (
            "elements, row 4, decimals",
            "Element decimals",
            "be a whole number, at least 0 and at most 10",
            "11",
        ),
    ),
    (
        put("elements", 3, partners=ASHFORD),
        (
            "elements, row 4, partners",
            "Basis of element premises",
            f"be of {ASHFORD} alone",
            f"{BROOK}, {COLEY}",
        ),
    ),
    (
        put("elements", 4, price="-1"),
        ("elements, row 5, at", "Price of places", "not be negative", "-£1.00"),
    ),
    (
        put("weights", 0, at="staffing/adopted"),
        (
            "weights, row 1, at",
            "at",
            'name an element or a part of kind "given" in its formula',
            "'staffing/adopted'",
        ),
    ),
    (
        put("weights", 0, number=30),
        (
            "weights, row 1, number",
            "Percentages",
            "sum to 100",
            "90 for Ashford, Brook, Coley, Dean and Esk",
        ),
    ),
    (
        put("weights", 3, number=-1),
        ("weights, row 4, number", "Number of Ashford", "not be negative", "-1"),
    ),
    (
        more("elements", **measured(at="heating", pools="premises")),
        ("formulas, row 1", "Pool premises", "be in exactly one element", "premises, heating"),
    ),
    (
        put("formulas", 0, unit="0"),
        ("formulas, row 1, unit", "Unit of rounding", "be at least a penny", "£0.00"),
    ),
    (
        put("formulas", 0, order=f"{ASHFORD}; {ASHFORD}"),
        (
            "formulas, row 1, order",
            "Order of ties",
            "name each partner once",
            f"{ASHFORD} (2 times)",
        ),
    ),
    (
        more("formulas", formula="new", first="2025-04-01"),
        ("formulas, row 2", "Formula new", "have an element", "none"),
    ),
]


@pytest.mark.parametrize(("change", "fault"), ELEMENTS)
def test_what_is_wrong_with_a_formula_is_told_once_at_its_row(change: Change, fault: Fault) -> None:
    plain = tables()
    change(plain)
    (told,) = faults_of(plain)
    assert told == fault


def test_both_pools_and_a_price_are_one_fault() -> None:
    plain = tables()
    plain["elements"][3]["price"] = 5
    rule = "be empty for an element that shares pools"
    assert faults_of(plain) == [("elements, row 4, price", "price", rule, "£5.00")]


def test_a_price_of_nothing_beside_pools_is_a_fault_and_no_pools_are_lost() -> None:
    plain = tables()
    plain["elements"][3]["price"] = 0
    rule = "be empty for an element that shares pools"
    assert faults_of(plain) == [("elements, row 4, price", "price", rule, "£0.00")]


def test_a_price_of_nothing_is_a_price() -> None:
    plain = tables()
    plain["elements"][4]["price"] = 0
    whole = build(plain)
    (found,) = (each for each in whole.formulas[0].elements if each.name == "places")
    assert isinstance(found, PricedElement)
    assert found.price == Money(0)
    assert build(flatten(whole)) == whole


def test_a_row_priced_at_nothing_hides_no_pool_that_nobody_shares() -> None:
    plain = tables()
    plain["elements"][4]["price"] = 0
    plain["lines"].append({**plain["lines"][0], "pool": "cars"})
    assert [(place, got) for place, _, _, got in faults_of(plain)] == [
        ("lines, row 4, pool", "'cars'")
    ]


def test_percentages_without_numbers_are_a_fault_of_their_row() -> None:
    plain = tables()
    plain["weights"] = plain["weights"][3:]
    (told,) = faults_of(plain)
    assert told == ("elements, row 3, at", "Percentages", "sum to 100", "0 for none")


def test_numbers_at_another_formulas_row_are_refused() -> None:
    plain = tables()
    plain["formulas"].append(OLD)
    plain["elements"].append(measured(formula="before 2024", at="all", pools="staffing; premises"))
    plain["weights"][0]["at"] = "all"
    assert [place for place, *_ in faults_of(plain)] == ["weights, row 1, at"]


def test_an_element_of_some_partners_is_built_from_its_row_and_reads_back_the_same() -> None:
    plain = tables()
    put("elements", 3, kind="measured", measure="adopted", source=None)(plain)
    put("elements", 3, partners=f"{ASHFORD}; {BROOK}", decimals=2)(plain)
    plain["weights"] = [row for row in plain["weights"] if row["at"] != "premises"]
    whole = build(plain)
    (found,) = (each for each in whole.formulas[0].shared if each.name == "premises")
    assert (found.partners, found.decimals) == ((ASHFORD, BROOK), 2)
    assert build(flatten(whole)) == whole
