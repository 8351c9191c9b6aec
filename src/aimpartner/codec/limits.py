"""Limits to and from their rows: a row a limit, and a row each amount that bounds a partner."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from aimpartner.by import ByPartner
from aimpartner.codec.faults import Faults
from aimpartner.codec.read import Row, Typed
from aimpartner.errors import ModelError
from aimpartner.exact import Number
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.money import Money

_WINDOW = ("lag", "last")


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

        def mine(table: str) -> tuple[Row, ...]:
            return tuple(row for row in rows[table] if row.fields.formula == formula)

        return cls(mine("limits"), mine("bounds"), faults)

    def build(self) -> list[Limit] | None:
        """Return the limits in the order of their rows; `None` where a row is at fault."""
        for row in self.amounts if self.faults.is_clean("limits") else ():
            self._check(row)
        made = [self._limit(row) for row in self.limits]
        sound = self.faults.is_clean("limits") and self.faults.is_clean("bounds")
        return [each for each in made if each is not None] if sound else None

    def _check(self, row: Row) -> None:
        """Note an amount of a bound that its limit does not have, or has by a measure."""
        for limit in self.limits:
            side = row.fields.bound
            here = limit.fields.limit == row.fields.limit
            times, measure = (getattr(limit.fields, f"{side}{end}") for end in ("", "_of"))
            if here and times is not None and not measure:
                return
        rule = f"be of a limit whose {row.fields.bound} bound is filled in, and is of no measure"
        fault = ModelError("limit", rule, repr(row.fields.limit))
        self.faults.add(row.table, row.number, "limit", fault)

    def _limit(self, row: Row) -> Limit | None:
        if not self.faults.is_clean("bounds"):
            return None
        each = row.fields
        with self.faults.at(row.table, row.number):
            lower, upper = (self._bound(row, side) for side in ("lower", "upper"))
            return Limit(each.limit, lower, upper, each.bearers, each.scaling, each.source)
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
                cell = f"{side}_{name}"
                fault = ModelError(cell, "be empty for a bound of no measure", value)
                self.faults.add(row.table, row.number, cell, fault)

    def _agreed(self, row: Row, side: str, times: Number) -> Bound:
        mine = [
            each.fields
            for each in self.amounts
            if (each.fields.limit, each.fields.bound) == (row.fields.limit, side)
        ]
        sources = list(dict.fromkeys(each.source for each in mine))
        if len(sources) != 1:
            got = "several" if sources else "no amount"
            rule = "have amounts in the table bounds, all with one source, or a measure"
            raise ModelError(f"{side} bound", rule, got)
        numbers = ByPartner[int]((each.partner, each.amount.pence) for each in mine)
        return Bound(Given(numbers, "pence", sources[0]), times)


def rows_of_limits(formula: Formula) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the rows of a formula's limits and of their amounts, by table."""
    for limit in formula.limits:
        mine: dict[str, object] = {"formula": formula.name, "limit": limit.name}
        own = {name: getattr(limit, name) for name in ("bearers", "scaling", "source")}
        for side, bound in limit.bounds:
            own[side] = bound.times
            if isinstance(bound.of, Measured):
                own[f"{side}_of"] = bound.of.measure
                own |= {f"{side}_{name}": getattr(bound.of, name) for name in _WINDOW}
        yield "limits", mine | own
        for side, bound in limit.bounds:
            if isinstance(bound.of, Given):
                yield from _amounts(mine | {"bound": side, "source": bound.of.source}, bound.of)


def _amounts(mine: dict[str, object], given: Given) -> Iterator[tuple[str, dict[str, object]]]:
    for partner, pence in given.numbers.items():
        amount = Money.from_pence(int(pence))
        yield "bounds", mine | {"partner": partner, "amount": amount}
