"""Budgets to and from their rows: a row a version, and a row each cost line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading, worked_out
from aimpartner.budget.charge_rule import ChargeRule, Settled
from aimpartner.codec.columns import SOURCE, OnTop, column, required, rule
from aimpartner.codec.decisions import Approvable, rows_on
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import (
    Row,
    Rows,
    check_cells,
    check_versions,
    grouped,
    made_of,
    quoted,
    row_of,
    value_of,
    version_of,
)
from aimpartner.money import Money
from aimpartner.parties.agreement.approvals import ApprovalRule
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class BudgetRow(Approvable):
    """One version of a year's budget."""

    year: FinancialYear = column("financial year, as 2021/22", key=True)
    version: str = column("name of the version", "1", key=True)
    day: date | None = column("day of the version", None)
    status: str = column("as draft or approved", "draft")
    required: tuple[str, ...] = required("it")
    rule: ApprovalRule = rule()
    source: Source | None = column(SOURCE, None)

    names = "budget {0.year.key} version {0.version}"
    begins = r"budget \d{4}-\d{2}"


@frozen(kw_only=True)
class LineRow:
    """One cost line of a budget."""

    year: FinancialYear = column("financial year, as 2021/22", key=True)
    version: str = column("version of the budget", "1", key=True)
    pool: str = column("pool that is shared as a whole", key=True, ref="elements.pools")
    line: str = column("name of the line", key=True)
    heading: Heading = column("CIPFA heading")
    effect: Effect = column("what it does to the call", Effect.SHARED)
    amount: Money | None = column("pounds, never negative; empty for a rate of other lines", None)
    rate: OnTop | None = column("or, for a charge, the rate of the lines named next, as 5 %", None)
    of: tuple[str, ...] = column("lines it is a rate of, each as pool/line", ())
    settled: Settled = column("what the agreement says of a rate at the year's end", "")
    ceiling: Money | None = column("pounds it comes to at most on the outturn", None)
    incurred_by: str = column(
        "partner that bears the cost itself; empty for the agency", "", ref="partners.partner"
    )
    clause: str = column("clause by which a capital or depreciation line is shared", "")
    reserve: str = column("reserve that a line of reserves moves, where there are several", "")
    source: Source | None = column(SOURCE, None)


_AMOUNT, _RATE = "line without a rate", "charge by a rate"
_CELLS = {_AMOUNT: (("amount",), ()), _RATE: (("rate", "of"), ("settled", "ceiling"))}


def build(reading: Reading) -> list[Budget]:
    """Return the budgets; none where one of their lines is at fault."""
    rows, faults = reading.rows, reading.faults
    check_versions(rows, "lines", "budgets", "a budget", faults)
    _check_days(rows["budgets"], faults)
    _check_charges(rows["lines"], faults)
    lines = made_of(rows["lines"], faults, lambda row: (version_of(row), _line(row)))
    _check_rules(rows["lines"], lines, faults)

    def make(row: BudgetRow) -> Budget:
        of_version = [line for version, line in lines if version == version_of(row)]
        return value_of(Budget, row, lines=of_version, approval=reading.decided.approval(row))

    return made_of(rows["budgets"], faults, make) if faults.is_clean("lines") else []


def _check_days(rows: Sequence[Row], faults: Faults) -> None:
    """Note a budget without a day where the year has other versions: the newest counts."""
    versions = {(row.fields.year, row.fields.version) for row in rows}
    count = Counter(year for year, _ in versions)
    for row in rows:
        if count[row.fields.year] > 1 and row.fields.day is None:
            expected = "be given for each of a year's several versions"
            row.refuse(faults, "day", expected, "nothing", "The newest version counts.")


def _line(row: LineRow) -> CostLine:
    charge = value_of(ChargeRule, row) if row.rate is not None else None
    return value_of(CostLine, row, name=row.line, amount=row.amount or Money(0), rule=charge)


def _check_charges(rows: Sequence[Row], faults: Faults) -> None:
    """Note a line that is no amount and no rate, or both, and a rate of what is no line."""
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(version_of(row.fields), []).append(f"{row.fields.pool}/{row.fields.line}")
    for row in rows:
        check_cells(row, _AMOUNT if row.fields.rate is None else _RATE, _CELLS, faults)
        known = lines[version_of(row.fields)]
        strange = [key for key in row.fields.of if key not in known]
        if strange:
            rule = f"be lines of its budget: {quoted(known)}"
            row.refuse(faults, "of", rule, quoted(strange), "Write each as pool/line.")


def _check_rules(
    rows: Sequence[Row], lines: Sequence[tuple[str, CostLine]], faults: Faults
) -> None:
    """Note each charge by a rate of lines that it cannot be of, where all lines are sound."""
    for several in grouped(rows, "year", "version") if faults.is_clean("lines") else ():
        first = several[0].fields
        at = {f"{row.fields.pool}/{row.fields.line}": row for row in several}
        of_version = [line for version, line in lines if version == version_of(first)]
        for line, fault in worked_out(first.year, of_version)[1]:
            with faults.at(at[line.key].table, at[line.key].number):
                raise fault


def rows_of(budgets: Iterable[Budget]) -> Rows:
    """Go through the rows of budgets, of their lines, and of the decisions on them."""
    for budget in budgets:
        row = row_of(BudgetRow, budget, budget.approval)
        yield row
        for line in budget.lines:
            amount = None if line.rule else line.amount
            of = {"line": line.name, "year": budget.year, "version": budget.version}
            yield row_of(LineRow, line, line.rule, amount=amount, **of)
        yield from rows_on(row, budget.approval)
