"""Tables in whole units whose rows and columns sum exactly, the margins given first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain

from attrs import field, frozen

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, exact, in_common
from aimpartner.working.cheapest import cheapest
from aimpartner.working.flows import Flow

Table = tuple[tuple[int, ...], ...]


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
    whole, one = in_common(chain(*figures))
    width = len(figures[0])
    table = _settled(
        [[cell * sign for cell in whole[at : at + width]] for at in range(0, len(whole), width)],
        one,
        [margin * sign for margin in across],
        None if down is None else [margin * sign for margin in down],
    )
    return tuple(tuple(cell * sign * unit for cell in row) for row in table)


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


def _settled(
    cells: list[list[int]], one: int, rows: list[int], columns: list[int] | None
) -> list[list[int]]:
    """Return the nearest table of exact cells, each times `one`, that keeps its margins.

    Columns that are chosen are one row more: their sums, taken off.
    """
    if columns is not None:
        return _met(cells, one, rows, columns)
    sums = [-sum(column) for column in zip(*cells, strict=True)]
    table = _met([*cells, sums], one, [*rows, -sum(rows)], [0] * len(sums), chosen=len(cells))
    return table[:-1]


def _met(
    cells: list[list[int]],
    one: int,
    rows: list[int],
    columns: list[int],
    chosen: int | None = None,
) -> list[list[int]]:
    """Return the nearest table of exact cells, once its margins are met.

    It begins with every figure nearest to its exact one, which nothing can improve but which
    misses the margins. Each unit then goes the cheapest way from a margin that lacks it to one
    that has it over, so that the table stays the nearest of all that miss the margins by as much.
    """
    is_wide = len(rows) < len(columns)
    exact = _Exact(cells if is_wide else _turned(cells), one, chosen, is_wide=is_wide)
    units = exact.nearest
    table = units if is_wide else _turned(units)
    lacks = [margin - sum(row) for margin, row in zip(rows, table, strict=True)]
    over = [sum(column) - margin for margin, column in zip(columns, _turned(table), strict=True)]
    flow = Flow(units, lacks + over if is_wide else over + lacks, exact.cost, 1 if is_wide else -1)
    margins = range(len(flow.lacks))
    for start in margins if is_wide else (*margins[len(over) :], *margins[: len(over)]):
        while flow.lacks[start] > 0:
            flow.send(cheapest(flow, start, is_hub_first=is_wide))
    return flow.units if is_wide else _turned(flow.units)


@frozen
class _Exact:
    """The exact cells in whole numbers, and what a unit more or less costs in each.

    Args:
        cells: the cells, each times `one`: row by row, or column by column.
        one: what one unit is.
        chosen: the row that is the sums of columns to choose, taken off, where there is one.
        is_wide: whether the cells stand row by row.
    """

    cells: list[list[int]]
    one: int
    chosen: int | None
    is_wide: bool = field(kw_only=True)

    @property
    def nearest(self) -> list[list[int]]:
        """The nearest whole units; a half goes down, so that the first in order is raised."""
        return [
            [-((self.one - 2 * cell) // (2 * self.one)) for cell in line] for line in self.cells
        ]

    @cached_property
    def _further(self) -> int:
        """More than what the differences of any way through the table come to."""
        return 4 * (len(self.cells) + len(self.cells[0]) + 2) * self.one

    def cost(self, first: int, second: int, units: int, way: int) -> int:
        """Return what a unit costs in a cell: what it goes beyond the next whole, and how far.

        First counts what cells go beyond, then what columns that are chosen do. A unit never costs
        less than the one before it, which is what makes the cheapest ways lead to the best table.
        """
        cell, after = self.cells[first][second], units + way
        low, high = cell // self.one, -(-cell // self.one)
        before, beyond = (max(low - n, n - high, 0) for n in (units, after))
        further = abs(after * self.one - cell) - abs(units * self.one - cell)
        is_chosen = self.chosen == (first if self.is_wide else second)
        return (beyond - before) * self._further ** (1 if is_chosen else 2) + further


def _turned(table: list[list[int]]) -> list[list[int]]:
    """Return a table with its rows as columns."""
    return [list(column) for column in zip(*table, strict=True)]
