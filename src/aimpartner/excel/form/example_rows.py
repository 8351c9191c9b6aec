"""The example of a row that the template shows: it begins with "e.g.", and is not read."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from aimpartner.excel.form.cells import CellRow
from aimpartner.excel.form.examples import MARK, shown
from aimpartner.excel.form.fields import columns
from aimpartner.excel.form.found import FoundSheet


def without_examples(sheet: FoundSheet, rows: Sequence[CellRow]) -> list[CellRow]:
    """Return the rows that are no example, wherever sorting moved it; refuse one typed over."""
    kept = []
    for cells in rows:
        if _is_example(sheet, cells):
            _check(sheet, cells)
        else:
            kept.append(cells)
    return kept


def _is_example(sheet: FoundSheet, cells: CellRow) -> bool:
    """Return whether a row begins with the mark, in the column of the table's first field."""
    first = sheet.columns.get(columns(sheet.table)[0].name)
    text = cells.values.get(first) if first else None
    return isinstance(text, str) and text.casefold().startswith(MARK)


def _check(sheet: FoundSheet, cells: CellRow) -> None:
    """Refuse what somebody typed into an example: it may be meant for a row that counts."""
    as_shown = shown(sheet.table)
    for name, column in sheet.columns.items():
        value = cells.values.get(column)
        if value is not None and str(value).casefold() != as_shown.get(name, "").casefold():
            rule = f"be as in the example, whose row begins with {MARK}"
            remedy = f"Delete {MARK} if the row is to count, or else the row."
            cell = f"{get_column_letter(column)}{cells.number}"
            sheet.refuse(cell, name.replace("_", " "), rule, repr(str(value)), remedy)
