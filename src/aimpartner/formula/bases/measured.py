"""A basis of what was counted."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.formula.bases.basis import Basis, _shares, masked
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_optional_year
from aimpartner.validators import one_of, whole
from aimpartner.working.steps import Draft, Op, Part

Average = Literal["pooled", "mean of shares"]


@frozen(repr=False)
class Measured(OneLine):
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
    lag: int = field(default=1, validator=whole(0))
    years: int = field(default=1, validator=whole(1))
    average: Average = field(default="pooled", validator=one_of(get_args(Average)))
    last: FinancialYear | None = field(default=None, converter=parse_optional_year)

    @property
    def inner(self) -> tuple[Basis, ...]:
        """None: it is made of no other basis."""
        return ()

    @property
    def named(self) -> tuple[str, ...]:
        """None: the evidence names them."""
        return ()

    @property
    def is_counted(self) -> bool:
        """Whether counts are added, rather than shares."""
        return self.average == "pooled"

    def window(self, year: FinancialYear) -> tuple[FinancialYear, ...]:
        """Return the years counted for a year charged, oldest first."""
        last = self.last or year.back(self.lag)
        return tuple(last.back(ago) for ago in reversed(range(self.years)))

    def in_words(self, year: FinancialYear) -> str:
        """Return the basis as a sentence's end: what it goes by, in which years."""
        first, *more = self.window(year)
        span = f"{first} to {more[-1]}, {self.average}" if more else f"{first}"
        return f"{self.measure} ({span})"

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
            pairs = zip(window, columns, strict=True)
            columns = [
                _shares(draft, each, f"{self.measure}, {year}: shares") for year, each in pairs
            ]
            unit, words = "share", f"{self.measure}: sum of {self.years} years' shares"
        return draft.add(columns, words, unit)

    def _column(self, draft: Draft, year: FinancialYear, unit: str) -> int:
        found = draft.figures.counted(self.measure, year, draft.sharing)
        figures, sources = zip(*found, strict=True)
        at, words = f"evidence/{self.measure}/*/{year.key}", f"{self.measure}, {year}"
        taken = inherited(draft, self.measure, year, unit)
        if taken and not any(each is not None for each in figures):
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
    taken = []
    for name in draft.sharing:
        parts = draft.figures.followed(measure, name, year)
        if parts:
            figure = _sum(draft, (measure, name, year, unit), parts)
            who = [Fraction(name == each) for each in draft.figures.partners]
            mask = draft.column("", who, f"only {name}")
            words = f"{measure}, {year}: taken over by {name}"
            taken.append(draft.put(Op.TIMES, figure, mask, words=words, unit=unit))
    return taken


_Wanted = tuple[str, str, FinancialYear, str]


def _sum(draft: Draft, wanted: _Wanted, parts: tuple[Part, ...]) -> int:
    """Write the sum of the parts that a partner takes of others' figures."""
    measure, name, year, unit = wanted
    terms = [_part(draft, wanted, each) for each in parts]
    return draft.add(terms, f"{measure}, {year}: predecessors of {name} together", unit)


def _part(draft: Draft, wanted: _Wanted, part: Part) -> int:
    """Write a predecessor's figure times the part that is taken of it."""
    measure, name, year, unit = wanted
    figure = _figure(draft, (measure, part.predecessor, year, unit), part.day)
    if part.part is None:
        return figure
    words = f"{part.predecessor}: part that {name} takes"
    at = f"succession/{part.predecessor}/{name}"
    taken = draft.number(at, part.part, words, "share", part.source)
    words = f"{measure}, {year}: {part.predecessor}'s, taken by {name}"
    return draft.put(Op.TIMES, taken, figure, words=words, unit=unit)


def _figure(draft: Draft, wanted: _Wanted, before: date) -> int:
    """Write a figure as it was before a day: parts of others', or one that was counted."""
    measure, name, year, unit = wanted
    parts = draft.figures.followed(measure, name, year, before)
    if parts:
        return _sum(draft, wanted, parts)
    figure, source = draft.figures.figure(measure, name, year)
    at, words = f"evidence/{measure}/{name}/{year.key}", f"{measure}, {year}: {name}"
    return draft.number(at, figure, words, unit, source)
