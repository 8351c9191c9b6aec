"""Bases: one weight a partner, from numbers, counts or both."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from aimpartner.by import ByPartner
from aimpartner.errors import ApportionmentError, EvidenceError, InvalidValueError, ModelError
from aimpartner.evidence.measures import Known, Observation, Suppressed
from aimpartner.exact import plain
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend, BlendPart
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.periods import FinancialYear
from builders import YEAR, amounts, counted, element, line, model
from faults import caught, said

TWO = ("Ash", "Birch")
COUNTS = [
    *counted("adopted", {"Ash": 1, "Birch": 3}, "2018/19"),
    *counted("adopted", {"Ash": 5, "Birch": 3}, "2019/20"),
    *counted("adopted", {"Ash": 10, "Birch": 30}, "2020/21"),
    *counted("spend", {"Ash": 1, "Birch": 0}, "2020/21"),
]


def split(basis: Basis, observations: list[Observation] = COUNTS) -> dict[str, str]:
    """Return how £100.00 is split between two."""
    return amounts(model([line("100")], [element(basis)], TWO, observations))


def test_stated_numbers_are_exact_and_keep_their_order() -> None:
    basis = Given({"Birch": "22.59", "Ash": "77.41"}, "percent")
    assert basis.numbers == ByPartner(
        [("Birch", Fraction(2259, 100)), ("Ash", Fraction(7741, 100))]
    )


@pytest.mark.parametrize(
    ("basis", "ash", "birch"),
    [
        (Given.equal(TWO), "50.00", "50.00"),
        (Given({"Ash": "59", "Birch": "41"}, "percent"), "59.00", "41.00"),
        (Given({"Ash": 3, "Birch": 1}, "units"), "75.00", "25.00"),
        (Given({"Birch": "60.00", "Ash": "0"}, "pence"), "0.00", "100.00"),
    ],
)
def test_stated_numbers_share_in_proportion(basis: Given, ash: str, birch: str) -> None:
    assert split(basis) == {"Ash": ash, "Birch": birch}


def test_a_negative_number_is_refused_with_its_partner() -> None:
    fault = caught(InvalidValueError, Given, {"Ash": 1, "Birch": "-2"})
    assert said(fault) == ("Number of Birch", "not be negative", Fraction(-2))


@pytest.mark.parametrize("birch", ["40.99", "41.01"])
def test_percentages_that_do_not_sum_to_100_are_refused(birch: str) -> None:
    fault = caught(InvalidValueError, Given, {"Ash": 59, "Birch": birch}, "percent")
    got = f"{plain(Fraction(birch) + 59)} for Ash, Birch"
    assert said(fault) == ("Percentages", "sum to 100", got)
    assert fault.remedy == "Change the numbers so that they do."


def test_percentages_typed_as_parts_of_one_are_told_how_to_be_written() -> None:
    fault = caught(InvalidValueError, Given, {"Ash": "0.59", "Birch": "0.41"}, "percent")
    assert fault.remedy == "Write 59 for 59 %."
    thirds: dict[str, int | str] = {"Ash": 0, "Birch": "1/3", "Cedar": "2/3"}
    assert caught(InvalidValueError, Given, thirds, "percent").remedy == (
        "Write 33 1/3 for 33 1/3 %."
    )
    assert Given({**thirds, "Birch": "33 1/3", "Cedar": "66 2/3"}, "percent").is_counted is False


def test_an_unknown_unit_is_refused() -> None:
    wrong: Any = "shares"
    fault = caught(InvalidValueError, Given, {"Ash": 1}, wrong)
    assert (fault.subject, fault.got) == ("Given unit", "shares")


def test_a_partner_without_a_number_is_refused_with_the_year() -> None:
    fault = caught(ModelError, split, Given({"Ash": 1}))
    subject = "Agreed weights of staffing in 2021/22 by the formula formula"
    assert said(fault) == (subject, "name Birch", "no number")
    assert (fault.field, fault.at) == ("numbers", "formula/staffing/Birch")
    assert "0" in fault.remedy


def test_a_number_for_nobody_is_refused() -> None:
    fault = caught(ModelError, split, Given({"Ash": 1, "Birch": 1, "Halton": 8}))
    assert "Halton" in str(fault)


@pytest.mark.parametrize(
    ("basis", "years"),
    [
        (Measured("adopted"), ["2020/21"]),
        (Measured("adopted", lag=0), ["2021/22"]),
        (Measured("adopted", lag=2, years=3), ["2017/18", "2018/19", "2019/20"]),
        (Measured("adopted", lag=9, last=FinancialYear(2013)), ["2013/14"]),
        (Measured("adopted", years=2, last=FinancialYear(2019)), ["2018/19", "2019/20"]),
    ],
)
def test_a_window_ends_a_lag_before_the_year_or_in_a_fixed_year(
    basis: Measured, years: list[str]
) -> None:
    assert [str(year) for year in basis.window(YEAR)] == years


@pytest.mark.parametrize(
    ("basis", "ash", "birch"),
    [
        (Measured("adopted"), "25.00", "75.00"),
        (Measured("adopted", lag=2), "62.50", "37.50"),
        (Measured("adopted", lag=2, years=2), "50.00", "50.00"),  # 6 : 6
        (Measured("adopted", 2, 2, "mean of shares"), "43.75", "56.25"),  # 25 % and 62.5 %
        (Measured("adopted", 1, 3, "pooled"), "30.77", "69.23"),  # 16 : 36
        (Measured("adopted", 1, 1, "mean of shares"), "25.00", "75.00"),
        (Measured("spend"), "100.00", "0.00"),
    ],
)
def test_counts_share_pooled_or_by_the_mean_of_their_shares(
    basis: Measured, ash: str, birch: str
) -> None:
    assert split(basis) == {"Ash": ash, "Birch": birch}


@pytest.mark.parametrize(
    ("field", "wrong"), [("lag", -1), ("lag", True), ("lag", "1.5"), ("years", 0), ("years", 1.0)]
)
def test_a_lag_and_a_window_are_whole_numbers(field: str, wrong: object) -> None:
    fields: dict[str, Any] = {field: wrong}
    fault = caught(InvalidValueError, Measured, "adopted", **fields)
    assert (fault.subject, fault.got) == (f"Measured {field}", repr(wrong))
    assert "whole number" in fault.rule


def test_an_unknown_average_is_refused() -> None:
    wrong: Any = "median"
    fault = caught(InvalidValueError, Measured, "adopted", 1, 1, wrong)
    assert (fault.subject, fault.got) == ("Measured average", "median")


@pytest.mark.parametrize("average", ["pooled", "mean of shares"])
def test_a_missing_year_of_the_window_is_refused(average: Any) -> None:  # noqa: ANN401  # either
    fault = caught(EvidenceError, split, Measured("adopted", 1, 4, average))
    assert (fault.subject, fault.got) == ("adopted of Ash in 2017/18", "missing")


def test_a_suppressed_figure_of_the_window_is_refused() -> None:
    hidden = Observation("adopted", "Birch", "2020/21", Suppressed(1, 5), "new", "2022-01-01")
    before = [evolve(each, released="2021-01-01") for each in COUNTS]
    fault = caught(EvidenceError, split, Measured("adopted"), [*before, hidden])
    assert (fault.subject, fault.got) == ("adopted of Birch in 2020/21", "suppressed (1 to 5)")


def test_one_year_of_nothing_has_no_shares_to_take_the_mean_of() -> None:
    seen = [Observation("adopted", name, "2020/21", Known(0)) for name in TWO]
    seen += [Observation("adopted", name, "2019/20", Known(1)) for name in TWO]
    assert split(Measured("adopted", 1, 2), seen) == {"Ash": "50.00", "Birch": "50.00"}
    fault = caught(ApportionmentError, split, Measured("adopted", 1, 2, "mean of shares"), seen)
    assert "2021/22" in fault.subject


def blend(*weights: str) -> Blend:
    """Return a blend of stated numbers and counts; any third part is equal."""
    bases: list[Basis] = [Given({"Ash": 1, "Birch": 0}), Measured("adopted"), Given.equal(TWO)]
    return Blend([BlendPart(f"part {i}", weight, bases[i]) for i, weight in enumerate(weights)])


@pytest.mark.parametrize(
    ("basis", "ash"),
    [
        (blend("50 %", "50 %"), "62.50"),
        (blend("100 %", "0"), "100.00"),
        (blend("0", "100 %"), "25.00"),
        (blend("1/3", "1/3", "1/3"), "58.33"),
        (Blend([BlendPart("outer", "100 %", blend("50 %", "50 %"))]), "62.50"),
    ],
)
def test_a_blend_weighs_the_shares_of_its_parts(basis: Blend, ash: str) -> None:
    assert split(basis)["Ash"] == ash


@pytest.mark.parametrize(
    ("weights", "got"),
    [(("50 %", "49 %"), "99 % for part 0, part 1"), (("75 %", "1/2"), "125 % for part 0, part 1")],
)
def test_a_blend_that_does_not_sum_to_one_is_refused(weights: tuple[str, ...], got: str) -> None:
    fault = caught(InvalidValueError, blend, *weights)
    assert said(fault) == ("Weights of a blend", "sum to 100 %", got)


def test_a_blend_of_nothing_is_refused() -> None:
    assert caught(InvalidValueError, Blend, []).subject == "Weights of a blend"


def test_parts_of_one_name_are_refused() -> None:
    half = BlendPart("same", "1/2", Given.equal(TWO))
    fault = caught(InvalidValueError, Blend, [half, half])
    assert said(fault) == ("Parts of a blend", "name each part once", "same (2 times)")


@pytest.mark.parametrize(("weight", "got"), [("-10 %", "-10 %"), ("5000 %", "5000 %")])
def test_a_weight_that_is_no_part_is_refused(weight: str, got: str) -> None:
    fault = caught(InvalidValueError, BlendPart, "adopted", weight, Given.equal(TWO))
    assert said(fault) == ("Weight of adopted", "lie between 0 and 100 %", got)
    assert fault.remedy == 'Write a half as "50 %".'


@pytest.mark.parametrize("name", ["", "a/b", "a*"])
def test_a_part_is_called_what_can_stand_in_an_address(name: str) -> None:
    fault = caught(InvalidValueError, BlendPart, name, "100 %", Given.equal(TWO))
    assert (fault.subject, fault.got) == ("Part", repr(name))


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Given({"Ash": "77.41", "Birch": "22.59"}, "percent"), ["percentages", "Ash 77.41"]),
        (Measured("adopted"), ["adopted", "2020/21"]),
        (Measured("adopted", 2, 3), ["adopted", "2017/18 to 2019/20", "pooled"]),
        (blend("50 %", "50 %"), ["50 %", "agreed weights", "adopted (2020/21)"]),
        (Blend([BlendPart("whole", "100 %", blend("25 %", "75 %"))]), ["100 %", "25 %", "75 %"]),
    ],
)
def test_a_basis_says_in_words_what_it_goes_by(basis: Basis, words: list[str]) -> None:
    said_of_it = basis.in_words(YEAR)
    assert all(word in said_of_it for word in words), said_of_it


def test_the_weights_of_a_blend_are_shares_and_count_nothing() -> None:
    assert not blend("50 %", "50 %").is_counted
