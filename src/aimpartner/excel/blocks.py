"""The operations that need more than one row of formulas: `round` and `limit`.

Each lays labelled rows above the step's own, and all of them keep the meaning of the functions of
`funding/apportion` that the engine calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from attrs import frozen
from xlsxwriter.utility import xl_col_to_name

from aimpartner.exact import nearest
from aimpartner.excel.book import Content, Live
from aimpartner.funding.apportion import Column

VALUE = 5
"""The column of the sheet that holds a single number; the partners' follow it."""

_DIGITS_OF_A_DOUBLE = 15
_DIGITS_OF_A_REMAINDER = 6
_NOISE = Fraction(4, 2**53)


@frozen
class Row:
    """One row of the sheet, before it is written.

    Args:
        words: what it is.
        value: a single number.
        cells: one number a partner.
        looks: how its numbers look.
        is_summed: whether its total means something.
    """

    words: str
    value: Content = None
    cells: tuple[Content, ...] = ()
    looks: str = "fine"
    is_summed: bool = False


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

    def each(self, row: int, place: int) -> str:
        """Return one partner's number of a row; it moves along with the formula."""
        return f"{xl_col_to_name(VALUE + 1 + place)}${row + 1}"

    def line(self, row: int, *, with_value: bool = False, rows: int = 1) -> str:
        """Return the numbers of all partners in a row, or in some rows from it."""
        first = xl_col_to_name(VALUE + 1 - with_value)
        last = xl_col_to_name(VALUE + self.partners)
        return f"${first}${row + 1}:${last}${row + rows}"


@frozen
class Rounded:
    """One `round` step: what it rounds, and where that stands.

    Args:
        grid: the columns of the sheet.
        row: where its first row will stand.
        at: the rows of amounts and turns, and of the amounts before where there are any.
        unit_cell: the cell of the unit.
        amounts: the exact amounts.
        unit: the unit.
        turns: who takes odd units, and in which order.
        before: exact amounts rounded earlier.
        result: the amounts in whole units.
    """

    grid: Grid
    row: int
    at: tuple[int, ...]
    unit_cell: str
    amounts: Column
    unit: Fraction
    turns: Column
    before: Column
    result: Column

    @property
    def scaled(self) -> Column:
        """The amounts in units."""
        return tuple(amount / self.unit for amount in self.amounts)

    @property
    def digits(self) -> int:
        """How many decimals of a remainder a double can hold beside its whole units."""
        whole = int(max(map(abs, self.scaled)))
        return min(_DIGITS_OF_A_REMAINDER, _DIGITS_OF_A_DOUBLE - len(str(whole)))

    @property
    def is_clear(self) -> bool:
        """Whether doubles tell the remainders apart, and the total from half a unit."""
        margin = 2 * Fraction(1, 10**self.digits)
        sofar = sum(self.before, Fraction(0)) / self.unit
        totals = (sofar, sofar + sum(self.scaled))
        gaps = [abs(_remainder(total)) - Fraction(1, 2) for total in totals]
        rests = [_remainder(each) for each in self.scaled]
        gaps += [*rests, *(1 - abs(rest) for rest in rests)]
        gaps += [one - other for one, other in combinations(rests, 2)]
        return not any(0 < abs(gap) < margin for gap in gaps) and not self._has_unsure_tie()

    def _has_unsure_tie(self) -> bool:
        """Return whether equal remainders of unlike amounts might round apart."""
        noise = _NOISE * max(map(abs, self.scaled)) * 10**self.digits
        for one, other in combinations(set(self.scaled), 2):
            rest = abs(_remainder(one)) * 10**self.digits
            if _remainder(one) == _remainder(other) and abs(rest % 1 - Fraction(1, 2)) < noise:
                return True
        return False

    def rows(self) -> list[Row]:
        """Return the rows above the step's own, then the step's."""
        places = range(self.grid.partners)
        return [
            Row("whole units", None, tuple(self._whole(place) for place in places), "whole"),
            Row("remainder", None, tuple(self._rest(place) for place in places), "remainder"),
            Row("order", None, tuple(self._order(place) for place in places), "whole"),
            Row("odd units", self._odd(), tuple(self._dealt(place) for place in places), "whole"),
            Row("", None, tuple(self._taken(place) for place in places), "whole"),
        ]

    def _whole(self, place: int) -> Live:
        amount = self.grid.each(self.at[0], place)
        formula = f"TRUNC(ROUND({amount}/{self.unit_cell},{self.digits}))"
        return Live(formula, int(self.scaled[place]))

    def _rest(self, place: int) -> Live:
        amount, whole = self.grid.each(self.at[0], place), self.grid.each(self.row, place)
        formula = f"ROUND({amount}/{self.unit_cell}-{whole},{self.digits})"
        return Live(formula, _remainder(self.scaled[place]))

    def _order(self, place: int) -> Live:
        rests, turns = self.grid.line(self.row + 1), self.grid.line(self.at[1])
        rest, turn = self.grid.each(self.row + 1, place), self.grid.each(self.at[1], place)
        sign = f"IF({self.grid.value(self.row + 3)}<0,-1,1)"
        first = f"({turns}<{turn})+({turns}={turn})*(COLUMN({turns})<COLUMN({turn}))"
        ahead = f"({sign}*{rests}>{sign}*{rest})+({rests}={rest})*({first})"
        formula = f"IF({turn}>0,1+SUMPRODUCT(({turns}>0)*({ahead})),0)"
        return Live(formula, self._ranked().get(place, 0))

    def _ranked(self) -> dict[int, int]:
        """Return who takes odd units, each with its number in the order."""
        sign = -1 if self._left() < 0 else 1
        takers = [place for place, turn in enumerate(self.turns) if turn > 0]
        takers.sort(key=lambda p: (-sign * _remainder(self.scaled[p]), self.turns[p]))
        return {place: number for number, place in enumerate(takers, 1)}

    def _left(self) -> int:
        sofar = sum(self.before, Fraction(0)) / self.unit
        whole = sum(int(each) for each in self.scaled)
        return nearest(sofar + sum(self.scaled)) - nearest(sofar) - whole

    def _odd(self) -> Live:
        whole, sofar = self.grid.line(self.row), "0"
        total = f"SUM({self.grid.line(self.at[0])})"
        if self.before:
            sofar = f"SUM({self.grid.line(self.at[2])})"
            total = f"({sofar}+{total})"
        both = (f"ROUND(ROUND({each}/{self.unit_cell},{self.digits}),0)" for each in (total, sofar))
        return Live(f"{'-'.join(both)}-SUM({whole})", self._left())

    def _dealt(self, place: int) -> Live:
        odd, order = self.grid.value(self.row + 3), self.grid.each(self.row + 2, place)
        takers = f'COUNTIF({self.grid.line(self.at[1])},">0")'
        each = f"INT(ABS({odd})/{takers})+IF({order}<=MOD(ABS({odd}),{takers}),1,0)"
        value = int(self.result[place] / self.unit) - int(self.scaled[place])
        return Live(f"IF({order}=0,0,SIGN({odd})*({each}))", value)

    def _taken(self, place: int) -> Live:
        whole, odd = self.grid.each(self.row, place), self.grid.each(self.row + 3, place)
        return Live(f"({whole}+{odd})*{self.unit_cell}", self.result[place])


def _remainder(number: Fraction) -> Fraction:
    """Return what a number is beyond its whole part; negative for a negative number."""
    return number - int(number)


@frozen
class Limited:
    """One `limit` step: what it holds in bounds, and where that stands.

    Args:
        grid: the columns of the sheet.
        row: where its first row will stand.
        at: the rows of amounts, lower bounds, upper bounds and bearers.
        args: their exact figures.
        result: the amounts held in their bounds.
    """

    grid: Grid
    row: int
    at: tuple[int, ...]
    args: tuple[Column, ...]
    result: Column

    def rows(self) -> list[Row]:
        """Return the rows above the step's own, then the step's."""
        marks = sorted([Fraction(0), Fraction(0), *self._marks(1), *self._marks(2)])
        sums = [sum(self._held(mark), Fraction(0)) for mark in marks]
        scales = [self._between(marks, sums, number) for number in range(len(marks))]
        names = ("scale at which the lower bound is met", "scale at which the upper bound is met")
        return [
            *(self._mark_row(words, bound) for bound, words in enumerate(names, 1)),
            *self._two("scales in order", [self._in_order(k, m) for k, m in enumerate(marks)]),
            *self._two("total at that scale", [self._sum(k, s) for k, s in enumerate(sums)]),
            *self._two("scale that keeps the total", scales),
            Row("total to keep", self._total()),
            Row("scale of those who bear the difference", self._scale(scales)),
            Row("", None, tuple(self._limited(place) for place in range(self.grid.partners))),
        ]

    def _marks(self, bound: int) -> list[Fraction]:
        rows = zip(self.args[0], self.args[bound], self.args[3], strict=True)
        return [max(Fraction(0), b / a) if bears and a else Fraction(0) for a, b, bears in rows]

    def _held(self, scale: Fraction) -> list[Fraction]:
        rows = zip(*self.args, strict=True)
        return [min(max(a * (scale if bears else 1), low), high) for a, low, high, bears in rows]

    def _mark_row(self, words: str, bound: int) -> Row:
        cells = []
        for place, mark in enumerate(self._marks(bound)):
            amount, at = self.grid.each(self.at[0], place), self.grid.each(self.at[bound], place)
            bears = self.grid.each(self.at[3], place)
            formula = f"IF(AND({bears}<>0,{amount}<>0),MAX(0,{at}/{amount}),0)"
            cells.append(Live(formula, mark))
        return Row(words, 0, tuple(cells), "remainder")

    def _two(self, words: str, cells: Sequence[Content]) -> list[Row]:
        """Return a number a mark as two rows, in the column of the value and the partners'."""
        half = len(cells) // 2
        looks = "fine" if words.startswith("total") else "remainder"
        return [
            Row(words, part[0], tuple(part[1:]), looks) for part in (cells[:half], cells[half:])
        ]

    def _at(self, first: int, number: int) -> str:
        """Return the cell of a mark, counted on through two rows of the block."""
        down, along = divmod(number, self.grid.partners + 1)
        row = self.row + first + down
        return self.grid.each(row, along - 1) if along else self.grid.value(row)

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

    def _between(self, marks: list[Fraction], sums: list[Fraction], number: int) -> Content:
        """Return the scale between a mark and the next, where the total lies between theirs."""
        if number + 1 == len(marks):
            return None
        low, high, a, b = (self._at(f, number + n) for f in (2, 4) for n in (0, 1))
        total = self.grid.value(self.row + 8)
        lies = f"{total}>=MIN({a},{b})-{self._nothing()},{total}<=MAX({a},{b})+{self._nothing()}"
        part = f"MAX(0,MIN(1,({total}-{a})/({b}-{a})))*({high}-{low})"
        formula = f'IF(AND({lies}),{low}+IF({a}={b},0,{part}),"")'
        whole, rise = sum(self.args[0], Fraction(0)), sums[number + 1] - sums[number]
        if not min(sums[number : number + 2]) <= whole <= max(sums[number : number + 2]):
            return Live(formula, "")
        part_of_run = (whole - sums[number]) / rise if rise else Fraction(0)
        run = marks[number + 1] - marks[number]
        return Live(formula, marks[number] + part_of_run * run)

    def _total(self) -> Live:
        total = f"SUM({self.grid.line(self.at[0])})"
        return Live(total, sum(self.args[0], Fraction(0)))

    def _scale(self, scales: Sequence[Content]) -> Live:
        found = self.grid.line(self.row + 6, with_value=True, rows=2)
        low, high = (self.grid.line(row) for row in self.at[1:3])
        crossed = f"SUMPRODUCT(({low}>{high}+{self._nothing()})*1)>0"
        kept = f"ABS({self._total_held('1')}-{self.grid.value(self.row + 8)})<={self._nothing()}"
        formula = f"IF({crossed},NA(),IF({kept},1,IF(COUNT({found})=0,NA(),MIN({found}))))"
        one = Fraction(1)
        if sum(self._held(one)) == sum(self.args[0]):
            return Live(formula, one)
        values = [each.value for each in scales if isinstance(each, Live)]
        return Live(formula, min(Fraction(value) for value in values if value != ""))

    def _limited(self, place: int) -> Live:
        amount, low, high, bears = (self.grid.each(row, place) for row in self.at)
        scale = self.grid.value(self.row + 9)
        formula = f"MIN(MAX(IF({bears}<>0,{scale},1)*{amount},{low}),{high})"
        return Live(formula, self.result[place])
