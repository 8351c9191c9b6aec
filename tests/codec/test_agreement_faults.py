"""What is wrong with a row of the agreement is told once, at its own row or cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from three_rivers import ALL, faults_of, more, put, tables

if TYPE_CHECKING:
    from three_rivers import Change, Fault, Tables

EXTENSION: dict[str, object] = {"kind": "extension", "last": "2026-03-31", "required": ALL}
SECOND: dict[str, object] = {
    "kind": "term",
    "first": "2025-04-01",
    "last": "2028-03-31",
    "agreement": 2,
}


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
            "begin after 2025-03-31, the last day approved of the one it follows",
            "2024-03-31",
        ),
    ),
    (
        ends_early,
        (
            "agreement, row 4, last",
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
            (
                "begin on the day after one of these ends: the term, on 31 March 2024, extension "
                "to 31 March 2025, on 31 March 2025"
            ),
            "1 April 2023",
        ),
    ),
    (
        more("agreement", kind="termination", last="2019-04-01", required=ALL),
        (
            "agreement, row 6, last",
            "Termination",
            "end on or after 2020-04-01, the first day of the term",
            "2019-04-01",
        ),
    ),
]


@pytest.mark.parametrize(("change", "fault"), WRONG)
def test_what_is_wrong_with_the_agreement_is_told_once_at_its_row(
    change: Change, fault: Fault
) -> None:
    plain = tables()
    change(plain)
    (told,) = faults_of(plain)
    assert told == fault


def test_an_agreement_is_not_hidden_by_a_fault_of_the_one_that_follows() -> None:
    plain = tables()
    plain["agreement"] += [{**SECOND, "first": "2029-04-01"}]
    ends_early(plain)
    assert [place for place, *_ in faults_of(plain)] == [
        "agreement, row 4, last",
        "agreement, row 6, last",
    ]


def test_an_agreement_that_follows_none_is_told_once_the_other_faults_are_mended() -> None:
    plain = tables()
    plain["agreement"] += [{**SECOND, "agreement": 3}, {"kind": "option", "months": "long"}]
    assert [place for place, *_ in faults_of(plain)] == ["agreement, row 7, months"]
