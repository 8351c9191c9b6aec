"""Exact arithmetic on one number a partner."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aimpartner.errors import ApportionmentError, InvalidValueError
from aimpartner.exact import nearest
from aimpartner.working.apportionment import Column, apportion, share, whole_units
from drawn import drawn
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
    assert (units.way, units.before) == (sign, Fraction(2 * sign, 3))
    assert units.whole == (sign, 3 * sign, 0)
    assert units.remainders == (Fraction(2 * sign, 3), Fraction(sign, 3), Fraction(sign, 6))
    assert (units.odd, units.takers) == (sign, (0, 1))
    assert units.dealt == (sign, 0, 0)
    assert units.amounts == tuple(Fraction(each) for each in (6 * sign, 9 * sign, 0))


@pytest.mark.parametrize(
    ("amounts", "unit", "units"),
    [
        (("10.6", "-0.6"), "1", (11, -1)),
        (("1060000", "-60000"), "100000", (11, -1)),
        (("-10.6", "0.6"), "1", (-11, 1)),
        (("10.4", "-0.4"), "1", (10, 0)),
        (("5.5", "-0.5", "-0.5"), "1", (6, 0, -1)),
        (("0.5", "-0.5"), "1", (1, -1)),
        (("-0.5", "0.5"), "1", (-1, 1)),
        (("1.3", "-1.3"), "1", (1, -1)),
    ],
)
def test_a_credit_beside_a_charge_is_brought_to_the_unit_next_to_it(
    amounts: tuple[str, ...], unit: str, units: tuple[int, ...]
) -> None:
    """A penny of 0.6 credited beside 10.6 charged; £600 beside £10,600 in units of £1,000."""
    size = Fraction(unit)
    turns = tuple(map(Fraction, range(1, len(amounts) + 1)))
    found = whole_units(tuple(map(Fraction, amounts)), size, turns).amounts
    assert tuple(int(each / size) for each in found) == units


@pytest.mark.parametrize(
    ("amounts", "units"),
    [
        (("10.6", "-0.6", "3.1"), (10, -1, 4)),
        (("-10.6", "0.6", "-3.1"), (-10, 1, -4)),
        (("0.5", "-0.5", "0"), (0, -1, 1)),
        (("-0.5", "0.5", "0"), (0, 1, -1)),
        (("0.5", "0.5", "-1"), (1, 1, -2)),
    ],
)
def test_what_the_host_takes_leaves_the_others_the_units_below(
    amounts: tuple[str, ...], units: tuple[int, ...]
) -> None:
    """The others, charged or credited, pay no more than exact; what mirrors a charge, no less.

    Where the amounts come to nothing it is the host that counts, if its own is not nothing.
    """
    found = whole_units(tuple(map(Fraction, amounts)), ONE, (NIL, NIL, ONE)).amounts
    assert tuple(map(int, found)) == units


AMOUNTS = st.lists(
    st.sampled_from([NIL, HALF, -HALF, Fraction(1, 3), Fraction(-2, 3), ONE])
    | st.fractions(-9, 9, max_denominator=7),
    min_size=1,
    max_size=6,
)
TO_NOTHING = [HALF, -HALF, NIL]


def turns_of(order: list[int]) -> Column:
    return tuple(Fraction(order.index(place) + 1) for place in range(len(order)))


@st.composite
def roundings(draw: st.DrawFn) -> tuple[Column, Column]:
    """Draw amounts of either sign, and the turns of an order of ties."""
    amounts = tuple(draw(AMOUNTS))
    return amounts, turns_of(draw(st.permutations(range(len(amounts)))))


@drawn(300)
@given(roundings())
@example(((Fraction("10.6"), Fraction("-0.6")), (ONE, ONE * 2)))
@example((tuple(TO_NOTHING), (ONE * 2, ONE, ONE * 3)))
def test_nothing_is_less_far_from_the_exact_amounts_than_whole_units_are(
    it: tuple[Column, Column],
) -> None:
    """By enumeration: of all ways next to the amounts the least far, ties in the stated order.

    So no way at all is less far, for beyond the units next to an amount every unit costs a whole.
    """
    amounts, turns = it
    total, order = sum(amounts, NIL), sorted(range(len(turns)), key=turns.__getitem__)
    first = next(filter(None, (total, *(amounts[place] for place in order))), ONE)
    ways = [
        way
        for way in product(*({floor(amount), ceil(amount)} for amount in amounts))
        if sum(way) == nearest(total)
    ]

    def far(way: tuple[int, ...]) -> tuple[Fraction, list[int]]:
        distance = sum((abs(a - b) for a, b in zip(way, amounts, strict=True)), NIL)
        return distance, [-way[place] if first > 0 else way[place] for place in order]

    assert whole_units(amounts, ONE, turns).amounts == min(ways, key=far)


@given(roundings(), st.booleans())
@example((tuple(TO_NOTHING), (ONE, ONE * 2, ONE * 3)), False)  # noqa: FBT003  # an example
@example((tuple(TO_NOTHING), (ONE, ONE * 2, ONE * 3)), True)  # noqa: FBT003  # an example
def test_credits_mirror_charges_though_some_stand_beside_the_other(
    it: tuple[Column, Column],
    to_one: bool,  # noqa: FBT001  # drawn
) -> None:
    amounts, turns = it
    turns = tuple(Fraction(turn == 1) for turn in turns) if to_one else turns
    opposite = whole_units(tuple(-amount for amount in amounts), ONE, turns)
    units = whole_units(amounts, ONE, turns)
    assert opposite.amounts == tuple(-each for each in units.amounts)
    assert units.odd * units.way >= 0


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
    assert said(fault) == ("Total and unit", "be whole numbers", (total, unit))
