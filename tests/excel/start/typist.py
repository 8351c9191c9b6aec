"""A Start sheet filled in as a person would: by its titles, labels and heads alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from openpyxl import load_workbook

from aimpartner import excel

if TYPE_CHECKING:
    from pathlib import Path

AGENCY = "1. The agency and its year"
COSTS = "2. What it costs"
SHARING = "3. How it is shared"
PARTNERS = "4. The partners and their figures"
YEAR, PRICE, SOURCE = "year of figures", "price of a unit", "source of figures"
Line = dict[str, object]


@frozen
class Column:
    """A column of figures or of a fee: its head, what stands below it, and a value a partner."""

    head: object
    below: Mapping[str, object]
    values: Sequence[object]


@frozen
class Words:
    """What somebody types into a Start sheet."""

    settings: Line
    costs: list[Line]
    sharing: list[Line]
    partners: list[Line]
    columns: list[Column] = field(factory=list)


def write(path: Path, words: Words) -> Path:
    """Type everything into an empty Start sheet; insert rows and columns where they run out."""
    excel.write_start(path)
    book: Any = load_workbook(path)
    sheet = book["Start"]
    for row in range(head_of(sheet, AGENCY) + 1, row_of(sheet, COSTS)):
        label = sheet.cell(row, 1).value
        if label in words.settings:
            put(sheet, row, 2, words.settings[label])
    _columns(sheet, words.columns)
    _lines(sheet, PARTNERS, words.partners, 5)
    for title, following, lines in (
        (SHARING, PARTNERS, words.sharing),
        (COSTS, SHARING, words.costs),
    ):
        spare = row_of(sheet, following) - 1 - head_of(sheet, title) - 2
        if len(lines) > spare:
            sheet.insert_rows(row_of(sheet, following) - 1, len(lines) - spare)
        _lines(sheet, title, lines, 2)
    book.save(path)
    return path


def row_of(sheet: Any, title: str) -> int:  # noqa: ANN401  # openpyxl's own
    """Return the row in which a text stands in the first column."""
    return next(int(cell.row) for cell in sheet["A"] if cell.value == title)


def head_of(sheet: Any, title: str) -> int:  # noqa: ANN401  # the same
    """Return the row of the head of a part: below its title and its line of help."""
    return row_of(sheet, title) + 2


def put(sheet: Any, row: int, column: int, value: object) -> None:  # noqa: ANN401  # the same
    """Type a value; one typed with the sign is formatted as per cent, as Excel does."""
    cell = sheet.cell(row, column)
    if isinstance(value, str) and value.endswith("%"):
        cell.value, cell.number_format = float(value.rstrip(" %")) / 100, "0.00%"
    else:
        cell.value = value


def _lines(sheet: Any, title: str, lines: Sequence[Line], below: int) -> None:  # noqa: ANN401  # the same
    head = head_of(sheet, title)
    heads = {cell.value: cell.column for cell in sheet[head] if cell.value}
    for number, line in enumerate(lines, start=head + below):
        for name, value in line.items():
            put(sheet, number, heads[name], value)


def _columns(sheet: Any, columns: Sequence[Column]) -> None:  # noqa: ANN401  # the same
    head = head_of(sheet, PARTNERS)
    labels = {sheet.cell(row, 1).value: row for row in range(head, head + 6)}
    first = sum(1 for cell in sheet[head] if cell.value) + 1
    (of_fees,) = (area for area in _areas(sheet) if area.min_row == labels[PRICE])
    measures = chain(range(first, of_fees.min_col), count(of_fees.max_col + 1))
    fees = iter(range(of_fees.min_col, of_fees.max_col + 1))
    for column in columns:
        number = next(fees if PRICE in column.below else measures)
        put(sheet, head, number, column.head)
        for label, value in column.below.items():
            put(sheet, labels[label], number, value)
        for row, value in enumerate(column.values, start=head + 5):
            put(sheet, row, number, value)


def _areas(sheet: Any) -> Iterator[Any]:  # noqa: ANN401  # the same
    """Go through the areas that say what is written in them."""
    for rule in sheet.data_validations.dataValidation:
        yield from rule.sqref.ranges
