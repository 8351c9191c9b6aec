"""One sheet as its file stores it, gone through once: cells, merges, and what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import define, field
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import range_boundaries

from aimpartner.codec.capacity import BeyondCapacityError
from aimpartner.excel.form.archive import Archive
from aimpartner.excel.form.markup import Gauge, element, is_on
from aimpartner.excel.form.texts import Pieces, Text

_MOST_MISPLACED = 100
_CELL, _VALUE, _FORMULA = map(element, ("c", "v", "f"))
_WITHIN = {_VALUE, _FORMULA}
_DIGITS = "0123456789"
_DIGITS_OF_STYLE = 10


MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
Area = tuple[int, int, int, int]
"""The first column and row of a range of cells, and the last ones."""


@define
class StoredCell:
    """One cell, of whatever kind; a sheet has many, so it is made as fast as a value can be.

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


def stored_sheet(archive: Archive, part: str) -> StoredSheet:
    """Return what the part of a sheet holds.

    Raises:
        BeyondCapacityError: it holds more than is read.
        PartError: it is broken.
    """
    handler = _Handler(archive.gauge)
    archive.walk(part, handler)
    return handler.sheet


class _Handler(Pieces):
    """Hears the part of a sheet."""

    def __init__(self, gauge: Gauge) -> None:
        super().__init__(gauge)
        self.sheet = StoredSheet()
        self._most_rows, self._most_cells = gauge.capacity.rows, gauge.capacity.cells
        self._row, self._column, self._beyond = 0, 0, 0
        self._cells: dict[int, StoredCell] = {}
        self._styles: dict[str, int] = {}
        self._columns: dict[str, int] = {}
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
        self._gauge.cells += 1
        if self._gauge.cells > self._most_cells:
            raise BeyondCapacityError("cells", self._gauge.capacity)
        place = self._cell.get("r")
        column = self._column + 1 if place is None else self._column_of(place)
        self._column = column
        inline = self.whole() if self._pieces else ""
        if self._value is not None or self._formula is not None or inline:
            kind, style = self._cell.get("t", "n"), self._cell.get("s", "0")
            if style not in self._styles:
                self._styles[style] = _style(style)
            if not self._cells:
                self._keep_row()
            self._cells[column] = StoredCell(
                kind, self._value, self._formula, self._styles[style], inline
            )

    def _column_of(self, place: str) -> int:
        letters = place.rstrip(_DIGITS)
        column = self._columns.get(letters, 0)
        if not column:
            column = self._columns[letters] = column_index_from_string(letters)
        if column <= self._column or place[len(letters) :] != str(self._row):
            self._misplace(place)
        return column

    def _keep_row(self) -> None:
        """Keep the row, now that it is not blank: a file may have millions that are."""
        if self._row > self._most_rows:
            self._beyond += 1
            self._gauge.hold("rows", self._beyond + self._most_rows - _MOST_MISPLACED)
        self.sheet.rows.append((self._row, self._cells))
        if self._is_hidden:
            self.sheet.hidden_rows.add(self._row)

    def _misplace(self, place: str) -> None:
        if len(self.sheet.misplaced) < _MOST_MISPLACED:
            self.sheet.misplaced.append(place)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        self._gauge.hold("merged", len(self.sheet.merged) + 1)
        area(attributes["ref"])  # what is no range is refused here
        self.sheet.merged.append(attributes["ref"])

    def _hide_columns(self, attributes: Mapping[str, str]) -> None:
        if is_on(attributes.get("hidden")) or attributes.get("width") == "0":
            self._gauge.hold("merged", len(self.sheet.hidden_columns) + 1)
            self.sheet.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def _hide_noughts(self, attributes: Mapping[str, str]) -> None:
        self.sheet.hides_noughts |= not is_on(attributes.get("showZeros", "1"))

    def _begin_condition(self, attributes: Mapping[str, str]) -> None:
        places = attributes["sqref"].split()
        self._gauge.hold("merged", len(places))
        self._areas = [area(place) for place in places]

    def _add_condition(self, attributes: Mapping[str, str]) -> None:
        look = int(attributes.get("dxfId", -1))
        self._gauge.hold("merged", len(self.sheet.looks) + len(self._areas))
        self.sheet.looks.extend((area, look) for area in self._areas)


def area(place: str) -> Area:
    """Return the corners of a range; of whole columns or rows, as far as any sheet goes.

    Example:
        >>> area("A3:C4"), area("B:B")
        ((1, 3, 3, 4), (2, 1, 2, 1048576))
    """
    left, top, right, bottom = range_boundaries(place)
    return left or 1, top or 1, right or MAX_COLUMN, bottom or MAX_ROW


def _style(number: str) -> int:
    """Return the number of a style; of what is none, one that no file has."""
    return int(number) if number.isdecimal() and len(number) < _DIGITS_OF_STYLE else -1
