"""What the parts of a blend and the groups of a stage have in common: a name and a weight."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from attrs import Attribute

from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed, percent
from aimpartner.funding.bases import FIELDS, called
from aimpartner.funding.working import Draft, Op
from aimpartner.rules import check_name


class Weighed(Protocol):
    """A named part of a whole."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def weight(self) -> Fraction:
        """Its share of the whole."""


def can_stand_in_an_address(thing: object, _: Attribute[str], name: str) -> None:
    """Check the name of a part, as a validator.

    Raises:
        InvalidValueError: it cannot stand in an address.
    """
    check_name(type(thing).__name__, name, FIELDS)


def is_part(thing: Weighed, _: Attribute[Fraction], weight: Fraction) -> None:
    """Check the weight of a part, as a validator.

    Raises:
        InvalidValueError: it is no part of a whole.
    """
    check_part(f"Weight of {thing.name}", weight)


def check_part(subject: str, part: Fraction) -> None:
    """Check that a number is a part of a whole.

    Raises:
        InvalidValueError: it is below 0 or above 100 %.
    """
    if not 0 <= part <= 1:
        rule, remedy = "lie between 0 and 100 %", 'Write a half as "50 %" or 0.5.'
        raise InvalidValueError(subject, rule, percent(part), remedy)


def check_whole(what: str, parts: Sequence[Weighed]) -> None:
    """Check that parts make one whole and are told apart.

    Raises:
        InvalidValueError: their weights do not sum to one, or two share a name.
    """
    names = [part.name for part in parts]
    whole = sum((part.weight for part in parts), Fraction(0))
    if whole != 1:
        got = f"{percent(whole)} for {listed(names)}"
        raise InvalidValueError(f"Weights of {what}", "sum to 100 %", got)
    if len(set(names)) < len(names):
        raise InvalidValueError(f"Parts of {what}", "be told apart by name", listed(names))


def weighted(draft: Draft, at: str, weight: Fraction, shares: int) -> int:
    """Write some shares times their weight in the whole."""
    words = called(at)
    number = draft.number(f"{at}/weight", weight, f"{words}: weight", "share", draft.source)
    return draft.put(Op.TIMES, number, shares, words=f"{words}: weighted", unit="share")
