"""A model from an input workbook, or every fault in it at once, by sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter

from aimpartner.codec.build import build
from aimpartner.errors import Problem, WorkbookError
from aimpartner.exact import listed
from aimpartner.excel import guard
from aimpartner.excel.fields import (
    NOTES,
    READ_ME,
    columns,
    head,
    is_required,
    tables_by_title,
    title,
)
from aimpartner.model import Model

_MOST_ROWS = 100_000
_MOST_COLUMNS = 60
_HEAD_WITHIN = 10


def read_model(path: str | Path) -> Model:
    """Return the model in an input workbook, such as `aimpartner template` writes.

    A sheet's head is the first of its rows that holds the columns every row has to fill in; what
    stands above is for people. Cells of formulas are read by the value stored in them.

    Args:
        path: the workbook.

    Raises:
        WorkbookError: every fault of the workbook at once, each by its sheet and cell.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import excel, samples
        >>> with TemporaryDirectory() as folder:
        ...     written = excel.write_model(samples.load("aim"), Path(folder, "aim.xlsx"))
        ...     read_model(written) == samples.load("aim")
        True
    """
    guard.check(path)
    sheets = _sheets(path)
    found = [problem for sheet in sheets for problem in sheet.problems]
    by_table = {sheet.table: sheet for sheet in sheets if sheet.table}

    def place(table: str, row: int | None, name: str) -> str:
        sheet = by_table.get(table)
        return sheet.place(row, name) if sheet else title(table)

    plain = {table: sheet.rows for table, sheet in by_table.items()}
    return build(plain, path, place, WorkbookError, found)


@define
class _Sheet:
    """One sheet as it was found: its rows, where they stand, and what is wrong with its head."""

    name: str
    table: str
    rows: list[dict[str, object]] = field(factory=list)
    numbers: list[int] = field(factory=list)
    letters: dict[str, str] = field(factory=dict)
    problems: list[Problem] = field(factory=list)

    def place(self, row: int | None, name: str) -> str:
        """Return the sheet and cell of a field of a row."""
        number = "" if row is None else str(self.numbers[row])
        return f"{self.name}!{self.letters.get(name, 'A')}{number}" if number else self.name


@frozen
class _Cells:
    """One row of a sheet: its values, and what was typed where a value is a formula's."""

    number: int
    values: tuple[object, ...]
    typed: tuple[object, ...]


def _sheets(path: str | Path) -> list[_Sheet]:
    """Return the workbook's sheets; formulas are read beside their stored values."""
    try:
        values = load_workbook(path, read_only=True, data_only=True)
        typed = load_workbook(path, read_only=True)
    except Exception as fault:  # openpyxl lets whatever it meets in a broken file pass through
        raise guard.no_workbook(path, fault) from fault
    try:
        names = [name for name in values.sheetnames if not name.startswith((READ_ME, NOTES))]
        return [_sheet(name, _cells(values[name], typed[name])) for name in names]
    finally:
        values.close()
        typed.close()


def _cells(values: Any, typed: Any) -> Iterator[_Cells]:  # noqa: ANN401  # read-only worksheets have no public type
    span = {"max_row": _MOST_ROWS, "max_col": _MOST_COLUMNS, "values_only": True}
    rows = zip(values.iter_rows(**span), typed.iter_rows(**span), strict=True)
    for number, (row, written) in enumerate(rows, start=1):
        yield _Cells(number, row, written)


def _sheet(name: str, rows: Iterator[_Cells]) -> _Sheet:
    known = tables_by_title()
    sheet = _Sheet(name, known.get(name, ""))
    if not sheet.table:
        rule = f'be one of {listed(known)}, or begin with "{NOTES}" or "{READ_ME}"'
        sheet.problems.append(Problem(name, "sheet", rule, repr(name), "Rename the sheet."))
        return sheet
    heads = _find_head(sheet, rows)
    for cells in rows if heads else ():
        if any(value not in (None, "") for value in cells.typed):
            sheet.rows.append(_row(sheet, heads, cells))
            sheet.numbers.append(cells.number)
    return sheet


def _find_head(sheet: _Sheet, rows: Iterator[_Cells]) -> dict[int, str]:
    """Return the field of each column, from the first row that can be the sheet's head."""
    wanted = {head(each): each.name for each in columns(sheet.table)}
    required = {head(each) for each in columns(sheet.table) if is_required(each)}
    blank = True
    for cells in rows:
        texts = [str(value or "").strip() for value in cells.values]
        blank = blank and not any(texts)
        if required <= set(texts):
            return _heads(sheet, cells.number, texts, wanted)
        if cells.number == _HEAD_WITHIN:
            break
    if not blank:
        rule = f"have a row within the first {_HEAD_WITHIN} that holds: {listed(sorted(required))}"
        sheet.problems.append(Problem(sheet.name, "head", rule, "no such row"))
    return {}


def _heads(sheet: _Sheet, number: int, texts: list[str], wanted: dict[str, str]) -> dict[int, str]:
    heads: dict[int, str] = {}
    for column, text in enumerate(texts):
        letter = get_column_letter(column + 1)
        if text in wanted and wanted[text] not in heads.values():
            heads[column] = wanted[text]
            sheet.letters[wanted[text]] = letter
        elif text:
            rule = f"be one of {listed(wanted)}, each once"
            place = f"{sheet.name}!{letter}{number}"
            sheet.problems.append(Problem(place, "column", rule, repr(text)))
    return heads


def _row(sheet: _Sheet, heads: dict[int, str], cells: _Cells) -> dict[str, object]:
    row = {}
    for column, name in heads.items():
        value, typed = cells.values[column], cells.typed[column]
        place = f"{sheet.name}!{sheet.letters[name]}{cells.number}"
        if value is None and isinstance(typed, str) and typed.startswith("="):
            rule, remedy = "have a stored value", "Open the file in Excel and save it."
            sheet.problems.append(Problem(place, head_of(name), rule, typed, remedy))
        elif value in ERROR_CODES:
            sheet.problems.append(Problem(place, head_of(name), "be a value, not an error", value))
        else:
            row[name] = _plain(value)
    return row


def head_of(name: str) -> str:
    """Return a field's name in words."""
    return name.replace("_", " ")


def _plain(value: object) -> object:
    """Return a cell's value without floats: a sheet's numbers hold fifteen digits."""
    if isinstance(value, float):
        number = Decimal(f"{value:.15g}")
        return int(number) if number == number.to_integral_value() else number
    return value.strip() if isinstance(value, str) else value
