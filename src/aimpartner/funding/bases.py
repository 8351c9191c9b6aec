"""A basis gives one weight a partner, by writing steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import Number, exact, listed, percent, plain
from aimpartner.funding.working import Draft, Op
from aimpartner.periods import FinancialYear, parse_optional_year
from aimpartner.rules import check_name, one_of, whole
from aimpartner.sources import Source

Unit = Literal["weight", "percent", "units", "pence"]
Average = Literal["pooled", "mean of shares"]

FIELDS = ("weight", "lag", "years", "average", "last", "price", "unit", "level", "odd")
"""Field names that end an address; no part of a blend may be called one of them."""

_PLURAL = {"weight": "weights", "percent": "percentages", "units": "units", "pence": "amounts"}


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
            ModelError: a partner of the year has none.
        """
        partners = draft.figures.partners
        absent = [partner for partner in partners if partner not in self.numbers]
        if absent:
            remedy = "Write 0 for a partner that takes no part."
            raise ModelError(
                f"{at} in {draft.figures.year}", f"name {listed(absent)}", "no number", remedy
            )
        values = [self.numbers[partner] for partner in partners]
        words, source = f"{_named(at)}: as agreed", self.source or draft.source
        return draft.column(f"{at}/*", values, words, self.unit, (source,))


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
            EvidenceError: a figure of the window is missing or suppressed.
        """
        del at  # evidence has its own address, wherever it is used
        window = self.window(draft.figures.year)
        unit, words = draft.figures.unit_of(self.measure), f"{self.measure}: {self.years} years"
        columns = [self._column(draft, year, unit) for year in window]
        if self.average == "mean of shares" and len(columns) > 1:
            pairs = zip(window, columns, strict=True)
            columns = [
                _share(draft, each, f"{self.measure}, {year}: shares") for year, each in pairs
            ]
            unit, words = "share", f"{self.measure}: sum of {self.years} years' shares"
        return draft.add(columns, words, unit)

    def _column(self, draft: Draft, year: FinancialYear, unit: str) -> int:
        figures, sources = zip(*draft.figures.counted(self.measure, year), strict=True)
        at = f"evidence/{self.measure}/*/{year.key}"
        return draft.column(at, figures, f"{self.measure}, {year}", unit, sources)


@frozen
class Part:
    """One part of a blend.

    Args:
        name: its name; a part of an address.
        weight: its share of the whole, such as "50 %".
        basis: what it is shared by.

    Raises:
        InvalidValueError: the weight is no part of a whole, or the name cannot stand in an
            address.

    Example:
        >>> Part("adopted", "50 %", Measured("adopted")).weight
        Fraction(1, 2)
    """

    name: str = field()
    weight: Fraction = field(converter=exact)
    basis: Basis

    @name.validator
    def _can_stand_in_an_address(self, _: object, name: str) -> None:
        check_name("Part", name, FIELDS)

    @weight.validator
    def _is_a_part(self, _: object, weight: Fraction) -> None:
        if not 0 <= weight <= 1:
            rule, remedy = "lie between 0 and 100 %", 'Write a half as "50 %" or 0.5.'
            raise InvalidValueError(f"Weight of {self.name}", rule, percent(weight), remedy)


@frozen
class Blend:
    """Shares by several bases, weighed together; the weights sum to one.

    Args:
        parts: the parts, told apart by name.

    Raises:
        InvalidValueError: the weights do not sum to one, or two parts share a name.

    Example:
        >>> half = Part("population", "1/2", Measured("population"))
        >>> len(Blend((half, Part("adopted", "1/2", Measured("adopted")))).parts)
        2
    """

    parts: tuple[Part, ...] = field(converter=ordered)

    @parts.validator
    def _make_one_whole(self, _: object, parts: tuple[Part, ...]) -> None:
        names = [part.name for part in parts]
        whole = sum((part.weight for part in parts), Fraction(0))
        if whole != 1:
            got = f"{percent(whole)} for {listed(names)}"
            raise InvalidValueError("Weights of a blend", "sum to 100 %", got)
        if len(set(names)) < len(names):
            raise InvalidValueError("Parts of a blend", "be told apart by name", listed(names))

    def in_words(self, year: FinancialYear) -> str:
        """Return the basis as a sentence's end: what it goes by, and how much."""
        parts = (f"{percent(part.weight)} by {part.basis.in_words(year)}" for part in self.parts)
        return " and ".join(parts)

    def weights(self, draft: Draft, at: str) -> int:
        """Write each part's shares times its weight, and their sum."""
        return draft.add(
            [self._part(draft, at, part) for part in self.parts], f"{_named(at)}: blend", "share"
        )

    def _part(self, draft: Draft, at: str, part: Part) -> int:
        here = f"{at}/{part.name}"
        shares = shares_of(part.basis, draft, here)
        weight = draft.number(
            f"{here}/weight", part.weight, f"{_named(here)}: weight", "share", draft.source
        )
        return draft.put(Op.TIMES, weight, shares, words=f"{_named(here)}: weighted", unit="share")


Basis = Given | Measured | Blend


def givens(basis: Basis) -> Iterator[Given]:
    """Return the agreed numbers that a basis goes by, wherever in a blend."""
    if isinstance(basis, Given):
        yield basis
    elif isinstance(basis, Blend):
        for part in basis.parts:
            yield from givens(part.basis)


def shares_of(basis: Basis, draft: Draft, at: str) -> int:
    """Write the basis as shares that sum to one."""
    return _share(draft, basis.weights(draft, at), f"{_named(at)}: shares")


def _share(draft: Draft, weights: int, words: str) -> int:
    return draft.put(Op.SHARE, weights, words=words, unit="share")


def _named(at: str) -> str:
    """Return an address of the formula as its words name it: element, or element/part."""
    return at.removeprefix("formula/")
