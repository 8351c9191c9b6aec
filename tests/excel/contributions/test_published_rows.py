"""What was published, in the workbook: each beside a live figure, with whether the two agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from openpyxl import load_workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.published import Published, number_of
from aimpartner.excel.contributions.workbook import write_contributions
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from builders import line, model, paid
from contributions.test_published_at_addresses import LINES, RULES, TWO, told
from excel.contributions import reading
from excel.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

STAFF = "budget/2021-22/staffing/staff"
FIGURES = [
    told("call", "940"),
    told("contribution", "681", "Ash"),
    told("contribution", "940"),
    told("net payable", "160", "Birch"),
    told("element/staffing", "630", "Ash"),
    told("element/staffing", "840"),
    told("budget/2021-22", "940"),
    told("budget/2021-22/staffing", "840"),
    told(STAFF, "900"),
    told("formula/rounding/unit", "1"),
    told("contribution", "72.3 %", "Ash"),
    told("contribution", "73 %", "Ash", by_construction=True),
    told("contribution", "72.3 %", "Ash", by_construction=True),
    told("element/staffing", "75 %", "Ash"),
    told("element/staffing", "89 %"),
    told("budget/2021-22/premises", "10.6 %"),
    told("budget/2021-22/staffing/grant", "-6.4 %"),
    told("formula/staffing/Ash", "75 %"),
    told("call", "100 %"),
    told("element/nobody", "5"),
    told("element/nobody", "5 %"),
    told("budget/2021-22/nothing", "5 %"),
    told("", "700", "Ash"),
]
LEVELS = ("element", "total")


def whole(level: Any, staff: str = "900") -> Model:  # noqa: ANN401  # a level of rounding
    """Return the small year in units of a pound, with everything that was published of it."""
    lines = [line(staff), *LINES[1:]]
    made = model(lines, RULES, TWO, rounding=Rounding("1", level))
    return evolve(made, published=FIGURES)


def read(book: Workbook) -> list[list[object]]:
    """Return the rows of the section of what was published."""
    rows = reading.rows(book["Contributions"])
    (start,) = [place for place, row in enumerate(rows) if str(row[0]).startswith("Published,")]
    return rows[start + 2 : start + 2 + len(FIGURES)]


def check(rows: list[list[object]], result: Contributions, skip: tuple[str, ...] = ()) -> None:
    """Compare the rows with what the result says of each figure."""
    for row, beside in zip(rows, result.published, strict=True):
        said, now, gap = beside.published, beside.calculated, beside.difference
        assert row[0] == (said.partner or "all partners")
        if now is None or gap is None:
            assert row[3:6] == [None, None, "not calculated"]
        elif said.at not in skip:
            scale = 100 if isinstance(now, Money) else 1
            assert row[3] == pytest.approx(float(number_of(now) / scale), abs=1e-9)
            points = number_of(gap) / 100 if isinstance(gap, Money) else number_of(gap) * 100
            assert row[4] == pytest.approx(float(points), abs=1e-9)
            assert row[5] == beside.verdict


@pytest.mark.parametrize("level", LEVELS)
def test_every_figure_stands_in_the_sheet_with_its_verdict(level: str, tmp_path: Path) -> None:
    result = paid(whole(level))
    path = write_contributions(result, tmp_path / "paid.xlsx")
    rows = read(load_workbook(path, data_only=True))
    check(rows, result)
    fixed = [str(row[1]) for row in rows if "; as calculated" in str(row[6])]
    assert fixed == (["element/staffing"] * 2 if level == "total" else [])
    words = {beside.verdict for beside in result.published}
    assert words == {
        *("agrees", "differs", "agrees by construction", "not calculated"),
        "measures something else",
    }


def test_a_table_that_misses_its_total_is_told_below_them_and_on_the_cover(tmp_path: Path) -> None:
    parts = [told("contribution", "680", "Ash"), told("contribution", "250", "Birch")]
    figures: list[Published] = [*parts, told("call", "940")]
    result = paid(evolve(whole("total"), published=figures))
    book = load_workbook(write_contributions(result, tmp_path / "paid.xlsx"), data_only=True)
    words = result.told_of_published[-1]
    assert "fall short of the total of £940.00 by £10.00" in words
    for sheet in ("Contributions", "Cover"):
        assert words in [cell for row in reading.rows(book[sheet]) for cell in row]


def test_the_office_follows_a_changed_input_in_every_row_that_is_live(
    office: Office, tmp_path: Path
) -> None:
    """An element's amount is a value where amounts are rounded as a whole, and only there."""
    files = []
    for level in LEVELS:
        path = write_contributions(paid(whole(level)), tmp_path / f"{level}.xlsx")
        book = load_workbook(path)
        reading.cell(book, STAFF).value = 1233
        book.save(path)
        files.append(path)
    books = office.recalculate(files, tmp_path / "out")
    check(read(books["element"]), paid(whole("element", "1233")))
    check(read(books["total"]), paid(whole("total", "1233")), skip=("element/staffing",))
