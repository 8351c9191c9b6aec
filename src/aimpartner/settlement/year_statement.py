"""A settled year as one statement for audit: every figure, where it is from, and how all agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from attrs import evolve, field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.issue.issue import Issued
from aimpartner.money import Money, sum_of
from aimpartner.periods import in_words
from aimpartner.settlement.allocation import NOTHING
from aimpartner.settlement.reserves import MovementKind, Reserve, ReserveStatement
from aimpartner.settlement.settlement import Settlement
from aimpartner.settlement.year_statement_rows import (
    ABOVE,
    AuditRow,
    budget_rows,
    issue_rows,
    outturn_rows,
    reserve_rows,
    settlement_rows,
)
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns
from aimpartner.working.amounts import moneys

_COLUMNS = (
    *(Column(name) for name in ("section", "line", "figure")),
    Column("amount", POUNDS),
    Column("from"),
)


@frozen(repr=False)
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
        >>> from aimpartner.budget.budget import Budget, CostLine
        >>> from aimpartner.settlement.outturn import Actual, Outturn
        >>> from aimpartner.settlement.tiers import SettlementRule, Tier
        >>> from aimpartner.settlement.share_base import ShareBase
        >>> paid = ByPartner({"Ash": Money("60"), "Birch": Money("40")})
        >>> budget = Budget("2021/22", [CostLine("staffing", "staff", "Employees", "100")])
        >>> told = ("Agency", "2021/22", "1", "2021-03-26", paid, paid, "Ash", "100")
        >>> issued = Issued(*told, budget.title, "the formula")
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
        names = [each.name for each in self.reserves]
        if len(set(names)) < len(names):
            raise ModelError(subject, "be given once each", listed(names))
        lines = dict(self.settlement.reconciliation)
        use = lines["planned use of reserve"] + lines["drawn from reserve"]
        into = -(lines["planned payment into reserve"] + lines["put to reserve"])
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
        left = {"brought forward": -before.settlement.taken("carried forward")}
        found = {"brought forward": self.settlement.brought_forward}
        for each in before.reserve_statements:
            left |= _balances(each.reserve, each.closing)
        for each in self.reserve_statements:
            found |= _balances(each.reserve, each.opening)
        for name in {**left, **found}:
            one, other = left.get(name, NOTHING), found.get(name, NOTHING)
            if one != other:
                rule = f"leave the {other} with which {year} begins ({name})"
                raise ModelError(subject, rule, one)

    @property
    def reserves(self) -> tuple[Reserve, ...]:
        """The reserves after the settlement: the one that it uses, and the others."""
        closing = self.settlement.closing_reserve
        return (*((closing,) if closing else ()), *self.other_reserves)

    @property
    def reserve_statements(self) -> tuple[ReserveStatement, ...]:
        """Each reserve from opening to closing balances."""
        return tuple(ReserveStatement(each, self.issued.year) for each in self.reserves)

    def _moved(self, kind: MovementKind) -> Money:
        """Return what the year's movements of one kind come to, over all reserves."""
        moved = (each for statement in self.reserve_statements for each in statement.movements)
        return sum_of(each.total for each in moved if each.kind == kind)

    @property
    def reconciliation(self) -> tuple[tuple[str, Money], ...]:
        """What met the net outturn, each line read from its own record."""
        due = self.settlement.due.values()
        return (
            ("issued contributions", self.issued.total),
            ("due from partners", sum_of(each for each in due if each > NOTHING)),
            ("due to partners", sum_of(each for each in due if each < NOTHING)),
            ("drawn from reserve", -self._moved("use")),
            ("put to reserve", -self._moved("payment in")),
            ("brought forward", self.settlement.brought_forward),
            ("carried forward", self.settlement.taken("carried forward")),
            ("not yet decided", self.settlement.undecided),
        )

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
            *settlement_rows(self.settlement, self.paid),
            *(row for each in self.reserve_statements for row in reserve_rows(each)),
            *self._reconciled(),
        )

    def _reconciled(self) -> Iterator[AuditRow]:
        """Go through what met the net outturn, down to a difference of nothing."""
        outturn = f"the {self.settlement.outturn.title}"
        settled, record = f"the settlement by {outturn}", "the record of the reserves"
        last = _dated(self.before.issued) if self.before else "as recorded with the settlement"
        origins = (_dated(self.issued), settled, settled, record, record, last, settled, settled)
        ends = (
            ("in all", sum_of(amount for _, amount in self.reconciliation), ABOVE),
            ("net outturn", self.settlement.outturn.net, outturn),
            ("difference", self.difference, ABOVE),
        )
        lines = zip(self.reconciliation, origins, strict=True)
        for line, amount, origin in (*((*one, origin) for one, origin in lines), *ends):
            yield AuditRow("Reconciliation", line, [("amount", amount)], origin)

    def table(self) -> Table:
        """Return a row a figure, with where it comes from; `sections` are what is drawn."""
        rows = (
            (row.section, row.line, head, amount, row.origin)
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


def _balances(reserve: Reserve, amounts: ByPartner[Money]) -> dict[str, Money]:
    """Return the balances of a reserve, each by its words."""
    return {f"{partner} in reserve {reserve.name}": each for partner, each in amounts.items()}


def _dated(issued: Issued) -> str:
    """Return an issue as a sentence names it, with its day."""
    return f"{issued.title}, {in_words(issued.on)}"


def _origins(rows: list[AuditRow]) -> list[str]:
    """Return where the rows come from: one sentence an origin, with the lines it is of."""
    lines: dict[str, list[str]] = {}
    for row in (each for each in rows if each.origin != ABOVE):
        lines.setdefault(row.origin, []).append(row.line)
    return [f"{listed(names)}: {origin}." for origin, names in lines.items()]
