"""Numbers read exactly: whole numbers, decimals, fractions and percentages, never floats."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from aimpartner.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

_IN_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")

Number = int | Fraction | Decimal | str


def exact(value: Number) -> Fraction:
    """Return the number exactly.

    Args:
        value: an `int`, `Fraction`, `Decimal`, or text such as "0.75", "3/4" or "75 %".

    Raises:
        InvalidValueError: the value is a float, or text that is no number.

    Example:
        >>> exact("75 %") == exact("3/4") == exact("0.75")
        True
    """
    remedy = 'Write it as 3, "0.75", "3/4" or "75 %".'
    if isinstance(value, bool) or not isinstance(value, (int, Fraction, Decimal, str)):
        raise InvalidValueError("Number", "be exact, not a float", repr(value), remedy)
    text = str(value).strip()
    percent = text.endswith("%")
    digits = text.removesuffix("%").strip()
    if _IN_THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    try:
        number = Fraction(digits)
    except (ValueError, ZeroDivisionError):
        raise InvalidValueError("Number", "be a number", repr(value), remedy) from None
    return number / 100 if percent else number


def nearest(number: Fraction) -> int:
    """Return the nearest whole number; a half goes away from zero, as in a spreadsheet.

    Example:
        >>> nearest(Fraction(5, 2)), nearest(Fraction(-5, 2))
        (3, -3)
    """
    size = int(abs(number) + Fraction(1, 2))
    return -size if number < 0 else size


def plain(number: Fraction) -> str:
    """Return the number as text that reads back as the same number.

    Example:
        >>> plain(Fraction(7741, 100)), plain(Fraction(1, 3))
        ('77.41', '1/3')
    """
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(number)
    decimal = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{decimal:f}" if Fraction(decimal) == number else str(number)


def percent(share: Fraction) -> str:
    """Return a share as a percentage.

    Example:
        >>> percent(Fraction(3, 4))
        '75 %'
    """
    return f"{plain(share * 100)} %"


def listed(names: Iterable[object]) -> str:
    """Return the names as a sentence lists them; "none" where there are none.

    Example:
        >>> listed(["Knowsley", "Sefton"])
        'Knowsley, Sefton'
    """
    return ", ".join(str(name) for name in names) or "none"
