"""One sheet of an input workbook, read: every cell of it counts, is for people, or is a fault."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from aimpartner.excel.form.cells import CellRow, Page
from aimpartner.excel.form.example_rows import without_examples
from aimpartner.excel.form.for_people import check_above, check_headless, check_merged
from aimpartner.excel.form.found import FoundSheet
from aimpartner.excel.form.head import find_head, name_columns, words
from aimpartner.excel.form.plain_sight import out_of_sight
from aimpartner.spelling import folded

_REPAIR = "Open the file in Excel, let it repair the file, and save it."


def read_sheet(page: Page, table: str, most: int) -> FoundSheet:
    """Return what a sheet holds of its table, and what is wrong with it; of no table, nothing.

    Args:
        page: the sheet as it is seen.
        table: the table that it holds.
        most: the number of the last row that is read.
    """
    sheet = FoundSheet(page.name, table)
    if not table:
        return sheet
    for cell in page.stored.misplaced:
        rule = "stand after those before it in the file"
        sheet.refuse(cell, "row or cell", rule, "one out of order, or twice", _REPAIR)
    top = None if sheet.problems else find_head(sheet, page.rows)
    if top is not None:
        name_columns(sheet, top)
        rows = without_examples(sheet, page.rows)
        below = [cells for cells in rows if cells.number > top.number]
        check_above(sheet, top, [cells for cells in rows if cells.number < top.number])
        check_headless(sheet, top, below)
        check_merged(sheet, page, top)
        _add_rows(sheet, top, below, most)
        sheet.notes.extend(out_of_sight(sheet, page))
    return sheet


def _add_rows(sheet: FoundSheet, top: CellRow, below: Sequence[CellRow], most: int) -> None:
    said = words(top)
    heads = {column: said[column] for column in sheet.columns.values()}
    is_told = len(heads) > 1  # an agency may be called agency
    for cells in below:
        if cells.values.keys().isdisjoint(heads):
            continue
        if cells.number > most:
            cell = f"{get_column_letter(min(cells.values))}{cells.number}"
            sheet.refuse(cell, "row", f"be among the first {most:,}", str(cells.number))
            return
        if is_told and all(folded(str(cells.values.get(at))) == text for at, text in heads.items()):
            cell = f"{get_column_letter(min(heads))}{cells.number}"
            sheet.refuse(cell, "head", "stand once", f"the head of row {top.number} again")
        else:
            sheet.add(cells)
