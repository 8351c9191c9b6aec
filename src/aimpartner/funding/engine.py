"""The exact reader of a working: each operation in `Fraction`s."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from aimpartner.errors import AimpartnerError
from aimpartner.funding.apportion import Column, share, whole_units, within
from aimpartner.funding.working import Figure, Op, Step, Working
from aimpartner.periods import FinancialYear


def evaluate(working: Working, year: FinancialYear) -> tuple[Figure, ...]:
    """Return the figure of every step.

    Args:
        working: the steps.
        year: the year charged, named by an error.

    Returns:
        A figure a step: one `Fraction`, or one a partner.

    Raises:
        ApportionmentError: a step has no answer; it names the step and the year.
        InvalidValueError: a weight is negative; it names the step and the year.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> len(evaluate(facts.working(), facts.year)) == len(facts.working().steps)
        True
    """
    figures: list[Figure] = []
    for step in working.steps:
        args = [figures[arg] for arg in step.args]
        try:
            figures.append(_figure(step, args, len(working.partners)))
        except AimpartnerError as fault:
            where = f"{fault.subject} of {step.words} in {year}"
            raise type(fault)(where, fault.rule, fault.got, fault.remedy) from fault
    return tuple(figures)


def _figure(step: Step, args: list[Figure], partners: int) -> Figure:
    if step.op is Op.INPUT:
        return step.value
    if step.op in _EACH and not any(isinstance(arg, tuple) for arg in args):
        return _EACH[step.op](args)  # type: ignore[arg-type]  # all are numbers
    columns = [_column(arg, partners) for arg in args]
    if step.op in _EACH:
        return tuple(_EACH[step.op](list(row)) for row in zip(*columns, strict=True))
    return _WHOLE[step.op](*columns)


def _column(figure: Figure, partners: int) -> Column:
    """Return a figure as one number a partner: a single number stands for each."""
    return figure if isinstance(figure, tuple) else (figure,) * partners


def _product(numbers: list[Fraction]) -> Fraction:
    product = Fraction(1)
    for number in numbers:
        product *= number
    return product


def _choose(agreed: Column, actual: Column, points: Column) -> Column:
    rows = zip(agreed, actual, points, strict=True)
    return actual if any(abs(one - other) > limit for one, other, limit in rows) else agreed


def _round(amounts: Column, unit: Column, turns: Column, before: Column | None = None) -> Column:
    return whole_units(amounts, unit[0], turns, before)


_EACH: dict[Op, Callable[[list[Fraction]], Fraction]] = {
    Op.ADD: lambda numbers: sum(numbers, Fraction(0)),
    Op.TIMES: _product,
}
_WHOLE: dict[Op, Callable[..., Column]] = {
    Op.SHARE: share,
    Op.CHOOSE: _choose,
    Op.LIMIT: within,
    Op.ROUND: _round,
}
