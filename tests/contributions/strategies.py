"""Random models for Hypothesis, with ties and tiny sums drawn often."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from typing import get_args

from attrs import evolve
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.by import ByPartner
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.exact import plain
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given, Unit
from aimpartner.formula.bases.measured import Average, Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Override, Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.part_years import Partial
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.formula.rounding import Level, Odd, Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from builders import ALWAYS, YEAR, partnership

# A strategy is checked whole when it is first drawn from: `cache` spares that on every draw.
NAMES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Lime")
MEASURES = ("adopted", "spend")
NEVER_NOTHING = "referrals"
"""A measure that every partner has some of, so that any group of them can share by it."""
BY_QUARTERS, SO_FAR = "calls", "calls so far"
"""A measure that is counted by quarters, and one whose last year is not complete."""
COUNTED = range(2016, 2022)  # every lag and window drawn below lies within
TINY = st.sampled_from([0, 1, 1, 2, 3, 5])
PENCE = TINY | st.sampled_from([99, 100, 500, 100_000]) | st.integers(0, 10**9)
NUMBERS = st.sampled_from([0, 1, 1, 1, 2, 3, 59]) | st.integers(0, 10**6)
PRICES = (TINY | st.integers(0, 10**5)).map(Money.from_pence)
UNITS = ("0.01", "1", "10", "1000")
QUARTERS = (None, "q1", "q4", "q1-q2", "q2-q3", "q1-q3", "q2-q4")


@cache
@st.composite
def columns(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[int, ...]:
    """Draw one number a partner, not all nothing."""
    numbers = draw(st.lists(NUMBERS, min_size=len(names), max_size=len(names)))
    return tuple(numbers) if any(numbers) else (1,) * len(names)


@cache
@st.composite
def givens(
    draw: st.DrawFn, names: tuple[str, ...], units: tuple[Unit, ...] = get_args(Unit)
) -> Given:
    """Draw stated numbers: weights, percentages, units or pence."""
    numbers = draw(columns(names))
    unit = draw(st.sampled_from(units))
    if unit == "percent":
        whole = sum(numbers)
        return Given(ByPartner.of(names, [Fraction(100 * n, whole) for n in numbers]), "percent")
    return Given(ByPartner.of(names, numbers), unit)


@cache
@st.composite
def measured(
    draw: st.DrawFn,
    averages: tuple[Average, ...] = get_args(Average),
    measures: tuple[str, ...] = (*MEASURES, NEVER_NOTHING),
) -> Measured:
    """Draw a measure with a lag or a fixed last year, over a window, at times of some quarters."""
    measure, years = draw(st.sampled_from(measures)), draw(st.integers(1, 3))
    average = draw(st.sampled_from(averages))
    if measure == SO_FAR:
        return Measured(measure, 0, years, average, quarters="so far")
    quarters = draw(st.sampled_from(QUARTERS)) if measure == BY_QUARTERS else None
    last = draw(st.none() | st.integers(2018, 2021))
    year = None if last is None else FinancialYear(last)
    return Measured(measure, draw(st.integers(0, 3)), years, average, year, quarters)


@cache
def bases(
    names: tuple[str, ...], depth: int = 2, measures: tuple[str, ...] = (*MEASURES, NEVER_NOTHING)
) -> st.SearchStrategy[Basis]:
    """Draw a basis; one that is made of others may hold such bases in turn."""
    simple = givens(names) | measured(measures=measures)
    if not depth:
        return simple
    inner = bases(names, depth - 1, measures)
    made = (blends(inner), staged(names, depth - 1), tolerances(inner), phased(inner))
    return simple | st.one_of(made)


@cache
@st.composite
def weights(draw: st.DrawFn, count: int) -> list[Fraction]:
    """Draw weights that sum to one; one may be nothing."""
    scales = draw(st.lists(st.sampled_from([0, 1, 1, 3, 7]), min_size=count, max_size=count))
    scales = scales if any(scales) else [1] * count
    return [Fraction(scale, sum(scales)) for scale in scales]


@cache
@st.composite
def blends(draw: st.DrawFn, inner: st.SearchStrategy[Basis]) -> Blend:
    """Draw a blend of one part or several."""
    drawn = draw(weights(draw(st.integers(1, 3))))
    return Blend([BlendPart(f"part {i}", weight, draw(inner)) for i, weight in enumerate(drawn)])


@cache
@st.composite
def staged(draw: st.DrawFn, names: tuple[str, ...], depth: int = 1) -> Staged:
    """Draw groups that hold each partner once; each shares by what any of them can share by."""
    order = draw(st.permutations(names))
    cuts = sorted(draw(st.sets(st.integers(0, len(names) - 1), max_size=2)) - {0})
    ends = zip([0, *cuts], [*cuts, len(names)], strict=True)
    groups = [tuple(order[first:last]) for first, last in ends]
    between = draw(st.none() | bases(names, depth, (NEVER_NOTHING,)))
    drawn = [None] * len(groups) if between else draw(weights(len(groups)))
    pairs = enumerate(zip(drawn, groups, strict=True))
    return Staged(
        [
            Group(f"group {i}", weight, group, draw(bases(group, depth, (NEVER_NOTHING,))))
            for i, (weight, group) in pairs
        ],
        between,
    )


@cache
@st.composite
def tolerances(draw: st.DrawFn, inner: st.SearchStrategy[Basis]) -> Tolerance:
    """Draw a tolerance in points or per cent, at times overridden."""
    size = draw(st.sampled_from(["0", "1 %", "3 %", "10 %", "1/3", "100 %"]))
    kind = draw(st.sampled_from(["points", "per_cent"]))
    override = draw(st.sampled_from([None, None, *get_args(Override)]))
    reason = "an assessment of the work" if override else ""
    splits = (draw(inner), draw(inner))
    points, per_cent = (
        (f"{plain(Rate(size) * 100)} points", None) if kind == "points" else (None, size)
    )
    return Tolerance(*splits, points, per_cent, override, reason)


@cache
@st.composite
def phased(draw: st.DrawFn, inner: st.SearchStrategy[Basis]) -> Phased:
    """Draw a phase-in that names the year charged, or was over before it."""
    part = draw(st.sampled_from(["0 %", "33.3 %", "1/2", "2/3", "100 %"]))
    parts = draw(st.sampled_from([{"2021/22": part}, {"2019/20": part, "2020/21": "100 %"}]))
    return Phased(draw(inner), draw(inner), parts)


RATES = st.sampled_from(["0 %", "0.05 %", "2.4 %", "1/3", "90 %"])


@cache
@st.composite
def lines(draw: st.DrawFn, pool: str, names: tuple[str, ...]) -> list[CostLine]:
    """Draw a pool's lines with every effect; the first counts towards the call."""
    drawn = []
    for number in range(draw(st.integers(1, 3))):
        effect = draw(st.sampled_from(Effect if number else (Effect.SHARED, Effect.REDUCES)))
        heading = {
            Effect.REDUCES: Heading.INCOME,
            Effect.INTO_RESERVE: Heading.RESERVES,
        }.get(effect, Heading.EMPLOYEES)
        amount = Money.from_pence(draw(PENCE))
        incurred_by = draw(st.sampled_from(("", *names)))
        drawn.append(CostLine(pool, f"line {number}", heading, amount, effect, incurred_by))
    for name in ("charge", "charge on it")[: draw(st.sampled_from((0, 0, 1, 2)))]:
        drawn += draw(charges(pool, name, drawn, names))
    return drawn


@st.composite
def charges(
    draw: st.DrawFn, pool: str, name: str, before: list[CostLine], names: tuple[str, ...]
) -> list[CostLine]:
    """Draw a charge by a rate of some lines before it; none where all of them are credits."""
    lines = Budget(YEAR, before).lines
    worked = [line for line in lines if line.sign and line.heading is not Heading.RESERVES]
    of = draw(st.sets(st.sampled_from([line.key for line in worked]), min_size=1))
    if sum(line.towards_call.pence for line in worked if line.key in of) < 0:
        of = {line.key for line in worked if line.sign > 0}
    rule = ChargeRule(draw(RATES), sorted(of)) if of else None
    by = draw(st.sampled_from(("", *names)))
    heading = Heading.SUPPORT_SERVICES
    return [CostLine(pool, name, heading, incurred_by=by, rule=rule)] if rule else []


@st.composite
def elements(draw: st.DrawFn, pools: list[str], names: tuple[str, ...]) -> list[Element]:
    """Draw elements that take each pool once."""
    cut = draw(st.integers(1, len(pools)))
    groups = [group for group in (pools[:cut], pools[cut:]) if group]
    return [draw(one_element(group, names)) for group in groups]


@st.composite
def one_element(draw: st.DrawFn, pools: list[str], names: tuple[str, ...]) -> Element:
    """Draw an element that everyone is in; one in four is of some partners alone."""
    if draw(st.integers(0, 3)):
        return Element(f"element {pools[0]}", pools, draw(bases(names)))
    some = draw(st.sets(st.sampled_from(names), min_size=1))
    inside = tuple(name for name in names if name in some)
    basis = draw(bases(inside, measures=(NEVER_NOTHING,)))
    return Element(f"element {pools[0]}", pools, basis, inside)


@cache
@st.composite
def priced(draw: st.DrawFn, names: tuple[str, ...]) -> list[PricedElement]:
    """Draw units at a price or by a dated list: stated units, or counts; all, or beyond some."""
    counted = tuple(unit for unit in get_args(Unit) if unit != "percent")
    units = givens(names, counted) | measured(("pooled",))
    drawn = []
    for number in range(draw(st.integers(0, 2))):
        by_list = draw(st.booleans())
        price = draw(price_lists(f"list {number}")) if by_list else draw(PRICES)
        on = draw(st.none() | st.dates(date(2015, 4, 1), date(2025, 1, 1))) if by_list else None
        london = by_list and draw(st.booleans())
        bought = PricedElement(f"priced {number}", draw(units), price, None, on, london)
        changes = [each.first_day for each in bought.changes(YEAR.days)]
        if changes:
            days = [YEAR.first, *changes]
            periods = Periods([Period(str(day), draw(units)) for day in days])
            bought = evolve(bought, units=periods)
        elif draw(st.booleans()):
            bought = evolve(bought, agreed=draw(units), within=draw(NUMBERS.map(Fraction)))
        drawn.append(bought)
    return drawn


@cache
@st.composite
def price_lists(draw: st.DrawFn, name: str) -> PriceList:
    """Draw a list whose first price is older than any day asked for."""
    days = [
        date(2015, 4, 1),
        *sorted(draw(st.sets(st.dates(date(2015, 4, 2), date(2026, 1, 1)), max_size=3))),
    ]
    return PriceList(name, [Price(day, draw(PRICES), draw(PRICES)) for day in days])


@st.composite
def bounds(draw: st.DrawFn, exact: dict[str, Fraction], *, everyone: bool) -> Bound:
    """Draw a bound near what the partners would pay: for all of them, or for some."""
    some = draw(st.sets(st.sampled_from(list(exact)), min_size=1))
    named = [name for name in exact if everyone or name in some]
    near = st.sampled_from([Fraction(each, 10) for each in (0, 5, 9, 10, 11, 20)])
    pence = {name: Fraction(max(0, int(exact[name] * draw(near)))) for name in named}
    if draw(st.integers(0, 4)) == 0:
        return Bound(Measured("spend", draw(st.integers(0, 3))), draw(near))
    return Bound(Given(pence, "pence"), draw(st.sampled_from(["100 %", "100 %", "90 %"])))


@st.composite
def limits(draw: st.DrawFn, whole: Model, *, may_refuse: bool) -> Model:
    """Draw limits, one after another, on a model as long as what they hold has one sign.

    Where they may be refused, the last one drawn may be one that cannot hold.
    """
    for number in range(draw(st.integers(0, 2))):
        (formula,) = whole.formulas
        elements = draw(held_elements(formula))
        exact = held_now(Contributions.of(whole.facts(YEAR)), formula, elements)
        if len({amount > 0 for amount in exact.values() if amount}) != 1:
            return whole
        drawn = [*formula.limits, evolve(draw(one_limit(exact, number)), elements=elements)]
        try:
            limited = evolve(whole, formulas=[evolve(formula, limits=drawn)])
        except ModelError:  # on some of what an earlier one holds
            return whole
        try:
            Contributions.of(limited.facts(YEAR))
        except ApportionmentError:
            return limited if may_refuse else whole
        except ModelError:  # its bearers are in nothing that it holds
            return whole
        whole = limited
    return whole


@st.composite
def held_elements(draw: st.DrawFn, formula: Formula) -> tuple[str, ...]:
    """Draw what a limit holds: all that is shared, everything, or one element."""
    names = tuple(element.name for element in formula.elements)
    return draw(st.sampled_from([(), (), names, names[:1], names[-1:]]))


def held_now(
    result: Contributions, formula: Formula, elements: tuple[str, ...]
) -> dict[str, Fraction]:
    """Return what partners pay for what a limit would hold, after those before it."""
    names = set(elements or [element.name for element in formula.shared])
    columns = [result.column("element", name) for name in names]
    columns += [
        result.column("limit", limit.name)
        for limit in formula.limits
        if set(formula.held_by(limit)) <= names
    ]
    sums = (sum(row, Fraction(0)) for row in zip(*columns, strict=True))
    return dict(zip(result.partners, sums, strict=True))


@st.composite
def one_limit(draw: st.DrawFn, exact: dict[str, Fraction], number: int) -> Limit:
    """Draw a limit of either scaling, on what the partners would pay."""
    scaling: Scaling = draw(st.sampled_from(get_args(Scaling)))
    sides = draw(st.sampled_from([(1, 0), (0, 1), (1, 1)]))
    everyone = scaling == "excess"
    low, high = (draw(bounds(exact, everyone=everyone)) if side else None for side in sides)
    bearers = draw(st.just(()) | st.sets(st.sampled_from(list(exact)), min_size=1).map(sorted))
    partial = draw(st.sampled_from((None, *get_args(Partial))))
    return Limit(f"limit {number}", low, high, bearers, scaling, partial=partial)


@cache
@st.composite
def evidences(draw: st.DrawFn, names: tuple[str, ...]) -> Evidence:
    """Draw a figure for each measure, year and partner, some in two editions."""
    seen = [
        Observation(measure, name, FinancialYear(year), Known(figure), "first", "2020-06-01")
        for measure in MEASURES
        for year in COUNTED
        for name, figure in zip(names, draw(columns(names)), strict=True)
    ]
    again = [
        Observation("adopted", name, FinancialYear(2019), Known(figure), "second", "2022-01-01")
        for name, figure in zip(names, draw(columns(names)), strict=True)
    ]
    seen += [
        Observation(NEVER_NOTHING, name, FinancialYear(year), Known(draw(st.integers(1, 60))))
        for year in COUNTED
        for name in names
    ]
    revised = draw(st.booleans())
    every = (*MEASURES, NEVER_NOTHING)
    measures = [Measure(name, unit="pounds" if name == "spend" else "") for name in every]
    return Evidence(measures, seen + again if revised else seen)


@cache
@st.composite
def roundings(
    draw: st.DrawFn,
    names: tuple[str, ...],
    levels: tuple[Level, ...] = ("total", "element"),
    odds: tuple[Odd, ...] = ("largest remainder", "host"),
    units: tuple[str, ...] = UNITS,
) -> Rounding:
    """Draw a unit, a level, a rule for the odd unit and an order of ties."""
    order = draw(st.just(()) | st.permutations(names).map(tuple))
    return Rounding(
        draw(st.sampled_from(units)),
        draw(st.sampled_from(levels)),
        draw(st.sampled_from(odds)),
        order,
    )


@st.composite
def models(
    draw: st.DrawFn,
    levels: tuple[Level, ...] = ("total", "element"),
    odds: tuple[Odd, ...] = ("largest remainder", "host"),
    *,
    with_prices: bool = True,
    with_limits: bool = False,
    may_refuse: bool = False,
) -> Model:
    """Draw a whole model of the year 2021/22."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    pools = [f"pool {number}" for number in range(draw(st.integers(1, 4)))]
    shared: list[Element | PricedElement] = [*draw(elements(pools, names))]
    everything = shared + (draw(priced(names)) if with_prices else [])
    whole = Model(
        partnership(names, draw(st.sampled_from(names))),
        draw(evidences(names)),
        [Budget(YEAR, [line for pool in pools for line in draw(lines(pool, names))])],
        [
            Formula(
                "formula",
                draw(st.permutations(everything)),
                ALWAYS,
                draw(roundings(names, levels, odds)),
            )
        ],
    )
    return draw(limits(whole, may_refuse=may_refuse)) if with_limits else whole
