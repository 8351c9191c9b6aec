"""What a partnership is on a day: for a screen, and the same as JSON holds it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from textwrap import fill

from attrs import evolve, field, frozen
from pendulum import Date

from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.timeline import AgreementState, Spell
from aimpartner.parties.duties import Owed, Task
from aimpartner.parties.hosting import Conflict
from aimpartner.parties.key_dates import KeyDate, KeyDates
from aimpartner.parties.partnership import Partnership, Statement
from aimpartner.parties.to_decide import Matter
from aimpartner.periods import (
    DateRange,
    FinancialYear,
    in_words,
    parse_day,
    parse_optional_day,
    parse_optional_year,
)
from aimpartner.sources import read_in

_WIDTH = 100


@frozen(repr=False, field_transformer=checked)
class Briefing(OneLine):
    """What is to be known of a partnership on a day, as known on another.

    Args:
        partnership: the partnership.
        on: the day asked about.
        known_on: the day of the knowledge; left out, everything recorded.
        since: the day from which key dates are wanted; left out, the day asked about.
        for_year: the financial year whose timetable is asked about; left out, the year of the day,
            the one before it and the one after.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim").partnership
        >>> print(str(Briefing(aim, "2018-07-01", "2018-07-01")).splitlines()[0])
        Adoption in Merseyside on 1 July 2018, as known on 1 July 2018: in term
    """

    partnership: Partnership
    on: Date = field(converter=parse_day)
    known_on: Date | None = field(default=None, converter=parse_optional_day)
    since: Date | None = field(default=None, converter=parse_optional_day)
    for_year: FinancialYear | None = field(default=None, converter=parse_optional_year)

    @property
    def state(self) -> AgreementState | None:
        """What the agreement is on the day; nothing where none is recorded."""
        agreement = self._agreement
        return agreement.state(self.on, self.known_on) if agreement else None

    @property
    def grounds(self) -> tuple[str, ...]:
        """What the state rests on that was assumed, or took effect late."""
        of_the_day = (spell.grounds for spell in self.timeline if self.on in spell.days)
        return next(of_the_day, ())

    @property
    def timeline(self) -> tuple[Spell, ...]:
        """The whole run of states, as known."""
        return self._agreement.timeline(self.known_on).spells if self._agreement else ()

    @property
    def lived(self) -> tuple[Spell, ...]:
        """What each day was as known on the day itself, until the day of the knowledge."""
        spells = self._agreement.as_lived().spells if self._agreement else ()
        if self.known_on is None or not spells:
            return spells
        if self.known_on < spells[0].days.first:
            return ()
        known = DateRange(spells[0].days.first, self.known_on)
        parts = ((spell, spell.days.overlap(known)) for spell in spells)
        return tuple(evolve(spell, days=days) for spell, days in parts if days)

    @property
    def watched_from(self) -> Date:
        """The day from which key dates are wanted."""
        return self.since or self.on

    @property
    def key_dates(self) -> KeyDates:
        """The days to watch, as known."""
        return self.partnership.key_dates(self.watched_from, self.known_on)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The days for which sources name different hosts; known from the first of them."""
        return tuple(
            conflict
            for conflict in self.partnership.conflicts()
            if self.is_known(conflict.days.first)
        )

    @property
    def undecided(self) -> tuple[tuple[Matter, tuple[str, ...]], ...]:
        """The matters of the agreement that wait for a decision, and whose."""
        matters = self.partnership.to_decide(self.known_on)
        waiting = ((matter, matter.awaited(self.known_on)) for matter in matters)
        return tuple((matter, names) for matter, names in waiting if names)

    @property
    def refused(self) -> tuple[tuple[Matter, Decision], ...]:
        """The refusals that stand, each with what was refused."""
        matters = self.partnership.to_decide(self.known_on)
        return tuple((matter, no) for matter in matters for no in matter.refusals(self.known_on))

    @property
    def overdue(self) -> tuple[KeyDate, ...]:
        """The reviews that were due before the day, and are still open."""
        dates = self.partnership.key_dates(self.on, self.known_on)
        return tuple(key_date for key_date in dates if key_date.is_overdue)

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The financial years whose timetable is asked about, in order."""
        year = FinancialYear.holding(self.on)
        return (self.for_year,) if self.for_year else (year.back(1), year, year.back(-1))

    @property
    def owed_by(self) -> Date:
        """The day by which what fell due is to be done: the day asked about, as far as known."""
        return min(self.on, self.known_on or self.on)

    @property
    def not_done(self) -> tuple[Task, ...]:
        """What fell due for the years and was not done; nothing where there is no timetable."""
        agency, day = self.partnership, self.owed_by
        years = self.years if agency.timetable else ()
        return tuple(task for year in years for task in agency.outstanding(year, day))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was published besides; its day is not recorded, so only with everything recorded."""
        return () if self.known_on else self.partnership.statements

    def is_known(self, day: date) -> bool:
        """Return whether what began on a day was known by the day of the knowledge."""
        began = parse_day(day)
        return self.known_on is None or began <= self.known_on

    def __str__(self) -> str:
        """Return it in words, a section a subject."""
        title = f"{self.partnership.agency} on {in_words(self.on)}, {self._by}: {self._state}"
        rests = [f"This rests on {ground}." for ground in self.grounds]
        sections = [(title, rests), *((head, lines) for head, lines in self._sections() if lines)]
        return "\n\n".join("\n".join([head, *map(_item, lines)]) for head, lines in sections)

    @property
    def _agreement(self) -> Agreement | None:
        return self.partnership.agreement

    @property
    def _state(self) -> str:
        return self.state.value if self.state else "no agreement is recorded"

    @property
    def _by(self) -> str:
        if self.known_on:
            return f"as known on {in_words(self.known_on)}"
        return "as everything recorded tells it"

    def _sections(self) -> Iterator[tuple[str, list[str]]]:
        """Go through the sections, each a title and its lines."""
        until = f" (to {in_words(self.known_on)})" if self.known_on else ""
        dates = [f"{key_date}{read_in(key_date.source)}" for key_date in self.key_dates] or [
            "None recorded."
        ]
        yield f"Timeline, {self._by}", [str(spell) for spell in self.timeline]
        yield (
            f"As lived: each day as known on that day{until}",
            [str(spell) for spell in self.lived],
        )
        yield f"Key dates from {in_words(self.watched_from)}, {self._by}", dates
        yield (
            "Hosts on whom sources disagree",
            [disagreement(conflict) for conflict in self.conflicts],
        )
        yield "Outstanding", [*self._decisions(), *self._reviews(), *self._tasks()]
        yield "Refused", [_refusal(matter, no) for matter, no in self.refused]
        said = [
            f"{statement.subject}: {statement.words}{read_in(statement.source)}"
            for statement in self.statements
        ]
        yield "Published besides", said

    def _decisions(self) -> list[str]:
        lines = [
            f"Decision of {listed(names)}: {matter.words}{read_in(matter.source)}"
            for matter, names in self.undecided
        ]
        return lines or ["No decision is outstanding."]

    def _reviews(self) -> list[str]:
        late = ((review, f"due on {in_words(review.day)}, overdue") for review in self.overdue)
        return [f"{review.words}, {due}{read_in(review.source)}" for review, due in late]

    def _tasks(self) -> list[str]:
        if not self.partnership.timetable:
            return ["No timetable of the financial year is recorded."]
        lines = [
            f"For {year}: {_duty(owed)} by {listed(task.by for task in tasks)}, "
            f"due on {in_words(owed.due.of(year))}{read_in(owed.source)}"
            for (year, owed), tasks in groupby(
                self.not_done, key=lambda task: (task.year, task.owed)
            )
        ]
        nothing = f"Nothing that was due for {listed(self.years)} by {in_words(self.owed_by)}."
        return lines or [nothing]

    @property
    def facts(self) -> dict[str, object]:
        """The same as JSON holds it: days as text, and nothing where there is none."""
        return {
            "on": str(self.on),
            "known_on": _text(self.known_on),
            "state": self.state.value if self.state else None,
            "rests_on": self.grounds,
            "timeline": [_spell(spell) for spell in self.timeline],
            "as_lived": [_spell(spell) for spell in self.lived],
            "from": str(self.watched_from),
            "key_dates": [_key_date(key_date) for key_date in self.key_dates],
            "conflicts": [_conflict(conflict) for conflict in self.conflicts],
            "outstanding": self._outstanding(),
            "refused": [_refused(matter, no) for matter, no in self.refused],
            "statements": [
                {
                    "subject": statement.subject,
                    "words": statement.words,
                    "source": str(statement.source),
                }
                for statement in self.statements
            ],
        }

    def _outstanding(self) -> dict[str, object]:
        owed = [_task(task) for task in self.not_done] if self.partnership.timetable else None
        decisions = [_matter(matter, names) for matter, names in self.undecided]
        outstanding = {
            "decisions": decisions,
            "reviews": [_key_date(review) for review in self.overdue],
        }
        years = [*map(str, self.years)]
        return {**outstanding, "years": years, "owed_by": str(self.owed_by), "owed": owed}


def disagreement(conflict: Conflict) -> str:
    """Return a conflict of hosts as a sentence, with the host that is taken.

    Example:
        >>> from aimpartner import Source
        >>> said = (Source("Cabinet, 3.1"), Source("Cabinet, resources"))
        >>> print(disagreement(Conflict(DateRange("2021-11-04"), ("Sefton", "Wirral"), said)))
        from 4 November 2021: Sefton (Cabinet, 3.1), Wirral (Cabinet, resources); Sefton is taken
    """
    return f"{conflict}; {conflict.hosts[0]} is taken"


def _duty(owed: Owed) -> str:
    names = (owed.part, owed.duty) if owed.duty == "report" else (owed.duty, owed.part)
    return " ".join(filter(None, names))


def _item(line: str) -> str:
    return fill(f"- {line}", _WIDTH, subsequent_indent="  ")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _days(days: DateRange) -> dict[str, object]:
    return {"first": str(days.first), "last": _text(days.last)}


def _spell(spell: Spell) -> dict[str, object]:
    return _days(spell.days) | {"state": spell.state.value, "rests_on": spell.grounds}


def _key_date(key_date: KeyDate) -> dict[str, object]:
    what = {"day": str(key_date.day), "what": key_date.what, "words": key_date.words}
    return {**what, "overdue": key_date.is_overdue, "source": _text(key_date.source)}


def _refusal(matter: Matter, no: Decision) -> str:
    by = f"{no.partner} on {in_words(no.made)}{read_in(no.source)}"
    return f"The {matter.words} was refused by {by}"


def _refused(matter: Matter, no: Decision) -> dict[str, object]:
    what = {"matter": matter.words, "by": no.partner, "made": str(no.made)}
    return {**what, "source": _text(no.source)}


def _matter(matter: Matter, names: tuple[str, ...]) -> dict[str, object]:
    words, begins = matter.words, str(matter.begins)
    return {"matter": words, "begins": begins, "of": names, "source": _text(matter.source)}


def _task(task: Task) -> dict[str, object]:
    owed, due = task.owed, str(task.due)
    what = {"year": str(task.year), "due": due, "duty": owed.duty, "part": owed.part, "by": task.by}
    return {**what, "source": _text(owed.source)}


def _conflict(conflict: Conflict) -> dict[str, object]:
    pairs = zip(conflict.hosts, conflict.sources, strict=True)
    hosts = [{"host": host, "source": _text(source)} for host, source in pairs]
    return _days(conflict.days) | {"hosts": hosts}
