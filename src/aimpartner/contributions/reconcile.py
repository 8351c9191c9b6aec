"""Published figures against what is calculated, against each other, and parts against a total."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ModelError
from aimpartner.evidence.published import Beside, Published
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.tables import POUNDS, WORDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once, given

_COLUMNS = (
    Column("partner"),
    *columns(POUNDS, "published", is_drawn=False),
    *columns(POUNDS, "least", "most", "calculated"),
    *columns(POUNDS, "difference", is_drawn=False),
    Column("verdict"),
    *columns(WORDS, "what", "source", is_drawn=False),
)


def rounding_range(published: Published) -> tuple[Money, Money]:
    """Return the least and the most whole pence that a publication may have rounded.

    Example:
        >>> from aimpartner import samples
        >>> [str(end) for end in rounding_range(samples.load("aim").published[0])]
        ['£523,500.00', '£524,500.00']
    """
    half = Money.from_pence(published.rounded_to.pence // 2)
    return published.amount - half, published.amount + half


def _slack(figures: Iterable[Published]) -> Money:
    """Return by how much the rounding of some figures can take their sum astray, at most."""
    return Money.from_pence(int(sum(Fraction(figure.rounded_to.pence, 2) for figure in figures)))


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
        keys = [f"{figure.partner} {figure.year}" for figure in (self.first, self.second)]
        if keys[0] != keys[1]:
            raise ModelError("Two publications", f"be of {keys[0]}", keys[1])

    @property
    def difference(self) -> Money:
        """The second less the first, as published."""
        return self.second.amount - self.first.amount

    @property
    def apart(self) -> tuple[Money, Money]:
        """The least and the most that they lie apart, before either was rounded."""
        size, slack = abs(self.difference.pence), _slack((self.first, self.second)).pence
        return Money.from_pence(max(0, size - slack)), Money.from_pence(size + slack)

    @property
    def is_comparable(self) -> bool:
        """Whether they measure the same: the same words, or both a contribution to the call."""
        both = self.first.is_contribution and self.second.is_contribution
        return both or self.first.what == self.second.what

    @property
    def verdict(self) -> str:
        """Whether they measure different things, agree to their rounding, or differ."""
        if not self.is_comparable:
            return "measure different things"
        return "differ" if self.apart[0] else "agree to their rounding"

    def __str__(self) -> str:
        """Return the sentence that tells of both; neither is picked."""
        both = (f"{e.amount} ({e.what}; {e.source})" for e in (self.first, self.second))
        least, most = self.apart
        head = f"Published for {self.first.partner}, {self.first.year}: {' and '.join(both)}"
        return f"{head}: they {self.verdict}; before rounding they lie {least} to {most} apart."


@frozen(repr=False, field_transformer=checked)
class PartsAndTotal(OneLine):
    """Published parts, and the total that was published with them.

    Args:
        parts: the parts.
        total: the total, published of all together.

    Raises:
        InvalidValueError: there is no part.
        ModelError: a part is of another year, or given twice.

    Example:
        >>> from aimpartner import Source
        >>> said = Source("a table")
        >>> year, what = "2021/22", "levy"
        >>> of = {"what": what, "is_contribution": True, "source": said}
        >>> parts = [Published(year, name, "33", "1", **of) for name in ("A", "B", "C")]
        >>> PartsAndTotal(parts, Published(year, "all", "100", "1", **of)).difference
        Money('-1.00')
    """

    parts: tuple[Published, ...] = field(converter=ordered, validator=given)
    total: Published

    def __attrs_post_init__(self) -> None:
        """Check that the parts make one whole."""
        check_once("Parts of a total", "partner", (part.partner for part in self.parts))
        for part in self.parts:
            if part.year != self.total.year:
                rule = f"be of {self.total.year}, the year of the total"
                raise ModelError(f"Part of {part.partner}", rule, part.year)

    @property
    def difference(self) -> Money:
        """The sum of the parts less the total."""
        return sum_of(part.amount for part in self.parts) - self.total.amount

    @property
    def is_rounding(self) -> bool:
        """Whether the rounding of parts and total can explain the difference."""
        return abs(self.difference.pence) <= _slack((*self.parts, self.total)).pence

    def __str__(self) -> str:
        """Return the difference as a sentence."""
        size = Money.from_pence(abs(self.difference.pence))
        head = f"{self.total.what}, {self.total.year}: {len(self.parts)} parts"
        if not size:
            return f"{head} sum to their total, {self.total.amount}."
        way = "exceed" if self.difference.pence > 0 else "fall short of"
        slack = _slack((*self.parts, self.total))
        why = "no more" if self.is_rounding else "more"
        remark = f"{why} than the {slack} that rounding can explain"
        return f"{head} {way} the total of {self.total.amount} by {size}, {remark}."


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
        """Every two publications of one partner."""
        figures = [beside.published for beside in self.result.published]
        both = combinations(figures, 2)
        return tuple(TwoPublished(*pair) for pair in both if pair[0].partner == pair[1].partner)

    def table(self) -> Table:
        """Return a row a published figure, with who said what below.

        In a frame stand also the figure as published, that figure less the calculated one, and
        where it was published.
        """
        return Table(self._title(), _COLUMNS, map(_row, self.result.published), self._notes())

    def _title(self) -> list[str]:
        result = self.result
        line = f"{result.facts.partnership.agency} {result.year}: published and calculated"
        return [result.marking, line] if result.marking else [line]

    def _notes(self) -> list[str]:
        return [str(note) for note in (*self.result.published, *self.pairs)]

    def _in_short(self) -> str:
        count = len(self.result.published)
        agency = self.result.facts.partnership.agency
        return f"<Reconciliation of {agency} {self.result.year}: {count} figures>"


def _row(beside: Beside) -> tuple[object, ...]:
    published = beside.published
    return (
        published.partner,
        published.amount,
        *rounding_range(published),
        beside.calculated,
        beside.difference,
        beside.verdict,
        published.what,
        str(published.source),
    )
