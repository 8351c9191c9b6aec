"""A whole AiM year: calculated, issued, forecast, and settled with a reserve."""

from __future__ import annotations

from html import escape

import pytest

from aimpartner import samples
from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.contributions.contributions import Contributions
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.settlement.monitoring import Monitoring
from aimpartner.settlement.outturn import Actual, Outturn, Stage
from aimpartner.settlement.reserve_statement import ReserveStatement
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.working.amounts import split
from builders import YEAR
from settlement.settled import PLAN, SHARED, outturn, rule
from settlement.settled import issued as notified


@pytest.fixture(scope="module")
def result() -> Contributions:
    return Contributions.of(samples.load("aim").facts("2021/22"))


@pytest.fixture(scope="module")
def issued(result: Contributions) -> Issued:
    return result.issue("2021-03-26")


def told(result: Contributions, stage: Stage, on: str, change: str) -> Outturn:
    """Return a report in which the first pool of the budget cost more by the change."""
    planned = {pool: result.facts.budget.call(pool) for pool in result.facts.budget.pools}
    first = next(iter(planned))
    planned[first] += Money(change)
    return Outturn(result.year, stage, on, [Actual(*each) for each in planned.items()])


def reserve(issued: Issued) -> Reserve:
    return Reserve("general", split(Money("10000"), issued.shares))


def settle(result: Contributions, issued: Issued, report: Outturn) -> Settlement:
    recomputed = ShareBase.recomputed({each.partner: each.exact for each in result})
    tiers = [Tier("reserve", limit=Money("5000")), Tier("partners", recomputed)]
    rule = SettlementRule("all", tiers, tiers)
    return Settlement(issued, result.facts.budget, report, [rule], reserves=[reserve(issued)])


def test_every_report_of_a_year_settles_to_the_penny(result: Contributions, issued: Issued) -> None:
    reports = [
        told(result, "forecast", "2021-10-15", "20000"),
        told(result, "provisional", "2022-05-01", "-3000.01"),
        told(result, "final", "2022-06-30", "7000.03"),
    ]
    monitoring = Monitoring(result.facts.budget, reports)
    settled = [settle(result, issued, each) for each in monitoring.reports]
    for each in settled:
        assert sum_of(amount for _, amount in each.reconciliation) == each.outturn.net
    forecast, provisional, final = settled
    assert [sum_of(each.due.values()) for each in settled] == [
        Money("15000"),
        Money(0),
        Money("2000.03"),
    ]
    assert final.change_since(provisional) == final.due
    assert forecast.due["Sefton"] == split(Money("15000"), issued.shares)["Sefton"]


def test_the_reserve_closes_where_the_settlement_left_it(
    result: Contributions, issued: Issued
) -> None:
    settled = settle(result, issued, told(result, "final", "2022-06-30", "7000.03"))
    statement = ReserveStatement(settled.closing_reserves[0], result.year)
    assert sum_of(statement.closing.values()) == Money("5000")
    assert [each.kind for each in statement.movements] == ["use"]


def test_a_settlement_carries_the_marking_of_its_issue(
    result: Contributions, issued: Issued
) -> None:
    settled = settle(result, issued, told(result, "final", "2022-06-30", "1"))
    assert result.marking
    for shown in (str(settled), settled.statement("Sefton")):
        assert shown.splitlines()[0] == result.marking
    html = settled._repr_html_()
    assert escape(result.marking) in html
    assert "<td>Sefton</td>" in html


def test_planned_movements_of_the_reserve_stand_in_the_reconciliation() -> None:
    use = CostLine("staffing", "from reserve", Heading.RESERVES, "20", Effect.REDUCES)
    into = CostLine("saved", "to reserve", Heading.RESERVES, "7", Effect.INTO_RESERVE)
    plan = Budget(YEAR, [*PLAN.lines, use, into])
    asked = notified(plan, {"Ash": "487", "Birch": "300", "Cedar": "200"})
    settled = Settlement(asked, plan, outturn("910"), [rule([SHARED])])
    found = dict(settled.reconciliation)
    assert found["planned use of reserve"] == Money("20")
    assert found["planned payment into reserve"] == Money("-7")
    assert sum_of(found.values()) == settled.outturn.net == Money("1010")
    assert sum_of(settled.due.values()) == Money("10")
