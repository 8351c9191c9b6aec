"""The exact reader: each of the seven operations."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aimpartner.errors import ApportionmentError, InvalidValueError
from aimpartner.working.engine import evaluate
from aimpartner.working.steps import Figure, Op, Step, Working
from builders import YEAR
from faults import caught, said


def column(*numbers: int | str) -> tuple[Fraction, ...]:
    return tuple(Fraction(number) for number in numbers)


def result(op: Op, *inputs: Figure) -> Figure:
    """Return what an operation makes of some inputs, for two partners."""
    steps = [Step(Op.INPUT, (), f"input {i}", value=figure) for i, figure in enumerate(inputs)]
    last = Step(op, tuple(range(len(steps))), "the step")
    working = Working(("Ash", "Birch"), (*steps, last), ())
    return evaluate(working, YEAR).figures[-1]


TEN, TWO, HALF = Fraction(10), Fraction(2), Fraction(1, 2)
BOUNDS = column(0, 0), column(9, 9)


@pytest.mark.parametrize("figure", [TEN, column(1, 2)])
def test_an_input_is_its_own_figure(figure: Figure) -> None:
    working = Working(("Ash", "Birch"), (Step(Op.INPUT, (), "x", value=figure),), ())
    assert evaluate(working, YEAR).figures == (figure,)


@pytest.mark.parametrize(
    ("op", "inputs", "figure"),
    [
        (Op.ADD, (TEN, TWO), Fraction(12)),
        (Op.ADD, (TEN, column(1, 2)), column(11, 12)),
        (Op.ADD, (column(1, 2), column(3, 4), column(5, 6)), column(9, 12)),
        (Op.ADD, (column(1, 2),), Fraction(3)),  # one column is added up over the partners
        (Op.TIMES, (TEN, TWO), Fraction(20)),
        (Op.TIMES, (TEN, column(1, "1/3")), column(10, "10/3")),
        (Op.TIMES, (column(2, 3), column(4, 5), HALF), column(4, "15/2")),
        (Op.SHARE, (column(1, 3),), column("1/4", "3/4")),
        (Op.SHARE, (TEN,), column("1/2", "1/2")),
        (
            Op.CHOOSE,
            (column("0.5", "0.5"), column("0.6", "0.4"), Fraction(1, 10)),
            column("0.5", "0.5"),
        ),
        (
            Op.CHOOSE,
            (column("0.5", "0.5"), column("0.61", "0.39"), Fraction(1, 10)),
            column("0.61", "0.39"),
        ),
        (
            Op.CHOOSE,
            (column("0.5", "0.5"), column("0.4", "0.6"), column("0.2", "0.05")),
            column("0.4", "0.6"),
        ),
        (Op.LIMIT, (column(60, 40), Fraction(0), Fraction(50), Fraction(1)), column(50, 50)),
        (Op.LIMIT, (column(60, 40), column(0, 0), column(55, 90), column(0, 1)), column(55, 45)),
        (Op.ROUND, (column("1/2", "1/2"), Fraction(1), column(2, 1)), column(0, 1)),
        (Op.ROUND, (column("5", "10"), TEN, column(1, 2)), column(10, 10)),
        (Op.ROUND, (column("1/2", 0), Fraction(1), column(1, 2), column("1/2", 0)), column(0, 0)),
        # 0.7 is a unit within bounds; after 0.6, which was one already, it is none.
        *(
            (
                Op.ROUND,
                (column("0.4", "0.3"), Fraction(1), column(1, 2), *BOUNDS, *before),
                figure,
            )
            for before, figure in (((), column(1, 0)), ((column("0.3", "0.3"),), column(0, 0)))
        ),
    ],
)
def test_each_operation_has_one_meaning(op: Op, inputs: tuple[Figure, ...], figure: Figure) -> None:
    assert result(op, *inputs) == figure


def test_a_step_reads_earlier_steps() -> None:
    steps = (
        Step(Op.INPUT, (), "call", value=TEN),
        Step(Op.INPUT, (), "weights", value=column(1, 4)),
        Step(Op.SHARE, (1,), "shares"),
        Step(Op.TIMES, (0, 2), "amounts"),
        Step(Op.ADD, (3, 3), "twice"),
    )
    worked = evaluate(Working(("Ash", "Birch"), steps, ()), YEAR)
    assert worked.figures[2:] == (column("1/5", "4/5"), column(2, 8), column(4, 16))


def test_weights_all_nothing_are_refused_with_the_step_and_the_year() -> None:
    fault = caught(ApportionmentError, result, Op.SHARE, column(0, 0))
    assert said(fault) == ("Weights of the step in 2021/22", "not be all zero", "2 zeros")
    assert isinstance(fault.__cause__, ApportionmentError)


def test_a_negative_weight_is_refused_with_the_step_and_the_year() -> None:
    fault = caught(InvalidValueError, result, Op.SHARE, column(2, -1))
    subject = "Weight of Birch of the step in 2021/22"
    assert said(fault) == (subject, "not be negative", Fraction(-1))


def test_limits_without_an_answer_are_refused_with_the_step_and_the_year() -> None:
    case = (column(60, 40), Fraction(0), Fraction(40), Fraction(1))
    fault = caught(ApportionmentError, result, Op.LIMIT, *case)
    assert fault.subject == "Limits of the step in 2021/22"


def test_odd_units_that_nobody_takes_are_refused_with_the_step_and_the_year() -> None:
    case = (column("1/2", "1/2"), Fraction(1), Fraction(0))
    fault = caught(ApportionmentError, result, Op.ROUND, *case)
    assert fault.subject == "Odd units of the step in 2021/22"
