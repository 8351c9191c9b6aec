"""The partnership as a whole."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension, HoldingOver
from aimpartner.parties.agreement.timeline import AgreementState
from aimpartner.parties.duties import EACH, Done, Due, Owed
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.parties.review import Review
from aimpartner.parties.services import ProvidedService
from aimpartner.parties.timetable import Timetable
from aimpartner.periods import DateRange, FinancialYear
from builders import AIM, ALWAYS, MINUTE, aim_agreement, approved, model, partners, partnership
from faults import caught, said


def test_partners_keep_their_order() -> None:
    assert partnership(("Wirral", "Sefton")).names == ("Wirral", "Sefton")


def test_a_partner_is_found_by_its_short_name() -> None:
    assert partnership().partner("Sefton").authority.name == "Sefton Council"


def test_an_unknown_partner_is_refused_with_those_there_are() -> None:
    fault = caught(ModelError, partnership().partner, "Halton")
    assert said(fault) == ("Partner", "be one of Knowsley, Liverpool, Sefton, Wirral", "'Halton'")


def test_a_partnership_without_partners_is_refused() -> None:
    assert said(caught(ModelError, Partnership, "Agency", ())) == (
        "Partnership",
        "have a partner",
        "none",
    )


def test_two_partners_of_one_name_are_refused() -> None:
    fault = caught(ModelError, Partnership, "Agency", partners(("Sefton", "Wirral", "Sefton")))
    assert said(fault) == ("Agency", "name each partner once", "Sefton (2 times)")


def test_the_host_changes_on_the_day_the_next_begins() -> None:
    hosting = [
        Hosting("Knowsley", DateRange("2018-04-01", "2022-03-31")),
        Hosting("Wirral", DateRange("2022-04-01", "2023-03-31")),
    ]
    agency = Partnership("Agency", partners(), hosting)
    hosts = [agency.host(day) for day in ("2018-03-31", "2022-03-31", "2022-04-01", "2023-04-01")]
    assert hosts == [None, "Knowsley", "Wirral", None]


def test_members_are_those_of_any_of_the_days_in_order() -> None:
    body = Authority("A Council")
    left = Partner("Left", body, DateRange("2018-04-01", "2021-03-31"))
    leaving = Partner("Leaving", body, DateRange("2018-04-01", "2021-04-01"))
    joining = Partner("Joining", body, DateRange("2022-03-31"))
    later = Partner("Later", body, DateRange("2022-04-01"))
    agency = Partnership("Agency", (later, joining, leaving, left))
    assert agency.members(FinancialYear(2021).days) == (joining, leaving)


@pytest.mark.parametrize(
    ("on", "known_on", "state"),
    [
        ("2017-07-01", None, AgreementState.SHADOW),
        ("2019-07-01", None, AgreementState.IN_TERM),
        ("2021-07-01", "2021-07-01", AgreementState.LAPSED),
        ("2021-07-01", "2021-11-03", AgreementState.LAPSED),
        ("2021-07-01", "2021-11-04", AgreementState.EXTENDED),
        ("2021-07-01", None, AgreementState.EXTENDED),
        ("2022-04-01", None, AgreementState.ENDED),
    ],
)
def test_aims_own_story_comes_out_right(
    on: str, known_on: str | None, state: AgreementState
) -> None:
    agency = partnership(AIM, agreement=aim_agreement())
    assert agency.agreement_state(on=on, known_on=known_on) is state


def test_a_partnership_without_an_agreement_has_no_state() -> None:
    fault = caught(ModelError, partnership().agreement_state, "2021-07-01")
    assert said(fault) == ("Agency", "have an agreement recorded", "none")


def test_a_state_is_asked_of_a_day_in_the_calendar() -> None:
    agency = partnership(AIM, agreement=aim_agreement())
    assert caught(InvalidValueError, agency.agreement_state, "31 June 2021").subject == "Day"


def test_a_statement_keeps_who_said_what() -> None:
    said_by = Statement("host", "the service hosted by Wirral council", MINUTE)
    agency = Partnership("Agency", partners(), statements=[said_by])
    assert agency.statements == (said_by,)


def test_somebody_asked_to_approve_is_a_partner() -> None:
    fault = caught(ModelError, partnership, AIM[1:], agreement=aim_agreement())
    assert said(fault) == (
        "Approval of the agreement from 1 April 2018",
        "be by partners: Liverpool, Sefton, Wirral",
        "Knowsley",
    )


def test_the_partners_on_a_day_keep_their_order() -> None:
    agency = Partnership("Agency", [*partners(("B",), DateRange("2021-04-01")), *partners(("A",))])
    assert [each.name for each in agency.partners_on("2021-04-01")] == ["B", "A"]
    assert [each.name for each in agency.partners_on("2021-03-31")] == ["A"]


def test_the_timeline_and_what_was_lived_are_the_agreements_own() -> None:
    agency = partnership(AIM, agreement=aim_agreement())
    assert agency.agreement is not None
    assert agency.timeline() == agency.agreement.timeline()
    assert agency.timeline("2021-11-03") == agency.agreement.timeline(date(2021, 11, 3))
    assert agency.as_lived() == agency.agreement.as_lived()


def test_without_an_agreement_there_is_no_timeline() -> None:
    for asked in (partnership().timeline, partnership().as_lived):
        assert caught(ModelError, asked).rule == "have an agreement recorded"


def test_what_is_outstanding_is_asked_of_the_partners_of_the_year() -> None:
    timetable = Timetable([Owed("comments", EACH, Due(11, 30, -1))])
    left = partners(("Wirral",), DateRange("2018-04-01", "2022-03-31"))
    joins = partners(("Halton",), DateRange("2022-01-01"))
    agency = Partnership("Agency", [*partners(("Sefton",)), *left, *joins], timetable=timetable)
    asked = {
        year: [each.by for each in agency.outstanding(year, "2021-12-01")]
        for year in ("2021/22", "2022/23")
    }
    assert asked == {"2021/22": ["Sefton", "Wirral"], "2022/23": ["Sefton"]}
    assert agency.outstanding("2022/23", "2021-11-29") == ()


def test_without_a_timetable_nothing_can_be_outstanding() -> None:
    fault = caught(ModelError, partnership().outstanding, "2021/22", "2021-07-01")
    assert said(fault) == ("Agency", "have a timetable recorded", "none")


def test_a_service_is_provided_by_a_partner() -> None:
    service = ProvidedService("legal advice", "Halton", ALWAYS, "1000", "in kind", source=MINUTE)
    fault = caught(ModelError, Partnership, "Agency", partners(), services=[service])
    assert said(fault) == (
        "Service",
        "be provided by one of Knowsley, Liverpool, Sefton, Wirral",
        f"legal advice by Halton {ALWAYS} ({MINUTE})",
    )


def test_what_each_partner_owes_is_done_by_a_partner() -> None:
    done = Done("comments", "Halton", "2022/23", "2021-11-25", source=MINUTE)
    timetable = Timetable([Owed("comments", EACH, Due(11, 30, -1))], [done])
    fault = caught(ModelError, Partnership, "Agency", partners(), timetable=timetable)
    assert (fault.subject, fault.got) == ("comments by Halton for 2022/23", f"Halton ({MINUTE})")


def test_a_review_is_closed_by_a_partner_or_a_joint_body() -> None:
    def closed(by: str) -> Partnership:
        closing = Decision(by, "2022-03-03", "Board")
        review = Review("the agency", ["governance"], "2022-03-31", decision=closing)
        return Partnership("Agency", partners(), reviews=[review])

    assert closed("").reviews[0].is_open() is False
    assert caught(ModelError, closed, "Halton").got == "Halton"


def test_the_register_of_the_partnership_leaves_budgets_to_that_of_the_whole() -> None:
    decided = approved(*AIM, on="2021-03-26")
    agency = partnership(AIM, agreement=aim_agreement())
    whole = evolve(model(), partnership=agency)
    budget = evolve(whole.budgets[0], approval=decided)
    rule = evolve(whole.formulas[0], approval=approved("Sefton", on="2021-03-27"))
    register = evolve(whole, budgets=[budget], formulas=[rule]).register()
    added = [each for each in register if each not in list(agency.register())]
    assert [(str(each.made), each.partner, each.subject) for each in added] == [
        *(("2021-03-26", name, budget.title) for name in AIM),
        ("2021-03-27", "Sefton", rule.title),
    ]
    assert len(register) == len(agency.register()) + 5
    assert len(whole.register("Cabinet")) == len(agency.register("Cabinet"))


def test_a_provision_is_stated_once() -> None:
    """Two of one day could not be told apart by the decisions on them."""
    asked = Approval(("Sefton",))
    last, held = Extension("2022-03-31", asked), HoldingOver(DateRange("2022-04-01"), None, asked)
    for agreed, each in (
        (evolve(aim_agreement(), extensions=[last, last]), last),
        (evolve(aim_agreement(), holding_over=[held, held]), held),
    ):
        fault = caught(ModelError, partnership, AIM, agreement=agreed)
        assert said(fault) == (
            "Agreement of 2018-04-01 to 2021-03-31",
            "name each provision once",
            f"{each} (2 times)",
        )


def test_two_reviews_of_one_subject_and_day_are_refused() -> None:
    review = Review("the agency", ["governance"], "2022-03-31")
    fault = caught(ModelError, Partnership, "Agency", partners(), reviews=[review, review])
    assert said(fault) == ("Agency", "name each review once", "the agency by 2022-03-31 (2 times)")
    later = evolve(review, due="2023-03-31")
    assert Partnership("Agency", partners(), reviews=[review, later]).reviews == (review, later)
