"""Small years to settle, for the tests of settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimpartner.budget.budget import Budget
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.settlement.outturn import Actual, Caused, Outturn
from aimpartner.settlement.share_base import ShareBase
from aimpartner.settlement.tiers import SettlementRule, Tier
from aimpartner.working.amounts import moneys, split
from builders import YEAR, line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHARED = Tier("partners", ShareBase.issued())
WAITS = Tier("board decides")
PLAN = Budget(YEAR, [line("900"), line("100", "premises", "rent")])
PAID = {"Ash": "500", "Birch": "300", "Cedar": "200"}


def issued(
    budget: Budget = PLAN,
    paid: Mapping[str, str | Money] = PAID,
    host: str | None = "Ash",
    call: Money | None = None,
    **more: Any,  # noqa: ANN401  # any field of an issue
) -> Issued:
    """Return an issue of contributions that rests on a budget."""
    each = moneys(paid)
    asked = sum_of(each.values()) if call is None else call
    fields: dict[str, Any] = {"contributions": each, "net": each, "host": host, "call": asked}
    fields |= {"budget_version": budget.version, "formula": "the formula"}
    return Issued("Agency", budget.year, "1", "2021-03-26", **(fields | more))


def shared_out(budget: Budget, weights: Mapping[str, int]) -> Issued:
    """Return an issue of a budget's call by weight."""
    return issued(budget, split(budget.call(), weights))


def outturn(staffing: str, premises: str = "100", caused: Sequence[Caused] = ()) -> Outturn:
    """Return the final outturn of two pools."""
    actuals = [Actual("staffing", staffing), Actual("premises", premises)]
    return Outturn(YEAR, "final", "2022-06-30", actuals, caused=caused)


def rule(
    over: Sequence[Tier], under: Sequence[Tier] = (WAITS,), name: str = "all"
) -> SettlementRule:
    """Return a rule for every pool."""
    return SettlementRule(name, over, under)
