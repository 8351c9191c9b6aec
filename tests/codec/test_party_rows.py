"""The parties are built from their rows: spells, agreements that follow, what bodies decided."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from attrs import evolve

from aimpartner.codec.agreement import CELLS
from aimpartner.codec.model import build, flatten
from aimpartner.errors import ModelError
from aimpartner.money import Money
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.decisions import Decision, Outcome
from aimpartner.parties.agreement.timeline import AgreementState
from faults import caught, said
from three_rivers import ALL, ASHFORD, BROOK, COLEY, NAMES, faults_of, more, tables

ON_REVIEW = "review of the formula by 2025-03-31"
SECOND: dict[str, object] = {
    "kind": "term",
    "first": "2025-04-01",
    "last": "2028-03-31",
    "agreement": 2,
    "required": ALL,
    "rule": "majority",
}


def decided(subject: str, partner: str = "", **fields: object) -> dict[str, object]:
    """Return the row of a decision of 10 March 2025."""
    return {"subject": subject, "partner": partner, "made": "2025-03-10", **fields}


def agreement(*rows: dict[str, object], decisions: list[dict[str, object]]) -> Agreement:
    """Return the made-up agency's agreement with more rows and decisions."""
    plain = tables()
    plain["agreement"] += rows
    plain["decisions"] += decisions
    agreed = build(plain).partnership.agreement
    assert agreed is not None
    return agreed


def test_a_partner_that_rejoins_has_a_row_a_spell_in_the_place_of_its_first() -> None:
    plain = tables()
    plain["partners"][0]["left"] = "2021-03-31"
    plain["partners"].append({**plain["partners"][0], "joined": "2022-04-01", "left": None})
    plain["hosts"] = [{"host": BROOK, "first": "2020-04-01"}]
    partnership = build(plain).partnership
    assert partnership.names == NAMES
    assert [str(each) for each in partnership.partner(ASHFORD).member] == [
        "2020-04-01 to 2021-03-31",
        "from 2022-04-01",
    ]


def test_a_joiner_by_its_own_addition_keeps_what_it_pays() -> None:
    plain = tables()
    plain["partners"][1] |= {"joining": "own addition", "addition": "90.50"}
    model = build(plain)
    (spell,) = model.partnership.partner(BROOK).member
    assert (spell.joining, spell.addition) == ("own addition", Money("90.50"))
    assert flatten(model)["partners"][1]["addition"] == "90.50"


def test_an_addition_of_one_that_joins_otherwise_is_a_fault_of_its_row() -> None:
    plain = tables()
    plain["partners"][1] |= {"joining": "reshare", "addition": "90.50"}
    (fault,) = faults_of(plain)
    assert fault[0] == "partners, row 2"
    assert fault[2] == "join by its own addition, for one of £90.50 is stated"


def test_two_hosts_by_two_sources_are_both_kept() -> None:
    plain = tables()
    more("hosts", host=BROOK, first="2024-04-01", source="Brook Cabinet")(plain)
    (conflict,) = build(plain).partnership.conflicts()
    assert (conflict.hosts, str(conflict.days)) == ((ASHFORD, BROOK), "from 2024-04-01")


def test_an_agreement_that_follows_is_approved_by_its_own_rule() -> None:
    name = "term of agreement 2"
    agreed = agreement(SECOND, decisions=[decided(name, ASHFORD), decided(name, BROOK)])
    assert agreed.successor is not None
    assert agreed.successor.approval.rule == "majority"
    assert agreed.successor.approval.is_given()
    assert agreed.successor.approval.outstanding() == ()


def test_an_agreement_without_a_shadow_held_over_and_ended_reads_back_from_its_rows() -> None:
    plain = tables()
    plain["agreement"] = [row for row in plain["agreement"] if row["kind"] != "shadow"]
    plain["agreement"] += [
        {"kind": "holding over", "first": "2025-04-01", "required": BROOK},
        {"kind": "termination", "last": "2025-09-30", "required": BROOK},
    ]
    whole = build(plain)
    agreed = whole.partnership.agreement
    assert agreed is not None
    assert (agreed.shadow, len(agreed.holding_over), agreed.termination is None) == (None, 1, False)
    assert build(flatten(whole)) == whole


def test_the_rows_of_an_agreement_may_stand_in_any_order() -> None:
    plain = tables()
    plain["agreement"] = plain["agreement"][::-1]
    assert build(plain) == build(tables())


@pytest.mark.parametrize(
    ("row", "subject", "state"),
    [
        (
            {"kind": "holding over", "first": "2025-04-01", "required": BROOK},
            "holding over from 2025-04-01",
            AgreementState.HELD_OVER,
        ),
        (
            {"kind": "termination", "last": "2025-03-10", "required": BROOK},
            "termination",
            AgreementState.ENDED,
        ),
        (
            {"kind": "extension", "last": "2026-03-31", "required": BROOK},
            "extension to 2026-03-31",
            AgreementState.EXTENDED,
        ),
    ],
)
def test_what_is_decided_on_a_provision_is_called_by_its_kind_and_day(
    row: dict[str, object], subject: str, state: AgreementState
) -> None:
    agreed = agreement(row, decisions=[decided(subject, BROOK)])
    day = SECOND["first"]
    plain = tables()
    plain["agreement"].append(row)
    plain["decisions"].append(decided(subject, BROOK))
    assert build(plain).partnership.agreement_state(str(day)) is state
    assert agreed.approvals[-1].is_given()


def test_a_consent_to_a_withdrawal_is_called_by_the_leaver_and_its_last_day() -> None:
    plain = tables()
    plain["withdrawals"][0] |= {"given": "2026-06-30", "required": f"{ASHFORD}; {BROOK}"}
    name = f"withdrawal of {COLEY} on 2027-03-31"
    plain["decisions"] += [decided(name, ASHFORD), decided(name, BROOK)]
    (leaving,) = build(plain).partnership.withdrawals
    assert leaving.approval is not None
    assert leaving.approval.is_given()


def test_a_decision_on_a_review_closes_it_whoever_decided() -> None:
    plain = tables()
    plain["decisions"] += [
        decided(ON_REVIEW, body="Board", words="accept the findings"),
        decided(ON_REVIEW, body="Scrutiny", outcome="noted"),
    ]
    partnership = build(plain).partnership
    (review,) = partnership.reviews
    assert review.decision is not None
    assert (review.decision.body, review.decision.subject) == ("Board", "accept the findings")
    assert [each.body for each in partnership.decisions] == ["Scrutiny"]


def test_a_review_is_closed_once() -> None:
    plain = tables()
    plain["decisions"] += [decided(ON_REVIEW, body="Board"), decided(ON_REVIEW, body="Cabinet")]
    told = ("reviews, row 1", "Review of the formula", "be closed once", "2 times")
    assert faults_of(plain) == [told]


def test_what_was_noted_or_decided_jointly_goes_to_the_register_in_its_order() -> None:
    plain = tables()
    plain["decisions"] += [
        decided("Budget Paper", body="Board", reports="FD.1/25; LD.2/25"),
        decided("annual report", BROOK, body="Scrutiny", outcome="noted", kind="note"),
    ]
    found = build(plain).partnership.decisions
    assert [(each.subject, each.partner) for each in found] == [
        ("Budget Paper", ""),
        ("annual report", BROOK),
    ]
    assert found[0].reports == ("FD.1/25", "LD.2/25")


def test_what_the_register_keeps_is_named_by_its_subject_alone() -> None:
    plain = tables()
    plain["decisions"].append(decided("Budget Paper", body="Board", words="the paper"))
    rule = "be empty where nobody is asked"
    assert faults_of(plain) == [("decisions, row 13, words", "words", rule, "'the paper'")]


def test_a_body_may_have_no_seats_recorded() -> None:
    plain = tables()
    more("bodies", body="Group", kind="operational group")(plain)
    board, group = build(plain).partnership.bodies
    assert (str(board.chair), board.partners) == (
        f"Director of Children's Services ({ASHFORD})",
        (ASHFORD, BROOK),
    )
    assert (group.members, group.chair) == ((), None)


def test_the_chair_stays_with_its_seat_whatever_the_offices_are_called() -> None:
    plain = tables()
    plain["bodies"] = [{**row, "chair": row["partner"] == BROOK} for row in plain["bodies"]]
    model = build(plain)
    assert str(model.partnership.bodies[0].chair) == f"Director of Children's Services ({BROOK})"
    assert build(flatten(model)) == model


def test_a_service_that_names_a_pool_is_in_the_budget_of_the_year() -> None:
    plain = tables()
    plain["services"][0]["pool"] = "premises"
    model = build(plain)
    assert model.budgets == build(tables()).budgets
    (*own, added) = model.facts("2024/25").budget.lines
    assert tuple(own) == model.budgets[0].lines
    assert (added.name, added.incurred_by) == (f"legal advice by {BROOK}", BROOK)


def test_what_is_owed_and_not_done_is_outstanding() -> None:
    tasks = build(tables()).partnership.outstanding("2024/25", "2023-12-31")
    assert [str(task.by) for task in tasks] == [ASHFORD, COLEY, "agency"]


def test_a_service_that_has_its_line_already_is_not_counted_again() -> None:
    plain = tables()
    plain["services"][0]["pool"] = "premises"
    model = build(plain)
    services = model.partnership.services
    taken = model.budgets[0].with_services(services)
    assert len(taken.lines) == len(model.budgets[0].lines) + 1
    assert taken.with_services(services) is taken


def test_a_partners_own_resolution_is_kept_in_the_register() -> None:
    plain = tables()
    plain["decisions"].append(decided("host model, to go live", BROOK, body="Cabinet"))
    model = build(plain)
    (kept,) = model.partnership.decisions
    assert (kept.partner, kept.subject) == (BROOK, "host model, to go live")
    assert build(flatten(model)) == model


@pytest.mark.parametrize(
    ("subject", "outcome"),
    [("term", "noted"), ("term", "approved"), (ON_REVIEW, "approved"), ("termination", "refused")],
)
def test_a_file_is_not_written_that_would_be_read_otherwise(subject: str, outcome: Outcome) -> None:
    """The reader would put the decision to the approval, or refuse it."""
    model = build(tables())
    told = Decision(BROOK, "2025-03-10", outcome=outcome, subject=subject)
    fault = caught(
        ModelError, flatten, evolve(model, partnership=evolve(model.partnership, decisions=[told]))
    )
    rule = "have a subject in the register that is not what decisions call an approval"
    assert said(fault) == (f"Decision of {BROOK}", rule, subject)


def test_a_hosting_is_approved_by_those_it_asks() -> None:
    plain = tables()
    plain["hosts"][0] |= {"required": ALL, "rule": "majority"}
    name = f"hosting by {ASHFORD} from 2020-04-01"
    plain["decisions"] += [decided(name, ASHFORD), decided(name, BROOK)]
    model = build(plain)
    (hosting,) = model.partnership.hosting
    assert hosting.approval is not None
    assert (hosting.approval.rule, hosting.approval.is_given()) == ("majority", True)
    assert build(flatten(model)) == model


def test_the_page_on_files_says_which_cells_each_provision_needs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "files.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w[\w ]*) \| ([^`|]*) \| ?([^`|]*)\|$", page, re.MULTILINE)
    head = [needs.strip() for _, needs, _ in rows].index("needs")
    said_there = {kind: (_cells(needs), _cells(rest)) for kind, needs, rest in rows[head + 1 :]}
    both = said_there.pop("option")
    assert both == (("months, or until",), CELLS["option"][1])
    assert said_there == {kind: CELLS[kind] for kind in CELLS if not kind.startswith("option")}


def _cells(words: str) -> tuple[str, ...]:
    if " or " in words:
        return (words.strip(),)
    return tuple(each.strip().replace(" ", "_") for each in words.split(",") if each.strip())
