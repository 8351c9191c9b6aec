"""What limits held in their bounds, as far as the rounding after them has to know it."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen


@frozen
class Bounded:
    """Amounts that a limit held in its bounds: where each of them stands among the steps.

    Args:
        limit: the name of the limit.
        amounts: the amounts before.
        lower: the least that each may be.
        upper: the most.
        held: the amounts held.
    """

    limit: str
    amounts: int
    lower: int
    upper: int
    held: int

    def after(self, all_bounded: Iterable[Bounded]) -> int:
        """Return where the same amounts stand once later limits on them alone have held them.

        Example:
            >>> first, then = Bounded("cap", 1, 2, 3, 4), Bounded("minimum", 4, 5, 6, 7)
            >>> first.after([first, then]), then.after([first, then])
            (7, 7)
        """
        held = self.held
        for other in all_bounded:
            held = other.held if other.amounts == held else held
        return held
