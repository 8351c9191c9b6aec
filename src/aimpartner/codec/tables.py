"""The one field table: every table of a model, and what a row of it holds.

A workbook's sheets and columns, a TOML or JSON file's tables and keys are all these; nothing else
names a field. The rows stand with their subjects, and the way to and from them beside them. A
field without a default has to be filled in. The metadata of a field holds its help, whether it is
part of the row's key, and the column that it refers to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from attrs import frozen

from aimpartner.codec import budgets, evidence, formulas, issues, partnership
from aimpartner.codec.agreement import AgreementRow
from aimpartner.codec.budgets import BudgetRow, LineRow
from aimpartner.codec.decisions import DecisionRow
from aimpartner.codec.element_rows import ElementRow, WeightRow
from aimpartner.codec.evidence import DerivedRow, EvidenceRow, MeasureRow, PublishedRow
from aimpartner.codec.financial_year import DoneRow, OwedRow, ReviewRow, ServiceRow
from aimpartner.codec.formulas import FormulaRow
from aimpartner.codec.governance import BodyRow, HostRow
from aimpartner.codec.issued_parts import FeeRow, IssuedRow
from aimpartner.codec.issues import IssueRow, UsedRow
from aimpartner.codec.limits import BoundRow, LimitRow
from aimpartner.codec.partners import PartnerRow, SuccessionRow, WithdrawalRow
from aimpartner.codec.partnership import AgencyRow, StatementRow
from aimpartner.codec.prices import PriceRow
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Rows

GROUPS: Mapping[str, Mapping[str, type[Any]]] = {
    "These two sheets have to be filled in": {
        "agency": AgencyRow,
        "partners": PartnerRow,
    },
    "These make the contributions; Measures and Weights as far as the formula needs them": {
        "hosts": HostRow,
        "budgets": BudgetRow,
        "lines": LineRow,
        "measures": MeasureRow,
        "evidence": EvidenceRow,
        "formulas": FormulaRow,
        "elements": ElementRow,
        "weights": WeightRow,
    },
    "May stay empty; measures made of others, prices by the day, and limits": {
        "derived": DerivedRow,
        "prices": PriceRow,
        "limits": LimitRow,
        "bounds": BoundRow,
    },
    "May stay empty; they show what binds the partners, and who still has to decide": {
        "agreement": AgreementRow,
        "decisions": DecisionRow,
        "withdrawals": WithdrawalRow,
        "successions": SuccessionRow,
        "bodies": BodyRow,
    },
    "May stay empty; services that partners provide, and what is due in the year": {
        "services": ServiceRow,
        "owed": OwedRow,
        "done": DoneRow,
        "reviews": ReviewRow,
    },
    "May stay empty; what was issued in earlier years": {
        "issues": IssueRow,
        "issued": IssuedRow,
        "fees": FeeRow,
        "used": UsedRow,
    },
    "May stay empty; what others publish, to compare": {
        "published": PublishedRow,
        "statements": StatementRow,
    },
}
"""The tables in their order, by what they are for, and what a row of each holds."""
TABLES = {name: kind for group in GROUPS.values() for name, kind in group.items()}
"""The row of each table."""
HOLDS = {
    "agency": "The agency itself; one row.",
    "partners": "One partner; the order of the rows is the order of every table and of ties.",
    "hosts": "One partner's time as host; where two sources name different hosts, a row for each.",
    "budgets": "One version of a year's budget.",
    "lines": "One cost line of a budget.",
    "measures": "One thing that is counted.",
    "evidence": "One partner's figure of one measure for one year.",
    "formulas": "One funding formula.",
    "elements": "One element of a formula, or one basis below it that another is made of.",
    "weights": "One partner's number in a given basis.",
    "derived": "One of the measures that another is made of; of a rate, the first over the second.",
    "prices": "One price of a dated price list, in force until the next one.",
    "limits": "One limit of a formula; they hold one after another, in the order of the rows.",
    "bounds": "One partner's amount in a bound of a limit; a partner without one is not bound.",
    "agreement": "One provision of the partnership agreement, or of one that follows it.",
    "decisions": "One decision, of a partner or of a joint body.",
    "withdrawals": "One partner's notice, and the day on which it leaves.",
    "successions": "One part of a partner that others follow when councils are reorganised.",
    "bodies": "One seat of a body that governs the agency: an office, never a person.",
    "services": "One service that a partner provides for the agency.",
    "owed": "One thing owed for every financial year.",
    "done": "One thing done of what is owed for a year.",
    "reviews": "One review that the partners owe themselves; a decision on it closes it.",
    "issues": "One issue of a year's contributions, as it was notified.",
    "issued": (
        "One partner's amount in an issue: its whole contribution, its part of one element, or "
        "what it pays into a reserve of its own."
    ),
    "fees": "One partner's units of what an issue charged at a listed price.",
    "used": "One figure that an issue used, as it was known then.",
    "published": "One figure that somebody published.",
    "statements": "Something published about the agency, kept in words.",
}
"""What a row of each table holds, in words; a docstring is gone where Python is told to drop it."""
TITLES = {
    "lines": "Budget lines",
    "derived": "Derived measures",
    "issued": "Issued amounts",
    "fees": "Issued fees",
    "used": "Evidence used",
}
"""The sheets that are called otherwise than their table."""

for _kind in TABLES.values():
    attrs.resolve_types(_kind)


@frozen
class Part:
    """A part of a model: the way in from rows, and the way out to rows."""

    build: Callable[[Reading], Any]
    rows_of: Callable[[Any], Rows]


PARTS: Mapping[str, Part] = {
    "partnership": Part(partnership.build, partnership.rows_of),
    "budgets": Part(budgets.build, budgets.rows_of),
    "formulas": Part(formulas.build, formulas.rows_of),
    "evidence": Part(evidence.build, evidence.rows_of),
    "published": Part(evidence.build_published, evidence.rows_of_published),
    "issued": Part(issues.build, issues.rows_of),
}
"""The parts of a model by their names in it, each after those that it needs."""
