"""Whole units within bounds: the bounds first, then the least distance, then in turn."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil, floor, lcm

import pytest
from attrs import frozen
from hypothesis import event, example, given
from hypothesis import strategies as st

from aimpartner.errors import ApportionmentError
from aimpartner.exact import nearest
from aimpartner.working.apportionment import Column, whole_units
from aimpartner.working.bounds import FAR
from aimpartner.working.units_in_bounds import InTurn, units_in_bounds
from drawn import drawn
from faults import caught, said

NIL, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)
NONE = (-FAR, FAR)
Bounds = tuple[Column, Column]


@frozen
class Amounts:
    """Amounts in bounds, and the turns of an order of ties."""

    exact: Column
    lower: Column
    upper: Column
    turns: Column

    @classmethod
    def of(cls, *rows: str) -> Amounts:
        """Return amounts written as "least exact most", a dash for no bound."""
        columns = zip(*(row.split() for row in rows), strict=True)
        far = {0: -FAR, 2: FAR}
        numbers = [
            tuple(far[side] if each == "-" else Fraction(each) for each in column)
            for side, column in enumerate(columns)
        ]
        turns = tuple(Fraction(place + 1) for place in range(len(rows)))
        return cls(numbers[1], numbers[0], numbers[2], turns)

    @property
    def dealt(self) -> tuple[int, ...]:
        found = units_in_bounds(self.exact, ONE, self.turns, (self.lower, self.upper))
        return tuple(map(int, found.amounts))

    @property
    def opposite(self) -> Amounts:
        exact, least, most = (
            tuple(-each for each in column) for column in (self.exact, self.upper, self.lower)
        )
        return Amounts(exact, least, most, self.turns)

    @property
    def order(self) -> list[int]:
        return sorted(range(len(self.turns)), key=self.turns.__getitem__)

    @property
    def is_credit(self) -> bool:
        signs = (sum(self.exact, NIL), *(self.exact[place] for place in self.order))
        return next(filter(None, signs), ONE) < 0

    def beyond(self, place: int, units: int) -> Fraction:
        return max(self.lower[place] - units, units - self.upper[place], NIL)

    def moved(self, place: int, units: int) -> int:
        """How many units one goes beyond those next to its amount, or next to its bounds."""
        least, most = ceil(self.lower[place]), floor(self.upper[place])
        next_to = [floor(self.exact[place]), ceil(self.exact[place])]
        if least <= most:
            next_to = [min(max(each, least), most) for each in next_to]
        return max(next_to[0] - units, units - next_to[1], 0)

    def cost(self, place: int, units: int) -> tuple[Fraction, Fraction, int, int]:
        """What one costs: beyond its bounds, its distance, beyond the next units, from nothing."""
        moved = self.moved(place, units)
        from_nothing = moved if not self.exact[place] else 0
        distance = abs(units - self.exact[place])
        return self.beyond(place, units), distance, moved**2, from_nothing

    def total(self, units: tuple[int, ...]) -> tuple[Fraction, ...]:
        costs = [self.cost(place, each) for place, each in enumerate(units)]
        return tuple(
            sum((Fraction(each) for each in part), NIL) for part in zip(*costs, strict=True)
        )

    def tie(self, units: tuple[int, ...]) -> list[int]:
        """Of equals, the first in the order is charged most, or credited most in a credit."""
        return [units[place] if self.is_credit else -units[place] for place in self.order]

    def best(self) -> tuple[tuple[Fraction, ...], list[int], tuple[int, ...]]:
        """By enumeration: the least cost of all ways that have the total, and the first in order.

        The parts of a cost are weighed into one whole number, each far above all that follow.
        """
        parts = [each for column in (self.exact, self.lower, self.upper) for each in column]
        scale, large = lcm(*(each.denominator for each in parts)), 10**9
        options: list[list[tuple[int, int]]] = []
        for place, exact in enumerate(self.exact):
            near = sorted({floor(exact) + step for step in range(-3, 5)})
            options.append([(units, self._weighed(place, units, scale, large)) for units in near])
        total, found = nearest(sum(self.exact, NIL)), list[tuple[int, tuple[int, ...]]]()
        least = None
        for way in product(*options):
            if sum(units for units, _ in way) == total:
                cost = sum(each for _, each in way)
                if least is None or cost <= least:
                    least = cost
                    found.append((cost, tuple(units for units, _ in way)))
        ways = [units for cost, units in found if cost == least]
        first = min(ways, key=self.tie)
        return self.total(first), self.tie(first), first

    def _weighed(self, place: int, units: int, scale: int, large: int) -> int:
        weighed = 0
        for part in self.cost(place, units):
            weighed = weighed * large + int(part * scale)
        return weighed


PARTS = st.sampled_from([NIL, HALF, -HALF, Fraction(1, 3), Fraction(-2, 3), ONE, Fraction(5, 2)])
ROOM = st.sampled_from([NIL, NIL, Fraction(1, 3), HALF, Fraction(2, 3), ONE, Fraction(4, 3), FAR])


@st.composite
def amounts(draw: st.DrawFn, most: int = 6, *, are_within: bool = True) -> Amounts:
    """Draw amounts, bounds about them, and an order of ties."""
    exact = tuple(
        draw(st.lists(PARTS | st.fractions(-3, 9, max_denominator=6), min_size=1, max_size=most))
    )
    shift = NIL if are_within else draw(st.sampled_from([NIL, ONE, -HALF]))
    lower = tuple(each + shift - draw(ROOM) for each in exact)
    upper = tuple(each + shift + draw(ROOM) for each in exact)
    order = draw(st.permutations(range(len(exact))))
    return Amounts(
        exact, lower, upper, tuple(Fraction(order.index(n) + 1) for n in range(len(exact)))
    )


THREE_CAPPED = Amounts.of("- 33.5 33.5", "- 33.5 33.5", "- 33 -")
THREE_FLOORED = Amounts.of("33.5 33.5 -", "33.5 33.5 -", "- 33 -")
NO_UNIT = Amounts.of("- 50.5 50.5", "- 50.5 50.5")
BETWEEN = Amounts.of("33.2 33.5 33.7", "- 1 -")


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        (("- 33.5 33.5", "- 33.5 33.5", "- 33 -"), (33, 33, 34)),
        (("33.5 33.5 -", "33.5 33.5 -", "- 33 -"), (34, 34, 32)),
        (("- 50.5 50.5", "- 49.5 -"), (50, 50)),
        (("- 1.5 1.5", "- 8.5 -"), (1, 9)),
        (("- 10.9 10.9", "- 20.9 20.9", "- 30.9 -", "- 1.3 -"), (10, 20, 32, 2)),
        (("- 10.9 10.9", "- 20.9 20.9", "- 30.9 30.9", "- 1.3 -"), (10, 20, 30, 4)),
        (("- 10.9 10.9", "- 20.9 20.9", "- 30.9 30.9", "- 1 -", "- 0.3 1.9"), (10, 20, 30, 3, 1)),
        (("- 0.5 0.5", "- 0.5 0.5", "- 0 -", "- 1 -"), (0, 0, 0, 2)),
    ],
)
def test_a_partner_goes_beyond_the_next_units_only_so_that_others_keep_their_bounds(
    rows: tuple[str, ...], units: tuple[int, ...]
) -> None:
    whole = Amounts.of(*rows)
    assert whole.dealt == units
    assert not any(whole.beyond(place, each) for place, each in enumerate(units))


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        (("- 50.5 50.5", "- 50.5 50.5"), (51, 50)),
        (("- 50.5 50.5", "- 50.2 50.2", "- 50.3 50.3"), (51, 50, 50)),
        (("- 50.2 50.9", "- 20.3 20.5", "- 7 7", "- 8.5 8.5"), (51, 20, 7, 8)),
        (("50.5 50.5 -", "50.6 50.6 -", "1 1 1"), (50, 51, 1)),
        (("33.2 33.5 33.7", "- 1.2 -"), (33, 2)),
        (("33.4 33.5 33.7", "- 1.2 -"), (34, 1)),
        (("33.3 33.5 33.7", "- 1.2 -"), (34, 1)),
    ],
)
def test_where_no_whole_units_keep_the_bounds_it_is_by_least_that_one_goes_beyond(
    rows: tuple[str, ...], units: tuple[int, ...]
) -> None:
    whole = Amounts.of(*rows)
    assert whole.dealt == units
    assert any(whole.beyond(place, each) for place, each in enumerate(units))


@drawn(60)
@given(amounts())
@example(THREE_CAPPED)
@example(THREE_FLOORED)
@example(NO_UNIT)
@example(BETWEEN)
def test_nothing_keeps_the_bounds_better_or_is_nearer_in_them(whole: Amounts) -> None:
    """By enumeration, up to six partners: bounds, distance, in turn; ties in the stated order."""
    cost, tie, units = whole.best()
    found = whole.dealt
    assert sum(found) == nearest(sum(whole.exact, NIL))
    event(f"within: {not cost[0]}")
    assert (whole.total(found), whole.tie(found)) == (cost, tie)
    assert found == units


@drawn(60)
@given(amounts(4, are_within=False))
def test_nothing_keeps_bounds_better_that_the_exact_amounts_do_not_keep(whole: Amounts) -> None:
    """As by element, where what is left of a bound is in whole units already.

    Where no whole units keep the bounds they go beyond them by as little, and no more is said.
    """
    (beyond, distance, *_), _, _ = whole.best()
    found = whole.total(whole.dealt)
    assert found[0] <= beyond
    assert beyond or found[1] <= distance


@given(amounts(are_within=False))
@example(THREE_CAPPED)
@example(THREE_FLOORED)
@example(NO_UNIT)
def test_credits_in_bounds_mirror_charges(whole: Amounts) -> None:
    assert whole.opposite.dealt == tuple(-each for each in whole.dealt)


@given(amounts())
def test_bounds_that_nothing_meets_change_nothing(whole: Amounts) -> None:
    count = len(whole.exact)
    far = Amounts(whole.exact, (-FAR,) * count, (FAR,) * count, whole.turns)
    assert far.dealt == whole_units(whole.exact, ONE, whole.turns).amounts


def test_units_of_a_size_are_in_bounds_after_what_was_rounded_before() -> None:
    """£1.50 last year is the most, in pounds; 40p were rounded to nothing before."""
    exact, turns = (Fraction(150), Fraction(850)), (ONE, 2 * ONE)
    bounds = (Fraction(0), Fraction(0)), (Fraction(150), FAR)
    found = units_in_bounds(exact, Fraction(100), turns, bounds, (Fraction(40), NIL))
    assert [*map(int, found.amounts)] == [100, 900]
    after = units_in_bounds(exact, Fraction(100), turns, bounds, (Fraction(50), NIL))
    assert [*map(int, after.amounts)] == [100, 900]


def host(whole: Amounts, place: int) -> tuple[int, ...]:
    turns = tuple(Fraction(each == place) for each in range(len(whole.exact)))
    found = units_in_bounds(whole.exact, ONE, turns, (whole.lower, whole.upper))
    return tuple(map(int, found.amounts))


@pytest.mark.parametrize(
    ("rows", "units"),
    [
        (("- 1.5 -", "- 2.6 -", "- 3.9 -"), (3, 2, 3)),
        (("- 1.5 2.5", "- 2.6 -", "- 3.9 -"), (2, 2, 4)),
        (("- 1.5 1.5", "- 2.6 -", "- 3.9 3.9"), (1, 4, 3)),
        (("- 1.5 -", "2.6 2.6 -", "3.9 3.9 -"), (1, 3, 4)),
        (("1 1.5 -", "2.6 2.6 -", "9.1 9.1 -", "1 1 1", "1 2 -"), (1, 3, 10, 1, 1)),
        (("- 1.2 1.5", "- 2.5 2.5", "- 3.8 4"), (2, 2, 4)),
    ],
)
def test_the_host_takes_the_odd_units_as_far_as_its_bounds_let_it(
    rows: tuple[str, ...], units: tuple[int, ...]
) -> None:
    whole = Amounts.of(*rows)
    assert host(whole, 0) == units
    assert host(whole.opposite, 0) == tuple(-each for each in units)


def test_odd_units_in_bounds_are_taken_by_everyone_or_by_one() -> None:
    turns, bounds = (ONE, ONE * 2, NIL), ((NIL,) * 3, (ONE,) * 3)
    fault = caught(ApportionmentError, units_in_bounds, (HALF,) * 3, ONE, turns, bounds)
    assert said(fault) == (
        "Odd units",
        "be taken by everyone or by one, where there are bounds",
        "2 of 3",
    )


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=6),
    st.integers(0, 40),
    st.randoms(use_true_random=False),
)
def test_units_are_given_one_each_in_turn_to_those_who_have_room(
    rooms: list[int], units: int, random: object
) -> None:
    order = list(range(len(rooms)))
    random.shuffle(order)  # type: ignore[attr-defined]  # a Random
    taken, left = [0] * len(rooms), units
    while left and taken != rooms:
        for place in order:
            if left and taken[place] < rooms[place]:
                taken[place] += 1
                left -= 1
    assert InTurn(tuple(rooms), units, tuple(order)).given == tuple(taken)
