"""A working with its figures: what every reader of it reads."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from attrs import frozen

from aimpartner.working.apportionment import Column
from aimpartner.working.bounded import Bounded
from aimpartner.working.bounds import Held, within
from aimpartner.working.round_args import OF_A_NUMBER, RoundArgs
from aimpartner.working.steps import Figure, Op, ResultKind, Step, Working, as_column
from aimpartner.working.units_in_bounds import UnitsInBounds, units_in_bounds


@frozen
class Worked:
    """The steps of a year, and the figure of each.

    Args:
        working: the steps.
        figures: the figure of every step: one number, or one a partner.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> worked = calculate(samples.load("aim"), "2021/22").worked
        >>> at = worked.working.position(ResultKind.CONTRIBUTION)
        >>> worked.of(at, "Sefton") == 52402776 == worked.result(ResultKind.CONTRIBUTION)[2]
        True
    """

    working: Working
    figures: tuple[Figure, ...]

    @property
    def partners(self) -> tuple[str, ...]:
        """The partners, in the order of every column."""
        return self.working.partners

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps, each over earlier ones."""
        return self.working.steps

    def column(self, at: int) -> Column:
        """Return the figures of the step at a position, one a partner."""
        return as_column(self.figures[at], len(self.partners))

    def total(self, at: int) -> Fraction:
        """Return the sum over the partners of the figures of the step at a position."""
        return self._totals[at]

    def are_whole(self, at: int) -> bool:
        """Return whether every figure of the step at a position is a whole number."""
        return self._wholes[at]

    @cached_property
    def _wholes(self) -> tuple[bool, ...]:
        columns = map(self.column, range(len(self.steps)))
        return tuple(all(each.denominator == 1 for each in column) for column in columns)

    @cached_property
    def _totals(self) -> tuple[Fraction, ...]:
        return tuple(sum(self.column(at), Fraction(0)) for at in range(len(self.steps)))

    def of(self, at: int, partner: str) -> Fraction:
        """Return a partner's figure of the step at a position."""
        figure = self.figures[at]
        return figure[self.partners.index(partner)] if isinstance(figure, tuple) else figure

    def result(self, kind: ResultKind, name: str = "") -> Column:
        """Return the figures of a result, one a partner."""
        return self.column(self.working.position(kind, name))

    def in_bounds(self, at: int) -> UnitsInBounds | None:
        """Return how a `round` with bounds came to its whole units; nothing for other steps."""
        step = self.steps[at]
        if step.op is not Op.ROUND or len(step.args) == OF_A_NUMBER:
            return None
        args = RoundArgs.of([*map(self.column, step.args)])
        if not args.bounds:
            return None
        lower, upper = args.bounds
        exact = (args.amounts, args.unit[0], args.turns)
        return units_in_bounds(*exact, (lower, upper), *args.before)

    def held(self, at: int) -> Held | None:
        """Return how a `limit` held its amounts, and whom at a bound; nothing for other steps."""
        step = self.steps[at]
        return within(*map(self.column, step.args)) if step.op is Op.LIMIT else None

    def allowed(self, bounded: Bounded) -> tuple[Column, Column]:
        """Return the least and the most that each may contribute by a limit, in pence.

        That is its bounds, and what it does not hold as it is exactly: what is bought at a price,
        what is one's own.
        """
        held = self.column(bounded.after(self.working.bounded))
        rest = [one - part for one, part in zip(self.result(ResultKind.EXACT), held, strict=True)]
        lower, upper = (
            tuple(bound + more for bound, more in zip(self.column(at), rest, strict=True))
            for at in (bounded.lower, bounded.upper)
        )
        return lower, upper

    def input_at(self, address: str) -> tuple[Step, Fraction] | None:
        """Return the input that has a figure at an address, and the figure; `None` if none has."""
        for position, step in enumerate(self.steps if address else ()):
            if step.op is Op.INPUT:
                for partner, figure in zip(self.partners, self.column(position), strict=True):
                    if step.address(partner) == address:
                        return step, figure
        return None
