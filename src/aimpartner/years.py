"""Financial years as office people write them, and what else may stand in their place."""

from __future__ import annotations

import re
from datetime import date

from aimpartner.dates import century
from aimpartner.errors import InvalidValueError
from aimpartner.spelling import folded

_FORM = re.compile(r"(?:fy ?)?(?P<first>\d{4}|\d\d) ?(?:[/-]|to) ?(?P<last>\d{4}|\d\d)", re.ASCII)
_ONE = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_SUBJECT, _REMEDY = "Financial year", "Write it as 2021/22."
_AS_TEXT = "A spreadsheet takes {} for a day: format the cell as text, then type the year again."


def begins_in(text: object) -> int:
    """Return the calendar year in which the financial year begins that a text states.

    Args:
        text: such as 2021/22, 2021-22, FY 2021/22, 2021 to 2022; or 21/22, for two digits are of
            this century, up to 49.

    Raises:
        InvalidValueError: the form is another, or the two years do not follow each other. A day, as
            which a spreadsheet takes 2011/12, is told as one.

    Example:
        >>> begins_in("FY 2021–22"), begins_in("21/22")
        (2021, 2021)
    """
    found = _FORM.fullmatch(folded(text)) if isinstance(text, str) else None
    if found is None:
        remedy = _what_to_write(text)
        raise InvalidValueError(_SUBJECT, "be written as 2021/22", repr(text), remedy)
    starts = century(found["first"])
    if starts is None:
        raise InvalidValueError(_SUBJECT, "have years of four digits", repr(text), _REMEDY)
    if int(found["last"]) != (starts + 1) % 10 ** len(found["last"]):
        raise InvalidValueError(_SUBJECT, "end a year after it begins", repr(text), _REMEDY)
    return starts


def _what_to_write(value: object) -> str:
    """Return what to write for what is no financial year: for a day, or one calendar year."""
    if isinstance(value, date):
        return _AS_TEXT.format(_taken_for(value))
    one = _ONE.fullmatch(str(value).strip())
    if one is None:
        return _REMEDY
    year = int(one[0])
    return f"Write {_named(year - 1)} or {_named(year)}, as it is meant."


def _named(starts: int) -> str:
    return f"{starts}/{(starts + 1) % 100:02}"


def _taken_for(day: date) -> str:
    """Return the year that a spreadsheet may have taken for a day: 2011/12 for December 2011."""
    if day.day == 1 and day.month == (day.year + 1) % 100:
        return _named(day.year)
    return f"{day.day:02}/{day.month:02}" if day.month == day.day + 1 else "2011/12"
