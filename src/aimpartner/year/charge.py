"""A year's charge as steps: its segments added, what is charged besides, rounded once."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from aimpartner.budget.budget import CostLine
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.periods import in_words
from aimpartner.working.steps import Draft, Op, Result, ResultKind, Working
from aimpartner.year.segments import Division, Segment

_ORDER = list(ResultKind)


def charge(draft: Draft, division: Division) -> Working:
    """Write a whole year: from its inputs to each partner's net payable.

    Args:
        draft: the working while it is being written.
        division: who shares when, by which formula, and what is charged besides.

    Returns:
        The working. Its results are those of the elements and limits, own additions and
        reductions where there are some, their exact sum, the contribution, what is incurred and
        what is payable net, each in pence; and the split of an element with a tolerance: the
        shares that came out last, which are the split to agree for the next year.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> print(charge(Draft(facts), facts.division).results[-1][0])
        net payable
    """
    lines = {address: _line(draft, address, line) for address, line in draft.figures.lines()}
    results = _shared(draft, division, lines)
    exact, besides = results.pop(Result(ResultKind.EXACT)), _besides(draft, division)
    if besides:
        results[Result(ResultKind.ADDITIONS)] = besides
        exact = draft.add((exact, besides), "with own additions", "pence")
    if division.kept:
        results[Result(ResultKind.REDUCTIONS)] = less = _reductions(draft, division, exact)
        exact = draft.add((exact, less), "less own reductions", "pence")
    amounts = {each: at for each, at in results.items() if each.kind is not ResultKind.SPLIT}
    incurred = _incurred(draft, lines)
    contribution = division.formulas[-1].rounding.contributions(draft, exact, amounts)
    ends = {
        ResultKind.EXACT: exact,
        ResultKind.INCURRED: incurred,
        ResultKind.CONTRIBUTION: contribution,
        ResultKind.NET: _net(draft, contribution, incurred),
    }
    return draft.done(results | {Result(kind): at for kind, at in ends.items()})


def _shared(draft: Draft, division: Division, lines: dict[str, int]) -> dict[Result, int]:
    """Write what is shared: the amounts of each segment, and their sums."""
    steps: dict[Result, list[int]] = {}
    for segment in division.segments:
        part = _part(draft, segment, division)
        for result, step in segment.formula.amounts(part, lines).items():
            steps.setdefault(result, []).append(step)
    order = sorted(steps, key=lambda result: _ORDER.index(result.kind))
    return {result: _together(draft, result, steps[result]) for result in order}


def _part(draft: Draft, segment: Segment, division: Division) -> Draft:
    """Return the same working, to be written on for a segment."""
    rule = segment.formula
    root = "formula" if rule == division.formulas[-1] else rule.own_root
    days = None if segment.part == 1 else segment.days
    written = evolve(draft, source=rule.source, group=segment.present, root=root)
    return evolve(written, part=segment.part, called=division.part_of(segment), days=days)


def _together(draft: Draft, result: Result, steps: list[int]) -> int:
    """Write a result of the year from those of its segments; of splits the last one counts."""
    if result.kind is ResultKind.SPLIT:
        return steps[-1]
    words = draft.steps[steps[-1]].words
    return draft.add(steps, f"{words}, the segments together", "pence")


def _besides(draft: Draft, division: Division) -> int | None:
    """Write what partners that join pay of their own; nothing where there is none."""
    terms = []
    for addition in division.additions:
        words = f"{addition.partner}: own addition from {in_words(addition.day)}"
        pence = Fraction(addition.amount.pence)
        amount = draft.number(addition.address, pence, words, "pence", addition.source)
        mask, words = draft.only(addition.partner), f"own addition of {addition.partner}"
        terms.append(draft.put(Op.TIMES, amount, mask, words=words, unit="pence"))
    return draft.add(terms, "own additions", "pence") if terms else None


def _reductions(draft: Draft, division: Division, exact: int) -> int:
    """Write what is taken off partners that leave by their own reduction."""
    kept = division.kept
    off = [kept.get(name, Fraction(1)) - 1 for name in draft.figures.partners]
    words = f"part of the year without {listed(kept)}, taken off"
    gone = draft.column("", off, words, "share")
    return draft.put(Op.TIMES, exact, gone, words="own reductions", unit="pence")


def _line(draft: Draft, address: str, line: CostLine) -> int:
    """Write a line of the budget as what it adds to the call, which may be less than nothing."""
    amount = Fraction(line.amount.pence)
    typed = draft.number(address, amount, line.name, "pence", line.source)
    if line.sign > 0:
        return typed
    return draft.opposite(typed, f"{line.name}: reduces the call")


def _incurred(draft: Draft, lines: dict[str, int]) -> int:
    """Write what each partner incurs itself."""
    words = "incurred by the partner"
    borne = [(at, line) for at, line in draft.figures.lines() if line.incurred_by]
    if not borne:
        nothing = [Fraction(0)] * len(draft.figures.partners)
        return draft.column("", nothing, words, "pence")
    return draft.add([_borne(draft, lines[at], line) for at, line in borne], words, "pence")


def _net(draft: Draft, contribution: int, incurred: int) -> int:
    """Write the contribution less what the partner incurs itself, credited once."""
    if not any(line.incurred_by for _, line in draft.figures.lines()):
        return contribution
    credit = draft.opposite(incurred, "credited once")
    return draft.add((contribution, credit), "net payable", "pence")


def _borne(draft: Draft, amount: int, line: CostLine) -> int:
    """Write one line as a column: its amount for the partner that incurs it, else nothing."""
    partners = draft.figures.partners
    if line.incurred_by not in partners:
        rule = f"be incurred by one of {listed(partners)}"
        raise ModelError(f"Line {line.name} of {draft.figures.year}", rule, line.incurred_by)
    mask, words = draft.only(line.incurred_by), f"{line.name}: what {line.incurred_by} incurs"
    return draft.put(Op.TIMES, amount, mask, words=words, unit="pence")
