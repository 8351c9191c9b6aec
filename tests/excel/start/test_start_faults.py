"""A Start sheet filled in badly: every fault at once, each at the sheet's own cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

import aimpartner as ap
from aimpartner import excel
from aimpartner.excel.start.read import MOST_COLUMNS, MOST_ROWS
from excel.form.filling import rewrite
from excel.start.agencies import rivers, whole
from excel.start.typist import PRICE, YEAR, Column, Words, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Change = dict[str, object]
Fault = tuple[str, str, str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a workbook that is not there yet."""
    return tmp_path / "start.xlsx"


def faults_of(path: Path) -> list[Fault]:
    """Return the place, the subject and the value of every fault."""
    problems = ap.check(path).problems
    return [(each.place, each.subject, str(each.got)) for each in problems]


def changed(path: Path, cells: Change) -> list[Fault]:
    """Return the faults of the tutorial's sheet after some cells are typed over."""
    write(path, rivers())
    return edited(path, lambda sheet: _type(sheet, cells))


def _type(sheet: Any, cells: Change) -> None:  # noqa: ANN401  # openpyxl's own
    for place, value in cells.items():
        sheet[place].value = value


def edited(path: Path, act: Callable[[Any], object]) -> list[Fault]:
    """Return the faults of a sheet after a change to it."""
    book: Any = load_workbook(path)
    act(book["Start"])
    book.save(path)
    return faults_of(path)


def test_an_empty_sheet_says_what_it_needs(path: Path) -> None:
    excel.write_start(path)
    assert faults_of(path) == [
        ("Start!B11", "agency", "nothing"),
        ("Start!A57", "part 4. The partners and their figures", "none"),
        ("Start!B12", "year", "nothing"),
        ("Start!A46", "part 3. How it is shared", "none"),
    ]


def bad() -> Words:
    """Return an agency with something wrong in every part."""
    words = whole()
    words.settings.update({"year": "2024/26", "unit": "0.005", "day": "soon"})
    del words.settings["joined"]
    words.costs[0]["heading"] = "Staff"
    words.costs[1]["amount"] = -5
    words.costs[2]["incurred by"] = "Ashfort"
    del words.costs[3]["line"]
    words.costs.append({"pool": "premisses", "line": "x", "heading": "Premises", "amount": 1})
    words.sharing[0]["measure"] = "adoptd"
    words.sharing[2]["by"] = "equally"
    words.partners[0]["host"] = "perhaps"
    del words.partners[1]["authority"]
    words.columns[:] = [
        Column("adopted", {YEAR: "2022/23"}, [9, None, 10]),
        Column("looked after", {YEAR: "2022/23"}, ["lots", 410, 290]),
        Column("interagency", {PRICE: 34500}, [1, 0, None]),
        Column("population", {}, [1, 2, 3]),
        Column("both", {YEAR: "2022/23", PRICE: 5}, [1, 2, 3]),
    ]
    return words


def test_every_fault_is_told_at_once_by_its_cell(path: Path) -> None:
    write(path, bad())

    def act(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's own
        sheet["D3"].value, sheet["R20"].value = "hello", "stray"
        sheet.parent.create_sheet("Limits")["A1"] = "hello"
        sheet.parent.create_sheet("Mine")["A1"] = "hello"
        sheet.parent.create_sheet("Notes of mine")["A1"] = "hello"

    assert sorted(edited(path, act)) == sorted(
        [
            ("Limits", "Start sheet", "the sheet 'Limits' beside it"),
            ("Mine", "Start sheet", "the sheet 'Mine' beside it"),
            ("Start!A29", "pool", "'premisses'"),
            ("Start!B12", "year", "'2024/26'"),
            ("Start!B13", "joined", "nothing"),
            ("Start!B14", "day", "'soon'"),
            ("Start!B17", "unit", "'0.005'"),
            ("Start!B28", "line", "nothing"),
            ("Start!B52", "by", "'equally'"),
            ("Start!B65", "authority", "nothing"),
            ("Start!C25", "heading", "'Staff'"),
            ("Start!C50", "measure", "'adoptd'"),
            ("Start!C64", "host", "'perhaps'"),
            ("Start!D3", "row", "'hello'"),
            ("Start!E26", "Amount of reserve", "-£5.00"),
            ("Start!F27", "incurred by", "'Ashfort'"),
            ("Start!H65", "adopted", "nothing"),
            ("Start!I64", "looked after", "'lots'"),
            ("Start!N66", "interagency", "nothing"),
            ("Start!J61", "year", "nothing"),
            ("Start!O62", "price", "'5'"),
            ("Start!R20", "column", "no head over 'stray'"),
        ]
    )


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param({"B12": "2024/26"}, ("Start!B12", "year", "'2024/26'"), id="year"),
        pytest.param({"B12": "=A1"}, ("Start!B12", "year", "=A1"), id="formula"),
        pytest.param({"H59": "=A1"}, ("Start!H59", "column", "=A1"), id="formula as a head"),
        pytest.param({"E51": 36}, ("Start!E51", "average", "36"), id="average"),
        pytest.param({"B52": "equal"}, ("Start!D52", "weight", "nothing"), id="no weight"),
        pytest.param(
            {"D51": 0.6},
            ("Start!D50", "Weights of a blend", "110 % for adopted, agreed percentages"),
            id="blend",
        ),
        pytest.param(
            {"E65": 36},
            ("Start!E64", "Percentages", "101 for Ashford, Brook, Coley"),
            id="percentages",
        ),
        pytest.param({"E65": None}, ("Start!E65", "agreed", "nothing"), id="no percentage"),
        pytest.param({"C51": "adopted"}, ("Start!C51", "measure", "adopted"), id="no use for it"),
        pytest.param(
            {"B51": "measure", "C51": "Adopted"},
            ("Start!C51", "row", "adopted again"),
            id="one measure twice",
        ),
        pytest.param(
            {"B50": "agreed percentages", "C50": None},
            ("Start!B51", "row", "agreed percentages again"),
            id="agreed twice",
        ),
        pytest.param({"G65": "soon"}, ("Start!G65", "approved", "'soon'"), id="no day"),
        pytest.param({"G65": "=A1"}, ("Start!G65", "approved", "=A1"), id="a formula for a day"),
        pytest.param({"H59": "a/b", "C50": "a/b"}, ("Start!H59", "Measure", "'a/b'"), id="a sign"),
        pytest.param({"C50": None}, ("Start!C50", "measure", "nothing"), id="which measure"),
        pytest.param({"B50": None}, ("Start!B50", "by", "nothing"), id="by what"),
        pytest.param(
            {"C66": "yes"}, ("Start!C66", "host", "yes again, after Start!C64"), id="two hosts"
        ),
        pytest.param({"A12": "yeer"}, ("Start!A12", "setting", "'yeer'"), id="label"),
        pytest.param({"A12": "agency"}, ("Start!A12", "setting", "'agency'"), id="label twice"),
        pytest.param({"C61": "x"}, ("Start!C61", "host", "'x'"), id="beside a label"),
        pytest.param(
            {"A62": "year of figures"},
            ("Start!A62", "row", "the row year of figures again"),
            id="a label again",
        ),
        pytest.param(
            {"H61": "2023"}, ("Start!H61", "year of figures", "'2023'"), id="year of figures"
        ),
        pytest.param(
            {"A59": "x"}, ("Start!A59", "head", "one without partner"), id="no head of partners"
        ),
        pytest.param(
            {"H59": None}, ("Start!H61", "column", "no head over '2023/24'"), id="cleared head"
        ),
        pytest.param({"D48": "wait"}, ("Start!D48", "column", "'wait'"), id="a head misspelt"),
        pytest.param({"D48": "measure"}, ("Start!D48", "column", "'measure'"), id="a head twice"),
        pytest.param({"E59": "agreeed"}, ("Start!E61", "year", "nothing"), id="as if a measure"),
        pytest.param({"A64": None}, ("Start!A64", "partner", "nothing"), id="no name"),
        pytest.param(
            {"A57": None},
            ("Start", "sheet", "none called 4. The partners and their figures"),
            id="no title",
        ),
        pytest.param({"B57": "x"}, ("Start!B57", "row", "'x'"), id="beside a title"),
        pytest.param({"B22": "y"}, ("Start!B22", "row", "'y'"), id="above a head"),
        pytest.param({"B7": "=A1"}, ("Start!B7", "row", "=A1"), id="above it all"),
        pytest.param(
            {"N70": 5}, ("Start!N70", "column", "no head over '5'"), id="far to the right"
        ),
        pytest.param(
            {f"A{MOST_ROWS + 1}": 5}, (f"Start!A{MOST_ROWS + 1}", "row", "5,001"), id="far below"
        ),
    ],
)
def test_a_cell_typed_over_is_told_where_it_stands_and_nothing_else(
    path: Path, cells: Change, found: Fault
) -> None:
    assert changed(path, cells) == [found]


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (["Agency"], [("Start!N59", "fee", "'Agency'")]),
        (["a/b"], [("Start!N59", "fee", "'a/b'")]),
        (["spot", "Spot"], [("Start!O59", "fee", "'Spot'")]),
        (["spot", "visits"], []),
    ],
)
def test_a_fee_has_a_name_of_its_own(path: Path, heads: list[str], found: list[Fault]) -> None:
    words = rivers()
    words.columns.extend(Column(head, {PRICE: 100}, [1, 2, 3]) for head in heads)
    write(path, words)
    assert faults_of(path) == found


@pytest.mark.parametrize(
    ("cells", "remedies"),
    [
        pytest.param(
            {"D65": date(2024, 10, 1)},
            {
                "Start!D65": "Let it be the first day of a year; another takes the full tables: "
                "`aimpartner template FULL.xlsx --from FILE` opens Start out."
            },
            id="joined within the year",
        ),
        pytest.param(
            {"C50": "contribution", "F64": 5, "F65": 6},
            {"Start!A57": "Fill in last year for each partner."},
            id="of last year",
        ),
        pytest.param(
            {"B26": "staff"},
            {"Start!B26": "Take one of the two out, or let them differ in pool or line."},
            id="a line twice",
        ),
    ],
)
def test_what_to_do_is_what_the_page_has_cells_for(
    path: Path, cells: Change, remedies: dict[str, str]
) -> None:
    changed(path, cells)
    assert {each.place: each.remedy for each in ap.check(path).problems} == remedies


def test_a_title_that_stands_twice_leaves_nothing_to_read(path: Path) -> None:
    first, again = "1. The agency and its year", "1. The agency and its year again, after A8"
    assert changed(path, {"A21": first}) == [
        ("Start!A21", "title", again),
        ("Start", "sheet", "none called 2. What it costs"),
    ]


def test_a_head_that_is_not_there_is_told_with_the_row_that_is_like_it(path: Path) -> None:
    assert changed(path, {"B48": "bye"}) == [("Start!A48", "head", "one without by")]
    path.unlink()
    none: Change = {f"{letter}{row}": None for letter in "ABCDEF" for row in (48, 49, 50, 51)}
    assert changed(path, none) == [("Start!A46", "head", "one without by")]


def test_a_sheet_that_goes_on_and_on_is_no_first_page(path: Path) -> None:
    write(path, rivers())
    found = edited(path, lambda sheet: _put(sheet, 3, MOST_COLUMNS + 1))
    assert found == [("Start!GS3", "column", "201")]


def _put(sheet: Any, row: int, column: int) -> None:  # noqa: ANN401  # openpyxl's own
    sheet.cell(row, column).value = "far"


def test_merged_cells_show_one_value_for_several(path: Path) -> None:
    write(path, rivers())
    found = edited(path, lambda sheet: sheet.merge_cells("B25:B26"))
    assert ("Start!B25", "cells", "B25:B26") in found


def test_cells_merged_where_nothing_is_read_change_nothing(path: Path) -> None:
    write(path, rivers())
    assert edited(path, lambda sheet: sheet.merge_cells("A1:D1")) == []


def test_rows_out_of_order_are_a_fault_of_the_file(path: Path) -> None:
    write(path, rivers())
    rewrite(path, b'<row r="26"', b'<row r="5"')
    found = faults_of(path)
    assert found[0][:2] == ("Start!A5", "row or cell")
    assert {subject for _, subject, _ in found} == {"row or cell"}


def test_years_that_do_not_follow_and_one_that_stands_twice(path: Path) -> None:
    words = rivers()
    words.columns.extend(
        Column("adopted", {YEAR: year}, [1, 2, 3]) for year in ("2021/22", "2023-24", "unknown")
    )
    write(path, words)
    assert sorted(faults_of(path)) == [
        ("Start!H61", "year", "2023/24"),
        ("Start!J61", "year", "2023-24 again"),
        ("Start!K61", "year of figures", "'unknown'"),
    ]


def test_years_of_a_measure_that_counts_nowhere_may_be_any(path: Path) -> None:
    words = rivers()
    words.columns.extend(
        Column("population", {YEAR: year}, [1, 2, 3]) for year in ("2010/11", "2020/21")
    )
    assert faults_of(write(path, words)) == []


def test_a_year_that_cannot_be_calculated_is_told_at_the_figure(path: Path) -> None:
    words = rivers()
    words.columns[0] = Column("adopted", {YEAR: "2023/24"}, [10, "suppressed (1 to 5)", 10])
    words.partners[2]["joined"] = date(2024, 10, 1)
    write(path, words)
    assert [each[0] for each in faults_of(path)] == ["Start!D66", "Start!H65"]


def test_what_begins_with_notes_is_for_people(path: Path) -> None:
    cells = {"A27": "Notes: the grant ends in 2026", "D27": 5, "N59": "Notes", "N64": "checked"}
    assert changed(path, cells) == []


@pytest.mark.parametrize(
    ("cells", "place", "got"),
    [
        pytest.param({"A25": "Notes pool"}, "E25", "'950000'", id="of a line"),
        pytest.param({"A25": "notes", "E25": "£950,000"}, "E25", "'£950,000'", id="a text"),
        pytest.param({"A51": "NOTES – other"}, "D51", "'50 %'", id="of a blend"),
        pytest.param({"A65": "Notesworth"}, "E65", "'35'", id="of a partner"),
        pytest.param({"A65": "Notes", "E65": None}, "H65", "'20'", id="of figures"),
        pytest.param({"A67": "Notes: all", "H67": "=A1"}, "H67", "=A1", id="a total"),
        pytest.param({"A68": "Notes", "F68": date(2024, 4, 1)}, "F68", "2024-04-01", id="a day"),
    ],
)
def test_a_row_for_people_that_holds_a_number_may_be_meant_to_count(
    path: Path, cells: Change, place: str, got: str
) -> None:
    ((at, subject, held),) = changed(path, cells)
    assert (at, subject) == (f"Start!{place}", "row")
    assert got in held


def test_remarks_stand_under_any_head_of_a_row_for_people(path: Path) -> None:
    lines: Change = {"A27": "Notes", "E27": "see row 25"}
    partners = {"A67": "Notes", "E67": "of 2017", "H67": "–"}
    assert changed(path, lines | partners) == []


def test_hidden_rows_and_columns_count_and_are_noted(path: Path) -> None:
    write(path, rivers())

    def act(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's own
        sheet.row_dimensions[26].hidden = True
        sheet.column_dimensions["E"].hidden = True

    assert edited(path, act) == []
    checked = ap.check(path)
    assert checked.notes == (
        "Start: row 26 is hidden or filtered out; what is so hidden counts.",
        "Start: column E is hidden; what is so hidden counts.",
    )
    with pytest.warns(ap.AimpartnerWarning, match="row 26 is hidden"):
        ap.read_file(path)


def test_rows_and_columns_may_be_inserted(path: Path) -> None:
    write(path, rivers())

    def act(sheet: Any) -> None:  # noqa: ANN401  # openpyxl's own
        sheet.insert_rows(26, 3)
        sheet.insert_rows(10)
        sheet.insert_cols(8, 2)

    before = ap.read_file(path)
    assert edited(path, act) == []
    assert ap.read_file(path) == before
