"""What was issued is written with everything it was made from, and reads back the same."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from aimpartner import samples
from aimpartner.by import ByPartner
from aimpartner.codec.files import from_json, from_toml, to_json
from aimpartner.codec.model import build, flatten
from aimpartner.errors import InputError
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model
from aimpartner.formula.bases.given import Given
from aimpartner.formula.priced_elements import PricedElement
from aimpartner.model import Model, calculate
from aimpartner.money import Money
from aimpartner.parties.agreement.decisions import Decision
from aimpartner.parties.services import ProvidedService
from aimpartner.sources import Source
from builders import ALWAYS, element, model, paid
from codec.whole_models import with_issues
from contributions.strategies import models
from drawn import drawn
from faults import caught
from three_rivers import ASHFORD, BROOK, NAMES, Change, Fault, Tables, faults_of, more, put, tables

if TYPE_CHECKING:
    from pathlib import Path

IN: dict[str, object] = {"year": "2022/23"}
TWO: dict[str, object] = {**IN, "version": "2"}
SECOND: dict[str, object] = {
    **TWO,
    "on": "2022-09-01",
    "call": 900_000,
    "budget": "the budget of 2022/23, version 2",
    "formula": "the formula before 2024",
    "replaces": "1",
    "reason": "a late grant",
}
DECIDED: dict[str, object] = {
    "subject": "issue 2022-23 version 1",
    "partner": BROOK,
    "made": "2022-03-20",
}


def issued_twice() -> Model:
    """Return AiM with 2021/22 issued on a decision, and issued again for a reason."""
    aim = samples.load("aim")
    made_up = Source("an illustration: no minute is published", is_assumption=True)
    decided = Decision("Sefton", "2021-03-26", "Cabinet", source=made_up)
    first = paid(aim).issue("2021-03-26", decided, source=Source("letter of 26 March 2021"))
    again = paid(aim).issue("2021-11-04", version="2", reason="a post was filled late")
    return aim.recorded(first).recorded(again)


def test_an_issue_keeps_in_a_file_what_sefton_was_asked_for() -> None:
    """£0.524m is Sefton's share of the total costs: Cabinet, 4 November 2021, revenue costs."""
    issue = from_json(to_json(issued_twice())).issue_in_force("2021/22", "2021-03-31")
    assert issue.amount("Sefton") == Money("524027.76")
    assert (issue.version, issue.source) == ("1", Source("letter of 26 March 2021"))


def test_aim_with_its_issues_reads_back_the_same_from_json() -> None:
    whole = issued_twice()
    assert from_json(to_json(whole)) == whole


def test_aim_with_its_issues_reads_back_the_same_from_a_workbook(tmp_path: Path) -> None:
    whole = issued_twice()
    assert read_model(write_model(whole, tmp_path / "aim.xlsx")) == whole


@drawn(40)
@given(models(), st.data())
def test_whatever_was_issued_reads_back_the_same(whole: Model, data: st.DataObject) -> None:
    issued = data.draw(with_issues(whole))
    assert build(flatten(issued)).issued == issued.issued
    assert from_json(to_json(issued)) == issued


def test_a_file_is_as_short_as_what_was_issued() -> None:
    rows = flatten(issued_twice())
    assert [len(rows[name]) for name in ("issues", "issued")] == [2, 16]
    assert "residual" not in rows["issues"][0]
    assert not {"net", "priced", "own"} & set(rows["issued"][0])
    assert rows["issues"][0]["unit"] == "0.01"
    assert rows["issues"][1]["replaces"] == "1"
    subject = rows["decisions"][-1]
    assert (subject["subject"], subject["made"]) == ("issue 2021-22 version 1", "2021-03-26")


def cap_by_last_year(plain: Tables) -> Tables:
    """Hold every contribution at 101 % of the year before's at most."""
    plain["bounds"] = []
    cap = {"limit": "cap", "upper": "101 %", "upper_of": "contribution"}
    plain["limits"] = [{"formula": "agreed 2024", **cap}]
    return plain


@pytest.mark.parametrize("tells", ["nothing", "evidence"])
def test_the_measure_of_what_is_issued_needs_no_row_in_a_rule_where_there_are_issues(
    tells: str,
) -> None:
    """The evidence describes what it holds all the same."""
    plain = cap_by_last_year(tables())
    if tells == "nothing":
        assert build(plain).formulas[0].limits[0].name == "cap"
        for table in ("issues", "issued", "fees", "used"):
            plain[table] = []
        column, got = "upper of", "no contribution of any year"
        rule = "be of what is recorded in issues or measures"
    else:
        fields: dict[str, object] = {"measure": "contribution", "partner": BROOK}
        plain["evidence"].append({**fields, "year": "2019/20", "value": 1})
        column, got = "measure", "'contribution'"
        rule = "be one of those in measures: 'adopted', 'effort'"
    (fault,) = faults_of(plain)
    assert fault[1:] == (column, rule, got)


def capped_by_last_year(plain: Tables) -> Model:
    """Return the agency whose measures describe what was issued."""
    plain["measures"].append({"measure": "contribution", "unit": "pounds"})
    return build(cap_by_last_year(plain))


def test_last_years_contribution_comes_from_its_issue_in_the_file_as_from_the_evidence() -> None:
    issued, typed = tables(), tables()
    year: dict[str, object] = {"year": "2023/24"}
    first = {"version": "1", "on": "2023-03-20", "replaces": "", "reason": ""}
    issued["issues"].append({**SECOND, **year, **first, "call": "1022500.00"})
    for name, amount in zip(NAMES, ("302500.00", "370000.00", "350000.00"), strict=True):
        mine: dict[str, object] = {**year, "partner": name}
        issued["issued"].append({**mine, "amount": amount})
        typed["evidence"].append({**mine, "measure": "contribution", "value": amount})
    results = [calculate(capped_by_last_year(each), "2024/25") for each in (issued, typed)]
    place = Money("31000")  # is bought, so no cap holds it
    assert [each[BROOK].amount for each in results] == [Money("373700.00") + place] * 2
    assert [each.amount for each in results[0]] == [each.amount for each in results[1]]


def test_elements_may_come_in_any_order_of_partners() -> None:
    plain = tables()
    for name in reversed(NAMES):
        plain["issued"].append({**IN, "element": "staffing", "partner": name, "amount": 300_000})
    (issue,) = build(plain).issued
    assert [(name, tuple(column)) for name, column in issue.elements] == [("staffing", NAMES)]


def test_a_partners_own_payment_is_a_row_of_its_reserve_beside_its_contribution() -> None:
    plain = tables()
    plain["issued"].append({**IN, "reserve": "training", "partner": BROOK, "amount": "12.50"})
    whole = build(plain)
    (issue,) = whole.issued
    assert issue.own_payments == (("training", ByPartner({BROOK: Money("12.50")})),)
    assert issue.amount(BROOK) == Money("300000")
    assert flatten(whole)["issued"][-1] == {
        "year": "2022-23",
        "reserve": "training",
        "partner": BROOK,
        "amount": "12.50",
    }


def test_what_a_partner_incurs_shows_in_its_net_payable() -> None:
    plain = tables()
    plain["issued"][0]["net"] = "270000.00"
    (issue,) = build(plain).issued
    assert [str(issue.net[name]) for name in NAMES] == ["£270,000.00", *["£300,000.00"] * 2]
    assert flatten(build(plain))["issued"][0]["net"] == "270000.00"


def test_the_decision_on_an_issue_is_that_of_its_subject_and_nobody_is_asked_for_it() -> None:
    plain = tables()
    plain["decisions"].append(DECIDED)
    (issue,) = build(plain).issued
    assert issue.decision == Decision(BROOK, "2022-03-20")


def priced() -> Model:
    """Return £100 that two share, and a place of £40 that Birch alone has bought."""
    two = ("Ash", "Birch")
    place = PricedElement("place", Given({"Ash": 0, "Birch": 1}, "units"), "40")
    return model(elements=[element(Given.equal(two)), place], names=two)


def drop(table: str, row: int) -> Change:
    """Return the change that removes a row."""

    def change(plain: Tables) -> None:
        del plain[table][row]

    return change


def all_of(*changes: Change) -> Change:
    """Return several changes, made in turn."""

    def change(plain: Tables) -> None:
        for each in changes:
            each(plain)

    return change


def reissue(**fields: object) -> Change:
    """Return the change that adds a second issue of the year, of the same amounts."""
    amounts = [more("issued", **TWO, partner=name, amount=300_000) for name in NAMES]
    return all_of(more("issues", **{**SECOND, **fields}), *amounts)


FIRST = "the version in force until"
WHOLE = "be the contributions, £900,000.00, and the residual, £0.00"
PRICED_OR_OWN = "be given where something was priced, or is a partner's own addition or reduction"
ISSUE = "the issue of Three Rivers Adoption 2022/23, version 1"
FAULTS: list[tuple[Change, Fault]] = [
    (
        put("issued", 1, partner="Brooke"),
        (
            "issued, row 2, partner",
            "partner",
            "be one of those in partners: 'Ashford', 'Brook', 'Coley, Dean and Esk'",
            "'Brooke'",
        ),
    ),
    (
        put("used", 1, partner="Brooke"),
        (
            "used, row 2, partner",
            "partner",
            "be one of those in partners: 'Ashford', 'Brook', 'Coley, Dean and Esk'",
            "'Brooke'",
        ),
    ),
    (
        all_of(reissue(), put("issues", 1, version="1")),
        ("issues, row 2", "Row", "be given once", "2022/23, 1 again"),
    ),
    (
        reissue(reason=""),
        ("issues, row 2, reason", "reason", "say why it replaces version 1", "nothing"),
    ),
    (
        reissue(replaces=""),
        ("issues, row 2, replaces", "replaces", f"be '1', {FIRST} 2022-09-01", "nothing"),
    ),
    (
        reissue(replaces="2"),
        ("issues, row 2, replaces", "replaces", f"be '1', {FIRST} 2022-09-01", "'2'"),
    ),
    (
        reissue(on="2022-03-21"),
        (
            "issues, row 2, on",
            "on",
            "be later than that of version 1, which it replaces",
            "2022-03-21",
        ),
    ),
    (
        put("issued", 1, amount="300000.01"),
        (
            "issues, row 1, call",
            "call",
            "be the contributions, £900,000.01, and the residual, £0.00",
            "£900,000.00",
        ),
    ),
    (put("issues", 0, call="900001"), ("issues, row 1, call", "call", WHOLE, "£900,001.00")),
    (
        put("issues", 0, residual="0.01"),
        (
            "issues, row 1, call",
            "call",
            "be the contributions, £900,000.00, and the residual, £0.01",
            "£900,000.00",
        ),
    ),
    (
        more("issued", **IN, element="staffing", partner=ASHFORD, amount=300_000),
        (
            "issues, row 1",
            "staffing of the issue of Three Rivers Adoption 2022/23, version 1",
            "name its partners in their order: Ashford, Brook, Coley, Dean and Esk",
            "Ashford",
        ),
    ),
    (
        more("issued", **IN, element="staffing", partner=ASHFORD, amount=300_000, net=1),
        ("issued, row 4, net", "net", "be empty in a row of an element", "£1.00"),
    ),
    (
        more("issued", **IN, element="staff", partner=ASHFORD, amount=1, pools=["training"]),
        ("issued, row 4, pools", "pools", "be empty in a row of an element", "training"),
    ),
    (
        more("issued", **IN, reserve="training", partner=ASHFORD, amount=300_000, net=1),
        ("issued, row 4, net", "net", "be empty in a row of a reserve", "£1.00"),
    ),
    (
        more("issued", **IN, reserve="training", partner=ASHFORD, amount=0),
        ("issued, row 4, amount", "amount", "be above nothing in a row of a reserve", "£0.00"),
    ),
    (
        more("issued", **IN, element="staff", reserve="training", partner=ASHFORD, amount=1),
        ("issued, row 4, element", "element", "be empty in a row of a reserve", "staff"),
    ),
    *(
        (
            more("issued", **IN, element="staff", partner=ASHFORD, amount=1, **{name: 1}),
            (f"issued, row 4, {name}", name, "be empty in a row of an element", "£1.00"),
        )
        for name in ("priced", "own")
    ),
    (
        put("issues", 0, unit="0.00"),
        (
            "issues, row 1",
            "Unit of the issue of Three Rivers Adoption 2022/23, version 1",
            "be at least a penny",
            "£0.00",
        ),
    ),
    (
        put("issues", 0, unit="700000"),
        (
            "issues, row 1",
            f"Contribution of {ASHFORD} in the issue of Three Rivers Adoption 2022/23, version 1",
            "be a whole number of its unit of rounding, £700,000.00",
            "£300,000.00",
        ),
    ),
    (
        all_of(
            *(
                more("issued", **IN, element="own/additions", partner=name, amount=300_000)
                for name in NAMES
            )
        ),
        (
            "issues, row 1, unit",
            "unit",
            PRICED_OR_OWN,
            "nothing, with an element own/additions",
        ),
    ),
    (
        all_of(
            more("budgets", **IN),
            more("lines", **IN, pool="staffing", line="staff", heading="Employees", amount=930_000),
        ),
        (
            "issues, row 1, unit",
            "unit",
            PRICED_OR_OWN,
            "nothing, with a call of £900,000.00 for a budget of £930,000.00",
        ),
    ),
    (
        more("issued", **TWO, partner=ASHFORD, amount=1),
        (
            "issued, row 4, year",
            "year",
            "be of an issue in issues: 2022/23 version 1",
            "2022/23 version 2",
        ),
    ),
    (
        more("used", **TWO, partner=ASHFORD, measure="adopted", of_year="2020/21", value=1),
        (
            "used, row 4, year",
            "year",
            "be of an issue in issues: 2022/23 version 1",
            "2022/23 version 2",
        ),
    ),
    (
        drop("issues", 0),
        ("issues", "issues", "hold '2022/23 version 1', which issued names", "no row"),
    ),
    (
        more("issued", **IN, reserve="training", partner=ASHFORD, amount=1, share=1),
        ("issued, row 4, share", "share", "be empty in a row of a reserve", "1"),
    ),
    (
        put("fees", 1, price=36000),
        (
            "fees, row 2, price",
            "price",
            "be as in fees, row 1, price: £34,500.00",
            "£36,000.00",
        ),
    ),
    (
        put("fees", 1, units=2),
        (
            "issues, row 1",
            f"What {BROOK} is charged at a price in {ISSUE}",
            "be units at their listed price, £69,000.00",
            "£0.00",
        ),
    ),
    (
        put("issued", 0, share="2"),
        (
            "issues, row 1",
            "Shares of all that was shared",
            "sum to 100 %",
            f"200 % for {ASHFORD}",
        ),
    ),
    (
        put("used", 0, value=-1),
        ("used, row 1, value", "evidence/adopted/Ashford/2020-21", "not be negative", "-1"),
    ),
    (
        all_of(
            *(
                more("issued", **IN, element="staffing", partner=name, amount=amount)
                for name, amount in zip(NAMES, (300_000, 300_000, 299_999), strict=True)
            )
        ),
        (
            "issues, row 1",
            f"Elements of {NAMES[2]} in the issue of Three Rivers Adoption 2022/23, version 1",
            "sum to the contribution, £300,000.00",
            "£299,999.00",
        ),
    ),
    (
        all_of(
            more("measures", measure="contribution"),
            more("evidence", measure="contribution", partner=BROOK, year="2022/23", value=3),
        ),
        (
            "evidence, row 6, measure",
            "measure",
            "not be contribution where an issue tells it",
            "3 of Brook in 2022/23",
        ),
    ),
    (
        all_of(more("decisions", **DECIDED), more("decisions", **{**DECIDED, "partner": ASHFORD})),
        (
            "issues, row 1",
            "Decisions on issue 2022-23 version 1",
            "be one",
            "Decision of Brook on 2022-03-20, Decision of Ashford on 2022-03-20",
        ),
    ),
    (
        more("decisions", **{**DECIDED, "made": "2022-04-01"}),
        (
            "issues, row 1",
            "Decision for the issue of Three Rivers Adoption 2022/23, version 1",
            "be made by the day of issue, 21 March 2022",
            "1 April 2022",
        ),
    ),
]


@pytest.mark.parametrize(("change", "fault"), FAULTS)
def test_what_is_wrong_with_an_issue_is_told_once_at_its_cell(change: Change, fault: Fault) -> None:
    plain = tables()
    change(plain)
    assert faults_of(plain) == [fault]


def written_before(plain: Tables) -> Tables:
    """Return the tables of a file as it was written before issues held a unit."""
    for row in (*plain["issues"], *plain["issued"]):
        for name in ("unit", "priced", "own", "share"):
            row.pop(name, None)
    plain.pop("fees", None)
    return plain


def test_an_issue_that_was_written_before_reads_where_it_asked_for_its_budget_alone() -> None:
    whole = issued_twice()
    (first, again) = build(written_before(flatten(whole))).issued
    assert (first.unit, first.beside_the_budget) == (None, (Money(0), Money(0)))
    assert evolve(again, unit="0.01", sharing=whole.issued[1].sharing) == whole.issued[1]


def as_toml(plain: Tables) -> str:
    """Return tables as TOML, whose texts are written as those of JSON."""
    rows = ((name, row) for name, rows in plain.items() for row in rows)
    cells = ((name, "\n".join(f"{k} = {json.dumps(v)}" for k, v in r.items())) for name, r in rows)
    return "\n".join(f"[[{name}]]\n{fields}" for name, fields in cells)


def test_what_was_priced_reads_back_from_every_kind_of_file(tmp_path: Path) -> None:
    whole = priced()
    whole = whole.recorded(paid(whole).issue("2021-03-26"))
    assert read_model(write_model(whole, tmp_path / "model.xlsx")) == whole
    assert from_toml(as_toml(flatten(whole))) == whole
    assert from_json(to_json(whole)) == whole


def test_a_service_that_a_pool_shares_is_part_of_the_budget_that_was_issued() -> None:
    whole = model(names=("Ash", "Birch"))
    advice = ProvidedService("legal", "Birch", ALWAYS, 40, "in kind", "staffing")
    whole = evolve(whole, partnership=evolve(whole.partnership, services=[advice]))
    whole = whole.recorded(paid(whole).issue("2021-03-26"))
    (issue,) = build(written_before(flatten(whole))).issued
    assert (issue.call, issue.unit) == (Money("140"), None)


def test_an_issue_that_was_written_before_says_what_to_add_where_something_was_priced() -> None:
    whole = priced()
    issued = whole.recorded(paid(whole).issue("2021-03-26"))
    kept = build(flatten(issued)).issued
    assert kept == issued.issued
    assert kept[0].beside_the_budget == (Money("40"), Money(0))
    fault = caught(InputError, build, written_before(flatten(issued)))
    (problem,) = fault.problems
    assert (problem.place, problem.rule) == ("issues, row 1, unit", PRICED_OR_OWN)
    assert problem.got == "nothing, with a call of £140.00 for a budget of £100.00"
    assert "in issued what was priced and what was its own" in problem.remedy


def test_fees_are_listed_with_the_price_units_and_agreement_of_each_partner() -> None:
    plain = tables()
    agreed = {"agreed": 10, "within": 1, "since": "2022-10-01", "units": 11}
    for row in plain["fees"]:
        row.update(agreed)
    (fee,) = build(plain).issued[0].fees
    assert (fee.title, fee.price, fee.within) == (
        "places from 1 October 2022",
        Money("34500"),
        Fraction(1),
    )
    assert [int(each) for each in fee.units.values()] == [11] * 3
    assert [int(each) for each in fee.agreed.values()] == [10] * 3
    assert build(flatten(build(plain))).issued == build(plain).issued


def test_fees_stand_in_the_order_of_the_partners_however_their_rows_do() -> None:
    plain = tables()
    plain["fees"].reverse()
    (fee,) = build(plain).issued[0].fees
    assert tuple(fee.units) == NAMES


def test_shares_that_an_issue_froze_read_back_by_element_and_for_all() -> None:
    plain = tables()
    for row, share in zip(plain["issued"], ("1/3", "0.5", "1/6"), strict=True):
        row["share"] = share
    (issue,) = build(plain).issued
    ((name, shares),) = issue.sharing
    assert (name, shares[ASHFORD]) == ("", Fraction(1, 3))
    assert build(flatten(build(plain))).issued == (issue,)


def test_an_issue_whose_first_version_was_never_recorded_names_it_all_the_same() -> None:
    plain = tables()
    plain["issues"][0] |= {"version": "2", "replaces": "1", "reason": "a late grant"}
    for row in (*plain["issued"], *plain["fees"], *plain["used"]):
        row["version"] = "2"
    (issue,) = build(plain).issued
    assert (issue.version, issue.replaces, issue.reason) == ("2", "1", "a late grant")


def test_without_the_agencys_name_no_issue_adds_a_fault() -> None:
    plain = tables()
    plain["agency"] = []
    assert faults_of(plain) == [("agency", "agency", "have one row", "none")]


def test_titles_tell_the_version_of_the_budget_and_the_formulas() -> None:
    plain = tables()
    (made,) = build(plain).issued
    assert (made.budget_version, made.formulas) == ("1", (("before 2024", made.year.days),))
    first, rest = made.year.days.split(date(2022, 7, 1))
    plain["issues"][0]["formula"] = f"the formulas A, B (all) ({first}), C ({rest})"
    assert build(plain).issued[0].formulas == (("A, B (all)", first), ("C", rest))


def test_titles_in_other_words_are_kept_and_tell_of_none() -> None:
    plain = tables()
    plain["issues"][0] |= {"budget": "Budget Paper", "formula": "the formulas of 2018"}
    (made,) = build(plain).issued
    assert (made.budget, made.budget_version) == ("Budget Paper", "")
    assert (made.formula, made.formulas) == ("the formulas of 2018", ())
