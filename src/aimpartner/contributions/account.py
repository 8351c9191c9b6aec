"""What one partner pays, and why: a statement that a councillor can follow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from aimpartner.budget.budget import CostLine
from aimpartner.contributions.contribution import Contribution
from aimpartner.exact import listed
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.money import Money
from aimpartner.periods import in_words
from aimpartner.prose import bullets, paragraph, section
from aimpartner.working.bounds import is_far
from aimpartner.working.lines import shown
from aimpartner.working.narrative import Narrative
from aimpartner.working.steps import Result, ResultKind
from aimpartner.year.facts import YearFacts
from aimpartner.year.spans import Span, spans

_NIL = Money(0)


@frozen
class Account:
    r"""One partner's account of a year, in sentences made of the steps.

    Args:
        facts: the year as the formula saw it.
        narrative: the steps, as the partner is told them.
        paid: what the partner pays.
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
    narrative: Narrative = field(eq=False)
    paid: Contribution
    call: Money
    residual: Money
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the account."""
        parts = [
            section(f"What {self.paid.partner} pays", [self._in_all()]),
            section("How the call comes about", [bullets((0, pool) for pool in self._pools())]),
            section("How it is shared", self._elements()),
            section("How the amounts are limited", self._limits()),
            section("What is charged besides", self._besides()),
            section("How it is rounded", [self._rounded()]),
            section("What is paid in the end", [self._net()]),
            section("What is assumed, doubtful or said elsewhere", [self._notes()]),
            section(
                "Sources of the figures",
                [bullets((0, source) for source in self.narrative.sources)],
            ),
        ]
        return "\n\n".join(part for part in parts if part)

    def _in_all(self) -> str:
        paid, year = self.paid, self.facts.year
        part = f": {shown(paid.share, 'share')} of" if self.call else " to"
        head = f"For {year}, {paid.partner} contributes {paid.amount}{part} the call of {self.call}"
        change = ""
        if paid.last_year is not None and paid.change is not None:
            is_less = paid.change < _NIL
            more = f"{-paid.change} less" if is_less else f"{paid.change} more"
            change = f"{paid.last_year} was issued for {year.back(1)}: this is {more}."
        return paragraph(f"{head} on all partners.", self._payable(), change)

    def _payable(self) -> str:
        """Return what changes hands in the end, and between whom."""
        paid, host = self.paid, self.facts.host
        if paid.partner == host:
            return f"As the host, its net payable is {paid.net}."
        to = f" by {host}, the host" if paid.net < _NIL else f" {host}, the host,"
        who = to if host else ""
        return f"It is owed {-paid.net}{who}." if paid.net < _NIL else f"It pays{who} {paid.net}."

    def _pools(self) -> Iterator[str]:
        """Tell each pool by its lines, and what is priced."""
        budget = self.facts.budget
        for pool in budget.pools:
            lines = (
                f"{line.name}{_by(line)} {line.towards_call}{self.narrative.cited(line.source)}"
                for line in budget.lines_of(pool)
            )
            yield f"{pool}: {listed(lines)}; in all {budget.call(pool)}."
        for result, at in self._results:
            if result in self._priced or result.is_own:
                total = sum(self.narrative.worked.column(at), Fraction(0))
                yield f"{result}: {shown(total, 'pence')}."
        yield f"The call on all partners is {self.call}."

    @property
    def _results(self) -> tuple[tuple[Result, int], ...]:
        return self.narrative.worked.working.results

    @property
    def _priced(self) -> set[Result]:
        """The results that are units at a price, not a share of a pool."""
        elements = (element for formula in self.facts.formulas for element in formula.elements)
        priced = (element for element in elements if isinstance(element, PricedElement))
        return {Result(ResultKind.ELEMENT, element.name) for element in priced}

    def _segments(self) -> Iterator[str]:
        """Tell who shares when, where the year is cut."""
        segments = self.facts.division.segments
        for span in segments if len(segments) > 1 else ():
            first, last = in_words(span.days.first), in_words(span.days.last or span.days.first)
            days = f"{first} to {last}, {self.facts.division.part_of(span)}"
            yield f"{days}: shared by {span.formula.title} among {listed(span.present)}."

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
        """Tell the steps of a rule's result, by the parts of the year where it has several."""
        titles = self._parts(result)
        steps = self.narrative.worked.steps[at].args if len(titles) > 1 else (at,)
        for (title, present), step in zip(titles, steps, strict=True):
            if self.paid.partner in present:
                points = [(1 + bool(title), sentence) for sentence in self.narrative.under(step)]
                heading = [(1, f"{title}:")] if title and points else []
                yield from (*heading, *points)
        self.narrative.pass_over(steps)
        yield from ((1, sentence) for sentence in self.narrative.under(at))

    def _parts(self, result: Result) -> list[tuple[str, tuple[str, ...]]]:
        """Return the parts of the year that a result is of: its title, and who shares in it."""
        division = self.facts.division
        if result in self._priced:
            return [("", self.facts.partners)]
        if result.kind is ResultKind.LIMIT:
            held = [of for of in spans(division) if result in _rules_of(of.formula)]
            return [(self._span(of), of.sharing) for of in held]
        every = division.segments
        return [
            (division.title(of) * (len(every) > 1), element.among(of.present))
            for of in every
            for element in of.formula.shared
            if element.name == result.name
        ]

    def _span(self, span: Span) -> str:
        """Return the days of a span, where it is not the year."""
        if span.part == 1:
            return ""
        return f"{in_words(span.days.first)} to {in_words(span.days.last or span.days.first)}"

    def _elements(self) -> Iterator[str]:
        yield bullets((0, days) for days in self._segments())
        for sentence, at, steps in self._rules(ResultKind.ELEMENT):
            alike = [(1, f"{self.paid.partner}'s part is {self.narrative.own(at)}.")]
            yield bullets([(0, sentence), *(steps or alike)])

    def _limits(self) -> Iterator[str]:
        """Tell what each limit did to the partner, and to whom the difference went."""
        for sentence, at, steps in self._rules(ResultKind.LIMIT):
            moved = zip(self.facts.partners, self.narrative.worked.column(at), strict=True)
            by = [f"{who} {shown(pence, 'pence')}" for who, pence in moved if pence]
            change = f"It changes {listed(by)}." if by else "It changes nobody's amount."
            yield bullets([(0, sentence), *steps, (1, change)])

    def _besides(self) -> Iterator[str]:
        """Tell what is charged besides what is shared: own additions and reductions."""
        for result, at in self._results:
            if result.is_own:
                own = f"{self.paid.partner}'s own {result}: {self.narrative.own(at)}."
                yield bullets([(0, own), *((1, sentence) for sentence in self.narrative.under(at))])

    def _rounded(self) -> str:
        """Tell what rounding made of the partner's exact amount."""
        rounding, paid = self.facts.formula.rounding, self.paid
        exact = shown(paid.exact, "pence")
        ending = "stays as it is" if exact == str(paid.amount) else f"becomes {paid.amount}"
        became = f"{paid.partner}'s {exact} {ending}."
        sums = (
            sentence[:1].upper() + sentence[1:] for sentence in self.narrative.of(ResultKind.EXACT)
        )
        return paragraph(*sums, rounding.in_words(), *self._allowed(), became, self._left())

    def _allowed(self) -> Iterator[str]:
        """Tell what each limit lets the partner contribute, which rounding keeps where it can."""
        worked, partner = self.narrative.worked, self.paid.partner
        position = worked.partners.index(partner)
        for bounded in worked.working.bounded:
            ends = zip(("at least", "at most"), worked.allowed(bounded), strict=True)
            pairs = ((word, column[position]) for word, column in ends)
            told = [f"{word} {shown(end, 'pence')}" for word, end in pairs if not is_far(end)]
            if told:
                yield f"By the limit {bounded.limit}, {partner} contributes {listed(told)}."

    def _left(self) -> str:
        """Tell what rounding leaves of the call, or asks for beyond it."""
        if self.residual < _NIL:
            return f"In all, rounding asks for {-self.residual} more than the call."
        return f"Rounding leaves {self.residual} of the call." if self.residual else ""

    def _net(self) -> str:
        """Tell what the partner incurs itself, credited once."""
        paid = self.paid
        borne = [line for _, line in self.facts.lines() if line.incurred_by == paid.partner]
        if not borne:
            alike = f"so its net payable is its contribution, {paid.net}."
            return paragraph(f"{paid.partner} incurs none of these costs itself,", alike)
        lines = (f"{e.name} {e.towards_call}{self.narrative.cited(e.source)}" for e in borne)
        incurred = f"{paid.partner} incurs itself, and is credited once: {listed(lines)}."
        left = f"{paid.amount} less {paid.incurred} leaves a net payable of {paid.net}."
        return paragraph(incurred, left)

    def _notes(self) -> str:
        return bullets((0, note) for note in self.notes)


def _by(line: CostLine) -> str:
    """Return of what a line is a rate, in brackets; nothing for an amount."""
    return f" ({line.rule})" if line.rule else ""


def _rules_of(formula: Formula) -> list[Result]:
    """Return the results that a formula's elements and limits have."""
    elements = [Result(ResultKind.ELEMENT, element.name) for element in formula.elements]
    return elements + [Result(ResultKind.LIMIT, limit.name) for limit in formula.limits]
