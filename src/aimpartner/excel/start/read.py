"""A Start sheet read: the rows of the full tables, and every fault at the sheet's own cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Plain
from aimpartner.errors import Problem, WorkbookError
from aimpartner.excel.form.cells import Page
from aimpartner.excel.form.fields import NOTES, tables_by_title
from aimpartner.excel.form.found import FoundSheet
from aimpartner.excel.form.plain_sight import out_of_sight
from aimpartner.excel.form.sheet_part import area
from aimpartner.excel.start.found import FoundSection, FoundStart
from aimpartner.excel.start.layout import ALL_TABLES, SHEET
from aimpartner.excel.start.open_out import open_out
from aimpartner.excel.start.sections import find_sections

MOST_ROWS, MOST_COLUMNS = 5_000, 200
"""How far the sheet goes: more partners, lines or figures take the full tables."""

_REPAIR = "Open the file in Excel, let it repair the file, and save it."
_SMALLER = "Delete what stands outside of the parts, or write the full tables."


def read_start(
    path: str | Path, page: Page, others: Sequence[str]
) -> tuple[Plain, str | Path, Faults]:
    """Return the full tables that a Start sheet comes to, its path, and what is wrong with it.

    Args:
        path: the workbook.
        page: its Start sheet.
        others: the names of its other sheets that are not for people.
    """
    start = FoundStart(page.name)
    _check_file(start, page)
    if not start.problems:
        start = find_sections(page)
        _check_merged(start, page)
    opening = open_out(start)
    faults = Faults(path, opening.place, WorkbookError, opening.worded)
    for problem in [*start.problems, *map(_beside, others)]:
        faults.fault(problem, SHEET, None)
    for problem, table, row, name in opening.problems:
        faults.fault(problem, table, row, name)
    for table in start.doubted:
        faults.doubt(table)
    faults.notes.extend(_out_of_sight(start, page))
    if start.problems or opening.problems:
        faults.unsure |= opening.unsure
    else:
        faults.notes.extend(opening.notes)
    return opening.plain, path, faults


def _beside(name: str) -> Problem:
    """Return the fault of another sheet beside the Start sheet."""
    rule = f"stand alone, or beside sheets that begin with {NOTES}"
    remedy = f"Delete the sheet {name}, or begin its name with {NOTES}."
    if name.casefold() in {title.casefold() for title in tables_by_title()}:
        remedy += " `aimpartner template FULL.xlsx --from FILE` opens Start out into full tables."
    return Problem(name, "Start sheet", rule, f"the sheet {name!r} beside it", remedy)


def _check_file(start: FoundStart, page: Page) -> None:
    """Refuse a sheet whose rows are out of order, or which goes further than one page can."""
    for cell in page.stored.misplaced:
        rule, got = "stand after those before it in the file", "one out of order, or twice"
        start.refuse(f"{page.name}!{cell}", "row or cell", rule, got, _REPAIR, of=ALL_TABLES)
    for cells in page.rows:
        column = max(cells.values)
        cell = f"{page.name}!{get_column_letter(column)}{cells.number}"
        of = {"row": (cells.number, MOST_ROWS), "column": (column, MOST_COLUMNS)}
        for what, (number, most) in of.items():
            if number > most:
                rule, got = f"be among the first {most:,}", f"{number:,}"
                start.refuse(cell, what, rule, got, _SMALLER, of=ALL_TABLES)
                return


def _check_merged(start: FoundStart, page: Page) -> None:
    """Refuse merged cells in the tables: they show one value, and all but the first hold none."""
    for place in page.stored.merged:
        left, top, right, bottom = area(place)
        for found in start.sections.values():
            rows = {cells.number for cells in found.rows} | {found.head.number if found.head else 0}
            is_read = any(top <= row <= bottom for row in rows)
            if is_read and any(left <= column <= right for column in found.read):
                remedy = "Unmerge the cells, and fill each of them in."
                cell = f"{page.name}!{get_column_letter(left)}{top}"
                rule = "stand alone, each with its own value"
                start.refuse(cell, "cells", rule, place, remedy, of=found.section.tables)


def _out_of_sight(start: FoundStart, page: Page) -> list[str]:
    """Say what is read of the sheet that a person may not see, or may take for left out."""
    notes: dict[str, None] = {}
    for found in start.sections.values():
        notes |= dict.fromkeys(out_of_sight(_as_sheet(found), page))
    return [*notes]


def _as_sheet(found: FoundSection) -> FoundSheet:
    columns = {str(column): column for column in found.read}
    numbers = [cells.number for cells in found.rows]
    return FoundSheet(found.sheet, "", numbers=numbers, columns=columns)
