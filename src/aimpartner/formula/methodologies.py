"""The formula in words, as an audit committee reads it: every rule, source and approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from aimpartner.evidence.measures import Measure
from aimpartner.formula.bases.basis import Worded
from aimpartner.formula.formula import Formula
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.periods import FinancialYear, in_words
from aimpartner.prose import bullets, paragraph, section
from aimpartner.sources import from_source

_ORDER = (
    "Each element that is shared is worked out exactly, and added up over the year. The limits "
    "then hold the year's sums, one after another; a later one may undo an earlier one. What is "
    "bought at a price, and what is a partner's own, is added. The sum is rounded once; a partner "
    "is then credited, once, with the shared costs that it incurs itself."
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


_CUT = "Where a partner joins or leaves, or the formula changes, within a year,"


def methodology(
    formula: Formula,
    year: FinancialYear | None = None,
    measures: tuple[Measure, ...] = (),
    known_on: date | None = None,
) -> str:
    r"""Return a formula in words: all that it states, and what it does not.

    Args:
        formula: the formula.
        year: the year charged that examples are given for; left out, the first in force.
        measures: what is counted, to be defined in the text.
        known_on: the day of the knowledge of its approval; `None` is everything recorded.

    Example:
        >>> from aimpartner import samples
        >>> print(methodology(samples.load("aim").formulas[0]).split("\n\n")[2])
        In force from 1 April 2021 to 31 March 2022.
    """
    year = year or FinancialYear.holding(formula.in_force.first)
    rounding = formula.rounding.in_full(is_limited=bool(formula.limits))
    parts = [
        section(formula.title[:1].upper() + formula.title[1:], _in_force(formula), "="),
        section("Approval", _approval(formula.approval, known_on)),
        section("What is shared, and by what", _each(formula.elements, year)),
        section("Limits", _each(formula.limits, year)),
        section("Rounding", [paragraph(rounding)]),
        section("Part of a year", [paragraph(_CUT, _prorated(formula.proration))]),
        section("Order of the working", [paragraph(_ORDER)]),
        section("What is counted", [bullets((0, _defined(measure)) for measure in measures)]),
        section("What the formula does not say", [bullets((0, gap) for gap in _gaps(formula))]),
    ]
    return "\n\n".join(part for part in parts if part)


def _in_force(formula: Formula) -> Iterator[str]:
    yield formula.marking
    last = formula.in_force.last
    until = f" to {in_words(last)}" if last else "; no last day is stated"
    yield paragraph(f"In force from {in_words(formula.in_force.first)}{until}.")
    if formula.source:
        yield paragraph(from_source(formula.source).strip())


def _approval(approval: Approval | None, known_on: date | None) -> Iterator[str]:
    return iter(["No approval is recorded."]) if approval is None else approval.in_full(known_on)


def _prorated(proration: str) -> str:
    if proration == "none":
        return "the year is not cut: each is charged as if it had been present all year."
    return (
        f"what is shared is shared anew in each part of the year, and parts are measured "
        f"{_PARTS[proration]}. What has a price is charged whole, and limits hold the year."
    )


def _each(rules: Iterable[Worded], year: FinancialYear) -> Iterator[str]:
    return (bullets(rule.in_points(year)) for rule in rules)


def _defined(measure: Measure) -> str:
    unit = f", in {measure.unit}" if measure.unit else ""
    words = measure.words or ("" if measure.derived else "not defined")
    made = f"made as {measure.derived}" if measure.derived else ""
    return f"{measure.name}: {', '.join(filter(None, (words, made)))}{unit}."


def _gaps(formula: Formula) -> Iterator[str]:
    """Tell what the formula leaves open: what is not recorded, and what it does not rule."""
    if formula.source is None:
        yield "where it is recorded;"
    if any(given.source is None for given in formula.agreed):
        yield "a source of their own for some of its agreed numbers;"
    if not formula.limits:
        yield "any limit on what a partner pays;"
    yield _ELSEWHERE
