"""Random models, the same every time: a seed makes each of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import evolve

from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.funding.bases import Average, Basis, Blend, Given, Measured, Part
from aimpartner.funding.budget import Budget, CostLine, Effect, Heading
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.formula import Formula, Level, Odd, Rounding
from aimpartner.funding.published import Published
from aimpartner.model import Model
from builders import ALWAYS, GUESS, MINUTE, YEAR, approved, partnership

if TYPE_CHECKING:
    from random import Random

NAMES = (
    "Knowsley",
    "O'Neill & Sons",
    "=1+1",
    "Cover",
    "St. Helens",
    "Telford: Wrekin [north]",
    "History",
    "Bournemouth, Christchurch and Poole",
)
MEASURES = ("adopted", "looked after")
POOLS = ("staffing", "=SUM(A1)", "Staffing?")
UNITS = ("0.01", "0.01", "0.10", "1", "10", "100", "1000")


def random_model(draw: Random) -> Model:
    """Return a model with something of everything that the library builds."""
    names = draw.sample(NAMES, draw.randint(1, len(NAMES)))
    pools = draw.sample(POOLS, draw.randint(1, len(POOLS)))
    lines = [each for pool in pools for each in _lines(draw, pool, names)]
    budget = Budget(YEAR, lines, "2", draw.choice([None, "2021-03-26"]), "approved")
    elements = _elements(draw, names, list(dict.fromkeys(x.pool for x in lines if x.sign)))
    formula = Formula("random", elements, ALWAYS, _rounding(draw, names), source=GUESS)
    if draw.random() < 0.5:
        approval = approved(*names, on="2021-03-26")
        budget, formula = evolve(budget, approval=approval), evolve(formula, approval=approval)
    said = Published(YEAR, names[0], "1234.00", "1000", "its share", draw.random() < 0.5, MINUTE)
    host = draw.choice(names)
    return Model(partnership(names, host), _evidence(draw, names), [budget], [formula], [said])


def _amount(draw: Random, most: int) -> str:
    return f"{draw.randint(0, most)}.{draw.choice((0, 0, 50, draw.randint(1, 99))):02}"


def _lines(draw: Random, pool: str, names: list[str]) -> list[CostLine]:
    """Return shared lines of a pool, and at times income, reserves and a line outside the call."""
    shared = [
        CostLine(
            pool,
            f"={number} line",
            draw.choice((Heading.EMPLOYEES, Heading.PREMISES)),
            _amount(draw, draw.choice((9, 50_000, 4_000_000))),
            incurred_by=draw.choice(("", "", draw.choice(names))),
        )
        for number in range(draw.randint(1, 3))
    ]
    paid_to = draw.choice(("", draw.choice(names)))
    others = [
        CostLine(pool, "grant", Heading.INCOME, _amount(draw, 60_000), Effect.REDUCES, paid_to),
        CostLine(pool, "reserve", Heading.RESERVES, _amount(draw, 9_000), Effect.INTO_RESERVE),
        CostLine(pool, "passed on", Heading.INCOME, _amount(draw, 9_000), Effect.OUTSIDE),
    ]
    return shared + [line for line in others if draw.random() < 0.4]


def _evidence(draw: Random, names: list[str]) -> Evidence:
    """Return three years of each measure, and at times what was issued last year."""
    counts = [
        Observation(measure, name, YEAR.back(ago), Known(draw.randint(1, 60)), source=GUESS)
        for measure in MEASURES
        for ago in (1, 2, 3)
        for name in names
    ]
    issued = [
        Observation("contribution", name, YEAR.back(1), Known(draw.choice((0, "1234.56"))))
        for name in names
        if draw.random() < 0.5
    ]
    measures = [*(Measure(name, unit="children") for name in MEASURES), Measure("contribution")]
    return Evidence(measures, counts + issued)


def _given(draw: Random, names: list[str]) -> Given:
    if draw.random() < 0.2:
        return Given.equal(names)
    numbers = {name: Fraction(draw.randint(0, 400), draw.choice((1, 4, 3))) for name in names}
    return Given(numbers | {names[0]: Fraction(7)}, draw.choice(("weight", "units", "pence")))


def _basis(draw: Random, names: list[str], depth: int = 0) -> Basis:
    match draw.randint(0, 2 if depth < 2 else 1):
        case 0:
            return _given(draw, names)
        case 1:
            average: Average = draw.choice(("pooled", "mean of shares"))
            return Measured(draw.choice(MEASURES), 1, draw.randint(1, 3), average)
    cuts = sorted({draw.randint(1, 59) for _ in range(draw.randint(1, 2))})
    weights = [Fraction(b - a, 60) for a, b in zip([0, *cuts], [*cuts, 60], strict=True)]
    parts = [
        Part(f"part {number}", weight, _basis(draw, names, depth + 1))
        for number, weight in enumerate(weights)
    ]
    return Blend(parts)


def _elements(draw: Random, names: list[str], pools: list[str]) -> list[Element | PricedElement]:
    """Return elements that take every pool, one or two at a time, and at times a priced one."""
    elements: list[Element | PricedElement] = []
    rest = pools
    while rest:
        taken, rest = rest[: (size := draw.randint(1, 2))], rest[size:]
        elements.append(Element(f"element {len(elements)}", taken, _basis(draw, names)))
    if draw.random() < 0.5:
        units: Basis = draw.choice((_given(draw, names), Measured("adopted")))
        elements.append(PricedElement("places", units, _amount(draw, 40_000), GUESS))
    return elements


def _rounding(draw: Random, names: list[str]) -> Rounding:
    level: Level = draw.choice(("total", "element"))
    odd: Odd = draw.choice(("largest remainder", "largest remainder", "host"))
    return Rounding(draw.choice(UNITS), level, odd, draw.sample(names, len(names)))
