"""The operation `round` in bounds as live rows; they mean what `working/units_in_bounds` means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from math import floor

from attrs import frozen

from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.contributions.round_rows import Rounded, cells_of
from aimpartner.excel.writing.sheet import Live
from aimpartner.working.apportionment import Column
from aimpartner.working.bounds import FAR
from aimpartner.working.units_in_bounds import UnitsInBounds

_KEYS = (
    *("units", "signs", "exact", "lower", "upper", "least", "most", "down", "there", "kept"),
    *("rest", "turn", "able", "order", "dealt", "room", "filled", "in turn", "given", "end"),
    *("cost", "near", "place", "later", "behind", "outside", "whole", "beyond"),
)
"""The rows above the step's own, by what they hold, as they stand."""


@frozen
class RoundedInBounds:
    """One `round` step with bounds: what it rounds, and where that stands.

    What the rows solve is told in `units_in_bounds`, in the same order: everyone keeps the units
    below its amount, in its bounds; the units left over go to the largest remainders; those still
    left, or too many, are dealt out in turn as far as there is room; and what there is no room for
    goes beyond the bounds where that is by least. All rows are of a charge: of a credit in all,
    with the other sign.

    Args:
        free: the same without bounds; it tells how it stands in the sheet.
        bounds: the rows of the least and the most of each.
        units: the amounts in whole units within bounds, and how they came to that.
    """

    free: Rounded
    bounds: tuple[int, int]
    units: UnitsInBounds

    @property
    def grid(self) -> Grid:
        """How the sheet's formulas name its cells."""
        return self.free.grid

    @property
    def is_clear(self) -> bool:
        """Whether doubles tell the remainders apart, the bounds from whole units, and costs."""
        margin, far = 2 * Fraction(1, 10**self.free.digits), FAR / self.units.free.unit / 2
        bounds = [each for each in (*self.units.lower, *self.units.upper) if abs(each) < far]
        gaps = [each - round(each) for each in bounds]
        pairs = zip(self.units.lower, self.units.upper, strict=True)
        gaps += [
            lower + upper - 2 * floor(upper) - 1
            for lower, upper in pairs
            if floor(upper) < lower  # no whole unit lies between: the nearer bound counts
        ]
        gaps += [
            upper - lower
            for parts in zip(*self.units.costs, strict=True)
            for lower, upper in pairwise(sorted(set(parts)))
        ]
        return self.free.is_clear and not any(0 < abs(gap) < margin for gap in gaps)

    def rows(self) -> list[Row]:
        """Return the rows above the step's own, then the step's."""
        own = Row("", None, cells_of(self._taken, self.units.amounts), "whole")
        return [*self._kept_rows(), *self._dealt_rows(), *self._outside_rows(), own]

    def _kept_rows(self) -> list[Row]:
        units = self.units
        least, most = zip(*units.ranges, strict=True)
        down = Live(f"SUM({self._line('down')})", sum(units.down))
        kept = Live(f"SUM({self._line('kept')})", sum(units.kept))
        there = Live(f"{self._way}*{self.free.added()}", units.left + sum(units.kept))
        return [
            *self.free.first_rows(),
            Row(
                "exact units, as of a charge", None, cells_of(self._exact, units.exact), "remainder"
            ),
            Row("lower bound in units", None, cells_of(self._bound(0), units.lower), "remainder"),
            Row("upper bound in units", None, cells_of(self._bound(1), units.upper), "remainder"),
            Row("least whole units", None, cells_of(self._least, least), "whole"),
            Row("most whole units", None, cells_of(self._most, most), "whole"),
            Row("units below, in the bounds", down, cells_of(self._down, units.down), "whole"),
            Row("units that there are", there, formats="whole"),
            Row("whole units, and in all", kept, cells_of(self._kept, units.kept), "whole"),
        ]

    def _dealt_rows(self) -> list[Row]:
        units, turn, cells = self.units, self.units.in_turn, cells_of
        order, able = [0] * self.grid.partners, [0] * self.grid.partners
        for number, position in enumerate(units.takers, 1):
            order[position], able[position] = number, 1
        full, rounds = Live(self._full(), turn.full), Live(self._rounds(), turn.rounds)
        left, still = Live(self._left(), units.left), Live(self._still(), units.rest)
        over = Live(self._over_rounds(), turn.over)
        return [
            Row("remainder", None, cells(self._rest, units.remainders), "remainder"),
            Row("turn, and by place", None, cells(self._turn, self._turns()), "whole"),
            Row("1: can go up to the next unit", None, cells(self._able, able), "whole"),
            Row("order", None, cells(self._order, order), "whole"),
            Row("odd units by remainder", left, cells(self._dealt, units.by_remainder), "whole"),
            Row("room", still, cells(self._room, turn.room), "whole"),
            Row("units if all had it", full, cells(self._filled, turn.filled), "whole"),
            Row("who is next in turn", rounds, cells(self._next, self._nexts()), "whole"),
            Row("odd units in turn", over, cells(self._given, turn.given), "whole"),
        ]

    def _outside_rows(self) -> list[Row]:
        units, cells = self.units, cells_of
        many = Live(self._too_many(), units.too_many)
        costs, near = zip(*units.costs, strict=True)
        sign = -1 if units.rest < 0 else 1
        ends = [least if sign < 0 else most for least, most in units.ranges]
        last = Live(self._sign(), sign)
        return [
            Row("last unit in the bounds", last, cells(self._end, ends), "whole"),
            Row("one more beyond a bound", many, cells(self._cost, costs), "remainder"),
            Row("remainder before that", None, cells(self._near, near), "remainder"),
            *self._behind_rows(costs, near),
            Row("units beyond the bounds", None, cells(self._outside, units.outside), "whole"),
            Row("units in the end", None, cells(self._units, units.units), "whole"),
            Row("pence beyond a bound", None, cells(self._beyond, units.beyond), "fine"),
        ]

    def _behind_rows(self, costs: Column, near: Column) -> list[Row]:
        """Return how many come before each of those who go beyond their bounds, by three keys."""
        places = _ranks(zip(self.units.in_turn.given, self._nexts(), strict=True))
        nearer = _ranks((-each, place) for each, place in zip(near, places, strict=True))
        alone = (0 if turn else self.grid.partners for turn in self.units.turns)
        later = [rank + after for rank, after in zip(nearer, alone, strict=True)]
        behind = _ranks(zip(costs, later, strict=True))
        return [
            Row("how many have fewer in turn", None, cells_of(self._place, places), "whole"),
            Row("how many are nearer", None, cells_of(self._later, later), "whole"),
            Row("how many it costs less", None, cells_of(self._behind, behind), "whole"),
        ]

    def _turns(self) -> list[Fraction]:
        """Return the turn of each, and by place where it is the same."""
        count = self.grid.partners
        pairs = enumerate(self.units.turns)
        return [turn * count + self.free.column(position) for position, turn in pairs]

    def _nexts(self) -> list[Fraction]:
        """Return when each takes a unit: nothing last; of units taken off the last first."""
        turns, sign = self._turns(), -1 if self.units.rest < 0 else 1
        last = 2 * max(turns) + 1
        pairs = zip(turns, self.units.exact, strict=True)
        return [sign * turn + (0 if exact else last) for turn, exact in pairs]

    def _at(self, key: str) -> int:
        return self.free.row + _KEYS.index(key)

    def _cell(self, key: str, position: int) -> str:
        return self.grid.cell(self._at(key), position)

    def _line(self, key: str) -> str:
        return self.grid.line(self._at(key))

    def _value(self, key: str) -> str:
        return self.grid.value(self._at(key))

    @property
    def _way(self) -> str:
        return self.free.way

    def _rounded(self, formula: str) -> str:
        return f"ROUND({formula},{self.free.digits})"

    def _exact(self, position: int) -> str:
        return f"{self._way}*{self._cell('units', position)}"

    def _bound(self, side: int) -> Callable[[int], str]:
        """Return the formula of a bound; of what mirrors a charge the other one."""
        own, other = self.bounds[side], self.bounds[1 - side]
        in_units = self.free.in_units
        return lambda position: (
            f"IF({self._way}>0,{in_units(own, position)},-{in_units(other, position)})"
        )

    def _range(self, position: int, *, is_least: bool) -> str:
        """Return the least or the most whole units that go least beyond the bounds."""
        lower, upper = (self._cell(key, position) for key in ("lower", "upper"))
        above, below = f"-INT(-{lower})", f"INT({upper})"
        one, other = (above, below) if is_least else (below, above)
        nearer = self._rounded(f"{lower}-{below}"), self._rounded(f"{above}-{upper}")
        first, second = nearer if is_least else nearer[::-1]
        return f"IF({above}<={below},{one},IF({first}<={second},{other},{one}))"

    def _least(self, position: int) -> str:
        return self._range(position, is_least=True)

    def _most(self, position: int) -> str:
        return self._range(position, is_least=False)

    def _within(self, units: str, position: int) -> str:
        return f"MIN(MAX({units},{self._cell('least', position)}),{self._cell('most', position)})"

    def _down(self, position: int) -> str:
        return self._within(f"INT({self._cell('exact', position)})", position)

    def _kept(self, position: int) -> str:
        """Return what is below the amount; of who alone takes odd units, what the others leave."""
        down, turns = self._cell("down", position), self.grid.line(self.free.at[1])
        rest = self._within(f"{self._value('there')}-{self._value('down')}+{down}", position)
        turn = self.grid.cell(self.free.at[1], position)
        return f"IF(AND({turn}>0,COUNTIF({turns},0)>0),{rest},{down})"

    def _rest(self, position: int) -> str:
        return self._rounded(f"{self._cell('exact', position)}-{self._cell('kept', position)}")

    def _turn(self, position: int) -> str:
        turns, turn = self.grid.line(self.free.at[1]), self.grid.cell(self.free.at[1], position)
        return f"{turn}*COLUMNS({turns})+COLUMN({turn})"

    def _able(self, position: int) -> str:
        keys = ("rest", "kept", "most")
        rest, kept, most = (self._cell(key, position) for key in keys)
        return f"IF(AND({rest}>0,{rest}<1,{kept}<{most}),1,0)"

    def _ahead(self, *keys: str, position: int) -> str:
        """Return who comes before one: who has less of the first; of as much, of the next."""
        key, *more = keys
        line, cell = self._line(key), self._cell(key, position)
        if not more:
            return f"({line}<{cell})"
        return f"({line}<{cell})+({line}={cell})*{self._ahead(*more, position=position)}"

    def _most_first(self, key: str, then: str, position: int) -> str:
        """Return who comes before one: who has more of the first; of as much, less of the next."""
        line, cell = self._line(key), self._cell(key, position)
        return f"({line}>{cell})+({line}={cell})*{self._ahead(then, position=position)}"

    def _order(self, position: int) -> str:
        """Rank who can go up to the next unit in its bounds by remainder, then by turn."""
        ahead = f"{self._line('able')}*({self._most_first('rest', 'turn', position)})"
        return f"IF({self._cell('able', position)}=0,0,1+SUMPRODUCT({ahead}))"

    def _left(self) -> str:
        return f"{self._value('there')}-{self._value('kept')}"

    def _dealt(self, position: int) -> str:
        order = self._cell("order", position)
        return f"IF(AND({order}>0,{order}<={self._value('dealt')}),1,0)"

    def _still(self) -> str:
        return f"{self._value('dealt')}-SUM({self._line('dealt')})"

    def _room(self, position: int) -> str:
        rest, keys = self._value("room"), ("least", "most", "kept", "dealt")
        least, most, kept, dealt = (self._cell(key, position) for key in keys)
        return f"MIN(ABS({rest}),IF({rest}<0,{kept}-{least},{most}-{kept}-{dealt}))"

    def _of(self, each: str) -> str:
        """Return the units given if nobody has more than so many."""
        rooms = self._line("room")
        return f"SUMPRODUCT(({rooms}<{each})*{rooms}+({rooms}>={each})*{each})"

    def _filled(self, position: int) -> str:
        return self._of(self._cell("room", position))

    def _full(self) -> str:
        """Return the largest room of which everybody can have as much, or all of its own."""
        able = f"({self._line('filled')}<=ABS({self._value('room')}))"
        return f"SUMPRODUCT(MAX({able}*{self._line('room')}))"

    def _rounds(self) -> str:
        full, units = self._value("filled"), f"ABS({self._value('room')})"
        going_on = f'COUNTIF({self._line("room")},">"&{full})'
        return f"{full}+INT(({units}-{self._of(full)})/MAX(1,{going_on}))*({going_on}>0)"

    def _next(self, position: int) -> str:
        """Return when one takes a unit in turn: nothing last; of units taken off the last first."""
        turns, turn = self._line("turn"), self._cell("turn", position)
        nothing = f"IF({self._cell('exact', position)}=0,2*MAX({turns})+1,0)"
        return f"{nothing}+IF({self._value('room')}<0,-1,1)*{turn}"

    def _over_rounds(self) -> str:
        return f"ABS({self._value('room')})-{self._of(self._value('in turn'))}"

    def _given(self, position: int) -> str:
        room, rounds = self._cell("room", position), self._value("in turn")
        ahead = f"({self._line('room')}>{rounds})*{self._ahead('in turn', position=position)}"
        more = f"IF(SUMPRODUCT({ahead})<{self._value('given')},1,0)"
        return f"MIN({room},{rounds})+IF({room}>{rounds},{more},0)"

    def _too_many(self) -> str:
        return f"ABS({self._value('room')})-SUM({self._line('given')})"

    def _sign(self) -> str:
        return f"IF({self._value('room')}<0,-1,1)"

    def _end(self, position: int) -> str:
        least, most = (self._cell(key, position) for key in ("least", "most"))
        return f"IF({self._value('room')}<0,{least},{most})"

    def _over(self, units: str, position: int) -> str:
        """Return how far units go beyond the bounds."""
        lower, upper = (self._cell(key, position) for key in ("lower", "upper"))
        return f"MAX({lower}-({units}),{units}-{upper},0)"

    def _cost(self, position: int) -> str:
        end, sign = self._cell("end", position), self._value("end")
        more = f"{self._over(f'{end}+{sign}', position)}-{self._over(end, position)}"
        return f"IF({self._value('cost')}=0,0,{self._rounded(more)})"

    def _near(self, position: int) -> str:
        gap = f"{self._cell('exact', position)}-{self._cell('end', position)}"
        rest = self._rounded(f"{self._value('end')}*({gap})")
        return f"IF({self._value('cost')}=0,0,MAX(0,MIN(1,{rest})))"

    def _place(self, position: int) -> str:
        return f"SUMPRODUCT({self._ahead('given', 'in turn', position=position)})"

    def _later(self, position: int) -> str:
        turns, turn = self.grid.line(self.free.at[1]), self.grid.cell(self.free.at[1], position)
        nearer = f"SUMPRODUCT({self._most_first('near', 'place', position)})"
        return f"{nearer}+IF({turn}=0,COLUMNS({turns}),0)"

    def _behind(self, position: int) -> str:
        return f"SUMPRODUCT({self._ahead('cost', 'later', position=position)})"

    def _outside(self, position: int) -> str:
        many, count = self._value("cost"), f"COLUMNS({self._line('cost')})"
        more = f"IF({self._cell('behind', position)}<MOD({many},{count}),1,0)"
        return f"INT({many}/{count})+{more}"

    def _units(self, position: int) -> str:
        kept, dealt, given, outside = (
            self._cell(key, position) for key in ("kept", "dealt", "given", "outside")
        )
        return f"{kept}+{dealt}+{self._value('end')}*({given}+{outside})"

    def _beyond(self, position: int) -> str:
        return f"{self.free.unit_cell}*{self._over(self._cell('whole', position), position)}"

    def _taken(self, position: int) -> str:
        return f"{self._way}*{self.free.unit_cell}*{self._cell('whole', position)}"


def _ranks(keys: Iterable[tuple[Fraction | int, Fraction | int]]) -> list[int]:
    """Return how many come before each, by their keys."""
    listed = list(keys)
    ordered = sorted(listed)
    return [bisect_left(ordered, key) for key in listed]
