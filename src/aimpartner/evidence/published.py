"""Figures that others published: who said how much, of what, where and when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from attrs import field, frozen

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, listed, percent
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_optional_day, parse_year
from aimpartner.rates import PercentagePoints, Rate, is_marked
from aimpartner.sources import Source
from aimpartner.validators import given

PublishedFigure = Money | Rate
"""What was published: pounds, or a percentage."""
PublishedUnit = Money | PercentagePoints
"""What a publication rounds to: pounds, or percentage points."""

T = TypeVar("T", Money, Rate, PercentagePoints, Money | Rate, Money | PercentagePoints)

CALL, CONTRIBUTION, BUDGET = "call", "contribution", "budget"
_ROOTS = (
    *(CALL, CONTRIBUTION, "incurred", "net payable"),
    *("element", "limit", "own", BUDGET, "formula"),
)
_OF_ALL = (CALL, BUDGET, "formula")
ALL = "all partners"


def read_figure(value: PublishedFigure | Number) -> PublishedFigure:
    """Return what was published: what is marked as per cent, or a `Fraction`, is a percentage.

    Raises:
        InvalidValueError: it is neither an amount nor a percentage.

    Example:
        >>> read_figure("77.41 %"), read_figure("524000")
        (Rate('77.41 %'), Money('524000.00'))
    """
    if isinstance(value, Money):
        return value
    return Rate(value) if isinstance(value, Fraction) or is_marked(value) else Money(value)


def read_unit(value: PublishedUnit | Number) -> PublishedUnit:
    """Return what a publication rounds to: pounds, or what is marked as points.

    Raises:
        InvalidValueError: it is neither an amount nor a number of points.

    Example:
        >>> read_unit("0.01 points"), read_unit("1000")
        (PercentagePoints('0.01 points'), Money('1000.00'))
    """
    if isinstance(value, Money):
        return value
    is_points = isinstance(value, str) and "point" in value
    if isinstance(value, Fraction) or is_points or is_marked(value):
        return PercentagePoints(value)
    return Money(value)


def number_of(value: PublishedFigure | PublishedUnit) -> Fraction:
    """Return a figure as a number: pence, or a part of the whole."""
    return Fraction(value.pence) if isinstance(value, Money) else Fraction(value)


def like(figure: T, number: Fraction) -> T:
    """Return a number as a figure of another's kind.

    Example:
        >>> like(Money("5"), Fraction(250))
        Money('2.50')
    """
    made: Any = Money.from_pence(int(number)) if isinstance(figure, Money) else type(figure)(number)
    return made  # type: ignore[no-any-return]


def in_words(value: PublishedFigure | PublishedUnit) -> str:
    """Return a figure, a rounding or a difference as a sentence holds it.

    Example:
        >>> in_words(Rate("1/3")), in_words(PercentagePoints("-1 points"))
        ('33.3333 %', '-1 points')
    """
    if isinstance(value, PercentagePoints):
        return f"{percent(value).removesuffix(' %')} points"
    return str(value) if isinstance(value, Money) else percent(value)


@frozen(repr=False, field_transformer=checked)
class Published(OneLine):
    """A figure that somebody published of a year: of a partner, or of all together.

    Args:
        year: the year it is of.
        partner: the partner's short name; empty for all together.
        amount: what was published: pounds, or a percentage such as "77.41 %". A partner's
            percentage is its part of all partners' figure; one of all is a part of the call.
        rounded_to: the unit that the publication rounds to; £0.524m is rounded to £1,000, and
            77.41 % to "0.01 points".
        what: what it measures, in the publisher's terms.
        is_contribution: whether it measures a contribution to the call: the address
            "contribution" in short.
        source: who published it, where and when.
        at: the address of what it measures: "call", "contribution", "incurred", "net payable",
            "element/NAME", "limit/NAME", "own/additions", "own/reductions", a line, a pool or all
            of the budget as "budget/2021-22/POOL/LINE", or a figure of the formula as a scenario
            names it. Left out, it
            measures a contribution or, where it is none, something that is not calculated: then
            it is only set beside the contribution.
        said_on: the day it was published; `None` where not recorded.
        by_construction: whether the model was made to meet it, so that agreeing proves nothing.

    Raises:
        InvalidValueError: the address is none of those, or the rounding is below nothing.
        ModelError: the rounding is of another kind than the figure, a partner has no part of what
            the address is of, or the address is of another year or no contribution.

    Example:
        >>> said = Source("Sefton Cabinet, 4 November 2021, revenue costs")
        >>> told = {"what": "share of costs", "is_contribution": True, "source": said}
        >>> share = Published("2021/22", "Sefton", "524000", "1000", **told)
        >>> share.agrees_with(Money("524027.76"))
        True
        >>> part = {"what": "per cent", "at": "contribution", "source": said}
        >>> Published("2021/22", "Sefton", "16 %", "1 point", **part).agrees_with(Rate("16.4 %"))
        True
    """

    year: FinancialYear = field(converter=parse_year)
    partner: str
    amount: PublishedFigure = field(converter=read_figure)
    rounded_to: PublishedUnit = field(converter=read_unit)
    what: str = field(kw_only=True, validator=given)
    is_contribution: bool = field(default=False, kw_only=True)
    source: Source = field(kw_only=True)
    at: str = field(default="", kw_only=True)
    said_on: date | None = field(default=None, converter=parse_optional_day, kw_only=True)
    by_construction: bool = field(default=False, kw_only=True)

    @rounded_to.validator
    def _is_of_the_kind_of_the_figure(self, _: object, unit: PublishedUnit) -> None:
        if isinstance(unit, Money) is not isinstance(self.amount, Money):
            rule = "be in pounds" if isinstance(self.amount, Money) else "be in points"
            got = f"{in_words(unit)} for {in_words(self.amount)}"
            remedy = 'Write pounds as "1000", and percentage points as "0.01 points".'
            raise ModelError(f"Rounding of what was published of {self.called}", rule, got, remedy)
        if number_of(unit) < 0:
            subject = f"Rounding of what was published of {self.called}"
            raise InvalidValueError(subject, "not be negative", in_words(unit))

    @at.validator
    def _is_an_address_of_the_year(self, _: object, at: str) -> None:
        root, _, rest = at.partition("/")
        subject = f"Address of what was published of {self.called}"
        if at and (root not in _ROOTS or at.endswith("/")):
            rule = f"be or begin with one of {listed(_ROOTS)}"
            raise InvalidValueError(subject, rule, repr(at), 'As "element/staffing".', field="at")
        if self.partner and root in _OF_ALL:
            remedy = "Leave the partner empty, or name an element."
            raise ModelError(subject, "be of all partners together", self.partner, remedy)
        if root == BUDGET and rest.split("/")[0] != self.year.key:
            raise ModelError(subject, f"be in budget/{self.year.key}", at)
        if self.is_contribution and at not in {"", CONTRIBUTION}:
            rule = f"be {CONTRIBUTION}, for it is said to be one"
            raise ModelError(subject, rule, at, "Leave one of the two out.")

    @property
    def where(self) -> str:
        """The address of what it is set beside."""
        return self.at or CONTRIBUTION

    @property
    def is_comparable(self) -> bool:
        """Whether it measures what is calculated at its address."""
        return bool(self.at) or self.is_contribution

    @property
    def called(self) -> str:
        """Whom and what it is of; a contribution goes without saying."""
        who = self.partner or ALL
        return who if self.where == CONTRIBUTION else f"{who}, {self.where}"

    def is_known(self, known_on: date | None) -> bool:
        """Return whether it was published by the day; one without a day always was.

        Raises:
            InvalidValueError: the day is none.
        """
        day = parse_optional_day(known_on)
        return day is None or self.said_on is None or self.said_on <= day

    def agrees_with(self, calculated: PublishedFigure) -> bool:
        """Return whether a figure is the published one, to the publication's rounding."""
        gap = abs(number_of(calculated) - number_of(self.amount))
        return gap <= number_of(self.rounded_to) / 2


def difference(first: PublishedFigure, second: PublishedFigure) -> Money | PercentagePoints:
    """Return the first of two figures of one kind less the second.

    Example:
        >>> difference(Rate("77.5 %"), Rate("77 %"))
        PercentagePoints('0.5 points')
    """
    if isinstance(first, Money) and isinstance(second, Money):
        return first - second
    return PercentagePoints(number_of(first) - number_of(second))


@frozen(repr=False, field_transformer=checked)
class Beside(OneLine):
    """A published figure set beside what was calculated.

    Args:
        published: the figure.
        calculated: what is calculated at its address; `None` where nothing is.
        instead: the addresses at which the year has something, where this one has nothing.

    Example:
        >>> part = {"what": "the call", "at": "call", "source": Source("a report")}
        >>> Beside(Published("2021/22", "", "530000", "1000", **part), Money("529000")).difference
        Money('1000.00')
    """

    published: Published
    calculated: PublishedFigure | None
    instead: tuple[str, ...] = ()

    @property
    def difference(self) -> Money | PercentagePoints | None:
        """The published figure less the calculated one."""
        if self.calculated is None:
            return None
        return difference(self.published.amount, self.calculated)

    def __str__(self) -> str:
        """Return the sentence that tells of both."""
        said = self.published
        told = f"{in_words(said.amount)} ({said.what}; {said.source})"
        figure = f"Published for {said.called}: {told}"
        if self.difference is None:
            others = f" Something is at {listed(self.instead)}." if self.instead else ""
            return f"{figure}: nothing is calculated there.{others}"
        gap = in_words(self.difference)
        return f"{figure}: {self.verdict}, {gap} from what is calculated."

    @property
    def verdict(self) -> str:
        """Whether the two agree, differ, or do not measure the same; or there is nothing."""
        if self.calculated is None:
            return "not calculated"
        if not self.published.is_comparable:
            return "measures something else"
        if not self.published.agrees_with(self.calculated):
            return "differs"
        return "agrees by construction" if self.published.by_construction else "agrees"
