"""Days as office people write them: read where whoever reads them means one and the same day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from attrs import frozen

from aimpartner.spelling import folded

CENTURY = range(2000, 2050)
"""The years that two digits may stand for: of an agency, and not of those before there were any."""
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ /.-]?([a-z]{3,9})\.?[ /-]?(\d{4}|\d\d)", re.ASCII)
_TIME = re.compile(r"\d:\d|\dt\d")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BY_WORD = {
    word.casefold(): number
    for number, month in enumerate(_MONTHS, 1)
    for word in (month, month[:3], "Sept" if month == "September" else month)
}
_HOW = "Write the day as year-month-day, such as 2021-07-01."
_FOUR = "have a year of four digits"


@frozen
class NoDay:
    """What a text breaks that states no day.

    Args:
        rule: the rule.
        remedy: what to write.
    """

    rule: str
    remedy: str = _HOW


def day_in(text: str) -> date | NoDay:
    """Return the day that a text states, or why it states none.

    Args:
        text: year-month-day; or the day first, 26/03/2021, 26.03.2021 or 26-03-2021, where it can
            be nothing else; or the month in a word, as 26 March 2021 or 26-Mar-21.

    Example:
        >>> day_in("26 March 2021") == day_in("26/03/2021") == day_in("2021-03-26")
        True
        >>> day_in("03/04/2021").remedy
        'Write 2021-04-03 for 3 April 2021, or 2021-03-04 for 4 March 2021.'
    """
    plain = folded(text)
    iso, numbers, words = (form.fullmatch(plain) for form in (_ISO, _NUMBERS, _WORDS))
    if iso:
        return _of(int(iso[1]), int(iso[2]), int(iso[3]))
    if words and words[2] in _BY_WORD:
        year = century(words[3])
        return _of(year, _BY_WORD[words[2]], int(words[1])) if year else NoDay(_FOUR)
    if numbers:
        return _in_numbers(int(numbers[1]), int(numbers[3]), numbers[4])
    is_time = _TIME.search(plain) is not None
    return NoDay("be a day without a time" if is_time else "be written year-month-day")


def century(digits: str) -> int | None:
    """Return a year of four digits, or the one that two stand for; `None` where that is doubtful.

    Example:
        >>> century("2021"), century("21"), century("99")
        (2021, 2021, None)
    """
    if len(digits) > len("21"):
        return int(digits)
    year = CENTURY.start + int(digits)
    return year if year in CENTURY else None


def _in_numbers(first: int, second: int, year: str) -> date | NoDay:
    """Return a day in numbers, unless it may as well be another, with the month first."""
    whole = century(year)
    if whole is None:
        return NoDay(_FOUR)
    british, american = _of(whole, second, first), _of(whole, first, second)
    ways = list(dict.fromkeys(way for way in (british, american) if isinstance(way, date)))
    if len(year) == len("21"):
        return NoDay(_FOUR, _either(ways))
    if len(ways) > 1:
        return NoDay("be one day, whoever reads it", _either(ways))
    if british not in ways and ways:
        return NoDay("be written day first", _either(ways))
    return british


def _either(days: Sequence[date]) -> str:
    ways = [f"{day} for {day.day} {_MONTHS[day.month - 1]} {day.year}" for day in days]
    return f"Write {', or '.join(ways)}." if ways else _HOW


def _of(year: int, month: int, day: int) -> date | NoDay:
    try:
        return date(year, month, day)
    except ValueError:
        return NoDay("be in the calendar")
