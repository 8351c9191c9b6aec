"""The days that somebody has to watch: what ends, what is due, what is still to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from operator import attrgetter
from typing import Literal, get_args

from attrs import field, frozen
from pendulum import Date

from aimpartner.by import ordered
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Partner
from aimpartner.parties.review import Review
from aimpartner.parties.timetable import Timetable
from aimpartner.parties.to_decide import Matter
from aimpartner.parties.withdrawal import Withdrawal
from aimpartner.periods import DateRange, FinancialYear, as_date, in_words, parse_day
from aimpartner.sources import Source
from aimpartner.tables import DAY, WORDS, Column, Drawn, Table, Unit, columns
from aimpartner.validators import one_of

What = Literal[
    "last day",
    "last day to give notice",
    "last day to exercise an option",
    "review due",
    "report due",
    "decision outstanding",
]

_COLUMNS = (
    Column("day", DAY),
    Column("what", Unit("kind of day", attrgetter("kind"), attrgetter("what"))),
    *columns(WORDS, "words", "source"),
)


@frozen(repr=False, field_transformer=checked)
class KeyDate(OneLine):
    """One day to watch.

    Args:
        day: the day.
        what: what kind of day it is.
        words: what it is the day of.
        source: the clause, or where it is recorded.
        is_overdue: whether it lies before the day asked from, and what is due is still open.

    Example:
        >>> print(KeyDate(date(2021, 3, 31), "last day", "the agreement"))
        31 March 2021: last day: the agreement
    """

    day: Date = field(converter=parse_day)
    what: What = field(validator=one_of(get_args(What)))
    words: str
    source: Source | None = None
    is_overdue: bool = field(default=False, kw_only=True)

    def __str__(self) -> str:
        """Return the day, the kind and the words."""
        return f"{in_words(self.day)}: {self.kind}: {self.words}"

    @property
    def kind(self) -> str:
        """What kind of day it is, and whether it is overdue."""
        return f"{self.what}{', overdue' * self.is_overdue}"


@frozen(repr=False, field_transformer=checked)
class KeyDates(Drawn):
    """Key dates in the order of their days; of one day, in the order found.

    Args:
        dates: the key dates.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim").partnership
        >>> print(list(aim.key_dates("2020-10-01", "2020-10-01"))[0])
        31 March 2021: last day: agreement from 1 April 2018
    """

    dates: tuple[KeyDate, ...] = field(converter=ordered)

    @classmethod
    def since(cls, day: date, key_dates: Iterable[KeyDate]) -> KeyDates:
        """Return those of the dates that fall on the day or later, or are overdue, sorted."""
        kept = [key_date for key_date in key_dates if key_date.day >= day or key_date.is_overdue]
        return cls(sorted(kept, key=lambda key_date: key_date.day))

    def __iter__(self) -> Iterator[KeyDate]:
        """Go through the dates in order."""
        return iter(self.dates)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.dates)

    def __str__(self) -> str:
        """Return a line for each date."""
        return "\n".join(map(str, self.dates))

    def table(self) -> Table:
        """Return a row a date, by day."""
        rows = (
            (key_date.day, key_date, key_date.words, str(key_date.source or ""))
            for key_date in self.dates
        )
        return Table(["Key dates"], _COLUMNS, rows)

    def _in_short(self) -> str:
        return f"<KeyDates: {len(self)}{f' from {self.dates[0].day}' if self.dates else ''}>"


def of_agreement(agreement: Agreement, known_on: date | None = None) -> Iterator[KeyDate]:
    """Go through the days of an agreement, and of those that follow it, as known on a day.

    An agreement's days end where one that follows it, and was approved by then, begins.

    Args:
        agreement: the agreement.
        known_on: the day of the knowledge; `None` is everything recorded.
    """
    known = [agreed for agreed in agreement.line if agreed.is_known(known_on)]
    for agreed, then in zip_longest(known, known[1:]):
        ends = then.first_day if then else date.max
        yield from (key_date for key_date in _of_one(agreed, known_on) if key_date.day < ends)


def _of_one(agreement: Agreement, known_on: date | None) -> Iterator[KeyDate]:
    """Go through the days of one agreement by itself."""
    words = f"agreement from {in_words(agreement.term.first)}"
    yield KeyDate(agreement.last_day(known_on), "last day", words, agreement.source)
    yield from _of_holding(agreement, known_on)
    yield from _of_notice(agreement, agreement.last_day(known_on))
    yield from _of_options(agreement, known_on)


def of_matters(
    matters: Iterable[Matter], first: date, known_on: date | None = None
) -> Iterator[KeyDate]:
    """Go through the matters that wait for somebody's decision.

    Args:
        matters: the matters, as known on the day of the knowledge.
        first: the day asked from; a matter that has begun stands on it.
        known_on: the day of the knowledge; `None` is everything recorded.
    """
    for matter in matters:
        names = matter.awaited(known_on)
        if names:
            words = f"{matter.words}, by {listed(names)}; {matter.effect}"
            day = max(matter.day, first)
            yield KeyDate(day, "decision outstanding", words, matter.source)


def _of_holding(agreement: Agreement, known_on: date | None) -> Iterator[KeyDate]:
    for held in agreement.holding_over:
        if held.days.last and held.is_known(known_on):
            yield KeyDate(held.days.last, "last day", str(held), held.source)


def _of_notice(agreement: Agreement, last: date) -> Iterator[KeyDate]:
    """Go through the last days to give notice that still ends before the agreement does.

    Where notice may only end on 31 March there is one for each; else there is the last of all.
    None comes before the agreement itself.
    """
    clause, first = agreement.notice, agreement.term.first
    if clause is None:
        return
    marches = (FinancialYear(year - 1).last for year in range(first.year, last.year + 1))
    ends = (last,) if clause.ending == "any day" else marches
    for end in ends:
        day = clause.last_day_to_give(end)
        if first <= end <= last and day >= agreement.first_day:
            words = f"{clause}, to leave on {in_words(end)}"
            yield KeyDate(day, "last day to give notice", words, clause.source)


def _of_options(agreement: Agreement, known_on: date | None) -> Iterator[KeyDate]:
    """Go through the days by which the open options are to be exercised.

    Where the agreement names no such day, the next option is to be exercised by the last day.
    """
    if agreement.termination and agreement.termination.approval.is_given(known_on):
        return
    for position, option in enumerate(agreement.open_options(known_on)):
        day, words = option.exercise_by, str(option)
        if day is None and position == 0:
            day, words = agreement.last_day(known_on), f"{option}; no earlier day is stated"
        if day:
            yield KeyDate(day, "last day to exercise an option", words, option.source)


def of_hosting(
    hosting: Sequence[Hosting],
    reviews: Sequence[Review],
    first: date,
    known_on: date | None = None,
) -> Iterator[KeyDate]:
    """Go through the last days of hosts, and the reviews of their terms.

    Args:
        hosting: who hosts when; the terms of each are known from its approval on, and where
            none is recorded, each day of them once it has come.
        reviews: the reviews; see `Hosting.awaits_review`.
        first: the day asked from; a review of a host's terms by then stays, overdue, until it is
            closed or the host's days, or another's that began since, have taken their place.
        known_on: the day of the knowledge; `None` is everything recorded.
    """
    for spell in (spell for spell in hosting if spell.is_agreed):
        if spell.days.last and spell.foretells(spell.days.last, known_on):
            yield KeyDate(spell.days.last, "last day", f"{spell.host} as host", spell.source)
        if spell.review and spell.foretells(spell.review, known_on):
            words = f"host arrangements with {spell.host}"
            late = spell.review < first and spell.awaits_review(hosting, reviews, first, known_on)
            yield KeyDate(spell.review, "review due", words, spell.source, is_overdue=late)


def of_withdrawals(
    withdrawals: Sequence[Withdrawal], known_on: date | None = None
) -> Iterator[KeyDate]:
    """Go through the last days of partners that have given notice by the day of the knowledge."""
    for withdrawal in withdrawals:
        if known_on is None or withdrawal.given <= known_on:
            waits = withdrawal.approval is not None and bool(
                withdrawal.approval.outstanding(known_on)
            )
            words = f"{withdrawal.partner} as a partner{', if consented to' * waits}"
            yield KeyDate(withdrawal.last, "last day", words, withdrawal.source)


def of_reviews(
    reviews: Sequence[Review], first: date, known_on: date | None = None
) -> Iterator[KeyDate]:
    """Go through the reviews asked for and not closed; one due before the day is overdue.

    Args:
        reviews: the reviews; one whose asking has no day is shown with everything recorded only.
        first: the day asked from.
        known_on: the day of the knowledge; `None` is everything recorded.
    """
    for review in reviews:
        is_asked = known_on is None or (review.asked is not None and review.asked <= known_on)
        if is_asked and review.is_open(known_on):
            words, late = f"{review}: {listed(review.areas)}", review.due < first
            yield KeyDate(review.due, "review due", words, review.source, is_overdue=late)


def of_reports(
    timetable: Timetable, partners: Sequence[Partner], first: date, known_on: date | None = None
) -> Iterator[KeyDate]:
    """Go through the reports due from a day to the same day a year on, and not made yet.

    Args:
        timetable: what is owed in every financial year.
        partners: the partners, in order.
        first: the day.
        known_on: the day of the knowledge; `None` is everything recorded.
    """
    months = DateRange(first, as_date(first).add(years=1))
    for year in (FinancialYear.holding(first).back(ago) for ago in (1, 0, -1, -2)):
        for task in timetable.tasks(year, partners):
            wanted = task.owed.duty == "report" and task.due in months
            if wanted and not task.is_done(known_on):
                met = f", met by {task.owed.met_by}" if task.owed.met_by else ""
                part = f"{task.owed.part} " if task.owed.part else ""
                words = f"{part}report by {task.by} for {year}{met}"
                yield KeyDate(task.due, "report due", words, task.owed.source)
