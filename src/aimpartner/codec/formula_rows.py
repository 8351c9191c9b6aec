"""The field table's rows of elements: their bases and given numbers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from attrs import frozen

from aimpartner.by import ByYear
from aimpartner.codec.bases import KindWord
from aimpartner.codec.columns import SOURCE, column
from aimpartner.formula.bases.given import Unit
from aimpartner.formula.bases.measured import Average
from aimpartner.formula.bases.tolerance import Override
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class ElementRow:
    """One element of a formula, or one basis below it that another is made of."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    at: str = column(
        "element; or below it element/part of a blend, element/group of stages, element/agreed and "
        "element/actual of a tolerance, element/old and element/new of a phase-in",
        key=True,
    )
    kind: KindWord = column("what it goes by")
    pools: tuple[str, ...] = column("pools it shares, for an element", (), ref="lines.pool")
    price: Money | None = column("pounds a unit, for an element outside the budget", None)
    price_source: Source | None = column(f"of the price: {SOURCE}", None)
    weight: Fraction | None = column("weight of a part or a group in the whole, as 50 %", None)
    partners: tuple[str, ...] = column("partners of a group", (), ref="partners.partner")
    measure: str = column("measure, if measured", "", ref="measures.measure")
    lag: int = column("years from the window's last year to the year charged", 1)
    years: int = column("years in the window", 1)
    average: Average = column("how several years count", "pooled")
    last: FinancialYear | None = column("last year of the window, in place of a lag", None)
    unit: Unit = column("what given numbers are", "weight")
    source: Source | None = column(f"of given numbers: {SOURCE}", None)
    price_list: str = column("or the list of its prices", "", ref="prices.price_list")
    on: date | None = column("day whose price counts; empty for the first of the year", None)
    london: bool = column("yes if the list's price for London applies", default=False)
    within: Fraction = column(
        "units more or fewer than the agreed ones, in a row element/agreed, that cost nothing",
        Fraction(0),
    )
    points: Fraction | None = column("tolerance in points of the whole, as 3 %", None)
    per_cent: Fraction | None = column("or tolerance as a part of each agreed share", None)
    override: Override | None = column("split that counts whatever the tolerance says", None)
    reason: str = column("why it was overridden", "")
    parts: ByYear[Fraction] | None = column(
        "part by the new basis, if phased, as 2021/22: 50 %; 2022/23: 100 %", None
    )


@frozen(kw_only=True)
class WeightRow:
    """One partner's number in a given basis."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    at: str = column("element, or element/part", key=True, ref="elements.at")
    partner: str = column("whose number it is", key=True, ref="partners.partner")
    number: Fraction = column("the number, not negative")
