"""The nearest name is said wherever one is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aimpartner as ap
from aimpartner.budget import Heading
from aimpartner.codec.check import check_tables
from aimpartner.errors import AimpartnerError
from aimpartner.misspelt import meant_by, near
from aimpartner.validators import member
from three_rivers import Change, put, tables

if TYPE_CHECKING:
    from collections.abc import Callable

AIM = ap.samples.load("aim")
RESULT = ap.calculate(AIM, "2021/22")


def test_the_nearest_name_is_the_one_that_is_most_alike() -> None:
    assert meant_by("  SEFTON ", ["Sefton", "Seton"]) == "Sefton"
    assert meant_by("Halton", ["Sefton"]) == ""


@pytest.mark.parametrize("name", [None, 7, "x" * 201])
def test_what_is_no_name_is_near_none(name: object) -> None:
    assert near(name, ["Sefton", "x" * 200]) == ""


def test_among_very_many_names_none_is_looked_for() -> None:
    assert meant_by("name 1", map("name {}".format, range(2_001))) == ""


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda: AIM.partnership.partner("Seton"), "Sefton"),
        (lambda: RESULT["Wiral"], "Wirral"),
        (lambda: RESULT.column("element", "agencies"), "element agency"),
        (lambda: RESULT.by_element()["agncy"], "agency"),
        (lambda: RESULT.issue("2021-03-26").amount("Liverpol"), "Liverpool"),
        (lambda: AIM.evidence.measure("adoptd"), "adopted"),
        (lambda: AIM.budgets[0].line("agency/total cost"), AIM.budgets[0].lines[0].key),
        (lambda: ap.samples.load("aims"), "aim"),
        (lambda: member(Heading, "Employes"), "Employees"),
        (lambda: ap.formula.Rounding(level="elment"), "element"),  # type: ignore[arg-type]  # as typed
    ],
)
def test_a_name_that_is_not_known_is_answered_with_the_nearest(
    ask: Callable[[], object], nearest: str
) -> None:
    with pytest.raises(AimpartnerError) as info:
        ask()
    assert info.value.remedy == f"The nearest is {nearest!r}."


@pytest.mark.parametrize(
    ("change", "nearest"),
    [
        (put("weights", 0, partner="Ashfrd"), "Ashford"),
        (put("lines", 0, heading="Employes"), "Employees"),
        (put("lines", 0, yeer="2024/25"), "year"),
        (put("lines", 0, version="draf"), "2024/25 version 1"),
        (put("elements", 0, pool="staffing"), "pools"),
    ],
)
def test_so_is_a_name_in_a_file(change: Change, nearest: str) -> None:
    plain = tables()
    change(plain)
    (problem,) = check_tables(plain, "rivers.json").problems
    assert problem.remedy == f"The nearest is {nearest!r}."
