"""The head of a sheet: which row it is, and which field stands in which column."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from aimpartner.exact import listed
from aimpartner.excel.form.cells import CellRow, NoValue
from aimpartner.excel.form.fields import NOTES, columns, head, is_required
from aimpartner.excel.form.found import FoundSheet
from aimpartner.misspelt import near
from aimpartner.spelling import folded

_WITHIN = 10


def find_head(sheet: FoundSheet, rows: Sequence[CellRow]) -> CellRow | None:
    """Return the row that is most like a head; refuse a sheet without one.

    It holds the columns that every row has to fill in, and of the others as many as any such row.
    """
    required = [head(column) for column in columns(sheet.table) if is_required(column)]
    wanted = {head(column) for column in columns(sheet.table)}
    near = [
        (cells, [name for name in required if name not in said], len(wanted & said))
        for cells in rows
        if cells.number <= _WITHIN
        for said in [set(words(cells).values())]
    ]
    best, lacking, _ = min(
        near, key=lambda row: (len(row[1]), -row[2]), default=(None, required, 0)
    )
    if best is not None and not lacking:
        return best
    if rows:
        rule = f"stand within the first {_WITHIN} rows and hold: {listed(required)}"
        nearest = best if best is not None and len(lacking) < len(required) else None
        cell = f"A{nearest.number}" if nearest else ""
        got = f"one without {listed(lacking)}" if nearest else "no such row"
        remedy = "Call the columns as in the workbook that `aimpartner template` writes."
        sheet.refuse(cell, "head", rule, got, remedy)
    return None


def words(cells: CellRow) -> dict[int, str]:
    """Return what the cells of a head say, by column; capital letters are for people."""
    return {
        column: value.shown if isinstance(value, NoValue) else folded(str(value))
        for column, value in cells.values.items()
    }


def name_columns(sheet: FoundSheet, top: CellRow) -> None:
    """Keep where each field stands; refuse a column that is no field, or one twice."""
    wanted = {head(column): column.name for column in columns(sheet.table)}
    for column, text in words(top).items():
        name, value = wanted.get(text, ""), top.values[column]
        cell = f"{get_column_letter(column)}{top.number}"
        if isinstance(value, NoValue):
            sheet.refuse(cell, "column", value.rule, value.shown, value.remedy)
        elif name and name not in sheet.columns:
            sheet.columns[name] = column
        elif not text.startswith(folded(NOTES)):
            rule = f"be one of {listed(wanted)}, each once"
            nearest = near(text, wanted.keys() - set(words(top).values()))
            remedy = f"{nearest} Begin the head with {NOTES} where the column is for people."
            remedy = remedy.strip()
            sheet.refuse(cell, "column", rule, repr(str(value)), remedy)
