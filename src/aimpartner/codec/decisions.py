"""What decisions call each thing that is decided, and the approvals from their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from attrs import frozen

from aimpartner.codec.faults import Faults
from aimpartner.codec.formula_rows import FormulaRow
from aimpartner.codec.issue_rows import IssueRow
from aimpartner.codec.party_rows import AgreementRow, DecisionRow, HostRow, ReviewRow, WithdrawalRow
from aimpartner.codec.read import Row, Typed, made_of, quoted
from aimpartner.codec.rows import BudgetRow
from aimpartner.errors import ModelError
from aimpartner.parties.agreement.decisions import Approval, Decision
from aimpartner.periods import FinancialYear
from aimpartner.sources import read_in


def on_budget(year: FinancialYear, version: str) -> str:
    """Return what a decision on a budget calls it."""
    return f"budget {year.key} version {version}"


def on_formula(name: str) -> str:
    """Return what a decision on a formula calls it."""
    return f"formula {name}"


def on_provision(kind: str, day: date | None = None, agreement: int = 1) -> str:
    """Return what a decision on a provision of the agreement calls it.

    Args:
        kind: the kind of provision.
        day: the last day of an extension, the first day of a holding over.
        agreement: 2 for the agreement that follows the first, 3 for the next.

    Example:
        >>> on_provision("extension", date(2025, 3, 31), 2)
        'extension of agreement 2 to 2025-03-31'
    """
    which = f" of agreement {agreement}" if agreement > 1 else ""
    when = {"extension": f" to {day}", "holding over": f" from {day}"}.get(kind, "")
    return f"{kind}{which}{when}"


def on_hosting(host: str, first: date) -> str:
    """Return what a decision on a partner's time as host calls it."""
    return f"hosting by {host} from {first}"


def on_withdrawal(partner: str, last: date) -> str:
    """Return what the consent to a withdrawal calls it."""
    return f"withdrawal of {partner} on {last}"


def on_review(subject: str, due: date) -> str:
    """Return what the decision that closes a review calls it."""
    return f"review of {subject} by {due}"


def on_issue(year: FinancialYear, version: str) -> str:
    """Return what the decision that an issue rests on calls it."""
    return f"issue {year.key} version {version}"


def of_budget(row: BudgetRow) -> str:
    """Return what a decision calls the budget of a row."""
    return on_budget(row.year, row.version)


def of_formula(row: FormulaRow) -> str:
    """Return what a decision calls the formula of a row."""
    return on_formula(row.formula)


def of_issue(row: IssueRow) -> str:
    """Return what a decision calls the issue of a row; nobody has to be asked for it."""
    return on_issue(row.year, row.version)


def of_provision(row: AgreementRow) -> str:
    """Return what a decision calls the provision of a row."""
    day = row.first if row.kind == "holding over" else row.last
    return on_provision(row.kind, day, row.agreement)


def of_hosting(row: HostRow) -> str:
    """Return what a decision calls the hosting of a row."""
    return on_hosting(row.host, row.first)


def of_withdrawal(row: WithdrawalRow) -> str:
    """Return what a decision calls the withdrawal of a row."""
    return on_withdrawal(row.partner, row.last)


def of_review(row: ReviewRow) -> str:
    """Return what a decision calls the review of a row."""
    return on_review(row.subject, row.due)


_CALLED = re.compile(
    r"(budget \d{4}-\d{2}|extension|formula|holding over|hosting by|option|review of|term"
    r"|termination|withdrawal of)\b"
)
"""How what is asked is called; see `docs/reference/files.md`."""
_NEARLY = 0.8
"""How alike two names are of which one may be the other misspelt, between nothing and 1."""
_NAMES: dict[str, Callable[[Any], str]] = {
    "budgets": of_budget,
    "formulas": of_formula,
    "agreement": of_provision,
    "hosts": of_hosting,
    "withdrawals": of_withdrawal,
}


AskingRow = AgreementRow | BudgetRow | FormulaRow | HostRow | WithdrawalRow
"""A row that may ask partners to approve it."""


@frozen
class Asked:
    """What somebody is asked to decide.

    Args:
        partners: the partners that are asked, by what they are asked for.
        reviews: the reviews, which any body may close.
        issues: the issues of contributions, each of which may rest on anybody's decision.
    """

    partners: Mapping[str, tuple[str, ...]]
    reviews: frozenset[str]
    issues: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Any]]) -> Asked:
        """Return what the rows of all tables ask, each given with the name of its table."""
        partners: dict[str, tuple[str, ...]] = {}
        reviews = set()
        issues = set()
        for table, row in rows:
            if table in _NAMES and row.required:
                name = _NAMES[table](row)
                partners[name] = partners.get(name, ()) + row.required
            elif table == "reviews":
                reviews.add(of_review(row))
            elif table == "issues":
                issues.add(of_issue(row))
        return cls(partners, frozenset(reviews), frozenset(issues))

    def is_answered_by(self, row: DecisionRow | Decision) -> bool:
        """Return whether a decision answers what was asked; else the register keeps it."""
        closes = row.subject in self.reviews and row.outcome != "noted"
        asked = row.partner in self.partners.get(row.subject, ())
        return closes or asked or row.subject in self.issues

    def strays(self, row: DecisionRow | Decision) -> bool:
        """Return whether a decision seems meant for what is asked, and answers none of it."""
        asks = row.subject in self.partners  # then somebody has to say whose decision it is
        decides = (row.partner or asks) and row.outcome != "noted"
        return bool(decides) and not self.is_answered_by(row) and self._is_like(row.subject)

    def _is_like(self, subject: str) -> bool:
        """Return whether a subject is called as what is asked is, or nearly so."""
        told = subject.casefold()
        return bool(_CALLED.match(told) or get_close_matches(told, self.partners, 1, _NEARLY))

    def check(self, row: Row, faults: Faults) -> None:
        """Note a partner's decision on what it is not asked for, unless it was only noted."""
        decision: DecisionRow = row.fields
        subject, partner = decision.subject, decision.partner
        if self.is_answered_by(decision):
            return
        if not self.strays(decision):
            if decision.words:
                fault = ModelError("words", "be empty where nobody is asked", repr(decision.words))
                faults.add(row.table, row.number, "words", fault)
        elif subject not in self.partners:
            rule = f'be something with partners "required" to approve it: {quoted(self.partners)}'
            remedy = "Say in other words what only the register keeps."
            fault = ModelError("subject", rule, repr(subject), remedy)
            faults.add(row.table, row.number, "subject", fault)
        else:
            rule = f'be one of those "required" for the {subject}: {quoted(self.partners[subject])}'
            fault = ModelError("partner", rule, repr(partner) if partner else "nothing")
            faults.add(row.table, row.number, "partner", fault)

    def check_register(self, register: Iterable[Decision]) -> None:
        """Refuse a decision of the register that a file would take for one on what is asked.

        Raises:
            ModelError: there is one.
        """
        for each in register:
            if self.is_answered_by(each) or self.strays(each):
                rule = "have a subject in the register that is not what decisions call an approval"
                remedy = "Put it to that approval, or say in other words what was decided."
                raise ModelError(each.title, rule, f"{each.subject}{read_in(each.source)}", remedy)


@frozen
class Decided:
    """What has been decided on each subject, and what approves nothing here."""

    decisions: Mapping[str, Sequence[Decision]]
    register: Sequence[Decision]

    @classmethod
    def of(cls, rows: Typed, faults: Faults) -> Decided:
        """Return what has been decided; note a decision that nobody asked for.

        Args:
            rows: the rows of all tables.
            faults: where faults are noted.
        """
        asked = Asked.of((table, row.fields) for table in rows for row in rows[table])
        for each in (row for table in _NAMES for row in rows[table]):
            _check_rule(each, faults)
        if all(faults.is_clean(table) for table in (*_NAMES, "reviews", "issues")):
            for each in rows["decisions"]:
                asked.check(each, faults)
        decided: dict[str, list[Decision]] = {}
        register = []
        made = made_of(rows["decisions"], faults, lambda row: (row, _decision(row, asked)))
        for row, decision in made:
            if asked.is_answered_by(row):
                decided.setdefault(row.subject, []).append(decision)
            else:
                register.append(decision)
        return cls(decided, register)

    def approval(self, subject: str, row: AskingRow) -> Approval | None:
        """Return the approval that a row asks for; `None` where it asks nobody.

        Args:
            subject: what decisions call what is asked for.
            row: the row.
        """
        decided = self.decisions.get(subject, ())
        return Approval(row.required, decided, row.rule) if row.required else None

    def closing(self, row: ReviewRow) -> Decision | None:
        """Return the decision that closes a review; `None` while it is open.

        Raises:
            ModelError: there are several.
        """
        decided = self.decisions.get(of_review(row), ())
        if len(decided) > 1:
            raise ModelError(f"Review of {row.subject}", "be closed once", f"{len(decided)} times")
        return decided[0] if decided else None


def _check_rule(row: Row, faults: Faults) -> None:
    """Note how many have to approve what nobody is asked to approve."""
    if row.fields.rule != "all" and not row.fields.required:
        fault = ModelError("rule", 'be empty where nobody is "required"', repr(row.fields.rule))
        faults.add(row.table, row.number, "rule", fault)


def _decision(row: DecisionRow, asked: Asked) -> Decision:
    return Decision(
        row.partner,
        row.made,
        row.body,
        row.implementable,
        row.reference,
        row.source,
        outcome=row.outcome,
        kind=row.kind,
        recommended=row.recommended,
        published=row.published,
        instrument=row.instrument,
        reports=row.reports,
        recommendations=row.recommendations,
        subject=row.words if asked.is_answered_by(row) else row.subject,
    )
