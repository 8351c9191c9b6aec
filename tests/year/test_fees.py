"""What is bought at a price: units × the price of their day, whoever is a member when."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.errors import EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Observation, Suppressed
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Period, Periods
from aimpartner.formula.elements import Element
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.prices import Price, PriceList
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.partners import Authority, Joining, Leaving, Membership, Partner
from aimpartner.periods import DateRange
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Set
from aimpartner.sources import Source
from builders import MINUTE, YEAR, counted, element, line, model, paid
from faults import caught, said

TWO = ("Ash", "Birch")
THREE = ("Ash", "Birch", "Cedar")
FEES = PriceList("fees", [Price("2020-04-01", "10"), Price("2021-10-01", "100")])
OLD, NEW = DateRange("2010-04-01", "2021-09-30"), DateRange("2021-10-01")


def units(*taken: int) -> Given:
    return Given(dict(zip(THREE, taken, strict=True)), "units")


def periods(*parts: tuple[str, Basis]) -> Periods:
    return Periods([Period(day, basis) for day, basis in parts])


def agency(
    *bought: PricedElement,
    cedar: Membership | None = None,
    seen: list[Observation] | None = None,
    by_two: tuple[PricedElement, ...] | None = None,
) -> Model:
    """Return three that share £365 equally and buy; by two formulas where the second is given."""
    shared = element(Given.equal(THREE))
    whole = model([line("365")], [shared, *bought], THREE, seen or [])
    spell = cedar or Membership(DateRange("2010-04-01"))
    partners = [*whole.partnership.partners[:2], Partner("Cedar", Authority("Cedar"), spell)]
    whole = evolve(whole, partnership=evolve(whole.partnership, partners=partners))
    if by_two is None:
        return whole
    (old,) = whole.formulas
    new = evolve(old, name="new", in_force=NEW, elements=[shared, *by_two])
    return evolve(whole, formulas=[evolve(old, name="old", in_force=OLD), new])


def adding_up(whole: Model) -> Model:
    """Return the model with measures that add up over quarters."""
    measures = [evolve(each, adds_up=True) for each in whole.evidence.measures]
    return evolve(whole, evidence=evolve(whole.evidence, measures=measures))


def fees(whole: Model, name: str = "places") -> dict[str, int]:
    """Return what each pays for what it bought, in pounds."""
    result = paid(whole)
    pairs = zip(result.partners, result.column("element", name), strict=True)
    return {partner: int(pence / 100) for partner, pence in pairs}


def joins(effect: Joining, **rest: Any) -> Membership:  # noqa: ANN401  # fields of a membership
    return Membership(NEW, effect, **rest)


def leaves(effect: Leaving) -> Membership:
    return Membership(OLD, leaving=effect)


MOVES = [
    joins("reshare"),
    joins("own addition", addition="30"),
    joins("next 1 April"),
    leaves("reshare"),
    leaves("own reduction"),
    leaves("next 1 April"),
]


@pytest.mark.parametrize("move", MOVES, ids=str)
@pytest.mark.parametrize("counts", [units(1, 0, 2), Measured("placed", lag=0)])
def test_units_are_charged_whole_whatever_the_membership(move: Membership, counts: Basis) -> None:
    seen = counted("placed", {"Ash": 1, "Birch": 0, "Cedar": 2}, "2021/22")
    places = PricedElement("places", counts, "365")
    assert fees(agency(places, cedar=move, seen=seen)) == {"Ash": 365, "Birch": 0, "Cedar": 730}


def test_units_of_a_measure_made_of_others_are_charged_before_their_buyer_shares() -> None:
    """Cedar, which shares from next 1 April, has two placements of three units each."""
    made = [Measure("placed"), Measure("each")]
    made.append(Measure("units", derived=Derived.product("placed", "each")))
    seen = counted("placed", {"Ash": 1, "Birch": 0, "Cedar": 2}, "2021/22")
    seen += counted("each", dict.fromkeys(THREE, 3), "2021/22")
    places = PricedElement("places", Measured("units", lag=0), "10")
    whole = evolve(agency(places, cedar=MOVES[2]), evidence=Evidence(made, seen))
    assert fees(whole) == {"Ash": 30, "Birch": 0, "Cedar": 60}


@pytest.mark.parametrize("move", MOVES[1:3])
def test_who_shares_in_nothing_needs_no_units(move: Membership) -> None:
    places = PricedElement("places", Given({"Ash": 1, "Birch": 3}, "units"), "10")
    expected = {"Ash": 10, "Birch": 30}
    if move.joining == "own addition":
        expected["Cedar"] = 0
    assert fees(agency(places, cedar=move)) == expected


def test_units_without_agreed_ones_of_who_shares_in_nothing_are_refused_and_not_passed_over() -> (
    None
):
    taken, agreed = {"Ash": 1, "Birch": 3, "Cedar": 3}, {"Ash": 1, "Birch": 1}
    places = PricedElement(
        "places", Given(taken, "units"), "10", agreed=Given(agreed, "units"), within="1"
    )
    waits = Membership(DateRange("2021-10-01"), "own addition", addition="5")
    fault = caught(ModelError, paid, agency(places, cedar=waits))
    assert "Cedar" in fault.rule


def test_an_own_reduction_is_of_what_is_shared_and_not_of_what_was_bought() -> None:
    """A third of £365 for 183 of 365 days is £61.00; two units are £20 more."""
    places = PricedElement("places", units(0, 0, 2), "10")
    result = paid(agency(places, cedar=leaves("own reduction")))
    assert result["Cedar"].exact == 6100 + 2000
    assert sum(result.column("reductions")) * 3 == -18200


def test_units_of_one_that_was_no_partner_in_the_year_are_told_to_be_nobodys() -> None:
    gone = Membership(DateRange("2010-04-01", "2021-03-31"))
    result = paid(agency(PricedElement("places", units(1, 0, 2), "10"), cedar=gone))
    assert (
        "Cedar has units of places, which are charged to nobody: it is no partner that pays in "
        "2021/22."
    ) in map(str, result.notices)
    none = paid(agency(PricedElement("places", units(1, 0, 0), "10"), cedar=gone))
    assert "charged to nobody" not in " ".join(map(str, none.notices))


def test_agreed_units_of_who_shares_in_nothing_ask_for_its_units_and_are_not_passed_over() -> None:
    """Cedar, which shares from next 1 April, has two agreed: none taken is a credit of one."""
    agreed = Given({"Ash": 1, "Birch": 1, "Cedar": 2}, "units")
    places = PricedElement("places", units(1, 1, 0), "10", agreed=agreed, within="1")
    assert fees(agency(places, cedar=MOVES[2])) == {"Ash": 0, "Birch": 0, "Cedar": -10}
    untold = evolve(places, units=Given({"Ash": 1, "Birch": 1}, "units"))
    fault = caught(ModelError, paid, agency(untold, cedar=MOVES[2]))
    assert fault.rule == "name Cedar"


@pytest.mark.parametrize("move", MOVES[1:3])
def test_a_suppressed_figure_of_who_shares_in_nothing_is_refused_and_no_nought(
    move: Membership,
) -> None:
    """It may be some: Cedar would be charged for them. One that is missing is none."""
    few = Observation("placed", "Cedar", "2021/22", Suppressed(1, 5))
    others = counted("placed", {"Ash": 1, "Birch": 0}, "2021/22")
    places = PricedElement("places", Measured("placed", lag=0), "10")
    fault = caught(EvidenceError, paid, agency(places, cedar=move, seen=[*others, few]))
    assert (fault.subject, fault.got) == ("placed of Cedar in 2021/22", "suppressed (1 to 5)")
    assert fees(agency(places, cedar=move, seen=others))["Ash"] == 10


@pytest.mark.parametrize("move", MOVES[1:3])
def test_units_that_are_known_in_part_are_asked_for_whole(move: Membership) -> None:
    """Two from April to June are recorded of Cedar; its other quarters may not be nought."""
    seen = counted("placed", {"Ash": 1, "Birch": 0}, "2021/22")
    seen.append(Observation("placed", "Cedar", "2021/22", 2, quarters="q1"))
    seen.append(Observation("placed", "Cedar", "2021/22", Suppressed(0, 5), quarters="q2-q4"))
    places = PricedElement("places", Measured("placed", lag=0), "10")
    whole = agency(places, cedar=move, seen=seen)
    fault = caught(EvidenceError, paid, adding_up(whole))
    assert fault.subject == "placed of Cedar in 2021/22 q2-q4"


def test_a_suppressed_figure_of_one_that_cannot_be_charged_is_of_no_concern() -> None:
    gone = Membership(DateRange("2010-04-01", "2021-03-31"))
    seen = counted("placed", {"Ash": 1, "Birch": 0}, "2021/22")
    seen.append(Observation("placed", "Cedar", "2021/22", Suppressed(1, 5)))
    places = PricedElement("places", Measured("placed", lag=0), "10")
    result = paid(agency(places, cedar=gone, seen=seen))
    assert [each.partner for each in result] == ["Ash", "Birch"]
    assert "charged to nobody" not in " ".join(map(str, result.notices))


def test_a_price_that_changes_needs_units_by_period_or_a_day() -> None:
    fault = caught(ModelError, paid, agency(PricedElement("places", units(1, 0, 2), FEES)))
    assert said(fault) == (
        "Price of places in 2021/22 by the formula formula",
        "be one price for all units that are not counted by period",
        "£10.00, then £100.00 from 1 October 2021",
    )
    assert "Count the units by period" in fault.remedy
    assert "name the day whose price counts" in fault.remedy


def test_a_price_told_again_or_of_no_concern_in_london_is_no_change() -> None:
    again = PriceList("fees", [Price("2020-04-01", "10", "12"), Price("2021-10-01", "11", "12")])
    assert fees(agency(PricedElement("places", units(1, 0, 2), again, london=True)))["Cedar"] == 24


def test_beside_agreed_units_only_a_day_is_a_way_out() -> None:
    visits = PricedElement("places", units(9, 9, 9), FEES, agreed=units(9, 9, 9), within=1)
    fault = caught(ModelError, paid, agency(visits))
    assert fault.remedy == "Name the day whose price counts for all of them."
    by_period = periods(("2021-04-01", units(1, 0, 0)))
    for fields in ({"units": by_period}, {"agreed": by_period}):
        fault = caught(ModelError, evolve, visits, **fields)
        rule = "not stand beside units by period, for the year has one tolerance"
        assert (fault.subject, fault.rule) == ("Agreed units of places", rule)


def test_units_by_period_are_at_the_price_of_each_and_stand_at_its_day() -> None:
    counts = periods(("2021-04-01", units(1, 0, 2)), ("2021-10-01", units(0, 3, 1)))
    whole = agency(PricedElement("places", counts, FEES), cedar=leaves("reshare"))
    assert fees(whole) == {"Ash": 10, "Birch": 300, "Cedar": 120}
    at = "formula/places/2021-10-01/Birch"
    assert figures(whole)[at] == 3
    assert fees(Set(at, 4).applied(whole))["Birch"] == 400
    prices = {step.at: step.value for step in paid(whole).working.inputs if "/price" in step.at}
    at = "formula/places/price/{}"
    assert prices == {at.format("2020-04-01"): 1000, at.format("2021-10-01"): 10000}
    later = Set(at.format("2021-10-01"), "200").applied(whole)
    assert fees(later) == {"Ash": 10, "Birch": 600, "Cedar": 220}
    one_price = Set("formula/places/price", "7").applied(whole)
    assert fees(one_price) == {"Ash": 7, "Birch": 21, "Cedar": 21}


def test_a_price_without_a_source_of_its_own_is_of_its_formulas_source() -> None:
    whole = agency(PricedElement("places", units(1, 0, 0), "10"), by_two=())
    new, old = sorted(whole.formulas, key=lambda rule: rule.name)
    clause = Source("the agreement of 2018, clause 3")
    formulas = [evolve(old, source=clause), evolve(new, source=MINUTE)]
    steps = {step.at: step for step in paid(evolve(whole, formulas=formulas)).working.inputs}
    assert steps["formula to 2021-09-30/places/price"].source(0) == clause


@pytest.mark.parametrize(
    ("days", "rule", "got"),
    [
        (["2021-04-01"], "begin on 1 October 2021, as its prices do", "1 April 2021"),
        (["2021-10-01"], "begin on 1 April 2021, as its prices do", "1 October 2021"),
        (
            ["2021-04-01", "2021-06-14", "2021-10-01"],
            "begin where a price of fees does, or the days charged",
            "14 June 2021",
        ),
        (
            ["2020-04-01"],
            "begin on one of the days 2021-04-01 to 2022-03-31",
            "1 April 2020",
        ),
    ],
)
def test_periods_begin_where_prices_do(days: list[str], rule: str, got: str) -> None:
    counts = periods(*((day, units(1, 0, 0)) for day in days))
    fault = caught(ModelError, paid, agency(PricedElement("places", counts, FEES)))
    assert fault.subject == "Periods of places in 2021/22 by the formula formula"
    assert (fault.rule, fault.got) == (rule, got)


def test_periods_stand_in_the_order_of_their_days_and_no_day_twice() -> None:
    fault = caught(InvalidValueError, periods, *(("2021-10-01", units(1, 0, 0)),) * 2)
    rule = "stand in the order of their first days, each day once"
    assert said(fault) == ("Periods", rule, "2021-10-01, then 2021-10-01")


def test_a_tolerance_of_units_without_a_source_of_its_own_is_of_its_formulas_source() -> None:
    extra = PricedElement("extra", units(9, 0, 0), "10", agreed=units(5, 0, 0), within=1)
    whole = agency(extra)
    (rule,) = whole.formulas
    for own in (None, MINUTE):
        clause = Source("the agreement of 2018, clause 3")
        elements = [evolve(each, source=own) if each == extra else each for each in rule.elements]
        stated = evolve(whole, formulas=[evolve(rule, elements=elements, source=clause)])
        steps = {step.at: step for step in paid(stated).working.inputs}
        assert steps["formula/extra/within"].source(0) == (own or clause)


def test_periods_of_other_years_stand_by() -> None:
    """A formula of several years names the periods of each; with a named day, one price is all."""
    days = ["2020-04-01", "2021-04-01", "2021-10-01", "2022-04-01"]
    counts = periods(*((day, units(1, 0, 0)) for day in days))
    assert fees(agency(PricedElement("places", counts, FEES)))["Ash"] == 110
    assert fees(agency(PricedElement("places", counts, FEES, on="2021-12-01")))["Ash"] == 200
    assert fees(agency(PricedElement("places", counts, "7")))["Ash"] == 14


# ---- two formulas in a year ----------------------------------------------------------------------

PLACES = PricedElement("places", units(1, 0, 2), "10")


def test_two_formulas_that_price_alike_charge_once() -> None:
    again = evolve(PLACES, source=Source("the new deed"))
    assert fees(agency(PLACES, by_two=(again,))) == {"Ash": 10, "Birch": 0, "Cedar": 20}


@pytest.mark.parametrize(
    "other", [evolve(PLACES, price="11"), evolve(PLACES, units=units(1, 0, 3))]
)
def test_two_formulas_that_price_differently_are_refused_with_the_ways_out(
    other: PricedElement,
) -> None:
    fault = caught(ModelError, paid, agency(PLACES, by_two=(other,)))
    assert fault.subject == "Element places in 2021/22"
    assert fault.rule.startswith("be priced alike by all formulas of the year that have it")
    both = "old (2021-04-01 to 2021-09-30), new (2021-10-01 to 2022-03-31)"
    assert (fault.got, fault.at) == (f"unlike in {both}", "formula/places")
    assert "the units by period, from its own first day on" in fault.remedy


def test_each_formulas_own_periods_are_at_its_own_price() -> None:
    early = evolve(PLACES, units=periods(("2021-04-01", units(1, 0, 2))))
    late = evolve(PLACES, price="11", units=periods(("2021-10-01", units(0, 1, 0))))
    whole = agency(early, by_two=(late,), cedar=leaves("reshare"))
    assert fees(whole) == {"Ash": 10, "Birch": 11, "Cedar": 20}
    steps = {step.at for step in paid(whole).working.inputs}
    assert "formula to 2021-09-30/places/2021-04-01/*" in steps
    assert "formula/places/2021-10-01/*" in steps
    assert "places" in paid(whole).explain("Birch")


def test_an_element_of_one_formula_is_charged_whole_by_it_at_the_price_of_its_days() -> None:
    """FEES changes on 1 October, when the new formula begins: its units are all at £100."""
    listed = evolve(PLACES, price=FEES)
    assert fees(agency(by_two=(listed,))) == {"Ash": 100, "Birch": 0, "Cedar": 200}
    assert fees(agency(listed, by_two=())) == {"Ash": 10, "Birch": 0, "Cedar": 20}


def test_periods_are_told_apart_in_order_and_count_something() -> None:
    one, two = Period("2021-10-01", units(1, 0, 0)), Period("2021-04-01", units(1, 0, 0))
    fault = caught(InvalidValueError, Periods, [one, two])
    rule = "stand in the order of their first days, each day once"
    assert said(fault) == ("Periods", rule, "2021-10-01, then 2021-04-01")
    assert caught(InvalidValueError, Periods, []).rule == "be given"
    shares = Given({"Ash": 100}, "percent")
    fault = caught(InvalidValueError, Period, "2021-10-01", shares)
    assert fault.subject == "Period from 1 October 2021"


def test_counts_by_period_may_share_too() -> None:
    """Two and one of Ash's, one of Birch's, none of Cedar's: 3 : 1."""
    counts = periods(("2021-04-01", units(2, 0, 0)), ("2021-07-01", units(1, 1, 0)))
    whole = model([line("4")], [Element("staffing", ["staffing"], counts)], THREE)
    assert [each.exact for each in paid(whole)] == [300, 100, 0]
    late = periods(("2022-04-01", units(1, 0, 0)))
    other = model([line("4")], [Element("staffing", ["staffing"], late)], THREE)
    fault = caught(ModelError, paid, other)
    assert (fault.subject, fault.at) == (
        "Periods of staffing by the formula formula",
        "formula/staffing",
    )
    assert other.facts(YEAR).partners == THREE


UNITS = st.fractions(0, 40, max_denominator=8)


@given(taken=UNITS, agreed=UNITS, within=UNITS, price=st.integers(0, 10**6))
@example(taken=Fraction(9), agreed=Fraction(5), within=Fraction(3), price=100)
@example(taken=Fraction(1), agreed=Fraction(5), within=Fraction(3), price=100)
@example(taken=Fraction(8), agreed=Fraction(5), within=Fraction(3), price=100)
def test_an_issue_counts_what_is_beyond_a_tolerance_as_the_working_does(
    taken: Fraction, agreed: Fraction, within: Fraction, price: int
) -> None:
    """The rule stands twice, in steps and in the fee that a settlement reads: they never differ."""
    numbers, expected = ({"Ash": each, "Birch": Fraction(0)} for each in (taken, agreed))
    bought = PricedElement(
        "places",
        Given(numbers, "units"),
        Money.from_pence(price),
        agreed=Given(expected, "units"),
        within=within,
    )
    result = paid(model([line("0")], [element(Given.equal(TWO)), bought], TWO))
    (fee,) = result.issue("2021-03-26").fees
    for name in TWO:
        assert result[name].exact == fee.pence(name, fee.units[name])
