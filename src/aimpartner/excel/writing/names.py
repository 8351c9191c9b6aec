"""Names that a workbook allows: of cells, of sheets and of the file."""

from __future__ import annotations

import re

_LONGEST_NAME = 255
_LONGEST_SHEET = 31
_LONGEST_SLUG = 80
_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c?\d*|c\d*", re.IGNORECASE)
_APOSTROPHES = re.compile("['’]")
_RESERVED = "history"


def defined_name(address: str, taken: set[str]) -> str:
    """Return the name of the cell at an address, unlike all those taken.

    Args:
        address: the address of an input or of a result.
        taken: the names already given, in small letters; the new one is added.

    Example:
        >>> defined_name("evidence/adopted/Sefton/2019-20", set())
        'evidence.adopted.Sefton.2019_20'
    """
    name = "".join(letter if _is_plain(letter) else "_" for letter in address.replace("/", "."))
    if not name[:1].isalpha() or _CELL.fullmatch(name):
        name = f"_{name}"
    return _unlike(taken, name, _LONGEST_NAME, "_{}")


def _is_plain(letter: str) -> bool:
    return letter.isalpha() or letter in "0123456789._"


def sheet_name(title: str, taken: set[str]) -> str:
    """Return the name of a sheet, unlike all those taken.

    Args:
        title: what the sheet would best be called, such as a partner's name.
        taken: the names already given, in small letters; the new one is added.

    Example:
        >>> taken = {"cover"}
        >>> sheet_name("Bath/Wells: all", taken), sheet_name("Cover", taken)
        ('Bath-Wells- all', 'Cover (2)')
    """
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", title).strip("' ")[:_LONGEST_SHEET].rstrip("' ")
    name = f"{plain} sheet" if plain.lower() in ("", _RESERVED) else plain
    return _unlike(taken, name.strip(), _LONGEST_SHEET, " ({})")


def _unlike(taken: set[str], wanted: str, longest: int, suffix: str) -> str:
    """Return the name cut to its longest, with a number where it is taken."""
    name, number = wanted[:longest], 1
    while name.lower() in taken:
        number += 1
        tail = suffix.format(number)
        name = f"{wanted[: longest - len(tail)]}{tail}"
    taken.add(name.lower())
    return name


def slug(text: str) -> str:
    """Return words as a file name writes them.

    Example:
        >>> slug("ILLUSTRATION – NOT AiM'S FORMULA")
        'ILLUSTRATION-NOT-AiMS-FORMULA'
    """
    words = re.findall(r"\w+", _APOSTROPHES.sub("", text))
    return "-".join(words)[:_LONGEST_SLUG].strip("-")
