"""What stands of one agreement as known on a day: with the knowledge fixed, one clock is left."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cached_property

from attrs import evolve, frozen
from pendulum import Date

from aimpartner.exact import listed
from aimpartner.parties.agreement.extent import Extent
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Option, Termination
from aimpartner.parties.agreement.reach import Footing, Reach
from aimpartner.parties.agreement.timeline import AgreementState, Ground
from aimpartner.periods import DateRange, days_on

_AFTER_ALL = (AgreementState.LAPSED, AgreementState.ENDED)


@frozen
class AsKnown:
    """One agreement, with those of its provisions that were approved by the day of knowledge.

    Args:
        agreed: the agreement itself, and the approval that it goes by.
        term: its initial term.
        shadow: its shadow period.
        options: all its options.
        extent: how far the extensions approved reach, and the options they leave.
        reached: these extensions in order, each with how far it reaches after those before it.
        holding_over: the days held over, by clause or as approved.
        ended: the termination approved.
        known_on: the day of the knowledge; `None` is everything recorded.

    Example:
        >>> term = DateRange("2018-04-01", "2021-03-31")
        >>> as_known = AsKnown(Ground("agreement", term.first), term, Extent(term.last))
        >>> as_known.state(date(2021, 4, 1))
        <AgreementState.ENDED: 'ended'>
    """

    agreed: Ground
    term: DateRange
    extent: Extent
    shadow: DateRange | None = None
    options: tuple[Option, ...] = ()
    reached: tuple[Reach, ...] = ()
    holding_over: tuple[HoldingOver, ...] = ()
    ended: Termination | None = None
    known_on: date | None = None

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """The extensions approved."""
        return tuple(reach.extension for reach in self.reached)

    @cached_property
    def is_known(self) -> bool:
        """Whether the agreement itself was approved, or asks nobody."""
        approval = self.agreed.approval
        return not (approval and approval.required) or approval.is_given(self.known_on)

    @property
    def last_day(self) -> Date:
        """The last day agreed."""
        return min(self.extent.last, self.ended.last) if self.ended else self.extent.last

    def state(self, on: date) -> AgreementState:
        """Return what the agreement is on a day."""
        if not self.is_known:
            return AgreementState.NOT_STARTED
        if on < self.term.first:
            in_shadow = self.shadow is not None and on in self.shadow
            return AgreementState.SHADOW if in_shadow else AgreementState.NOT_STARTED
        if self.ended and on > self.ended.last:
            return AgreementState.ENDED
        return AgreementState.IN_TERM if on in self.term else self._state_after(on)

    def _state_after(self, on: date) -> AgreementState:
        """Return what the agreement is on a day after its term, if nobody ended it."""
        if on <= self.last_day:
            return AgreementState.EXTENDED
        if self._held(on):
            return AgreementState.HELD_OVER
        reachable = on <= self.extent.furthest
        return AgreementState.LAPSED if reachable else AgreementState.ENDED

    def _held(self, on: date) -> tuple[HoldingOver, ...]:
        """Return the first holding over that covers a day, if any does."""
        return tuple(held for held in self.holding_over if on in held.days)[:1]

    @property
    def turning_days(self) -> set[Date]:
        """The first days of what the agreement may be."""
        spans = [span for span in (self.shadow, self.term) if span]
        spans += [held.days for held in self.holding_over]
        lasts = [*(reach.extension.last for reach in self.reached), self.extent.furthest]
        days = {span.first for span in spans} | {span.after for span in spans if span.after}
        days |= {days_on(last, 1) for last in lasts}
        if not self.ended:
            return days
        end = days_on(self.ended.last, 1)
        return {day for day in days if day < end} | {end}

    def relied_on(self, on: date) -> tuple[Extension, ...]:
        """Return the extensions by which the agreement reaches a day."""
        if self.state(on) is not AgreementState.EXTENDED:
            return ()
        return self.extensions[: self._relied(on) + 1]

    def _relied(self, on: date) -> int:
        """Return the place of the last extension that the agreement needs to reach a day."""
        return bisect_left(self.reached, on, key=lambda reach: reach.extent.last)

    def footing(self, on: date) -> Footing:
        """Return what the state on a day rests on that was assumed, or took effect late."""
        state = self.state(on)
        if state is AgreementState.EXTENDED:
            return self.reached[self._relied(on)].footing
        footing, grounds = Footing(), self.grounds(on)
        for ground in grounds:
            footing = footing.on(ground, self.known_on)
        for option in self.options if state in _AFTER_ALL and not grounds else ():
            footing = footing.assuming(str(option), option.source)
        return footing

    def grounds(self, on: date) -> tuple[Ground, ...]:
        """Return the agreement, holding over or end that a state without extensions rests on."""
        state = self.state(on)
        if state is AgreementState.SHADOW:
            return (self.agreed,)
        if state is AgreementState.IN_TERM:
            return (evolve(self.agreed, begins=self.term.first),)
        if state is AgreementState.HELD_OVER:
            return tuple(
                Ground(str(held), held.days.first, held.approval, held.source)
                for held in self._held(on)
            )
        end = self.ended if state is AgreementState.ENDED else None
        return (Ground(str(end), days_on(end.last, 1), end.approval, end.source),) if end else ()

    def assumptions(self, on: date) -> tuple[str, ...]:
        """Return what the state on a day rests on that nobody recorded, in words."""
        footing = self.footing(on)
        names = listed(footing.partners)
        return (*((f"assumed decisions of {names}",) if footing.partners else ()), *footing.things)

    def late(self, on: date, after: date | None = None) -> tuple[str, ...]:
        """Return what the state on a day rests on that took effect after it begins, in words."""
        late = self.footing(on).late
        return tuple(words for day, words in late if after is None or day > after)
