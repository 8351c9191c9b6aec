"""A working with its figures: what every reader of it reads."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from aimpartner.working.apportionment import Column
from aimpartner.working.steps import Figure, ResultKind, Step, Working, as_column


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

    def of(self, at: int, partner: str) -> Fraction:
        """Return a partner's figure of the step at a position."""
        figure = self.figures[at]
        return figure[self.partners.index(partner)] if isinstance(figure, tuple) else figure

    def result(self, kind: ResultKind, name: str = "") -> Column:
        """Return the figures of a result, one a partner."""
        return self.column(self.working.position(kind, name))
