"""The one field table: every table of a model, and what a row of it holds.

A workbook's sheets and columns, a TOML or JSON file's tables and keys are all these; nothing else
names a field. The rows of the parties stand in `party_rows`, those of the formulas in
`formula_rows`, those of what was issued in `issue_rows`. A field without a default has to be
filled in. The metadata of a field holds its help, whether it is part of the row's key, and the
column that it refers to.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from attrs import frozen

from aimpartner.budget.budget import Effect, Heading
from aimpartner.codec.columns import SOURCE, column, required, rule
from aimpartner.codec.formula_rows import (
    BoundRow,
    ElementRow,
    FormulaRow,
    LimitRow,
    PriceRow,
    WeightRow,
)
from aimpartner.codec.issue_rows import IssuedRow, IssueRow, UsedRow
from aimpartner.codec.party_rows import (
    AgencyRow,
    AgreementRow,
    BodyRow,
    DecisionRow,
    DoneRow,
    HostRow,
    OwedRow,
    PartnerRow,
    ReviewRow,
    ServiceRow,
    StatementRow,
    SuccessionRow,
    WithdrawalRow,
)
from aimpartner.evidence.measures import Value
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import ApprovalRule
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class BudgetRow:
    """One version of a year's budget."""

    year: FinancialYear = column("financial year, as 2021/22", key=True)
    version: str = column("name of the version", "1", key=True)
    day: date | None = column("day of the version", None)
    status: str = column("as draft or approved", "draft")
    required: tuple[str, ...] = required("it")
    rule: ApprovalRule = rule()
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class LineRow:
    """One cost line of a budget."""

    year: FinancialYear = column("financial year, as 2021/22", key=True)
    version: str = column("version of the budget", "1", key=True)
    pool: str = column("pool that is shared as a whole", key=True, ref="elements.pools")
    line: str = column("name of the line", key=True)
    heading: Heading = column("CIPFA heading")
    effect: Effect = column("what it does to the call", Effect.SHARED)
    amount: Money = column("pounds, never negative")
    incurred_by: str = column(
        "partner that bears the cost itself; empty for the agency", "", ref="partners.partner"
    )
    clause: str = column("clause by which a capital or depreciation line is shared", "")
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class MeasureRow:
    """One thing that is counted."""

    measure: str = column("short name, used everywhere else", key=True)
    words: str = column("what exactly is counted", "")
    unit: str = column("what one of them is, as children", "")


@frozen(kw_only=True)
class EvidenceRow:
    """One partner's figure of one measure for one year."""

    measure: str = column("what is counted", key=True, ref="measures.measure")
    partner: str = column("whose figure it is", key=True, ref="partners.partner")
    year: FinancialYear = column("year the figure is of, as 2019/20", key=True)
    value: Value = column('a number, "suppressed (1 to 5)" or "missing"')
    edition: str = column("publication that it was read from", "", key=True)
    released: date | None = column("day a budget could first have used it", None)
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class PublishedRow:
    """One amount that somebody published."""

    year: FinancialYear = column("financial year it is of")
    partner: str = column("whose amount it is", ref="partners.partner")
    amount: Money = column("pounds as published")
    rounded_to: Money = column("pounds that the publication rounds to")
    what: str = column("what it measures, in the publisher's terms")
    is_contribution: bool = column("yes if it measures the contribution to the call, else no")
    said_on: date | None = column("day it was published", None)
    by_construction: bool = column("yes if the model was made to meet it", default=False)
    source: Source = column(SOURCE)


TABLES: dict[str, type[Any]] = {
    "agency": AgencyRow,
    "partners": PartnerRow,
    "hosts": HostRow,
    "budgets": BudgetRow,
    "lines": LineRow,
    "measures": MeasureRow,
    "evidence": EvidenceRow,
    "formulas": FormulaRow,
    "elements": ElementRow,
    "weights": WeightRow,
    "prices": PriceRow,
    "limits": LimitRow,
    "bounds": BoundRow,
    "agreement": AgreementRow,
    "decisions": DecisionRow,
    "withdrawals": WithdrawalRow,
    "successions": SuccessionRow,
    "bodies": BodyRow,
    "services": ServiceRow,
    "owed": OwedRow,
    "done": DoneRow,
    "reviews": ReviewRow,
    "issues": IssueRow,
    "issued": IssuedRow,
    "used": UsedRow,
    "published": PublishedRow,
    "statements": StatementRow,
}
"""The tables in their order, and what a row of each holds."""

for _row in TABLES.values():
    attrs.resolve_types(_row)
