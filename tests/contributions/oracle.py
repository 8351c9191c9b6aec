"""What each partner pays, worked out again from the rules' words alone (design section 5).

It reads a model's facts and never its working: no step, no engine, no shared arithmetic.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from attrs import frozen

from aimpartner.budget.budget import Budget, Effect
from aimpartner.evidence.measures import Known
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import PricedElement
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from contributions.whole_units_oracle import NO_BOUNDS, Bounds, Names, Pence, Shares, deal

NOTHING = Fraction(0)


class CannotHold(Exception):  # noqa: N818  # an answer, not a fault
    """No amounts in the bounds have the total."""


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

    def pooled(self, basis: Measured, names: Names) -> Shares:
        """Several years' counts, added."""
        return {
            name: sum((self.count(basis.measure, name, y) for y in self.window(basis)), NOTHING)
            for name in names
        }

    def mean(self, basis: Measured, names: Names) -> Shares:
        """The mean of each year's shares."""
        years = self.window(basis)
        each = [
            normal({name: self.count(basis.measure, name, year) for name in names})
            for year in years
        ]
        return {name: sum((one[name] for one in each), NOTHING) / len(years) for name in names}

    def weights(self, basis: Basis, among: Names = ()) -> Shares:
        """What each weighs among those who share: all, or the members of a group."""
        names = among or self.names
        if isinstance(basis, Given):
            return {name: basis.numbers[name] for name in names}
        if isinstance(basis, Measured):
            of = self.pooled if basis.average == "pooled" else self.mean
            return of(basis, names)
        if isinstance(basis, Blend):
            shares = [self.shares(part.basis, names) for part in basis.parts]
            weights = (Fraction(part.weight) for part in basis.parts)
            return mixed([*zip(weights, shares, strict=True)], names)
        if isinstance(basis, Staged):
            return self.staged(basis, names)
        if isinstance(basis, Tolerance):
            return self.within_tolerance(basis, names)
        assert isinstance(basis, Phased)
        return self.phased(basis, names)

    def staged(self, basis: Staged, names: Names) -> Shares:
        """First between the groups, then within each: nobody has a part of another's group."""
        taken = dict.fromkeys(names, NOTHING)
        for group in basis.groups:
            members = tuple(name for name in names if name in group.partners)
            for name, share in self.shares(group.basis, members).items():
                taken[name] += group.weight * share
        return taken

    def within_tolerance(self, basis: Tolerance, names: Names) -> Shares:
        """The agreed split, unless somebody's actual share is further from it than agreed."""
        if basis.override:
            return self.shares(basis.agreed if basis.override == "agreed" else basis.actual, names)
        agreed, actual = self.shares(basis.agreed, names), self.shares(basis.actual, names)
        for name in names:
            if basis.points is not None:
                allowed = Fraction(basis.points)
            else:
                assert basis.per_cent is not None
                allowed = basis.per_cent * agreed[name]
            if not agreed[name] - allowed <= actual[name] <= agreed[name] + allowed:
                return actual
        return agreed

    def phased(self, basis: Phased, names: Names) -> Shares:
        """So much by the new, the rest by the old; all by the new once that is reached."""
        stated = {year.starts: part for year, part in basis.parts.items()}
        latest = max(year for year in stated if year <= self.year.starts)
        new = stated[latest]
        assert latest == self.year.starts or new == 1
        if latest != self.year.starts:
            return self.shares(basis.new, names)
        sides = [(new, self.shares(basis.new, names)), (1 - new, self.shares(basis.old, names))]
        return mixed(sides, names)

    def shares(self, basis: Basis, among: Names = ()) -> Shares:
        return normal(self.weights(basis, among))

    def elements(self) -> list[Shares]:
        """Each element's amounts in pence: its pools by its basis, or units at a price."""
        amounts = []
        for element in self.formula.elements:
            if isinstance(element, PricedElement):
                units, price = self.units(element), self.price(element)
                amounts.append({name: units[name] * price for name in self.names})
            else:
                shares, call = self.shares(element.basis), sum(map(self.pool, element.pools))
                amounts.append({name: shares[name] * call for name in self.names})
        return amounts

    def price(self, element: PricedElement) -> int:
        """One price; of a dated list the one in force on the day, or London's."""
        if isinstance(element.price, Money):
            return element.price.pence
        day = element.on or self.year.first
        begun = [each for each in element.price.prices if each.first_day <= day]
        newest = max(begun, key=lambda each: each.first_day)
        price = newest.london if element.london else newest.amount
        assert price is not None
        return price.pence

    def units(self, element: PricedElement) -> Shares:
        """All units; or, beside agreed ones, only those beyond a tolerance, more or fewer."""
        used, free = self.weights(element.units), element.within
        if element.agreed is None:
            return used
        agreed = self.weights(element.agreed)
        return {
            name: max(used[name] - agreed[name] - free, NOTHING)
            - max(agreed[name] - used[name] - free, NOTHING)
            for name in self.names
        }

    def bound(self, bound: Bound | None) -> Bounds:
        """A figure of each partner times a number; nothing where it is not bound."""
        if bound is None:
            return dict.fromkeys(self.names)
        if isinstance(bound.of, Given):
            numbers = bound.of.numbers
            return {
                name: numbers[name] * bound.times if name in numbers else None
                for name in self.names
            }
        return {
            name: each * 100 * bound.times
            for name, each in self.pooled(bound.of, self.names).items()
        }

    def held(self, amounts: Shares, limit: Limit) -> Shares:
        """Nobody less than the lower bound or more than the upper; the total stays."""
        lower, upper = self.bound(limit.lower), self.bound(limit.upper)
        bearers = limit.bearers or self.names
        if limit.scaling == "amounts":
            return keep_total(amounts, lower, upper, bearers)
        start, sign = (lower, 1) if limit.lower else (upper, -1)
        beyond = {name: (amounts[name] - (start[name] or 0)) * sign for name in self.names}
        room: Bounds = dict.fromkeys(self.names)
        for name in self.names if sign > 0 else ():
            low, high = lower[name] or NOTHING, upper[name]
            room[name] = None if high is None else high - low
        left = keep_total(beyond, dict.fromkeys(self.names, NOTHING), room, bearers)
        return {name: (start[name] or 0) + left[name] * sign for name in self.names}

    def changes(self) -> list[Shares]:
        """What each limit changes, one after another."""
        amounts, changes = self.elements(), []
        now = {name: sum((each[name] for each in amounts), NOTHING) for name in self.names}
        for limit in self.formula.limits:
            held = self.held(now, limit)
            changes.append({name: held[name] - now[name] for name in self.names})
            now = held
        return changes

    def exact(self) -> Shares:
        amounts = [*self.elements(), *self.changes()]
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
            units = nearest(sum(exact.values(), NOTHING) / unit)
            return deal(exact, units, unit, takers, self.limits_in_all())
        paid, running = dict.fromkeys(self.names, 0), NOTHING
        parts = [*self.elements(), *self.changes()]
        for number, amounts in enumerate(parts, 1):
            before, running = running, running + sum(amounts.values(), NOTHING)
            units = nearest(running / unit) - nearest(before / unit)
            left = self.limits_in_all(paid) if number == len(parts) else NO_BOUNDS
            dealt = deal(amounts, units, unit, takers, left)
            paid = {name: paid[name] + dealt[name] for name in self.names}
        return paid

    def limits_in_all(self, paid: Pence | None = None) -> tuple[Bounds, Bounds]:
        """What all limits leave beside what is paid; where a later one wins, the exact amount."""
        if not self.formula.limits:
            return NO_BOUNDS
        exact, paid, low, high = self.exact(), paid or {}, Bounds(), Bounds()
        for name in self.names:
            lower = [self.bound(limit.lower)[name] for limit in self.formula.limits]
            upper = [self.bound(limit.upper)[name] for limit in self.formula.limits]
            least = [min(each, exact[name]) for each in lower if each is not None]
            most = [max(each, exact[name]) for each in upper if each is not None]
            low[name] = max(least) - paid.get(name, 0) if least else None
            high[name] = min(most) - paid.get(name, 0) if most else None
        return low, high

    def incurred(self) -> Pence:
        """What a partner bears of the call itself: credited to it once; income it is paid, back."""
        borne = dict.fromkeys(self.names, 0)
        for line in self.budget.lines:
            if line.incurred_by and line.effect is Effect.REDUCES:
                borne[line.incurred_by] -= line.amount.pence
            elif line.incurred_by and line.effect is not Effect.OUTSIDE:
                borne[line.incurred_by] += line.amount.pence
        return borne


def keep_total(amounts: Shares, lower: Bounds, upper: Bounds, bearers: tuple[str, ...]) -> Shares:
    """Scale the bearers' amounts alike, everyone in the bounds, so that the total stays.

    Where bounds cross, or no scale keeps the total, they cannot hold.
    For amounts that only grow with the scale, or only shrink. The scale is halved for until it is
    clear who is at a bound; what the others' scale is then follows from the total.
    """
    total = sum(amounts.values(), NOTHING)
    for name in amounts:
        low, high = lower[name], upper[name]
        if low is not None and high is not None and low > high:
            raise CannotHold(name)

    def at(scale: Fraction) -> Shares:
        scaled = {name: amounts[name] * (scale if name in bearers else 1) for name in amounts}
        return at_bounds(scaled, lower, upper)

    if sum(at(Fraction(1)).values()) == total:
        return at(Fraction(1))
    few, many = NOTHING, Fraction(10**30)
    way = 1 if sum(at(many).values()) >= sum(at(few).values()) else -1
    for _ in range(250):
        middle = (few + many) / 2
        few, many = (
            (middle, many) if (sum(at(middle).values()) - total) * way < 0 else (few, middle)
        )
    near = at(many)
    free = [name for name in bearers if near[name] == amounts[name] * many and amounts[name]]
    rest = total - sum((near[name] for name in near if name not in free), NOTHING)
    scale = rest / sum(amounts[name] for name in free) if free else NOTHING
    found = near | {name: amounts[name] * scale for name in free}
    if scale < 0 or found != at_bounds(found, lower, upper) or sum(found.values()) != total:
        raise CannotHold(total)
    return found


def at_bounds(amounts: Shares, lower: Bounds, upper: Bounds) -> Shares:
    """Nobody below its lower bound or above its upper."""
    held = {}
    for name, amount in amounts.items():
        low, high = lower[name], upper[name]
        each = amount if low is None else max(amount, low)
        held[name] = each if high is None else min(each, high)
    return held


def mixed(parts: list[tuple[Fraction, Shares]], names: Names) -> Shares:
    """Shares weighed together."""
    return {
        name: sum((weight * shares[name] for weight, shares in parts), NOTHING) for name in names
    }


def normal(weights: Shares) -> Shares:
    """Shares sum to one."""
    whole = sum(weights.values(), NOTHING)
    return {name: weight / whole for name, weight in weights.items()}


def nearest(number: Fraction) -> int:
    """The nearest whole number; a half goes away from nothing, so credits mirror charges."""
    half = Fraction(1, 2)
    return floor(number + half) if number >= 0 else -floor(-number + half)
