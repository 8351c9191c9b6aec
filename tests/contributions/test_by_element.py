"""Contributions by element: rows are the contributions, columns whole units that sum to them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import example, given

from aimpartner.budget.budget import Budget
from aimpartner.contributions.by_element import ByElement
from aimpartner.errors import ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.rounding import Level, Rounding
from aimpartner.model import Model
from aimpartner.money import Money, sum_of
from aimpartner.periods import DateRange
from aimpartner.settlement.share_base import ShareBase
from builders import element, line, model, paid
from contributions.strategies import models
from drawn import drawn
from faults import caught, said

THREE = ("Ash", "Birch", "Cedar")
CAP = Limit("cap", None, Bound(Given({"Ash": 4000}, "pence")))


def two_elements(level: Level = "total", unit: str = "0.01", *limits: Limit) -> Model:
    """Return £100 and £0.10 shared equally by three, as two elements."""
    lines = [line("100"), line("0.10", "premises")]
    parts = [element(Given.equal(THREE), [pool]) for pool in ("staffing", "premises")]
    whole = model(lines, parts, THREE, rounding=Rounding(unit, level))
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=limits)])


def pence(table: ByElement) -> dict[str, list[int]]:
    return {name: [each.pence for each in column.values()] for name, column in table.columns}


@pytest.mark.parametrize(
    ("level", "paid_in_pence"), [("total", [3337, 3337, 3336]), ("element", [3338, 3336, 3336])]
)
def test_a_contribution_is_taken_apart_into_its_elements(
    level: Level, paid_in_pence: list[int]
) -> None:
    """£33.33 1/3 and 3 1/3 pence each: 3336 2/3 in all, or two roundings one after the other."""
    result = paid(two_elements(level))
    table = pence(result.by_element())
    assert [each.amount.pence for each in result] == paid_in_pence
    assert [sum(row) for row in zip(*table.values(), strict=True)] == paid_in_pence
    assert {name: sum(column) for name, column in table.items()} == {
        "staffing": 10_000,
        "premises": 10,
    }


def test_what_a_limit_changes_is_a_column_of_its_own() -> None:
    cap = evolve(CAP, upper=Bound(Given({"Ash": 3000}, "pence")), bearers=("Birch",))
    table = pence(paid(two_elements("total", "0.01", cap)).by_element())
    assert list(table) == ["staffing", "premises", "limit/cap"]
    assert (table["limit/cap"], sum(table["limit/cap"])) == ([-337, 337, 0], 0)


def test_an_element_of_a_cut_year_is_what_its_parts_come_to() -> None:
    """£365 by thirds for 183 days and by halves for 182: Ash pays £61 and £91 of staffing."""
    whole = two_elements()
    (rule,) = whole.formulas
    thirds = Given({"Ash": 1, "Birch": 2, "Cedar": 0})
    halves = Given({"Ash": 1, "Birch": 1, "Cedar": 0})
    parts = [
        [element(basis), element(Given({"Ash": 0, "Birch": 0, "Cedar": 1}), ["premises"])]
        for basis in (thirds, halves)
    ]
    old = evolve(
        rule, name="old", in_force=DateRange("2018-04-01", "2021-09-30"), elements=parts[0]
    )
    new = evolve(rule, in_force=DateRange("2021-10-01"), elements=parts[1])
    budget = Budget("2021/22", [line("365"), line("7.30", "premises")])
    table = paid(evolve(whole, budgets=[budget], formulas=[old, new])).by_element()
    assert pence(table) == {"staffing": [15_200, 21_300, 0], "premises": [0, 0, 730]}


def test_a_table_is_in_the_unit_of_the_rounding() -> None:
    """In tens of pounds the premises, 3 pence each, are nothing."""
    table = paid(two_elements("total", "10")).by_element()
    assert pence(table) == {"staffing": [4000, 3000, 3000], "premises": [0, 0, 0]}


@drawn(100)
@given(models(with_limits=True))
@example(two_elements())
@example(two_elements("total", "1000"))
@example(model(names=THREE, lines=[line("100")], rounding=Rounding(odd="host")))
@example(two_elements("element"))
def test_rows_are_the_contributions_and_columns_whole_units(whole: Model) -> None:
    """Row 35 of design section 5: rows and columns exact, margins first."""
    result, rounding = paid(whole), whole.formulas[0].rounding
    table = result.by_element()
    columns = [list(column.values()) for _, column in table.columns]
    rows = [sum_of(row) for row in zip(*columns, strict=True)]
    assert rows == [each.amount for each in result]
    assert not any(each.pence % rounding.unit.pence for column in columns for each in column)
    assert sum_of(table.total(name) for name in table.names) == sum_of(rows)
    is_next = all(abs(each.amount.pence - each.exact) < rounding.unit.pence for each in result)
    if is_next and (rounding.level, rounding.odd) == ("total", "largest remainder"):
        for name, column in table.columns:
            exact = result.column(*(name.split("/") if "/" in name else ("element", name)))
            for found, cell in zip(column.values(), exact, strict=True):
                assert abs(Fraction(found.pence) - cell) < rounding.unit.pence


def test_the_issue_holds_the_elements_for_a_settlement_by_them() -> None:
    result = paid(two_elements())
    issued = result.issue("2021-03-26")
    assert issued.elements == result.by_element().columns
    column = result.by_element()["staffing"]
    assert ShareBase.issued("staffing").of(issued)["Ash"] == column["Ash"].pence


def test_a_table_has_a_column_an_element() -> None:
    table = paid(two_elements()).by_element().to_frame()
    assert list(table.columns) == ["staffing", "premises"]
    assert table.loc["Cedar", "premises"] == Decimal("0.03")


def test_a_column_that_is_not_there_is_refused() -> None:
    table = paid(two_elements()).by_element()
    fault = caught(ModelError, table.total, "rent")
    assert said(fault) == ("Column by element", "be one of staffing, premises", "'rent'")
    assert table.total("staffing") == Money("100")
