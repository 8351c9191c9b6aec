"""What a number format shows of a number: the number itself, or words in its place."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

Number = int | Decimal
_MARK = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|(.)', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_TIME = re.compile("h+|m+|s+", re.IGNORECASE)
_SHOWS = re.compile("[0#?@ymdhs]|General", re.IGNORECASE)
_MOST_SECTIONS = 4
_DASHES = "-–—"
"""What accounts show for nought."""


@frozen
class Section:
    """One of the parts of a format, which semicolons divide.

    Args:
        marks: what in it is not quoted: the places of digits, and the signs beside them.
        words: what it shows but for the number.
        condition: which numbers it is for: a comparison, and with what; nothing where its place
            among the sections says that.
    """

    marks: str
    words: str = ""
    condition: tuple[str, Fraction] | None = None

    @property
    def shows(self) -> bool:
        """Whether it shows the value, and not words in its place."""
        return _SHOWS.search(self.marks) is not None

    def is_made_for(self, value: Number) -> bool:
        """Return whether its condition, if it has one, holds for a number."""
        if self.condition is None:
            return False
        sign, bound = self.condition
        return _COMPARE[sign](Fraction(value), bound)


@frozen
class NumberFormat:
    """A number format.

    Args:
        numbers: the sections that are for numbers.
        text: the section that is for text, where there is one.
    """

    numbers: tuple[Section, ...]
    text: Section | None = None

    def section(self, value: Number) -> Section:
        """Return the section that shows a number."""
        for section in self.numbers:
            if section.is_made_for(value):
                return section
        place = 1 if value < 0 else 2 if value == 0 else 0
        usual = self.numbers[place if place < len(self.numbers) else 0]
        if usual.condition is None:
            return usual
        return next((each for each in reversed(self.numbers) if not each.condition), usual)

    def in_place_of(self, value: Number | str) -> str | None:
        """Return the words that are seen in place of a value; `None` where it is seen itself.

        Example:
            >>> form = parse_format('0;-0;"c"')
            >>> form.in_place_of(0), form.in_place_of(5)
            ('c', None)
        """
        section = self.text if isinstance(value, str) else self.section(value)
        if section is None or section.shows:
            return None
        is_dash = value == 0 and section.words != "" == section.words.strip(_DASHES)
        return None if is_dash else section.words


@lru_cache(maxsize=1_000)
def parse_format(form: str) -> NumberFormat:
    """Return the format that a workbook writes so.

    Example:
        >>> parse_format("0.0%").section(1).marks
        '0.0%'
    """
    parts: list[list[re.Match[str]]] = [[]]
    for mark in _MARK.finditer(form or "General"):
        if mark[4] == ";" and len(parts) < _MOST_SECTIONS:
            parts.append([])
        else:
            parts[-1].append(mark)
    sections = [_section(part) for part in parts]
    is_text = len(sections) == _MOST_SECTIONS or (len(sections) > 1 and "@" in sections[-1].marks)
    text = sections.pop() if is_text else None
    return NumberFormat(tuple(sections), text)


def _section(part: list[re.Match[str]]) -> Section:
    marks, words, condition = "", "", None
    for mark in part:
        quoted, escaped, bracket, bare = mark.groups()
        marks += bare or ""
        words += quoted or escaped or bare or ""
        if bracket is None:
            continue
        if compared := _CONDITION.fullmatch(bracket):
            condition = compared[1], Fraction(compared[2])
        elif _TIME.fullmatch(bracket):
            marks += bracket
        elif bracket.startswith("$"):
            words += bracket[1:].partition("-")[0]
    return Section(marks, words.strip(), condition)
