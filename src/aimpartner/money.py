"""Money in whole pence."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from operator import index
from typing import TYPE_CHECKING, SupportsIndex

from attrs import frozen

from aimpartner.digits import digits
from aimpartner.errors import InvalidValueError
from aimpartner.exact import decimal_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORM = re.compile(r"-?\d{1,15}(\.\d{1,2})?", re.ASCII)
_DIGITS = 15
_MOST = 100 * 10**_DIGITS
_LONG = f"over {_DIGITS} digits"
_REMEDY = "Write pounds with at most two decimals, such as 524000.00."


def _pence(value: object) -> int:
    """Return the whole pence of text, a `Decimal`, whole pounds or another `Money`."""
    if isinstance(value, Money):
        return value.pence
    pence = _from_text(value) if isinstance(value, str) else _from_number(_number(value))
    if pence is None:
        is_long = isinstance(value, int) and abs(value) >= 10**_DIGITS
        got = _LONG if is_long else repr(value)
        raise InvalidValueError("Money", "be an amount in pounds and pence", got, _REMEDY)
    return pence


def _number(value: object) -> int | Decimal:
    """Return whole pounds, of Python or of numpy, or a decimal."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (bool, float)) or not isinstance(value, SupportsIndex):
        raise InvalidValueError("Money", "be text, a Decimal or whole pounds", repr(value), _REMEDY)
    return index(value)


def _from_text(text: str) -> int | None:
    found = digits(text, in_pounds=True) or ""
    if _FORM.fullmatch(found) is None:
        return None
    pounds, _, pence = found.removeprefix("-").partition(".")
    size = int(pounds) * 100 + int(pence.ljust(2, "0"))
    return -size if found.startswith("-") else size


def _from_number(number: int | Decimal) -> int | None:
    """Return the pence of a number that is not too large, and not finer than pence."""
    if isinstance(number, Decimal) and not (number.is_finite() and abs(number.adjusted()) < 100):  # noqa: PLR2004  # far from any money
        return None
    pence = Fraction(number) * 100
    return int(pence) if pence.denominator == 1 and abs(pence) < _MOST else None


@total_ordering
@frozen(init=False, repr=False, order=False)
class Money:
    """An amount of money, exact to the penny.

    Args:
        pounds: text ("£524,000.00", "524000", "(12.50)" for less than nothing), a `Decimal`, or
            a whole number of **pounds**; never a float. `Money.from_pence` takes pence.

    Units:
        Held in whole pence; written in pounds with two decimals.

    Raises:
        InvalidValueError: the value is no amount, or holds a part of a penny.

    Example:
        >>> Money("524000") + Money("0.01")
        Money('524000.01')
        >>> print(Money("-1234.5"))
        -£1,234.50
    """

    pence: int

    def __init__(self, pounds: Money | str | Decimal | int) -> None:
        """Read the amount, exactly."""
        self.__attrs_init__(_pence(pounds))

    @classmethod
    def from_pence(cls, pence: int) -> Money:
        """Return the money of a whole number of pence.

        Raises:
            InvalidValueError: `pence` is not a whole number, or of more than 15 digits of pounds.

        Example:
            >>> Money.from_pence(52400001)
            Money('524000.01')
        """
        if isinstance(pence, bool) or not isinstance(pence, int):
            raise InvalidValueError("Pence", "be a whole number", repr(pence))
        if not -_MOST < pence < _MOST:
            raise InvalidValueError("Money", "be an amount in pounds and pence", _LONG, _REMEDY)
        money = cls.__new__(cls)
        money.__attrs_init__(pence)
        return money

    def to_decimal(self) -> Decimal:
        """Return the pounds as a `Decimal` with two places.

        Example:
            >>> Money("12.5").to_decimal()
            Decimal('12.50')
        """
        return decimal_of(self.pence, 2)

    @property
    def digits(self) -> str:
        """The pounds in plain digits, as a file holds them.

        Example:
            >>> Money("-1234.5").digits
            '-1234.50'
        """
        sign, pounds, pence = self._parts
        return f"{sign}{pounds}.{pence:02}"

    @property
    def _parts(self) -> tuple[str, int, int]:
        """The sign, the pounds and the pence, for text that no caller's settings can change."""
        return ("-" if self.pence < 0 else "", *divmod(abs(self.pence), 100))

    def __repr__(self) -> str:
        """Return the amount as a call that makes it again."""
        return f"Money('{self.digits}')"

    def __str__(self) -> str:
        """Return the amount as a finance officer writes it."""
        sign, pounds, pence = self._parts
        return f"{sign}£{pounds:,}.{pence:02}"

    def __lt__(self, other: object) -> bool:
        """Return whether this is the smaller amount."""
        return self.pence < other.pence if isinstance(other, Money) else NotImplemented

    def __add__(self, other: object) -> Money:
        """Return the sum of two amounts."""
        if not isinstance(other, Money):
            return NotImplemented
        return Money.from_pence(self.pence + other.pence)

    def __sub__(self, other: object) -> Money:
        """Return the difference of two amounts."""
        return self + -other if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        """Return the amount with the other sign: a charge as a credit."""
        return Money.from_pence(-self.pence)

    def __bool__(self) -> bool:
        """Return whether the amount is not nothing."""
        return self.pence != 0


def sum_of(amounts: Iterable[Money]) -> Money:
    """Return the sum of the amounts; of none, nothing.

    Example:
        >>> sum_of([Money("0.10"), Money("0.20")])
        Money('0.30')
    """
    return Money.from_pence(sum(amount.pence for amount in amounts))
