"""The exact reader of a working: each operation in `Fraction`s."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from aimpartner.errors import AimpartnerError
from aimpartner.exact import nearest, plain
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.working.apportionment import Column, over, share, whole_units
from aimpartner.working.bounds import is_far, within
from aimpartner.working.round_args import RoundArgs
from aimpartner.working.steps import Figure, Op, Step, Working, as_column
from aimpartner.working.units_in_bounds import units_in_bounds
from aimpartner.working.worked import Worked


def evaluate(working: Working, year: FinancialYear, rule: str = "") -> Worked:
    """Return a working with the figure of every step.

    Args:
        working: the steps.
        year: the year charged, named by an error.
        rule: the formula as a sentence names it, named by an error where it is given.

    Returns:
        The steps with a figure each: one `Fraction`, or one a partner.

    Raises:
        ApportionmentError: a step has no answer; it names the step and the year.
        InvalidValueError: a weight is negative; it names the step and the year.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> evaluate(facts.working(), facts.year).working == facts.working()
        True
    """
    figures: list[Figure] = []
    for step in working.steps:
        args = [figures[arg] for arg in step.args]
        try:
            figures.append(_figure(step, args, working.partners))
        except AimpartnerError as fault:
            by = f" by {rule}" if rule else ""
            days = f", {step.days}," if step.days else ""
            where = f"{fault.subject} of {step.words} in {year}{days}{by}"
            reason = _without_room(step, figures) if step.about else (fault.rule, fault.got)
            raise type(fault)(where, *reason, fault.remedy) from fault
    return Worked(working, tuple(figures))


def _figure(step: Step, args: list[Figure], partners: tuple[str, ...]) -> Figure:
    if step.op is Op.INPUT:
        return step.value
    if step.op in _EACH and not any(isinstance(arg, tuple) for arg in args):
        return _EACH[step.op](args)  # type: ignore[arg-type]  # all are numbers
    if step.op is Op.SHARE:
        return _shared(args, partners)
    columns = [as_column(arg, len(partners)) for arg in args]
    if step.op in _EACH:
        return tuple(_EACH[step.op](list(row)) for row in zip(*columns, strict=True))
    if step.op is Op.LIMIT:
        amounts, lower, upper, bearers = columns
        show = _pounds if step.unit == "pence" else plain
        return within(amounts, lower, upper, bearers, names=partners, show=show).amounts
    return _WHOLE[step.op](*columns)


def _shared(args: list[Figure], partners: tuple[str, ...]) -> Figure:
    """Return weights as parts of their sum, or one number over another, partner by partner."""
    weights, *wholes = args
    if not wholes:
        return share(as_column(weights, len(partners)), partners)
    if not isinstance(weights, tuple) and not isinstance(wholes[0], tuple):
        return over((weights,), (wholes[0],))[0]
    tops, bottoms = (as_column(arg, len(partners)) for arg in args)
    return over(tops, bottoms, partners)


def _without_room(step: Step, figures: list[Figure]) -> tuple[str, str]:
    """Return what does not hold of a limit on what is beyond a bound, by its whole amounts."""
    columns = [as_column(figures[at], 1) for at in step.about]
    total, lower, upper = (_pounds(sum(column, Fraction(0))) for column in columns)
    bounds = f"lower bounds of {lower} and upper bounds of {upper} in all"
    return f"leave room for the total of {total}", bounds


def _pounds(pence: Fraction) -> str:
    """Return an amount as an error shows it: to the penny, and what is far as no bound."""
    return "no bound" if is_far(pence) else str(Money.from_pence(nearest(pence)))


def _product(numbers: list[Fraction]) -> Fraction:
    product = Fraction(1)
    for number in numbers:
        product *= number
    return product


def _choose(agreed: Column, actual: Column, points: Column) -> Column:
    rows = zip(agreed, actual, points, strict=True)
    return actual if any(abs(left - right) > limit for left, right, limit in rows) else agreed


def _round(*columns: Column) -> Column:
    args = RoundArgs.of(columns)
    exact = (args.amounts, args.unit[0], args.turns)
    if args.bounds:
        lower, upper = args.bounds
        return units_in_bounds(*exact, (lower, upper), *args.before).amounts
    return whole_units(*exact, *args.before).amounts


_EACH: dict[Op, Callable[[list[Fraction]], Fraction]] = {
    Op.ADD: lambda numbers: sum(numbers, Fraction(0)),
    Op.TIMES: _product,
}
_WHOLE: dict[Op, Callable[..., Column]] = {
    Op.CHOOSE: _choose,
    Op.ROUND: _round,
}
