"""What stands of one agreement, from one day of decision to the next: worked out once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from attrs import Factory, define, evolve, frozen

from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.as_known import AsKnown
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Termination
from aimpartner.parties.agreement.reach import Footing, Reach, reaching
from aimpartner.periods import days_on


@frozen
class Standings:
    """What stands of one agreement as known on any day: no other than on the last day of decision.

    Args:
        days: the days on which something of it was decided, in order.
        known: what stands before the first of them, and from each on.

    Example:
        >>> from aimpartner import samples
        >>> agreement = samples.load("aim").partnership.agreement
        >>> print(agreement.last_day(date(2021, 11, 3)), agreement.last_day(date(2021, 11, 4)))
        2021-03-31 2022-03-31
    """

    days: tuple[date, ...]
    known: tuple[AsKnown, ...]

    @classmethod
    def of(
        cls,
        start: AsKnown,
        extensions: Sequence[Extension],
        holding_over: Sequence[HoldingOver],
        termination: Termination | None,
    ) -> Standings:
        """Return what stands of an agreement, and of its provisions as they were decided.

        Args:
            start: what stands of it without any provision that somebody had to approve.
            extensions: its extensions, in order.
            holding_over: its days held over.
            termination: its end, where that was sought.
        """
        asked = [extension.approval for extension in extensions]
        others = (start.agreed, *holding_over, termination)
        approvals = [*asked, *(other.approval for other in others if other)]
        days = sorted({day for approval in approvals for day in _days_of(approval)})
        reader = _Reader(start, extensions, holding_over, termination)
        changed = _by_day(asked)
        known = [reader.as_known(days_on(days[0], -1) if days else None, ())]
        known += [reader.as_known(day, changed.get(day, ())) for day in days]
        return cls(tuple(days), tuple(known))

    def on(self, known_on: date | None) -> AsKnown:
        """Return what stands as known on a day; `None` is everything recorded."""
        last = None if known_on is None else bisect_right(self.days, known_on)
        return self.known[-1 if last is None else last]


@define
class _Reader:
    """The decisions read so far, day by day: which extensions stand, and how far they reach."""

    start: AsKnown
    extensions: Sequence[Extension]
    holding_over: Sequence[HoldingOver]
    termination: Termination | None
    places: list[int] = Factory(list)
    reached: list[Reach] = Factory(list)

    def as_known(self, day: date | None, changed: Sequence[int]) -> AsKnown:
        """Return what stands from a day on, on which some of the extensions were decided."""
        for place in changed:
            self._decide(place, day)
        end = self.termination
        return evolve(
            self.start,
            extent=self.reached[-1].extent if self.reached else self.start.extent,
            reached=tuple(self.reached),
            holding_over=tuple(held for held in self.holding_over if held.is_known(day)),
            ended=end if end and end.approval.is_given(day) else None,
            known_on=day,
        )

    def _decide(self, place: int, day: date | None) -> None:
        """Take an extension up or out; what stood before it stays as it was."""
        at = bisect_left(self.places, place)
        after = [other for other in self.places[at:] if other != place]
        if self.extensions[place].approval.is_given(day):
            after.insert(0, place)
        del self.places[at:], self.reached[at:]
        for other in after:
            self._reach(other, day)

    def _reach(self, place: int, day: date | None) -> None:
        extension, term = self.extensions[place], self.start.term
        if self.reached:
            before = self.reached[-1]
            last, reach = before.extension.last, (before.extent, before.footing)
        else:
            last, reach = term.last or term.first, (self.start.extent, Footing())
        self.places.append(place)
        self.reached.append(reaching(extension, last, reach, day))


def _days_of(approval: Approval | None) -> Iterable[date]:
    return (decision.made for decision in approval.decisions) if approval else ()


def _by_day(approvals: Sequence[Approval]) -> dict[date, list[int]]:
    """Return which of some approvals have a decision on each day, by their places."""
    places: dict[date, list[int]] = {}
    for place, approval in enumerate(approvals):
        for day in dict.fromkeys(_days_of(approval)):
            places.setdefault(day, []).append(place)
    return places
