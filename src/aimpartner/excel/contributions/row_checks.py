"""What tells that a row of the sheet Working is whole: still formulas, with an answer, as typed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from aimpartner.excel.contributions import limit_rows
from aimpartner.excel.contributions.grid import VALUE, Grid
from aimpartner.excel.contributions.inputs_sheet import scaled
from aimpartner.excel.writing.book import Book, Typed
from aimpartner.excel.writing.sheet import Content, Live, Ref, Sheet, Span, runs
from aimpartner.working.steps import Op, Step
from aimpartner.working.worked import Worked

HEADS = ("1: typed over", "1: no answer")
"""The columns of the checks, after all else."""


@frozen
class RowChecks:
    """The checks of rows while they are written.

    Args:
        sheet: the sheet, at the row that is checked.
        book: the workbook; it knows where the inputs stand.
        worked: the steps with their exact figures.
        rows: where the steps before stand.
    """

    sheet: Sheet
    book: Book
    worked: Worked
    rows: list[int]

    @property
    def grid(self) -> Grid:
        """How the sheet's formulas name its cells."""
        return Grid(len(self.worked.partners))

    def write(self, contents: Sequence[Content], words: str, condition: str, formats: str) -> None:
        """Write the checks of a row, and remember its constants.

        Args:
            contents: its numbers: of all, of each partner, and their sum.
            words: what they are.
            condition: the condition on which the row has an answer, as a formula; may be empty.
            formats: how the checks look.
        """
        sheet, after = self.sheet, VALUE + 2 + self.grid.partners
        here = (Ref(sheet.name, sheet.row, VALUE + at) for at in range(len(contents)))
        cells = [*zip(here, contents, strict=True)]
        live = [cell for cell, content in cells if isinstance(content, Live)]
        sheet.put(after, self._are_formulas(live), f"{formats}, whole")
        answer = Live(f"IFERROR(IF({condition},0,1),1)", 0) if condition else None
        sheet.put(after + 1, answer, f"{formats}, whole")
        for cell, content in cells:
            if isinstance(content, Fraction | int):
                self.book.fixed.append(Typed(words, "", cell, content))

    def _are_formulas(self, live: list[Ref]) -> Content:
        """Return the formula of whether cells are formulas still."""
        spans = [span.seen_from(self.sheet.name) for span in runs(live)]
        are = "+".join(f"SUMPRODUCT(_xlfn.ISFORMULA({span})*1)" for span in spans)
        were = "+".join(f"COLUMNS({span})" for span in spans)
        return Live(f"IF({were}={are},0,1)", 0) if spans else None

    def condition(self, position: int, at: tuple[int, ...]) -> str:
        """Return the condition on which a step has an answer and is what it reads; may be empty.

        Args:
            position: the step; its row is the one to come.
            at: the rows of what it reads along the line.
        """
        step = self.worked.steps[position]
        if step.op is Op.INPUT:
            return self._is_typed(position, step)
        if step.is_rate:
            return f"COUNTIF({self._figures(step.args[1], self.rows[step.args[1]])},0)=0"
        if step.op is Op.SHARE:
            return self._is_shared()
        if step.op is Op.LIMIT and at:
            return self._is_held(at)
        return self._is_near(step, at) if step.op is Op.ROUND and at else ""

    def is_as_read(self, unit: str, read: int, kept: int, number: int) -> str:
        """Return the condition on which a row is what it was when a step was written as values.

        Args:
            unit: the cell of the unit.
            read: the row that the step is of.
            kept: the row that holds it as it was; the first of them holds the unit as well.
            number: which of them it is.
        """
        now, then = self.grid.line(read), self.grid.line(kept)
        moved = f"SUMPRODUCT((ABS({now}-{then})>1E-9*(1+ABS({then})))*1)"
        return f"{moved}=0" if number else f"AND({moved}=0,{unit}={self.grid.value(kept)})"

    def _figures(self, position: int, row: int) -> str:
        """Return the cells of a row that hold what a step comes to."""
        is_column = isinstance(self.worked.figures[position], tuple)
        return self.grid.line(row) if is_column else self.grid.value(row)

    def _is_typed(self, position: int, step: Step) -> str:
        """Return the condition on which an input is what is typed."""
        names = self.worked.partners if step.is_column else self.worked.partners[:1]
        cells = [self.book.where(step.address(name)) for name in names]
        there = [cell for cell in cells if cell]
        if step.gaps or not there:
            return ""
        read = Span(there[0], there[-1]).seen_from(self.sheet.name)
        here = self._figures(position, self.sheet.row)
        return f"SUMPRODUCT(({here}<>{scaled(step, read)})*1)=0"

    def _is_shared(self) -> str:
        """Return the condition on which shares are parts of one."""
        row = self.sheet.row
        negative = f"SUMPRODUCT((ROUND({self.grid.line(row)},9)<0)*1)"
        return f"AND(ROUND({self.grid.total(row)}-1,9)=0,{negative}=0)"

    def _is_held(self, at: tuple[int, ...]) -> str:
        """Return the condition on which a limit keeps the total, between bounds that leave room."""
        _, low, high, bearers = (self.grid.line(each) for each in at)
        nothing, wanted = (
            self.grid.value(row) for row in limit_rows.told(self.grid, self.sheet.row)
        )
        kept = f"ABS({self.grid.total(self.sheet.row)}-{wanted})<=10*{nothing}"
        borne = f"OR({kept},COUNTIF({bearers},0)=COLUMNS({bearers}))"  # else each is cut
        return f"AND({borne},SUMPRODUCT(({low}>{high}+{nothing})*1)=0)"

    def _is_near(self, step: Step, at: tuple[int, ...]) -> str:
        """Return the condition on which whole units are near the amounts, or those allow more."""
        own, amounts = self.grid.line(self.sheet.row), self.grid.line(at[0])
        unit = self.grid.value(self.rows[step.args[1]])
        most = f"{unit}*COLUMNS({own})"  # all odd units may go to one
        return f"SUMPRODUCT((ABS({own}-{amounts})>{most})*1)=0"
