"""Text as office people write it: what may stand in it, and when two texts are the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = dict.fromkeys(
    "\u2018\u2019\u201a\u201b\u2032\u00b4\u02b9\u02bc\u02c8\uff07", "'"
) | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_STRAIGHT = str.maketrans(_QUOTES | _DASHES)
_VARIANTS = range(0xFE00, 0xFE10)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Return a text as it is matched: what people take for the same text comes to the same.

    It is in composed form, without signs that have no width; white space is one blank, capital
    letters are small, quotes and dashes are those of a keyboard. It serves to find, never to show.

    Sources:
        Unicode Standard Annex 15 for the composed form.

    Example:
        >>> folded("  Children’s\u00a0Services – EAST ")
        "children's services - east"
    """
    if text.isascii():
        return " ".join(text.split()).casefold()
    seen = "".join(letter for letter in unicodedata.normalize("NFC", text) if not _no_width(letter))
    plain = unicodedata.normalize("NFC", seen.translate(_STRAIGHT).casefold())
    return " ".join(plain.split())


def _no_width(letter: str) -> bool:
    """Return whether a sign takes no room: a joiner, a mark of direction, a variant's selector."""
    kind = unicodedata.category(letter)
    return kind == "Cf" or (kind == "Mn" and ord(letter) in _VARIANTS)
