"""Exact arithmetic on one number a partner: whole units that sum, and amounts held in bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from aimpartner.errors import ApportionmentError, InvalidValueError
from aimpartner.exact import Number, exact, nearest

Column = tuple[Fraction, ...]


def apportion(
    total: int, weights: Sequence[Number], *, unit: int = 1, order: Sequence[int] | None = None
) -> tuple[int, ...]:
    """Return the total shared by weight in whole units, by the largest remainder.

    Args:
        total: what is shared, such as pence; a negative total mirrors the positive one.
        weights: one a party, none negative, not all zero.
        unit: what a share is a whole number of; it divides the total.
        order: the positions in the order that breaks ties; left out, as they stand.

    Raises:
        InvalidValueError: a weight is negative, the unit does not divide the total, or the order
            does not name each position once.
        ApportionmentError: the weights are all zero.

    Sources:
        Hamilton's rule: everyone its whole units, then the units left over to the largest
        remainders.

    Example:
        >>> apportion(100, [1, 1, 1]), apportion(-100, [1, 1, 1], order=[2, 0, 1])
        ((34, 33, 33), (-33, -33, -34))
    """
    places = list(order if order is not None else range(len(weights)))
    if sorted(places) != list(range(len(weights))):
        raise InvalidValueError("Order of ties", "name each position once", places)
    if type(total) is not int or type(unit) is not int:
        raise InvalidValueError("Total and unit", "be whole numbers", (total, unit))
    if unit < 1 or total % unit:
        raise InvalidValueError("Unit", f"divide {total}", unit)
    shares = share(tuple(exact(weight) for weight in weights))
    turns = tuple(Fraction(places.index(place) + 1) for place in range(len(weights)))
    units = whole_units(tuple(total * each for each in shares), Fraction(unit), turns)
    return tuple(int(each) for each in units)


def share(weights: Column) -> Column:
    """Return each weight as a part of their sum.

    Raises:
        InvalidValueError: a weight is negative.
        ApportionmentError: the weights are all zero.

    Example:
        >>> share((Fraction(1), Fraction(3)))
        (Fraction(1, 4), Fraction(3, 4))
    """
    if any(weight < 0 for weight in weights):
        raise InvalidValueError("Weight", "not be negative", min(weights))
    whole = sum(weights, Fraction(0))
    if whole == 0:
        remedy = "Give a partner a weight, or share by another basis."
        raise ApportionmentError("Weights", "not be all zero", f"{len(weights)} zeros", remedy)
    return tuple(weight / whole for weight in weights)


def whole_units(
    amounts: Column, unit: Fraction, turns: Column, before: Column | None = None
) -> Column:
    """Return the amounts in whole units that sum to the nearest unit of their total.

    Everyone keeps its whole units; the odd units go to the largest remainders, and among equal
    remainders to a partner whose amount is nothing last.

    Args:
        amounts: the exact amounts; a charge and its credit mirror each other.
        unit: what each result is a whole number of.
        turns: who takes odd units, and the order that breaks ties, lowest first; 0 takes none.
        before: exact amounts rounded earlier to the same unit, so that together they still sum
            to the nearest unit.

    Raises:
        ApportionmentError: units are left over and nobody takes them.

    Example:
        >>> third = Fraction(100, 3)
        >>> one, two, three = (Fraction(n) for n in (1, 2, 3))
        >>> [int(n) for n in whole_units((third, third, third), one, (three, two, one))]
        [33, 33, 34]
    """
    scaled = [amount / unit for amount in amounts]
    whole = [int(each) for each in scaled]  # towards zero, so that credits mirror charges
    sofar = sum(before or (), Fraction(0)) / unit
    odd = nearest(sofar + sum(scaled)) - nearest(sofar) - sum(whole)
    sign = -1 if odd < 0 else 1
    takers = [place for place, turn in enumerate(turns) if turn > 0]
    if odd and not takers:
        raise ApportionmentError("Odd units", "have a partner that takes them", f"{odd} left over")
    takers.sort(
        key=lambda place: (-sign * (scaled[place] - whole[place]), not scaled[place], turns[place])
    )
    for dealt in range(abs(odd)):
        whole[takers[dealt % len(takers)]] += sign
    return tuple(each * unit for each in whole)


def within(amounts: Column, lower: Column, upper: Column, bearers: Column) -> Column:
    """Return the amounts held between bounds, the bearers' scaled so that the total stays.

    Args:
        amounts: the exact amounts.
        lower: the least each may be.
        upper: the most each may be.
        bearers: 1 for a partner whose amount is scaled to keep the total, 0 for one whose amount
            is only cut to its bounds.

    Raises:
        ApportionmentError: a lower bound exceeds the upper, or no scale keeps the total.

    Example:
        >>> sixty, nil = (Fraction(60), Fraction(30), Fraction(10)), (Fraction(0),) * 3
        >>> cap, all_bear = (Fraction(50),) * 3, (Fraction(1),) * 3
        >>> [str(each) for each in within(sixty, nil, cap, all_bear)]
        ['50', '75/2', '25/2']
    """
    if any(low > high for low, high in zip(lower, upper, strict=True)):
        raise ApportionmentError("Lower bound", "not exceed the upper", "bounds that cross")

    total = sum(amounts, Fraction(0))
    unscaled = _held(amounts, lower, upper, bearers, Fraction(1))
    if sum(unscaled) == total:
        return unscaled
    marks = _marks(amounts, lower, upper, bearers)
    sums = [sum(_held(amounts, lower, upper, bearers, mark), Fraction(0)) for mark in marks]
    for low, high in pairwise(range(len(marks))):
        if min(sums[low], sums[high]) <= total <= max(sums[low], sums[high]):
            rise, run = sums[high] - sums[low], marks[high] - marks[low]
            scale = marks[low] + ((total - sums[low]) / rise * run if rise else 0)
            return _held(amounts, lower, upper, bearers, scale)
    reach = f"between {min(sums)} and {max(sums)}"
    raise ApportionmentError("Limits", f"leave room for the total of {total}", reach)


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
