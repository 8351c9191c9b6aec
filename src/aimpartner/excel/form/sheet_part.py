"""One sheet as its file stores it, gone through once: cells, merges, and what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO

from attrs import define, field, frozen
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import range_boundaries

from aimpartner.excel.form.markup import TooManyError, element, is_on, walk
from aimpartner.excel.form.texts import Pieces, Text

MOST_CELLS = 2_000_000
MOST_MERGED = 50_000
_MOST_MISPLACED = 100
_OF_CELLS = "number of cells of a sheet"
_CELL, _VALUE, _FORMULA = map(element, ("c", "v", "f"))
_WITHIN = {_VALUE, _FORMULA}
_DIGITS = "0123456789"


MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
Area = tuple[int, int, int, int]
"""The first column and row of a range of cells, and the last ones."""


@frozen
class StoredCell:
    """One cell, of whatever kind.

    Args:
        kind: the kind of its value, as the file letters it: "n" for a number, "s" for a text
            that is shared, "e" for an error, and so on.
        value: its value as the file writes it; `None` where the file has none.
        formula: the formula without its "="; `None` where there is none.
        style: the number of its style.
        inline: the text that stands within the cell itself.
    """

    kind: str
    value: str | None
    formula: str | None
    style: int
    inline: Text = ""


@define
class StoredSheet:
    """A sheet's cells by row and column, both from 1, in the order of the file.

    Args:
        rows: the rows, each its number and its cells by column; blank cells are left out.
        merged: the ranges of merged cells, such as A3:A4.
        hidden_rows: the rows that are hidden, or filtered out.
        hidden_columns: the columns that are hidden, by their first and last.
        misplaced: the rows or cells that do not stand after those before them.
        hides_noughts: whether nought is shown as nothing.
        looks: the areas that look otherwise on a condition, each with the number of that look.
    """

    rows: list[tuple[int, dict[int, StoredCell]]] = field(factory=list)
    merged: list[str] = field(factory=list)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: list[tuple[int, int]] = field(factory=list)
    misplaced: list[str] = field(factory=list)
    hides_noughts: bool = False
    looks: list[tuple[Area, int]] = field(factory=list)


def stored_sheet(source: IO[bytes]) -> StoredSheet:
    """Return what the part of a sheet holds.

    Raises:
        TooManyError: it holds too many cells.
    """
    handler = _Handler()
    walk(source, handler)
    return handler.sheet


class _Handler(Pieces):
    """Hears the part of a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = StoredSheet()
        self._row, self._column, self._count = 0, 0, 0
        self._cells: dict[int, StoredCell] = {}
        self._is_hidden = False
        self._cell: Mapping[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._areas: list[Area] = []
        self._others: dict[str, Callable[[Mapping[str, str]], None]] = {
            element("row"): self._begin_row,
            element("mergeCell"): self._merge,
            element("col"): self._hide_columns,
            element("sheetView"): self._hide_noughts,
            element("conditionalFormatting"): self._begin_condition,
            element("cfRule"): self._add_condition,
        }

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _CELL:
            self._cell, self._value, self._formula = attributes, None, None
        elif name in _WITHIN:
            self._said.clear()
        elif name in self._others:
            self._others[name](attributes)
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        if name == _VALUE:
            self._value = "".join(self._said)
        elif name == _CELL:
            self._end_cell()
        elif name == _FORMULA:
            self._formula = "".join(self._said)
        else:
            super().end(name)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            self._misplace(f"A{number}")
        self._row, self._column, self._cells = number, 0, {}
        self._is_hidden = is_on(attributes.get("hidden")) or attributes.get("ht") == "0"

    def _end_cell(self) -> None:
        self._count += 1
        if self._count > MOST_CELLS:
            raise TooManyError(_OF_CELLS, MOST_CELLS)
        place = self._cell.get("r")
        column = self._column + 1 if place is None else self._column_of(place)
        self._column = column
        inline = self.whole() if self._pieces else ""
        if self._value is not None or self._formula is not None or inline:
            kind, style = self._cell.get("t", "n"), int(self._cell.get("s", 0))
            if not self._cells:
                self._keep_row()
            self._cells[column] = StoredCell(kind, self._value, self._formula, style, inline)

    def _column_of(self, place: str) -> int:
        letters = place.rstrip(_DIGITS)
        column = column_index_from_string(letters)
        if column <= self._column or place[len(letters) :] != str(self._row):
            self._misplace(place)
        return column

    def _keep_row(self) -> None:
        """Keep the row, now that it is not blank: a file may have millions that are."""
        self.sheet.rows.append((self._row, self._cells))
        if self._is_hidden:
            self.sheet.hidden_rows.add(self._row)

    def _misplace(self, place: str) -> None:
        if len(self.sheet.misplaced) < _MOST_MISPLACED:
            self.sheet.misplaced.append(place)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        if len(self.sheet.merged) >= MOST_MERGED:
            raise TooManyError("number of merged ranges of a sheet", MOST_MERGED)
        self.sheet.merged.append(attributes["ref"])

    def _hide_columns(self, attributes: Mapping[str, str]) -> None:
        if is_on(attributes.get("hidden")) or attributes.get("width") == "0":
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _hide_noughts(self, attributes: Mapping[str, str]) -> None:
        self.sheet.hides_noughts |= not is_on(attributes.get("showZeros", "1"))

    def _begin_condition(self, attributes: Mapping[str, str]) -> None:
        self._areas = [area(place) for place in attributes["sqref"].split()]

    def _add_condition(self, attributes: Mapping[str, str]) -> None:
        look = int(attributes.get("dxfId", -1))
        self.sheet.looks.extend((area, look) for area in self._areas)


def area(place: str) -> Area:
    """Return the corners of a range; of whole columns or rows, as far as any sheet goes."""
    left, top, right, bottom = range_boundaries(place)
    return left or 1, top or 1, right or MAX_COLUMN, bottom or MAX_ROW
