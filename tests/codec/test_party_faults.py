"""What is wrong with a row of the parties is told once, at its own row or cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from three_rivers import ALL, ASHFORD, BROOK, COLEY, faults_of, more, put, tables

if TYPE_CHECKING:
    from three_rivers import Change, Fault, Tables

ABSENT: dict[str, object] = {"partner": "Dale", "authority": "Dale Council"}
EXTENSION: dict[str, object] = {"kind": "extension", "last": "2026-03-31", "required": ALL}
SECOND: dict[str, object] = {
    "kind": "term",
    "first": "2025-04-01",
    "last": "2028-03-31",
    "agreement": 2,
}
OWED: dict[str, object] = {"duty": "comments", "by": ASHFORD, "month": 11, "day": 30}
DONE: dict[str, object] = {"duty": "comments", "year": "2024/25", "on": "2023-11-20"}
SHORT = "notice of 30 June 2026 to 31 March 2027"


def all_of(*changes: Change) -> Change:
    """Return the change that makes several."""

    def change(plain: Tables) -> None:
        for each in changes:
            each(plain)

    return change


def ends_early(plain: Tables) -> None:
    """Have the extension, and the decisions on it, end before what it extends."""
    plain["agreement"][3]["last"] = "2024-01-31"
    for row in plain["decisions"][3:6]:
        row["subject"] = "extension to 2024-01-31"


WRONG: list[tuple[Change, Fault]] = [
    (
        more("agreement", **{**SECOND, "first": "2024-03-31"}),
        (
            "agreement, row 6",
            "Agreement that follows",
            "begin after 2024-03-31, the last day of the term that it follows",
            "2024-03-31",
        ),
    ),
    (
        ends_early,
        (
            "agreement, row 4",
            "Extension",
            "end after 2024-03-31, the last day of what it extends",
            "2024-01-31",
        ),
    ),
    (
        more("agreement", **{**SECOND, "agreement": 3}),
        (
            "agreement, row 6, agreement",
            "agreement",
            "be 1, or one more than that of another term",
            "3",
        ),
    ),
    (
        more("agreement", kind="option", months=6, agreement=2),
        ("agreement, row 6, kind", "kind", "be of an agreement with a term", "none"),
    ),
    (
        more("agreement", **EXTENSION | {"last": "2025-03-31"}),
        (
            "agreement, row 6, kind",
            "kind",
            "be given once in an agreement",
            "extension to 2025-03-31 again",
        ),
    ),
    (
        put("agreement", 3, required=None),
        ("agreement, row 4, required", "required", "be given for the extension", "nothing"),
    ),
    (
        put("agreement", 2, until="2025-03-31"),
        (
            "agreement, row 3, months",
            "months",
            "be empty for the option until a day",
            "12",
        ),
    ),
    (
        put("agreement", 2, variation="yes"),
        ("agreement, row 3, variation", "variation", "be empty for the option", "yes"),
    ),
    (
        more("agreement", kind="holding over", first="2025-04-01", rule="majority"),
        (
            "agreement, row 6, rule",
            "rule",
            'be empty where nobody is "required"',
            "'majority'",
        ),
    ),
    (
        more("agreement", kind="holding over", first="2023-04-01"),
        (
            "agreement, row 6",
            "Holding over",
            "begin after 2024-03-31, the last day of the term",
            "from 2023-04-01",
        ),
    ),
    (
        more("agreement", kind="termination", last="2019-04-01", required=ALL),
        (
            "agreement, row 6",
            "Termination",
            "end on or after 2020-04-01, the first day of the term",
            "2019-04-01",
        ),
    ),
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
            "withdrawals, row 1",
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
                "give notice of 12 months ending on 31 March (Clause 21), so end on 31 March "
                "2028 or a later 31 March"
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
            "services, row 1",
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
            "done, row 2",
            "comments by Dale for 2024/25",
            f"be by a partner: 'Ashford', 'Brook', '{COLEY}'",
            "'Dale'",
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
    assert [place for place, *_ in faults_of(plain)] == ["partners, row 4"]


CAUSES: list[tuple[Change, str]] = [
    (put("partners", 2, joined="soon"), "partners, row 3, joined"),
    (put("partners", 0, left="2019-03-31"), "partners, row 1"),
    (put("agreement", 1, first="soon"), "agreement, row 2, first"),
    (put("agreement", 1, last="2019-04-01"), "agreement, row 2"),
    (put("agreement", 4, months=0), "agreement, row 5"),
    (put("owed", 0, month="soon"), "owed, row 1, month"),
    (put("reviews", 0, due="soon"), "reviews, row 1, due"),
]


@pytest.mark.parametrize(("change", "place"), CAUSES)
def test_a_fault_of_the_parties_makes_no_others(change: Change, place: str) -> None:
    plain = tables()
    change(plain)
    assert [where for where, *_ in faults_of(plain)] == [place]


def test_an_agreement_is_not_hidden_by_a_fault_of_the_one_that_follows() -> None:
    plain = tables()
    plain["agreement"] += [{**SECOND, "first": "2029-04-01"}]
    ends_early(plain)
    assert [place for place, *_ in faults_of(plain)] == ["agreement, row 4", "agreement, row 6"]


def test_an_agreement_that_follows_none_is_told_once_the_other_faults_are_mended() -> None:
    plain = tables()
    plain["agreement"] += [{**SECOND, "agreement": 3}, {"kind": "option", "months": "long"}]
    assert [place for place, *_ in faults_of(plain)] == ["agreement, row 7, months"]
