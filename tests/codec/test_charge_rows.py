"""A charge by a rate in rows: built, written back, and its faults told at their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.codec.files import from_json, to_json
from aimpartner.codec.model import build, flatten
from aimpartner.money import Money
from three_rivers import faults_of, more, put, tables

if TYPE_CHECKING:
    from three_rivers import Change

FEE: dict[str, object] = {
    "year": "2024/25",
    "pool": "staffing",
    "line": "fee",
    "heading": "Support services",
    "rate": "5 %",
    "of": "staffing/staff; staffing/grant",
    "settled": "on the outturn",
    "ceiling": "50000",
}
RULE = ChargeRule("5 %", ["staffing/staff", "staffing/grant"], "on the outturn", "50000")


def charged(**fields: object) -> dict[str, list[dict[str, object]]]:
    """Return the tables with a charge of 5 % of staff less the grant."""
    plain = tables()
    more("lines", **{**FEE, **fields})(plain)
    return plain


def test_a_charge_is_built_from_its_row_and_reads_back_the_same() -> None:
    whole = build(charged())
    fee = whole.budgets[0].line("staffing/fee")
    assert (fee.rule, fee.amount) == (RULE, Money("45000"))
    assert build(flatten(whole)) == from_json(to_json(whole)) == whole
    row = next(row for row in flatten(whole)["lines"] if row["line"] == "fee")
    assert (row["rate"], "amount" in row) == ("5 %", False)


@pytest.mark.parametrize(
    ("change", "place", "rule", "got"),
    [
        ({"amount": 9}, "amount", "be empty for the charge by a rate", "£9.00"),
        ({"of": None}, "of", "be given for the charge by a rate", "nothing"),
        ({"rate": "5"}, "rate", "have its mark", "'5'"),
        ({"rate": None}, "amount", "be given for the line without a rate", "nothing"),
        ({"of": "staff"}, "of", None, "'staff'"),
        ({"settled": "later"}, "settled", None, "'later'"),
        ({"settled": None}, "ceiling", "be on what is worked out again on the outturn", None),
        ({"rate": "-5 %"}, "rate", "not be negative", "-5 %"),
    ],
)
def test_what_is_wrong_with_a_charge_is_told_at_its_cell(
    change: dict[str, object], place: str, rule: str | None, got: str | None
) -> None:
    where, _, told, found = faults_of(charged(**change))[0]
    row = len(tables()["lines"]) + 1
    assert where == f"lines, row {row}, {place}"
    assert rule in (None, told)
    assert got in (None, found)


RESERVE: dict[str, object] = {
    **{name: FEE[name] for name in ("year", "pool")},
    "line": "to reserve",
    "heading": "Reserves",
    "effect": "into reserve",
    "amount": 9,
}


@pytest.mark.parametrize(
    ("of", "rule"),
    [
        ("staffing/to reserve", "be of costs and income, and of no line of reserves"),
        ("staffing/fee", "be of lines that stand before it: staffing/staff, staffing/grant"),
        ("staffing/grant", "not be negative"),
        ("staffing/passed on", "be of lines that count towards the call"),
    ],
)
def test_a_charge_of_lines_that_it_cannot_be_of_is_told_at_their_cell(of: str, rule: str) -> None:
    plain = charged(of=of)
    more("lines", **RESERVE)(plain)
    outside = {"line": "passed on", "heading": "Premises", "effect": "outside the call"}
    more("lines", **RESERVE | outside)(plain)
    ((where, _, told, _),) = faults_of(plain)
    assert where == f"lines, row {len(tables()['lines']) + 1}, of"
    assert told.startswith(rule)


def test_each_charge_that_is_of_no_such_lines_is_told() -> None:
    plain = charged(of="staffing/grant")
    more("lines", **{**FEE, "line": "second", "of": "staffing/second"})(plain)
    assert [where[-2:] for where, *_ in faults_of(plain)] == ["of", "of"]


@pytest.mark.parametrize(
    "cells", [{"of": "staffing/grant"}, {"settled": "as issued"}, {"ceiling": "5"}]
)
def test_an_amount_has_no_cells_of_a_rate(cells: dict[str, object]) -> None:
    change: Change = put("lines", 0, **cells)
    plain = tables()
    change(plain)
    where, _, told, _ = faults_of(plain)[0]
    assert where == f"lines, row 1, {next(iter(cells))}"
    assert told == "be empty for the line without a rate"


ALONE = ["8 %", "8%", "0.08", "1/20", "8 per cent", "5 p.c.", "8pc", "£5,000", "+2.5 %"]


@pytest.mark.parametrize("charge", ALONE)
def test_a_charge_of_hosting_that_is_a_figure_alone_is_told_at_its_cell(charge: str) -> None:
    plain = tables()
    put("hosts", 0, charge=charge)(plain)
    ((where, _, told, found),) = faults_of(plain)
    assert where == "hosts, row 1, charge"
    assert told == "be the agreement's words for it, and no rate, where no line charges it"
    assert found == repr(charge)


@pytest.mark.parametrize("charge", ALONE)
def test_beside_a_line_that_charges_it_any_words_tell_the_charge(charge: str) -> None:
    plain = charged()
    put("hosts", 0, charge=charge)(plain)
    assert build(plain).partnership.hosting[0].charge == charge


@pytest.mark.parametrize("charge", ["£0", "0", "0 %", "—", "waived"])
def test_a_host_that_charges_nothing_is_at_no_fault(charge: str) -> None:
    plain = tables()
    put("hosts", 0, charge=charge)(plain)
    assert not build(plain).partnership.hosting[0].says_a_charge


@pytest.mark.parametrize("effect", ["reduces the call", "outside the call"])
def test_support_services_that_add_nothing_to_the_call_charge_nothing(effect: str) -> None:
    amount = {"rate": None, "of": None, "settled": None, "ceiling": None, "amount": "5000"}
    plain = charged(**amount, effect=effect)
    put("hosts", 0, charge="8 %")(plain)
    assert "hosts, row 1, charge" in [where for where, *_ in faults_of(plain)]


def test_a_line_of_another_time_charges_nothing_for_a_hosting() -> None:
    for days in ({"last": "2024-03-31"}, {"first": "2025-04-01"}):
        plain = charged()
        put("hosts", 0, charge="8 %", **days)(plain)
        assert faults_of(plain)[0][0] == "hosts, row 1, charge"


def test_words_for_a_charge_are_no_fault_and_neither_is_an_amount_beside_a_figure() -> None:
    plain = tables()
    put("hosts", 0, charge="five per cent of staff")(plain)
    assert build(plain).partnership.hosting[0].says_a_charge
    put("hosts", 0, charge="£5,000")(plain)
    more("lines", **{**FEE, "rate": None, "of": None, "settled": None, "ceiling": None})(plain)
    put("lines", -1, amount="5000")(plain)
    assert build(plain).partnership.hosting[0].charge == "£5,000"
