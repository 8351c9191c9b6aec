"""Decisions: whose, when, and from when they are in effect."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from attrs import evolve

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import parse_day
from builders import GUESS, MINUTE
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


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"implementable": "2021-11-03"}, "be implementable on or after"),
        ({"published": "2021-11-03"}, "be published on or after"),
        ({"instrument": "2021-11-03"}, "be put into an instrument on or after"),
        ({"recommended": "2021-11-05"}, "be recommended on or before"),
    ],
)
def test_the_days_of_a_decision_come_in_their_order(days: dict[str, str], words: str) -> None:
    fault = caught(ModelError, Decision, "", "2021-11-04", "Strategic board", **days)
    rule = f"{words} 2021-11-04, the day it was made"
    assert said(fault) == ("Decision of Strategic board", rule, parse_day(*days.values()))
    assert fault.remedy == "Check both days against the minutes."


def test_a_decision_keeps_its_days_and_papers() -> None:
    """Sefton Cabinet, 4 November 2021, minute 64, with FD.6541/21 and LD.4742/21."""
    decision = Decision(
        "Sefton",
        "2021-11-04",
        "Cabinet",
        reference="minute 64",
        kind="key decision",
        recommended="2021-11-04",
        published="2021-11-04",
        instrument="2021-11-04",
        reports=["FD.6541/21", "LD.4742/21"],
        recommendations=["an initial twelve-month extension"],
    )
    assert decision.reports == ("FD.6541/21", "LD.4742/21")
    assert decision.recommendations == ("an initial twelve-month extension",)
    assert decision.instrument == decision.published == decision.recommended == decision.made


@pytest.mark.parametrize(
    ("after", "words"),
    [(None, "the day it was made"), ("2021-11-12", "the day after call-in")],
)
def test_a_decision_says_which_day_its_effect_runs_from(after: str | None, words: str) -> None:
    assert Decision("Sefton", "2021-11-04", implementable=after).effect_runs_from == words


def test_a_decision_in_short_says_from_when_it_is_in_effect_after_call_in() -> None:
    decision = Decision("Sefton", "2021-11-04", "Cabinet", "2021-11-12", source=GUESS)
    effect = "in effect after call-in from 12 November 2021"
    assert decision.in_words() == f"Sefton, Cabinet, 4 November 2021, {effect} (assumed)"


@pytest.mark.parametrize("name", ["outcome", "kind"])
def test_a_decision_of_no_known_sort_is_refused(name: str) -> None:
    act = partial(evolve, Decision("Sefton", "2021-11-04"), **{name: "later"})
    fault = caught(InvalidValueError, act)
    assert (fault.subject, fault.got) == (f"Decision {name}", "later")


def test_a_day_that_is_no_day_is_refused() -> None:
    assert caught(InvalidValueError, Decision, "Sefton", "31 November 2021").subject == "Day"


@pytest.mark.parametrize(("source", "is_assumed"), [(None, False), (MINUTE, False), (GUESS, True)])
def test_only_an_assumption_makes_a_decision_assumed(source: None, *, is_assumed: bool) -> None:
    assert Decision("Sefton", "2021-11-04", source=source).is_assumed is is_assumed
