"""What the host is paid for hosting."""

from __future__ import annotations

import pytest
from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.budget.host_charge import HostCharge
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.money import Money, sum_of
from aimpartner.sources import Source
from builders import AIM, GUESS, MINUTE, amounts, element, income, line, model
from faults import caught, said

BUDGET = Budget("2021/22", [line("900.50", name="pay"), line("99.50", "premises", "rent")])
BOTH = ("staffing/pay", "premises/rent")
CHARGE = HostCharge("overheads", "host charge", rate="5 %", of=BOTH, source=MINUTE)


def test_a_charge_is_a_percentage_of_the_lines_named_before_it() -> None:
    charged = CHARGE.added_to(BUDGET)
    assert charged.lines[:-1] == BUDGET.lines
    assert (charged.call("overheads"), charged.call()) == (Money("50"), Money("1050"))
    assert charged.lines[-1].heading is Heading.SUPPORT_SERVICES
    assert str(charged.lines[-1].source) == (
        "5 % of staffing/pay, premises/rent (£1,000.00): Sefton Cabinet, 4 November 2021, minute 64"
    )


def test_a_charge_does_not_grow_by_itself() -> None:
    """It is taken on the lines that are named, whatever has been added since."""
    once = CHARGE.added_to(BUDGET)
    again = evolve(CHARGE, name="second").line(once)
    assert again.amount == once.lines[-1].amount


def test_income_that_is_named_counts_as_less_and_a_half_penny_goes_up() -> None:
    budget = Budget("2021/22", [*BUDGET.lines, income("0.10", "premises", "grant")])
    net = evolve(CHARGE, of=[*BOTH, "premises/grant"])
    assert net.line(budget).amount == Money("50.00")
    assert evolve(net, rate="50 %").line(budget).amount == Money("499.95")
    assert evolve(CHARGE, of=["premises/rent"]).line(BUDGET).amount == Money("4.98")  # 4.975


def test_a_charge_is_an_amount_with_its_source() -> None:
    charged = HostCharge("overheads", "host charge", "75,000", source=MINUTE).line(BUDGET)
    assert (charged.amount, charged.source) == (Money("75000"), MINUTE)


@pytest.mark.parametrize(("source", "assumed"), [(None, False), (MINUTE, False), (GUESS, True)])
def test_a_charge_on_an_assumption_is_one(*, source: Source | None, assumed: bool) -> None:
    grounds = evolve(CHARGE, source=source).line(BUDGET).source
    assert grounds is not None
    assert grounds.is_assumption is assumed
    pay = evolve(BUDGET.lines[0], source=source)
    grounds = evolve(CHARGE, of=["staffing/pay"]).line(Budget("2021/22", [pay])).source
    assert grounds is not None
    assert grounds.is_assumption is assumed


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


def test_a_charge_names_lines_that_stand_and_count() -> None:
    fault = caught(ModelError, evolve(CHARGE, of=["staffing/x"]).line, BUDGET)
    assert fault.got == "'staffing/x'"
    fund = CostLine("fund", "fund", Heading.TRANSFER_PAYMENTS, "9", Effect.OUTSIDE)
    fault = caught(ModelError, evolve(CHARGE, of=["fund/fund"]).line, Budget("2021/22", [fund]))
    assert said(fault) == (
        "Host charge host charge of 2021/22",
        "be of lines that count towards the call",
        "fund/fund",
    )
    grant = Budget("2021/22", [income("9")])
    fault2 = caught(InvalidValueError, evolve(CHARGE, of=["staffing/grant"]).line, grant)
    assert fault2.subject == "Amount of host charge"
