"""Over- and underspends that councils published, settled to the penny."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.periods import FinancialYear
from aimpartner.settlement.outturn import Actual, Outturn
from aimpartner.settlement.reserves import Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.sources import Source
from aimpartner.working.amounts import moneys

HERE = Path(__file__).parent

Case = dict[str, Any]


def read(name: str) -> Case:
    return tomllib.loads((HERE / name).read_text("utf-8"), parse_float=Decimal)


def settled(
    case: Case, paid: dict[str, Any], cost: Money, held: Reserve, *tiers: Tier
) -> Settlement:
    """Settle a year of one budget against one cost, by the same tiers both ways."""
    year, source = FinancialYear.parse(case["year"]), Source(case["source"])
    whole = CostLine("agency", "budget", Heading.NOT_ANALYSED, case["budget"], source=source)
    budget, shares = Budget(year, [whole]), moneys(paid)
    host, call, on = next(iter(shares)), sum_of(shares.values()), year.first
    issued = Issued(
        *(case["name"], year, "1", on),
        contributions=shares,
        net=shares,
        host=host,
        call=call,
        budget_version=budget.version,
        formula=case["method"],
    )
    told = Outturn(year, "forecast", year.last, [Actual("agency", cost)], source=source)
    return Settlement(issued, budget, told, [SettlementRule("all", tiers, tiers)], reserves=[held])


def test_aspires_overspend_is_due_in_proportion_to_the_contributions() -> None:
    case = read("aspire_2021_22.toml")
    paid, none = case["contribution"], Reserve("none", dict.fromkeys(case["contribution"], 0))
    cost = Money(case["budget"]) + Money(case["overspend"])
    result = settled(case, paid, cost, none, Tier("partners", ShareBase.issued()))
    assert dict(result.due) == dict(moneys(case["overspend_by_contribution"]))
    assert result.settled("Dorset") == Money("928117")  # 862,517 + 65,600


def test_staffordshires_expected_underspend_goes_to_the_reserve() -> None:
    case = read("staffordshire_archives_2018_19.toml")
    held, tiers = Reserve("archives", dict.fromkeys(case["charged"], 0)), (Tier("reserve"),)
    cost, rest = Money(case["expected_outturn"]), Tier("board decides")
    result = settled(case, case["charged"], cost, held, *tiers, rest)
    assert result.closing_reserves[0].total == Money(case["underspend_to_reserve"])
    assert ("put to reserve", Money("-17041")) in result.reconciliation
    assert list(result.due.values()) == [Money(0), Money(0)]
