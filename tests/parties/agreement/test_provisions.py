"""What an agreement provides for, each provision by itself; notice by the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.periods import DateRange, parse_day
from aimpartner.sources import Source
from builders import AIM, MINUTE, approved
from faults import caught, said

CLAUSE = Source("Agreement, clause 20")
TWELVE = NoticeClause(12, "31 March", CLAUSE)
SIX = NoticeClause(6, "31 March", CLAUSE)


@pytest.mark.parametrize(
    ("months", "given", "ends"),
    [
        (4, "1975-09-30", "1976-01-30"),  # Dodds v Walker [1981] 1 WLR 1027, on these facts
        (1, "2021-01-31", "2021-02-28"),  # the same: no such day, so the month's last
        (12, "2020-02-29", "2021-02-28"),
    ],
)
def test_notice_runs_to_the_corresponding_date(months: int, given: str, ends: str) -> None:
    assert NoticeClause(months).earliest_end(parse_day(given)) == parse_day(ends)


@pytest.mark.parametrize(
    ("clause", "given", "ends"),
    [
        (TWELVE, "2020-03-31", "2021-03-31"),
        (TWELVE, "2020-04-01", "2022-03-31"),
        (SIX, "2021-09-30", "2022-03-31"),
        (SIX, "2021-10-01", "2023-03-31"),
    ],
)
def test_notice_that_may_only_end_on_31_march_waits_for_it(
    clause: NoticeClause, given: str, ends: str
) -> None:
    assert clause.earliest_end(parse_day(given)) == parse_day(ends)


@pytest.mark.parametrize(
    ("clause", "end", "given"),
    [
        (TWELVE, "2021-03-31", "2020-03-31"),
        (SIX, "2022-03-31", "2021-09-30"),  # six months' notice, so by 30 September
        (SIX, "2022-03-30", "2020-09-30"),  # too early for that 31 March
        (NoticeClause(1), "2021-02-28", "2021-01-31"),
        (NoticeClause(1), "2021-02-27", "2021-01-27"),
    ],
)
def test_the_last_day_to_give_notice_is_found(clause: NoticeClause, end: str, given: str) -> None:
    assert clause.last_day_to_give(parse_day(end)) == parse_day(given)


@given(
    st.integers(1, 36),
    st.sampled_from(["any day", "31 March"]),
    st.dates(date(2015, 1, 1), date(2025, 12, 31)),
    st.dates(date(2015, 1, 1), date(2029, 12, 31)),
)
def test_notice_ends_by_a_day_just_if_it_is_given_by_the_last_day_for_it(
    months: int, ending: str, given: date, end: date
) -> None:
    clause = NoticeClause(months, ending)  # type: ignore[arg-type]  # drawn
    last = clause.last_day_to_give(end)
    assert (clause.earliest_end(given) <= end) is (given <= last)
    assert clause.earliest_end(last) <= end < clause.earliest_end(last + timedelta(days=1))


@pytest.mark.parametrize("last", ["2021-03-31", "2023-03-31"])
def test_notice_in_time_needs_nobody(last: str) -> None:
    TWELVE.check("Withdrawal of Wirral", date(2020, 3, 31), parse_day(last))
    assert TWELVE.allows(date(2020, 3, 31), parse_day(last))


@pytest.mark.parametrize("last", ["2020-12-31", "2021-06-30"])
def test_notice_that_is_short_or_ends_on_another_day_is_refused(last: str) -> None:
    fault = caught(
        ModelError, TWELVE.check, "Withdrawal of Wirral", date(2020, 3, 31), parse_day(last)
    )
    ended = {"2020-12-31": "31 December 2020", "2021-06-30": "30 June 2021"}[last]
    assert said(fault) == (
        "Withdrawal of Wirral",
        (
            f"be given at least 12 months before it ends on a 31 March ({CLAUSE}), so end on "
            "31 March 2021 or a later 31 March"
        ),
        f"notice of 31 March 2020 to {ended}",
    )
    assert fault.remedy == (
        "Shorter notice needs the consent of everyone else: list all of them under required, and "
        f'give each a decision, with the subject "withdrawal of NAME on {last}" or "termination".'
    )


def test_short_notice_where_any_day_may_end_it_names_the_first_day_that_could() -> None:
    fault = caught(ModelError, NoticeClause(6).check, "Notice", date(2020, 3, 31), date(2020, 9, 1))
    assert fault.rule == (
        "be given at least 6 months before it ends (no clause named), so end on "
        "30 September 2020 or later"
    )


def test_notice_may_be_shorter_with_the_consent_of_every_partner() -> None:
    consent = approved(*AIM, on="2020-06-01")
    days = date(2020, 3, 31), date(2020, 12, 31)
    TWELVE.check("Notice", *days, consent)
    late = approved(*AIM, on="2021-01-01")
    fault = caught(ModelError, TWELVE.check, "Notice", *days, late, MINUTE)
    assert fault.got == f"notice of 31 March 2020 to 31 December 2020 ({MINUTE})"
    most = Approval(AIM, [Decision(name, "2020-06-01") for name in AIM[:3]])
    TWELVE.check("Notice", *days, most)
    no = Decision(AIM[3], "2020-06-01", outcome="refused")
    refused = Approval(AIM, [*most.decisions, no])
    caught(ModelError, TWELVE.check, "Notice", *days, refused)
    caught(ModelError, TWELVE.check, "Notice", *days, Approval(()))
    by_majority = Approval(AIM, most.decisions, "majority")
    caught(ModelError, TWELVE.check, "Notice", *days, by_majority)


@pytest.mark.parametrize(("months", "ending"), [(0, "any day"), (12, "30 September")])
def test_a_clause_has_months_and_a_known_ending(months: int, ending: str) -> None:
    caught(InvalidValueError, NoticeClause, months, ending)


@pytest.mark.parametrize("months", [0, -12])
def test_an_option_has_at_least_a_month(months: int) -> None:
    assert caught(InvalidValueError, Option, months).subject == "Option months"


@pytest.mark.parametrize(
    ("months", "until", "got"),
    [(None, None, "neither"), (12, "2022-03-31", "12 months and 2022-03-31")],
)
def test_an_option_has_a_length_or_a_day(months: int | None, until: str | None, got: str) -> None:
    fault = caught(ModelError, Option, months, CLAUSE, until=until)
    assert said(fault) == ("Option", "be for some months or until a day, one of the two", got)
    assert fault.remedy == f"Check {CLAUSE}."


@pytest.mark.parametrize(
    ("option", "reaches"),
    [
        (Option(12), "2022-03-31"),
        (Option(6), "2021-09-30"),
        (Option(until="2021-12-31"), "2021-12-31"),
        (Option(until="2020-12-31"), "2021-03-31"),  # it passed: it prolongs nothing
    ],
    ids=str,
)
def test_an_option_reaches_from_the_day_after_the_last(option: Option, reaches: str) -> None:
    assert option.reaches(date(2021, 3, 31)) == parse_day(reaches)


def test_an_option_says_its_length() -> None:
    assert [str(Option(1)), str(Option(24, at_most=True))] == [
        "option of 1 month",
        "option of up to 24 months",
    ]


def test_an_option_keeps_the_last_day_to_exercise_it() -> None:
    assert Option(12, exercise_by="2020-09-30").exercise_by == date(2020, 9, 30)


def test_a_provision_that_waits_for_an_approval_asks_somebody() -> None:
    nobody = Approval(())
    days = DateRange("2021-04-01")
    faults = [
        caught(InvalidValueError, Extension, "2022-03-31", nobody),
        caught(InvalidValueError, Termination, "2020-03-31", nobody),
        caught(InvalidValueError, HoldingOver, days, None, nobody),
    ]
    assert [fault.subject for fault in faults] == [
        "Approval of the extension to 31 March 2022",
        "Approval of the termination on 31 March 2020",
        "Approval of the holding over from 1 April 2021",
    ]
    assert {fault.got for fault in faults} == {"nobody"}


def test_a_holding_over_by_decision_is_known_once_it_is_decided() -> None:
    decided = HoldingOver(DateRange("2021-04-01"), MINUTE, approved("Sefton", on="2021-11-04"))
    assert not decided.is_known(date(2021, 11, 3))
    assert decided.is_known(date(2021, 11, 4))
    assert HoldingOver(DateRange("2021-04-01"), CLAUSE).is_known(date(2018, 4, 1))


def test_notice_of_termination_may_be_given_on_the_last_day_itself() -> None:
    end = Termination("2020-03-31", approved("Sefton", on="2020-03-31"), "2020-03-31")
    assert end.given == end.last == date(2020, 3, 31)


def test_notice_of_termination_after_the_last_day_is_refused() -> None:
    fault = caught(
        ModelError,
        Termination,
        "2020-03-31",
        approved("Sefton", on="2020-03-01"),
        "2020-04-01",
        MINUTE,
    )
    assert said(fault) == (
        "Notice of termination",
        "be given on or before 2020-03-31, its last day",
        date(2020, 4, 1),
    )
    assert fault.remedy == f"Check both days against {MINUTE}."
