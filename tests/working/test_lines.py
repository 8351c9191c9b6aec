"""The reader of a working for people."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.rounding import Rounding
from aimpartner.working.engine import evaluate
from aimpartner.working.lines import explanation, shown
from aimpartner.working.steps import Op, ResultKind, Step, Working
from builders import MINUTE, YEAR, counted, element, income, line, model, paid

TWO = ("Ash", "Birch")


@pytest.mark.parametrize(
    ("figure", "unit", "words"),
    [
        (Fraction(52_402_781), "pence", "£524,027.81"),
        (Fraction(-150), "pence", "-£1.50"),
        (Fraction(12_345_679, 100), "pence", "£1,234.5679"),
        (Fraction(-100, 3), "pence", "-£0.3333"),
        (Fraction(1, 3), "share", "33.3333 %"),
        (Fraction(1), "share", "100.0000 %"),
        (Fraction(1234), "children", "1,234 children"),
        (Fraction(1, 2), "children", "0.5000 children"),
        (Fraction(3), "", "3"),
        (Fraction(-1), "number", "-1"),
        (Fraction(1, 8), "number", "0.1250"),
    ],
)
def test_a_figure_is_shown_as_its_unit_is_read(figure: Fraction, unit: str, words: str) -> None:
    assert shown(figure, unit) == words


def test_every_step_has_a_line_from_the_budget_to_the_penny() -> None:
    seen = [evolve(each, source=MINUTE) for each in counted("adopted", {"Ash": 1, "Birch": 2})]
    lines = [evolve(line("100", incurred_by="Birch"), source=MINUTE), income("10")]
    result = paid(model(lines, [element(Measured("adopted"))], TWO, seen))
    marking, *steps = explanation(result.worked, "Birch").splitlines()
    assert len(steps) + 1 == len(result.working.steps)
    assert marking == f"  1  staff: £100.00 [{MINUTE}]"
    assert any(each.endswith(f"adopted, 2020/21: 2 children [{MINUTE}]") for each in steps)
    assert any("66.6667 %" in each and "all partners' 3" in each for each in steps)
    assert any("contribution: £60.00" in each for each in steps)
    assert "net payable: -£40.00" in steps[-1]


def test_a_partner_sees_its_own_column() -> None:
    result = paid(model([line("100")], [element(Given({"Ash": 3, "Birch": 1}))], TWO))
    _, _, steps = result.explain("Ash").partition("line by line")
    assert "contribution: £75.00" in steps
    assert "contribution: £25.00" in result.explain("Birch")
    assert "Birch" not in steps


def test_an_explanation_has_a_title_the_account_and_then_every_step() -> None:
    result = paid(model([line("100")], [element(Given.equal(TWO))], TWO))
    account, _, steps = result.explain("Birch").partition("The working, line by line")
    assert "budget version 1 (draft)" in account.splitlines()[0]
    assert "For 2021/22, Birch contributes £50.00" in account
    assert all(f"- {each}" in account for each in result.notices)
    assert steps.rstrip().endswith(explanation(result.worked, "Birch"))


def test_no_line_is_called_by_what_another_one_is() -> None:
    """The host's turn at odd units and the host's own line are both a one among noughts."""
    lent = line("10", name="legal advice", incurred_by="Ash")
    odd = Rounding(odd="host")
    result = paid(model([line("90.01"), lent], [element(Given.equal(TWO))], TWO, rounding=odd))
    lines = result.explain("Ash").splitlines()
    (ties,) = (each.rpartition(", ties by line ")[2] for each in lines if "ties by" in each)
    named = {each[:3].strip(): each[5:] for each in lines}
    assert named[ties] == "rounding: turn to take an odd unit: 1"
    (borne,) = (each for each in named.values() if each.startswith("legal advice: what Ash"))
    assert named[borne.rpartition("line ")[2]] == "only Ash: 1"


def test_shares_by_one_measure_are_told_once_and_called_by_the_measure() -> None:
    parts = [element(Measured("adopted")), element(Measured("adopted"), ["premises"])]
    lines, seen = [line("90"), line("30", "premises")], counted("adopted", {"Ash": 1, "Birch": 2})
    result = paid(model(lines, parts, TWO, seen))
    steps = result.working.steps
    for name in ("staffing", "premises"):
        _, shares = steps[result.working.position(ResultKind.ELEMENT, name)].args
        assert steps[shares].words == "adopted, 2020/21: shares"
    assert result.explain("Ash").count("Ash's 1 of everybody's 3 children is 33.3333 %.") == 1


def test_a_rounding_after_other_elements_says_after_what() -> None:
    parts = [element(Given.equal(TWO)), element(Given.equal(TWO), ["premises"])]
    lines = [line("1"), line("2", "premises")]
    result = paid(model(lines, parts, TWO, rounding=Rounding("1", "element")))
    rounded = [each for each in result.explain("Ash").splitlines() if "in whole units of" in each]
    assert ["after line" in each for each in rounded] == [False, True]


def test_steps_of_every_operation_say_how_they_came_about() -> None:
    column = (Fraction(1, 2), Fraction(1, 2))
    steps = (
        Step(Op.INPUT, (), "agreed", "share", value=column),
        Step(Op.INPUT, (), "points", "share", value=Fraction(1, 10)),
        Step(Op.CHOOSE, (0, 0, 1), "chosen", "share"),
        Step(Op.LIMIT, (0, 0, 0, 0), "held", "share"),
        Step(Op.SHARE, (1,), "evenly", "share"),
    )
    working = Working(TWO, steps, ())
    lines = explanation(evaluate(working, YEAR), "Ash").splitlines()
    assert lines[1] == "  2  points: 10.0000 %"
    assert "line 1, or line 1 where any partner's differ by more than line 2" in lines[2]
    assert "line 1 between line 1 and line 1" in lines[3]
    assert "as a part of all partners'" in lines[4]


def test_a_single_weight_stands_for_each_partner_in_all_partners_sum() -> None:
    """Shared evenly, the weight of one is a part of the weights of both."""
    steps = (
        Step(Op.INPUT, (), "weight", value=Fraction(3)),
        Step(Op.SHARE, (0,), "evenly", "share"),
    )
    working = Working(TWO, steps, ())
    last = explanation(evaluate(working, YEAR), "Ash").splitlines()[-1]
    assert last.endswith("evenly: 50.0000 % = line 1 as a part of all partners' 6")
