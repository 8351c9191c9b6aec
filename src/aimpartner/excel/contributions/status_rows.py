"""The one status of the workbook, and why: the first rows of the sheet Checks."""

from __future__ import annotations

from attrs import frozen

from aimpartner.excel.contributions.as_calculated_sheet import AS_CALCULATED
from aimpartner.excel.contributions.results_sheet import CALCULABLE, STATUS
from aimpartner.excel.writing.book import SOUND, Book
from aimpartner.excel.writing.sheet import Live, Ref, Sheet

CANNOT = "cannot be calculated, because of"
CHANGED = "changed since the calculation"
_NUMBER, _WHICH = 1, 3
ROWS_BESIDE = 6
"""How many rows there are beside one for each reason."""


@frozen
class Reason:
    """Why the figures are not as calculated.

    Args:
        words: the status where there are some, before it says which.
        number: the formula of how many there are.
        which: the formula of which they are; in it {n} stands for the cell of the number.
    """

    words: str
    number: str
    which: str


@frozen
class StatusRows:
    """The rows while they are written.

    Args:
        sheet: the sheet.
        book: the workbook, in which all that is counted stands already.
    """

    sheet: Sheet
    book: Book

    def write(self, before: list[Reason], after: list[Reason]) -> None:
        """Write why there are no figures, why they are others, and the one status.

        Args:
            before: why nothing can be calculated; the first is what is wrong with inputs.
            after: why the figures are not as calculated, the worst first.
        """
        sheet = self.sheet
        sheet.section("Status")
        sheet.head(("status", "how many", "", "which"), range(_NUMBER, _NUMBER + 1))
        rows = [self._row(reason) for reason in before]
        numbers = [number for number, _ in rows]
        self._can("1 while every input is a figure that can be", SOUND, numbers[:1])
        self._can("1 while all can be calculated", CALCULABLE, numbers)
        rows += [self._row(reason) for reason in after]
        status = f'"{AS_CALCULATED}"'
        for number, which in reversed(rows):
            status = f"IF({number.here}>0,{which.here},{status})"
        sheet.line(("status", None, None), "total")
        cell = sheet.put(_WHICH, Live(status, AS_CALCULATED), "total, wrap, indent")
        sheet.amber_where(cell, f'{cell.here}<>"{AS_CALCULATED}"')
        self.book.name(STATUS, cell)
        sheet.down()

    def _can(self, words: str, name: str, numbers: list[Ref]) -> None:
        """Write and name the cell that holds 1 while some numbers are all nought."""
        sheet, added = self.sheet, "+".join(each.here for each in numbers)
        sheet.line((words, None, None, None), "working, wrap")
        cell = sheet.put(_NUMBER, Live(f"IF({added}=0,1,0)", 1), "working, whole")
        self.book.name(name, cell)
        sheet.down()

    def _row(self, reason: Reason) -> tuple[Ref, Ref]:
        """Write a reason; return the cells of the number and of the status."""
        sheet = self.sheet
        sheet.line((reason.words, None, None), "working, wrap")
        number = sheet.put(_NUMBER, Live(f"IFERROR({reason.number},1)", 0), "working, whole")
        words, which = Ref(sheet.name, sheet.row, 0), reason.which.replace("{n}", number.here)
        said = f'{words.here}&" "&IFERROR({which},"an error")'
        live = Live(f'IF({number.here}=0,"",{said})', "")
        cell = sheet.put(_WHICH, live, "working, label, wrap, indent")
        sheet.amber_where(number, f"{number.here}<>0")
        sheet.down()
        return number, cell
