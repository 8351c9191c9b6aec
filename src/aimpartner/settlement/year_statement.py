"""A settled year as one statement for audit: every figure, where it is from, and how all agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from attrs import evolve, field, frozen

from aimpartner.budget.budget import Budget, CostLine, Heading
from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.periods import in_words
from aimpartner.settlement.allocation import NOTHING
from aimpartner.settlement.outturn import PRICED, Difference, Outturn
from aimpartner.settlement.reserves import MovementKind, Reserve, ReserveStatement
from aimpartner.settlement.settlement import OWN, Settlement
from aimpartner.sources import Source, read_in
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once
from aimpartner.working.amounts import moneys

_COLUMNS = (
    *(Column(name) for name in ("section", "line", "figure")),
    Column("amount", POUNDS),
    Column("from"),
)
_ABOVE = "the lines above it"


@frozen
class AuditRow:
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


@frozen(repr=False, field_transformer=checked)
class YearStatement(Drawn):
    """A settled year, for the section 151 officers and the auditor.

    Budget, outturn and reserve are those of the settlement. The statement sets them beside the
    issue in force, what was paid, and the year before, and refuses parts that do not agree.

    Args:
        issued: the issue in force.
        settlement: its settlement, by the provisional or the final outturn.
        paid: what each partner has paid for the year; nothing for one that is not named.
        other_reserves: reserves that the settlement leaves alone, with the year's movements.
        before: the statement of the year before, where there is one: this year has to begin with
            what that one left.

    Raises:
        ModelError: the settlement is of another issue or by a forecast; somebody paid who is no
            partner; the reserves did not move as planned and settled; or the year does not begin
            with what the year before left.

    Sources:
        Local Government Act 1972, section 151, for whom it is made. The reconciliation: net
        outturn = issued contributions + due from partners - due to partners + drawn from reserve
        - put to reserve + brought forward - carried forward + not yet decided.

    Example:
        >>> from aimpartner import Budget, CostLine
        >>> from aimpartner.settlement import Actual, Outturn
        >>> from aimpartner.settlement import SettlementRule, Tier
        >>> from aimpartner.settlement import ShareBase
        >>> paid = ByPartner({"Ash": Money("60"), "Birch": Money("40")})
        >>> budget = Budget("2021/22", [CostLine("staffing", "staff", "Employees", "100")])
        >>> issued = Issued(
        ...     *("Agency", "2021/22", "1", "2021-03-26"),
        ...     **{"contributions": paid, "net": paid, "host": "Ash", "call": "100"},
        ...     **{"budget_version": budget.version, "formula": "equal shares"},
        ... )
        >>> outturn = Outturn("2021/22", "final", "2022-06-30", [Actual("staffing", "105")])
        >>> shared = [Tier("partners", ShareBase.equal())]
        >>> settled = Settlement(issued, budget, outturn, [SettlementRule("all", shared, shared)])
        >>> statement = YearStatement(issued, settled, paid)
        >>> dict(statement.reconciliation)["due from partners"], statement.difference
        (Money('5.00'), Money('0.00'))
    """

    issued: Issued
    settlement: Settlement
    paid: ByPartner[Money] = field(converter=moneys)
    other_reserves: tuple[Reserve, ...] = field(default=(), converter=ordered)
    before: YearStatement | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that the parts are of one issue, and agree."""
        subject = f"Settlement in the statement of {self.issued.agency} {self.issued.year}"
        settled, outturn = self.settlement.issued, self.settlement.outturn
        if settled != self.issued:
            rule = f"be of {_dated(self.issued)}"
            raise ModelError(subject, rule, _dated(settled), "Settle the issue in force.")
        if outturn.stage == "forecast":
            rule = "go by a provisional or a final outturn"
            raise ModelError(subject, rule, f"the {outturn.title}")
        self.settlement.accruals(self.paid)
        self._check_reserves()
        if self.before:
            self._check_follows(self.before)

    def _check_reserves(self) -> None:
        """Refuse reserves that moved otherwise than the budget planned and the settlement took."""
        subject = f"Reserves of {self.issued.agency} {self.issued.year}"
        names = [reserve.name for reserve in self.reserves]
        check_once(subject, "reserve", names)
        use, into = self.settlement.reserve_used, self.settlement.reserve_paid_in
        used, paid_in = -self._moved("use"), self._moved("payment in")
        if (used, paid_in) != (use, into):
            budget = self.settlement.budget.title
            rule = f"show {use} used and {into} paid in, by {budget} and the settlement"
            got = f"{used} used and {paid_in} paid in, by their record ({listed(names)})"
            remedy = "Record what the budget plans in the reserve before the year is settled."
            raise ModelError(subject, rule, got, remedy)

    def _check_follows(self, before: YearStatement) -> None:
        """Refuse a year that does not begin with what the year before left."""
        agency, year = self.issued.agency, self.issued.year
        subject = f"Statement before that of {agency} {year}"
        if (before.issued.agency, before.issued.year) != (agency, year.back(1)):
            raise ModelError(subject, f"be of {agency} {year.back(1)}", before.issued.title)
        carried = -before.settlement.taken("carried forward")
        pairs = [("brought forward", carried, self.settlement.brought_forward)]
        closing = _balances((held.reserve, held.closing) for held in before.reserve_statements)
        opening = _balances((held.reserve, held.opening) for held in self.reserve_statements)
        for key in closing | opening:
            name, partner = key
            words = f"{partner} in reserve {name}"
            pairs.append((words, closing.get(key, NOTHING), opening.get(key, NOTHING)))
        for words, left, begins in pairs:
            if left != begins:
                rule = f"leave the {begins} with which {year} begins ({words})"
                raise ModelError(subject, rule, left)

    @property
    def reserves(self) -> tuple[Reserve, ...]:
        """The reserves after the settlement: the one that it uses, and the others."""
        closing = self.settlement.closing_reserve
        return (*((closing,) if closing else ()), *self.other_reserves)

    @property
    def reserve_statements(self) -> tuple[ReserveStatement, ...]:
        """Each reserve from opening to closing balances."""
        return tuple(ReserveStatement(reserve, self.issued.year) for reserve in self.reserves)

    def _moved(self, kind: MovementKind) -> Money:
        """Return what the year's movements of one kind come to, over all reserves."""
        moved = (movement for held in self.reserve_statements for movement in held.movements)
        return sum_of(movement.total for movement in moved if movement.kind == kind)

    @property
    def reconciliation(self) -> tuple[tuple[str, Money], ...]:
        """What met the net outturn, each line read from its own record."""
        return tuple((line, amount) for line, amount, _ in self._met())

    def _met(self) -> tuple[tuple[str, Money, str], ...]:
        """Return what met the net outturn, each line with where it is read."""
        due = self.settlement.due.values()
        settled = f"the settlement by the {self.settlement.outturn.title}"
        record = "the record of the reserves"
        last = _dated(self.before.issued) if self.before else "as recorded with the settlement"
        return (
            ("issued contributions", self.issued.total, _dated(self.issued)),
            ("due from partners", sum_of(amount for amount in due if amount > NOTHING), settled),
            ("due to partners", sum_of(amount for amount in due if amount < NOTHING), settled),
            ("drawn from reserve", -self._moved("use"), record),
            ("put to reserve", -self._moved("payment in"), record),
            ("brought forward", self.settlement.brought_forward, last),
            ("carried forward", self.settlement.taken("carried forward"), settled),
            ("not yet decided", self.settlement.undecided, settled),
        )

    @property
    def difference(self) -> Money:
        """The net outturn less what met it: nothing."""
        return self.settlement.outturn.net - sum_of(amount for _, amount in self.reconciliation)

    @property
    def rows(self) -> tuple[AuditRow, ...]:
        """The statement, section by section."""
        return (
            *_budget_rows(self.settlement.budget, self.issued),
            *_issue_rows(self.issued),
            *_outturn_rows(self.settlement.outturn, self.settlement.differences),
            *_settlement_rows(self.settlement, self.paid),
            *(row for statement in self.reserve_statements for row in _reserve_rows(statement)),
            *self._reconciled(),
        )

    def _reconciled(self) -> Iterator[AuditRow]:
        """Go through what met the net outturn, down to a difference of nothing."""
        ends = (
            ("in all", sum_of(amount for _, amount in self.reconciliation), ""),
            ("net outturn", self.settlement.outturn.net, f"the {self.settlement.outturn.title}"),
            ("difference", self.difference, ""),
        )
        for line, amount, origin in (*self._met(), *ends):
            yield AuditRow("Reconciliation", line, [("amount", amount)], origin)

    def table(self) -> Table:
        """Return a row a figure, with where it comes from; `sections` are what is drawn."""
        rows = (
            (row.section, row.line, head, amount, row.origin or _ABOVE)
            for row in self.rows
            for head, amount in row.amounts
        )
        return Table(self._heading(), _COLUMNS, rows, index=["section", "line", "figure"])

    @property
    def sections(self) -> tuple[Table, ...]:
        """The statement as tables, a figure a column."""
        groups = groupby(self.rows, key=lambda row: row.section)
        return tuple(_section(name, list(rows)) for name, rows in groups)

    def _heading(self) -> list[str]:
        return self.issued.heading("statement for audit")

    def __str__(self) -> str:
        """Return the sections as tables for a screen."""
        tables = (section.to_text() for section in self.sections)
        return "\n\n".join(["\n".join(self._heading()), *tables])

    def _repr_html_(self) -> str:
        """Return the same tables for a notebook."""
        first, *others = self.sections
        headed = evolve(first, title=[*self._heading(), *first.title])
        return "\n".join(section.to_html() for section in (headed, *others))

    def _in_short(self) -> str:
        agency, net = self.issued.agency, self.settlement.outturn.net
        return f"<YearStatement of {agency} {self.issued.year}: net outturn {net}>"


def _section(name: str, rows: list[AuditRow]) -> Table:
    """Return a section as a table: a column a figure, and where they come from below."""
    heads = tuple(dict.fromkeys(head for row in rows for head, _ in row.amounts))
    figures = [(row.line, dict(row.amounts)) for row in rows]
    cells = ((line, *map(amounts.get, heads)) for line, amounts in figures)
    return Table([name], (Column("line"), *columns(POUNDS, *heads)), cells, _origins(rows))


def _balances(
    held: Iterable[tuple[Reserve, ByPartner[Money]]],
) -> dict[tuple[str, str], Money]:
    """Return the balances of some reserves by reserve and partner."""
    return {(reserve.name, name): amount for reserve, of in held for name, amount in of.items()}


def _dated(issued: Issued) -> str:
    """Return an issue as a sentence names it, with its day."""
    return f"{issued.title}, {in_words(issued.on)}"


def _origins(rows: list[AuditRow]) -> list[str]:
    """Return where the rows come from: one sentence an origin, with the lines it is of."""
    lines: dict[str, list[str]] = {}
    for row in (row for row in rows if row.origin):
        lines.setdefault(row.origin, []).append(row.line)
    return [f"{listed(names)}: {origin}." for origin, names in lines.items()]


def _budget_rows(budget: Budget, issued: Issued) -> Iterator[AuditRow]:
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


def _outturn_rows(report: Outturn, differences: Iterable[Difference]) -> Iterator[AuditRow]:
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


def _issue_rows(issued: Issued) -> Iterator[AuditRow]:
    """Go through the partners, from contribution to net payable; then residual and call."""
    section, origin = "Contributions issued", _grounds(issued)
    rows = []
    for partner, gross in issued.contributions.items():
        net = issued.net[partner]
        amounts = [("contribution", gross), ("incurred", gross - net), ("net payable", net)]
        rows.append(AuditRow(section, partner, amounts, origin))
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


def _settlement_rows(settlement: Settlement, paid: Mapping[str, Money]) -> Iterator[AuditRow]:
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
                ("incurred", report.incurred(partner)),
                ("paid", paid.get(partner, NOTHING)),
                ("still owed", owed[partner]),
            ],
            f"the {report.title}, and what was paid; {taken or 'nothing to settle'}",
        )
        for partner in settlement.issued.partners
    )
    return _with_sum("Settlement", rows)


def _reserve_rows(statement: ReserveStatement) -> Iterator[AuditRow]:
    """Go through a reserve from opening to closing, each partner's balance and the total."""
    name, record = f"Reserve {statement.reserve.name}", statement.reserve.source
    lines = [("opening", statement.opening, record)]
    lines += [(f"{e.kind}: {e.reason}", e.amounts, e.source) for e in statement.movements]
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
