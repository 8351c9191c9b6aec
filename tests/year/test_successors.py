"""The evidence of a successor, for years before it existed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import EvidenceError, InvalidValueError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Missing, Observation, Suppressed
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Joining, Leaving, Membership, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.succession import Succession
from aimpartner.periods import DateRange
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Scenario, Set
from aimpartner.sources import Source
from builders import ALWAYS, YEAR, amounts, counted, element, line, model, paid
from faults import caught

DEED = Source("a deed of variation")


def bcp(*seen: Observation) -> Model:
    """Return BCP, Dorset and the councils that they follow, as on 1 April 2019.

    The percentages of Dorset's predecessor are this test's own: an area's part is for an agreement.
    """
    before = DateRange("2010-04-01", "2019-03-31")
    gone = ("Bournemouth", "Poole", "Dorset County")
    partners = [
        Partner(name, Authority(name), DateRange("2019-04-01")) for name in ("BCP", "Dorset")
    ]
    partners += [Partner(name, Authority(name), before) for name in gone]
    day = "2019-04-01"
    all_of = [Succession(day, name, {"BCP": 100}, DEED) for name in gone[:2]]
    county = Succession(day, gone[2], {"BCP": 12, "Dorset": 88}, DEED)
    whole = Partnership("Aspire", partners, successions=[*all_of, county])
    rule = Formula("f", [element(Measured("adopted", lag=4))], ALWAYS)
    evidence = Evidence([Measure("adopted", unit="children")], seen)
    return Model(whole, evidence, model([line("110")]).budgets, [rule])


SEEN = counted("adopted", {"Bournemouth": 20, "Poole": 24, "Dorset County": 66}, "2017/18")


def test_a_successors_evidence_is_the_stated_parts_of_its_predecessors() -> None:
    """20 + 24 + 12 % of 66 is 51.92; 88 % of 66 is 58.08."""
    whole = bcp(*SEEN)
    result = paid(whole)
    assert amounts(whole) == {"BCP": "51.92", "Dorset": "58.08"}
    steps = {step.at: step for step in result.working.inputs if step.at}
    assert steps["evidence/adopted/Poole/2017-18"].value == 24
    assert steps["succession/Dorset County/Dorset"].value == Fraction(22, 25)
    assert steps["succession/Dorset County/Dorset"].source(0) == DEED
    assert "evidence/adopted/*/2017-18" not in steps
    assert [each.partner for each in result.facts.observed(result.working)] == [
        *("Bournemouth", "Poole", "Dorset County"),
    ]
    assert result.facts.used(result.working) == (("adopted", YEAR.back(4)),)


def test_a_figure_recorded_of_the_successor_itself_counts() -> None:
    assert amounts(bcp(*SEEN, *counted("adopted", {"BCP": 30}, "2017/18")))["BCP"] == "37.47"


def test_the_year_so_far_goes_as_far_as_the_successors_own_quarters() -> None:
    """The two have two quarters of their own, of a year of which no predecessor has a figure."""
    seen = [
        evolve(each, quarters="q1 to q2")
        for each in counted("adopted", {"BCP": 30, "Dorset": 80}, "2017/18")
    ]
    whole = bcp(*seen)
    (rule,) = whole.formulas
    so_far = evolve(rule, elements=[element(Measured("adopted", lag=4, quarters="so far"))])
    assert amounts(evolve(whole, formulas=[so_far])) == {"BCP": "30.00", "Dorset": "80.00"}


def test_a_predecessors_suppressed_or_missing_figure_is_refused_by_its_name() -> None:
    for value in (Missing(), Suppressed(1, 5)):
        seen = Observation("adopted", "Bournemouth", "2017/18", value)
        fault = caught(EvidenceError, paid, bcp(seen, *SEEN[1:]))
        assert fault.subject == "adopted of Bournemouth in 2017/18"
        assert "evidence/adopted/Bournemouth/2017-18" in fault.remedy


def test_a_change_of_the_stated_parts_is_a_scenario() -> None:
    at = "succession/Dorset County/BCP"
    other = "succession/Dorset County/Dorset"
    assert figures(bcp(*SEEN))[at] == Fraction(3, 25)
    fault = caught(InvalidValueError, Set(at, "50 %").applied, bcp(*SEEN))
    assert fault.rule == "sum to 100"
    halves = Scenario("halves", [Set(at, "50 %"), Set(other, "50 %")]).applied(bcp(*SEEN))
    assert amounts(halves) == {"BCP": "77.00", "Dorset": "33.00"}


def test_successions_follow_one_another() -> None:
    """Poole goes to Dorset's neighbour in 2015, and a partner that stays keeps its part."""
    body = Authority("council")
    days = DateRange("2010-04-01", "2015-03-31")
    partners = [
        Partner("Stays", body, ALWAYS),
        Partner("Gone", body, days),
        Partner("New", body, DateRange("2019-04-01")),
    ]
    merged = Succession("2015-04-01", "Gone", {"Stays": 100})
    split = Succession("2019-04-01", "Stays", {"Stays": 60, "New": 40})
    whole = Partnership("Agency", partners, successions=[split, merged])
    rule = Formula("f", [element(Measured("adopted", last="2014/15"))], ALWAYS)
    seen = counted("adopted", {"Stays": 30, "Gone": 20}, "2014/15")
    evidence = Evidence([Measure("adopted")], seen)
    made = Model(whole, evidence, model([line("50")]).budgets, [rule])
    assert amounts(made) == {"Stays": "30.00", "New": "20.00"}
    later = evolve(rule, elements=[element(Measured("adopted", last="2016/17"))])
    seen += counted("adopted", {"Stays": 10}, "2016/17")
    again = evolve(made, evidence=evolve(evidence, observations=seen), formulas=[later])
    assert amounts(again) == {"Stays": "30.00", "New": "20.00"}


def bought(day: str, lag: int = 1, leaving: Leaving = "", joining: Joining = "") -> Model:
    """Return Stays, and Old that becomes New on a day; they buy what was placed, at £10 each."""
    council, from_ = Authority("council"), DateRange(day)
    old = Membership(DateRange("2010-04-01", from_.before), leaving=leaving)
    new = Membership(from_, joining)
    partners = [Partner("Stays", council, ALWAYS), Partner("Old", council, old)]
    partners.append(Partner("New", council, new))
    merged = Succession(day, "Old", {"New": 100}, DEED)
    whole = Partnership("Agency", partners, successions=[merged])
    places = PricedElement("places", Measured("placed", lag=lag), "10")
    rule = Formula("f", [element(Given.equal(("Stays", "Old", "New"))), places], ALWAYS)
    seen = counted("placed", {"Stays": 2, "Old": 3}, str(YEAR.back(lag)))
    evidence = Evidence([Measure("placed")], seen)
    return Model(whole, evidence, model([line("365")]).budgets, [rule])


def fees(result: Contributions) -> dict[str, int]:
    column = result.column("element", "places")
    return {name: int(pence / 100) for name, pence in zip(result.partners, column, strict=True)}


def test_units_of_a_predecessor_are_paid_by_its_successor_and_are_nobodys_no_more() -> None:
    result = paid(bought("2021-04-01"))
    assert fees(result) == {"Stays": 20, "New": 30}
    assert "charged to nobody" not in " ".join(map(str, result.notices))


def test_units_of_a_predecessor_that_no_successor_takes_over_are_told_to_be_nobodys() -> None:
    """Units of the year charged itself, recorded of one that was gone before it began."""
    whole = bought("2021-04-01", lag=0)
    more = counted("placed", {"New": 1}, "2021/22")
    seen = [*whole.evidence.observations, *more]
    result = paid(evolve(whole, evidence=evolve(whole.evidence, observations=seen)))
    assert fees(result) == {"Stays": 20, "New": 10}
    words = "Old has units of places, which are charged to nobody: it is no partner that pays in"
    assert f"{words} 2021/22." in map(str, result.notices)


@pytest.mark.parametrize(("leaving", "joining"), [("next 1 April",) * 2, ("reshare",) * 2])
def test_units_are_paid_once_where_a_successor_comes_within_the_year(
    leaving: Leaving, joining: Joining
) -> None:
    """Old's three of the year before are New's, whether or not it shares in anything yet."""
    result = paid(bought("2021-10-01", leaving=leaving, joining=joining))
    assert fees(result) == {"Stays": 20, "Old": 0, "New": 30}


def test_units_of_the_year_itself_are_of_whoever_took_them() -> None:
    whole = bought("2021-10-01", 0, "reshare", "reshare")
    seen = [*whole.evidence.observations, *counted("placed", {"New": 1}, "2021/22")]
    result = paid(evolve(whole, evidence=evolve(whole.evidence, observations=seen)))
    assert fees(result) == {"Stays": 20, "Old": 30, "New": 10}


def test_a_predecessor_that_goes_on_pays_for_the_part_that_it_keeps() -> None:
    """Of Old's three a third goes to New with a part of its area, and Old goes on."""
    whole = bought("2021-10-01", joining="reshare")
    stays, old, new = whole.partnership.partners
    split = Succession("2021-10-01", "Old", {"Old": "200/3", "New": "100/3"})
    parts = [stays, evolve(old, member=[Membership(ALWAYS)]), new]
    goes_on = evolve(whole.partnership, partners=parts, successions=[split])
    assert fees(paid(evolve(whole, partnership=goes_on))) == {"Stays": 20, "Old": 20, "New": 10}
