"""What each partner pays, worked out again from the rules' words alone (design section 5).

It reads a model's facts and never its working: no step, no engine, no shared arithmetic.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import floor

from attrs import evolve, frozen

from aimpartner.budget.budget import Budget, CostLine, Effect
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.blend import Blend
from aimpartner.formula.bases.given import Given
from aimpartner.formula.bases.measured import Measured
from aimpartner.formula.bases.periods import Periods
from aimpartner.formula.bases.phased import Phased
from aimpartner.formula.bases.staged import Staged
from aimpartner.formula.bases.tolerance import Tolerance
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.limits import Bound, Limit
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from contributions.counted_oracle import WHOLE_YEAR, Counted, Refused
from contributions.days_oracle import Days, Stretch
from contributions.whole_units_oracle import (
    NO_BOUNDS,
    NOTHING,
    Bounds,
    Names,
    Pence,
    Shares,
    deal,
)

SIGNS = {Effect.SHARED: 1, Effect.INTO_RESERVE: 1, Effect.REDUCES: -1, Effect.OUTSIDE: 0}


class CannotHold(Refused):
    """No amounts in the bounds have the total."""


@frozen(eq=False)
class Holding:
    """A limit, what it holds in a part of the year, and what it and later ones make of it."""

    limit: Limit
    holds: set[str]
    of: list[Stretch]
    change: Shares
    after: Shares
    lower: Bounds
    upper: Bounds


@frozen
class Oracle:
    """The rules of a year, in the order in which the design tells them."""

    model: Model
    year: FinancialYear

    @property
    def names(self) -> tuple[str, ...]:
        return self.model.partnership.names

    @cached_property
    def budget(self) -> Budget:
        (budget,) = (each for each in self.model.budgets if each.year == self.year)
        return budget

    @property
    def formula(self) -> Formula:
        """The formula in force at the end of the year."""
        (formula,) = (each for each in self.model.formulas if self.year.last in each.in_force)
        return formula

    @cached_property
    def days(self) -> Days:
        return Days(self.model, self.year)

    @property
    def stretches(self) -> list[Stretch]:
        """The year's days; those on which the same share by the same formula are one stretch."""
        return self.days.stretches

    @cached_property
    def counted(self) -> Counted:
        return Counted(self.model.evidence)

    @cached_property
    def charged(self) -> Names:
        """Who pays at all: it shares on a day of the year, adds of its own, or has units.

        Agreed units count too, for one that takes fewer is credited.
        """
        there = {name for _, present, _ in self.stretches for name in present}
        priced = (each for each in self.rules.values() if isinstance(each, PricedElement))
        lots = [units for each in priced for units in (each.units, each.agreed) if units]
        for units in lots:
            begun = units.periods if isinstance(units, Periods) else ()
            bases = [each.basis for each in begun if each.first in self.year.days] or [units]
            there |= {name for of in bases for name, count in self.weights(of).items() if count}
        return tuple(name for name in self.names if name in there or self.days.added(name))

    def pool(self, name: str) -> int:
        """Shared expenditure − what reduces the call + payment into reserve, in pence."""
        return sum(self.towards_call(line) for line in self.budget.lines if line.pool == name)

    def towards_call(self, line: CostLine) -> int:
        return SIGNS[line.effect] * self.amount(line)

    def amount(self, line: CostLine) -> int:
        """What is stated; or a rate of what named lines add to the call, to the nearest penny."""
        if line.rule is None:
            return line.amount.pence
        of = [each for each in self.budget.lines if f"{each.pool}/{each.name}" in line.rule.of]
        return nearest(Fraction(line.rule.rate) * sum(map(self.towards_call, of)))

    def window(self, basis: Measured) -> range:
        last = self.year.starts - basis.lag if basis.last is None else basis.last.starts
        return range(last - basis.years + 1, last + 1)

    def quarters(self, basis: Measured, names: Names) -> tuple[int, int]:
        """Which quarters of each year count: all, those stated, or those known of all so far."""
        if basis.quarters is None:
            return WHOLE_YEAR
        if basis.quarters.is_so_far:
            return self.counted.so_far(basis.measure, self.window(basis)[-1], names)
        return basis.quarters.first, basis.quarters.last

    def pooled(self, basis: Measured, names: Names) -> Shares:
        """Several years' counts, added."""
        of, run, years = self.counted, self.quarters(basis, names), self.window(basis)
        return {name: of.over(basis.measure, name, years, run) for name in names}

    def mean(self, basis: Measured, names: Names) -> Shares:
        """The mean of each year's shares."""
        of, run, years = self.counted, self.quarters(basis, names), self.window(basis)
        each = [
            normal({name: of.over(basis.measure, name, range(y, y + 1), run) for name in names})
            for y in years
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
        return self.made(basis, names)

    def made(self, basis: Basis, names: Names) -> Shares:
        """What each weighs by a basis that is made of others."""
        if isinstance(basis, Periods):
            begun = [each for each in basis.periods if each.first in self.year.days]
            return total([self.weights(each.basis, names) for each in begun], names)
        if isinstance(basis, Staged):
            return self.staged(basis, names)
        if isinstance(basis, Tolerance):
            return self.within_tolerance(basis, names)
        assert isinstance(basis, Phased)
        return self.phased(basis, names)

    def staged(self, basis: Staged, names: Names) -> Shares:
        """First between the groups, then within each: nobody has a part of another's group."""
        taken = dict.fromkeys(names, NOTHING)
        between = self.shares(basis.between, names) if basis.between else {}
        for group in basis.groups:
            members = tuple(name for name in names if name in group.partners)
            if not members and group.weight is not None:
                raise Refused(group.name)
            together = sum((between[name] for name in members if between), NOTHING)
            weight = together if group.weight is None else group.weight
            for name, share in (self.shares(group.basis, members) if members else {}).items():
                taken[name] += weight * share
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

    @cached_property
    def rules(self) -> dict[str, Element | PricedElement]:
        """The elements of the year by name, in the order of the formulas' days."""
        found: dict[str, Element | PricedElement] = {}
        for rule, _, _ in self.stretches:
            for element in rule.elements:
                found[element.name] = element
        return found

    def elements(self) -> list[Shares]:
        """Each element's amounts in pence: its pools by its basis, or units at a price."""
        return self._elements

    @cached_property
    def _elements(self) -> list[Shares]:
        amounts = self.shared(self.stretches)
        for name, element in self.rules.items():
            if isinstance(element, PricedElement):
                amounts[name] = self.bought(element)
        return [amounts[name] for name in self.rules]

    def shared(self, stretches: list[Stretch]) -> dict[str, Shares]:
        """Each stretch shares its part of the call among those who are there."""
        amounts: dict[str, Shares] = {}
        for rule, present, part in stretches:
            for element in rule.elements:
                if isinstance(element, Element):
                    inside = element.partners or self.names
                    among = tuple(name for name in present if name in inside)
                    if not among:
                        raise Refused(element.name)
                    shares = self.to_decimals(element, self.shares(element.basis, among))
                    call = sum(map(self.pool, element.pools)) * part
                    taken = amounts.setdefault(element.name, dict.fromkeys(self.names, NOTHING))
                    for name, share in shares.items():
                        taken[name] += share * call
        return amounts

    def to_decimals(self, element: Element, shares: Shares) -> Shares:
        """In whole units of the last decimal of a per cent, 100 % in all."""
        if element.decimals is None:
            return shares
        whole = 100 * 10**element.decimals
        exact = {name: share * whole for name, share in shares.items()}
        units = deal(exact, whole, 1, tuple(shares), NO_BOUNDS)
        return {name: Fraction(count, whole) for name, count in units.items()}

    def bought(self, element: PricedElement) -> Shares:
        """Units × the price of their day, whoever is a member when."""
        if not isinstance(element.units, Periods):
            units, price = self.units(element), self.price(element, self.year.first)
            return {name: units[name] * price for name in self.names}
        amounts = dict.fromkeys(self.names, NOTHING)
        for period in element.units.periods:
            if period.first in self.year.days:
                price = self.price(element, period.first)
                for name, count in self.weights(period.basis).items():
                    amounts[name] += count * price
        return amounts

    def price(self, element: PricedElement, day: date) -> int:
        """One price; of a dated list the one in force on the day, or London's."""
        if isinstance(element.price, Money):
            return element.price.pence
        begun = [each for each in element.price.prices if each.first_day <= (element.on or day)]
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

    def bound(self, bound: Bound | None, limit: Limit, held: list[Stretch]) -> Bounds:
        """A figure of each partner times a number; nothing where it is not bound.

        A partner that shares in a part of the year, or shared in a part of last year, is bound as
        the limit states. One that shares in nothing is of no part: where it buys what is held, only
        an amount as it stands can bind it.
        """
        if bound is None:
            return dict.fromkeys(self.names)
        whole = sum((part for *_, part in held), NOTHING)
        bounds: Bounds = {}
        for name in self.names:
            now = sum((part for _, present, part in held if name in present), NOTHING)
            figure = self.figure(bound, limit, name) if name in self.charged else None
            stands = self.is_of_what_is_bought(limit) and limit.partial == "as issued"
            if figure is None or not (now or stands):
                bounds[name] = None
                continue
            before = self.before(bound, name)
            if now == whole and before == 1:
                factor: Fraction | None = whole
            elif limit.partial is None:
                raise Refused(limit.name)
            else:
                factor = {
                    "full-year equivalent": whole / before,
                    "pro rata": now / before,
                    "as issued": whole,
                    "not bound": None,
                }[limit.partial]
            bounds[name] = None if factor is None else figure * bound.times * factor
        return bounds

    def is_of_what_is_bought(self, limit: Limit) -> bool:
        """Whether anyone may pay for what a limit holds, whether it shares or not."""
        return any(isinstance(self.rules[name], PricedElement) for name in limit.elements)

    def figure(self, bound: Bound, limit: Limit, name: str) -> Fraction | None:
        """Agreed pence, or pounds that were counted; nothing issued to one that was not there."""
        if isinstance(bound.of, Given):
            return bound.of.numbers.get(name)
        year, measure = self.window(bound.of)[-1], bound.of.measure
        if measure == "contribution":
            measure = self.issued(limit, year)
            if not self.before(bound, name):
                return None
        return self.counted.count(measure, name, year) * 100

    def issued(self, limit: Limit, year: int) -> str:
        """What was issued for the same elements, where that was recorded; else the whole."""
        of = "shared contribution"
        if limit.elements:
            of = f"contribution to {', '.join(limit.elements)}"
        is_told = any(self.counted.has(of, name, year) for name in self.names)
        return of if is_told else "contribution"

    def before(self, bound: Bound, name: str) -> Fraction:
        """The part of last year that an issued contribution was for."""
        if isinstance(bound.of, Measured) and bound.of.measure == "contribution":
            last = FinancialYear(self.window(bound.of)[-1])
            return Days(self.model, last).shared(name)
        return Fraction(1)

    def held(self, amounts: Shares, limit: Limit, stretches: list[Stretch]) -> Shares:
        """Nobody less than the lower bound or more than the upper; the total stays.

        Who bears the difference is named; else it is everyone who shares at the end.
        """
        stretches = [self.inside(limit, stretch) for stretch in stretches]
        lower, upper = (self.bound(of, limit, stretches) for of in (limit.lower, limit.upper))
        there = {name for _, present, _ in stretches for name in present}
        if self.is_of_what_is_bought(limit):
            there = {*self.charged}
        bearers = tuple(there.intersection(limit.bearers or stretches[-1][1]))
        if not bearers:
            raise Refused(limit.name)
        if limit.scaling == "amounts":
            return keep_total(amounts, lower, upper, bearers)
        start, sign = (lower, 1) if limit.lower else (upper, -1)
        if any(start[name] is None for name in there):
            raise Refused(limit.name)
        beyond = {name: (amounts[name] - (start[name] or 0)) * sign for name in self.names}
        room: Bounds = dict.fromkeys(self.names)
        for name in self.names if sign > 0 else ():
            low, high = lower[name] or NOTHING, upper[name]
            room[name] = None if high is None else high - low
        left = keep_total(beyond, dict.fromkeys(self.names, NOTHING), room, bearers)
        return {name: (start[name] or 0) + left[name] * sign for name in self.names}

    def parts(self) -> list[list[Stretch]]:
        """The year; or its parts, where formulas have different limits."""
        return [list(run) for _, run in groupby(self.stretches, key=lambda each: each[0].limits)]

    def holds(self, limit: Limit, rule: Formula) -> set[str]:
        """What a limit names; left out, all that is shared, and nothing that is bought."""
        shared = {element.name for element in rule.elements if isinstance(element, Element)}
        return set(limit.elements) or shared

    def inside(self, limit: Limit, stretch: Stretch) -> Stretch:
        """Who is in nothing that a limit holds is not held by it; everyone may buy."""
        rule, present, part = stretch
        held = [each for each in rule.elements if each.name in self.holds(limit, rule)]
        if any(isinstance(each, PricedElement) or not each.partners for each in held):
            return stretch
        named = {name for each in held if isinstance(each, Element) for name in each.partners}
        return rule, tuple(name for name in present if name in named), part

    @property
    def limits(self) -> list[str]:
        """The names of the year's limits, each once."""
        rules = (stretches[-1][0] for stretches in self.parts())
        return list(dict.fromkeys(limit.name for rule in rules for limit in rule.limits))

    @cached_property
    def holdings(self) -> list[Holding]:
        """What each limit holds and makes of it, one after another, in each part of the year."""
        found: list[Holding] = []
        for stretches in self.parts():
            rule, paid = stretches[-1][0], self.shared(stretches)
            if len(self.parts()) == 1:
                for name, element in self.rules.items():
                    if isinstance(element, PricedElement):
                        paid[name] = self.bought(element)
            changed: list[tuple[set[str], Shares]] = []
            for limit in rule.limits:
                holds = self.holds(limit, rule)
                inside = [paid[name] for name in holds]
                inside += [change for names, change in changed if names <= holds]
                now = total(inside, self.names)
                after = self.held(now, limit, stretches)
                within = [self.inside(limit, stretch) for stretch in stretches]
                ends = [self.bound(of, limit, within) for of in (limit.lower, limit.upper)]
                change = {name: after[name] - now[name] for name in self.names}
                changed.append((holds, change))
                later = [each for each in found if each.holds == holds and each.of is stretches]
                found = [evolve(each, after=after) if each in later else each for each in found]
                found.append(Holding(limit, holds, stretches, change, after, *ends))
        return found

    def changes(self) -> list[Shares]:
        """What each limit changes: the year's sum of what it holds."""
        return [
            total([each.change for each in self.holdings if each.limit.name == name], self.names)
            for name in self.limits
        ]

    def allowed(self, holding: Holding) -> tuple[Bounds, Bounds]:
        """The least and the most in all by a limit: its bounds, and exactly what it does not hold.

        What it holds is as later limits on the same left it.
        """
        exact = self.exact()
        rest = {name: exact[name] - holding.after[name] for name in self.names}
        sides = [
            {name: None if each is None else each + rest[name] for name, each in bounds.items()}
            for bounds in (holding.lower, holding.upper)
        ]
        return sides[0], sides[1]

    def additions(self) -> Shares:
        """What a joiner pays of its own until it shares."""
        added = {
            name: [each.addition.pence for each in self.days.added(name) if each.addition]
            for name in self.names
        }
        return {name: sum(map(Fraction, pence), NOTHING) for name, pence in added.items()}

    def reductions(self) -> Shares:
        """What a leaver by its own reduction does not pay: by its days, and nothing of its fees.

        Fees are as limits on them alone leave them. One that neither shared nor added of its own
        before it left has nothing to take off.
        """
        pairs = zip(self.rules.values(), self.elements(), strict=True)
        paid = [amounts for element, amounts in pairs if isinstance(element, Element)]
        shared = {name for name, each in self.rules.items() if isinstance(each, Element)}
        paid += [each.change for each in self.holdings if each.holds & shared]
        sums = total([*paid, self.additions()], self.names)
        kept = {name: self.days.kept(name) for name in self.names}
        return {
            name: NOTHING if part is None else sums[name] * (part - 1)
            for name, part in kept.items()
        }

    def amounts(self) -> list[Shares]:
        """What a year comes to: elements, what limits change, and what is each one's own."""
        besides = [own for own in (self.additions(), self.reductions()) if any(own.values())]
        return [*self.elements(), *self.changes(), *besides]

    def exact(self) -> Shares:
        """What each pays in all before anything is rounded."""
        return self._exact

    @cached_property
    def _exact(self) -> Shares:
        return total(self.amounts(), self.names)

    def call(self) -> int:
        """What is asked for in all, to the penny."""
        return nearest(sum(self.exact().values(), NOTHING))

    def takers(self) -> tuple[str, ...]:
        """Who takes odd units, ties in this order."""
        if self.formula.rounding.odd == "host":
            host = self.model.partnership.host(self.year.last)
            assert host is not None
            return (host,)
        order = self.formula.rounding.order or self.names
        return tuple(name for name in order if name in self.charged)

    def contributions(self) -> Pence:
        """Whole units: of what a partner pays in all, or of each element, one after another.

        Nobody else has any, also for the bounds of others.
        """
        unit, takers = self.formula.rounding.unit.pence, self.takers()
        if self.formula.rounding.level == "total":
            exact = self.of_charged(self.exact())
            units = nearest(sum(exact.values(), NOTHING) / unit)
            return deal(exact, units, unit, takers, self.limits_in_all())
        paid, running = dict.fromkeys(self.charged, 0), NOTHING
        parts = self.in_turn()
        for number, amounts in enumerate(parts, 1):
            before, running = running, running + sum(amounts.values(), NOTHING)
            units = nearest(running / unit) - nearest(before / unit)
            left = self.limits_in_all(paid) if number == len(parts) else NO_BOUNDS
            dealt = deal(self.of_charged(amounts), units, unit, takers, left)
            paid = {name: paid[name] + dealt[name] for name in paid}
        return paid

    def of_charged(self, amounts: Shares) -> Shares:
        """The amounts of those who pay at all."""
        return {name: amounts[name] for name in self.charged}

    def in_turn(self) -> list[Shares]:
        """What is rounded one after another: what the last limit changes comes last."""
        besides = [own for own in (self.additions(), self.reductions()) if any(own.values())]
        changes = self.changes()
        return [*self.elements(), *changes[:-1], *besides, *changes[-1:]]

    def limits_in_all(self, paid: Pence | None = None) -> tuple[Bounds, Bounds]:
        """What all limits leave beside what is paid; where a later one wins, the exact amount."""
        if not self.holdings:
            return NO_BOUNDS
        exact, paid, low, high = self.exact(), paid or {}, Bounds(), Bounds()
        sides = [self.allowed(each) for each in self.holdings]
        for name in self.names:
            least = [
                min(end, exact[name]) for lower, _ in sides if (end := lower[name]) is not None
            ]
            most = [max(end, exact[name]) for _, upper in sides if (end := upper[name]) is not None]
            low[name] = max(least) - paid.get(name, 0) if least else None
            high[name] = min(most) - paid.get(name, 0) if most else None
        return low, high

    def incurred(self) -> Pence:
        """What a partner bears of the call itself: credited to it once; income it is paid, back."""
        borne = dict.fromkeys(self.names, 0)
        for line in self.budget.lines:
            if line.incurred_by and line.effect is Effect.REDUCES:
                borne[line.incurred_by] -= self.amount(line)
            elif line.incurred_by and line.effect is not Effect.OUTSIDE:
                borne[line.incurred_by] += self.amount(line)
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


def total(several: list[Shares], names: Names) -> Shares:
    """The sum, partner by partner."""
    return {name: sum((each[name] for each in several), NOTHING) for name in names}


def mixed(parts: list[tuple[Fraction, Shares]], names: Names) -> Shares:
    """Shares weighed together."""
    return {
        name: sum((weight * shares[name] for weight, shares in parts), NOTHING) for name in names
    }


def normal(weights: Shares) -> Shares:
    """Shares sum to one."""
    whole = sum(weights.values(), NOTHING)
    if not whole:
        raise Refused("nothing to share by")
    return {name: weight / whole for name, weight in weights.items()}


def nearest(number: Fraction) -> int:
    """The nearest whole number; a half goes away from nothing, so credits mirror charges."""
    half = Fraction(1, 2)
    return floor(number + half) if number >= 0 else -floor(-number + half)
