"""The funding formula: elements, rounding, the days it is in force, and its approval."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.exact import listed
from aimpartner.funding.bases import Given, givens
from aimpartner.funding.budget import CostLine
from aimpartner.funding.elements import Element, PricedElement
from aimpartner.funding.working import Draft, Op, Working
from aimpartner.money import Money
from aimpartner.parties.decisions import Approval
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.rules import one_of
from aimpartner.sources import Source

Level = Literal["total", "element"]
Odd = Literal["largest remainder", "host"]
_GO = {"largest remainder": "to the largest remainders", "host": "to the host"}


@frozen
class Rounding:
    """How exact amounts become what is invoiced.

    Args:
        unit: what a contribution is a whole number of: a penny, £1, £10, £1,000.
        level: "total" rounds what a partner pays in all; "element" rounds each element.
        odd: who takes the units left over after everyone has its whole ones: by
            "largest remainder", ties in the order; or the "host".
        order: the partners in the order that breaks ties; empty, the partnership's order.

    Raises:
        InvalidValueError: the unit is not positive, or a rule is not one of those named.

    Example:
        >>> Rounding("10").unit
        Money('10.00')
    """

    unit: Money = field(factory=lambda: Money("0.01"), converter=Money)
    level: Level = field(default="total", validator=one_of(get_args(Level)))
    odd: Odd = field(default="largest remainder", validator=one_of(get_args(Odd)))
    order: tuple[str, ...] = field(default=(), converter=ordered)

    @order.validator
    def _names_each_once(self, _: object, order: tuple[str, ...]) -> None:
        if len(set(order)) < len(order):
            raise InvalidValueError("Order of ties", "name each partner once", listed(order))

    @unit.validator
    def _is_positive(self, _: object, unit: Money) -> None:
        if unit.pence < 1:
            raise InvalidValueError("Unit of rounding", "be at least a penny", unit)

    def in_words(self) -> str:
        """Return the rounding as a sentence."""
        what = "Each element is" if self.level == "element" else "Contributions are"
        return f"{what} rounded to {self.unit}; odd units go {_GO[self.odd]}."

    def contributions(self, draft: Draft, amounts: list[int]) -> int:
        """Write the elements' amounts as whole units that keep the total."""
        at, pence = "formula/rounding/unit", Fraction(self.unit.pence)
        unit = draft.number(at, pence, "rounding: unit", "pence", draft.source)
        turns = draft.column("", self._turns(draft), "rounding: turn to take an odd unit")
        if self.level == "total":
            everything = draft.add(amounts, "all elements", "pence")
            return draft.put(Op.ROUND, everything, unit, turns, words="contribution", unit="pence")
        rounded = []
        for place, each in enumerate(amounts):
            before = [draft.add(amounts[:place], "elements before", "pence")] if place else []
            args = (each, unit, turns, *before)
            words = f"{draft.steps[each].words}, rounded"
            rounded.append(draft.put(Op.ROUND, *args, words=words, unit="pence"))
        return draft.add(rounded, "contribution", "pence")

    def _turns(self, draft: Draft) -> list[Fraction]:
        """Return when each partner takes an odd unit among equals; 0 is never."""
        partners = draft.figures.partners
        if self.odd == "host":
            if draft.figures.host not in partners:
                rule = "be a partner of the year to take the odd units"
                raise ModelError(f"Host in {draft.figures.year}", rule, draft.figures.host)
            return [Fraction(partner == draft.figures.host) for partner in partners]
        order = self.order or partners
        absent = [partner for partner in partners if partner not in order]
        if absent:
            subject = f"Order of ties in {draft.figures.year}"
            raise ModelError(subject, f"name {listed(absent)}", listed(order))
        return [Fraction(order.index(partner) + 1) for partner in partners]


@frozen
class Formula:
    """The funding formula of some days.

    Args:
        name: its name.
        elements: what is shared or priced; their order is the order of every table.
        in_force: the days it is in force.
        rounding: how exact amounts become contributions.
        approval: who has to approve it and has; `None` where nothing is recorded.
        marking: words that every screen, sheet and file name of its results carries.
        source: where the formula is recorded; for an assumed one, on what grounds.

    Raises:
        ModelError: there is no element, two share a name, or a pool is in two.

    Example:
        >>> from aimpartner import samples
        >>> [element.name for element in samples.load("aim").formulas[0].elements]
        ['agency']
    """

    name: str
    elements: tuple[Element | PricedElement, ...] = field(converter=ordered)
    in_force: DateRange
    rounding: Rounding = field(factory=Rounding)
    approval: Approval | None = None
    marking: str = ""
    source: Source | None = None

    @elements.validator
    def _are_told_apart(self, _: object, elements: tuple[Element | PricedElement, ...]) -> None:
        subject = f"Formula {self.name}"
        names = [element.name for element in elements]
        if not names:
            raise ModelError(subject, "have an element", "none")
        if len(set(names)) < len(names):
            raise ModelError(subject, "name each element once", listed(names))
        for pool in self.pools:
            if self.pools.count(pool) > 1:
                among = [each.name for each in elements if pool in getattr(each, "pools", ())]
                raise ModelError(f"Pool {pool}", "be in exactly one element", listed(among))

    @property
    def title(self) -> str:
        """The formula as a sentence names it."""
        return f"the formula {self.name}"

    @property
    def pools(self) -> tuple[str, ...]:
        """The pools that its elements share, in order."""
        shared = (each for each in self.elements if isinstance(each, Element))
        return tuple(pool for element in shared for pool in element.pools)

    @property
    def agreed(self) -> tuple[Given, ...]:
        """The agreed numbers that its elements go by."""
        bases = (each.basis if isinstance(each, Element) else each.units for each in self.elements)
        return tuple(given for basis in bases for given in givens(basis))

    def in_words(self, year: FinancialYear) -> tuple[str, ...]:
        """Return the formula as sentences, one an element, and one on the rounding.

        Example:
            >>> from aimpartner import samples
            >>> formula = samples.load("aim").formulas[0]
            >>> formula.in_words(FinancialYear(2021))[-1]
            'Contributions are rounded to £0.01; odd units go to the largest remainders.'
        """
        elements = (element.in_words(year) for element in self.elements)
        return (*elements, self.rounding.in_words())

    def working(self, draft: Draft) -> Working:
        """Write the whole formula for a year: from its inputs to each partner's net payable.

        Returns:
            The working; its results are one "element/NAME" an element, "exact" (the sum of the
            elements), "contribution", "incurred" and "net payable", each in pence.
        """
        lines = {address: _line(draft, address, line) for address, line in draft.figures.lines()}
        amounts = [element.amounts(draft, lines) for element in self.elements]
        results = {f"element/{e.name}": at for e, at in zip(self.elements, amounts, strict=True)}
        results["exact"] = draft.add(amounts, "all elements", "pence")
        results["incurred"] = incurred = _incurred(draft, lines)
        results["contribution"] = contribution = self.rounding.contributions(draft, amounts)
        results["net payable"] = _net(draft, contribution, incurred)
        return draft.done(results)


def _line(draft: Draft, address: str, line: CostLine) -> int:
    """Write a line of the budget as what it adds to the call, which may be less than nothing."""
    amount = Fraction(line.amount.pence)
    typed = draft.number(address, amount, line.name, "pence", line.source)
    if line.sign > 0:
        return typed
    minus = draft.number("", Fraction(-1), "taken off")
    return draft.put(Op.TIMES, minus, typed, words=f"{line.name}: reduces the call", unit="pence")


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
    minus = draft.number("", Fraction(-1), "taken off")
    credit = draft.put(Op.TIMES, minus, incurred, words="credited once", unit="pence")
    return draft.add((contribution, credit), "net payable", "pence")


def _borne(draft: Draft, amount: int, line: CostLine) -> int:
    """Write one line as a column: its amount for the partner that incurs it, else nothing."""
    partners = draft.figures.partners
    if line.incurred_by not in partners:
        rule = f"be incurred by one of {listed(partners)}"
        raise ModelError(f"Line {line.name} of {draft.figures.year}", rule, line.incurred_by)
    who = [Fraction(partner == line.incurred_by) for partner in partners]
    mask = draft.column("", who, f"{line.name}: incurred by {line.incurred_by}")
    words = f"{line.name}: what {line.incurred_by} incurs"
    return draft.put(Op.TIMES, amount, mask, words=words, unit="pence")
