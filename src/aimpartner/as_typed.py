"""Numbers that keep how they were typed, where that tells what they may stand for."""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from aimpartner.digits import digits
from aimpartner.exact import count, exact


class Part(Fraction):
    """An exact number that is no mere number; its text reads back as the same."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return a call that makes it again."""
        return f"{type(self).__name__}({str(self)!r})"

    def __format__(self, form: str, /) -> str:
        """Return its text, as wide as a format asks."""
        return format(str(self), form)  # from 3.12 on a fraction has a form of its own

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        """Return how it is made again from its text."""
        return type(self), (str(self),)

    def __copy__(self) -> Self:
        """Return itself, for it does not change."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return itself, for it does not change."""
        return self


class _AsTyped(Part):
    """A number that keeps the text by which it was typed."""

    __slots__ = ("text",)

    text: str

    def __new__(cls, text: str) -> Self:
        """Read the text."""
        made = super().__new__(cls, cls._number(text))
        made.text = text.strip()
        return made

    @classmethod
    def _number(cls, text: str) -> Fraction:
        return exact(text)

    def __str__(self) -> str:
        """Return the text."""
        return self.text


class Proportion(_AsTyped):
    """A number that was typed with a stroke or as per cent: a weight, and no count of anything.

    Nobody counts so: 2/5 may be a day, or how many of those that there are.

    Args:
        text: such as "2/5" or "40 %".

    Raises:
        InvalidValueError: it is no number.

    Example:
        >>> Proportion("2/5") == Fraction(2, 5), Proportion("2/5")
        (True, Proportion('2/5'))
    """

    __slots__ = ()


class Pounds(_AsTyped):
    """A figure that was typed with the sign of pounds, and so counts nothing else.

    Args:
        text: such as "£1,234.50".

    Raises:
        InvalidValueError: it is no decimal.

    Example:
        >>> Pounds("£1,234.50") == Fraction("1234.5"), Pounds("£5")
        (True, Pounds('£5'))
    """

    __slots__ = ()

    @classmethod
    def _number(cls, text: str) -> Fraction:
        found = digits(text, in_pounds=True)
        return count(text) if found is None else Fraction(found)
