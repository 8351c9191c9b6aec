"""A tolerance: the agreed split, unless the actual one strays from it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from aimpartner.by import ByPartner
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.evidence.evidence import Evidence
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.rates import PercentagePoints
from builders import MINUTE, YEAR, amounts, counted, element, line, model, paid
from contributions.oracle import Oracle
from contributions.strategies import NAMES, bases, evidences, tolerances
from drawn import drawn
from faults import caught, said

TWO = ("Ash", "Birch")
AGREED = Given({"Ash": 60, "Birch": 40}, "percent")


def rule(**fields: Any) -> Tolerance:  # noqa: ANN401  # any field
    return Tolerance(AGREED, Measured("cases"), **fields)


def ash(basis: Tolerance, cases: int) -> str:
    """Return what Ash pays of £100 when it has so many of a hundred cases."""
    seen = counted("cases", {"Ash": cases, "Birch": 100 - cases})
    return amounts(model([line("100")], [element(basis)], TWO, seen))["Ash"]


@pytest.mark.parametrize(
    ("fields", "cases", "pays"),
    [
        ({"points": "3 points"}, 63, "60.00"),  # exactly at the tolerance is not outside
        ({"points": "3 points"}, 64, "64.00"),
        ({"points": "3 points"}, 57, "60.00"),
        ({"points": "3 points"}, 56, "56.00"),
        ({"points": "0"}, 61, "61.00"),
        ({"per_cent": "10 %"}, 64, "60.00"),  # 6 points for Ash, 4 for Birch
        ({"per_cent": "10 %"}, 65, "65.00"),  # Birch is outside, and moves all
        ({"points": "3 points", "override": "agreed", "reason": "an indicator only"}, 90, "60.00"),
        ({"points": "3 points", "override": "actual", "reason": "agreed by both"}, 61, "61.00"),
    ],
)
def test_the_agreed_split_stands_unless_a_share_is_outside(
    fields: dict[str, str], cases: int, pays: str
) -> None:
    assert ash(rule(**fields), cases) == pays


@pytest.mark.parametrize(
    ("fields", "got"),
    [({}, "neither"), ({"points": "3 points", "per_cent": "5 %"}, "3 points and 5 %")],
)
def test_a_tolerance_is_in_points_or_in_per_cent(fields: dict[str, str], got: str) -> None:
    fault = caught(ModelError, rule, **fields)
    assert said(fault) == ("Tolerance", "be given in points or in per cent, not both", got)


@pytest.mark.parametrize("points", ["300 points", "-1 points"])
def test_a_tolerance_that_is_no_part_is_refused(points: str) -> None:
    assert said(caught(InvalidValueError, rule, points=points)) == (
        "Tolerance",
        "lie between 0 and 100 points",
        PercentagePoints(points),
    )


@pytest.mark.parametrize("fields", [{"override": "agreed"}, {"reason": "so"}])
def test_an_override_and_its_reason_come_together(fields: dict[str, str]) -> None:
    fault = caught(ModelError, rule, points="3 points", **fields)
    assert (fault.subject, fault.field) == ("Override of a tolerance", "reason")


def test_an_override_is_one_of_the_two_splits() -> None:
    assert caught(InvalidValueError, rule, points=0, override="both", reason="x").got == "both"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"points": "3 points"},
            "is more than 3 percentage points away; then all by cases (2020/21)",
        ),
        ({"per_cent": "5 %"}, "is more than 5 % of the agreed share away"),
        (
            {"points": 0, "override": "actual", "reason": "agreed by both"},
            "by cases (2020/21), the actual split, whatever the tolerance says: agreed by both",
        ),
        (
            {"points": 0, "override": "agreed", "reason": "an indicator"},
            "the agreed split, whatever the tolerance says: an indicator",
        ),
    ],
)
def test_a_tolerance_is_told_in_words(fields: dict[str, str], words: str) -> None:
    assert words in rule(**fields).in_words(YEAR)
    assert "more than 0 percentage points away" in rule(points="0").in_words(YEAR)
    assert not rule(**fields).is_counted


def test_the_split_that_came_out_is_agreed_anew_for_the_next_year() -> None:
    basis = rule(points="3 points")
    seen = counted("cases", {"Ash": 70, "Birch": 30})
    result = paid(model([line("0")], [element(basis)], TWO, seen))
    split = ByPartner.of(TWO, result.column("split", "staffing"))
    assert split == ByPartner({"Ash": Fraction(7, 10), "Birch": Fraction(3, 10)})
    anew = basis.agreed_anew(split, MINUTE)
    assert anew.agreed == Given({"Ash": 70, "Birch": 30}, "percent", MINUTE)
    assert (anew.points, ash(anew, 72)) == (basis.points, "70.00")


def test_a_split_agreed_anew_stands_by_the_tolerance_again_and_no_longer_by_an_override() -> None:
    was = rule(points="3 points", override="actual", reason="agreed by both")
    anew = was.agreed_anew(ByPartner({"Ash": Fraction(7, 10), "Birch": Fraction(3, 10)}), MINUTE)
    assert (anew.override, anew.reason) == (None, "")
    assert ash(anew, 72) == "70.00"


@drawn(60)
@given(tolerances(bases(NAMES, 1)), evidences(NAMES))
def test_shares_under_tolerance_are_the_one_split_or_the_other(
    basis: Tolerance, seen: Evidence
) -> None:
    whole = model([line()], [element(basis)], NAMES, seen.observations)
    shares = {each.partner: each.share for each in paid(whole)}
    oracle = Oracle(whole, YEAR)
    assert shares in (oracle.shares(basis.agreed), oracle.shares(basis.actual))
    assert shares == oracle.shares(basis)


def test_an_override_is_a_notice_however_deep_it_stands() -> None:
    """South Hams and West Devon keep the split of business rates: "an indicator only"."""
    override = rule(points="3 points", override="agreed", reason="An indicator only.")
    blend = Blend([BlendPart("rates", Fraction(1), override)])
    seen = counted("cases", {"Ash": 72, "Birch": 28})
    for basis, is_said in ((blend, True), (rule(points="3 points"), False)):
        notices = paid(model([line()], [element(basis)], TWO, seen)).notices
        words = (
            "By the formula formula the agreed split of staffing counts whatever its tolerance "
            "says: An indicator only."
        )
        assert (words in [each.words for each in notices]) is is_said
