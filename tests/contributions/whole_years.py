"""Random models of a whole year with everything at once: who moves, what changes, what holds it.

What partners would pay is asked of the oracle, so that the library is asked once, in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, get_args

from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget
from aimpartner.errors import ModelError
from aimpartner.evidence.derived import Derived, counted_in
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.evidence.quarters import Quarters
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula, Proration
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.part_years import Partial
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.parties.hosting import Hosting
from aimpartner.periods import DateRange, FinancialYear
from builders import ALWAYS, YEAR, partnership
from contributions.counted_oracle import Refused
from contributions.moving import WITHIN_YEAR, Moves, moves
from contributions.oracle import Oracle, total
from contributions.strategies import (
    BY_QUARTERS,
    COUNTED,
    MEASURES,
    NAMES,
    NEVER_NOTHING,
    SO_FAR,
    bases,
    lines,
    priced,
    roundings,
)

MADE = {
    "weighed": Derived.weighted_sum({"adopted": 1, NEVER_NOTHING: "1.4"}),
    "spend per referral": Derived.rate("spend", over=NEVER_NOTHING),
    "pressure": Derived.product("weighed", BY_QUARTERS),
}
EVERY = (*MEASURES, NEVER_NOTHING, BY_QUARTERS, SO_FAR, *MADE)
LAST_YEAR = YEAR.back(1)
NEAR = st.sampled_from([Fraction(each, 100) for each in (0, 50, 90, 98, 100, 105, 110, 200)])
Amounts = dict[str, Fraction]
ENOUGH = 20_000  # bytes, of which a year is drawn
MORE_OFTEN = ("0.01", "1", "1", "10", "1000")


@frozen
class Calendar:
    """In what a part of the year is measured, and the days on which it may be cut."""

    proration: Proration
    first_days: Sequence[date]

    @classmethod
    def by(cls, proration: Proration) -> Calendar:
        days = [day for day in YEAR.days if day > YEAR.first]
        if proration in ("months", "quarters"):
            step = 1 if proration == "months" else 3
            days = [day for day in days if day.day == 1 and (day.month - 1) % step == 0]
        return cls(proration, days)


CALENDARS = {each: Calendar.by(each) for each in get_args(Proration)}


@st.composite
def evidences(draw: st.DrawFn, names: tuple[str, ...], needed: set[str]) -> Evidence:
    """Draw figures of some measures: whole years, quarters with their sums, a year so far."""
    size = len(names) * len(COUNTED)
    numbers = iter(draw(st.binary(min_size=7 * size, max_size=7 * size)))
    seen = []
    for name in names:
        for year in COUNTED:
            adopted, spend, more, *quarters = (next(numbers) for _ in range(7))
            counts = {
                "adopted": adopted % 61,
                "spend": spend * 40_009,
                NEVER_NOTHING: 1 + more % 60,
            }
            seen += [
                Observation(measure, name, FinancialYear(year), Known(count))
                for measure, count in counts.items()
                if measure in needed
            ]
            so_far = quarters[: 4 if year < YEAR.starts else more % 4]
            for measure, of in ((BY_QUARTERS, quarters), (SO_FAR, so_far)):
                seen += in_quarters(measure, name, year, of) if measure in needed else []
    if draw(st.booleans()):  # figures of one year are revised, and count as revised
        anew = zip(names, draw(st.binary(min_size=len(names), max_size=len(names))), strict=True)
        seen = [evolve(each, released="2021-01-01") for each in seen]
        seen += [
            Observation("adopted", name, "2019/20", Known(figure), "second", "2022-01-01")
            for name, figure in anew
        ]
    units = {"adopted": "children", "spend": "pounds", NEVER_NOTHING: "children"}
    measures = [Measure(each, unit=unit) for each, unit in units.items()]
    measures += [Measure(each, unit="calls", adds_up=True) for each in (BY_QUARTERS, SO_FAR)]
    return Evidence([*measures, *(Measure(each, derived=MADE[each]) for each in MADE)], seen)


def needed_by(formulas: Sequence[Formula]) -> set[str]:
    """Return the measures that formulas count, those that others are made of, and two always."""
    found = {"spend", NEVER_NOTHING}
    for rule in formulas:
        for measure in rule.measures:
            found |= {*counted_in(measure, MADE.get)}
    return found


def in_quarters(measure: str, name: str, year: int, counts: Sequence[int]) -> list[Observation]:
    """Return counts of quarters, at times with the sum of two or of all; the first at least."""
    known = [1 + count % 30 for count in counts] or [1]
    runs = {(n, n): count for n, count in enumerate(known, 1)}
    if len(known) > 2 and known[0] % 2:
        runs[2, 3] = known[1] + known[2]
    if len(known) == 4 and known[3] % 2:
        runs[1, 4] = sum(known)
    return [
        Observation(measure, name, FinancialYear(year), Known(count), quarters=Quarters(*run))
        for run, count in runs.items()
    ]


@st.composite
def elements(draw: st.DrawFn, pools: list[str], names: tuple[str, ...]) -> list[Element]:
    """Draw an element a pool: of everyone or some partners, its shares exact or rounded."""
    drawn = []
    for pool in pools:
        some = draw(st.sets(st.sampled_from(names), min_size=1)) if draw(st.booleans()) else names
        inside = tuple(name for name in names if name in some)
        basis = draw(bases(inside, 1, EVERY))
        decimals = draw(st.sampled_from((None, None, 0, 1, 2, 4)))
        drawn.append(
            Element(pool, [pool], basis, () if inside == names else inside, decimals=decimals)
        )
    return drawn


@st.composite
def rules(
    draw: st.DrawFn, pools: list[str], names: tuple[str, ...], calendar: Calendar
) -> list[Formula]:
    """Draw one formula, or several of the year one after another, which price alike."""
    count = 1 if calendar.proration == "none" else draw(st.sampled_from((1, 1, 1, 2, 2, 3)))
    cuts = draw(
        st.sets(st.sampled_from(calendar.first_days), min_size=count - 1, max_size=count - 1)
    )
    firsts = [date(2010, 4, 1), *sorted(cuts)]
    lasts = [*(day - timedelta(days=1) for day in firsts[1:]), None]
    bought, rounding = draw(priced(names)), draw(roundings(names, units=MORE_OFTEN))
    drawn = []
    for first, last in zip(firsts, lasts, strict=True):
        parts: list[Element | PricedElement] = [*draw(elements(pools, names)), *bought]
        days = DateRange(first, last)
        drawn.append(Formula(f"from {first}", parts, days, rounding, proration=calendar.proration))
    return drawn


@st.composite
def moved(draw: st.DrawFn, whole: Model, calendar: Calendar) -> Model:
    """Draw who joins and who leaves: nobody, the last partner, or the last two; never the host."""
    for place in (-1, -2)[: draw(st.sampled_from((0, 1, 1, 2)))]:
        if len(whole.partnership.partners) > -place:
            whole = draw(moves_on(calendar)).of(whole, place)
    return whole


@st.composite
def moves_on(draw: st.DrawFn, calendar: Calendar) -> Moves:
    """Draw moves on days on which the year may be cut."""
    drawn = draw(moves())
    if calendar.proration in ("days", "none"):
        return drawn
    first, after = sorted(
        draw(st.lists(st.sampled_from(calendar.first_days), min_size=2, max_size=2, unique=True))
    )
    last = after - timedelta(days=1)
    before = date(2020, 10, 1) if drawn.before else None
    return evolve(drawn, first=drawn.first and first, last=drawn.last and last, before=before)


@st.composite
def years(draw: st.DrawFn) -> Model:
    """Draw a year: partners that move, formulas that change, fees, charges, credits, limits."""
    names = NAMES[: draw(st.integers(2, 5))]
    pools = ["pool", "other", "third"][: draw(st.integers(1, 3))]
    calendar = CALENDARS[draw(st.sampled_from(("days", "days", "months", "quarters", "none")))]
    stay = names[: max(1, len(names) - 2)]
    costs = [line for pool in pools for line in draw(lines(pool, stay))]
    budget = Budget(YEAR, costs)
    formulas = draw(rules(pools, names, calendar))
    evidence = draw(evidences(names, needed_by(formulas)))
    hosted = evolve(partnership(names), hosting=draw(hostings(stay)))
    whole = Model(hosted, evidence, [budget], formulas)
    return draw(held(draw(sound(draw(moved(whole, calendar))))))


@st.composite
def hostings(draw: st.DrawFn, stay: tuple[str, ...]) -> list[Hosting]:
    """Draw a host, or one until a day of the year and another from then on."""
    day = draw(st.none() | WITHIN_YEAR)
    if day is None:
        return [Hosting(draw(st.sampled_from(stay)), ALWAYS)]
    first, then = DateRange(ALWAYS.first, day), DateRange(day + timedelta(days=1))
    return [Hosting(draw(st.sampled_from(stay)), days) for days in (first, then)]


@st.composite
def sound(draw: st.DrawFn, whole: Model) -> Model:
    """Draw whether a year in which nobody, or nothing, is there to share by stays as it is.

    Else it is shared by what everyone has some of.
    """
    try:
        Oracle(whole, YEAR).elements()
    except Refused:
        if not draw(st.integers(0, 4)):
            return whole
    else:
        return whole
    simple = Measured(NEVER_NOTHING)
    formulas = [
        evolve(
            rule,
            elements=[
                evolve(each, basis=simple, partners=()) if isinstance(each, Element) else each
                for each in rule.elements
            ],
        )
        for rule in whole.formulas
    ]
    return evolve(whole, formulas=formulas)


@st.composite
def held(draw: st.DrawFn, whole: Model) -> Model:
    """Draw limits, one after another, each on the year's amounts of what it holds.

    A limit holds amounts of one sign. Formulas have the same ones, or the first has none. Of those
    drawn one that cannot hold is seldom taken.
    """
    is_alike = len(whole.formulas) == 1 or draw(st.integers(0, 3)) > 0
    for number in range(draw(st.sampled_from((1, 1, 2, 0)))):
        ways = holdable(whole, is_alike=is_alike)
        if not ways:
            return whole
        some, amounts = draw(st.sampled_from(ways))
        if not number:
            whole = draw(issued(whole, amounts, some))
        for _ in range(3):
            limit = evolve(draw(near(amounts, number, whole)), elements=some)
            limited = with_limit(whole, limit, is_alike=is_alike)
            if limited is None:
                return whole
            if not is_refused(limited) or not draw(st.integers(0, 9)):
                whole = limited
                break
    return whole


def holdable(whole: Model, *, is_alike: bool) -> list[tuple[tuple[str, ...], Amounts]]:
    """Return what a limit may hold, with its amounts: what is shared, everything, or one element.

    In a part of the year it holds nothing that is bought; and it holds amounts of one sign.
    """
    last, oracle = whole.formulas[-1], Oracle(whole, YEAR)
    names = tuple(each.name for each in (last.elements if is_alike else last.shared))
    try:
        paid = dict(zip(oracle.rules, oracle.elements(), strict=True))
    except Refused:
        return []
    shared, found = tuple(each.name for each in last.shared), []
    for some in ((), names, names[:1], names[-1:]):
        sums = total([paid[name] for name in some or shared], oracle.names)
        amounts = {name: sums[name] for name in oracle.charged}
        if len({amount > 0 for amount in amounts.values() if amount}) == 1:
            found.append((some, amounts))
    return found


def with_limit(whole: Model, limit: Limit, *, is_alike: bool) -> Model | None:
    """Return the model with one limit more; nothing where it is on some of what another holds."""
    rules = list(whole.formulas)
    for place, rule in enumerate(rules):
        if place or is_alike:
            try:
                rules[place] = evolve(rule, limits=[*rule.limits, limit])
            except ModelError:
                return None
    return evolve(whole, formulas=rules)


def is_refused(whole: Model) -> bool:
    """Return whether the oracle says that a year has no answer."""
    try:
        Oracle(whole, YEAR).exact()
    except Refused:
        return True
    return False


@st.composite
def issued(draw: st.DrawFn, whole: Model, amounts: Amounts, some: tuple[str, ...]) -> Model:
    """Draw what was issued last year to those who shared then, at times also of what is held."""
    of = f"contribution to {', '.join(some)}" if some else "shared contribution"
    measures = ["contribution", *([of] if draw(st.booleans()) else [])]
    seen = []
    for name, amount in amounts.items():
        spell = whole.partnership.partner(name).member[-1]
        for measure in measures if spell.days.first <= LAST_YEAR.last else ():
            pounds = Fraction(int(amount * draw(NEAR)), 100)
            seen.append(Observation(measure, name, LAST_YEAR, Known(pounds)))
    kinds = [Measure(measure, unit="pounds") for measure in measures]
    evidence = whole.evidence
    told = Evidence([*evidence.measures, *kinds], [*evidence.observations, *seen])
    return evolve(whole, evidence=told)


@st.composite
def near(draw: st.DrawFn, amounts: Amounts, number: int, whole: Model) -> Limit:
    """Draw a cap, a minimum, a floor, a ceiling or no loser, near what the partners would pay."""
    scaling: Scaling = draw(st.sampled_from(get_args(Scaling)))
    sides = draw(st.sampled_from([(1, 0), (0, 1), (0, 1), (1, 1)]))
    everyone = scaling == "excess" or draw(st.booleans())
    low, high = (draw(bounds(amounts, everyone=everyone)) if side else None for side in sides)
    names = st.sampled_from(list(amounts))
    bearers = draw(st.just(()) | st.just(()) | st.sets(names, min_size=1).map(sorted))
    is_moved = any(
        each.member[-1].joining or each.member[-1].leaving for each in whole.partnership.partners
    )
    parts: tuple[Partial | None, ...] = get_args(Partial)
    partial = draw(st.sampled_from(parts if is_moved else (None, *parts)))
    return Limit(f"limit {number}", low, high, bearers, scaling, partial=partial)


@st.composite
def bounds(draw: st.DrawFn, amounts: Amounts, *, everyone: bool) -> Bound:
    """Draw agreed pence of all or some, a part of what was issued, or of what was spent."""
    kind = draw(st.sampled_from(("agreed", "agreed", "issued", "issued", "spend")))
    times = draw(st.sampled_from(("100 %", "100 %", "90 %", "110 %", "33.3 %")))
    if kind == "issued":
        return Bound(Measured("contribution"), times)
    if kind == "spend":
        return Bound(Measured("spend", draw(st.integers(0, 3))), draw(NEAR))
    some = draw(st.sets(st.sampled_from(list(amounts)), min_size=1))
    named = [name for name in amounts if everyone or name in some]
    return Bound(
        Given({name: max(0, int(amounts[name] * draw(NEAR))) for name in named}, "pence"), times
    )


def random_years(count: int, number: int) -> Iterator[Model]:
    """Draw years by a seed, each by itself: the same ones for the same seed, every time."""
    found: list[Model] = []

    def keep(whole: Model) -> None:
        found.append(whole)

    one: Any = settings(database=None, deadline=None)(given(years())(keep))
    draw = Random(number)  # noqa: S311  # a sample, not a secret
    for _ in range(count):
        while not one.hypothesis.fuzz_one_input(draw.randbytes(ENOUGH)):
            continue
        yield found.pop()


def drawn_years(count: int, of: int, by: Callable[[Model], int]) -> list[Model]:
    """Return years that have an answer, the same ones every time: those that have most in them.

    Args:
        count: how many.
        of: how many are drawn to choose from.
        by: how much a model has in it.
    """
    found = [whole for whole in random_years(of, of) if not is_refused(whole)]
    return sorted(found, key=by, reverse=True)[:count]
