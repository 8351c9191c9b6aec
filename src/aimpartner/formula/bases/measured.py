"""A basis of what was counted."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.evidence.quarters import Quarters, parse_optional_quarters
from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import Basis, Points, _shares
from aimpartner.formula.bases.counts import Counts
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear, in_words, parse_optional_year
from aimpartner.validators import one_of, whole
from aimpartner.working.steps import Draft

Average = Literal["pooled", "mean of shares"]
_MOST = 9_999
_AVERAGES = {
    "pooled": "The counts of the years are added.",
    "mean of shares": "The partners' shares are taken year by year, and the years weigh alike.",
}


@frozen(repr=False, field_transformer=checked)
class Measured(Basis):
    """A measure, over one year or several.

    Args:
        measure: the measure's short name.
        lag: how many years the last year of the window lies before the year charged.
        years: how many years the window has.
        average: "pooled" adds the years' counts; "mean of shares" takes each year's shares and
            weighs the years alike.
        last: the last year of the window where it is fixed, in place of a lag.
        quarters: the quarters of each year that count, such as "q1-q3"; "so far" for as many of
            the last year as are known of everyone who shares, and the same of the years before.
            `None` for whole years.

    Raises:
        InvalidValueError: the lag is negative, there is less than one year, or there are no such
            quarters.

    Example:
        >>> basis = Measured("adopted", lag=2, years=3)
        >>> [str(year) for year in basis.window(FinancialYear(2021))]
        ['2017/18', '2018/19', '2019/20']
    """

    measure: str
    lag: int = field(default=1, validator=whole(0, _MOST), metadata=address())
    years: int = field(default=1, validator=whole(1, _MOST), metadata=address())
    average: Average = field(
        default="pooled", validator=one_of(get_args(Average)), metadata=address()
    )
    last: FinancialYear | None = field(
        default=None, converter=parse_optional_year, metadata=address()
    )
    quarters: Quarters | None = field(
        default=None, converter=parse_optional_quarters, metadata=address()
    )

    @property
    def is_counted(self) -> bool:
        """Whether counts are added, rather than shares."""
        return self.average == "pooled"

    def window(self, year: FinancialYear) -> tuple[FinancialYear, ...]:
        """Return the years counted for a year charged, oldest first."""
        last = self.last or year.back(self.lag)
        return tuple(last.back(ago) for ago in reversed(range(self.years)))

    def in_points(self, year: FinancialYear) -> Points:
        """Return the basis in words: what it goes by, in which years; below, which those are."""
        first, *more = self.window(year)
        span = f"{first} to {more[-1]}, {self.average}" if more else f"{first}"
        part = f", {self.quarters}" if self.quarters else ""
        yield 0, f"{self.measure} ({span}{part})"
        last = f"{self.last}, whatever year is charged" if self.last else self._before(year)
        if more:
            last = f"{self.years} years, the last being {last}"
        of_each = self._of_each_year(year) if self.quarters else ""
        yield 1, f"That is {last}.{f' {_AVERAGES[self.average]}' if more else ''}{of_each}"

    def _of_each_year(self, year: FinancialYear) -> str:
        """Return which part of each year counts."""
        if self.quarters is None or self.quarters.is_so_far:
            return " So many quarters count as are known of all who share, the same of each year."
        days = self.quarters.days(self.window(year)[-1])
        first, last = (in_words(day, "D MMMM") for day in (days.first, days.last or days.first))
        return f" Of each year {self.quarters} counts, {first} to {last}."

    def _before(self, year: FinancialYear) -> str:
        """Return which year the last one is, beside the year charged."""
        ago = f"{self.lag} years before" if self.lag > 1 else "before" * self.lag
        which = f"the year {ago} the one charged" if ago else "the year charged"
        return f"{which} (here {year})"

    def quarters_of(self, draft: Draft) -> Quarters | None:
        """Return the quarters of each year that count; of the year so far those that are known."""
        if self.quarters is None or not self.quarters.is_so_far:
            return self.quarters
        last = self.window(draft.figures.year)[-1]
        return draft.figures.so_far(self.measure, last, draft.sharing)

    def weights(self, draft: Draft, at: str) -> int:
        """Write the counts, a column a year, and what they come to.

        Raises:
            EvidenceError: a figure of the window is missing or suppressed; where a group
                shares, only its own figures have to be known.
        """
        del at  # evidence has its own address, wherever it is used
        window = self.window(draft.figures.year)
        counts = Counts(draft, self.measure, self.quarters_of(draft))
        if self.average == "pooled" or len(window) == 1:
            return counts.over(window)
        columns = [counts.over((year,)) for year in window]
        shares = [_shares(draft, column, draft.steps[column].words) for column in columns]
        return draft.add(shares, f"{self.measure}: sum of {self.years} years' shares", "share")
