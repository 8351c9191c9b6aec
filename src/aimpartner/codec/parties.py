"""The partnership from its rows: partners, hosts, those who leave and follow, bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aimpartner.codec import agreement, financial_year
from aimpartner.codec.decisions import Decided, of_hosting, of_withdrawal
from aimpartner.codec.faults import Faults
from aimpartner.codec.party_rows import (
    BodyRow,
    HostRow,
    PartnerRow,
    StatementRow,
    SuccessionRow,
    WithdrawalRow,
)
from aimpartner.codec.read import Row, Typed, check_alike, gathered, grouped, made_of
from aimpartner.errors import ModelError
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.bodies import Body, Member
from aimpartner.parties.hosting import Hosting, check_hosting
from aimpartner.parties.partners import Authority, Membership, Partner
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.parties.succession import Succession, check_successions
from aimpartner.parties.withdrawal import Withdrawal, check_terminations, check_withdrawals
from aimpartner.periods import DateRange

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
    """Note what rows need and lack, have no use for, or say otherwise than others of theirs."""
    agreement.check(rows["agreement"], faults)
    for mine in grouped(rows["partners"], "partner"):
        check_alike(mine, _OF_A_PARTNER, faults)
    for mine in grouped(rows["successions"], "day", "predecessor"):
        check_alike(mine, ("source",), faults)
    for mine in grouped(rows["bodies"], "body"):
        check_alike(mine, ("kind", "rule", "source"), faults)
        _check_seats(mine, faults)


def partnership(rows: Typed, decided: Decided, faults: Faults) -> Partnership | None:
    """Return the partnership that the rows hold.

    Args:
        rows: the rows of all tables.
        decided: what has been decided.
        faults: where faults are noted.

    Returns:
        The partnership; `None` where anything in the file is at fault.
    """
    partners = _partners(rows["partners"], faults)
    agreed = agreement.agreement(rows["agreement"], decided, faults)
    _check_terminations(rows["agreement"], partners, agreed, faults)
    more: dict[str, Any] = {
        "hosting": _hosting(rows["hosts"], partners, decided, faults),
        "agreement": agreed,
        "statements": made_of(rows["statements"], faults, _statement),
        "withdrawals": _withdrawals(rows, partners, agreed, decided, faults),
        "successions": _successions(rows["successions"], partners, faults),
        "bodies": gathered(grouped(rows["bodies"], "body"), faults, _body),
        "decisions": decided.register,
        **financial_year.of(rows, partners, decided, faults),
    }
    return None if faults else Partnership(rows["agency"][0].fields.agency, partners, **more)


def _partners(rows: Sequence[Row], faults: Faults) -> list[Partner]:
    made_of(rows, faults, _spell)  # what is wrong with one spell is told at its own row
    return gathered(grouped(rows, "partner"), faults, _partner)


def _partner(rows: Sequence[PartnerRow]) -> Partner:
    row = rows[0]
    body = Authority(row.authority, row.gss_code, row.former_codes, row.body)
    more: dict[str, Any] = {"pays": row.pays, "acting_for": row.acting_for}
    return Partner(row.partner, body, [_spell(each) for each in rows], row.source, **more)


def _spell(row: PartnerRow) -> Membership:
    days = DateRange(row.joined, row.left)
    effects = (row.joining, row.leaving)
    return Membership(days, *effects, row.membership_source, addition=row.addition)


def _hosting(
    rows: Sequence[Row], partners: Sequence[Partner], decided: Decided, faults: Faults
) -> list[Hosting]:
    whole = faults.is_clean("partners")

    def check_with(hosting: Sequence[Hosting]) -> None:
        if whole:
            check_hosting(hosting, partners)

    return made_of(rows, faults, lambda row: _host(row, decided), check_with)


def _host(row: HostRow, decided: Decided) -> Hosting:
    return Hosting(
        row.host,
        DateRange(row.first, row.last),
        row.source,
        charge=row.charge,
        staff=row.staff,
        notice_months=row.notice_months,
        handover=row.handover,
        review=row.review,
        approval=decided.approval(of_hosting(row), row),
    )


def _check_terminations(
    rows: Sequence[Row], partners: Sequence[Partner], agreed: Agreement | None, faults: Faults
) -> None:
    """Note a termination at short notice that somebody is not asked for."""
    numbers = [row.number for row in rows if row.fields.kind == "termination"]
    if numbers and faults.is_clean("partners"):
        with faults.at("agreement", numbers[0]):
            check_terminations(agreed, partners)


def _withdrawals(
    rows: Typed,
    partners: Sequence[Partner],
    agreed: Agreement | None,
    decided: Decided,
    faults: Faults,
) -> list[Withdrawal]:
    whole = faults.is_clean("partners") and faults.is_clean("agreement")

    def make(row: WithdrawalRow) -> Withdrawal:
        approval = decided.approval(of_withdrawal(row), row)
        return Withdrawal(row.partner, row.given, row.last, approval, row.liabilities, row.source)

    def check_with(withdrawals: Sequence[Withdrawal]) -> None:
        if whole:
            check_withdrawals(withdrawals, partners, agreed)

    return made_of(rows["withdrawals"], faults, make, check_with)


def _successions(
    rows: Sequence[Row], partners: Sequence[Partner], faults: Faults
) -> list[Succession]:
    whole = faults.is_clean("partners")

    def check_with(successions: Sequence[Succession]) -> None:
        if whole:
            check_successions(successions, partners)

    return gathered(grouped(rows, "day", "predecessor"), faults, _succession, check_with)


def _succession(rows: Sequence[SuccessionRow]) -> Succession:
    parts = {row.successor: row.percent for row in rows}
    return Succession(rows[0].day, rows[0].predecessor, parts, rows[0].source)


def _check_seats(rows: Sequence[Row], faults: Faults) -> None:
    """Note a seat without its office, and a second seat that chairs one body."""
    chairs = [row for row in rows if row.fields.chair]
    for row in rows:
        seat: BodyRow = row.fields
        if not seat.role and (seat.partner or seat.chair or len(rows) > 1):
            fault = ModelError("role", "be given for each seat", "nothing")
            faults.add(row.table, row.number, "role", fault)
    for row in chairs[1:]:
        fault = ModelError("chair", f"be yes for one seat of {row.fields.body}", "yes again")
        faults.add(row.table, row.number, "chair", fault)


def _body(rows: Sequence[BodyRow]) -> Body:
    first = rows[0]
    members = [Member(row.role, row.partner, chair=row.chair) for row in rows if row.role]
    return Body(first.body, first.kind, members, first.rule, first.source)


def _statement(row: StatementRow) -> Statement:
    return Statement(row.subject, row.words, row.source)
