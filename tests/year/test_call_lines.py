"""A charge that is a rate of lines is laid out as steps, and moves with its lines everywhere."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.budget.budget import Budget
from aimpartner.budget.host_charge import HostCharge
from aimpartner.errors import ModelError
from aimpartner.exact import nearest
from aimpartner.formula.bases.given import Given
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.scenarios.addresses import figures
from aimpartner.scenarios.changes import Scenario, Set
from aimpartner.scenarios.solving import back_solve
from builders import MINUTE, YEAR, element, income, line, model, paid
from contributions.test_reconcile import levied
from faults import caught, said

TWO = ("Ash", "Birch")
AT = "budget/2021-22"
FEE = HostCharge("overheads", "fee", rate="5 %", of=["staffing/pay"], source=MINUTE)


def charged(charge: HostCharge = FEE, pay: str = "412345.67") -> Model:
    """Return a model with a host's charge, which Ash, the host, does not share."""
    budget = charge.added_to(Budget(YEAR, [line(pay, name="pay"), income("100", name="grant")]))
    others = Given({"Ash": 0, "Birch": 1})
    elements = [element(Given.equal(TWO)), element(others, ["overheads"])]
    return evolve(model(budget.lines, elements, TWO), budgets=[budget])


def fee(whole: Model) -> Money:
    """Return what the host's charge comes to in the working."""
    result = paid(whole)
    (at,) = (n for n, step in enumerate(result.working.steps) if step.words == "fee")
    figure = result.worked.figures[at]
    assert isinstance(figure, Fraction)
    return Money.from_pence(int(figure))


def test_after_pay_rises_by_a_tenth_the_fee_is_five_per_cent_of_it() -> None:
    """£412,345.67 of pay: the fee of £20,617.28 becomes £22,679.01."""
    before = charged()
    assert fee(before) == before.budgets[0].lines[-1].amount == Money("20617.28")
    after = Scenario("pay", [Set(f"{AT}/staffing/pay", "453580.24")]).applied(before)
    assert fee(after) == after.budgets[0].lines[-1].amount == Money("22679.01")
    assert paid(after).call - paid(before).call == Money("41234.57") + Money("2061.73")
    assert paid(after)["Birch"].amount - paid(before)["Birch"].amount == Money("22679.02")


def test_its_rate_is_the_figure_that_a_scenario_sets() -> None:
    before = charged()
    assert f"{AT}/overheads/fee" not in figures(before)
    assert figures(before)[f"{AT}/overheads/fee/rate"] == Fraction(5, 100)
    after = Set(f"{AT}/overheads/fee/rate", "6 %").applied(before)
    assert fee(after) == Money("24740.74")
    assert after.budgets[0].approval is None
    source = after.budgets[0].lines[-1].source
    assert source is not None
    assert source.is_assumption


def test_it_is_explained_by_its_lines() -> None:
    result = paid(charged())
    told = result.explain("Birch")
    assert "fee (5 % of staffing/pay) £20,617.28" in told
    assert "fee: rate: 5.0000 %" in told
    assert "to the nearest line" in told


def test_its_steps_are_in_pence_and_its_rate_has_the_source_of_the_clause() -> None:
    net = evolve(FEE, of=["staffing/pay", "staffing/grant"])
    steps = {step.words: step for step in paid(charged(net)).working.steps}
    rate = steps["fee: rate"]
    assert (rate.unit, rate.source(0)) == ("share", MINUTE)
    words = ("fee: what it is a rate of", "fee: 5 % of staffing/pay, staffing/grant", "fee")
    assert {steps[each].unit for each in words} == {"pence"}


def test_income_that_it_is_a_rate_of_counts_as_less() -> None:
    net = evolve(FEE, of=["staffing/pay", "staffing/grant"])
    assert fee(charged(net)) == Money("20612.28")


def test_what_a_charge_follows_from_is_no_straight_line_to_solve_for() -> None:
    whole = charged()
    published = evolve(levied("Birch", "100000"), year=YEAR)
    fault = caught(ModelError, back_solve, whole, published, whole.formulas)
    assert said(fault)[1:] == (
        "follow from the line by adding, by multiplying and by one rounding",
        'the operation "round"',
    )
    fault = caught(ModelError, back_solve, whole, published, whole.formulas, "overheads/fee")
    assert "staffing/pay" in fault.rule


@given(
    pay=st.integers(0, 10**9),
    more=st.integers(0, 10**9),
    hundredths=st.integers(0, 99_99),
)
def test_a_percentage_charge_moves_with_its_lines(pay: int, more: int, hundredths: int) -> None:
    """The law: whatever its lines become, it is its rate of them, to the nearest penny."""
    rate = Fraction(hundredths, 100_00)
    before = charged(evolve(FEE, rate=rate), str(Money.from_pence(pay).to_decimal()))
    after = Set(f"{AT}/staffing/pay", Money.from_pence(more)).applied(before)
    for whole, lines in ((before, pay), (after, more)):
        due = Money.from_pence(nearest(rate * lines))
        assert fee(whole) == due
        assert whole.budgets[0].call() == paid(whole).call
        assert paid(whole).call == Money.from_pence(lines) - Money("100") + due
