"""What a state of an agreement rests on, and how far extensions reach one after another."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen
from pendulum import Date

from aimpartner.parties.agreement.extent import Extent
from aimpartner.parties.agreement.provisions import Extension
from aimpartner.parties.agreement.timeline import Ground
from aimpartner.periods import days_on
from aimpartner.sources import Source


@frozen
class Footing:
    """What a state rests on that was assumed, or took effect late.

    Args:
        partners: the partners whose decisions are assumed, in the order of the grounds.
        things: what is assumed besides, in words.
        late: what took effect after it begins: the day it did, and the words for it.

    Example:
        >>> Footing().on(Ground("agreement", date(2018, 4, 1)), None) == Footing()
        True
    """

    partners: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    late: tuple[tuple[date, str], ...] = ()

    def on(self, ground: Ground, known_on: date | None) -> Footing:
        """Return the footing with one more ground, as known on a day."""
        footing = self.assuming(ground.words, ground.source)
        partners, late = self.partners, self.late
        if ground.approval:
            assumed = ground.approval.assumed(known_on)
            partners += tuple(name for name in assumed if name not in partners)
        last, words = ground.completed(known_on), ground.late(known_on)
        if last and words:
            late += ((last.effective, words),)
        return Footing(partners, footing.things, late)

    def assuming(self, words: str, source: Source | None) -> Footing:
        """Return the footing with one more thing, where its source is an assumption."""
        if source is None or not source.is_assumption:
            return self
        return evolve(self, things=(*self.things, f"an assumed {words} ({source.words})"))


@frozen
class Reach:
    """How far an agreement reaches once an extension has been approved, after those before it.

    Args:
        extension: the extension.
        extent: how far it and those before it reach, and the options they leave.
        footing: what they rest on.
    """

    extension: Extension
    extent: Extent
    footing: Footing


def reaching(
    extension: Extension, last: Date, before: tuple[Extent, Footing], known_on: date | None
) -> Reach:
    """Return how far an agreement reaches with one more extension.

    Args:
        extension: the extension.
        last: the last day of the extension before it, or of the term.
        before: how far those before it reach, and what they rest on.
        known_on: the day of the knowledge.
    """
    extent, footing = before
    begins = days_on(last, 1)
    ground = Ground(str(extension), begins, extension.approval, extension.source)
    return Reach(extension, extent.extended(extension), footing.on(ground, known_on))
