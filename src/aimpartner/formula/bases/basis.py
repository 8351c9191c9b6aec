"""A basis gives one weight a partner, by writing steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from attrs import Attribute

from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed, percent
from aimpartner.periods import FinancialYear
from aimpartner.validators import check_name
from aimpartner.working.steps import Draft, Op

FIELDS = (
    *("weight", "lag", "years", "average", "last", "price", "unit", "level", "odd"),
    *("points", "per_cent", "override", "reason", "within", "times"),
)
"""Field names that end an address; no part of a blend may be called one of them."""


class Basis(Protocol):
    """A way to give each partner a weight; whatever does this is one."""

    @property
    def inner(self) -> tuple[Basis, ...]:
        """The bases that it is made of."""

    @property
    def named(self) -> tuple[str, ...]:
        """The partners that it names itself."""

    @property
    def is_counted(self) -> bool:
        """Whether its weights count something, so that one of it can have a price."""

    def in_words(self, year: FinancialYear) -> str:
        """Return what it goes by: a noun where it is made of no others, else a clause."""

    def weights(self, draft: Draft, at: str) -> int:
        """Write one weight a partner, at an address, and return the step."""


def named(basis: Basis) -> Iterator[str]:
    """Return the partners that a basis names, however deep in it."""
    yield from basis.named
    for each in basis.inner:
        yield from named(each)


def by(basis: Basis, year: FinancialYear) -> str:
    """Return what follows "shared": by what, or how.

    Example:
        >>> by(Measured("adopted"), FinancialYear(2021))
        'by adopted (2020/21)'
    """
    words = basis.in_words(year)
    return words if basis.inner else f"by {words}"


def nested(basis: Basis, year: FinancialYear) -> str:
    """Return by what a part of another basis is shared, in brackets where it is a clause."""
    words = by(basis, year)
    return f"({words})" if basis.inner else words


def shares_of(basis: Basis, draft: Draft, at: str) -> int:
    """Write the basis as shares that sum to one."""
    return _shares(draft, basis.weights(draft, at), f"{called(at)}: shares")


def _shares(draft: Draft, weights: int, words: str) -> int:
    return draft.put(Op.SHARE, weights, words=words, unit="share")


def masked(draft: Draft, column: int) -> int:
    """Write a column with nothing for those outside the group that shares."""
    partners, sharing = draft.figures.partners, draft.sharing
    if set(partners) <= set(sharing):
        return column
    who = [Fraction(partner in sharing) for partner in partners]
    words, before = f"only {listed(sharing)}", draft.steps[column]
    mask = draft.column("", who, words)
    return draft.put(Op.TIMES, column, mask, words=f"{before.words}: {words}", unit=before.unit)


def called(at: str) -> str:
    """Return an address of the formula as words name it: element, or element/part."""
    return at.removeprefix("formula/")


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


def is_part(thing: Weighed, attribute: Attribute[Fraction], weight: Fraction) -> None:
    """Check the weight of a part, as a validator.

    Raises:
        InvalidValueError: it is no part of a whole.
    """
    check_part(f"Weight of {thing.name}", weight, attribute.name)


def check_part(subject: str, part: Fraction, field: str = "") -> None:
    """Check that a number is a part of a whole.

    Raises:
        InvalidValueError: it is below 0 or above 100 %.
    """
    if not 0 <= part <= 1:
        rule, remedy = "lie between 0 and 100 %", 'Write a half as "50 %" or 0.5.'
        raise InvalidValueError(subject, rule, percent(part), remedy, field)


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
