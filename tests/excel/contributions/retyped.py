"""Inputs of a contribution workbook typed anew, and the model that they make."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import AimpartnerError
from aimpartner.excel.contributions.inputs_sheet import typed
from aimpartner.scenarios.addresses import weights_beside
from aimpartner.scenarios.changes import Reweigh, Set
from builders import paid
from excel.contributions import reading

if TYPE_CHECKING:
    from random import Random

    from openpyxl.workbook import Workbook

    from aimpartner.model import Model

MOST = 6  # inputs changed in one workbook
PARTS = ("10 %", "37.5 %", "1/3", "80 %")


@frozen
class Retyped:
    """A year after some of its inputs are others.

    Args:
        before: what the workbook was written of.
        after: what it has to read after the inputs are typed.
    """

    before: Contributions
    after: Contributions

    @classmethod
    def of(cls, whole: Model, draw: Random) -> Retyped:
        """Change some inputs, each so that the year still has an answer by the same steps."""
        before = after = paid(whole)
        changed, count = whole, 0
        addresses = [*_figures(before)]
        for at in draw.sample(addresses, len(addresses)):
            try:
                tried = _change(changed, at, _figures(after)[at], draw).applied(changed)
                result = paid(tried)
            except AimpartnerError:
                continue
            if _shape(result) == _shape(before) and _figures(result) != _figures(after):
                changed, after, count = tried, result, count + 1
            if count == MOST:
                break
        return cls(before, after)

    @property
    def addresses(self) -> list[str]:
        """Return the inputs that are others."""
        new = _figures(self.after)
        return [at for at, typed_ in _figures(self.before).items() if new[at] != typed_]

    def type_in(self, book: Workbook) -> None:
        """Type them into the cells of the workbook."""
        for at in self.addresses:
            reading.cell(book, at).value = float(_figures(self.after)[at])


def _figures(result: Contributions) -> dict[str, Fraction]:
    """Return every input by its address, as it is typed: money in pounds."""
    return {
        step.address(name): figure / typed(step)[1]
        for step in result.working.inputs
        for name, figure in zip(
            result.partners if step.is_column else ("",),
            step.value if isinstance(step.value, tuple) else (step.value or Fraction(0),),
            strict=True,
        )
        if step.at and name not in step.gaps
    }


def _shape(result: Contributions) -> list[object]:
    """Return the steps without their figures."""
    return [(step.op, step.args, step.at, step.gaps) for step in result.worked.steps]


def _change(whole: Model, at: str, figure: Fraction, draw: Random) -> Set | Reweigh:
    """Return a change of an input, as somebody would type it."""
    if weights_beside(whole, at) and (at.endswith("/weight") or draw.random() < 0.5):
        return Reweigh(at, draw.choice(PARTS))
    return Set(at, _value(at, figure, draw))


def _value(at: str, figure: Fraction, draw: Random) -> object:
    """Return another figure of the kind that stands at an address."""
    if at.startswith("evidence/"):
        return int(figure) + draw.randint(1, 9)
    if at.endswith(("/rate", "/times", "/per_cent")) or "/new/weight/" in at:
        return Fraction(draw.randint(1, 99), 100)
    if at.endswith("/points"):
        return f"{draw.randint(1, 40)} points"
    if at.endswith("rounding/unit"):
        return draw.choice(("0.01", "1", "10"))
    more = int(figure * Fraction(draw.randint(50, 150), 100))
    is_money = at.startswith(("budget/", "addition/")) or "/price" in at
    return f"{more}.{draw.randint(0, 99):02}" if is_money else more + 1
