"""Rows of the sheet Working before they are written, and how formulas name its cells."""

from __future__ import annotations

from attrs import frozen
from xlsxwriter.utility import xl_col_to_name

from aimpartner.excel.writing.sheet import Content, Ref, Span

VALUE = 5
"""The column of the sheet that holds a single number; the partners' follow it."""


@frozen
class Row:
    """One row of the sheet, before it is written.

    Args:
        words: what it is.
        value: a single number.
        cells: one number a partner.
        formats: how its numbers look.
        is_summed: whether its total means something.
        check: the condition on which it has an answer, as a formula; may be empty.
    """

    words: str
    value: Content = None
    cells: tuple[Content, ...] = ()
    formats: str = "fine"
    is_summed: bool = False
    check: str = ""


@frozen
class Grid:
    """How a formula of the sheet names its own cells.

    Args:
        partners: how many partners' columns there are.
    """

    partners: int

    def value(self, row: int) -> str:
        """Return the single number of a row."""
        return f"${xl_col_to_name(VALUE)}${row + 1}"

    def cell(self, row: int, position: int) -> str:
        """Return one partner's number of a row; it moves along with the formula."""
        return f"{xl_col_to_name(VALUE + 1 + position)}${row + 1}"

    def total(self, row: int) -> str:
        """Return the sum over all partners of a row that has one."""
        return f"${xl_col_to_name(VALUE + 1 + self.partners)}${row + 1}"

    def line(self, row: int, *, with_value: bool = False, rows: int = 1) -> str:
        """Return the numbers of all partners in a row, or in some rows from it."""
        first = xl_col_to_name(VALUE + 1 - with_value)
        last = xl_col_to_name(VALUE + self.partners)
        return f"${first}${row + 1}:${last}${row + rows}"


@frozen
class Placed:
    """Where the steps of a working stand in its sheet.

    Args:
        sheet: the sheet's name.
        partners: how many partners there are.
        rows: the row of each step.
        unclear: the steps written as values, by position.
    """

    sheet: str
    partners: int
    rows: tuple[int, ...]
    unclear: tuple[int, ...]

    def value(self, position: int) -> Ref:
        """Return the single number of a step."""
        return Ref(self.sheet, self.rows[position], VALUE)

    def cell(self, position: int, index: int) -> Ref:
        """Return the number of a step for the partner at that place in the order."""
        return Ref(self.sheet, self.rows[position], VALUE + 1 + index)

    def above(self, position: int) -> Span:
        """Return the numbers for all partners in the row above a step's own."""
        row = self.rows[position] - 1
        ends = (Ref(self.sheet, row, VALUE + 1 + index) for index in (0, self.partners - 1))
        return Span(*ends)

    def line(self, position: int) -> Span:
        """Return the numbers of a step for all partners."""
        return Span(self.cell(position, 0), self.cell(position, self.partners - 1))
