"""The operation `limit` as live rows; they mean what `working/bounds` means by within."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.writing.sheet import Content, Live
from aimpartner.working.apportionment import Column
from aimpartner.working.bounds import Held, crossings


@frozen
class Limited:
    """One `limit` step: what it holds in bounds, and where that stands.

    What the rows solve: a bearer's amount at the scale s is s × its amount, between its bounds; the
    others' are theirs between their bounds. Over s each of these, and so their sum, is a straight
    line between the marks, the scales at which some amount meets a bound. So the rows put the
    marks in order, and take the sum at each. Where the total to keep lies between the sums a and b
    at two marks l and h that follow each other, the line is at it at
    s = l + (total − a) / (b − a) × (h − l); where a = b, at every s from l to h. Of all such s the
    one nearest to 1 counts.

    Args:
        grid: the columns of the sheet.
        row: where its first row will stand.
        at: the rows of amounts, lower bounds, upper bounds and bearers.
        held: the amounts held in their bounds, and the scale at which they are.
    """

    grid: Grid
    row: int
    at: tuple[int, ...]
    held: Held

    def rows(self) -> list[Row]:
        """Return the rows above the step's own, then the step's."""
        held, marks = self.held, self.held.marks
        sums = held.sums(marks)
        scales = enumerate(crossings(marks, sums, held.total))
        between = [self._between(number, scale) for number, scale in scales]
        return [
            self._mark_row("scale at which the lower bound is met", 1, held.met(held.lower)),
            self._mark_row("scale at which the upper bound is met", 2, held.met(held.upper)),
            *self._two("scales in order", [self._in_order(k, m) for k, m in enumerate(marks)]),
            *self._two(
                "total at that scale", [self._sum(k, s) for k, s in enumerate(sums)], "fine"
            ),
            *self._two("scale that keeps the total", [*between, None]),
            Row("total to keep", Live(f"SUM({self.grid.line(self.at[0])})", held.total)),
            Row("scale of those who bear the difference", Live(self._scale(), held.scale)),
            Row("", None, tuple(self._limited(k, amount) for k, amount in enumerate(held.amounts))),
        ]

    def _mark_row(self, words: str, bound: int, marks: Column) -> Row:
        cells = []
        for position, mark in enumerate(marks):
            amount, at = (
                self.grid.cell(self.at[0], position),
                self.grid.cell(self.at[bound], position),
            )
            bears = self.grid.cell(self.at[3], position)
            formula = f"IF(AND({bears}<>0,{amount}<>0),MAX(0,{at}/{amount}),0)"
            cells.append(Live(formula, mark))
        return Row(words, 0, tuple(cells), "remainder")

    def _two(self, words: str, cells: Sequence[Content], formats: str = "remainder") -> list[Row]:
        """Return a number a mark as two rows, in the column of the value and the partners'."""
        half = len(cells) // 2
        return [
            Row(words, part[0], tuple(part[1:]), formats) for part in (cells[:half], cells[half:])
        ]

    def _at(self, first: int, number: int) -> str:
        """Return the cell of a mark, counted on through two rows of the block."""
        down, along = divmod(number, self.grid.partners + 1)
        row = self.row + first + down
        return self.grid.cell(row, along - 1) if along else self.grid.value(row)

    def _in_order(self, number: int, mark: Fraction) -> Live:
        marks = self.grid.line(self.row, with_value=True, rows=2)
        return Live(f"SMALL({marks},{number + 1})", mark)

    def _total_held(self, scale: str) -> str:
        amounts, low, high, bears = (self.grid.line(row) for row in self.at)
        scaled = f"(({bears}<>0)*{scale}+({bears}=0))*{amounts}"
        inside = f"({scaled}>={low})*({scaled}<={high})*{scaled}"
        return f"SUMPRODUCT(({scaled}<{low})*{low}+({scaled}>{high})*{high}+{inside})"

    def _sum(self, number: int, total: Fraction) -> Live:
        return Live(self._total_held(self._at(2, number)), total)

    def _nothing(self) -> str:
        """Return what counts as nothing beside the amounts, for doubles are not exact."""
        return f"1E-13*SUMPRODUCT(ABS({self.grid.line(self.at[0])}))"

    def _between(self, number: int, scale: Fraction | None) -> Live:
        """Return the formula of the scale between a mark and the next."""
        low, high, a, b = (self._at(first, number + n) for first in (2, 4) for n in (0, 1))
        total, nothing = self.grid.value(self.row + 8), self._nothing()
        lies = f"{total}>=MIN({a},{b})-{nothing},{total}<=MAX({a},{b})+{nothing}"
        part = f"MAX(0,MIN(1,({total}-{a})/({b}-{a})))*({high}-{low})"
        flat = f"ABS({a}-{b})<={nothing}"
        kept = f"IF({flat},MAX({low},MIN({high},1)),{low}+{part})"
        return Live(f'IF(AND({lies}),{kept},"")', "" if scale is None else scale)

    def _scale(self) -> str:
        scales = self.grid.line(self.row + 6, with_value=True, rows=2)
        kept = f"ABS({self._total_held('1')}-{self.grid.value(self.row + 8)})<={self._nothing()}"
        nobody = f"SUMPRODUCT(({self.grid.line(self.at[3])}<>0)*1)=0"
        left = f"IF(COUNT({scales})=0,1,{_nearest_to_one(scales)})"
        return f"IF(OR({nobody},{kept}),1,{left})"

    def _limited(self, position: int, amount: Fraction) -> Live:
        exact, low, high, bears = (self.grid.cell(row, position) for row in self.at)
        scale = self.grid.value(self.row + 9)
        return Live(f"MIN(MAX(IF({bears}<>0,{scale},1)*{exact},{low}),{high})", amount)


def _nearest_to_one(scales: str) -> str:
    """Return the formula of the scale nearest to 1; of two as near, the lower."""
    below, above = f'COUNTIF({scales},"<=1")', f'COUNTIF({scales},">1")'
    low, high = f"LARGE({scales},{above}+1)", f"SMALL({scales},{below}+1)"
    nearer = f"IF(1-{low}<={high}-1+1E-12,{low},{high})"  # doubles of two as near may differ
    return f"IF({below}=0,MIN({scales}),IF({above}=0,MAX({scales}),{nearer}))"
