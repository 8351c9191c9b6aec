"""Random models, the same every time: a seed makes each of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Average, Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group, Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.part_years import Partial
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.formula.rounding import Level, Odd, Rounding
from aimpartner.model import Model
from aimpartner.parties.partners import Membership
from aimpartner.periods import DateRange
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
LAST = Measured("contribution")
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
    said = Published(
        YEAR,
        names[0],
        "1234.00",
        "1000",
        what="its share",
        is_contribution=draw.random() < 0.5,
        source=MINUTE,
    )
    host = draw.choice(names)
    whole = Model(partnership(names, host), _evidence(draw, names), [budget], [formula], [said])
    return _moved(draw, _limited(draw, whole))


def _moved(draw: Random, whole: Model) -> Model:
    """Return the model, at times with a year that is cut: a joiner, a leaver, a changed formula."""
    (rule,) = whole.formulas
    if rule.limits or len(whole.partnership.partners) == 1:
        return whole  # a bound of a partner that comes or goes may not hold
    first, last = DateRange("2021-08-17"), DateRange("2010-04-01", "2021-11-30")
    late, early = Membership(first, "reshare"), Membership(last, leaving="own reduction")
    match draw.randint(0, 5):
        case 0 if all(isinstance(each, (Given, Measured)) for each in rule.bases):
            own = Membership(first, "own addition", addition=_amount(draw, 9_000))
            return _with_spell(whole, own)
        case 1:
            return _with_spell(whole, early)
        case 2 if all(isinstance(each, Measured) for each in rule.bases):
            return _with_spell(whole, late)
        case 3:
            old = evolve(rule, name="before", in_force=last)
            return evolve(whole, formulas=[old, evolve(rule, in_force=DateRange("2021-12-01"))])
    return whole


def _with_spell(whole: Model, spell: Membership) -> Model:
    """Return the model with another membership of one that neither hosts nor incurs a line."""
    host, budget = whole.partnership.hosting[0].host, whole.budgets[0]
    partners = list(whole.partnership.partners)
    place = next(i for i, each in enumerate(partners) if each.name != host)
    name = partners[place].name
    partners[place] = evolve(partners[place], member=[spell])
    lines = [evolve(e, incurred_by="") if e.incurred_by == name else e for e in budget.lines]
    changed = evolve(whole, partnership=evolve(whole.partnership, partners=partners))
    return evolve(changed, budgets=[evolve(budget, lines=lines)])


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
    part = draw.choice((0.5, 1))
    issued = [
        Observation("contribution", name, YEAR.back(1), Known(draw.choice((0, "1234.56"))))
        for name in names
        if draw.random() < part
    ]
    measures = [*(Measure(name, unit="children") for name in MEASURES), Measure("contribution")]
    return Evidence(measures, counts + issued)


def _given(draw: Random, names: list[str]) -> Given:
    if draw.random() < 0.2:
        return Given.equal(names)
    numbers = {name: Fraction(draw.randint(0, 400), draw.choice((1, 4, 3))) for name in names}
    return Given(numbers | {names[0]: Fraction(7)}, draw.choice(("weight", "units", "pence")))


def _basis(draw: Random, names: list[str], depth: int = 0) -> Basis:
    match draw.randint(0, 5 if depth < 2 else 1):
        case 0:
            return _given(draw, names)
        case 1:
            average: Average = draw.choice(("pooled", "mean of shares"))
            return Measured(draw.choice(MEASURES), 1, draw.randint(1, 3), average)
        case 2:
            return _staged(draw, names, depth)
        case 3:
            return _tolerance(draw, names, depth)
        case 4:
            old, new = (_basis(draw, names, depth + 1) for _ in "ab")
            return Phased(old, new, {YEAR: draw.choice(("0 %", "33.3 %", "2/3", "100 %"))})
    cuts = sorted({draw.randint(1, 59) for _ in range(draw.randint(1, 2))})
    weights = [Fraction(b - a, 60) for a, b in zip([0, *cuts], [*cuts, 60], strict=True)]
    parts = [
        BlendPart(f"part {number}", weight, _basis(draw, names, depth + 1))
        for number, weight in enumerate(weights)
    ]
    return Blend(parts)


def _staged(draw: Random, names: list[str], depth: int) -> Staged:
    """Return one group or two that hold each partner once."""
    cut = draw.randint(1, len(names))
    groups = [group for group in (names[:cut], names[cut:]) if group]
    first = Fraction(draw.randint(1, 59), 60) if len(groups) > 1 else Fraction(1)
    return Staged(
        Group(f"group {number}", weight, group, _basis(draw, group, depth + 1))
        for number, (weight, group) in enumerate(zip((first, 1 - first), groups, strict=False))
    )


def _tolerance(draw: Random, names: list[str], depth: int) -> Tolerance:
    """Return a tolerance of either kind, at times overridden."""
    agreed, actual = (_basis(draw, names, depth + 1) for _ in "ab")
    size = draw.choice(("1", "10", "50"))
    points, per_cent = f"{size} points", f"{size} %"
    kind = draw.choice(({"points": points}, {"per_cent": per_cent}))
    if draw.random() < 0.3:
        return Tolerance(agreed, actual, points, None, "actual", "=agreed by both")
    return Tolerance(agreed, actual, kind.get("points"), kind.get("per_cent"))


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
    if draw.random() < 0.4:
        elements.append(_beyond(draw, names))
    return elements


def _beyond(draw: Random, names: list[str]) -> PricedElement:
    """Return a price, by a dated list, of the units beyond those agreed; often a credit."""
    fees = PriceList("=fees", [Price("2019-04-01", "31000", "35000", GUESS)])
    fees = fees.uplifted("2021-04-01", "4.8 %", "1")
    within = draw.choice(("0", "0.5", "3"))
    agreed, is_london = _given(draw, names), draw.random() < 0.5
    return PricedElement("beyond", Measured("adopted"), fees, None, None, is_london, agreed, within)


def _limited(draw: Random, whole: Model) -> Model:
    """Return the model with a limit or two, where some were drawn that can hold."""
    (formula,) = whole.formulas
    for _ in range(20):
        limits = [_limit(draw, whole, number) for number in range(draw.randint(0, 2))]
        limited = evolve(whole, formulas=[evolve(formula, limits=limits)])
        try:
            Contributions.of(limited.facts(YEAR))
        except (ApportionmentError, ModelError):  # no room, or an excess that is not everyone's
            continue
        return limited
    return whole


def _limit(draw: Random, whole: Model, number: int) -> Limit:
    """Return a limit near what the partners would pay, or on the change from last year."""
    scaling: Scaling = draw.choice(("amounts", "excess"))
    exact = {each.partner: each.exact for each in Contributions.of(whole.facts(YEAR))}
    seen = {each.partner for each in whole.evidence.observations if each.measure == "contribution"}
    bounds: list[Bound | None] = [Bound(LAST, "1 %"), Bound(LAST, "9999 %")]
    if len(seen) < len(exact) or draw.random() < 0.5:
        names = list(exact) if scaling == "excess" else draw.sample(list(exact), len(exact) // 2)
        tenths = {name: sorted(draw.choices((5, 9, 10, 11, 15), k=2)) for name in names or exact}
        bounds = [
            Bound(Given({name: _near(exact[name], tenths[name][side]) for name in tenths}, "pence"))
            for side in (0, 1)
        ]
    bounds[draw.randint(0, 1)] = draw.choice((None, *bounds))
    bearers = draw.choice(((), sorted(draw.sample(list(exact), draw.randint(1, len(exact))))))
    lower, upper = bounds
    partial: Partial = draw.choice(get_args(Partial))
    return Limit(f"=limit {number}", lower, upper, bearers, scaling, GUESS, (), partial)


def _near(exact: Fraction, tenths: int) -> int:
    return max(int(exact * tenths / 10), 0)


def _rounding(draw: Random, names: list[str]) -> Rounding:
    level: Level = draw.choice(("total", "element"))
    odd: Odd = draw.choice(("largest remainder", "largest remainder", "host"))
    return Rounding(draw.choice(UNITS), level, odd, draw.sample(names, len(names)))
