"""Formulas to and from their rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from aimpartner.codec import elements, limits, prices
from aimpartner.codec.columns import SOURCE, column, required, rule
from aimpartner.codec.decisions import Approvable, rows_on
from aimpartner.codec.elements import ElementRows
from aimpartner.codec.reading import Reading
from aimpartner.codec.row import Rows, made_of, row_of, value_of
from aimpartner.formula.formula import Formula, Proration
from aimpartner.formula.rounding import Level, Odd, Rounding
from aimpartner.money import Money
from aimpartner.parties.agreement.approvals import ApprovalRule
from aimpartner.periods import DateRange
from aimpartner.sources import Source


@frozen(kw_only=True)
class FormulaRow(Approvable):
    """One funding formula."""

    formula: str = column("name of the formula", key=True)
    first: date = column("first day in force")
    last: date | None = column("last day in force; empty while it is", None)
    unit: Money = column("pounds that a contribution is rounded to", Money("0.01"))
    level: Level = column("what is rounded", "total")
    odd: Odd = column("who takes the odd units", "largest remainder")
    order: tuple[str, ...] = column(
        "partners in the order that breaks ties; empty for theirs", (), ref="partners.partner"
    )
    proration: Proration = column("what a part of a year is measured in", "days")
    marking: str = column("words that every showing of its results carries", "")
    required: tuple[str, ...] = required("it")
    rule: ApprovalRule = rule()
    source: Source | None = column(SOURCE, None)

    names = "formula {0.formula}"
    begins = "formula"


def build(reading: Reading) -> list[Formula]:
    """Return the formulas; one whose elements or limits are at fault is left out."""

    def make(row: FormulaRow) -> Formula | None:
        return _formula(row, reading)

    made = made_of(reading.rows["formulas"], reading.faults, make)
    return [formula for formula in made if formula is not None]


def _formula(row: FormulaRow, reading: Reading) -> Formula | None:
    element_rows = ElementRows.of(row.formula, reading.rows, reading.plain, reading.faults)
    element_rows.check()
    made = element_rows.build()
    bounds = limits.LimitRows.of(row.formula, reading.rows, reading.faults).build()
    others = {
        "name": row.formula,
        "in_force": DateRange(row.first, row.last),
        "rounding": value_of(Rounding, row),
        "approval": reading.decided.approval(row),
    }
    if made is None or bounds is None:
        return None
    return value_of(Formula, row, elements=made, limits=bounds, **others)


def rows_of(formulas: Iterable[Formula]) -> Rows:
    """Go through the rows of formulas, of what they are made of, and of decisions on them."""
    for formula in formulas:
        values = (formula, formula.rounding, formula.in_force, formula.approval)
        row = row_of(FormulaRow, *values, formula=formula.name)
        yield row
        yield from elements.rows_of(formula)
        yield from prices.rows_of(formula)
        yield from limits.rows_of(formula)
        yield from rows_on(row, formula.approval)
