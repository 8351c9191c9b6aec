"""The evidence of a successor, for years before it existed."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from aimpartner.errors import EvidenceError, InvalidValueError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Measure, Missing, Observation, Suppressed
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.model import Model
from aimpartner.parties.partners import Authority, Partner
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
