"""What was notified to the partners: frozen, and binding until a reissue replaces it."""

from __future__ import annotations

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from aimpartner.by import ByPartner
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.issue.issue import Issued
from aimpartner.model import Model
from aimpartner.money import Money, sum_of
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.periods import DateRange, FinancialYear
from builders import AIM, GUESS, MINUTE, YEAR, counted, element, line, model, paid, partnership
from contributions.strategies import models
from drawn import drawn
from faults import caught, said
from issues import issue, issues, money

TWO = ("Ash", "Birch")
PAID, NET = {"Ash": "66.67", "Birch": "33.33"}, {"Ash": "66.67", "Birch": "28.33"}
FIRST = issue(PAID, NET)
SECOND = evolve(FIRST, version="2", on="2021-11-04", reason="a post was filled late")
LENT = [line("95"), line("5", name="lent", incurred_by="Birch")]
COUNTS = counted("adopted", {"Ash": 2, "Birch": 1})


def whole_model() -> Model:
    """Return £100 shared by adoptions in the year before, £5 of it incurred by Birch."""
    return model(LENT, [element(Measured("adopted", 1))], TWO, COUNTS)


def test_an_issue_freezes_amounts_and_what_they_were_made_from() -> None:
    result = paid(whole_model())
    decided = Decision("Ash", "2021-03-25", "Cabinet")
    found = result.issue("2021-03-26", decided, source=MINUTE)
    assert (found.agency, found.year, found.version) == ("Agency", YEAR, "1")
    assert found.contributions == money({"Ash": "66.67", "Birch": "33.33"})
    assert found.net == money({"Ash": "66.67", "Birch": "28.33"})
    assert (found.host, found.call) == ("Ash", Money("100"))
    assert found.budget == "the budget of 2021/22, version 1"
    assert found.formula == "the formula formula"
    assert list(found.observations) == COUNTS
    assert (found.decision, found.source, found.reason) == (decided, MINUTE, "")


def bought_and_joined(unit: str = "100") -> Model:
    """Return £250 by thirds, a place of £40 for Birch, and £10 that Cedar adds on joining."""
    names = (*TWO, "Cedar")
    place = PricedElement("place", Given({"Ash": 0, "Birch": 1, "Cedar": 0}, "units"), "40")
    shared = element(Given({"Ash": 1, "Birch": 2, "Cedar": 0}))
    whole = model([line("250")], [shared, place], names, rounding=Rounding(unit))
    joins = Membership(DateRange("2021-10-01"), "own addition", addition="10")
    cedar = Partner("Cedar", Authority("Cedar"), joins)
    partners = [*whole.partnership.partners[:2], cedar]
    return evolve(whole, partnership=evolve(whole.partnership, partners=partners))


@pytest.mark.parametrize("unit", ["0.01", "1", "100"])
def test_an_issue_records_what_was_priced_what_was_added_and_the_unit(unit: str) -> None:
    found = paid(bought_and_joined(unit)).issue("2021-03-26")
    assert found.priced == money({"Ash": "0", "Birch": "40", "Cedar": "0"})
    assert found.own == money({"Ash": "0", "Birch": "0", "Cedar": "10"})
    assert (found.beside_the_budget, found.unit) == ((Money("40"), Money("10")), Money(unit))
    assert "Of the call, £40.00 is for what has a price, £10.00 partners' own." in str(found)
    assert "what has a price" not in str(FIRST)


def test_what_is_shared_by_one_formula_of_a_year_and_priced_by_the_other_is_both() -> None:
    """Staffing is shared to 30 September, and from then a place at £365 as well, charged whole."""
    old = Formula("old", [element(Given.equal(TWO))], DateRange("2010-04-01", "2021-09-30"))
    place = PricedElement("staffing", Given({"Ash": 1, "Birch": 0}, "units"), "365")
    shared = evolve(element(Given.equal(TWO)), name="shared")
    new = Formula("new", [shared, place], DateRange("2021-10-01"))
    result = paid(evolve(model(names=TWO), formulas=[old, new]))
    assert result.issue("2021-03-26").priced == money({"Ash": "365", "Birch": "0"})
    assert [each.amount for each in result] == [Money("415"), Money("50")]
    half = Fraction(5000 * 183, 365)
    assert result.column("element", "staffing") == (half + 36500, half)


def test_an_issue_of_an_illustration_says_so() -> None:
    whole = whole_model()
    marked = evolve(whole, formulas=[evolve(whole.formulas[0], marking="ILLUSTRATION")])
    found = paid(marked).issue("2021-03-26")
    assert str(found).splitlines()[0] == "ILLUSTRATION"
    assert "<b>ILLUSTRATION</b>" in found._repr_html_()


@drawn(60)
@given(models())
def test_what_is_issued_is_what_was_calculated(whole: Model) -> None:
    """Design section 5.7: the issue freezes amounts; net payables stay what they were."""
    result = paid(whole)
    found = result.issue("2021-03-26")
    assert found.partners == result.partners
    assert list(found.contributions.values()) == [each.amount for each in result]
    assert list(found.net.values()) == [each.net for each in result]
    assert found.total + found.residual == found.call == result.call
    priced, own = found.beside_the_budget
    assert result.facts.budget.call() + priced == found.call
    assert (own, found.unit) == (Money(0), result.facts.formula.rounding.unit)


@drawn(60)
@given(issues())
def test_shares_are_parts_of_one_whole(found: Issued) -> None:
    shares, total = found.shares, found.total.pence
    assert sum(shares.values()) == (1 if total else 0)
    amounts = {name: share * total for name, share in shares.items()}
    assert not total or amounts == {k: v.pence for k, v in found.contributions.items()}


def test_amount_total_residual_and_shares_read_the_frozen_figures() -> None:
    assert FIRST.amount("Birch") == Money("33.33")
    assert evolve(FIRST, call="101").residual == Money("1")
    assert FIRST.shares == ByPartner(
        {"Ash": Fraction(6667, 10_000), "Birch": Fraction(3333, 10_000)}
    )


def test_an_unknown_partner_is_refused_with_agency_year_and_version() -> None:
    fault = caught(ModelError, FIRST.amount, "Elm")
    subject = "Partner in the issue of Agency 2021/22, version 1"
    assert said(fault) == (subject, "be one of Ash, Birch", "'Elm'")


@pytest.mark.parametrize("fields", [{"version": ""}, {"contributions": ByPartner({})}])
def test_an_issue_has_a_version_and_a_partner(fields: dict[str, object]) -> None:
    fault = caught(InvalidValueError, evolve, FIRST, **fields)
    assert said(fault) == (f"Issued {next(iter(fields))}", "be given", "nothing")


@pytest.mark.parametrize("unit", ["0", "-1"])
def test_a_unit_of_rounding_is_a_penny_at_least(unit: str) -> None:
    fault = caught(InvalidValueError, evolve, FIRST, unit=unit)
    subject = "Unit of the issue of Agency 2021/22, version 1"
    assert said(fault) == (subject, "be at least a penny", Money(unit))


def test_contributions_are_whole_units() -> None:
    assert evolve(FIRST, unit="0.01").unit == Money("0.01")
    fault = caught(ModelError, evolve, FIRST, unit="0.02")
    subject = "Contribution of Ash in the issue of Agency 2021/22, version 1"
    rule = "be a whole number of its unit of rounding, £0.02"
    assert said(fault) == (subject, rule, Money("66.67"))


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"priced": money({"Ash": "1"})}, "Priced"),
        ({"own": money({"Birch": "1", "Ash": "1"})}, "Own additions"),
        ({"net": money({"Birch": "1", "Ash": "2"})}, "Net payables"),
        ({"elements": [("staffing", money({"Ash": "66.67"}))]}, "staffing"),
    ],
)
def test_every_column_of_an_issue_names_its_partners(
    fields: dict[str, object], subject: str
) -> None:
    fault = caught(ModelError, evolve, FIRST, **fields)
    assert fault.subject == f"{subject} of the issue of Agency 2021/22, version 1"
    assert fault.rule == "name its partners in their order: Ash, Birch"


def test_elements_sum_to_the_contributions() -> None:
    parts = [
        ("a", money({"Ash": "60", "Birch": "30"})),
        ("b", money({"Ash": "6.67", "Birch": "3.33"})),
    ]
    assert evolve(FIRST, elements=parts).elements == tuple(parts)
    wrong = [parts[0], ("b", money({"Ash": "6.67", "Birch": "3.34"}))]
    fault = caught(ModelError, evolve, FIRST, elements=wrong)
    subject = "Elements of Birch in the issue of Agency 2021/22, version 1"
    assert said(fault) == (subject, "sum to the contribution, £33.33", Money("33.34"))


def test_an_issue_does_not_rest_on_a_decision_made_later() -> None:
    late = Decision("Birch", "2021-11-04", "Cabinet")
    fault = caught(ModelError, evolve, FIRST, decision=late)
    subject = "Decision for the issue of Agency 2021/22, version 1"
    rule = "be made by the day of issue, 26 March 2021"
    assert said(fault) == (subject, rule, "4 November 2021")
    assert evolve(SECOND, decision=late).decision == late


def test_a_reissue_names_the_version_that_it_replaces() -> None:
    again = SECOND.replacing(FIRST)
    assert (again.replaces, again.reason) == ("1", "a post was filled late")
    assert str(again).splitlines()[-1] == "- Replaces issue 1: a post was filled late."


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (
            {"version": "1"},
            (
                "Issue of Agency 2021/22",
                "be of a new version",
                "version 1, issued on 26 March 2021",
            ),
        ),
        (
            {"on": "2021-03-26"},
            (
                "Day of the issue of Agency 2021/22, version 2",
                "be later than 26 March 2021, the day of version 1",
                "26 March 2021",
            ),
        ),
        (
            {"reason": ""},
            (
                "Reason of the issue of Agency 2021/22, version 2",
                "say why it replaces version 1",
                "no reason",
            ),
        ),
        (
            {"year": "2022/23", "budget_version": ""},
            ("Reissue", "be of Agency 2021/22", "the issue of Agency 2022/23, version 2"),
        ),
    ],
)
def test_a_reissue_has_a_version_a_later_day_and_a_reason(
    fields: dict[str, Any], found: tuple[str, str, str]
) -> None:
    assert said(caught(ModelError, evolve(SECOND, **fields).replacing, FIRST)) == found


def test_an_issue_shows_what_it_rests_on() -> None:
    decided = evolve(FIRST, decision=Decision("Ash", "2021-03-25", "Cabinet"))
    lines = str(decided).splitlines()
    assert lines[0] == "Agency: contributions 2021/22, issue 1 of 26 March 2021"
    assert lines[2].split() == ["Ash", "66.67", "%", "£66.67", "£66.67"]
    assert lines[4].split() == ["sum", "£100.00", "£95.00"]
    assert "the budget of 2021/22, version 1" in lines[5]
    assert lines[-1] == "- Decided by Cabinet on 25 March 2021."
    assert "Decided by" not in str(FIRST)
    assert "Decided by Ash on" in str(evolve(FIRST, decision=Decision("Ash", "2021-03-25")))


def test_a_table_for_pandas_holds_exact_figures() -> None:
    assert FIRST.to_frame().loc["Birch"].to_dict() == {
        "share": Fraction(3333, 10_000),
        "contribution": Decimal("33.33"),
        "incurred": Decimal("5.00"),
        "net payable": Decimal("28.33"),
    }


def test_an_issue_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(FIRST)) == FIRST  # noqa: S301  # made on this line


# What later years see of it.

LAST = issue(PAID, NET, year="2020/21", on="2020-03-20")


def last_reissued() -> Issued:
    more = money({"Ash": "70", "Birch": "36"})
    return evolve(LAST, version="2", on="2020-11-02", reason="more", contributions=more, call="106")


def test_last_years_issue_is_what_this_years_result_compares_with() -> None:
    result = paid(whole_model().recorded(LAST))
    assert result["Birch"].last_year == Money("33.33")
    assert result["Ash"].change == Money("0")


@pytest.mark.parametrize(
    ("known_on", "last_year"),
    [
        ("2020-03-19", None),
        ("2020-03-20", Money("33.33")),
        ("2020-11-01", Money("33.33")),
        ("2020-11-02", Money("36")),
        (None, Money("36")),
    ],
)
def test_an_issue_is_known_from_its_day_and_the_newest_counts(
    known_on: str | None, last_year: Money | None
) -> None:
    told = whole_model().recorded(LAST).recorded(last_reissued())
    assert paid(told, known_on)["Birch"].last_year == last_year


def test_what_was_issued_can_be_shared_by() -> None:
    """Design section 5.4: "last year" is the issued contribution, as evidence."""
    by_last_year = model([line("100")], [element(Measured("contribution", 1))], TWO)
    result = paid(by_last_year.recorded(LAST))
    assert [each.amount for each in result] == [Money("66.67"), Money("33.33")]
    (ash, birch) = result.issue("2021-03-26").observations
    assert (ash.address, birch.value) == ("evidence/contribution/Ash/2020-21", Known("33.33"))
    assert (ash.edition, str(ash.released)) == ("issue 1", "2020-03-20")
    assert str(ash.source) == "the issue of Agency 2020/21, version 1, 20 March 2020"


def test_a_partner_that_a_reissue_leaves_out_was_issued_nothing_in_the_end() -> None:
    alone = money({"Ash": "100"})
    none = money({"Ash": "0"})
    again = evolve(last_reissued(), contributions=alone, net=alone, priced=none, own=none, call=100)
    told = whole_model().recorded(LAST).recorded(again)
    assert paid(told, "2020-11-01")["Birch"].last_year == Money("33.33")
    assert paid(told)["Birch"].last_year == Money("0")
    assert paid(told)["Ash"].last_year == Money("100")


def test_the_evidence_of_an_issue_carries_the_issues_own_source() -> None:
    assert {each.source for each in evolve(FIRST, source=GUESS).as_evidence()} == {GUESS}


def test_the_measure_of_what_is_issued_is_described_once() -> None:
    described = Evidence([Measure("contribution", "as notified", "pounds")])
    whole = evolve(
        whole_model(), evidence=Evidence([*described.measures, Measure("adopted")], COUNTS)
    )
    facts = whole.recorded(LAST).facts(YEAR)
    assert [each.words for each in facts.evidence.measures] == ["as notified", ""]
    assert facts.unit_of("contribution") == "pounds"
    assert whole_model().recorded(LAST).facts(YEAR).unit_of("contribution") == "pounds"


# The model keeps the issues in order.


def test_the_issue_in_force_is_the_newest_known() -> None:
    told = whole_model().recorded(LAST).recorded(last_reissued())
    assert told.issue_in_force("2020/21").version == "2"
    assert told.issue_in_force("2020/21").replaces == "1"
    assert told.issue_in_force("2020/21", "2020-11-01").version == "1"


@pytest.mark.parametrize(
    ("year", "known_on", "rule", "got"),
    [
        ("2021/22", None, "have contributions issued", "none"),
        (
            "2020/21",
            "2020-03-19",
            "have contributions issued by 19 March 2020",
            "version 1 (2020-03-20)",
        ),
    ],
)
def test_a_year_without_an_issue_is_refused(
    year: str, known_on: str | None, rule: str, got: str
) -> None:
    told = whole_model().recorded(LAST)
    fault = caught(ModelError, told.issue_in_force, year, known_on)
    assert said(fault) == (f"Agency {year}", rule, got)


def test_an_issue_of_an_issued_version_is_refused() -> None:
    told = whole_model().recorded(LAST)
    for act in (told.recorded, lambda again: evolve(told, issued=[LAST, again])):
        fault = caught(ModelError, act, evolve(last_reissued(), version="1"))
        assert fault.subject == "Issue of Agency 2020/21"
        assert fault.got == "version 1, issued on 20 March 2020"


@pytest.mark.parametrize(("named", "got"), [("", "none"), ("1", "'1'")])
def test_an_issue_replaces_the_one_just_before_it(named: str, got: str) -> None:
    second = last_reissued().replacing(LAST)
    third = evolve(second, version="3", on="2020-12-01", replaces=named)
    fault = caught(ModelError, evolve, whole_model(), issued=[third, second, LAST])
    assert said(fault) == (
        "Version that the issue of Agency 2020/21, version 3 replaces",
        "be '2', in force until 1 December 2020",
        got,
    )
    assert fault.remedy == "Record issues one after another: `recorded` does."
    told = evolve(whole_model(), issued=[LAST, second, evolve(third, replaces="2")])
    assert told.issue_in_force("2020/21").version == "3"


def test_issues_of_several_years_do_not_replace_each_other() -> None:
    told = whole_model().recorded(LAST).recorded(FIRST)
    assert [each.replaces for each in told.issued] == ["", ""]
    assert told.issue_in_force("2021/22") == FIRST


def test_an_issue_of_another_agency_is_refused() -> None:
    fault = caught(ModelError, whole_model().recorded, evolve(LAST, agency="Another"))
    assert said(fault) == ("Issue", "be of Agency", "the issue of Another 2020/21, version 1")


def test_an_issue_names_partners_of_the_partnership_alone() -> None:
    fault = caught(ModelError, Model, partnership(AIM), issued=[FIRST])
    subject = "Partner in the issue of Agency 2021/22, version 1"
    assert said(fault) == (subject, f"name one of {', '.join(AIM)}", "'Ash'")


def test_what_is_issued_is_not_told_by_the_evidence_as_well() -> None:
    seen = Observation("contribution", "Ash", FinancialYear(2020), Known("66.67"), source=MINUTE)
    fault = caught(ModelError, model(names=TWO, observations=[seen]).recorded, LAST)
    assert fault.subject == "evidence/contribution/Ash/2020-21"
    assert fault.rule == "be recorded once; the issue of Agency 2020/21, version 1 tells it"
    assert fault.got == f"66.67 in the evidence ({MINUTE})"
    bare = model(names=TWO, observations=[evolve(seen, source=None)])
    assert caught(ModelError, bare.recorded, LAST).got == "66.67 in the evidence (no source)"


def test_without_issues_the_evidence_is_left_as_it_is() -> None:
    whole = model(names=TWO, elements=[element(Given.equal(TWO))])
    assert whole.facts(YEAR).evidence is whole.evidence
    assert sum_of(each.amount for each in paid(whole)) == Money("100")


def test_an_issue_calls_its_budget_and_its_formulas_what_they_are() -> None:
    assert FIRST.budget == "the budget of 2021/22, version 1"
    assert FIRST.formula == "the formula equal"
    first, rest = FIRST.year.days.split(date(2021, 7, 1))
    two = issue(PAID, formulas=[("before", first), ("after", rest)])
    assert two.formula == (
        "the formulas before (2021-04-01 to 2021-06-30), after (2021-07-01 to 2022-03-31)"
    )
    fault = caught(ModelError, evolve, FIRST, budget_version="2")
    assert said(fault) == (
        f"Budget of {FIRST.title}",
        "be called the budget of 2021/22, version 2",
        "the budget of 2021/22, version 1",
    )
    fault = caught(ModelError, issue, PAID, formula="the formula by need")
    assert said(fault) == (
        f"Formula of {FIRST.title}",
        "be called the formula equal",
        "the formula by need",
    )


def test_an_issue_without_keys_says_in_words_what_it_rests_on() -> None:
    paper, rule = "Budget Paper, 26 March 2021", "as agreed in 2018"
    old = issue(PAID, budget_version="", formulas=(), budget=paper, formula=rule)
    assert (old.budget, old.formula) == (paper, rule)
    fault = caught(InvalidValueError, issue, PAID, budget_version="")
    assert said(fault) == ("Issued budget", "be given", "nothing")
    fault = caught(InvalidValueError, issue, PAID, formulas=())
    assert said(fault) == ("Issued formula", "be given", "nothing")
