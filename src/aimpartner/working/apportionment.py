"""Exact arithmetic on one number a partner: whole units that sum, and amounts held in bounds."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from aimpartner.errors import ApportionmentError, InvalidValueError
from aimpartner.exact import Number, exact, exact_sum, in_common, nearest, plain

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
    if order is not None and sorted(positions) != list(range(len(weights))):
        raise InvalidValueError("Order of ties", "name each position once", positions)
    if type(total) is not int or type(unit) is not int:
        raise InvalidValueError("Total and unit", "be whole numbers", (total, unit))
    if unit < 1 or total % unit:
        raise InvalidValueError("Unit", f"divide {total}", unit)
    parts = _whole_weights(weights)
    units, whole = abs(total) // unit, sum(parts)
    pairs = [divmod(units * part, whole) for part in parts]
    kept, rests = [units for units, _ in pairs], [rest for _, rest in pairs]
    takers = sorted(positions, key=rests.__getitem__, reverse=True)  # among equals in their order
    for position in takers[: units - sum(kept)]:
        kept[position] += 1
    each = -unit if total < 0 else unit
    return tuple(each * units for units in kept)


def _whole_weights(weights: Sequence[Number]) -> list[int]:
    """Return weights as whole numbers that stand to one another as they do."""
    whole = [weight for weight in weights if type(weight) is int]
    if len(whole) < len(weights):
        whole, _ = in_common(map(exact, weights))
    if min(whole, default=0) < 0 or not any(whole):
        share(tuple(map(exact, weights)))  # refuses them, and says whose
    return whole


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
    parts, _ = in_common(weights)
    whole = sum(parts)
    if not whole:
        remedy = "Give a partner a weight, or share by another basis."
        raise ApportionmentError("Weights", "not be all zero", f"{len(weights)} zeros", remedy)
    return tuple(Fraction(part, whole) for part in parts)


def over(tops: Column, bottoms: Column, names: Sequence[str] = ()) -> Column:
    """Return each number over another.

    Args:
        tops: what is divided.
        bottoms: what each is divided by.
        names: whose they are, for an error.

    Raises:
        ApportionmentError: one is divided by nothing, or by less.

    Example:
        >>> over((Fraction(3), Fraction(1)), (Fraction(4), Fraction(1)))
        (Fraction(3, 4), Fraction(1, 1))
    """
    for index, bottom in enumerate(bottoms):
        if bottom <= 0:
            of = f" of {names[index]}" if names else ""
            remedy = "A rate needs something below the line for each partner."
            raise ApportionmentError(f"Divisor{of}", "be more than nothing", plain(bottom), remedy)
    return tuple(top / bottom for top, bottom in zip(tops, bottoms, strict=True))


@frozen
class WholeUnits:
    """Amounts in whole units that sum to the nearest unit of their total, and how they came to.

    Args:
        unit: what each amount is a whole number of.
        scaled: the exact amounts, in units.
        way: 1 where they are a charge in all; -1 for a credit, which mirrors the charge.
        whole: everyone's whole units: the next ones below, or above for what mirrors a charge.
        before: exact amounts rounded earlier, in units, in all.
        odd: the units left over beside the whole ones; negative where they are taken off.
        takers: the positions of those who take odd units, the first to take one first.
    """

    unit: Fraction
    scaled: Column
    way: int
    whole: tuple[int, ...]
    before: Fraction
    odd: int
    takers: tuple[int, ...]

    @property
    def remainders(self) -> Column:
        """What each amount is beyond its whole units; negative where it mirrors a charge."""
        return tuple(exact - units for exact, units in zip(self.scaled, self.whole, strict=True))

    @property
    def dealt(self) -> tuple[int, ...]:
        """The odd units that each takes."""
        units = [0] * len(self.whole)
        rounds, rest = divmod(abs(self.odd), len(self.takers) or 1)
        for number, position in enumerate(self.takers):
            units[position] = self.way * (rounds + (number < rest))
        return tuple(units)

    @property
    def amounts(self) -> Column:
        """What each comes to."""
        top, bottom = self.unit.as_integer_ratio()
        pairs = zip(self.whole, self.dealt, strict=True)
        return tuple(Fraction((whole + odd) * top, bottom) for whole, odd in pairs)


def whole_units(
    amounts: Column, unit: Fraction, turns: Column, before: Column | None = None
) -> WholeUnits:
    """Return the amounts in whole units that sum to the nearest unit of their total.

    Everyone keeps the whole units below its amount, so that a credit of half a unit is one of a
    unit; the odd units go to the largest remainders. So each comes to one of the two whole units
    next to its amount, and no other way is less far from the exact amounts in all. Among equal
    remainders a partner whose amount is nothing comes last. Amounts that are a credit in all
    mirror those that are charged; where they come to nothing, the first that is not nothing
    counts as charged.

    Args:
        amounts: the exact amounts; a charge and its credit mirror each other.
        unit: what each result is a whole number of.
        turns: who takes odd units, and the order that breaks ties, lowest first; 0 takes none.
        before: exact amounts rounded earlier to the same unit, so that together they still sum
            to the nearest unit.

    Raises:
        ApportionmentError: units are left over and nobody takes them.

    Example:
        >>> one, two = Fraction(1), Fraction(2)
        >>> charge, credit = Fraction("10.6"), Fraction("-0.6")
        >>> [int(n) for n in whole_units((charge, credit), one, (one, two)).amounts]
        [11, -1]
    """
    scaled = amounts if unit == 1 else tuple(amount / unit for amount in amounts)
    parts, one = in_common(scaled)
    order, _ = in_common(turns)
    way = _way(parts, order)
    whole = tuple(way * (way * part // one) for part in parts)
    sofar = exact_sum(before or ()) / unit
    odd = nearest(sofar + Fraction(sum(parts), one)) - nearest(sofar) - sum(whole)
    takers = [position for position, turn in enumerate(order) if turn > 0]
    if odd and not takers:
        raise ApportionmentError("Odd units", "have a partner that takes them", f"{odd} left over")
    rests = [way * (units * one - part) for part, units in zip(parts, whole, strict=True)]
    takers.sort(key=lambda position: (rests[position], not parts[position], order[position]))
    return WholeUnits(unit, scaled, way, whole, sofar, odd, tuple(takers))


def _way(amounts: Sequence[int], turns: Sequence[int]) -> int:
    """Return 1 for amounts that are a charge in all, -1 for a credit.

    Where they come to nothing, it is that of the first that is not: in the order of the turns,
    those without one last.
    """
    if whole := sum(amounts):
        return -1 if whole < 0 else 1
    order = sorted(zip(turns, amounts, strict=True), key=lambda each: (each[0] <= 0, each[0]))
    return -1 if next((amount for _, amount in order if amount), 1) < 0 else 1
