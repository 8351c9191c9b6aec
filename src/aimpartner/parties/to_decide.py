"""What the partners have to decide of their agreement: each matter with its approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve, field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.extent import Extent
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.withdrawal import Withdrawal, notice_for
from aimpartner.periods import in_words, parse_day, parse_optional_day
from aimpartner.sources import Source

_EXTENDING = "a decision on extending the agreement"


@frozen(repr=False, field_transformer=checked)
class Matter(OneLine):
    """One thing that the partners are asked to approve.

    Args:
        words: what it is, such as "extension to 31 March 2022".
        begins: the first day that it makes a difference to.
        approval: who is asked, and what has been decided.
        source: where it is recorded.
        given: the day notice of it was given, where it was.
        ending: what it ends on the day before it begins, such as "the agreement"; empty where it
            ends nothing.
        until_named: what it is called from the day it begins until anybody named it; empty where
            it is before nobody until then.
        instead: what would take its place, each with its first day and its approval.

    Example:
        >>> Matter("extension", date(2021, 4, 1), Approval(["Sefton"])).awaited()
        ('Sefton',)
    """

    words: str
    begins: Date = field(converter=parse_day)
    approval: Approval
    source: Source | None = None
    given: Date | None = field(default=None, kw_only=True, converter=parse_optional_day)
    ending: str = field(default="", kw_only=True)
    until_named: str = field(default="", kw_only=True)
    instead: tuple[tuple[date, Approval], ...] = field(default=(), converter=ordered, kw_only=True)

    @property
    def day(self) -> Date:
        """The day to watch: the last day of what it ends, else the first of what it begins."""
        return self.begins.subtract(days=1) if self.ending else self.begins

    @property
    def effect(self) -> str:
        """What it does on that day, in words."""
        doing = f"would end {self.ending}" if self.ending else "begins"
        return f"it {doing} on {in_words(self.day)}"

    def refusals(self, known_on: date | str | None = None) -> tuple[Decision, ...]:
        """Return the refusals that stand, unless the approval is given all the same.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.
        """
        known = parse_optional_day(known_on)
        if self.approval.is_given(known):
            return ()
        taken = {decision.partner: decision for decision in self.approval.taken(known)}
        return tuple(taken[name] for name in self.approval.refused(known))

    @property
    def named(self) -> Date:
        """The day from which it is known by its words.

        The first day on which notice of it was given, or it was recommended to one of the
        partners or decided by one; where none is recorded, the day it begins.
        """
        days = [decision.recommended or decision.made for decision in self.approval.decisions]
        return min([*days, *filter(None, [self.given])], default=self.begins)

    @property
    def raised(self) -> Date:
        """The day from which it is before the partners, by its words or by others."""
        return min(self.named, self.begins) if self.until_named else self.named

    def as_known(self, known_on: date | str | None = None) -> Matter | None:
        """Return it as it was called on a day; `None` before it was before the partners.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.
        """
        known = parse_optional_day(known_on)
        if known is None or known >= self.named:
            return self
        is_raised = known >= self.raised
        return evolve(self, words=self.until_named, source=None) if is_raised else None

    def is_overtaken(self, known_on: date | str | None = None) -> bool:
        """Return whether a later agreement or extension was approved, and has begun, instead.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.
        """
        known = parse_optional_day(known_on)
        by = max(self.begins, known or date.max)
        return any(
            first <= by and (approval.is_given(known) or not approval.required)
            for first, approval in self.instead
        )

    def awaited(self, known_on: date | str | None = None) -> tuple[str, ...]:
        """Return whose decision is awaited; nobody's before the matter is before the partners.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.

        Returns:
            Those asked that have neither approved nor refused, while the approval is not given,
            may still be given, and nothing has taken the place of the matter.
        """
        known = parse_optional_day(known_on)
        if known is not None and known < self.raised:
            return ()
        may_approve = len(self.approval.required) - len(self.approval.refused(known))
        if may_approve < self.approval.needed or self.is_overtaken(known):
            return ()
        return self.approval.awaited(known)


def to_decide(
    agreement: Agreement | None,
    hosting: Sequence[Hosting] = (),
    known_on: date | None = None,
    withdrawals: Iterable[Withdrawal] = (),
) -> tuple[Matter, ...]:
    """Return what an agreement, those that follow it, hosts and leavers ask an approval for.

    Args:
        agreement: the agreement.
        hosting: who hosts when.
        known_on: the day of the knowledge: what was before the partners by then, as it was
            called; `None` is everything recorded.
        withdrawals: the partners that leave; the consents to their notice.

    Returns:
        The matters in the order of the agreement, then of the hosts and of the leavers; decided
        or not.

    Example:
        >>> from aimpartner import samples
        >>> agreed = samples.load("aim").partnership.agreement
        >>> [matter.words for matter in to_decide(agreed)]
        ['agreement from 1 April 2018', 'extension to 31 March 2022']
        >>> [matter.words for matter in to_decide(agreed, known_on=date(2021, 7, 1))]
        ['agreement from 1 April 2018', 'a decision on extending the agreement']
    """
    line = agreement.line if agreement else ()
    matters = [matter for agreed in line for matter in _of(agreed)]
    matters += [
        Matter(spell.title, spell.days.first, spell.approval, spell.source)
        for spell in hosting
        if spell.approval
    ]
    matters += _consents(withdrawals, agreement)
    return tuple(filter(None, (matter.as_known(known_on) for matter in matters)))


def _consents(withdrawals: Iterable[Withdrawal], agreement: Agreement | None) -> Iterator[Matter]:
    """Go through the consents to withdrawals, each with why it is needed."""
    for withdrawal in withdrawals:
        if withdrawal.approval:
            clause = notice_for(withdrawal, agreement)
            short = clause and not clause.allows(withdrawal.given, withdrawal.last)
            why = f", needed because {clause} was not given" if short else ""
            words = f"consent to {withdrawal.partner}'s leaving on {in_words(withdrawal.last)}{why}"
            after, ending = withdrawal.last.add(days=1), f"the membership of {withdrawal.partner}"
            yield Matter(
                words,
                after,
                withdrawal.approval,
                withdrawal.source,
                given=withdrawal.given,
                ending=ending,
            )


def _of(agreement: Agreement) -> Iterator[Matter]:
    """Go through the matters of one agreement by itself, those of later ones in mind."""
    for matter in _provided(agreement):
        later = ((follower.first_day, follower.approval) for follower in agreement.line[1:])
        yield evolve(matter, instead=(*matter.instead, *later))


def _provided(agreement: Agreement) -> Iterator[Matter]:
    """Go through the agreement itself and what it provides, in its order."""
    words = f"agreement from {in_words(agreement.term.first)}"
    yield Matter(words, agreement.first_day, agreement.approval, agreement.source)
    yield from _extending(agreement)
    for held in agreement.holding_over:
        if held.approval:
            yield Matter(str(held), held.days.first, held.approval, held.source)
    end = agreement.termination
    if end:
        after = end.last.add(days=1)
        rest = (end.approval, end.source)
        yield Matter(str(end), after, *rest, given=end.given, ending="the agreement")


def _extending(agreement: Agreement) -> Iterator[Matter]:
    """Go through the extensions, each from the day after what was approved before it.

    Where an option is open, everybody knows on that day that an extension is to be decided.
    """
    extent = Extent(agreement.term.last or agreement.term.first, agreement.options)
    for position, extension in enumerate(agreement.extensions):
        begins = extent.last.add(days=1)
        later = [(begins, other.approval) for other in agreement.extensions[position + 1 :]]
        asked = _EXTENDING if extent.open_options else ""
        yield Matter(
            str(extension),
            begins,
            extension.approval,
            extension.source,
            until_named=asked,
            instead=later,
        )
        extent = extent.extended(extension) if extension.approval.is_given() else extent
