"""Amounts held between bounds, whose sum stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from aimpartner.errors import ApportionmentError
from aimpartner.working.apportion import Column

FAR = Fraction(10**14)
"""A trillion pounds in pence: a bound that nothing meets, and that a spreadsheet holds exactly."""


def is_far(pence: Fraction) -> bool:
    """Return whether an amount stands for no bound, or is made of one that does.

    Example:
        >>> is_far(FAR - 500), is_far(Fraction(500))
        (True, False)
    """
    return abs(pence) >= FAR / 2


def within(  # noqa: PLR0913  # the operation's four columns, and how an error tells of them
    amounts: Column,
    lower: Column,
    upper: Column,
    bearers: Column,
    *,
    names: Sequence[str] = (),
    show: Callable[[Fraction], str] = str,
) -> Column:
    """Return the amounts held between bounds, the bearers' scaled so that the total stays.

    Where nobody bears the difference, the amounts are cut to their bounds and the total moves.
    Where charges stand beside credits, several scales may keep the total: the one nearest to 1
    counts, of two as near the lower.

    Args:
        amounts: the exact amounts.
        lower: the least each may be.
        upper: the most each may be.
        bearers: 1 for a partner whose amount is scaled to keep the total, 0 for one whose amount
            is only cut to its bounds.
        names: whose amounts they are, for an error; left out, their places from 1.
        show: how an error writes an amount.

    Raises:
        ApportionmentError: a lower bound exceeds the upper, or no scale keeps the total.

    Example:
        >>> sixty, nil = (Fraction(60), Fraction(30), Fraction(10)), (Fraction(0),) * 3
        >>> cap, all_bear = (Fraction(50),) * 3, (Fraction(1),) * 3
        >>> [str(each) for each in within(sixty, nil, cap, all_bear)]
        ['50', '75/2', '25/2']
    """
    _check_bounds(lower, upper, names or range(1, len(amounts) + 1), show)
    total = sum(amounts, Fraction(0))
    unscaled = _held(amounts, lower, upper, bearers, Fraction(1))
    if not any(bearers) or sum(unscaled) == total:
        return unscaled
    marks = _marks(amounts, lower, upper, bearers)
    sums = [sum(_held(amounts, lower, upper, bearers, mark), Fraction(0)) for mark in marks]
    scales = [scale for scale in crossings(marks, sums, total) if scale is not None]
    if scales:
        return _held(amounts, lower, upper, bearers, nearest_to_one(scales))
    reach = f"at least {show(min(sums))}" if total < min(sums) else f"at most {show(max(sums))}"
    bounds = f"lower bounds of {show(_sum(lower))} and upper bounds of {show(_sum(upper))} in all"
    rule = f"leave room for the total of {show(total)}"
    remedy = "Move a bound, or let more partners bear the difference."
    raise ApportionmentError("Limits", rule, f"{reach}, with {bounds}", remedy)


def crossings(
    marks: Sequence[Fraction], sums: Sequence[Fraction], total: Fraction
) -> list[Fraction | None]:
    """Return, between each mark and the next, the scale nearest to 1 that keeps the total.

    Args:
        marks: the scales at which an amount meets a bound, in order.
        sums: what the amounts come to at each.
        total: what they have to come to.

    Returns:
        One a pair of marks; `None` where the total does not lie between their sums.

    Example:
        >>> crossings([Fraction(0), Fraction(2)], [Fraction(0), Fraction(8)], Fraction(6))
        [Fraction(3, 2)]
    """
    scales: list[Fraction | None] = []
    for (low, high), (one, other) in zip(pairwise(marks), pairwise(sums), strict=True):
        if not min(one, other) <= total <= max(one, other):
            scales.append(None)
        elif one == other:
            scales.append(max(low, min(high, Fraction(1))))
        else:
            scales.append(low + (total - one) / (other - one) * (high - low))
    return scales


def nearest_to_one(scales: Sequence[Fraction]) -> Fraction:
    """Return the scale nearest to 1; of two as near, the lower.

    Example:
        >>> nearest_to_one([Fraction(1, 4), Fraction(3, 2), Fraction(1, 2)])
        Fraction(1, 2)
    """
    return min(scales, key=lambda scale: (abs(scale - 1), scale))


def _check_bounds(
    lower: Column, upper: Column, names: Sequence[object], show: Callable[[Fraction], str]
) -> None:
    """Refuse bounds that cross, and say whose."""
    for name, low, high in zip(names, lower, upper, strict=True):
        if low > high:
            rule, got = f"not exceed the upper bound of {show(high)}", show(low)
            raise ApportionmentError(f"Lower bound of {name}", rule, got, "Change one of them.")


def _held(
    amounts: Column, lower: Column, upper: Column, bearers: Column, scale: Fraction
) -> Column:
    """Return the amounts in their bounds, the bearers' scaled first."""
    rows = zip(amounts, lower, upper, bearers, strict=True)
    scaled = ((amount * (scale if bears else 1), low, high) for amount, low, high, bears in rows)
    return tuple(min(max(amount, low), high) for amount, low, high in scaled)


def _marks(amounts: Column, lower: Column, upper: Column, bearers: Column) -> list[Fraction]:
    """Return the scales, in order, at which a bearer's amount meets a bound."""
    rows = list(zip(amounts, lower, upper, bearers, strict=True))
    bounds = [
        (amount, bound) for amount, low, high, bears in rows if bears for bound in (low, high)
    ]
    met = {max(Fraction(0), bound / amount) for amount, bound in bounds if amount}
    return sorted(met | {Fraction(0)})


def _sum(column: Column) -> Fraction:
    return sum(column, Fraction(0))
