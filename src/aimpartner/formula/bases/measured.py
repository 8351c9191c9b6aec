"""A basis of what was counted."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.formula.bases.addressed import address
from aimpartner.formula.bases.basis import Basis, Points, _shares, masked
from aimpartner.kinds import checked
from aimpartner.periods import FinancialYear, parse_optional_year
from aimpartner.validators import one_of, whole
from aimpartner.working.steps import Draft, Inherited, Op

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
        window = self.window(draft.figures.year)
        unit, words = draft.figures.unit_of(self.measure), f"{self.measure}: {self.years} years"
        columns = [self._column(draft, year, unit) for year in window]
        if self.average == "mean of shares" and len(columns) > 1:
            columns = [_shares(draft, column, draft.steps[column].words) for column in columns]
            unit, words = "share", f"{self.measure}: sum of {self.years} years' shares"
        return draft.add(columns, words, unit)

    def _column(self, draft: Draft, year: FinancialYear, unit: str) -> int:
        counts = draft.figures.counted(self.measure, year, draft.sharing)
        figures, sources = zip(*counts, strict=True)
        at, words = f"evidence/{self.measure}/*/{year.key}", f"{self.measure}, {year}"
        taken = inherited(draft, self.measure, year, unit)
        if taken and not any(figure is not None for figure in figures):
            return masked(draft, draft.add(taken, words, unit))
        own = draft.column(at, figures, words, unit, sources)
        return masked(draft, draft.add((own, *taken), f"{words}, with predecessors'", unit))


def inherited(draft: Draft, measure: str, year: FinancialYear, unit: str) -> list[int]:
    """Write what those who share take over of their predecessors' figures, a column each.

    Args:
        draft: the working while it is being written.
        measure: the measure's short name.
        year: the year counted.
        unit: what one of the measure is.

    Returns:
        A step for each that has predecessors for the year: its figure, and nothing for others.

    Raises:
        EvidenceError: a predecessor's figure is missing or suppressed; it names the predecessor.

    Example:
        >>> from aimpartner import samples
        >>> draft = Draft(samples.load("aim").facts("2021/22"))
        >>> inherited(draft, "adopted", FinancialYear(2019), "children")
        []
    """
    count = _Count(draft, measure, year, unit)
    parts = {name: draft.figures.followed(measure, name, year) for name in draft.sharing}
    return [count.taken_over(name, of) for name, of in parts.items() if of]


@frozen
class _Count:
    """What was counted of a measure in a year, of partners and of those that they succeeded."""

    draft: Draft
    measure: str
    year: FinancialYear
    unit: str

    @property
    def words(self) -> str:
        """The measure and the year."""
        return f"{self.measure}, {self.year}"

    def taken_over(self, name: str, parts: tuple[Inherited, ...]) -> int:
        """Write what a partner takes over of others' figures, and nothing for the others."""
        figure = self._sum(name, parts)
        words, mask = f"{self.words}: taken over by {name}", self.draft.only(name)
        return self.draft.put(Op.TIMES, figure, mask, words=words, unit=self.unit)

    def _sum(self, name: str, parts: tuple[Inherited, ...]) -> int:
        """Write the sum of the parts that a partner takes of others' figures."""
        terms = [self._part(name, part) for part in parts]
        return self.draft.add(terms, f"{self.words}: predecessors of {name} together", self.unit)

    def _part(self, name: str, part: Inherited) -> int:
        """Write a predecessor's figure times the part that is taken of it."""
        whose = part.predecessor
        figure = self._figure(whose, part.day)
        if part.part is None:
            return figure
        at, words = f"succession/{whose}/{name}", f"{whose}: part that {name} takes"
        taken = self.draft.number(at, part.part, words, "share", part.source)
        words = f"{self.words}: {whose}'s, taken by {name}"
        return self.draft.put(Op.TIMES, taken, figure, words=words, unit=self.unit)

    def _figure(self, name: str, before: date) -> int:
        """Write a figure as it was before a day: parts of others', or one that was counted."""
        parts = self.draft.figures.followed(self.measure, name, self.year, before)
        if parts:
            return self._sum(name, parts)
        figure, source = self.draft.figures.figure(self.measure, name, self.year)
        at = f"evidence/{self.measure}/{name}/{self.year.key}"
        return self.draft.number(at, figure, f"{self.words}: {name}", self.unit, source)
