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
from aimpartner.codec.elements import ElementRow, WeightRow
from aimpartner.codec.evidence import EvidenceRow, MeasureRow, PublishedRow
from aimpartner.codec.financial_year import DoneRow, OwedRow, ReviewRow, ServiceRow
from aimpartner.codec.formulas import FormulaRow
from aimpartner.codec.governance import BodyRow, HostRow
from aimpartner.codec.issues import IssuedRow, IssueRow, UsedRow
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
    "May stay empty; prices by the day, and the least and the most that a partner pays": {
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
        "used": UsedRow,
    },
    "May stay empty; what others publish, to compare": {
        "published": PublishedRow,
        "statements": StatementRow,
    },
}
"""The tables in their order, by what they are for, and what a row of each holds."""
TABLES = {name: kind for group in GROUPS.values() for name, kind in group.items()}
"""What a row of each table holds."""
TITLES = {"lines": "Budget lines", "issued": "Issued amounts", "used": "Evidence used"}
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
