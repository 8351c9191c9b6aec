"""The rows of a workbook's sheets as a person sees them, whatever program saved it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from attrs import frozen

from aimpartner.exact import plain
from aimpartner.excel.form import guard
from aimpartner.excel.form.stored import StoredCell, StoredRow, stored

MOST_ROWS = 100_000
_MOST_COLUMNS = 60
_BESIDE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # what a number format shows beside the number
_CONTROL = re.compile("_x(00[01][0-9A-F])_", re.IGNORECASE)


@frozen
class NoValue:
    """What stands in a cell that has no value to read.

    Args:
        shown: what the cell shows, or its formula.
        rule: what it must be.
        remedy: what to do about it.
    """

    shown: str
    rule: str
    remedy: str = ""


@frozen
class CellRow:
    """One row of a sheet that is not blank.

    Args:
        number: the row's number, from 1.
        values: the values of its cells, from column A.
    """

    number: int
    values: tuple[object, ...]


@frozen
class SheetRows:
    """One sheet.

    Args:
        name: the sheet's name.
        rows: its rows that are not blank, up to the one after the last that may be filled in.
    """

    name: str
    rows: Sequence[CellRow]


def pages(path: str | Path) -> list[SheetRows]:
    """Return the sheets of a workbook; formulas are read by their stored values.

    Raises:
        WorkbookError: the file is broken, or hostile.
    """
    try:
        with Path(path).open("rb") as file:
            return [SheetRows(name, list(_rows(rows))) for name, rows in stored(file)]
    except Exception as fault:  # openpyxl lets whatever it meets in a broken file pass through
        raise guard.no_workbook(path) from fault


def _rows(rows: Iterable[StoredRow]) -> Iterator[CellRow]:
    for number, cells in rows:
        values = tuple(_value(cells.get(column)) for column in range(1, _MOST_COLUMNS + 1))
        if any(value is not None for value in values):
            yield CellRow(number, values)
            if number > MOST_ROWS:
                return


def _value(cell: StoredCell | None) -> object:
    """Return what a cell shows; a formula's empty text is stored as text without a value."""
    if cell is None:
        return None
    if cell.kind == "e":
        return NoValue(str(cell.value), "be a value, not an error")
    if cell.value is None and cell.formula is not None and cell.kind != "str":
        remedy = "Open the file in Excel and save it."
        return NoValue(cell.formula, "be a formula with a stored value", remedy)
    value = _plain(cell.value)
    return _per_cent(value, cell.form) if isinstance(value, (int, Decimal)) else value


def _per_cent(value: int | Decimal, form: str) -> object:
    """Return a number as its cell shows it: one formatted as per cent with its mark."""
    marks = _BESIDE.sub("", form)
    if isinstance(value, bool) or "%" not in marks:
        return value
    sign = "+" if marks.startswith("+") and value > 0 else ""
    return f"{sign}{plain(Fraction(value) * 100)} %"


def _plain(value: object) -> object:
    """Return a value without blanks around it, and without floats: a cell holds 15 digits."""
    if isinstance(value, float):
        number = Decimal(f"{value:.15g}")
        return int(number) if Fraction(number).denominator == 1 else number
    return (_unescaped(value).strip() or None) if isinstance(value, str) else value


def _unescaped(text: str) -> str:
    """Return a text with its control characters, which a file holds as codes."""
    return _CONTROL.sub(lambda code: chr(int(code[1], 16)), text)
