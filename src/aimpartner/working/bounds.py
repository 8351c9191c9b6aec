"""Amounts held between bounds, whose sum stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from attrs import evolve, field, frozen

from aimpartner.errors import ApportionmentError
from aimpartner.exact import exact_sum, in_common, listed
from aimpartner.working.apportionment import Column

_NIL, _FINE = Fraction(0), 64
FAR = Fraction(10**14)
"""A trillion pounds in pence: a bound that nothing meets, and that a spreadsheet holds exactly."""


def is_far(pence: Fraction) -> bool:
    """Return whether an amount stands for no bound, or is made of one that does.

    Example:
        >>> is_far(FAR - 500), is_far(Fraction(500))
        (True, False)
    """
    return abs(pence) >= FAR / 2


@frozen
class Held:
    """Amounts held between bounds, and the scale of the bearers at which they are.

    Args:
        exact: the amounts before.
        lower: the least each may be.
        upper: the most each may be.
        bearers: 1 for a partner whose amount is scaled, 0 for one whose amount is only cut.
        scale: what the bearers' amounts are multiplied by.
    """

    exact: Column
    lower: Column
    upper: Column
    bearers: Column
    scale: Fraction = Fraction(1)
    amounts: Column = field(init=False)

    @amounts.default
    def _at_the_scale(self) -> Column:
        return self.at(self.scale)

    @property
    def total(self) -> Fraction:
        """What the amounts come to before."""
        return exact_sum(self.exact)

    @property
    def marks(self) -> list[Fraction]:
        """The scales, in order, at which an amount meets a bound: two a partner, and 0 twice.

        Between two of them every amount is a straight line over the scale, and so is their sum.
        """
        met = (*self.met(self.lower), *self.met(self.upper))
        return sorted((Fraction(0), Fraction(0), *met), key=_in_order)

    @property
    def pinned(self) -> tuple[int, ...]:
        """Where each amount is held: -1 at its lower bound, 1 at its upper one, 0 at neither."""
        rows = zip(self.amounts, self.lower, self.upper, strict=True)
        return tuple(-1 if amount == low else int(amount == high) for amount, low, high in rows)

    @property
    def unbound(self) -> tuple[tuple[bool, bool], ...]:
        """Whether each has no lower bound, and whether it has no upper one."""
        rows = zip(self.lower, self.upper, strict=True)
        return tuple((is_far(low), is_far(high)) for low, high in rows)

    def met(self, bounds: Column) -> Column:
        """Return the scale at which each amount meets its bound; 0 where it is not scaled."""
        rows = zip(self.exact, bounds, self.bearers, strict=True)
        return tuple(
            max(_NIL, bound / amount) if bears and amount else _NIL for amount, bound, bears in rows
        )

    def at(self, scale: Fraction) -> Column:
        """Return the amounts in their bounds, the bearers' scaled first."""
        rows = zip(self.exact, self.lower, self.upper, self.bearers, strict=True)
        scaled = (
            (amount * (scale if bears else 1), low, high) for amount, low, high, bears in rows
        )
        return tuple(min(max(amount, low), high) for amount, low, high in scaled)

    def sums(self, marks: Sequence[Fraction]) -> list[Fraction]:
        """Return what the amounts come to at each of some scales, which stand in order."""
        below, turns = self._turns()
        turns.sort(key=lambda turn: _in_order(turn.scale), reverse=True)
        fixed, slope, sums = 0, 0, []
        for mark in marks:
            while turns and turns[-1].scale <= mark:
                turn = turns.pop()
                fixed, slope = fixed + turn.fixed, slope + turn.slope
            top, bottom = mark.as_integer_ratio()
            sums.append(Fraction(fixed * bottom + slope * top, below * bottom))
        return sums

    def _turns(self) -> tuple[int, list[_Turn]]:
        """Return where the sum of the amounts turns, in whole numbers, and what these are over."""
        count = len(self.exact)
        whole, below = in_common((*self.exact, *self.lower, *self.upper))
        rows = (whole[:count], whole[count : 2 * count], whole[2 * count :], self.bearers)
        return below, [turn for row in zip(*rows, strict=True) for turn in _turns_of(*row)]


@frozen
class _Turn:
    """A scale from which on a sum grows otherwise.

    Args:
        scale: the scale.
        fixed: what is added to the sum at any scale from there on.
        slope: what is added to it for each one of the scale.
    """

    scale: Fraction
    fixed: int
    slope: int


def _turns_of(amount: int, low: int, high: int, bears: Fraction) -> Iterator[_Turn]:
    """Go through the turns of one amount: fixed at a bound, scaled from there, fixed again."""
    if not (bears and amount):
        yield _Turn(_NIL, min(max(amount, low), high), 0)
        return
    first, last = (low, high) if amount > 0 else (high, low)
    yield _Turn(_NIL, first, 0)
    yield _Turn(max(_NIL, Fraction(first, amount)), -first, amount)
    yield _Turn(max(_NIL, Fraction(last, amount)), last, -amount)


def _in_order(mark: Fraction) -> tuple[int, Fraction]:
    """Return what sorts scales: most are told apart by whole numbers, faster than as fractions."""
    top, bottom = mark.as_integer_ratio()
    return (top << _FINE) // bottom, mark


def within(  # noqa: PLR0913  # the operation's four columns, and how an error tells of them
    amounts: Column,
    lower: Column,
    upper: Column,
    bearers: Column,
    *,
    names: Sequence[str] = (),
    show: Callable[[Fraction], str] = str,
) -> Held:
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
        >>> [str(each) for each in within(sixty, nil, cap, all_bear).amounts]
        ['50', '75/2', '25/2']
    """
    _check_bounds(lower, upper, names or range(1, len(amounts) + 1), show)
    held = Held(amounts, lower, upper, bearers)
    total = held.total
    if not any(bearers) or exact_sum(held.amounts) == total:
        return held
    marks = [mark for mark, _ in groupby(held.marks)]
    sums = held.sums(marks)
    scales = [scale for scale in crossings(marks, sums, total) if scale is not None]
    if scales:
        return evolve(held, scale=nearest_to_one(scales))
    rule = f"leave room for the total of {show(total)}"
    reach = min(sums) if total < min(sums) else max(sums)
    got = in_reach(total, held.at(marks[sums.index(reach)]), bearers, names, show)
    if all(bearers):
        bounds = in_all(exact_sum(lower), exact_sum(upper), show)
        got = f"{got}, with {bounds} in all" if bounds else got
    remedy = "Move a bound, or let more partners bear the difference."
    raise ApportionmentError("Limits", rule, got, remedy)


def in_all(lower: Fraction, upper: Fraction, show: Callable[[Fraction], str] = str) -> str:
    """Return what the bounds come to in words; those that do not bind everybody are left out.

    Example:
        >>> in_all(-FAR, Fraction(80)), in_all(Fraction(20), Fraction(80))
        ('upper bounds of 80', 'lower bounds of 20 and upper bounds of 80')
    """
    sums = {"lower": lower, "upper": upper}
    return " and ".join(
        f"{side} bounds of {show(of)}" for side, of in sums.items() if not is_far(of)
    )


def in_reach(
    total: Fraction,
    reach: Column,
    bearers: Column,
    names: Sequence[str],
    show: Callable[[Fraction], str] = str,
) -> str:
    """Return how near to a total amounts can come, who of them stays, and what bounds the others.

    Args:
        total: what they have to come to.
        reach: the amounts at the bounds that are nearest to it.
        bearers: 1 for a partner that bears the difference, 0 for one whose amount stays.
        names: whose amounts they are.
        show: how an amount is written.

    Example:
        >>> reach, one = (Fraction(50), Fraction(20)), (Fraction(1), Fraction(0))
        >>> in_reach(Fraction(90), reach, one, ["Ash", "Birch"])
        'at most 70, of which Birch stays at 20, and the upper bound of Ash leaves 50'
    """
    far, side, verb = ("most", "upper", "leave")
    if total < exact_sum(reach):
        far, side, verb = ("least", "lower", "need")
    rows = [row for row in zip(names, reach, bearers, strict=False) if row[1]]
    stay = [f"{name} stays at {show(amount)}" for name, amount, bears in rows if not bears]
    others = {name: amount for name, amount, bears in rows if bears}
    words = f"at {far} {show(exact_sum(reach))}"
    if stay:
        words += f", of which {listed(stay)}"
        left = show(sum(others.values(), Fraction(0)))
        one = len(others) == 1
        bounds = f"{side} bound{'s' * (not one)} of {listed(others)} {verb}{'s' * one}"
        words += f", and the {bounds} {left}" if others else ""
    return words


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
    for (low, high), (at_low, at_high) in zip(pairwise(marks), pairwise(sums), strict=True):
        if not min(at_low, at_high) <= total <= max(at_low, at_high):
            scales.append(None)
        elif at_low == at_high:
            scales.append(max(low, min(high, Fraction(1))))
        else:
            scales.append(low + (total - at_low) / (at_high - at_low) * (high - low))
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
