"""When what was issued is invoiced: whole pence that sum to each partner's net payable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.issue.due_dates import DueDates, StatedAmounts
from aimpartner.issue.issue import Issued
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.one_line import OneLine
from aimpartner.periods import in_words, parse_day
from aimpartner.sources import Source
from aimpartner.tables import COUNT, DAY, POUNDS, Column, Drawn, Table, columns
from aimpartner.validators import given
from aimpartner.working.apportionment import apportion
from aimpartner.working.two_way_tables import two_way


@frozen(repr=False, field_transformer=checked)
class Instalment(OneLine):
    """One of the payments in which the year's net payables are invoiced.

    Args:
        due: the day it falls due.
        amounts: what each partner pays; a credit is negative.

    Example:
        >>> Instalment("2021-04-30", ByPartner({"Ash": Money("60"), "Birch": Money("40")})).total
        Money('100.00')
    """

    due: date = field(converter=parse_day)
    amounts: ByPartner[Money]

    @property
    def total(self) -> Money:
        """What all partners pay together."""
        return sum_of(self.amounts.values())


@frozen(repr=False, field_transformer=checked)
class Adjustment(OneLine):
    """A dated forecast of the year's net payables, met by adjusting the last instalment.

    Args:
        on: the day of the forecast.
        net: each partner's net payable as forecast, in the partners' order.
        reason: why it differs from what was issued.
        source: where the forecast is recorded.

    Raises:
        InvalidValueError: no reason is given.

    Example:
        >>> print(Adjustment("2021-10-15", ByPartner({"Ash": Money("60")}), "quarter 2").on)
        2021-10-15
    """

    on: date = field(converter=parse_day)
    net: ByPartner[Money]
    reason: str = field(validator=given)
    source: Source | None = None


@frozen(repr=False, field_transformer=checked)
class Instalments(Drawn):
    """The instalments of what was issued.

    Args:
        issued: what was notified.
        instalments: the instalments, in the order of their due days.
        adjustment: the forecast that the last instalment was adjusted to, if any.

    Raises:
        InvalidValueError: there is no instalment.
        ModelError: an instalment names other partners, or a partner's do not sum to its net
            payable.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> from aimpartner.issue import Monthly
        >>> issued = calculate(samples.load("aim"), "2021/22").issue("2021-03-26")
        >>> monthly = Instalments.of(issued, Monthly("2021-04-30"))
        >>> len(monthly.instalments), monthly.total == sum_of(issued.net.values())
        (12, True)
    """

    issued: Issued
    instalments: tuple[Instalment, ...] = field(converter=ordered, validator=given)
    adjustment: Adjustment | None = None

    def __attrs_post_init__(self) -> None:
        """Check that they are the issue's, to the penny."""
        partners, title = self.issued.partners, self.issued.title
        stated = [
            (f"Instalment due {instalment.due}", instalment.amounts)
            for instalment in self.instalments
        ]
        for words, column in (*stated, ("Forecast", self.payable)):
            if tuple(column) != partners:
                rule = f"name its partners in their order: {listed(partners)}"
                raise ModelError(f"{words} of {title}", rule, listed(column))
        for partner, payable in self.payable.items():
            total = sum_of(self.of_partner(partner))
            if total != payable:
                rule = f"sum to the net payable, {payable}"
                raise ModelError(f"Instalments of {partner} in {title}", rule, total)

    @classmethod
    def of(cls, issued: Issued, due_dates: DueDates, *, totals_first: bool = False) -> Instalments:
        """Return the instalments of an issue, each partner's summing to its net payable.

        Args:
            issued: what was notified.
            due_dates: the due days, with the part or the amounts that fall due on each. Parts are
                taken in whole pence by the largest remainder; among equal remainders the earliest
                instalments take the odd pennies.
            totals_first: whether each instalment's total over all partners is brought to whole
                pence first, in the same way, and the partners' are made to sum to it too; stated
                amounts stay as they are.

        Raises:
            ModelError: stated amounts do not sum to the net payables.
        """
        if isinstance(due_dates, StatedAmounts):
            return cls(issued, [Instalment(day, amounts) for day, amounts in due_dates.amounts])
        days, parts = zip(*due_dates.parts, strict=True)
        nets = [net.pence for net in issued.net.values()]
        if totals_first:
            cells = [[net * part for part in parts] for net in nets]
            rows = two_way(cells, nets, apportion(sum(nets), parts))
        else:
            rows = tuple(apportion(net, parts) for net in nets)
        by_day = (map(Money.from_pence, column) for column in zip(*rows, strict=True))
        amounts = (ByPartner.of(issued.partners, column) for column in by_day)
        return cls(issued, list(map(Instalment, days, amounts)))

    @property
    def payable(self) -> ByPartner[Money]:
        """What each partner pays in all: the net payable issued, or as forecast since."""
        return self.adjustment.net if self.adjustment else self.issued.net

    def of_partner(self, partner: str) -> tuple[Money, ...]:
        """Return a partner's instalments, in order.

        Raises:
            ModelError: there is no such partner in the issue.
        """
        self.issued.amount(partner)
        return tuple(instalment.amounts[partner] for instalment in self.instalments)

    @property
    def total(self) -> Money:
        """What all instalments come to."""
        return sum_of(instalment.total for instalment in self.instalments)

    def adjusted(
        self, on: date | str, net: ByPartner[Money], reason: str, source: Source | None = None
    ) -> Instalments:
        """Return the instalments with the last brought to a dated forecast.

        Args:
            on: the day of the forecast.
            net: each partner's net payable as forecast, in the partners' order.
            reason: why it differs from what was issued.
            source: where the forecast is recorded.

        Raises:
            ModelError: the last instalment fell due before that day, a later forecast was taken
                already, or the forecast names other partners.
        """
        adjustment = Adjustment(on, net, reason, source)
        last, before = self.instalments[-1], self.adjustment
        if adjustment.on > last.due:
            rule = f"be made by {in_words(last.due)}, when the last instalment falls due"
            raise ModelError(f"Forecast for {self.issued.title}", rule, in_words(adjustment.on))
        if before and adjustment.on < before.on:
            rule = f"not be older than the forecast of {in_words(before.on)}"
            raise ModelError(f"Forecast for {self.issued.title}", rule, in_words(adjustment.on))
        moved = ((name, net.get(name, due) - due) for name, due in self.payable.items())
        amounts = ByPartner[Money]((name, last.amounts[name] + more) for name, more in moved)
        return evolve(
            self,
            instalments=(*self.instalments[:-1], evolve(last, amounts=amounts)),
            adjustment=adjustment,
        )

    def table(self) -> Table:
        """Return a row an instalment and a column a partner, the sums below them."""
        heads = (
            *columns(COUNT, "instalment", is_drawn=False),
            Column("due", DAY),
            *columns(POUNDS, *self.issued.partners, "total"),
        )
        rows = (
            (number, instalment.due, *instalment.amounts.values(), instalment.total)
            for number, instalment in enumerate(self.instalments, 1)
        )
        sums = (None, "sum", *self.payable.values(), self.total)
        title = self.issued.heading("instalments")
        return Table(title, heads, rows, self._notes(), ends=[sums])

    def _notes(self) -> Iterator[str]:
        if self.adjustment:
            on, reason = in_words(self.adjustment.on), self.adjustment.reason
            yield f"The last is adjusted to the forecast of {on}: {reason}."

    def _in_short(self) -> str:
        words = f"{len(self.instalments)} instalments of {self.issued.agency} {self.issued.year}"
        return f"<{words}: {self.total}>"
