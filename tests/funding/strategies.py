"""Random models for Hypothesis, with ties and tiny sums drawn often."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

from hypothesis import strategies as st

from aimpartner.by import ByPartner
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.funding.bases import Average, Basis, Blend, Given, Measured, Part, Unit
from aimpartner.funding.budget import Budget, CostLine, Effect, Heading
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.formula import Formula, Level, Odd, Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from builders import ALWAYS, YEAR, partnership

NAMES = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Lime")
MEASURES = ("adopted", "spend")
COUNTED = range(2016, 2022)  # every lag and window drawn below lies within
TINY = st.sampled_from([0, 1, 1, 2, 3, 5])
PENCE = TINY | st.sampled_from([99, 100, 500, 100_000]) | st.integers(0, 10**9)
NUMBERS = st.sampled_from([0, 1, 1, 1, 2, 3, 59]) | st.integers(0, 10**6)
UNITS = ("0.01", "1", "10", "1000")


@st.composite
def columns(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[int, ...]:
    """Draw one number a partner, not all nothing."""
    numbers = draw(st.lists(NUMBERS, min_size=len(names), max_size=len(names)))
    return tuple(numbers) if any(numbers) else (1,) * len(names)


@st.composite
def givens(draw: st.DrawFn, names: tuple[str, ...]) -> Given:
    """Draw stated numbers: weights, percentages, units or pence."""
    numbers = draw(columns(names))
    unit: Unit = draw(st.sampled_from(get_args(Unit)))
    if unit == "percent":
        whole = sum(numbers)
        return Given(ByPartner.of(names, [Fraction(100 * n, whole) for n in numbers]), "percent")
    return Given(ByPartner.of(names, numbers), unit)


@st.composite
def measured(draw: st.DrawFn, averages: tuple[Average, ...] = get_args(Average)) -> Measured:
    """Draw a measure with a lag or a fixed last year, over a window."""
    last = draw(st.none() | st.integers(2018, 2021))
    return Measured(
        draw(st.sampled_from(MEASURES)),
        draw(st.integers(0, 3)),
        draw(st.integers(1, 3)),
        draw(st.sampled_from(averages)),
        None if last is None else FinancialYear(last),
    )


def bases(names: tuple[str, ...], depth: int = 2) -> st.SearchStrategy[Basis]:
    """Draw a basis; a blend may hold blends."""
    simple = givens(names) | measured()
    return simple | blends(names, depth - 1) if depth else simple


@st.composite
def blends(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> Blend:
    """Draw a blend whose weights sum to one; a weight may be nothing."""
    scales = draw(st.lists(st.sampled_from([0, 1, 1, 3, 7]), min_size=1, max_size=3))
    scales = scales if any(scales) else [1]
    weights = [Fraction(scale, sum(scales)) for scale in scales]
    return Blend(
        [Part(f"part {i}", weight, draw(bases(names, depth))) for i, weight in enumerate(weights)]
    )


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
    return drawn


@st.composite
def elements(draw: st.DrawFn, pools: list[str], names: tuple[str, ...]) -> list[Element]:
    """Draw elements that take each pool once."""
    cut = draw(st.integers(1, len(pools)))
    groups = [group for group in (pools[:cut], pools[cut:]) if group]
    return [Element(f"element {group[0]}", group, draw(bases(names))) for group in groups]


@st.composite
def priced(draw: st.DrawFn, names: tuple[str, ...]) -> list[PricedElement]:
    """Draw units at a price: stated units, or counts."""
    units = givens(names).filter(lambda basis: basis.unit != "percent") | measured(("pooled",))
    prices = draw(st.lists(TINY | st.integers(0, 10**5), max_size=2))
    return [
        PricedElement(f"priced {i}", draw(units), Money.from_pence(price))
        for i, price in enumerate(prices)
    ]


@st.composite
def evidences(draw: st.DrawFn, names: tuple[str, ...]) -> Evidence:
    """Draw a figure for each measure, year and partner, some in two editions."""
    seen = [
        Observation(measure, name, FinancialYear(year), Known(figure), "first")
        for measure in MEASURES
        for year in COUNTED
        for name, figure in zip(names, draw(columns(names)), strict=True)
    ]
    again = [
        Observation("adopted", name, FinancialYear(2019), Known(figure), "second", "2022-01-01")
        for name, figure in zip(names, draw(columns(names)), strict=True)
    ]
    revised = draw(st.booleans())
    return Evidence([Measure(name) for name in MEASURES], seen + again if revised else seen)


@st.composite
def roundings(
    draw: st.DrawFn,
    names: tuple[str, ...],
    levels: tuple[Level, ...] = ("total", "element"),
    odds: tuple[Odd, ...] = ("largest remainder", "host"),
) -> Rounding:
    """Draw a unit, a level, a rule for the odd unit and an order of ties."""
    order = draw(st.just(()) | st.permutations(names).map(tuple))
    return Rounding(
        draw(st.sampled_from(UNITS)),
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
) -> Model:
    """Draw a whole model of the year 2021/22."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    pools = [f"pool {number}" for number in range(draw(st.integers(1, 4)))]
    shared: list[Element | PricedElement] = [*draw(elements(pools, names))]
    everything = shared + (draw(priced(names)) if with_prices else [])
    return Model(
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
