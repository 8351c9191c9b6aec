"""One of a few words, and yes or no: known however they are spelled."""

from __future__ import annotations

from collections.abc import Iterable

from aimpartner.errors import InvalidValueError
from aimpartner.spelling import folded

_ANSWERS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


def chosen(text: str, words: Iterable[str]) -> str | None:
    """Return the word that a text is, but for capital letters, blanks and dashes; `None` for none.

    Example:
        >>> chosen(" Largest Remainder", ["largest remainder", "host"]), chosen("hosts", ["host"])
        ('largest remainder', None)
    """
    known = list(words)
    if text in known:
        return text
    wanted = folded(text)
    return next((word for word in known if folded(word) == wanted), None)


def yes_or_no(value: object) -> bool:
    """Return an answer.

    Args:
        value: `True` or `False`, or yes, no, y, n, true or false in a text.

    Raises:
        InvalidValueError: it is no answer; 1 and 0 are none, for they may count something.

    Example:
        >>> yes_or_no("Yes"), yes_or_no("n")
        (True, False)
    """
    answer = _ANSWERS.get(folded(value)) if isinstance(value, str) else value
    if isinstance(answer, bool):
        return answer
    raise InvalidValueError("Answer", "be yes or no", value, "Write yes or no.")
