"""Tables in whole units whose rows and columns sum exactly, the margins given first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain
from math import ceil, floor

from attrs import define

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, exact

Table = tuple[tuple[int, ...], ...]
Cost = tuple[int, int, Fraction]


def two_way(
    cells: Sequence[Sequence[Number]],
    rows: Sequence[int],
    columns: Sequence[int] | None = None,
    unit: int = 1,
) -> Table:
    """Return the nearest table in whole units that keeps its margins.

    Every cell is brought down or up to the next whole unit, wherever a table with the margins
    exists so; if not, as few units as can be go beyond that. Columns that are not given are
    brought down or up likewise, after the cells. Of the tables that are left, it is one with the
    least difference from the exact cells in all; ties are settled by the order of rows and
    columns, the same way every time. A table of credits mirrors that of charges; where its rows
    come to nothing, the first figure that is not nothing tells which it is, of the margins and
    then of the cells.

    Args:
        cells: the exact cells, row by row.
        rows: what each row comes to, in whole units.
        columns: what each column comes to, likewise; left out, they are chosen.
        unit: what every figure of the result is a whole number of.

    Raises:
        InvalidValueError: a margin is not in whole units.
        ModelError: the table has not the size of its margins, or they do not sum alike.

    Sources:
        L. H. Cox and L. R. Ernst, "Controlled rounding", INFOR 20 (1982), with the margins given.

    Example:
        >>> two_way([["1/2", "1/2"], ["1/2", "1/2"]], [1, 1], [1, 1])
        ((1, 0), (0, 1))
    """
    figures = [[exact(cell) / unit for cell in row] for row in cells]
    across = [_units(margin, unit) for margin in rows]
    down = None if columns is None else [_units(margin, unit) for margin in columns]
    _check(figures, across, down)
    signs = (sum(across), *across, *(down or ()), *chain(*figures))
    sign = -1 if next(filter(None, signs), 1) < 0 else 1
    table = _Flow.of(
        [[cell * sign for cell in row] for row in figures],
        [margin * sign for margin in across],
        None if down is None else [margin * sign for margin in down],
    )
    return tuple(tuple(cell * sign * unit for cell in row) for row in table.settled())


def _check(cells: list[list[Fraction]], rows: list[int], columns: list[int] | None) -> None:
    """Refuse a table that has not the size of its margins, and margins that do not agree."""
    width = len(columns if columns is not None else cells[0] if cells else ())
    if not width or len(cells) != len(rows) or any(len(row) != width for row in cells):
        got = f"{len(rows)} rows and {width} columns"
        raise ModelError("Table", "have a cell, and the size of its margins", got)
    if columns is not None and sum(rows) != sum(columns):
        raise ModelError("Margins", "sum alike", f"{sum(rows)} and {sum(columns)}")


def _units(margin: int, unit: int) -> int:
    if margin % unit:
        raise InvalidValueError("Margin", f"be a whole number of {unit}", margin)
    return margin // unit


def _nearest(number: Fraction) -> int:
    """Return the nearest whole number; a half goes down, so that the first in order is raised."""
    return ceil(number - Fraction(1, 2))


def _cost(exact: Fraction, units: int, way: int, *, is_margin: bool) -> Cost:
    """Return what moving a figure by a unit costs: what it goes beyond the next whole, and away.

    The first number counts the units of cells, the second of columns that are chosen. A move never
    costs less than the one before it, which is what makes the cheapest ways lead to the best table.
    """
    after = units + way
    before, beyond = (max(floor(exact) - n, n - ceil(exact), 0) for n in (units, after))
    further = abs(after - exact) - abs(units - exact)
    more = beyond - before
    return (0, more, further) if is_margin else (more, 0, further)


@define
class _Flow:
    """A table on its way to its margins: units flow from where they lack to where they are over.

    It begins with every figure nearest to its exact one, which nothing can improve but which
    misses the margins. Each unit then goes the cheapest way, so that the table stays the nearest
    of all that miss the margins by as much.

    Args:
        exact: the exact cells; if the columns are chosen, their sums taken off are one row more.
        units: the same in whole units.
        lacks: what each row lacks of its margin, then what each column has over.
        is_chosen: whether the columns are chosen.
    """

    exact: list[list[Fraction]]
    units: list[list[int]]
    lacks: list[int]
    is_chosen: bool

    @classmethod
    def of(cls, cells: list[list[Fraction]], rows: list[int], columns: list[int] | None) -> _Flow:
        """Return the table as it begins."""
        figures, across, down = [*cells], [*rows], columns or [0] * len(cells[0])
        if columns is None:
            figures.append([-sum(column, Fraction(0)) for column in zip(*cells, strict=True)])
            across.append(-sum(rows))
        units = [[_nearest(figure) for figure in row] for row in figures]
        lacks = [margin - sum(row) for margin, row in zip(across, units, strict=True)]
        over = [
            sum(column) - margin
            for margin, column in zip(down, zip(*units, strict=True), strict=True)
        ]
        return cls(figures, units, lacks + over, columns is None)

    def settled(self) -> list[list[int]]:
        """Return the cells in whole units once the margins are met."""
        for start in range(len(self.lacks)):
            while self.lacks[start] > 0:
                self._send(start)
        return self.units[:-1] if self.is_chosen else self.units

    def _send(self, start: int) -> None:
        """Move one unit from a margin that lacks it, the cheapest way, to one that has it over."""
        came, end = self._cheapest(start)
        self.lacks[start] -= 1
        self.lacks[end] += 1
        while end != start:
            before = came[end]
            row, column, way = self._cell(before, end)
            self.units[row][column] += way
            end = before

    def _cell(self, before: int, after: int) -> tuple[int, int, int]:
        """Return the cell between a row and a column, and which way a unit moves it."""
        rows = len(self.exact)
        return (before, after - rows, 1) if before < rows else (after, before - rows, -1)

    def _cheapest(self, start: int) -> tuple[dict[int, int], int]:
        """Return where each margin is best reached from, and the cheapest that has a unit over."""
        best: dict[int, Cost] = {start: (0, 0, Fraction(0))}
        came: dict[int, int] = {}
        waiting = [start]
        while waiting:
            before = waiting.pop(0)
            for after, cost in self._steps(before):
                total = _sum(best[before], cost)
                if after not in best or total < best[after]:
                    best[after], came[after] = total, before
                    waiting += [after] if after not in waiting else []
        ends = (end for end, lack in enumerate(self.lacks) if lack < 0)
        return came, min(ends, key=lambda end: best[end])

    def _steps(self, before: int) -> Iterator[tuple[int, Cost]]:
        """Return what a unit that passes on from a margin costs: a row to columns, and back."""
        rows = len(self.exact)
        for after in range(rows, len(self.lacks)) if before < rows else range(rows):
            row, column, way = self._cell(before, after)
            is_margin = self.is_chosen and row == rows - 1
            figure, units = self.exact[row][column], self.units[row][column]
            yield after, _cost(figure, units, way, is_margin=is_margin)


def _sum(first: Cost, second: Cost) -> Cost:
    return first[0] + second[0], first[1] + second[1], first[2] + second[2]
