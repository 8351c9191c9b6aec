"""The partners to and from their rows: their spells, those who leave and those who follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import partial

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column, required, rule
from aimpartner.codec.decisions import Approvable, rows_on
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import (
    Rows,
    Typed,
    check_alike,
    gathered,
    grouped,
    made_of,
    row_of,
    value_of,
)
from aimpartner.errors import InvalidValueError
from aimpartner.money import Money
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import ApprovalRule
from aimpartner.parties.partners import (
    Authority,
    AuthorityKind,
    Joining,
    Leaving,
    Membership,
    Partner,
    check_codes,
)
from aimpartner.parties.succession import Succession, check_successions
from aimpartner.parties.withdrawal import Withdrawal, check_withdrawals
from aimpartner.periods import DateRange
from aimpartner.rates import Rate
from aimpartner.sources import Source


@frozen(kw_only=True)
class PartnerRow:
    """One partner; the order of the rows is the order of every table and of ties.

    A partner that leaves and joins again has a row for each spell.
    """

    partner: str = column("short name, used everywhere else", key=True)
    authority: str = column("the council's full name", wide=True)
    joined: date = column("first day of membership, as 2018-04-01", key=True)
    left: date | None = column("last day of membership; empty while it is a member", None)
    joining: Joining = column("what the agreement says of joining within a year", "")
    leaving: Leaving = column("what the agreement says of leaving within a year", "")
    addition: Money | None = column(
        "pounds that one joining by its own addition pays until the next 1 April", None
    )
    gss_code: str = column("ONS code, as E08000014", "")
    former_codes: tuple[str, ...] = column("ONS codes that it had before", ())
    body: AuthorityKind = column("a trust if a council set it up to act for it", "council")
    acting_for: str = column("for a trust, the full name of the council it acts for", "")
    pays: bool = column("no if it takes no part in the sharing", default=True)
    source: Source | None = column(SOURCE, None)
    membership_source: Source | None = column(
        "of this spell of membership, where it is published elsewhere", None
    )


@frozen(kw_only=True)
class WithdrawalRow(Approvable):
    """One partner's notice, and the day on which it leaves."""

    partner: str = column("who leaves", key=True, ref="partners.partner")
    given: date = column("day the notice was given")
    last: date = column("last day as a partner, as in Partners", key=True)
    required: tuple[str, ...] = required("a shorter notice, or another day")
    rule: ApprovalRule = rule()
    liabilities: tuple[str, ...] = column(
        "what the leaver stays liable for, one text each", (), wide=True
    )
    source: Source | None = column(SOURCE, None)

    names = "withdrawal of {0.partner} on {0.last}"
    begins = "withdrawal of"


@frozen(kw_only=True)
class SuccessionRow:
    """One part of a partner that others follow when councils are reorganised."""

    day: date = column("first day of the successors", key=True)
    predecessor: str = column("partner that is followed", key=True, ref="partners.partner")
    successor: str = column("partner that takes a part", key=True, ref="partners.partner")
    percent: Fraction | Rate = column("how much of it, 41 for 41 %; the parts sum to 100")
    source: Source | None = column(SOURCE, None)


_OF_A_PARTNER = (
    "authority",
    "gss_code",
    "former_codes",
    "body",
    "acting_for",
    "pays",
    "source",
)


def check(rows: Typed, faults: Faults) -> None:
    """Note rows of one partner, or of one succession, that do not agree with its first."""
    for spells in grouped(rows["partners"], "partner"):
        check_alike(spells, _OF_A_PARTNER, faults)
    for parts in grouped(rows["successions"], "day", "predecessor"):
        check_alike(parts, ("source",), faults)


def partners(reading: Reading) -> list[Partner]:
    """Return the partners, as far as their rows are sound."""
    rows, faults = reading.rows["partners"], reading.faults
    made_of(rows, faults, _spell)  # what is wrong with one spell is told at its own row
    return gathered(grouped(rows, "partner"), faults, _partner, check_codes)


def _partner(rows: Sequence[PartnerRow]) -> Partner:
    row = rows[0]
    authority = value_of(Authority, row, name=row.authority, kind=row.body)
    member = [_spell(each) for each in rows]
    return value_of(Partner, row, name=row.partner, authority=authority, member=member)


def _spell(row: PartnerRow) -> Membership:
    try:
        days = DateRange(row.joined, row.left)
    except InvalidValueError as fault:
        fault.field = "left"
        raise
    return value_of(Membership, row, days=days, source=row.membership_source)


def rows_of(members: Iterable[Partner]) -> Rows:
    """Go through the rows of partners: one for each spell."""
    for partner in members:
        council = partner.authority
        names = {"partner": partner.name, "authority": council.name, "body": council.kind}
        for spell in partner.member:
            days = {"joined": spell.days.first, "left": spell.days.last}
            cells: dict[str, object] = {**names, **days, "membership_source": spell.source}
            yield row_of(PartnerRow, spell, council, partner, **cells)


def withdrawals(
    reading: Reading, members: Sequence[Partner], agreed: Agreement | None
) -> list[Withdrawal]:
    """Return the notices of those who leave.

    Args:
        reading: the file while it is read.
        members: the partners, as far as they could be read.
        agreed: the agreement that they leave.
    """

    def make(row: WithdrawalRow) -> Withdrawal:
        return value_of(Withdrawal, row, approval=reading.decided.approval(row))

    agrees = partial(check_withdrawals, partners=members, agreement=agreed)
    agreeing = reading.agreeing(agrees, "partners", "agreement")
    return made_of(reading.rows["withdrawals"], reading.faults, make, agreeing)


def rows_of_withdrawals(leavers: Iterable[Withdrawal]) -> Rows:
    """Go through the rows of those who leave, and of the consents to it."""
    for leaving in leavers:
        row = row_of(WithdrawalRow, leaving, leaving.approval)
        yield row
        yield from rows_on(row, leaving.approval)


def successions(reading: Reading, members: Sequence[Partner]) -> list[Succession]:
    """Return who follows whom.

    Args:
        reading: the file while it is read.
        members: the partners, as far as they could be read.
    """
    rows = grouped(reading.rows["successions"], "day", "predecessor")
    agreeing = reading.agreeing(partial(check_successions, partners=members), "partners")
    return gathered(rows, reading.faults, _succession, agreeing)


def _succession(rows: Sequence[SuccessionRow]) -> Succession:
    parts = {row.successor: row.percent for row in rows}
    return value_of(Succession, rows[0], parts=parts)


def rows_of_successions(followed: Iterable[Succession]) -> Rows:
    """Go through the rows of those who follow others: one for each part."""
    for succession in followed:
        for name, percent in succession.parts.items():
            yield row_of(SuccessionRow, succession, successor=name, percent=percent)
