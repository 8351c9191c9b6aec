"""A phase-in: part old, part new, by year."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.periods import FinancialYear
from builders import YEAR, amounts, counted, element, line, model, paid
from contributions.strategies import NAMES, bases, evidences
from drawn import drawn
from faults import caught, said

TWO = ("Ash", "Birch")
SEEN = counted("adopted", {"Ash": 1, "Birch": 3})
CASH = Given({"Ash": "7500.00", "Birch": "2500.00"}, "pence")


def rule(parts: Any, old: Basis = CASH) -> Phased:  # noqa: ANN401  # what the converter takes
    return Phased(old, Measured("adopted"), parts)


def ash(basis: Basis, seen: Any = SEEN) -> str:  # noqa: ANN401  # observations
    return amounts(model([line("100")], [element(basis)], TWO, seen))["Ash"]


@pytest.mark.parametrize(
    ("parts", "pays"),
    [
        ({"2021/22": "0 %"}, "75.00"),
        ({"2021/22": "50 %", "2022/23": "100 %"}, "50.00"),
        ([("2022/23", "100 %"), ("2021/22", "1/4")], "62.50"),
        ({"2021/22": "100 %"}, "25.00"),
        ({"2019/20": "1/2", "2020/21": "100 %"}, "25.00"),  # after all of it, all of it
    ],
)
def test_the_parts_by_the_old_and_the_new_make_the_whole(parts: object, pays: str) -> None:
    assert ash(rule(parts)) == pays


@pytest.mark.parametrize(
    ("old", "pays"),
    [(Given({"Ash": 90, "Birch": 10}, "percent"), "57.50"), (Measured("adopted"), "25.00")],
)
def test_the_old_may_be_frozen_shares_or_worked_out_again(old: Basis, pays: str) -> None:
    assert ash(rule({"2021/22": "50 %"}, old)) == pays


def test_once_it_is_over_the_old_figures_are_no_longer_needed() -> None:
    assert ash(rule({"2020/21": "100 %"}, Measured("gone"))) == "25.00"


@pytest.mark.parametrize(
    ("parts", "got"),
    [
        ({"2022/23": "100 %"}, "2022/23 (100 %)"),
        ({"2020/21": "50 %"}, "2020/21 (50 %)"),
        ({"2019/20": "100 %", "2020/21": "50 %"}, "2019/20 (100 %), 2020/21 (50 %)"),
    ],
)
def test_a_year_without_a_part_is_refused(parts: dict[str, str], got: str) -> None:
    fault = caught(ModelError, ash, rule(parts))
    subject = "Phase-in of staffing by the formula formula"
    assert said(fault) == (subject, "state its part in 2021/22", got)
    assert rule(parts).in_words(YEAR) == "phased in, but no part is stated for 2021/22"


@pytest.mark.parametrize(("part", "got"), [("110 %", "110 %"), ("-1 %", "-1 %")])
def test_a_phase_in_over_100_per_cent_or_below_nothing_is_refused(part: str, got: str) -> None:
    fault = caught(InvalidValueError, rule, {"2021/22": part})
    subject = "Part by the new basis in 2021/22"
    assert said(fault) == (subject, "lie between 0 and 100 %", got)


def test_a_phase_in_has_a_year() -> None:
    assert caught(InvalidValueError, rule, {}).subject == "Years of a phase-in"


def test_a_phase_in_is_told_in_words() -> None:
    basis = rule({"2021/22": "1/4", "2022/23": "100 %"})
    words = "phased in: in 2021/22 25 % by adopted (2020/21) and 75 % by agreed amounts in "
    assert basis.in_words(YEAR).startswith(words)
    over = "wholly by adopted (2022/23), the phase-in being over"
    assert basis.in_words(FinancialYear(2023)) == over
    assert not basis.is_counted


def shares(basis: Basis, seen: Evidence) -> list[object]:
    whole = model([line()], [element(basis)], NAMES, seen.observations)
    return [each.share for each in paid(whole)]


@drawn(60)
@given(bases(NAMES, 1), bases(NAMES, 1), evidences(NAMES))
def test_none_of_it_is_the_old_formula_and_all_of_it_the_new(
    old: Basis, new: Basis, seen: Evidence
) -> None:
    """A phase-in of 0 % is the old formula and of 100 % the new (design section 7)."""
    assert shares(Phased(old, new, {YEAR: 0}), seen) == shares(old, seen)
    assert shares(Phased(old, new, {YEAR: "100 %"}), seen) == shares(new, seen)
