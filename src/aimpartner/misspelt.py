"""The name that another may be meant for: said wherever a name is not known."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from aimpartner.spelling import difference, folded

_ALIKE = 0.7
_RATHER_ALIKE = 0.6
"""Enough for what a person is asked, where a mistake does no harm."""
_MOST_NAMES = 2_000
"""Of more names than these the nearest is not looked for: each takes time to compare."""
_LONGEST = 200
"""A longer text is no name."""


def meant_by(name: object, names: Iterable[str], alike: float = _ALIKE) -> str:
    """Return which of some names another may be meant for; empty for none.

    Args:
        name: what was written.
        names: the names there are.
        alike: how alike the two are, between nothing and 1.

    Example:
        >>> meant_by("Evidance", ["Elements", "Evidence"]), meant_by("Sheet1", ["Evidence"])
        ('Evidence', '')
    """
    known = {folded(each): each for each in names}
    if not isinstance(name, str) or len(name) > _LONGEST or len(known) > _MOST_NAMES:
        return ""
    close = get_close_matches(folded(name), known, 1, alike)
    return next((known[each] for each in close), "")


def near(name: object, names: Iterable[str]) -> str:
    """Return in a sentence which of some names is the nearest to one that is not among them.

    Args:
        name: what was written.
        names: the names there are.

    Example:
        >>> near("Seton", ["Liverpool", "Sefton"]), near("Halton", ["Liverpool", "Sefton"])
        ("The nearest is 'Sefton'.", '')
    """
    meant = meant_by(name, names, _RATHER_ALIKE)
    unseen = f" {difference(str(name), meant)}".rstrip()
    return f"The nearest is {meant!r}.{unseen}" if meant else ""
