"""The financial year to and from its rows: services, what is owed and done, reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column
from aimpartner.codec.decisions import Closable, DecisionsBySubject, rows_on
from aimpartner.codec.faults import Faults
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Rows, Typed, made_of, quoted, row_of, value_of
from aimpartner.errors import ModelError
from aimpartner.misspelt import near
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.duties import EACH, Done, Due, Duty, Owed
from aimpartner.parties.partners import Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.parties.review import Review
from aimpartner.parties.services import ProvidedService, Terms, Unit, check_services
from aimpartner.parties.timetable import Timetable
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class ServiceRow:
    """One service that a partner provides for the agency."""

    function: str = column("what is provided, as legal advice", key=True)
    provider: str = column("partner that provides it", key=True, ref="partners.partner")
    first: date = column("first day", key=True)
    last: date | None = column("last day; empty while it is provided", None)
    annual_value: Money = column("pounds that a whole year of it is worth")
    terms: Terms = column("in kind if the partner bears the cost, charged if the agency pays")
    counted_by: Unit = column(
        "how part of a year is counted; in months it begins and ends with one", "days"
    )
    pool: str = column(
        "pool that shares its value. The year's budget has its line by this, unless it gives one "
        "called FUNCTION by PROVIDER",
        "",
    )
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class OwedRow:
    """One thing owed for every financial year."""

    duty: Duty = column("what is owed", key=True)
    by: str = column('"each partner", or the one partner or body that owes it', key=True)
    month: int = column("month it is due in, 1 to 12")
    day: int | None = column("day of the month; empty for its last working day", None)
    years: int = column("-1 if due in the year before, 1 in the year after", 0)
    part: str = column('which of several in a year, as "2 of 4"', "", key=True)
    role: str = column("whose part it is there, as section 151 officer", "")
    met_by: str = column("how the agency meets it, where that is its own way", "", wide=True)
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class DoneRow:
    """One thing done of what is owed for a year."""

    duty: Duty = column("what was owed", key=True)
    by: str = column("the one partner or body that did it", key=True)
    year: FinancialYear = column("financial year it was done for", key=True)
    on: date = column("day it was done")
    part: str = column("which of several in a year, as it is owed", "", key=True)
    role: str = column("who acted, by office", "")
    reference: str = column("its number, as FD.6541/21", "")
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class ReviewRow(Closable):
    """One review that the partners owe themselves; a decision on it closes it."""

    subject: str = column("what is reviewed as a whole", key=True, wide=True)
    areas: tuple[str, ...] = column("areas that it covers", wide=True)
    due: date = column("last day to complete it", key=True)
    scope: str = column("what each area takes in", "", wide=True)
    asked: date | None = column("day it was asked for", None)
    outcome: str = column("what it found; it stays open until a decision closes it", "")
    source: Source | None = column(SOURCE, None)

    names = "review of {0.subject} by {0.due}"
    begins = "review of"


def services(reading: Reading, partners: Sequence[Partner]) -> list[ProvidedService]:
    """Return the services that partners provide.

    Args:
        reading: the file while it is read.
        partners: the partners, as far as they could be read.
    """
    check = reading.agreeing(partial(check_services, partners=partners), "partners")
    return made_of(reading.rows["services"], reading.faults, _service, check)


def _service(row: ServiceRow) -> ProvidedService:
    return value_of(ProvidedService, row, days=DateRange(row.first, row.last))


def timetable(reading: Reading, partners: Sequence[Partner]) -> Timetable | None:
    """Return what is owed for every year, and what was done of it; `None` where nothing is owed.

    Args:
        reading: the file while it is read.
        partners: the partners, as far as they could be read.
    """
    rows, faults = reading.rows, reading.faults
    names = [partner.name for partner in partners]
    _check_owing(rows, names, faults)
    owed = made_of(rows["owed"], faults, _owed, Timetable)
    is_whole = faults.is_clean("owed") and faults.is_clean("partners")
    if is_whole:
        _check_done(rows, [*names, *(duty.by for duty in owed)], faults)
    check = reading.agreeing(partial(Timetable, owed), "owed", "partners")
    done = made_of(rows["done"], faults, partial(value_of, Done), check)
    return Timetable(owed, done) if owed and is_whole else None


def _check_owing(rows: Typed, names: Sequence[str], faults: Faults) -> None:
    """Note a duty of somebody that is neither a partner, a body nor the agency."""
    if not all(map(faults.is_clean, ("agency", "partners", "bodies"))):
        return
    bodies = dict.fromkeys(row.fields.body for row in rows["bodies"])
    agency = [row.fields.agency for row in rows["agency"]]
    for row in rows["owed"]:
        if row.fields.by not in {EACH, "agency", *agency, *names, *bodies}:
            known, name = [EACH, *names, *bodies, "agency"], row.fields.by
            rule, remedy = f"be one of these: {quoted(known)}", near(name, known)
            fault = ModelError("by", rule, repr(name), remedy)
            row.refuse_for(f"partners.partner {name}", faults, fault)


def _check_done(rows: Typed, names: Sequence[str], faults: Faults) -> None:
    """Note what was done by somebody that is neither a partner nor owes anything."""
    for row in rows["done"]:
        if row.fields.by not in {EACH, *names}:
            rule = f"be a partner, or whoever owes it: {quoted(dict.fromkeys(names))}"
            name = row.fields.by
            fault = ModelError("by", rule, repr(name), near(name, names))
            row.refuse_for(f"partners.partner {name}", faults, fault)


def _owed(row: OwedRow) -> Owed:
    return value_of(Owed, row, due=value_of(Due, row))


def reviews(reading: Reading) -> list[Review]:
    """Return the reviews that the partners owe themselves, each with what closes it."""

    def make(row: ReviewRow) -> Review:
        return value_of(Review, row, decision=_closing(row, reading.decided))

    return made_of(reading.rows["reviews"], reading.faults, make)


def _closing(row: ReviewRow, decided: DecisionsBySubject) -> Decision | None:
    """Return the decision that closes a review; `None` while it is open.

    Raises:
        ModelError: there are several.
    """
    decisions = decided.on(row)
    if len(decisions) > 1:
        raise ModelError(f"Review of {row.subject}", "be closed once", f"{len(decisions)} times")
    return decisions[0] if decisions else None


def rows_of(partnership: Partnership) -> Rows:
    """Go through the rows of services, of what is owed and done, and of reviews."""
    for service in partnership.services:
        yield row_of(ServiceRow, service, service.days)
    calendar = partnership.timetable or Timetable(())
    for owed in calendar.owed:
        yield row_of(OwedRow, owed, owed.due)
    for done in calendar.done:
        yield row_of(DoneRow, done)
    for review in partnership.reviews:
        row = row_of(ReviewRow, review)
        yield row
        yield from rows_on(row, review.decision)
