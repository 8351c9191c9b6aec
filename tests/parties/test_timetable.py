"""The financial year of a clause set, and what is outstanding on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import ModelError
from aimpartner.parties.duties import EACH, Done, Due, Owed
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.timetable import Timetable
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import GUESS, MINUTE, partners
from faults import caught, said

ONE = timedelta(days=1)
NAMES = ("Leicester", "Lincolnshire")
BOTH = partners(NAMES)
QUARTERS = (Due(4, 1), Due(7, 1), Due(10, 1), Due(1, 1))
CLAUSES = (
    Owed("draft budget", "host", Due(10, None, -1)),
    Owed("comments", EACH, Due(11, 30, -1)),
    Owed("final budget", "host", Due(12, 31, -1)),
    Owed("approval", EACH, Due(3, 10, -1)),
    *Owed.in_parts("instalment", EACH, QUARTERS),
)
"""Open-book draft, comments, final budget, each partner's confirmation, four equal instalments."""
RECORD = (
    Done("draft budget", "host", "2022/23", "2021-11-01"),
    Done("comments", "Leicester", "2022/23", "2021-11-30"),
    Done("comments", "Lincolnshire", "2022/23", "2021-12-03"),
    Done("final budget", "host", "2022/23", "2021-12-31"),
    Done("approval", "Lincolnshire", "2022/23", "2022-03-08"),
    Done("approval", "Leicester", "2022/23", "2022-03-24"),
    Done("instalment", "Leicester", "2022/23", "2022-04-01", "1 of 4"),
    Done("instalment", "Lincolnshire", "2022/23", "2022-07-01", "2 of 4"),
)
YEAR = Timetable(CLAUSES, RECORD)

STANDARD = Source("Adoption: National Minimum Standards, 25.6")
WAY = "monthly reports to the lead member and director, an annual report to scrutiny"
REPORTS = (
    Owed("report", "agency", Due(10, 31), "six-month", met_by=WAY, source=STANDARD),
    Owed("report", "agency", Due(6, 30, 1), "annual", met_by=WAY, source=STANDARD),
)


def test_the_financial_year_of_a_clause_set_has_its_days() -> None:
    days = {str(each.owed): each.due for each in YEAR.tasks("2022/23", BOTH)}
    assert days == {
        "draft budget by host": date(2021, 10, 29),
        "comments by each partner": date(2021, 11, 30),
        "final budget by host": date(2021, 12, 31),
        "approval by each partner": date(2022, 3, 10),
        "instalment 1 of 4 by each partner": date(2022, 4, 1),
        "instalment 2 of 4 by each partner": date(2022, 7, 1),
        "instalment 3 of 4 by each partner": date(2022, 10, 1),
        "instalment 4 of 4 by each partner": date(2023, 1, 1),
    }


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        ("2021-10-28", []),
        ("2021-10-29", ["draft budget of host"]),
        ("2021-12-02", ["comments of Lincolnshire"]),
        ("2021-12-31", []),
        ("2022-03-10", ["approval of Leicester"]),
        ("2022-07-01", ["instalment 1 of 4 of Lincolnshire", "instalment 2 of 4 of Leicester"]),
    ],
)
def test_what_is_outstanding_is_what_was_due_and_not_done_as_known_on_the_day(
    on: str, missing: list[str]
) -> None:
    found = YEAR.outstanding("2022/23", on, BOTH)
    words = [f"{t.owed.duty}{f' {t.owed.part}' if t.owed.part else ''} of {t.by}" for t in found]
    assert words == missing


def test_what_was_done_for_one_year_is_not_done_for_the_next() -> None:
    assert not any(task.is_done() for task in YEAR.tasks("2023/24", BOTH))


def test_tasks_come_by_day_and_on_one_day_in_the_order_of_the_partners() -> None:
    tasks = Timetable([*reversed(CLAUSES)]).tasks("2022/23", BOTH)
    assert [task.due for task in tasks] == sorted(task.due for task in tasks)
    assert [task.by for task in tasks][1:3] == [*NAMES]


@given(st.dates(date(2021, 4, 1), date(2023, 12, 31)))
def test_what_is_outstanding_changes_only_where_something_falls_due_or_is_done(day: date) -> None:
    """A draft a day late, comments of one three days late, and so on: the record's own days."""
    before, after = (
        {f"{task.owed.duty} {task.owed.part} of {task.by}" for task in found}
        for found in (
            YEAR.outstanding("2022/23", day - ONE, BOTH),
            YEAR.outstanding("2022/23", day, BOTH),
        )
    )
    done = {f"{each.duty} {each.part} of {each.by}" for each in RECORD if each.on == day}
    due = {each.duty for each in CLAUSES if each.due.of("2022/23") == day}
    assert before - after == before & done
    assert all(each.startswith(tuple(due)) for each in after - before)
    assert not (after - before) & done


def named(*days: tuple[str, str, str | None], pays: bool = True) -> tuple[Partner, ...]:
    """Return partners by name, first and last day."""
    return tuple(
        Partner(name, Authority(f"{name} Council"), DateRange(first, last), pays=pays)
        for name, first, last in days
    )


JOINS = ("Joins", "2022-01-01", None)
LEAVES = ("Leaves", "2018-04-01", "2021-05-31")
STAYS = ("Stays", "2018-04-01", None)


def owing(timetable: Timetable, year: str, partners: tuple[Partner, ...]) -> dict[str, list[str]]:
    """Return who owes each duty."""
    found: dict[str, list[str]] = {}
    for task in timetable.tasks(year, partners):
        found.setdefault(f"{task.owed.duty} {task.owed.part}".strip(), []).append(task.by)
    return found


def test_a_partner_owes_what_falls_due_while_it_is_one_in_the_year() -> None:
    ours = Timetable([*CLAUSES, Owed("final outturn", EACH, Due(6, 30, 1))])
    assert owing(ours, "2021/22", named(JOINS, LEAVES, STAYS)) == {
        "draft budget": ["host"],
        "comments": ["Leaves", "Stays"],
        "final budget": ["host"],
        "approval": ["Leaves", "Stays"],
        "instalment 1 of 4": ["Leaves", "Stays"],
        "instalment 2 of 4": ["Stays"],
        "instalment 3 of 4": ["Stays"],
        "instalment 4 of 4": ["Joins", "Stays"],
        "final outturn": ["Joins", "Leaves", "Stays"],
    }
    assert owing(ours, "2022/23", named(LEAVES)) == {
        "draft budget": ["host"],
        "final budget": ["host"],
    }


def test_a_partner_that_leaves_before_a_year_owes_nothing_for_it() -> None:
    """It is still a partner on the day that comments on the next year's budget are due."""
    leaves = named(("Leaves", "2018-04-01", "2022-03-31"))
    assert "comments" not in owing(YEAR, "2022/23", leaves)


def test_a_partner_that_pays_nothing_owes_no_instalment() -> None:
    found = owing(YEAR, "2022/23", named(STAYS, pays=False))
    assert found == {each: ["Stays"] for each in ("comments", "approval")} | {
        each: ["host"] for each in ("draft budget", "final budget")
    }


def test_what_one_partner_owes_it_owes_while_it_is_one() -> None:
    report = Timetable(
        [Owed("forecast", "Leaves", Due(9, 30)), Owed("comments", "Leaves", Due(4, 30))]
    )
    assert owing(report, "2021/22", named(LEAVES, STAYS)) == {"comments": ["Leaves"]}


def test_standard_25_6_owes_two_reports_and_the_agency_may_have_its_own_way() -> None:
    """Leicestershire meets it by monthly reports and an annual report to scrutiny."""
    sent = Done("report", "agency", "2021/22", "2021-10-20", "six-month", source=MINUTE)
    table = Timetable(REPORTS, [sent]).to_frame("2021/22", partners(["Leicestershire"]))
    assert table["part"].to_dict() == {date(2021, 10, 31): "six-month", date(2022, 6, 30): "annual"}
    assert set(table["met by"]) == {WAY}
    assert [*table["done"]] == [date(2021, 10, 20), None]
    assert [*table["source"]] == [str(MINUTE), str(STANDARD)]


def test_a_duty_owed_twice_is_refused_with_both_clauses() -> None:
    first = Owed("comments", EACH, Due(11, 30, -1), source=MINUTE)
    for by in (EACH, "Leicester"):
        second = Owed("comments", by, Due(12, 5, -1), source=GUESS)
        for pair in ([first, second], [second, first]):
            fault = caught(ModelError, Timetable, pair)
            assert (fault.subject, fault.rule) == ("Duty", "be owed once by anybody")
            for fact in (f"30 November of the year before ({MINUTE})", "5 December", str(GUESS)):
                assert fact in str(fault.got)
    apart = [Owed("comments", name, Due(11, 30, -1)) for name in NAMES]
    assert Timetable([*apart, REPORTS[0]]).owed[:2] == (*apart,)


def test_a_thing_done_on_two_days_is_refused_with_both_sources() -> None:
    twice = [Done("comments", "Leicester", "2022/23", "2021-11-29", source=MINUTE), RECORD[1]]
    fault = caught(ModelError, Timetable, CLAUSES, twice)
    assert fault.subject == "comments by Leicester for 2022/23"
    assert fault.got == f"2021-11-29 ({MINUTE}) and 2021-11-30"


def test_what_nobody_owes_is_not_done() -> None:
    stray = Done("comments", "host", "2022/23", "2021-11-29", source=MINUTE)
    owed = Owed("comments", "Leicester", Due(11, 30, -1))
    fault = caught(ModelError, Timetable, [owed], [stray])
    rule = "be among what is owed of its kind: comments by Leicester"
    assert said(fault) == ("What was done", rule, f"comments by host for 2022/23 ({MINUTE})")
    fault = caught(ModelError, Timetable, REPORTS, [stray])
    assert fault.rule.endswith(": none")


def test_strangers_are_those_who_did_a_partners_duty_and_are_no_partner() -> None:
    assert YEAR.strangers(NAMES) == ()
    assert {each.by for each in YEAR.strangers(NAMES[:1])} == {"Lincolnshire"}
