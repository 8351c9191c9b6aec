"""Amounts held between bounds, against a slow oracle that halves its way to the scale."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.errors import ApportionmentError
from aimpartner.working.apportionment import Column
from aimpartner.working.bounds import within
from drawn import drawn
from faults import caught, said

FAR, ONE = Fraction(10**9), Fraction(1)


def column(*numbers: int | str) -> Column:
    return tuple(Fraction(number) for number in numbers)


def slow(amounts: Column, lower: Column, upper: Column, bearers: Column) -> list[float] | None:
    """Return the amounts at the scale that keeps the total, found by halving; or nothing.

    Where nobody bears the difference, the amounts are only cut to their bounds.
    Only for amounts of one sign: there the sum rises (or falls) with the scale.
    """
    rows = [tuple(map(float, row)) for row in zip(amounts, lower, upper, bearers, strict=True)]
    total, way = float(sum(amounts)), -1 if any(amount < 0 for amount in amounts) else 1

    def at(scale: float) -> list[float]:
        return [
            sorted((low, amount * scale if bears else amount, high))[1]
            for amount, low, high, bears in rows
        ]

    if not any(bearers):
        return at(1.0)
    low, high = 0.0, 1_000.0  # whole pounds up to 120: no amount meets its bound beyond
    if not sum(at(low)) * way <= total * way <= sum(at(high)) * way:
        return None
    for _ in range(60):
        middle = (low + high) / 2
        if sum(at(middle)) * way < total * way:
            low = middle
        else:
            high = middle
    return at(high)


def random_case(random: Random) -> tuple[Column, Column, Column, Column]:
    """Return amounts of one sign, bounds and bearers, with ties and tight bounds often."""
    count, way = random.randint(1, 5), random.choice((1, 1, -1))
    amounts = [random.choice((0, 1, 10, random.randint(0, 100))) * way for _ in range(count)]
    bounds = [sorted(random.randint(-20, 120) * way for _ in "ab") for _ in amounts]
    snug = [[amount - 5, amount + 5] for amount in amounts]
    pairs = [random.choice(pair) for pair in zip(bounds, snug, strict=True)]
    bearers = [random.choice((0, 1, 1, 1)) for _ in amounts]
    lower, upper = zip(*pairs, strict=True)
    return column(*amounts), column(*lower), column(*upper), column(*bearers)


def test_random_cases_agree_with_the_slow_oracle() -> None:
    """300 in the ordinary run, and as many as a thorough one asks for: 10,000."""
    random, held, refused = Random(20211104), 0, 0  # noqa: S311  # the same cases every time
    count = drawn(300).max_examples
    for _ in range(count):
        case = random_case(random)
        expected = slow(*case)
        if expected is None:
            fault = caught(ApportionmentError, within, *case)
            assert fault.rule == f"leave room for the total of {sum(case[0])}"
            refused += 1
        else:
            found = within(*case).amounts
            assert sum(found) == sum(case[0]) or not any(case[3])
            assert [float(each) for each in found] == pytest.approx(expected, abs=1e-9)
            held += 1
    assert min(held, refused) > count / 10  # both branches are drawn often


FEW = st.integers(-20, 20).map(Fraction)


Case = tuple[Column, Column, Column, Column]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw amounts of any signs and bounds that hold the total at some scale.

    The last partner bears nothing and makes good whatever the others then lack.
    """
    rows = draw(st.lists(st.tuples(FEW, FEW, FEW, st.sampled_from([0, 1])), min_size=1, max_size=5))
    scale = draw(st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3)]))
    amounts = [row[0] for row in rows]
    lower, upper = [min(row[1:3]) for row in rows], [max(row[1:3]) for row in rows]
    scaled = [row[0] * (scale if row[3] else 1) for row in rows]
    held = [sorted(trio)[1] for trio in zip(lower, scaled, upper, strict=True)]
    rest = sum(amounts, Fraction(0)) - sum(held, Fraction(0))
    bearers = [Fraction(row[3]) for row in rows]
    nil = Fraction(0)
    return (*amounts, nil), (*lower, rest), (*upper, rest), (*bearers, nil)


@given(cases())
def test_limits_hold_and_keep_the_total(case: Case) -> None:
    """Limits hold or raise."""
    amounts, lower, upper, bearers = case
    found = within(*case).amounts
    assert sum(found) == sum(amounts)
    for amount, low, high, bears, got in zip(amounts, lower, upper, bearers, found, strict=True):
        assert low <= got <= high
        assert bears or got == min(max(amount, low), high)


@given(cases())
def test_bearers_inside_their_bounds_are_scaled_alike(
    case: Case,
) -> None:
    amounts, lower, upper, bearers = case
    rows = zip(amounts, lower, upper, bearers, within(*case).amounts, strict=True)
    free = {
        got / amount
        for amount, low, high, bears, got in rows
        if bears and amount and low < got < high
    }
    assert len(free) <= 1


@given(cases())
def test_amounts_that_keep_their_bounds_are_left_alone(
    case: Case,
) -> None:
    amounts, lower, upper, bearers = case
    wide = tuple(min(pair) for pair in zip(amounts, lower, strict=True))
    high = tuple(max(pair) for pair in zip(amounts, upper, strict=True))
    assert within(amounts, wide, high, bearers).amounts == amounts


@pytest.mark.parametrize(
    ("amounts", "lower", "upper", "bearers", "found"),
    [
        # the design: last year 100/100/100, formula 60/110/130, floor -10 %, by amounts
        ((60, 110, 130), (90,) * 3, (FAR,) * 3, (1,) * 3, ("90", "96.25", "113.75")),
        # a cap of 50 whose excess one partner alone bears
        ((60, 30, 10), (0,) * 3, (50, FAR, FAR), (0, 0, 1), (50, 30, 20)),
        # the same as a credit
        ((-60, -110, -130), (-FAR,) * 3, (-90,) * 3, (1,) * 3, ("-90", "-96.25", "-113.75")),
        # nothing to hold
        ((0, 0), (0, 0), (10, 10), (1, 1), (0, 0)),
    ],
)
def test_limits_of_known_answers(
    amounts: tuple[int, ...],
    lower: tuple[int, ...],
    upper: tuple[int, ...],
    bearers: tuple[int, ...],
    found: tuple[int | str, ...],
) -> None:
    columns = (column(*each) for each in (amounts, lower, upper, bearers))
    assert within(*columns).amounts == column(*found)


def test_bounds_that_cross_have_no_answer() -> None:
    fault = caught(ApportionmentError, within, *(column(n) for n in (5, 6, 4, 1)))
    assert said(fault) == ("Lower bound of 1", "not exceed the upper bound of 4", "6")


def test_bounds_that_cannot_hold_the_total_have_no_answer() -> None:
    case = (column(60, 40), column(0, 0), column(50, 30), column(1, 1))
    fault = caught(ApportionmentError, within, *case)
    reach = "at most 80, with lower bounds of 0 and upper bounds of 80 in all"
    assert said(fault) == ("Limits", "leave room for the total of 100", reach)
    assert fault.remedy == "Move a bound, or let more partners bear the difference."


def test_bounds_that_cannot_come_down_to_the_total_have_no_answer() -> None:
    case = (column(60, 40), column(70, 50), column(90, 90), column(1, 1))
    reach = "at least 120, with lower bounds of 120 and upper bounds of 180 in all"
    assert caught(ApportionmentError, within, *case).got == reach


def test_without_a_bearer_each_is_cut_to_its_bounds_and_the_total_moves() -> None:
    """A volume tolerance: what lies within it is free, and nobody else pays for it."""
    held = within(column(60, -40), column(-50, -5), column(50, 5), column(0, 0))
    assert held.amounts == column(50, -5)
    assert (held.scale, held.total) == (ONE, 20 * ONE)


def test_what_is_held_says_at_which_scales_bounds_are_met_and_what_that_comes_to() -> None:
    """A cap of 50: the other two, of 30 and 10, are scaled by 5/4 in place of the first's 60."""
    nil, cap = column(0, 0, 0), column(50, 50, 20)
    held = within(column(60, 30, 10), nil, cap, column(1, 1, 0))
    assert (held.met(nil), held.met(cap)) == (nil, column("5/6", "5/3", 0))
    assert held.marks == [0] * 6 + [Fraction(5, 6), Fraction(5, 3)]
    assert held.sums(held.marks) == [10] * 6 + [85, 110]
    assert (held.scale, held.amounts) == (Fraction(4, 3), column(50, 40, 10))


def searched(case: Case) -> Column | None:
    """Return the amounts at the scale nearest to 1 that keeps the total, found by walking.

    Only for amounts that divide 12 and whole bounds up to 12: each amount meets a bound at a
    whole number of twelfths, so that no crossing lies unseen between two steps.
    """
    total = sum(case[0])

    def at(scale: Fraction) -> Column:
        rows = zip(*case, strict=True)
        return tuple(sorted((low, a * scale if b else a, high))[1] for a, low, high, b in rows)

    found = []
    for step in range(12 * 13):
        low, high = Fraction(step, 12), Fraction(step + 1, 12)
        found += [end for end in (low, high) if sum(at(end)) == total]
        if (sum(at(low)) - total) * (sum(at(high)) - total) < 0:
            is_rising = sum(at(low)) < total
            for _ in range(50):
                middle = (low + high) / 2
                low, high = (
                    (middle, high) if (sum(at(middle)) < total) is is_rising else (low, middle)
                )
            found.append(high)
    return at(min(found, key=lambda scale: (round(abs(scale - 1), 9), scale))) if found else None


def test_charges_beside_credits_take_the_scale_nearest_to_1() -> None:
    random, held, several = Random(20230401), 0, 0  # noqa: S311  # the same cases every time
    for _ in range(150):
        signs = [random.choice((1, 2, 3, 4, 6, 12)) * random.choice((1, -1)) for _ in range(4)]
        pairs = [sorted(random.randint(-12, 12) for _ in "ab") for _ in signs]
        lower, upper = zip(*pairs, strict=True)
        bearers = [1, *(random.choice((0, 1, 1)) for _ in range(3))]
        case = (column(*signs), column(*lower), column(*upper), column(*bearers))
        expected = searched(case)
        if expected is None:
            caught(ApportionmentError, within, *case)
        else:
            found = [float(each) for each in within(*case).amounts]
            assert found == pytest.approx([float(each) for each in expected], abs=1e-9)
            held += 1
            several += min(signs) < 0 < max(signs)
    assert several > 20  # mixed signs that hold are drawn often
    assert held < 150


def test_of_two_scales_that_keep_the_total_the_nearer_to_1_counts() -> None:
    """At 1/4 of the amounts 25/-15/30 would keep the total too."""
    far = column(-900, -900, 30), column(50, 900, 900), column(1, 1, 1)
    assert within(column(100, -60, 0), *far).amounts == column(50, -40, 30)
