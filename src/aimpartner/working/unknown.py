"""A reader of a working of which some inputs are not known: what has no answer whatever they are.

A share of what is not known still comes to one in all, and so to the whole of what it shares. That
is enough to tell that bounds leave no room, beside a figure that nobody has recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attrs import define, field

from aimpartner.errors import AimpartnerError
from aimpartner.periods import FinancialYear
from aimpartner.working.engine import figure_of
from aimpartner.working.steps import Figure, Op, Step, Working, as_column

Total = Fraction | None
"""What a figure that is not known comes to in all; `None` where that is not known either."""


def faults_in(
    working: Working,
    year: FinancialYear,
    rule: str,
    is_unknown: Callable[[Step], bool],
) -> list[AimpartnerError]:
    """Return why steps of a working have no answer, each reason that follows from no other.

    Args:
        working: the steps.
        year: the year charged, named by a fault.
        rule: the formula as a sentence names it, named by a fault.
        is_unknown: tells of an input whether its figure stands in for one that is not known.

    Example:
        >>> from aimpartner import samples
        >>> facts = samples.load("aim").facts("2021/22")
        >>> faults_in(facts.working(), facts.year, facts.formula_title, lambda step: False)
        []
    """
    reader = _Reader(working, (year, rule), is_unknown)
    for step in working.steps:
        reader.read(step)
    return reader.faults


@define
class _Reader:
    """The steps read so far: their figures, and what those that are not known come to."""

    working: Working
    charged: tuple[FinancialYear, str]
    is_unknown: Callable[[Step], bool]
    figures: list[Figure] = field(factory=list)
    totals: dict[int, Total] = field(factory=dict)
    faults: list[AimpartnerError] = field(factory=list)

    def read(self, step: Step) -> None:
        """Read one more step."""
        position, figure = len(self.figures), Fraction(0) if step.op is not Op.INPUT else step.value
        self.figures.append(figure)
        if step.op is Op.INPUT:
            if self.is_unknown(step):
                self.totals[position] = None
        elif self.totals.keys().isdisjoint(step.args):
            self.figures[position] = self._figure(step, position)
        else:
            self.totals[position] = self._total_of(step)

    def _figure(self, step: Step, position: int) -> Figure:
        try:
            return figure_of(step, self.figures, self.working, self.charged)
        except AimpartnerError as fault:
            self._note(fault)
            self.totals[position] = self._total_of(step)
            return Fraction(0)

    def _total(self, position: int) -> Total:
        if position in self.totals:
            return self.totals[position]
        column = as_column(self.figures[position], len(self.working.partners))
        return sum(column, Fraction(0))

    def _total_of(self, step: Step) -> Total:
        """Return what a step comes to in all, though what it reads is not known."""
        if step.op is Op.SHARE:
            return Fraction(1) if len(step.args) == 1 else None  # a rate has no total
        if step.op is Op.TIMES:
            return self._product(step)
        totals = [self._total(arg) for arg in step.args]
        if step.op is Op.ADD and not step.is_total:  # a sum over partners is no column
            known = [total for total in totals if total is not None]
            return sum(known, Fraction(0)) if len(known) == len(totals) else None
        if step.op is Op.CHOOSE:
            return totals[0] if totals[0] == totals[1] else None
        return self._held(step, totals) if step.op is Op.LIMIT else None

    def _product(self, step: Step) -> Total:
        """Return what a column that is not known comes to, times numbers that are."""
        columns = [arg for arg in step.args if arg in self.totals]
        product = self._total(columns[0])
        for arg in step.args:
            if arg not in columns:
                number = self.figures[arg]
                if isinstance(number, tuple):
                    return None
                product = None if product is None else product * number
        return product if len(columns) == 1 else None

    def _held(self, step: Step, totals: list[Total]) -> Total:
        """Check bounds that are known around amounts that are not; borne, the total stays."""
        amounts, lower, upper, bearers = step.args
        is_borne = bool(self._total(bearers))
        if amounts in self.totals and self.totals.keys().isdisjoint((lower, upper)):
            self._check_room(step, is_kept=is_borne and totals[0] is not None)
        return totals[0] if is_borne else None

    def _check_room(self, step: Step, *, is_kept: bool) -> None:
        """Note bounds that cross, or that no amounts of the total could meet.

        Where everybody bears the difference, only the total counts, however it is shared.
        """
        partners = len(self.working.partners)
        figures = list(self.figures)
        for position in {step.args[0], *step.about[:1]} & self.totals.keys():
            figures[position] = ((self._total(position) or Fraction(0)) / partners,) * partners
        figures[step.args[3]] = (Fraction(is_kept),) * partners
        try:
            figure_of(step, figures, self.working, self.charged)
        except AimpartnerError as fault:
            self._note(fault)

    def _note(self, fault: AimpartnerError) -> None:
        """Note a fault; bounds without room have none where they are put together either."""
        if fault.at not in [told.at for told in self.faults]:
            self.faults.append(fault)
