"""The template, filled in, checked, broken in ten ways, mended, and its contributions written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimpartner.codec.model import build
from aimpartner.errors import WorkbookError
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_template
from aimpartner.model import calculate
from excel.form.filling import change, fill, typed
from faults import caught
from three_rivers import AMOUNTS, tables

if TYPE_CHECKING:
    from pathlib import Path

BROKEN: dict[str, tuple[object, object, str, str]] = {
    "Partners!B5": (None, "Brook Council", "be given", "nothing"),
    "Hosts!A4": ("Halton", "Ashford", "be one of those in Partners: 'Ashford', ", "'Halton'"),
    "Budgets!C4": ("1/3/2024", "2024-03-01", "be one day, whoever reads it", "'1/3/2024'"),
    "Budget lines!F5": ("reduces", "reduces the call", "be one of: shared, ", "'reduces'"),
    "Budget lines!G4": ("a lot", 950000, "be an amount in pounds and pence", "'a lot'"),
    "Evidence!C4": (2023, "2023/24", "be written as 2021/22", "2023"),
    "Evidence!D5": ("twenty", 20, 'be a number, "suppressed (1 to 5)" or ', "'twenty'"),
    "Elements!G5": (0.6, 0.5, "sum to 100 %", "110 % for adopted, agreed"),
    "Agreement!D6": (None, 12, "be given for the option", "nothing"),
    "Published!F4": ("perhaps", "yes", "be yes or no", "'perhaps'"),
}
"""The cell, what is typed there, what belongs there, the rule that breaks, and what was found."""
SHOWN_AT = {"Elements!G5": "Elements!B4"}  # the sum is wrong where the blend stands


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Write a template and fill it in for the three made-up partners."""
    path = write_template(tmp_path / "rivers.xlsx")
    fill(path, tables())
    return path


def test_the_filled_template_holds_the_model(filled: Path) -> None:
    assert read_model(filled) == build(tables())


def test_its_contributions_are_what_its_formula_says(filled: Path) -> None:
    result = calculate(read_model(filled), "2024/25")
    assert {each.partner: str(each.amount.to_decimal()) for each in result} == AMOUNTS
    assert [str(each.net.to_decimal()) for each in result] == [
        "272500.00",
        "423500.00",
        "297000.00",
    ]


def test_ten_faults_are_told_at_once_each_by_sheet_and_cell(filled: Path) -> None:
    change(filled, {place: typed for place, (typed, *_) in BROKEN.items()})
    problems = {each.place: each for each in caught(WorkbookError, read_model, filled).problems}
    assert set(problems) == {SHOWN_AT.get(place, place) for place in BROKEN}
    for place, (_, _, rule, got) in BROKEN.items():
        problem = problems[SHOWN_AT.get(place, place)]
        assert problem.rule.startswith(rule)
        assert str(problem.got) == got


def test_mended_it_reads_and_calculates_again_and_its_workbook_is_written(filled: Path) -> None:
    change(filled, {place: wrong for place, (wrong, *_) in BROKEN.items()})
    right = {place: belongs for place, (_, belongs, *_) in BROKEN.items()}
    change(filled, right | {"Budgets!C4": typed("day", right["Budgets!C4"])})
    result = calculate(read_model(filled), "2024/25")
    assert {each.partner: str(each.amount.to_decimal()) for each in result} == AMOUNTS
    written = write_contributions(result, filled.parent / "contributions.xlsx")
    assert written.stat().st_size > 0


def test_the_faults_come_in_the_order_of_the_sheets(filled: Path) -> None:
    change(filled, {place: wrong for place, (wrong, *_) in BROKEN.items()})
    problems = caught(WorkbookError, read_model, filled).problems
    assert [each.place.partition("!")[0] for each in problems] == [
        "Partners",
        "Hosts",
        "Budgets",
        "Budget lines",
        "Budget lines",
        "Evidence",
        "Evidence",
        "Elements",
        "Agreement",
        "Published",
    ]


@pytest.mark.parametrize(
    ("cell", "value", "place", "rule"),
    [
        ("Evidence!B5", "Ashford", "Evidence!A5", "be given once"),
        ("Elements!D4", None, "Elements!D4", "be given for an element without a price"),
        ("Weights!B4", "staffing/adopted", "Weights!B4", "name an element or a part of kind "),
        ("Budget lines!A5", "2023/24", "Budget lines!A5", "be of a budget in Budgets: 2024/25"),
        ("Budget lines!C6", "rooms", "Budget lines!C6", "be one of those in Elements: 'staffing'"),
        ("Decisions!A4", "option", "Decisions!A4", "be something with partners "),
        ("Agency!A5", "Four Rivers", "Agency", "have one row"),
    ],
)
def test_a_fault_of_a_row_is_told_at_its_cell(
    filled: Path, cell: str, value: object, place: str, rule: str
) -> None:
    change(filled, {cell: value})
    told = caught(WorkbookError, read_model, filled).problems[0]
    assert told.place == place
    assert told.rule.startswith(rule)


def test_an_empty_template_asks_for_the_agency_and_its_partners(tmp_path: Path) -> None:
    fault = caught(WorkbookError, read_model, write_template(tmp_path / "rivers.xlsx"))
    assert [(each.place, each.subject, each.rule, each.got) for each in fault.problems] == [
        ("Agency", "Agency", "have one row", "none"),
        ("Partners", "Partners", "have a row for each partner", "none"),
    ]
