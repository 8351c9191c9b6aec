"""The rows of a year's statement for audit, section by section, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.by import ordered
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.periods import in_words
from aimpartner.settlement.allocation import NOTHING
from aimpartner.settlement.outturn import PRICED, Difference, Outturn
from aimpartner.settlement.reserves import ReserveStatement
from aimpartner.settlement.settlement import OWN, Settlement
from aimpartner.sources import Source, read_in

ABOVE = "the lines above it"
"""Where a sum or a difference comes from."""


@frozen
class AuditRow:
    """One row of the statement.

    Args:
        section: the part of the statement that it stands in.
        line: what it is of: a pool, a partner, a movement.
        amounts: its figures, each under the head of its column.
        origin: where they come from.

    Example:
        >>> AuditRow("Budget", "staffing", [("call", Money("5"))], "the budget").cells()
        {'line': 'staffing', 'call': '£5.00'}
    """

    section: str
    line: str
    amounts: tuple[tuple[str, Money], ...] = field(converter=ordered)
    origin: str

    def cells(self) -> dict[str, str]:
        """Return the row as text by column."""
        return {"line": self.line} | {head: str(amount) for head, amount in self.amounts}


def budget_rows(budget: Budget, issued: Issued) -> Iterator[AuditRow]:
    """Go through the pools: expenditure, income, reserves, and the call that they make.

    Args:
        budget: the budget that was issued.
        issued: the issue; what its call holds beyond the budget's was bought at a price, or is
            what joiners and leavers were charged or spared of their own.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> rows = budget_rows(result.facts.budget, result.issue("2021-03-26"))
        >>> next(rows).cells()["call"]
        '£3,231,000.00'
    """
    rows = [_of_lines(pool, budget, budget.lines_of(pool)) for pool in budget.pools]
    for words, beyond in zip((PRICED, OWN), issued.beyond(budget.call()), strict=True):
        if beyond:
            amounts = [("expenditure", beyond), ("income", NOTHING), ("reserves", NOTHING)]
            origin = f"{issued.title}: its call less that of {budget.title}"
            rows.append(AuditRow("Budget", words, [*amounts, ("call", beyond)], origin))
    yield from _with_sum("Budget", rows)
    outside = tuple(line for line in budget.lines if not line.sign)
    if outside:
        yield _of_lines("outside the call", budget, outside)


def _of_lines(words: str, budget: Budget, lines: tuple[CostLine, ...]) -> AuditRow:
    """Return what some lines come to: gross expenditure, income, reserves, and their call."""
    apart = (Heading.INCOME, Heading.RESERVES)
    columns = {
        "expenditure": [each.amount for each in lines if each.heading not in apart],
        "income": [-each.amount for each in lines if each.heading is Heading.INCOME],
        "reserves": [each.towards_call for each in lines if each.heading is Heading.RESERVES],
        "call": [each.towards_call for each in lines],
    }
    amounts = [(head, sum_of(column)) for head, column in columns.items()]
    origin = f"{budget.title}{_read_in(each.source or budget.source for each in lines)}"
    return AuditRow("Budget", words, amounts, origin)


def outturn_rows(report: Outturn, differences: Iterable[Difference]) -> Iterator[AuditRow]:
    """Go through the pools: the outturn beside the budget, before any use of a reserve.

    Args:
        report: the outturn.
        differences: each pool's outturn beside its budget.

    Example:
        >>> from aimpartner.settlement.outturn import Actual
        >>> report = Outturn("2021/22", "final", "2022-06-30", [Actual("staffing", "950")])
        >>> rows = outturn_rows(report, [Difference("staffing", Money("900"), Money("950"))])
        >>> next(rows).cells()["variance"]
        '£50.00'
    """
    rows = (
        AuditRow(
            "Outturn",
            each.pool,
            [("budget", each.budgeted), ("outturn", each.outturn), ("variance", each.variance)],
            f"the {report.title}{_read_in(_sources(report, each.pool))}",
        )
        for each in differences
    )
    return _with_sum("Outturn", rows)


def _sources(report: Outturn, pool: str) -> Iterator[Source | None]:
    """Go through the sources of a pool's outturn, one for each who bore it."""
    mine = (each for each in report.actuals if each.pool == pool)
    return (each.source or report.source for each in mine)


def issue_rows(issued: Issued) -> Iterator[AuditRow]:
    """Go through the partners, from contribution to net payable; then residual and call.

    Args:
        issued: the issue in force.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> [row.line for row in issue_rows(issued)][-3:]
        ['sum', 'residual', 'call']
    """
    section, origin = "Contributions issued", _grounds(issued)
    rows = (
        AuditRow(
            section,
            partner,
            [
                ("contribution", gross),
                ("incurred", gross - issued.net[partner]),
                ("net payable", issued.net[partner]),
            ],
            origin,
        )
        for partner, gross in issued.contributions.items()
    )
    yield from _with_sum(section, rows)
    yield AuditRow(section, "residual", [("contribution", issued.residual)], origin)
    yield AuditRow(section, "call", [("contribution", issued.call)], origin)


def _grounds(issued: Issued) -> str:
    """Return what an issue was worked out from, what it replaces, and who decided it."""
    made, words = issued.decision, f"{issued.title}, {in_words(issued.on)}{read_in(issued.source)}"
    words += f", worked out from {issued.budget} by {issued.formula}"
    if issued.replaces:
        words += f"; replaces version {issued.replaces}: {issued.reason}"
    if made:
        words += f"; decided by {made.body or made.partner}{read_in(made.source)}"
    return words


def settlement_rows(settlement: Settlement, paid: Mapping[str, Money]) -> Iterator[AuditRow]:
    """Go through the partners: what is due, what the year comes to, and what is still owed.

    Args:
        settlement: the settlement.
        paid: what each partner has paid.

    Example:
        >>> from aimpartner.by import ByPartner
        >>> from aimpartner.settlement.outturn import Actual
        >>> from aimpartner.settlement.tiers import SettlementRule, Tier
        >>> asked = ByPartner({"Ash": Money("100")})
        >>> budget = Budget("2021/22", [CostLine("staffing", "staff", "Employees", "100")])
        >>> told = ("Agency", "2021/22", "1", "2021-03-26", asked, asked, "Ash", "100")
        >>> issued = Issued(*told, budget.title, "the formula")
        >>> report = Outturn("2021/22", "final", "2022-06-30", [Actual("staffing", "105")])
        >>> rule = SettlementRule("all", [Tier("host")], [Tier("host")])
        >>> rows = settlement_rows(Settlement(issued, budget, report, [rule]), asked)
        >>> next(rows).cells()["still owed"]
        '£5.00'
    """
    owed, report = settlement.accruals(paid), settlement.outturn
    taken = "; ".join(str(each).removesuffix(".") for each in settlement.allocations)
    rows = (
        AuditRow(
            "Settlement",
            partner,
            [
                ("due", settlement.due[partner]),
                ("settled contribution", settlement.settled(partner)),
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
    """Go through a reserve from opening to closing, each partner's balance and the total.

    Args:
        statement: the reserve's year.

    Example:
        >>> from aimpartner.settlement.reserves import Reserve
        >>> held = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
        >>> [row.line for row in reserve_rows(ReserveStatement(held, "2021/22"))]
        ['opening', 'closing']
    """
    name, whole = f"Reserve {statement.reserve.name}", statement.reserve.source
    lines = [("opening", statement.opening, whole)]
    lines += [(f"{e.kind}: {e.reason}", e.amounts, e.source) for e in statement.movements]
    for words, amounts, source in (*lines, ("closing", statement.closing, whole)):
        held = [(each, amounts.get(each, NOTHING)) for each in statement.reserve.opening]
        total = ("total", sum_of(amounts.values()))
        yield AuditRow(name, words, [*held, total], f"the record of the reserve{read_in(source)}")


def _read_in(sources: Iterable[Source | None]) -> str:
    """Return the words for where some figures were read, each source once."""
    found = dict.fromkeys(str(each) for each in sources if each)
    return f" ({'; '.join(found)})" if found else " (no source is recorded)"


def _with_sum(section: str, rows: Iterable[AuditRow]) -> Iterator[AuditRow]:
    """Go through the rows of a section, and then their sum column by column."""
    sums: dict[str, Money] = {}
    for row in rows:
        for head, amount in row.amounts:
            sums[head] = sums.get(head, NOTHING) + amount
        yield row
    yield AuditRow(section, "sum", sums.items(), ABOVE)
