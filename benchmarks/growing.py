"""Models of any size, the same every time, for the benchmarks."""

from __future__ import annotations

from aimpartner.budget import Budget, CostLine, Heading
from aimpartner.evidence import Evidence, Known, Measure, Observation
from aimpartner.formula import Blend, BlendPart, Bound, Element, Formula, Given, Limit, Measured
from aimpartner.model import Model
from aimpartner.parties import Authority, Hosting, Partner, Partnership
from aimpartner.periods import DateRange, FinancialYear

YEAR, ALWAYS = FinancialYear(2021), DateRange("2010-04-01")
MEASURES = ("spend", "adopted")


def counts(count: int, measure: str) -> list[int]:
    """Return figures that are not alike, the same every time."""
    return [(37 * number + 11 * len(measure)) % 997 + 3 for number in range(count)]


def caps(names: list[str]) -> Given:
    """Return an upper bound a partner, which binds about a third of them."""
    pence = [3_000_000 + 2_500 * figure for figure in counts(len(names), "caps")]
    return Given(dict(zip(names, pence, strict=True)), "pence")


def model_of(count: int, *, is_limited: bool = False) -> Model:
    """Return a model of some partners, and three elements, each by another blend."""
    names = [f"Council {number:03}" for number in range(count)]
    partners = [Partner(name, Authority(f"{name} Council"), ALWAYS) for name in names]
    observations = [
        Observation(measure, name, "2020/21", Known(figure))
        for measure in MEASURES
        for name, figure in zip(names, counts(count, measure), strict=True)
    ]
    pools = {"staffing": 50, "premises": 40, "support": 25}
    lines = [
        CostLine(pool, "staff", Heading.EMPLOYEES, f"{count * (9_900 + part)}.37")
        for pool, part in pools.items()
    ]
    limits = (Limit("cap", upper=Bound(caps(names))),) if is_limited else ()
    shared = [Element(pool, [pool], _blend(part)) for pool, part in pools.items()]
    return Model(
        Partnership("Agency", partners, [Hosting(names[0], ALWAYS)]),
        Evidence([Measure(measure) for measure in MEASURES], observations),
        [Budget(YEAR, lines)],
        [Formula("formula", shared, ALWAYS, limits=limits)],
    )


def _blend(part: int) -> Blend:
    """Return a blend of both measures, some per cent of it by the first."""
    parts = zip(MEASURES, (part, 100 - part), strict=True)
    return Blend([BlendPart(name, f"{per_cent} %", Measured(name)) for name, per_cent in parts])
