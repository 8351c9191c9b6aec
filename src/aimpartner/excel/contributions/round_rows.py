"""The operation `round` as live rows; they mean what `working/apportion` means by whole units."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from attrs import frozen

from aimpartner.exact import nearest
from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.writing.sheet import Live
from aimpartner.working.apportion import Column

_DIGITS_OF_A_DOUBLE = 15
_DIGITS_OF_A_REMAINDER = 6
_NOISE = Fraction(4, 2**53)


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
        return max(0, min(_DIGITS_OF_A_REMAINDER, _DIGITS_OF_A_DOUBLE - len(str(whole))))

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
        """Rank a partner among those with a turn: by remainder, nothing last, then by turn."""
        wholes, rests = (self.grid.line(self.row + down) for down in (0, 1))
        whole, rest = (self.grid.each(self.row + down, place) for down in (0, 1))
        turns, turn = self.grid.line(self.at[1]), self.grid.each(self.at[1], place)
        sign = f"IF({self.grid.value(self.row + 3)}<0,-1,1)"
        nothings, nothing = f"({rests}=0)*({wholes}=0)", f"({rest}=0)*({whole}=0)"
        sooner = f"({turns}<{turn})+({turns}={turn})*(COLUMN({turns})<COLUMN({turn}))"
        first = f"({nothings}<{nothing})+({nothings}={nothing})*({sooner})"
        ahead = f"({sign}*{rests}>{sign}*{rest})+({rests}={rest})*({first})"
        formula = f"IF({turn}>0,1+SUMPRODUCT(({turns}>0)*({ahead})),0)"
        return Live(formula, self._ranked().get(place, 0))

    def _ranked(self) -> dict[int, int]:
        """Return who takes odd units, each with its number in the order."""
        sign = -1 if self._left() < 0 else 1
        takers = [place for place, turn in enumerate(self.turns) if turn > 0]
        takers.sort(
            key=lambda p: (-sign * _remainder(self.scaled[p]), not self.scaled[p], self.turns[p])
        )
        return {place: number for number, place in enumerate(takers, 1)}

    def _left(self) -> int:
        sofar = sum(self.before, Fraction(0)) / self.unit
        whole = sum(int(each) for each in self.scaled)
        return nearest(sofar + sum(self.scaled)) - nearest(sofar) - whole

    def _odd(self) -> Live:
        """Return the units left over: what rounding the running total adds, less whole units."""
        whole, total = self.grid.line(self.row), f"SUM({self.grid.line(self.at[0])})"
        if not self.before:
            return Live(f"{self._units(total)}-SUM({whole})", self._left())
        sofar = f"SUM({self.grid.line(self.at[2])})"
        added = f"{self._units(f'({sofar}+{total})')}-{self._units(sofar)}"
        return Live(f"{added}-SUM({whole})", self._left())

    def _units(self, total: str) -> str:
        """Return a total to the nearest unit; rounded twice, for a double may be just under."""
        return f"ROUND(ROUND({total}/{self.unit_cell},{self.digits}),0)"

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
