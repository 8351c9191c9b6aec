"""Another way to the nearest table with its margins: every unit by a search through all cells.

It is slow and plain: fractions, no order kept between one search and the next. Of ways that cost
the same it takes the one found first, by rounds from margin to margin in the order of the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import define

Cost = tuple[int, int, Fraction]


def slow_two_way(
    cells: list[list[Fraction]], rows: list[int], columns: list[int] | None = None
) -> tuple[tuple[int, ...], ...]:
    """Return the nearest table of charges that keeps its margins."""
    exact, across, down = [*cells], [*rows], columns or [0] * len(cells[0])
    if columns is None:  # they are chosen: one row more is their sums, taken off
        exact.append([-sum(column, Fraction(0)) for column in zip(*cells, strict=True)])
        across.append(-sum(rows))
    units = [[ceil(figure - Fraction(1, 2)) for figure in row] for row in exact]
    lacks = [margin - sum(row) for margin, row in zip(across, units, strict=True)]
    sums = map(sum, zip(*units, strict=True))
    lacks += [whole - margin for margin, whole in zip(down, sums, strict=True)]
    table = _Table(exact, units, lacks, is_chosen=columns is None)
    for start in range(len(lacks)):
        while lacks[start] > 0:
            table.send(start)
    return tuple(map(tuple, units[:-1] if columns is None else units))


def cost(exact: Fraction, units: int, way: int, *, is_chosen: bool) -> Cost:
    """Return what a unit costs: what it goes beyond the next whole, and how much further away."""
    after = units + way
    before, beyond = (max(floor(exact) - n, n - ceil(exact), 0) for n in (units, after))
    further, more = abs(after - exact) - abs(units - exact), beyond - before
    return (0, more, further) if is_chosen else (more, 0, further)


@define
class _Table:
    """The exact cells, their units, and what each row lacks and each column has over."""

    exact: list[list[Fraction]]
    units: list[list[int]]
    lacks: list[int]
    is_chosen: bool

    def send(self, start: int) -> None:
        """Move one unit the cheapest way from a margin that lacks it to one that has it over."""
        came, end = self._cheapest(start)
        self.lacks[start] -= 1
        self.lacks[end] += 1
        while end != start:
            row, column, way = self._cell(came[end], end)
            self.units[row][column] += way
            end = came[end]

    def _cell(self, before: int, after: int) -> tuple[int, int, int]:
        rows = len(self.exact)
        return (before, after - rows, 1) if before < rows else (after, before - rows, -1)

    def _cheapest(self, start: int) -> tuple[dict[int, int], int]:
        best: dict[int, Cost] = {start: (0, 0, Fraction(0))}
        came, waiting = dict[int, int](), [start]
        while waiting:
            before = waiting.pop(0)
            for after, more in self._steps(before):
                a, b, c = best[before]
                total = (a + more[0], b + more[1], c + more[2])
                if after not in best or total < best[after]:
                    best[after], came[after] = total, before
                    waiting += [after] if after not in waiting else []
        ends = (end for end, lack in enumerate(self.lacks) if lack < 0)
        return came, min(ends, key=best.__getitem__)

    def _steps(self, before: int) -> Iterator[tuple[int, Cost]]:
        rows = len(self.exact)
        for after in range(rows, len(self.lacks)) if before < rows else range(rows):
            row, column, way = self._cell(before, after)
            is_chosen = self.is_chosen and row == rows - 1
            figure, units = self.exact[row][column], self.units[row][column]
            yield after, cost(figure, units, way, is_chosen=is_chosen)
