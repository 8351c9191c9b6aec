"""The field table's rows of what was issued: the notice, its amounts, and the figures it used."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.decisions import Decidable
from aimpartner.evidence.measures import Value
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class IssueRow(Decidable):
    """One issue of a year's contributions, as it was notified."""

    year: FinancialYear = column("financial year charged, as 2021/22", key=True)
    version: str = column("name of the issue", "1", key=True)
    on: date = column("day it was notified; it is known from that day")
    call: Money = column("pounds that the partners were asked for in all")
    residual: Money = column("pounds of the call that rounding left to nobody", Money(0))
    unit: Money | None = column(
        "pounds that contributions are whole numbers of, as 0.01; empty where it is not recorded",
        None,
    )
    host: str = column("partner that is paid; empty where nobody hosts", "", ref="partners.partner")
    budget: str = column("title of the budget's version it was worked out from")
    formula: str = column("title of the formula it was worked out by")
    replaces: str = column("version of the issue it replaces; empty for a year's first", "")
    reason: str = column("why it replaces that issue", "")
    marking: str = column("words that every showing of it carries", "")
    source: Source | None = column(SOURCE, None)

    @property
    def called(self) -> str:
        """What the decision that it rests on calls it."""
        return f"issue {self.year.key} version {self.version}"


@frozen(kw_only=True)
class IssuedRow:
    """One partner's amount in an issue: its whole contribution, or its part of one element."""

    year: FinancialYear = column("financial year of the issue", key=True)
    version: str = column("version of the issue", "1", key=True)
    element: str = column("element; empty for the whole contribution", "", key=True)
    partner: str = column("whose amount it is", key=True, ref="partners.partner")
    amount: Money = column("pounds, gross; below zero for a credit")
    net: Money | None = column(
        "pounds payable net, in a row of the whole; empty where nothing was incurred", None
    )
    priced: Money = column(
        "pounds for what was bought at a price, before limits and rounding, in a row of the whole",
        Money(0),
    )
    own: Money = column(
        "pounds of its own addition, below zero for its own reduction, in a row of the whole",
        Money(0),
    )


@frozen(kw_only=True)
class UsedRow:
    """One figure that an issue used, as it was known then."""

    year: FinancialYear = column("financial year of the issue", key=True)
    version: str = column("version of the issue", "1", key=True)
    measure: str = column("what was counted", key=True)
    partner: str = column("whose figure it is", key=True, ref="partners.partner")
    of_year: FinancialYear = column("year the figure is of, as 2019/20", key=True)
    value: Value = column('a number, "suppressed (1 to 5)" or "missing"')
    edition: str = column("publication that it was read from", "", key=True)
    released: date | None = column("day a budget could first have used it", None)
    source: Source | None = column(SOURCE, None)
