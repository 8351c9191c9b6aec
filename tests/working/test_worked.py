"""A working with its figures: a number alone stands for each partner."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aimpartner.working.apportionment import Column
from aimpartner.working.steps import Op, Result, ResultKind, Step, Working
from aimpartner.working.worked import Worked

TWO = ("Ash", "Birch")
STEPS = (Step(Op.INPUT, (), "one"), Step(Op.INPUT, (), "two"))
RESULTS = ((Result(ResultKind.ELEMENT, "staffing"), 1), (Result(ResultKind.EXACT), 0))
BOTH = (Fraction(1), Fraction(2))
WORKED = Worked(Working(TWO, STEPS, RESULTS), (Fraction(3), BOTH))
THREE = (Fraction(3),) * 2


@pytest.mark.parametrize(("at", "column"), [(0, THREE), (1, BOTH)])
def test_a_step_has_a_figure_for_each_partner(at: int, column: Column) -> None:
    assert WORKED.column(at) == column
    assert tuple(WORKED.of(at, partner) for partner in WORKED.partners) == column


def test_a_result_is_asked_for_by_its_kind_and_name() -> None:
    assert WORKED.result(ResultKind.ELEMENT, "staffing") == BOTH
    assert WORKED.result(ResultKind.EXACT) == THREE
    assert WORKED.steps == STEPS
    with pytest.raises(KeyError):
        WORKED.result(ResultKind.LIMIT, "staffing")


def test_a_result_is_told_by_its_name_or_else_by_its_kind() -> None:
    assert [str(result) for result, _ in RESULTS] == ["staffing", "exact"]
