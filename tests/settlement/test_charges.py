"""What becomes of a charge by a rate at the year's end: the agreement says, or settlement asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget
from aimpartner.budget.host_charge import HostCharge
from aimpartner.errors import ModelError
from aimpartner.money import Money
from aimpartner.settlement.charges import with_charges
from aimpartner.settlement.outturn import Actual, Outturn
from aimpartner.settlement.settlement import Settlement
from builders import MINUTE, YEAR, income, line
from faults import caught, said
from settlement.settled import SHARED, issued, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = [line("1000", name="pay"), income("100", name="grant"), line("60", "premises", "rent")]
FEE = HostCharge(
    "overheads",
    "fee",
    rate="5 %",
    of=["staffing/pay", "staffing/grant"],
    source=MINUTE,
    settled="on the outturn",
)
SPENT = [
    Actual("staffing", "1100", line="pay"),
    Actual("staffing", "-90", line="grant"),
    Actual("premises", "60"),
]
IS_50_50 = Actual("overheads", "50.50", line="fee")


def plan(**terms: Any) -> Budget:  # noqa: ANN401  # fields of the charge
    """Return a budget of £960 and a fee of 5 % of £900."""
    return evolve(FEE, **terms).added_to(Budget(YEAR, LINES))


def spent(actuals: Sequence[Actual] = SPENT) -> Outturn:
    return Outturn(YEAR, "final", "2022-06-30", actuals)


def settle(budget: Budget, outturn: Outturn) -> Settlement:
    paid = {"Ash": "500", "Birch": "505"}
    return Settlement(issued(budget, paid), budget, outturn, [rule([SHARED], [SHARED])])


def test_it_is_worked_out_again_on_the_final_outturn_of_its_lines() -> None:
    """5 % of £900.00 was £45.00; of £1,010.00 it is £50.50, a half to the nearest penny."""
    outturn = with_charges(spent(), plan())
    assert outturn.actuals[-1] == evolve(IS_50_50, source=MINUTE)
    settled = settle(plan(), outturn)
    assert {each.pool: each.variance for each in settled.differences} == {
        "staffing": Money("110"),
        "premises": Money("0"),
        "overheads": Money("5.50"),
    }
    assert with_charges(outturn, plan()) == outturn


def test_a_ceiling_holds_it() -> None:
    assert with_charges(spent(), plan(ceiling="48")).actuals[-1].amount == Money("48")
    assert with_charges(spent(), plan(ceiling="51")).actuals[-1].amount == Money("50.50")


def test_it_is_fixed_as_issued() -> None:
    fixed = plan(settled="as issued")
    assert with_charges(spent(), fixed).actuals[-1].amount == Money("45")
    whole = spent([Actual("staffing", "1010"), Actual("premises", "60"), Actual("overheads", "45")])
    assert settle(fixed, whole).due.values()
    assert with_charges(whole, fixed) == whole


def test_where_the_agreement_says_nothing_settlement_asks() -> None:
    for act in (
        lambda: with_charges(spent(), plan(settled="")),
        lambda: settle(plan(settled=""), spent()),
    ):
        fault = caught(ModelError, act)
        assert said(fault) == (
            "Charge overheads/fee of 2021/22",
            "be said to be fixed as issued, or worked out again on the outturn",
            "neither",
        )
        assert "ceiling" in fault.remedy


@pytest.mark.parametrize(
    ("terms", "typed", "rule"),
    [
        ({}, "45.00", "be £50.50, 5 % of staffing/pay, staffing/grant on the outturn"),
        ({"settled": "as issued"}, "50.50", "be £45.00, as issued"),
        (
            {"ceiling": "48"},
            "50.50",
            "be £48.00, 5 % of staffing/pay, staffing/grant on the outturn",
        ),
    ],
)
@pytest.mark.parametrize("by_line", ["fee", ""])
def test_a_typed_actual_that_differs_is_refused(
    terms: dict[str, Any], typed: str, rule: str, by_line: str
) -> None:
    wrong = Actual("overheads", typed, line=by_line)
    fault = caught(ModelError, settle, plan(**terms), spent([*SPENT, wrong]))
    subject = "Charge overheads/fee in the final outturn of 2021/22, 30 June 2022"
    assert said(fault) == (subject, rule, Money(typed))
    assert fault.remedy == "Correct it, or leave it out and work it out by with_charges."


def test_to_be_worked_out_again_it_needs_an_outturn_by_line() -> None:
    by_pool = spent([Actual("staffing", "1010"), Actual("premises", "60"), IS_50_50])
    for act in (settle, lambda budget, outturn: with_charges(outturn, budget)):
        told = by_pool if act is settle else evolve(by_pool, actuals=by_pool.actuals[:-1])
        fault = caught(ModelError, act, plan(), told)
        assert said(fault) == (
            "The final outturn of 2021/22, 30 June 2022",
            "tell staffing/pay, staffing/grant",
            "none",
        )
        each = "give an actual of each line."
        assert fault.remedy == f"overheads/fee is 5 % of staffing/pay, staffing/grant: {each}"


def test_in_a_pool_with_others_it_is_told_by_its_own_line() -> None:
    beside = plan(pool="premises")
    fault = caught(ModelError, settle, beside, spent())
    assert said(fault) == (
        "Charge premises/fee in the final outturn of 2021/22, 30 June 2022",
        "be told by its line, £50.50",
        "nothing",
    )
    assert fault.remedy.startswith("Leave it out and work it out by with_charges, or give its")
    assert with_charges(spent(), beside) == spent()  # the pool is told as a whole
    by_line = spent([*SPENT[:2], Actual("premises", "60", line="rent")])
    assert settle(beside, with_charges(by_line, beside)).outturn.of("premises") == Money("110.50")
    fixed = plan(pool="premises", settled="as issued")
    assert settle(fixed, spent()).outturn.of("premises") == Money("60")


def test_a_pool_told_by_line_tells_each_of_its_lines() -> None:
    fault = caught(ModelError, spent([SPENT[0], SPENT[2], IS_50_50]).variance, plan())
    assert said(fault)[1:] == (
        "name each line of a pool that it tells line by line, by the budget of 2021/22, version 1",
        "no staffing/grant",
    )
    fault = caught(ModelError, spent, [*SPENT, Actual("staffing", "5")])
    assert said(fault)[1:] == ("be told as a whole or line by line, not both", "staffing")


def test_an_actual_is_called_by_its_line() -> None:
    assert (IS_50_50.key, Actual("premises", "60").key) == ("overheads/fee", "premises")
