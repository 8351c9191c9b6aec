"""The partnership as a whole: its partners in their order, its host, its agreement, its year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.misspelt import near
from aimpartner.one_line import OneLine
from aimpartner.parties import key_dates
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.timeline import AgreementState, Timeline
from aimpartner.parties.bodies import Body
from aimpartner.parties.duties import Task
from aimpartner.parties.hosting import Conflict, Hosting, check_hosting, conflicts
from aimpartner.parties.key_dates import KeyDates
from aimpartner.parties.partners import Partner, check_codes, who
from aimpartner.parties.register import Register, decided
from aimpartner.parties.review import Review
from aimpartner.parties.services import ProvidedService, check_services
from aimpartner.parties.succession import Succession, check_successions, successors
from aimpartner.parties.timetable import Timetable
from aimpartner.parties.to_decide import Matter, to_decide
from aimpartner.parties.withdrawal import Withdrawal, check_terminations, check_withdrawals
from aimpartner.periods import DateRange, FinancialYear, parse_day, parse_optional_day
from aimpartner.sources import Source, read_in
from aimpartner.tables import WORDS, YES_OR_NO, Column, Drawn, Table, columns
from aimpartner.validators import check_once, given


@frozen(repr=False, field_transformer=checked)
class Statement(OneLine):
    """Something published about the agency, kept in words with who said it.

    Args:
        subject: what it is about, such as governance.
        words: what is said.
        source: who said it, where and when.

    Example:
        >>> said = Source("Sefton Cabinet, 4 November 2021, 3.1")
        >>> Statement("host", "Knowsley is the host authority", said).subject
        'host'
    """

    subject: str = field(validator=given)
    words: str = field(validator=given)
    source: Source


_COLUMNS = (
    *columns(WORDS, "partner", "authority", "code", "member"),
    Column("pays", YES_OR_NO),
)


@frozen(repr=False, field_transformer=checked)
class Partnership(Drawn):
    """Who is bound, by what, until when.

    Args:
        agency: the agency's name.
        partners: the partners; their order is the order of every table and of ties.
        hosting: who hosts, from when to when; where sources disagree, each as it says.
        agreement: the partnership agreement, where recorded.
        statements: what has been published about the agency besides.
        withdrawals: partners that gave notice and leave.
        successions: authorities that follow others.
        bodies: the bodies that govern the agency.
        decisions: what bodies decided that approves nothing here: noted, resolved.
        services: what partners provide to the agency.
        timetable: what is owed in every financial year, and what was done.
        reviews: the reviews that the partners owe themselves.

    Raises:
        ModelError: there is no partner, two share a name, somebody named anywhere is not a
            partner, a day has two hosts that are not by two sources, a host is no partner while
            it hosts, two partners share a code, two bodies share a name, or a withdrawal or a
            succession does not agree with who is a partner when.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim").partnership
        >>> print(aim.agency, aim.host("2021-07-01"))
        Adoption in Merseyside Knowsley
        >>> aim.agreement_state(on="2021-07-01", known_on="2021-07-01")
        <AgreementState.LAPSED: 'lapsed'>
    """

    agency: str = field(validator=given)
    partners: tuple[Partner, ...] = field(converter=ordered)
    hosting: tuple[Hosting, ...] = field(default=(), converter=ordered)
    agreement: Agreement | None = None
    statements: tuple[Statement, ...] = field(default=(), converter=ordered)
    withdrawals: tuple[Withdrawal, ...] = field(default=(), converter=ordered, kw_only=True)
    successions: tuple[Succession, ...] = field(default=(), converter=ordered, kw_only=True)
    bodies: tuple[Body, ...] = field(default=(), converter=ordered, kw_only=True)
    decisions: tuple[Decision, ...] = field(default=(), converter=ordered, kw_only=True)
    services: tuple[ProvidedService, ...] = field(default=(), converter=ordered, kw_only=True)
    timetable: Timetable | None = field(default=None, kw_only=True)
    reviews: tuple[Review, ...] = field(default=(), converter=ordered, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Check that the parts agree."""
        if not self.names:
            raise ModelError("Partnership", "have a partner", "none")
        check_once(self.agency, "partner", self.names)
        check_codes(self.partners)
        check_once(self.agency, "body", (body.name for body in self.bodies))
        reviews = (f"{review.subject} by {review.due}" for review in self.reviews)
        check_once(self.agency, "review", reviews)
        for agreed in self.agreement.line if self.agreement else ():
            provisions = map(str, (*agreed.extensions, *agreed.holding_over))
            check_once(f"Agreement of {agreed.term}", "provision", provisions)
        check_hosting(self.hosting, self.partners)
        check_services(self.services, self.partners)
        for subject, name, source in _named(self):
            if name not in self.names:
                rule = f"be by partners: {who(self.partners)}"
                raise ModelError(subject, rule, f"{name}{read_in(source)}")
        check_terminations(self.agreement, self.partners)
        check_withdrawals(self.withdrawals, self.partners, self.agreement)
        check_successions(self.successions, self.partners)

    def table(self) -> Table:
        """Return a row a partner, and below them who hosts and where that is recorded."""
        rows = map(_row, self.partners)
        notes = (f"Recorded: {who(self.partners)}.", *(f"Host: {host}." for host in self.hosting))
        return Table([f"Partnership of {self.agency}"], _COLUMNS, rows, notes)

    def _in_short(self) -> str:
        return f"<Partnership of {self.agency}: {listed(self.names)}>"

    @property
    def names(self) -> tuple[str, ...]:
        """The partners' short names, in order."""
        return tuple(partner.name for partner in self.partners)

    def partner(self, name: str) -> Partner:
        """Return the partner of that short name.

        Raises:
            ModelError: there is none.
        """
        for partner in self.partners:
            if partner.name == name:
                return partner
        rule, remedy = f"be one of {listed(self.names)}", near(name, self.names)
        raise ModelError("Partner", rule, repr(name), remedy)

    def members(self, days: DateRange) -> tuple[Partner, ...]:
        """Return the partners that are members on any of the days, in order."""
        return tuple(partner for partner in self.partners if partner.days_within(days))

    def partners_on(self, on: date | str) -> tuple[Partner, ...]:
        """Return the partners that are members on a day, in order."""
        day = parse_day(on)
        return tuple(partner for partner in self.partners if partner.is_member(day))

    def successors(self, name: str, on: date | str) -> ByPartner[Fraction]:
        """Return who has followed a partner by a day, with the percentage of it that each took.

        Args:
            name: the partner; what it still has of itself is under its own name.
            on: the day; a succession on it counts.

        Raises:
            ModelError: there is no such partner.
        """
        return successors(self.successions, self.partner(name).name, parse_day(on))

    def predecessors(self, name: str, on: date | str) -> ByPartner[Fraction]:
        """Return whom a partner has followed by a day, with the percentage of each that it took.

        Args:
            name: the partner.
            on: the day; a succession on it counts.
        """
        day, known = parse_day(on), self.partner(name).name
        followed = (
            succession
            for succession in self.successions
            if known in succession.parts and succession.day <= day
        )
        before = dict.fromkeys(succession.predecessor for succession in followed)
        parts = (
            (predecessor, successors(self.successions, predecessor, day)) for predecessor in before
        )
        return ByPartner(
            {predecessor: taken[known] for predecessor, taken in parts if known in taken}
        )

    def host(self, on: date | str) -> str | None:
        """Return the short name of the host on the day; `None` if none is recorded.

        Where sources disagree, see `conflicts`, it is the host of the one recorded first.
        """
        day = parse_day(on)
        agreed = (spell for spell in self.hosting if spell.is_agreed)
        return next((spell.host for spell in agreed if day in spell.days), None)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return the days on which two sources name different hosts, by first day."""
        return conflicts(self.hosting)

    def agreement_state(self, on: date | str, known_on: date | str | None = None) -> AgreementState:
        """Return what the agreement is on a day, as known on another.

        Args:
            on: the day asked about.
            known_on: the day of the knowledge; left out, everything recorded.

        Raises:
            ModelError: no agreement is recorded.
        """
        return self._agreed().state(parse_day(on), parse_optional_day(known_on))

    def timeline(self, known_on: date | str | None = None) -> Timeline:
        """Return the whole run of the agreement's states, as known on a day.

        Args:
            known_on: the day of the knowledge; left out, everything recorded.

        Raises:
            ModelError: no agreement is recorded.
        """
        return self._agreed().timeline(parse_optional_day(known_on))

    def as_lived(self) -> Timeline:
        """Return the run of the agreement's states, each as it was known on the day itself.

        Raises:
            ModelError: no agreement is recorded.
        """
        return self._agreed().as_lived()

    def _agreed(self) -> Agreement:
        if self.agreement is None:
            raise ModelError(f"{self.agency}", "have an agreement recorded", "none")
        return self.agreement

    def register(self, body: str | None = None) -> Register:
        """Return the partnership's decisions by day: approvals, consents, reviews and the rest.

        Those on budgets and formulas are in the register of the whole, `Model.register`.

        Args:
            body: the body whose decisions are wanted, such as Cabinet, or Sefton Cabinet for one
                partner's; left out, all.
        """
        approving = decided(to_decide(self.agreement, self.hosting), self.withdrawals, self.reviews)
        register = Register(dict.fromkeys((*approving, *self.decisions)))
        return register if body is None else register.of(body)

    def to_decide(self, known_on: date | None = None) -> tuple[Matter, ...]:
        """Return what the partners are asked to approve, as it was before them by a day.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.
        """
        known = parse_optional_day(known_on)
        return to_decide(self.agreement, self.hosting, known, self.withdrawals)

    def key_dates(self, from_day: date | str, known_on: date | str | None = None) -> KeyDates:
        """Return the days to watch from a day on, as known on another.

        Args:
            from_day: the day; what is undecided by then stands on it, and a review that is
                overdue on its own day, before it.
            known_on: the day of the knowledge; left out, everything recorded.
        """
        first, known = parse_day(from_day), parse_optional_day(known_on)
        dates = [
            *key_dates.of_matters(self.to_decide(known), first, known),
            *key_dates.of_hosting(self.hosting, self.reviews, first, known),
            *key_dates.of_withdrawals(self.withdrawals, known),
            *key_dates.of_reviews(self.reviews, first, known),
        ]
        if self.agreement:
            dates = [*key_dates.of_agreement(self.agreement, known), *dates]
        if self.timetable:
            dates += key_dates.of_reports(self.timetable, self.partners, first, known)
        return KeyDates.since(first, dates)

    def outstanding(self, year: FinancialYear | str, on: date | str) -> tuple[Task, ...]:
        """Return what was owed for a financial year by a day and was not done by then.

        Args:
            year: the financial year; see `Timetable.tasks` for who owes what.
            on: the day; what is due or done on it counts as due and as done.

        Raises:
            ModelError: no timetable is recorded.
        """
        if self.timetable is None:
            raise ModelError(f"{self.agency}", "have a timetable recorded", "none")
        return self.timetable.outstanding(year, on, self.partners)


def _named(partnership: Partnership) -> Iterator[tuple[str, str, Source | None]]:
    """Go through who is named as a partner besides hosts, leavers and successors, and where."""
    for matter in partnership.to_decide():
        subject = f"Approval of the {matter.words}"
        yield from ((subject, name, matter.source) for name in matter.approval.required)
    for body in partnership.bodies:
        yield from ((f"Members of {body.name}", name, body.source) for name in body.partners)
    for done in partnership.timetable.strangers(partnership.names) if partnership.timetable else ():
        yield f"{done}", done.by, done.source
    closing = (review.decision for review in partnership.reviews if review.decision)
    named = (decision for decision in (*partnership.decisions, *closing) if decision.partner)
    yield from ((decision.title, decision.partner, decision.source) for decision in named)


def _row(partner: Partner) -> tuple[object, ...]:
    body = partner.authority
    return partner.name, body.name, body.gss_code, listed(partner.member), partner.pays
