"""What is posted for an issue: invoices, credit notes and the host's journals."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner.contributions.since_issue import compare_issue
from aimpartner.errors import InvalidValueError, ModelError
from aimpartner.issue.due_dates import EqualInstalments, Monthly
from aimpartner.issue.instalments import Instalment, Instalments
from aimpartner.issue.issue import Issued
from aimpartner.issue.ledger import Ledger
from aimpartner.issue.postings import COLUMNS, CodeTable, LedgerLine, PostingKind, Vat
from aimpartner.money import Money, sum_of
from builders import MINUTE
from drawn import drawn
from faults import caught, said
from issues import issue, issues, money

FIRST = issue(
    {"Ash": "60", "Birch": "50", "Cedar": "10", "Elm": "0"},
    {"Ash": "60", "Birch": "50", "Cedar": "-5", "Elm": "0"},
)
HALVES = Instalments.of(FIRST, EqualInstalments(["2021-06-30", "2022-01-31"]))
CODES = CodeTable(
    ["customer number", "cost centre"],
    {"Ash": ["00001", "A1"], "Birch": ["00002", "A2"], "Cedar": ["00003", "A3"]},
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


@drawn(100)
@given(issues(), st.integers(1, 12))
def test_lines_sum_to_the_net_payables(issued: Issued, months: int) -> None:
    instalments = Instalments.of(issued, Monthly("2021-04-30", months))
    if not any(issued.net.values()):
        assert caught(InvalidValueError, Ledger.of, instalments).subject == "Ledger lines"
        return
    ledger = Ledger.of(instalments)
    for partner, net in issued.net.items():
        lines = ledger.of_customer(partner)
        assert sum_of(line.amount for line in lines) == net
        assert all(
            (line.kind is PostingKind.HOST_JOURNAL) is (partner == issued.host) for line in lines
        )
    assert ledger.total == instalments.total
    assert [line.due for line in ledger.lines] == sorted(line.due for line in ledger.lines)


@drawn(60)
@given(issues().filter(lambda issued: any(issued.net.values())))
def test_the_sides_of_the_printed_figures_give_the_sum(issued: Issued) -> None:
    rows = read(Ledger.charging(issued, Instalment("2021-04-30", issued.net), "year").to_csv())
    sign = {"debit": 1, "credit": -1}
    printed = [(sign[row[1]], Decimal(row[6])) for row in rows[1:]]
    assert all(figure > 0 for _, figure in printed)
    total = sum_of(issued.net.values()).to_decimal()
    assert sum(side * figure for side, figure in printed) == total


def test_the_host_is_charged_by_journal_others_by_invoice_and_credits_by_credit_note() -> None:
    ledger = Ledger.of(HALVES)
    found = [
        (line.customer, line.kind.value, line.side, str(line.figure)) for line in ledger.lines[:3]
    ]
    assert found == [
        ("Ash", "host journal", "debit", "£30.00"),
        ("Birch", "invoice", "debit", "£25.00"),
        ("Cedar", "credit note", "credit", "£2.50"),
    ]
    assert len(ledger.lines) == 6
    assert ledger.of_customer("Elm") == ()


def test_a_host_that_is_owed_money_is_credited_by_journal() -> None:
    line = LedgerLine("Ash", "2021-06-30", "lent staff", "-5", by_journal=True)
    assert (line.kind, line.side, line.figure) == (PostingKind.HOST_JOURNAL, "credit", Money("5"))


def test_a_line_says_what_it_is_for() -> None:
    line = Ledger.of(HALVES).lines[1]
    said_of = "Agency: contribution 2021/22, issue 1 of 26 March 2021: instalment 1 of 2"
    assert line.narrative == said_of
    assert (line.due, line.period) == (date(2021, 6, 30), "2021/22 period 3")
    marked = evolve(FIRST, marking="ILLUSTRATION")
    again = Ledger.of(Instalments.of(marked, EqualInstalments(["2021-06-30"])))
    assert again.lines[0].narrative.startswith("ILLUSTRATION; Agency: contribution 2021/22")


def test_the_last_line_names_the_forecast_that_it_was_adjusted_to() -> None:
    adjusted = HALVES.adjusted("2021-10-15", FIRST.contributions, "quarter 2")
    ledger = Ledger.of(adjusted)
    ends = [line.narrative.split(": ")[-1] for line in ledger.of_customer("Cedar")]
    forecast = "adjusted to the forecast of 15 October 2021"
    assert ends == ["instalment 1 of 2", f"instalment 2 of 2, {forecast}"]


@pytest.mark.parametrize(
    ("due", "period"),
    [
        ("2021-04-01", "2021/22 period 1"),
        ("2021-12-31", "2021/22 period 9"),
        ("2022-01-01", "2021/22 period 10"),
        ("2022-03-31", "2021/22 period 12"),
        ("2022-04-01", "2022/23 period 1"),
    ],
)
def test_periods_are_months_of_the_financial_year_from_april(due: str, period: str) -> None:
    assert LedgerLine("Ash", due, "words", "1").period == period


def test_a_line_of_nothing_is_not_posted() -> None:
    fault = caught(InvalidValueError, LedgerLine, "Ash", "2021-06-30", "words", "0")
    assert said(fault) == ("Amount of Ash", "not be nothing", Money("0"))


def test_a_reissue_is_charged_by_its_difference() -> None:
    more = evolve(
        FIRST,
        version="2",
        on="2021-11-04",
        reason="a late post",
        net=money({"Ash": "66", "Birch": "45", "Cedar": "-5", "Elm": "0"}),
    ).replacing(FIRST)
    payment = Instalment("2021-12-31", compare_issue(FIRST, more).net_differences)
    ledger = Ledger.charging(more, payment, "supplementary call")
    assert [(line.customer, line.amount) for line in ledger.lines] == [
        ("Ash", Money("6")),
        ("Birch", Money("-5")),
    ]
    assert "issue 2 of 4 November 2021: supplementary call" in ledger.lines[0].narrative


# VAT: recorded with who determined it, never determined here (design section 5, rule 12).


def test_vat_is_not_determined_until_somebody_determines_it() -> None:
    assert {str(line.vat) for line in Ledger.of(HALVES).lines} == {"not determined"}
    vat = Vat("outside the scope", "the host's VAT officer", MINUTE)
    (line, *_) = Ledger.of(HALVES, vat=vat).lines
    assert line.vat == vat
    assert line.cells()["VAT treatment"] == "outside the scope"
    assert line.cells()["VAT determined by"] == "the host's VAT officer"


@pytest.mark.parametrize(
    ("fields", "got"),
    [
        (("exempt", ""), '"exempt", determined by nobody'),
        (("not determined", "HMRC"), '"not determined", determined by HMRC'),
    ],
)
def test_a_vat_treatment_comes_with_who_determined_it(fields: tuple[str, str], got: str) -> None:
    fault = caught(ModelError, Vat, *fields)
    rule = "name who determined it, and nobody while it is not determined"
    assert said(fault) == ("VAT treatment", rule, got)


# Codes, from a table that is supplied.


def test_a_line_carries_its_partners_codes() -> None:
    ledger = Ledger.of(HALVES, CODES)
    assert ledger.lines[1].codes == (("customer number", "00002"), ("cost centre", "A2"))
    assert ledger.to_frame().loc[2, "cost centre"] == "A2"


def test_a_partner_without_codes_is_refused_once_it_is_charged() -> None:
    fewer = CodeTable(["cost centre"], {"Ash": ["A1"], "Cedar": ["A3"]})
    fault = caught(ModelError, Ledger.of, HALVES, fewer)
    assert said(fault) == ("Customer", "be one that the code table has: Ash, Cedar", "'Birch'")


def test_a_row_of_codes_has_one_for_each_name() -> None:
    fault = caught(ModelError, CodeTable, ["cost centre"], [("Ash", ["A1", "B2"])])
    assert said(fault) == ("Codes of Ash", "be one for each of cost centre", "A1, B2")


def test_the_name_of_a_code_is_its_own() -> None:
    fault = caught(InvalidValueError, CodeTable, ["due"])
    assert (fault.subject, fault.got) == ("Name of a code", "due")
    fault = caught(InvalidValueError, CodeTable, ["cost centre", "cost centre"])
    assert said(fault) == ("Codes", "name each code once", "cost centre (2 times)")


# The text file.


def test_a_text_file_names_its_columns_and_holds_a_line_each() -> None:
    text = Ledger.of(HALVES, CODES).to_csv()
    rows = read(text)
    assert rows[0] == [*COLUMNS, "customer number", "cost centre"]
    assert rows[3] == [
        "credit note",
        "credit",
        "Cedar",
        "2021/22 period 3",
        "2021-06-30",
        "Agency: contribution 2021/22, issue 1 of 26 March 2021: instalment 1 of 2",
        "2.50",
        "not determined",
        "",
        "00003",
        "A3",
    ]
    assert len(rows) == 7
    assert text.count("\r\n") == 7


@pytest.mark.parametrize(
    "code",
    [
        '=HYPERLINK("http://x")',
        "+44",
        "-7",
        "@SUM(A1)",
        "\uff1d1+1",
        "\ufeff=1",
        "\u200b\uff0b1",
        "\ufe63 1",
    ],
)
def test_text_that_a_spreadsheet_would_calculate_is_led_by_an_apostrophe(code: str) -> None:
    table = CodeTable(["code"], {name: [code] for name in FIRST.partners})
    rows = read(Ledger.of(HALVES, table).to_csv())
    assert {row[-1] for row in rows[1:]} == {f"'{code}"}


def test_other_text_stays_as_it_is_quoted_where_the_form_needs_it() -> None:
    table = CodeTable(["code"], {name: ['a, "b"\nc=1'] for name in FIRST.partners})
    rows = read(Ledger.of(HALVES, table).to_csv())
    assert {row[-1] for row in rows[1:]} == {'a, "b"\nc=1'}


# What it looks like.


def test_a_ledger_shows_its_lines_and_their_sum() -> None:
    ledger = Ledger.of(HALVES)
    lines = str(ledger).splitlines()
    assert lines[0] == "Agency: ledger 2021/22, issue 1 of 26 March 2021"
    assert lines[-1] == "- The lines sum to £105.00."
    assert "<td>credit note</td>" in ledger._repr_html_()
    assert repr(ledger) == "<6 ledger lines of Agency 2021/22: £105.00>"


def test_a_table_for_pandas_has_days_and_decimals() -> None:
    row = Ledger.of(HALVES).to_frame().loc[3]
    assert (row["due"], row["amount"], row["side"]) == (
        date(2021, 6, 30),
        Decimal("2.50"),
        "credit",
    )
