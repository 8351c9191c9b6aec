"""The formula in words, as an audit committee reads it: every rule, source and approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from aimpartner.evidence.measures import Measure
from aimpartner.exact import listed, plain
from aimpartner.formula.bases.basis import Points, exactly, from_source, in_full
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element, PricedElement
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.prices import Price, PriceList
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import Approval
from aimpartner.periods import DateRange, FinancialYear, in_words
from aimpartner.prose import bullets, paragraph, section
from aimpartner.sources import Source

_ORDER = (
    "Each element is worked out exactly, and a partner's amounts are added up. The limits then "
    "hold them, one after another; a later one may undo an earlier one. What is left is rounded "
    "once; a partner is then credited, once, with the shared costs that it incurs itself."
)


_ELSEWHERE = (
    "how an over- or underspend is shared, when contributions are invoiced, and what is paid in a "
    "year without an approved budget: those are rules of the agreement beside the formula."
)


_PARTS = {
    "days": "in days",
    "months": "in whole months",
    "quarters": "in whole quarters",
}


_FIRST_DAY = "the first day of the year charged, or of each part of a year that is cut"


_NEWCOMERS = (
    "A partner that was no member in the year of that contribution, and has none, is not bound."
)


_CUT = "Where a partner joins or leaves, or the formula changes, within a year,"


_BEYOND = {
    ("amounts", "lower"): "their amounts",
    ("amounts", "upper"): "their amounts",
    ("excess", "lower"): "what they have over the lower bound",
    ("excess", "upper"): "the room that they have below the upper bound",
}


class Spoken(Protocol):
    """What says itself in a sentence."""

    def in_words(self) -> str:
        """Return the sentence."""


class Rules(Protocol):
    """What a formula tells of itself; `Formula` is one."""

    @property
    def title(self) -> str:
        """The formula as a sentence names it."""

    @property
    def elements(self) -> tuple[Element | PricedElement, ...]:
        """What is shared or priced."""

    @property
    def in_force(self) -> DateRange:
        """The days it is in force."""

    @property
    def approval(self) -> Approval | None:
        """Who has to approve it and has."""

    @property
    def marking(self) -> str:
        """Words that every showing of it carries."""

    @property
    def source(self) -> Source | None:
        """Where it is recorded."""

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The bounds that the amounts are held in."""

    @property
    def rounding(self) -> Spoken:
        """How exact amounts become contributions."""

    @property
    def proration(self) -> str:
        """What a part of a year is measured in."""

    @property
    def agreed(self) -> tuple[Given, ...]:
        """The agreed numbers that it goes by."""


def methodology(
    rules: Rules,
    year: FinancialYear | None = None,
    measures: tuple[Measure, ...] = (),
    known_on: date | None = None,
) -> str:
    r"""Return a formula in words: all that it states, and what it does not.

    Args:
        rules: the formula.
        year: the year charged that examples are given for; left out, the first in force.
        measures: what is counted, to be defined in the text.
        known_on: the day of the knowledge of its approval; `None` is everything recorded.

    Example:
        >>> from aimpartner import samples
        >>> print(methodology(samples.load("aim").formulas[0]).split("\n\n")[2])
        In force from 1 April 2021 to 31 March 2022.
    """
    year = year or FinancialYear.holding(rules.in_force.first)
    parts = [
        section(rules.title[:1].upper() + rules.title[1:], _in_force(rules), "="),
        section("Approval", _approval(rules.approval, known_on)),
        section("What is shared, and by what", _elements(rules, year)),
        section("Limits", [bullets(_limits(rules.limits, year))]),
        section("Rounding", [paragraph(rules.rounding.in_words())]),
        section("Part of a year", [paragraph(_CUT, _prorated(rules.proration))]),
        section("Order of the working", [paragraph(_ORDER)]),
        section("What is counted", [bullets((0, _defined(measure)) for measure in measures)]),
        section("What the formula does not say", [bullets((0, gap) for gap in _gaps(rules))]),
    ]
    return "\n\n".join(part for part in parts if part)


def _in_force(rules: Rules) -> Iterator[str]:
    yield rules.marking
    last = rules.in_force.last
    until = f" to {in_words(last)}" if last else "; no last day is stated"
    yield paragraph(f"In force from {in_words(rules.in_force.first)}{until}.")
    if rules.source:
        yield paragraph(from_source(rules.source).strip())


def _approval(approval: Approval | None, known_on: date | None) -> Iterator[str]:
    return iter(["No approval is recorded."]) if approval is None else approval.in_full(known_on)


def _prorated(proration: str) -> str:
    if proration == "none":
        return "the year is not cut: each is charged as if it had been present all year."
    return (
        f"each part of the year is charged by itself, and parts are measured {_PARTS[proration]}."
    )


def _elements(rules: Rules, year: FinancialYear) -> Iterator[str]:
    for element in rules.elements:
        points = _shared(element, year) if isinstance(element, Element) else _priced(element, year)
        yield bullets(points)


def _shared(element: Element, year: FinancialYear) -> Points:
    pools = f"{'pool' if len(element.pools) == 1 else 'pools'} {listed(element.pools)}"
    how = "by " * (not element.basis.inner)
    yield from in_full(f"{element.name}: the {pools}, shared {how}", element.basis, year)


def _priced(element: PricedElement, year: FinancialYear) -> Points:
    source = from_source(element.source)
    if isinstance(element.price, PriceList):
        day = in_words(element.on) if element.on else _FIRST_DAY
        which = "price for London" if element.london else "price"
        price = f"the {which} of the list {element.price.name} in force on {day}"
    else:
        price = f"{element.price} each"
    yield 0, f"{element.name}: units at {price}; what they come to is a part of the call.{source}"
    yield from in_full("the units: ", element.units, year, 1)
    if element.agreed is not None:
        free = f"up to {plain(element.within)} more or fewer cost nothing"
        yield 1, f"Only units beyond those agreed are charged, or credited where fewer; {free}."
        yield from in_full("the agreed units: ", element.agreed, year, 1)
    if isinstance(element.price, PriceList):
        yield from ((1, _price(entry)) for entry in element.price.prices)


def _price(price: Price) -> str:
    london = f", for London {price.london}" if price.london is not None else ""
    day = in_words(price.first_day)
    return f"from {day}: {price.amount}{london}.{from_source(price.source)}"


def _limits(limits: tuple[Limit, ...], year: FinancialYear) -> Points:
    for limit in limits:
        source = from_source(limit.source)
        yield 0, f"{limit.name}: amounts are held between bounds and keep their total.{source}"
        for side, bound in limit.bounds:
            yield from _bound(side, bound, year)
        if any(bound.issued_in(year) for _, bound in limit.bounds):
            yield 1, _NEWCOMERS
        who = listed(limit.bearers) if limit.bearers else "everyone"
        scaled = _BEYOND[limit.scaling, limit.bounds[0][0]]
        yield 1, f"The difference is borne by {who}, in proportion to {scaled}."


def _bound(side: str, bound: Bound, year: FinancialYear) -> Points:
    least = "at least" if side == "lower" else "at most"
    times = "" if bound.times == 1 else f"{exactly(bound.times)} of "
    if isinstance(bound.of, Given):
        pairs = bound.of.numbers.items()
        amounts = listed(f"{Money.from_pence(int(pence))} for {name}" for name, pence in pairs)
        yield 1, f"{least} {times}{amounts}; nobody else is bound.{from_source(bound.of.source)}"
    else:
        yield from in_full(f"{least} {times}", bound.of, year, 1)


def _defined(measure: Measure) -> str:
    unit = f", in {measure.unit}" if measure.unit else ""
    return f"{measure.name}: {measure.words or 'not defined'}{unit}."


def _gaps(rules: Rules) -> Iterator[str]:
    """Tell what the formula leaves open: what is not recorded, and what it does not rule."""
    if rules.source is None:
        yield "where it is recorded;"
    if any(given.source is None for given in rules.agreed):
        yield "a source of their own for some of its agreed numbers;"
    if not rules.limits:
        yield "any limit on what a partner pays;"
    yield _ELSEWHERE
