"""Approvals: who is asked, and what the decisions add up to."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from aimpartner.errors import ModelError
from aimpartner.parties.agreement.approvals import Approval, ApprovalRule
from aimpartner.parties.agreement.decisions import Decision, Outcome
from builders import GUESS, MINUTE, approved
from faults import caught, said

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
    stranger = Decision("Halton", "2021-11-04", source=MINUTE)
    fault = caught(ModelError, Approval, ("Knowsley", "Sefton"), [stranger])
    got = f"Halton on 2021-11-04 ({MINUTE})"
    assert said(fault) == ("Decision", "be by one of those asked: Knowsley, Sefton", got)
    assert caught(ModelError, Approval, (), [stranger]).rule == "be by one of those asked: nobody"


def test_approvals_of_the_same_decisions_are_equal() -> None:
    assert approved("Sefton", on="2021-11-04") == approved("Sefton", on="2021-11-04")
    assert hash(approved("Sefton", on="2021-11-04")) == hash(approved("Sefton", on="2021-11-04"))


def on(
    partner: str, made: str, outcome: Outcome = "approved", after: str | None = None
) -> Decision:
    return Decision(partner, made, implementable=after, outcome=outcome)


def test_a_partner_is_asked_once() -> None:
    fault = caught(ModelError, Approval, ("Sefton", "Wirral", "Sefton"))
    assert said(fault) == ("Approval", "name each partner once", "Sefton (2 times)")


def test_the_latest_decision_known_on_the_day_counts() -> None:
    decisions = [
        on("Sefton", "2021-11-04", "refused"),
        on("Sefton", "2021-11-12"),
        on("Sefton", "2021-11-20", "noted"),
        on("Sefton", "2021-12-02", "refused"),
    ]
    approval = Approval(("Sefton",), decisions)
    days = [date(2021, 11, 11), date(2021, 11, 12), date(2021, 12, 1), date(2021, 12, 2), None]
    assert [approval.is_given(day) for day in days] == [False, True, True, False, False]
    assert [approval.refused(day) for day in days] == [("Sefton",), (), (), *[("Sefton",)] * 2]
    assert approval.outstanding() == ("Sefton",)


def test_of_two_decisions_on_one_day_the_later_in_order_counts() -> None:
    both = [on("Sefton", "2021-11-04", "refused"), on("Sefton", "2021-11-04")]
    assert Approval(("Sefton",), both).is_given()
    assert not Approval(("Sefton",), both[::-1]).is_given()


@pytest.mark.parametrize(
    ("asked", "rule", "needed"),
    [
        (4, "all", 4),
        (4, "majority", 3),
        (5, "majority", 3),
        (3, "two thirds", 2),
        (4, "two thirds", 3),
        (6, "two thirds", 4),
    ],
)
def test_an_approval_is_given_when_enough_have_approved(
    asked: int, rule: ApprovalRule, needed: int
) -> None:
    names = [f"Partner {number}" for number in range(asked)]
    for count in range(asked + 1):
        approval = Approval(names, [on(name, "2021-11-04") for name in names[:count]], rule)
        assert approval.is_given() is (count >= needed)
        assert approval.outstanding() == (() if count >= needed else tuple(names[count:]))


def test_an_approval_takes_effect_with_the_decision_that_completes_it() -> None:
    decisions = [
        on("Knowsley", "2021-11-01", after="2021-11-20"),
        on("Sefton", "2021-11-04", after="2021-11-12"),
        on("Wirral", "2021-12-01"),
    ]
    names = ("Knowsley", "Sefton", "Wirral")
    completing = {
        rule: Approval(names, decisions, rule).completing() for rule in ("all", "majority")
    }
    assert completing == {"all": decisions[2], "majority": decisions[0]}
    assert Approval(names, decisions).completing(date(2021, 11, 30)) is None


def test_an_assumed_decision_that_was_replaced_counts_no_longer() -> None:
    assumed = Decision("Sefton", "2021-11-04", source=GUESS)
    found = Decision("Sefton", "2021-11-18", source=MINUTE)
    approval = Approval(("Sefton",), [assumed, found])
    assert (approval.assumed(date(2021, 11, 17)), approval.assumed()) == (("Sefton",), ())


def test_an_approval_as_a_table_shows_who_has_not_decided() -> None:
    decision = Decision(
        "Sefton",
        "2021-11-04",
        "Cabinet",
        "2021-11-12",
        "minute 64",
        MINUTE,
        reports=["FD.6541/21", "LD.4742/21"],
    )
    refused = Decision("Wirral", "2021-11-09", source=GUESS, outcome="refused")
    table = Approval(("Knowsley", "Sefton", "Wirral"), [decision, refused]).to_frame()
    assert table["outcome"].to_dict() == {
        "Sefton": "approved",
        "Wirral": "refused",
        "Knowsley": "outstanding",
    }
    rows = table.reset_index().to_dict("records")
    assert rows[0] == {
        "partner": "Sefton",
        "outcome": "approved",
        "made": date(2021, 11, 4),
        "effective": date(2021, 11, 12),
        "effect runs from": "the day after call-in",
        "body": "Cabinet",
        "reference": "minute 64, FD.6541/21, LD.4742/21",
        "assumed": False,
        "source": str(MINUTE),
    }
    assert (rows[2]["made"], rows[2]["effective"], rows[2]["source"]) == (None, None, "")
    assert table["assumed"].to_list() == [False, True, False]
    assert list(Approval(("Sefton",), [decision]).to_frame(date(2021, 11, 3))["outcome"]) == [
        "outstanding"
    ]


def test_a_decision_that_says_again_what_stands_changes_nothing() -> None:
    twice = [on("Sefton", "2021-02-01"), on("Sefton", "2021-11-04")]
    assert Approval(("Sefton",), twice).completing() == twice[0]
    between = [twice[0], on("Sefton", "2021-03-01", "refused"), twice[1]]
    assert Approval(("Sefton",), between).completing() == twice[1]


def test_an_assumed_decision_does_not_replace_one_that_is_recorded() -> None:
    found = Decision("Sefton", "2021-11-04", source=MINUTE)
    assumed = [Decision("Sefton", day, source=GUESS) for day in ("2021-11-18", "2021-11-19")]
    assert Approval(("Sefton",), [found, *assumed]).completing() == found
    approval = Approval(("Sefton",), assumed)
    assert (approval.assumed(), approval.completing()) == (("Sefton",), assumed[0])


def test_only_the_approvals_that_suffice_are_named_as_assumed() -> None:
    names = ("A", "B", "C")
    days = {"A": "2021-11-01", "B": "2021-11-02", "C": "2021-11-03"}
    decided = [Decision(name, day, source=GUESS) for name, day in days.items()]
    assert Approval(names, decided, "majority").assumed() == ("A", "B")
    refusing = [decided[0], evolve(decided[1], outcome="refused"), evolve(decided[2], source=None)]
    assert Approval(names, refusing, "majority").assumed() == ("A",)
