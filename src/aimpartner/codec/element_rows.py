"""The columns of elements, of the bases below them, and of given numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from attrs import frozen

from aimpartner.as_typed import Proportion
from aimpartner.by import ByYear
from aimpartner.codec.bases import KindWord
from aimpartner.codec.columns import SOURCE, Agreed, column
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Row
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.quarters import Quarters
from aimpartner.formula.bases.given import Unit, units
from aimpartner.formula.bases.measured import Average
from aimpartner.formula.bases.tolerance import Override
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.rates import PercentagePoints, Rate
from aimpartner.sources import Source


@frozen(kw_only=True)
class ElementRow:
    """One element of a formula, or one basis below it that another is made of."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    at: str = column(
        "element; or below it element/part of a blend, element/group of stages, element/between "
        "for what groups are weighed by, element/agreed and element/actual of a tolerance, "
        "element/old and element/new of a phase-in, element/day for the first day of a period, as "
        "placements/2021-10-01",
        key=True,
    )
    kind: KindWord = column("what it goes by")
    pools: tuple[str, ...] = column("pools it shares, for an element", (), ref="lines.pool")
    price: Money | None = column("pounds a unit, for an element outside the budget", None)
    price_source: Source | None = column(f"of the price: {SOURCE}", None)
    weight: Rate | None = column("weight of a part or a group in the whole, as 50 %", None)
    partners: tuple[str, ...] = column(
        "partners of a group, or of an element that others are not in", (), ref="partners.partner"
    )
    measure: str = column("measure, if measured", "", ref="measures.measure")
    lag: int = column("years from the window's last year to the year charged", 1)
    years: int = column("years in the window", 1)
    average: Average = column("how several years count", "pooled")
    last: FinancialYear | None = column("last year of the window, in place of a lag", None)
    quarters: Quarters | None = column(
        "quarters of each year that count, as q1, q1-q3 or so far; empty for whole years", None
    )
    unit: Unit = column("what given numbers are", "weight")
    source: Source | None = column(f"of given numbers: {SOURCE}", None)
    price_list: str = column("or the list of its prices", "", ref="prices.price_list")
    on: date | None = column(
        "day whose price counts; empty for the year's, which may change only between periods", None
    )
    london: bool = column("yes if the list's price for London applies", default=False)
    within: Fraction = column(
        "units more or fewer than the agreed ones, in a row element/agreed, that cost nothing",
        Fraction(0),
    )
    points: PercentagePoints | None = column("tolerance in points of the whole, as 3 points", None)
    per_cent: Rate | None = column("or tolerance as a part of each agreed share, as 10 %", None)
    override: Override | None = column("split that counts whatever the tolerance says", None)
    reason: str = column("why it was overridden", "")
    decimals: int | None = column(
        "decimals of a per cent that an element's shares are rounded to before they are applied, "
        "as 2 for 77.41 %; empty for exact shares",
        None,
    )
    parts: ByYear[Rate] | None = column(
        "part by the new basis, if phased, as 2021/22: 50 %; 2022/23: 100 %", None
    )


@frozen(kw_only=True)
class WeightRow:
    """One partner's number in a given basis."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    at: str = column("element, or element/part", key=True, ref="elements.at")
    partner: str = column("whose number it is", key=True, ref="partners.partner")
    number: Agreed | Rate = column("the number, not negative; 59 or 59 % where the unit is percent")


def has_price(row: Row) -> bool:
    """Return whether the row of an element has a price, or a list of prices."""
    return row.fields.price is not None or bool(row.fields.price_list)


def check_units(elements: Sequence[Row], weights: Sequence[Row], faults: Faults) -> None:
    """Note each number of units or of pence that was typed as a part of something.

    Args:
        elements: the rows of a formula's elements and of their parts.
        weights: the rows of its given numbers.
        faults: where faults are noted.
    """
    unit = {row.fields.at: row.fields.unit for row in elements}
    priced = {row.fields.at for row in elements if has_price(row)}
    for row in weights:
        at, number = row.fields.at, row.fields.number
        is_typed = isinstance(number, Proportion) and unit.get(at) in {"units", "pence"}
        is_part = isinstance(number, (Proportion, Rate)) and unit.get(at) == "weight"
        if is_typed or (is_part and at.partition("/")[0] in priced):
            try:
                units(row.fields.partner, number)
            except InvalidValueError as fault:
                row.refuse(faults, "number", fault.rule, fault.got, fault.remedy)
