"""A sheet of results is one value: its own file declares it, and a list has it in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook

from aimpartner.excel.contributions import contributions_sheet, workbook
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from builders import line, model, paid

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from aimpartner.excel.writing.sheet import Sheet


def write_call(sheet: Sheet, material: Material) -> None:
    """Write a link to the call."""
    sheet.put(0, sheet.live(material.result.call, "{}", material.book.at("call")))


CALL = ResultsSheet(
    name="Call",
    widths=(30, 10),
    write=write_call,
    note="The call alone.",
    after=(contributions_sheet.SHEET,),
)


def test_a_new_sheet_stands_in_its_place_and_is_written_after_those_that_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "SHEETS", (CALL, *workbook.SHEETS))
    result = paid(model(lines=[line("100")]))
    book = load_workbook(workbook.write_contributions(result, tmp_path))
    assert book.sheetnames[:3] == ["Call", "Cover", "Budget"]
    cells = [row[0].value for row in book["Call"].iter_rows()]
    ((_, place),) = book.defined_names["call"].destinations
    assert cells[-3:] == ["Call 2021/22", "The call alone.", f"=Contributions!{place}"]
