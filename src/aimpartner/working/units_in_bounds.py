"""Whole units dealt out within bounds, wherever whole units exist that keep them."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil, floor

from attrs import frozen

from aimpartner.errors import ApportionmentError
from aimpartner.working.apportionment import Column, WholeUnits, whole_units

Units = tuple[int, ...]


@frozen
class InTurn:
    """Units given out one each in turn, again and again, to those who have room.

    Args:
        room: how many units each can take.
        units: how many there are.
        order: the positions, the first to take one first.

    Example:
        >>> InTurn((1, 0, 5), 4, (0, 1, 2)).given
        (1, 0, 3)
    """

    room: Units
    units: int
    order: Units

    def _of(self, each: int) -> int:
        """Return how many units are given if nobody has more than so many."""
        return sum(min(room, each) for room in self.room)

    @cached_property
    def filled(self) -> Units:
        """How many units are given if nobody has more than each has room for."""
        rooms = sorted(self.room)
        below = [*accumulate(rooms, initial=0)]
        places = (bisect_right(rooms, room) for room in self.room)
        pairs = zip(self.room, places, strict=True)
        return tuple(below[place] + room * (len(rooms) - place) for room, place in pairs)

    @cached_property
    def full(self) -> int:
        """The largest room of which everybody can have as much, or all of its own."""
        rooms = zip(self.room, self.filled, strict=True)
        return max((room for room, units in rooms if units <= self.units), default=0)

    @cached_property
    def rounds(self) -> int:
        """How many units everybody has that has room for them."""
        going_on = sum(room > self.full for room in self.room)
        more = (self.units - self._of(self.full)) // going_on if going_on else 0
        return self.full + more

    @cached_property
    def over(self) -> int:
        """How many units are left for one more each, once everybody has had those rounds."""
        return self.units - self._of(self.rounds)

    @cached_property
    def given(self) -> Units:
        """The units that each takes."""
        more = [position for position in self.order if self.room[position] > self.rounds]
        last = set(more[: self.over])
        return tuple(
            min(room, self.rounds) + (position in last) for position, room in enumerate(self.room)
        )


@frozen
class UnitsInBounds:
    """Amounts in whole units within bounds, and how they came to.

    All but the amounts is told as of a charge: of a credit in all, with the other sign.

    Args:
        free: the amounts in whole units without any bounds.
        lower: the least that each may be, in units.
        upper: the most, likewise.
        turns: the order that breaks ties, lowest first; or one alone that takes odd units, and 0.
    """

    free: WholeUnits
    lower: Column
    upper: Column
    turns: Column

    @cached_property
    def exact(self) -> Column:
        """The exact amounts, in units."""
        return tuple(self.free.way * amount for amount in self.free.scaled)

    @cached_property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The least and the most whole units of each that go least beyond its bounds."""
        return tuple(map(_range, self.lower, self.upper))

    @cached_property
    def down(self) -> Units:
        """The whole units below each amount, in its bounds."""
        rows = zip(self.exact, self.ranges, strict=True)
        return tuple(min(max(floor(amount), least), most) for amount, (least, most) in rows)

    @cached_property
    def kept(self) -> Units:
        """What each keeps before any unit is left over: the units below its amount.

        Who alone takes the odd units keeps all that the others leave, in its bounds.
        """
        kept = list(self.down)
        if 0 in self.turns:
            taker = next(position for position, turn in enumerate(self.turns) if turn)
            least, most = self.ranges[taker]
            kept[taker] = min(max(self._total - sum(kept) + kept[taker], least), most)
        return tuple(kept)

    @property
    def _total(self) -> int:
        return self.free.way * (sum(self.free.whole) + self.free.odd)

    @cached_property
    def left(self) -> int:
        """The units left over beside those kept; negative where too many are kept."""
        return self._total - sum(self.kept)

    @cached_property
    def remainders(self) -> Column:
        """What each amount is beyond the units kept."""
        return tuple(amount - units for amount, units in zip(self.exact, self.kept, strict=True))

    @cached_property
    def takers(self) -> Units:
        """Who can go up to the next unit in its bounds, the largest remainder first."""
        rests = self.remainders
        able = (
            position
            for position, (_, most) in enumerate(self.ranges)
            if 0 < rests[position] < 1 and self.kept[position] < most
        )
        return tuple(sorted(able, key=lambda at: (-rests[at], self.turns[at], at)))

    @cached_property
    def by_remainder(self) -> Units:
        """The units that go to the largest remainders."""
        takers = set(self.takers[: max(self.left, 0)])
        return tuple(int(position in takers) for position in range(len(self.turns)))

    @cached_property
    def rest(self) -> int:
        """The units that still are left over, or have to be taken off."""
        return self.left - sum(self.by_remainder)

    @property
    def _sign(self) -> int:
        return -1 if self.rest < 0 else 1

    def _turn(self, position: int) -> tuple[bool, Fraction, int]:
        """Return when one takes such a unit: a partner of nothing last; the last in order gives."""
        turn = self._sign * self.turns[position], self._sign * position
        return (self.exact[position] == 0, *turn)

    @cached_property
    def in_turn(self) -> InTurn:
        """Those units as they are dealt out in turn, beyond the next unit but in the bounds."""
        rows = zip(self.ranges, self.kept, self.by_remainder, strict=True)
        rooms = [
            kept - least if self.rest < 0 else most - kept - more
            for (least, most), kept, more in rows
        ]
        units = abs(self.rest)
        order = sorted(range(len(rooms)), key=self._turn)
        return InTurn(tuple(min(room, units) for room in rooms), units, tuple(order))

    @cached_property
    def too_many(self) -> int:
        """The units for which there is no room in any bounds."""
        return abs(self.rest) - sum(self.in_turn.given)

    @cached_property
    def costs(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """By how much more one such unit would go beyond a bound, and how near the amount is."""
        if not self.too_many:
            return ((Fraction(0), Fraction(0)),) * len(self.turns)
        sides = (most if self._sign > 0 else least for least, most in self.ranges)
        rows = zip(sides, self.exact, self.lower, self.upper, strict=True)
        return tuple(
            (
                _beyond(end + self._sign, lower, upper) - _beyond(end, lower, upper),
                min(max(self._sign * (amount - end), Fraction(0)), Fraction(1)),
            )
            for end, amount, lower, upper in rows
        )

    @property
    def outside(self) -> Units:
        """The units that go beyond the bounds: where that is by least, then the largest rest.

        Among equals who alone takes odd units is soonest, then one that has fewer in turn.
        """
        costs, given = self.costs, self.in_turn.given
        order = sorted(
            range(len(costs)),
            key=lambda at: (
                costs[at][0],
                self.turns[at] == 0,
                -costs[at][1],
                given[at],
                self._turn(at),
            ),
        )
        each, more = divmod(self.too_many, len(costs))
        first = set(order[:more])
        return tuple(each + (position in first) for position in range(len(costs)))

    @cached_property
    def units(self) -> Units:
        """What each comes to, in units."""
        rows = zip(self.kept, self.by_remainder, self.in_turn.given, self.outside, strict=True)
        return tuple(kept + more + self._sign * (on + out) for kept, more, on, out in rows)

    @property
    def beyond(self) -> Column:
        """How far each goes beyond its bounds in the end, as an amount."""
        rows = zip(self.units, self.lower, self.upper, strict=True)
        return tuple(self.free.unit * _beyond(*row) for row in rows)

    @property
    def amounts(self) -> Column:
        """What each comes to."""
        return tuple(self.free.way * self.free.unit * units for units in self.units)


def units_in_bounds(
    amounts: Column,
    unit: Fraction,
    turns: Column,
    bounds: tuple[Column, Column],
    before: Column | None = None,
) -> UnitsInBounds:
    """Return amounts in whole units within bounds that sum to the nearest unit of their total.

    Whole units that go least beyond the bounds come first, which is not at all wherever whole
    units exist that keep them; among those, the ones that are least far from the exact amounts in
    all. So a partner comes to one of the two whole units next to its amount unless others could
    not be kept in their bounds else; the units that go beyond those are dealt out in turn, one
    each. The stated order breaks ties. A credit mirrors the charge.

    Each step takes what costs least, and no unit costs less than the one before it: next to the
    amount by its remainder, beyond that a whole unit of distance, outside the bounds by how far.
    That is why nothing is nearer.

    Args:
        amounts: the exact amounts.
        unit: what each result is a whole number of.
        turns: the order of everyone that breaks ties, lowest first; or one alone that takes the
            odd units as far as its bounds let it, and 0 for the others.
        bounds: the least and the most that each may be.
        before: exact amounts rounded earlier to the same unit.

    Raises:
        ApportionmentError: some take odd units, but neither one alone nor everyone.

    Example:
        >>> half, one = Fraction(67, 2), Fraction(1)
        >>> caps = (Fraction(0),) * 3, (half, half, Fraction(100))
        >>> units = units_in_bounds((half, half, Fraction(33)), one, (one, 2 * one, 3 * one), caps)
        >>> [int(each) for each in units.amounts]
        [33, 33, 34]
    """
    takers = sum(turn > 0 for turn in turns)
    if takers not in {1, len(turns)}:
        rule = "be taken by everyone or by one, where there are bounds"
        raise ApportionmentError("Odd units", rule, f"{takers} of {len(turns)}")
    free = whole_units(amounts, unit, turns, before)
    lower, upper = (tuple(free.way * each / unit for each in bound) for bound in bounds)
    if free.way < 0:
        lower, upper = upper, lower
    return UnitsInBounds(free, lower, upper, turns)


def _range(lower: Fraction, upper: Fraction) -> tuple[int, int]:
    """Return the least and the most of the whole numbers that go least beyond two bounds."""
    least, most = ceil(lower), floor(upper)
    if least <= most:
        return least, most
    below, above = lower - most, least - upper
    return most if below <= above else least, least if above <= below else most


def _beyond(units: int, lower: Fraction, upper: Fraction) -> Fraction:
    """Return how far whole units go beyond two bounds."""
    return max(lower - units, units - upper, Fraction(0))
