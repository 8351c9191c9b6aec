"""Input workbooks as people make them: the template filled in, and plain sheets of their own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import xlsxwriter
from attrs import frozen
from openpyxl import load_workbook

from aimpartner.excel.form.fields import columns, head, title
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from three_rivers import Tables

DAYS = {"joined", "left", "first", "last", "day", "made", "implementable", "released", "said_on"}
DAYS |= {"given", "on", "due"}


@frozen
class Stored:
    """A formula, with the value that the program which saved the file has stored."""

    formula: str
    value: object


CALCULATED = (b' fullCalcOnLoad="1"', b"")
"""What to rewrite in a file so that the program which saved it says it has calculated it."""

Sheets = dict[str, list[list[object]]]


def fill(path: Path, plain: Tables) -> None:
    """Fill a template in as a person would, below each sheet's head."""
    book: Any = load_workbook(path)
    for table, rows in plain.items():
        sheet = book[title(table)]
        heads = {cell.value: cell.column for cell in sheet[3]}
        for number, row in enumerate(rows, start=4):
            for name, value in row.items():
                cell = sheet.cell(number, heads[name.replace("_", " ")])
                cell.value = typed(name, value)
                sheet.column_dimensions[cell.column_letter].hidden = False  # where it was folded
                if isinstance(cell.value, float):
                    cell.number_format = "0.00%"  # as Excel formats what is typed with the sign
    book.save(path)


def typed(name: str, value: object) -> object:
    """Return a value as a person types it: days as dates, percentages as percentages."""
    if name in DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, str) and value.endswith(" %"):
        return float(value.removesuffix(" %")) / 100
    return value


def change(path: Path, cells: Mapping[str, object]) -> None:
    """Type values into cells such as Evidence!D7."""
    book: Any = load_workbook(path)
    for place, value in cells.items():
        name, _, cell = place.partition("!")
        book[name][cell].value = value
    book.save(path)


def sheets() -> Sheets:
    """Return the made-up agency as plain sheets: a head and rows, no help and no formats."""
    return {title(table): _sheet(table, rows) for table, rows in tables().items()}


def _sheet(table: str, rows: Sequence[Mapping[str, object]]) -> list[list[object]]:
    used = [each for each in columns(table) if any(each.name in row for row in rows)]
    heads: list[object] = [head(each) for each in used]
    return [heads, *([row.get(each.name) for each in used] for row in rows)]


def save(path: Path, whole: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Save sheets as a program does that stores the values of formulas."""
    with xlsxwriter.Workbook(path) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in whole.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, PerCent):
                        form = book.add_format({"num_format": value.form})
                        sheet.write_number(number, column, value.value, form)
                    else:
                        _put(sheet, (number, column), value, days)
    return path


@frozen
class PerCent:
    """A number in a cell that is formatted as per cent.

    Args:
        value: the number, as the file stores it.
        form: how the cell shows it.
    """

    value: float
    form: str = "0.00%"


def _put(sheet: Any, place: tuple[int, int], value: object, days: object) -> None:  # noqa: ANN401  # XlsxWriter's worksheet
    if isinstance(value, Stored):
        sheet.write_formula(*place, value.formula, None, value.value)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, days)
    elif isinstance(value, str):
        sheet.write_string(*place, value)
    else:
        sheet.write(*place, value)


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Put other bytes in the place of some, in every part of a workbook."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.replace(old, new))


def edit(path: Path, act: Callable[[Any], object]) -> None:
    """Change a workbook as openpyxl opens it."""
    book: Any = load_workbook(path)
    act(book)
    book.save(path)


def put(path: Path, place: str, value: object, form: str = "") -> None:
    """Put a value into a cell such as Evidence!D2, and format it."""
    name, _, cell = place.partition("!")

    def act(book: Any) -> None:  # noqa: ANN401  # openpyxl's own
        book[name][cell].value = value
        book[name][cell].number_format = form or book[name][cell].number_format

    edit(path, act)
