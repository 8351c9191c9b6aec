"""The partnership agreement over two clocks: when a thing is true, and when it became known."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.parties.decisions import Approval
from aimpartner.periods import DateRange, months_after, parse_day
from aimpartner.rules import whole
from aimpartner.sources import Source

_ONE_DAY = timedelta(days=1)


class AgreementState(Enum):
    """What an agreement is on a day."""

    NOT_STARTED = "not started"
    SHADOW = "shadow"
    IN_TERM = "in term"
    LAPSED = "lapsed"
    EXTENDED = "extended"
    ENDED = "ended"


@frozen
class Option:
    """A right to extend the agreement, once, for a number of months.

    Args:
        months: how long an extension under it may be.
        source: the clause.

    Example:
        >>> Option(12).months
        12
    """

    months: int = field(validator=whole(1, 1200))
    source: Source | None = None


@frozen
class Extension:
    """A later last day, and the partners' approval of it.

    Args:
        last: the new last day of the agreement.
        approval: who has to approve it and has; it counts from the last of their decisions.
        source: where it is recorded.

    Example:
        >>> Extension("2022-03-31", Approval(("Sefton",))).approval.outstanding()
        ('Sefton',)
    """

    last: date = field(converter=parse_day)
    approval: Approval
    source: Source | None = None


@frozen
class Agreement:
    """The partnership agreement: a shadow period, a term, options and extensions.

    Args:
        term: the initial term; it has a last day.
        approval: the approval of the agreement itself.
        shadow: the days the agency ran in shadow form before the term.
        options: rights to extend, each used once, in order.
        extensions: extensions agreed, in order.
        source: where the term is recorded.

    Raises:
        ModelError: the term has no last day, the shadow period runs into the term, or an
            extension ends no later than what it extends.

    Example:
        >>> term = DateRange("2018-04-01", "2021-03-31")
        >>> agreement = Agreement(term, Approval(()), options=(Option(12),))
        >>> agreement.state(date(2021, 7, 1))
        <AgreementState.LAPSED: 'lapsed'>
    """

    term: DateRange = field()
    approval: Approval
    shadow: DateRange | None = field(default=None)
    options: tuple[Option, ...] = field(default=(), converter=ordered)
    extensions: tuple[Extension, ...] = field(default=(), converter=ordered)
    source: Source | None = None

    @term.validator
    def _has_a_last_day(self, _: object, term: DateRange) -> None:
        if term.last is None:
            raise ModelError("Term of the agreement", "have a last day", term)

    @shadow.validator
    def _comes_before_the_term(self, _: object, shadow: DateRange | None) -> None:
        if shadow is not None and (shadow.last is None or shadow.last >= self.term.first):
            rule = f"end before the term begins on {self.term.first}"
            raise ModelError("Shadow period", rule, shadow)

    @extensions.validator
    def _each_ends_later(self, _: object, extensions: tuple[Extension, ...]) -> None:
        last = self.term.last
        for extension in extensions:
            if last is not None and extension.last <= last:
                rule = f"end after {last}, the last day of what it extends"
                raise ModelError("Extension", rule, extension.last, str(extension.source or ""))
            last = extension.last

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """The approvals of the agreement and of its extensions."""
        return (self.approval, *(extension.approval for extension in self.extensions))

    def known_extensions(self, known_on: date | None = None) -> tuple[Extension, ...]:
        """Return the extensions whose approval was complete on the day it is asked of.

        Args:
            known_on: the day; `None` counts everything recorded.
        """
        return tuple(each for each in self.extensions if each.approval.is_given(known_on))

    def last_day(self, known_on: date | None = None) -> date:
        """Return the agreement's last day, as known on the day it is asked of."""
        lasts = [each.last for each in self.known_extensions(known_on)]
        return max([*lasts, self.term.last or self.term.first])

    def state(self, on: date, known_on: date | None = None) -> AgreementState:
        """Return what the agreement is on a day, as known on another.

        Args:
            on: the day asked about.
            known_on: the day of the knowledge; `None` is everything recorded.

        Returns:
            The state. After the last day it is lapsed as long as an option that nobody has used
            could still reach the day, else ended. An agreement whose approval is outstanding has
            not started.
        """
        if self.approval.required and not self.approval.is_given(known_on):
            return AgreementState.NOT_STARTED
        if on < self.term.first:
            in_shadow = self.shadow is not None and on in self.shadow
            return AgreementState.SHADOW if in_shadow else AgreementState.NOT_STARTED
        if on in self.term:
            return AgreementState.IN_TERM
        if on <= self.last_day(known_on):
            return AgreementState.EXTENDED
        reachable = on <= self._reach(known_on)
        return AgreementState.LAPSED if reachable else AgreementState.ENDED

    def _reach(self, known_on: date | None) -> date:
        """Return the furthest day that the options not yet exercised could still reach."""
        after = self.last_day(known_on) + _ONE_DAY
        months = sum(option.months for option in self.open_options(known_on))
        return months_after(after, months) - _ONE_DAY

    def open_options(self, known_on: date | None = None) -> tuple[Option, ...]:
        """Return the options that no extension has used yet, as known on a day."""
        return self.options[len(self.known_extensions(known_on)) :]

    def turning_days(self, known_on: date | None = None) -> tuple[date, ...]:
        """Return the days on which the state, or what it rests on, may change."""
        shadow = [self.shadow.first] if self.shadow else []
        lasts = [self.term.last or self.term.first, self._reach(known_on)]
        lasts += [each.last for each in self.known_extensions(known_on)]
        lasts += [self.shadow.last] if self.shadow and self.shadow.last else []
        return tuple(sorted({*shadow, self.term.first, *(last + _ONE_DAY for last in lasts)}))

    def relied_on(self, on: date, known_on: date | None = None) -> tuple[Extension, ...]:
        """Return the extensions by which the agreement reaches the day, as known on another."""
        if self.state(on, known_on) is not AgreementState.EXTENDED:
            return ()
        known = self.known_extensions(known_on)
        last = next(place for place, each in enumerate(known) if on <= each.last)
        return known[: last + 1]

    def assumptions(self, on: date, known_on: date | None = None) -> tuple[str, ...]:
        """Return what the state on the day rests on that nobody recorded, in words."""
        state = self.state(on, known_on)
        if state in {AgreementState.LAPSED, AgreementState.ENDED}:
            return tuple(
                f"an assumed option of {option.months} months ({option.source.words})"
                for option in self.options
                if option.source and option.source.is_assumption
            )
        approvals = [each.approval for each in self.relied_on(on, known_on)]
        if state in {AgreementState.SHADOW, AgreementState.IN_TERM}:
            approvals = [self.approval]
        names = dict.fromkeys(name for each in approvals for name in each.assumed(known_on))
        return (f"assumed decisions of {listed(names)}",) if names else ()
