"""Small models made by hand, for every test that needs one."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.errors import AimpartnerWarning
from aimpartner.evidence.evidence import Evidence
from aimpartner.evidence.measures import Known, Measure, Observation
from aimpartner.formula.bases.basis import Basis
from aimpartner.formula.bases.given import Given
from aimpartner.formula.elements import Element
from aimpartner.formula.formula import Formula
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.formula.rounding import Rounding
from aimpartner.model import Model, calculate
from aimpartner.parties.agreement.agreement import Agreement
from aimpartner.parties.agreement.approvals import Approval
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.agreement.provisions import Extension, Option
from aimpartner.parties.hosting import Hosting
from aimpartner.parties.partners import Authority, Partner
from aimpartner.parties.partnership import Partnership
from aimpartner.periods import DateRange, FinancialYear
from aimpartner.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aimpartner.contributions.contributions import Contributions

AIM = ("Knowsley", "Liverpool", "Sefton", "Wirral")
ALWAYS = DateRange("2010-04-01")
YEAR = FinancialYear(2021)
MINUTE = Source("Sefton Cabinet, 4 November 2021, minute 64")
GUESS = Source("nobody published it", is_assumption=True)


def partners(names: Iterable[str] = AIM, days: DateRange = ALWAYS) -> tuple[Partner, ...]:
    """Return partners that are members on the days."""
    return tuple(Partner(name, Authority(f"{name} Council"), days) for name in names)


def approved(*names: str, on: str, source: Source | None = None) -> Approval:
    """Return the approval of all the names, decided on one day."""
    return Approval(names, [Decision(name, on, source=source) for name in names])


def aim_agreement() -> Agreement:
    """Return AiM's agreement: shadow, three years, an option, Sefton's retrospective extension."""
    return Agreement(
        DateRange("2018-04-01", "2021-03-31"),
        approved(*AIM, on="2017-04-06"),
        DateRange("2017-04-06", "2018-03-31"),
        [Option(12)],
        [Extension("2022-03-31", approved("Sefton", on="2021-11-04", source=MINUTE))],
    )


def partnership(
    names: Sequence[str] = AIM,
    host: str | None = None,
    agreement: Agreement | None = None,
    gone: Sequence[str] = (),
) -> Partnership:
    """Return a partnership of the names, hosted by the first unless another is named."""
    hosting = [Hosting(host or names[0], ALWAYS)]
    left = partners(gone, DateRange("2010-04-01", "2021-03-31"))
    return Partnership("Agency", [*partners(names), *left], hosting, agreement)


def line(
    amount: str = "100", pool: str = "staffing", name: str = "staff", incurred_by: str = ""
) -> CostLine:
    """Return a line of shared expenditure."""
    return CostLine(pool, name, Heading.EMPLOYEES, amount, incurred_by=incurred_by)


def income(amount: str, pool: str = "staffing", name: str = "grant") -> CostLine:
    """Return a line that reduces the call."""
    return CostLine(pool, name, Heading.INCOME, amount, Effect.REDUCES)


def element(basis: Basis, pools: Sequence[str] = ("staffing",)) -> Element:
    """Return an element called after its first pool."""
    return Element(pools[0], pools, basis)


def counted(
    measure: str, figures: Mapping[str, int | str], year: str = "2020/21"
) -> list[Observation]:
    """Return one known figure a partner."""
    return [Observation(measure, name, year, Known(each)) for name, each in figures.items()]


def evidence(*observations: Observation) -> Evidence:
    """Return the evidence of some observations, with the measures they are of."""
    names = dict.fromkeys(each.measure for each in observations)
    return Evidence([Measure(name, unit="children", adds_up=True) for name in names], observations)


def formula(
    *elements: Element | PricedElement, rounding: Rounding | None = None, name: str = "formula"
) -> Formula:
    """Return a formula that is always in force."""
    return Formula(name, elements, ALWAYS, rounding or Rounding())


def model(
    lines: Sequence[CostLine] = (),
    elements: Sequence[Element | PricedElement] = (),
    names: Sequence[str] = AIM,
    observations: Sequence[Observation] = (),
    rounding: Rounding | None = None,
    gone: Sequence[str] = (),
) -> Model:
    """Return a model of the year 2021/22; left out, £100 shared equally."""
    return Model(
        partnership(names, gone=gone),
        evidence(*observations),
        [Budget(YEAR, lines or [line()])],
        [formula(*(elements or [element(Given.equal(names))]), rounding=rounding)],
    )


def paid(whole: Model, known_on: str | None = None) -> Contributions:
    """Return the contributions of 2021/22, warnings aside."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AimpartnerWarning)
        return calculate(whole, YEAR, known_on)


def amounts(whole: Model) -> dict[str, str]:
    """Return each partner's contribution, written in pounds."""
    return {each.partner: f"{each.amount.to_decimal():f}" for each in paid(whole)}
