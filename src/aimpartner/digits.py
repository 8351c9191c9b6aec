"""The digits of a number as office people type it: pounds, thousands, and less than nothing."""

from __future__ import annotations

import re

LONGEST = 1000
"""How many signs a number has at most; what is longer is no number of anybody's."""
_DECIMAL = re.compile(
    r"(?P<sign>[-+]?)\s?(?P<pound>£?)\s?(?P<after>[-+]?)"
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)",
    re.ASCII,
)
_MINUSES = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d", "-"))


def digits(text: str, *, in_pounds: bool = False) -> str | None:
    """Return the plain digits of a text that is a decimal, with its minus; `None` of another.

    Thousands stand apart by commas or not at all, a point has digits on both sides of it, and less
    than nothing has a minus, however long, or brackets.

    Args:
        text: the text.
        in_pounds: whether it may have the sign of pounds.

    Sources:
        Brackets and signs: the formats of numbers that Excel offers for accounts.

    Example:
        >>> digits("1,234.50"), digits("(5)"), digits("1,2"), digits("£5")
        ('1234.50', '-5', None, None)
        >>> digits("−£5", in_pounds=True)
        '-5'
    """
    bare = straight(text)
    is_less = bare.startswith("(") and bare.endswith(")")
    found = _DECIMAL.fullmatch(bare[1:-1].strip() if is_less else bare)
    if found is None or len(text) > LONGEST or (found["pound"] and not in_pounds):
        return None
    signs = found["sign"] + found["after"]
    if len(signs) + is_less > 1 or (found["after"] and not found["pound"]):
        return None
    return ("-" if is_less or signs == "-" else "") + found["digits"].replace(",", "")


def straight(text: str) -> str:
    """Return a text without blanks around it, each minus as the one of a keyboard.

    Example:
        >>> straight(" −3/4 ")
        '-3/4'
    """
    return text.strip().translate(_MINUSES)
