"""Rules that can do nothing, or too much, by their size: a cap, a floor, a tolerance.

A cap that lets everyone pay the call, a tolerance that is always kept, and the bound of a change:
5 % of last year's amount where 105 % or 95 % of it was meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from aimpartner.evidence.measures import Known
from aimpartner.exact import percent
from aimpartner.formula.bases.basis import throughout
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.year.facts import YearFacts

_ABSURD = 10  # times a figure; a cap of 105 meant as 105 % is ten times this
_ALL = 1
_LEAST = Fraction(1, 2)  # times an earlier amount; below it a bound is likely a change, of 5 %
_CHANGES = {
    "lower": ("hardly binds: nobody can be asked for less than", "a fall of", -1),
    "upper": (
        "cuts what it binds to less than half: nobody is asked for more than",
        "a rise of",
        1,
    ),
}


def idle_rules(facts: YearFacts) -> Iterator[str]:
    """Go through the rules of a year's formulas whose size is doubtful, in words.

    Example:
        >>> from aimpartner import samples
        >>> [*idle_rules(samples.load("aim").facts("2021/22"))]
        []
    """
    for formula in facts.formulas:
        for limit in formula.limits:
            if limit.upper and _never_binds(limit, limit.upper, facts, formula):
                cap = limit.upper.in_words(facts.year)
                yield f"Limit {limit.name} cannot bind: nobody can be asked for more than {cap}."
            for side, bound in limit.bounds:
                yield from _changes(limit, side, bound, facts)
        for element in formula.elements:
            for basis in (part for parent in element.bases for part in throughout(parent)):
                if isinstance(basis, Tolerance) and not basis.override:
                    yield from _kept(basis, element.name)


def _never_binds(limit: Limit, cap: Bound, facts: YearFacts, formula: Formula) -> bool:
    """Return whether every partner that a cap binds may pay all that the limit holds by itself."""
    if cap.times >= _ABSURD:
        return True
    most, amounts = _most(limit, facts, formula), [*_amounts(cap, facts)]
    return most is not None and min(amounts, default=0) >= most > 0


def _changes(limit: Limit, side: str, bound: Bound, facts: YearFacts) -> Iterator[str]:
    """Say that a bound on earlier amounts is so little of them that a change may be meant."""
    is_of_earlier = isinstance(bound.of, Given) or bound.issued_in(facts.year)
    if is_of_earlier and bound.times < _LEAST:
        does, change, sign = _CHANGES[side]
        words, whole = bound.in_words(facts.year), percent(1 + sign * bound.times)
        yield (
            f"Limit {limit.name} {does} {words}. If {change} {percent(bound.times)} was meant, "
            f"write {whole}."
        )


def _most(limit: Limit, facts: YearFacts, formula: Formula) -> int | None:
    """Return the most that one can pay for what a limit holds; nothing where it is bought.

    A credit lowers what is paid in all, and not what somebody else pays.
    """
    holds = formula.held_by(limit)
    if set(holds).intersection(formula.names_bought):
        return None
    held = (element for element in formula.shared if element.name in holds)
    calls = (sum(facts.budget.call(pool).pence for pool in element.pools) for element in held)
    return sum(max(pence, 0) for pence in calls)


def _amounts(cap: Bound, facts: YearFacts) -> Iterator[Fraction]:
    """Go through the amounts that a cap is, in pence, as far as they are known without working."""
    if isinstance(cap.of, Given):
        yield from (cap.times * number for number in cap.of.numbers.values())
        return
    (year,) = cap.of.window(facts.year)
    for partner in () if facts.derived(cap.of.measure) else facts.partners:
        value = facts.find(cap.of.measure, partner, year).value
        if isinstance(value, Known):
            yield cap.times * 100 * value.figure


def _kept(tolerance: Tolerance, element: str) -> Iterator[str]:
    """Say that a tolerance is never exceeded, or only by a share that more than doubles."""
    words = f"The tolerance of element {element}"
    if tolerance.points is not None and tolerance.points >= _ALL:
        yield f"{words} always holds: shares are never more than {tolerance.points} apart."
    if tolerance.per_cent is not None and tolerance.per_cent >= _ALL:
        far = percent(tolerance.per_cent)
        yield f"{words} holds for any share that does not more than double: it is {far} of each."
