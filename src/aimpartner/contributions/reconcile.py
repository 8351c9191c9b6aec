"""Published figures against what is calculated, and against each other."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from attrs import frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.contributions.published_tables import slack_of
from aimpartner.errors import ModelError
from aimpartner.evidence.published import (
    ALL,
    Beside,
    Published,
    PublishedFigure,
    PublishedUnit,
    difference,
    in_words,
    like,
    number_of,
)
from aimpartner.exact import decimal_of, nearest
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.rates import PercentagePoints
from aimpartner.tables import WORDS, Column, Drawn, Table, Unit, columns

_PLACES = 6


def _framed(value: PublishedFigure | PublishedUnit) -> Decimal:
    """Return what a frame holds of a figure: pounds, or a part of the whole to six decimals."""
    if isinstance(value, Money):
        return value.to_decimal()
    return decimal_of(nearest(value * 10**_PLACES), _PLACES)


_FIGURE = Unit("pounds, or a percentage", in_words, _framed)
_COLUMNS = (
    Column("partner"),
    Column("at", is_drawn=False),
    *columns(_FIGURE, "published", is_drawn=False),
    *columns(_FIGURE, "least", "most", "calculated"),
    *columns(_FIGURE, "difference", is_drawn=False),
    Column("verdict"),
    *columns(WORDS, "what", "source", is_drawn=False),
)


def rounding_range(published: Published) -> tuple[PublishedFigure, PublishedFigure]:
    """Return the least and the most that a publication may have rounded: of pounds, whole pence.

    Example:
        >>> from aimpartner import samples
        >>> [str(end) for end in rounding_range(samples.load("aim").published[0])]
        ['£523,500.00', '£524,500.00']
    """
    middle, half = number_of(published.amount), number_of(published.rounded_to) / 2
    if isinstance(published.amount, Money):
        half = Fraction(int(half))
    return like(published.amount, middle - half), like(published.amount, middle + half)


@frozen(repr=False, field_transformer=checked)
class TwoPublished(OneLine):
    """Two publications of one partner and year, side by side.

    Args:
        first: the one.
        second: the other.

    Raises:
        ModelError: they are of two partners or years.

    Example:
        >>> from aimpartner import samples
        >>> TwoPublished(*samples.load("aim").published).verdict
        'measure different things'
    """

    first: Published
    second: Published

    def __attrs_post_init__(self) -> None:
        """Check that they are of one partner and year."""
        keys = [f"{figure.called} {figure.year}" for figure in (self.first, self.second)]
        if keys[0] != keys[1]:
            raise ModelError("Two publications", f"be of {keys[0]}", keys[1])
        if not _are_of_one_kind(self.first, self.second):
            amounts = [in_words(figure.amount) for figure in (self.first, self.second)]
            raise ModelError("Two publications", f"be of one kind with {amounts[0]}", amounts[1])

    @property
    def difference(self) -> Money | PercentagePoints:
        """The second less the first, as published."""
        return difference(self.second.amount, self.first.amount)

    @property
    def apart(self) -> tuple[Money | PercentagePoints, Money | PercentagePoints]:
        """The least and the most that they lie apart, before either was rounded."""
        size = abs(number_of(self.difference))
        slack = number_of(slack_of((self.first, self.second)))
        least = max(Fraction(0), size - slack)
        return like(self.difference, least), like(self.difference, size + slack)

    @property
    def is_comparable(self) -> bool:
        """Whether they measure the same: the same words, or both what is at their address."""
        both = self.first.is_comparable and self.second.is_comparable
        return both or self.first.what == self.second.what

    @property
    def verdict(self) -> str:
        """Whether they measure different things, agree to their rounding, or differ."""
        if not self.is_comparable:
            return "measure different things"
        return "differ" if number_of(self.apart[0]) else "agree to their rounding"

    def __str__(self) -> str:
        """Return the sentence that tells of both; neither is picked."""
        pair = (self.first, self.second)
        both = (f"{in_words(e.amount)} ({e.what}; {e.source})" for e in pair)
        least, most = map(in_words, self.apart)
        head = f"Published for {self.first.called}, {self.first.year}: {' and '.join(both)}"
        return f"{head}: they {self.verdict}; before rounding they lie {least} to {most} apart."


@frozen(repr=False, field_transformer=checked)
class Reconciliation(Drawn):
    """What was published of a year beside what is calculated, and beside what else was published.

    Args:
        result: the contributions.

    Raises:
        ModelError: nothing was published of the year.

    Example:
        >>> from aimpartner import calculate, samples
        >>> found = Reconciliation(calculate(samples.load("aim"), "2021/22"))
        >>> list(found.to_frame()["verdict"])
        ['agrees by construction', 'measures something else']
        >>> [pair.verdict for pair in found.pairs]
        ['measure different things']
    """

    result: Contributions

    def __attrs_post_init__(self) -> None:
        """Check that there is something to set beside."""
        if not self.result.published:
            rule = "hold a figure of a partner to reconcile with"
            raise ModelError(f"What was published of {self.result.year}", rule, "none")

    @property
    def pairs(self) -> tuple[TwoPublished, ...]:
        """Every two publications of one thing."""
        figures = [beside.published for beside in self.result.published]
        both = combinations(figures, 2)
        return tuple(
            TwoPublished(*pair)
            for pair in both
            if pair[0].called == pair[1].called and _are_of_one_kind(*pair)
        )

    def table(self) -> Table:
        """Return a row a published figure, with who said what below.

        In a frame stand also the address, the figure as published, that figure less the
        calculated one, and where it was published; a percentage is there a part of the whole.
        """
        return Table(self._title(), _COLUMNS, map(_row, self.result.published), self._notes())

    def _title(self) -> list[str]:
        result = self.result
        line = f"{result.facts.partnership.agency} {result.year}: published and calculated"
        return [result.marking, line] if result.marking else [line]

    def _notes(self) -> list[str]:
        return [*self.result.told_of_published, *map(str, self.pairs)]

    def _in_short(self) -> str:
        count = len(self.result.published)
        agency = self.result.facts.partnership.agency
        return f"<Reconciliation of {agency} {self.result.year}: {count} figures>"


def _are_of_one_kind(first: Published, second: Published) -> bool:
    return isinstance(first.amount, Money) is isinstance(second.amount, Money)


def _row(beside: Beside) -> tuple[object, ...]:
    published = beside.published
    return (
        published.partner or ALL,
        published.where,
        published.amount,
        *rounding_range(published),
        beside.calculated,
        beside.difference,
        beside.verdict,
        published.what,
        str(published.source),
    )
