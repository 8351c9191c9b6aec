"""The full tables while a Start sheet is opened out into them: rows, and where each was typed."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, evolve, field

from aimpartner.codec.one_cause import Fault
from aimpartner.codec.typed import ONCE
from aimpartner.errors import Problem
from aimpartner.evidence.measures import HOW_TO_RECORD
from aimpartner.excel.form.cells import NoValue
from aimpartner.excel.start.found import Cell
from aimpartner.excel.start.layout import SHEET

_MEANT = {("partners", name): "joined" for name in ("joining", "addition", "leaving")}
"""The fields that the page has no cell for, and the one that asks for them."""
_FULL = "takes the full tables: `aimpartner template FULL.xlsx --from FILE` opens Start out."
_APART = {
    "partners": "partner",
    "lines": "pool or line",
    "evidence": "partner, measure or year of figures",
    "weights": "partner",
}
"""By what the rows of the page are told apart, by the table they are opened out into."""


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
    _heads: dict[tuple[str, int, str], str] = field(factory=dict)
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
            self._heads[table, len(rows), name] = cell.head
            row[name] = self._value(cell, name, table, len(rows))
        rows.append(row)
        self._places.setdefault(table, []).append(places)

    def _value(self, cell: Cell, name: str, table: str, row: int) -> object:
        """Return the value of a cell; what shows none is a fault of the row."""
        if cell.is_absent:
            self.unsure.add((table, name))
        if not isinstance(cell.value, NoValue):
            return cell.value
        subject, rule = cell.head or name.replace("_", " "), cell.value.rule
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
        return places.get(name) or places.get(_MEANT.get((table, name), ""), places[""])

    def worded(self, fault: Fault) -> Fault:
        """Return a fault in the words of the page: by the heads that it has, and what it can do."""
        problem, name = fault.problem, fault.name
        head = self._heads.get((fault.table, fault.row, name), "")
        subject = head if head and problem.subject == name.replace("_", " ") else problem.subject
        remedy = _remedy(problem, fault.table, name)
        return evolve(fault, problem=evolve(problem, subject=subject, remedy=remedy))


def _remedy(problem: Problem, table: str, name: str) -> str:
    """Return what to do about a fault on the page, or that it takes the full tables."""
    if (table, name) in _MEANT:
        return f"Let it be the first day of a year; another {_FULL}"
    if problem.remedy == HOW_TO_RECORD:
        return "Fill in last year for each partner."
    if problem.rule == ONCE and table in _APART:
        return f"Take one of the two out, or let them differ in {_APART[table]}."
    return problem.remedy
