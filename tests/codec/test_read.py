"""Each field is read strictly, each key told apart and each name found; all faults at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from aimpartner.codec.build import build
from aimpartner.codec.convert import converter
from aimpartner.errors import InputError
from aimpartner.funding.bases import Given
from aimpartner.funding.elements import Element
from faults import caught
from three_rivers import ASHFORD, BROOK, COLEY, faults_of, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURE = 'be a number, "suppressed (1 to 5)" or "missing"'
POUNDS = "be an amount in pounds and pence"
DAY = "be written year-month-day"
WHOLE = "be a whole number up to 9999"
ORDINARY = "be a number of ordinary size"


@pytest.mark.parametrize(
    ("cell", "value", "rule", "got"),
    [
        (("agency", 0, "agency"), True, "be text", "TRUE"),
        (("agency", 0, "agency"), 1.5, "be text", "1.5"),
        (("budgets", 0, "version"), Decimal("1.5"), "be text", "1.5"),
        (("measures", 0, "words"), date(2024, 3, 1), "be text", "2024-03-01"),
        (("partners", 1, "joined"), "1/4/2020", DAY, "'1/4/2020'"),
        (("partners", 1, "joined"), "2021-02-29", "be in the calendar", "'2021-02-29'"),
        (("partners", 1, "joined"), 43922, "be a day", "43922"),
        (("partners", 1, "joined"), False, "be a day", "FALSE"),
        (
            ("partners", 1, "joined"),
            datetime(2020, 4, 1, 9, 30, tzinfo=UTC),
            "be a day without a time",
            "2020-04-01 09:30:00+00:00",
        ),
        (("budgets", 0, "year"), 2024, "be written as 2021/22", "2024"),
        (("budgets", 0, "year"), "2024", "be written as 2021/22", "'2024'"),
        (("budgets", 0, "year"), "2024/26", "end a year after it begins", "'2024/26'"),
        (
            ("budgets", 0, "year"),
            datetime(2024, 4, 1, tzinfo=UTC),
            "be written as 2021/22",
            "2024-04-01",
        ),
        (("agreement", 2, "months"), "12", WHOLE, "'12'"),
        (("agreement", 2, "months"), 3.7, WHOLE, "3.7"),
        (("agreement", 2, "months"), Decimal("3.7"), WHOLE, "3.7"),
        (("agreement", 2, "months"), True, WHOLE, "TRUE"),
        (("agreement", 2, "months"), 10_000, WHOLE, "10000"),
        (("elements", 1, "lag"), -10_000, WHOLE, "-10000"),
        (("lines", 0, "amount"), Decimal("0.005"), POUNDS, "0.005"),
        (("lines", 0, "amount"), "a lot", POUNDS, "'a lot'"),
        (("lines", 0, "amount"), "9" * 5000, ORDINARY, repr("9" * 5000)),
        (("lines", 0, "amount"), Decimal("1E+999999"), ORDINARY, "1E+999999"),
        (("weights", 0, "number"), True, "be a number", "TRUE"),
        (("weights", 0, "number"), "many", "be a number", "'many'"),
        (("weights", 0, "number"), "1e999999999", ORDINARY, "'1e999999999'"),
        (("evidence", 0, "value"), "lots", FIGURE, "'lots'"),
        (("evidence", 0, "value"), True, FIGURE, "TRUE"),
        (("evidence", 0, "value"), "suppressed", FIGURE, "'suppressed'"),
        (
            ("evidence", 0, "value"),
            "suppressed (5 to 1)",
            "lie between ordered bounds",
            "'suppressed (5 to 1)'",
        ),
        (("published", 0, "is_contribution"), "Yes", "be yes or no", "'Yes'"),
        (("published", 0, "is_contribution"), 1, "be yes or no", "1"),
        (
            ("formulas", 0, "level"),
            "all",
            "be one of: total, element",
            "'all'",
        ),
        (
            ("lines", 0, "effect"),
            7,
            "be one of: shared, reduces the call, into reserve, outside the call",
            "7",
        ),
        (("formulas", 0, "required"), 7, "be names with semicolons between", "7"),
        (("formulas", 0, "required"), [ASHFORD, None], "be text", "['Ashford', None]"),
    ],
)
def test_a_value_of_another_kind_is_refused(
    cell: tuple[str, int, str], value: object, rule: str, got: str
) -> None:
    table, row, name = cell
    plain = tables()
    plain[table][row][name] = value
    place = f"{table}, row {row + 1}, {name}"
    assert faults_of(plain) == [(place, name.replace("_", " "), rule, got)]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("lines", "amount"),
        ("weights", "number"),
        ("evidence", "value"),
        ("agreement", "months"),
        ("elements", "weight"),
    ],
)
def test_a_float_is_refused_wherever_a_number_stands(table: str, name: str) -> None:
    plain = tables()
    row = next(row for row in reversed(plain[table]) if name in row)
    row[name] = 0.4
    ((place, _, _, got),) = faults_of(plain)
    assert (place, got) == (f"{table}, row {plain[table].index(row) + 1}, {name}", "0.4")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        (("partners", 0, "joined"), ["2020-04-01", date(2020, 4, 1), "2020-04-01"]),
        (("partners", 0, "joined"), [datetime(2020, 4, 1, tzinfo=UTC), "2020-04-01"]),
        (("evidence", 0, "value"), [10, "10", Decimal(10), "10.0", "20/2"]),
        (("evidence", 3, "value"), ["suppressed (1 to 5)", "suppressed 1 to 5"]),
        (("weights", 0, "number"), [40, "40", Decimal("40.0"), "80/2", "4000 %"]),
        (("elements", 1, "weight"), ["50 %", "1/2", "0.5", Decimal("0.5")]),
        (("lines", 0, "amount"), [950000, "£950,000.00", Decimal("950000.000")]),
        (("budgets", 0, "year"), ["2024/25", "2024-25", "24/25", " 2024/2025 "]),
        (("budgets", 0, "version"), ["1", 1, " 1 "]),
        (("published", 0, "is_contribution"), ["yes", True]),
    ],
)
def test_a_value_may_be_written_in_several_ways(
    cell: tuple[str, int, str], values: Sequence[object]
) -> None:
    table, row, name = cell
    models = []
    for value in values:
        plain = tables()
        plain[table][row][name] = value
        models.append(build(plain))
    assert all(model == models[0] for model in models)


def test_an_answer_may_be_no() -> None:
    plain = tables()
    plain["published"][0]["is_contribution"] = "no"
    assert not build(plain).published[0].is_contribution


@pytest.mark.parametrize("empty", ["", "   ", None])
def test_an_empty_cell_is_as_good_as_none(empty: str | None) -> None:
    plain = tables()
    plain["agency"][0]["agency"] = empty
    plain["hosts"][0]["source"] = empty
    assert faults_of(plain) == [("agency, row 1, agency", "agency", "be given", "nothing")]


def test_a_table_that_there_is_not_is_refused() -> None:
    (place, subject, rule, got) = faults_of({**tables(), "people": []})[0]
    assert (place, subject, got) == ("people", "Table", "'people'")
    assert rule.startswith("be one of: agency, partners, hosts, budgets, lines")


def test_columns_that_there_are_not_are_refused_each_by_its_name() -> None:
    plain = tables()
    plain["agency"][0] |= {"town": "Brook", "county": "Kent"}
    assert faults_of(plain) == [
        ("agency, row 1, county", "county", "be one of: agency", "'county'"),
        ("agency, row 1, town", "town", "be one of: agency", "'town'"),
    ]


@pytest.mark.parametrize(
    ("table", "got"),
    [
        ("partners", "Ashford again"),
        ("evidence", "adopted, Ashford, 2023/24 again"),
        ("lines", "2024/25, 1, staffing, staff again"),
        ("weights", "agreed 2024, staffing/agreed, Ashford again"),
        ("decisions", "term, Ashford, 2019-09-01 again"),
    ],
)
def test_a_row_given_twice_is_refused_where_it_comes_again(table: str, got: str) -> None:
    plain = tables()
    plain[table].append(plain[table][0])
    place = f"{table}, row {len(plain[table])}"
    assert faults_of(plain) == [(place, "Row", "be given once", got)]


@pytest.mark.parametrize(
    ("cell", "there", "known"),
    [
        (("hosts", 0, "host"), "partners", f"{ASHFORD}, {BROOK}, {COLEY}"),
        (("evidence", 1, "partner"), "partners", f"{ASHFORD}, {BROOK}, {COLEY}"),
        (("evidence", 1, "measure"), "measures", "adopted"),
        (("lines", 0, "pool"), "elements", "staffing, premises"),
        (("lines", 2, "incurred_by"), "partners", f"{ASHFORD}, {BROOK}, {COLEY}"),
        (("elements", 0, "formula"), "formulas", "agreed 2024"),
        (("elements", 1, "formula"), "formulas", "agreed 2024"),
        (("elements", 1, "measure"), "measures", "adopted"),
        (("weights", 0, "formula"), "formulas", "agreed 2024"),
        (("decisions", 0, "partner"), "partners", f"{ASHFORD}, {BROOK}, {COLEY}"),
        (("published", 0, "partner"), "partners", f"{ASHFORD}, {BROOK}, {COLEY}"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_those_there_are(
    cell: tuple[str, int, str], there: str, known: str
) -> None:
    table, row, name = cell
    plain = tables()
    plain[table][row][name] = "Halton"
    expected = f"be one of those in {there}: {known}"
    place = f"{table}, row {row + 1}, {name}"
    assert faults_of(plain) == [(place, name.replace("_", " "), expected, "'Halton'")]


def test_each_name_of_a_list_has_to_be_one_that_there_is() -> None:
    plain = tables()
    plain["formulas"][0]["order"] = "Ashford; Halton; Widnes"
    assert [got for *_, got in faults_of(plain)] == ["'Halton'"]


def test_a_name_in_a_table_that_is_empty_is_told_once() -> None:
    plain = tables()
    del plain["measures"]
    rule = "hold 'adopted', which evidence names"
    assert faults_of(plain) == [("measures", "measures", rule, "no row")]


def test_a_name_that_may_be_the_one_left_empty_is_not_told_again() -> None:
    plain = tables()
    del plain["partners"][2]["partner"]
    place = "partners, row 3, partner"
    assert faults_of(plain) == [(place, "partner", "be given", "nothing")]


def test_a_line_outside_the_call_needs_no_element() -> None:
    plain = tables()
    outside = {"pool": "passed on", "line": "fund", "heading": "Income", "amount": 5}
    plain["lines"].append({"year": "2024/25", "effect": "outside the call", **outside})
    assert len(build(plain).budgets[0].lines) == 4


def test_a_line_outside_the_call_is_incurred_by_a_partner_all_the_same() -> None:
    plain = tables()
    plain["lines"][1] |= {"effect": "outside the call", "incurred_by": "Halton"}
    assert [place for place, *_ in faults_of(plain)] == ["lines, row 2, incurred_by"]


def test_a_name_with_a_semicolon_is_a_name_where_lists_are_lists() -> None:
    plain = tables()
    plain["lines"][2]["pool"] = "premises; heating"
    plain["elements"][3]["pools"] = ["premises; heating"]
    element = build(plain).formulas[0].elements[1]
    assert isinstance(element, Element)
    assert element.pools == ("premises; heating",)


def test_every_fault_is_told_at_once_in_the_order_of_the_tables() -> None:
    plain = tables()
    plain["weights"][0]["partner"] = "Halton"
    plain["evidence"][2]["value"] = "lots"
    plain["evidence"][0]["year"] = "soon"
    plain["partners"].append(dict(plain["partners"][0]))
    del plain["budgets"][0]["year"]
    plain["lines"][0]["amount"] = "free"
    assert [place for place, *_ in faults_of(plain)] == [
        "partners, row 4",
        "budgets, row 1, year",
        "lines, row 1, amount",
        "evidence, row 1, year",
        "evidence, row 3, value",
        "weights, row 1, partner",
    ]


def test_what_to_do_is_told_where_it_helps() -> None:
    plain = tables()
    plain["partners"][0]["joined"] = "1/4/2020"
    plain["budgets"][0]["year"] = 2024
    plain["agency"][0]["agency"] = 1.5
    assert [each.remedy for each in caught(InputError, build, plain).problems] == [
        "Format the cell as text, or put quotes around it.",
        "Write the day as year-month-day, such as 2021-07-01.",
        "Write it as 2021/22.",
    ]


def test_a_converter_writes_what_it_reads() -> None:
    assert converter().unstructure(Given({"Ashford": "1/3"}).numbers["Ashford"]) == "1/3"
