"""The full tables while a Start sheet is opened out into them: rows, and where each was typed."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from aimpartner.errors import Problem
from aimpartner.excel.form.cells import NoValue
from aimpartner.excel.start.found import Cell
from aimpartner.excel.start.layout import SHEET


@define
class Opening:
    """The rows of the full tables, and the cell of the Start sheet behind each of their fields.

    Args:
        anchors: the cell that stands for each table as a whole.
        plain: the rows so far, by table.
        problems: what is wrong, each with the table, the row and the field that it concerns.
        notes: what is no fault and may yet surprise.
        unsure: the fields, by table and name, whose column is not there.
    """

    anchors: Mapping[str, str]
    plain: dict[str, list[dict[str, object]]] = field(factory=dict)
    problems: list[tuple[Problem, str, int | None, str]] = field(factory=list)
    notes: list[str] = field(factory=list)
    unsure: set[tuple[str, str]] = field(factory=set)
    _places: dict[str, list[dict[str, str]]] = field(factory=dict)

    def add(self, table: str, spot: Cell, /, **fields: object) -> None:
        """Add a row.

        Args:
            table: the table.
            spot: the cell that the row stands for.
            fields: the fields of the row; one that is a cell was typed there.
        """
        rows = self.plain.setdefault(table, [])
        row, places = dict[str, object](), {"": spot.place}
        for name, given in fields.items():
            cell = given if isinstance(given, Cell) else Cell(spot.place, given)
            places[name] = cell.place
            row[name] = self._value(cell, name, table, len(rows))
        rows.append(row)
        self._places.setdefault(table, []).append(places)

    def _value(self, cell: Cell, name: str, table: str, row: int) -> object:
        """Return the value of a cell; what shows none is a fault of the row."""
        if cell.is_absent:
            self.unsure.add((table, name))
        if not isinstance(cell.value, NoValue):
            return cell.value
        subject, rule = name.replace("_", " "), cell.value.rule
        problem = Problem(cell.place, subject, rule, cell.value.shown, cell.value.remedy)
        self.problems.append((problem, table, row, name))
        return None

    def refuse(self, cell: Cell, *words: str, of: str = SHEET) -> None:
        """Add a fault of a cell; of a table, if rows of it may be lacking by that."""
        subject, rule, got, *remedy = words
        problem = Problem(cell.place, subject, rule, got, "".join(remedy))
        self.problems.append((problem, of, None, ""))

    def place(self, table: str, row: int | None, name: str) -> str:
        """Return the cell of a field of a row, or the one that stands for the table."""
        if row is None:
            return self.anchors.get(table, self.anchors[""])
        places = self._places[table][row]
        return places.get(name, places[""])
