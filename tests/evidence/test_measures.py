"""Measures, and figures that are known, suppressed or missing."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest

from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known, Measure, Missing, Observation, Suppressed
from aimpartner.periods import FinancialYear
from builders import GUESS, MINUTE
from faults import caught, said


def test_a_measure_says_what_is_counted_and_in_what() -> None:
    measure = Measure("adopted", "children adopted in the year", "children")
    assert (measure.name, measure.words, measure.unit) == (
        "adopted",
        "children adopted in the year",
        "children",
    )


@pytest.mark.parametrize("name", ["", "a/b", "a*"])
def test_a_measures_name_must_be_able_to_stand_in_an_address(name: str) -> None:
    fault = caught(InvalidValueError, Measure, name)
    assert (fault.subject, fault.got) == ("Measure", repr(name))


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Contribution", "contribution"),
        ("contri\u00adbution", "contribution"),
        ("SHARED  contribution", "shared contribution"),
        ("Contribution to IT", "contribution to IT"),
        ("contribution\u00a0to staffing", "contribution to staffing"),
    ],
)
def test_what_was_issued_is_spelled_in_one_way(name: str, spelled: str) -> None:
    fault = caught(InvalidValueError, Measure, name)
    assert said(fault) == ("Measure", f"be spelled {spelled!r}", repr(name))
    assert Measure(spelled).name == spelled


def test_a_name_that_only_begins_as_what_was_issued_is_any_measure() -> None:
    assert Measure("Contributions of time").name == "Contributions of time"


def test_a_known_figure_is_exact() -> None:
    assert Known("114.9").figure == Fraction(1149, 10)
    assert str(Known(51)) == "51"


def test_a_known_figure_is_read_as_a_person_would_write_it() -> None:
    assert str(Known("114.9")) == "114.9"


def test_a_negative_figure_is_refused() -> None:
    fault = caught(InvalidValueError, Observation, "adopted", "Sefton", "2019/20", Known(-1))
    assert said(fault) == ("evidence/adopted/Sefton/2019-20", "not be negative", Known(-1))


def test_an_issued_contribution_may_be_a_credit() -> None:
    issued = Observation("contribution", "Sefton", "2019/20", Known("-0.01"))
    assert issued.value == Known("-0.01")


def test_a_figure_in_floating_point_is_refused() -> None:
    wrong: Any = 1.5
    assert caught(InvalidValueError, Known, wrong).got == "1.5"


def test_a_suppressed_figure_lies_in_its_range() -> None:
    assert str(Suppressed(1, 5)) == "suppressed (1 to 5)"
    assert (Suppressed(0, 0).low, Suppressed(0, 0).high) == (0, 0)


@pytest.mark.parametrize(("low", "high"), [(5, 1), (1, 0)])
def test_bounds_out_of_order_are_refused(low: int, high: int) -> None:
    fault = caught(InvalidValueError, Suppressed, low, high)
    assert said(fault) == (
        "Suppressed figure",
        "lie between ordered bounds",
        f"{low} to {high}",
    )


def test_a_suppressed_figure_has_both_bounds_or_none_and_no_monstrous_one() -> None:
    assert str(Suppressed()) == "suppressed"
    assert caught(InvalidValueError, Suppressed, 1).rule == "have both of its bounds"
    assert caught(InvalidValueError, Suppressed, 0, 10**9).rule == "be at most 999,999,999"


@pytest.mark.parametrize(("low", "high"), [(-1, 5), (-2, -1)])
def test_a_negative_bound_is_refused(low: int, high: int) -> None:
    fault = caught(InvalidValueError, Suppressed, low, high)
    assert said(fault) == ("Suppressed low", "be a whole number, at least 0", str(low))


@pytest.mark.parametrize("bounds", [(1.0, 5), (1, 4.5), ("1", "5.5"), (True, 5)])
def test_bounds_that_are_no_whole_numbers_are_refused(bounds: Any) -> None:  # noqa: ANN401  # a wrong type on purpose
    assert "uppressed" in caught(InvalidValueError, Suppressed, *bounds).subject


def test_suppressed_is_neither_nothing_nor_missing() -> None:
    figures = (Known(0), Suppressed(0, 0), Missing())
    assert len(set(figures)) == 3
    assert [str(each) for each in figures] == ["0", "suppressed (0 to 0)", "missing"]


def test_an_observation_has_the_address_of_its_figure() -> None:
    seen = Observation("adopted", "Sefton", "2019/20", Known(16), "2023 edition", "2020-11-12")
    assert seen.address == "evidence/adopted/Sefton/2019-20"
    assert seen.year == FinancialYear(2019)


@pytest.mark.parametrize("value", [Known("0 1/3"), Suppressed(1, 5), Missing()])
def test_an_observation_survives_pickling(value: Known | Suppressed | Missing) -> None:
    seen = Observation("adopted", "Sefton", "2019/20", value, released="2020-11-12")
    assert pickle.loads(pickle.dumps(seen)) == seen  # noqa: S301  # made on this line


@pytest.mark.parametrize(
    ("value", "revised"),
    [
        (17, Known(17)),
        ("0 1/2", Known("0.5")),
        (Suppressed(1, 5), Suppressed(1, 5)),
        (Missing(), Missing()),
    ],
)
def test_a_revised_observation_keeps_its_place_on_other_grounds(
    value: int | str | Suppressed | Missing, revised: Known | Suppressed | Missing
) -> None:
    seen = Observation("adopted", "Sefton", "2019/20", Known(16), "2020", "2020-11-12", MINUTE)
    other = seen.revised(value, GUESS)
    assert (other.value, other.source) == (revised, GUESS)
    assert (other.address, other.edition, other.released) == (
        seen.address,
        seen.edition,
        seen.released,
    )
    assert seen.value == Known(16)


def test_a_number_observed_is_known() -> None:
    assert Observation("adopted", "Sefton", "2019/20", 16).value == Known(16)
