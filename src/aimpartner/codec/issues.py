"""Issues to and from their rows: a row an issue, one an amount, and one a figure it used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

import attrs
from attrs import frozen

from aimpartner.budget.budget import Budget, budget_title
from aimpartner.by import ByPartner
from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.decisions import Decidable, DecisionsBySubject, rows_on
from aimpartner.codec.faults import Faults
from aimpartner.codec.issued_parts import (
    IssuedRow,
    fees_in,
    fees_of,
    rows_of_amounts,
    rows_of_fees,
    sharers_of,
    sharing_of,
)
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Row, Rows, Typed, check_versions, made_of, row_of, version_of
from aimpartner.errors import ModelError
from aimpartner.evidence.measures import ISSUED, Observation, Value
from aimpartner.evidence.quarters import Quarters
from aimpartner.exact import listed
from aimpartner.issue.fees import Fee
from aimpartner.issue.frozen_shares import ALL_SHARED
from aimpartner.issue.issue import Issued
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.services import ProvidedService
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source
from aimpartner.working.steps import Result

T = TypeVar("T")
Fields = dict[str, Any]
_Of = Sequence[tuple[str, T]]
"""Values, each with the version that it is of."""
_TABLES = ("agency", "issues", "issued", "fees", "used")
_FORMULA, _FORMULAS = "the formula ", "the formulas "
_DATED = re.compile(r"(.+?) \((\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)\)(?:, |$)")
_OF_THE_WHOLE = ("net", "priced", "own", "pools")
_NOTHING = Money(0)
_RECORD = (
    "Add the unit of rounding, and to each partner's row of the whole in issued what was priced "
    "and what was its own. Where the budget changed since, name the version that was issued."
)
_FIGURE = ("measure", "partner", "quarters", "value", "edition", "released", "source")


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

    names = "issue {0.year.key} version {0.version}"


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
    quarters: Quarters | None = column(
        "quarters of the year that it is of, as q1 or q1-q3; empty for all of it", None, key=True
    )


_SAME = [name for name in attrs.fields_dict(IssueRow) if name not in {"host", "residual"}]


def build(reading: Reading) -> list[Issued]:
    """Return the issues in the order of their rows; none where a row is at fault."""
    made = reading.made
    services = made["partnership"].services if made["partnership"] else ()
    rows = IssueRows(reading.rows, reading.decided, made["budgets"], services, reading.faults)
    return rows.build()


@frozen
class IssueRows:
    """The rows that the issues of an agency are made of.

    Args:
        rows: the rows of all tables, as far as they could be read.
        decided: what has been decided, an issue's decision among it.
        budgets: the budgets of the file.
        services: what partners provide to the agency, which the budgets share.
        faults: where faults are noted.
    """

    rows: Typed
    decided: DecisionsBySubject
    budgets: Sequence[Budget]
    services: Sequence[ProvidedService]
    faults: Faults

    def build(self) -> list[Issued]:
        """Return the issues in the order of their rows; none where a row is at fault."""
        for table in ("issued", "fees", "used"):
            check_versions(self.rows, table, "issues", "an issue", self.faults)
        for row in self.rows["issued"]:
            self._check_element(row)
        self._check_turns()
        self._check_evidence()
        used = made_of(
            self.rows["used"], self.faults, lambda row: (version_of(row), _observation(row))
        )
        listed_fees = fees_of(self.rows["fees"], self.faults)
        sound = all(self.faults.is_clean(table) for table in _TABLES)
        made = [self._issue(row, used, listed_fees) for row in self.rows["issues"]] if sound else []
        return [issue for issue in made if issue is not None]

    def _check_element(self, row: Row) -> None:
        """Note in a row of an element or a reserve what is of the whole, and a row of both."""
        element, reserve = row.fields.element, row.fields.reserve
        names = (*_OF_THE_WHOLE, "share") if reserve else _OF_THE_WHOLE
        for name in names if element or reserve else ():
            amount = getattr(row.fields, name)
            if amount not in (None, (), _NOTHING):
                part = "a reserve" if reserve else "an element"
                got = listed(amount) if isinstance(amount, tuple) else amount
                row.refuse(self.faults, name, f"be empty in a row of {part}", got)
        if reserve and row.fields.amount <= _NOTHING:
            rule = "be above nothing in a row of a reserve"
            row.refuse(self.faults, "amount", rule, row.fields.amount)
        if element and reserve:
            row.refuse(self.faults, "element", "be empty in a row of a reserve", element)

    def _check_turns(self) -> None:
        """Note an issue that does not follow the one before it in its year."""
        rows = sorted(self.rows["issues"], key=lambda row: (row.fields.year, row.fields.on))
        for before, row in pairwise(rows):
            if before.fields.year == row.fields.year:
                self._check_turn(before.fields, row)
        for row in rows:
            if row.fields.replaces and not row.fields.reason:
                rule = f"say why it replaces version {row.fields.replaces}"
                fault = ModelError("reason", rule, "nothing")
                self.faults.add(row.table, row.number, "reason", fault)

    def _check_turn(self, before: IssueRow, row: Row) -> None:
        """Note a day that is not later than the one before, or another issue replaced."""
        on, replaces = row.fields.on, row.fields.replaces
        if on == before.on:
            rule = f"be later than that of version {before.version}, which it replaces"
            self.faults.add(row.table, row.number, "on", ModelError("on", rule, on))
        if replaces != before.version:
            rule = f"be {before.version!r}, the version in force until {on}"
            fault = ModelError("replaces", rule, repr(replaces) if replaces else "nothing")
            self.faults.add(row.table, row.number, "replaces", fault)

    def _check_evidence(self) -> None:
        """Note a contribution in the evidence that an issue tells as well."""
        issued = {
            (amount.partner, amount.year) for amount in (row.fields for row in self.rows["issued"])
        }
        for row in self.rows["evidence"]:
            figure = row.fields
            if figure.measure == ISSUED and (figure.partner, figure.year) in issued:
                got = f"{figure.value} of {figure.partner} in {figure.year}"
                fault = ModelError(
                    "measure", f"not be {ISSUED} where an issue tells it", got, "Remove the row."
                )
                self.faults.add(row.table, row.number, "measure", fault)

    def _issue(self, row: Row, used: _Of[Observation], fees: _Of[Fee]) -> Issued | None:
        issue = row.fields
        with self.faults.at(row.table, row.number):
            made = Issued(
                agency=self.rows["agency"][0].fields.agency,
                host=issue.host or None,
                observations=[figure for name, figure in used if name == version_of(issue)],
                decision=self._decision(issue),
                **(amounts := self._amounts(issue)),
                fees=fees_in(fees, version_of(issue), amounts["contributions"]),
                **{name: getattr(issue, name) for name in _SAME},
                **_keys(issue),
            )
            self._check_sum(row, made)
            if made.unit is None:
                self._check_priced(row, made)
            return made
        return None

    def _amounts(self, issue: IssueRow) -> Fields:
        """Return each column of the amounts, and the elements, in the same order."""
        rows = (row.fields for row in self.rows["issued"])
        by_element: dict[str, list[IssuedRow]] = {"": []}
        by_reserve: dict[str, list[IssuedRow]] = {}
        for row in (row for row in rows if version_of(row) == version_of(issue)):
            parts, name = (by_reserve, row.reserve) if row.reserve else (by_element, row.element)
            parts.setdefault(name, []).append(row)
        totals = by_element.pop("")
        names = [row.partner for row in totals]
        elements = [
            (name, _column(sorted(rows, key=lambda row: [*names, row.partner].index(row.partner))))
            for name, rows in by_element.items()
        ]
        payments = [(name, _column(rows)) for name, rows in by_reserve.items()]
        amounts = _columns(totals)
        shared = {ALL_SHARED: totals, **by_element}
        amounts |= {"sharing": sharing_of(shared), "sharers": sharers_of(totals)}
        return amounts | {"elements": elements, "own_payments": payments}

    def _decision(self, row: IssueRow) -> Decision | None:
        """Return the decision that an issue rests on.

        Raises:
            ModelError: there are several.
        """
        decisions = self.decided.on(row)
        if len(decisions) > 1:
            got = listed(f"{decision.title} on {decision.made}" for decision in decisions)
            raise ModelError(f"Decisions on {row.called}", "be one", got)
        return decisions[0] if decisions else None

    def _check_sum(self, row: Row, made: Issued) -> None:
        """Note a call that its parts do not add up to: an amount was typed wrong."""
        left = row.fields.residual
        if made.residual != left:
            rule = f"be the contributions, {made.total}, and the residual, {left}"
            self.faults.add(row.table, row.number, "call", ModelError("call", rule, made.call))

    def _check_priced(self, row: Row, made: Issued) -> None:
        """Note an issue of before that was recorded, that asked for something beside its budget."""
        budget = self._call(made)
        names = (name for name, _ in made.elements)
        signs = [f"an element {name}" for name in names if Result.of_column(name).is_own]
        if made.call != budget:
            signs.append(f"a call of {made.call} for a budget of {budget}")
        if signs:
            rule = (
                "be given where something was priced, or is a partner's own addition or reduction"
            )
            fault = ModelError("unit", rule, f"nothing, with {listed(signs)}", _RECORD)
            self.faults.add(row.table, row.number, "unit", fault)

    def _call(self, made: Issued) -> Money:
        """Return the call of an issue's budget; where the file does not hold it, the issue's."""
        key = (made.year, made.budget_version)
        issued = (budget for budget in self.budgets if (budget.year, budget.version) == key)
        return next((budget.with_services(self.services).call() for budget in issued), made.call)


def _keys(row: IssueRow) -> Fields:
    """Return the budget's version and the formulas where their titles tell them.

    A title in another's words tells of none: it is kept as it is.
    """
    version = row.budget.removeprefix(budget_title(row.year, ""))
    name = row.formula.removeprefix(_FORMULA)
    several = _DATED.findall(row.formula.removeprefix(_FORMULAS))
    dated = [(formula, DateRange(first, last)) for formula, first, last in several]
    keys = {"formulas": dated if name == row.formula else [(name, row.year.days)]}
    return keys | ({"budget_version": version} if version != row.budget else {})


def _columns(totals: Sequence[IssuedRow]) -> Fields:
    """Return each column of what the rows of the whole tell of a partner."""
    columns = {
        "contributions": ((total.partner, total.amount) for total in totals),
        "net": (
            (total.partner, total.amount if total.net is None else total.net) for total in totals
        ),
        "priced": ((total.partner, total.priced) for total in totals),
        "own": ((total.partner, total.own) for total in totals),
    }
    return {name: ByPartner(pairs) for name, pairs in columns.items()}


def _column(rows: Iterable[IssuedRow]) -> ByPartner[Money]:
    return ByPartner((row.partner, row.amount) for row in rows)


def _observation(row: UsedRow) -> Observation:
    return Observation(year=row.of_year, **{name: getattr(row, name) for name in _FIGURE})


def rows_of(issues: Iterable[Issued]) -> Rows:
    """Go through the rows of issues, of their amounts, figures and decisions."""
    for issue in issues:
        key: Fields = {"year": issue.year, "version": issue.version}
        row = IssueRow(**{name: getattr(issue, name) for name in attrs.fields_dict(IssueRow)})
        yield row
        yield from rows_of_amounts(issue, key)
        yield from rows_of_fees(issue, key)
        for figure in issue.observations:
            yield row_of(UsedRow, figure, of_year=figure.year, **key)
        yield from rows_on(row, issue.decision)
