"""Small models, each with one rule at work."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import evolve

from aimpartner.budget.budget import CostLine
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.evidence.quarters import Quarters
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Group
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.part_years import Partial
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.succession import Succession
from aimpartner.periods import DateRange
from builders import YEAR, counted, element, evidence, income, line, model, partnership

TWO, THREE = ("Ash", "Birch"), ("Ash", "Birch", "Cedar")
HALVES = Given.equal(TWO)
ADOPTED = Measured("adopted")
SEEN = (
    *counted("adopted", {"Ash": 30, "Birch": 10, "Cedar": 30}),
    *counted("adopted", {"Ash": 10, "Birch": 10}, "2019/20"),
    *counted("adopted", {"Ash": 2, "Birch": 8}, "2018/19"),
)
"""Of Ash and Birch, Ash has 75 % in 2020/21, 50 % in 2019/20, 20 % in 2018/19; 60 % in all."""


def shared(
    basis: Basis,
    *others: PricedElement,
    names: tuple[str, ...] = TWO,
    lines: tuple[CostLine, ...] = (line("1000"),),
    rounding: Rounding | None = None,
    **rule: Any,  # noqa: ANN401  # fields of the formula
) -> Model:
    """Return a model of £1,000 that is shared by a basis."""
    elements: list[Element | PricedElement] = [element(basis), *others]
    seen = [each for each in SEEN if each.partner in names]
    whole = model(lines, elements, names, seen, rounding)
    return evolve(whole, formulas=[evolve(whole.formulas[0], **rule)])


def given(ash: str, birch: str, unit: Any = "percent") -> Given:  # noqa: ANN401  # one of the units
    """Return agreed numbers of Ash and Birch."""
    return Given({"Ash": ash, "Birch": birch}, unit)


SIXTY = Blend([BlendPart("adopted", "60 %", ADOPTED), BlendPart("equal", "40 %", HALVES)])
DAYS = (
    *counted("days", {"Ash": 2, "Birch": 6, "Cedar": 3}),
    *counted("days", {"Ash": 3, "Birch": 4}, "2019/20"),
)


def made(made: Derived, basis: Basis | None = None, names: tuple[str, ...] = TWO) -> Model:
    """Return £1,000 shared by a measure that is made of adoptions and of days."""
    whole = shared(basis or MADE, names=names)
    known = [each for each in DAYS if names == TWO or each.partner != "Ash"]
    measures = [*evidence(*SEEN, *known).measures, Measure("made", unit="marks", derived=made)]
    seen = [each for each in (*SEEN, *known) if each.partner in names]
    return evolve(whole, evidence=Evidence(measures, seen))


def by_quarters(basis: Basis) -> Model:
    """Return £1,000 shared by calls: a quarter each, of Birch also nine months and a year."""
    whole = shared(basis)
    ash = [_calls("Ash", quarter, calls) for quarter, calls in enumerate((10, 20, 30, 40), 1)]
    several = (("q1", 30), ("q1-q3", 90), ("", 100))
    birch = [_calls("Birch", quarters, calls) for quarters, calls in several]
    early = [_calls(name, "q1", calls, "2019/20") for name, calls in (("Ash", 50), ("Birch", 50))]
    seen = (*ash, *birch, *early)
    return evolve(whole, evidence=evidence(*SEEN[:2], *seen))


def year_so_far() -> Model:
    """Return £1,000 shared by the calls of the year so far: two quarters of Ash, one of Birch."""
    whole = by_quarters(Measured("calls", 0, quarters="so far"))
    ash = [_calls("Ash", quarter, 10 * quarter, "2021/22") for quarter in (1, 2)]
    return evolve(whole, evidence=evidence(*ash, _calls("Birch", 1, 30, "2021/22")))


def _calls(name: str, quarters: int | str, calls: int, year: str = "2020/21") -> Observation:
    part = f"q{quarters}" if isinstance(quarters, int) else quarters
    return Observation("calls", name, year, Known(calls), quarters=part)


def every_quarter() -> Model:
    """Return £400, of which each quarter's quarter goes by its own calls."""
    whole = shared(HALVES, lines=(line("400"),))
    (rule,) = whole.formulas
    seen = [_calls("Ash", n, 10 * n, "2021/22") for n in range(1, 5)]
    seen += [_calls("Birch", n, 30, "2021/22") for n in range(1, 5)]
    rules = [
        evolve(
            rule,
            name=f"q{n}",
            elements=[element(Measured("calls", 0, quarters=f"q{n}"))],
            in_force=Quarters(n, n).days(YEAR),
            proration="quarters",
        )
        for n in range(1, 5)
    ]
    return evolve(whole, evidence=evidence(*seen), formulas=rules)


MADE = Measured("made")
PER_DAY = Derived.rate("adopted", over="days")
COUNTY = Group("county", "40 %", ["Ash"], Given.equal(["Ash"]))
SEVENTY = given("70", "30")


def charge(rate: str) -> CostLine:
    """Return the host's charge: a rate of what is paid for pay."""
    rule = ChargeRule(rate, ["staffing/pay"])
    return CostLine("staffing", "fee", "Employees", rule=rule)


def tolerance(points: str | None, per_cent: str | None = None, *override: Any) -> Model:  # noqa: ANN401  # which split, and why
    """Return £1,000 shared 70 to 30 unless adoptions, 75 to 25, are too far from it."""
    return shared(Tolerance(SEVENTY, ADOPTED, points, per_cent, *override))


def phased(**parts: str) -> Model:
    """Return £1,000 shared equally before, and by adoptions now."""
    years = {year.replace("_", "/")[1:]: part for year, part in parts.items()}
    return shared(Phased(HALVES, ADOPTED, years))


FEES = PriceList("fees", [Price("2020-04-01", "300", "360"), Price("2021-10-01", "400")])


def places(price: PriceList | str, **more: Any) -> Model:  # noqa: ANN401  # fields of the element
    """Return £1,000 shared equally, and two places that Ash buys."""
    return shared(HALVES, PricedElement("places", given("2", "0", "units"), price, **more))


def by_period() -> Model:
    """Return £1,000 shared equally; two places of Ash's at £300, then one of Birch's at £400."""
    first = Period("2021-04-01", given("2", "0", "units"))
    then = Period("2021-10-01", given("0", "1", "units"))
    return shared(HALVES, PricedElement("places", Periods([first, then]), FEES))


def held_beside_places(**limit: Any) -> Model:  # noqa: ANN401  # fields of the limit
    """Return £1,000 shared equally, held in bounds, and two places that Ash buys."""
    whole = places("300")
    (rule,) = whole.formulas
    return evolve(whole, formulas=[evolve(rule, limits=[Limit("held", **limit)])])


def beyond(ash: str, birch: str) -> Model:
    """Return £1,000 shared equally, and £10 for each of 30 and 10 adoptions beyond those agreed."""
    agreed = given(ash, birch, "units")
    return shared(HALVES, PricedElement("extra", ADOPTED, "10", agreed=agreed, within="3"))


LAST = Measured("contribution")


def bound(times: str = "100 %", **pounds: int) -> Bound:
    """Return some pounds a partner as a bound; without any, part of last year's contribution."""
    return Bound(
        Given({n: 100 * each for n, each in pounds.items()}, "pence") if pounds else LAST, times
    )


def limited(last: tuple[int, int], **limit: Any) -> Model:  # noqa: ANN401  # fields of the limit
    """Return £750 and £250, held in bounds."""
    whole = shared(ADOPTED, limits=[Limit("held", **limit)])
    return _after(whole, dict(zip(TWO, last, strict=True)))


def damped(scaling: Scaling, lower: str | None = "90 %", **limit: Any) -> Model:  # noqa: ANN401  # fields of the limit
    """Return £60, £110 and £130, held near £100 of each."""
    basis = Given({"Ash": 60, "Birch": 110, "Cedar": 130})
    least = bound(lower) if lower else None
    limits = [Limit("held", least, scaling=scaling, **limit)]
    whole = shared(basis, names=THREE, lines=(line("300"),), limits=limits)
    return _after(whole, dict.fromkeys(THREE, 100))


def _after(whole: Model, last: dict[str, int]) -> Model:
    """Return the model with what was contributed last year."""
    measures = (*whole.evidence.measures, Measure("contribution", unit="pounds"))
    seen = (*whole.evidence.observations, *counted("contribution", dict(last)))
    return evolve(whole, evidence=Evidence(measures, seen))


def cedar(*spell: str, **more: Any) -> Model:  # noqa: ANN401  # fields of a membership
    """Return £365 shared equally by Ash, Birch, and Cedar in its spell."""
    whole = shared(Given.equal(THREE), names=THREE, lines=(line("365"),))
    last = Partner("Cedar", Authority("Cedar"), Membership(DateRange(*spell), **more))
    partners = [*whole.partnership.partners[:2], last]
    return evolve(whole, partnership=evolve(whole.partnership, partners=partners))


def leaving(partial: Partial, **pounds: int) -> Model:
    """Return £365 shared equally until Cedar leaves after 183 days, with caps in pounds."""
    whole = cedar("2010-04-01", "2021-09-30", leaving="reshare")
    (rule,) = whole.formulas
    cap = Limit("held", upper=bound("100 %", **pounds), partial=partial)
    return evolve(whole, formulas=[evolve(rule, limits=[cap])])


def another_formula() -> Model:
    """Return £365 shared 3 to 1 for 183 days, and equally for 182."""
    whole = shared(HALVES, lines=(line("365"),))
    (new,) = whole.formulas
    first, then = DateRange("2010-04-01", "2021-09-30"), DateRange("2021-10-01")
    old = evolve(new, name="old", elements=[element(given("3", "1", "weight"))], in_force=first)
    return evolve(whole, formulas=[old, evolve(new, in_force=then)])


def succeeded() -> Model:
    """Return £1,000 for Ash and Birch, of which each took half of Cedar's 10 adoptions."""
    seen = counted("adopted", {"Ash": 10, "Birch": 20, "Cedar": 10}, "2017/18")
    whole = model([line("1000")], [element(Measured("adopted", lag=4))], THREE, seen)
    gone = Partner("Cedar", Authority("Cedar"), DateRange("2010-04-01", "2019-03-31"))
    follows = Succession("2019-04-01", "Cedar", {"Ash": 50, "Birch": 50})
    partners = [*whole.partnership.partners[:2], gone]
    after = evolve(whole.partnership, partners=partners, successions=[follows])
    return evolve(whole, partnership=after)


def capped(*caps: str, rounding: Rounding | None = None, pools: int = 1) -> Model:
    """Return £1.00 a pool that three share almost equally, capped in pence, halves and all."""
    weights = Given({"Ash": "33.5", "Birch": "33.5", "Cedar": "33"})
    names = [f"pool {number}" for number in range(pools)]
    parts, lines = [element(weights, [name]) for name in names], [line("1", name) for name in names]
    whole = model(lines, parts, THREE, rounding=rounding)
    doubled = {name: 2 * Fraction(cap) for name, cap in zip(THREE, caps, strict=False)}
    limit = Limit("cap", None, Bound(Given(doubled, "pence"), "50 %"))
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[limit])])


def credited(shared_by_two: CostLine, other: CostLine, rounding: Rounding) -> Model:
    """Return a line that Ash and Cedar share 53 to 47, and another that is Birch's alone."""
    parts = [element(Given({"Ash": 53, "Birch": 0, "Cedar": 47}))]
    parts.append(element(Given({"Ash": 0, "Birch": 1, "Cedar": 0}), ["premises"]))
    lines = [shared_by_two, evolve(other, pool="premises")]
    return model(lines, parts, THREE, rounding=rounding)


IN_KIND = (line("800"), line("200", name="building", incurred_by="Birch"))
PAID_TO_BIRCH = (line("1100"), evolve(income("100"), incurred_by="Birch"))
TWO_POOLS = (line("100.01"), line("100.01", "premises"))


def by_element() -> Model:
    """Return two pools of £100.01, each shared equally and rounded by itself."""
    parts = [element(HALVES), element(HALVES, ["premises"])]
    return model(TWO_POOLS, parts, TWO, rounding=Rounding(level="element"))


def of_two(basis: Basis) -> Model:
    """Return £100.01 shared by three, and as much by Ash and Birch alone."""
    alone = Element("premises", ["premises"], basis, TWO)
    seen = [each for each in SEEN if each.partner in TWO]
    return model(TWO_POOLS, [element(Given.equal(THREE)), alone], THREE, seen)


def to_decimals(basis: Basis, decimals: int, names: tuple[str, ...] = TWO) -> Model:
    """Return £1,000 that is shared by a basis in rounded percentages."""
    whole = shared(basis, names=names)
    (rule,) = whole.formulas
    rounded = evolve(element(basis), decimals=decimals)
    return evolve(whole, formulas=[evolve(rule, elements=[rounded])])


def fixed_sum() -> Model:
    """Return £1,000 of which Cedar pays a fixed £200, and Ash and Birch the rest."""
    lines = (line("1000"), income("200", name="from Cedar"), line("200", "fixed", "Cedar's"))
    rest = Element("staffing", ["staffing"], ADOPTED, TWO)
    fixed = Element("fixed", ["fixed"], Given.equal(THREE[2:]), THREE[2:])
    seen = [each for each in SEEN if each.partner in TWO]
    return model(lines, [rest, fixed], THREE, seen)


def odd_to(host: str, rounding: Rounding) -> Model:
    """Return £100 shared equally by three."""
    whole = shared(Given.equal(THREE), names=THREE, lines=(line("100"),), rounding=rounding)
    return evolve(whole, partnership=partnership(THREE, host))
