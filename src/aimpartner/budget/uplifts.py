"""What a line of the budget becomes in the next year: a per cent, an amount, an award, an index."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeVar, get_args

from attrs import field, frozen
from attrs.converters import optional

from aimpartner.by import ByYear, as_pairs
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, listed, percent, plain
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.rates import INDEX_MOVES, Rate, on_top, rise, unmarked
from aimpartner.sources import Source
from aimpartner.validators import one_of

UpliftKind = Literal["growth", "saving", "one-off dropped"]
T = TypeVar("T")
_LEAST_LEVEL = 20
"""Published indices stand near 100 in their base year; below this are yearly changes."""


@frozen(repr=False, field_transformer=checked)
class Moved(OneLine):
    """What an uplift made of a line in one year.

    Args:
        after: the line afterwards, in pence, exact.
        words: by what it was moved.
        source: who set the figure.

    Example:
        >>> Moved(Fraction(102_500), "+ 2.5 %", None).words
        '+ 2.5 %'
    """

    after: Fraction
    words: str
    source: Source | None


def _by_year(values: Mapping[FinancialYear, T] | Mapping[str, T]) -> ByYear[T]:
    return ByYear([(parse_year(year), value) for year, value in as_pairs(values)])


def _of_year(values: ByYear[T], year: FinancialYear, what: str) -> T:
    if year not in values:
        raise ModelError(f"{what} of {year}", "be given", f"those of {listed(values)}")
    return values[year]


@frozen(repr=False, field_transformer=checked)
class PercentUplift(OneLine):
    """A line raised by a percentage; a negative one lowers it.

    Args:
        rate: the change as a part of the line, such as "2.5 %"; "-2 %" for a saving.
        source: who set it.

    Raises:
        InvalidValueError: the line would fall below nothing, or it is raised by 50 % or more,
            which is most likely the whole: 98 % for a cut of 2 %, 103 % for a rise of 3 %. What
            rises by as much is an `AmountUplift`.

    Example:
        >>> PercentUplift("2.5 %").moved(Fraction(1000_00), FinancialYear(2022)).after
        Fraction(102500, 1)
    """

    rate: Rate = field(converter=rise)
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check that something is left."""
        if self.rate < -1:
            raise InvalidValueError("Rate of an uplift", "be -100 % at least", percent(self.rate))

    def moved(self, before: Fraction, year: FinancialYear) -> Moved:
        """Return what the line becomes."""
        del year  # the rate is the same in every year that it applies to
        words = f"{'plus' if self.rate >= 0 else 'less'} {percent(abs(self.rate))}"
        return Moved(before * (1 + self.rate), words, self.source)


@frozen(repr=False, field_transformer=checked)
class AmountUplift(OneLine):
    """An amount added to a line as growth, or taken from it.

    Args:
        amount: the amount, never negative, for the kind gives the sign.
        kind: "growth", "saving", or "one-off dropped" where a line held something once.
        source: who set it.

    Raises:
        InvalidValueError: the amount is negative, or the kind is none of those named.

    Example:
        >>> AmountUplift("100", "saving").moved(Fraction(1000_00), FinancialYear(2022)).after
        Fraction(90000, 1)
    """

    amount: Money = field(converter=Money)
    kind: UpliftKind = field(default="growth", validator=one_of(get_args(UpliftKind)))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check the amount."""
        if self.amount.pence < 0:
            rule = "not be negative, for the kind gives the sign"
            raise InvalidValueError(f"Amount of {self.kind}", rule, self.amount)

    def moved(self, before: Fraction, year: FinancialYear) -> Moved:
        """Return what the line becomes."""
        del year  # the amount is the same in every year that it applies to
        by = self.amount if self.kind == "growth" else -self.amount
        return Moved(before + by.pence, f"{self.kind}: {self.amount}", self.source)


@frozen(repr=False, field_transformer=checked)
class LineDropped(OneLine):
    """A line that ends.

    Args:
        source: who decided it.

    Example:
        >>> LineDropped().moved(Fraction(1000), FinancialYear(2022)).after
        Fraction(0, 1)
    """

    source: Source | None = None

    def moved(self, before: Fraction, year: FinancialYear) -> Moved:
        """Return nothing."""
        del before, year  # whatever it was
        return Moved(Fraction(0), "dropped", self.source)


def _award(value: Number) -> Rate:
    return rise(value, Fraction(0))


@frozen(repr=False, field_transformer=checked)
class Award(OneLine):
    """One year's pay award: a percentage of pay, or a flat sum for a full-time post.

    Args:
        rate: the percentage, such as "2.75 %".
        pounds: the flat sum.
        source: who agreed it and when.

    Raises:
        ModelError: both are given, or neither.
        InvalidValueError: the award is negative, or 50 % or more.

    Example:
        >>> Award(pounds="1925").pounds
        Money('1925.00')
    """

    rate: Rate | None = field(default=None, converter=optional(_award))
    pounds: Money | None = field(default=None, converter=optional(Money))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check that it is one award."""
        if (self.rate is None) == (self.pounds is None):
            got = "neither" if self.rate is None else "both"
            remedy = "Staff on other terms stand on a line, and have awards, of their own."
            raise ModelError("Pay award", "be a percentage or a flat sum", got, remedy)
        if (self.rate or 0) < 0 or (self.pounds is not None and self.pounds.pence < 0):
            raise InvalidValueError("Pay award", "not be negative", self.rate or self.pounds)


def _awards(values: Mapping[FinancialYear, Award] | Mapping[str, Award]) -> ByYear[Award]:
    return _by_year(values)


def _on_cost(value: Number) -> Rate:
    return on_top(value, "")  # no field takes it as an amount


@frozen(repr=False, field_transformer=checked)
class PayAward(OneLine):
    """The awards of a negotiating body, year by year.

    A flat sum costs pounds × full-time posts × (1 + on-cost); a percentage raises the line,
    which holds its on-costs already.

    Args:
        awards: the award from 1 April of each year, such as "2022/23".
        fte: the full-time equivalent posts on the line, such as "12.5"; needed for a flat sum.
        on_cost: the employer's costs on pay (national insurance, pension), such as "30 %".
        body: who agrees the awards.
        staffing: who stated the posts and the on-cost.

    Raises:
        InvalidValueError: posts or on-cost are negative, or the on-cost is 100 % or more.

    Example:
        >>> rise = PayAward({"2022/23": Award(pounds="1925")}, "20", "30 %")
        >>> moved = rise.moved(Fraction(0), FinancialYear(2022))
        >>> moved.after / 100, moved.words
        (Fraction(50050, 1), 'pay award of 2022/23: £1,925.00 × 20 FTE × 1.3')
    """

    awards: ByYear[Award] = field(converter=_awards)
    fte: Fraction = field(default=Fraction(0), converter=unmarked)
    on_cost: Rate = field(default=Rate(0), converter=_on_cost)
    body: str = ""
    staffing: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check posts and on-cost."""
        for subject, value in (("Posts", self.fte), ("On-cost", self.on_cost)):
            if value < 0:
                raise InvalidValueError(
                    f"{subject} of a pay award", "not be negative", plain(value)
                )

    def moved(self, before: Fraction, year: FinancialYear) -> Moved:
        """Return what the line becomes after the award of a year.

        Raises:
            ModelError: the year has no award, or a flat sum has no posts.
        """
        award = _of_year(self.awards, year, "Pay award")
        words = f"{self.body} pay award of {year}".strip()
        if award.rate is not None:
            after = before * (1 + award.rate)
            return Moved(after, f"{words}: {percent(award.rate)}", award.source)
        sum_a_post = award.pounds or Money(0)
        if not self.fte:
            rule, remedy = "have the posts that it is paid for", "Give them as fte."
            raise ModelError(f"Pay award of {year}, {sum_a_post} a post,", rule, "none", remedy)
        words += f": {sum_a_post} × {plain(self.fte)} FTE × {plain(1 + self.on_cost)}"
        cost = sum_a_post.pence * self.fte * (1 + self.on_cost)
        return Moved(before + cost, words, self._grounds(award.source))

    def _grounds(self, award: Source | None) -> Source | None:
        """Return where posts, on-cost and award come from; posts do not come from the award."""
        if not (award or self.staffing):
            return None
        posts = self.staffing.words if self.staffing else "no source is recorded"
        assumed = any(ground.is_assumption for ground in (award, self.staffing) if ground)
        words = f"posts and on-cost: {posts}; award: {award or 'no source is recorded'}"
        return Source(words, assumed)


def _index(values: Mapping[FinancialYear, Number] | Mapping[str, Number]) -> ByYear[Fraction]:
    return ByYear([(year, unmarked(value)) for year, value in _by_year(values).items()])


@frozen(repr=False, field_transformer=checked)
class Indexed(OneLine):
    """A line moved as a published index moves, from one year to the next.

    Args:
        series: what the index is and who publishes it, such as "GDP deflator (OBR)".
        index: the level of the index in each year, such as 111.6 in "2022/23", on one base.
        source: the publication; one holds all years, so that they have one base.

    Raises:
        InvalidValueError: a figure is below 20, as yearly changes are and levels are not, or moves
            to less than a half or more than double of the year before.

    Example:
        >>> index = {"2020/21": "80", "2021/22": "82"}
        >>> Indexed("GDP deflator", index).moved(Fraction(1000), FinancialYear(2021)).after
        Fraction(1025, 1)
    """

    series: str
    index: ByYear[Fraction] = field(converter=_index)
    source: Source | None = None

    @index.validator
    def _holds_levels(self, _: object, index: ByYear[Fraction]) -> None:
        for year, level in index.items():
            if level < _LEAST_LEVEL:
                rule = f"be a level of the index, {_LEAST_LEVEL} or more"
                remedy = "Write the level, such as 111.6; a change by a rate is a PercentUplift."
                words = (f"{self.series} of {year}", rule, plain(level), remedy)
                raise InvalidValueError(*words, field="index")
        for year, level in index.items():
            if year.back(1) in index:
                self._check_move(year, index[year.back(1)], level)

    def _check_move(self, year: FinancialYear, before: Fraction, level: Fraction) -> None:
        """Refuse a move that no index makes within a year."""
        low, high = INDEX_MOVES
        if not low <= level / before <= high:
            rule = f"be from {low} to {high} of the year before"
            remedy = "Give the levels of all years on one base."
            words = (f"{self.series} of {year}", rule, f"{plain(level)} after {plain(before)}")
            raise InvalidValueError(*words, remedy, "index")

    def moved(self, before: Fraction, year: FinancialYear) -> Moved:
        """Return what the line becomes after the index moved into a year.

        Raises:
            ModelError: the index lacks the year or the one before.
        """
        first, last = (_of_year(self.index, each, self.series) for each in (year.back(1), year))
        words = f"{self.series} from {plain(first)} to {plain(last)}"
        return Moved(before * last / first, words, self.source)


Uplift = PercentUplift | AmountUplift | PayAward | Indexed | LineDropped
