"""How far an agreement reaches: its last day, and the options that could still move it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from attrs import field, frozen
from pendulum import Date

from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.parties.agreement.provisions import Extension, HoldingOver, Option, Termination
from aimpartner.periods import DateRange, in_words, parse_day
from aimpartner.sources import Source, read_in


def at_odds(subject: str, rule: str, got: object, *sources: Source | None) -> ModelError:
    """Return the error of two facts that disagree, naming where each is recorded.

    Example:
        >>> print(at_odds("Extension", "end after 2021-03-31", "2021-01-31", None, Source("1.2")))
        Extension must end after 2021-03-31; got 2021-01-31. Check the agreement against 1.2.
    """
    places = list(dict.fromkeys(str(source or "the agreement") for source in sources))
    remedy = " against ".join(places if places[1:] else ["both days", *places])
    return ModelError(subject, rule, got, f"Check {remedy}.")


def check_options(options: Iterable[Option], days: DateRange, source: Source | None) -> None:
    """Refuse an option that could prolong nothing, or was to be exercised too early.

    They are used in their order, so one until a day reaches past all that stand before it.

    Args:
        options: the options.
        days: the first day of the agreement, and the last of its term.
        source: where these are recorded.

    Raises:
        ModelError: one runs until a day of the term, or one that those before it reach, or was
            to be exercised before the first day.
    """
    furthest, before = days.last or days.first, source
    for option in options:
        if option.until and option.until <= furthest:
            by = "the last day of the term" if furthest == days.last else "as those before it do"
            raise at_odds(
                "Option", f"reach past {furthest}, {by}", option.until, option.source, before
            )
        furthest, before = option.reaches(furthest), option.source
        if option.exercise_by and option.exercise_by < days.first:
            rule = f"be exercised on or after {days.first}, the first day of the agreement"
            raise at_odds("Option", rule, option.exercise_by, option.source, source)


def check_holding_over(
    holding_over: Sequence[HoldingOver],
    term_ends: date,
    extensions: Iterable[Extension],
    source: Source | None,
) -> None:
    """Refuse a holding over that begins anywhere but on the day after something ended.

    What was approved late may have taken the place of what was held over, so it is enough that
    the term, an extension that was not refused, or another holding over ends on the day before.

    Args:
        holding_over: the holding over.
        term_ends: the last day of the term.
        extensions: the extensions.
        source: where the term is recorded.

    Raises:
        ModelError: there is one; the error names what ends when, and the sources.
    """
    ends = [(term_ends, "the term", source)]
    ends += [
        (extension.last, str(extension), extension.source)
        for extension in extensions
        if not extension.is_refused
    ]
    ends += [(held.days.last, str(held), held.source) for held in holding_over if held.days.last]
    for held in holding_over:
        if held.days.before not in [last for last, *_ in ends]:
            others = [end for end in ends if end[1] != str(held)]
            choices = listed(
                f"{words}, on {in_words(day)}{read_in(at)}" for day, words, at in others
            )
            rule = f"begin on the day after one of these ends: {choices}"
            got = in_words(held.days.first)
            raise at_odds("Holding over", rule, got, held.source, source)


def check_end(
    end: Termination,
    extent: Extent,
    extensions: Iterable[Extension],
    holding_over: Sequence[HoldingOver],
) -> None:
    """Refuse a termination after all that it could end has ended by itself.

    Args:
        end: the termination.
        extent: how far what was approved reaches, with the options left.
        extensions: the extensions; one that is awaited may still be approved.
        holding_over: the days held over; where they have no last day, nothing ends by itself.

    Raises:
        ModelError: it is too late; the error names both days and their sources.
    """
    lasts: list[tuple[date, Source | None]] = [(extent.furthest, extent.source)]
    lasts += [
        (extension.last, extension.source) for extension in extensions if not extension.is_refused
    ]
    lasts += [(held.days.last or date.max, held.source) for held in holding_over]
    last, source = max(lasts, key=lambda pair: pair[0])
    if end.last > last:
        rule = f"end by {in_words(last)}, the last day of what it ends"
        raise at_odds("Termination", rule, in_words(end.last), end.source, source)


@frozen
class Extent:
    """A last day, and what is left of the options.

    Args:
        last: the last day agreed.
        options: the options not used yet, in order.
        source: where the last day is recorded.

    Example:
        >>> print(Extent(date(2021, 3, 31), (Option(12), Option(6))).furthest)
        2022-09-30
    """

    last: Date = field(converter=parse_day)
    options: tuple[Option, ...] = ()
    source: Source | None = None

    @property
    def open_options(self) -> tuple[Option, ...]:
        """The options that still reach past the last day."""
        return tuple(option for option in self.options if option.reaches(self.last) > self.last)

    @cached_property
    def furthest(self) -> Date:
        """The furthest day that the options, used one after the other, could still reach."""
        last = self.last
        for option in self.options:
            last = option.reaches(last)
        return last

    def extended(self, by: Extension) -> Extent:
        """Return the extent once an extension has been approved; none makes it shorter."""
        return Extent(max(self.last, by.last), by.leaves(self.options, self.last), by.source)

    def check(self, by: Extension) -> None:
        """Refuse an extension that does not prolong it, or goes beyond what its option allows.

        One that was not approved may follow another that was not either, so how far its option
        reaches is not known.

        Raises:
            ModelError: it ends no later, or later than all the open options reach.
        """
        if by.last <= self.last:
            rule = f"end after {self.last}, the last day of what it extends"
            raise at_odds("Extension", rule, by.last, by.source, self.source)
        if by.approval.is_given():
            self._check_option(by)

    def _check_option(self, by: Extension) -> None:
        options = self.open_options
        if options and not by.variation and by.last > self.furthest:
            reach = "reaches" if len(options) == 1 else "reach"
            rule = f"end by {self.furthest}, as far as the {listed(options)} {reach}"
            sources = (option.source for option in options)
            raise at_odds("Extension", rule, by.last, by.source, *sources)
