"""What is wrong with a row of the parties is told once, at its own row or cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from three_rivers import ASHFORD, BROOK, COLEY, all_of, faults_of, more, put, tables

if TYPE_CHECKING:
    from three_rivers import Change, Fault

ABSENT: dict[str, object] = {"partner": "Dale", "authority": "Dale Council"}
OWED: dict[str, object] = {"duty": "comments", "by": ASHFORD, "month": 11, "day": 30}
DONE: dict[str, object] = {"duty": "comments", "year": "2024/25", "on": "2023-11-20"}
SHORT = "notice of 30 June 2026 to 31 March 2027"


WRONG: list[tuple[Change, Fault]] = [
    (
        put("hosts", 0, host=COLEY),
        (
            "hosts, row 1",
            "Host",
            f"be a partner while it hosts; {COLEY} is one 2020-04-01 to 2027-03-31",
            f"{COLEY} from 2020-04-01 (Agreement, clause 4)",
        ),
    ),
    (
        put("hosts", 0, staff="lent"),
        (
            "hosts, row 1, staff",
            "staff",
            "be one of: seconded, transferred, employed",
            "'lent'",
        ),
    ),
    (
        put("withdrawals", 0, given="2027-04-01"),
        (
            "withdrawals, row 1, given",
            f"Notice of {COLEY}",
            "be given by 31 March 2027, the last day as a partner",
            "1 April 2027",
        ),
    ),
    (
        put("withdrawals", 0, given="2026-06-30"),
        (
            "withdrawals, row 1",
            f"Notice of {COLEY}",
            (
                "be given at least 12 months before it ends on a 31 March (Clause 21), so end on "
                "31 March 2028 or a later 31 March"
            ),
            SHORT,
        ),
    ),
    (
        put("successions", 1, percent=20),
        (
            "successions, row 2",
            "Percentages of Brook",
            "sum to 100",
            "110 for Brook, Ashford",
        ),
    ),
    (
        put("successions", 1, source="Order 2026"),
        (
            "successions, row 2, source",
            "source",
            "be as in successions, row 1, source: nothing",
            "Order 2026",
        ),
    ),
    (
        all_of(put("successions", 0, successor=COLEY), put("successions", 1, percent=10)),
        (
            "successions, row 2",
            "Partner Brook",
            (
                "not be a member on 2026-04-01, by the succession Brook to Coley, Dean and Esk (90 "
                "%), Ashford (10 %) from 2026-04-01"
            ),
            "from 2020-04-01",
        ),
    ),
    (
        put("bodies", 1, kind="scrutiny"),
        (
            "bodies, row 2, kind",
            "kind",
            "be as in bodies, row 1, kind: strategic board",
            "scrutiny",
        ),
    ),
    (
        put("bodies", 1, chair="yes"),
        ("bodies, row 2, chair", "chair", "be yes for one seat of Board", "yes again"),
    ),
    (
        put("bodies", 1, role=None),
        ("bodies, row 2, role", "role", "be given for each seat", "nothing"),
    ),
    (
        more("bodies", body="Group", kind="operational group", partner=BROOK),
        ("bodies, row 3, role", "role", "be given for each seat", "nothing"),
    ),
    (
        more("bodies", body="Group", kind="operational group", chair="yes"),
        ("bodies, row 3, role", "role", "be given for each seat", "nothing"),
    ),
    (
        put("services", 0, annual_value=-1),
        (
            "services, row 1, annual_value",
            "Annual value of legal advice by Brook",
            "not be negative",
            "-£1.00",
        ),
    ),
    (
        put("owed", 1, month=2, day=30),
        (
            "owed, row 2",
            "Due day",
            "be a day that its month has in every year",
            "30 February",
        ),
    ),
    (
        more("owed", **OWED),
        (
            "owed, row 3",
            "Duty",
            "be owed once by anybody",
            (
                "comments by each partner by 30 November of the year before and comments by "
                "Ashford by 30 November"
            ),
        ),
    ),
    (
        more("done", **DONE, by="Dale"),
        (
            "done, row 2, by",
            "by",
            (
                f"be a partner, or whoever owes it: 'Ashford', 'Brook', '{COLEY}', "
                "'each partner', 'agency'"
            ),
            "'Dale'",
        ),
    ),
    (
        put("decisions", 0, partner=""),
        (
            "decisions, row 1, partner",
            "partner",
            f"be one of those \"required\" for the term: 'Ashford', 'Brook', '{COLEY}'",
            "nothing",
        ),
    ),
    (
        put("owed", 1, by="Ashfrod"),
        (
            "owed, row 2, by",
            "by",
            f"be one of these: 'each partner', 'Ashford', 'Brook', '{COLEY}', 'Board', 'agency'",
            "'Ashfrod'",
        ),
    ),
    (
        more("done", **{**DONE, "duty": "forecast"}, by=ASHFORD),
        (
            "done, row 2",
            "What was done",
            "be among what is owed of its kind: none",
            "forecast by Ashford for 2024/25",
        ),
    ),
    (
        put("reviews", 0, asked="2025-04-01"),
        (
            "reviews, row 1",
            "Review of the formula",
            "be due on or after 1 April 2025, the day it was asked for",
            "31 March 2025",
        ),
    ),
    (
        more("budgets", year="2025/26", rule="majority"),
        ("budgets, row 2, rule", "rule", 'be empty where nobody is "required"', "'majority'"),
    ),
    (
        more("partners", **ABSENT, joined="2020-04-01", left="2021-03-31", body="trust"),
        (
            "partners, row 4",
            "Partner Dale",
            (
                "name the council that it acts for if it is a trust, and only then; Dale Council "
                "is a trust"
            ),
            "none",
        ),
    ),
]


@pytest.mark.parametrize(("change", "fault"), WRONG)
def test_what_is_wrong_with_the_parties_is_told_once_at_its_row(
    change: Change, fault: Fault
) -> None:
    plain = tables()
    change(plain)
    (told,) = faults_of(plain)
    assert told == fault


def again(**fields: object) -> Change:
    """Return the change that has Dale leave and join again, with fields of the second spell."""
    first = {**ABSENT, "joined": "2020-04-01", "left": "2021-03-31", "pays": "no"}
    second = {**ABSENT, "joined": "2024-04-01", "pays": "no"}
    return all_of(more("partners", **first), more("partners", **second | fields))


@pytest.mark.parametrize(
    ("name", "value", "rule", "got"),
    [
        ("authority", "Dale District Council", "Dale Council", "Dale District Council"),
        ("gss_code", "E07000001", "nothing", "E07000001"),
        ("former_codes", "E07000001; E07000002", "nothing", "E07000001, E07000002"),
        ("pays", "yes", "no", "yes"),
    ],
)
def test_the_rows_of_a_partner_that_rejoins_agree(
    name: str, value: object, rule: str, got: str
) -> None:
    plain = tables()
    again(**{name: value})(plain)
    words = f"be as in partners, row 4, {name}: {rule}"
    told = (f"partners, row 5, {name}", name.replace("_", " "), words, got)
    assert faults_of(plain) == [told]


def test_a_spell_that_begins_within_the_one_before_is_told_at_its_row() -> None:
    plain = tables()
    again(joined="2021-03-31")(plain)
    rule = "begin after the one before it, 2020-04-01 to 2021-03-31"
    assert faults_of(plain) == [("partners, row 5", "Membership of Dale", rule, "from 2021-03-31")]


def test_a_spell_that_ends_before_it_begins_is_told_at_its_own_row() -> None:
    plain = tables()
    again()(plain)
    plain["partners"][3]["left"] = "2019-03-31"
    assert [place for place, *_ in faults_of(plain)] == ["partners, row 4, left"]


CAUSES: list[tuple[Change, str]] = [
    (put("partners", 2, joined="soon"), "partners, row 3, joined"),
    (put("partners", 0, left="2019-03-31"), "partners, row 1, left"),
    (put("agreement", 1, first="soon"), "agreement, row 2, first"),
    (put("agreement", 1, last="2019-04-01"), "agreement, row 2, last"),
    (put("agreement", 4, months=0), "agreement, row 5, months"),
    (put("owed", 0, month="soon"), "owed, row 1, month"),
    (put("reviews", 0, due="soon"), "reviews, row 1, due"),
]


@pytest.mark.parametrize(("change", "place"), CAUSES)
def test_a_fault_of_the_parties_makes_no_others(change: Change, place: str) -> None:
    plain = tables()
    change(plain)
    assert [where for where, *_ in faults_of(plain)] == [place]
