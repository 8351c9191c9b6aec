"""The days that somebody has to watch, as known on a day."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner import samples
from aimpartner.errors import InvalidValueError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.parties.duties import Done, Due, Owed
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.key_dates import KeyDate
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.review import Review
from aimpartner.parties.timetable import Timetable
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import AIM as NAMES
from builders import MINUTE, approved, partners
from faults import caught

AIM = samples.load("aim").partnership
OF_THE_AGREEMENT = {"last day", "last day to exercise an option", "decision outstanding"}
CLAUSE = Source("the agreement, clause 22")


def found(agency: Partnership, from_day: str, known_on: str | None = None) -> list[tuple[str, str]]:
    """Return the day and the kind of each key date."""
    return [(str(each.day), each.what) for each in agency.key_dates(from_day, known_on)]


def of_aim(day: str) -> list[KeyDate]:
    """Return the key dates of AiM's agreement from a day, as known on it."""
    return [each for each in AIM.key_dates(day, day) if each.what in OF_THE_AGREEMENT]


def under(
    *extensions: Extension,
    options: tuple[Option, ...] = (),
    notice: NoticeClause | None = None,
    last: str = "2021-03-31",
) -> Agreement:
    """Return an approved agreement from 1 April 2018."""
    term = DateRange("2018-04-01", last)
    agreed = approved(*NAMES, on="2018-02-01")
    return Agreement(term, agreed, None, options, extensions, notice=notice)


def bound(agreement: Agreement) -> Partnership:
    return Partnership("Agency", partners(), agreement=agreement)


# ---- AiM -----------------------------------------------------------------------------------------


def test_on_1_october_2020_aim_had_six_months_to_use_its_option() -> None:
    ends, option = of_aim("2020-10-01")
    assert str(ends) == "31 March 2021: last day: agreement from 1 April 2018"
    assert (str(option.day), option.what) == ("2021-03-31", "last day to exercise an option")
    assert option.words == "option of 12 months; no earlier day is stated"
    assert option.source is not None
    assert option.source.is_assumption


def test_on_3_november_2021_four_decisions_on_aims_extension_were_outstanding() -> None:
    (waits,) = of_aim("2021-11-03")
    assert (str(waits.day), waits.what) == ("2021-11-03", "decision outstanding")
    assert waits.words == (
        "a decision on extending the agreement, by Knowsley, Liverpool, Sefton, Wirral; "
        "it begins on 1 April 2021"
    )
    assert waits.source is None


def test_on_4_november_2021_aim_had_a_new_last_day() -> None:
    (ends,) = of_aim("2021-11-04")
    assert (str(ends.day), ends.what) == ("2022-03-31", "last day")


def test_nobody_knew_in_2020_of_an_extension_that_was_asked_for_in_2021() -> None:
    assert "decision outstanding" not in {each.what for each in of_aim("2021-03-31")}
    assert "decision outstanding" in {each.what for each in of_aim("2021-04-01")}


def test_aims_review_is_due_until_it_is_closed() -> None:
    """Before 1 April 2022: four areas, Sefton Cabinet, 4 November 2021, 3.3."""
    closing = Decision("Sefton", "2022-05-05", "Cabinet")
    areas = ("host arrangements", "governance", "support services", "partnership agreements")
    review = Review("AiM", areas, "2022-03-31", asked="2021-11-04", decision=closing)
    agency = Partnership("Agency", partners(), reviews=[review])
    assert found(agency, "2021-11-03", "2021-11-03") == []
    assert found(agency, "2021-11-04", "2021-11-04") == [("2022-03-31", "review due")]
    (late,) = agency.key_dates("2022-04-01", "2022-04-01")
    assert (str(late.day), late.words) == (
        "2022-03-31",
        f"Review of AiM: {', '.join(areas)}",
    )
    assert (late.is_overdue, str(late)[:37]) == (True, "31 March 2022: review due, overdue: R")
    assert found(agency, "2022-05-05", "2022-05-05") == found(agency, "2022-04-01") == []


# ---- the agreement -------------------------------------------------------------------------------


def test_a_decision_asked_for_in_time_is_outstanding_on_the_day_the_matter_begins() -> None:
    """Once recommended anywhere, a matter is before all; here on 4 February 2021."""
    one = Decision("Sefton", "2021-02-20", recommended="2021-02-04")
    agency = bound(under(Extension("2022-03-31", Approval(NAMES, [one]))))
    waiting = [("2021-03-31", "last day"), ("2021-04-01", "decision outstanding")]
    assert found(agency, "2021-01-01", "2021-02-03") == waiting[:1]
    assert found(agency, "2021-01-01", "2021-02-04") == waiting
    (*_, last) = agency.key_dates("2021-01-01", "2021-02-20")
    assert last.words.startswith("extension to 31 March 2022, by Knowsley, Liverpool, Wirral;")
    assert found(agency, "2021-01-01") == waiting


def test_somebody_who_has_refused_is_awaited_no_more() -> None:
    refused = Decision("Sefton", "2021-02-20", outcome="refused")
    agency = bound(under(Extension("2022-03-31", Approval(["Sefton"], [refused]))))
    assert found(agency, "2021-01-01") == [("2021-03-31", "last day")]


def test_an_extension_after_a_refused_one_begins_where_the_term_ends() -> None:
    refused = Decision("Sefton", "2021-02-20", outcome="refused")
    agency = bound(
        under(
            Extension("2022-03-31", Approval(["Sefton"], [refused])),
            Extension("2021-09-30", Approval(["Sefton"])),
        )
    )
    assert found(agency, "2021-01-01")[1:] == [("2021-04-01", "decision outstanding")]


def test_an_agreement_that_waits_for_approval_has_no_last_day_yet() -> None:
    agency = bound(evolve(under(), approval=Approval(["Sefton"])))
    (waits,) = agency.key_dates("2018-01-01")
    assert str(waits) == (
        "1 April 2018: decision outstanding: agreement from 1 April 2018, by Sefton; "
        "it begins on 1 April 2018"
    )


@pytest.mark.parametrize(
    ("clause", "days"),
    [
        (NoticeClause(12, "31 March", CLAUSE), ["2019-03-31", "2020-03-31"]),
        (NoticeClause(6, "31 March", CLAUSE), ["2018-09-30", "2019-09-30", "2020-09-30"]),
        (NoticeClause(3, "any day", CLAUSE), ["2020-12-31"]),
        (None, []),
    ],
)
def test_there_is_a_last_day_to_give_notice_for_each_day_it_may_run_out(
    clause: NoticeClause | None, days: list[str]
) -> None:
    dates = bound(under(notice=clause)).key_dates("2018-05-01")
    notices = [each for each in dates if each.what == "last day to give notice"]
    assert [str(each.day) for each in notices] == days
    assert {each.source for each in notices} <= {CLAUSE}


def test_notice_ends_on_no_31_march_outside_the_agreement() -> None:
    clause = NoticeClause(6, "31 March")
    agency = bound(under(notice=clause, last="2021-03-30"))
    assert ("2020-09-30", "last day to give notice") not in found(agency, "2018-04-01")
    assert ("2019-09-30", "last day to give notice") in found(agency, "2018-04-01")


def test_an_option_is_exercised_by_the_day_stated_else_by_the_last_day() -> None:
    stated, other, third = Option(12, exercise_by="2020-09-30"), Option(12), Option(24)
    kind = "last day to exercise an option"
    for options, day in (((stated, other, third), "2020-09-30"), ((other, third), "2021-03-31")):
        dates = found(bound(under(options=options)), "2020-04-01")
        assert [each for each, what in dates if what == kind] == [day]


def test_a_terminated_agreement_has_no_option_to_exercise() -> None:
    end = Termination("2020-03-31", approved(*NAMES, on="2019-04-01"))
    agency = bound(evolve(under(options=(Option(12),)), termination=end))
    assert found(agency, "2019-04-01") == [("2020-03-31", "last day")]
    assert len(agency.key_dates("2019-01-01", "2019-03-31")) == 2


def test_a_termination_that_waits_for_approval_is_outstanding() -> None:
    end = Termination("2020-03-31", Approval(["Sefton"]))
    agency = bound(evolve(under(), termination=end))
    assert found(agency, "2019-04-01")[0] == ("2020-03-31", "decision outstanding")
    words = "termination on 31 March 2020, by Sefton; it would end the agreement on 31 March 2020"
    assert agency.key_dates("2019-04-01").dates[0].words == words


def test_holding_over_has_a_last_day_once_it_is_known() -> None:
    by_clause = HoldingOver(DateRange("2021-04-01", "2021-06-30"), CLAUSE)
    decided = HoldingOver(DateRange("2021-07-01", "2021-09-30"), CLAUSE, Approval(["Sefton"]))
    endless = HoldingOver(DateRange("2021-10-01"))
    agency = bound(evolve(under(), holding_over=[by_clause, decided, endless]))
    assert found(agency, "2021-04-01") == [
        ("2021-06-30", "last day"),
        ("2021-07-01", "decision outstanding"),
    ]


def test_the_agreement_that_follows_has_its_own_last_day() -> None:
    after = Agreement(DateRange("2021-04-01", "2024-03-31"), approved(*NAMES, on="2021-03-01"))
    agency = bound(evolve(under(), successor=after))
    assert found(agency, "2021-04-01", "2021-03-01") == [("2024-03-31", "last day")]
    assert found(agency, "2021-03-01", "2021-02-28") == [("2021-03-31", "last day")]


# ---- hosts, leavers, reports ---------------------------------------------------------------------


def test_a_hosts_last_day_and_review_are_known_from_its_approval_else_once_they_came() -> None:
    hosting = [
        Hosting("Knowsley", DateRange("2018-04-01", "2022-03-31"), review="2021-12-31"),
        Hosting(
            "Wirral",
            DateRange("2022-04-01"),
            MINUTE,
            review="2025-03-31",
            approval=approved("Sefton", on="2021-11-04"),
        ),
    ]
    agency = Partnership("Agency", partners(), hosting)
    knowsley = [("2021-12-31", "review due"), ("2022-03-31", "last day")]
    assert found(agency, "2021-11-03", "2021-11-03") == []
    assert found(agency, "2021-11-04", "2021-11-04") == [("2025-03-31", "review due")]
    assert found(agency, "2021-11-04", "2021-12-31")[0] == knowsley[0]
    assert found(agency, "2021-11-04") == [*knowsley, ("2025-03-31", "review due")]
    late, ends, *_ = agency.key_dates("2022-01-01")
    assert (str(late.day), late.is_overdue, ends.words) == ("2021-12-31", True, "Knowsley as host")


def test_a_hosts_overdue_review_stays_until_it_is_closed_or_another_hosting_began() -> None:
    hosting = [Hosting("Knowsley", DateRange("2018-04-01"), review="2021-12-31")]
    agency = Partnership("Agency", partners(), hosting)
    late = [("2021-12-31", "review due")]
    assert found(agency, "2024-01-01") == late
    made = Decision("Sefton", "2022-05-05", "Cabinet")
    closing = Review("AiM", ["host arrangements"], "2022-03-31", decision=made)
    closed = evolve(agency, reviews=[closing])
    assert found(closed, "2024-01-01") == []
    assert ("2021-12-31", "review due") in found(closed, "2022-05-04", "2022-05-04")
    of_another = evolve(closing, areas=["governance"])
    assert found(evolve(agency, reviews=[of_another]), "2024-01-01") == late
    early = evolve(closing, decision=evolve(made, made="2018-03-31"))
    assert found(evolve(agency, reviews=[early]), "2024-01-01") == late
    then = [Hosting("Wirral", DateRange("2023-04-01"), MINUTE)]
    ended = [evolve(hosting[0], days=DateRange("2018-04-01", "2023-03-31")), *then]
    assert found(evolve(agency, hosting=ended), "2024-01-01") == []
    two = [evolve(hosting[0], source=Source("minutes")), *then]
    assert found(evolve(agency, hosting=two), "2024-01-01") == []
    assert found(evolve(agency, hosting=two), "2023-03-31") == late


def test_a_leaver_is_known_from_its_notice() -> None:
    left = partners(("Wirral",), DateRange("2018-04-01", "2022-03-31"))
    away = Withdrawal("Wirral", "2021-03-31", "2022-03-31")
    agency = Partnership("Agency", [*partners(("Sefton",)), *left], withdrawals=[away])
    assert found(agency, "2021-01-01", "2021-03-30") == []
    (ends,) = agency.key_dates("2021-01-01", "2021-03-31")
    assert str(ends) == "31 March 2022: last day: Wirral as a partner"


def test_reports_owed_and_not_made_are_due_for_a_year_ahead() -> None:
    """National Minimum Standard 25.6: one six-month and one annual report to the executive."""
    standard = Source("National Minimum Standard 25.6")
    half = Owed("report", "agency", Due(10, 31), "six-month", met_by="monthly", source=standard)
    annual = Owed("report", "agency", Due(6, 30, 1), "annual", source=standard)
    budget = Owed("draft budget", "agency", Due(10, 30, -1))
    sent = Done("report", "agency", "2020/21", "2021-06-15", "annual")
    agency = Partnership("Agency", partners(), timetable=Timetable([half, annual, budget], [sent]))
    assert [(str(e.day), e.words) for e in agency.key_dates("2021-06-01", "2021-06-01")] == [
        ("2021-06-30", "annual report by agency for 2020/21"),
        ("2021-10-31", "six-month report by agency for 2021/22, met by monthly"),
    ]
    assert found(agency, "2021-06-01", "2021-06-15") == [("2021-10-31", "report due")]
    assert found(agency, "2022-02-01") == [
        ("2022-06-30", "report due"),
        ("2022-10-31", "report due"),
    ]


# ---- the table -----------------------------------------------------------------------------------


def test_key_dates_come_by_day_with_a_line_each() -> None:
    dates = AIM.key_dates("2020-10-01", "2020-10-01")
    assert [each.day for each in dates] == sorted(each.day for each in dates)
    assert str(dates).splitlines() == [str(each) for each in dates]


def test_the_day_asked_from_is_included_and_what_lies_before_it_is_not() -> None:
    agency = bound(under())
    assert found(agency, "2021-03-31") == [("2021-03-31", "last day")]
    assert len(agency.key_dates("2021-04-01")) == 0


def test_key_dates_are_a_table_by_day() -> None:
    table = bound(under(notice=NoticeClause(12, source=CLAUSE))).key_dates("2020-04-01").to_frame()
    assert table.to_dict("index") == {
        date(2021, 3, 31): {
            "what": "last day",
            "words": "agreement from 1 April 2018",
            "source": "",
        }
    }
    assert list(bound(under()).key_dates("2022-04-01").to_frame().columns) == [
        "what",
        "words",
        "source",
    ]


def test_key_dates_say_in_short_how_many_there_are() -> None:
    agency = bound(under())
    assert repr(agency.key_dates("2021-03-31")) == "<KeyDates: 1 from 2021-03-31>"
    assert repr(agency.key_dates("2021-04-01")) == "<KeyDates: 0>"


def test_a_key_date_is_of_a_stated_kind() -> None:
    fault = caught(InvalidValueError, KeyDate, date(2021, 3, 31), "meeting", "of the board")
    assert fault.got == "meeting"


# ---- what nobody knew yet, and what waits no longer ----------------------------------------------


def test_a_review_whose_asking_has_no_day_is_shown_with_everything_recorded_only() -> None:
    agency = Partnership(
        "Agency", partners(), reviews=[Review("AiM", ["governance"], "2022-03-31")]
    )
    assert found(agency, "2021-11-04", "2021-11-04") == []
    assert found(agency, "2021-11-04") == [("2022-03-31", "review due")]


def test_no_notice_is_due_before_the_agreement_exists() -> None:
    agency = bound(under(notice=NoticeClause(24, "31 March")))
    notices = [day for day, what in found(agency, "2015-01-01") if "notice" in what]
    assert notices == ["2018-03-31", "2019-03-31"][1:]


def test_days_past_the_first_of_the_next_agreement_are_watched_no_more() -> None:
    """Known on 1 December 2019: the new agreement is approved, the end of the old is not."""
    end = Termination("2020-03-31", approved(*NAMES, on="2020-01-05"))
    new = Agreement(DateRange("2020-04-01", "2024-03-31"), approved(*NAMES, on="2019-12-01"))
    agency = bound(evolve(under(options=(Option(12),)), termination=end, successor=new))
    assert found(agency, "2019-12-01", "2019-11-30")[0] == ("2021-03-31", "last day")
    assert found(agency, "2019-12-01", "2019-12-01") == [("2024-03-31", "last day")]
    assert found(agency, "2019-12-01") == [("2020-03-31", "last day"), ("2024-03-31", "last day")]
