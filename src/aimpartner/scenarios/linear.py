"""Contributions as they depend on one amount of the budget: straight lines, and their rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from attrs import evolve, field, frozen

from aimpartner.errors import ModelError
from aimpartner.working.engine import evaluate
from aimpartner.working.round_args import OF_A_NUMBER, RoundArgs
from aimpartner.working.steps import Op, ResultKind, Step, Working
from aimpartner.working.worked import Worked
from aimpartner.year.facts import YearFacts

Line = tuple[Fraction, Fraction]
"""What a figure is where the amount is nothing, and by how much it rises with each penny."""


@frozen
class Linear:
    """A year's working over one amount, in pence; every other input stays.

    Args:
        facts: the year.
        working: its working.
        position: the step that holds the amount.
        rounded: the steps that round what depends on it.

    Raises:
        ModelError: a step makes of the amount what is no straight line.
    """

    facts: YearFacts
    working: Working
    position: int
    rounded: tuple[int, ...]
    _ends: tuple[Worked, Worked] = field(init=False)

    @_ends.default
    def _at_nothing_and_a_penny(self) -> tuple[Worked, Worked]:
        return self._worked(0), self._worked(1)

    @classmethod
    def of(cls, facts: YearFacts, key: str) -> Linear:
        """Return the year's working over the amount of a line, given as pool/line."""
        working = facts.working()
        address = facts.budget.address(facts.budget.line(key))
        position = next(at for at, step in enumerate(working.steps) if step.at == address)
        return cls(facts, working, position, _roundings(facts, working.steps, position))

    def _worked(self, pence: int) -> Worked:
        steps = list(self.working.steps)
        steps[self.position] = evolve(steps[self.position], value=Fraction(pence))
        return evaluate(evolve(self.working, steps=tuple(steps)), self.facts.year)

    def _lines(self, position: int) -> list[Line]:
        """Return a step's figures, one a partner, each as a line."""
        nothing, penny = (worked.column(position) for worked in self._ends)
        return [(low, high - low) for low, high in zip(nothing, penny, strict=True)]

    @property
    def exact(self) -> list[Line]:
        """Each partner's contribution before rounding."""
        return self._lines(self.working.position(ResultKind.EXACT))

    def contribution(self, who: int, pence: int) -> Fraction:
        """Return a partner's contribution, rounded, where the amount is so many pence."""
        return self._worked(pence).result(ResultKind.CONTRIBUTION)[who]

    def ends(self, who: int, low: Fraction, high: Fraction) -> tuple[int, int] | None:
        """Return the least and the most amount that bring a contribution between bounds.

        Where the exact contribution lies well between the bounds, the rounded one does too; where
        it lies well outside, not. At the edges every amount at which a rounding could turn is
        tried.

        Args:
            who: the partner's place.
            low: the least that the contribution may be, in pence.
            high: the most.

        Returns:
            The two amounts in pence; `None` where no whole penny will do.
        """
        stray = self._stray()
        zones = [(low - stray, low + stray), (high - stray, high + stray)]
        if high - low < 2 * stray:
            zones = [(low - stray, high + stray)] * 2
        below, above = (self._turns(who, zone) for zone in zones)
        tried = ((below, low, high), (above[::-1], low, high))
        least, most = (self._first(who, *search) for search in tried)
        return None if least is None or most is None else (least, most)

    def _first(self, who: int, tried: Sequence[int], low: Fraction, high: Fraction) -> int | None:
        """Return the first amount that brings the contribution between the bounds."""
        return next(
            (pence for pence in tried if low <= self.contribution(who, pence) <= high), None
        )

    def _stray(self) -> Fraction:
        """Return what rounding can take a contribution away from its exact amount, at most."""
        rounding = self.facts.formula.rounding
        is_near = rounding.odd == "largest remainder" and not self.working.bounded
        units = 2 if is_near else len(self.facts.partners) + 1
        return Fraction(units * rounding.unit.pence * len(self.rounded))

    def _turns(self, who: int, zone: tuple[Fraction, Fraction]) -> list[int]:
        """Return the whole pence, in order, beside each amount at which a rounding could turn.

        The zone is that of the exact contribution; no amount is less than nothing.
        """
        start, slope = self.exact[who]
        first, last = (max((end - start) / slope, Fraction(0)) for end in zone)
        turns = {ceil(first), floor(last)}
        for base, rise in self._watched(who):
            low, high = sorted((base + rise * first, base + rise * last))
            levels = range(ceil(low), floor(high) + 1) if rise else ()
            meets = [(level - base) / rise for level in levels]
            turns.update(near for at in meets for near in range(ceil(at) - 1, floor(at) + 2))
        return sorted(turn for turn in turns if first <= turn <= last)

    def _watched(self, who: int) -> Iterator[Line]:
        """Return lines that are whole numbers wherever a partner's rounding can turn.

        Its whole units change where an amount or a bound is whole, the order of its remainder and
        another's where the two lie whole units apart, the number of odd units where a sum is half a
        unit, and a charge is a credit instead where the sum is nothing.
        """
        unit = self.facts.formula.rounding.unit.pence
        for position in self.rounded:
            args = RoundArgs.of([*map(self._lines, self.working.steps[position].args)])
            for column in (args.amounts, *args.bounds):
                lines = [(base / unit, rise / unit) for base, rise in column]
                yield from lines
                own = lines[who]
                yield from ((base - own[0], rise - own[1]) for base, rise in lines)
            lines = [(base / unit, rise / unit) for base, rise in args.amounts]
            yield _in_all(lines)
            earlier = [(base / unit, rise / unit) for each in args.before for base, rise in each]
            for sums in filter(None, (earlier, [*earlier, *lines])):
                base, rise = _in_all(sums)
                yield base + Fraction(1, 2), rise


def _in_all(lines: Sequence[Line]) -> Line:
    base, rise = (sum(parts, Fraction(0)) for parts in zip(*lines, strict=True))
    return base, rise


def _roundings(facts: YearFacts, steps: Sequence[Step], position: int) -> tuple[int, ...]:
    """Return the steps that round what depends on a step; refuse what is no straight line."""
    moved, rounded, stepped = {position}, [], set[int]()
    for at, step in enumerate(steps):
        moving = [arg for arg in step.args if arg in moved]
        if not moving:
            continue
        turned = not stepped.isdisjoint(step.args)
        if not _is_linear(step, len(moving), turned=turned):
            subject = f"{step.words} of {facts.year} under {facts.formula.title}"
            rule = "follow from the line by adding, by multiplying and by one rounding"
            remedy = "Try totals by scenarios instead."
            raise ModelError(subject, rule, f'the operation "{step.op.value}"', remedy)
        moved.add(at)
        if step.op is Op.ROUND:
            rounded.append(at)
        if step.op is Op.ROUND or turned:
            stepped.add(at)
    return tuple(rounded)


def _is_linear(step: Step, moving: int, *, turned: bool) -> bool:
    """Return whether a step over figures on straight lines, rounded at the end, stays one."""
    if step.op is Op.TIMES:
        return moving == 1
    is_shared_out = step.op is Op.ROUND and len(step.args) > OF_A_NUMBER
    return step.op is Op.ADD or (is_shared_out and not turned)
