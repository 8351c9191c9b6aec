"""English regional adoption agencies: partners, agreements, and who pays what to the penny.

Example:
    ...
    >>> import aimpartner as ap
    >>> ap.calculate(ap.samples.load("aim"), "2021/22")["Sefton"].amount
    Money('524027.76')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aimpartner import excel as excel
    from aimpartner import samples as samples
    from aimpartner.by import ByPartner as ByPartner
    from aimpartner.by import ByYear as ByYear
    from aimpartner.errors import AimpartnerError as AimpartnerError
    from aimpartner.errors import AimpartnerWarning as AimpartnerWarning
    from aimpartner.errors import ApportionmentError as ApportionmentError
    from aimpartner.errors import EvidenceError as EvidenceError
    from aimpartner.errors import InputError as InputError
    from aimpartner.errors import InvalidValueError as InvalidValueError
    from aimpartner.errors import ModelError as ModelError
    from aimpartner.errors import WorkbookError as WorkbookError
    from aimpartner.evidence.evidence import Evidence as Evidence
    from aimpartner.evidence.measures import Known as Known
    from aimpartner.evidence.measures import Measure as Measure
    from aimpartner.evidence.measures import Missing as Missing
    from aimpartner.evidence.measures import Observation as Observation
    from aimpartner.evidence.measures import Suppressed as Suppressed
    from aimpartner.funding.apportion import apportion as apportion
    from aimpartner.funding.bases import Blend as Blend
    from aimpartner.funding.bases import Given as Given
    from aimpartner.funding.bases import Measured as Measured
    from aimpartner.funding.bases import Part as Part
    from aimpartner.funding.budget import Budget as Budget
    from aimpartner.funding.budget import CostLine as CostLine
    from aimpartner.funding.budget import Effect as Effect
    from aimpartner.funding.budget import Heading as Heading
    from aimpartner.funding.contributions import Contribution as Contribution
    from aimpartner.funding.contributions import Contributions as Contributions
    from aimpartner.funding.elements import Element as Element
    from aimpartner.funding.elements import PricedElement as PricedElement
    from aimpartner.funding.formula import Formula as Formula
    from aimpartner.funding.formula import Rounding as Rounding
    from aimpartner.funding.notices import Notice as Notice
    from aimpartner.funding.published import Published as Published
    from aimpartner.funding.working import Step as Step
    from aimpartner.model import Model as Model
    from aimpartner.model import calculate as calculate
    from aimpartner.money import Money as Money
    from aimpartner.parties.agreement import Agreement as Agreement
    from aimpartner.parties.authority import Authority as Authority
    from aimpartner.parties.authority import Membership as Membership
    from aimpartner.parties.authority import Partner as Partner
    from aimpartner.parties.bodies import Body as Body
    from aimpartner.parties.bodies import Member as Member
    from aimpartner.parties.decisions import Approval as Approval
    from aimpartner.parties.decisions import Decision as Decision
    from aimpartner.parties.duties import Done as Done
    from aimpartner.parties.duties import Due as Due
    from aimpartner.parties.duties import Owed as Owed
    from aimpartner.parties.duties import Task as Task
    from aimpartner.parties.hosting import Conflict as Conflict
    from aimpartner.parties.hosting import Hosting as Hosting
    from aimpartner.parties.key_dates import KeyDate as KeyDate
    from aimpartner.parties.key_dates import KeyDates as KeyDates
    from aimpartner.parties.partnership import Partnership as Partnership
    from aimpartner.parties.partnership import Statement as Statement
    from aimpartner.parties.provisions import Extension as Extension
    from aimpartner.parties.provisions import HoldingOver as HoldingOver
    from aimpartner.parties.provisions import NoticeClause as NoticeClause
    from aimpartner.parties.provisions import Option as Option
    from aimpartner.parties.provisions import Termination as Termination
    from aimpartner.parties.register import Register as Register
    from aimpartner.parties.review import Review as Review
    from aimpartner.parties.services import ProvidedService as ProvidedService
    from aimpartner.parties.succession import Succession as Succession
    from aimpartner.parties.timeline import AgreementState as AgreementState
    from aimpartner.parties.timeline import Spell as Spell
    from aimpartner.parties.timeline import Timeline as Timeline
    from aimpartner.parties.timetable import Timetable as Timetable
    from aimpartner.parties.withdrawal import Withdrawal as Withdrawal
    from aimpartner.periods import DateRange as DateRange
    from aimpartner.periods import FinancialYear as FinancialYear
    from aimpartner.scenarios.changes import Reweigh as Reweigh
    from aimpartner.scenarios.changes import Scenario as Scenario
    from aimpartner.scenarios.changes import Set as Set
    from aimpartner.scenarios.compare import Comparison as Comparison
    from aimpartner.scenarios.compare import compare as compare
    from aimpartner.sources import Source as Source

_HOME = {
    "by": "ByPartner ByYear",
    "errors": "AimpartnerError AimpartnerWarning ApportionmentError EvidenceError InputError "
    "InvalidValueError ModelError WorkbookError",
    "evidence.evidence": "Evidence",
    "evidence.measures": "Known Measure Missing Observation Suppressed",
    "funding.apportion": "apportion",
    "funding.bases": "Blend Given Measured Part",
    "funding.budget": "Budget CostLine Effect Heading",
    "funding.contributions": "Contribution Contributions",
    "funding.elements": "Element PricedElement",
    "funding.formula": "Formula Rounding",
    "funding.notices": "Notice",
    "funding.published": "Published",
    "funding.working": "Step",
    "model": "Model calculate",
    "money": "Money",
    "parties.agreement": "Agreement",
    "parties.authority": "Authority Membership Partner",
    "parties.bodies": "Body Member",
    "parties.decisions": "Approval Decision",
    "parties.duties": "Done Due Owed Task",
    "parties.hosting": "Conflict Hosting",
    "parties.key_dates": "KeyDate KeyDates",
    "parties.partnership": "Partnership Statement",
    "parties.provisions": "Extension HoldingOver NoticeClause Option Termination",
    "parties.register": "Register",
    "parties.review": "Review",
    "parties.services": "ProvidedService",
    "parties.succession": "Succession",
    "parties.timeline": "AgreementState Spell Timeline",
    "parties.timetable": "Timetable",
    "parties.withdrawal": "Withdrawal",
    "periods": "DateRange FinancialYear",
    "scenarios.changes": "Reweigh Scenario Set",
    "scenarios.compare": "Comparison compare",
    "sources": "Source",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names.split()}
_ROOMS = ("excel", "samples")

__all__ = [*_WHERE, *_ROOMS]  # noqa: PLE0604  # names, spelt once above


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that importing stays light."""
    if name in _ROOMS:
        return import_module(f"aimpartner.{name}")
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"aimpartner.{_WHERE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
