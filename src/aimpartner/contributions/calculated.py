"""What a year's result has at an address, to set a published figure beside."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from aimpartner.contributions.by_element import ByElement
from aimpartner.evidence.published import (
    BUDGET,
    CALL,
    CONTRIBUTION,
    Beside,
    Published,
    PublishedFigure,
)
from aimpartner.exact import nearest
from aimpartner.money import Money, sum_of
from aimpartner.rates import Rate
from aimpartner.working.apportionment import Column
from aimpartner.working.steps import Result, ResultKind
from aimpartner.working.worked import Worked
from aimpartner.year.facts import YearFacts

_ELEMENT = "element/"
_PAID = {
    kind.value: kind for kind in (ResultKind.CONTRIBUTION, ResultKind.INCURRED, ResultKind.NET)
}
_PER_CENT = {"share": 1, "percent": 100}


@frozen
class Calculated:
    """The figures of a year by the address at which a published one names them.

    Args:
        facts: the year as the formula saw it.
        worked: the steps with their figures.

    Example:
        ...
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> Calculated(result.facts, result.worked).amount("element/agency", "Sefton")
        Money('524027.76')
    """

    facts: YearFacts
    worked: Worked

    def beside(self, published: Published) -> Beside:
        """Return a published figure beside what is calculated at its address."""
        at, who = published.where, published.partner
        found: PublishedFigure | None = None
        if who in {"", *self.worked.partners}:
            is_pounds = isinstance(published.amount, Money)
            found = self.amount(at, who) if is_pounds else self.share(at, who)
        return Beside(published, found, () if found is not None else tuple(self._addresses(who)))

    def amount(self, at: str, partner: str = "") -> Money | None:
        """Return the pounds at an address, of a partner or of all; `None` where there are none."""
        if at == CALL:
            return Money.from_pence(nearest(self._call))
        if at.startswith(BUDGET):
            return self._in_budget(at)
        if at in _PAID:
            pence = self._of(self.worked.result(_PAID[at]), partner)
            return Money.from_pence(int(pence))
        name = at.removeprefix(_ELEMENT)
        if name in self.by_element.names and self.step_at(at) is not None:
            column = self.by_element[name]
            return column[partner] if partner else sum_of(column.values())
        found = self.worked.input_at(at)
        return Money.from_pence(int(found[1])) if found and found[0].unit == "pence" else None

    def share(self, at: str, partner: str = "") -> Rate | None:
        """Return the percentage at an address; `None` where there is none.

        Of a partner it is its part of all partners' figure; of all it is a part of the call.
        """
        step = self.step_at(at)
        if step is not None:
            column = self.worked.column(step)
            part = self._of(column, partner)
            whole = sum(column, Fraction(0)) if partner else self._call
            return Rate(part / whole) if whole else None
        if at.startswith((CALL, BUDGET)):
            pence = self._call if at == CALL else self._towards_call(at)
            return Rate(pence / self._call) if pence is not None and self._call else None
        found = self.worked.input_at(at)
        hundred = _PER_CENT.get(found[0].unit) if found else None
        return Rate(found[1] / hundred) if found and hundred else None

    @cached_property
    def by_element(self) -> ByElement:
        """What each partner pays for each element."""
        return ByElement.of(self.worked, self.facts.formula.rounding)

    @cached_property
    def _call(self) -> Fraction:
        return sum(self.worked.result(ResultKind.EXACT), Fraction(0))

    def _of(self, column: Column, partner: str) -> Fraction:
        """Return a partner's number of a column, or the sum of all."""
        if not partner:
            return sum(column, Fraction(0))
        return column[self.worked.partners.index(partner)]

    def step_at(self, at: str) -> int | None:
        """Return where the exact amounts at an address stand among the steps."""
        kind = ResultKind.EXACT if at == CONTRIBUTION else _PAID.get(at)
        if kind:
            return self.worked.working.position(kind)
        results = self.worked.working.results
        return next((step for result, step in results if _address(result) == at), None)

    @property
    def _calls(self) -> dict[str, Money]:
        """The call of the whole budget and of each pool, by address."""
        budget, root = self.facts.budget, f"{BUDGET}/{self.facts.year.key}"
        return {root: budget.call()} | {
            f"{root}/{each}": budget.call(each) for each in budget.pools
        }

    def _in_budget(self, at: str) -> Money | None:
        """Return a line's amount, or the call of a pool or of the whole budget."""
        budget = self.facts.budget
        lines = {budget.address(line): line.amount for line in budget.lines}
        return (self._calls | lines).get(at)

    def _towards_call(self, at: str) -> Fraction | None:
        """Return what a line, a pool or the budget adds to the call, in pence."""
        counted = {address: line.towards_call for address, line in self.facts.lines()}
        found = (self._calls | counted).get(at)
        return None if found is None else Fraction(found.pence)

    @property
    def parts(self) -> tuple[str, ...]:
        """The addresses of the parts that a contribution is made of."""
        results = self.worked.working.results
        return tuple(_address(result) for result, _ in results if _is_part(result))

    def _addresses(self, partner: str) -> Iterator[str]:
        """Go through the addresses of results, as a way on from one that has nothing."""
        if not partner:
            yield CALL
        yield from _PAID
        yield from self.parts


def _is_part(result: Result) -> bool:
    return result.is_own or result.kind in {ResultKind.ELEMENT, ResultKind.LIMIT}


def _address(result: Result) -> str:
    """Return the address of a part of what partners pay; of another result its column's name."""
    is_element = result.kind is ResultKind.ELEMENT
    return f"{_ELEMENT}{result.name}" if is_element else result.column
