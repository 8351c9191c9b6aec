"""Spare lines of a budget: rows of nought in every pool, which flow into the call when typed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

from attrs import evolve

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.contributions.contributions import Contributions
from aimpartner.sources import Source
from aimpartner.working.engine import evaluate

SPARE = Source("a spare line: name it, and type its amount")
"""The source by which a spare line is known."""
A_POOL = 2
"""How many spare lines a pool has."""


_NAME = "spare line "


def is_spare(address: str) -> bool:
    """Return whether an address is a spare line's, as far as its name tells.

    Example:
        >>> is_spare("budget/2021-22/agency/spare line 2"), is_spare("budget/2021-22/agency/rent")
        (True, False)
    """
    return address.startswith("budget/") and address.rpartition("/")[2].startswith(_NAME)


def with_spare_lines(result: Contributions) -> Contributions:
    """Return the same contributions, of a budget that has spare lines as well.

    Args:
        result: the contributions.

    Example:
        >>> from aimpartner import calculate, samples
        >>> result = with_spare_lines(calculate(samples.load("aim"), "2021/22"))
        >>> [line.name for line in result.facts.budget.lines], result["Sefton"].amount
        (['total costs', 'spare line 1', 'spare line 2'], Money('524027.76'))
    """
    budget = result.facts.budget
    spare = [line for pool in budget.pools for line in _spare_lines(budget, pool)]
    facts = evolve(result.facts, budget=evolve(budget, lines=(*budget.lines, *spare)))
    worked = evaluate(facts.working(), facts.year, facts.formula_title)
    return evolve(result, facts=facts, worked=worked)


def _spare_lines(budget: Budget, pool: str) -> Iterator[CostLine]:
    """Yield the spare lines of a pool, under the heading of its last line that is shared."""
    lines = budget.lines_of(pool)
    shared = [line.heading for line in lines if line.effect is Effect.SHARED]
    heading = shared[-1] if shared else Heading.NOT_ANALYSED
    taken = {line.name for line in budget.lines if line.pool == pool}
    names = (f"{_NAME}{number}" for number in count(1))
    for name in islice((name for name in names if name not in taken), A_POOL):
        yield CostLine(pool, name, heading, source=SPARE)
