"""What is posted for an issue: invoices, credit notes and the host's journals."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from unicodedata import category, normalize

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.issue.instalments import Instalment, Instalments
from aimpartner.issue.issue import Issued
from aimpartner.issue.postings import CodeTable, LedgerLine, Vat
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.periods import in_words
from aimpartner.tables import COUNT, DAY, DIGITS, WORDS, Column, Drawn, Table, columns
from aimpartner.validators import given

_LEADS = ("=", "+", "-", "@")
_UNSEEN = {"Cc", "Cf"}
"""Signs that a spreadsheet passes over before it takes the next one for the first."""
_NO_CODES = CodeTable()
_NO_VAT = Vat()
_UNITS = {"due": DAY, "amount": DIGITS}


@frozen(repr=False, field_transformer=checked)
class Ledger(Drawn):
    """The lines to post for one year, in the order of their due days.

    Args:
        issued: what was notified.
        lines: the lines.

    Raises:
        InvalidValueError: there is nothing to post.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> from aimpartner.issue import EqualInstalments
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> ledger = Ledger.of(
        ...     Instalments.of(issued, EqualInstalments(["2021-06-30", "2021-12-31"]))
        ... )
        >>> [line.kind.value for line in ledger.lines[:2]]
        ['host journal', 'invoice']
    """

    issued: Issued
    lines: tuple[LedgerLine, ...] = field(converter=ordered, validator=given)

    @classmethod
    def of(
        cls, instalments: Instalments, codes: CodeTable = _NO_CODES, vat: Vat = _NO_VAT
    ) -> Ledger:
        """Return the lines of all instalments; they sum to the net payables.

        Args:
            instalments: the instalments.
            codes: the finance system's codes.
            vat: how the lines are treated for VAT, and who determined it.

        Raises:
            ModelError: the code table has no row for a partner that is charged.
        """
        issued, adjusted = instalments.issued, instalments.adjustment
        lines: list[LedgerLine] = []
        for number, instalment in enumerate(instalments.instalments, 1):
            words = f"instalment {number} of {len(instalments.instalments)}"
            if adjusted and instalment is instalments.instalments[-1]:
                words += f", adjusted to the forecast of {in_words(adjusted.on)}"
            lines += _lines(issued, instalment, words, codes, vat)
        return cls(issued, lines)

    @classmethod
    def charging(
        cls,
        issued: Issued,
        payment: Instalment,
        words: str,
        codes: CodeTable = _NO_CODES,
        vat: Vat = _NO_VAT,
    ) -> Ledger:
        """Return the lines of one payment, such as a supplementary call or a settlement.

        Args:
            issued: what was notified; it names the agency, the year and the host.
            payment: the due day, with what each partner pays; nothing gives no line.
            words: what the payment is for.
            codes: the finance system's codes.
            vat: how the lines are treated for VAT, and who determined it.

        Raises:
            ModelError: the code table has no row for a partner that is charged.
            InvalidValueError: nobody pays anything.
        """
        return cls(issued, _lines(issued, payment, words, codes, vat))

    def of_customer(self, customer: str) -> tuple[LedgerLine, ...]:
        """Return the lines of one partner, in order."""
        return tuple(line for line in self.lines if line.customer == customer)

    @property
    def total(self) -> Money:
        """What the lines add up to, credits taken off."""
        return sum_of(line.amount for line in self.lines)

    def table(self) -> Table:
        """Return a row a line, its amount without a sign: the side gives it."""
        values = [{**line.cells(), "due": line.due, "amount": line.figure} for line in self.lines]
        heads = (Column(name, _UNITS.get(name, WORDS)) for name in values[0])
        return Table(
            self.issued.heading("ledger"),
            (*columns(COUNT, "line", is_drawn=False), *heads),
            ((number, *cells.values()) for number, cells in enumerate(values, 1)),
            [f"The lines sum to {self.total}."],
        )

    def to_csv(self) -> str:
        """Return the lines as comma-separated text, the columns named in its first line.

        A spreadsheet takes text that begins with =, +, - or @ for a formula, also in their wide
        forms and after signs of no width, so such text is led by an apostrophe. In a file for
        Excel, write it with the encoding "utf-8-sig".

        Sources:
            RFC 4180 for the form; OWASP, CSV Injection, for the apostrophe.

        Example:
            ...
            >>> from aimpartner import calculate, samples
            >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
            >>> due = Instalment("2021-04-30", issued.net)
            >>> Ledger.charging(issued, due, "whole year").to_csv().split(",")[0]
            'kind'
        """
        text = StringIO()
        rows = [line.cells() for line in self.lines]
        table = ([*rows[0]], *(row.values() for row in rows))
        csv.writer(text).writerows(list(map(_safe, row)) for row in table)
        return text.getvalue()

    def _in_short(self) -> str:
        words = f"{len(self.lines)} ledger lines of {self.issued.agency} {self.issued.year}"
        return f"<{words}: {self.total}>"


def _lines(
    issued: Issued, payment: Instalment, words: str, codes: CodeTable, vat: Vat
) -> Iterator[LedgerLine]:
    """Go through the lines of one payment; a partner that pays nothing has none."""
    narrative = f"{'; '.join(issued.heading('contribution'))}: {words}"
    for name, amount in payment.amounts.items():
        if amount:
            by_journal = name == issued.host
            yield LedgerLine(
                name,
                payment.due,
                narrative,
                amount,
                by_journal=by_journal,
                codes=codes.codes(name),
                vat=vat,
            )


def _safe(cell: str) -> str:
    """Return a cell's text, led by an apostrophe if a spreadsheet would calculate it."""
    seen = "".join(sign for sign in normalize("NFKC", cell) if category(sign) not in _UNSEEN)
    return f"'{cell}" if seen.lstrip().startswith(_LEADS) else cell
