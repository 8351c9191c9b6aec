"""A partner that gives notice and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.provisions import NoticeClause
from aimpartner.parties.partners import Membership, Partner
from aimpartner.periods import in_words, parse_day
from aimpartner.sources import Source, read_in


@frozen(repr=False, field_transformer=checked)
class Withdrawal(OneLine):
    """One partner's notice, and the day on which it leaves.

    Args:
        partner: who leaves.
        given: the day the notice was given; the withdrawal is known from that day.
        last: its last day as a partner.
        approval: the other partners' consent to a shorter notice than the agreement asks for, or
            to another day; it counts as far as it was given by the last day. While it is
            awaited, the withdrawal is pending.
        liabilities: what the leaver stays liable for, in the agreement's words, one text each.
        source: where this is recorded.

    Raises:
        ModelError: the notice was given after the partner had left.

    Example:
        >>> print(Withdrawal("Wokingham", "2021-03-31", "2022-03-31"))
        Wokingham leaves on 31 March 2022 on notice of 31 March 2021
    """

    partner: str
    given: Date = field(converter=parse_day)
    last: Date = field(converter=parse_day)
    approval: Approval | None = None
    liabilities: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = None

    @last.validator
    def _follows_the_notice(self, _: object, last: date) -> None:
        if self.given > last:
            where = read_in(self.source)
            rule = f"be given by {in_words(last)}, the last day as a partner{where}"
            got = f"{in_words(self.given)}{where}"
            raise ModelError(self.title, rule, got, field="given")

    @property
    def title(self) -> str:
        """The withdrawal as a sentence names it."""
        return f"Notice of {self.partner}"

    def __str__(self) -> str:
        """Return who leaves when, on notice of which day, and where that was read."""
        days = f"leaves on {in_words(self.last)} on notice of {in_words(self.given)}"
        return f"{self.partner} {days}{read_in(self.source)}"


def check_withdrawals(
    withdrawals: Sequence[Withdrawal], partners: Sequence[Partner], agreement: Agreement | None
) -> None:
    """Refuse a withdrawal that does not agree with its membership or the notice agreed.

    The notice agreed is that of the agreement that governs the day on which it is given.

    Raises:
        ModelError: one is of nobody that is a partner, gives notice before joining, names
            another last day than the membership, ends what another ends already, or gives shorter
            notice than the clause without asking for the consent, by its last day, of every
            other partner.
    """
    known = {partner.name: partner for partner in partners}
    ended: dict[tuple[str, date], Withdrawal] = {}
    for withdrawal in withdrawals:
        if withdrawal.partner not in known:
            raise ModelError("Withdrawal", f"be of one of {listed(known)}", f"{withdrawal}")
        _check_spell(withdrawal, known[withdrawal.partner])
        before = ended.setdefault((withdrawal.partner, withdrawal.last), withdrawal)
        if before is not withdrawal:
            rule = f"end what no other ends; {before} already"
            raise ModelError("Withdrawal", rule, f"{withdrawal}", "Keep the notice that counts.")
        clause = notice_for(withdrawal, agreement)
        if clause is not None:
            consent = _consent(withdrawal, partners)
            clause.check(
                withdrawal.title, withdrawal.given, withdrawal.last, consent, withdrawal.source
            )


def notice_for(withdrawal: Withdrawal, agreement: Agreement | None) -> NoticeClause | None:
    """Return the clause on notice that governs a withdrawal; `None` where none is recorded.

    Args:
        withdrawal: the withdrawal.
        agreement: the agreement, with those that follow it.
    """
    return agreement.governing(withdrawal.given).notice if agreement else None


def check_terminations(agreement: Agreement | None, partners: Sequence[Partner]) -> None:
    """Refuse a termination at shorter notice than its clause that some partner is not asked for.

    Args:
        agreement: the agreement, with those that follow it.
        partners: the partners.

    Raises:
        ModelError: the approval of one leaves out a partner on its last day.
    """
    for agreed in agreement.line if agreement else ():
        end, clause = agreed.termination, agreed.notice
        if end and end.given and clause and not clause.allows(end.given, end.last):
            where = f"{end} on notice of {in_words(end.given)}{read_in(end.source)}"
            _check_asked(f"Consent to the {where}", end.approval, _members(partners, end.last))


def _check_spell(withdrawal: Withdrawal, partner: Partner) -> None:
    spell = _spell(partner, withdrawal.last)
    if spell is None:
        spells = listed(
            f"{membership}{read_in(membership.source or partner.source)}"
            for membership in partner.member
        )
        rule = f"end a membership of {partner.name}, which is {spells}"
        raise ModelError("Withdrawal", rule, f"{withdrawal}")
    if withdrawal.given < spell.days.first:
        where = read_in(spell.source or partner.source)
        rule = f"be given on or after {in_words(spell.days.first)}, the first day{where}"
        raise ModelError(withdrawal.title, rule, f"{withdrawal}", field="given")


def _spell(partner: Partner, last: date) -> Membership | None:
    """Return the spell of membership that ends on the day."""
    return next((spell for spell in partner.member if spell.days.last == last), None)


def _members(partners: Sequence[Partner], on: date) -> list[str]:
    return [partner.name for partner in partners if partner.is_member(on)]


def _consent(withdrawal: Withdrawal, partners: Sequence[Partner]) -> Approval | None:
    """Return the consent, which asks everyone but the leaver that is a partner on its last day."""
    others = [name for name in _members(partners, withdrawal.last) if name != withdrawal.partner]
    if withdrawal.approval:
        _check_asked(f"Consent to {withdrawal}", withdrawal.approval, others)
    return withdrawal.approval


def _check_asked(subject: str, consent: Approval, names: Sequence[str]) -> None:
    if not set(names) <= set(consent.required):
        rule = f"ask every partner on the last day: {listed(names)}"
        raise ModelError(subject, rule, listed(consent.required))
