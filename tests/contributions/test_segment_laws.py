"""Years that are cut, against an oracle that goes through them day by day, and their laws."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from attrs import evolve
from hypothesis import event, example, given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget
from aimpartner.by import ByPartner
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.part_years import Partial
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.parties.partners import Joining
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.working.steps import Result, ResultKind
from aimpartner.year.segments import Segment
from builders import ALWAYS, YEAR, element, line, model, paid, partnership
from contributions.against_oracle import compared
from contributions.moving import WITHIN_YEAR, Moves, moves
from contributions.oracle import Oracle, at_bounds, nearest
from contributions.strategies import NAMES, held_now, lines, models, roundings
from drawn import drawn

CALM = drawn(50)
NOTHING = Fraction(0)


@st.composite
def sharing(draw: st.DrawFn, names: tuple[str, ...]) -> Basis:
    """Draw a basis that any of the partners can share by."""
    if draw(st.booleans()):
        return Measured("referrals", draw(st.integers(0, 3)))
    weights = draw(st.lists(st.integers(1, 60), min_size=len(names), max_size=len(names)))
    return Given(ByPartner.of(names, weights))


LISTED = PriceList("fees", [Price("2019-04-01", "34500"), Price("2021-10-01", "36000")])
"""A list whose price changes within the year."""


@st.composite
def fees(draw: st.DrawFn, names: tuple[str, ...]) -> list[PricedElement]:
    """Draw what is bought at a price, and at a price that changes within the year."""

    def units() -> Given:
        return Given(ByPartner.of(names, draw(st.permutations(range(len(names))))), "units")

    by_period = Periods([Period("2021-04-01", units()), Period("2021-10-01", units())])
    price = draw(st.sampled_from(["0.01", "31000"]))
    listed = PricedElement("listed", by_period, LISTED)
    return [PricedElement("bought", units(), price), listed][: draw(st.integers(0, 2))]


@st.composite
def settled(draw: st.DrawFn, *, with_limits: bool = False) -> Model:
    """Draw a model whose calls any of the partners can share; its formula may change in the year.

    Nothing is incurred by the last partner, which may not be there. Limits hold the year, or what
    one of its formulas does not share without any.
    """
    names = NAMES[: draw(st.integers(2, 4))]
    observations = [
        Observation("referrals", name, FinancialYear(year), Known(draw(st.integers(1, 60))))
        for year in range(2018, 2022)
        for name in names
    ]
    evidence = Evidence([Measure("referrals", unit="children")], observations)
    drawn_lines = draw(lines("pool", names[:-1])) + draw(lines("other", names[:-1]))
    days = [ALWAYS]
    if draw(st.booleans()):
        day = draw(WITHIN_YEAR)
        days = [DateRange("2010-04-01", day), DateRange(day + timedelta(days=1))]
    bought = draw(fees(names))
    rules = [
        Formula(
            f"from {each.first}",
            [
                Element("pool", ["pool"], draw(sharing(names))),
                *bought,
                Element("other", ["other"], draw(sharing(names))),
            ],
            each,
            draw(roundings(names, ("total",))),
        )
        for each in days
    ]
    whole = Model(partnership(names), evidence, [Budget(YEAR, drawn_lines)], rules)
    return draw(held(whole)) if with_limits else whole


@st.composite
def held(draw: st.DrawFn, whole: Model) -> Model:
    """Draw a limit on the year's sum of some elements, where their amounts have one sign."""
    calls = [Oracle(whole, YEAR).pool(pool) for pool in ("pool", "other")]
    if min(calls) < 0 < max(calls) or not any(calls):
        return whole
    *_, last = whole.formulas
    is_alike = len(whole.formulas) == 1 or draw(st.booleans())
    bought = tuple(element.name for element in last.bought)
    holds = draw(st.sampled_from([(), (), ("pool",), ("other", *bought * is_alike)]))
    amounts = held_now(Contributions.of(whole.facts(YEAR)), last, holds)
    if len({amount > 0 for amount in amounts.values() if amount}) != 1:
        return whole
    limit = evolve(draw(near(amounts)), elements=holds)
    seen = [
        Observation("contribution", name, "2020/21", Known(Fraction(int(amount), 100)))
        for name, amount in amounts.items()
    ]
    measures = [*whole.evidence.measures, Measure("contribution", unit="pounds")]
    evidence = Evidence(measures, [*whole.evidence.observations, *seen])
    without = () if is_alike else whole.formulas[: draw(st.integers(0, 1))]
    rules = [rule if rule in without else evolve(rule, limits=[limit]) for rule in whole.formulas]
    return evolve(whole, evidence=evidence, formulas=rules)


@st.composite
def near(draw: st.DrawFn, amounts: dict[str, Fraction]) -> Limit:
    """Draw a cap or a floor near some amounts: agreed, or a part of what was issued."""
    others = list(amounts)[:-1]
    bearers = draw(st.just(()) | st.sets(st.sampled_from(others), min_size=1).map(sorted))
    partial: Partial = draw(st.sampled_from(get_args(Partial)))
    parts = [Fraction(each, 100) for each in (0, 90, 98, 100, 105, 110, 200)]
    agreed = {name: Fraction(max(0, int(amount))) for name, amount in amounts.items()}
    of: Given | Measured = Given(agreed, "pence")
    of = draw(st.sampled_from([of, Measured("contribution")]))
    bound = Bound(of, draw(st.sampled_from(parts)))
    low, high = draw(st.sampled_from([(bound, None), (None, bound)]))
    return Limit("held", low, high, bearers, partial=partial)


def floored(unit: str, *elements: PricedElement) -> Model:
    """Return £96 shared by Ash and Birch with floors of £41 each, while Cedar may join."""
    names = ("Ash", "Birch", "Cedar")
    floor = Limit("floor", Bound(Given({"Ash": 4100, "Birch": 4100}, "pence")))
    whole = model([line("96")], [element(Given.equal(names)), *elements], names, (), Rounding(unit))
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[floor])])


def capped(partial: Partial) -> Model:
    """Return the same with a cap of £90 on what Cedar buys, and none that others meet."""
    whole = floored("0.01", PLACED)
    cap = Bound(Given({"Ash": 10000, "Birch": 10000, "Cedar": 9000}, "pence"))
    limit = Limit("cap", None, cap, elements=["staffing", "bought"], partial=partial)
    return evolve(whole, formulas=[evolve(whole.formulas[0], limits=[limit])])


JUNE = date(2021, 6, 1)
PLACED = PricedElement("bought", Given({"Ash": 0, "Birch": 0, "Cedar": 1}, "units"), "104")


@CALM
@given(settled(with_limits=True), moves())
@example(floored("10"), Moves(JUNE, "own addition", addition=104))
@example(floored("10", PLACED), Moves(JUNE, "next 1 April"))
@example(floored("10"), Moves(JUNE, "next 1 April"))  # Cedar pays nothing, not for floors either
@example(capped("as issued"), Moves(JUNE, "own addition", addition=945))
@example(capped("pro rata"), Moves(JUNE, "own addition", addition=945))
@example(capped("as issued"), Moves(JUNE, "next 1 April", date(2021, 11, 22), "own reduction"))
def test_a_year_that_is_cut_is_what_the_rules_words_say_of_it(whole: Model, moved: Moves) -> None:
    """Each day's part of the call is shared by those there; fees are whole; limits hold the sum."""
    verdict = compared(moved.of(whole))
    if verdict.refused:
        event("refused")
    assert not verdict.differences


@pytest.mark.parametrize(
    ("whole", "moved"),
    [
        (floored("10"), Moves(JUNE, "own addition", addition=104)),
        (floored("10", PLACED), Moves(JUNE, "next 1 April")),
    ],
)
def test_who_shares_in_nothing_has_no_bound_of_a_limit(whole: Model, moved: Moves) -> None:
    """£48 and £48 with floors of £41, beside £104: £50, £50 and £100 keep both."""
    result = paid(moved.of(whole))
    assert [str(each.amount) for each in result] == ["£50.00", "£50.00", "£100.00"]
    assert not [each for each in result.notices if each.subject == "limits"]


@pytest.mark.parametrize(
    ("partial", "amounts"),
    [
        ("as issued", ["£55.00", "£55.00", "£1,035.00"]),  # £14 of £104 are borne by the others
        ("pro rata", ["£48.00", "£48.00", "£1,049.00"]),
        ("full-year equivalent", ["£48.00", "£48.00", "£1,049.00"]),
        ("not bound", ["£48.00", "£48.00", "£1,049.00"]),
    ],
)
def test_who_only_buys_what_a_limit_holds_is_bound_by_an_amount_as_it_stands(
    partial: Partial, amounts: list[str]
) -> None:
    """Cedar shares in no part of the year, so no part of a bound is its own; it adds £945."""
    result = paid(Moves(JUNE, "own addition", addition=945).of(capped(partial)))
    assert [str(each.amount) for each in result] == amounts


@CALM
@given(settled(), moves())
def test_fees_are_units_at_the_listed_price_whatever_the_membership(
    whole: Model, moved: Moves
) -> None:
    """Who joins or leaves, and when, and with what effect, changes nobody's fees."""
    stays, left = paid(whole), paid(moved.of(whole))
    for name in ("bought", "listed"):
        if name in {element.name for element in whole.formulas[0].bought}:
            charged = dict.fromkeys(stays.partners, NOTHING)
            charged |= zip(left.partners, left.column("element", name), strict=True)
            assert tuple(charged.values()) == stays.column("element", name)


@CALM
@given(settled(with_limits=True), moves())
def test_limits_hold_the_sum_of_the_year(whole: Model, moved: Moves) -> None:
    """Nobody pays more for what a limit holds than its bound for the year, in whatever parts."""
    whole = moved.of(whole)
    oracle = Oracle(whole, YEAR)
    try:
        result = paid(whole)
    except ApportionmentError:
        return
    limits = whole.formulas[-1].limits
    if limits and len(oracle.parts()) == 1:
        held = held_now(result, result.facts.formula, limits[-1].elements)
        lower, upper = (
            oracle.bound(of, limits[-1], oracle.stretches)
            for of in (limits[-1].lower, limits[-1].upper)
        )
        assert at_bounds(held, lower, upper) == held


@CALM
@given(models(with_limits=True), WITHIN_YEAR)
def test_a_cut_at_which_nothing_changes_changes_nothing(whole: Model, day: date) -> None:
    """A cut at which nothing changes changes nothing: every rule, fees, limits and rounding too."""
    facts = whole.facts(YEAR)
    (only,) = facts.division.segments
    cut = []
    for days in YEAR.days.split(day):
        part = Fraction(days.count, YEAR.days.count)
        cut.append(Segment(days, part, only.present, only.formula))
    forced = Contributions.of(evolve(facts, division=evolve(facts.division, segments=cut)))
    assert [(e.exact, e.amount, e.net) for e in forced] == [
        (e.exact, e.amount, e.net) for e in Contributions.of(facts)
    ]


@CALM
@given(settled(), st.sampled_from(["reshare", "own addition", "next 1 April"]))
def test_a_joiner_on_the_first_day_and_a_leaver_on_the_last_are_partners_of_the_whole_year(
    whole: Model, joining: Joining
) -> None:
    """On 1 April and 31 March nothing happens within the year."""
    there = [each.amount for each in paid(whole)]
    assert [each.amount for each in paid(Moves(YEAR.first, joining).of(whole))] == there
    for leaving in ("reshare", "own reduction"):
        left = Moves(last=YEAR.last, leaving=leaving)
        assert [each.amount for each in paid(left.of(whole))] == there


@CALM
@given(settled(), moves())
def test_additions_and_reductions_keep_the_sum(whole: Model, moved: Moves) -> None:
    """Call + additions − reductions = contributions + residual; what is shared is the budget's."""
    result = paid(moved.of(whole))
    besides = [
        sum(result.worked.column(at), NOTHING) for each, at in result.working.results if each.is_own
    ]
    oracle = Oracle(evolve(whole, formulas=whole.formulas[:1]), YEAR)
    for pool in ("pool", "other"):
        assert sum(result.column("element", pool)) == oracle.pool(pool)
    fees = [sum(result.column("element", of.name)) for of in whole.formulas[0].bought]
    call = oracle.pool("pool") + oracle.pool("other") + sum(fees, NOTHING)
    assert nearest(call + sum(besides, NOTHING)) == result.call.pence
    assert sum(e.amount.pence for e in result) + result.residual.pence == result.call.pence


@CALM
@given(settled(), moves())
def test_an_issue_tells_what_was_bought_and_what_is_own_whatever_the_unit(
    whole: Model, moved: Moves
) -> None:
    """With the budget's call they are the call, and nobody's is a penny off."""
    result = paid(moved.of(whole))
    issued = result.issue("2021-03-26")
    priced, own = issued.beside_the_budget
    assert result.facts.budget.call() + priced + own == issued.call
    assert issued.unit == result.facts.formula.rounding.unit
    besides = [each for each, _ in result.working.results if each.is_own]
    fees = [Result(ResultKind.ELEMENT, of.name) for of in whole.formulas[0].bought]
    for column, parts in ((issued.priced, fees), (issued.own, besides)):
        exact = [result.worked.result(each.kind, each.name) for each in parts]
        for place, partner in enumerate(issued.partners):
            amount = sum((each[place] for each in exact), NOTHING)
            assert abs(column[partner].pence - amount) < 1


@CALM
@given(settled(), moves())
def test_the_order_of_partners_changes_no_exact_amount(whole: Model, moved: Moves) -> None:
    """The order of input changes nothing but the stated tie-break."""
    whole = moved.of(whole)
    turned = evolve(
        whole, partnership=evolve(whole.partnership, partners=whole.partnership.partners[::-1])
    )
    one, other = ({e.partner: e.exact for e in paid(each)} for each in (whole, turned))
    assert one == other
