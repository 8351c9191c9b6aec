"""Rates: parts of a whole whose mark says how the number is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Self

from aimpartner.as_typed import Part, Pounds, Proportion
from aimpartner.errors import InvalidValueError
from aimpartner.exact import A_COUNT, A_NUMBER, Number, count, exact, listed, mixed, plain

_HUNDRED = 100
_RATE = 'Write it as "50 %" or "3/4".'
_TIMES = 'Write it as "95 %" or "105 %".'
_ON_TOP = 'Write it as "2.4 %".'
_A_CHARGE = "give a real charge of {0} as an amount"
_A_RISE = "give a real rise of {0} as an amount"
_ALL_LESS = Fraction(-1)
_MARK = "have its mark"
_NO_MARK = "Write the number alone, in a workbook in a cell formatted as a number."
_POINTS = re.compile(r"([^%]*?)(?: *percentage)? *points?")
_IN_POINTS = 'Write it as "3 points"; a part of each share is a rate, per_cent.'


class Rate(Part):
    """A part of a whole: a rise, a weight, a cap as a part of last year's amount, an on-cost.

    A number alone does not tell whether 2.4 is 2.4 % or 240 %, so it is refused; nothing is
    nothing either way. A stroke is a mark too, for nobody writes per cent with one.

    Args:
        value: a `Rate`, a `Fraction`, a text with its mark, such as "2.4 %", "103 %" or "3/4", or
            0; negative where that means something.

    Units:
        A part of the whole: 2.4 % is 0.024.

    Raises:
        InvalidValueError: it is a number without its mark, or no rate at all.

    Example:
        >>> Rate("2.4 %"), Rate.percent("2.4") == Fraction(24, 1000)
        (Rate('2.4 %'), True)
        >>> Rate("5")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Rate must have its mark; got '5'. Write 5 % or 500 %.
    """

    __slots__ = ()

    def __new__(cls, value: Number) -> Self:
        """Read the rate."""
        if isinstance(value, Fraction):
            return super().__new__(cls, value)
        number = _read(value, "Rate", _RATE)
        if number and not (isinstance(value, str) and {"%", "/"} & {*value}):
            ways = f"Write {plain(number)} % or {plain(number * _HUNDRED)} %."
            raise InvalidValueError("Rate", _MARK, repr(value), ways)
        return super().__new__(cls, number)

    @classmethod
    def percent(cls, number: Number) -> Self:
        """Return a number of per cent as a rate.

        Args:
            number: how many per cent, such as 59 or "2.4".

        Raises:
            InvalidValueError: it is no number, or has a mark already.

        Example:
            >>> Rate.percent(59)
            Rate('59 %')
        """
        return cls(unmarked(number) / _HUNDRED)

    def __str__(self) -> str:
        """Return the rate per cent, or as a fraction where that has no end."""
        text = plain(self * _HUNDRED)
        return plain(self) if "/" in text else f"{text} %"


class PercentagePoints(Part):
    """How far two shares are apart: 3 points from 50 % are 47 % and 53 %.

    Args:
        value: a `PercentagePoints`, a `Fraction` of the whole, a text such as "3 points", or 0.

    Units:
        A part of the whole: 3 points are 0.03.

    Raises:
        InvalidValueError: it is a number alone, a rate, or no number at all.

    Example:
        >>> PercentagePoints("3 points"), PercentagePoints("3 points") == Fraction(3, 100)
        (PercentagePoints('3 points'), True)
        >>> PercentagePoints("3")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Points must have their mark; got '3'. Write 3 points.
    """

    __slots__ = ()

    def __new__(cls, value: Number) -> Self:
        """Read the points."""
        if is_marked(value):
            raise InvalidValueError("Points", "be no rate", repr(str(value)), _IN_POINTS)
        if isinstance(value, Fraction):
            return super().__new__(cls, value)
        found = _POINTS.fullmatch(value.strip()) if isinstance(value, str) else None
        number = _read(found[1] if found else value, "Points", _IN_POINTS)
        if number and not found:
            way = f"Write {plain(number)} point{'' if number == 1 else 's'}."
            raise InvalidValueError("Points", "have their mark", repr(value), way)
        return super().__new__(cls, number / _HUNDRED)

    def __str__(self) -> str:
        """Return how many points."""
        return f"{plain(self * _HUNDRED)} point{'' if self * _HUNDRED == 1 else 's'}"


def _read(value: Number, subject: str, remedy: str) -> Fraction:
    """Return a number, or refuse it in the words of what it should have been."""
    try:
        return exact(value)
    except InvalidValueError as fault:
        rule = fault.rule.replace("a number", "a rate" if subject == "Rate" else "a number")
        raise InvalidValueError(subject, rule, fault.got, remedy) from fault


def multiple(value: Number) -> Rate:
    """Return the rate that a whole figure is multiplied by; "+5 %" is what comes on top of it.

    Raises:
        InvalidValueError: it is a change and not the whole, or no rate.

    Example:
        >>> multiple("105 %")
        Rate('105 %')
        >>> multiple("+5 %")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Rate must be of the whole; got '+5 %'. Write 5 % for
        the part alone, or 105 % for the whole with it.
    """
    try:
        rate = Rate(value)
    except InvalidValueError as fault:
        fault.remedy = _TIMES if fault.remedy == _RATE else fault.remedy
        raise
    if isinstance(value, str) and value.strip().startswith("+"):
        remedy = f"Write {rate} for the part alone, or {Rate(1 + rate)} for the whole with it."
        raise InvalidValueError("Rate", "be of the whole", repr(value), remedy)
    return rate


def on_top(value: Number, really: str = _A_CHARGE) -> Rate:
    """Return the rate of what comes on top of a whole figure: a charge, an on-cost.

    Whoever writes 103 % means 3 % more, so the whole is refused.

    Args:
        value: the rate.
        really: how to give what is really as much, with its rate as {0}; may be empty.

    Raises:
        InvalidValueError: it is the whole with what comes on top, or no rate.

    Example:
        >>> on_top("2.4 %")
        Rate('2.4 %')
        >>> on_top("103 %")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Rate must be what comes on top, less than 100 %; got
        '103 %'. Write 3 % for 103 % in all; give a real charge of 103 % as an amount.
    """
    return _below(value, Rate(Fraction(1)), Fraction(0), really)


def rise(value: Number, least: Fraction = _ALL_LESS) -> Rate:
    """Return the rate by which a figure rises from one year to the next; a negative one lowers it.

    Whoever writes 98 % means a cut of 2 %: what is half as much again is given as an amount.

    Args:
        value: the rate.
        least: the least that it may be, as it is advised; what is less is refused by whose it is.

    Raises:
        InvalidValueError: it is 50 % or more, which is most likely the whole, or no rate.

    Example:
        >>> rise("-2 %")
        Rate('-2 %')
        >>> rise("98 %")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Rate must be what comes on top, less than 50 %; got
        '98 %'. Write -2 % for 98 % in all; give a real rise of 98 % as an amount.
    """
    return _below(value, Rate("50 %"), least, _A_RISE)


def _below(value: Number, limit: Rate, least: Fraction, really: str) -> Rate:
    """Return a rate below a limit, or refuse it with the rates that may be meant."""
    try:
        rate = Rate(value)
    except InvalidValueError as fault:
        fault.remedy = _ON_TOP
        if fault.rule == _MARK:
            number = exact(value)
            fault.remedy = _ways((number / _HUNDRED, number), limit, least, really)
        raise
    if rate >= limit:
        rule = f"be what comes on top, less than {limit}"
        raise InvalidValueError(
            "Rate", rule, repr(str(value)), _ways((rate,), limit, least, really)
        )
    return rate


def _ways(readings: tuple[Fraction, ...], limit: Rate, least: Fraction, really: str) -> str:
    """Return what to write for a number, by what it may be: 2.4, 0.024 or 1.024.

    What would be refused in its turn is not advised, and neither is 0 % for 100 % in all.
    """
    parts = [f"{Rate(each)}" for each in readings if each and least <= each < limit]
    wholes = [
        f"{Rate(each - 1)} for {Rate(each)} in all"
        for each in readings
        if each >= limit and each != 1 and least <= each - 1 < limit
    ]
    advice = [f"Write {' or '.join([*parts, *wholes])}"] if parts or wholes else []
    if really and readings[0] >= limit:
        words = really.format(Rate(readings[0]))
        advice.append(words if advice else words[0].upper() + words[1:])
    return f"{'; '.join(advice)}." if advice else _ON_TOP


INDEX_MOVES = (Rate("50 %"), Rate("200 %"))
"""From and to which part of itself a published index moves within a year: none leaves that."""


def is_marked(value: object) -> bool:
    """Return whether a number says itself that it is per cent.

    Example:
        >>> is_marked("59 %"), is_marked(59)
        (True, False)
    """
    return isinstance(value, Rate) or (isinstance(value, str) and value.rstrip(" )").endswith("%"))


def unmarked(value: Number) -> Fraction:
    """Return a number that counts something, and is no rate.

    Raises:
        InvalidValueError: it is marked as per cent, typed with a stroke, or is no number.

    Example:
        >>> unmarked("12.5"), unmarked("5 2/3")
        (Fraction(25, 2), Fraction(17, 3))
    """
    typed = value.text if isinstance(value, Proportion) else value
    if is_marked(typed):
        rule = "be a number without a mark"
        raise InvalidValueError("Number", rule, repr(str(typed)), _NO_MARK)
    return count(typed)


def figure(value: Number) -> Fraction:
    """Return a number; one that is marked as per cent as a `Rate`, so that the mark is not lost.

    Raises:
        InvalidValueError: it is no number.

    Example:
        >>> figure("59 %"), figure("59")
        (Rate('59 %'), Fraction(59, 1))
    """
    if is_marked(value):
        return Rate(value)
    parts = mixed(value) if isinstance(value, str) else None
    return exact(value) if parts is None else parts


def agreed(value: Number) -> Fraction:
    """Return a number that an agreement gives, of a unit that is yet to be told.

    One that is marked as per cent is a `Rate`, and one with a stroke a
    `Proportion`.

    Raises:
        InvalidValueError: it is no number.

    Example:
        >>> agreed("59 %"), agreed("2/5"), agreed("5 2/3")
        (Rate('59 %'), Proportion('2/5'), Fraction(17, 3))
    """
    if isinstance(value, Proportion):
        return value
    try:
        number = figure(value)
    except InvalidValueError as fault:
        fault.remedy = fault.remedy.replace(A_NUMBER, A_COUNT)
        raise
    has_stroke = isinstance(value, str) and "/" in value and not is_marked(value)
    return Proportion(str(value)) if has_stroke and mixed(str(value)) is None else number


def counted(value: Number) -> Fraction:
    """Return a number of something; one marked as per cent as a `Rate`, one of pounds as `Pounds`.

    Raises:
        InvalidValueError: it is no number, or the text of a fraction, which may be a day.

    Example:
        >>> counted("59 %"), counted("1,059"), counted("£1,059")
        (Rate('59 %'), Fraction(1059, 1), Pounds('£1,059'))
    """
    if is_marked(value):
        return Rate(value)
    is_pounds = isinstance(value, Pounds) or (isinstance(value, str) and "£" in value)
    return Pounds(str(value)) if is_pounds else count(value)


def unmixed(values: Mapping[str, Number], subject: str = "Weights") -> dict[str, Fraction]:
    """Return weights as numbers; marked as per cent are all of them that are above 0, or none.

    Args:
        values: the weights, by whose they are.
        subject: what they are.

    Raises:
        InvalidValueError: some are marked and others not, or one is no number.

    Example:
        >>> unmixed({"Ash": "75 %", "Birch": "25 %"})["Ash"]
        Fraction(3, 4)
    """
    weights = {name: figure(value) for name, value in values.items()}
    marked = [name for name, weight in weights.items() if weight and is_marked(weight)]
    if marked and any(weight and name not in marked for name, weight in weights.items()):
        rule = "all be marked as per cent, or none of them"
        raise InvalidValueError(subject, rule, listed(f"{each} {weights[each]}" for each in marked))
    return {name: Fraction(weight) for name, weight in weights.items()}


def per_cent(value: Number) -> Fraction:
    """Return how many per cent a number is that stands under a head of per cent.

    There it needs no mark, and with one it is the same.

    Units:
        Per cent: 59 % is 59.

    Raises:
        InvalidValueError: it is no number.

    Example:
        >>> per_cent("59") == per_cent("59 %") == per_cent(Rate.percent(59))
        True
    """
    number = figure(value)
    return Fraction(number) * (_HUNDRED if is_marked(number) else 1)
