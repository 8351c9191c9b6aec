"""Price lists to and from their rows: a row a price."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Row, Rows, Typed, at_its_cell, row_of, value_of
from aimpartner.formula.formula import Formula
from aimpartner.formula.prices import Price, PriceList
from aimpartner.money import Money
from aimpartner.sources import Source


@frozen(kw_only=True)
class PriceRow:
    """One price of a dated price list, in force until the next one."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    price_list: str = column("name of the list", key=True)
    first_day: date = column("first day it is in force", key=True)
    amount: Money = column("pounds a unit")
    london: Money | None = column("pounds a unit in London, where that differs", None)
    source: Source | None = column(SOURCE, None)


def price_lists(formula: str, rows: Typed, faults: Faults) -> dict[str, PriceList]:
    """Return the price lists of a formula by name; one with a row at fault is left out.

    Args:
        formula: the formula's name.
        rows: the rows that could be read.
        faults: where faults are noted.
    """
    lists: dict[str, list[Row]] = {}
    for row in rows["prices"]:
        if row.fields.formula == formula:
            lists.setdefault(row.fields.price_list, []).append(row)
    made = {name: _list(name, of_list, faults) for name, of_list in lists.items()}
    used = {row.fields.price_list for row in rows["elements"] if row.fields.formula == formula}
    for name in lists:
        if name not in used and faults.is_clean("elements"):
            rule = "be named by an element of its formula"
            lists[name][0].refuse(faults, "price_list", rule, repr(name))
    return {name: price_list for name, price_list in made.items() if price_list is not None}


def _list(name: str, rows: list[Row], faults: Faults) -> PriceList | None:
    prices = []
    for row in rows:
        with faults.at(row.table, row.number), at_its_cell(row):
            prices.append(value_of(Price, row.fields))
    if len(prices) == len(rows) and faults.is_clean("prices"):
        with faults.at("prices", rows[0].number):
            return PriceList(name, prices)
    return None


def rows_of(formula: Formula) -> Rows:
    """Go through the rows of a formula's price lists."""
    for prices in formula.price_lists:
        for price in prices.prices:
            yield row_of(PriceRow, price, formula=formula.name, price_list=prices.name)
