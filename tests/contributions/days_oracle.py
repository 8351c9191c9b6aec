"""Who shares on which days of a year, by the words of the rule; it goes through them day by day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby

from attrs import frozen

from aimpartner.formula.formula import Formula
from aimpartner.model import Model
from aimpartner.parties.partners import Membership
from aimpartner.periods import FinancialYear
from contributions.counted_oracle import Refused
from contributions.whole_units_oracle import NOTHING, Names

Stretch = tuple[Formula, Names, Fraction]
"""A formula, who shares by it, and for which part of the year."""
MONTHS, QUARTER = 12, 3


@frozen
class Days:
    """The days of one year; a year without proration is not cut."""

    model: Model
    year: FinancialYear

    @cached_property
    def proration(self) -> str:
        """What the formula in force at the year's end says; of a year without one, the next."""
        rules = self.model.formulas
        return next((e for e in rules if self.year.last in e.in_force), rules[-1]).proration

    @cached_property
    def every(self) -> list[date]:
        """Each day of the year."""
        return [*self.year.days]

    @property
    def names(self) -> Names:
        return self.model.partnership.names

    def spells(self, name: str) -> list[Membership]:
        """When a partner is a member: from April to March, whatever the year."""
        return list(self.model.partnership.partner(name).member)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """Days on which the same share by the same formula, one after another."""
        rules = list(self.model.formulas)
        sharing = [(name, self.of(name)) for name in self.names]

        def alike(day: date) -> tuple[int, Names]:
            (number,) = (at for at, rule in enumerate(rules) if day in rule.in_force)
            return number, tuple(name for name, days in sharing if day in days)

        runs = [(key, [*run]) for key, run in groupby(self.every, key=alike)]
        if not all(names for (_, names), _ in runs):
            raise Refused("nobody shares on a day")
        return [(rules[at], names, self.part(run)) for (at, names), run in runs]

    def of(self, name: str) -> set[date]:
        """The days on which a partner shares: from its joining to its leaving by reshare.

        Where these do not mean to share anew, whole years; without proration too.
        """
        found: set[date] = set()
        for spell in self.spells(name):
            first, last = spell.days.first, spell.days.last
            joins = first in self.year.days and first > self.year.first
            if joins and spell.joining != "reshare":
                continue
            if last and last in self.year.days and spell.leaving != "reshare":
                last = self.year.last
            there = {day for day in self.every if first <= day and (not last or day <= last)}
            found |= {*self.every} if there and self.proration == "none" else there
        return found

    def part(self, days: list[date]) -> Fraction:
        """The part of the year that days one after another are: by days, or in whole months."""
        size = {"months": 1, "quarters": QUARTER}.get(self.proration)
        if size is None:
            return Fraction(len(days), len(self.every))
        begun = [day for day in self.every if day.day == 1][::size]
        if days[0] not in begun:
            raise Refused("a cut within what is charged as a whole")
        return Fraction(len([day for day in days if day in begun]), MONTHS // size)

    def shared(self, name: str) -> Fraction:
        """The part of the year in which a partner shares."""
        days = self.of(name)
        runs = [[*run] for shares, run in groupby(self.every, days.__contains__) if shares]
        return sum(map(self.part, runs), NOTHING)

    def kept(self, name: str) -> Fraction | None:
        """The part of its year's contribution that a leaver by its own reduction pays."""
        spell = self.spells(name)[-1]
        last = spell.days.last
        is_early = last and last in self.year.days and last != self.year.last
        if spell.leaving != "own reduction" or not is_early or self.proration == "none":
            return None
        if spell.days.first in self.year.days and spell.joining == "next 1 April":
            return None
        there = [day for day in self.every if spell.days.first <= day]
        gone = [day for day in there if last and day > last]
        return 1 - self.part(gone) / self.part(there)

    def added(self, name: str) -> list[Membership]:
        """The spells of a joiner that pays an addition of its own until it shares."""
        begun = [each for each in self.spells(name) if each.joining == "own addition"]
        days = self.year.days
        return [each for each in begun if each.days.first in days and each.days.first > days.first]
