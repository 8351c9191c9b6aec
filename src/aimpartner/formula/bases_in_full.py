"""Bases in full: every number and choice of a rule, as points of a list."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import singledispatch

from aimpartner.exact import listed, percent, plain
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source

Points = Iterator[tuple[int, str]]
_NUMBERS = {
    "weight": "weights",
    "percent": "percentages",
    "units": "units",
    "pence": "amounts in pence",
}
_AVERAGES = {
    "pooled": "The counts of the years are added.",
    "mean of shares": "The partners' shares are taken year by year, and the years weigh alike.",
}


def in_full(basis: Basis, lead: str, year: FinancialYear, depth: int = 0) -> Points:
    """Return a basis as points: what it is, and below it the bases that it is made of.

    Args:
        basis: the basis.
        lead: the words before it, such as "shared by ".
        year: the year charged that examples are given for.
        depth: how deep in a list the first point stands.

    Example:
        >>> list(in_full(Measured("adopted", 0), "shared by ", FinancialYear(2021)))
        [(0, 'shared by the measure "adopted" in the year charged (for 2021/22: 2021/22).')]
    """
    (_, first), *rest = _told(basis, year)
    yield depth, lead + first
    yield from ((depth + more, words) for more, words in rest)


def from_source(source: Source | None) -> str:
    """Return where a rule is recorded, as a sentence after another; nothing where it is not."""
    return f" Source: {source}." if source else ""


def exactly(part: Fraction) -> str:
    """Return a part of a whole as a percentage; one without an end also as a fraction.

    Example:
        >>> exactly(Fraction(1, 3)), exactly(Fraction(1, 4))
        ('33.3333 % (1/3)', '25 %')
    """
    has_end = "/" not in plain(part * 100)
    return percent(part) if has_end else f"{percent(part)} ({part})"


@singledispatch
def _told(basis: Basis, year: FinancialYear) -> Points:
    """Tell a basis of another's making in its own words."""
    yield 0, f"{basis.in_words(year)}."


@_told.register
def _(basis: Given, year: FinancialYear) -> Points:
    del year  # agreed numbers stand until they are agreed anew
    numbers = listed(f"{partner} {plain(number)}" for partner, number in basis.numbers.items())
    yield 0, f"agreed {_NUMBERS[basis.unit]}: {numbers}.{from_source(basis.source)}"


@_told.register
def _(basis: Measured, year: FinancialYear) -> Points:
    last = f"{basis.last}, whatever year is charged" if basis.last else _before(basis.lag)
    several = basis.years > 1
    span = f"over {basis.years} years, the last being {last}" if several else f"in {last}"
    how = f" {_AVERAGES[basis.average]}" if several else ""
    years = listed(basis.window(year))
    yield 0, f'the measure "{basis.measure}" {span} (for {year}: {years}).{how}'


def _before(lag: int) -> str:
    if lag > 1:
        return f"the year {lag} years before the one charged"
    return "the year before the one charged" if lag else "the year charged"


@_told.register
def _(basis: Blend, year: FinancialYear) -> Points:
    yield 0, "a blend:"
    for part in basis.parts:
        yield from in_full(part.basis, f"{exactly(part.weight)} ({part.name}) by ", year, 1)


@_told.register
def _(basis: Staged, year: FinancialYear) -> Points:
    yield 0, "two stages, first between groups and then within each:"
    for group in basis.groups:
        to = f"{exactly(group.weight)} to {group.name} ({listed(group.partners)})"
        yield from in_full(group.basis, f"{to}, within it by ", year, 1)


@_told.register
def _(basis: Tolerance, year: FinancialYear) -> Points:
    if basis.per_cent is None:
        far = exactly(basis.points or Fraction(0)).replace(" %", " percentage points")
    else:
        far = f"{exactly(basis.per_cent)} of its agreed share"
    strays = f"where any partner's actual share is more than {far} away from its agreed one"
    yield 0, f"the agreed split, or the actual one for all {strays}."
    if basis.override:
        counts = f"the {basis.override} split counts whatever the tolerance says"
        yield 1, f"Overridden: {counts}. Reason: {basis.reason}."
    yield from in_full(basis.agreed, "the agreed split: by ", year, 1)
    yield from in_full(basis.actual, "the actual split: by ", year, 1)


@_told.register
def _(basis: Phased, year: FinancialYear) -> Points:
    parts = listed(f"{exactly(part)} in {each}" for each, part in basis.parts.items())
    yield 0, f"a phase-in: {parts} by the new basis, and the rest by the old one."
    yield 1, "After a year that is wholly by the new basis, every year is."
    yield from in_full(basis.new, "the new basis: by ", year, 1)
    yield from in_full(basis.old, "the old basis: by ", year, 1)
