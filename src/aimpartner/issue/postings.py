"""One line to post: invoice, credit note or the host's journal, with its codes and its VAT."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from aimpartner.by import ByPartner, as_pairs, ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.money import Money
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, parse_day
from aimpartner.sources import Source
from aimpartner.validators import check_once, given

NOT_DETERMINED = "not determined"
"""The VAT treatment of a line until somebody determines it."""
COLUMNS = (
    "kind",
    "side",
    "customer",
    "period",
    "due",
    "narrative",
    "amount",
    "VAT treatment",
    "VAT determined by",
)


class PostingKind(Enum):
    """What a line is posted as."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit note"
    HOST_JOURNAL = "host journal"


@frozen(repr=False, field_transformer=checked)
class Vat(OneLine):
    """How a line is treated for VAT, and who determined it; this library never does.

    Args:
        treatment: such as outside the scope, in the words of whoever determined it.
        determined_by: who that was; empty where nobody has.
        source: where it is recorded.

    Raises:
        ModelError: a treatment was determined by nobody, or somebody determined none.

    Example:
        >>> print(Vat(), "|", Vat("outside the scope", "the host's VAT officer"))
        not determined | outside the scope, determined by the host's VAT officer
    """

    treatment: str = field(default=NOT_DETERMINED, validator=given)
    determined_by: str = ""
    source: Source | None = None

    def __attrs_post_init__(self) -> None:
        """Check that a treatment and who determined it come together."""
        if (self.treatment == NOT_DETERMINED) is bool(self.determined_by):
            got = f'"{self.treatment}", determined by {self.determined_by or "nobody"}'
            rule = "name who determined it, and nobody while it is not determined"
            raise ModelError("VAT treatment", rule, got)

    def __str__(self) -> str:
        """Return the treatment, and who determined it."""
        by = f", determined by {self.determined_by}" if self.determined_by else ""
        return f"{self.treatment}{by}"


def _by_partner(
    rows: Mapping[str, Iterable[str]] | Iterable[tuple[str, Iterable[str]]],
) -> ByPartner[tuple[str, ...]]:
    return ByPartner((partner, ordered(codes)) for partner, codes in as_pairs(rows))


@frozen(repr=False, field_transformer=checked)
class CodeTable(OneLine):
    """The codes of a finance system, as its keeper supplies them.

    Args:
        names: what each code is, such as customer number or cost centre; they head the columns.
        rows: each partner's codes, one a name.

    Raises:
        InvalidValueError: a name is given twice, or is a column of every line.
        ModelError: a partner has more or fewer codes than there are names.

    Example:
        >>> CodeTable(["cost centre"], {"Ash": ["00417"]}).codes("Ash")
        (('cost centre', '00417'),)
    """

    names: tuple[str, ...] = field(default=(), converter=ordered)
    rows: ByPartner[tuple[str, ...]] = field(factory=dict, converter=_by_partner)

    def __attrs_post_init__(self) -> None:
        """Check that names and codes go together."""
        check_once("Codes", "code", self.names, error=InvalidValueError)
        for name in self.names:
            if name in COLUMNS:
                raise InvalidValueError("Name of a code", f"be none of {listed(COLUMNS)}", name)
        for partner, codes in self.rows.items():
            if len(codes) != len(self.names):
                rule = f"be one for each of {listed(self.names)}"
                raise ModelError(f"Codes of {partner}", rule, listed(codes))

    def codes(self, partner: str) -> tuple[tuple[str, str], ...]:
        """Return a partner's codes by their names; none where the table has no names.

        Raises:
            ModelError: the table has names, and no row for the partner.
        """
        if self.names and partner not in self.rows:
            rule = f"be one that the code table has: {listed(self.rows)}"
            raise ModelError("Customer", rule, repr(partner), "Add its codes to the table.")
        return tuple(zip(self.names, self.rows.get(partner, ()), strict=True))


@frozen(repr=False, field_transformer=checked)
class LedgerLine(OneLine):
    """One line to post.

    Args:
        customer: the partner that it is for.
        due: the day it falls due.
        narrative: what it is for.
        amount: what it adds to what the partner pays; below zero, it is a credit.
        by_journal: whether the partner is the host, whose own ledger it stays in.
        codes: the finance system's codes, by their names.
        vat: how it is treated for VAT.

    Raises:
        InvalidValueError: the amount is nothing, for then there is nothing to post.

    Example:
        >>> line = LedgerLine("Ash", "2021-04-30", "instalment 1 of 12", "-60")
        >>> line.kind.value, line.side, line.figure, line.period
        ('credit note', 'credit', Money('60.00'), '2021/22 period 1')
    """

    customer: str
    due: date = field(converter=parse_day)
    narrative: str
    amount: Money = field(converter=Money)
    by_journal: bool = field(default=False, kw_only=True)
    codes: tuple[tuple[str, str], ...] = field(default=(), converter=ordered, kw_only=True)
    vat: Vat = field(factory=Vat, kw_only=True)

    @amount.validator
    def _is_something(self, _: object, amount: Money) -> None:
        if not amount:
            raise InvalidValueError(f"Amount of {self.customer}", "not be nothing", amount)

    @property
    def kind(self) -> PostingKind:
        """What it is posted as: the host is charged by journal, others by invoice."""
        if self.by_journal:
            return PostingKind.HOST_JOURNAL
        return PostingKind.INVOICE if self.amount.pence > 0 else PostingKind.CREDIT_NOTE

    @property
    def side(self) -> str:
        """The side of the customer's account: debit for a charge, credit for a credit."""
        return "debit" if self.amount.pence > 0 else "credit"

    @property
    def figure(self) -> Money:
        """The amount without its sign, as it is printed: the kind and the side give the sign."""
        return Money.from_pence(abs(self.amount.pence))

    @property
    def period(self) -> str:
        """The accounting period of the due day: the financial year, and the month from April."""
        months = (self.due.month - 4) % 12
        year = FinancialYear.holding(self.due)
        return f"{year} period {months + 1}"

    def cells(self) -> dict[str, str]:
        """Return the line as text by column; the codes come last."""
        values = (
            self.kind.value,
            self.side,
            self.customer,
            self.period,
            str(self.due),
            self.narrative,
            self.figure.digits,
            self.vat.treatment,
            self.vat.determined_by,
        )
        return dict(zip(COLUMNS, values, strict=True)) | dict(self.codes)
