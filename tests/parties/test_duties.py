"""What is owed in a financial year, and what was done."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError
from aimpartner.parties.duties import EACH, Done, Due, Duty, Owed, Task
from aimpartner.periods import FinancialYear
from builders import MINUTE, YEAR
from faults import caught, said

ONE_DAY = date(2021, 4, 1)


@pytest.mark.parametrize(
    ("due", "day", "words"),
    [
        (
            Due(10, None, -1),
            date(2020, 10, 30),
            "the last working day of October of the year before",
        ),
        (Due(11, 30, -1), date(2020, 11, 30), "30 November of the year before"),
        (Due(3, 10, -1), date(2021, 3, 10), "10 March of the year before"),
        (Due(4, 1), date(2021, 4, 1), "1 April"),
        (Due(3, 31), date(2022, 3, 31), "31 March"),
        (Due(3), date(2022, 3, 31), "the last working day of March"),
        (Due(5, None, 1), date(2022, 5, 31), "the last working day of May of the year after"),
        (Due(1, 31, 1), date(2023, 1, 31), "31 January of the year after"),
    ],
)
def test_a_due_day_is_a_rule_for_every_year(due: Due, day: date, words: str) -> None:
    assert due.of("2021/22") == day == due.of(YEAR)
    assert str(due) == words


@given(
    st.integers(1, 12), st.integers(1, 28) | st.none(), st.integers(-1, 1), st.integers(1990, 2090)
)
def test_a_due_day_lies_in_the_financial_year_it_says(
    month: int, day: int | None, years: int, starts: int
) -> None:
    due = Due(month, day, years).of(FinancialYear(starts))
    assert due in FinancialYear(starts + years).days
    assert due.month == month


@pytest.mark.parametrize(("month", "day"), [(2, 29), (4, 31), (11, 31)])
def test_a_due_day_is_in_its_month_in_every_year(month: int, day: int) -> None:
    fault = caught(InvalidValueError, Due, month, day)
    assert fault.subject == "Due day"
    assert str(fault.got).startswith(f"{day} ")


@pytest.mark.parametrize(
    "wrong", [(0, 1), (13, 1), (4, 0), (4, 32), (4, "1.5"), (4, 1, 2), (4, 1, -2)]
)
def test_a_due_day_is_made_of_whole_numbers_in_range(wrong: tuple[Any, ...]) -> None:
    assert caught(InvalidValueError, Due, *wrong).subject.startswith("Due ")


def test_a_duty_is_one_of_the_stated_list() -> None:
    wrong: Any = "party"
    fault = caught(InvalidValueError, Owed, wrong, "host", Due(4, 1))
    assert (fault.subject, fault.got) == ("Owed duty", "party")
    assert all(duty in fault.rule for duty in get_args(Duty))
    assert caught(InvalidValueError, Done, wrong, "host", YEAR, ONE_DAY).subject == "Done duty"


def test_somebody_owes_every_duty() -> None:
    assert caught(InvalidValueError, Owed, "board", "", Due(3, 1)).subject == "Owed by"


def test_a_duty_in_parts_numbers_them_and_keeps_the_clause() -> None:
    parts = Owed.in_parts("forecast", "host", [Due(7, 31), Due(10, 31)], MINUTE)
    assert [str(each) for each in parts] == ["forecast 1 of 2 by host", "forecast 2 of 2 by host"]
    assert {each.source for each in parts} == {MINUTE}


def test_what_each_partner_owes_is_done_by_one_at_a_time() -> None:
    fault = caught(InvalidValueError, Done, "approval", EACH, YEAR, ONE_DAY)
    assert said(fault) == ("Done by", "name one partner or body", EACH)


def test_what_was_done_answers_the_duty_and_part_of_one_who_owes_it() -> None:
    done = Done("instalment", "Sefton", YEAR, ONE_DAY, "1 of 4")
    assert done.answers(Owed("instalment", EACH, Due(4, 1), "1 of 4"))
    assert done.answers(Owed("instalment", "Sefton", Due(4, 1), "1 of 4"))
    assert not done.answers(Owed("instalment", "Wirral", Due(4, 1), "1 of 4"))
    assert not done.answers(Owed("instalment", EACH, Due(7, 1), "2 of 4"))
    assert not done.answers(Owed("forecast", EACH, Due(4, 1), "1 of 4"))


def test_a_task_is_done_from_the_day_it_was_done() -> None:
    owed = Owed("consultation", EACH, Due(10, 31), role="finance officer")
    task = Task(owed, "Sefton", YEAR, Done("consultation", "Sefton", YEAR, "2021-10-14"))
    assert [task.is_done(day) for day in (date(2021, 10, 13), date(2021, 10, 14), None)] == [
        False,
        True,
        True,
    ]
    assert not Task(owed, "Sefton", YEAR).is_done()


def test_a_consultation_shows_who_was_consulted_and_under_which_number() -> None:
    """Sefton Cabinet, 4 November 2021: the finance officer was consulted as FD.6541/21."""
    owed = Owed("consultation", EACH, Due(10, 31), role="finance officer", source=MINUTE)
    done = Done("consultation", "Sefton", YEAR, ONE_DAY, reference="FD.6541/21")
    record = Task(owed, "Sefton", YEAR, done).record
    assert (record["role"], record["reference"]) == ("finance officer", "FD.6541/21")
    assert (record["done"], record["source"]) == (ONE_DAY, "")
    named = Done("consultation", "Sefton", YEAR, ONE_DAY, role="Executive Director")
    assert Task(owed, "Sefton", YEAR, named).record["role"] == "Executive Director"
    assert Task(owed, "Sefton", YEAR).record["source"] == str(MINUTE)
