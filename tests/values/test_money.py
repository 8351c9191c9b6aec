"""Money is whole pence, read exactly or refused."""

from __future__ import annotations

import pickle
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import InvalidValueError
from aimpartner.money import Money, sum_of
from faults import caught

PENCE = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("written", "pence"),
    [
        ("524000", 52_400_000),
        ("524000.00", 52_400_000),
        ("£524,000.00", 52_400_000),
        (" £1,234.5 ", 123_450),
        ("0.01", 1),
        ("-1234.56", -123_456),
        ("−£1,234.56", -123_456),
        ("-0", 0),
        ("£-5", -500),
        ("(£1,234.56)", -123_456),
        ("+£ 5.5", 550),
        (12, 1_200),
        (-3, -300),
        (Decimal("12.5"), 1_250),
        (Decimal("12.500"), 1_250),
        (Decimal("-1E+3"), -100_000),
        (Money("7.07"), 707),
    ],
)
def test_an_amount_is_read_as_it_is_written(written: str | int | Decimal, pence: int) -> None:
    assert Money(written).pence == pence


@pytest.mark.parametrize(
    "written",
    [
        "",
        "lots",
        "1.234",
        "12,34",
        "1,2345",
        "1,234,5",
        "5.",
        ".50",
        "--5",
        "5 000",
        "1e3",
        "5p",
        Decimal("0.001"),
        Decimal("NaN"),
        Decimal("Infinity"),
    ],
)
def test_text_that_is_no_amount_is_refused(written: str | Decimal) -> None:
    fault = caught(InvalidValueError, Money, written)
    assert (fault.subject, fault.got) == ("Money", repr(written))
    assert "pounds and pence" in fault.rule
    assert "two decimals" in fault.remedy


@pytest.mark.parametrize("value", [0.1, 1.0, True, None, b"1", [1]])
def test_a_float_or_another_thing_is_refused(value: Any) -> None:  # noqa: ANN401  # a wrong type on purpose
    fault = caught(InvalidValueError, Money, value)
    assert (fault.subject, fault.got) == ("Money", repr(value))
    assert "Decimal" in fault.rule


@pytest.mark.parametrize("pence", [1.0, True, "1", None])
def test_pence_are_a_whole_number(pence: Any) -> None:  # noqa: ANN401  # a wrong type on purpose
    fault = caught(InvalidValueError, Money.from_pence, pence)
    assert (fault.subject, fault.rule, fault.got) == ("Pence", "be a whole number", repr(pence))


@given(PENCE)
def test_pence_come_back_from_every_form(pence: int) -> None:
    money = Money.from_pence(pence)
    assert money.pence == pence
    assert Money(str(money)) == money
    assert Money(money.to_decimal()) == money
    assert Money(f"{money.to_decimal():f}") == money
    assert pickle.loads(pickle.dumps(money)) == money  # noqa: S301  # made on this line


def test_the_repr_and_the_text_of_an_amount() -> None:
    assert repr(Money("524000")) == "Money('524000.00')"
    assert repr(Money("-0.05")) == "Money('-0.05')"
    assert str(Money("524000")) == "£524,000.00"
    assert str(Money("-0.05")) == "-£0.05"
    assert str(Money.from_pence(0)) == "£0.00"


@given(PENCE, PENCE)
def test_sums_differences_and_order_are_those_of_the_pence(one: int, other: int) -> None:
    left, right = Money.from_pence(one), Money.from_pence(other)
    assert (left + right).pence == one + other
    assert (left - right).pence == one - other
    assert (-left).pence == -one
    assert (left < right, left <= right, left > right, left >= right) == (
        one < other,
        one <= other,
        one > other,
        one >= other,
    )
    assert (left == right) is (one == other)
    assert bool(left) is (one != 0)


def test_equal_amounts_are_one_key() -> None:
    assert {Money("1"): "a"}[Money("1.00")] == "a"


@pytest.mark.parametrize("other", [1, "1", Decimal(1)])
def test_money_mixes_with_no_bare_number(other: Any) -> None:  # noqa: ANN401  # a wrong type on purpose
    for act in (Money.__add__, Money.__sub__, Money.__lt__):
        assert act(Money("1"), other) is NotImplemented
    with pytest.raises(TypeError):
        Money("1") + other
    with pytest.raises(TypeError):
        Money("1") - other
    with pytest.raises(TypeError):
        _ = Money("1") < other
    assert Money("1") != other


def test_the_sum_of_none_is_nothing() -> None:
    assert sum_of([]) == Money("0")


@given(st.lists(PENCE))
def test_the_sum_of_amounts_is_exact(pence: list[int]) -> None:
    assert sum_of(Money.from_pence(each) for each in pence).pence == sum(pence)


def test_pence_are_never_read_back_as_pounds() -> None:
    with pytest.raises(TypeError):
        evolve(Money("5"), pence=600)  # type: ignore[call-arg]  # that is the point


@pytest.mark.parametrize(
    "monster",
    ["9" * 5000, Decimal("1e99999999"), Decimal("NaN"), 10**5000],
    ids=["text", "large", "none", "whole"],
)
def test_a_monstrous_amount_is_refused_at_once(monster: Any) -> None:  # noqa: ANN401  # text or a number
    assert caught(InvalidValueError, Money, monster).subject == "Money"
