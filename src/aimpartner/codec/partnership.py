"""The partnership to and from its rows: the agency, and everything that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from attrs import frozen

from aimpartner.codec import agreement, decisions, financial_year, governance, partners
from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import (
    Plain,
    Row,
    Rows,
    Typed,
    made_of,
    row_of,
    value_of,
)
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.partners import Partner
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.parties.withdrawal import check_terminations
from aimpartner.sources import Source


@frozen(kw_only=True)
class AgencyRow:
    """The agency itself; one row."""

    agency: str = column("the agency's name", key=True)


@frozen(kw_only=True)
class StatementRow:
    """Something published about the agency, kept in words."""

    subject: str = column("what it is about", wide=True)
    words: str = column("what is said", wide=True)
    source: Source = column(SOURCE)


def check(plain: Plain, rows: Typed, faults: Faults) -> None:
    """Note what rows need and lack, have no use for, or say otherwise than others of theirs."""
    agencies = len(plain.get("agency") or ())
    if agencies != 1:
        faults.refuse("agency", "have one row", agencies or "none")
    if not plain.get("partners"):
        faults.refuse("partners", "have a row for each partner", "none")
    agreement.check(rows["agreement"], faults)
    partners.check(rows, faults)
    governance.check_bodies(rows, faults)


def build(reading: Reading) -> Partnership | None:
    """Return the partnership; `None` where anything in the file is at fault."""
    rows, faults = reading.rows, reading.faults
    members = partners.partners(reading)
    agreed = agreement.build(reading)
    _check_terminations(rows["agreement"], members, agreed, faults)
    parts: dict[str, Any] = {
        "hosting": governance.hosting(reading, members),
        "agreement": agreed,
        "statements": made_of(rows["statements"], faults, partial(value_of, Statement)),
        "withdrawals": partners.withdrawals(reading, members, agreed),
        "successions": partners.successions(reading, members),
        "bodies": governance.bodies(reading),
        "decisions": reading.decided.register,
        "services": financial_year.services(reading, members),
        "timetable": financial_year.timetable(reading, members),
        "reviews": financial_year.reviews(reading),
    }
    return None if faults else Partnership(rows["agency"][0].fields.agency, members, **parts)


def _check_terminations(
    rows: Sequence[Row], members: Sequence[Partner], agreed: Agreement | None, faults: Faults
) -> None:
    """Note a termination at short notice that somebody is not asked for."""
    numbers = [row.number for row in rows if row.fields.kind == "termination"]
    if numbers and faults.is_clean("partners"):
        with faults.at("agreement", numbers[0]):
            check_terminations(agreed, members)


def rows_of(partnership: Partnership) -> Rows:
    """Go through the rows of everything that a partnership holds."""
    yield row_of(AgencyRow, partnership)
    yield from partners.rows_of(partnership.partners)
    yield from governance.rows_of_hosting(partnership.hosting)
    for statement in partnership.statements:
        yield row_of(StatementRow, statement)
    yield from agreement.rows_of(partnership.agreement)
    yield from partners.rows_of_withdrawals(partnership.withdrawals)
    yield from partners.rows_of_successions(partnership.successions)
    yield from governance.rows_of_bodies(partnership.bodies)
    yield from decisions.rows_of(partnership.decisions)
    yield from financial_year.rows_of(partnership)
