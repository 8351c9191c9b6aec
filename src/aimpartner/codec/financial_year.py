"""The financial year from its rows: services, what is owed and done, reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aimpartner.codec.decisions import Decided
from aimpartner.codec.faults import Faults
from aimpartner.codec.party_rows import DoneRow, OwedRow, ReviewRow, ServiceRow
from aimpartner.codec.read import Typed, made_of, quoted
from aimpartner.errors import ModelError
from aimpartner.parties.duties import EACH, Done, Due, Owed
from aimpartner.parties.partners import Partner
from aimpartner.parties.review import Review
from aimpartner.parties.services import ProvidedService, check_services
from aimpartner.parties.timetable import Timetable
from aimpartner.periods import DateRange


def of(
    rows: Typed, partners: Sequence[Partner], decided: Decided, faults: Faults
) -> Mapping[str, object]:
    """Return the services, the timetable and the reviews of a partnership, by those names.

    Args:
        rows: the rows of all tables.
        partners: the partners, as far as they could be read.
        decided: what has been decided.
        faults: where faults are noted.
    """
    return {
        "services": _services(rows, partners, faults),
        "timetable": _timetable(rows, partners, faults),
        "reviews": made_of(rows["reviews"], faults, lambda row: _review(row, decided)),
    }


def _services(rows: Typed, partners: Sequence[Partner], faults: Faults) -> list[ProvidedService]:
    whole = faults.is_clean("partners")

    def check_with(services: Sequence[ProvidedService]) -> None:
        if whole:
            check_services(services, partners)

    return made_of(rows["services"], faults, _service, check_with)


def _service(row: ServiceRow) -> ProvidedService:
    days = DateRange(row.first, row.last)
    rest = (row.annual_value, row.terms, row.pool, row.source)
    return ProvidedService(row.function, row.provider, days, *rest, counted_by=row.counted_by)


def _timetable(rows: Typed, partners: Sequence[Partner], faults: Faults) -> Timetable | None:
    names = [partner.name for partner in partners]
    _check_owing(rows, names, faults)
    owed = made_of(rows["owed"], faults, _owed, Timetable)
    whole = faults.is_clean("owed") and faults.is_clean("partners")

    if whole:
        _check_done(rows, [*names, *(each.by for each in owed)], faults)

    def check_with(done: Sequence[Done]) -> None:
        if whole:
            Timetable(owed, done)

    done = made_of(rows["done"], faults, _done, check_with)
    return Timetable(owed, done) if owed and whole else None


def _check_owing(rows: Typed, names: Sequence[str], faults: Faults) -> None:
    """Note a duty of somebody that is neither a partner, a body nor the agency."""
    if not all(map(faults.is_clean, ("agency", "partners", "bodies"))):
        return
    bodies = dict.fromkeys(row.fields.body for row in rows["bodies"])
    agency = [row.fields.agency for row in rows["agency"]]
    for row in rows["owed"]:
        if row.fields.by not in {EACH, "agency", *agency, *names, *bodies}:
            rule = f"be one of these: {quoted([EACH, *names, *bodies, 'agency'])}"
            faults.add(row.table, row.number, "by", ModelError("by", rule, repr(row.fields.by)))


def _check_done(rows: Typed, names: Sequence[str], faults: Faults) -> None:
    """Note what was done by somebody that is neither a partner nor owes anything."""
    for row in rows["done"]:
        if row.fields.by not in {EACH, *names}:
            rule = f"be a partner, or whoever owes it: {quoted(dict.fromkeys(names))}"
            faults.add(row.table, row.number, "by", ModelError("by", rule, repr(row.fields.by)))


def _owed(row: OwedRow) -> Owed:
    due = Due(row.month, row.day, row.years)
    return Owed(row.duty, row.by, due, row.part, row.role, row.met_by, row.source)


def _done(row: DoneRow) -> Done:
    rest = (row.on, row.part, row.role, row.reference, row.source)
    return Done(row.duty, row.by, row.year, *rest)


def _review(row: ReviewRow, decided: Decided) -> Review:
    rest = (row.due, row.scope, row.asked, row.outcome, decided.closing(row), row.source)
    return Review(row.subject, row.areas, *rest)
