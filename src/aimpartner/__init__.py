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
    from aimpartner import charts as charts
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
    from aimpartner.funding.audit import YearStatement as YearStatement
    from aimpartner.funding.bases import Given as Given
    from aimpartner.funding.bases import Measured as Measured
    from aimpartner.funding.blends import Blend as Blend
    from aimpartner.funding.blends import Part as Part
    from aimpartner.funding.budget import Budget as Budget
    from aimpartner.funding.budget import CostLine as CostLine
    from aimpartner.funding.budget import Effect as Effect
    from aimpartner.funding.budget import Heading as Heading
    from aimpartner.funding.by_element import ByElement as ByElement
    from aimpartner.funding.cascade import Decided as Decided
    from aimpartner.funding.contribution import Contribution as Contribution
    from aimpartner.funding.contributions import Contributions as Contributions
    from aimpartner.funding.elements import Element as Element
    from aimpartner.funding.elements import PricedElement as PricedElement
    from aimpartner.funding.exits import ExitStatement as ExitStatement
    from aimpartner.funding.exits import Leaver as Leaver
    from aimpartner.funding.exits import Liability as Liability
    from aimpartner.funding.fallback import Fallback as Fallback
    from aimpartner.funding.fallback import PriceIndex as PriceIndex
    from aimpartner.funding.fallback import Provisional as Provisional
    from aimpartner.funding.fallback import TrueUp as TrueUp
    from aimpartner.funding.formula import Formula as Formula
    from aimpartner.funding.formula import Rounding as Rounding
    from aimpartner.funding.host_charge import HostCharge as HostCharge
    from aimpartner.funding.instalments import Adjustment as Adjustment
    from aimpartner.funding.instalments import Instalments as Instalments
    from aimpartner.funding.issued import Issued as Issued
    from aimpartner.funding.ledger import Ledger as Ledger
    from aimpartner.funding.ledger_lines import CodeTable as CodeTable
    from aimpartner.funding.ledger_lines import Vat as Vat
    from aimpartner.funding.limits import Bound as Bound
    from aimpartner.funding.limits import Limit as Limit
    from aimpartner.funding.monitoring import Monitoring as Monitoring
    from aimpartner.funding.notices import Notice as Notice
    from aimpartner.funding.outturn import Actual as Actual
    from aimpartner.funding.outturn import Caused as Caused
    from aimpartner.funding.outturn import Outturn as Outturn
    from aimpartner.funding.phased import Phased as Phased
    from aimpartner.funding.plans import Equal as Equal
    from aimpartner.funding.plans import Monthly as Monthly
    from aimpartner.funding.plans import Stated as Stated
    from aimpartner.funding.plans import StatedAmounts as StatedAmounts
    from aimpartner.funding.prices import Price as Price
    from aimpartner.funding.prices import PriceList as PriceList
    from aimpartner.funding.published import Published as Published
    from aimpartner.funding.reconcile import PartsAndTotal as PartsAndTotal
    from aimpartner.funding.reconcile import Reconciliation as Reconciliation
    from aimpartner.funding.reconcile import TwoPublished as TwoPublished
    from aimpartner.funding.reissue import compare_issue as compare_issue
    from aimpartner.funding.reserves import Reserve as Reserve
    from aimpartner.funding.reserves import ReserveMovement as ReserveMovement
    from aimpartner.funding.rollforward import Added as Added
    from aimpartner.funding.rollforward import RollForward as RollForward
    from aimpartner.funding.rollforward import Uplifted as Uplifted
    from aimpartner.funding.rollforward import roll_forward as roll_forward
    from aimpartner.funding.settlement import Settlement as Settlement
    from aimpartner.funding.staged import Group as Group
    from aimpartner.funding.staged import Staged as Staged
    from aimpartner.funding.tiers import SettlementRule as SettlementRule
    from aimpartner.funding.tiers import ShareBase as ShareBase
    from aimpartner.funding.tiers import Tier as Tier
    from aimpartner.funding.tolerance import Tolerance as Tolerance
    from aimpartner.funding.two_way import two_way as two_way
    from aimpartner.funding.uplifts import Award as Award
    from aimpartner.funding.uplifts import Dropped as Dropped
    from aimpartner.funding.uplifts import Flat as Flat
    from aimpartner.funding.uplifts import Indexed as Indexed
    from aimpartner.funding.uplifts import PayAward as PayAward
    from aimpartner.funding.uplifts import Percent as Percent
    from aimpartner.funding.virement import Supplement as Supplement
    from aimpartner.funding.virement import Virement as Virement
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
    from aimpartner.scenarios.back_solve import back_solve as back_solve
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
    "funding.audit": "YearStatement",
    "funding.bases": "Given Measured",
    "funding.blends": "Blend Part",
    "funding.budget": "Budget CostLine Effect Heading",
    "funding.by_element": "ByElement",
    "funding.cascade": "Decided",
    "funding.contribution": "Contribution",
    "funding.contributions": "Contributions",
    "funding.elements": "Element PricedElement",
    "funding.exits": "ExitStatement Leaver Liability",
    "funding.fallback": "Fallback PriceIndex Provisional TrueUp",
    "funding.formula": "Formula Rounding",
    "funding.host_charge": "HostCharge",
    "funding.instalments": "Adjustment Instalments",
    "funding.issued": "Issued",
    "funding.ledger": "Ledger",
    "funding.ledger_lines": "CodeTable Vat",
    "funding.limits": "Bound Limit",
    "funding.monitoring": "Monitoring",
    "funding.notices": "Notice",
    "funding.outturn": "Actual Caused Outturn",
    "funding.phased": "Phased",
    "funding.plans": "Equal Monthly Stated StatedAmounts",
    "funding.prices": "Price PriceList",
    "funding.published": "Published",
    "funding.reconcile": "PartsAndTotal Reconciliation TwoPublished",
    "funding.reissue": "compare_issue",
    "funding.reserves": "Reserve ReserveMovement",
    "funding.rollforward": "Added RollForward Uplifted roll_forward",
    "funding.settlement": "Settlement",
    "funding.staged": "Group Staged",
    "funding.tiers": "SettlementRule ShareBase Tier",
    "funding.tolerance": "Tolerance",
    "funding.two_way": "two_way",
    "funding.uplifts": "Award Dropped Flat Indexed PayAward Percent",
    "funding.virement": "Supplement Virement",
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
    "scenarios.back_solve": "back_solve",
    "scenarios.changes": "Reweigh Scenario Set",
    "scenarios.compare": "Comparison compare",
    "sources": "Source",
}
_WHERE = {name: module for module, names in _HOME.items() for name in names.split()}
_ROOMS = ("charts", "excel", "samples")

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
