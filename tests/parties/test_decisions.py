"""Decisions, and the approvals they add up to."""

from __future__ import annotations

from datetime import date

import pytest

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.decisions import Approval, Decision
from builders import GUESS, MINUTE, approved
from faults import caught, said


def test_a_decision_takes_effect_on_the_day_it_was_made() -> None:
    assert Decision("Sefton", "2021-11-04").effective == date(2021, 11, 4)


def test_a_decision_takes_effect_once_it_may_be_implemented() -> None:
    decision = Decision("Sefton", "2021-11-04", "Cabinet", "2021-11-12")
    assert decision.effective == date(2021, 11, 12)


def test_a_decision_may_be_implementable_on_its_own_day() -> None:
    assert Decision("Sefton", "2021-11-04", implementable="2021-11-04").effective == date(
        2021, 11, 4
    )


def test_a_decision_implementable_before_it_was_made_is_refused() -> None:
    fault = caught(
        ModelError, Decision, "Sefton", "2021-11-04", implementable="2021-11-03", source=MINUTE
    )
    assert fault.subject == "Decision of Sefton"
    assert "on or after 2021-11-04" in fault.rule
    assert fault.got == date(2021, 11, 3)
    assert str(MINUTE) in fault.remedy


def test_a_day_that_is_no_day_is_refused() -> None:
    assert caught(InvalidValueError, Decision, "Sefton", "4 November 2021").subject == "Day"


@pytest.mark.parametrize(("source", "is_assumed"), [(None, False), (MINUTE, False), (GUESS, True)])
def test_only_an_assumption_makes_a_decision_assumed(source: None, *, is_assumed: bool) -> None:
    assert Decision("Sefton", "2021-11-04", source=source).is_assumed is is_assumed


TWO = Approval(
    ("Knowsley", "Sefton"),
    (
        Decision("Sefton", "2021-11-04", implementable="2021-11-12", source=MINUTE),
        Decision("Knowsley", "2021-11-20", source=GUESS),
    ),
)


@pytest.mark.parametrize(
    ("on", "outstanding", "assumed"),
    [
        (date(2021, 11, 3), ("Knowsley", "Sefton"), ()),
        (date(2021, 11, 4), ("Knowsley",), ()),
        (date(2021, 11, 19), ("Knowsley",), ()),
        (date(2021, 11, 20), (), ("Knowsley",)),
        (None, (), ("Knowsley",)),
    ],
)
def test_an_approval_is_given_when_the_last_decision_is_known(
    on: date | None, outstanding: tuple[str, ...], assumed: tuple[str, ...]
) -> None:
    assert TWO.outstanding(on) == outstanding
    assert TWO.is_given(on) is (outstanding == ())
    assert TWO.assumed(on) == assumed


def test_outstanding_partners_come_in_the_order_asked() -> None:
    assert Approval(("Wirral", "Sefton")).outstanding() == ("Wirral", "Sefton")


def test_an_approval_that_asks_nobody_is_not_given() -> None:
    nobody = Approval(())
    assert (nobody.outstanding(), nobody.is_given(), nobody.assumed()) == ((), False, ())


def test_a_decision_of_somebody_not_asked_is_refused() -> None:
    fault = caught(ModelError, Approval, ("Knowsley", "Sefton"), [Decision("Halton", "2021-11-04")])
    assert said(fault) == ("Decision", "be by one of Knowsley, Sefton", "Halton")


def test_approvals_of_the_same_decisions_are_equal() -> None:
    assert approved("Sefton", on="2021-11-04") == approved("Sefton", on="2021-11-04")
    assert hash(approved("Sefton", on="2021-11-04")) == hash(approved("Sefton", on="2021-11-04"))
