"""The rows of a workbook's sheets as a person sees them, whatever program saved it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from attrs import frozen
from openpyxl import load_workbook

from aimpartner.excel.form import guard

MOST_ROWS = 100_000
_MOST_COLUMNS = 60
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
    file = Path(path)
    try:
        with warnings.catch_warnings(), file.open("rb") as seen, file.open("rb") as typed:
            warnings.simplefilter("ignore")  # openpyxl tells of what it would lose on saving
            return list(_pages(seen, typed))
    except Exception as fault:  # openpyxl lets whatever it meets in a broken file pass through
        raise guard.no_workbook(path) from fault


def _pages(seen: IO[bytes], typed: IO[bytes]) -> Iterator[SheetRows]:
    """Go through the sheets; the files are ours, for openpyxl leaves a broken one open."""
    values = load_workbook(seen, read_only=True, data_only=True)
    formulas = load_workbook(typed, read_only=True)
    for sheet, raw in zip(values.worksheets, formulas.worksheets, strict=True):
        yield SheetRows(sheet.title, list(_rows(sheet, raw)))


def _rows(seen: Any, raw: Any) -> Iterator[CellRow]:  # noqa: ANN401  # read-only sheets have no public type
    span = {"max_row": MOST_ROWS + 1, "max_col": _MOST_COLUMNS}
    rows = zip(seen.iter_rows(**span), raw.iter_rows(**span, values_only=True), strict=True)
    for number, (cells, typed) in enumerate(rows, start=1):
        values = tuple(_value(*pair) for pair in zip(cells, typed, strict=True))
        if any(value is not None for value in values):
            yield CellRow(number, values)


def _value(cell: Any, typed: object) -> object:  # noqa: ANN401  # a read-only cell has no public type
    """Return what a cell shows; a formula's empty text is stored as text without a value."""
    if cell.data_type == "e":
        return NoValue(str(cell.value), "be a value, not an error")
    if cell.value is None and typed is not None and cell.data_type != "str":
        formula, remedy = str(getattr(typed, "text", typed)), "Open the file in Excel and save it."
        return NoValue(formula, "be a formula with a stored value", remedy)
    return _plain(cell.value)


def _plain(value: object) -> object:
    """Return a value without blanks around it, and without floats: a cell holds 15 digits."""
    if isinstance(value, float):
        number = Decimal(f"{value:.15g}")
        return int(number) if number == number.to_integral_value() else number
    return (_unescaped(value).strip() or None) if isinstance(value, str) else value


def _unescaped(text: str) -> str:
    """Return a text with its control characters, which a file holds as codes."""
    return _CONTROL.sub(lambda code: chr(int(code[1], 16)), text)
