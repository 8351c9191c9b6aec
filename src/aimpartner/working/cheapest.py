"""The cheapest way of a unit through a table, of ways that cost the same always the same one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from attrs import Factory, define

from aimpartner.working.flows import Flow

_FIRST = 1
"""Margins that are reached by then stand in their own order; later ones as they were improved."""


def cheapest(flow: Flow, start: int, *, is_hub_first: bool) -> list[int]:
    """Return the cheapest way from a margin that lacks a unit to one that has some over.

    It is what a search in rounds finds that goes from margin to margin, in the order in which
    they were improved, and keeps the first of ways that cost the same. Where several do, and that
    order tells, the search is made in full; else it is made among the hubs alone.

    Args:
        flow: the table.
        start: the margin that lacks a unit.
        is_hub_first: whether a hub comes before a spoke that is reached at the same cost.
    """
    among = _Among(flow, start)
    among.read()
    end = among.end(is_hub_first=is_hub_first)
    return among.way(end) or _searched(flow, start, end)


@define
class _Among:
    """What it costs to reach each hub, and in which round that was told.

    Args:
        flow: the table.
        start: where the unit comes from.
        costs: the least cost of each hub.
        rounds: the round in which each hub came to it: 0 for a hub that is the start.
    """

    flow: Flow
    start: int
    costs: dict[int, int] = Factory(dict)
    rounds: dict[int, int] = Factory(dict)

    @property
    def _at(self) -> int:
        """The place of the start among the spokes; negative for a hub."""
        return self.start - len(self.flow.hubs)

    def read(self) -> None:
        """Go from hub to hub, until none is reached at less."""
        hubs, number = self.flow.hubs, 0
        better = {self.start: 0}
        if self._at >= 0:
            number, better = 1, {hub: self.flow.into[hub][self._at] for hub in hubs}
        while better:
            self.costs.update(better)
            self.rounds.update(dict.fromkeys(better, number))
            number, better = number + 1, dict(self._improved(list(better)))

    def _improved(self, before: list[int]) -> Iterator[tuple[int, int]]:
        """Go through the hubs that are reached at less by one of those just improved."""
        for hub in self.flow.hubs:
            least = min((self._by(of, hub) for of in before if of != hub), default=None)
            if least is not None and (hub not in self.costs or least < self.costs[hub]):
                yield hub, least

    def _by(self, before: int, hub: int) -> int:
        """Return what a hub costs that is reached from another one."""
        return self.costs[before] + self.flow.links[before][hub][0][0]

    def end(self, *, is_hub_first: bool) -> int:
        """Return the cheapest margin to reach that has some over; of several the first."""
        flow, count = self.flow, len(self.flow.hubs)
        over = (hub for hub in flow.hubs if flow.lacks[hub] < 0)
        hubs = [(self.costs[hub], not is_hub_first, hub) for hub in over]
        spokes = [
            (self.costs[hub] + kept[0][0], is_hub_first, count + kept[0][1])
            for hub, kept in enumerate(flow.ends)
            if kept
        ]
        return min(hubs + spokes)[2]

    def way(self, end: int) -> list[int]:
        """Return the way to a margin; nothing where only the order of a full search tells it."""
        way = [end]
        while way[-1] != self.start:
            node = way[-1]
            found = self._before_hub(node) if node in self.flow.hubs else self._before_spoke(node)
            if len(found) > 1:
                return []
            way += found
        return way[::-1]

    def _before_spoke(self, node: int) -> list[int]:
        """Return the hubs from which a spoke is reached first at its least cost."""
        at = node - len(self.flow.hubs)
        costs = {hub: self.costs[hub] + self.flow.out[hub][at] for hub in self.flow.hubs}
        least = min(costs.values())
        hubs = [hub for hub, cost in costs.items() if cost == least]
        first = min(self.rounds[hub] for hub in hubs)
        hubs = [hub for hub in hubs if self.rounds[hub] == first]
        return hubs[:1] if first <= _FIRST else hubs

    def _before_hub(self, node: int) -> list[int]:
        """Return the spokes from which a hub is reached first at its least cost."""
        number, count = self.rounds[node], len(self.flow.hubs)
        if self._at >= 0 and number == _FIRST:
            return [self.start]
        links = [
            self.flow.links[before][node]
            for before in self.flow.hubs
            if self.rounds[before] == number - 1
            and before != node
            and self._by(before, node) == self.costs[node]
        ]
        if number <= _FIRST + (self._at >= 0):
            return [count + min(kept[0][1] for kept in links)]
        tied = sorted({at for kept in links for at in _tied(kept)})
        alike = {self._costs_of(at) for at in tied}
        return [count + at for at in (tied[:1] if len(alike) == 1 else tied)]

    def _costs_of(self, at: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return all that a unit costs by a spoke: where it is the same, the first one is taken."""
        out, into = self.flow.out, self.flow.into
        return tuple(row[at] for row in out), tuple(row[at] for row in into)


def _tied(kept: list[tuple[int, int]]) -> Iterator[int]:
    """Go through the spokes that cost as little as the cheapest."""
    least = kept[0][0]
    return (at for _, at in takewhile(lambda pair: pair[0] == least, kept))


def _searched(flow: Flow, start: int, end: int) -> list[int]:
    """Return the cheapest way that a search in full finds first."""
    best, came, waiting = {start: 0}, dict[int, int](), [start]
    while waiting:
        improved: dict[int, None] = {}
        for before in waiting:
            for after, cost in _steps(flow, before):
                total = best[before] + cost
                if after not in best or total < best[after]:
                    best[after], came[after] = total, before
                    improved[after] = None
        waiting = list(improved)
    way = [end]
    while way[-1] != start:
        way.append(came[way[-1]])
    return way[::-1]


def _steps(flow: Flow, before: int) -> Iterator[tuple[int, int]]:
    """Return where a unit passes on to from a margin, and at what cost."""
    count = len(flow.hubs)
    if before < count:
        return enumerate(flow.out[before], count)
    return ((hub, flow.into[hub][before - count]) for hub in flow.hubs)
