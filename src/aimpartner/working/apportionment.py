"""Exact arithmetic on one number a partner: whole units that sum, and amounts held in bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

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
    positions = list(order if order is not None else range(len(weights)))
    if sorted(positions) != list(range(len(weights))):
        raise InvalidValueError("Order of ties", "name each position once", positions)
    if type(total) is not int or type(unit) is not int:
        raise InvalidValueError("Total and unit", "be whole numbers", (total, unit))
    if unit < 1 or total % unit:
        raise InvalidValueError("Unit", f"divide {total}", unit)
    shares = share(tuple(exact(weight) for weight in weights))
    turns = tuple(Fraction(positions.index(position) + 1) for position in range(len(weights)))
    units = whole_units(tuple(total * part for part in shares), Fraction(unit), turns)
    return tuple(map(int, units.amounts))


def share(weights: Column, names: Sequence[str] = ()) -> Column:
    """Return each weight as a part of their sum.

    Args:
        weights: the weights.
        names: whose they are, for an error.

    Raises:
        InvalidValueError: a weight is negative.
        ApportionmentError: the weights are all zero.

    Example:
        >>> share((Fraction(1), Fraction(3)))
        (Fraction(1, 4), Fraction(3, 4))
    """
    if any(weight < 0 for weight in weights):
        least = min(weights)
        of = f" of {names[weights.index(least)]}" if names else ""
        raise InvalidValueError(f"Weight{of}", "not be negative", least)
    total = sum(weights, Fraction(0))
    if total == 0:
        remedy = "Give a partner a weight, or share by another basis."
        raise ApportionmentError("Weights", "not be all zero", f"{len(weights)} zeros", remedy)
    return tuple(weight / total for weight in weights)


@frozen
class WholeUnits:
    """Amounts in whole units that sum to the nearest unit of their total, and how they came to.

    Args:
        unit: what each amount is a whole number of.
        scaled: the exact amounts, in units.
        whole: everyone's whole units, towards zero, so that credits mirror charges.
        before: exact amounts rounded earlier, in units, in all.
        odd: the units left over beside the whole ones; negative where they are taken off.
        takers: the positions of those who take odd units, the first to take one first.
    """

    unit: Fraction
    scaled: Column
    whole: tuple[int, ...]
    before: Fraction
    odd: int
    takers: tuple[int, ...]

    @property
    def remainders(self) -> Column:
        """What each amount is beyond its whole units; negative for a credit."""
        return tuple(exact - units for exact, units in zip(self.scaled, self.whole, strict=True))

    @property
    def dealt(self) -> tuple[int, ...]:
        """The odd units that each takes."""
        units, sign = [0] * len(self.whole), -1 if self.odd < 0 else 1
        for number, position in enumerate(self.takers):
            rounds, rest = divmod(abs(self.odd), len(self.takers))
            units[position] = sign * (rounds + (number < rest))
        return tuple(units)

    @property
    def amounts(self) -> Column:
        """What each comes to."""
        pairs = zip(self.whole, self.dealt, strict=True)
        return tuple((whole + odd) * self.unit for whole, odd in pairs)


def whole_units(
    amounts: Column, unit: Fraction, turns: Column, before: Column | None = None
) -> WholeUnits:
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
        >>> [int(n) for n in whole_units((third, third, third), one, (three, two, one)).amounts]
        [33, 33, 34]
    """
    scaled = tuple(amount / unit for amount in amounts)
    whole = tuple(map(int, scaled))
    sofar = sum(before or (), Fraction(0)) / unit
    odd = nearest(sofar + sum(scaled)) - nearest(sofar) - sum(whole)
    sign = -1 if odd < 0 else 1
    takers = [position for position, turn in enumerate(turns) if turn > 0]
    if odd and not takers:
        raise ApportionmentError("Odd units", "have a partner that takes them", f"{odd} left over")
    takers.sort(
        key=lambda position: (
            -sign * (scaled[position] - whole[position]),
            not scaled[position],
            turns[position],
        )
    )
    return WholeUnits(unit, scaled, whole, sofar, odd, tuple(takers))
