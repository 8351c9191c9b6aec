"""A year of a reserve, from opening to closing balances, as a statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from aimpartner.by import ByPartner
from aimpartner.funding.amounts import in_pounds
from aimpartner.funding.reserves import Reserve, ReserveMovement
from aimpartner.money import Money, sum_of
from aimpartner.periods import FinancialYear, parse_year
from aimpartner.tables import as_text, frame

if TYPE_CHECKING:
    import pandas as pd


@frozen(repr=False)
class ReserveStatement:
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
        return tuple(each for each in self.reserve.movements if each.year == self.year)

    @property
    def opening(self) -> ByPartner[Money]:
        """The balances before the year's first movement."""
        earlier = tuple(each for each in self.reserve.movements if each.year < self.year)
        return self.reserve.after(earlier)

    @property
    def closing(self) -> ByPartner[Money]:
        """The balances after the year's last movement."""
        so_far = tuple(each for each in self.reserve.movements if each.year <= self.year)
        return self.reserve.after(so_far)

    def _lines(self) -> list[tuple[str, Mapping[str, Money]]]:
        moved = [(f"{each.kind}: {each.reason}", each.amounts) for each in self.movements]
        return [("opening", self.opening), *moved, ("closing", self.closing)]

    def _records(self) -> list[dict[str, str | Money]]:
        """Return a record a line: each partner's amount, and the total."""
        partners = tuple(self.reserve.opening)
        return [
            {
                "line": words,
                **{partner: amounts.get(partner, Money(0)) for partner in partners},
                "total": sum_of(amounts.values()),
            }
            for words, amounts in self._lines()
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return a table, one row a line, one column a partner.

        Units:
            Pounds as `Decimal`.
        """
        return frame(map(in_pounds, self._records()), index="line")

    def __str__(self) -> str:
        """Return the statement for a screen."""
        title = f"Reserve {self.reserve.name}, {self.year}"
        rows = [{name: str(value) for name, value in each.items()} for each in self._records()]
        return as_text([title], rows, [])
