"""What a number format shows of a number: the number itself, or words in its place."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from unicodedata import category

from attrs import frozen

from aimpartner.exact import plain
from aimpartner.spelling import folded

Number = int | Decimal
_MARK = re.compile(r'"([^"]*)"|\\(.)|\[([^\]]*)\]|[_*].|(General|.)', re.DOTALL | re.IGNORECASE)
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
_SHOWS_NOUGHT = re.compile("[0@/ymdhs]|General", re.IGNORECASE)
_PLACES = re.compile("[0#?]")
_DIGITS = re.compile("[0#?]|General", re.IGNORECASE)
_SIGNS = frozenset("<>kK123456789")
"""What is seen as it stands without quotes, and may make another number of the digits."""
_DIVIDES = re.compile("[0#?](,+)(?![0#?,])")
_MISLEADS = re.compile(r"[\d%‰<>≤≥¼½¾]")
_LESS = frozenset(("minus", "less", "negative", "neg", "credit", "credits", "cr"))
"""Words that take a number for less than nothing."""
_OTHER_MONEY = frozenset(
    ("p", "pence", "c", "cents", "eur", "euro", "euros", "usd", "dollar", "dollars")
)
_OTHER_SCALES = frozenset(
    ("dozen", "hundred", "hundreds", "lakh", "crore", "tn", "trillion", "trillions")
)
_OTHERS = _OTHER_MONEY | _OTHER_SCALES
"""Words that make another amount of it: other money, and scales that no comma divides by."""
_WORD = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile("[ ,.']*000([ ,.']?000)*")
_SCALES = {
    **dict.fromkeys(("k", "thousand", "thousands"), 1),
    **dict.fromkeys(("m", "mn", "million", "millions"), 2),
    **dict.fromkeys(("b", "bn", "billion", "billions"), 3),
}
"""How many times each word says that what stands before it is to be taken a thousandfold."""
_MOST_SECTIONS = 4
_RED = re.compile(r"red|color *3", re.IGNORECASE)


@frozen
class Section:
    """One of the parts of a format, which semicolons divide.

    Args:
        marks: what in it is not quoted: the places of digits, and the signs beside them.
        before: what it shows before the digits of a number, or in place of one.
        after: what it shows after them.
        signs: what of these is for people, and does nothing to the number.
        condition: which numbers it is for: a comparison, and with what; nothing where its place
            among the sections says that.
        is_red: whether it shows them in red, as accounts do what is less than nothing.
    """

    marks: str
    before: str = ""
    after: str = ""
    signs: str = ""
    condition: tuple[str, Fraction] | None = None
    is_red: bool = False

    @property
    def shows(self) -> bool:
        """Whether it shows the value, and not words in its place."""
        return _SHOWS.search(self.marks) is not None

    @property
    def words(self) -> str:
        """What it shows but for the number."""
        return (self.before + self.after).strip()

    @property
    def _thousands(self) -> int:
        """How often it divides a number by a thousand: commas after its digits do."""
        return sum(len(commas) for commas in _DIVIDES.findall(self.marks))

    def _shown(self, value: Number) -> Fraction:
        power = 2 * self.marks.count("%") - 3 * self._thousands
        return abs(Fraction(value)) * Fraction(10) ** power

    def leaves_out(self, value: Number) -> bool:
        """Return whether it shows no digit of a number: none of nought, or of what rounds to it."""
        if _SHOWS_NOUGHT.search(self.marks):
            return False
        places = len(_PLACES.findall(self.marks.partition(".")[2]))
        return self._shown(value) * Fraction(10) ** places < Fraction(1, 2)

    def misleads(self, value: Number) -> bool:
        """Return whether what stands beside the digits of a number makes another of it."""
        if _DIGITS.search(self.marks) is None:
            return False
        if _THOUSANDS.fullmatch(self.signs.strip()):
            return self.signs.count("000") != self._thousands
        words = self._said
        said = {_SCALES.get(word, 0) for word in words} - {0}
        is_other = not _OTHERS.isdisjoint(words) or bool(_MISLEADS.search(self.signs))
        is_money = any(category(sign) == "Sc" and sign != "£" for sign in self.words)
        is_minus = value > 0 and self.is_less
        return bool(said - {self._thousands} or is_other or is_money or is_minus)

    @property
    def _said(self) -> list[str]:
        """The words that are for people."""
        return _WORD.findall(self.signs.casefold().replace(".", ""))

    @property
    def is_less(self) -> bool:
        """Whether it shows a number as less than nothing: a dash, brackets, or words beside it."""
        before, after = (folded(words).strip("£ ") for words in (self.before, self.after))
        dashes = {before[:1], before[-1:], after[:1]}
        is_said = not _LESS.isdisjoint(self._said)
        return "-" in dashes or "(" in before or is_said

    def seen(self, value: Number) -> str:
        """Return what is seen of a number, but for the places that it is rounded to."""
        sign = "-" if value < 0 else ""
        return f"{sign}{self.before}{plain(self._shown(value))}{self.after}".strip()

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
        """Return what is seen in place of a value; `None` where it is seen itself.

        Example:
            >>> form = parse_format('0;-0;"c"')
            >>> form.in_place_of(0), form.in_place_of(5)
            ('c', None)
            >>> parse_format('£0.0"k"').in_place_of(675)
            '£675k'
        """
        if isinstance(value, str):
            return None if self.text is None or self.text.shows else self.text.words
        section = self.section(value)
        if section.shows and not section.leaves_out(value):
            if self._hides_sign(section, value):
                return section.seen(-value)
            return section.seen(value) if section.misleads(value) else None
        is_dash = value == 0 and section.words != "" == folded(section.words).strip("-")
        return None if is_dash else section.words

    def _hides_sign(self, section: Section, value: Number) -> bool:
        """Return whether a number below nothing is shown as one above it.

        A section of its own for such numbers shows no sign that does not stand in it.
        """
        is_own = section.condition is not None or section is not self.numbers[0]
        return value < 0 and is_own and not section.is_less and not section.is_red


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
    marks, signs, condition, is_red = "", "", None, False
    before, after = "", ""
    for mark in part:
        quoted, escaped, bracket, bare = mark.groups()
        said = quoted or escaped or ""
        if bracket is not None and (compared := _CONDITION.fullmatch(bracket)):
            condition = compared[1], Fraction(compared[2])
        elif bracket is not None and _TIME.fullmatch(bracket):
            marks += bracket
        elif bracket is not None and bracket.startswith("$"):
            said = bracket[1:].partition("-")[0]
        elif bracket is not None and _RED.fullmatch(bracket):
            is_red = True
        if bare in _SIGNS and "/" not in marks:  # what a fraction is over is of the number
            signs += bare
        marks += bare or ""
        signs += said
        if _DIGITS.search(marks):
            after += said or _beside(bare or "")
        else:
            before += said or bare or ""
    return Section(marks, before, after, signs, condition, is_red)


def _beside(bare: str) -> str:
    """Return what a mark shows but for the digits of a number."""
    return "" if _DIGITS.fullmatch(bare) or bare in {",", "."} else bare
