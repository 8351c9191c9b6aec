"""Those who govern to and from their rows: the hosts, and the bodies with their seats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from attrs import frozen

from aimpartner.budget.budget import Heading, is_host_charge
from aimpartner.codec.columns import SOURCE, column, required, rule
from aimpartner.codec.decisions import Approvable, rows_on
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import (
    Row,
    Rows,
    Typed,
    check_alike,
    gathered,
    grouped,
    made_of,
    row_of,
    value_of,
)
from aimpartner.parties.agreement.approvals import ApprovalRule
from aimpartner.parties.bodies import Body, BodyKind, Member
from aimpartner.parties.hosting import Hosting, Staff, check_hosting, is_figure_alone
from aimpartner.parties.partners import Partner
from aimpartner.periods import DateRange
from aimpartner.sources import Source


@frozen(kw_only=True)
class HostRow(Approvable):
    """One partner's time as host; where two sources name different hosts, a row for each."""

    host: str = column("short name of the partner that hosts", key=True, ref="partners.partner")
    first: date = column("first day as host", key=True)
    last: date | None = column("last day as host; empty while it hosts", None)
    charge: str = column(
        "what the host is paid for hosting, in the agreement's words", "", wide=True
    )
    staff: Staff = column("how the other partners' staff work for the agency", "")
    notice_months: int | None = column("months of notice that end the hosting", None)
    handover: str = column("what passes to the next host, in the agreement's words", "", wide=True)
    review: date | None = column("day by which the arrangements are to be reviewed", None)
    required: tuple[str, ...] = required("it, where they decided on it")
    rule: ApprovalRule = rule()
    source: Source | None = column(SOURCE, None)

    names = "hosting by {0.host} from {0.first}"
    begins = "hosting by"


@frozen(kw_only=True)
class BodyRow:
    """One seat of a body that governs the agency: an office, never a person."""

    body: str = column("name of the body, as decisions name it")
    kind: BodyKind = column("what kind of body it is")
    role: str = column("office, as Head of Service; empty where no seats are recorded", "")
    partner: str = column("whose office it is", "", ref="partners.partner")
    chair: bool = column("yes for the seat that chairs it", default=False)
    rule: ApprovalRule = column("how many have to agree; empty for all", "all")
    source: Source | None = column(SOURCE, None)


_CHARGED = (
    "Give it as a line of the budget: an amount with the heading "
    f'"{Heading.SUPPORT_SERVICES.value}", or a rate of other lines.'
)


def hosting(reading: Reading, partners: Sequence[Partner]) -> list[Hosting]:
    """Return who hosts, from when to when.

    Args:
        reading: the file while it is read.
        partners: the partners, as far as they could be read.
    """

    def make(row: HostRow) -> Hosting:
        days, approval = DateRange(row.first, row.last), reading.decided.approval(row)
        return value_of(Hosting, row, days=days, approval=approval)

    _check_charges(reading.rows, reading.faults)
    check = reading.agreeing(partial(check_hosting, partners=partners), "partners")
    return made_of(reading.rows["hosts"], reading.faults, make, check)


def _check_charges(rows: Typed, faults: Faults) -> None:
    """Note a charge that is a figure and no words, where no line of its time is a charge.

    Beside such a line it only tells what that says already.
    """
    for row in rows["hosts"]:
        if is_figure_alone(row.fields.charge) and not _is_charged(row.fields, rows["lines"]):
            rule = "be the agreement's words for it, and no rate, where no line charges it"
            row.refuse(faults, "charge", rule, repr(row.fields.charge), _CHARGED)


def _is_charged(host: HostRow, lines: Sequence[Row]) -> bool:
    of_its_time = (
        line.fields
        for line in lines
        if line.fields.year.last >= host.first
        and (host.last is None or line.fields.year.first <= host.last)
    )
    return any(
        is_host_charge(line.heading, line.effect, line.rate is not None) for line in of_its_time
    )


def rows_of_hosting(hosts: Iterable[Hosting]) -> Rows:
    """Go through the rows of hosts, and of the decisions on them."""
    for time in hosts:
        row = row_of(HostRow, time, time.days, time.approval)
        yield row
        yield from rows_on(row, time.approval)


def check_bodies(rows: Typed, faults: Faults) -> None:
    """Note seats that speak otherwise of their body, and what a seat needs and lacks."""
    for seats in grouped(rows["bodies"], "body"):
        check_alike(seats, ("kind", "rule", "source"), faults)
        _check_seats(seats, faults)


def _check_seats(rows: Sequence[Row], faults: Faults) -> None:
    """Note a seat without its office, and a second seat that chairs one body."""
    for row in rows:
        seat: BodyRow = row.fields
        if not seat.role and (seat.partner or seat.chair or len(rows) > 1):
            row.refuse(faults, "role", "be given for each seat", "nothing")
    for row in [row for row in rows if row.fields.chair][1:]:
        expected = f"be yes for one seat of {row.fields.body}"
        row.refuse(faults, "chair", expected, "yes again")


def bodies(reading: Reading) -> list[Body]:
    """Return the bodies that govern the agency."""
    return gathered(grouped(reading.rows["bodies"], "body"), reading.faults, _body)


def _body(rows: Sequence[BodyRow]) -> Body:
    members = [value_of(Member, row) for row in rows if row.role]
    return value_of(Body, rows[0], name=rows[0].body, members=members)


def rows_of_bodies(governing: Iterable[Body]) -> Rows:
    """Go through the rows of bodies: one for each seat, or one where none is recorded."""
    for body in governing:
        for member in body.members or (None,):
            yield row_of(BodyRow, body, member, body=body.name)
