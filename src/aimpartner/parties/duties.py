"""What is owed in a financial year, by whom and by which day, and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen
from pendulum import Date

from aimpartner.errors import InvalidValueError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear, in_words, parse_day, parse_optional_day, parse_year
from aimpartner.sources import Source
from aimpartner.validators import given, one_of, whole
from aimpartner.working_days import last_working_day

Duty = Literal[
    "draft budget",
    "comments",
    "consultation",
    "final budget",
    "board",
    "approval",
    "section 151 confirmation",
    "notice issued",
    "instalment",
    "forecast",
    "provisional outturn",
    "final outturn",
    "statement for audit",
    "report",
]
"""What is owed in a financial year, in its order, and the reports on the agency."""

EACH = "each partner"
"""Who owes what every partner owes for itself."""

_APRIL = 4
_RELATIVE = {-1: " of the year before", 0: "", 1: " of the year after"}


@frozen(repr=False, field_transformer=checked)
class Due(OneLine):
    """A day of any financial year, of the one before it or of the one after.

    Args:
        month: the month, 1 to 12.
        day: the day of the month; `None` is its last working day in England.
        years: the financial year it lies in: -1 the one before, 0 itself, 1 the one after.

    Raises:
        InvalidValueError: the month has no such day in every year.

    Example:
        >>> draft = Due(10, None, -1)
        >>> print(draft, "is", draft.of("2022/23"))
        the last working day of October of the year before is 2021-10-29
    """

    month: int = field(validator=whole(1, 12))
    day: int | None = field(default=None)
    years: int = field(default=0, validator=whole(-1, 1))

    @day.validator
    def _is_in_the_month(self, attribute: Attribute[Any], day: int | None) -> None:
        if day is None:
            return
        whole(1, 31)(self, attribute, day)
        try:
            Date(2001, self.month, day)
        except ValueError:
            rule = "be a day that its month has in every year"
            got = f"{day} {self._month}"
            remedy = "Leave the day out for the month's last working day."
            raise InvalidValueError("Due day", rule, got, remedy) from None

    @property
    def _month(self) -> str:
        """The name of the month."""
        return in_words(Date(2001, self.month, 1), "MMMM")

    def of(self, year: FinancialYear | str) -> Date:
        """Return the day for a financial year."""
        starts = parse_year(year).starts + self.years
        calendar_year = starts + (self.month < _APRIL)
        if self.day is None:
            return last_working_day(calendar_year, self.month)
        return Date(calendar_year, self.month, self.day)

    def __str__(self) -> str:
        """Return the rule in words."""
        day = f"{self.day} {self._month}" if self.day else f"the last working day of {self._month}"
        return day + _RELATIVE[self.years]


@frozen(repr=False, field_transformer=checked)
class Owed(OneLine):
    """One thing owed for every financial year.

    Args:
        duty: what is owed.
        by: who owes it: a partner's short name, "each partner", or a body or the agency.
        due: the last day to do it.
        part: which of several, such as "2 of 4"; empty where there is one a year.
        role: whose part it is there, such as the section 151 officer.
        met_by: how the agency meets it, where that is its own way.
        source: the clause or standard.

    Example:
        >>> print(Owed("section 151 confirmation", EACH, Due(3, 10, -1)))
        section 151 confirmation by each partner
    """

    duty: Duty = field(validator=one_of(get_args(Duty)))
    by: str = field(validator=given)
    due: Due
    part: str = ""
    role: str = ""
    met_by: str = ""
    source: Source | None = None

    @classmethod
    def in_parts(
        cls, duty: Duty, by: str, dues: Sequence[Due], source: Source | None = None
    ) -> tuple[Owed, ...]:
        """Return a duty owed in parts, such as equal instalments, in their order.

        Example:
            >>> quarters = [Due(4, 1), Due(7, 1), Due(10, 1), Due(1, 1)]
            >>> [owed.part for owed in Owed.in_parts("instalment", EACH, quarters)]
            ['1 of 4', '2 of 4', '3 of 4', '4 of 4']
        """
        parts = (f"{number} of {len(dues)}" for number in range(1, len(dues) + 1))
        return tuple(
            cls(duty, by, due, part, source=source) for due, part in zip(dues, parts, strict=True)
        )

    def is_by(self, name: str) -> bool:
        """Return whether the one named owes it."""
        return self.by in {EACH, name}

    def __str__(self) -> str:
        """Return what is owed, and by whom."""
        return _title(self.duty, self.part, self.by)


@frozen(repr=False, field_transformer=checked)
class Done(OneLine):
    """What was done for one financial year.

    Args:
        duty: what was owed.
        by: who did it, by name.
        year: the financial year it was done for.
        on: the day; it is known from that day on.
        part: which of several, as it is owed.
        role: who acted, such as the Executive Director of Corporate Resources.
        reference: its number, such as FD.6541/21.
        source: where it is recorded.

    Raises:
        InvalidValueError: it is said to be done by each partner; each has its own day.

    Example:
        >>> print(Done("consultation", "Sefton", "2021/22", "2021-10-14", reference="FD.6541/21"))
        consultation by Sefton for 2021/22
    """

    duty: Duty = field(validator=one_of(get_args(Duty)))
    by: str = field(validator=given)
    year: FinancialYear = field(converter=parse_year)
    on: Date = field(converter=parse_day)
    part: str = ""
    role: str = ""
    reference: str = ""
    source: Source | None = None

    @by.validator
    def _is_by_one(self, _: object, by: str) -> None:
        if by == EACH:
            remedy = "Record each partner's own day."
            raise InvalidValueError("Done by", "name one partner or body", by, remedy)

    @property
    def key(self) -> tuple[str, str, str, FinancialYear]:
        """What it is told apart by: the duty and its part, who did it, and for which year."""
        return self.duty, self.part, self.by, self.year

    def answers(self, owed: Owed) -> bool:
        """Return whether this is what was owed, by one who owed it."""
        return (self.duty, self.part) == (owed.duty, owed.part) and owed.is_by(self.by)

    def __str__(self) -> str:
        """Return what was done, by whom and for which year."""
        return f"{_title(self.duty, self.part, self.by)} for {self.year}"


@frozen(repr=False, field_transformer=checked)
class Task(OneLine):
    """One thing that one partner or body owes for one financial year.

    Args:
        owed: the duty it comes from.
        by: who owes it, by name.
        year: the financial year.
        done: what was done; `None` where nothing is recorded.

    Example:
        >>> task = Task(Owed("comments", EACH, Due(11, 30, -1)), "Sefton", FinancialYear(2022))
        >>> print(task.due, task.is_done(date(2021, 11, 30)))
        2021-11-30 False
    """

    owed: Owed
    by: str
    year: FinancialYear
    done: Done | None = None

    @property
    def due(self) -> Date:
        """The last day to do it."""
        return self.owed.due.of(self.year)

    def is_done(self, on: date | None = None) -> bool:
        """Return whether it was done by the day, inclusive; `None` is everything recorded."""
        day = parse_optional_day(on)
        return self.done is not None and (day is None or self.done.on <= day)

    @property
    def record(self) -> dict[str, object]:
        """The task as a row of a table."""
        owed, done = self.owed, self.done
        return {
            "due": self.due,
            "duty": owed.duty,
            "part": owed.part,
            "by": self.by,
            "done": done.on if done else None,
            "role": (done.role if done else "") or owed.role,
            "reference": done.reference if done else "",
            "met by": owed.met_by,
            "source": str((done or owed).source or ""),
        }


def _title(duty: str, part: str, by: str) -> str:
    return f"{duty}{f' {part}' if part else ''} by {by}"
