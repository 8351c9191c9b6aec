"""A basis of what was counted."""

from __future__ import annotations

from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import Basis, Points, _shares
from aimpartner.formula.bases.counts import Counts
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear, parse_optional_year
from aimpartner.validators import one_of, whole
from aimpartner.working.steps import Draft

Average = Literal["pooled", "mean of shares"]
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

    Raises:
        InvalidValueError: the lag is negative, or there is less than one year.

    Example:
        >>> basis = Measured("adopted", lag=2, years=3)
        >>> [str(year) for year in basis.window(FinancialYear(2021))]
        ['2017/18', '2018/19', '2019/20']
    """

    measure: str
    lag: int = field(default=1, validator=whole(0), metadata=address())
    years: int = field(default=1, validator=whole(1), metadata=address())
    average: Average = field(
        default="pooled", validator=one_of(get_args(Average)), metadata=address()
    )
    last: FinancialYear | None = field(
        default=None, converter=parse_optional_year, metadata=address()
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
        yield 0, f"{self.measure} ({span})"
        last = f"{self.last}, whatever year is charged" if self.last else self._before(year)
        if more:
            last = f"{self.years} years, the last being {last}"
        yield 1, f"That is {last}.{f' {_AVERAGES[self.average]}' if more else ''}"

    def _before(self, year: FinancialYear) -> str:
        """Return which year the last one is, beside the year charged."""
        ago = f"{self.lag} years before" if self.lag > 1 else "before" * self.lag
        which = f"the year {ago} the one charged" if ago else "the year charged"
        return f"{which} (here {year})"

    def weights(self, draft: Draft, at: str) -> int:
        """Write the counts, a column a year, and what they come to.

        Raises:
            EvidenceError: a figure of the window is missing or suppressed; where a group
                shares, only its own figures have to be known.
        """
        del at  # evidence has its own address, wherever it is used
        window, counts = self.window(draft.figures.year), Counts(draft, self.measure)
        if self.average == "pooled" or len(window) == 1:
            return counts.over(window)
        columns = [counts.over((year,)) for year in window]
        shares = [_shares(draft, column, draft.steps[column].words) for column in columns]
        return draft.add(shares, f"{self.measure}: sum of {self.years} years' shares", "share")
