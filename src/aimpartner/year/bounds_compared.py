"""What bounds on last year's issued contributions compare with, and whom they do not bind."""

from __future__ import annotations

from collections.abc import Iterator

from aimpartner.evidence.measures import ISSUED, issued_of
from aimpartner.exact import listed
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.limits import Limit
from aimpartner.periods import FinancialYear
from aimpartner.year.facts import YearFacts
from aimpartner.year.spans import Span, spans


def bounds_compared(facts: YearFacts) -> Iterator[str]:
    """Go through what is doubtful about bounds on issued contributions, as sentences.

    A partner that shared in nothing of that year is not bound; and where the issue of the elements
    held is not recorded by itself, a bound compares with the whole.

    Args:
        facts: the year as the formula sees it.

    Example:
        >>> from aimpartner import samples
        >>> list(bounds_compared(samples.load("aim").facts("2021/22")))
        []
    """
    for span, limit, side, bound, year in _compared(facts):
        unshared = facts.newcomers(year, facts.issued_as(limit.elements, year))
        if limit.partial != "as issued":
            unshared += tuple(name for name in span.sharing if not facts.shared_in(year, name))
        paying = span.in_what(span.holds(limit))
        new = [name for name in paying if name in unshared]
        if new:
            words = f"The {side} bound of limit {limit.name} does not bind {listed(new)}"
            yield f"{words}: no share in the call of {year}."
        bound_by = [name for name in paying if name not in new]
        if bound_by and bound.measure == ISSUED and not facts.is_apart(limit.elements, year):
            yield _of_the_whole(limit, side, year)


def _compared(facts: YearFacts) -> Iterator[tuple[Span, Limit, str, Measured, FinancialYear]]:
    """Go through the bounds of the year that are of issued contributions."""
    for span in spans(facts.division):
        for limit in span.limits:
            for side, bound in limit.bounds:
                year = bound.issued_in(facts.year)
                if year and isinstance(bound.of, Measured):
                    yield span, limit, side, bound.of, year


def _of_the_whole(limit: Limit, side: str, year: FinancialYear) -> str:
    """Return that a bound compares a part with a whole, and how to record the part."""
    held = listed(limit.elements) if limit.elements else "what is shared"
    otherwise = ", or is of elements by other names" if limit.elements else ""
    return (
        f"The {side} bound of limit {limit.name} compares {held} with the whole contribution "
        f"issued for {year}, which may hold fees and own additions: its part is not recorded"
        f"{otherwise}. To compare like with like, record it in the evidence as the measure "
        f'"{issued_of(limit.elements)}", in pounds.'
    )
