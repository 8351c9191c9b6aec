"""A partner that gives notice and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.parties.authority import Membership, Partner
from aimpartner.parties.decisions import Approval
from aimpartner.parties.provisions import NoticeClause
from aimpartner.periods import in_words, parse_day
from aimpartner.sources import Source, read_in


@frozen
class Withdrawal:
    """One partner's notice, and the day on which it leaves.

    Args:
        partner: who leaves.
        given: the day the notice was given; the withdrawal is known from that day.
        last: its last day as a partner.
        approval: the other partners' consent to a shorter notice than the agreement asks for, or
            to another day.
        liabilities: what the leaver stays liable for, in the agreement's words, one text each.
        source: where this is recorded.

    Raises:
        ModelError: the notice was given after the partner had left.

    Example:
        >>> leaving = Withdrawal("Wokingham", "2021-03-31", "2022-03-31")
        >>> print(leaving.earliest_last(NoticeClause(12, "31 March")))
        2022-03-31
    """

    partner: str
    given: date = field(converter=parse_day)
    last: date = field(converter=parse_day)
    approval: Approval | None = None
    liabilities: tuple[str, ...] = field(default=(), converter=ordered)
    source: Source | None = None

    @last.validator
    def _follows_the_notice(self, _: object, last: date) -> None:
        if self.given > last:
            where = read_in(self.source)
            rule = f"be given by {in_words(last)}, the last day as a partner{where}"
            raise ModelError(self.title, rule, f"{in_words(self.given)}{where}")

    @property
    def title(self) -> str:
        """The withdrawal as a sentence names it."""
        return f"Notice of {self.partner}"

    def __str__(self) -> str:
        """Return who leaves when, on notice of which day, and where that was read."""
        days = f"leaves on {in_words(self.last)} on notice of {in_words(self.given)}"
        return f"{self.partner} {days}{read_in(self.source)}"

    def earliest_last(self, clause: NoticeClause) -> date:
        """Return the first day that could be its last by the clause, without anyone's consent."""
        return clause.earliest_end(self.given)


def check_withdrawals(
    withdrawals: Sequence[Withdrawal], partners: Sequence[Partner], clause: NoticeClause | None
) -> None:
    """Refuse a withdrawal that does not agree with its membership or the notice agreed.

    Raises:
        ModelError: one is of nobody that is a partner, gives notice before joining, names
            another last day than the membership, or gives shorter notice than the clause without
            the consent of every partner that remains.
    """
    known = {partner.name: partner for partner in partners}
    for each in withdrawals:
        if each.partner not in known:
            raise ModelError("Withdrawal", f"be of one of {listed(known)}", f"{each}")
        _check_spell(each, known[each.partner])
        if clause is not None:
            remaining = _remaining(each, partners)
            clause.check(each.title, each.given, each.last, _consent(each, remaining))


def _check_spell(withdrawal: Withdrawal, partner: Partner) -> None:
    spell = _spell(partner, withdrawal.last)
    if spell is None:
        spells = listed(
            f"{each}{read_in(each.source or partner.source)}" for each in partner.member
        )
        rule = f"end a membership of {partner.name}, which is {spells}"
        raise ModelError("Withdrawal", rule, f"{withdrawal}")
    if withdrawal.given < spell.days.first:
        where = read_in(spell.source or partner.source)
        rule = f"be given on or after {in_words(spell.days.first)}, the first day{where}"
        raise ModelError(withdrawal.title, rule, f"{withdrawal}")


def _spell(partner: Partner, last: date) -> Membership | None:
    """Return the spell of membership that ends on the day."""
    return next((spell for spell in partner.member if spell.days.last == last), None)


def _remaining(withdrawal: Withdrawal, partners: Sequence[Partner]) -> list[str]:
    """Return who is still a partner on the day after."""
    after = withdrawal.last + timedelta(days=1)
    return [partner.name for partner in partners if partner.is_member(after)]


def _consent(withdrawal: Withdrawal, remaining: list[str]) -> Approval | None:
    """Return the consent, if it asks everyone that remains.

    Raises:
        ModelError: somebody that remains is not asked.
    """
    consent = withdrawal.approval
    absent = [name for name in remaining if consent and name not in consent.required]
    if absent and consent:
        rule = f"ask everyone that remains: {listed(remaining)}"
        raise ModelError(f"Consent to {withdrawal}", rule, listed(consent.required))
    return consent
