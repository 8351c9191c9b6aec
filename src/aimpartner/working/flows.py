"""Units on their way through a table: what passing on costs, kept in order between its margins."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable
from itertools import pairwise

from attrs import define, field

Kept = list[tuple[int, int]]
"""Costs in order, each with the spoke that it is by."""


@define
class Flow:
    """A table in whole units, and what one more unit through each of its cells costs.

    The margins of the shorter side are hubs, those of the other are spokes. A unit passes from a
    hub out to a spoke, and from a spoke into a hub. What it costs from one hub to another is kept
    in order of its cost, by every spoke: so the cheapest way is found among the hubs alone,
    however many spokes there are.

    Args:
        units: the cells, hub by hub.
        lacks: the units that each margin lacks, hubs before spokes; negative where it has some
            over.
        cost: what a unit more or less costs in the cell of a hub and a spoke; no unit costs less
            than the one before it.
        way: 1 where a unit that passes out of a hub is one more in its cell, else -1.
        out: what a unit costs from each hub to each spoke.
        into: the same from spoke to hub, hub by hub.
        links: from hub to hub, what a unit costs by each spoke, in order.
        ends: from each hub, what a unit costs to each spoke that has some over, in order.
    """

    units: list[list[int]]
    lacks: list[int]
    cost: Callable[[int, int, int, int], int]
    way: int
    out: list[list[int]] = field(init=False)
    into: list[list[int]] = field(init=False)
    links: list[list[Kept]] = field(init=False)
    ends: list[Kept] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Put the costs in order."""
        hubs, spokes = self.hubs, range(len(self.units[0]))
        self.out, self.into = (
            [[self.cost(hub, at, self.units[hub][at], way) for at in spokes] for hub in hubs]
            for way in (self.way, -self.way)
        )
        self.links = [
            [_links(out, into) if hub != other else [] for other, into in enumerate(self.into)]
            for hub, out in enumerate(self.out)
        ]
        over = [at for at in spokes if self.lacks[len(hubs) + at] < 0]
        self.ends = [sorted((out[at], at) for at in over) for out in self.out]

    @property
    def hubs(self) -> range:
        """The margins that are hubs."""
        return range(len(self.units))

    def send(self, way: list[int]) -> None:
        """Move one unit along a way, from a margin that lacks one to one that has one over.

        Args:
            way: the margins that it passes, one after another.
        """
        for before, after in pairwise(way):
            self._pass(before, after)
        start, end = way[0], way[-1]
        self.lacks[start] -= 1
        self.lacks[end] += 1
        if end >= len(self.units) and not self.lacks[end]:
            at = end - len(self.units)
            for out, kept in zip(self.out, self.ends, strict=True):
                _take(kept, out[at], at)

    def _pass(self, before: int, after: int) -> None:
        """Move one unit between a hub and a spoke, and keep the costs in order."""
        hub, spoke = sorted((before, after))
        at = spoke - len(self.units)
        self._keep(hub, at, _take)
        self.units[hub][at] += self.way if before == hub else -self.way
        self.out[hub][at] = self.cost(hub, at, self.units[hub][at], self.way)
        self.into[hub][at] = self.cost(hub, at, self.units[hub][at], -self.way)
        self._keep(hub, at, _put)

    def _keep(self, hub: int, at: int, change: Callable[[Kept, int, int], None]) -> None:
        """Take out, or put in, all that is kept of the cell of a hub and a spoke."""
        out, into = self.out[hub][at], self.into[hub][at]
        for other in self.hubs:
            if other != hub:
                change(self.links[hub][other], out + self.into[other][at], at)
                change(self.links[other][hub], self.out[other][at] + into, at)
        if self.lacks[len(self.units) + at] < 0:
            change(self.ends[hub], out, at)


def _links(out: list[int], into: list[int]) -> Kept:
    """Return what a unit costs out of one hub and into another, by every spoke, in order."""
    return sorted((cost + more, at) for at, (cost, more) in enumerate(zip(out, into, strict=True)))


def _take(kept: Kept, cost: int, at: int) -> None:
    del kept[bisect_left(kept, (cost, at))]


def _put(kept: Kept, cost: int, at: int) -> None:
    insort(kept, (cost, at))
