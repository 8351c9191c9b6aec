"""What each partner pays, worked out again from the rules' words alone (design section 5).

It reads a model's facts and never its working: no step, no engine, no shared arithmetic.
"""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from math import floor

from attrs import frozen

from aimpartner.evidence.measures import Known
from aimpartner.funding.bases import Basis, Given, Measured
from aimpartner.funding.budget import Budget, Effect
from aimpartner.funding.elements import PricedElement
from aimpartner.funding.formula import Formula
from aimpartner.model import Model
from aimpartner.periods import FinancialYear

Shares = dict[str, Fraction]
Pence = dict[str, int]
NOTHING = Fraction(0)


@frozen
class Oracle:
    """The rules of a year, in the order in which the design tells them."""

    model: Model
    year: FinancialYear

    @property
    def names(self) -> tuple[str, ...]:
        return self.model.partnership.names

    @property
    def budget(self) -> Budget:
        (budget,) = (each for each in self.model.budgets if each.year == self.year)
        return budget

    @property
    def formula(self) -> Formula:
        (formula,) = self.model.formulas
        return formula

    def pool(self, name: str) -> int:
        """Shared expenditure − what reduces the call + payment into reserve, in pence."""
        call = 0
        for line in self.budget.lines:
            if line.pool == name and line.effect in (Effect.SHARED, Effect.INTO_RESERVE):
                call += line.amount.pence
            if line.pool == name and line.effect is Effect.REDUCES:
                call -= line.amount.pence
        return call

    def count(self, measure: str, partner: str, starts: int) -> Fraction:
        """The newest figure released."""
        key = (measure, partner, starts)
        found = [
            each
            for each in self.model.evidence.observations
            if (each.measure, each.partner, each.year.starts) == key
        ]
        newest = max(found, key=lambda each: str(each.released or ""))
        assert isinstance(newest.value, Known)
        return newest.value.figure

    def window(self, basis: Measured) -> range:
        last = self.year.starts - basis.lag if basis.last is None else basis.last.starts
        return range(last - basis.years + 1, last + 1)

    def pooled(self, basis: Measured) -> Shares:
        """Several years' counts, added."""
        return {
            name: sum((self.count(basis.measure, name, y) for y in self.window(basis)), NOTHING)
            for name in self.names
        }

    def weights(self, basis: Basis) -> Shares:
        if isinstance(basis, Given):
            return {name: basis.numbers[name] for name in self.names}
        if isinstance(basis, Measured) and basis.average == "pooled":
            return self.pooled(basis)
        if isinstance(basis, Measured):  # the mean of each year's shares
            years = self.window(basis)
            each = [
                normal({name: self.count(basis.measure, name, year) for name in self.names})
                for year in years
            ]
            return {
                name: sum((one[name] for one in each), NOTHING) / len(years) for name in self.names
            }
        parts = [(part.weight, self.shares(part.basis)) for part in basis.parts]
        return {
            name: sum((weight * shares[name] for weight, shares in parts), NOTHING)
            for name in self.names
        }

    def shares(self, basis: Basis) -> Shares:
        return normal(self.weights(basis))

    def elements(self) -> list[Shares]:
        """Each element's amounts in pence: its pools by its basis, or units at a price."""
        amounts = []
        for element in self.formula.elements:
            if isinstance(element, PricedElement):
                units, price = self.weights(element.units), element.price.pence
                amounts.append({name: units[name] * price for name in self.names})
            else:
                shares, call = self.shares(element.basis), sum(map(self.pool, element.pools))
                amounts.append({name: shares[name] * call for name in self.names})
        return amounts

    def exact(self) -> Shares:
        amounts = self.elements()
        return {name: sum((each[name] for each in amounts), NOTHING) for name in self.names}

    def call(self) -> int:
        """What is asked for in all, to the penny."""
        return nearest(sum(self.exact().values(), NOTHING))

    def takers(self) -> tuple[str, ...]:
        """Who takes odd units, ties in this order."""
        if self.formula.rounding.odd == "host":
            host = self.model.partnership.host(self.year.first)
            assert host is not None
            return (host,)
        return self.formula.rounding.order or self.names

    def contributions(self) -> Pence:
        """Whole units: of what a partner pays in all, or of each element, one after another."""
        unit, takers = self.formula.rounding.unit.pence, self.takers()
        if self.formula.rounding.level == "total":
            exact = self.exact()
            return deal(exact, nearest(sum(exact.values(), NOTHING) / unit), unit, takers)
        paid, running = dict.fromkeys(self.names, 0), NOTHING
        for amounts in self.elements():
            before, running = running, running + sum(amounts.values(), NOTHING)
            units = nearest(running / unit) - nearest(before / unit)
            dealt = deal(amounts, units, unit, takers)
            paid = {name: paid[name] + dealt[name] for name in self.names}
        return paid

    def incurred(self) -> Pence:
        """What a partner bears of the call itself: credited to it once; income it is paid, back."""
        borne = dict.fromkeys(self.names, 0)
        for line in self.budget.lines:
            if line.incurred_by and line.effect is Effect.REDUCES:
                borne[line.incurred_by] -= line.amount.pence
            elif line.incurred_by and line.effect is not Effect.OUTSIDE:
                borne[line.incurred_by] += line.amount.pence
        return borne


def normal(weights: Shares) -> Shares:
    """Shares sum to one."""
    whole = sum(weights.values(), NOTHING)
    return {name: weight / whole for name, weight in weights.items()}


def nearest(number: Fraction) -> int:
    """The nearest whole number; a half goes away from nothing, so credits mirror charges."""
    half = Fraction(1, 2)
    return floor(number + half) if number >= 0 else -floor(-number + half)


def deal(exact: Shares, units: int, unit: int, takers: tuple[str, ...]) -> Pence:
    """Everyone its whole units, then one unit at a time to the largest remainder."""
    whole = {
        name: abs(amount) // unit * (1 if amount > 0 else -1) for name, amount in exact.items()
    }
    left = units - sum(whole.values())
    way = 1 if left > 0 else -1
    rest = {name: (exact[name] / unit - whole[name]) * way for name in takers}
    queue: deque[str] = deque()
    for _ in range(abs(left)):
        if not queue:
            waiting = list(takers)
            while waiting:
                # no weight comes last, then the largest remainder; of equals, the first
                first = max(waiting, key=lambda name: (exact[name] != 0, rest[name]))
                queue.append(first)
                waiting.remove(first)
        whole[queue.popleft()] += way
    return {name: count * unit for name, count in whole.items()}
