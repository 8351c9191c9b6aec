"""The bounds that limits set to what is rounded: kept by whole units wherever those exist."""

from __future__ import annotations

from fractions import Fraction

from aimpartner.working.bounded import Bounded
from aimpartner.working.bounds import FAR, is_far
from aimpartner.working.steps import Draft, Op

_WORDS = ("lower bound of the contribution", "upper bound of the contribution")


def bounds_of(draft: Draft, exact: int) -> tuple[int, ...]:
    """Write the least and the most that each may contribute by all limits, in pence.

    A limit allows its bounds, and what it does not hold as it is exactly. Where a later limit on
    the same amounts has moved them beyond an earlier one's bound, the later one wins: the earlier
    bound is then the exact amount, so that rounding goes no further.

    Args:
        draft: the working while it is being written; it knows what limits held.
        exact: what each partner pays in all.

    Returns:
        The two steps; none where there are no limits.
    """
    return tuple(_side(draft, exact, side) for side in (0, 1)) if draft.bounded else ()


def _side(draft: Draft, exact: int, side: int) -> int:
    """Write the bounds of one side, all limits together."""
    bounds = [
        _allowed(draft, exact, each, side) for each in draft.bounded if _binds(draft, each, side)
    ]
    if not bounds:
        return _none(draft, side)
    first, *others = bounds
    for bound in others:
        first = _cut(draft, first, bound, side, f"{_WORDS[side]}, by all limits")
    return first


def _none(draft: Draft, side: int) -> int:
    """Write the bound of a side that has none."""
    return draft.number("", (-FAR, FAR)[side], f"no {('lower', 'upper')[side]} bound", "pence")


def _binds(draft: Draft, bounded: Bounded, side: int) -> bool:
    """Return whether a limit has a bound on a side at all."""
    figure = draft.steps[(bounded.lower, bounded.upper)[side]].value
    return not (isinstance(figure, Fraction) and is_far(figure))


def _allowed(draft: Draft, exact: int, bounded: Bounded, side: int) -> int:
    """Write what a limit allows each to contribute: its bound, and what it does not hold."""
    bound, held = (bounded.lower, bounded.upper)[side], bounded.after(draft.bounded)
    words = f"{bounded.limit}: {_WORDS[side]}"
    if held != exact:
        besides = f"{bounded.limit}: what it does not hold"
        rest = draft.add((exact, draft.opposite(held)), besides, "pence")
        bound = draft.add((bound, rest), words, "pence")
    if held != bounded.held:
        bound = _cut(draft, bound, exact, 1 - side, f"{words}, as far as it holds exactly")
    return bound


def _cut(draft: Draft, amounts: int, bound: int, side: int, words: str) -> int:
    """Write amounts brought up to a bound on the lower side, or down to one on the upper side."""
    nobody = draft.number("", Fraction(0), "nobody bears a difference")
    ends = (bound, _none(draft, 1)) if side == 0 else (_none(draft, 0), bound)
    return draft.put(Op.LIMIT, amounts, *ends, nobody, words=words, unit="pence")
