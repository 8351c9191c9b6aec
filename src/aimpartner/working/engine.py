"""The exact reader of a working: each operation in `Fraction`s."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import mul

from aimpartner.errors import AimpartnerError, InvalidValueError
from aimpartner.exact import exact_sum, nearest, percent, plain
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.working.apportionment import Column, over, share, whole_units
from aimpartner.working.bounds import in_all, in_reach, is_far, within
from aimpartner.working.round_args import RoundArgs
from aimpartner.working.steps import Figure, Op, Step, Working, as_column
from aimpartner.working.units_in_bounds import units_in_bounds
from aimpartner.working.worked import Worked

_SMALL = Fraction(1, 2)
"""A cap below this part of its figure is more likely one of so much more than the figure."""


def evaluate(
    working: Working,
    year: FinancialYear,
    rule: str = "",
    *,
    inputs: Mapping[str, Fraction] | None = None,
    known: Worked | None = None,
) -> Worked:
    """Return a working with the figure of every step.

    Args:
        working: the steps.
        year: the year charged, named by an error.
        rule: the formula as a sentence names it, named by an error where it is given.
        inputs: figures in place of those of inputs, by address; the steps stay as they are.
        known: the same working with its figures: a step that reads nothing of other figures is
            not worked out again.

    Returns:
        The steps with a figure each: one `Fraction`, or one a partner.

    Raises:
        ApportionmentError: a step has no answer; it names the step and the year.
        InvalidValueError: a weight is negative, and it names the step and the year; or a figure
            given is of no input, or one that the model refuses: see `Working.conditions`.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> worked = evaluate(facts.working(), facts.year)
        >>> at = "evidence/adopted/Sefton/2019-20"
        >>> more = evaluate(worked.working, facts.year, inputs={at: Fraction(30)}, known=worked)
        >>> more.of(-1, "Sefton") > worked.of(-1, "Sefton")
        True
    """
    moved: dict[int, Figure] = moved_by(inputs, working) if inputs else {}
    figures: list[Figure] = []
    for position, step in enumerate(working.steps):
        if position in moved:
            figures.append(moved[position])
        elif known and moved.keys().isdisjoint(step.args):
            figures.append(known.figures[position])
        else:
            figures.append(figure_of(step, figures, working, (year, rule)))
            moved[position] = figures[-1]
    return Worked(working, tuple(figures))


def moved_by(inputs: Mapping[str, Fraction], working: Working) -> dict[int, Figure]:
    """Return what inputs hold once figures at addresses are others, by their positions.

    Args:
        inputs: the figures, by address.
        working: the steps.

    Raises:
        InvalidValueError: an address is of no input, or the figures do not satisfy a condition.
    """
    moved: dict[int, list[Fraction]] = {}
    for at, figure in inputs.items():
        places = working.places(at)
        if not places or at not in {working.address(place) for place in places}:
            raise InvalidValueError("Address", "be of one figure that the year reads", at)
        for place in places:
            column = as_column(working.steps[place.step].value, 1)
            moved.setdefault(place.step, [*column])[place.partner or 0] = figure
    steps = working.steps
    columns = {steps[position].at for position in moved}
    for condition in working.conditions:
        if not columns.isdisjoint(condition.at):
            condition.check(dict(_figures_at(condition.at, inputs, working)))
    return {at: tuple(of) if steps[at].is_column else of[0] for at, of in moved.items()}


def _figures_at(
    addresses: Iterable[str], inputs: Mapping[str, Fraction], working: Working
) -> Iterator[tuple[str, Fraction]]:
    """Go through the figures at addresses, a column's partner by partner."""
    for at in addresses:
        for place in working.places(at):
            own = working.address(place)
            figure = as_column(working.steps[place.step].value, 1)[place.partner or 0]
            yield own, inputs.get(own, figure)


def figure_of(
    step: Step, figures: Sequence[Figure], working: Working, charged: tuple[FinancialYear, str]
) -> Figure:
    """Return the figure of one step.

    Args:
        step: the step.
        figures: those of the steps before it; of the steps that it reads, at least.
        working: the working that it is of.
        charged: the year charged, and the formula as a sentence names it, for an error.

    Raises:
        ApportionmentError: the step has no answer; it names the step and the year.
        InvalidValueError: a weight is negative; it names the step and the year.
    """
    try:
        return _figure(step, [figures[arg] for arg in step.args], working.partners)
    except AimpartnerError as fault:
        year, rule = charged
        by = f" by {rule}" if rule else ""
        days = f", {step.days}," if step.days else ""
        where = f"{fault.subject} of {step.words} in {year}{days}{by}"
        reason = (fault.rule, fault.got)
        if step.about:
            reason = _without_room(step, figures, working.partners)
        remedy = _of_a_small_cap(step, working.steps) or fault.remedy
        at = _address(step, working.steps)
        raise type(fault)(where, *reason, remedy, at=at) from fault


def _figure(step: Step, args: list[Figure], partners: tuple[str, ...]) -> Figure:
    if step.op is Op.INPUT:
        return step.value
    if step.op in _OF_NUMBERS and not any(isinstance(arg, tuple) for arg in args):
        return _OF_NUMBERS[step.op](args)  # type: ignore[arg-type]  # all are numbers
    if step.op is Op.SHARE:
        return _shared(args, partners)
    columns = [as_column(arg, len(partners)) for arg in args]
    if step.op in _EACH:
        return exact_sum(columns[0]) if step.is_total else _EACH[step.op](columns)
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


def _without_room(
    step: Step, figures: Sequence[Figure], partners: tuple[str, ...]
) -> tuple[str, str]:
    """Return what does not hold of a limit on what is beyond a bound, by its whole amounts."""
    about = (as_column(figures[at], len(partners)) for at in step.about)
    amounts, lower, upper = about
    bearers = as_column(figures[step.args[-1]], len(partners))
    total, least, most = (sum(column, Fraction(0)) for column in (amounts, lower, upper))
    got = f"{in_all(least, most, _pounds)} in all"
    if not all(bearers):
        rows = [*zip(amounts, lower, upper, bearers, strict=True)]
        reaches = (
            tuple(row[side] if row[3] else min(max(row[0], row[1]), row[2]) for row in rows)
            for side in (1, 2)
        )
        low, high = reaches
        reach = low if sum(low, Fraction(0)) > total else high
        got = in_reach(total, reach, bearers, partners, _pounds)
    return f"leave room for the total of {_pounds(total)}", got


def _of_a_small_cap(step: Step, steps: tuple[Step, ...]) -> str:
    """Return what to do about a cap of a small part of a figure: 5 %, where 5 % more is meant."""
    if step.op is not Op.LIMIT:
        return ""
    upper = step.about[-1] if step.about else step.args[2]
    read = [each for each in _inputs(upper, steps) if each.at.endswith("/upper/times")]
    for times in (each.value for each in read):
        if isinstance(times, Fraction) and 0 < times < _SMALL:
            of = percent(times)
            more = f"For a cap of {of} more than the figure, write {percent(1 + times)}."
            return f"The cap is {of} of its figure. {more}"
    return ""


def _address(step: Step, steps: tuple[Step, ...]) -> str:
    """Return the address of what a step goes by: of a limit's own bounds, else of what it reads."""
    args = step.about or step.args
    first = args[1:] if step.op is Op.LIMIT else args
    reads = (read.at for at in first for read in _inputs(at, steps) if read.at)
    return next(reads, "")


def _inputs(at: int, steps: tuple[Step, ...]) -> Iterator[Step]:
    """Go through the inputs that a step is made of."""
    if steps[at].op is Op.INPUT:
        yield steps[at]
    for arg in steps[at].args:
        yield from _inputs(arg, steps)


def _pounds(pence: Fraction) -> str:
    """Return an amount as an error shows it: to the penny, and what is far as no bound."""
    return "no bound" if is_far(pence) else str(Money.from_pence(nearest(pence)))


def _times(left: Column, right: Column) -> Column:
    return tuple(map(mul, left, right))


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


_EACH: dict[Op, Callable[[list[Column]], Column]] = {
    Op.ADD: lambda columns: tuple(map(exact_sum, zip(*columns, strict=True))),
    Op.TIMES: lambda columns: reduce(_times, columns),
}
_OF_NUMBERS: dict[Op, Callable[[list[Fraction]], Fraction]] = {
    Op.ADD: exact_sum,
    Op.TIMES: lambda numbers: reduce(mul, numbers),
    Op.ROUND: lambda numbers: nearest(numbers[0] / numbers[1]) * numbers[1],
}
_WHOLE: dict[Op, Callable[..., Column]] = {
    Op.CHOOSE: _choose,
    Op.ROUND: _round,
}
