"""A year in which a partner joins or leaves, or the formula or the host changes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.errors import ApportionmentError, EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence.measures import Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula, Proration
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Joining, Leaving, Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Set
from aimpartner.settlement.outturn import Actual, Outturn
from aimpartner.settlement.settlement import OWN, Settlement
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.sources import Source
from builders import YEAR, amounts, counted, element, evidence, line, model, paid
from faults import caught, said

DEED = Source("a deed of variation")
TWO, THREE = ("Ash", "Birch"), ("Ash", "Birch", "Cedar")
OPEN = DateRange("2010-04-01")


def agency(
    *cedar: Membership,
    basis: Basis | None = None,
    observations: tuple[Observation, ...] = (),
    rounding: Rounding | None = None,
    **rule: Any,  # noqa: ANN401  # fields of the formula
) -> Model:
    """Return Ash and Birch, and Cedar with its spells, which share £365 equally."""
    whole = model(
        [line("365")], [element(basis or Given.equal(THREE))], THREE, observations, rounding
    )
    partners = [*whole.partnership.partners[:2], Partner("Cedar", Authority("Cedar"), cedar)]
    (only,) = whole.formulas
    return evolve(
        whole,
        partnership=evolve(whole.partnership, partners=partners),
        formulas=[evolve(only, **rule)],
    )


def joins(day: str, effect: Joining = "reshare", **rest: Any) -> Membership:  # noqa: ANN401  # fields of a membership
    return Membership(DateRange(day), effect, source=DEED, **rest)


def leaves(day: str, effect: Leaving = "reshare") -> Membership:
    return Membership(DateRange("2010-04-01", day), leaving=effect, source=DEED)


def exact(whole: Model) -> dict[str, Fraction]:
    return {each.partner: each.exact / 100 for each in paid(whole)}


def test_from_the_day_a_partner_joins_the_rest_of_the_call_is_shared_anew() -> None:
    """£1 a day: 183 days by two, 182 by three."""
    whole = agency(joins("2021-10-01"))
    halves, thirds = Fraction(183, 2), Fraction(182, 3)
    assert exact(whole) == {"Ash": halves + thirds, "Birch": halves + thirds, "Cedar": thirds}
    assert [(str(e.days), e.part, e.present) for e in whole.facts(YEAR).division.segments] == [
        ("2021-04-01 to 2021-09-30", Fraction(183, 365), TWO),
        ("2021-10-01 to 2022-03-31", Fraction(182, 365), THREE),
    ]


def test_after_the_last_day_of_a_partner_the_rest_is_shared_by_the_others() -> None:
    whole = agency(leaves("2021-09-30"))
    thirds, halves = Fraction(183, 3), Fraction(182, 2)
    assert exact(whole) == {"Ash": thirds + halves, "Birch": thirds + halves, "Cedar": thirds}


def test_a_joiner_with_its_own_addition_pays_it_and_changes_nobody_elses() -> None:
    result = paid(agency(joins("2021-10-01", "own addition", addition="90.50")))
    assert [str(each.amount) for each in result] == ["£182.50", "£182.50", "£90.50"]
    assert result.call == Money("455.50")
    steps = {step.at: step for step in result.working.inputs}
    assert steps["addition/Cedar/2021-10-01"].source(0) == DEED


def test_a_joiner_until_next_1_april_pays_nothing_in_the_year_and_is_not_in_it() -> None:
    assert amounts(agency(joins("2021-10-01", "next 1 April"))) == dict.fromkeys(TWO, "182.50")


def test_a_partner_that_joins_and_leaves_before_next_1_april_pays_nothing() -> None:
    spell = Membership(DateRange("2021-10-01", "2021-12-31"), "next 1 April")
    assert amounts(agency(spell)) == dict.fromkeys(TWO, "182.50")


def test_a_leaver_until_next_1_april_pays_the_whole_year() -> None:
    whole = agency(leaves("2021-09-30", "next 1 April"))
    assert set(exact(whole).values()) == {Fraction(365, 3)}
    assert len(whole.facts(YEAR).division.segments) == 1


def test_a_leaver_by_its_own_reduction_pays_by_its_days_and_the_call_falls() -> None:
    result = paid(agency(leaves("2021-09-30", "own reduction")))
    mine = Fraction(365, 3)
    assert [each.exact / 100 for each in result] == [mine, mine, mine * Fraction(183, 365)]
    assert result.call == Money("304.33")
    assert sum(result.column("reductions")) == -mine * 100 * Fraction(182, 365)


def test_an_own_reduction_is_of_all_elements_together() -> None:
    """Cedar's third of £365 and of £365 more is £61 of each for 183 of 365 days."""
    whole = agency(leaves("2021-09-30", "own reduction"))
    (rule,) = whole.formulas
    both = evolve(rule, elements=[*rule.elements, element(Given.equal(THREE), ["premises"])])
    budget = Budget(YEAR, [line("365"), line("365", "premises")])
    result = paid(evolve(whole, budgets=[budget], formulas=[both]))
    assert result["Cedar"].amount == Money("122")
    units = {step.words: step.unit for step in result.working.steps}
    assert units["all elements"] == units["less own reductions"] == "pence"


def test_a_reduction_is_of_the_days_from_joining() -> None:
    """Cedar shares from 1 October, and is there for 92 of the 182 days that are left."""
    spell = Membership(DateRange("2021-10-01", "2021-12-31"), "reshare", "own reduction")
    assert exact(agency(spell))["Cedar"] == Fraction(182, 3) * Fraction(92, 182)


def test_an_addition_is_reduced_by_its_days_too() -> None:
    days = DateRange("2021-10-01", "2021-12-31")
    spell = Membership(days, "own addition", "own reduction", addition="182")
    assert exact(agency(spell))["Cedar"] == 92


@pytest.mark.parametrize(
    ("spell", "states", "remedy"),
    [
        (Membership(DateRange("2021-10-01"), source=DEED), "joining", "next 1 April"),
        (Membership(DateRange("2010-04-01", "2021-09-30"), source=DEED), "leaving", "reduction"),
        (joins("2021-10-01", "own addition"), "addition", "amount"),
    ],
)
def test_an_effect_that_is_not_stated_is_refused_with_what_to_state(
    spell: Membership, states: str, remedy: str
) -> None:
    fault = caught(ModelError, agency(spell).facts, YEAR)
    assert fault.subject == "Cedar in 2021/22"
    assert states in fault.rule
    assert str(spell) in str(fault.got)
    assert DEED.words in str(fault.got)
    assert remedy in fault.remedy


def test_a_partner_that_leaves_by_its_own_reduction_does_not_join_again_in_the_year() -> None:
    again = agency(leaves("2021-06-30", "own reduction"), joins("2021-10-01"))
    fault = caught(ModelError, again.facts, YEAR)
    assert said(fault) == (
        "Cedar in 2021/22",
        "not join again in a year that it left by its own reduction",
        f"2021-10-01 to 2022-03-31 ({DEED})",
    )
    assert (fault.at, fault.field) == ("partners/Cedar", "joined")


def test_who_joins_by_its_own_addition_shares_nothing_and_cannot_leave_by_reshare() -> None:
    days = DateRange("2021-10-01", "2021-12-31")
    spell = Membership(days, "own addition", "reshare", addition="182")
    fault = caught(ModelError, agency(spell).facts, YEAR)
    assert fault.subject == "Cedar in 2021/22"
    assert fault.rule.startswith("not leave by reshare")
    assert fault.remedy == "State the effect of leaving: own reduction, or next 1 April."
    assert (fault.at, fault.field) == ("partners/Cedar", "leaving")


def test_a_partner_may_leave_and_join_again_in_a_year() -> None:
    """£1 a day: 91 by three, 92 by two, 182 by three."""
    whole = agency(leaves("2021-06-30"), joins("2021-10-01"))
    assert exact(whole)["Cedar"] == Fraction(91 + 182, 3)
    assert exact(whole)["Ash"] == Fraction(91 + 182, 3) + Fraction(92, 2)


def test_a_spell_that_follows_another_at_once_goes_on_with_it() -> None:
    whole = agency(leaves("2021-09-30", ""), joins("2021-10-01", ""))
    assert whole.facts(YEAR).division == agency(Membership(OPEN)).facts(YEAR).division


def test_a_cut_at_which_nothing_changes_is_none() -> None:
    """Cedar shares the whole year for its leaving, so its joining again changes nothing."""
    whole = agency(leaves("2021-09-30", "next 1 April"), joins("2021-12-01"))
    assert len(whole.facts(YEAR).division.segments) == 1


@pytest.mark.parametrize(
    ("day", "proration", "cedar"),
    [
        ("2021-10-01", "days", Fraction(182, 365)),
        ("2021-10-01", "months", Fraction(6, 12)),
        ("2021-10-01", "quarters", Fraction(2, 4)),
        ("2021-12-01", "months", Fraction(4, 12)),
        ("2022-01-01", "quarters", Fraction(1, 4)),
        ("2021-10-17", "none", Fraction(1)),
    ],
)
def test_a_part_of_the_year_is_measured_as_the_formula_states(
    day: str, proration: str, cedar: Fraction
) -> None:
    """Days unless it is stated: what is periodical accrues from day to day.

    (Apportionment Act 1870, section 2.)
    """
    assert exact(agency(joins(day), proration=proration))["Cedar"] == Fraction(365, 3) * cedar


def test_without_proration_a_leaver_pays_the_whole_year() -> None:
    effects: tuple[Leaving, ...] = ("reshare", "own reduction")
    for effect in effects:
        whole = agency(leaves("2021-09-30", effect), proration="none")
        assert exact(whole) == dict.fromkeys(THREE, Fraction(365, 3))


@pytest.mark.parametrize(
    ("day", "proration", "what"),
    [("2021-10-02", "months", "a month"), ("2021-11-01", "quarters", "a quarter")],
)
def test_a_cut_within_a_month_or_quarter_that_is_charged_whole_is_refused(
    day: str, proration: str, what: str
) -> None:
    fault = caught(ModelError, agency(joins(day), proration=proration).facts, YEAR)
    assert fault.subject == "Change within 2021/22"
    assert what in fault.rule
    assert str(fault.got) == day


def test_a_proration_is_one_of_those_named() -> None:
    assert caught(InvalidValueError, agency, joins("2021-10-01"), proration="weeks").got == "weeks"


def test_a_call_that_nobody_shares_on_a_day_is_refused() -> None:
    only = Partner("Ash", Authority("Ash"), joins("2021-10-01"))
    whole = model([line()], [element(Given.equal(["Ash"]))], ["Ash"])
    alone = Model(Partnership("Agency", [only]), budgets=whole.budgets, formulas=whole.formulas)
    fault = caught(ModelError, alone.facts, YEAR)
    assert (fault.subject, fault.got) == ("Call of 2021/22", "none 2021-04-01 to 2021-09-30")


def test_an_absent_partner_needs_no_number_and_no_evidence() -> None:
    addition = joins("2021-10-01", "own addition", addition="9")
    assert amounts(agency(addition, basis=Given.equal(TWO)))["Ash"] == "182.50"
    seen = counted("adopted", {"Ash": 1, "Birch": 3})
    measured = agency(addition, basis=Measured("adopted"), observations=tuple(seen))
    assert amounts(measured) == {"Ash": "91.25", "Birch": "273.75", "Cedar": "9.00"}


def test_a_partner_that_shares_in_a_segment_needs_its_evidence() -> None:
    seen = counted("adopted", {"Ash": 1, "Birch": 3})
    whole = agency(joins("2021-10-01"), basis=Measured("adopted"), observations=tuple(seen))
    assert caught(EvidenceError, paid, whole).subject == "adopted of Cedar in 2020/21"


def test_percentages_with_a_partner_absent_are_restated_with_a_notice() -> None:
    """50 : 25 is 2 : 1 while Cedar is not there."""
    shares = Given({"Ash": 50, "Birch": 25, "Cedar": 25}, "percent")
    result = paid(agency(joins("2021-10-01"), basis=shares))
    assert result["Ash"].exact == 100 * (183 * Fraction(2, 3) + 182 * Fraction(1, 2))
    words = "Percentages are restated among those present, without Cedar, from 1 April 2021 to"
    assert [str(n) for n in result.notices if "restated" in str(n)] == [
        f"{words} 30 September 2021."
    ]


def changed(first: Basis, second: Basis, **rule: Any) -> Model:  # noqa: ANN401  # fields of the formula
    """Return two that share £365 by one basis to 30 September and by another from then on."""
    whole = model([line("365")], names=TWO)
    days = DateRange("2018-04-01", "2021-09-30"), DateRange("2021-10-01")
    old = Formula("old", [element(first)], days[0], source=DEED)
    return evolve(whole, formulas=[Formula("new", [element(second)], days[1], **rule), old])


THIRDS = Given({"Ash": 1, "Birch": 2})


@pytest.mark.parametrize(
    ("proration", "words"),
    [("days", "183 of 365 days"), ("months", "6 of 12 months"), ("quarters", "2 of 4 quarters")],
)
def test_a_part_of_the_year_is_told_as_it_is_counted(proration: Proration, words: str) -> None:
    """183/365 was told as it is, 185/365 as 37/73."""
    result = paid(changed(THIRDS, Given.equal(TWO), proration=proration))
    division = result.facts.division
    assert division.part_of(division.segments[0]) == words
    told = [step.words for step in result.working.steps]
    assert f"staff, for {words}" in told
    units = {step.words: step.unit for step in result.working.steps}
    assert units[f"part of the year: {words}"] == "share"
    assert f"1 April 2021 to 30 September 2021, {words}: shared by" in result.explain("Ash")
    leaver = paid(agency(leaves("2021-10-02")))
    assert "part of the year: 185 of 365 days" in [each.words for each in leaver.working.steps]


def test_an_earlier_formulas_rules_are_told_with_its_last_day_and_no_address() -> None:
    blend = Blend([BlendPart("levy", "50 %", THIRDS), BlendPart("rest", "50 %", Given.equal(TWO))])
    result = paid(changed(blend, Given.equal(TWO)))
    told = [step.words for step in result.working.steps]
    assert "staffing/levy (formula to 30 September 2021): weight" in told
    assert not [words for words in told if "formula to 2021" in words]


def test_each_formula_counts_for_its_days() -> None:
    result = paid(changed(THIRDS, Given.equal(TWO), rounding=Rounding("1")))
    assert result["Ash"].exact == 100 * (Fraction(183, 3) + Fraction(182, 2))
    assert result["Ash"].amount == Money("152")
    assert result.facts.formula.name == "new"
    both = "the formulas old (2021-04-01 to 2021-09-30), new (2021-10-01 to 2022-03-31)"
    assert f"The formula changes within the year: {both}." in map(str, result.notices)
    assert "No approval of the formula old is recorded." in map(str, result.notices)
    assert result.issue("2021-03-26").formula == both


@pytest.mark.parametrize(
    ("first", "last", "of_ash"), [("days", "months", "182.50"), ("months", "days", "183.00")]
)
def test_the_last_formula_of_a_year_says_how_all_of_it_is_prorated(
    first: Proration, last: Proration, of_ash: str
) -> None:
    """Ash pays all of £365 to 30 September: 183 of 365 days, or 6 of 12 months."""
    new, old = changed(Given({"Ash": 1, "Birch": 0}), Given({"Ash": 0, "Birch": 1})).formulas
    formulas = [evolve(old, proration=first), evolve(new, proration=last)]
    whole = evolve(model([line("365")], names=TWO), formulas=formulas)
    assert amounts(whole)["Ash"] == of_ash


@pytest.mark.parametrize(
    ("effect", "first", "of_cedar"),
    [("reshare", "none", 61), ("own reduction", "months", 61), ("own reduction", "days", 61)],
)
def test_a_leaver_of_a_year_of_two_formulas_goes_by_the_last(
    effect: Leaving, first: Proration, of_cedar: int
) -> None:
    """Cedar's third of £365 is £61 to 30 September by days, and £60.83 by months."""
    whole = agency(leaves("2021-09-30", effect))
    (rule,) = whole.formulas
    old = evolve(rule, name="old", in_force=DateRange("2018-04-01", "2021-06-30"), proration=first)
    new = evolve(rule, name="new", in_force=DateRange("2021-07-01"), proration="days")
    assert exact(evolve(whole, formulas=[old, new]))["Cedar"] == of_cedar


def test_a_year_of_two_formulas_is_told_by_both_with_their_days() -> None:
    whole = changed(THIRDS, Given.equal(TWO))
    result = paid(whole)
    both = "old (2021-04-01 to 2021-09-30), new (2021-10-01 to 2022-03-31)"
    assert f"formulas {both}" in str(result)
    words = result.methodology()
    first, second = words.index("The formula old\n"), words.index("The formula new\n")
    assert first < words.index("In force from 1 April 2018 to 30 September 2021.") < second
    assert second < words.index("In force from 1 October 2021; no last day is stated.")


@pytest.mark.parametrize(
    ("old", "new", "marking"),
    [
        ("ILLUSTRATION", "", "ILLUSTRATION"),
        ("ILLUSTRATION", "ILLUSTRATION", "ILLUSTRATION"),
        ("A DRAFT", "ILLUSTRATION", "A DRAFT; ILLUSTRATION"),
        ("", "", ""),
    ],
)
def test_the_marking_of_each_formula_of_the_year_is_carried(
    old: str, new: str, marking: str
) -> None:
    whole = changed(THIRDS, THIRDS, marking=new)
    after, before = whole.formulas
    whole = evolve(whole, formulas=[evolve(before, marking=old), after])
    assert paid(whole).marking == marking


def test_the_two_formulas_numbers_have_addresses_of_their_own() -> None:
    whole = changed(THIRDS, Given.equal(TWO))
    steps = {step.at: step.value for step in paid(whole).working.inputs}
    assert steps["formula/staffing/*"] == (1, 1)
    assert steps["formula to 2021-09-30/staffing/*"] == (1, 2)
    at = "formula to 2021-09-30/staffing/Ash"
    assert figures(whole)[at] == 1
    assert exact(Set(at, 0).applied(whole))["Ash"] == Fraction(182, 2)
    assert exact(Set("formula/staffing/Ash", 0).applied(whole))["Ash"] == 0


def test_what_has_no_answer_in_a_part_of_the_year_says_in_which_days() -> None:
    nobody = counted("adopted", dict.fromkeys(TWO, 0))
    whole = evolve(changed(THIRDS, Measured("adopted")), evidence=evidence(*nobody))
    what, by = "Weights of adopted, 2020/21: shares in 2021/22", "by the formula"
    both = f"{by}s old (2021-04-01 to 2021-09-30), new (2021-10-01 to 2022-03-31)"
    fault = caught(ApportionmentError, paid, whole)
    assert fault.subject == f"{what}, 2021-10-01 to 2022-03-31, {both}"
    alone = evolve(whole, formulas=[evolve(whole.formulas[0], in_force=OPEN)])
    assert caught(ApportionmentError, paid, alone).subject == f"{what} {by} new"


def test_a_formula_that_is_not_prorated_does_not_follow_another_within_a_year() -> None:
    fault = caught(ModelError, changed(THIRDS, THIRDS, proration="none").facts, YEAR)
    assert (fault.subject, fault.got) == ("Formula new in 2021/22", "none, after old")


def test_each_formulas_pools_are_those_of_the_budget() -> None:
    whole = changed(THIRDS, THIRDS)
    new, old = whole.formulas
    other = evolve(old, elements=[element(THIRDS, ["premises"])])
    fault = caught(ModelError, evolve(whole, formulas=[new, other]).facts, YEAR)
    assert fault.subject == "Pool staffing of 2021/22"
    assert "old" in fault.rule


def test_a_day_without_a_formula_is_refused_with_those_there_are() -> None:
    whole = changed(THIRDS, THIRDS)
    new, old = whole.formulas
    late = evolve(new, in_force=DateRange("2021-10-02"))
    fault = caught(ModelError, evolve(whole, formulas=[old, late]).facts, YEAR)
    assert fault.rule == "have a formula in force on each of its days"
    assert all(name in str(fault.got) for name in ("old", "new"))
    assert (fault.at, fault.field) == ("formulas/old", "last")
    oldest = evolve(old, name="oldest", in_force=DateRange("2018-04-01", "2021-06-30"))
    later = evolve(old, in_force=DateRange("2021-07-01", "2021-09-30"))
    fault = caught(ModelError, evolve(whole, formulas=[oldest, later, late]).facts, YEAR)
    assert (fault.at, fault.field) == ("formulas/old", "last")
    begins = evolve(old, in_force=DateRange("2021-04-02", "2021-09-30"))
    fault = caught(ModelError, evolve(whole, formulas=[begins, new]).facts, YEAR)
    assert (fault.at, fault.field) == ("formulas/old", "first")


def test_a_change_of_host_moves_who_is_paid_and_no_charge() -> None:
    whole = model([line("0.03", incurred_by="Ash"), line("7", name="more")], names=TWO)
    hosts = [Hosting("Ash", DateRange("2010-04-01", "2021-06-30"))]
    hosts.append(Hosting("Birch", DateRange("2021-07-01")))
    moved = evolve(whole, partnership=evolve(whole.partnership, hosting=hosts))
    assert [each.net for each in paid(moved)] == [each.net for each in paid(whole)]
    (notice,) = (str(each) for each in paid(moved).notices if each.subject == "host")
    assert "Ash from 1 April 2021 to 30 June 2021" in notice
    assert "Birch from 1 July 2021 to 31 March 2022" in notice
    rounding = Rounding(odd="host")
    (rule,) = moved.formulas
    dealt = evolve(moved, formulas=[evolve(rule, rounding=rounding)])
    assert paid(dealt)["Birch"].amount - paid(dealt)["Ash"].amount == Money("0.01")


def test_an_own_addition_can_be_changed_at_its_address() -> None:
    whole = agency(joins("2021-10-01", "own addition", addition="9"))
    assert figures(whole)["addition/Cedar/2021-10-01"] == Money("9")
    assert amounts(Set("addition/Cedar/2021-10-01", "8").applied(whole))["Cedar"] == "8.00"


def test_an_addition_is_stated_of_a_joiner_with_one_and_is_not_negative() -> None:
    fault = caught(ModelError, joins, "2021-10-01", "reshare", addition="9")
    assert fault.rule == "join by its own addition, for one of £9.00 is stated"
    assert str(fault.got).startswith("reshare, from 2021-10-01")
    other = caught(InvalidValueError, joins, "2021-10-01", "own addition", addition="-9")
    assert said(other) == ("Addition of a membership", "not be negative", Money("-9"))


def test_a_divided_year_names_the_elements_and_the_limits_of_all_its_formulas() -> None:
    whole = changed(THIRDS, THIRDS)
    new, old = whole.formulas
    cap = Limit("cap", upper=Bound(Given({"Ash": 15_000}, "pence")))
    bought = PricedElement("places", THIRDS, "1")
    old = evolve(old, elements=[*old.elements, bought], limits=[cap])
    division = evolve(whole, formulas=[old, new]).facts(YEAR).division
    assert [each.name for each in division.elements] == ["staffing", "places"]
    assert division.limits == ("cap",)


def test_a_year_with_an_own_reduction_is_settled_over_its_pools_alone() -> None:
    """Cedar is spared £60.67 of £365: no priced element, whatever the rounding."""
    waits = [Tier("board decides")]
    for unit in ("0.01", "1", "10"):
        whole = agency(leaves("2021-09-30", "own reduction"), rounding=Rounding(unit))
        result = paid(whole)
        report = Outturn(YEAR, "final", "2022-06-30", [Actual("staffing", "365")])
        rules = [SettlementRule("all", waits, waits)]
        settled = Settlement(result.issue("2021-03-26"), whole.budgets[0], report, rules)
        spared = result.call - Money("365")
        assert dict(settled.gaps)[OWN] == -spared == Money("60.67")
        assert settled.undecided == Money("365") - settled.issued.total


def test_a_joiner_is_not_bound_by_what_was_issued_before_it_was_a_member() -> None:
    """Ash pays no more than last year's £100; Birch and Cedar, which joins, bear the rest."""
    no_loser = Limit("no loser", upper=Bound(Measured("contribution")), bearers=["Birch", "Cedar"])
    cap = evolve(no_loser, partial="as issued")
    seen = tuple(counted("contribution", {"Ash": 100, "Birch": 300}))
    result = paid(agency(joins("2021-04-01"), observations=seen, limits=[cap]))
    assert [str(each.amount) for each in result] == ["£100.00", "£132.50", "£132.50"]
    assert (
        "The upper bound of limit no loser does not bind Cedar: no share in the call of 2020/21."
    ) in map(str, result.notices)
    member = agency(joins("2020-10-01"), observations=seen, limits=[cap])
    fault = caught(EvidenceError, paid, member)
    assert fault.subject == "contribution of Cedar in 2020/21"
    assert "Record it at evidence/contribution/Cedar/2020-21" in fault.remedy
    told = tuple(counted("contribution", {"Ash": 100, "Birch": 300, "Cedar": 120}))
    bound = paid(agency(joins("2021-04-01"), observations=told, limits=[cap]))
    assert [str(each.amount) for each in bound] == ["£100.00", "£145.00", "£120.00"]


def test_a_bound_on_what_nobody_was_issued_binds_nobody_of_a_new_agency() -> None:
    cap = Limit("no loser", upper=Bound(Measured("contribution")))
    whole = agency(joins("2021-04-01"), limits=[cap])
    new = [evolve(each, member=[joins("2021-04-01")]) for each in whole.partnership.partners]
    hosting = [Hosting("Ash", DateRange("2021-04-01"))]
    hosted = evolve(whole.partnership, partners=new, hosting=hosting)
    result = paid(evolve(whole, partnership=hosted))
    assert {str(each.amount) for each in result} == {"£121.67", "£121.66"}
    words = "does not bind Ash, Birch, Cedar"
    assert any(words in str(each) for each in result.notices)
    (bound,) = (each for each in result.working.steps if "binds nobody" in each.words)
    assert bound.unit == "pence"


def test_a_segment_says_who_does_not_share_in_all_the_year() -> None:
    division = agency(joins("2021-10-01", "own addition", addition="30")).facts(YEAR).division
    (only,) = division.segments
    assert division.title(only) == "1 April 2021 to 31 March 2022 (Cedar does not share)"
