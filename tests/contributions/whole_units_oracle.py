"""Whole units by the words of the rule: of all ways that have the total, the best.

No arithmetic of the library is used: no remainder is ranked, and nothing is dealt out in tiers.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from attrs import frozen

Shares = dict[str, Fraction]
Bounds = dict[str, Fraction | None]
Pence = dict[str, int]
Names = tuple[str, ...]
Cost = tuple[Fraction | int, ...]
Way = tuple[Cost, Names, tuple[int, ...]]
NOTHING = Fraction(0)
NO_BOUNDS: tuple[Bounds, Bounds] = ({}, {})


def deal(
    exact: Shares, units: int, unit: int, takers: Names, bounds: tuple[Bounds, Bounds]
) -> Pence:
    """Whole units that come to so many, the best of all ways.

    The best goes least beyond the bounds; then, where one alone takes the odd units, others move
    least from the units below their amounts; then it is least far from the amounts in all, moves
    least beyond the units next to them, and least from nothing. Of ways that are as good the
    first taker is charged most, then the second; if the amounts are a credit in all, it is
    credited most.
    """
    amounts = {name: each / unit for name, each in exact.items()}
    order = (*takers, *(name for name in amounts if name not in takers))
    signs = (sum(amounts.values(), NOTHING), *(amounts[name] for name in order))
    way = -1 if next(filter(None, signs), NOTHING) < 0 else 1
    if len(takers) < len(amounts):
        order = (*(name for name in amounts if name not in takers), *takers)
    ones = {}
    for name in order:
        low, high = (None if each is None else each / unit for each in ends(bounds, name))
        is_beside_one = len(takers) < len(amounts)
        ones[name] = One(amounts[name], low, high, way, is_beside_one, name in takers)
    best: dict[int, Way] = {0: ((0,) * 5, (), ())}
    for name, one in ones.items():
        others = sum((each.reach for other, each in ones.items() if other != name), len(amounts))
        is_held = any(each is not None for side in bounds for each in side.values())
        far = others if is_held or one.takes_all else 1
        costs = [(count, one.cost(count)) for count in one.choices(far)]
        following: dict[int, Way] = {}
        for so_far, (cost, names, dealt) in best.items():
            for count, more in costs:
                total = tuple(a + b for a, b in zip(cost, more, strict=True))
                found = (total, (*names, name), (*dealt, count))
                key = so_far + count
                if key not in following or rank(found, way) < rank(following[key], way):
                    following[key] = found
        best = following
    _, names, dealt = best[units]
    return {name: count * unit for name, count in zip(names, dealt, strict=True)}


def rank(found: Way, way: int) -> tuple[Cost, list[int]]:
    """What counts first: the cost, then who is charged most, or credited most in a credit."""
    cost, _, dealt = found
    return cost, [-way * count for count in dealt]


def ends(bounds: tuple[Bounds, Bounds], name: str) -> Iterator[Fraction | None]:
    return (side.get(name) for side in bounds)


@frozen
class One:
    """One amount in units, its bounds, and what a number of whole units costs."""

    amount: Fraction
    low: Fraction | None
    high: Fraction | None
    way: int
    is_beside_one: bool
    takes: bool

    @property
    def takes_all(self) -> bool:
        return self.is_beside_one and self.takes

    @property
    def reach(self) -> int:
        """How many units its bounds may move it, for which others have to make room."""
        ends = [each for each in (self.low, self.high) if each is not None]
        return max((ceil(far) for each in ends if (far := abs(each - self.amount)) < 20), default=0)

    def choices(self, others: int) -> range:
        """All units that could be best: those next to the amount, to the bounds, and beyond."""
        near = [each for each in (self.amount, self.low, self.high) if each is not None]
        near = [each for each in near if abs(each - self.amount) < 20]
        return range(floor(min(near)) - others, ceil(max(near)) + others + 1)

    def beyond(self, count: int) -> Fraction:
        below = NOTHING if self.low is None else self.low - count
        above = NOTHING if self.high is None else count - self.high
        return max(below, above, NOTHING)

    @cached_property
    def held(self) -> list[int]:
        """The units that go least beyond the bounds."""
        beyond = {each: self.beyond(each) for each in self.choices(1)}
        least = min(beyond.values())
        return [each for each, far in beyond.items() if far == least]

    def inside(self, count: int) -> int:
        """The units nearest to a number of them that go least beyond the bounds."""
        return min(self.held, key=lambda each: abs(each - count))

    def cost(self, count: int) -> Cost:
        ends = sorted((self.inside(floor(self.amount)), self.inside(ceil(self.amount))))
        moved = max(ends[0] - count, count - ends[1], 0)
        down = self.inside(floor(self.amount) if self.way > 0 else ceil(self.amount))
        aside = abs(count - down) if self.is_beside_one and not self.takes else 0
        further = 0 if self.takes_all else moved
        from_nothing = 0 if self.amount else moved
        return self.beyond(count), aside, abs(count - self.amount), further**2, from_nothing
