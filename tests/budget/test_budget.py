"""Cost lines, pools, versions and the call."""

from __future__ import annotations

from typing import Any

import pytest

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.money import Money
from aimpartner.parties.services import ProvidedService, Terms
from aimpartner.periods import DateRange, FinancialYear
from builders import AIM, MINUTE, element, income, line, model, paid
from faults import caught, said

LAWFUL = {
    Heading.INCOME: {Effect.REDUCES, Effect.OUTSIDE},
    Heading.RESERVES: {Effect.REDUCES, Effect.INTO_RESERVE},
}
SHARED_BY_CLAUSE = (Heading.DEPRECIATION_AND_IMPAIRMENT, Heading.CAPITAL_FINANCING)


@pytest.mark.parametrize(
    ("heading", "effect", "sign"),
    [
        (Heading.EMPLOYEES, Effect.SHARED, 1),
        (Heading.RESERVES, Effect.INTO_RESERVE, 1),
        (Heading.RESERVES, Effect.REDUCES, -1),
        (Heading.INCOME, Effect.REDUCES, -1),
        (Heading.INCOME, Effect.OUTSIDE, 0),
        (Heading.TRANSFER_PAYMENTS, Effect.OUTSIDE, 0),
    ],
)
def test_the_effect_gives_a_line_its_sign(heading: Heading, effect: Effect, sign: int) -> None:
    cost = CostLine("staffing", "line", heading, "12.34", effect)
    assert (cost.sign, cost.towards_call.pence) == (sign, sign * 1234)


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("heading", Heading)
def test_heading_and_effect_go_together_or_are_refused(heading: Heading, effect: Effect) -> None:
    if effect in LAWFUL.get(heading, {Effect.SHARED, Effect.OUTSIDE}):
        assert CostLine("p", "line", heading, "1", effect, clause="7.3").effect is effect
    else:
        fault = caught(ModelError, CostLine, "p", "line", heading, "1", effect)
        assert (fault.subject, fault.got) == ("Line p/line", f'"{effect.value}"')
        assert heading.value in fault.rule


@pytest.mark.parametrize("heading", SHARED_BY_CLAUSE)
def test_capital_is_shared_only_by_a_clause_of_the_agreement(heading: Heading) -> None:
    fault = caught(ModelError, CostLine, "p", "line", heading, "1")
    assert (fault.subject, fault.got) == ("Line p/line", "no clause")
    assert "outside the call" in fault.remedy
    assert CostLine("p", "line", heading, "1", clause="7.3").sign == 1
    assert CostLine("p", "line", heading, "1", Effect.OUTSIDE).sign == 0


def test_a_negative_amount_is_refused_for_the_effect_gives_the_sign() -> None:
    fault = caught(InvalidValueError, line, "-1")
    assert said(fault) == ("Amount of staff", "not be negative", Money("-1"))
    assert "effect" in fault.remedy


def test_an_amount_is_never_a_float() -> None:
    wrong: Any = 1.5
    assert caught(InvalidValueError, line, wrong).subject == "Money"


@pytest.mark.parametrize(("pool", "name", "subject"), [("a/b", "x", "Pool"), ("a", "", "Line")])
def test_names_must_be_able_to_stand_in_an_address(pool: str, name: str, subject: str) -> None:
    assert caught(InvalidValueError, line, "1", pool, name).subject == subject


def test_heading_and_effect_are_read_from_their_words() -> None:
    grant = CostLine("staffing", "grant", "Income", "1", "reduces the call")
    assert (grant.heading, grant.effect) == (Heading.INCOME, Effect.REDUCES)
    fault = caught(InvalidValueError, CostLine, "staffing", "grant", "Incomes", "1")
    assert (fault.subject, fault.got) == ("Heading", "'Incomes'")


OUTSIDE = CostLine("staffing", "support fund", Heading.TRANSFER_PAYMENTS, "500", Effect.OUTSIDE)
RESERVE = CostLine("reserve", "put by", Heading.RESERVES, "7", Effect.INTO_RESERVE)
PASS = CostLine("pass-through", "fund", Heading.TRANSFER_PAYMENTS, "9", Effect.OUTSIDE)
BUDGET = Budget("2021/22", [line("900"), income("50"), OUTSIDE, RESERVE, PASS])


def test_the_call_is_shared_expenditure_less_what_reduces_it_plus_what_is_put_by() -> None:
    assert BUDGET.call() == Money("857")
    assert (BUDGET.call("staffing"), BUDGET.call("reserve")) == (Money("850"), Money("7"))
    assert BUDGET.call("pass-through") == Money("0")


def test_pools_are_those_of_the_call_in_the_order_of_their_lines() -> None:
    assert BUDGET.pools == ("staffing", "reserve")
    assert [each.name for each in BUDGET.lines_of("staffing")] == ["staff", "grant"]


def test_a_budget_reads_its_year_and_starts_as_a_draft() -> None:
    assert (BUDGET.year, BUDGET.version, BUDGET.status) == (FinancialYear(2021), "1", "draft")


def test_a_line_has_an_address() -> None:
    assert BUDGET.address(BUDGET.lines[0]) == "budget/2021-22/staffing/staff"


def test_a_line_is_found_by_its_pool_and_name() -> None:
    assert BUDGET.line("reserve/put by") is RESERVE
    assert RESERVE.key == "reserve/put by"
    fault = caught(ModelError, Budget("2021/22", [RESERVE]).line, "put by")
    assert said(fault) == (
        "Line of the budget of 2021/22, version 1",
        "be one of reserve/put by",
        "'put by'",
    )


def test_a_budget_without_lines_calls_for_nothing() -> None:
    """Where everything is priced, nothing stands in the budget."""
    assert (Budget("2021/22", []).call(), Budget("2021/22", []).pools) == (Money("0"), ())


def test_a_line_given_twice_in_a_pool_is_refused() -> None:
    fault = caught(ModelError, Budget, "2021/22", [line("1"), line("2"), line("3", "other")])
    assert said(fault) == (
        "Budget of 2021/22",
        "name each line once",
        "staffing/staff (2 times)",
    )


def legal(terms: Terms, first: str = "2018-04-01", pool: str = "staffing") -> ProvidedService:
    """Return Sefton's legal advice, worth £40 a year."""
    return ProvidedService("legal", "Sefton", DateRange(first), "40", terms, pool, MINUTE)


def test_a_service_in_kind_is_a_shared_line_that_its_provider_incurs() -> None:
    shared = CostLine.of_service(legal("in kind"), "2021/22")
    assert shared == CostLine(
        "staffing",
        "legal by Sefton",
        Heading.SUPPORT_SERVICES,
        "40",
        incurred_by="Sefton",
        source=MINUTE,
    )


def test_a_charged_service_is_a_shared_line_that_the_agency_pays() -> None:
    shared = CostLine.of_service(legal("charged", "2021-10-01"), "2021/22")
    assert (shared.name, shared.amount) == ("legal by Sefton from 2021-10-01", Money("19.95"))
    assert (shared.incurred_by, shared.effect) == ("", Effect.SHARED)


def test_a_budget_takes_the_services_that_a_pool_shares_in_the_year() -> None:
    unshared = legal("in kind", pool="")
    later = legal("in kind", "2022-04-01")
    with_it = BUDGET.with_services([unshared, legal("in kind"), later])
    assert with_it.lines == (*BUDGET.lines, CostLine.of_service(legal("in kind"), "2021/22"))
    assert BUDGET.with_services([unshared, later]) == BUDGET


def test_a_service_renewed_within_the_year_is_two_lines() -> None:
    ends = ProvidedService(
        "legal", "Sefton", DateRange("2018-04-01", "2021-09-30"), "40", "in kind", "staffing"
    )
    lines = Budget("2021/22", ()).with_services([ends, legal("charged", "2021-10-01")]).lines
    assert [each.name for each in lines] == ["legal by Sefton", "legal by Sefton from 2021-10-01"]


def test_a_service_in_kind_lowers_its_providers_net_payable_by_its_value() -> None:
    """It enters the pool, is shared by all four, and is then credited to its provider once."""
    net = {}
    for terms in ("in kind", "charged"):
        lines = Budget("2021/22", [line("100")]).with_services([legal(terms)]).lines
        result = paid(model(lines, [element(Given.equal(AIM))]))
        assert {each.partner: each.amount for each in result} == dict.fromkeys(AIM, Money("35"))
        net[terms] = {each.partner: each.net for each in result}
    assert net["charged"] == dict.fromkeys(AIM, Money("35"))
    assert net["in kind"] == net["charged"] | {"Sefton": Money("-5")}
