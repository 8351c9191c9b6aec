"""What the host is paid for hosting."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.budget.host_charge import HostCharge
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.money import Money, sum_of
from builders import AIM, MINUTE, amounts, element, income, line, model
from faults import caught, said

BUDGET = Budget("2021/22", [line("900.50", name="pay"), line("99.50", "premises", "rent")])
BOTH = ("staffing/pay", "premises/rent")
CHARGE = HostCharge("overheads", "host charge", rate="5 %", of=BOTH, source=MINUTE)


def test_a_charge_is_a_percentage_of_the_lines_named_before_it() -> None:
    charged = CHARGE.added_to(BUDGET)
    assert charged.lines[:-1] == BUDGET.lines
    assert (charged.call("overheads"), charged.call()) == (Money("50"), Money("1050"))
    assert charged.lines[-1].heading is Heading.SUPPORT_SERVICES
    assert charged.lines[-1].source == MINUTE
    assert str(charged.lines[-1].rule) == "5 % of staffing/pay, premises/rent"


def test_a_charge_does_not_grow_by_itself() -> None:
    """It is taken on the lines that are named, whatever has been added since."""
    once = CHARGE.added_to(BUDGET)
    again = evolve(CHARGE, name="second").line(once)
    assert again.amount == once.lines[-1].amount


def test_a_charge_is_of_no_line_of_reserves() -> None:
    """What is put into a reserve was charged for once, and again when it is spent."""
    saved = CostLine("premises", "saved", "Reserves", "100", "into reserve")
    drawn = CostLine("premises", "drawn", "Reserves", "100", "reduces the call")
    budget = Budget("2021/22", [*BUDGET.lines, saved, drawn])
    for name in ("saved", "drawn"):
        charge = evolve(CHARGE, of=[*BOTH, f"premises/{name}"])
        fault = caught(ModelError, charge.line, budget)
        assert said(fault) == (
            "Charge overheads/host charge of 2021/22",
            "be of costs and income, and of no line of reserves",
            f"premises/{name}",
        )
        assert (fault.field, fault.remedy.startswith("Leave the line out")) == ("of", True)


def test_income_that_is_named_counts_as_less_and_a_half_penny_goes_up() -> None:
    budget = Budget("2021/22", [*BUDGET.lines, income("0.10", "premises", "grant")])
    net = evolve(CHARGE, of=[*BOTH, "premises/grant"])
    assert net.line(budget).amount == Money("50.00")
    assert evolve(net, rate="50 %").line(budget).amount == Money("499.95")
    assert evolve(CHARGE, of=["premises/rent"]).line(BUDGET).amount == Money("4.98")  # 4.975


def test_a_charge_is_an_amount_with_its_source() -> None:
    charged = HostCharge("overheads", "host charge", "75,000", source=MINUTE).line(BUDGET)
    assert (charged.amount, charged.source) == (Money("75000"), MINUTE)


def test_a_charge_moves_when_its_lines_do_and_when_a_line_is_added_to_the_budget() -> None:
    """Its amount is worked out by the budget: £50.00 of £1,000.00 is £54.50 of £1,090.05."""
    charged = CHARGE.added_to(BUDGET)
    raised = evolve(charged, lines=[evolve(charged.lines[0], amount="990.55"), *charged.lines[1:]])
    assert raised.lines[-1].amount == Money("54.50")
    assert raised.call() == Money("1144.55")
    services = evolve(charged, lines=[*charged.lines, line("5", "premises", "rates")])
    assert services.lines[2].amount == Money("50")


def test_a_charge_may_be_of_a_charge_before_it_and_of_none_after_it() -> None:
    first, second = CHARGE.added_to(BUDGET), evolve(CHARGE, name="on top", rate="10 %")
    both = evolve(second, of=["overheads/host charge"]).added_to(first)
    assert both.lines[-1].amount == Money("5")
    fault = caught(ModelError, evolve, both, lines=both.lines[::-1])
    assert said(fault) == (
        "Charge overheads/on top of 2021/22",
        "be of lines that stand before it: premises/rent, staffing/pay",
        "'overheads/host charge'",
    )


def test_a_line_by_a_rule_adds_to_the_call() -> None:
    rule = ChargeRule("5 %", ["staffing/pay"])
    fault = caught(ModelError, CostLine, "fund", "fee", "Income", effect=Effect.REDUCES, rule=rule)
    assert said(fault) == (
        "Line fund/fee",
        'be "shared", for it is a rate of lines',
        '"reduces the call"',
    )


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"rate": "-5 %"}, "Rate of a charge"),
        ({"of": []}, "ChargeRule of"),
        ({"settled": "now and then"}, "ChargeRule settled"),
        ({"settled": "on the outturn", "ceiling": "-1"}, "Ceiling of a charge"),
    ],
)
def test_a_rule_of_a_charge_is_sound(fields: dict[str, Any], subject: str) -> None:
    fault = caught(InvalidValueError, evolve, ChargeRule("5 %", ["staffing/pay"]), **fields)
    assert fault.subject == subject


@pytest.mark.parametrize(
    ("fields", "got"),
    [
        ({"of": ["a/b", "a/b"]}, "a/b (2 times)"),
        ({"settled": "as issued", "ceiling": "1"}, "as issued"),
        ({"ceiling": "1"}, "a charge of which that is not said"),
    ],
)
def test_a_ceiling_is_on_what_is_worked_out_again(fields: dict[str, Any], got: str) -> None:
    fault = caught(ModelError, evolve, ChargeRule("5 %", ["staffing/pay"]), **fields)
    assert fault.got == got


@pytest.mark.parametrize(
    ("fields", "got"),
    [({"settled": "as issued"}, "as issued"), ({"ceiling": "7"}, "a ceiling of £7.00")],
)
def test_an_amount_stands_as_it_is(fields: dict[str, Any], got: str) -> None:
    fault = caught(ModelError, HostCharge, "overheads", "charge", "90", **fields)
    assert said(fault) == (
        "Host charge overheads/charge",
        "stand as it is, being an amount",
        got,
    )


def test_the_host_shares_the_charge_or_not_by_the_basis_of_its_pool() -> None:
    lines = [line("1000"), HostCharge("overheads", "host charge", "90").line(BUDGET)]
    equal, others = Given.equal(AIM), Given({**dict.fromkeys(AIM, 1), "Knowsley": 0})
    shares = model(lines, [element(equal, ["staffing", "overheads"])])
    apart = model(lines, [element(equal), element(others, ["overheads"])])
    assert set(amounts(shares).values()) == {"272.50"}
    assert amounts(apart) == {
        "Knowsley": "250.00",
        "Liverpool": "280.00",
        "Sefton": "280.00",
        "Wirral": "280.00",
    }
    assert sum_of(map(Money, amounts(apart).values())) == Money("1090")


@pytest.mark.parametrize(
    ("fields", "got"),
    [
        ({}, "none"),
        ({"amount": "1", "rate": "5 %", "of": BOTH}, "an amount, a rate, lines"),
        ({"amount": "1", "of": BOTH}, "an amount, lines"),
        ({"rate": "5 %"}, "a rate"),
        ({"of": BOTH}, "lines"),
    ],
)
def test_a_charge_is_worked_out_in_one_way(fields: dict[str, object], got: str) -> None:
    nothing = {"amount": None, "rate": None, "of": ()}
    fault = caught(ModelError, HostCharge, "overheads", "charge", **{**nothing, **fields})
    assert said(fault) == (
        "Host charge overheads/charge",
        "be an amount, or a rate of named lines",
        got,
    )


def test_a_rate_is_not_negative() -> None:
    fault = caught(InvalidValueError, evolve, CHARGE, rate="-5 %")
    assert said(fault) == ("Rate of overheads/host charge", "not be negative", "-5 %")


def test_a_rate_of_nothing_is_a_rule_that_charges_nothing() -> None:
    charged = evolve(CHARGE, rate="0 %").line(BUDGET)
    assert (charged.amount, str(charged.rule)) == (
        Money(0),
        "0 % of staffing/pay, premises/rent",
    )


def test_a_charge_names_lines_that_stand_and_count() -> None:
    fault = caught(ModelError, evolve(CHARGE, of=["staffing/x"]).line, BUDGET)
    assert fault.got == "'staffing/x'"
    fund = CostLine("fund", "fund", Heading.TRANSFER_PAYMENTS, "9", Effect.OUTSIDE)
    fault = caught(ModelError, evolve(CHARGE, of=["fund/fund"]).line, Budget("2021/22", [fund]))
    assert said(fault) == (
        "Charge overheads/host charge of 2021/22",
        "be of lines that count towards the call",
        "fund/fund",
    )
    grant = Budget("2021/22", [income("9")])
    fault2 = caught(InvalidValueError, evolve(CHARGE, of=["staffing/grant"]).line, grant)
    assert fault2.subject == "Amount of host charge"
