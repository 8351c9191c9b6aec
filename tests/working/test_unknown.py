"""A working of which some inputs are not known: what has no answer whatever they are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from aimpartner.errors import ApportionmentError
from aimpartner.periods import FinancialYear
from aimpartner.working.steps import Draft, Op
from aimpartner.working.unknown import faults_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimpartner.working.figures import Figures
    from aimpartner.working.steps import Step

YEAR = FinancialYear(2021)
UNKNOWN = "evidence/adopted/*/2020-21"


class Two:
    """What steps ask of a year, of two partners."""

    partners = ("Ash", "Birch")
    year = YEAR
    host = None


@pytest.fixture
def draft() -> Draft:
    """Begin a working."""
    figures: Figures = Two()  # type: ignore[assignment]  # the steps here ask for nothing else
    return Draft(figures)


def column(draft: Draft, *numbers: int, at: str = "", words: str = "") -> int:
    return draft.column(at, [Fraction(number) for number in numbers], words or f"{numbers}")


def number(draft: Draft, value: int) -> int:
    return draft.number("", Fraction(value), f"{value}")


def limited(draft: Draft, amounts: int, caps: Sequence[int], *, bears: int = 1) -> int:
    at = f"formula/limits/{amounts} in {caps}/upper/*"
    bounds = (column(draft, -100, -100), column(draft, *caps, at=at))
    bearers = column(draft, bears, bears, words="bearers")
    return draft.put(Op.LIMIT, amounts, *bounds, bearers, words="held")


def faults(draft: Draft) -> list[str]:
    found = faults_in(draft.done({}), YEAR, "", is_unknown)
    assert all(isinstance(fault, ApportionmentError) for fault in found)
    return [fault.rule for fault in found]


def is_unknown(step: Step) -> bool:
    return step.at == UNKNOWN


def shares(draft: Draft) -> int:
    """Write shares of what is not known."""
    return draft.put(Op.SHARE, column(draft, 1, 1, at=UNKNOWN), words="shares")


@pytest.mark.parametrize(("caps", "told"), [((40, 50), 1), ((40, 60), 0)])
def test_a_share_of_what_is_not_known_comes_to_the_whole(
    draft: Draft, caps: Sequence[int], told: int
) -> None:
    amounts = draft.put(Op.TIMES, number(draft, 100), shares(draft), words="amounts")
    limited(draft, amounts, caps)
    assert faults(draft) == ["leave room for the total of 100"] * told


def test_sums_of_what_is_known_and_what_is_not_come_to_their_totals(draft: Draft) -> None:
    amounts = draft.put(Op.TIMES, number(draft, 100), shares(draft), words="amounts")
    both = draft.add((amounts, column(draft, 20, 30)), "both")
    limited(draft, both, (60, 60))
    assert faults(draft) == ["leave room for the total of 150"]


def test_of_an_unknown_total_nothing_is_told_but_bounds_that_cross(draft: Draft) -> None:
    counts = column(draft, 1, 1, at=UNKNOWN)
    both = draft.add((counts, column(draft, 20, 30)), "both")
    limited(draft, both, (1, 1))
    assert faults(draft) == []
    limited(draft, both, (-200, 1))
    assert faults(draft) == ["not exceed the upper bound of -200"]


def test_bounds_that_are_not_known_are_not_checked(draft: Draft) -> None:
    unknown = column(draft, 1, 1, at=UNKNOWN)
    args = (column(draft, 60, 40), column(draft, 0, 0), unknown, column(draft, 1, 1))
    draft.put(Op.LIMIT, *args, words="held")
    assert faults(draft) == []


@pytest.mark.parametrize("mask", [True, False])
def test_products_of_columns_have_no_known_total(draft: Draft, *, mask: bool) -> None:
    other = column(draft, 1, 0) if mask else shares(draft)
    both = draft.put(Op.TIMES, shares(draft), other, words="both")
    limited(draft, both, (-50, -50))
    assert faults(draft) == []


def test_a_choice_of_two_splits_comes_to_what_both_come_to(draft: Draft) -> None:
    agreed = draft.put(Op.SHARE, column(draft, 1, 3), words="agreed")
    points = column(draft, 1, 1, words="points")
    chosen = draft.put(Op.CHOOSE, agreed, shares(draft), points, words="chosen")
    limited(draft, draft.put(Op.TIMES, number(draft, 100), chosen, words="amounts"), (1, 1))
    assert faults(draft) == ["leave room for the total of 100"]
    other = draft.put(Op.CHOOSE, column(draft, 1, 3), shares(draft), points, words="other")
    limited(draft, other, (-50, -50))
    assert len(faults(draft)) == 1


def test_what_has_no_answer_is_told_once_and_counts_as_not_known_after(draft: Draft) -> None:
    none = draft.put(Op.SHARE, column(draft, 0, 0, at="formula/none/*"), words="none")
    amounts = draft.put(Op.TIMES, number(draft, 100), none, words="amounts")
    held = limited(draft, amounts, (40, 50))
    draft.put(Op.ROUND, held, number(draft, 1), column(draft, 1, 2), words="rounded")
    assert faults(draft) == ["not be all zero", "leave room for the total of 100"]


def test_a_total_of_which_nobody_bears_the_rest_is_not_known(draft: Draft) -> None:
    amounts = draft.put(Op.TIMES, number(draft, 100), shares(draft), words="amounts")
    limited(draft, amounts, (40, 40), bears=0)
    assert faults(draft) == []


def test_bounds_without_room_are_told_once_however_often_they_are_used(draft: Draft) -> None:
    bounds = (
        column(draft, 0, 0, words="lower"),
        column(draft, 1, 1, at="formula/limits/cap/upper/*"),
        column(draft, 1, 1, words="bearers"),
    )
    for number_ in (50, 60):
        amounts = column(draft, number_, number_)
        draft.put(Op.LIMIT, amounts, *bounds, words=f"held {number_}")
    assert faults(draft) == ["leave room for the total of 100"]


def test_a_sum_over_partners_of_what_is_not_known_has_no_total_to_be_held_by(draft: Draft) -> None:
    """Caps of 1 and 1 hold no 100; but what a sum over partners comes to is not known."""
    whole = draft.put(Op.ADD, column(draft, 1, 2, at=UNKNOWN), words="together")
    amounts = draft.put(Op.TIMES, whole, column(draft, 50, 50), words="amounts")
    limited(draft, amounts, (1, 1))
    assert faults(draft) == []
