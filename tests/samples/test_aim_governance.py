"""Adoption in Merseyside: hosts, bodies, decisions, duties and the review, as published."""

from __future__ import annotations

from datetime import date

import pytest

from aimpartner import samples
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.bodies import Member
from aimpartner.parties.duties import Owed
from aimpartner.periods import FinancialYear

AIM = samples.load("aim")
AGENCY = AIM.partnership
YEAR = FinancialYear(2021)


def decision(made: str, partner: str) -> Decision:
    """Return the one decision of a partner, or of a joint body, on a day."""
    of_day = [each for each in AGENCY.register() if str(each.made) == made]
    (found,) = [each for each in of_day if each.partner == partner]
    return found


# ---- who hosts -----------------------------------------------------------------------------------


def test_the_other_three_councils_staff_are_seconded_to_knowsley() -> None:
    knowsley, _ = AGENCY.hosting
    assert (knowsley.host, knowsley.staff) == ("Knowsley", "seconded")


def test_two_parts_of_one_report_name_knowsley_and_wirral_as_host() -> None:
    (conflict,) = AGENCY.conflicts()
    assert (str(conflict.days), conflict.hosts) == ("from 2021-11-04", ("Knowsley", "Wirral"))
    one, other = map(str, conflict.sources)
    assert "4 November 2021, 1.1 and 3.1" in one
    assert '4 November 2021, resource implications: "the service hosted by Wirral council"' in other
    assert AGENCY.host("2021-11-04") == "Knowsley"


# ---- who governs, and what was decided -----------------------------------------------------------


def test_the_strategic_board_is_chaired_by_a_director_of_childrens_services() -> None:
    board, group, *_ = AGENCY.bodies
    chair = Member("Director of Children's Services", chair=True)
    assert (board.kind, board.chair) == ("strategic board", chair)
    assert [each.role for each in board.members[1:]] == ["Assistant Executive Director"] * 3
    assert board.partners == ()  # whose seat is whose is not said
    assert (group.kind, str(group.members[0])) == ("operational group", "Head of Service")
    assert [each.kind for each in AGENCY.bodies[2:]] == ["cabinet", "scrutiny"]


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("Strategic board", ["2021-03-26"]),
        ("Sefton Cabinet", ["2017-04-30", "2018-02-01", "2021-11-04"]),
        ("Sefton Overview and Scrutiny", ["2021-09-28"]),
    ],
)
def test_the_register_tells_what_each_body_decided(body: str, days: list[str]) -> None:
    assert body in [each.name for each in AGENCY.bodies]
    assert [str(each.made) for each in AGENCY.register(body)] == days


def test_the_strategic_board_was_taken_the_budget_paper() -> None:
    found = decision("2021-03-26", "")
    assert (found.body, found.outcome) == ("Strategic board", "noted")
    assert found.subject == "Budget Paper 2021/22"


def test_scrutiny_noted_a_report_with_two_references() -> None:
    found = decision("2021-09-28", "Sefton")
    assert (found.outcome, found.reports) == ("noted", ("FD.6534/21", "LD.4735/21"))


def test_cabinet_extended_the_agreement_by_minute_64_a_key_decision() -> None:
    found = decision("2021-11-04", "Sefton")
    assert (found.reference, found.kind) == ("minute 64", "key decision")
    assert found.reports == ("FD.6541/21", "LD.4742/21")
    assert found.subject == "extension to 31 March 2022"
    assert found.recommendations[0].startswith("1 and 2: an initial twelve-month extension")
    assert not found.is_assumed


def test_cabinet_agreed_the_host_model_on_1_february_2018() -> None:
    found = decision("2018-02-01", "Sefton")
    assert (found.body, found.kind, found.is_assumed) == ("Cabinet", "resolution", False)
    assert found.subject == "host model, with Sefton as the commissioner"
    assert "seconded into Knowsley" in found.recommendations[1]


# ---- what is owed, and what was done -------------------------------------------------------------


def test_nothing_is_owed_by_a_day_that_was_not_published_unless_it_says_so() -> None:
    timetable = AGENCY.timetable
    assert timetable is not None
    sources = [each.source for each in timetable.owed] + [each.source for each in timetable.done]
    assert len(sources) == 6
    assert [each for each in sources if each is None or not each.is_assumption] == []


def test_seftons_officers_were_consulted_on_both_reports() -> None:
    timetable = AGENCY.timetable
    assert timetable is not None
    assert [(str(each.on), each.reference) for each in timetable.done] == [
        ("2021-09-28", "FD.6534/21 and LD.4735/21"),
        ("2021-11-04", "FD.6541/21 and LD.4742/21"),
    ]


@pytest.mark.parametrize(
    ("on", "outstanding"),
    [
        ("2021-09-27", []),
        ("2021-09-28", []),
        ("2021-09-30", ["report six-month by Adoption in Merseyside"]),
        (
            "2022-03-31",
            [f"report {part} by Adoption in Merseyside" for part in ("six-month", "annual")],
        ),
    ],
)
def test_what_is_outstanding_are_the_reports_to_the_executive(
    on: str, outstanding: list[str]
) -> None:
    tasks = AGENCY.outstanding(YEAR, on)
    assert [str(task.owed) for task in tasks] == outstanding


def test_the_standard_of_the_reports_is_named() -> None:
    timetable = AGENCY.timetable
    assert timetable is not None

    def standard(each: Owed) -> bool:
        return "National Minimum Standard 25.6" in str(each.source)

    assert all(standard(each) for each in timetable.owed if each.duty == "report")


# ---- the review, and the days to watch -----------------------------------------------------------


def test_the_review_has_four_areas_and_nothing_closed_it() -> None:
    (review,) = AGENCY.reviews
    assert (str(review.asked), str(review.due)) == ("2021-11-04", "2022-03-31")
    assert review.areas == (
        "host arrangements",
        "governance",
        "support services",
        "partnership agreements",
    )
    assert "terms of reference and structure" in review.scope
    assert "the funding model" in review.scope
    assert review.is_open()
    assert review.is_overdue(date(2022, 4, 1))


def key_dates(first: str, known_on: str | None) -> list[str]:
    """Return the days to watch, without what is due to the executive."""
    dates = AGENCY.key_dates(first, known_on)
    return [str(each) for each in dates if each.what != "report due"]


def test_on_1_october_2020_the_last_day_of_the_agreement_and_its_option_lay_ahead() -> None:
    assert key_dates("2020-10-01", "2020-10-01") == [
        "31 March 2021: last day: agreement from 1 April 2018",
        (
            "31 March 2021: last day to exercise an option: option of 12 months; no earlier day is "
            "stated"
        ),
    ]


def test_on_3_november_2021_all_four_decisions_were_outstanding_since_1_april() -> None:
    assert key_dates("2021-11-03", "2021-11-03") == [
        (
            "3 November 2021: decision outstanding: a decision on extending the agreement, by "
            "Knowsley, Liverpool, Sefton, Wirral; it begins on 1 April 2021"
        )
    ]


def test_on_4_november_2021_the_review_came_to_be_due_with_the_extension() -> None:
    assert key_dates("2021-11-04", "2021-11-04") == [
        "31 March 2022: last day: agreement from 1 April 2018",
        (
            "31 March 2022: review due: Review of Adoption in Merseyside: host arrangements, "
            "governance, support services, partnership agreements"
        ),
    ]


def test_the_next_reports_due_are_shown_for_a_year_ahead() -> None:
    due = [each for each in AGENCY.key_dates("2021-11-03") if each.what == "report due"]
    assert [str(each.day) for each in due] == ["2022-03-31", "2022-09-30"]


def test_the_217_days_that_nobody_had_extended_are_kept_as_lived() -> None:
    (lapsed,) = [each for each in AGENCY.as_lived() if each.state.value == "lapsed"]
    assert (str(lapsed.days), lapsed.days.count) == ("2021-04-01 to 2021-11-03", 217)


def test_no_service_is_given_a_value_that_nobody_published() -> None:
    assert AGENCY.services == ()
    (said,) = [each for each in AGENCY.statements if each.subject == "support services"]
    assert "at what value, is not published" in said.words
