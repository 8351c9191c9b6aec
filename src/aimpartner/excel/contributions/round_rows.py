"""The operation `round` as live rows; whole units mean what `working/apportionment` means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.writing.sheet import Live
from aimpartner.working.apportionment import WholeUnits

_DIGITS_OF_A_DOUBLE = 15
_DIGITS_OF_A_REMAINDER = 6
_DIGITS_OF_NOISE = 2
_WHOLE = "whole units (1: charged in all, -1: credited)"
_NOISE = Fraction(4, 2**53)


@frozen
class Rounded:
    """One `round` step: what it rounds, and where that stands.

    Args:
        grid: the columns of the sheet.
        row: where its first row will stand.
        at: the rows of amounts and turns, and of the amounts before where there are any.
        unit_cell: the cell of the unit.
        units: the amounts in whole units, and how they came to that.
    """

    grid: Grid
    row: int
    at: tuple[int, ...]
    unit_cell: str
    units: WholeUnits

    @property
    def digits(self) -> int:
        """How many decimals of a remainder a double can hold beside its whole units."""
        largest = max(map(abs, self.units.whole))
        return max(0, min(_DIGITS_OF_A_REMAINDER, _DIGITS_OF_A_DOUBLE - len(str(largest))))

    @property
    def _digits_of_a_sum(self) -> int:
        """How many decimals tell a sum from nothing, beside the noise of all that it adds."""
        return max(0, self.digits - _DIGITS_OF_NOISE)

    @property
    def is_clear(self) -> bool:
        """Whether doubles tell the remainders apart, and the total from half a unit."""
        margin, before = 2 * Fraction(1, 10**self.digits), self.units.before
        totals = (before, before + sum(self.units.scaled))
        gaps = [abs(total - int(total)) - Fraction(1, 2) for total in totals]
        rests = self.units.remainders
        gaps += [*rests, *(1 - abs(rest) for rest in rests)]
        gaps += [upper - lower for lower, upper in pairwise(sorted(set(rests)))]
        return not any(0 < abs(gap) < margin for gap in gaps) and not (
            self._has_unsure_tie() or self._has_unsure_way()
        )

    def _has_unsure_way(self) -> bool:
        """Return whether charges and credits might come to nothing, or to more or less."""
        scaled = self.units.scaled
        is_little = 0 < abs(sum(scaled, Fraction(0))) < 2 * Fraction(1, 10**self._digits_of_a_sum)
        return is_little and min(scaled) < 0 < max(scaled)

    def _has_unsure_tie(self) -> bool:
        """Return whether equal remainders of unlike amounts might round apart."""
        scaled, shift = self.units.scaled, 10**self.digits
        noise = _NOISE * max(map(abs, scaled)) * shift
        amounts = dict(zip(scaled, self.units.remainders, strict=True))  # those alike, once
        return any(
            count > 1 and abs(abs(rest) * shift % 1 - Fraction(1, 2)) < noise
            for rest, count in Counter(amounts.values()).items()
        )

    def rows(self) -> list[Row]:
        """Return the rows above the step's own, then the step's."""
        units, way = self.units, Live(self.way(), self.units.way)
        order = [0] * self.grid.partners
        for number, position in enumerate(units.takers, 1):
            order[position] = number
        return [
            Row(_WHOLE, way, cells_of(self._whole_units, units.whole), "whole"),
            Row("remainder", None, cells_of(self._rest, units.remainders), "remainder"),
            Row("order", None, cells_of(self._order, order), "whole"),
            Row("odd units", self._odd(), cells_of(self._dealt, units.dealt), "whole"),
            Row("", None, cells_of(self._taken, units.amounts), "whole"),
        ]

    def way(self) -> str:
        """Tell a charge from a credit by the sum; where it is nothing, by the first that is not.

        The first by turn, those without one last: its half outweighs the halves of all after it.
        """
        amounts, turns = self.grid.line(self.at[0]), self.grid.line(self.at[1])
        total = f"ROUND(SUM({amounts})/{self.unit_cell},{self._digits_of_a_sum})"
        signs = f"SIGN(ROUND({amounts}/{self.unit_cell},{self.digits}))"
        halves = f"2^-({turns}+({turns}=0)*(COLUMNS({turns})+COLUMN({turns})))"
        first = f"SUMPRODUCT({signs}*{halves})"
        return f"IF(IF({total}<>0,{total},{first})<0,-1,1)"

    def _whole_units(self, position: int) -> str:
        """Return the next whole units below an amount; for a credit in all, above."""
        amount, way = self.grid.cell(self.at[0], position), self.grid.value(self.row)
        return f"{way}*INT({way}*ROUND({amount}/{self.unit_cell},{self.digits}))"

    def _rest(self, position: int) -> str:
        amount, count = self.grid.cell(self.at[0], position), self.grid.cell(self.row, position)
        return f"ROUND({amount}/{self.unit_cell}-{count},{self.digits})"

    def _order(self, position: int) -> str:
        """Rank a partner among those with a turn: by remainder, nothing last, then by turn."""
        wholes, rests = (self.grid.line(self.row + down) for down in (0, 1))
        count, rest = (self.grid.cell(self.row + down, position) for down in (0, 1))
        turns, turn = self.grid.line(self.at[1]), self.grid.cell(self.at[1], position)
        sign = self.grid.value(self.row)
        nothings, nothing = f"({rests}=0)*({wholes}=0)", f"({rest}=0)*({count}=0)"
        sooner = f"({turns}<{turn})+({turns}={turn})*(COLUMN({turns})<COLUMN({turn}))"
        first = f"({nothings}<{nothing})+({nothings}={nothing})*({sooner})"
        ahead = f"({sign}*{rests}>{sign}*{rest})+({rests}={rest})*({first})"
        return f"IF({turn}>0,1+SUMPRODUCT(({turns}>0)*({ahead})),0)"

    def _odd(self) -> Live:
        """Return the units left over beside the whole ones."""
        return Live(f"{self.added()}-SUM({self.grid.line(self.row)})", self.units.odd)

    def added(self) -> str:
        """Return the units that there are: what rounding the running total adds."""
        total = f"SUM({self.grid.line(self.at[0])})"
        before = self.at[2:]
        if not before:
            return self._units(total)
        sofar = f"SUM({self.grid.line(before[0])})"
        return f"({self._units(f'({sofar}+{total})')}-{self._units(sofar)})"

    def _units(self, total: str) -> str:
        """Return a total to the nearest unit; rounded twice, for a double may be just under."""
        return f"ROUND(ROUND({total}/{self.unit_cell},{self.digits}),0)"

    def _dealt(self, position: int) -> str:
        odd, order = self.grid.value(self.row + 3), self.grid.cell(self.row + 2, position)
        takers = f'COUNTIF({self.grid.line(self.at[1])},">0")'
        taken = f"INT(ABS({odd})/{takers})+IF({order}<=MOD(ABS({odd}),{takers}),1,0)"
        return f"IF({order}=0,0,{self.grid.value(self.row)}*({taken}))"

    def _taken(self, position: int) -> str:
        count, odd = (self.grid.cell(self.row + down, position) for down in (0, 3))
        return f"({count}+{odd})*{self.unit_cell}"


def cells_of(formula: Callable[[int], str], values: Sequence[Fraction | int]) -> tuple[Live, ...]:
    """Return a formula for each partner, by its place in the order, with the value it has."""
    return tuple(Live(formula(position), value) for position, value in enumerate(values))
