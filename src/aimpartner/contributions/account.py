"""What one partner pays, and why: a statement that a councillor can follow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from aimpartner.contributions.contribution import Contribution
from aimpartner.exact import listed
from aimpartner.formula.elements import PricedElement
from aimpartner.formula.formula import Formula
from aimpartner.money import Money
from aimpartner.periods import in_words
from aimpartner.prose import bullets, paragraph, section
from aimpartner.working.lines import shown
from aimpartner.working.narrative import Narrative
from aimpartner.working.steps import Result, ResultKind
from aimpartner.year.charge import BESIDES
from aimpartner.year.facts import YearFacts

_NIL = Money(0)


@frozen
class Account:
    r"""One partner's account of a year, in sentences made of the steps.

    Args:
        facts: the year as the formula saw it.
        told: the steps, as the partner is told them.
        one: what the partner pays.
        call: what the partners are asked for in all.
        residual: what rounding leaves of the call.
        notes: what was published beside it, and what is assumed or doubtful.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> print(result.explain("Sefton").split("\n\n")[4])
        - agency: total costs £3,231,000.00 [1]; in all £3,231,000.00.
        - The call on all partners is £3,231,000.00.
    """

    facts: YearFacts
    told: Narrative = field(eq=False)
    one: Contribution
    call: Money
    residual: Money
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the account."""
        parts = [
            section(f"What {self.one.partner} pays", [self._in_all()]),
            section("How the call comes about", [bullets((0, each) for each in self._pools())]),
            section("How it is shared", self._elements()),
            section("How the amounts are limited", self._limits()),
            section("What is charged besides", self._besides()),
            section("How it is rounded", [self._rounded()]),
            section("What is paid in the end", [self._net()]),
            section("What is assumed, doubtful or said elsewhere", [self._notes()]),
            section("Sources of the figures", [bullets((0, each) for each in self.told.sources)]),
        ]
        return "\n\n".join(part for part in parts if part)

    def _in_all(self) -> str:
        one, year = self.one, self.facts.year
        part = f": {shown(one.share, 'share')} of" if self.call else " to"
        paid = f"For {year}, {one.partner} contributes {one.amount}{part} the call of {self.call}"
        change = ""
        if one.last_year is not None and one.change is not None:
            is_less = one.change < _NIL
            more = f"{-one.change} less" if is_less else f"{one.change} more"
            change = f"{one.last_year} was issued for {year.back(1)}: this is {more}."
        return paragraph(f"{paid} on all partners.", self._payable(), change)

    def _payable(self) -> str:
        """Return what changes hands in the end, and between whom."""
        one, host = self.one, self.facts.host
        if one.partner == host:
            return f"As the host, its net payable is {one.net}."
        to = f" by {host}, the host" if one.net < _NIL else f" {host}, the host,"
        who = to if host else ""
        return f"It is owed {-one.net}{who}." if one.net < _NIL else f"It pays{who} {one.net}."

    def _pools(self) -> Iterator[str]:
        """Tell each pool by its lines, and what is priced."""
        budget = self.facts.budget
        for pool in budget.pools:
            lines = (
                f"{line.name} {line.towards_call}{self.told.cited(line.source)}"
                for line in budget.lines_of(pool)
            )
            yield f"{pool}: {listed(lines)}; in all {budget.call(pool)}."
        for result, at in self._results:
            if result in self._priced or result.kind in BESIDES:
                whole = sum(self.told.worked.column(at), Fraction(0))
                yield f"{result}: {shown(whole, 'pence')}."
        yield f"The call on all partners is {self.call}."

    @property
    def _results(self) -> tuple[tuple[Result, int], ...]:
        return self.told.worked.working.results

    @property
    def _priced(self) -> set[Result]:
        """The results that are units at a price, not a share of a pool."""
        elements = (element for formula in self.facts.formulas for element in formula.elements)
        priced = (element for element in elements if isinstance(element, PricedElement))
        return {Result(ResultKind.ELEMENT, element.name) for element in priced}

    def _segments(self) -> Iterator[str]:
        """Tell who shares when, where the year is cut."""
        segments = self.facts.division.segments
        for each in segments if len(segments) > 1 else ():
            first, last = in_words(each.days.first), in_words(each.days.last or each.days.first)
            days = f"{first} to {last}, {each.part} of the year"
            yield f"{days}: shared by {each.formula.title} among {listed(each.present)}."

    def _rules(self, kind: ResultKind) -> Iterator[tuple[str, int, list[tuple[int, str]]]]:
        """Tell every rule of a kind: its sentence, where its result stands, its steps."""
        year, words = self.facts.year, dict[Result, list[str]]()
        for formula in self.facts.formulas:
            for rule in formula.elements if kind is ResultKind.ELEMENT else formula.limits:
                words.setdefault(Result(kind, rule.name), []).append(rule.in_words(year))
        for result, at in self._results:
            if result in words:
                sentence = " Then ".join(dict.fromkeys(words[result]))
                yield sentence, at, list(self._steps(result, at))

    def _steps(self, result: Result, at: int) -> Iterator[tuple[int, str]]:
        """Tell the steps of a rule's result, by segment where the year is cut."""
        every = self.facts.division.segments
        mine = [each for each in every if result in _rules_of(each.formula)]
        steps = self.told.worked.steps[at].args if len(mine) > 1 else (at,)
        for segment, step in zip(mine, steps, strict=True):
            if self.one.partner in segment.present:
                alone = len(every) == 1
                told = [(2 - alone, each) for each in self.told.under(step)]
                heading = (
                    [] if alone or not told else [(1, f"{self.facts.division.title(segment)}:")]
                )
                yield from (*heading, *told)
        self.told.pass_over(steps)
        yield from ((1, each) for each in self.told.under(at))

    def _elements(self) -> Iterator[str]:
        yield bullets((0, each) for each in self._segments())
        for sentence, at, steps in self._rules(ResultKind.ELEMENT):
            alike = [(1, f"{self.one.partner}'s part is {self.told.own(at)}.")]
            yield bullets([(0, sentence), *(steps or alike)])

    def _limits(self) -> Iterator[str]:
        """Tell what each limit did to the partner, and to whom the difference went."""
        for sentence, at, steps in self._rules(ResultKind.LIMIT):
            moved = zip(self.facts.partners, self.told.worked.column(at), strict=True)
            by = [f"{who} {shown(each, 'pence')}" for who, each in moved if each]
            change = f"It changes {listed(by)}." if by else "It changes nobody's amount."
            yield bullets([(0, sentence), *steps, (1, change)])

    def _besides(self) -> Iterator[str]:
        """Tell what is charged besides what is shared: own additions and reductions."""
        for result, at in self._results:
            if result.kind in BESIDES:
                own = f"{self.one.partner}'s own {result}: {self.told.own(at)}."
                yield bullets([(0, own), *((1, each) for each in self.told.under(at))])

    def _rounded(self) -> str:
        """Tell what rounding made of the partner's exact amount."""
        rounding, one = self.facts.formula.rounding, self.one
        exact = shown(one.exact, "pence")
        stays = "stays as it is" if exact == str(one.amount) else f"becomes {one.amount}"
        became = f"{one.partner}'s {exact} {stays}."
        sums = (each[:1].upper() + each[1:] for each in self.told.of(ResultKind.EXACT))
        return paragraph(*sums, rounding.in_words(), became, self._left())

    def _left(self) -> str:
        """Tell what rounding leaves of the call, or asks for beyond it."""
        if self.residual < _NIL:
            return f"In all, rounding asks for {-self.residual} more than the call."
        return f"Rounding leaves {self.residual} of the call." if self.residual else ""

    def _net(self) -> str:
        """Tell what the partner incurs itself, credited once."""
        one = self.one
        borne = [line for _, line in self.facts.lines() if line.incurred_by == one.partner]
        if not borne:
            alike = f"so its net payable is its contribution, {one.net}."
            return paragraph(f"{one.partner} incurs none of these costs itself,", alike)
        lines = (f"{e.name} {e.towards_call}{self.told.cited(e.source)}" for e in borne)
        incurred = f"{one.partner} incurs itself, and is credited once: {listed(lines)}."
        left = f"{one.amount} less {one.incurred} leaves a net payable of {one.net}."
        return paragraph(incurred, left)

    def _notes(self) -> str:
        return bullets((0, each) for each in self.notes)


def _rules_of(formula: Formula) -> list[Result]:
    """Return the results that a formula's elements and limits have."""
    elements = [Result(ResultKind.ELEMENT, element.name) for element in formula.elements]
    return elements + [Result(ResultKind.LIMIT, limit.name) for limit in formula.limits]
