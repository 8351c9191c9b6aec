"""What an agreement is from when to when: runs of states without gap or overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.periods import DateRange, in_words, parse_day
from aimpartner.sources import Source
from aimpartner.tables import DAY, WORDS, Drawn, Table, columns

_COLUMNS = (*columns(DAY, "first", "last"), *columns(WORDS, "state", "grounds"))


class AgreementState(Enum):
    """What an agreement is on a day."""

    NOT_STARTED = "not started"
    SHADOW = "shadow"
    IN_TERM = "in term"
    LAPSED = "lapsed"
    EXTENDED = "extended"
    HELD_OVER = "held over"
    ENDED = "ended"


@frozen
class Ground:
    """Something that a state rests on: the agreement, an extension, a holding over, an end.

    Args:
        words: what it is, such as "extension to 31 March 2022".
        begins: the first day that it makes a difference to.
        approval: the approval that it goes by; nothing where a clause provides it.
        source: where it is recorded.

    Example:
        >>> from aimpartner.parties import Decision
        >>> approval = Approval(["Sefton"], [Decision("Sefton", "2021-11-04")])
        >>> print(Ground("extension to 31 March 2022", date(2021, 4, 1), approval).late())
        the extension to 31 March 2022, in effect from 4 November 2021 (the day it was made), 217
        days after it begins
    """

    words: str
    begins: Date = field(converter=parse_day)
    approval: Approval | None = None
    source: Source | None = None

    def completed(self, known_on: date | None = None) -> Decision | None:
        """Return the decision by which it took effect; `None` where a clause provides it."""
        return self.approval.completing(known_on) if self.approval else None

    def late(self, known_on: date | None = None, after: date | None = None) -> str:
        """Return the words for an effect that reaches back; none where it was approved in time.

        Args:
            known_on: the day of the knowledge; `None` is everything recorded.
            after: a later day than it begins, where one in effect by then is in time as well.
        """
        last = self.completed(known_on)
        if last is None or last.effective <= max(self.begins, after or self.begins):
            return ""
        days = DateRange(self.begins, last.effective).count - 1
        when = f"{in_words(last.effective)} ({last.effect_runs_from})"
        ending = "day" if days == 1 else "days"
        return f"the {self.words}, in effect from {when}, {days} {ending} after it begins"


@frozen(repr=False, field_transformer=checked)
class Spell(OneLine):
    """Days on end in one state, on the same grounds.

    Args:
        days: from when to when; the last spell of a timeline has no last day.
        state: what the agreement is on them.
        grounds: what that rests on that was assumed, or decided late.

    Example:
        >>> print(Spell(DateRange("2021-04-01", "2021-11-03"), AgreementState.LAPSED))
        1 April 2021 to 3 November 2021 (217 days): lapsed
    """

    days: DateRange
    state: AgreementState
    grounds: tuple[str, ...] = field(default=(), converter=ordered)

    def __str__(self) -> str:
        """Return the days, the state and the grounds."""
        first, last = in_words(self.days.first), self.days.last
        span = f"{first} to {in_words(last)} ({self.days.count} days)" if last else f"from {first}"
        rests = "".join(f"; rests on {ground}" for ground in self.grounds)
        return f"{span}: {self.state.value}{rests}"


@frozen(repr=False, field_transformer=checked)
class Timeline(Drawn):
    """The whole run of an agreement's states, as known on a day or as lived.

    Args:
        spells: each begins on the day after the one before; the last has no end.

    Raises:
        ModelError: two spells leave a gap or overlap, or the last one ends.

    Example:
        >>> from aimpartner import samples
        >>> print(samples.load("aim").partnership.agreement.as_lived().spells[3])
        1 April 2021 to 3 November 2021 (217 days): lapsed; rests on an assumed option of 12
        months (the terms are not published; one option of twelve months is taken from the length
        of the extension)
    """

    spells: tuple[Spell, ...] = field(converter=ordered)

    @spells.validator
    def _follow_on(self, _: object, spells: tuple[Spell, ...]) -> None:
        ends = [spell.days.after for spell in spells]
        firsts = [*(spell.days.first for spell in spells[1:]), None]
        if not spells or ends != firsts:
            got = "; ".join(str(spell.days) for spell in spells) or "no spell"
            raise ModelError("Timeline", "run without gap or overlap, and have no end", got)

    @classmethod
    def merged(cls, spells: Iterable[Spell]) -> Timeline:
        """Return the timeline of some spells, those alike put together where they meet.

        Example:
            >>> parts = DateRange("2018-04-01").split(date(2019, 4, 1))
            >>> len(Timeline.merged(Spell(part, AgreementState.IN_TERM) for part in parts))
            1
        """
        run: list[Spell] = []
        for spell in spells:
            if run and (run[-1].state, run[-1].grounds) == (spell.state, spell.grounds):
                days = DateRange(run.pop().days.first, spell.days.last)
                run.append(Spell(days, spell.state, spell.grounds))
            else:
                run.append(spell)
        return cls(run)

    def state(self, on: date | str) -> AgreementState:
        """Return the state on a day; before the first spell nothing has started."""
        day = parse_day(on)
        states = (spell.state for spell in self.spells if day in spell.days)
        return next(states, AgreementState.NOT_STARTED)

    def __iter__(self) -> Iterator[Spell]:
        """Go through the spells by day."""
        return iter(self.spells)

    def __len__(self) -> int:
        """Return how many spells there are."""
        return len(self.spells)

    def __str__(self) -> str:
        """Return a line a spell."""
        return "\n".join(str(spell) for spell in self.spells)

    def table(self) -> Table:
        """Return a row a spell, by its first day.

        Example:
            >>> timeline = Timeline([Spell(DateRange("2018-04-01"), AgreementState.IN_TERM)])
            >>> timeline.to_frame()["state"].to_list()
            ['in term']
        """
        rows = (
            (spell.days.first, spell.days.last, spell.state.value, "; ".join(spell.grounds))
            for spell in self.spells
        )
        return Table(["The agreement from day to day"], _COLUMNS, rows)

    def _in_short(self) -> str:
        states = dict.fromkeys(spell.state.value for spell in self.spells)
        return f"<Timeline from {self.spells[0].days.first}: {', '.join(states)}>"
