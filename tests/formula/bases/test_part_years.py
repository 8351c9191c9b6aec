"""Counts of a part of a year: quarters, nine months, and the year so far."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from aimpartner.errors import EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence.derived import Derived
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.limits import Bound
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.scenarios.changes import Set
from builders import ALWAYS, amounts, element, evidence, line, model, paid
from faults import caught

TWO = ("Ash", "Birch")
YEAR = FinancialYear(2021)
SO_FAR = Measured("calls", 0, quarters="so far")


def calls(partner: str, quarters: str, count: int, **more: Any) -> Observation:  # noqa: ANN401  # fields of it
    """Return the calls of a partner in 2021/22, or in another year."""
    rest: dict[str, Any] = {"measure": "calls", "year": YEAR} | more
    return Observation(partner=partner, value=Known(count), quarters=quarters, **rest)


def by(basis: Basis, *seen: Observation) -> Model:
    """Return £1,000 shared by a basis."""
    return model([line("1000")], [element(basis)], TWO, seen)


BOTH = [
    *(calls("Ash", f"q{n}", 10 * n, released=f"2021-0{4 + n}-01") for n in (1, 2, 3)),
    *(calls("Birch", f"q{n}", 30, released=f"2021-0{4 + n}-15") for n in (1, 2, 3)),
]


@pytest.mark.parametrize(
    ("known_on", "quarters", "ash"),
    [
        ("2021-05-31", "q1", Fraction(10, 40)),
        ("2021-06-10", "q1", Fraction(10, 40)),  # of Birch the second is not known yet
        ("2021-06-15", "q1, q2", Fraction(30, 90)),
        (None, "q1, q2, q3", Fraction(60, 150)),
    ],
)
def test_the_year_so_far_is_as_many_quarters_as_are_known_of_everybody(
    known_on: str | None, quarters: str, ash: Fraction
) -> None:
    result = paid(by(SO_FAR, *BOTH), known_on)
    assert result["Ash"].exact == 100_000 * ash
    words = [notice.words for notice in result.notices if notice.subject == "evidence"]
    assert f"Of calls in 2021/22 only {quarters} is counted: the year so far." in words


def test_a_year_that_is_over_is_whole_and_nothing_is_told_of_it() -> None:
    ended = [*BOTH, calls("Ash", "q4", 40), calls("Birch", "", 100), calls("Birch", "q4", 10)]
    result = paid(by(SO_FAR, *ended))
    assert result["Ash"].exact == 50_000
    assert not [each for each in result.notices if "so far" in each.words]


def test_a_year_of_which_nothing_is_known_asks_for_its_first_quarter() -> None:
    fault = caught(EvidenceError, paid, by(SO_FAR, *BOTH[:3]))
    assert fault.subject == "calls of Birch in 2021/22 q1"
    assert "evidence/calls/Birch/2021-22/q1" in fault.remedy


def test_years_before_are_counted_to_the_same_quarter() -> None:
    before = [calls(name, "q1-q3", 120, year="2020/21") for name in TWO]
    whole = by(Measured("calls", 0, 2, quarters="so far"), *BOTH, *before)
    assert paid(whole)["Ash"].exact == 100_000 * Fraction(180, 390)
    less = [each for each in before if each.partner == "Ash"]
    fault = caught(
        EvidenceError, paid, by(Measured("calls", 0, 2, quarters="so far"), *BOTH, *less)
    )
    assert fault.subject == "calls of Birch in 2020/21 q1-q3"


def test_what_is_made_of_others_counts_as_far_as_all_of_them_are_known() -> None:
    hours = [calls(name, "q1-q2", 10, measure="hours") for name in TWO]
    whole = by(Measured("per hour", 0, quarters="so far"), *BOTH, *hours)
    made = Measure("per hour", derived=Derived.rate("calls", over="hours"))
    measures = [*evidence(*BOTH, *hours).measures, made]
    result = paid(evolve(whole, evidence=Evidence(measures, [*BOTH, *hours])))
    assert result["Ash"].exact == 100_000 * Fraction(30, 90)
    told = [each.words for each in result.notices if "so far" in each.words]
    assert [words.split(" is counted")[0] for words in told] == [
        "Of calls in 2021/22 only q1, q2",
        "Of hours in 2021/22 only q1-q2",
    ]


def test_figures_that_disagree_are_refused_where_they_are_counted() -> None:
    ended = [*BOTH, calls("Ash", "q4", 40), calls("Ash", "", 99), calls("Birch", "", 100)]
    fault = caught(ModelError, paid, by(Measured("calls", 0), *ended))
    assert fault.subject == "calls of Ash in 2021/22 by the formula formula"
    assert fault.got == "99 of the year, 100 of q1 + q2 + q3 + q4"


def test_a_quarter_may_count_by_itself_beside_a_year_that_some_record_by_quarters() -> None:
    """Of £1,000 by q1, 10 and 25, and £1,000 by the year: four quarters of Ash, Birch's whole."""
    ash = [calls("Ash", f"q{n}", 10 * n) for n in (1, 2, 3, 4)]
    seen = [*ash, calls("Birch", "", 60), calls("Birch", "q1", 25)]
    bases = {"staffing": Measured("calls", 0), "first": Measured("calls", 0, quarters="q1")}
    lines = [line("1000", pool) for pool in bases]
    whole = model(lines, [element(of, [pool]) for pool, of in bases.items()], TWO, seen)
    result = paid(whole)
    assert result.by_element()["staffing"]["Birch"] == Money("375.00")  # 60 of 160
    assert amounts(whole) == {"Ash": "910.71", "Birch": "1089.29"}


def test_a_scenario_sets_a_figure_of_a_quarter_and_the_quarters_that_count() -> None:
    whole = by(Measured("calls", 0, quarters="q1-q2"), *BOTH)
    assert amounts(whole) == {"Ash": "333.33", "Birch": "666.67"}
    more = Set("evidence/calls/Ash/2021-22/q2", 50).applied(whole)
    assert amounts(more) == {"Ash": "500.00", "Birch": "500.00"}
    first = Set("formula/staffing/quarters", "q1").applied(whole)
    assert amounts(first) == {"Ash": "250.00", "Birch": "750.00"}


def test_words_tell_which_quarters_count() -> None:
    points = [words for _, words in Measured("calls", 1, 2, quarters="q2").in_points(YEAR)]
    assert points[0] == "calls (2019/20 to 2020/21, pooled, q2)"
    assert points[1].endswith("Of each year q2 counts, 1 July to 30 September.")
    _, (_, words) = SO_FAR.in_points(YEAR)
    assert words.endswith("as are known of all who share, the same of each year.")


def test_units_of_a_quarter_are_bought_at_a_price() -> None:
    """£10 a call of the first two quarters: 10 and 20 by Ash, 60 by Birch; the rest is equal."""
    units = (("q1-q2", BOTH), ("so far", [*BOTH[:2], *BOTH[3:5]]))
    for quarters, seen in units:
        priced = PricedElement("calls", Measured("calls", 0, quarters=quarters), "10")
        whole = by(Given.equal(TWO), *seen)
        rule = evolve(whole.formulas[0], elements=[*whole.formulas[0].elements, priced])
        assert amounts(evolve(whole, formulas=[rule])) == {"Ash": "800.00", "Birch": "1100.00"}


def test_a_joiner_that_shares_nothing_yet_pays_for_what_it_took_in_its_quarters() -> None:
    """Cedar shares from the next April; a figure of q1 makes it a buyer, one of q4 does not."""
    gone = Membership(DateRange("2021-05-01"), joining="next 1 April")
    for taken, paying in (("q1", ["Ash", "Birch", "Cedar"]), ("q4", ["Ash", "Birch"])):
        units = Measured("calls", 0, quarters="q1-q2")
        whole = by(Given.equal(TWO), *BOTH)
        rule = evolve(
            whole.formulas[0],
            elements=[*whole.formulas[0].elements, PricedElement("calls", units, "10")],
        )
        left = Partner("Cedar", Authority("Cedar"), gone)
        cedar = [calls("Cedar", taken, 5), calls("Cedar", "q2" if taken == "q1" else "q3", 0)]
        after = evolve(
            whole,
            partnership=evolve(whole.partnership, partners=[*whole.partnership.partners, left]),
            evidence=evidence(*BOTH, *cedar),
            formulas=[rule],
        )
        assert [*paid(after).partners] == paying


def test_a_bound_goes_by_whole_years() -> None:
    fault = caught(InvalidValueError, Bound, Measured("contribution", quarters="q1"))
    assert fault.rule.startswith("be agreed amounts in pence, or one year")


def test_a_successor_takes_its_part_of_what_its_predecessors_quarters_come_to() -> None:
    """Old had 10 and 20, of which Birch takes a half; Ash had 45 itself."""
    since = "2021-04-01"
    days = {"Ash": ALWAYS, "Birch": DateRange(since), "Old": DateRange("2010-04-01", "2021-03-31")}
    partners = [Partner(name, Authority(name), Membership(each)) for name, each in days.items()]
    follow = [Succession(since, "Old", {"Birch": 50, "Ash": 50})]
    seen = [calls("Old", f"q{n}", 10 * n, year="2020/21") for n in (1, 2)]
    seen.append(calls("Ash", "q1-q2", 45, year="2020/21"))
    for quarters in ("q1-q2", "so far"):
        whole = by(Measured("calls", quarters=quarters), *BOTH)
        after = Partnership("Agency", partners, successions=follow)
        assert amounts(evolve(whole, partnership=after, evidence=evidence(*seen))) == {
            "Ash": "800.00",
            "Birch": "200.00",
        }
