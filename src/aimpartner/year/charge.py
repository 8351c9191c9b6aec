"""A year's charge as steps: its segments added, what is charged besides, rounded once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from attrs import Factory, evolve, frozen

from aimpartner.budget.budget import CostLine
from aimpartner.errors import ModelError
from aimpartner.exact import listed
from aimpartner.periods import in_words
from aimpartner.working.steps import Draft, Op, Result, ResultKind, Working
from aimpartner.year.call_lines import call_lines
from aimpartner.year.fees import bought
from aimpartner.year.segments import Division, Segment
from aimpartner.year.spans import YearElement, is_bought, spans

_ORDER = list(ResultKind)


@frozen
class Paid:
    """What is paid in a year before anything is rounded, and before what is each one's own.

    Args:
        names: the names of the elements, in order.
        steps: the steps that it comes to, each by the elements that it is of.
        mixed: the steps of what is bought and stands in one of the others, for a limit holds both
            together.
    """

    names: tuple[str, ...]
    steps: list[tuple[frozenset[YearElement], int]] = Factory(list)
    mixed: list[int] = Factory(list)

    @property
    def all(self) -> list[int]:
        """The steps, in the order of the elements."""
        return [at for _, at in sorted(self.steps, key=self._turn)]

    def _turn(self, step: tuple[frozenset[YearElement], int]) -> int:
        return min(self.names.index(part.name) for part in step[0])

    @property
    def bought(self) -> list[int]:
        """Those of what is bought at a price alone."""
        return [at for parts, at in self.steps if is_bought(parts)]

    @property
    def shared(self) -> list[int]:
        """The others."""
        return [at for at in self.all if at not in self.bought]


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
    lines = call_lines(draft)
    results, paid = _elements(draft, division, lines)
    exact = _exact(draft, division, paid, results)
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


def _elements(
    draft: Draft, division: Division, lines: dict[str, int]
) -> tuple[dict[Result, int], Paid]:
    """Write the elements of the year, and what its limits make of them.

    Returns:
        The results of elements and limits, and the steps that they come to.
    """
    shared = {segment: _shared(draft, division, segment, lines) for segment in division.segments}
    fees = bought(draft, division)
    names = tuple(element.name for element in division.elements)
    paid, changes = Paid(names), []
    for span in (every := spans(division)):
        of_span = _together(draft, [shared[segment] for segment in span.segments])
        amounts = {
            YearElement(of.name): at for of, at in of_span.items() if of.kind is ResultKind.ELEMENT
        }
        if span == every[-1]:
            amounts |= {YearElement(name, is_bought=True): at for name, at in fees.items()}
        held = span.held(span.written_on(draft), amounts)
        paid.steps.extend(held.paid.items())
        paid.mixed.extend(held.mixed)
        changes.append(held.changes)
    of_fees = {Result(ResultKind.ELEMENT, name): at for name, at in fees.items()}
    results = _in_order(_together(draft, [*shared.values(), of_fees]), names)
    return results | _together(draft, changes), paid


def _in_order(results: dict[Result, int], names: tuple[str, ...]) -> dict[Result, int]:
    """Return results by their kind, and within it in the order of the elements."""
    turns = {of: (_ORDER.index(of.kind), names.index(of.name)) for of in results}
    return {of: results[of] for of in sorted(results, key=turns.__getitem__)}


def _exact(draft: Draft, division: Division, paid: Paid, results: dict[Result, int]) -> int:
    """Write the exact sum of the year: what is shared, what is one's own, and what is bought."""
    besides = _besides(draft, division)
    if besides:
        results[Result(ResultKind.ADDITIONS)] = besides
    if not division.kept:
        exact = draft.add(paid.all, "all elements", "pence")
        return draft.add((exact, besides), "with own additions", "pence") if besides else exact
    fees = paid.mixed
    without = [draft.opposite(at) for at in fees]
    is_any = fees or paid.bought
    words = "all elements, without what is bought" if is_any else "all elements"
    exact = draft.add((*paid.shared, *without), words, "pence")
    if besides:
        exact = draft.add((exact, besides), "with own additions", "pence")
    results[Result(ResultKind.REDUCTIONS)] = less = _reductions(draft, division, exact)
    words = "less own reductions, with what is bought" if is_any else "less own reductions"
    return draft.add((exact, less, *fees, *paid.bought), words, "pence")


def _shared(
    draft: Draft, division: Division, segment: Segment, lines: dict[str, int]
) -> dict[Result, int]:
    """Write what is shared in a segment of the year."""
    part = _part(draft, segment, division)
    return segment.formula.amounts(part, lines)


def _part(draft: Draft, segment: Segment, division: Division) -> Draft:
    """Return the same working, to be written on for a segment."""
    rule = segment.formula
    root = "formula" if rule == division.formulas[-1] else rule.own_root
    days = None if segment.part == 1 else segment.days
    written = evolve(draft, source=rule.source, group=segment.present, root=root)
    return evolve(written, part=segment.part, called=division.part_of(segment), days=days)


def _together(draft: Draft, several: Iterable[dict[Result, int]]) -> dict[Result, int]:
    """Write results from those of some parts of the year; of splits the last one counts."""
    steps: dict[Result, list[int]] = {}
    for results in several:
        for result, at in results.items():
            steps.setdefault(result, []).append(at)
    return {result: _added(draft, result, of) for result, of in steps.items()}


def _added(draft: Draft, result: Result, steps: list[int]) -> int:
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
        subject, at = (
            f"Line {line.name} of {draft.figures.year}",
            f"budget/{draft.figures.year.key}/{line.key}",
        )
        raise ModelError(subject, rule, line.incurred_by, at=at, field="incurred_by")
    mask, words = draft.only(line.incurred_by), f"{line.name}: what {line.incurred_by} incurs"
    return draft.put(Op.TIMES, amount, mask, words=words, unit="pence")
