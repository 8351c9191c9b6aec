"""No cost grows faster than its work: twice the size is twice the calls, wherever it was more."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial, reduce

import pytest
from attrs import evolve

from aimpartner.by import ByPartner
from aimpartner.errors import AimpartnerWarning
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit
from aimpartner.issue.issue import Issued
from aimpartner.model import Model, calculate
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.provisions import Extension
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.working.bounds import Held
from aimpartner.working.units_in_bounds import units_in_bounds
from builders import YEAR, approved, counted, line, model, paid
from work import LINEAR, calls, growth

Job = Callable[[], object]


def names_of(size: int) -> list[str]:
    return [f"Council {number:03}" for number in range(size)]


def figures(size: int, turn: int = 37) -> list[int]:
    """Return figures that are not alike, the same every time."""
    return [turn * number % 997 + 3 for number in range(size)]


def charged(size: int, *, is_limited: bool = False) -> Model:
    """Return a model of some partners and three elements; with a cap, one that binds some."""
    names, pools = names_of(size), ("staffing", "premises", "support")
    observations = counted("adopted", dict(zip(names, figures(size), strict=True)))
    elements = [Element(pool, [pool], Measured("adopted")) for pool in pools]
    lines = [line(f"{size}9{number}7.37", pool) for number, pool in enumerate(pools)]
    whole = model(lines, elements, names, observations)
    if not is_limited:
        return whole
    pence = [300_000 + 250 * figure for figure in figures(size, 91)]
    cap = Limit("cap", upper=Bound(Given(dict(zip(names, pence, strict=True)), "pence")))
    (rule,) = whole.formulas
    return evolve(whole, formulas=[evolve(rule, limits=[cap])])


def year_of(size: int) -> Job:
    return partial(calculate, charged(size), YEAR)


def by_element(size: int) -> Job:
    return calculate(charged(size), YEAR).by_element


def issued(size: int) -> Job:
    return partial(calculate(charged(size), YEAR).issue, "2021-03-26")


def limited_year_of(size: int) -> Job:
    return partial(calculate, charged(size, is_limited=True), YEAR)


class Name(str):
    """A name that counts as a call whenever it is compared."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other)

    __hash__ = str.__hash__


def lookups(size: int) -> Job:
    names = [*map(Name, names_of(size))]
    by: ByPartner[int] = ByPartner(zip(names, figures(size), strict=True))
    return lambda: [by[name] for name in names] + [*by.values()]


def lived(size: int) -> Job:
    """Return the timeline as lived of an agreement extended year by year in good time."""
    ends = [date(2021 + number, 3, 31) for number in range(1, size + 1)]
    asked = (approved("Ash", on=f"{end.year - 2}-06-01") for end in ends)
    extensions = [Extension(*pair) for pair in zip(ends, asked, strict=True)]
    term, agreed = DateRange("2010-04-01", "2021-03-31"), approved("Ash", on="2010-03-01")
    agreement = Agreement(term, agreed, extensions=extensions)
    return lambda: evolve(agreement).as_lived()  # anew, for it keeps what it has worked out


def first_issue() -> Issued:
    return paid(model()).issue("2021-03-26")


def in_turn(issues: list[Issued]) -> Job:
    return partial(reduce, Model.recorded, issues, model())


def versions(size: int) -> Job:
    days = [date.fromordinal(date(2021, 3, 26).toordinal() + number) for number in range(size)]
    again = partial(evolve, first_issue(), reason="a change")
    return in_turn([again(version=str(number), on=day) for number, day in enumerate(days)])


def years(size: int) -> Job:
    every = [FinancialYear(2021 + number) for number in range(size)]
    later = partial(evolve, first_issue(), formulas=(), formula="as agreed", budget_version="")
    return in_turn([later(year=year, on=year.first, budget="the budget") for year in every])


def held(size: int) -> Job:
    """Return the sums of amounts at every scale at which one meets a bound."""
    amounts = tuple(map(Fraction, figures(size)))
    upper = tuple(Fraction(bound, 3) for bound in figures(size, 91))
    nothing, all_bear = (Fraction(0),) * size, (Fraction(1),) * size
    it = Held(amounts, nothing, upper, all_bear)
    return lambda: it.sums(it.marks)


def whole(size: int) -> Job:
    """Return whole units in bounds of which many are met, so that units are dealt in turn."""
    exact = tuple(Fraction(figure, 7) for figure in figures(size))
    near = tuple(Fraction(int(amount)) for amount in exact)
    far = tuple(amount + number % 5 for number, amount in enumerate(near))
    turns = tuple(Fraction(number + 1) for number in range(size))
    return lambda: units_in_bounds(exact, Fraction(1), turns, (near, far)).amounts


@pytest.mark.parametrize(
    ("made", "size"),
    [
        (year_of, 60),
        (limited_year_of, 60),
        (by_element, 60),
        (issued, 60),
        (lookups, 40),
        (lived, 20),
        (versions, 15),
        (years, 15),
        (held, 60),
        (whole, 60),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_twice_the_size_is_twice_the_work(made: Callable[[int], Job], size: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AimpartnerWarning)
        assert growth(made, size) <= LINEAR


def test_a_count_of_work_tells_a_square_from_a_line() -> None:
    """The counter is proved first: what compares all pairs is caught."""

    def pairs(size: int) -> Job:
        return lambda: [abs(a - b) for a in range(size) for b in range(size)]

    assert growth(pairs, 20) > LINEAR
    assert calls(lambda: [abs(number) for number in range(50)]) >= 50
