"""The operation `add` of many steps as live rows: sums over ranges, in parts where it is long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from aimpartner.exact import exact_sum
from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.writing.sheet import Live
from aimpartner.working.steps import Figure, Step, as_column
from aimpartner.working.worked import Worked

FEW = 3
"""How many steps are added one by one, which is plainer to read than a range."""
_RUNS = 10
"""How many ranges one formula adds: it stays below 200 characters."""


@frozen
class LongSum:
    """A sum of many steps: where they stand, and where it will.

    Args:
        grid: the columns of the sheet.
        worked: the steps with their exact figures.
        placed: the row of each step before.
        row: where the first row of the sum will stand.
    """

    grid: Grid
    worked: Worked
    placed: list[int]
    row: int

    def rows(self, step: Step, figure: Figure, formats: str) -> list[Row]:
        """Return the rows of parts, if the sum needs some, then the step's own."""
        parts, is_column = [step.args], isinstance(figure, tuple)
        runs = [*self._runs(step.args)]
        if len(runs) > _RUNS:
            parts = [
                tuple(arg for run in runs[first : first + _RUNS] for arg in run)
                for first in range(0, len(runs), _RUNS)
            ]
        rows = [
            self._row(f"part {number} of the sum", args, formats, is_column=is_column)
            for number, args in enumerate(parts, 1)
        ]
        if len(parts) == 1:
            return rows
        return [*rows, self._all(len(parts), figure, formats)]

    def _runs(self, args: Sequence[int]) -> Iterator[list[int]]:
        """Yield the steps whose rows follow each other, and are all of one kind, together."""
        run: list[int] = []
        for arg in args:
            if run and not self._follows(run[-1], arg):
                yield run
                run = []
            run.append(arg)
        yield run

    def _follows(self, one: int, other: int) -> bool:
        alike = self._is_column(one) == self._is_column(other)
        return alike and self.placed[other] == self.placed[one] + 1

    def _is_column(self, position: int) -> bool:
        return isinstance(self.worked.figures[position], tuple)

    def _cells(self, run: Sequence[int], index: int) -> str:
        """Return the cells of a run that a partner's formula reads."""
        at = (run[0], run[-1])
        first, last = (
            self.grid.cell(self.placed[each], index)
            if self._is_column(each)
            else self.grid.value(self.placed[each])
            for each in at
        )
        return first if first == last else f"{first}:{last}"

    def _row(self, words: str, args: Sequence[int], formats: str, *, is_column: bool) -> Row:
        """Return the row of a sum of some steps."""
        runs = [*self._runs(args)]
        count = self.grid.partners if is_column else 1
        columns = (as_column(self.worked.figures[arg], count) for arg in args)
        sums = [exact_sum(figures) for figures in zip(*columns, strict=True)]
        cells = tuple(
            Live(f"SUM({','.join(self._cells(run, index) for run in runs)})", value)
            for index, value in enumerate(sums)
        )
        return _laid(words, cells, formats, is_column=is_column)

    def _all(self, parts: int, figure: Figure, formats: str) -> Row:
        """Return the row of the sum of the rows of the parts."""
        first, last = self.row, self.row + parts - 1
        if not isinstance(figure, tuple):
            total = Live(f"SUM({self.grid.value(first)}:{self.grid.value(last)})", figure)
            return _laid("", (total,), formats, is_column=False)
        cells = tuple(
            Live(f"SUM({self.grid.cell(first, index)}:{self.grid.cell(last, index)})", value)
            for index, value in enumerate(figure)
        )
        return _laid("", cells, formats, is_column=True)


def _laid(words: str, cells: tuple[Live, ...], formats: str, *, is_column: bool) -> Row:
    """Return a row with its numbers where they belong."""
    if is_column:
        return Row(words, None, cells, formats)
    return Row(words, cells[0], (), formats)
