"""The field table's rows of the parties: who is bound, by what, until when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import frozen

from aimpartner.codec.columns import SOURCE, column, required, rule
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import ApprovalRule, Kind, Outcome
from aimpartner.parties.bodies import Kind as BodyKind
from aimpartner.parties.duties import Duty
from aimpartner.parties.hosting import Staff
from aimpartner.parties.partners import Joining, Leaving
from aimpartner.parties.partners import Kind as AuthorityKind
from aimpartner.parties.services import Terms, Unit
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class AgencyRow:
    """The agency itself; one row."""

    agency: str = column("the agency's name", key=True)


@frozen(kw_only=True)
class PartnerRow:
    """One partner; the order of the rows is the order of every table and of ties.

    A partner that leaves and joins again has a row for each spell.
    """

    partner: str = column("short name, used everywhere else", key=True)
    authority: str = column("the council's full name")
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
class HostRow:
    """One partner's time as host; where two sources name different hosts, a row for each."""

    host: str = column("short name of the partner that hosts", key=True, ref="partners.partner")
    first: date = column("first day as host", key=True)
    last: date | None = column("last day as host; empty while it hosts", None)
    charge: str = column("what the host is paid for hosting, in the agreement's words", "")
    staff: Staff = column("how the other partners' staff work for the agency", "")
    notice_months: int | None = column("months of notice that end the hosting", None)
    handover: str = column("what passes to the next host, in the agreement's words", "")
    review: date | None = column("day by which the arrangements are to be reviewed", None)
    required: tuple[str, ...] = required("it, where they decided on it")
    rule: ApprovalRule = rule()
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class AgreementRow:
    """One provision of the partnership agreement, or of one that follows it."""

    kind: Literal[
        "shadow", "term", "option", "extension", "holding over", "notice", "termination"
    ] = column("what it provides")
    first: date | None = column("first day of the shadow period, the term or a holding over", None)
    last: date | None = column("last day; for all but an option and the notice", None)
    months: int | None = column("length of an option, or of the notice, in months", None)
    until: date | None = column("day an option reaches, in place of months", None)
    at_most: bool = column("yes if an option may be used in parts, up to its length", default=False)
    exercise_by: date | None = column("last day to exercise an option", None)
    variation: bool = column(
        "yes if an extension varies the agreement and uses no option", default=False
    )
    given: date | None = column("day that notice of the termination was given", None)
    ending: Literal["any day", "31 March"] = column("when notice may run out", "any day")
    required: tuple[str, ...] = column(
        "partners that must approve; it counts from then. A holding over by clause asks nobody",
        (),
        ref="partners.partner",
    )
    rule: ApprovalRule = rule()
    agreement: int = column(
        "2 for an agreement that follows the first; decisions call it term of agreement 2", 1
    )
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class DecisionRow:
    """One decision, of a partner or of a joint body."""

    subject: str = column(
        "term; extension to 2022-03-31; holding over from 2022-04-01; termination; budget 2021-22 "
        "version 1; issue 2021-22 version 1; formula NAME; hosting by NAME from 2018-04-01; "
        "withdrawal of NAME on 2022-03-31; review of NAME by 2022-03-31; or what the register "
        "keeps, in words",
        key=True,
    )
    partner: str = column(
        "who decided; empty for a joint body", "", key=True, ref="partners.partner"
    )
    made: date = column("day it was made", key=True)
    body: str = column("which body, as Cabinet", "", key=True)
    outcome: Outcome = column("what was decided; what is noted decides nothing", "approved")
    kind: Kind = column("what kind of decision it is", "")
    recommended: date | None = column("day it was recommended to the body", None)
    implementable: date | None = column("day after call-in", None)
    published: date | None = column("day its minutes were published", None)
    instrument: date | None = column("day it was put into a deed", None)
    reference: str = column("the minute's number", "")
    reports: tuple[str, ...] = column("numbers of the reports, as FD.6541/21", ())
    recommendations: tuple[str, ...] = column("what was recommended, one text each", ())
    words: str = column("what is decided, in words, where the subject names an approval", "")
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class WithdrawalRow:
    """One partner's notice, and the day on which it leaves."""

    partner: str = column("who leaves", key=True, ref="partners.partner")
    given: date = column("day the notice was given")
    last: date = column("last day as a partner, as in Partners", key=True)
    required: tuple[str, ...] = required("a shorter notice, or another day")
    rule: ApprovalRule = rule()
    liabilities: tuple[str, ...] = column("what the leaver stays liable for, one text each", ())
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class SuccessionRow:
    """One part of a partner that others follow when councils are reorganised."""

    day: date = column("first day of the successors", key=True)
    predecessor: str = column("partner that is followed", key=True, ref="partners.partner")
    successor: str = column("partner that takes a part", key=True, ref="partners.partner")
    percent: Fraction = column("how much of it, 41 for 41 %; the parts sum to 100")
    source: Source | None = column(SOURCE, None)


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
    met_by: str = column("how the agency meets it, where that is its own way", "")
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
class ReviewRow:
    """One review that the partners owe themselves; a decision on it closes it."""

    subject: str = column("what is reviewed as a whole", key=True)
    areas: tuple[str, ...] = column("areas that it covers")
    due: date = column("last day to complete it", key=True)
    scope: str = column("what each area takes in", "")
    asked: date | None = column("day it was asked for", None)
    outcome: str = column("what it found; it stays open until a decision closes it", "")
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class StatementRow:
    """Something published about the agency, kept in words."""

    subject: str = column("what it is about")
    words: str = column("what is said")
    source: Source = column(SOURCE)
