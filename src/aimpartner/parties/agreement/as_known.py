"""What stands of one agreement as known on a day: with the knowledge fixed, one clock is left."""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen
from pendulum import Date

from aimpartner.exact import listed
from aimpartner.parties.agreement.extent import Extent
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Option, Termination
from aimpartner.parties.agreement.timeline import AgreementState, Ground
from aimpartner.periods import DateRange


@frozen
class AsKnown:
    """One agreement, with those of its provisions that were approved by the day of knowledge.

    Args:
        agreed: the agreement itself, and the approval that it goes by.
        term: its initial term.
        shadow: its shadow period.
        options: all its options.
        extensions: the extensions approved.
        extent: how far these extensions reach, and the options they leave.
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
    extensions: tuple[Extension, ...] = ()
    holding_over: tuple[HoldingOver, ...] = ()
    ended: Termination | None = None
    known_on: date | None = None

    @property
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
        lasts = [*(extension.last for extension in self.extensions), self.extent.furthest]
        days = {span.first for span in spans} | {span.after for span in spans if span.after}
        days |= {last.add(days=1) for last in lasts}
        if not self.ended:
            return days
        end = self.ended.last.add(days=1)
        return {day for day in days if day < end} | {end}

    def relied_on(self, on: date) -> tuple[Extension, ...]:
        """Return the extensions by which the agreement reaches a day."""
        if self.state(on) is not AgreementState.EXTENDED:
            return ()
        last = next(
            position for position, extension in enumerate(self.extensions) if on <= extension.last
        )
        return self.extensions[: last + 1]

    def grounds(self, on: date) -> tuple[Ground, ...]:
        """Return the agreement, extensions, holding over or end that the state rests on."""
        state = self.state(on)
        if state is AgreementState.SHADOW:
            return (self.agreed,)
        if state is AgreementState.IN_TERM:
            return (evolve(self.agreed, begins=self.term.first),)
        if state is AgreementState.EXTENDED:
            return self._extended(on)
        if state is AgreementState.HELD_OVER:
            return tuple(
                Ground(str(held), held.days.first, held.approval, held.source)
                for held in self._held(on)
            )
        end = self.ended if state is AgreementState.ENDED else None
        return (Ground(str(end), end.last.add(days=1), end.approval, end.source),) if end else ()

    def _extended(self, on: date) -> tuple[Ground, ...]:
        """Return the extensions that reach a day, each from the day after the one before."""
        relied = self.relied_on(on)
        lasts = [self.term.last or self.term.first, *(extension.last for extension in relied)]
        return tuple(
            Ground(str(extension), last.add(days=1), extension.approval, extension.source)
            for extension, last in zip(relied, lasts[:-1], strict=True)
        )

    def assumptions(self, on: date) -> tuple[str, ...]:
        """Return what the state on a day rests on that nobody recorded, in words."""
        grounds = self.grounds(on)
        assumed = [(ground.words, ground.source) for ground in grounds]
        if not grounds and self.state(on) is not AgreementState.NOT_STARTED:
            assumed = [(str(option), option.source) for option in self.options]
        approvals = [ground.approval for ground in grounds if ground.approval]
        names = dict.fromkeys(
            name for approval in approvals for name in approval.assumed(self.known_on)
        )
        words = [f"assumed decisions of {listed(names)}"] if names else []
        words += [
            f"an assumed {what} ({source.words})"
            for what, source in assumed
            if source and source.is_assumption
        ]
        return tuple(words)

    def late(self, on: date, after: date | None = None) -> tuple[str, ...]:
        """Return what the state on a day rests on that took effect after it begins, in words."""
        words = (ground.late(self.known_on, after) for ground in self.grounds(on))
        return tuple(filter(None, words))
