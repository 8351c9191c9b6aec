"""What of a sheet is for people, and what only looks like it: every cell is accounted for.

For people are what stands above the head, unless it fills in what a row of the table has to; a
column whose head begins with Notes; and one without a head, unless it may be one of the table's
that lost its head: it then stands beside them, and one of them is not there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from openpyxl.utils import get_column_letter

from aimpartner.exact import listed
from aimpartner.excel.form.cells import CellRow, Page
from aimpartner.excel.form.fields import NOTES, columns, head, is_required
from aimpartner.excel.form.found import FoundSheet
from aimpartner.excel.form.head import words
from aimpartner.excel.form.sheet_part import area
from aimpartner.spelling import folded


def check_above(sheet: FoundSheet, top: CellRow, above: Sequence[CellRow]) -> None:
    """Refuse each row above the head that may be one of the table: sorting moves it there."""
    required = [sheet.columns[each.name] for each in columns(sheet.table) if is_required(each)]
    for cells in above:
        filled = [column for column in sheet.columns.values() if column in cells.values]
        if len(filled) > 1 and cells.values.keys() >= set(required) and not _helps(sheet, cells):
            rule = f"stand below the head in row {top.number}"
            remedy = "Move it below the head, or leave one of its cells empty if it is for people."
            cell = f"{get_column_letter(required[0])}{cells.number}"
            sheet.refuse(cell, "row", rule, f"row {cells.number}, filled in", remedy)


def _helps(sheet: FoundSheet, cells: CellRow) -> bool:
    """Return whether a row says what goes where, as in the template; some may be changed."""
    said = words(cells)
    helps = {
        sheet.columns[each.name]: folded(str(each.metadata["help"]))
        for each in columns(sheet.table)
        if each.name in sheet.columns
    }
    alike = [column for column, text in helps.items() if said.get(column) == text]
    return len(alike) * 2 > len(helps.keys() & said.keys())


def check_headless(sheet: FoundSheet, top: CellRow, below: Sequence[CellRow]) -> None:
    """Refuse each column that holds values and may have lost its head."""
    absent = [head(each) for each in columns(sheet.table) if each.name not in sheet.columns]
    firsts: dict[int, int] = {}
    for cells in below:
        for column in cells.values:
            firsts.setdefault(column, cells.number)
    known, used = set(sheet.columns.values()), firsts.keys() | top.values.keys()
    beside = _beside(known, used) if absent else set()
    for column in sorted((firsts.keys() - top.values.keys()) & beside):
        letter = get_column_letter(column)
        got = f"no head over {letter}{firsts[column]}"
        remedy = f"If it is none of {listed(absent)}, begin its head with {NOTES}."
        sheet.refuse(f"{letter}{top.number}", "column", "have a head", got, remedy)


def _beside(known: AbstractSet[int], used: AbstractSet[int]) -> set[int]:
    """Return the columns between which and one that has its field nothing empty stands."""
    beside: set[int] = set()
    for columns_in_order, step in ((sorted(used), 1), (sorted(used, reverse=True), -1)):
        reach = 0
        for column in columns_in_order:
            if column in known or (reach and column == reach + step):
                beside.add(column)
                reach = column
            else:
                reach = 0
    return beside


def check_merged(sheet: FoundSheet, page: Page, top: CellRow) -> None:
    """Refuse merged cells of the table: they show one value, and all but the first hold none."""
    fields = set(sheet.columns.values())
    below = [cells for cells in page.rows if cells.number > top.number]
    heads = sorted(fields.union(*(cells.values for cells in below)))
    in_order = sorted(fields)
    last = below[-1].number if below else top.number
    for place in page.stored.merged:
        left, first, right, end = area(place)
        in_head = _between(left, right, heads) if first <= top.number <= end else 0
        tall = max(0, min(end, last) - max(first, top.number + 1) + 1)
        in_rows = tall * _between(left, right, in_order)
        starts = heads if first == top.number else in_order
        holds = first >= top.number and _between(left, left, starts)
        if in_head + in_rows > holds:
            sheet.merged |= {name for name, at in sheet.columns.items() if left <= at <= right}
            remedy = "Unmerge the cells, and fill each of them in."
            cell = f"{get_column_letter(left)}{first}"
            sheet.refuse(cell, "cells", "stand alone, each with its own value", place, remedy)


def _between(left: int, right: int, columns_in_order: Sequence[int]) -> int:
    """Return how many columns stand between two, with both."""
    return bisect_right(columns_in_order, right) - bisect_left(columns_in_order, left)
