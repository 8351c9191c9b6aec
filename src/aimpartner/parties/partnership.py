"""The partnership as a whole: its partners in their order, its host, its agreement."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.parties.agreement import Agreement, AgreementState
from aimpartner.parties.authority import Partner
from aimpartner.parties.hosting import Hosting
from aimpartner.periods import DateRange, parse_day, parse_optional_day
from aimpartner.sources import Source


@frozen
class Statement:
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

    subject: str
    words: str
    source: Source


@frozen
class Partnership:
    """Who is bound, by what, until when.

    Args:
        agency: the agency's name.
        partners: the partners; their order is the order of every table and of ties.
        hosting: who hosts, from when to when.
        agreement: the partnership agreement, where recorded.
        statements: what has been published about the agency besides.

    Raises:
        ModelError: there is no partner, two share a name, a host or somebody asked for approval
            is not a partner, or there are two hosts on one day.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim").partnership
        >>> print(aim.agency, aim.host("2021-07-01"))
        Adoption in Merseyside Knowsley
        >>> aim.agreement_state(on="2021-07-01", known_on="2021-07-01")
        <AgreementState.LAPSED: 'lapsed'>
    """

    agency: str
    partners: tuple[Partner, ...] = field(converter=ordered)
    hosting: tuple[Hosting, ...] = field(default=(), converter=ordered)
    agreement: Agreement | None = field(default=None)
    statements: tuple[Statement, ...] = field(default=(), converter=ordered)

    @partners.validator
    def _are_told_apart(self, _: object, partners: tuple[Partner, ...]) -> None:
        names = [partner.name for partner in partners]
        if not names:
            raise ModelError("Partnership", "have a partner", "none")
        for name in names:
            if names.count(name) > 1:
                raise ModelError(f"Partner {name}", "be named once", f"{names.count(name)} times")

    @hosting.validator
    def _is_one_partner_a_day(self, _: object, hosting: tuple[Hosting, ...]) -> None:
        for index, this in enumerate(hosting):
            if this.host not in self.names:
                raise ModelError("Host", f"be one of {listed(self.names)}", this.host)
            for other in hosting[:index]:
                if this.days.overlap(other.days):
                    got = f"{other.host} {other.days} and {this.host} {this.days}"
                    raise ModelError("Host", "be one partner on any day", got)

    @agreement.validator
    def _is_approved_by_partners(self, _: object, agreement: Agreement | None) -> None:
        for approval in agreement.approvals if agreement else ():
            strange = [name for name in approval.required if name not in self.names]
            if strange:
                rule = f"be by partners: {listed(self.names)}"
                raise ModelError("Approval of the agreement", rule, listed(strange))

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
        raise ModelError("Partner", f"be one of {listed(self.names)}", repr(name))

    def members(self, days: DateRange) -> tuple[Partner, ...]:
        """Return the partners that are members on any of the days, in order."""
        return tuple(each for each in self.partners if each.member.overlap(days))

    def host(self, on: date | str) -> str | None:
        """Return the short name of the host on the day; `None` if none is recorded."""
        day = parse_day(on)
        return next((each.host for each in self.hosting if day in each.days), None)

    def agreement_state(self, on: date | str, known_on: date | str | None = None) -> AgreementState:
        """Return what the agreement is on a day, as known on another.

        Args:
            on: the day asked about.
            known_on: the day of the knowledge; left out, everything recorded.

        Raises:
            ModelError: no agreement is recorded.
        """
        if self.agreement is None:
            raise ModelError(f"{self.agency}", "have an agreement recorded", "none")
        return self.agreement.state(parse_day(on), parse_optional_day(known_on))
