"""What the operation `round` reads, told apart once for all its readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from attrs import frozen

T = TypeVar("T")

OF_A_NUMBER = 2
"""How many steps the rounding of one number reads: the number and its unit."""


@frozen
class RoundArgs(Generic[T]):
    """What a `round` reads, by name.

    Args:
        amounts: what is rounded.
        unit: what each result is a whole number of.
        turns: who takes odd units, and when.
        bounds: the least and the most of each; empty where there are none.
        before: what was rounded earlier to the same unit; empty where there is nothing.
    """

    amounts: T
    unit: T
    turns: T
    bounds: tuple[T, ...]
    before: tuple[T, ...]

    @classmethod
    def of(cls, args: Sequence[T]) -> RoundArgs[T]:
        """Return them from their order: amounts, unit, turns, both bounds, what was before.

        Example:
            >>> RoundArgs.of([0, 1, 2, 3]).before, RoundArgs.of([0, 1, 2, 3, 4]).bounds
            ((3,), (3, 4))
        """
        amounts, unit, turns, *more = args
        bounds = more[:2] if len(more) > 1 else []
        return cls(amounts, unit, turns, tuple(bounds), tuple(more[len(bounds) :]))
