"""Every fault is told once: what follows from it is not told again."""

from __future__ import annotations

import pytest

from aimpartner.codec.faults import Faults, plain_place
from aimpartner.codec.model import build
from aimpartner.errors import Problem, WorkbookError
from faults import caught
from three_rivers import OLD, Change, faults_of, measured, put, tables

CAUSES: list[tuple[Change, str]] = [
    (put("partners", 0, joined="soon"), "partners, row 1, joined"),
    (put("partners", 0, partner=None), "partners, row 1, partner"),
    (put("hosts", 0, first=None), "hosts, row 1, first"),
    (put("budgets", 0, day="soon"), "budgets, row 1, day"),
    (put("lines", 0, amount=None), "lines, row 1, amount"),
    (put("lines", 2, pool=None), "lines, row 3, pool"),
    (put("measures", 0, measure=None), "measures, row 1, measure"),
    (put("evidence", 0, value=None), "evidence, row 1, value"),
    (put("formulas", 0, first="soon"), "formulas, row 1, first"),
    (put("formulas", 0, formula=None), "formulas, row 1, formula"),
    (put("elements", 0, kind="blnd"), "elements, row 1, kind"),
    (put("elements", 0, kind=None), "elements, row 1, kind"),
    (put("elements", 0, formula="agreed"), "elements, row 1, formula"),
    (put("elements", 0, formula=None), "elements, row 1, formula"),
    (put("elements", 0, at=None), "elements, row 1, at"),
    (put("elements", 1, kind=None), "elements, row 2, kind"),
    (put("elements", 1, formula="agreed"), "elements, row 2, formula"),
    (put("elements", 2, at=None), "elements, row 3, at"),
    (put("elements", 3, kind="giving"), "elements, row 4, kind"),
    (put("elements", 3, pools=None), "elements, row 4, pools"),
    (put("weights", 0, number="many"), "weights, row 1, number"),
    (put("weights", 0, at=None), "weights, row 1, at"),
    (put("weights", 0, formula="agreed"), "weights, row 1, formula"),
    (put("weights", 0, partner="Halton"), "weights, row 1, partner"),
    (put("agreement", 1, kind="terms"), "agreement, row 2, kind"),
    (put("agreement", 1, last="soon"), "agreement, row 2, last"),
    (put("decisions", 0, made="soon"), "decisions, row 1, made"),
]


@pytest.mark.parametrize(("change", "place"), CAUSES)
def test_a_fault_in_one_row_makes_no_others(change: Change, place: str) -> None:
    plain = tables()
    change(plain)
    assert [where for where, *_ in faults_of(plain)] == [place]


def test_a_faulty_formula_does_not_hide_what_is_wrong_with_another() -> None:
    plain = tables()
    plain["elements"][1]["lag"] = -1
    plain["formulas"].append(OLD)
    plain["elements"].append(measured(formula="before 2024", at="all", pools="staffing", lag=-2))
    assert [got for *_, got in faults_of(plain)] == ["-1", "-2"]


def test_what_the_reader_has_found_is_told_with_the_rest_and_makes_no_others() -> None:
    plain = tables()
    del plain["elements"][0]["pools"]
    plain["lines"] = []
    plain["evidence"][0]["value"] = "lots"
    found = Faults("rivers.xlsx", plain_place, WorkbookError)
    found.fault(
        Problem("elements, row 1, pools", "pools", "be a value", "#REF!"), "elements", 0, "pools"
    )
    found.fault(Problem("Budget lines", "head", "hold: pool", "none"), "lines", None)
    fault = caught(WorkbookError, build, plain, "rivers.xlsx", found)
    assert fault.path == "rivers.xlsx"
    assert [each.place for each in fault.problems] == [
        "Budget lines",
        "evidence, row 1, value",
        "elements, row 1, pools",
    ]


def test_a_place_is_told_once_by_what_was_found_there_first() -> None:
    faults = Faults("rivers.toml")
    assert not faults
    for rule in ("be given", "be sound"):
        faults.fault(Problem("lines, row 1", "Line", rule, "none"), "lines", 0)
    assert [each.rule for each in faults.error().problems] == ["be given"]
    assert faults
