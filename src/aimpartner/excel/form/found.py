"""One sheet of an input workbook as it was found: its rows, their places, and its faults."""

from __future__ import annotations

from attrs import define, field
from openpyxl.utils import get_column_letter

from aimpartner.errors import Problem
from aimpartner.excel.form.cells import CellRow, NoValue
from aimpartner.excel.form.fields import columns


@define
class FoundSheet:
    """One sheet as it was found: its rows, where they stand, and what is wrong with it.

    Args:
        name: the sheet's name.
        table: the table that it holds; nothing for one that holds none.
        rows: the rows of the table, by the names of its fields.
        numbers: the number of each row in the sheet.
        columns: the column of each field, from 1.
        problems: what is wrong, each with the row of the table that it concerns, and the field.
        merged: the fields of which cells are merged.
        notes: what is read although a person may take it for left out.
    """

    name: str
    table: str
    rows: list[dict[str, object]] = field(factory=list)
    numbers: list[int] = field(factory=list)
    columns: dict[str, int] = field(factory=dict)
    problems: list[tuple[Problem, int | None, str]] = field(factory=list)
    merged: set[str] = field(factory=set)
    notes: list[str] = field(factory=list)

    def place(self, row: int | None, name: str) -> str:
        """Return the sheet and cell of a field of a row."""
        letter = get_column_letter(self.columns.get(name, 1))
        return self.name if row is None else f"{self.name}!{letter}{self.numbers[row]}"

    def unsure(self) -> set[str]:
        """Return the fields whose cells may be empty by a fault of the sheet as a whole."""
        is_whole = all(row is not None for _, row, _ in self.problems)
        absent = {each.name for each in columns(self.table)} - self.columns.keys()
        return set() if is_whole else absent | self.merged

    def refuse(self, cell: str, subject: str, rule: str, got: str, remedy: str = "") -> None:
        """Add a fault of the sheet as a whole; the cell is where it shows."""
        place = f"{self.name}!{cell}" if cell else self.name
        self.problems.append((Problem(place, subject, rule, got, remedy), None, ""))

    def add(self, cells: CellRow) -> None:
        """Add a row, cell by cell; what has no value is a fault."""
        self.numbers.append(cells.number)
        self.rows.append({})
        row = len(self.rows) - 1
        for name, column in self.columns.items():
            value = cells.values.get(column)
            if isinstance(value, NoValue):
                place, subject = self.place(row, name), name.replace("_", " ")
                problem = Problem(place, subject, value.rule, value.shown, value.remedy)
                self.problems.append((problem, row, name))
            else:
                self.rows[row][name] = value
