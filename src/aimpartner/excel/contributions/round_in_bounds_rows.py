"""The operation `round` in bounds as live rows; they mean what `working/units_in_bounds` means."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import floor

from attrs import frozen

from aimpartner.excel.contributions.grid import Grid, Row
from aimpartner.excel.contributions.round_rows import Rounded, cells_of
from aimpartner.excel.writing.sheet import Live
from aimpartner.working.bounds import FAR
from aimpartner.working.units_in_bounds import UnitsInBounds

_KEYS = (
    *("exact", "lower", "upper", "least", "most", "down", "kept"),
    *("rest", "order", "dealt", "room", "filled", "given"),
    *("cost", "near", "outside", "beyond"),
)
"""The rows above the step's own, by what they hold, as they stand."""

_EXACT = "exact units (1: charged in all, -1: credited)"


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
        units, way = self.units, Live(self.free.way(), self.units.free.way)
        least, most = zip(*units.ranges, strict=True)
        return [
            Row(_EXACT, way, cells_of(self._exact, units.exact), "remainder"),
            Row("lower bound in units", None, cells_of(self._bound(0), units.lower), "remainder"),
            Row("upper bound in units", None, cells_of(self._bound(1), units.upper), "remainder"),
            Row("least whole units", None, cells_of(self._least, least), "whole"),
            Row("most whole units", None, cells_of(self._most, most), "whole"),
            Row("units below, in the bounds", None, cells_of(self._down, units.down), "whole"),
            Row("whole units", None, cells_of(self._kept, units.kept), "whole"),
        ]

    def _dealt_rows(self) -> list[Row]:
        units, turn = self.units, self.units.in_turn
        order = [0] * self.grid.partners
        for number, position in enumerate(units.takers, 1):
            order[position] = number
        by_remainder = cells_of(self._dealt, units.by_remainder)
        full, rounds = Live(self._full(), turn.full), Live(self._rounds(), turn.rounds)
        return [
            Row("remainder", None, cells_of(self._rest, units.remainders), "remainder"),
            Row("order", None, cells_of(self._order, order), "whole"),
            Row("odd units by remainder", Live(self._left(), units.left), by_remainder, "whole"),
            Row("room", Live(self._still(), units.rest), cells_of(self._room, turn.room), "whole"),
            Row("units if all had it", full, cells_of(self._filled, turn.filled), "whole"),
            Row("odd units in turn", rounds, cells_of(self._given, turn.given), "whole"),
        ]

    def _outside_rows(self) -> list[Row]:
        units, many = self.units, Live(self._too_many(), self.units.too_many)
        costs, near = zip(*units.costs, strict=True)
        return [
            Row("one more beyond a bound", many, cells_of(self._cost, costs), "remainder"),
            Row("remainder before that", None, cells_of(self._near, near), "remainder"),
            Row("units beyond the bounds", None, cells_of(self._outside, units.outside), "whole"),
            Row("pence beyond a bound", None, cells_of(self._beyond, units.beyond), "fine"),
        ]

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
        return self._value("exact")

    @property
    def _sign(self) -> str:
        return f"IF({self._value('room')}<0,-1,1)"

    def _rounded(self, formula: str) -> str:
        return f"ROUND({formula},{self.free.digits})"

    def _in_units(self, row: int, position: int) -> str:
        return self._rounded(f"{self.grid.cell(row, position)}/{self.free.unit_cell}")

    def _exact(self, position: int) -> str:
        return f"{self._way}*{self._in_units(self.free.at[0], position)}"

    def _bound(self, side: int) -> Callable[[int], str]:
        """Return the formula of a bound; of what mirrors a charge the other one."""
        own, other = self.bounds[side], self.bounds[1 - side]
        return lambda position: (
            f"IF({self._way}>0,{self._in_units(own, position)},-{self._in_units(other, position)})"
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
        others = f"SUM({self._line('down')})-{down}"
        rest = self._within(f"{self._way}*{self.free.added()}-({others})", position)
        turn = self.grid.cell(self.free.at[1], position)
        return f"IF(AND({turn}>0,COUNTIF({turns},0)>0),{rest},{down})"

    def _rest(self, position: int) -> str:
        return self._rounded(f"{self._cell('exact', position)}-{self._cell('kept', position)}")

    def _order(self, position: int) -> str:
        """Rank who can go up to the next unit in its bounds by remainder, then by turn."""
        rests, kept, most = (self._line(key) for key in ("rest", "kept", "most"))
        turns, turn = self.grid.line(self.free.at[1]), self.grid.cell(self.free.at[1], position)
        rest = self._cell("rest", position)
        sooner = f"({turns}<{turn})+({turns}={turn})*(COLUMN({turns})<COLUMN({turn}))"
        able = f"({rests}>0)*({rests}<1)*({kept}<{most})"
        ahead = f"({rests}>{rest})+({rests}={rest})*({sooner})"
        own = f"{rest}>0,{rest}<1,{self._cell('kept', position)}<{self._cell('most', position)}"
        return f"IF(AND({own}),1+SUMPRODUCT({able}*({ahead})),0)"

    def _left(self) -> str:
        return f"{self._way}*{self.free.added()}-SUM({self._line('kept')})"

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
        more = f"IF({going_on}=0,0,INT(({units}-{self._of(full)})/MAX(1,{going_on})))"
        return f"{full}+{more}"

    def _ahead(self, position: int) -> str:
        """Tell who comes before one in turn: nothing last; of units taken off the last first."""
        turns, turn = self.grid.line(self.free.at[1]), self.grid.cell(self.free.at[1], position)
        exact, own = self._line("exact"), self._cell("exact", position)
        before = f"({self._sign}*COLUMN({turns})<{self._sign}*COLUMN({turn}))"
        sooner = f"({self._sign}*{turns}<{self._sign}*{turn})+({turns}={turn})*{before}"
        return f"(({exact}=0)*1<({own}=0)*1)+(({exact}=0)*1=({own}=0)*1)*({sooner})"

    def _given(self, position: int) -> str:
        room, rounds = self._cell("room", position), self._value("given")
        ahead = f"SUMPRODUCT(({self._line('room')}>{rounds})*({self._ahead(position)}))"
        left = f"ABS({self._value('room')})-{self._of(rounds)}"
        return f"MIN({room},{rounds})+IF({room}>{rounds},IF({ahead}<{left},1,0),0)"

    def _too_many(self) -> str:
        return f"ABS({self._value('room')})-SUM({self._line('given')})"

    def _end(self, position: int) -> str:
        least, most = (self._cell(key, position) for key in ("least", "most"))
        return f"IF({self._value('room')}<0,{least},{most})"

    def _over(self, units: str, position: int) -> str:
        """Return how far units go beyond the bounds."""
        lower, upper = (self._cell(key, position) for key in ("lower", "upper"))
        return f"MAX({lower}-({units}),{units}-{upper},0)"

    def _cost(self, position: int) -> str:
        end = self._end(position)
        more = f"{self._over(f'{end}+{self._sign}', position)}-{self._over(end, position)}"
        return f"IF({self._value('cost')}=0,0,{self._rounded(more)})"

    def _near(self, position: int) -> str:
        rest = self._rounded(
            f"{self._sign}*({self._cell('exact', position)}-{self._end(position)})"
        )
        return f"IF({self._value('cost')}=0,0,MAX(0,MIN(1,{rest})))"

    def _outside(self, position: int) -> str:
        costs, cost = self._line("cost"), self._cell("cost", position)
        nears, near = self._line("near"), self._cell("near", position)
        fewer, given = self._line("given"), self._cell("given", position)
        sooner = f"({fewer}<{given})+({fewer}={given})*({self._ahead(position)})"
        later = f"({nears}>{near})+({nears}={near})*({sooner})"
        turns, turn = self.grid.line(self.free.at[1]), self.grid.cell(self.free.at[1], position)
        taking = f"(({turns}=0)*1<({turn}=0)*1)+(({turns}=0)*1=({turn}=0)*1)*({later})"
        ahead = f"SUMPRODUCT(({costs}<{cost})+({costs}={cost})*({taking}))"
        many, count = self._value("cost"), self.grid.partners
        more = f"IF({ahead}<MOD({many},{count}),1,0)"
        return f"IF({many}=0,0,INT({many}/{count})+{more})"

    def _units(self, position: int) -> str:
        kept, dealt, given, outside = (
            self._cell(key, position) for key in ("kept", "dealt", "given", "outside")
        )
        return f"({kept}+{dealt}+{self._sign}*({given}+{outside}))"

    def _beyond(self, position: int) -> str:
        return f"{self.free.unit_cell}*{self._over(self._units(position), position)}"

    def _taken(self, position: int) -> str:
        return f"{self._way}*{self.free.unit_cell}*{self._units(position)}"
