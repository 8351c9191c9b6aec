"""The amounts, shares and fees of an issue: a row for each partner in each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from aimpartner.by import ByPartner
from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Row, Rows, check_alike, gathered, grouped, row_of, version_of
from aimpartner.issue.fees import Fee
from aimpartner.issue.frozen_shares import ALL_SHARED
from aimpartner.issue.issue import Issued
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rates import Rate
from aimpartner.sources import Source

_LOT = ("year", "version", "element", "since")
_ALIKE = ("price", "within", "source")


@frozen(kw_only=True)
class IssuedRow:
    """One partner's amount in an issue: its contribution, a part of it, or its own payment in."""

    year: FinancialYear = column("financial year of the issue", key=True)
    version: str = column("version of the issue", "1", key=True)
    element: str = column("element; empty for the whole contribution", "", key=True)
    reserve: str = column(
        "reserve that the partner pays the amount into of its own; empty for a contribution",
        "",
        key=True,
    )
    partner: str = column("whose amount it is", key=True, ref="partners.partner")
    amount: Money = column("pounds, gross; below zero for a credit")
    net: Money | None = column(
        "pounds payable net, in a row of the whole; empty where nothing was incurred", None
    )
    priced: Money = column(
        "pounds for what was bought at a price, before limits and rounding, in a row of the whole",
        Money(0),
    )
    own: Money = column(
        "pounds of its own addition, below zero for its own reduction, in a row of the whole",
        Money(0),
    )
    pools: tuple[str, ...] = column(
        "pools that this partner and some others alone share, in a row of the whole", ()
    )
    share: Fraction | Rate | None = column(
        "its share of the element by the formula, or of all that was shared; empty where it is "
        "not recorded",
        None,
    )


@frozen(kw_only=True)
class FeeRow:
    """One partner's units of what an issue charged at a listed price."""

    year: FinancialYear = column("financial year of the issue", key=True)
    version: str = column("version of the issue", "1", key=True)
    element: str = column("element that has a price", key=True)
    since: date | None = column(
        "first day of the period, where units are told apart by period", None, key=True
    )
    partner: str = column("who took the units", key=True, ref="partners.partner")
    units: Fraction = column("how many; 0 where it took none")
    price: Money = column("pounds a unit")
    agreed: Fraction | None = column(
        "units agreed, where only what goes beyond them is charged", None
    )
    within: Fraction = column("units more or fewer than agreed that cost nothing", Fraction(0))
    source: Source | None = column(SOURCE, None)


def fees_of(rows: Sequence[Row], faults: Faults) -> list[tuple[str, Fee]]:
    """Return the fees of all issues, each with the version that it is of.

    Args:
        rows: the rows that could be read.
        faults: where faults are noted.
    """
    lots = list(grouped(rows, *_LOT))
    for lot in lots:
        check_alike(lot, _ALIKE, faults)
    return gathered(lots, faults, lambda each: (version_of(each[0]), _fee(each)))


def _fee(rows: Sequence[FeeRow]) -> Fee:
    first = rows[0]
    return Fee(
        first.element,
        first.price,
        ByPartner((row.partner, row.units) for row in rows),
        first.since,
        agreed=ByPartner((row.partner, row.agreed) for row in rows if row.agreed is not None),
        within=first.within,
        source=first.source,
    )


def fees_in(fees: Iterable[tuple[str, Fee]], version: str, partners: Iterable[str]) -> list[Fee]:
    """Return the fees of one issue, their partners in an order as far as this names them.

    Args:
        fees: the fees of all issues, each with its version.
        version: the version of the issue.
        partners: its partners in order.
    """
    order = tuple(partners)
    return [_in_order(fee, order) for name, fee in fees if name == version]


def _in_order(fee: Fee, partners: tuple[str, ...]) -> Fee:
    order = dict.fromkeys([*partners, *fee.units])
    pairs = ((name, fee.units[name]) for name in order if name in fee.units)
    return evolve(fee, units=ByPartner(pairs))


def rows_of_fees(issue: Issued, key: dict[str, Any]) -> Rows:
    """Go through the rows of an issue's fees.

    Args:
        issue: the issue.
        key: its year and version, as each row has them.
    """
    for fee in issue.fees:
        for partner, units in fee.units.items():
            agreed = fee.agreed.get(partner)
            yield row_of(FeeRow, fee, **key, partner=partner, units=units, agreed=agreed)


def sharing_of(rows: Mapping[str, Sequence[IssuedRow]]) -> list[tuple[str, ByPartner[Fraction]]]:
    """Return the shares that rows of amounts hold, in the order of the whole.

    Args:
        rows: the rows of each element, and under `ALL_SHARED` those of the whole.
    """
    names = [row.partner for row in rows[ALL_SHARED]]
    columns = {
        element: {row.partner: row.share for row in of if row.share is not None}
        for element, of in rows.items()
    }
    return [
        (element, ByPartner((name, shares[name]) for name in names if name in shares))
        for element, shares in columns.items()
        if shares
    ]


def sharers_of(rows: Iterable[IssuedRow]) -> list[tuple[str, list[str]]]:
    """Return the pools that some partners alone share, each with these.

    Args:
        rows: the rows of the whole.
    """
    names: dict[str, list[str]] = {}
    for row in rows:
        for pool in row.pools:
            names.setdefault(pool, []).append(row.partner)
    return [*names.items()]


def _share(issue: Issued, element: str, partner: str) -> Fraction | None:
    """Return a partner's share of an element, or of all that was shared; `None` without one."""
    shares = dict(issue.sharing).get(element)
    return None if shares is None else shares[partner]


def rows_of_amounts(issue: Issued, key: dict[str, Any]) -> Rows:
    """Go through what each partner was asked for, in all and by element, and pays of its own.

    Args:
        issue: the issue.
        key: its year and version, as each row has them.
    """
    for partner, amount in issue.contributions.items():
        net, besides = issue.net[partner], {"priced": issue.priced, "own": issue.own}
        paid = {"partner": partner, "amount": amount, "net": None if net == amount else net}
        own = {name: of[partner] for name, of in besides.items()}
        share = _share(issue, ALL_SHARED, partner)
        pools = tuple(pool for pool, names in issue.sharers if partner in names)
        yield row_of(IssuedRow, **key, **paid, **own, share=share, pools=pools)
    for element, amounts in issue.elements:
        for partner, amount in amounts.items():
            share = _share(issue, element, partner)
            part = {"element": element, "partner": partner, "amount": amount, "share": share}
            yield row_of(IssuedRow, **key, **part)
    for reserve, amounts in issue.own_payments:
        for partner, amount in amounts.items():
            yield IssuedRow(**key, reserve=reserve, partner=partner, amount=amount)
