"""The field table's rows of the formulas: elements, their bases, prices and limits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import frozen

from aimpartner.by import ByYear
from aimpartner.codec.columns import SOURCE, column, required, rule
from aimpartner.formula.bases.given import Unit
from aimpartner.formula.bases.measured import Average
from aimpartner.formula.bases.tolerance import Override
from aimpartner.formula.formula import Proration
from aimpartner.formula.limits import Scaling
from aimpartner.formula.rounding import Level, Odd
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import ApprovalRule
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source


@frozen(kw_only=True)
class FormulaRow:
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


@frozen(kw_only=True)
class ElementRow:
    """One element of a formula, or one basis below it that another is made of."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    at: str = column(
        "element; or below it element/part of a blend, element/group of stages, element/agreed and "
        "element/actual of a tolerance, element/old and element/new of a phase-in",
        key=True,
    )
    kind: Literal["measured", "given", "blend", "staged", "tolerance", "phased"] = column(
        "what it goes by"
    )
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


@frozen(kw_only=True)
class PriceRow:
    """One price of a dated price list, in force until the next one."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    price_list: str = column("name of the list", key=True)
    first_day: date = column("first day it is in force", key=True)
    amount: Money = column("pounds a unit")
    london: Money | None = column("pounds a unit in London, where that differs", None)
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class LimitRow:
    """One limit of a formula; they hold one after another, in the order of the rows."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    limit: str = column("name of the limit", key=True)
    lower: Fraction | None = column(
        "least that a partner pays, as 90 % of what the next column names; empty for none", None
    )
    lower_of: str = column(
        "measure in pounds, as contribution; empty for amounts in the table bounds",
        "",
        ref="measures.measure",
    )
    lower_lag: int = column("years from the measure's year to the year charged", 1)
    lower_last: FinancialYear | None = column("the measure's year, in place of a lag", None)
    upper: Fraction | None = column(
        "most that a partner pays, as 100 % of what the next column names; empty for none", None
    )
    upper_of: str = column(
        "measure in pounds, as contribution; empty for amounts in the table bounds",
        "",
        ref="measures.measure",
    )
    upper_lag: int = column("years from the measure's year to the year charged", 1)
    upper_last: FinancialYear | None = column("the measure's year, in place of a lag", None)
    bearers: tuple[str, ...] = column(
        "partners that bear the difference; empty for everyone", (), ref="partners.partner"
    )
    scaling: Scaling = column("what of the bearers' is scaled", "amounts")
    source: Source | None = column(SOURCE, None)


@frozen(kw_only=True)
class BoundRow:
    """One partner's amount in a bound of a limit; a partner without one is not bound."""

    formula: str = column("formula it belongs to", key=True, ref="formulas.formula")
    limit: str = column("limit it belongs to", key=True, ref="limits.limit")
    bound: Literal["lower", "upper"] = column("which of its bounds", key=True)
    partner: str = column("whose amount it is", key=True, ref="partners.partner")
    amount: Money = column("pounds")
    source: Source | None = column(SOURCE, None)
