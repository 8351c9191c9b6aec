"""Columns are known, each key told apart and each name found; all faults at once."""

from __future__ import annotations

import pytest

from aimpartner.codec.model import build
from aimpartner.errors import InputError
from aimpartner.formula.elements import Element
from faults import caught
from three_rivers import NAMES, faults_of, tables


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
        ("partners", "Ashford, 2020-04-01 again"),
        ("evidence", "adopted, Ashford, 2023/24 again"),
        ("lines", "2024/25, 1, staffing, staff again"),
        ("weights", "agreed 2024, staffing/agreed, Ashford again"),
        ("decisions", "term, Ashford, 2019-09-01, Cabinet again"),
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
        (("hosts", 0, "host"), "partners", NAMES),
        (("evidence", 1, "partner"), "partners", NAMES),
        (("evidence", 1, "measure"), "measures", ("adopted", "effort")),
        (("lines", 0, "pool"), "elements", ("staffing", "premises")),
        (("lines", 2, "incurred_by"), "partners", NAMES),
        (("elements", 0, "formula"), "formulas", ("agreed 2024",)),
        (("elements", 1, "formula"), "formulas", ("agreed 2024",)),
        (("elements", 1, "measure"), "measures", ("adopted", "effort")),
        (("weights", 0, "formula"), "formulas", ("agreed 2024",)),
        (("decisions", 0, "partner"), "partners", NAMES),
        (("withdrawals", 0, "partner"), "partners", NAMES),
        (("successions", 0, "successor"), "partners", NAMES),
        (("bodies", 0, "partner"), "partners", NAMES),
        (("services", 0, "provider"), "partners", NAMES),
        (("published", 0, "partner"), "partners", NAMES),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_those_there_are(
    cell: tuple[str, int, str], there: str, known: tuple[str, ...]
) -> None:
    table, row, name = cell
    plain = tables()
    plain[table][row][name] = "Halton"
    expected = f"be one of those in {there}: {', '.join(map(repr, known))}"
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
        "Write 2020-04-01 for 1 April 2020, or 2020-01-04 for 4 January 2020.",
        "Write 2023/24 or 2024/25, as it is meant.",
    ]


def test_an_element_that_is_called_by_a_number_is_read_as_it_is_called() -> None:
    """A cell that holds 0 is a name as any; it was lost, and the file ended in an error."""
    plain = tables()
    for table, name in (("elements", "at"), ("weights", "at")):
        for row in plain[table]:
            row[name] = 0 if row[name] == "premises" else row[name]
    assert [element.name for element in build(plain).formulas[0].elements][1] == "0"


def test_of_more_wrong_names_than_are_looked_for_the_nearest_is_told_of_the_first() -> None:
    plain = tables()
    row = plain["evidence"][0]
    plain["evidence"] = [row | {"partner": f"Ashfrod {number}"} for number in range(210)]
    problems = caught(InputError, build, plain).problems
    (wrong,) = (each for each in problems if "Ashfrod" in str(each))
    assert len(wrong.places) == 210
