"""The financial year as data: what is owed in every year, what was done, what is outstanding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.duties import EACH, Done, Owed, Task
from aimpartner.parties.partners import Partner
from aimpartner.periods import DateRange, FinancialYear, parse_day, parse_year
from aimpartner.sources import read_in
from aimpartner.tables import DAY, WORDS, Column, Table, columns

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    Column("due", DAY),
    *columns(WORDS, "duty", "part", "by"),
    Column("done", DAY),
    *columns(WORDS, "role", "reference", "met by", "source"),
)
_PARTS = 'Tell several apart by their part, such as "1 of 2".'


@frozen(repr=False, field_transformer=checked)
class Timetable(OneLine):
    """The financial year of an agreement: what is owed in every year, and what was done.

    Args:
        owed: what is owed, in the order of the year.
        done: what was done.

    Raises:
        ModelError: one thing is owed twice, or done twice for a year, or what was done is not
            owed by whoever did it.

    Example:
        >>> from aimpartner.parties import Due
        >>> comments = Owed("comments", EACH, Due(11, 30, -1))
        >>> sent = Done("comments", "Sefton", "2022/23", "2021-11-25")
        >>> from aimpartner.parties import Authority
        >>> days = DateRange("2018-04-01")
        >>> both = [Partner(name, Authority(name), days) for name in ("Sefton", "Wirral")]
        >>> late = Timetable([comments], [sent]).outstanding("2022/23", "2021-12-01", both)
        >>> [task.by for task in late]
        ['Wirral']
    """

    owed: tuple[Owed, ...] = field(converter=ordered)
    done: tuple[Done, ...] = field(default=(), converter=ordered)

    @owed.validator
    def _are_told_apart(self, _: object, owed: tuple[Owed, ...]) -> None:
        for index, entry in enumerate(owed):
            for other in owed[:index]:
                is_same = (entry.duty, entry.part) == (other.duty, other.part)
                if is_same and (entry.is_by(other.by) or other.is_by(entry.by)):
                    got = " and ".join(
                        f"{same} by {same.due}{read_in(same.source)}" for same in (other, entry)
                    )
                    raise ModelError("Duty", "be owed once by anybody", got, _PARTS)

    @done.validator
    def _answers_what_is_owed(self, _: object, done: tuple[Done, ...]) -> None:
        for index, entry in enumerate(done):
            if not any(entry.answers(owed) for owed in self.owed):
                of_its_kind = listed(str(owed) for owed in self.owed if owed.duty == entry.duty)
                rule = f"be among what is owed of its kind: {of_its_kind}"
                remedy = "Correct it, or add what is owed."
                raise ModelError("What was done", rule, f"{entry}{read_in(entry.source)}", remedy)
            for other in done[:index]:
                if entry.key == other.key:
                    got = " and ".join(
                        f"{same.on}{read_in(same.source)}" for same in (other, entry)
                    )
                    raise ModelError(f"{entry}", "be done on one day", got, _PARTS)

    def tasks(self, year: FinancialYear | str, partners: Sequence[Partner]) -> tuple[Task, ...]:
        """Return what is owed for a year, by day; on one day in the order owed.

        Args:
            year: the financial year.
            partners: the partners, in order. One owes what each partner owes, or what it is named
                for, if it is a member in the year and on the day that is due; what is due once
                the year is over, such as an outturn, it owes if it was a member in the year. A
                partner that pays nothing owes no instalment.
        """
        which = parse_year(year)
        tasks = (
            Task(owed, name, which, self._done(owed, name, which))
            for owed in self.owed
            for name in _owing(owed, which, partners)
        )
        return tuple(sorted(tasks, key=lambda task: task.due))

    def outstanding(
        self, year: FinancialYear | str, on: date | str, partners: Sequence[Partner]
    ) -> tuple[Task, ...]:
        """Return what fell due for a year on or before a day, and was not done by then.

        Args:
            year: the financial year.
            on: the day; what is due or done on it counts as due and as done.
            partners: the partners, in order.
        """
        day = parse_day(on)
        tasks = self.tasks(year, partners)
        return tuple(task for task in tasks if task.due <= day and not task.is_done(day))

    def strangers(self, partners: Sequence[str]) -> tuple[Done, ...]:
        """Return what was done of each partner's duties by somebody who is no partner."""
        everybody = (*partners, *(owed.by for owed in self.owed))
        return tuple(done for done in self.done if done.by not in everybody)

    def table(self, year: FinancialYear | str, partners: Sequence[Partner]) -> Table:
        """Return a year's tasks as a table, a row a task by the day it is due."""
        rows = (task.record.values() for task in self.tasks(year, partners))
        return Table([f"Timetable of {parse_year(year)}"], _COLUMNS, rows)

    def to_frame(self, year: FinancialYear | str, partners: Sequence[Partner]) -> pd.DataFrame:
        """Return a year's tasks as a frame, by day."""
        return self.table(year, partners).to_frame()

    def _done(self, owed: Owed, name: str, year: FinancialYear) -> Done | None:
        candidates = (done for done in self.done if (done.by, done.year) == (name, year))
        return next((done for done in candidates if done.answers(owed)), None)


def _owing(owed: Owed, year: FinancialYear, partners: Sequence[Partner]) -> Iterator[str]:
    """Go through who owes a duty for a year, in order; a body or the agency always does."""
    due = owed.due.of(year)
    days = DateRange(due, due) if due <= year.last else year.days
    if owed.by != EACH and owed.by not in {partner.name for partner in partners}:
        yield owed.by
    for partner in partners:
        pays = partner.pays or owed.duty != "instalment"
        is_there = partner.days_within(year.days) and partner.days_within(days)
        if owed.is_by(partner.name) and pays and is_there:
            yield partner.name
