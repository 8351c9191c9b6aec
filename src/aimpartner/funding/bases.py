"""A basis gives one weight a partner, by writing steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, Protocol, get_args

from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, exact, listed, plain
from aimpartner.funding.inherited import inherited
from aimpartner.funding.working import Draft, Op
from aimpartner.periods import FinancialYear, parse_optional_year
from aimpartner.rules import check_name, one_of, whole
from aimpartner.sources import Source

Unit = Literal["weight", "percent", "units", "pence"]
Average = Literal["pooled", "mean of shares"]

FIELDS = (
    *("weight", "lag", "years", "average", "last", "price", "unit", "level", "odd"),
    *("points", "per_cent", "override", "reason", "within", "times"),
)
"""Field names that end an address; no part of a blend may be called one of them."""

_PLURAL = {"weight": "weights", "percent": "percentages", "units": "units", "pence": "amounts"}


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


def _numbers(values: Mapping[str, Number]) -> ByPartner[Fraction]:
    return ByPartner({name: exact(value) for name, value in values.items()})


@frozen
class Given:
    """Numbers that the agreement states: percentages, units by class, equal or frozen amounts.

    Args:
        numbers: one a partner; every partner is named, with 0 if it takes no part.
        unit: "weight", "percent" (summing to 100), "units" or "pence".
        source: the clause.

    Raises:
        InvalidValueError: a number is negative, or percentages do not sum to 100.

    Example:
        >>> Given({"Dorset": "41", "BCP": "59"}, "percent").numbers["BCP"]
        Fraction(59, 1)
    """

    numbers: ByPartner[Fraction] = field(converter=_numbers)
    unit: Unit = field(default="weight", validator=one_of(get_args(Unit)))
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check the numbers as a whole."""
        for partner, number in self.numbers.items():
            check_name("Partner", partner, FIELDS)
            if number < 0:
                raise InvalidValueError(f"Number of {partner}", "not be negative", number)
        whole = sum(self.numbers.values(), Fraction(0))
        if self.unit == "percent" and whole != 100:  # noqa: PLR2004  # per cent
            got = f"{plain(whole)} for {listed(self.numbers)}"
            remedy = "Write 41 for 41 %." if whole == 1 else "Change the numbers so that they do."
            raise InvalidValueError("Percentages", "sum to 100", got, remedy)

    @property
    def inner(self) -> tuple[Basis, ...]:
        """None: it is made of no other basis."""
        return ()

    @property
    def named(self) -> tuple[str, ...]:
        """The partners that have a number."""
        return tuple(self.numbers)

    @property
    def is_counted(self) -> bool:
        """Whether the numbers are no percentages."""
        return self.unit != "percent"

    @classmethod
    def equal(cls, partners: Iterable[str]) -> Given:
        """Return the basis by which every partner weighs the same."""
        return cls(ByPartner({partner: Fraction(1) for partner in partners}))

    def in_words(self, year: FinancialYear) -> str:
        """Return the basis as a sentence's end: what it goes by."""
        del year  # agreed numbers stand until they are agreed anew
        shown = (f"{partner} {plain(number)}" for partner, number in self.numbers.items())
        return f"agreed {_PLURAL[self.unit]} ({listed(shown)})"

    def weights(self, draft: Draft, at: str) -> int:
        """Write the numbers as they are given.

        Raises:
            ModelError: a partner of the year, or of the group that shares, has none.
        """
        absent = [partner for partner in draft.sharing if partner not in self.numbers]
        if absent:
            remedy = "Write 0 for a partner that takes no part."
            raise ModelError(
                f"{at} in {draft.figures.year}", f"name {listed(absent)}", "no number", remedy
            )
        partners = draft.figures.partners
        values = [self.numbers.get(partner) for partner in partners]
        words, sources = f"{called(at)}: as agreed", (self.source or draft.source,)
        return masked(draft, draft.column(f"{at}/*", values, words, self.unit, sources))


@frozen
class Measured:
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


def givens(basis: Basis) -> Iterator[Given]:
    """Return the agreed numbers that a basis goes by, however deep in it."""
    if isinstance(basis, Given):
        yield basis
    for each in basis.inner:
        yield from givens(each)


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
