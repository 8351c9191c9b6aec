"""A Start sheet as it was found: its sections with their rows, cell by cell, and its faults."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field, frozen
from openpyxl.utils import get_column_letter

from aimpartner.errors import Problem
from aimpartner.excel.form.cells import CellRow, NoValue
from aimpartner.excel.start.layout import Section


@frozen
class Cell:
    """What stands in a cell, and where.

    Args:
        place: the sheet and the cell.
        value: its value; `None` where it is blank, a `NoValue` where it shows none.
        is_absent: whether its column is not there.
        head: what the page calls what stands there; nothing where the cell holds what is made.
    """

    place: str
    value: object = None
    is_absent: bool = False
    head: str = ""

    @property
    def words(self) -> str:
        """What it says as a text; nothing where it says nothing."""
        return "" if self.value is None or isinstance(self.value, NoValue) else str(self.value)


@define
class FoundSection:
    """One section as it was found.

    Args:
        section: which section it is.
        sheet: the sheet's name.
        title: the number of the row of its title.
        head: the row of its head; `None` where it has none.
        columns: the column of each field, from 1.
        figures: the columns that have another head, of measures and fees.
        rows: the rows below the head that are not for people.
    """

    section: Section
    sheet: str
    title: int
    head: CellRow | None = None
    columns: dict[str, int] = field(factory=dict)
    figures: list[int] = field(factory=list)
    rows: list[CellRow] = field(factory=list)

    @property
    def place(self) -> str:
        """Where its title stands."""
        return f"{self.sheet}!A{self.title}"

    @property
    def read(self) -> set[int]:
        """The columns that are read."""
        return {*self.columns.values(), *self.figures}

    def at(self, cells: CellRow, column: int, head: str = "") -> Cell:
        """Return a cell of a row, under a head."""
        place = f"{self.sheet}!{get_column_letter(column)}{cells.number}"
        return Cell(place, cells.values.get(column), head=head)

    def line(self, cells: CellRow) -> dict[str, Cell]:
        """Return the cells of a row by their fields; of a column that is not there, a blank."""
        first = min(self.columns.values())
        blank = Cell(self.at(cells, first).place, is_absent=True)
        names = (each.name for each in self.section.fields)
        return {
            name: self.at(cells, self.columns[name], name) if name in self.columns else blank
            for name in names
        }


@define
class FoundStart:
    """A Start sheet as it was found.

    Args:
        name: the sheet's name.
        sections: its sections, by their titles.
        problems: what is wrong with it as a whole.
        doubted: the full tables whose rows may be lacking by that.
    """

    name: str
    sections: dict[str, FoundSection] = field(factory=dict)
    problems: list[Problem] = field(factory=list)
    doubted: set[str] = field(factory=set)

    def refuse(self, place: str, *words: str, of: Iterable[str] = ()) -> None:
        """Add a fault; by it, rows of some full tables may be lacking."""
        subject, rule, got, *remedy = words
        self.problems.append(Problem(place, subject, rule, got, "".join(remedy)))
        self.doubted |= {*of}
