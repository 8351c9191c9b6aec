"""What an agreement provides for: options, extensions, holding over, termination, notice."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from attrs import Attribute, evolve, field, frozen
from attrs.validators import optional
from pendulum import Date

from aimpartner.errors import ModelError
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.parties.agreement.approvals import Approval, check_asks
from aimpartner.periods import (
    DateRange,
    FinancialYear,
    as_date,
    in_words,
    last_of_months,
    months_on,
    parse_day,
    parse_optional_day,
)
from aimpartner.sources import Source, read_in
from aimpartner.validators import one_of, whole

_LATER = {"any day": "later", "31 March": "a later 31 March"}
_ON = {"any day": "", "31 March": " on a 31 March"}
_CONSENT = (
    "Shorter notice needs the consent of everyone else: list all of them under required, and give "
    'each a decision, with the subject "withdrawal of NAME on {last}" or "termination".'
)


def _in_months(months: int | None) -> str:
    """Return a number of months in words."""
    return "1 month" if months == 1 else f"{months} months"


def _asks_somebody(thing: object, _: Attribute[Any], approval: Approval | None) -> None:
    """Refuse a provision that waits for an approval that nobody is asked for."""
    check_asks(str(thing), approval)


@frozen(repr=False, field_transformer=checked)
class Option(OneLine):
    """A right to prolong the agreement, for a length or until a day, which somebody has to use.

    Args:
        months: how long an extension under it may be; nothing where it runs until a day.
        source: the clause.
        until: the day that it reaches, where the agreement names one.
        at_most: whether it is a maximum: what an extension does not use of it stays open.
        exercise_by: the last day to exercise it, where the agreement names one. It is kept as a
            date to watch; whether an option was lost by it is for the partners to say.

    Raises:
        ModelError: it has both a length and a day that it reaches, or neither.

    Example:
        >>> print(Option(12), Option(24, at_most=True), Option(until="2025-09-27"), sep="; ")
        option of 12 months; option of up to 24 months; option until 27 September 2025
    """

    months: int | None = field(default=None, validator=optional(whole(1, 1200)))
    source: Source | None = None
    until: Date | None = field(default=None, kw_only=True, converter=parse_optional_day)
    at_most: bool = field(default=False, kw_only=True)
    exercise_by: Date | None = field(default=None, kw_only=True, converter=parse_optional_day)

    @until.validator
    def _reaches_one_day(self, _: object, until: date | None) -> None:
        if (self.months is None) is (until is None):
            got = "neither" if until is None else f"{self.months} months and {until}"
            rule = "be for some months or until a day, one of the two"
            raise ModelError("Option", rule, got, f"Check {self.source or 'the clause'}.")

    def __str__(self) -> str:
        """Return the option in words."""
        if self.until:
            return f"option until {in_words(self.until)}"
        return f"option of {'up to ' if self.at_most else ''}{_in_months(self.months)}"

    def reaches(self, last: date) -> Date:
        """Return the furthest day to which it can prolong what ends on a day.

        A length is counted from the day after: see `aimpartner.periods.last_of_months`.

        Example:
            >>> print(Option(12).reaches(date(2021, 3, 31)))
            2022-03-31
        """
        if self.months is None:
            return max(as_date(last), self.until or as_date(last))
        return last_of_months(as_date(last).add(days=1), self.months)


@frozen(repr=False, field_transformer=checked)
class Extension(OneLine):
    """A later last day, and the partners' approval of it.

    It exercises the open options in their order, as many as it needs to reach its last day; one by
    variation, or where no option is open, uses none.

    Args:
        last: the new last day of the agreement.
        approval: who has to approve it and has; it asks somebody.
        source: where it is recorded.
        variation: whether it varies the agreement instead of exercising an option.

    Raises:
        InvalidValueError: nobody is asked for the approval.

    Example:
        >>> Extension("2022-03-31", Approval(("Sefton",))).approval.outstanding()
        ('Sefton',)
    """

    last: Date = field(converter=parse_day)
    approval: Approval = field(validator=_asks_somebody)
    source: Source | None = None
    variation: bool = False

    def __str__(self) -> str:
        """Return the extension in words."""
        return f"extension to {in_words(self.last)}"

    @property
    def is_refused(self) -> bool:
        """Whether all that is recorded leaves it refused."""
        return bool(self.approval.refused()) and not self.approval.is_given()

    def leaves(self, options: tuple[Option, ...], last: date) -> tuple[Option, ...]:
        """Return what is left of the open options once it has prolonged what ends on a day."""
        furthest = as_date(last)
        if self.variation or self.last <= furthest:
            return options
        for position, option in enumerate(options):
            furthest = option.reaches(furthest)
            if furthest >= self.last:
                rest = evolve(option, months=None, until=furthest)
                return (rest,) * (option.at_most and furthest > self.last) + options[position + 1 :]
        return ()


@frozen(repr=False, field_transformer=checked)
class HoldingOver(OneLine):
    """Days on which the partners carry on under the agreement after its last day.

    Args:
        days: from when to when; without a last day, until something else governs.
        source: the clause, or where the decision is recorded.
        approval: the decision to carry on; nothing where a clause of the agreement provides it.

    Raises:
        InvalidValueError: it goes by a decision that nobody is asked for.

    Example:
        >>> HoldingOver(DateRange("2021-04-01")).is_known()
        True
    """

    days: DateRange
    source: Source | None = None
    approval: Approval | None = field(default=None, validator=_asks_somebody)

    def __str__(self) -> str:
        """Return the holding over in words."""
        return f"holding over from {in_words(self.days.first)}"

    def is_known(self, known_on: date | None = None) -> bool:
        """Return whether it was provided, or decided, by the day; `None` is as recorded."""
        known = parse_optional_day(known_on)
        return self.approval is None or self.approval.is_given(known)


@frozen(repr=False, field_transformer=checked)
class Termination(OneLine):
    """The end of the agreement for everybody, before or after its last day.

    Args:
        last: the last day; nothing reaches past it.
        approval: who has to agree to it and has; it asks somebody.
        given: the day notice of it was given, where it was.
        source: where it is recorded.

    Raises:
        InvalidValueError: nobody is asked for the approval.
        ModelError: notice was given after the last day.

    Example:
        >>> print(Termination("2020-03-31", Approval(("Sefton",)), "2019-03-01"))
        termination on 31 March 2020
    """

    last: Date = field(converter=parse_day)
    approval: Approval = field(validator=_asks_somebody)
    given: Date | None = field(default=None, converter=parse_optional_day)
    source: Source | None = None

    @given.validator
    def _comes_before_the_end(self, _: object, given: date | None) -> None:
        if given is not None and given > self.last:
            rule = f"be given on or before {self.last}, its last day"
            remedy = f"Check both days against {self.source or 'the notice'}."
            raise ModelError("Notice of termination", rule, given, remedy)

    def __str__(self) -> str:
        """Return the termination in words."""
        return f"termination on {in_words(self.last)}"


@frozen(repr=False, field_transformer=checked)
class NoticeClause(OneLine):
    """How much notice a partner gives, and on which day of the year it may run out.

    Notice of some months runs to the same day of a later month, or to that month's last day
    where it has no such day.

    Args:
        months: how many months' notice.
        ending: "any day", or "31 March" where it may only run out with a financial year.
        source: the clause.

    Sources:
        The corresponding date rule: Dodds v Walker [1981] 1 WLR 1027.

    Example:
        >>> clause = NoticeClause(12, "31 March")
        >>> print(clause.earliest_end(date(2020, 4, 1)), clause)
        2022-03-31 notice of 12 months ending on 31 March
    """

    months: int = field(validator=whole(1, 120))
    ending: Literal["any day", "31 March"] = field(
        default="any day", validator=one_of(["any day", "31 March"])
    )
    source: Source | None = None

    def __str__(self) -> str:
        """Return the clause in words."""
        return f"notice of {_in_months(self.months)} ending on {self.ending}"

    def earliest_end(self, given: date) -> Date:
        """Return the first day on which notice given on a day can run out."""
        after = months_on(given, self.months)
        return after if self.ending == "any day" else FinancialYear.holding(after).last

    def last_day_to_give(self, end: date) -> Date:
        """Return the last day to give notice that runs out by the day.

        Example:
            >>> print(NoticeClause(6, "31 March").last_day_to_give(date(2022, 3, 31)))
            2021-09-30
        """
        last = as_date(end)
        if self.ending == "31 March":
            last = FinancialYear.holding(last.add(days=1)).first.subtract(days=1)
        day = last.subtract(months=self.months)
        while day.add(days=1).add(months=self.months) <= last:  # two days may run to one month end
            day = day.add(days=1)
        return day

    def allows(self, given: date, last: date) -> bool:
        """Return whether notice given on a day may run out on another by the clause alone."""
        least, end = self.earliest_end(given), as_date(last)
        return end >= least and (self.ending == "any day" or (end.month, end.day) == (3, 31))

    def check(
        self,
        subject: str,
        given: date,
        last: date,
        consent: Approval | None = None,
        letter: Source | None = None,
    ) -> None:
        """Refuse notice that is short or ends on another day, unless all agree or still may.

        Args:
            subject: whose notice it is, for the error.
            given: the day the notice was given.
            last: the day it runs out.
            consent: the consent of everyone to another day; it asks for all of them, and counts
                as far as it was given by the day the notice runs out, or is still awaited.
            letter: where the notice is recorded, for the error.

        Raises:
            ModelError: the clause does not allow it, nor can a consent that is given or awaited.

        Example:
            >>> NoticeClause(12).check("Notice", date(2020, 3, 31), date(2021, 3, 31))
        """
        if self.allows(given, last) or (consent and _stands(consent, last)):
            return
        until = f"{in_words(self.earliest_end(given))} or {_LATER[self.ending]}"
        least = f"be given at least {_in_months(self.months)} before it ends{_ON[self.ending]}"
        rule = f"{least} ({self.source or 'no clause named'}), so end on {until}"
        got = f"notice of {in_words(given)} to {in_words(last)}{read_in(letter)}"
        raise ModelError(subject, rule, got, _CONSENT.format(last=last))


def _stands(consent: Approval, last: date) -> bool:
    """Return whether everyone consented by a day, or is asked and has not refused."""
    waits = bool(consent.outstanding()) and not consent.refused()
    return consent.rule == "all" and (waits or consent.is_given(last))
