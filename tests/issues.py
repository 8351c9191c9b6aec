"""Issues made by hand and drawn at random, for every test of what follows from one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from aimpartner.by import ByPartner
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.periods import FinancialYear

NAMES = ("Ash", "Birch", "Cedar", "Elm")
PENCE = st.sampled_from([0, 1, -1, 2, -7, 100]) | st.integers(-(10**9), 10**9)


def money(amounts: Mapping[str, str]) -> ByPartner[Money]:
    """Return amounts by partner, written in pounds."""
    return ByPartner((name, Money(each)) for name, each in amounts.items())


def issue(
    amounts: Mapping[str, str],
    payable: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401  # any field of an issue
) -> Issued:
    """Return an issue; left out, of 2021/22, everybody pays its contribution, and Ash hosts."""
    paid, year = money(amounts), FinancialYear.parse(more.get("year", "2021/22"))
    fields: dict[str, Any] = {
        "agency": "Agency",
        "year": year,
        "version": "1",
        "on": "2021-03-26",
        "contributions": paid,
        "net": money(payable) if payable else paid,
        "host": "Ash",
        "call": sum_of(paid.values()),
        "budget_version": "1",
        "formulas": [("equal", year.days)],
    }
    return Issued(**(fields | more))


@st.composite
def issues(draw: st.DrawFn) -> Issued:
    """Draw an issue: charges, credits and nothing, gross and net."""
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    gross, net = (
        ByPartner.of(names, [Money.from_pence(draw(PENCE)) for _ in names]) for _ in range(2)
    )
    host = draw(st.none() | st.sampled_from(names))
    return issue({}, contributions=gross, net=net, call=sum_of(gross.values()), host=host)
