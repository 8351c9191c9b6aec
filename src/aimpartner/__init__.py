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
    from aimpartner.budget.budget import Budget as Budget
    from aimpartner.budget.budget import CostLine as CostLine
    from aimpartner.budget.budget import Effect as Effect
    from aimpartner.budget.budget import Heading as Heading
    from aimpartner.budget.host_charge import HostCharge as HostCharge
    from aimpartner.budget.rolling_forward import LineAdded as LineAdded
    from aimpartner.budget.rolling_forward import RollForward as RollForward
    from aimpartner.budget.rolling_forward import Uplifted as Uplifted
    from aimpartner.budget.rolling_forward import roll_forward as roll_forward
    from aimpartner.budget.uplifts import AmountUplift as AmountUplift
    from aimpartner.budget.uplifts import Award as Award
    from aimpartner.budget.uplifts import Indexed as Indexed
    from aimpartner.budget.uplifts import LineDropped as LineDropped
    from aimpartner.budget.uplifts import PayAward as PayAward
    from aimpartner.budget.uplifts import PercentUplift as PercentUplift
    from aimpartner.budget.virement import Supplement as Supplement
    from aimpartner.budget.virement import Virement as Virement
    from aimpartner.by import ByPartner as ByPartner
    from aimpartner.by import ByYear as ByYear
    from aimpartner.contributions.by_element import ByElement as ByElement
    from aimpartner.contributions.contribution import Contribution as Contribution
    from aimpartner.contributions.contributions import Contributions as Contributions
    from aimpartner.contributions.reconcile import PartsAndTotal as PartsAndTotal
    from aimpartner.contributions.reconcile import Reconciliation as Reconciliation
    from aimpartner.contributions.reconcile import TwoPublished as TwoPublished
    from aimpartner.contributions.since_issue import compare_issue as compare_issue
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
    from aimpartner.evidence.published import Published as Published
    from aimpartner.formula.bases.blend import Blend as Blend
    from aimpartner.formula.bases.blend import BlendPart as BlendPart
    from aimpartner.formula.bases.given import Given as Given
    from aimpartner.formula.bases.measured import Measured as Measured
    from aimpartner.formula.bases.phased import Phased as Phased
    from aimpartner.formula.bases.staged import Group as Group
    from aimpartner.formula.bases.staged import Staged as Staged
    from aimpartner.formula.bases.tolerance import Tolerance as Tolerance
    from aimpartner.formula.elements import Element as Element
    from aimpartner.formula.elements import PricedElement as PricedElement
    from aimpartner.formula.formula import Formula as Formula
    from aimpartner.formula.limits import Bound as Bound
    from aimpartner.formula.limits import Limit as Limit
    from aimpartner.formula.prices import Price as Price
    from aimpartner.formula.prices import PriceList as PriceList
    from aimpartner.formula.rounding import Rounding as Rounding
    from aimpartner.issue.due_dates import EqualInstalments as EqualInstalments
    from aimpartner.issue.due_dates import Monthly as Monthly
    from aimpartner.issue.due_dates import StatedAmounts as StatedAmounts
    from aimpartner.issue.due_dates import StatedInstalments as StatedInstalments
    from aimpartner.issue.fallback import Fallback as Fallback
    from aimpartner.issue.fallback import PriceIndex as PriceIndex
    from aimpartner.issue.fallback import Provisional as Provisional
    from aimpartner.issue.fallback import TrueUp as TrueUp
    from aimpartner.issue.instalments import Adjustment as Adjustment
    from aimpartner.issue.instalments import Instalments as Instalments
    from aimpartner.issue.issue import Issued as Issued
    from aimpartner.issue.ledger import Ledger as Ledger
    from aimpartner.issue.postings import CodeTable as CodeTable
    from aimpartner.issue.postings import Vat as Vat
    from aimpartner.model import Model as Model
    from aimpartner.model import calculate as calculate
    from aimpartner.money import Money as Money
    from aimpartner.parties.agreement.agreement import Agreement as Agreement
    from aimpartner.parties.agreement.decisions import Approval as Approval
    from aimpartner.parties.agreement.decisions import Decision as Decision
    from aimpartner.parties.agreement.provisions import Extension as Extension
    from aimpartner.parties.agreement.provisions import HoldingOver as HoldingOver
    from aimpartner.parties.agreement.provisions import NoticeClause as NoticeClause
    from aimpartner.parties.agreement.provisions import Option as Option
    from aimpartner.parties.agreement.provisions import Termination as Termination
    from aimpartner.parties.agreement.timeline import AgreementState as AgreementState
    from aimpartner.parties.agreement.timeline import Spell as Spell
    from aimpartner.parties.agreement.timeline import Timeline as Timeline
    from aimpartner.parties.bodies import Body as Body
    from aimpartner.parties.bodies import Member as Member
    from aimpartner.parties.duties import Done as Done
    from aimpartner.parties.duties import Due as Due
    from aimpartner.parties.duties import Owed as Owed
    from aimpartner.parties.duties import Task as Task
    from aimpartner.parties.hosting import Conflict as Conflict
    from aimpartner.parties.hosting import Hosting as Hosting
    from aimpartner.parties.key_dates import KeyDate as KeyDate
    from aimpartner.parties.key_dates import KeyDates as KeyDates
    from aimpartner.parties.partners import Authority as Authority
    from aimpartner.parties.partners import Membership as Membership
    from aimpartner.parties.partners import Partner as Partner
    from aimpartner.parties.partnership import Partnership as Partnership
    from aimpartner.parties.partnership import Statement as Statement
    from aimpartner.parties.register import Register as Register
    from aimpartner.parties.review import Review as Review
    from aimpartner.parties.services import ProvidedService as ProvidedService
    from aimpartner.parties.succession import Succession as Succession
    from aimpartner.parties.timetable import Timetable as Timetable
    from aimpartner.parties.withdrawal import Withdrawal as Withdrawal
    from aimpartner.periods import DateRange as DateRange
    from aimpartner.periods import FinancialYear as FinancialYear
    from aimpartner.scenarios.changes import Reweigh as Reweigh
    from aimpartner.scenarios.changes import Scenario as Scenario
    from aimpartner.scenarios.changes import Set as Set
    from aimpartner.scenarios.comparison import Comparison as Comparison
    from aimpartner.scenarios.comparison import compare as compare
    from aimpartner.scenarios.solving import back_solve as back_solve
    from aimpartner.settlement.allocation import BoardDecision as BoardDecision
    from aimpartner.settlement.exits import ExitStatement as ExitStatement
    from aimpartner.settlement.exits import Liability as Liability
    from aimpartner.settlement.monitoring import Monitoring as Monitoring
    from aimpartner.settlement.outturn import Actual as Actual
    from aimpartner.settlement.outturn import Caused as Caused
    from aimpartner.settlement.outturn import Outturn as Outturn
    from aimpartner.settlement.reserves import Reserve as Reserve
    from aimpartner.settlement.reserves import ReserveMovement as ReserveMovement
    from aimpartner.settlement.settlement import Settlement as Settlement
    from aimpartner.settlement.share_base import ShareBase as ShareBase
    from aimpartner.settlement.tiers import SettlementRule as SettlementRule
    from aimpartner.settlement.tiers import Tier as Tier
    from aimpartner.settlement.year_statement import YearStatement as YearStatement
    from aimpartner.sources import Source as Source
    from aimpartner.working.apportionment import apportion as apportion
    from aimpartner.working.steps import Step as Step
    from aimpartner.working.two_way_tables import two_way as two_way
    from aimpartner.year.notices import Notice as Notice

_HOME = {
    "budget.budget": "Budget CostLine Effect Heading",
    "budget.host_charge": "HostCharge",
    "budget.rolling_forward": "LineAdded RollForward Uplifted roll_forward",
    "budget.uplifts": "AmountUplift Award Indexed LineDropped PayAward PercentUplift",
    "budget.virement": "Supplement Virement",
    "by": "ByPartner ByYear",
    "contributions.by_element": "ByElement",
    "contributions.contribution": "Contribution",
    "contributions.contributions": "Contributions",
    "contributions.reconcile": "PartsAndTotal Reconciliation TwoPublished",
    "contributions.since_issue": "compare_issue",
    "errors": "AimpartnerError AimpartnerWarning ApportionmentError EvidenceError "
    "InputError InvalidValueError ModelError WorkbookError",
    "evidence.evidence": "Evidence",
    "evidence.measures": "Known Measure Missing Observation Suppressed",
    "evidence.published": "Published",
    "formula.bases.blend": "Blend BlendPart",
    "formula.bases.given": "Given",
    "formula.bases.measured": "Measured",
    "formula.bases.phased": "Phased",
    "formula.bases.staged": "Group Staged",
    "formula.bases.tolerance": "Tolerance",
    "formula.elements": "Element PricedElement",
    "formula.formula": "Formula",
    "formula.limits": "Bound Limit",
    "formula.prices": "Price PriceList",
    "formula.rounding": "Rounding",
    "issue.due_dates": "EqualInstalments Monthly StatedInstalments StatedAmounts",
    "issue.fallback": "Fallback PriceIndex Provisional TrueUp",
    "issue.instalments": "Adjustment Instalments",
    "issue.issue": "Issued",
    "issue.ledger": "Ledger",
    "issue.postings": "CodeTable Vat",
    "model": "Model calculate",
    "money": "Money",
    "parties.agreement.agreement": "Agreement",
    "parties.agreement.decisions": "Approval Decision",
    "parties.agreement.provisions": "Extension HoldingOver NoticeClause Option Termination",
    "parties.agreement.timeline": "AgreementState Spell Timeline",
    "parties.bodies": "Body Member",
    "parties.duties": "Done Due Owed Task",
    "parties.hosting": "Conflict Hosting",
    "parties.key_dates": "KeyDate KeyDates",
    "parties.partners": "Authority Membership Partner",
    "parties.partnership": "Partnership Statement",
    "parties.register": "Register",
    "parties.review": "Review",
    "parties.services": "ProvidedService",
    "parties.succession": "Succession",
    "parties.timetable": "Timetable",
    "parties.withdrawal": "Withdrawal",
    "periods": "DateRange FinancialYear",
    "scenarios.changes": "Reweigh Scenario Set",
    "scenarios.comparison": "Comparison compare",
    "scenarios.solving": "back_solve",
    "settlement.allocation": "BoardDecision",
    "settlement.exits": "ExitStatement Liability",
    "settlement.monitoring": "Monitoring",
    "settlement.outturn": "Actual Caused Outturn",
    "settlement.reserves": "Reserve ReserveMovement",
    "settlement.settlement": "Settlement",
    "settlement.share_base": "ShareBase",
    "settlement.tiers": "SettlementRule Tier",
    "settlement.year_statement": "YearStatement",
    "sources": "Source",
    "working.apportionment": "apportion",
    "working.steps": "Step",
    "working.two_way_tables": "two_way",
    "year.notices": "Notice",
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
