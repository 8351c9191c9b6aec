"""Exact arithmetic on one number a partner."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.errors import ApportionmentError, InvalidValueError
from aimpartner.working.apportionment import apportion, share, whole_units
from faults import caught, said

WEIGHTS = st.lists(
    st.sampled_from([0, 1, 1, 2, 3]) | st.integers(0, 10**9), min_size=1, max_size=7
).filter(any)
TOTALS = st.sampled_from([0, 1, 2, 3, 100]) | st.integers(-(10**12), 10**12)
UNITS = st.sampled_from([1, 100, 1_000, 100_000])


@st.composite
def sums(draw: st.DrawFn) -> tuple[int, list[int], int, list[int]]:
    """Draw a total that the unit divides, weights, the unit and an order of ties."""
    weights, unit = draw(WEIGHTS), draw(UNITS)
    order = draw(st.permutations(range(len(weights))))
    return draw(TOTALS) * unit, weights, unit, order


TIE = (1, [1, 1], 1, [1, 0])
CREDIT = (-200, [1, 1, 1], 100, [2, 0, 1])
NOTHING = (0, [0, 1], 1, [0, 1])


@given(sums())
@example(TIE)
@example(CREDIT)
@example(NOTHING)
def test_shares_are_whole_units_that_sum_to_the_total(
    it: tuple[int, list[int], int, list[int]],
) -> None:
    total, weights, unit, order = it
    shares = apportion(total, weights, unit=unit, order=order)
    assert sum(shares) == total
    assert all(each % unit == 0 for each in shares)


@given(sums())
@example(TIE)
@example(CREDIT)
def test_a_credit_mirrors_the_charge(it: tuple[int, list[int], int, list[int]]) -> None:
    total, weights, unit, order = it
    charge = apportion(total, weights, unit=unit, order=order)
    assert apportion(-total, weights, unit=unit, order=order) == tuple(-each for each in charge)


@given(sums(), st.fractions(Fraction(1, 1000), 1000))
@example(TIE, Fraction(1, 3))
def test_scaling_the_weights_changes_nothing(
    it: tuple[int, list[int], int, list[int]], scale: Fraction
) -> None:
    total, weights, unit, order = it
    scaled = [weight * scale for weight in weights]
    assert apportion(total, scaled, unit=unit, order=order) == apportion(
        total, weights, unit=unit, order=order
    )


@given(sums())
@example(TIE)
@example(CREDIT)
@example(NOTHING)
def test_each_is_within_a_unit_of_exact_and_follows_its_weight(
    it: tuple[int, list[int], int, list[int]],
) -> None:
    total, weights, unit, order = it
    shares = apportion(total, weights, unit=unit, order=order)
    for weight, paid in zip(weights, shares, strict=True):
        assert abs(paid - Fraction(total * weight, sum(weights))) < unit
        assert weight or paid == 0
    rows = list(zip(weights, map(abs, shares), strict=True))
    for (one, pays), (other, other_pays) in product(rows, repeat=2):
        assert one != other or abs(pays - other_pays) <= unit
        assert one <= other or pays >= other_pays


@given(sums(), st.randoms(use_true_random=False))
@example(TIE, None)
def test_moving_the_positions_moves_only_the_shares(
    it: tuple[int, list[int], int, list[int]], random: object
) -> None:
    total, weights, unit, order = it
    moved = list(range(len(weights)))[::-1]
    if random is not None:
        random.shuffle(moved)  # type: ignore[attr-defined]  # a Random
    shares = apportion(total, weights, unit=unit, order=order)
    other = apportion(
        total,
        [weights[place] for place in moved],
        unit=unit,
        order=[moved.index(place) for place in order],
    )
    assert other == tuple(shares[place] for place in moved)


@pytest.mark.parametrize(
    ("total", "order", "shares"),
    [
        (100, None, (34, 33, 33)),
        (100, [2, 0, 1], (33, 33, 34)),
        (101, [2, 0, 1], (34, 33, 34)),
        (-100, [1, 2, 0], (-33, -34, -33)),
    ],
)
def test_a_tie_is_broken_by_the_stated_order(
    total: int, order: list[int] | None, shares: tuple[int, ...]
) -> None:
    assert apportion(total, [1, 1, 1], order=order) == shares


def test_the_largest_remainder_takes_the_odd_unit_whatever_the_order() -> None:
    assert apportion(10, ["45 %", "35 %", "20 %"], order=[2, 1, 0]) == (4, 4, 2)
    assert apportion(10, ["44 %", "37 %", "19 %"], order=[0, 1, 2]) == (4, 4, 2)


@pytest.mark.parametrize("order", [[0], [0, 0], [0, 2], [0, 1, 2], [-1, 0]])
def test_an_order_that_does_not_name_each_position_once_is_refused(order: list[int]) -> None:
    fault = caught(InvalidValueError, apportion, 10, [1, 1], order=order)
    assert said(fault) == ("Order of ties", "name each position once", order)


@pytest.mark.parametrize(("total", "unit"), [(101, 100), (-1, 2), (10, 0), (10, -5)])
def test_a_unit_that_does_not_divide_the_total_is_refused(total: int, unit: int) -> None:
    fault = caught(InvalidValueError, apportion, total, [1, 1], unit=unit)
    assert said(fault) == ("Unit", f"divide {total}", unit)


@pytest.mark.parametrize("weights", [[0, 0], [0], []])
def test_weights_all_nothing_have_no_answer(weights: list[int]) -> None:
    fault = caught(ApportionmentError, apportion, 100, weights)
    assert said(fault) == ("Weights", "not be all zero", f"{len(weights)} zeros")


def test_a_negative_weight_is_refused() -> None:
    fault = caught(InvalidValueError, apportion, 100, [2, -1, "-0.5"])
    assert said(fault) == ("Weight", "not be negative", Fraction(-1))


def test_a_weight_in_floating_point_is_refused() -> None:
    assert caught(InvalidValueError, apportion, 1, [0.5]).subject == "Number"


@given(WEIGHTS)
def test_shares_sum_to_one_in_proportion(weights: list[int]) -> None:
    shares = share(tuple(map(Fraction, weights)))
    assert sum(shares) == 1
    assert all(each * sum(weights) == weight for each, weight in zip(shares, weights, strict=True))


ONE, HALF, NIL = Fraction(1), Fraction(1, 2), Fraction(0)


def test_odd_units_go_to_the_one_who_takes_them_all() -> None:
    third = Fraction(5, 3)
    dealt = whole_units((third, third, third), ONE, (NIL, ONE, NIL)).amounts
    assert [int(each) for each in dealt] == [1, 3, 1]


def test_odd_units_that_nobody_takes_have_no_answer() -> None:
    fault = caught(ApportionmentError, whole_units, (HALF, HALF), ONE, (NIL, NIL))
    assert said(fault) == ("Odd units", "have a partner that takes them", "1 left over")


def test_without_odd_units_nobody_need_take_them() -> None:
    assert whole_units((ONE, ONE), ONE, (NIL, NIL)).amounts == (ONE, ONE)


@pytest.mark.parametrize("sign", [1, -1])
def test_whole_units_say_how_they_came_about(sign: int) -> None:
    """One unit is left over, and goes to the largest remainder; the third takes none."""
    amounts, turns = (Fraction(5 * sign), Fraction(10 * sign), HALF * sign), (ONE, ONE * 2, NIL)
    units = whole_units(amounts, ONE * 3, turns, (NIL, ONE * 2 * sign, NIL))
    assert units.scaled == tuple(amount / 3 for amount in amounts)
    assert (units.whole, units.before) == ((sign, 3 * sign, 0), Fraction(2 * sign, 3))
    assert units.remainders == (Fraction(2 * sign, 3), Fraction(sign, 3), Fraction(sign, 6))
    assert (units.odd, units.takers) == (sign, (0, 1))
    assert units.dealt == (sign, 0, 0)
    assert units.amounts == tuple(Fraction(each) for each in (6 * sign, 9 * sign, 0))


@given(
    st.lists(st.lists(st.fractions(-50, 50, max_denominator=6), min_size=3, max_size=3), max_size=4)
)
@example([[HALF, NIL, NIL], [HALF, NIL, NIL]])
@example([[-HALF, NIL, NIL], [ONE, NIL, NIL]])
def test_columns_rounded_one_after_another_sum_to_the_nearest_unit_of_them_all(
    columns: list[list[Fraction]],
) -> None:
    turns = (ONE, ONE * 2, ONE * 3)
    before, paid = (NIL, NIL, NIL), NIL
    for column in columns:
        paid += sum(whole_units(tuple(column), ONE, turns, before).amounts)
        before = (before[0] + column[0], before[1] + column[1], before[2] + column[2])
    assert abs(paid - sum(before)) <= HALF


@pytest.mark.parametrize(("total", "unit"), [(100.0, 1), (100, 1.0), ("100", 1), (True, 1)])
def test_a_total_and_a_unit_are_whole_numbers(total: int, unit: int) -> None:
    fault = caught(InvalidValueError, apportion, total, [1, 1], unit=unit)
    assert (fault.subject, fault.rule) == ("Total and unit", "be whole numbers")
