"""Spare lines of every pool flow into the call and into what each partner pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from aimpartner import samples
from aimpartner.budget.budget import Heading
from aimpartner.excel.contributions.spare_lines import SPARE, with_spare_lines
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.bases.given import Given
from aimpartner.scenarios.changes import Set
from builders import AIM, element, income, line, model, paid
from excel.contributions import reading

if TYPE_CHECKING:
    from pathlib import Path

    from excel.office import Office

TOTAL = "budget/2021-22/agency/total costs"
SPARE_LINE = "budget/2021-22/agency/spare line {}"


def test_spare_lines_change_nothing_that_anybody_pays() -> None:
    result = paid(samples.load("aim"))
    spare = with_spare_lines(result)
    assert [each.amount for each in spare] == [each.amount for each in result]
    assert (spare.call, spare.notices) == (result.call, result.notices)


def test_a_pool_has_two_under_its_heading_whatever_its_lines_are_called() -> None:
    grants = [income("10", pool="grants"), income("5", name="spare line 3")]
    lines = [line(name="spare line 1"), *grants]
    equal = Given.equal(AIM)
    whole = model(lines, [element(equal), element(equal, ["grants"])])
    budget = with_spare_lines(paid(whole)).facts.budget
    found = [(each.pool, each.name, each.heading) for each in budget.lines if each.source == SPARE]
    assert found == [
        ("staffing", "spare line 2", lines[0].heading),
        ("staffing", "spare line 4", lines[0].heading),
        ("grants", "spare line 1", Heading.NOT_ANALYSED),
        ("grants", "spare line 2", Heading.NOT_ANALYSED),
    ]


def test_what_is_typed_into_spare_lines_is_shared(office: Office, tmp_path: Path) -> None:
    """AiM's total costs of £3,231,000 with two lines more are a total of £3,300,000.50."""
    aim = samples.load("aim")
    book = load_workbook(write_contributions(paid(aim), tmp_path / "aim.xlsx"))
    for number, pounds in ((1, 69000), (2, 0.5)):
        cell = reading.cell(book, SPARE_LINE.format(number))
        cell.value = pounds
        name = book["Budget"].cell(cell.row, 1)
        assert not name.protection.locked
        name.value = f"vehicle {number}"
    book.save(tmp_path / "typed.xlsx")
    read = office.recalculate([tmp_path / "typed.xlsx"], tmp_path / "out")["typed"]
    more = paid(Set(TOTAL, "3300000.50").applied(aim))
    assert reading.paid(read) == reading.expected(more)
    assert reading.status(read) == (
        "changed since the calculation: agency: spare line 1; agency: spare line 2"
    )
    checks = reading.integrity(read)
    assert checks == dict.fromkeys(checks, 0)
