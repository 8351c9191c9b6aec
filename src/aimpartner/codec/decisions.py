"""Approvals from the rows of decisions: what was decided, on what, by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from aimpartner.codec.faults import Faults
from aimpartner.codec.read import Row, Typed, made_of, quoted
from aimpartner.codec.rows import AgreementRow, BudgetRow, DecisionRow, FormulaRow
from aimpartner.errors import ModelError
from aimpartner.parties.decisions import Approval, Decision
from aimpartner.periods import FinancialYear

TERM = "term"


def on_budget(year: FinancialYear, version: str) -> str:
    """Return what a decision on a budget calls it."""
    return f"budget {year.key} version {version}"


def on_formula(name: str) -> str:
    """Return what a decision on a formula calls it."""
    return f"formula {name}"


def on_extension(last: date | None) -> str:
    """Return what a decision on an extension of the agreement calls it."""
    return f"extension to {last}"


def of_budget(row: BudgetRow) -> str:
    """Return what a decision calls the budget of a row."""
    return on_budget(row.year, row.version)


def of_formula(row: FormulaRow) -> str:
    """Return what a decision calls the formula of a row."""
    return on_formula(row.formula)


def of_provision(row: AgreementRow) -> str:
    """Return what a decision calls the provision of a row."""
    return on_extension(row.last) if row.kind == "extension" else row.kind


_NAMES: dict[str, Callable[[Any], str]] = {
    "budgets": of_budget,
    "formulas": of_formula,
    "agreement": of_provision,
}


@frozen
class Decided:
    """What has been decided on each subject."""

    decisions: Mapping[str, Sequence[Decision]]

    @classmethod
    def of(cls, rows: Typed, faults: Faults) -> Decided:
        """Return what has been decided; note a decision that nobody asked for.

        Args:
            rows: the rows of all tables.
            faults: where faults are noted.
        """
        asked: dict[str, tuple[str, ...]] = {}
        for table, name in _NAMES.items():
            for each in (row.fields for row in rows[table] if row.fields.required):
                asked[name(each)] = asked.get(name(each), ()) + each.required
        if all(faults.is_clean(table) for table in _NAMES):
            for row in rows["decisions"]:
                _check(row, asked, faults)
        decided: dict[str, list[Decision]] = {}
        for subject, decision in made_of(rows["decisions"], faults, _decision):
            decided.setdefault(subject, []).append(decision)
        return cls(decided)

    def approval(self, subject: str, required: tuple[str, ...]) -> Approval | None:
        """Return the approval of a subject; `None` where nobody is asked for it."""
        return Approval(required, self.decisions.get(subject, ())) if required else None


def _check(row: Row, asked: Mapping[str, Sequence[str]], faults: Faults) -> None:
    """Note a decision on what nobody is asked to approve, or by somebody who is not asked."""
    subject, partner = row.fields.subject, row.fields.partner
    if subject not in asked:
        rule = f'be something with partners "required" to approve it: {quoted(asked)}'
        fault = ModelError("subject", rule, repr(subject))
        faults.add(row.table, row.number, "subject", fault)
    elif partner not in asked[subject]:
        rule = f'be one of those "required" for the {subject}: {quoted(asked[subject])}'
        faults.add(row.table, row.number, "partner", ModelError("partner", rule, repr(partner)))


def _decision(row: DecisionRow) -> tuple[str, Decision]:
    rest = (row.body, row.implementable, row.reference, row.source)
    return row.subject, Decision(row.partner, row.made, *rest)
