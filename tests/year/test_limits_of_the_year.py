"""A limit on the year: its sum, what it holds, what it compares with, who bears the difference."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import ApportionmentError, EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Observation
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.part_years import Partial
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.periods import DateRange
from aimpartner.scenarios.changes import Set
from aimpartner.settlement.outturn import Actual, Outturn
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.sources import Source
from builders import YEAR, counted, element, line, model, paid
from faults import caught, said

THREE = ("Ash", "Birch", "Cedar")
EQUAL = Given.equal(THREE)
LAST = Measured("contribution")
ALWAYS = DateRange("2010-04-01")
JOINS = Membership(DateRange("2021-10-01"), "reshare")
LEAVES = Membership(DateRange("2010-04-01", "2021-09-30"), leaving="reshare")
EARLY = Membership(DateRange("2020-10-01"), "reshare")
HALF, REST = Fraction(183, 365), Fraction(182, 365)


def agreed(**pounds: int) -> Given:
    return Given({name: amount * 100 for name, amount in pounds.items()}, "pence")


def agency(
    *limits: Limit,
    cedar: Membership | None = None,
    last: dict[str, int] | None = None,
    more: tuple[PricedElement, ...] = (),
    measure: str = "contribution",
) -> Model:
    """Return three that share £365 and £730 equally, Cedar with its spell, held by the limits."""
    shared = (element(EQUAL), element(EQUAL, ["premises"]))
    elements: list[Element | PricedElement] = [*shared, *more]
    whole = model([line("365"), line("730", "premises")], elements, THREE)
    partners = [*whole.partnership.partners[:2]]
    partners.append(Partner("Cedar", Authority("Cedar"), cedar or Membership(ALWAYS)))
    seen = counted(measure, dict(last or {}))
    (rule,) = whole.formulas
    return evolve(
        whole,
        partnership=evolve(whole.partnership, partners=partners),
        evidence=Evidence([Measure(measure, unit="pounds")], seen),
        formulas=[evolve(rule, limits=limits)],
    )


def pounds(whole: Model) -> dict[str, Fraction]:
    return {each.partner: each.exact / 100 for each in paid(whole)}


# ---- the year's sum, and who bears the difference ------------------------------------------------


def test_a_limit_holds_the_years_sum_and_a_joiner_of_the_year_bears_too() -> None:
    """£3 a day: Ash's is 183 × 1.5 + 182 = £456.50; £56.50 go to Birch and Cedar as 456.5 : 182."""
    cap = Limit("cap", upper=Bound(agreed(Ash=400)))
    result = pounds(agency(cap, cedar=JOINS))
    scale = 1 + Fraction("56.5") / Fraction("638.5")
    assert result == {
        "Ash": 400,
        "Birch": Fraction("456.5") * scale,
        "Cedar": 182 * scale,
    }


def test_a_leaver_bears_nothing_that_its_going_puts_on_the_others_unless_it_is_named() -> None:
    """Cedar's £183 stays; named among the bearers it bears as 456 : 183."""
    cap = Limit("cap", upper=Bound(agreed(Ash=400)))
    assert pounds(agency(cap, cedar=LEAVES)) == {"Ash": 400, "Birch": 512, "Cedar": 183}
    named = evolve(cap, bearers=["Birch", "Cedar"])
    cedar = 183 + 56 * Fraction(183, 456 + 183)
    assert pounds(agency(named, cedar=LEAVES))["Cedar"] == cedar


def test_a_bearer_may_share_in_a_part_of_the_year_alone() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=400)), bearers=["Cedar"])
    assert pounds(agency(cap, cedar=JOINS))["Cedar"] == 182 + Fraction("56.5")


def test_a_limit_that_cannot_hold_the_year_is_refused_by_its_sum() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=1, Birch=1, Cedar=1)), partial="as issued")
    fault = caught(ApportionmentError, paid, agency(cap, cedar=JOINS))
    assert fault.rule == "leave room for the total of £1,095.00"


@pytest.mark.parametrize("scaling", ["amounts", "excess"])
def test_a_limit_without_room_says_who_stays_at_what_and_whose_bounds_leave_no_more(
    scaling: Scaling,
) -> None:
    """Cedar is gone and stays at £183 of £1,095; Ash and Birch may pay £200 and £300."""
    caps = Bound(agreed(Ash=200, Birch=300, Cedar=900))
    cap = Limit("cap", upper=caps, partial="as issued", scaling=scaling)
    fault = caught(ApportionmentError, paid, agency(cap, cedar=LEAVES))
    assert fault.rule == "leave room for the total of £1,095.00"
    stays = "of which Cedar stays at £183.00, and the upper bounds of Ash, Birch leave £500.00"
    assert fault.got == f"at most £683.00, {stays}"
    floors = evolve(cap, lower=Bound(agreed(Ash=600, Birch=500, Cedar=0)), upper=None)
    fault = caught(ApportionmentError, paid, agency(floors, cedar=LEAVES))
    stays = "of which Cedar stays at £183.00, and the lower bounds of Ash, Birch need £1,100.00"
    assert fault.got == f"at least £1,283.00, {stays}"


def test_a_limit_whose_bearers_have_nothing_to_bear_with_says_that_all_stay() -> None:
    """Nobody is left that could bear what the cap takes off Ash: Cedar shares in nothing there."""
    cap = Limit("cap", upper=Bound(agreed(Ash=100)), bearers=["Cedar"])
    whole = agency(cap)
    (rule,) = whole.formulas
    nothing = Given({"Ash": 1, "Birch": 1, "Cedar": 0})
    shared = [element(nothing), element(nothing, ["premises"])]
    held = evolve(whole, formulas=[evolve(rule, elements=shared)])
    fault = caught(ApportionmentError, paid, held)
    stays = "of which Ash stays at £100.00, Birch stays at £547.50"
    assert fault.got == f"at most £647.50, {stays}"


# ---- a partner that shares, or shared, in a part of a year ---------------------------------------


@pytest.mark.parametrize(
    ("partial", "cedar"),
    [
        ("full-year equivalent", 100),
        ("pro rata", 100 * HALF),
        ("as issued", 100),
        ("not bound", 183),
    ],
)
def test_a_leaver_is_bound_as_the_limit_states(partial: Partial, cedar: Fraction) -> None:
    """Cedar's part is £183 for 183 of 365 days, its cap £100 for a full year."""
    cap = Limit("cap", upper=Bound(agreed(Cedar=100)), partial=partial)
    assert pounds(agency(cap, cedar=LEAVES))["Cedar"] == cedar


@pytest.mark.parametrize(
    ("partial", "cedar"),
    [
        ("full-year equivalent", 182 / REST),
        ("pro rata", 182 / REST),
        ("as issued", 182),
        ("not bound", 365),
    ],
)
def test_one_that_shared_in_a_part_of_last_year_is_bound_as_the_limit_states(
    partial: Partial, cedar: Fraction
) -> None:
    """It was issued £182 for 182 of 365 days: a full year's is £365."""
    cap = Limit("cap", upper=Bound(LAST), bearers=["Ash"], partial=partial)
    last = {"Ash": 9999, "Birch": 9999, "Cedar": 182}
    assert pounds(agency(cap, cedar=EARLY, last=last))["Cedar"] == cedar


def test_one_that_shared_in_a_part_of_both_years_is_bound_pro_rata_to_both() -> None:
    """£100 for 182 of 365 days; it leaves after 183 of 365: at most 100 × 183/182."""
    spell = Membership(DateRange("2020-10-01", "2021-09-30"), "reshare", "reshare")
    cap = Limit("cap", upper=Bound(LAST), partial="pro rata")
    last = {"Ash": 9999, "Birch": 9999, "Cedar": 100}
    assert pounds(agency(cap, cedar=spell, last=last))["Cedar"] == Fraction(100 * 183, 182)
    full = evolve(cap, partial="full-year equivalent")
    assert pounds(agency(full, cedar=spell, last=last))["Cedar"] == 183  # below its 100 × 365/182


@pytest.mark.parametrize(
    ("partial", "cedar"),
    [("full-year equivalent", 100), ("pro rata", 100), ("as issued", 60), ("not bound", 100)],
)
def test_one_that_shares_in_nothing_of_the_year_is_bound_by_an_amount_as_issued_alone(
    partial: Partial, cedar: int
) -> None:
    """Cedar joins by £5 of its own and buys for £100: it shares in no part of this year."""
    waits = Membership(DateRange("2021-10-01"), "own addition", addition="5")
    places = PricedElement("places", Given({"Ash": 0, "Birch": 0, "Cedar": 1}, "units"), "100")
    held = ["staffing", "places"]
    cap = Limit("cap", upper=Bound(agreed(Cedar=60)), elements=held, partial=partial)
    assert pounds(agency(cap, cedar=waits, more=(places,)))["Cedar"] == cedar + 5
    unstated = agency(evolve(cap, partial=None), cedar=waits, more=(places,))
    assert caught(ModelError, paid, unstated).rule.startswith("state by what Cedar is bound")


@pytest.mark.parametrize(
    ("partial", "cedar"),
    [("full-year equivalent", 365), ("pro rata", 365), ("as issued", 60), ("not bound", 365)],
)
def test_one_that_shared_in_nothing_of_last_year_is_bound_by_an_amount_as_issued_alone(
    partial: Partial, cedar: int
) -> None:
    """Cedar joined in October 2020 by £60 of its own, and shares from April."""
    spell = Membership(DateRange("2020-10-01"), "own addition", addition="60")
    cap = Limit("cap", upper=Bound(LAST), bearers=["Ash"], partial=partial)
    last = {"Ash": 9999, "Birch": 9999, "Cedar": 60}
    assert pounds(agency(cap, cedar=spell, last=last))["Cedar"] == cedar


@pytest.mark.parametrize("side", ["lower", "upper"])
@pytest.mark.parametrize("spell", [LEAVES, JOINS, EARLY])
def test_a_bound_that_is_needed_and_not_stated_is_refused_with_the_ways_out(
    side: str, spell: Membership
) -> None:
    bound = Bound(LAST if spell is EARLY else agreed(Cedar=100))
    lower, upper = (bound if side == each else None for each in ("lower", "upper"))
    limit = Limit("held", lower, upper)
    last = {"Ash": 400, "Birch": 400, "Cedar": 180}
    fault = caught(ModelError, paid, agency(limit, cedar=spell, last=last))
    assert fault.subject == f"The {side} bound of limit held in 2021/22 by the formula formula"
    assert fault.rule.startswith("state by what Cedar is bound")
    assert fault.remedy == (
        "State as partial one of: full-year equivalent, pro rata, as issued, not bound."
    )


def test_nothing_is_asked_where_nobody_bound_shares_in_part() -> None:
    limit = Limit("held", upper=Bound(agreed(Ash=400)))
    whole = agency(limit, cedar=LEAVES)
    assert pounds(whole)["Ash"] == 400
    (rule,) = whole.formulas
    uncut = agency(evolve(limit, upper=Bound(agreed(Cedar=100))), cedar=LEAVES)
    none = evolve(uncut, formulas=[evolve(uncut.formulas[0], proration="none")])
    assert pounds(none)["Cedar"] == 100
    assert rule.proration == "days"


def test_last_year_is_prorated_by_the_formula_that_was_in_force_then() -> None:
    """Six of twelve months then, whatever the days now: £183 is £366 for a full year."""
    cap = Limit("cap", upper=Bound(LAST), partial="full-year equivalent", bearers=["Ash"])
    whole = agency(cap, cedar=EARLY, last={"Ash": 9999, "Birch": 9999, "Cedar": 180})
    (rule,) = whole.formulas
    now = evolve(rule, in_force=DateRange("2021-04-01"))
    then = evolve(rule, name="then", in_force=DateRange("2010-04-01", "2021-03-31"))
    by_months = evolve(whole, formulas=[evolve(then, proration="months"), now])
    assert pounds(by_months)["Cedar"] == 360
    by_days = evolve(whole, formulas=[then, now])
    assert pounds(by_days)["Cedar"] == 180 / REST


def test_one_that_shared_in_nothing_of_last_year_is_not_bound_by_it() -> None:
    """It paid £50 of its own until April: that is no contribution to what was shared."""
    own = Membership(DateRange("2020-10-01"), "own addition", addition="50")
    cap = Limit("cap", upper=Bound(LAST), partial="pro rata")
    last = {"Ash": 300, "Birch": 9999, "Cedar": 50}
    result = paid(agency(cap, cedar=own, last=last))
    assert result["Cedar"].exact / 100 == 365 + Fraction(65, 2)
    words = "does not bind Cedar: no share in the call of 2020/21."
    assert any(words in str(each) for each in result.notices)
    later = Membership(DateRange("2020-10-01"), "next 1 April")
    without = {name: last[name] for name in ("Ash", "Birch")}
    new = paid(agency(evolve(cap, partial=None), cedar=later, last=without))
    assert new["Cedar"].exact == result["Cedar"].exact
    assert any("does not bind Cedar" in str(each) for each in new.notices)


def test_an_excess_over_a_bound_needs_everyone_bound() -> None:
    floor = Limit("floor", Bound(agreed(Ash=1, Birch=1, Cedar=1)), scaling="excess")
    bound = agency(evolve(floor, partial="pro rata"), cedar=LEAVES)
    assert sum(pounds(bound).values()) == 1095
    fault = caught(ModelError, paid, agency(evolve(floor, partial="not bound"), cedar=LEAVES))
    assert fault.rule == "bind Cedar, for the limit scales the excess over it"


# ---- what a limit holds --------------------------------------------------------------------------

PLACES = PricedElement("places", Given({"Ash": 1, "Birch": 0, "Cedar": 0}, "units"), "100")


def test_a_limit_holds_all_that_is_shared_and_nothing_that_is_bought() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=365)))
    assert pounds(agency(cap, more=(PLACES,))) == {"Ash": 465, "Birch": 365, "Cedar": 365}


def test_a_limit_may_name_what_it_holds_fees_among_it() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=100)), elements=["staffing"])
    result = paid(agency(cap, more=(PLACES,)))
    change = Fraction(36500, 3) - 10000
    assert result.column("limit", "cap") == (-change, change / 2, change / 2)
    every = evolve(cap, elements=["staffing", "premises", "places"], upper=Bound(agreed(Ash=365)))
    assert pounds(agency(every, more=(PLACES,)))["Ash"] == 365
    assert cap.in_words(YEAR) == (
        "cap: at most £100.00 for Ash for staffing; the difference is borne by everyone, in "
        "proportion to their amounts."
    )


def test_a_limit_on_fees_does_not_bind_a_buyer_that_shares_in_nothing_unless_it_says_so() -> None:
    """Cedar joins by an own addition and buys for £100 before it shares."""
    joins = Membership(DateRange("2021-10-01"), "own addition", addition="30")
    places = PricedElement("places", Given({"Ash": 2, "Birch": 0, "Cedar": 1}, "units"), "100")
    bound = Bound(agreed(Ash=150, Cedar=60))
    cap = Limit("cap", upper=bound, elements=["places"], bearers=["Birch"], partial="pro rata")
    floor = Limit("least", Bound(agreed(Birch=50)), elements=["places"], bearers=["Ash"])
    result = paid(agency(floor, cedar=joins, more=(places,)))
    assert [*result.column("limit", "least")] == [-5000, 5000, 0]
    both = agency(floor, evolve(cap, elements=["places"]), cedar=joins, more=(places,))
    assert [*paid(both).column("limit", "cap")] == [0, 0, 0]
    as_agreed = agency(floor, evolve(cap, partial="as issued"), cedar=joins, more=(places,))
    assert [*paid(as_agreed).column("limit", "cap")] == [0, 4000, -4000]


def test_an_own_reduction_takes_nothing_off_fees_that_a_limit_holds_beside_what_is_shared() -> None:
    """Cedar shares £365 for 183 of 365 days, £183, and buys for £100, all of it held together."""
    leaves = Membership(DateRange("2010-04-01", "2021-09-30"), leaving="own reduction")
    places = PricedElement("places", Given({"Ash": 0, "Birch": 0, "Cedar": 1}, "units"), "100")
    cap = Limit("cap", upper=Bound(agreed(Ash=9999)), elements=["staffing", "premises", "places"])
    assert pounds(agency(cap, cedar=leaves, more=(places,)))["Cedar"] == 283
    alone = evolve(cap, elements=["places"])
    assert pounds(agency(alone, cedar=leaves, more=(places,)))["Cedar"] == 283


def test_an_own_reduction_takes_nothing_off_fees_as_a_limit_on_them_leaves_them() -> None:
    """Cedar bears £100 of Ash's fees: £365 × 183/365 + £200, also where a later limit is idle.

    Such a limit made it £465 × 183/365 + £100, which is £333.14.
    """
    leaves = Membership(DateRange("2010-04-01", "2021-09-30"), leaving="own reduction")
    places = PricedElement("places", Given({"Ash": 3, "Birch": 0, "Cedar": 1}, "units"), "100")
    on_fees = Limit("fees", upper=Bound(agreed(Ash=200)), elements=["places"], partial="as issued")
    names = ["staffing", "premises", "places"]
    on_all = Limit("all", upper=Bound(agreed(Ash=9000)), elements=names, partial="as issued")
    for limits in ([on_fees], [on_fees, on_all]):
        whole = agency(*limits, cedar=leaves, more=(places,))
        assert pounds(whole) == {"Ash": 565, "Birch": 365, "Cedar": 383}


def test_limits_on_elements_and_on_their_sum_hold_one_after_another() -> None:
    """Staffing is held to £100, then all of Ash's to £300: it began with £365."""
    staffing = Limit("staffing cap", upper=Bound(agreed(Ash=100)), elements=["staffing"])
    premises = Limit("other cap", upper=Bound(agreed(Birch=200)), elements=["premises"])
    whole = Limit("cap", upper=Bound(agreed(Ash=300)))
    result = paid(agency(staffing, premises, whole))
    assert result["Ash"].exact == 30000
    held = sum(result.column("limit", limit)[0] for limit in ("staffing cap", "other cap", "cap"))
    assert held == 30000 - 36500
    assert result.by_element().total("limit/cap").pence == 0


@pytest.mark.parametrize(
    ("elements", "rule", "got"),
    [
        (["nothing"], "hold elements of it: staffing, premises", "nothing"),
        (
            ["staffing"],
            "hold all elements of the earlier limit first, or none of them",
            "staffing",
        ),
    ],
)
def test_what_a_limit_cannot_hold_is_refused(elements: list[str], rule: str, got: str) -> None:
    first = Limit("first", upper=Bound(agreed(Ash=100)))
    fault = caught(ModelError, agency, first, evolve(first, name="cap", elements=elements))
    assert said(fault) == ("Limit cap of the formula formula", rule, got)
    assert ("come first" in fault.remedy) is (got == "staffing")


def test_a_limit_without_anything_shared_is_refused() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=100)))
    fault = caught(ModelError, Formula, "fees alone", [PLACES], ALWAYS, limits=[cap])
    assert fault.rule == "hold an element that is shared"
    assert fault.remedy == "Name the elements that it holds."


def test_an_element_named_twice_and_an_unknown_bound_of_a_part_are_refused() -> None:
    cap = Limit("cap", upper=Bound(agreed(Ash=100)))
    fault = caught(ModelError, evolve, cap, elements=["staffing", "staffing"])
    assert said(fault) == ("Elements of limit cap", "name each element once", "staffing (2 times)")
    fault_ = caught(InvalidValueError, evolve, cap, partial="a half")
    assert "full-year equivalent" in str(fault_)


# ---- what it compares with -----------------------------------------------------------------------


def issued(*limits: Limit, then: tuple[Limit, ...] = (), fees: bool = True) -> Model:
    """Return the agency with last year's issue, in which Ash bought for £100 beside its £365."""
    before = agency(*then, more=(PLACES,) * fees)
    budget = evolve(before.budgets[0], year="2020/21")
    last = evolve(before, budgets=[budget], evidence=Evidence())
    issue = Contributions.of(last.facts("2020/21")).issue("2020-03-26")
    (rule,) = before.formulas
    old = evolve(rule, in_force=DateRange("2010-04-01", "2021-03-31"))
    new = evolve(rule, name="new", in_force=DateRange("2021-04-01"), limits=limits)
    return evolve(before, evidence=Evidence(), formulas=[old, new]).recorded(issue)


def bounds(whole: Model, name: str = "cap/upper") -> list[str]:
    """Return the bounds of the year's cap, in pounds."""
    result = paid(whole)
    (at,) = (at for at, step in enumerate(result.working.steps) if step.words == name)
    return [f"{float(pence / 100):.2f}" for pence in result.worked.column(at)]


CAP = Limit("cap", upper=Bound(LAST, "200 %"))


def doubts(whole: Model) -> str:
    return " ".join(str(notice) for notice in paid(whole).notices)


def test_a_limit_compares_with_what_was_issued_of_what_is_shared() -> None:
    whole = issued(CAP)
    assert bounds(whole) == ["730.00"] * 3
    assert "compares" not in doubts(whole)
    assert paid(whole)["Ash"].last_year == paid(whole)["Ash"].amount
    (read,) = {step.at for step in paid(whole).working.inputs if "contribution" in step.at}
    assert read == "evidence/shared contribution/*/2020-21"


def test_a_limit_on_named_elements_compares_with_what_was_issued_of_them() -> None:
    """£121.66, .67 and .67 for staffing; what a limit on it alone changed counts."""
    named = evolve(CAP, elements=["staffing"])
    assert bounds(issued(named)) == ["243.32", "243.34", "243.34"]
    held = Limit("then", upper=Bound(agreed(Ash=100)), elements=["staffing"])
    assert bounds(issued(named, then=(held,)))[0] == "200.00"
    all_held = Limit("then", upper=Bound(agreed(Ash=300)))
    assert bounds(issued(named, then=(all_held,)))[0] == "243.32"
    both = evolve(CAP, elements=["staffing", "premises"])
    assert bounds(issued(both, then=(all_held,)))[0] == "600.00"


def test_an_issue_that_tells_of_none_of_the_elements_is_compared_as_a_whole() -> None:
    whole = issued(evolve(CAP, elements=["staffing"]))
    (issue,) = whole.issued
    plain = evolve(whole, issued=[evolve(issue, elements=[])])
    assert bounds(plain)[0] == "930.00"
    assert 'as the measure "contribution to staffing", in pounds' in doubts(plain)
    assert "compares staffing with the whole contribution issued for 2020/21" in doubts(plain)


def test_an_issue_of_shared_amounts_alone_is_read_at_its_usual_address() -> None:
    whole = issued(CAP, fees=False)
    (read,) = {step.at for step in paid(whole).working.inputs if "contribution" in step.at}
    assert read == "evidence/contribution/*/2020-21"
    assert "compares" not in doubts(whole)
    changed = Set("evidence/contribution/Ash/2020-21", 500).applied(whole)
    assert bounds(changed)[0] == "1000.00"
    part = Set("evidence/shared contribution/Ash/2020-21", 500).applied(whole)
    assert bounds(part)[0] == "1000.00"


def test_a_changed_total_leaves_the_part_that_is_told_by_itself() -> None:
    whole = issued(CAP)
    assert bounds(Set("evidence/contribution/Ash/2020-21", 50).applied(whole))[0] == "730.00"
    changed = Set("evidence/shared contribution/Ash/2020-21", 500).applied(whole)
    assert bounds(changed) == ["1000.00", "730.00", "730.00"]
    assert changed.issued == ()


def test_the_part_of_a_contribution_may_be_recorded_as_evidence() -> None:
    """In an agency's first year here; a credit is below nothing, as of a whole contribution."""
    last = {"Ash": 300, "Birch": 500, "Cedar": 500}
    held = paid(agency(CAP, last=last, measure="shared contribution"))
    assert "compares" not in " ".join(map(str, held.notices))
    named = evolve(CAP, elements=["staffing", "premises"])
    measure = "contribution to staffing, premises"
    assert bounds(agency(named, last=last, measure=measure)) == ["600.00", "1000.00", "1000.00"]
    assert str(Observation(measure, "Ash", "2020/21", -5).value) == "-5"
    short = agency(CAP, last={"Ash": 300, "Birch": 500}, measure="shared contribution")
    fault = caught(EvidenceError, paid, short)
    assert fault.subject == "shared contribution of Cedar in 2020/21"


def test_a_bound_may_name_the_part_itself() -> None:
    cap = Limit("cap", upper=Bound(Measured("shared contribution")))
    last = {"Ash": 400, "Birch": 500, "Cedar": 500}
    assert bounds(agency(cap, last=last, measure="shared contribution"))[0] == "400.00"


# ---- formulas with different limits --------------------------------------------------------------


def two(old: tuple[Limit, ...], new: tuple[Limit, ...], cedar: Membership | None = None) -> Model:
    """Return the agency by one formula to 30 September, and by another from then on."""
    whole = agency(cedar=cedar)
    (rule,) = whole.formulas
    days = DateRange("2010-04-01", "2021-09-30"), DateRange("2021-10-01")
    parts = zip(("old", "new"), days, (old, new), strict=True)
    rules = [evolve(rule, name=name, in_force=of, limits=held) for name, of, held in parts]
    return evolve(whole, formulas=rules)


A_CAP = Limit("cap", upper=Bound(agreed(Ash=300)))


def test_formulas_with_the_same_limits_are_held_over_the_year_wherever_they_are_recorded() -> None:
    again = evolve(A_CAP, source=Source("the new deed"))
    result = paid(two((A_CAP,), (again,)))
    assert result["Ash"].exact == 30000
    assert "different limits" not in " ".join(map(str, result.notices))


def test_each_part_of_a_year_takes_its_own_limits_bound_and_amount_by_the_proration() -> None:
    """Ash's £183 of the first part is held to 300 × 183/365; its £182 of the other is free."""
    result = paid(two((A_CAP,), ()))
    assert result["Ash"].exact / 100 == 300 * HALF + 182
    assert (
        "The formulas of the year have different limits, so each part is held by its own: cap from "
        "1 April 2021 to 30 September 2021 (183 of 365 days), no limit from 1 October 2021 to "
        "31 March 2022 (182 of 365 days)."
    ) in map(str, result.notices)
    lower = evolve(A_CAP, upper=Bound(agreed(Ash=200)))
    both = paid(two((A_CAP,), (lower,)))
    assert both["Ash"].exact / 100 == 300 * HALF + 200 * REST
    assert sum(both.column("limit", "cap")) == 0
    held = [step for step in both.working.steps if step.words == "cap: held in its bounds"]
    assert [str(each.days) for each in held] == [
        "2021-04-01 to 2021-09-30",
        "2021-10-01 to 2022-03-31",
    ]
    told = both.explain("Ash")
    assert "1 April 2021 to 30 September 2021:" in told
    assert "cap/upper (formula to 30 September 2021): 50.137 % of £300.00 is £150.4110." in told
    assert "cap/upper: 49.863 % of £200.00 is £99.7260." in told


def test_a_limit_without_a_source_of_its_own_is_of_its_formulas_source() -> None:
    whole = two((A_CAP,), ())
    clause = Source("the agreement of 2018, clause 5")
    old, new = (evolve(rule, source=clause) if rule.limits else rule for rule in whole.formulas)
    steps = {step.at: step for step in paid(evolve(whole, formulas=[old, new])).working.inputs}
    assert steps["formula to 2021-09-30/limits/cap/upper/times"].source(0) == clause


def test_a_partner_in_a_part_of_a_part_is_bound_as_the_limit_states() -> None:
    """Cedar leaves on 30 June, after 91 days, of the 183 that the cap holds."""
    leaves = Membership(DateRange("2010-04-01", "2021-06-30"), leaving="reshare")
    cap = Limit("cap", upper=Bound(agreed(Cedar=36)), partial="pro rata")
    result = paid(two((cap,), (), cedar=leaves))
    assert result["Cedar"].exact / 100 == 36 * Fraction(91, 365)
    full = paid(two((evolve(cap, partial="full-year equivalent"),), (), cedar=leaves))
    assert full["Cedar"].exact / 100 == 36 * HALF


def test_a_limit_on_a_part_of_a_year_holds_nothing_that_is_bought() -> None:
    whole = two((), ())
    old, new = (evolve(rule, elements=[*rule.elements, PLACES]) for rule in whole.formulas)
    held = evolve(new, limits=[evolve(A_CAP, elements=["staffing", "places"])])
    fault = caught(ModelError, paid, evolve(whole, formulas=[old, held]))
    assert said(fault) == (
        "Limit cap of the formula new",
        "hold nothing bought at a price in a year of formulas with different limits",
        "places",
    )
    assert (fault.at, fault.field) == ("formula/limits/cap", "elements")
    assert fault.remedy.endswith("the same limits, or leave the element out.")
    early = evolve(old, limits=held.limits)
    fault = caught(ModelError, paid, evolve(whole, formulas=[early, evolve(new, limits=[])]))
    assert fault.at == "formula to 2021-09-30/limits/cap"


# ---- the issue, not the settlement ---------------------------------------------------------------


def test_limits_govern_the_issue_and_not_a_settlement() -> None:
    """Ash is held to £300; of an overspend of £795 it bears its issued share, beyond its cap."""
    whole = agency(A_CAP)
    issue = paid(whole).issue("2021-03-26")
    tiers = [Tier("partners", ShareBase.issued())]
    actuals = [Actual("staffing", "365"), Actual("premises", "1525")]
    report = Outturn(YEAR, "final", "2022-06-30", actuals)
    settled = Settlement(issue, whole.budgets[0], report, [SettlementRule("all", tiers, tiers)])
    assert settled.due["Ash"].pence == round(79500 * Fraction(300, 1095))
