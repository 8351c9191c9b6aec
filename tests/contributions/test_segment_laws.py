"""Years that are cut, against an oracle that goes through them day by day, and their laws."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve, frozen
from hypothesis import assume, given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget
from aimpartner.by import ByPartner
from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element, PricedElement
from aimpartner.formula.formula import Formula
from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Joining, Leaving, Membership, Partner
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.working.steps import Result, ResultKind
from aimpartner.year.segments import Segment
from builders import ALWAYS, YEAR, paid, partnership
from contributions.oracle import Oracle, nearest
from contributions.strategies import NAMES, lines, models, roundings
from contributions.whole_units_oracle import Shares
from drawn import drawn

CALM = drawn(50)
DAYS = st.dates(date(2021, 4, 2), date(2022, 3, 30))
NOTHING = Fraction(0)


@frozen
class Moves:
    """When the last partner joins and leaves in the year, and with what effect."""

    first: date | None = None
    joining: Joining = "reshare"
    last: date | None = None
    leaving: Leaving = "reshare"
    addition: int = 0

    def of(self, whole: Model) -> Model:
        """Return the model with the moves."""
        *others, mover = whole.partnership.partners
        days = DateRange(self.first or ALWAYS.first, self.last)
        own = str(self.addition) if self.first and self.joining == "own addition" else None
        spell = Membership(
            days,
            self.joining if self.first else "",
            self.leaving if self.last else "",
            addition=own,
        )
        partners = [*others, Partner(mover.name, Authority("body"), spell)]
        return evolve(whole, partnership=evolve(whole.partnership, partners=partners))


@st.composite
def moves(draw: st.DrawFn) -> Moves:
    """Draw a joiner, a leaver, or both in this order."""
    first, last = draw(st.sampled_from([(1, 0), (0, 1), (1, 1)]))
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    joining: Joining = draw(st.sampled_from(["reshare", "own addition", "next 1 April"]))
    shares = not first or joining != "own addition"  # who shares nothing cannot leave by reshare
    effects: list[Leaving] = ["own reduction", "next 1 April", "reshare"]
    return Moves(
        days[0] if first else None,
        joining,
        days[1] if last else None,
        draw(st.sampled_from(effects if shares else effects[:2])),
        draw(st.integers(0, 1000)),
    )


@st.composite
def sharing(draw: st.DrawFn, names: tuple[str, ...]) -> Basis:
    """Draw a basis that any of the partners can share by."""
    if draw(st.booleans()):
        return Measured("referrals", draw(st.integers(0, 3)))
    weights = draw(st.lists(st.integers(1, 60), min_size=len(names), max_size=len(names)))
    return Given(ByPartner.of(names, weights))


@st.composite
def settled(draw: st.DrawFn) -> Model:
    """Draw a model whose calls any of the partners can share; its formula may change in the year.

    Nothing is incurred by the last partner, which may not be there.
    """
    names = NAMES[: draw(st.integers(2, 4))]
    observations = [
        Observation("referrals", name, FinancialYear(year), Known(draw(st.integers(1, 60))))
        for year in range(2018, 2022)
        for name in names
    ]
    evidence = Evidence([Measure("referrals", unit="children")], observations)
    drawn_lines = draw(lines("pool", names[:-1])) + draw(lines("other", names[:-1]))
    units = Given(ByPartner.of(names, draw(st.permutations(range(len(names))))), "units")
    days = [ALWAYS]
    if draw(st.booleans()):
        day = draw(DAYS)
        days = [DateRange("2010-04-01", day), DateRange(day + timedelta(days=1))]
    rules = [
        Formula(
            f"from {each.first}",
            [
                Element("pool", ["pool"], draw(sharing(names))),
                PricedElement("bought", units, draw(st.sampled_from(["0.01", "31000"]))),
                Element("other", ["other"], draw(sharing(names))),
            ],
            each,
            draw(roundings(names, ("total",))),
        )
        for each in days
    ]
    return Model(partnership(names), evidence, [Budget(YEAR, drawn_lines)], rules)


def by_day(whole: Model, moved: Moves) -> Shares:
    """What each pays, from the words of the rules: each day's part, among those who share then."""
    names = whole.partnership.names
    mover = names[-1]
    amounts = dict.fromkeys(names, NOTHING)
    for day in YEAR.days:
        rule = next(each for each in whole.formulas if day in each.in_force)
        present = names if _shares_on(day, moved) else names[:-1]
        for name, amount in _of_a_day(whole, rule, present).items():
            amounts[name] += amount / YEAR.days.count
    if moved.first and moved.joining == "own addition":
        amounts[mover] += moved.addition * 100
    if moved.last and moved.leaving == "own reduction":
        begun = moved.first or YEAR.first
        stays, rest = (DateRange(begun, last).count for last in (moved.last, YEAR.last))
        amounts[mover] = amounts[mover] * stays / rest
    return amounts


def _shares_on(day: date, moved: Moves) -> bool:
    if moved.first and (day < moved.first or moved.joining != "reshare"):
        return False
    return not (moved.last and day > moved.last and moved.leaving == "reshare")


_SEEN: dict[tuple[int, int, int], Shares] = {}


def _of_a_day(whole: Model, rule: Formula, present: tuple[str, ...]) -> Shares:
    """A whole year's amounts by a formula among some; the same for each day that is alike."""
    key = (id(whole), id(rule), len(present))
    if key not in _SEEN:
        oracle = Oracle(evolve(whole, formulas=[rule]), YEAR)
        amounts = dict.fromkeys(present, NOTHING)
        for element in oracle.formula.elements:
            if isinstance(element, Element):
                call = sum(map(oracle.pool, element.pools))
                taken = {
                    name: share * call
                    for name, share in oracle.shares(element.basis, present).items()
                }
            else:
                units, price = oracle.units(element), oracle.price(element)
                taken = {name: units[name] * price for name in present}
            for name, amount in taken.items():
                amounts[name] += amount
        _SEEN[key] = amounts
    return _SEEN[key]


@CALM
@given(settled(), moves())
def test_each_days_part_of_the_call_is_shared_among_those_present(
    whole: Model, moved: Moves
) -> None:
    """A joiner or leaver states its effect; priced units and the call are pro rata."""
    _SEEN.clear()
    result = paid(moved.of(whole))
    expected = by_day(whole, moved)
    assert {each.partner: each.exact for each in result} == {
        name: amount for name, amount in expected.items() if name in result.partners
    }
    assert not any(amount for name, amount in expected.items() if name not in result.partners)
    amounts = sum(each.amount.pence for each in result)
    assert amounts + result.residual.pence == result.call.pence


@CALM
@given(models(with_limits=True), DAYS)
def test_a_cut_at_which_nothing_changes_changes_nothing(whole: Model, day: date) -> None:
    """A cut at which nothing changes changes nothing: every rule, limits and rounding too.

    A list with another price on the day of the cut is a change.
    """
    facts = whole.facts(YEAR)
    assume(all(each.on(day) == each.on(YEAR.first) for each in facts.formula.price_lists))
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
    call = oracle.pool("pool") + oracle.pool("other") + sum(result.column("element", "bought"))
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
    bought = Result(ResultKind.ELEMENT, "bought")
    for column, parts in ((issued.priced, [bought]), (issued.own, besides)):
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
