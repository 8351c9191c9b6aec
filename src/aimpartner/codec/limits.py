"""Limits to and from their rows: a row a limit, and a row each amount that bounds a partner."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.codec.columns import SOURCE, Times, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Row, Rows, Typed, row_of, value_of
from aimpartner.errors import ModelError
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit, Scaling
from aimpartner.formula.part_years import Partial
from aimpartner.misspelt import near
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from aimpartner.sources import Source


@frozen(kw_only=True)
class LimitRow:
    """One limit of a formula; they hold one after another, in the order of the rows."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    limit: str = column("name of the limit", key=True)
    lower: Times | None = column(
        "least that a partner pays, as 90 % of what the next column names; empty for none", None
    )
    lower_of: str = column(
        "measure in pounds, as contribution; empty for amounts in the table bounds",
        "",
        ref="measures.measure",
    )
    lower_lag: int = column("years from the measure's year to the year charged", 1)
    lower_last: FinancialYear | None = column("the measure's year, in place of a lag", None)
    upper: Times | None = column(
        "most that a partner pays, as 105 % of what the next column names; empty for none", None
    )
    upper_of: str = column(
        "measure in pounds, as contribution; empty for amounts in the table bounds",
        "",
        ref="measures.measure",
    )
    upper_lag: int = column("years from the measure's year to the year charged", 1)
    upper_last: FinancialYear | None = column("the measure's year, in place of a lag", None)
    bearers: tuple[str, ...] = column(
        "partners that bear the difference; empty for everyone at the year's end",
        (),
        ref="partners.partner",
    )
    scaling: Scaling = column("what of the bearers' is scaled", "amounts")
    elements: tuple[str, ...] = column(
        "elements that it holds; empty for all that is shared, and nothing that has a price",
        (),
        ref="elements.at",
    )
    partial: Partial | None = column(
        "by what a partner is bound that shares, or shared, in a part of a year", None
    )
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class BoundRow:
    """One partner's amount in a bound of a limit; a partner without one is not bound."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    limit: str = column("limit it belongs to", key=True, ref="limits.limit")
    bound: Literal["lower", "upper"] = column("which of its bounds", key=True)
    partner: str = column("whose amount it is", key=True, ref="partners.partner")
    amount: Money = column("pounds")
    source: Source | None = column(SOURCE, None)


_WINDOW = ("lag", "last")
_OF_A_LIMIT = ("bearers", "scaling", "source", "elements", "partial")


@frozen
class LimitRows:
    """The rows that the limits of one formula are made of.

    Args:
        limits: the rows of limits, as far as they could be read.
        amounts: the rows of amounts, as far as they could be read.
        faults: where faults are noted.
    """

    limits: tuple[Row, ...]
    amounts: tuple[Row, ...]
    faults: Faults

    @classmethod
    def of(cls, formula: str, rows: Typed, faults: Faults) -> LimitRows:
        """Return the rows of a formula."""

        def of_formula(table: str) -> tuple[Row, ...]:
            return tuple(row for row in rows[table] if row.fields.formula == formula)

        return cls(of_formula("limits"), of_formula("bounds"), faults)

    def build(self) -> list[Limit] | None:
        """Return the limits in the order of their rows; `None` where a row is at fault."""
        for row in self.amounts if self.faults.is_clean("limits") else ():
            self._check(row)
        made = [self._limit(row) for row in self.limits]
        sound = self.faults.is_clean("limits") and self.faults.is_clean("bounds")
        return [limit for limit in made if limit is not None] if sound else None

    def _check(self, row: Row) -> None:
        """Note an amount of a bound that its limit does not have, or has by a measure."""
        for limit in self.limits:
            side = row.fields.bound
            here = limit.fields.limit == row.fields.limit
            times, measure = (getattr(limit.fields, f"{side}{end}") for end in ("", "_of"))
            if here and times is not None and not measure:
                return
        rule = f"be of a limit whose {row.fields.bound} bound is filled in, and is of no measure"
        names = [limit.fields.limit for limit in self.limits]
        remedy = near(row.fields.limit, names) if row.fields.limit not in names else ""
        row.refuse(self.faults, "limit", rule, repr(row.fields.limit), remedy)

    def _limit(self, row: Row) -> Limit | None:
        bounds: dict[str, Bound | None] = {}
        for side in ("lower", "upper") if self.faults.is_clean("bounds") else ():
            with self.faults.at(row.table, row.number, side):
                bounds[side] = self._bound(row, side)
        if len(bounds) == 2:  # noqa: PLR2004  # both sides, however little they hold
            with self.faults.at(row.table, row.number):
                return value_of(Limit, row.fields, name=row.fields.limit, **bounds)
        return None

    def _bound(self, row: Row, side: str) -> Bound | None:
        """Return a bound: of a measure where the row names one, else of the amounts."""
        times, measure = getattr(row.fields, side), getattr(row.fields, f"{side}_of")
        window = {name: getattr(row.fields, f"{side}_{name}") for name in _WINDOW}
        if not measure:
            self._check_empty(row, side)
        if times is None:
            return None
        if measure:
            return Bound(Measured(measure, **window), times)
        return self._agreed(row, side, times)

    def _check_empty(self, row: Row, side: str) -> None:
        """Note a window where no measure is counted."""
        got = (getattr(row.fields, f"{side}_lag"), getattr(row.fields, f"{side}_last"))
        for name, value, default in zip(_WINDOW, got, (1, None), strict=True):
            if value != default:
                rule = "be empty for a bound of no measure"
                row.refuse(self.faults, f"{side}_{name}", rule, value)

    def _agreed(self, row: Row, side: str, times: Rate) -> Bound:
        lines = [
            line.fields
            for line in self.amounts
            if (line.fields.limit, line.fields.bound) == (row.fields.limit, side)
        ]
        sources = list(dict.fromkeys(line.source for line in lines))
        if len(sources) != 1:
            got = "several" if sources else "no amount"
            there = self.faults.place("bounds", None, "")
            rule = f"have amounts in {there}, all with one source, or a measure"
            remedy = f"Add a row to {there} for each partner that it binds, or name a measure."
            raise ModelError(f"{side} bound", rule, got, "" if sources else remedy, side)
        numbers = ByPartner[int]((line.partner, line.amount.pence) for line in lines)
        return Bound(Given(numbers, "pence", sources[0]), times)


def rows_of(formula: Formula) -> Rows:
    """Go through the rows of a formula's limits, and of their amounts."""
    for limit in formula.limits:
        names = {"formula": formula.name, "limit": limit.name}
        cells: dict[str, object] = {name: getattr(limit, name) for name in _OF_A_LIMIT}
        for side, bound in limit.bounds:
            cells[side] = bound.times
            if isinstance(bound.of, Measured):
                cells[f"{side}_of"] = bound.of.measure
                cells |= {f"{side}_{name}": getattr(bound.of, name) for name in _WINDOW}
        yield row_of(LimitRow, **names, **cells)
        for side, bound in limit.bounds:
            if isinstance(bound.of, Given):
                for partner, pence in bound.of.numbers.items():
                    amount = {"partner": partner, "amount": Money.from_pence(int(pence))}
                    yield row_of(BoundRow, bound.of, bound=side, **names, **amount)
