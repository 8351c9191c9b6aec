"""Text as office people write it: what may stand in it, and when two texts are the same."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_QUOTES = dict.fromkeys(
    "\u2018\u2019\u201a\u201b\u2032\u00b4\u02b9\u02bc\u02c8\uff07", "'"
) | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_STRAIGHT = str.maketrans(_QUOTES | _DASHES)
_VARIANTS = range(0xFE00, 0xFE10)
_CONTROL = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_SIGNS = range(0xFDD0, 0xFDF0)
_NAMES = {
    "\0": "NULL",
    "\t": "TAB",
    "\n": "NEW LINE",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}
"""What signs of control are called, for Unicode has no names of them."""


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


def is_blank(text: str) -> bool:
    """Return whether nothing is to be seen of a text.

    Example:
        >>> is_blank(" \u200b "), is_blank("-")
        (True, False)
    """
    return not text.strip() or not (text.isprintable() or folded(text))


def _no_width(letter: str) -> bool:
    """Return whether a sign takes no room: a joiner, a mark of direction, a variant's selector."""
    kind = unicodedata.category(letter)
    return kind == "Cf" or (kind == "Mn" and ord(letter) in _VARIANTS)


def unseen(text: str) -> str:
    r"""Return the first sign of a text that no name and no text may hold; empty for none.

    They are new lines and all other signs of control, marks that turn the direction of writing,
    halves of a sign, and what is no sign.

    Example:
        >>> unseen("Sefton"), unseen("Sefton\x1b[31m")
        ('', '\x1b')
    """
    if text.isprintable():
        return ""
    return next((letter for letter in text if _is_forbidden(letter)), "")


def _is_forbidden(letter: str) -> bool:
    code = ord(letter)
    is_no_sign = code & 0xFFFE == 0xFFFE or code in _NO_SIGNS  # noqa: PLR2004  # so Unicode has it
    return is_no_sign or letter in _DIRECTIONS or unicodedata.category(letter) in _CONTROL


def named(letter: str) -> str:
    r"""Return what a sign is called.

    Sources:
        The Unicode Character Database, by `unicodedata`.

    Example:
        >>> named("\x1b"), named("\u200b")
        ('ESCAPE (U+001B)', 'ZERO WIDTH SPACE (U+200B)')
    """
    unnamed = "half of a sign" if "\ud800" <= letter <= "\udfff" else "a sign without a name"
    name = _NAMES.get(letter) or unicodedata.name(letter, unnamed)
    return f"{name} (U+{ord(letter):04X})"


def difference(text: str, other: str) -> str:
    """Return in a sentence by which sign a text differs unseen from another; or nothing.

    Example:
        >>> difference("Sefton\u200b", "Sefton")
        'This one has ZERO WIDTH SPACE (U+200B).'
        >>> difference("S\u0435fton", "Sefton")
        'This one has CYRILLIC SMALL LETTER IE (U+0435) for LATIN SMALL LETTER E (U+0065).'
    """
    for _, start, end, first, last in SequenceMatcher(None, text, other, False).get_opcodes():  # noqa: FBT003  # no sign is junk
        here, there = text[start:end], other[first:last]
        if here != there and not (here + there).isascii():
            names = [" and ".join(map(named, part)) for part in (here[:2], there[:2])]
            if not here:
                return f"This one lacks {names[1]}."
            return f"This one has {names[0]}{f' for {names[1]}' if there else ''}."
    return ""
