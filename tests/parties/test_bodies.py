"""The bodies that govern an agency, and the register of what was decided."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner import samples
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.bodies import Body, Member
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.review import Review
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange
from aimpartner.sources import Source
from builders import AIM, MINUTE, aim_agreement, approved, partners, partnership
from faults import caught, said

AT_3_1 = Source("Sefton Cabinet, 4 November 2021, 3.1")
DIRECTOR, ASSISTANT = "Director of Children's Services", "Assistant Executive Director"
BOARD = Body(
    "Strategic board",
    "strategic board",
    [Member(DIRECTOR, chair=True), *(Member(ASSISTANT, name) for name in AIM[1:])],
    "majority",
    AT_3_1,
)


def test_aims_board_is_chaired_by_a_director_with_three_assistant_directors() -> None:
    """AiM, 3.1; whose Director of Children's Services it is, is not published."""
    assert (BOARD.chair, len(BOARD.members)) == (Member(DIRECTOR, chair=True), 4)
    assert BOARD.partners == ("Liverpool", "Sefton", "Wirral")
    assert [str(each) for each in BOARD.members[:2]] == [DIRECTOR, f"{ASSISTANT} (Liverpool)"]


def test_a_partner_with_two_seats_is_named_once() -> None:
    seats = [Member("Head of Service", "Sefton"), Member("Lead Member", "Sefton")]
    assert Body("Group", "operational group", seats).partners == ("Sefton",)


def test_two_offices_of_one_name_are_told_apart_by_the_chair() -> None:
    seats = [Member(DIRECTOR, "Sefton"), Member(DIRECTOR, "Wirral", chair=True)]
    board = Body("Board", "strategic board", seats)
    assert board.chair == seats[1]
    assert evolve(board, members=seats[:1]).chair is None


def test_a_body_has_one_chair() -> None:
    seats = [Member(DIRECTOR, name, chair=True) for name in ("Sefton", "Wirral")]
    assert said(caught(ModelError, evolve, BOARD, members=seats)) == (
        "Chair of Strategic board",
        "be one member",
        f"{DIRECTOR} (Sefton), {DIRECTOR} (Wirral) ({AT_3_1})",
    )


@pytest.mark.parametrize(("kind", "rule"), [("committee", "all"), ("cabinet", "most")])
def test_a_body_is_of_a_kind_and_decides_by_a_rule(kind: str, rule: str) -> None:
    fault = caught(InvalidValueError, Body, "Board", kind, (), rule)
    assert fault.got in (kind, rule)


def test_a_member_sits_for_a_partner() -> None:
    body = Body("Board", "strategic board", [Member("Lead Member", "Halton")], source=AT_3_1)
    fault = caught(ModelError, Partnership, "Agency", partners(), bodies=[body])
    assert said(fault) == (
        "Members of Board",
        "be by partners: Knowsley, Liverpool, Sefton, Wirral",
        f"Halton ({AT_3_1})",
    )


def test_two_bodies_of_one_name_are_refused() -> None:
    fault = caught(ModelError, Partnership, "Agency", partners(), bodies=[BOARD, BOARD])
    assert said(fault) == ("Agency", "name each body once", "Strategic board (2 times)")


# ---- the register --------------------------------------------------------------------------------

PAPER = Decision(
    "", "2021-03-26", "Strategic board", outcome="noted", subject="Budget Paper 2021/22"
)
REPORT = Decision(
    "Sefton", "2021-09-28", "Scrutiny", outcome="noted", reports=["FD.6534/21", "LD.4735/21"]
)


def recorded() -> Partnership:
    """Return AiM with what its board and Sefton's Scrutiny noted."""
    agency = partnership(AIM, agreement=aim_agreement())
    return evolve(agency, bodies=[BOARD], decisions=[REPORT, PAPER])


def test_the_register_holds_every_decision_by_day_with_its_subject() -> None:
    register = recorded().register()
    assert len(register) == 7
    assert [(str(each.made), each.partner, each.subject) for each in register][3:] == [
        ("2017-04-06", "Wirral", "agreement from 1 April 2018"),
        ("2021-03-26", "", "Budget Paper 2021/22"),
        ("2021-09-28", "Sefton", ""),
        ("2021-11-04", "Sefton", "extension to 31 March 2022"),
    ]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Strategic board", 1),
        ("Sefton Scrutiny", 1),
        ("Scrutiny", 1),
        ("Wirral Scrutiny", 0),
    ],
)
def test_the_register_can_be_narrowed_to_one_body(body: str, count: int) -> None:
    assert len(recorded().register(body)) == count


def test_aims_cabinets_decided_nine_times() -> None:
    register = samples.load("aim").partnership.register("Cabinet")
    assert {each.body for each in register} == {"Cabinet"}
    days = ["2017-04-30"] * 4 + ["2018-02-01"] + ["2021-11-04"] * 4
    assert [str(each.made) for each in register] == days
    assert len(samples.load("aim").partnership.register("Sefton Cabinet")) == 3


def test_the_register_holds_consents_and_what_closed_a_review() -> None:
    away = Withdrawal("Wirral", "2021-12-01", "2022-03-31", approved("Sefton", on="2021-12-15"))
    closing = Decision("Sefton", "2022-03-03", "Cabinet", subject="the review's outcome")
    review = Review("the agency", ["governance"], "2022-03-31", decision=closing)
    left = partners(("Wirral",), DateRange("2018-04-01", "2022-03-31"))
    agency = Partnership(
        "Agency", [*partners(("Sefton",)), *left], withdrawals=[away], reviews=[review]
    )
    assert [each.subject for each in agency.register()] == [
        f"withdrawal: {away}",
        "the review's outcome",
    ]


def test_one_decision_recorded_in_two_places_stands_in_the_register_once() -> None:
    closing = Decision("Sefton", "2022-03-03", "Cabinet", subject="the review's outcome")
    review = Review("the agency", ["governance"], "2022-03-31", decision=closing)
    agency = Partnership("Agency", partners(), decisions=[closing], reviews=[review])
    assert list(agency.register()) == [closing]


def test_the_register_is_a_table_by_day() -> None:
    table = recorded().register("Scrutiny").to_frame()
    (row,) = table.reset_index().to_dict("records")
    assert (row["partner"], row["outcome"], row["reports"]) == (
        "Sefton",
        "noted",
        "FD.6534/21, LD.4735/21",
    )
    assert (row["assumed"], row["source"], row["kind"]) == (False, "", "")
    (board,) = recorded().register("Strategic board").to_frame()["reports"]
    assert board == ""
    assert list(recorded().register("Halton").to_frame().columns) == list(table.columns)


def test_the_register_shows_who_recorded_a_decision_and_in_short_its_days() -> None:
    noted = Decision("Sefton", "2021-11-04", "Cabinet", source=MINUTE)
    agency = Partnership("Agency", partners(), decisions=[noted])
    assert f"- 2021-11-04 Sefton: {MINUTE}" in str(agency.register())
    assert repr(agency.register()) == "<Register of 1 decision, 2021-11-04 to 2021-11-04>"
    assert repr(agency.register("Halton")) == "<Register of 0 decisions>"


def test_a_decision_of_somebody_who_is_no_partner_is_refused() -> None:
    strange = Decision("Halton", "2021-11-04", "Cabinet", source=MINUTE)
    fault = caught(ModelError, Partnership, "Agency", partners(), decisions=[strange])
    assert (fault.subject, fault.got) == ("Decision of Halton", f"Halton ({MINUTE})")
