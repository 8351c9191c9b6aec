"""The names that users may rely on: a change here is a change of the library's promise."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

import aimpartner

NAMES = [
    "Actual",
    "Adjustment",
    "Agreement",
    "AgreementState",
    "AimpartnerError",
    "AimpartnerWarning",
    "AmountUplift",
    "ApportionmentError",
    "Approval",
    "Authority",
    "Award",
    "Blend",
    "BlendPart",
    "BoardDecision",
    "Body",
    "Bound",
    "Budget",
    "ByElement",
    "ByPartner",
    "ByYear",
    "Caused",
    "CodeTable",
    "Comparison",
    "Conflict",
    "Contribution",
    "Contributions",
    "CostLine",
    "DateRange",
    "Decision",
    "Done",
    "Due",
    "Effect",
    "Element",
    "EqualInstalments",
    "Evidence",
    "EvidenceError",
    "ExitStatement",
    "Extension",
    "Fallback",
    "FinancialYear",
    "Formula",
    "Given",
    "Group",
    "Heading",
    "HoldingOver",
    "HostCharge",
    "Hosting",
    "Indexed",
    "InputError",
    "Instalments",
    "InvalidValueError",
    "Issued",
    "KeyDate",
    "KeyDates",
    "Known",
    "Ledger",
    "Liability",
    "Limit",
    "LineAdded",
    "LineDropped",
    "Measure",
    "Measured",
    "Member",
    "Membership",
    "Missing",
    "Model",
    "ModelError",
    "Money",
    "Monitoring",
    "Monthly",
    "Notice",
    "NoticeClause",
    "Observation",
    "Option",
    "Outturn",
    "Owed",
    "Partner",
    "Partnership",
    "PartsAndTotal",
    "PayAward",
    "PercentUplift",
    "Phased",
    "Price",
    "PriceIndex",
    "PriceList",
    "PricedElement",
    "ProvidedService",
    "Provisional",
    "Published",
    "Reconciliation",
    "Register",
    "Reserve",
    "ReserveMovement",
    "Review",
    "Reweigh",
    "RollForward",
    "Rounding",
    "Scenario",
    "Set",
    "Settlement",
    "SettlementRule",
    "ShareBase",
    "Source",
    "Spell",
    "Staged",
    "StatedAmounts",
    "StatedInstalments",
    "Statement",
    "Step",
    "Succession",
    "Supplement",
    "Suppressed",
    "Task",
    "Termination",
    "Tier",
    "Timeline",
    "Timetable",
    "Tolerance",
    "TrueUp",
    "TwoPublished",
    "Uplifted",
    "Vat",
    "Virement",
    "Withdrawal",
    "WorkbookError",
    "YearStatement",
    "apportion",
    "back_solve",
    "calculate",
    "charts",
    "compare",
    "compare_issue",
    "excel",
    "roll_forward",
    "samples",
    "two_way",
]


def imported_for_types() -> dict[str, str]:
    """Return the module of each name that the root imports for the type checker alone."""
    tree = ast.parse(Path(aimpartner.__file__).read_text(encoding="utf-8"))
    (block,) = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    found = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            assert alias.asname == alias.name, f"{alias.name} is imported as itself, so re-exported"
            found[alias.name] = str(node.module)
    return found


def test_the_public_names_are_these() -> None:
    assert sorted(aimpartner.__all__) == NAMES


def test_no_public_name_is_given_twice() -> None:
    assert len(set(aimpartner.__all__)) == len(aimpartner.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_found_where_the_type_checker_looks_for_it(name: str) -> None:
    module = imported_for_types()[name]
    room = import_module(f"aimpartner.{name}") if module == "aimpartner" else None
    assert getattr(aimpartner, name) is (room or getattr(import_module(module), name))


def test_the_type_checker_sees_the_same_names() -> None:
    assert sorted(imported_for_types()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_documented(name: str) -> None:
    assert getattr(aimpartner, name).__doc__


def test_dir_lists_the_public_names() -> None:
    assert dir(aimpartner) == NAMES


@pytest.mark.parametrize("name", ["Partnerships", "money", "_nothing"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(AttributeError) as refused:
        getattr(aimpartner, f"{name}_")
    assert str(refused.value) == f"module 'aimpartner' has no attribute '{name}_'"


def test_a_name_is_looked_up_once() -> None:
    assert aimpartner.Money is aimpartner.Money
    assert "Money" in vars(aimpartner)
