"""The spans of a year that go by the same limits, and what is held in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import groupby

from attrs import evolve, frozen

from aimpartner.by import ByPartner
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.formula.bases.addressed import are_alike
from aimpartner.formula.formula import Formula, naming
from aimpartner.formula.limits import Limit
from aimpartner.formula.part_years import PartsOfYear
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.periods import DateRange
from aimpartner.working.steps import Draft, Result, ResultKind
from aimpartner.year.segments import Division, Segment


@frozen
class YearElement:
    """An element of the year: what is shared of a name, or what is bought.

    Args:
        name: its name.
        is_bought: whether it is bought at a price.
    """

    name: str
    is_bought: bool = False


def is_bought(parts: frozenset[YearElement]) -> bool:
    """Return whether all of some elements are bought at a price."""
    return all(part.is_bought for part in parts)


@frozen
class Held:
    """What the limits of a span make of the amounts.

    Args:
        paid: the steps of the amounts, each by the elements that it is of, which are several where
            a limit holds them.
        changes: what each limit changes.
        mixed: the steps of what is bought, as it was before a limit held it with what is shared.
    """

    paid: dict[frozenset[YearElement], int]
    changes: dict[Result, int]
    mixed: list[int]


@frozen
class Span:
    """Segments of a year, one after another, whose formulas have the same limits.

    Args:
        segments: the segments, in the order of their days.
        division: the year that they are of.
    """

    segments: tuple[Segment, ...]
    division: Division

    @property
    def formula(self) -> Formula:
        """The formula at the end of it."""
        return self.segments[-1].formula

    @property
    def days(self) -> DateRange:
        """Its days."""
        return DateRange(self.segments[0].days.first, self.segments[-1].days.last)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits of its formulas, as the last one records them."""
        return self.formula.limits

    @property
    def sharing(self) -> tuple[str, ...]:
        """The partners that share in it, in order."""
        present = {name for segment in self.segments for name in segment.present}
        return tuple(name for name in self.division.partners if name in present)

    @property
    def part(self) -> Fraction:
        """The part of the year that it is."""
        return sum((segment.part for segment in self.segments), Fraction(0))

    def shared_by(self, partners: tuple[str, ...], holds: frozenset[YearElement]) -> PartsOfYear:
        """Return for how much of it each of some partners shares, and who does at its end."""
        there = [(of.part, _inside(of, holds)) for of in self.segments]
        parts = {
            name: sum((part for part, inside in there if name in inside), Fraction(0))
            for name in partners
        }
        return PartsOfYear(self.part, ByPartner(parts), there[-1][1])

    def in_what(self, holds: frozenset[YearElement]) -> tuple[str, ...]:
        """Return the partners that may pay for some elements: of what is bought, everyone."""
        if any(part.is_bought for part in holds):
            return self.division.partners
        there = {name for segment in self.segments for name in _inside(segment, holds)}
        return tuple(name for name in self.sharing if name in there)

    def holds(self, limit: Limit) -> frozenset[YearElement]:
        """Return the elements that a limit holds: left out, all that is shared."""
        return frozenset(
            YearElement(name, name in segment.formula.names_bought)
            for segment in self.segments
            for name in segment.formula.held_by(limit)
        )

    @property
    def root(self) -> str:
        """What the addresses of its formula begin with."""
        is_last = self.formula == self.division.formulas[-1]
        return "formula" if is_last else self.formula.own_root

    def written_on(self, draft: Draft) -> Draft:
        """Return the working, to be written on for the span."""
        written = evolve(draft, source=self.formula.source, group=self.sharing, root=self.root)
        days, called = None if self.part == 1 else self.days, self.division.counted(self.part)
        return evolve(written, part=self.part, called=called, days=days)

    def held(self, draft: Draft, amounts: Mapping[YearElement, int]) -> Held:
        """Write what its limits, one after another, make of the amounts.

        Args:
            draft: the working while it is being written, for the span.
            amounts: the steps of what each partner pays for each element.
        """
        paid, changes, mixed = {frozenset({part}): at for part, at in amounts.items()}, {}, []
        for limit in self.limits:
            holds = self.holds(limit)
            inside = {of: at for of, at in paid.items() if of <= holds}
            if not is_bought(holds):
                mixed += [at for of, at in inside.items() if is_bought(of)]
            before = self._before(draft, limit, inside)
            who = self.in_what(holds)
            with naming(self.formula.title, f"limit {limit.name}"):
                after = limit.held(draft.within(who), before, self.shared_by(who, holds))
            changes[Result(ResultKind.LIMIT, limit.name)] = limit.changes(draft, before, after)
            paid = {of: at for of, at in paid.items() if not of <= holds} | {holds: after}
        return Held(paid, changes, mixed)

    def _before(
        self, draft: Draft, limit: Limit, paid: Mapping[frozenset[YearElement], int]
    ) -> int:
        """Write the sum of what a limit holds."""
        words = (
            f"{limit.name}: {listed(limit.elements)}" if limit.elements else "all that is shared"
        )
        return draft.add(paid.values(), words, "pence")


def _inside(segment: Segment, holds: frozenset[YearElement]) -> tuple[str, ...]:
    """Return who shares in a segment and is in some of what a limit holds."""
    held = {part.name for part in holds}
    elements = [each for each in segment.formula.elements if each.name in held]
    return tuple(
        name
        for name in segment.present
        if any(isinstance(each, PricedElement) or each.among((name,)) for each in elements)
    )


def spans(division: Division) -> tuple[Span, ...]:
    """Return the spans of a year: one, unless its formulas have different limits.

    Args:
        division: how the year is divided.

    Raises:
        ModelError: there are several, and a limit holds what is bought at a price, which is
            charged whole and is of no part of the year.

    Example:
        >>> from aimpartner import samples
        >>> (only,) = spans(samples.load("aim").facts("2021/22").division)
        >>> str(only.part), len(only.limits)
        ('1', 0)
    """
    found = tuple(_spans(division))
    if len(found) > 1:
        for span in found:
            _check_shared(span)
    return found


def _spans(division: Division) -> Iterator[Span]:
    """Go through the runs of segments whose formulas have the same limits."""
    first: list[tuple[Limit, ...]] = []

    def number(segment: Segment) -> int:
        if not first or not are_alike(first[-1], segment.formula.limits):
            first.append(segment.formula.limits)
        return len(first)

    for _, run in groupby(division.segments, key=number):
        yield Span(tuple(run), division)


def _check_shared(span: Span) -> None:
    """Refuse a limit on a part of a year that holds what is bought at a price."""
    for limit in span.limits:
        shared = [element.name for element in span.formula.shared]
        bought = [name for name in limit.elements if name not in shared]
        if bought:
            subject = f"Limit {limit.name} of {span.formula.title}"
            rule = "hold nothing bought at a price in a year of formulas with different limits"
            remedy = "Give the year's formulas the same limits, or leave the element out."
            at = f"{span.root}/limits/{limit.name}"
            raise ModelError(subject, rule, bought[0], remedy, "elements", at)
