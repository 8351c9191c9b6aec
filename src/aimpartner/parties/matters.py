"""What the partners have to decide of their agreement: each matter with its approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from aimpartner.parties.agreement import Agreement
from aimpartner.parties.decisions import Approval
from aimpartner.periods import in_words
from aimpartner.sources import Source

_ONE_DAY = timedelta(days=1)


@frozen
class Matter:
    """One thing that the partners are asked to approve.

    Args:
        words: what it is, such as "extension to 31 March 2022".
        begins: the first day that it makes a difference to.
        approval: who is asked, and what has been decided.
        source: where it is recorded.

    Example:
        >>> Matter("extension", date(2021, 4, 1), Approval(["Sefton"])).awaited()
        ('Sefton',)
    """

    words: str
    begins: date
    approval: Approval
    source: Source | None = None

    @property
    def raised(self) -> date:
        """The day from which it is before the partners.

        The first day on which it was recommended to one of them or decided by one; where that is
        later than the day it begins, or not recorded, the day it begins.
        """
        decisions = self.approval.decisions
        return min([self.begins, *(each.recommended or each.made for each in decisions)])

    def awaited(self, known_on: date | None = None) -> tuple[str, ...]:
        """Return whose decision is awaited; nobody's before the matter is before the partners.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.

        Returns:
            Those asked that have neither approved nor refused, while the approval is not given.
        """
        if known_on is not None and known_on < self.raised:
            return ()
        refused = self.approval.refused(known_on)
        waiting = self.approval.outstanding(known_on)
        return tuple(name for name in waiting if name not in refused)


def matters(agreement: Agreement | None) -> tuple[Matter, ...]:
    """Return all that an agreement, and those that follow it, ask an approval for.

    Returns:
        The matters in the order of the agreement, decided or not.

    Example:
        >>> from aimpartner import samples
        >>> agreed = samples.load("aim").partnership.agreement
        >>> [each.words for each in matters(agreed)]
        ['agreement from 1 April 2018', 'extension to 31 March 2022']
    """
    line = agreement.line if agreement else ()
    return tuple(matter for each in line for matter in _of(each))


def _of(agreement: Agreement) -> Iterator[Matter]:
    """Go through the matters of one agreement by itself."""
    words = f"agreement from {in_words(agreement.term.first)}"
    yield Matter(words, agreement.first_day, agreement.approval, agreement.source)
    last = agreement.term.last or agreement.term.first
    for extension in agreement.extensions:
        yield Matter(str(extension), last + _ONE_DAY, extension.approval, extension.source)
        last = last if extension.is_refused else extension.last
    for held in agreement.holding_over:
        if held.approval:
            yield Matter(str(held), held.days.first, held.approval, held.source)
    end = agreement.termination
    if end:
        yield Matter(str(end), end.last + _ONE_DAY, end.approval, end.source)
