"""The reader of a working for people: a partner's column of the steps, in their words."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from aimpartner.exact import nearest, percent
from aimpartner.money import Money
from aimpartner.working.bounds import is_far
from aimpartner.working.round_args import OF_A_NUMBER, RoundArgs
from aimpartner.working.steps import Op, Step
from aimpartner.working.worked import Worked


def explanation(worked: Worked, partner: str) -> str:
    """Return every step of a working as one partner sees it, a line a step.

    A line has the step's number, its words, the figure, how it came from earlier lines, and for
    an input its source.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> steps = calculate(samples.load("aim"), "2021/22").explain("Sefton").splitlines()
        >>> print(steps[-1])
         19  contribution: £524,027.76 = line 15 in whole units of line 17, ties by line 18
    """
    lines = (
        f"{at + 1:3}  {step.words}: {shown(worked.of(at, partner), step.unit)}"
        f"{_how(step, worked, partner)}"
        for at, step in enumerate(worked.steps)
    )
    return "\n".join(lines)


def shown(figure: Fraction, unit: str) -> str:
    """Return a figure as its unit is read; rounded for the eye to four decimals.

    Example:
        >>> shown(Fraction(52402781), "pence"), shown(Fraction(1, 3), "share")
        ('£524,027.81', '33.3333 %')
    """
    if unit == "pence" and is_far(figure):
        return "none"
    if unit == "pence":
        is_whole = figure.denominator == 1
        return str(Money.from_pence(int(figure))) if is_whole else _four(figure / 100, "£")
    if unit == "share":
        return f"{_four(figure * 100)} %"
    if unit == "points":
        number = percent(figure).removesuffix(" %")
        return f"{number} point{'' if number == '1' else 's'}"
    number = f"{int(figure):,}" if figure.denominator == 1 else _four(figure)
    return number if unit in {"number", ""} else f"{number} {unit}"


def _four(figure: Fraction, before: str = "") -> str:
    sign = "-" if figure < 0 else ""
    whole, part = divmod(nearest(abs(figure) * 10_000), 10_000)
    return f"{sign}{before}{whole:,}.{part:04}"


def _how(step: Step, worked: Worked, partner: str) -> str:
    """Return how the figure came about: its source, or the lines that it was made from."""
    if step.op is Op.INPUT:
        source = step.source(worked.partners.index(partner))
        return f" [{source}]" if source else ""
    lines = [f"line {arg + 1}" for arg in step.args]
    if step.is_rate:
        return f" = {' over '.join(lines)}"
    if step.op is Op.SHARE:
        total = sum(worked.column(step.args[0]), Fraction(0))
        return f" = {lines[0]} as a part of all partners' {_plain(total)}"
    if step.op is Op.LIMIT and not any(worked.column(step.args[3])):
        return f" = {lines[0]}, cut to between {lines[1]} and {lines[2]}"
    return f" = {_WORDS[step.op](lines)}"


def _plain(number: Fraction) -> str:
    return shown(number, "number")


def _round(lines: list[str]) -> str:
    if len(lines) == OF_A_NUMBER:
        return " to the nearest ".join(lines)
    args = RoundArgs.of(lines)
    within = f", between {' and '.join(args.bounds)}" if args.bounds else ""
    after = f", after {args.before[0]}" if args.before else ""
    return f"{args.amounts} in whole units of {args.unit}, ties by {args.turns}{within}{after}"


_WORDS: dict[Op, Callable[[list[str]], str]] = {
    Op.ADD: lambda lines: " + ".join(lines) if lines[1:] else f"all partners' {lines[0]} together",
    Op.TIMES: " × ".join,
    Op.CHOOSE: lambda lines: (
        f"{lines[0]}, or {lines[1]} where any partner's differ by more than {lines[2]}"
    ),
    Op.LIMIT: lambda lines: (
        f"{lines[0]} between {lines[1]} and {lines[2]}, the difference borne by {lines[3]}"
    ),
    Op.ROUND: _round,
}
