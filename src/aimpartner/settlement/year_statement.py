"""A settled year as one statement for audit: every figure, where it is from, and how all agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from attrs import evolve, field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.settlement.allocation import NOTHING
from aimpartner.settlement.audit_rows import (
    AuditRow,
    budget_rows,
    dated,
    fee_rows,
    issue_rows,
    outturn_rows,
    reserve_rows,
    settlement_rows,
)
from aimpartner.settlement.reserve_statement import ReserveStatement
from aimpartner.settlement.reserves import MovementKind, Reserve
from aimpartner.settlement.settlement import Settlement
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import check_once
from aimpartner.working.amounts import moneys

_COLUMNS = (
    *(Column(name) for name in ("section", "line", "figure")),
    Column("amount", POUNDS),
    Column("from"),
)
_ABOVE = "the lines above it"


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
            partner; a reserve did not move as planned and settled, or does not hold what partners
            pay of their own with the issue; or the year does not begin with what the year before
            left.

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
            rule = f"be of {dated(self.issued)}"
            raise ModelError(subject, rule, dated(settled), "Settle the issue in force.")
        if outturn.stage == "forecast":
            rule = "go by a provisional or a final outturn"
            raise ModelError(subject, rule, f"the {outturn.title}")
        self.settlement.accruals(self.paid)
        self._check_reserves()
        if self.before:
            self._check_follows(self.before)

    def _check_reserves(self) -> None:
        """Refuse reserves that moved otherwise than planned, settled and paid in by partners."""
        subject = f"Reserves of {self.issued.agency} {self.issued.year}"
        names = [reserve.name for reserve in self.reserves]
        check_once(subject, "reserve", names)
        self._check_moved(subject, None, listed(names))
        if self.settlement.has_reserves_told_apart:
            for name in names:
                self._check_moved(f"Reserve {name} of {self.issued.title}", name, name)
        self._check_own_payments()

    def _check_moved(self, subject: str, name: str | None, of: str) -> None:
        """Refuse one reserve, or all together, that moved otherwise than planned and settled."""
        use, into = self.settlement.reserve_used(name), self.settlement.reserve_paid_in(name)
        used, paid_in = -self._moved("use", name), self._moved("payment in", name)
        if (used, paid_in) != (use, into):
            budget = self.settlement.budget.title
            rule = f"show {use} used and {into} paid in, by {budget} and the settlement"
            got = f"{used} used and {paid_in} paid in, by their record ({of})"
            remedy = "Record what the budget plans in the reserve before the year is settled."
            raise ModelError(subject, rule, got, remedy)

    def _check_own_payments(self) -> None:
        """Refuse reserves without what partners pay of their own, and with what nobody does."""
        promised = _flat(self.issued.own_payments)
        statements = self.reserve_statements
        recorded = _flat((held.reserve.name, held.moved("own payment")) for held in statements)
        for key in promised | recorded:
            name, partner = key
            wanted, got = promised.get(key, NOTHING), recorded.get(key, NOTHING)
            if wanted != got:
                subject = f"Own payment of {partner} into reserve {name} in {self.issued.year}"
                remedy = "Record it: Reserve.with_own_payments takes it from the issue."
                raise ModelError(subject, f"be {wanted}, by {self.issued.title}", got, remedy)

    def _check_follows(self, before: YearStatement) -> None:
        """Refuse a year that does not begin with what the year before left."""
        agency, year = self.issued.agency, self.issued.year
        subject = f"Statement before that of {agency} {year}"
        if (before.issued.agency, before.issued.year) != (agency, year.back(1)):
            raise ModelError(subject, f"be of {agency} {year.back(1)}", before.issued.title)
        carried = -before.settlement.taken("carried forward")
        pairs = [("brought forward", carried, self.settlement.brought_forward)]
        closing = _flat((held.reserve.name, held.closing) for held in before.reserve_statements)
        opening = _flat((held.reserve.name, held.opening) for held in self.reserve_statements)
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
        """The reserves after the settlement: those that it uses, and the others."""
        return (*self.settlement.closing_reserves, *self.other_reserves)

    @property
    def reserve_statements(self) -> tuple[ReserveStatement, ...]:
        """Each reserve from opening to closing balances."""
        return tuple(ReserveStatement(reserve, self.issued.year) for reserve in self.reserves)

    def _moved(self, kind: MovementKind, name: str | None = None) -> Money:
        """Return what the year's movements of a kind come to, in one reserve or in all."""
        told = (held for held in self.reserve_statements if name in (None, held.reserve.name))
        return sum_of(amount for held in told for amount in held.moved(kind).values())

    @property
    def reconciliation(self) -> tuple[tuple[str, Money], ...]:
        """What met the net outturn, each line read from its own record."""
        return tuple((line, amount) for line, amount, _ in self._met())

    def _met(self) -> tuple[tuple[str, Money, str], ...]:
        """Return what met the net outturn, each line with where it is read."""
        due = self.settlement.due.values()
        settled = f"the settlement by the {self.settlement.outturn.title}"
        record = "the record of the reserves"
        last = dated(self.before.issued) if self.before else "as recorded with the settlement"
        return (
            ("issued contributions", self.issued.total, dated(self.issued)),
            ("due from partners", sum_of(amount for amount in due if amount > NOTHING), settled),
            ("due to partners", sum_of(amount for amount in due if amount < NOTHING), settled),
            *(
                (words, -self._moved(kind, name), record)
                for words, kind, name in self._by_reserve()
            ),
            ("brought forward", self.settlement.brought_forward, last),
            ("carried forward", self.settlement.taken("carried forward"), settled),
            ("not yet decided", self.settlement.undecided, settled),
        )

    def _by_reserve(self) -> Iterator[tuple[str, MovementKind, str | None]]:
        """Go through what was drawn and put: of each reserve by its name, where there are some."""
        ways: dict[str, MovementKind] = {
            "drawn from reserve": "use",
            "put to reserve": "payment in",
        }
        names = [reserve.name for reserve in self.reserves]
        for words, kind in ways.items():
            if len(names) > 1:
                yield from ((f"{words} {name}", kind, name) for name in names)
            else:
                yield words, kind, None

    @property
    def difference(self) -> Money:
        """The net outturn less what met it: nothing."""
        return self.settlement.outturn.net - sum_of(amount for _, amount in self.reconciliation)

    @property
    def rows(self) -> tuple[AuditRow, ...]:
        """The statement, section by section."""
        return (
            *budget_rows(self.settlement.budget, self.issued),
            *issue_rows(self.issued),
            *outturn_rows(self.settlement.outturn, self.settlement.differences),
            *fee_rows(self.settlement),
            *settlement_rows(self.settlement, self.paid),
            *(row for statement in self.reserve_statements for row in reserve_rows(statement)),
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


def _flat(held: Iterable[tuple[str, ByPartner[Money]]]) -> dict[tuple[str, str], Money]:
    """Return amounts of some reserves by reserve and partner."""
    return {(reserve, name): amount for reserve, of in held for name, amount in of.items()}


def _origins(rows: list[AuditRow]) -> list[str]:
    """Return where the rows come from: one sentence an origin, with the lines it is of."""
    lines: dict[str, list[str]] = {}
    for row in (row for row in rows if row.origin):
        lines.setdefault(row.origin, []).append(row.line)
    return [f"{listed(names)}: {origin}." for origin, names in lines.items()]
