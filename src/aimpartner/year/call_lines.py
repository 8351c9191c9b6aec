"""The lines of a year's budget as steps: what each adds to the call, by its address."""

from __future__ import annotations

from fractions import Fraction

from aimpartner.budget.budget import CostLine
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.working.conditions import Must
from aimpartner.working.steps import Draft, Op


def call_lines(draft: Draft) -> dict[str, int]:
    """Write each line that counts as what it adds to the call, which may be less than nothing.

    A line that is a rate of others is laid out after them, so that it moves when they do.

    Args:
        draft: the working while it is being written.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> list(call_lines(Draft(facts)))
        ['budget/2021-22/agency/total costs']
    """
    lines = draft.figures.lines()
    steps = {line.key: _typed(draft, at, line) for at, line in lines if not line.rule}
    for address, line in lines:
        if line.rule:
            steps[line.key] = _charged(draft, address, line, line.rule, steps)
    return {address: steps[line.key] for address, line in lines}


def _typed(draft: Draft, address: str, line: CostLine) -> int:
    """Write a line that is an amount."""
    amount = Fraction(line.amount.pence)
    for must in (Must.WHOLE_PENCE, Must.NOT_NEGATIVE):  # the effect of a line gives its sign
        draft.require(f"Line {line.name}", must, address)
    typed = draft.number(address, amount, line.name, "pence", line.source)
    if line.sign > 0:
        return typed
    return draft.opposite(typed, f"{line.name}: reduces the call")


def _charged(
    draft: Draft, address: str, line: CostLine, rule: ChargeRule, steps: dict[str, int]
) -> int:
    """Write a line that is a rate of others, rounded to the penny like every line."""
    rate = draft.number(f"{address}/rate", rule.rate, f"{line.name}: rate", "share", line.source)
    draft.require(f"Rate of {line.name}", Must.NOT_NEGATIVE, f"{address}/rate")
    words = f"{line.name}: what it is a rate of"
    base = draft.add([steps[key] for key in rule.of], words, "pence")
    exact = draft.put(Op.TIMES, rate, base, words=f"{line.name}: {rule}", unit="pence")
    penny = draft.number("", Fraction(1), "a penny", "pence")
    return draft.put(Op.ROUND, exact, penny, words=line.name, unit="pence")
