"""The finance year: what is owed in every year, what was done, and what is outstanding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.parties.duties import EACH, Done, Owed, Task
from aimpartner.periods import FinancialYear, parse_day, parse_year
from aimpartner.sources import read_in
from aimpartner.tables import frame

if TYPE_CHECKING:
    import pandas as pd

_PARTS = 'Tell several apart by their part, such as "1 of 2".'


@frozen
class Timetable:
    """The finance year of an agreement: what is owed in every year, and what was done.

    Args:
        owed: what is owed, in the order of the year.
        done: what was done.

    Raises:
        ModelError: one thing is owed twice, or done twice for a year, or what was done is not
            owed by whoever did it.

    Example:
        >>> from aimpartner.parties.duties import Due
        >>> comments = Owed("comments", EACH, Due(11, 30, -1))
        >>> sent = Done("comments", "Sefton", "2022/23", "2021-11-25")
        >>> both = ("Sefton", "Wirral")
        >>> late = Timetable([comments], [sent]).outstanding("2022/23", "2021-12-01", both)
        >>> [task.by for task in late]
        ['Wirral']
    """

    owed: tuple[Owed, ...] = field(converter=ordered)
    done: tuple[Done, ...] = field(default=(), converter=ordered)

    @owed.validator
    def _are_told_apart(self, _: object, owed: tuple[Owed, ...]) -> None:
        for index, this in enumerate(owed):
            for other in owed[:index]:
                is_same = (this.duty, this.part) == (other.duty, other.part)
                if is_same and (this.is_by(other.by) or other.is_by(this.by)):
                    got = " and ".join(f"{e} by {e.due}{read_in(e.source)}" for e in (other, this))
                    raise ModelError("Duty", "be owed once by anybody", got, _PARTS)

    @done.validator
    def _answers_what_is_owed(self, _: object, done: tuple[Done, ...]) -> None:
        for index, this in enumerate(done):
            if not any(this.answers(owed) for owed in self.owed):
                owed = listed(str(each) for each in self.owed if each.duty == this.duty)
                rule = f"be among what is owed of its kind: {owed}"
                remedy = "Correct it, or add what is owed."
                raise ModelError("What was done", rule, f"{this}{read_in(this.source)}", remedy)
            for other in done[:index]:
                if str(this) == str(other):
                    got = " and ".join(f"{each.on}{read_in(each.source)}" for each in (other, this))
                    raise ModelError(f"{this}", "be done on one day", got, _PARTS)

    def tasks(self, year: FinancialYear | str, partners: Sequence[str]) -> tuple[Task, ...]:
        """Return what is owed for a year, by day; on one day in the order owed.

        Args:
            year: the financial year.
            partners: the partners of that year, in order; each owes what each partner owes.
        """
        which = parse_year(year)
        found = (
            Task(owed, name, which, self._done(owed, name, which))
            for owed in self.owed
            for name in (partners if owed.by == EACH else (owed.by,))
        )
        return tuple(sorted(found, key=lambda task: task.due))

    def outstanding(
        self, year: FinancialYear | str, on: date | str, partners: Sequence[str]
    ) -> tuple[Task, ...]:
        """Return what fell due for a year on or before a day, and was not done by then.

        Args:
            year: the financial year.
            on: the day; what is due or done on it counts as due and as done.
            partners: the partners of that year, in order.
        """
        day = parse_day(on)
        tasks = self.tasks(year, partners)
        return tuple(task for task in tasks if task.due <= day and not task.is_done(day))

    def strangers(self, partners: Sequence[str]) -> tuple[Done, ...]:
        """Return what was done of each partner's duties by somebody who is no partner."""
        everybody = (*partners, *(owed.by for owed in self.owed))
        return tuple(done for done in self.done if done.by not in everybody)

    def to_frame(self, year: FinancialYear | str, partners: Sequence[str]) -> pd.DataFrame:
        """Return a year's tasks as a table by day."""
        return frame((task.record for task in self.tasks(year, partners)), "due")

    def _done(self, owed: Owed, name: str, year: FinancialYear) -> Done | None:
        found = (each for each in self.done if (each.by, each.year) == (name, year))
        return next((each for each in found if each.answers(owed)), None)
