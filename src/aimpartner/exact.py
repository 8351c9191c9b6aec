"""Numbers read exactly: whole numbers, decimals, fractions and percentages, never floats."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from aimpartner.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORM = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)|[-+]?\d+/0*[1-9]\d*")
_LONGEST = 1000
_MOST_DIGITS = 28  # of a decimal that is still easier to read than its fraction
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
        rule = "be whole, a decimal or a fraction, never a float"
        raise InvalidValueError("Number", rule, repr(value), remedy)
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    text = _text(value).strip()
    percent = text.endswith("%")
    digits = text.removesuffix("%").strip()
    if _IN_THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _FORM.fullmatch(digits) or len(digits) > _LONGEST:
        raise InvalidValueError("Number", "be a number", repr(value), remedy)
    number = Fraction(digits)
    return number / 100 if percent else number


def _text(value: Decimal | str) -> str:
    """Return the digits of a decimal, or a text as it is; a monstrous exponent is left as such."""
    if isinstance(value, str) or not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return str(value)
    return format(value, "f")


def in_common(numbers: Iterable[Fraction]) -> tuple[list[int], int]:
    """Return numbers over one common denominator: whole numbers, and what they are over.

    Whole numbers are summed, compared and shared out many times faster than fractions.

    Example:
        >>> in_common([Fraction(1, 2), Fraction(1, 3), Fraction(2)])
        ([3, 2, 12], 6)
    """
    pairs = [number.as_integer_ratio() for number in numbers]
    below = lcm(*{bottom for _, bottom in pairs})
    return [top * (below // bottom) for top, bottom in pairs], below


def exact_sum(numbers: Iterable[Fraction]) -> Fraction:
    """Return the sum of some numbers; of none, nothing.

    Example:
        >>> exact_sum([Fraction(1, 2), Fraction(1, 3)])
        Fraction(5, 6)
    """
    wholes, below = in_common(numbers)
    return Fraction(sum(wholes), below)


def nearest(number: Fraction) -> int:
    """Return the nearest whole number; a half goes away from zero, as in a spreadsheet.

    Example:
        >>> nearest(Fraction(5, 2)), nearest(Fraction(-5, 2))
        (3, -3)
    """
    size = int(abs(number) + Fraction(1, 2))
    return -size if number < 0 else size


def four_places(share: Fraction) -> Decimal:
    """Return a share to four decimals.

    Example:
        >>> four_places(Fraction(1, 3))
        Decimal('0.3333')
    """
    return decimal_of(nearest(share * 10_000), 4)


def decimal_of(units: int, places: int) -> Decimal:
    """Return a whole number of units of the last decimal place, exactly.

    It is read from text: arithmetic of decimals would round as the caller's context says.

    Example:
        >>> decimal_of(52400001, 2)
        Decimal('524000.01')
    """
    return Decimal(f"{units}e-{places}")


def plain(number: Fraction) -> str:
    """Return the number as text that reads back as the same number.

    Example:
        >>> plain(Fraction(7741, 100)), plain(Fraction(1, 3))
        ('77.41', '1/3')
    """
    number = Fraction(number)  # the text of a rate has a mark
    places = _places(number.denominator)
    units = None if places is None else int(number * 10**places)
    if units is None or not places or len(str(abs(units))) > _MOST_DIGITS:
        return str(number)
    whole, part = divmod(abs(units), 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{places}}"


def _places(denominator: int) -> int | None:
    """Return how many decimal places a fraction has; `None` where they have no end."""
    rest, counts = denominator, []
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        counts.append(count)
    return max(counts) if rest == 1 else None


def percent(share: Fraction) -> str:
    """Return a share as a percentage to read: exact, or to four decimals where it has no end.

    Example:
        >>> percent(Fraction(3, 4)), percent(Fraction(1, 3))
        ('75 %', '33.3333 %')
    """
    text = plain(share * 100)
    if "/" in text:
        text = plain(Fraction(nearest(share * 1_000_000), 10_000))
    return f"{text} %"


def listed(names: Iterable[object]) -> str:
    """Return the names as a sentence lists them; "none" where there are none.

    Example:
        >>> listed(["Knowsley", "Sefton"])
        'Knowsley, Sefton'
    """
    return ", ".join(str(name) for name in names) or "none"
