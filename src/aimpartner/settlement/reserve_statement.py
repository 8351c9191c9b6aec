"""A year of a reserve: from its opening to its closing balances."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.kinds import checked
from aimpartner.money import Money, sum_of
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.settlement.reserves import MovementKind, Reserve, ReserveMovement
from aimpartner.tables import POUNDS, Column, Drawn, Table, columns

_NOTHING = Money(0)


@frozen(repr=False, field_transformer=checked)
class ReserveStatement(Drawn):
    """A year of a reserve: opening balances, each movement, closing balances.

    Args:
        reserve: the reserve.
        year: the financial year.

    Example:
        >>> reserve = Reserve("general", {"Knowsley": "300", "Sefton": "100"})
        >>> print(ReserveStatement(reserve.used("2021/22", Money("40"), "training"), "2021/22"))
        Reserve general, 2021/22
                 line Knowsley  Sefton   total
              opening  £300.00 £100.00 £400.00
        use: training  -£30.00 -£10.00 -£40.00
              closing  £270.00  £90.00 £360.00
    """

    reserve: Reserve
    year: FinancialYear = field(converter=parse_year)

    @property
    def movements(self) -> tuple[ReserveMovement, ...]:
        """The year's movements."""
        return tuple(movement for movement in self.reserve.movements if movement.year == self.year)

    @property
    def opening(self) -> ByPartner[Money]:
        """The balances before the year's first movement."""
        earlier = tuple(
            movement for movement in self.reserve.movements if movement.year < self.year
        )
        return self.reserve.after(earlier)

    @property
    def closing(self) -> ByPartner[Money]:
        """The balances after the year's last movement."""
        so_far = tuple(
            movement for movement in self.reserve.movements if movement.year <= self.year
        )
        return self.reserve.after(so_far)

    def moved(self, kind: MovementKind) -> ByPartner[Money]:
        """Return what the year's movements of a kind come to, partner by partner."""
        of_kind = [movement.amounts for movement in self.movements if movement.kind == kind]
        names = self.reserve.opening
        sums = (sum_of(amounts.get(name, _NOTHING) for amounts in of_kind) for name in names)
        return ByPartner.of(names, sums)

    def _lines(self) -> list[tuple[str, Mapping[str, Money]]]:
        moved = [
            (f"{movement.kind}: {movement.reason}", movement.amounts) for movement in self.movements
        ]
        return [("opening", self.opening), *moved, ("closing", self.closing)]

    def table(self) -> Table:
        """Return a row a line: each partner's amount, and the total."""
        partners = tuple(self.reserve.opening)
        rows = (
            (words, *(amounts.get(e, _NOTHING) for e in partners), sum_of(amounts.values()))
            for words, amounts in self._lines()
        )
        heads = (Column("line"), *columns(POUNDS, *partners, "total"))
        return Table([f"Reserve {self.reserve.name}, {self.year}"], heads, rows)

    def _in_short(self) -> str:
        closing = sum_of(self.closing.values())
        return f"<ReserveStatement of {self.reserve.name} {self.year}: closing {closing}>"
