"""A year cut where a partner joins or leaves, or the formula changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from attrs import field, frozen

from aimpartner.by import ByPartner, ordered
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.money import Money
from aimpartner.parties.partners import Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange, FinancialYear, in_words
from aimpartner.sources import Source
from aimpartner.year.presence import Stay, presence_of

_MONTHS, _QUARTER = 12, 3
_WHOLE = {"months": (_MONTHS, "months"), "quarters": (_MONTHS // _QUARTER, "quarters")}
_FIRST_OF = {"months": "a month", "quarters": "a quarter"}


@frozen
class Segment:
    """Days of a year on which the same partners share by the same formula.

    Args:
        days: the days.
        part: the part of the year that they are, as the formula prorates.
        present: the partners that share, in order.
        formula: the formula in force.
    """

    days: DateRange
    part: Fraction
    present: tuple[str, ...] = field(converter=ordered)
    formula: Formula


@frozen
class Addition:
    """What a partner that joins pays of its own until it shares.

    Args:
        partner: who pays it.
        day: the day it joins.
        amount: what it adds to the call.
        source: where its membership is recorded.
    """

    partner: str
    day: date
    amount: Money
    source: Source | None = None

    @property
    def address(self) -> str:
        """Where it stands: addition/PARTNER/DAY."""
        return f"addition/{self.partner}/{self.day}"


@frozen
class Division:
    """How a year is divided: who shares when, and what is charged outside the sharing.

    Args:
        partners: everyone that is charged in the year, in order.
        segments: the segments, in the order of their days; together they are the year.
        additions: what partners that join pay of their own.
        kept: the part of its year's contribution that a partner pays which leaves by its own
            reduction; nobody else is in it.
        buyers: who may be charged for units of what has a price, each with the elements' names.
    """

    partners: tuple[str, ...] = field(converter=ordered)
    segments: tuple[Segment, ...] = field(converter=ordered)
    additions: tuple[Addition, ...] = field(default=(), converter=ordered)
    kept: ByPartner[Fraction] = field(default=(), converter=ByPartner)
    buyers: ByPartner[tuple[str, ...]] = field(default=(), converter=ByPartner)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas of the year, in the order of their days."""
        return tuple(dict.fromkeys(segment.formula for segment in self.segments))

    @cached_property
    def elements(self) -> tuple[Element | PricedElement, ...]:
        """The elements of its formulas, one of each name, in the order of the working's results."""
        every = (element for formula in self.formulas for element in formula.elements)
        return tuple({element.name: element for element in every}.values())

    def part_of(self, segment: Segment) -> str:
        """Return how much of the year a segment is, as the year is prorated: 185 of 365 days."""
        return self.counted(segment.part)

    def counted(self, part: Fraction) -> str:
        """Return a part of the year as the year is prorated: 185 of 365 days."""
        days = sum(each.days.count for each in self.segments)
        whole, unit = _WHOLE.get(self.formulas[-1].proration, (days, "days"))
        return f"{part * whole} of {whole} {unit}"

    def title(self, segment: Segment) -> str:
        """Return the days of a segment, and who does not share in it."""
        first, last = segment.days.first, segment.days.last or segment.days.first
        absent = [
            f"{name} {self._absence(name, segment)}"
            for name in self.partners
            if name not in segment.present
        ]
        return f"{in_words(first)} to {in_words(last)}{f' ({listed(absent)})' if absent else ''}"

    def _absence(self, partner: str, segment: Segment) -> str:
        """Return why a partner does not share in a segment."""
        shares = [other.days.first for other in self.segments if partner in other.present]
        if not shares:
            return "does not share"
        return "not yet a partner" if segment.days.first < shares[0] else "no longer a partner"

    @property
    def limits(self) -> tuple[str, ...]:
        """The names of its formulas' limits, each once."""
        return tuple(
            dict.fromkeys(limit.name for formula in self.formulas for limit in formula.limits)
        )


def divided(
    year: FinancialYear,
    partnership: Partnership,
    formulas: Sequence[Formula],
    buyers: Mapping[str, tuple[str, ...]] | None = None,
) -> Division:
    """Return how a year is divided.

    Args:
        year: the year charged.
        partnership: who is a member when, and with what effect.
        formulas: the formulas; the one in force on the year's last day says how the year is
            prorated.
        buyers: who may be charged for units of what has a price, each with the elements' names; a
            member among them is charged even where it shares in nothing yet.

    Raises:
        ModelError: a day has no formula, or nobody to share its call; a partner joins or leaves
            and it is not stated with what effect; or a cut falls within a month or a quarter
            that is charged as a whole.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> division = divided(FinancialYear(2021), aim.partnership, aim.formulas)
        >>> [str(each.part) for each in division.segments]
        ['1']
    """
    rules = formulas_of(year, formulas)
    is_cut = rules[-1].proration != "none"
    paying = [partner for partner in partnership.members(year.days) if partner.pays]
    if not paying:
        raise ModelError(f"Year {year}", "have a partner that pays", "none", at="partners")
    presences = [(partner, presence_of(partner, year, is_cut=is_cut)) for partner in paying]
    bought = buyers or {}
    charged = [
        partner.name
        for partner, several in presences
        if partner.name in bought or any(stay.is_charged for stay in several)
    ]
    segments = tuple(_segments(year, presences, rules))
    additions = (_additions(partner, several) for partner, several in presences)
    kept = [
        (partner.name, _kept(year, stay.days.first, stay.reduced_from, rules[-1]))
        for partner, several in presences
        for stay in several
        if stay.reduced_from
    ]
    own = [addition for some in additions for addition in some]
    return Division(charged, segments, own, kept, bought)


def formulas_of(year: FinancialYear, formulas: Sequence[Formula]) -> tuple[Formula, ...]:
    """Return the formulas of a year in the order of their days; every day has one.

    Raises:
        ModelError: a day has none, or the last of several does not prorate.
    """
    in_force = sorted(
        (formula for formula in formulas if formula.in_force.overlap(year.days)),
        key=lambda formula: formula.in_force.first,
    )
    days = [formula.in_force.overlap(year.days) for formula in in_force]
    if sum(span.count for span in days if span) != year.days.count:
        got = listed(f"{formula.name} ({formula.in_force})" for formula in in_force)
        raise _gap(year, in_force, got)
    if len(in_force) > 1 and in_force[-1].proration == "none":
        rule = "prorate by days, months or quarters where the formula changes within the year"
        got = f"none, after {listed(formula.name for formula in in_force[:-1])}"
        subject, at = f"Formula {in_force[-1].name} in {year}", f"formulas/{in_force[-1].name}"
        raise ModelError(subject, rule, got, at=at, field="proration")
    return tuple(in_force)


def _gap(year: FinancialYear, in_force: Sequence[Formula], got: str) -> ModelError:
    """Return the error of a year that has no formula on some days, at the one before them."""
    days = [formula.in_force for formula in in_force]
    cuts = (day for each in days for day in (each.first, each.after) if day)
    free = [span for span in year.days.split(*cuts) if not any(map(span.overlap, days))]
    gaps = " and ".join(map(_in_words, free))
    before = [each.name for each in in_force if each.in_force.first < free[0].first]
    names = before[-1:] or [each.name for each in in_force][:1]
    return ModelError(
        f"Year {year}",
        "have a formula in force on each of its days",
        got,
        f"None is in force {gaps}: change the first or last day of one, or add one.",
        field="last" if before else "first",
        at="/".join(["formulas", *names]),
    )


def _in_words(days: DateRange) -> str:
    """Return days that have an end in words: on one, or from one to another."""
    first, last = in_words(days.first), in_words(days.last or days.first)
    return f"on {first}" if first == last else f"from {first} to {last}"


def _segments(
    year: FinancialYear,
    presences: Sequence[tuple[Partner, Sequence[Stay]]],
    rules: Sequence[Formula],
) -> Iterator[Segment]:
    """Cut the year, and join again what is alike on both sides of a cut."""
    shared = [stay.shares for _, several in presences for stay in several if stay.shares]
    shared += [formula.in_force for formula in rules]
    cuts = [day for days in shared for day in (days.first, days.after) if day]

    def alike(days: DateRange) -> tuple[tuple[str, ...], Formula]:
        present = (
            partner.name
            for partner, several in presences
            if any(stay.shares and days.first in stay.shares for stay in several)
        )
        return tuple(present), next(rule for rule in rules if days.first in rule.in_force)

    for (present, rule), group in groupby(year.days.split(*cuts), key=alike):
        first, *more = group
        days = DateRange(first.first, (more[-1] if more else first).last)
        if not present:
            must, got = "be shared by somebody on each day", f"none {days}"
            raise ModelError(f"Call of {year}", must, got, at="partners")
        yield Segment(days, _part_of(days, year, rules[-1]), present, rule)


def _before(day: date, year: FinancialYear, rule: Formula) -> Fraction:
    """Return the part of the year that lies before a day, as the formula prorates."""
    if rule.proration in ("days", "none"):
        return Fraction((day - year.first).days, year.days.count)
    months = (day.year - year.starts) * _MONTHS + day.month - year.first.month
    if day.day > 1 or (rule.proration == "quarters" and months % _QUARTER):
        what = _FIRST_OF[rule.proration]
        must = f"fall on the first day of {what}, as the formula {rule.name} prorates"
        remedy = f"Cut the year where {what} begins, or state another proration."
        at = f"formulas/{rule.name}"
        raise ModelError(f"Change within {year}", must, day, remedy, at=at, field="proration")
    return Fraction(months, _MONTHS)


def _additions(partner: Partner, several: Sequence[Stay]) -> Iterator[Addition]:
    """Return what a partner that joins pays of its own."""
    for stay in several:
        if stay.addition is not None:
            yield Addition(partner.name, stay.days.first, stay.addition, stay.source)


def _kept(year: FinancialYear, joined: date, gone: date, rule: Formula) -> Fraction:
    """Return the part of its year's contribution that a leaver pays: by its days."""
    begun = _before(joined, year, rule)
    return (_before(gone, year, rule) - begun) / (1 - begun)


def part_shared(
    partner: Partner, year: FinancialYear, formulas: Sequence[Formula], otherwise: Formula
) -> Fraction:
    """Return the part of a year in which a partner shares.

    Args:
        partner: the partner.
        year: the year.
        formulas: the formulas; the one in force on the year's last day says how it is prorated.
        otherwise: the formula that does where none is recorded for that day.

    Raises:
        ModelError: it joins or leaves within the year and the effect is not stated; or a cut falls
            within a month or a quarter that is charged as a whole.

    Example:
        >>> from aimpartner import samples
        >>> aim = samples.load("aim")
        >>> sefton, year = aim.partnership.partner("Sefton"), FinancialYear(2020)
        >>> part_shared(sefton, year, (), aim.formulas[0])
        Fraction(1, 1)
    """
    rule = next((each for each in formulas if year.last in each.in_force), otherwise)
    stays = presence_of(partner, year, is_cut=rule.proration != "none")
    parts = (_part_of(stay.shares, year, rule) for stay in stays if stay.shares)
    return sum(parts, Fraction(0))


def _part_of(days: DateRange, year: FinancialYear, rule: Formula) -> Fraction:
    """Return the part of a year that some of its days are, as the formula prorates."""
    end = _before(days.after, year, rule) if days.after else Fraction(1)
    return end - _before(days.first, year, rule)
