"""Numbers read exactly: counts, whole numbers, fractions and percentages, never floats."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import index
from typing import TYPE_CHECKING, SupportsIndex, TypeGuard

from aimpartner.digits import LONGEST, digits, straight
from aimpartner.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

_OVER = re.compile(r"-?(?:0|[1-9]\d*) ?/ ?[1-9]\d*", re.ASCII)
_MIXED = re.compile(r"(-?)(\d+) (\d+/[1-9]\d*)", re.ASCII)
_YEAR = re.compile(r"-?(\d{4}) ?/ ?(\d{4}|\d\d)", re.ASCII)
_LESS = re.compile(r"\(([^()%]*)%\s*\)")
_MOST_DIGITS = 28  # of a decimal that is still easier to read than its fraction
A_NUMBER = 'Write it as 3, "0.75", "3/4" or "75 %".'
A_COUNT = 'Write it as 3, "12.5" or "1,234".'
_NO_POUNDS = "be a number, and no amount in pounds"
_ALONE = "Write the number alone, without a sign of pounds."

Number = int | Fraction | Decimal | str


def exact(value: Number) -> Fraction:
    """Return the number exactly.

    Args:
        value: an `int` or a whole number of another library, a `Fraction`, a `Decimal`, or text
            such as "0.75", "1,234", "3/4" or "75 %"; with a minus or brackets for less than
            nothing. "2020/21" is a year, and no number.

    Raises:
        InvalidValueError: the value is a float, or text that is no number.

    Example:
        >>> exact("75 %") == exact("3/4") == exact("0.75")
        True
        >>> exact("(1,234)")
        Fraction(-1234, 1)
    """
    if not isinstance(value, (str, Decimal)):
        return _as_it_is(value, A_NUMBER)
    text = _LESS.sub(r"(\1)%", straight(_text(value)))
    has_mark = text.endswith("%")
    number = _decimal_or_part(text.removesuffix("%").rstrip())
    if number is None:
        rule, remedy = _no_number(text, A_NUMBER)
        raise InvalidValueError("Number", rule, repr(value), remedy)
    return number / 100 if has_mark else number


def _decimal_or_part(text: str) -> Fraction | None:
    """Return a decimal, or the fraction that a text is; a year is none."""
    if len(text) <= LONGEST and _OVER.fullmatch(text):
        return None if _is_year(text) else Fraction(text.replace(" ", ""))
    found = digits(text)
    return None if found is None else Fraction(found)


def _no_number(text: str, remedy: str) -> tuple[str, str]:
    """Return the rule that a text breaks which is no number, and what to do."""
    is_amount = digits(text, in_pounds=True) is not None
    return (_NO_POUNDS, _ALONE) if is_amount else ("be a number", remedy)


def _is_year(text: str) -> bool:
    """Return whether two numbers follow one another as the years of a financial year do."""
    found = _YEAR.fullmatch(text)
    return found is not None and int(found[2]) == (int(found[1]) + 1) % 10 ** len(found[2])


def count(value: Number) -> Fraction:
    """Return a number of something exactly: whole or a decimal, and no fraction.

    Whoever writes 2/5 for a count may mean a day, and 2020/21 is a year. What has no end as a
    decimal is written as Excel writes it, a whole number and a part: "0 2/5", "5 2/3".

    Args:
        value: as `exact` takes it, but for the text of a fraction, and per cent.

    Raises:
        InvalidValueError: the value is a float, or text that is no count.

    Example:
        >>> count("1,234.50"), count("5 2/3")
        (Fraction(2469, 2), Fraction(17, 3))
        >>> count("2/5")
        Traceback (most recent call last):
        aimpartner.errors.InvalidValueError: Number must be a number, and no fraction; got '2/5'.
        Write 0.4, or "0 2/5" if a part is meant.
    """
    if not isinstance(value, (str, Decimal)):
        return _as_it_is(value, A_COUNT)
    text = straight(_text(value))
    found = digits(text)
    number = mixed(text) if found is None else Fraction(found)
    if number is None:
        raise InvalidValueError("Number", *_no_count(text, repr(value)))
    return number


def mixed(text: str) -> Fraction | None:
    """Return what a whole number and a part are together, as Excel writes them; of others `None`.

    Example:
        >>> mixed("5 2/3"), mixed("2/3")
        (Fraction(17, 3), None)
    """
    found = _MIXED.fullmatch(straight(text)) if len(text) <= LONGEST else None
    if found is None or Fraction(found[3]) >= 1:
        return None
    size = int(found[2]) + Fraction(found[3])
    return -size if found[1] else size


def _no_count(text: str, got: str) -> tuple[str, str, str]:
    """Return the rule that a text breaks which is no count, what was got, and what to do."""
    number = _decimal_or_part(text)
    if number is None:
        if _is_year(text):
            return "be a number, and no financial year", got, A_COUNT
        rule, remedy = _no_number(text, A_COUNT)
        return rule, got, remedy
    short, part = plain(number), f'"{_in_parts(number)}"'
    ways = f"Write {part}." if "/" in short else f"Write {short}, or {part} if a part is meant."
    if number.denominator == 1:
        ways = f"Write {short}."
    return "be a number, and no fraction", got, ways


def count_text(number: Fraction) -> str:
    """Return a number of something as text that reads back as the same.

    Example:
        >>> count_text(Fraction(25, 2)), count_text(Fraction(-17, 3))
        ('12.5', '-5 2/3')
    """
    text = plain(number)
    return _in_parts(number) if "/" in text else text


def _in_parts(number: Fraction) -> str:
    whole, rest = divmod(abs(number), 1)
    return f"{'-' if number < 0 else ''}{whole} {rest.numerator}/{rest.denominator}"


def whole_number(value: object) -> int:
    """Return a whole number, whichever library made it and however it was typed.

    Args:
        value: what Python takes for an index, as numpy's whole numbers; digits as text; or a
            `Decimal` without a part.

    Raises:
        InvalidValueError: it is no whole number.

    Example:
        >>> whole_number("12"), whole_number(Decimal("12.0"))
        (12, 12)
    """
    if type(value) is int:
        return value
    if _is_index(value):
        return index(value)
    if isinstance(value, (str, Decimal)):
        found = digits(_text(value))
        number = Fraction(found) if found else None
        if number is not None and number.denominator == 1:
            return number.numerator
    raise InvalidValueError("Number", "be a whole number", repr(value), "Write it as 12.")


def _is_index(value: object) -> TypeGuard[SupportsIndex]:
    """Return whether a value is a whole number, of Python or of numpy, and no answer."""
    return isinstance(value, SupportsIndex) and not isinstance(value, bool)


def _as_it_is(value: object, remedy: str) -> Fraction:
    """Return a number that is no text, and neither an answer nor a float."""
    if isinstance(value, Fraction):
        return Fraction(value)
    if _is_index(value):
        return Fraction(index(value))
    rule = "be whole, a decimal or a fraction, never a float"
    raise InvalidValueError("Number", rule, repr(value), remedy)


def _text(value: Decimal | str) -> str:
    """Return the digits of a decimal, or a text as it is; a monstrous exponent is left as such."""
    if isinstance(value, str) or not value.is_finite() or abs(value.adjusted()) > LONGEST:
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
        return _no_year(number)
    whole, part = divmod(abs(units), 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{places}}"


def _no_year(number: Fraction) -> str:
    """Return a fraction that nobody takes for a year: 2021/22 is 20210/220."""
    text = str(number)
    return f"{number.numerator}0/{number.denominator}0" if _is_year(text) else text


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
