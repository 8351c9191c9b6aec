"""Numbers are read exactly or refused, and written so that they read back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError
from aimpartner.exact import exact, listed, nearest, percent, plain
from faults import caught


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (3, Fraction(3)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Decimal("0.75"), Fraction(3, 4)),
        ("0.75", Fraction(3, 4)),
        ("3/4", Fraction(3, 4)),
        ("75 %", Fraction(3, 4)),
        (" 75% ", Fraction(3, 4)),
        ("-1.5", Fraction(-3, 2)),
        ("1,234,567.5", Fraction(2_469_135, 2)),
    ],
)
def test_a_number_is_read_exactly(
    written: int | Fraction | Decimal | str, number: Fraction
) -> None:
    assert exact(written) == number
    assert type(exact(written)) is Fraction


@pytest.mark.parametrize("value", [0.75, True, None, [1]])
def test_a_float_is_refused(value: Any) -> None:  # noqa: ANN401  # a wrong type on purpose
    fault = caught(InvalidValueError, exact, value)
    assert (fault.subject, fault.rule) == (
        "Number",
        "be whole, a decimal or a fraction, never a float",
    )
    assert fault.got == repr(value)
    assert '"3/4"' in fault.remedy


@pytest.mark.parametrize(
    "value", ["", "lots", "%", "1/0", "3 %%", "1 2", "1..2", Decimal("NaN"), Decimal("Infinity")]
)
def test_text_that_is_no_number_is_refused(value: str | Decimal) -> None:
    fault = caught(InvalidValueError, exact, value)
    assert (fault.subject, fault.rule, fault.got) == ("Number", "be a number", repr(value))


@pytest.mark.parametrize("value", ["0,75", "1,2", "12,34", "1,2345", ",5", "1,234,5"])
def test_a_comma_stands_only_between_thousands(value: str) -> None:
    """A decimal comma read as nothing would make 0,75 into 75."""
    assert caught(InvalidValueError, exact, value).got == repr(value)


@pytest.mark.parametrize(
    ("number", "whole"),
    [("0.5", 1), ("-0.5", -1), ("2.5", 3), ("-2.5", -3), ("2.4999", 2), ("0", 0), ("7", 7)],
)
def test_a_half_goes_away_from_nothing(number: str, whole: int) -> None:
    assert nearest(Fraction(number)) == whole


@given(st.fractions())
def test_the_nearest_whole_number_is_at_most_a_half_away_and_mirrors(number: Fraction) -> None:
    assert abs(nearest(number) - number) <= Fraction(1, 2)
    assert nearest(-number) == -nearest(number)


@given(st.fractions())
@example(Fraction(1, 3))
@example(Fraction(1, 2**40))  # no more digits than a decimal context holds
@example(Fraction(1, 2**120))  # more, so it is written as a fraction
@example(Fraction(10**40))
def test_plain_text_reads_back_as_the_same_number(number: Fraction) -> None:
    assert exact(plain(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(7741, 100), "77.41"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(100), "100"),
        (Fraction(2, 3), "2/3"),
    ],
)
def test_plain_text_is_a_decimal_where_it_can_be(number: Fraction, text: str) -> None:
    assert plain(number) == text


def test_names_are_listed_with_commas_and_no_names_are_none() -> None:
    assert listed(["Knowsley", "Sefton"]) == "Knowsley, Sefton"
    assert listed([]) == "none"
    assert listed([2020, 2021]) == "2020, 2021"


@pytest.mark.parametrize(
    "monster",
    ["1e99999999", Decimal("1e99999999"), Decimal("NaN"), "9" * 5000, "1/0", "1e3"],
    ids=["text", "large", "none", "long", "over nothing", "exponent"],
)
def test_a_monstrous_number_is_refused_at_once(monster: Any) -> None:  # noqa: ANN401  # text or a decimal
    assert caught(InvalidValueError, exact, monster).rule == "be a number"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ("3/4", "75 %"),
        ("1/3", "33.3333 %"),
        ("0.123456789", "12.3456789 %"),
        ("-1/3", "-33.3333 %"),
    ],
)
def test_a_percentage_is_exact_or_reads_to_four_decimals(share: str, words: str) -> None:
    assert percent(Fraction(share)) == words


def test_a_decimal_too_long_to_read_is_written_as_a_fraction() -> None:
    assert plain(Fraction(1, 2**20)) == "0.00000095367431640625"
    assert plain(Fraction(3, 2**100)) == f"3/{2**100}"
