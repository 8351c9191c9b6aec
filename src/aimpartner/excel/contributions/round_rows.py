"""The operation `round` as live rows; whole units mean what `working/apportionment` means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from aimpartner.exact import nearest
from aimpartner.excel.contributions.grid import VALUE, Grid, Row
from aimpartner.excel.writing.sheet import Live
from aimpartner.working.apportionment import Column, WholeUnits

_DIGITS_OF_A_DOUBLE = 15
_DIGITS_OF_A_REMAINDER = 6
_DIGITS_OF_NOISE = 2
_SIGNS = "halves by turn (1: charged in all, -1: credited)"
_KEYS = ("units", "signs", "whole", "rest", "turn", "order", "odd")
"""The rows above the step's own, by what they hold, as they stand."""
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
        turns: who takes odd units, and when.
    """

    grid: Grid
    row: int
    at: tuple[int, ...]
    unit_cell: str
    units: WholeUnits
    turns: Column

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
        units = self.units
        order = [0] * self.grid.partners
        for number, position in enumerate(units.takers, 1):
            order[position] = number
        whole, odd = (
            Live(f"SUM({self._line('whole')})", sum(units.whole)),
            Live(self._odd(), units.odd),
        )
        takers = Live(f'COUNTIF({self.grid.line(self.at[1])},">0")', len(units.takers))
        return [
            *self.first_rows(),
            Row(
                "whole units, and in all", whole, cells_of(self._whole_units, units.whole), "whole"
            ),
            Row("remainder", None, cells_of(self._rest, units.remainders), "remainder"),
            Row(
                "turn, those with nothing last", None, cells_of(self._turn, self._turns()), "whole"
            ),
            Row(
                "order, and how many take odd units", takers, cells_of(self._order, order), "whole"
            ),
            Row("odd units", odd, cells_of(self._dealt, units.dealt), "whole"),
            Row("", None, cells_of(self._taken, units.amounts), "whole"),
        ]

    def first_rows(self) -> list[Row]:
        """Return the amounts in units, and whether they are charged or credited in all.

        Tell a charge from a credit by the sum; where it is nothing, by the first that is not: the
        first by turn, those without one last, for its half outweighs the halves of all after it.
        """
        in_units = [_rounded(each, self.digits) for each in self.units.scaled]
        in_all = _rounded(sum(self.units.scaled), self._digits_of_a_sum)
        total = f"{self.grid.total(self.at[0])}/{self.unit_cell}"
        sums = Live(f"ROUND({total},{self._digits_of_a_sum})", in_all)
        way = Live(self._way(), self.units.way)
        return [
            Row("in units, and in all", sums, cells_of(self._in_units, in_units), "remainder"),
            Row(_SIGNS, way, cells_of(self._sign, self._signs(in_units)), "whole"),
        ]

    def _signs(self, in_units: Sequence[Fraction]) -> list[Fraction]:
        """Return the half of each by its turn, with the sign of its amount."""
        pairs = enumerate(zip(in_units, self.turns, strict=True))
        return [
            Fraction(
                (units > 0) - (units < 0), 2 ** int(turn or self._last + self.column(position))
            )
            for position, (units, turn) in pairs
        ]

    def _turns(self) -> list[Fraction]:
        """Return the turn of each, those with nothing last, and by place where it is the same."""
        after, count = max(self.turns) + 1, self.grid.partners
        return [
            (turn + (0 if units else after)) * count + self.column(position)
            for position, (turn, units) in enumerate(
                zip(self.turns, self.units.scaled, strict=True)
            )
        ]

    @property
    def _last(self) -> int:
        return self.grid.partners

    @staticmethod
    def column(position: int) -> int:
        """Return the number of a partner's column, as a formula counts it."""
        return VALUE + 2 + position

    def _at(self, key: str) -> int:
        return self.row + _KEYS.index(key)

    def _line(self, key: str) -> str:
        return self.grid.line(self._at(key))

    def _cell(self, key: str, position: int) -> str:
        return self.grid.cell(self._at(key), position)

    def _value(self, key: str) -> str:
        return self.grid.value(self._at(key))

    @property
    def way(self) -> str:
        """The cell that holds 1 for a charge in all, -1 for a credit."""
        return self._value("signs")

    def in_units(self, row: int, position: int) -> str:
        """Return a partner's number of a row, in units."""
        return f"ROUND({self.grid.cell(row, position)}/{self.unit_cell},{self.digits})"

    def _in_units(self, position: int) -> str:
        return self.in_units(self.at[0], position)

    def _sign(self, position: int) -> str:
        turns, turn = self.grid.line(self.at[1]), self.grid.cell(self.at[1], position)
        place = f"IF({turn}=0,COLUMNS({turns})+COLUMN({turn}),{turn})"
        return f"SIGN({self._cell('units', position)})*2^-{place}"

    def _way(self) -> str:
        total = self._value("units")
        return f"IF(IF({total}<>0,{total},SUM({self._line('signs')}))<0,-1,1)"

    def _whole_units(self, position: int) -> str:
        """Return the next whole units below an amount; for a credit in all, above."""
        return f"{self.way}*INT({self.way}*{self._cell('units', position)})"

    def _rest(self, position: int) -> str:
        amount, count = self.grid.cell(self.at[0], position), self._cell("whole", position)
        return f"ROUND({amount}/{self.unit_cell}-{count},{self.digits})"

    def _turn(self, position: int) -> str:
        turns, turn = self.grid.line(self.at[1]), self.grid.cell(self.at[1], position)
        is_nothing = f"AND({self._cell('rest', position)}=0,{self._cell('whole', position)}=0)"
        return f"({turn}+IF({is_nothing},1+MAX({turns}),0))*COLUMNS({turns})+COLUMN({turn})"

    def _order(self, position: int) -> str:
        """Rank a partner among those with a turn: by remainder, nothing last, then by turn."""
        rests, rest = self._line("rest"), self._cell("rest", position)
        turns, turn = self.grid.line(self.at[1]), self.grid.cell(self.at[1], position)
        sooner = f"({self._line('turn')}<{self._cell('turn', position)})"
        ahead = f"({self.way}*{rests}>{self.way}*{rest})+({rests}={rest})*{sooner}"
        return f"IF({turn}>0,1+SUMPRODUCT(({turns}>0)*({ahead})),0)"

    def _odd(self) -> str:
        """Return the units left over beside the whole ones."""
        return f"{self.added()}-{self._value('whole')}"

    def added(self) -> str:
        """Return the units that there are: what rounding the running total adds."""
        total, before = self.grid.total(self.at[0]), self.at[2:]
        if not before:
            return self._units(total)
        sofar = self.grid.total(before[0])
        return f"({self._units(f'({sofar}+{total})')}-{self._units(sofar)})"

    def _units(self, total: str) -> str:
        """Return a total to the nearest unit; rounded twice, for a double may be just under."""
        return f"ROUND(ROUND({total}/{self.unit_cell},{self.digits}),0)"

    def _dealt(self, position: int) -> str:
        odd, order = self._value("odd"), self._cell("order", position)
        takers = self._value("order")
        taken = f"INT(ABS({odd})/{takers})+IF({order}<=MOD(ABS({odd}),{takers}),1,0)"
        return f"IF({order}=0,0,{self.way}*({taken}))"

    def _taken(self, position: int) -> str:
        count, odd = (self._cell(key, position) for key in ("whole", "odd"))
        return f"({count}+{odd})*{self.unit_cell}"


def _rounded(number: Fraction | int, digits: int) -> Fraction:
    """Return a number to some decimals, as a formula rounds it."""
    return Fraction(nearest(Fraction(number) * 10**digits), 10**digits)


def cells_of(formula: Callable[[int], str], values: Sequence[Fraction | int]) -> tuple[Live, ...]:
    """Return a formula for each partner, by its place in the order, with the value it has."""
    return tuple(Live(formula(position), value) for position, value in enumerate(values))
