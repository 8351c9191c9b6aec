"""A successor's figures of years before it existed: stated parts of its predecessors'."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from aimpartner.funding.working import Draft, Op, Part
from aimpartner.periods import FinancialYear


def inherited(draft: Draft, measure: str, year: FinancialYear, unit: str) -> list[int]:
    """Write what those who share take over of their predecessors' figures, a column each.

    Args:
        draft: the working while it is being written.
        measure: the measure's short name.
        year: the year counted.
        unit: what one of the measure is.

    Returns:
        A step for each that has predecessors for the year: its figure, and nothing for others.

    Raises:
        EvidenceError: a predecessor's figure is missing or suppressed; it names the predecessor.

    Example:
        >>> from aimpartner import samples
        >>> draft = Draft(samples.load("aim").facts("2021/22"))
        >>> inherited(draft, "adopted", FinancialYear(2019), "children")
        []
    """
    taken = []
    for name in draft.sharing:
        parts = draft.figures.followed(measure, name, year)
        if parts:
            figure = _sum(draft, (measure, name, year, unit), parts)
            who = [Fraction(name == each) for each in draft.figures.partners]
            mask = draft.column("", who, f"only {name}")
            words = f"{measure}, {year}: taken over by {name}"
            taken.append(draft.put(Op.TIMES, figure, mask, words=words, unit=unit))
    return taken


_Wanted = tuple[str, str, FinancialYear, str]


def _sum(draft: Draft, wanted: _Wanted, parts: tuple[Part, ...]) -> int:
    """Write the sum of the parts that a partner takes of others' figures."""
    measure, name, year, unit = wanted
    terms = [_part(draft, wanted, each) for each in parts]
    return draft.add(terms, f"{measure}, {year}: predecessors of {name} together", unit)


def _part(draft: Draft, wanted: _Wanted, part: Part) -> int:
    """Write a predecessor's figure times the part that is taken of it."""
    measure, name, year, unit = wanted
    figure = _figure(draft, (measure, part.predecessor, year, unit), part.day)
    if part.part is None:
        return figure
    words = f"{part.predecessor}: part that {name} takes"
    at = f"succession/{part.predecessor}/{name}"
    taken = draft.number(at, part.part, words, "share", part.source)
    words = f"{measure}, {year}: {part.predecessor}'s, taken by {name}"
    return draft.put(Op.TIMES, taken, figure, words=words, unit=unit)


def _figure(draft: Draft, wanted: _Wanted, before: date) -> int:
    """Write a figure as it was before a day: parts of others', or one that was counted."""
    measure, name, year, unit = wanted
    parts = draft.figures.followed(measure, name, year, before)
    if parts:
        return _sum(draft, wanted, parts)
    figure, source = draft.figures.figure(measure, name, year)
    at, words = f"evidence/{measure}/{name}/{year.key}", f"{measure}, {year}: {name}"
    return draft.number(at, figure, words, unit, source)
