"""Published tables: their parts against the total that was published with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.contributions.calculated import Calculated
from aimpartner.errors import ModelError
from aimpartner.evidence.published import (
    CALL,
    CONTRIBUTION,
    Published,
    PublishedUnit,
    difference,
    in_words,
    like,
    number_of,
)
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.validators import check_once, given

_WHOLES = (CALL, CONTRIBUTION)
_PARTS = ("element/", "limit/", "own/")


def slack_of(figures: Iterable[Published]) -> PublishedUnit:
    """Return by how much the rounding of some figures can take their sum astray, at most.

    Args:
        figures: the figures, all pounds or all percentages.

    Example:
        >>> from aimpartner import samples
        >>> slack_of(samples.load("aim").published)
        Money('1000.00')
    """
    units = [figure.rounded_to for figure in figures]
    return like(units[0], sum((number_of(unit) for unit in units), Fraction(0)) / 2)


@frozen(repr=False, field_transformer=checked)
class PartsAndTotal(OneLine):
    """Published parts, and the total that was published with them.

    Args:
        parts: the parts.
        total: the total, published of all together.

    Raises:
        InvalidValueError: there is no part.
        ModelError: a part is of another year or kind, or given twice.

    Example:
        >>> from aimpartner import Source
        >>> said = Source("a table")
        >>> year, what = "2021/22", "levy"
        >>> of = {"what": what, "is_contribution": True, "source": said}
        >>> parts = [Published(year, name, "33", "1", **of) for name in ("A", "B", "C")]
        >>> PartsAndTotal(parts, Published(year, "", "100", "1", **of)).difference
        Money('-1.00')
    """

    parts: tuple[Published, ...] = field(converter=ordered, validator=given)
    total: Published

    def __attrs_post_init__(self) -> None:
        """Check that the parts make one whole."""
        check_once("Parts of a total", "part", (part.called for part in self.parts))
        kind = isinstance(self.total.amount, Money)
        for part in self.parts:
            subject = f"Part of {part.called}"
            if part.year != self.total.year:
                rule = f"be of {self.total.year}, the year of the total"
                raise ModelError(subject, rule, part.year)
            if isinstance(part.amount, Money) is not kind:
                rule = f"be of one kind with the total, {in_words(self.total.amount)}"
                raise ModelError(subject, rule, in_words(part.amount))

    @property
    def difference(self) -> PublishedUnit:
        """The sum of the parts less the total."""
        amount = self.total.amount
        added = sum((number_of(part.amount) for part in self.parts), Fraction(0))
        return difference(like(amount, added), amount)

    @property
    def is_rounding(self) -> bool:
        """Whether the rounding of parts and total can explain the difference."""
        slack = slack_of((*self.parts, self.total))
        return abs(number_of(self.difference)) <= number_of(slack)

    def __str__(self) -> str:
        """Return the difference as a sentence."""
        gap = number_of(self.difference)
        size = in_words(like(self.difference, abs(gap)))
        head = f"{self.total.what}, {self.total.year}: {len(self.parts)} parts"
        if not gap:
            return f"{head} sum to their total, {in_words(self.total.amount)}."
        way = "exceed" if gap > 0 else "fall short of"
        slack = in_words(slack_of((*self.parts, self.total)))
        why = "no more" if self.is_rounding else "more"
        remark = f"{why} than the {slack} that rounding can explain"
        return f"{head} {way} the total of {in_words(self.total.amount)} by {size}, {remark}."


def tables_of(
    published: tuple[Published, ...], calculated: Calculated
) -> tuple[PartsAndTotal, ...]:
    """Return the tables among published figures of which every part and the total are there.

    A table is of one source. Its parts are the partners at one address, or the elements of one
    partner or of all; whoever has nothing there may be left out.

    Args:
        published: the figures of a year.
        calculated: what the year has at an address.
    """
    found = (
        PartsAndTotal(parts, total)
        for total in published
        for parts in (_partners(published, total), _elements(published, total))
        if _is_whole(parts, total, calculated)
    )
    return tuple(found)


def _with(published: Iterable[Published], total: Published) -> Iterator[Published]:
    """Go through the figures that stand in one publication with a total, and are of its kind."""
    key = (total.source, total.said_on, isinstance(total.amount, Money), total.is_comparable)
    for each in published:
        kind = isinstance(each.amount, Money)
        if (each.source, each.said_on, kind, each.is_comparable) == key and each != total:
            yield each


def _partners(published: Iterable[Published], total: Published) -> list[Published]:
    """Return the partners' figures at the address of a total of all."""
    where = CONTRIBUTION if total.where == CALL else total.where
    return [
        each
        for each in _with(published, total)
        if not total.partner and each.partner and each.where == where
    ]


def _elements(published: Iterable[Published], total: Published) -> list[Published]:
    """Return the elements, limits and own parts of a contribution, or of all of them."""
    return [
        each
        for each in _with(published, total)
        if total.where in _WHOLES
        and each.partner == total.partner
        and each.where.startswith(_PARTS)
    ]


def _is_whole(parts: list[Published], total: Published, calculated: Calculated) -> bool:
    """Return whether parts leave out nobody who pays there, and no element that is paid for."""
    named = Counter((part.partner, part.where) for part in parts)
    if not parts or max(named.values()) > 1:
        return False
    where = parts[0].where
    if parts[0].partner != total.partner:
        needed = {(name, where) for name in calculated.worked.partners}
    else:
        needed = {(total.partner, at) for at in calculated.parts}
    return all(calculated.amount(at, who) in {None, Money(0)} for who, at in needed - {*named})
