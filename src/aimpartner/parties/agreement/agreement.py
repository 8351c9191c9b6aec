"""The partnership agreement over two clocks: when a thing is true, and when it became known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.kinds import checked
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.as_known import AsKnown
from aimpartner.parties.agreement.extent import (
    Extent,
    at_odds,
    check_end,
    check_holding_over,
    check_options,
)
from aimpartner.parties.agreement.provisions import (
    Extension,
    HoldingOver,
    NoticeClause,
    Option,
    Termination,
)
from aimpartner.parties.agreement.standings import Standings
from aimpartner.parties.agreement.timeline import AgreementState, Ground, Spell, Timeline
from aimpartner.periods import DateRange, days_on, parse_day, parse_optional_day
from aimpartner.sources import Source, read_in
from aimpartner.tables import WORDS, Drawn, Table, columns

_COLUMNS = (
    *columns(WORDS, "provision", "days", "approval"),
    *columns(WORDS, "source", is_drawn=False),
)


@frozen(repr=False, field_transformer=checked)
class Agreement(Drawn):
    """The partnership agreement: its shadow period and term, and all that may follow them.

    Args:
        term: the initial term; it has a last day.
        approval: the approval of the agreement itself.
        shadow: the days the agency ran in shadow form before the term.
        options: rights to extend, used in order.
        extensions: extensions in order; one that was refused for good is kept and passed over.
        source: where the term is recorded.
        holding_over: days after the last on which the partners carry on, by clause or decision.
        termination: its end for everybody, where that was sought.
        notice: how a partner gives notice.
        successor: the agreement that follows it; it governs from its own first day, and replaces
            this one early only where a termination that was approved says so.
        shadow_source: where the shadow period is recorded.

    Raises:
        ModelError: the term has no last day; the shadow period runs into the term; an option
            reaches no further than the term, or was to be exercised before anything began; an
            extension ends no later than what it extends, or later than its option reaches; a
            holding over does not begin where something ends; the agreement is terminated before
            its term begins, after all has ended, or at shorter notice than its clause without
            asking everyone; or the one that follows begins by the last day approved of this one.

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
    holding_over: tuple[HoldingOver, ...] = field(default=(), converter=ordered)
    notice: NoticeClause | None = None
    termination: Termination | None = field(default=None)
    successor: Agreement | None = field(default=None)
    shadow_source: Source | None = field(default=None, kw_only=True)

    @term.validator
    def _has_a_last_day(self, _: object, term: DateRange) -> None:
        if term.last is None:
            remedy = f"Check {self.source or 'the agreement'}."
            got = f"{term}{read_in(self.source)}"
            raise ModelError("Term of the agreement", "have a last day", got, remedy)

    @shadow.validator
    def _comes_before_the_term(self, _: object, shadow: DateRange | None) -> None:
        if shadow is not None and (shadow.last is None or shadow.last >= self.term.first):
            rule = f"end before the term begins on {self.term.first}"
            raise at_odds("Shadow period", rule, shadow, self.shadow_source, self.source)

    @options.validator
    def _may_still_be_used(self, _: object, options: tuple[Option, ...]) -> None:
        check_options(options, DateRange(self.first_day, self._term_ends), self.source)

    @extensions.validator
    def _reach_from_one_to_the_next(self, _: object, extensions: tuple[Extension, ...]) -> None:
        extent = Extent(self._term_ends, self.options, self.source)
        for extension in extensions:
            if not extension.is_refused:
                extent.check(extension)
            if extension.approval.is_given():
                extent = extent.extended(extension)

    @holding_over.validator
    def _follow_the_term(self, _: object, holding_over: tuple[HoldingOver, ...]) -> None:
        check_holding_over(holding_over, self._term_ends, self.extensions, self.source)

    @termination.validator
    def _ends_what_has_begun(self, _: object, termination: Termination | None) -> None:
        if termination is None:
            return
        if termination.last < self.term.first:
            rule = f"end on or after {self.term.first}, the first day of the term"
            raise at_odds("Termination", rule, termination.last, termination.source, self.source)
        check_end(termination, self._extent(None), self.extensions, self.holding_over)
        if self.notice and termination.given:
            end, days = termination, (termination.given, termination.last)
            self.notice.check("Termination", *days, end.approval, end.source)

    @successor.validator
    def _follows_the_term(self, _: object, successor: Agreement | None) -> None:
        if successor is None or successor.is_refused:
            return
        last, source = self.last_day(), self._extent(None).source
        if successor.first_day <= last:
            rule = f"begin after {last}, the last day approved of the one it follows"
            got = successor.first_day
            raise at_odds("Agreement that follows", rule, got, successor.source, source)

    def table(self) -> Table:
        """Return a row a provision, of this agreement and those that follow, and their sources."""
        rows = [row for agreed in self.line for row in agreed._rows()]  # noqa: SLF001  # its own class
        notes = (f"{provision}: {source}" for provision, *_, source in rows if source)
        return Table(["Partnership agreement"], _COLUMNS, rows, notes)

    def _rows(self) -> Iterator[tuple[object, ...]]:
        if self.shadow:
            yield "shadow period", str(self.shadow), "", str(self.shadow_source or "")
        yield "term", str(self.term), self.approval.outcome, str(self.source or "")
        for option in self.options:
            yield str(option), "", "", str(option.source or "")
        for provision in (*self.extensions, *self.holding_over, self.termination):
            if provision:
                given = provision.approval.outcome if provision.approval else ""
                yield str(provision), "", given, str(provision.source or "")
        if self.notice:
            yield str(self.notice), "", "", str(self.notice.source or "")

    def _in_short(self) -> str:
        return f"<Agreement of {self.term}: to {self.last_day()} as recorded>"

    @property
    def _term_ends(self) -> Date:
        """The last day of the initial term; that it has one is checked first."""
        return self.term.last or self.term.first

    @property
    def first_day(self) -> Date:
        """The first day of the shadow period, or of the term where there is none."""
        return self.shadow.first if self.shadow else self.term.first

    @cached_property
    def line(self) -> tuple[Agreement, ...]:
        """The agreement and those that follow it, in order."""
        return (self, *(self.successor.line if self.successor else ()))

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """The approvals of the agreement, of its provisions, and of those that follow it."""
        provisions = (*self.extensions, *self.holding_over, self.termination)
        own = [self.approval, *(provision.approval for provision in provisions if provision)]
        following = self.successor.approvals if self.successor else ()
        return (*(approval for approval in own if approval), *following)

    @property
    def is_refused(self) -> bool:
        """Whether all that is recorded leaves the agreement itself refused."""
        return bool(self.approval.refused()) and not self.approval.is_given()

    @cached_property
    def days_decided(self) -> tuple[date, ...]:
        """The days on which anything of the line was decided, each once and in order."""
        made = {decision.made for approval in self.approvals for decision in approval.decisions}
        return tuple(sorted(made))

    def is_known(self, known_on: date | None = None) -> bool:
        """Return whether the agreement itself was approved by the day, or asks nobody."""
        return self._as_known(known_on).is_known

    def governing(self, on: date, known_on: date | None = None) -> Agreement:
        """Return the agreement that governs a day: this one, or one that follows it.

        Args:
            on: the day asked about.
            known_on: the day of the knowledge; `None` is everything recorded.

        Returns:
            The last in line that has begun and was approved by then.
        """
        day, known = parse_day(on), parse_optional_day(known_on)
        begun = [
            agreement
            for agreement in self.line
            if agreement.first_day <= day and agreement.is_known(known)
        ]
        return begun[-1] if begun else self

    def _as_known(self, known_on: date | None) -> AsKnown:
        """Return what stands of this agreement by itself, as known on a day."""
        return self._standings.on(parse_optional_day(known_on))

    @cached_property
    def _standings(self) -> Standings:
        """What stands of this agreement by itself from one day of decision to the next."""
        start = AsKnown(
            agreed=Ground("agreement", self.first_day, self.approval, self.source),
            term=self.term,
            extent=Extent(self._term_ends, self.options, self.source),
            shadow=self.shadow,
            options=self.options,
        )
        return Standings.of(start, self.extensions, self.holding_over, self.termination)

    def _extent(self, known_on: date | None) -> Extent:
        """Return how far the extensions known on a day reach, and the options they leave."""
        return self._as_known(known_on).extent

    def _governing_as_known(self, on: date, known_on: date | None) -> AsKnown:
        """Return what stands of the agreement that governs a day."""
        return self.governing(on, known_on)._as_known(known_on)  # noqa: SLF001  # its own class

    def known_extensions(self, known_on: date | None = None) -> tuple[Extension, ...]:
        """Return this agreement's extensions that were approved by the day it is asked of.

        Args:
            known_on: the day; `None` counts everything recorded.
        """
        return self._as_known(known_on).extensions

    def last_day(self, known_on: date | None = None) -> Date:
        """Return this agreement's own last day, as known on the day it is asked of."""
        return self._as_known(known_on).last_day

    def open_options(self, known_on: date | None = None) -> tuple[Option, ...]:
        """Return this agreement's options, or what is left of them, that are not used yet."""
        return self._as_known(known_on).extent.open_options

    def state(self, on: date, known_on: date | None = None) -> AgreementState:
        """Return what the agreement is on a day, as known on another.

        Args:
            on: the day asked about.
            known_on: the day of the knowledge; `None` is everything recorded.

        Returns:
            The state of the agreement that governs the day. After the last day it is lapsed as
            long as an option that nobody has used could still reach the day, else ended. An
            agreement whose approval is outstanding has not started.
        """
        return self._governing_as_known(on, known_on).state(parse_day(on))

    def relied_on(self, on: date, known_on: date | None = None) -> tuple[Extension, ...]:
        """Return the extensions by which the agreement reaches the day, as known on another."""
        return self._governing_as_known(on, known_on).relied_on(parse_day(on))

    def assumptions(self, on: date, known_on: date | None = None) -> tuple[str, ...]:
        """Return what the state on the day rests on that nobody recorded, in words."""
        return self._governing_as_known(on, known_on).assumptions(parse_day(on))

    def decided_late(
        self, on: date, known_on: date | None = None, after: date | None = None
    ) -> tuple[str, ...]:
        """Return what the state on the day rests on that took effect after it begins, in words.

        A state counts from the day a decision was made; the day it takes effect, which may be
        the end of call-in, is said here.

        Args:
            on: the day asked about.
            known_on: the day of the knowledge; `None` is everything recorded.
            after: a day; what took effect by then is left out. Left out, the day it begins.
        """
        return self._governing_as_known(on, known_on).late(parse_day(on), parse_optional_day(after))

    def turning_days(self, known_on: date | None = None) -> tuple[Date, ...]:
        """Return the days on which the state, or what it rests on, may change."""
        days = {
            day
            for agreement in self.line
            for day in agreement._as_known(known_on).turning_days  # noqa: SLF001  # its own class
            if self.governing(day, known_on) is agreement
        }
        return tuple(sorted(days))

    def timeline(self, known_on: date | None = None) -> Timeline:
        """Return the whole run of states from the first day of the agreement, as known on a day.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.

        Example:
            >>> term = DateRange("2018-04-01", "2021-03-31")
            >>> print(Agreement(term, Approval(())).timeline())
            1 April 2018 to 31 March 2021 (1096 days): in term
            from 1 April 2021: ended
        """
        parts = DateRange(self.first_day).split(*self.turning_days(known_on))
        return Timeline.merged(self._spell(part, known_on) for part in parts)

    def as_lived(self) -> Timeline:
        """Return the run of what each day was, as known on that day itself."""
        turns = (day for agreement in self.line for day in agreement._turns_ever())  # noqa: SLF001  # its own class
        parts = DateRange(self.first_day).split(*self.days_decided, *turns)
        return Timeline.merged(self._spell(part, part.first) for part in parts)

    def _turns_ever(self) -> Iterator[Date]:
        """Go through the first days of all that this agreement may be, whatever is known of it."""
        for span in filter(
            None, (self.shadow, self.term, *(held.days for held in self.holding_over))
        ):
            yield from filter(None, (span.first, span.after))
        lasts = [extension.last for extension in self.extensions]
        lasts += [standing.extent.furthest for standing in self._standings.known]
        lasts += [self.termination.last] if self.termination else []
        yield from (days_on(last, 1) for last in lasts)

    def _spell(self, days: DateRange, known_on: date | None) -> Spell:
        """Return days that are alike as a spell."""
        as_known = self._governing_as_known(days.first, known_on)
        grounds = (*as_known.assumptions(days.first), *as_known.late(days.first))
        return Spell(days, as_known.state(days.first), grounds)
