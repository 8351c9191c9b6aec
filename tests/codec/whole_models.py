"""Random models with everything that a file can hold, not only what contributions need."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve
from hypothesis import strategies as st

from aimpartner.budget.budget import CostLine, Effect, Heading
from aimpartner.by import ByPartner
from aimpartner.evidence.derived import Derived, DerivedPart
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Missing, Observation, Suppressed, Value
from aimpartner.evidence.published import Published
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.issue.frozen_shares import FrozenShares
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.rates import PercentagePoints, Rate
from codec.whole_parties import COMMAS, DAYS, PUBLISHED, SOURCES, WORDS, approvals, parties
from contributions.strategies import models

if TYPE_CHECKING:
    from aimpartner.budget.budget import Budget
    from aimpartner.formula.formula import Formula
    from aimpartner.model import Model

T = TypeVar("T")
BEFORE, AFTER = DateRange("2010-04-01", "2022-03-31"), DateRange("2022-04-01")
VALUES: st.SearchStrategy[Value] = (
    st.builds(Known, st.fractions(0, 10**6, max_denominator=900) | st.decimals(0, 99, places=3))
    | st.builds(lambda low, more: Suppressed(low, low + more), st.integers(0, 5), st.integers(0, 5))
    | st.just(Missing())
)
RESERVES = st.sampled_from(["general", "change, and training"])
POUNDS = st.builds(Money.from_pence, st.sampled_from([0, 1, -1]) | st.integers(-(10**9), 10**9))


@st.composite
def evidences(draw: st.DrawFn, whole: Evidence, names: tuple[str, ...]) -> Evidence:
    """Draw more of the evidence: figures that are suppressed or missing, released or not."""
    editions = [(name, sorted(draw(st.sets(WORDS, max_size=2)))) for name in names]
    more = [
        Observation(
            *("hidden", name, "2019/20", draw(VALUES), edition),
            *(f"2020-0{number}-01" if len(several) > 1 else draw(DAYS), draw(SOURCES)),
            quarters=draw(st.sampled_from([None, "q1", "q2-q4"])),
        )
        for name, several in editions
        for number, edition in enumerate(several, start=1)
    ]
    adds_up = draw(st.sampled_from([None, True, False]))
    described = Measure("hidden", draw(WORDS), draw(WORDS), adds_up=adds_up)
    weight, source = draw(st.fractions(0, 9)), draw(SOURCES)
    parts = [DerivedPart("hidden", weight, source), DerivedPart("contribution")]
    made = Measure("made", draw(WORDS), derived=Derived("weighted sum", parts))
    issued = "contribution" not in {measure.name for measure in whole.measures}
    told = [Measure("contribution")] if issued else []
    return Evidence([*whole.measures, described, made, *told], [*whole.observations, *more])


@st.composite
def budgets(draw: st.DrawFn, whole: Budget, names: tuple[str, ...]) -> Budget:
    """Draw what is recorded of a budget besides its amounts."""
    lines = [evolve(line, clause=draw(WORDS), source=draw(SOURCES)) for line in whole.lines]
    pool, reserve = whole.lines[0].pool, draw(st.just("") | RESERVES)
    moved = CostLine(pool, "moved", Heading.RESERVES, 5, Effect.REDUCES, reserve=reserve)
    lines += draw(st.sampled_from([[], [moved]]))
    day, status = draw(st.none() | DAYS), draw(WORDS)
    approval = draw(st.none() | approvals(names))
    more = evolve(whole, lines=lines, version=draw(WORDS), day=day, status=status)
    return evolve(more, approval=approval, source=draw(SOURCES))


@st.composite
def formulas(draw: st.DrawFn, whole: Formula, days: DateRange, names: tuple[str, ...]) -> Formula:
    """Draw what is recorded of a formula besides its rules."""
    elements = [_sourced(draw, element) for element in whole.elements]
    approval, marking = draw(st.none() | approvals(names)), draw(st.just("") | WORDS)
    more = evolve(whole, name=f"from {days.first}", elements=elements, in_force=days)
    return evolve(more, approval=approval, marking=marking, source=draw(SOURCES))


def _sourced(draw: st.DrawFn, element: Element | PricedElement) -> Element | PricedElement:
    if isinstance(element, Element):
        return evolve(element, basis=_agreed(draw, element.basis))
    return evolve(element, units=_agreed(draw, element.units), source=draw(SOURCES))


def _agreed(draw: st.DrawFn, basis: Basis) -> Basis:
    if isinstance(basis, Given):
        return evolve(basis, source=draw(SOURCES))
    if isinstance(basis, Blend):
        parts = [evolve(part, basis=_agreed(draw, part.basis)) for part in basis.parts]
        return evolve(basis, parts=parts)
    if isinstance(basis, Staged):
        groups = [evolve(group, basis=_agreed(draw, group.basis)) for group in basis.groups]
        return evolve(basis, groups=groups)
    if isinstance(basis, Tolerance):
        agreed, actual = (_agreed(draw, each) for each in basis.inner)
        return evolve(basis, agreed=agreed, actual=actual)
    if isinstance(basis, Phased):
        old, new = (_agreed(draw, each) for each in basis.inner)
        return evolve(basis, old=old, new=new)
    return basis


@st.composite
def with_issues(draw: st.DrawFn, whole: Model) -> Model:
    """Draw what was issued for some years, each reissue after the one before."""
    for year in draw(st.sets(st.integers(2010, 2015), max_size=2)):
        days = draw(st.sets(DAYS, max_size=3))
        for version, day in zip(("1", "=2", "A 3"), sorted(days), strict=False):
            issue = draw(one_issue(whole.partnership.names, FinancialYear(year), version, day))
            whole = whole.recorded(evolve(issue, agency=whole.partnership.agency))
    return whole


@st.composite
def worked_out_from(draw: st.DrawFn, year: FinancialYear) -> dict[str, Any]:
    """Draw the version of a budget and one or two formulas, or what somebody called them."""
    if draw(st.booleans()):
        return {"budget": draw(WORDS), "formula": draw(WORDS)}
    parts = year.days.split(*draw(st.sampled_from([(), (date(year.starts, 7, 1),)])))
    formulas = zip(("before, with (all)", "A 3"), parts, strict=False)
    return {"budget_version": draw(WORDS), "formulas": formulas}


def own_payments(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Money]]:
    """Draw what some partners pay into a reserve."""
    amounts = st.builds(Money.from_pence, st.integers(1, 10**9))
    return st.dictionaries(st.sampled_from(names), amounts, min_size=1)


def equally(partners: tuple[str, ...], names: list[str]) -> FrozenShares:
    """Return equal shares of all that was shared, and of each element."""
    shares = ByPartner.of(partners, [Fraction(1, len(partners))] * len(partners))
    return tuple((name, shares) for name in names)


@st.composite
def one_issue(
    draw: st.DrawFn, names: tuple[str, ...], year: FinancialYear, version: str, day: date
) -> Issued:
    """Draw an issue to some partners: charges and credits, whole or by element."""
    some = tuple(draw(st.lists(st.sampled_from(names), min_size=1, unique=True)))
    column = st.builds(ByPartner.of, st.just(some), st.tuples(*[POUNDS for _ in some]))
    parts = draw(st.lists(st.tuples(WORDS, column), max_size=2, unique_by=lambda part: part[0]))
    sums = [sum_of(amounts[name] for _, amounts in parts) for name in some]
    whole = ByPartner.of(some, sums) if parts else draw(column)
    decided = st.builds(Decision, st.sampled_from(names), st.just(day), WORDS, reference=WORDS)
    return Issued(
        "",
        year,
        version,
        day,
        contributions=whole,
        net=draw(st.just(whole) | column),
        host=draw(st.none() | st.sampled_from(names)),
        call=sum_of(whole.values()) + draw(POUNDS),
        **draw(worked_out_from(year)),
        elements=parts,
        sharing=draw(st.sampled_from([(), equally(some, ["", *(name for name, _ in parts)])])),
        observations=[
            Observation(each, name, "2009/10", draw(VALUES), draw(WORDS), day, draw(SOURCES))
            for each in draw(st.sets(WORDS, max_size=2))
            for name in some
        ],
        decision=draw(st.none() | decided),
        reason=draw(WORDS),
        source=draw(SOURCES),
        marking=draw(st.just("") | WORDS),
        priced=draw(column),
        own=draw(column),
        unit=draw(st.none() | st.just(Money("0.01"))),
        own_payments=draw(st.dictionaries(RESERVES, own_payments(some), max_size=2)),
    )


@st.composite
def published(draw: st.DrawFn, names: tuple[str, ...]) -> Published:
    """Draw what somebody published: pounds or a percentage, of a partner or of all."""
    amounts = st.builds(Money.from_pence, st.integers(-(10**12), 10**12))
    pounds = (amounts, st.builds(Money.from_pence, st.integers(1, 10**8)))
    shares = (
        st.builds(Rate.percent, st.integers(-(10**6), 10**6)),
        st.builds(PercentagePoints, st.fractions(0, 1)),
    )
    of_each = st.sampled_from(["", "contribution", "element/staffing", "own/additions"])
    partner = draw(st.sampled_from([*names, ""]))
    at = draw(of_each if partner else of_each | st.sampled_from(["call", "formula/x/weight"]))
    amount, unit = draw(st.sampled_from([pounds, shares]))
    figures: tuple[Any, Any] = (draw(amount), draw(unit))
    return Published(
        draw(st.builds(FinancialYear, st.integers(2015, 2024))),
        partner,
        *figures,
        what=draw(WORDS),
        is_contribution=draw(st.booleans()) if at in {"", "contribution"} else False,
        source=draw(PUBLISHED),
        at=at,
        said_on=draw(st.none() | DAYS),
        by_construction=draw(st.booleans()),
    )


@st.composite
def whole_models(draw: st.DrawFn) -> Model:
    """Draw a model of two years, each with a formula, and everything recorded around them."""
    whole = draw(models(with_limits=True))
    names = whole.partnership.names
    every = (*names, COMMAS)
    (budget,), (formula,) = whole.budgets, whole.formulas
    more = evolve(
        whole,
        partnership=draw(parties(names)),
        evidence=draw(evidences(whole.evidence, every)),
        budgets=[
            draw(budgets(budget, every)),
            draw(budgets(evolve(budget, year=FinancialYear(2022)), every)),
        ],
        formulas=[draw(formulas(formula, days, every)) for days in (BEFORE, AFTER)],
        published=draw(st.lists(published(every), max_size=2)),
    )
    return draw(with_issues(more))
