"""Price lists to and from their rows: a row a price."""

from __future__ import annotations

from collections.abc import Iterator

from aimpartner.codec.faults import Faults
from aimpartner.codec.read import Row, Typed
from aimpartner.errors import ModelError
from aimpartner.formula.formula import Formula
from aimpartner.formula.prices import Price, PriceList


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
    made = {name: _list(name, mine, faults) for name, mine in lists.items()}
    used = {row.fields.price_list for row in rows["elements"] if row.fields.formula == formula}
    for name in lists:
        if name not in used and faults.is_clean("elements"):
            fault = ModelError("price list", "be named by an element of its formula", repr(name))
            faults.add("prices", lists[name][0].number, "price_list", fault)
    return {name: each for name, each in made.items() if each is not None}


def _list(name: str, rows: list[Row], faults: Faults) -> PriceList | None:
    prices = []
    for row in rows:
        with faults.at(row.table, row.number):
            each = row.fields
            prices.append(Price(each.first_day, each.amount, each.london, each.source))
    if len(prices) == len(rows) and faults.is_clean("prices"):
        with faults.at("prices", rows[0].number):
            return PriceList(name, prices)
    return None


def rows_of_prices(formula: Formula) -> Iterator[tuple[str, dict[str, object]]]:
    """Return the rows of a formula's price lists, with their table."""
    for each in formula.price_lists:
        for price in each.prices:
            row: dict[str, object] = {"formula": formula.name, "price_list": each.name}
            names = ("first_day", "amount", "london", "source")
            yield "prices", row | {name: getattr(price, name) for name in names}
