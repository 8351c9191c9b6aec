"""Units of what is bought are read as counts, wherever they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aimpartner as ap
from aimpartner.codec.model import build, flatten
from aimpartner.errors import InvalidValueError
from aimpartner.formula.bases.given import Given, Unit
from aimpartner.formula.priced_elements import PricedElement
from excel.start.agencies import rivers
from excel.start.typist import PRICE, Column, write
from faults import caught
from three_rivers import all_of, faults_of, put, tables

if TYPE_CHECKING:
    from pathlib import Path

AT = 7
"""The row of the numbers of three rivers that holds Brook's places, which are bought."""
ELEMENT = [row["at"] for row in tables()["elements"]].index("places")
NO_FRACTION = "be a number, and no fraction"
REFUSED = [
    *((text, NO_FRACTION) for text in ("5/6", "12/3", "21/22")),
    *((text, "be a number, and no amount in pounds") for text in ("£5,000", "-£5")),
    *((text, "be a number") for text in ("1.", ".5", "1,5", "-")),
]


@pytest.mark.parametrize(("typed", "rule"), REFUSED)
@pytest.mark.parametrize("unit", ["units", "weight"])
def test_a_file_refuses_units_at_their_cell(typed: str, rule: str, unit: str) -> None:
    plain = tables()
    all_of(put("elements", ELEMENT, unit=unit), put("weights", AT, number=typed))(plain)
    assert faults_of(plain) == [(f"weights, row {AT + 1}, number", "number", rule, repr(typed))]


def test_a_file_refuses_a_part_as_units_of_what_has_a_price() -> None:
    plain = tables()
    all_of(put("elements", ELEMENT, unit=None), put("weights", AT, number="5 %"))(plain)
    rule = "be a number without a mark"
    assert faults_of(plain) == [(f"weights, row {AT + 1}, number", "number", rule, "'5 %'")]


@pytest.mark.parametrize("unit", ["units", "weight"])
def test_a_file_keeps_units_that_have_no_end_as_a_decimal(unit: str) -> None:
    plain = tables()
    all_of(put("elements", ELEMENT, unit=unit), put("weights", AT, number="5 2/3"))(plain)
    model = build(plain)
    assert flatten(model)["weights"][AT]["number"] == "5 2/3"
    assert build(flatten(model)) == model


def test_a_start_sheet_refuses_units_of_a_fee_at_their_cells(tmp_path: Path) -> None:
    words = rivers()
    words.columns.append(Column("placement", {PRICE: 5000}, ["5/6", "£5,000", "12/3"]))
    problems = ap.check(write(tmp_path / "start.xlsx", words)).problems
    assert {each.got: each.remedy for each in problems} == {
        "'5/6'": 'Write "0 5/6".',
        "'£5,000'": "Write the number alone, without a sign of pounds.",
        "'12/3'": "Write 4.",
    }


def test_a_start_sheet_advises_what_units_may_be(tmp_path: Path) -> None:
    words = rivers()
    words.columns.append(Column("placement", {PRICE: 5000}, ["-", "1,5", 1]))
    problems = ap.check(write(tmp_path / "start.xlsx", words)).problems
    assert [each.remedy for each in problems] == ['Write it as 3, "12.5" or "1,234".'] * 2


@pytest.mark.parametrize(("typed", "rule"), REFUSED)
@pytest.mark.parametrize("unit", ["units", "pence"])
def test_python_refuses_units_that_are_no_count(typed: str, rule: str, unit: Unit) -> None:
    assert caught(InvalidValueError, Given, {"Ash": typed}, unit).rule == rule


@pytest.mark.parametrize(("typed", "rule"), [("5/6", NO_FRACTION), ("5 %", "be a number without")])
def test_a_price_refuses_weights_that_are_no_count(typed: str, rule: str) -> None:
    basis = Given({"Ash": 1, "Birch": typed} if "/" in typed else {"Birch": typed})
    fault = caught(InvalidValueError, PricedElement, "places", basis, 5)
    assert fault.subject == "Number of Birch"
    assert fault.rule.startswith(rule)
    fault = caught(InvalidValueError, PricedElement, "places", Given({"Ash": 1}), 5, agreed=basis)
    assert fault.subject == "Number of Birch"


def test_nothing_is_no_unit_however_it_is_marked() -> None:
    assert Given({"Ash": "0 %", "Birch": 2}, "units").numbers["Ash"] == 0


def test_weights_and_percentages_may_be_fractions() -> None:
    assert Given({"Ash": "2/5"}).numbers["Ash"] == Given({"Ash": "40 %"}).numbers["Ash"]
    thirds = Given({"Ash": "33 1/3", "Birch": "200/3"}, "percent")
    assert sum(thirds.numbers.values()) == 100
