"""The rows of a year's statement: the budget, the issue, the outturn, the settlement, reserves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.by import ordered
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.periods import in_words
from aimpartner.settlement.allocation import NOTHING
from aimpartner.settlement.outturn import PRICED, Difference, Outturn
from aimpartner.settlement.reserve_statement import ReserveStatement
from aimpartner.settlement.settlement import OWN, Settlement
from aimpartner.sources import Source, read_in


@frozen(repr=False, field_transformer=checked)
class AuditRow(OneLine):
    """One row of the statement.

    Args:
        section: the part of the statement that it stands in.
        line: what it is of: a pool, a partner, a movement.
        amounts: its figures, each under the head of its column.
        origin: where they come from; empty where they are worked out from the lines above.

    Example:
        >>> AuditRow("Budget", "staffing", [("call", Money("5"))], "the budget").amounts
        (('call', Money('5.00')),)
    """

    section: str
    line: str
    amounts: tuple[tuple[str, Money], ...] = field(converter=ordered)
    origin: str = ""


def dated(issued: Issued) -> str:
    """Return an issue as a sentence names it, with its day."""
    return f"{issued.title}, {in_words(issued.on)}"


def budget_rows(budget: Budget, issued: Issued) -> Iterator[AuditRow]:
    """Go through the pools: expenditure, income, reserves, and the call that they make."""
    rows = [_of_lines(pool, budget, budget.lines_of(pool)) for pool in budget.pools]
    for words, amount in zip((PRICED, OWN), issued.beside_the_budget, strict=True):
        if amount:
            amounts = [("expenditure", amount), ("income", NOTHING), ("reserves", NOTHING)]
            origin = f"{issued.title}: what it records beside {budget.title}"
            rows.append(AuditRow("Budget", words, [*amounts, ("call", amount)], origin))
    yield from _with_sum("Budget", rows)
    outside = tuple(line for line in budget.lines if not line.sign)
    if outside:
        yield _of_lines("outside the call", budget, outside)


def _of_lines(words: str, budget: Budget, lines: tuple[CostLine, ...]) -> AuditRow:
    """Return what some lines come to: gross expenditure, income, reserves, and their call."""
    apart = (Heading.INCOME, Heading.RESERVES)
    sums = {
        "expenditure": [line.amount for line in lines if line.heading not in apart],
        "income": [-line.amount for line in lines if line.heading is Heading.INCOME],
        "reserves": [line.towards_call for line in lines if line.heading is Heading.RESERVES],
        "call": [line.towards_call for line in lines],
    }
    amounts = [(head, sum_of(column)) for head, column in sums.items()]
    origin = f"{budget.title}{_read_in(line.source or budget.source for line in lines)}"
    return AuditRow("Budget", words, amounts, origin)


def outturn_rows(report: Outturn, differences: Iterable[Difference]) -> Iterator[AuditRow]:
    """Go through the pools: the outturn beside the budget, before any use of a reserve."""
    rows = (
        AuditRow(
            "Outturn",
            gap.pool,
            [("budget", gap.budgeted), ("outturn", gap.outturn), ("variance", gap.variance)],
            f"the {report.title}{_read_in(_sources(report, gap.pool))}",
        )
        for gap in differences
    )
    return _with_sum("Outturn", rows)


def _sources(report: Outturn, pool: str) -> Iterator[Source | None]:
    """Go through the sources of a pool's outturn, one for each who bore it."""
    actuals = (actual for actual in report.actuals if actual.pool == pool)
    return (actual.source or report.source for actual in actuals)


def issue_rows(issued: Issued) -> Iterator[AuditRow]:
    """Go through the partners, from contribution to net payable; then residual and call."""
    section, origin = "Contributions issued", _grounds(issued)
    rows = []
    for partner, gross in issued.contributions.items():
        net = issued.net[partner]
        amounts = [("contribution", gross), ("incurred", gross - net), ("net payable", net)]
        amounts += _own_payment(issued, partner)
        rows.append(AuditRow(section, partner, amounts, origin))
    yield from _with_sum(section, rows)
    yield AuditRow(section, "residual", [("contribution", issued.residual)], origin)
    yield AuditRow(section, "call", [("contribution", issued.call)], origin)


def _own_payment(issued: Issued, partner: str) -> list[tuple[str, Money]]:
    """Return what a partner pays into reserves of its own; no figure where nobody does."""
    return [("own payment in", issued.own_payment(partner))] if issued.own_payments else []


def _grounds(issued: Issued) -> str:
    """Return what an issue was worked out from, what it replaces, and who decided it."""
    made, words = issued.decision, f"{issued.title}, {in_words(issued.on)}{read_in(issued.source)}"
    words += f", worked out from {issued.budget} by {issued.formula}"
    if issued.replaces:
        words += f"; replaces version {issued.replaces}: {issued.reason}"
    if made:
        words += f"; decided by {made.body or made.partner}{read_in(made.source)}"
    return words


def fee_rows(settlement: Settlement) -> Iterator[AuditRow]:
    """Go through who bought at a price: what was issued for it, what was taken, and what is due."""
    section, report = "Fees settled to their buyers", settlement.outturn
    rows = [
        AuditRow(
            section,
            fee.partner,
            [("issued", fee.issued), ("taken", fee.actual), ("due", fee.due)],
            f"the {report.title}: {fee.how}{_read_in([fee.source or report.source])}",
        )
        for fee in settlement.fees
    ]
    if rows:
        yield from _with_sum(section, rows)


def settlement_rows(settlement: Settlement, paid: Mapping[str, Money]) -> Iterator[AuditRow]:
    """Go through the partners: what is due, what the year comes to, and what is still owed."""
    owed, report = settlement.accruals(paid), settlement.outturn
    taken = "; ".join(allocation.in_words() for allocation in settlement.allocations)
    rows = (
        AuditRow(
            "Settlement",
            partner,
            [
                ("due", settlement.due[partner]),
                ("settled contribution", settlement.settled(partner)),
                *_own_payment(settlement.issued, partner),
                ("incurred", report.incurred(partner)),
                ("paid", paid.get(partner, NOTHING)),
                ("still owed", owed[partner]),
            ],
            f"the {report.title}, and what was paid; {taken or 'nothing to settle'}",
        )
        for partner in settlement.issued.partners
    )
    return _with_sum("Settlement", rows)


def reserve_rows(statement: ReserveStatement) -> Iterator[AuditRow]:
    """Go through a reserve from opening to closing, each partner's balance and the total."""
    name, record = f"Reserve {statement.reserve.name}", statement.reserve.source
    lines = [("opening", statement.opening, record)]
    lines += [
        (f"{moved.kind}: {moved.reason}", moved.amounts, moved.source)
        for moved in statement.movements
    ]
    for words, amounts, source in (*lines, ("closing", statement.closing, record)):
        held = [(partner, amounts.get(partner, NOTHING)) for partner in statement.reserve.opening]
        total = ("total", sum_of(amounts.values()))
        yield AuditRow(name, words, [*held, total], f"the record of the reserve{read_in(source)}")


def _read_in(sources: Iterable[Source | None]) -> str:
    """Return the words for where some figures were read, each source once."""
    where = dict.fromkeys(str(source) for source in sources if source)
    return f" ({'; '.join(where)})" if where else " (no source is recorded)"


def _with_sum(section: str, rows: Iterable[AuditRow]) -> Iterator[AuditRow]:
    """Go through the rows of a section, and then their sum column by column."""
    sums: dict[str, Money] = {}
    for row in rows:
        for head, amount in row.amounts:
            sums[head] = sums.get(head, NOTHING) + amount
        yield row
    yield AuditRow(section, "sum", sums.items())
