"""A review, from the day it was asked for to the decision that closes it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.review import Review
from aimpartner.sources import Source
from builders import GUESS
from faults import caught, said

CABINET = Source("Sefton Cabinet, 4 November 2021, 3.3")
AIM = Review(
    "Adoption in Merseyside",
    ["host arrangements", "governance", "support services", "partnership agreements"],
    "2022-03-31",
    "governance: terms of reference and structure; agreements: with the funding model",
    "2021-11-04",
    source=CABINET,
)
"""Sefton Cabinet, 4 November 2021, 3.3: a review of four areas before 1 April 2022."""
CLOSED = evolve(AIM, decision=Decision("Sefton", "2022-05-26", "Cabinet", source=GUESS))


def test_the_review_of_aim_is_open_on_its_last_day_and_overdue_on_the_next() -> None:
    assert len(AIM.areas) == 4
    assert AIM.due < date(2022, 4, 1)
    assert AIM.is_open(date(2022, 3, 31))
    assert [AIM.is_overdue(day) for day in (date(2022, 3, 31), date(2022, 4, 1))] == [False, True]


def test_a_later_decision_closes_the_review_from_its_own_day() -> None:
    days = (date(2022, 3, 31), date(2022, 5, 25), date(2022, 5, 26), None)
    assert [CLOSED.is_open(day) for day in days] == [True, True, False, False]
    assert CLOSED.is_overdue(date(2022, 5, 25))
    assert not CLOSED.is_overdue(date(2022, 5, 26))


def test_an_outcome_that_nobody_decided_leaves_it_open() -> None:
    assert evolve(AIM, outcome="the host stays").is_open()


def test_a_decision_before_the_review_was_asked_for_is_refused_with_both_sources() -> None:
    early = Decision("Sefton", "2021-11-03", source=GUESS)
    fault = caught(ModelError, evolve, AIM, decision=early)
    rule = f"be closed on or after 4 November 2021, the day it was asked for ({CABINET})"
    assert said(fault) == (
        "Review of Adoption in Merseyside",
        rule,
        f"3 November 2021 ({GUESS})",
    )


def test_a_review_due_before_it_was_asked_for_is_refused() -> None:
    fault = caught(ModelError, evolve, AIM, due="2021-11-03", source=None)
    assert fault.rule == "be due on or after 4 November 2021, the day it was asked for"
    assert fault.got == "3 November 2021"


@pytest.mark.parametrize("outcome", ["refused", "noted"])
def test_a_decision_that_does_not_approve_closes_nothing(outcome: Any) -> None:  # noqa: ANN401  # one of a Literal
    decision = Decision("Sefton", "2022-05-26", outcome=outcome)
    fault = caught(ModelError, evolve, AIM, decision=decision)
    assert fault.got == outcome
    assert "approves" in fault.rule


def test_areas_are_named_and_told_apart() -> None:
    fault = caught(ModelError, evolve, AIM, areas=("host", "host"))
    assert said(fault) == (
        "Review of Adoption in Merseyside",
        "name each area once",
        "host (2 times)",
    )
    assert caught(InvalidValueError, evolve, AIM, areas=()).subject == "Review areas"
    assert caught(InvalidValueError, evolve, AIM, subject="").subject == "Review subject"
