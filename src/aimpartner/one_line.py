"""A repr that a person can read: one line, however much the value holds."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import fields

LONGEST = 200
_UNSET = (None, "", ())


def one_line(text: str) -> str:
    r"""Return text as one line of at most 200 characters; what is cut keeps its last sign.

    Example:
        >>> one_line("<Model of Adoption in Merseyside:\n 4 partners>")
        '<Model of Adoption in Merseyside: 4 partners>'
    """
    folded = " ".join(text.split())
    return folded if len(folded) <= LONGEST else f"{folded[: LONGEST - 2]}…{folded[-1]}"


def in_sight(text: str) -> str:
    r"""Return a text in which every sign can be seen: what has no picture stands by its code.

    So no terminal gets a command, and no two texts look the same that are not.

    Example:
        >>> print(in_sight("Sefton\x1b[31m"))
        Sefton\x1b[31m
    """
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def counted(count: int, thing: str) -> str:
    """Return how many things there are, in words.

    Example:
        >>> counted(1, "budget"), counted(3, "partner")
        ('1 budget', '3 partners')
    """
    return f"{count} {thing}{'' if count == 1 else 's'}"


class OneLine:
    """A value whose repr is one line: its fields that are set, or in short what it is of."""

    __slots__ = ()
    __attrs_attrs__: ClassVar[Any]  # a class that mixes this in is made by attrs

    def __repr__(self) -> str:
        """Return the value in short."""
        return one_line(self._in_short())

    def _in_short(self) -> str:
        names = (attribute.name for attribute in fields(type(self)) if attribute.init)
        values = ((name, getattr(self, name)) for name in names)
        said = (f"{name}={value!r}" for name, value in values if value not in _UNSET)
        return f"{type(self).__name__}({', '.join(said)})"
