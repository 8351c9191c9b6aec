"""A part of a financial year, in whole quarters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Self

from attrs import field, frozen

from aimpartner.errors import InvalidValueError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.spelling import folded
from aimpartner.validators import whole

_FORM = re.compile(r"q([1-4])(?: ?(?:-|to) ?q([1-4]))?", re.ASCII)
_SO_FAR = "so far"
_MONTHS = 3


@frozen(repr=False, field_transformer=checked)
class Quarters(OneLine):
    """Quarters of a financial year that follow one another: q1 is April to June.

    Args:
        first: the first one, 1 to 4.
        last: the last one.
        is_so_far: whether only as many of them are meant as are known.

    Raises:
        InvalidValueError: there are no such quarters, or the last comes before the first.

    Example:
        >>> print(Quarters(1, 3), Quarters(2, 2), Quarters(1, 4, is_so_far=True))
        q1-q3 q2 so far
    """

    first: int = field(validator=whole(1, 4))
    last: int = field(validator=whole(1, 4))
    is_so_far: bool = False

    @last.validator
    def _comes_after_the_first(self, _: object, last: int) -> None:
        if last < self.first:
            got = f"q{self.first} to q{last}"
            raise InvalidValueError("Quarters", "end in or after their first", got, field="last")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quarters that a text states.

        Args:
            text: such as q1, q1-q3, q1 to q3, or so far.

        Raises:
            InvalidValueError: the text is in another form, or the last comes before the first.

        Example:
            >>> Quarters.parse("q1 to q3") == Quarters(1, 3)
            True
        """
        plain = folded(text)
        if plain == _SO_FAR:
            return cls(1, 4, is_so_far=True)
        found = _FORM.fullmatch(plain)
        if not found:
            rule = f'be written as q1, q1-q3 or "{_SO_FAR}"'
            raise InvalidValueError("Quarters", rule, repr(text), "q1 is April to June.")
        return cls(int(found[1]), int(found[2] or found[1]))

    def days(self, year: FinancialYear | str) -> DateRange:
        """Return the days of the quarters in a year.

        Example:
            >>> print(Quarters(1, 3).days("2021/22"))
            2021-04-01 to 2021-12-31
        """
        begin = FinancialYear.parse(year).days.first
        after = begin.add(months=_MONTHS * self.last)
        return DateRange(begin.add(months=_MONTHS * (self.first - 1)), after.subtract(days=1))

    def ways(self, known: Collection[Quarters]) -> Iterator[tuple[Quarters, ...]]:
        """Go through the ways to make them of others, those of the longest first ones first.

        Args:
            known: the others; themselves may be among them.

        Example:
            >>> quarters = [Quarters(1, 1), Quarters(2, 2), Quarters(1, 2)]
            >>> [len(way) for way in Quarters(1, 2).ways(quarters)]
            [1, 2]
        """
        begin = (run for run in known if run.first == self.first and run.last <= self.last)
        for run in sorted(begin, key=lambda run: -run.last):
            if run.last == self.last:
                yield (run,)
            else:
                rest = Quarters(run.last + 1, self.last)
                yield from ((run, *others) for others in rest.ways(known))

    def __str__(self) -> str:
        """Return them as a file holds them."""
        if self.is_so_far:
            return _SO_FAR
        return f"q{self.first}" if self.first == self.last else f"q{self.first}-q{self.last}"


WHOLE = Quarters(1, 4)
"""The quarters of a whole year."""


def parse_optional_quarters(value: Quarters | str | None) -> Quarters | None:
    """Return the quarters that `value` states; `None` for a whole year, however it is stated.

    Raises:
        InvalidValueError: it states none.

    Example:
        >>> parse_optional_quarters("q1-q4") is None, parse_optional_quarters("q2")
        (True, Quarters(first=2, last=2, is_so_far=False))
    """
    if value is None:
        return None
    if isinstance(value, Quarters):
        return None if value == WHOLE else value
    if not isinstance(value, str):
        raise InvalidValueError("Quarters", "be text", repr(value), "Write them as q1 or q1-q3.")
    return parse_optional_quarters(Quarters.parse(value)) if value else None
