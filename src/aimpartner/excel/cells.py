"""The rows of a workbook's sheets as a person sees them, whatever program saved it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen
from openpyxl import load_workbook

from aimpartner.excel import guard

MOST_ROWS = 100_000
_MOST_COLUMNS = 60


@frozen
class Uncalculated:
    """What stands in a cell whose formula no program has calculated.

    Args:
        formula: the formula as it was typed.
    """

    formula: str

    def __str__(self) -> str:
        """Return the formula."""
        return self.formula


@frozen
class Cells:
    """One row of a sheet that is not blank.

    Args:
        number: the row's number, from 1.
        values: the values of its cells, from column A.
    """

    number: int
    values: tuple[object, ...]


@frozen
class Page:
    """One sheet.

    Args:
        name: the sheet's name.
        rows: its rows that are not blank, up to the one after the last that may be filled in.
    """

    name: str
    rows: Sequence[Cells]


def pages(path: str | Path) -> list[Page]:
    """Return the sheets of a workbook; formulas are read by their stored values.

    Raises:
        WorkbookError: the file is broken, or hostile.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it would lose on saving
            with (
                closing(load_workbook(path, read_only=True, data_only=True)) as values,
                closing(load_workbook(path, read_only=True)) as typed,
            ):
                sheets = zip(values.worksheets, typed.worksheets, strict=True)
                return [Page(seen.title, list(_rows(seen, raw))) for seen, raw in sheets]
    except Exception as fault:  # openpyxl lets whatever it meets in a broken file pass through
        raise guard.no_workbook(path) from fault


def _rows(seen: Any, raw: Any) -> Iterator[Cells]:  # noqa: ANN401  # read-only sheets have no public type
    span = {"max_row": MOST_ROWS + 1, "max_col": _MOST_COLUMNS}
    rows = zip(seen.iter_rows(**span), raw.iter_rows(**span, values_only=True), strict=True)
    for number, (cells, typed) in enumerate(rows, start=1):
        values = tuple(_value(*pair) for pair in zip(cells, typed, strict=True))
        if any(value is not None for value in values):
            yield Cells(number, values)


def _value(cell: Any, typed: object) -> object:  # noqa: ANN401  # a read-only cell has no public type
    """Return what a cell shows; a formula's empty text is stored as text without a value."""
    if cell.value is None and typed is not None and cell.data_type != "str":
        return Uncalculated(str(getattr(typed, "text", typed)))
    return _plain(cell.value)


def _plain(value: object) -> object:
    """Return a value without blanks around it, and without floats: a cell holds 15 digits."""
    if isinstance(value, float):
        number = Decimal(f"{value:.15g}")
        return int(number) if number == number.to_integral_value() else number
    return (value.strip() or None) if isinstance(value, str) else value
