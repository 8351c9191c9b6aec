"""Two of a thing of which nothing says which counts are refused, by file and as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from attrs import evolve

from aimpartner.codec.check import check_tables
from aimpartner.codec.model import build
from aimpartner.errors import InputError, ModelError
from aimpartner.parties.partners import Authority
from aimpartner.scenarios.changes import Reweigh, Scenario, Set
from faults import caught, said
from three_rivers import NAMES, tables

if TYPE_CHECKING:
    from aimpartner.parties.partnership import Partnership


def with_codes(*codes: str) -> list[dict[str, object]]:
    plain = tables()
    rows = zip(plain["partners"], codes, strict=True)
    return [{**row, "gss_code": code} for row, code in rows]


@pytest.mark.parametrize(
    ("codes", "row"),
    [
        (("E08000014", "E08000014", ""), 2),
        (("E08000014", "", "E08000014"), 3),
        (("", "E08000012", "E08000012"), 3),
    ],
)
def test_one_code_of_two_partners_is_a_fault_at_its_cell(codes: tuple[str, ...], row: int) -> None:
    (problem,) = caught(InputError, build, {**tables(), "partners": with_codes(*codes)}).problems
    first = NAMES[codes.index(str(problem.got))]
    assert problem.place == f"partners, row {row}, gss_code"
    assert problem.rule == f"differ from that of {first}"
    assert problem.remedy == "Look both up in the ONS's register of codes."


def rivers() -> Partnership:
    return build(tables()).partnership


def test_a_partnership_has_no_code_twice() -> None:
    one, two, three = rivers().partners
    same = [
        evolve(each, authority=evolve(each.authority, gss_code="E08000014")) for each in (one, two)
    ]
    fault = caught(ModelError, evolve, rivers(), partners=[*same, three])
    assert said(fault)[1:] == (f"differ from that of {one.name}", "E08000014")


@pytest.mark.parametrize("turned", [False, True])
def test_a_trust_may_have_the_code_of_the_council_that_it_acts_for(*, turned: bool) -> None:
    one, two, three = rivers().partners
    council = evolve(one, authority=evolve(one.authority, gss_code="E08000014"))
    trust = evolve(
        two,
        authority=Authority("Brook Trust", "E08000014", kind="trust"),
        acting_for=one.authority.name,
    )
    pair = [trust, council] if turned else [council, trust]
    changed = evolve(rivers(), partners=[*pair, three])
    assert [each.authority.gss_code for each in changed.partners] == ["E08000014"] * 2 + [""]


@pytest.mark.parametrize(
    ("changes", "got"),
    [
        (
            [Set("budget/2024-25/staffing/staff", 1), Set("budget/2024-25/staffing/staff", 2)],
            "1, 2",
        ),
        (
            [Set("formula/a/b/weight", "60 %"), Reweigh("c", 0), Set("formula/a/b/weight", "1/2")],
            "60 %, 1/2",
        ),
        ([Set("x", 1), Set("y", 2), Set("x", 1)], "1, 1"),
    ],
)
def test_an_address_set_twice_in_a_scenario_is_refused(
    changes: list[Set | Reweigh], got: str
) -> None:
    fault = caught(ModelError, Scenario, "both", changes)
    assert said(fault) == (f"{changes[0].at} in scenario both", "be set once", got)
    assert fault.remedy == "Keep the one that is meant."


@pytest.mark.parametrize(
    ("days", "places"),
    [
        ((None, None), [1, 6]),
        (("2024-06-30", None), [6]),
        ((None, "2024-06-30"), [1]),
        (("2024-06-30", "2024-06-30"), [6]),
        (("2024-06-30", "2024-07-01"), []),
    ],
)
def test_editions_of_which_nothing_says_which_counts_are_faults_at_their_cells(
    days: tuple[str | None, str | None], places: list[int]
) -> None:
    plain = tables()
    first, *_ = rows = plain["evidence"]
    second = {**first, "value": 99, "edition": "another"}
    plain["evidence"] = [{**first, "released": days[0]}, *rows[1:], {**second, "released": days[1]}]
    told = [place for each in check_tables(plain, "a.json").problems for place in each.places]
    assert told == [f"evidence, row {row}, released" for row in places]


def test_two_editions_of_one_day_may_say_the_same() -> None:
    plain = tables()
    same = {**plain["evidence"][0], "released": "2024-06-30"}
    plain["evidence"] = [same, *plain["evidence"][1:], {**same, "edition": "another"}]
    assert check_tables(plain, "a.json").is_sound
