"""Every cell of a sheet is read, is for people under the stated rule, or is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.styles import Font

from aimpartner import samples
from aimpartner.codec.model import build
from aimpartner.errors import AimpartnerWarning, WorkbookError
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model
from aimpartner.model_files import check, read_file
from excel.form.filling import edit, rewrite, save, sheets
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from excel.form.filling import Sheets


Book = Any  # openpyxl's, whose stubs know no cell by its letters


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a workbook that is not there yet."""
    return tmp_path / "rivers.xlsx"


def faults_of(path: Path) -> list[tuple[str, str, str]]:
    """Return every fault of a workbook as place, subject and value."""
    problems = caught(WorkbookError, read_model, path).problems
    return [(each.place, each.subject, str(each.got)) for each in problems]


def reads_the_same(path: Path, whole: Sheets) -> bool:
    return read_model(save(path, whole)) == build(tables())


# Rows above the head


@pytest.mark.parametrize(
    ("name", "rows", "required"),
    [("Evidence", (1,), "A"), ("Weights", (2, 3), "A"), ("Partners", (1, 2, 3), "A")],
)
def test_a_row_that_a_sort_puts_above_the_head_is_refused_at_its_cell(
    path: Path, name: str, rows: tuple[int, ...], required: str
) -> None:
    whole = sheets()
    above = [whole[name][row] for row in rows]
    whole[name] = above + [row for row in whole[name] if row not in above]
    told = faults_of(save(path, whole))
    expected = [
        (f"{name}!{required}{at}", "row", f"row {at}, filled in") for at in range(1, len(rows) + 1)
    ]
    assert told == expected


def test_the_fault_of_a_row_above_the_head_says_where_the_head_is_and_what_to_do(
    path: Path,
) -> None:
    whole = sheets()
    whole["Evidence"].insert(0, whole["Evidence"].pop(1))
    (problem,) = caught(WorkbookError, read_model, save(path, whole)).problems
    assert problem.rule == "stand below the head in row 2"
    assert problem.remedy.startswith("Move it below the head")


def test_a_row_above_the_head_of_a_sheet_with_one_required_column_is_refused(path: Path) -> None:
    whole = sheets()
    whole["Measures"].insert(0, ["placed", "children placed"])
    assert faults_of(save(path, whole)) == [("Measures!A1", "row", "row 1, filled in")]


@pytest.mark.parametrize(
    "above",
    [
        [["Three Rivers, all the evidence"]],
        [["Three Rivers"], [], ["Prepared by", "J Smith"]],
        [[None, None, None, None, None, None, "draft", 3]],
        [["adopted"]],
    ],
)
def test_a_title_and_what_fills_in_no_row_of_the_table_are_for_people(
    path: Path, above: list[list[object]]
) -> None:
    whole = sheets()
    whole["Evidence"][:0] = above
    assert reads_the_same(path, whole)


@pytest.mark.parametrize("cell", ["A1", "C1", "D1"])
def test_the_row_that_says_what_goes_where_is_for_people_though_some_of_it_is_changed(
    path: Path, cell: str
) -> None:
    write_model(build(tables()), path)
    edit(path, lambda book: setattr(book["Evidence"][cell], "value", "as the DfE words it"))
    assert read_model(path) == build(tables())


# The head


@pytest.mark.parametrize("title", ["Measure", "measure", "MEASURE"])
def test_a_title_that_is_worded_like_a_head_is_not_taken_for_the_head(
    path: Path, title: str
) -> None:
    whole = sheets()
    whole["Measures"].insert(0, [title])
    assert reads_the_same(path, whole)


@pytest.mark.parametrize("name", ["Measures", "Evidence", "Weights"])
def test_a_head_that_stands_again_among_the_rows_is_refused(path: Path, name: str) -> None:
    whole = sheets()
    whole[name].insert(2, [str(each).upper() for each in whole[name][0]])
    assert faults_of(save(path, whole)) == [(f"{name}!A3", "head", "the head of row 1 again")]


def test_an_agency_may_be_called_as_its_column_is(path: Path) -> None:
    whole = sheets()
    whole["Agency"][1] = ["agency"]
    assert read_model(save(path, whole)).partnership.agency == "agency"


@pytest.mark.parametrize(
    ("name", "column", "cell"),
    [
        ("Budget lines", "incurred by", "G1"),
        ("Elements", "within", "L1"),
        ("Hosts", "source", "C1"),
    ],
)
def test_a_head_that_was_cleared_over_a_column_of_values_is_refused(
    path: Path, name: str, column: str, cell: str
) -> None:
    whole = sheets()
    at = whole[name][0].index(column)
    whole[name][0][at] = None
    first = next(n for n, row in enumerate(whole[name][1:], start=2) if row[at] is not None)
    place, subject, got = faults_of(save(path, whole))[0]
    assert (place, subject) == (f"{name}!{cell}", "column")
    assert got == f"no head over {cell[0]}{first}"


def test_the_fault_of_a_cleared_head_names_the_heads_that_are_absent(path: Path) -> None:
    whole = sheets()
    whole["Hosts"][0][2] = None
    (problem,) = caught(WorkbookError, read_model, save(path, whole)).problems
    assert "notice months" in problem.remedy
    assert problem.remedy.endswith("source, begin its head with Notes.")


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_column_whose_head_begins_with_notes_is_for_people(path: Path, place: int) -> None:
    whole = sheets()
    for number, row in enumerate(whole["Evidence"]):
        row.insert(place, number or "Notes of ours")
    assert reads_the_same(path, whole)


@pytest.mark.parametrize("gap", [1, 2, 70])
def test_a_column_without_a_head_beyond_an_empty_one_is_for_people(path: Path, gap: int) -> None:
    whole = sheets()
    whole["Evidence"][2] += [None] * gap + ["see the letter"]
    whole["Evidence"].append([None] * (4 + gap) + ["and the other"])
    assert reads_the_same(path, whole)


def test_a_column_without_a_head_left_of_the_others_is_refused(path: Path) -> None:
    whole = sheets()
    for number, row in enumerate(whole["Evidence"]):
        row.insert(0, number or None)
    assert faults_of(save(path, whole)) == [("Evidence!A1", "column", "no head over A2")]


@pytest.mark.parametrize("start", [56, 59, 100])
def test_columns_beyond_the_sixtieth_are_read_like_others(path: Path, start: int) -> None:
    whole = sheets()
    for row in whole["Evidence"]:
        row[:0] = [None] * start
    assert reads_the_same(path, whole)
    whole["Evidence"][1][start + 3] = "twenty"
    ((place, subject, got),) = faults_of(save(path, whole))
    assert (place[:9], subject, got) == ("Evidence!", "value", "'twenty'")


def test_a_head_in_pieces_is_refused_at_its_cell(path: Path) -> None:
    save(path, sheets())
    rewrite(path, b"<si><t>words</t></si>", IN_PIECES)
    told = faults_of(path)
    assert ("Measures!B1", "column", "'words' and '1' raised, with 'words1' stored") in told


IN_PIECES = b'<si><r><t>words</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>'

# Merged cells


@pytest.mark.parametrize(
    ("name", "merged"),
    [
        ("Evidence", "A2:A4"),
        ("Evidence", "C2:D2"),
        ("Budget lines", "F1:G1"),
        ("Elements", "K1:M1"),
        ("Weights", "A2:B5"),
    ],
)
def test_merged_cells_of_a_table_are_refused(path: Path, name: str, merged: str) -> None:
    save(path, sheets())
    merge(path, name, merged)
    told = faults_of(path)
    assert (f"{name}!{merged.partition(':')[0]}", "cells", merged) in told


def test_merged_cells_of_sources_make_no_figure_that_is_lacking(path: Path) -> None:
    write_model(samples.load("aim"), path)
    merge(path, "Evidence", "G4:G5")
    assert [each.place for each in check(path).problems] == ["Evidence!G4"]


@pytest.mark.parametrize(
    ("name", "merged"), [("Evidence", "D2:D4"), ("Budget lines", "F2:F3"), ("Weights", "C3:D4")]
)
def test_merged_cells_of_figures_make_no_cell_that_must_be_given(
    path: Path, name: str, merged: str
) -> None:
    save(path, sheets())
    merge(path, name, merged)
    assert faults_of(path) == [(f"{name}!{merged.partition(':')[0]}", "cells", merged)]


@pytest.mark.parametrize(("name", "column"), [("Budget lines", "amount"), ("Elements", "measure")])
def test_a_head_misspelt_makes_no_cell_that_must_be_given(
    path: Path, name: str, column: str
) -> None:
    whole = sheets()
    whole[name][0][whole[name][0].index(column)] = f"{column}s"
    assert [got for _, _, got in faults_of(save(path, whole))] == [f"'{column}s'"]


def merge(path: Path, name: str, merged: str) -> None:
    """Merge cells as Excel does: the others keep no value."""
    edit(path, lambda book: book[name].merge_cells(merged))


def test_a_head_merged_with_what_stands_above_it_is_refused(path: Path) -> None:
    whole = sheets()
    whole["Evidence"].insert(0, [None, None, None, None, "what we think of it"])
    for row in whole["Evidence"][2:]:
        row.append("good")
    save(path, whole)
    merge(path, "Evidence", "E1:E2")
    told = faults_of(path)
    assert ("Evidence!E1", "cells", "E1:E2") in told


def test_cells_merged_with_a_column_for_people_hold_no_value_and_are_refused(path: Path) -> None:
    whole = sheets()
    for number, row in enumerate(whole["Evidence"]):
        row.insert(3, "x" if number else "Notes")
    save(path, whole)
    merge(path, "Evidence", "D4:E4")
    assert ("Evidence!D4", "cells", "D4:E4") in faults_of(path)


@pytest.mark.parametrize("merged", ["A1:D1", "D4:E4", "D2:E2", "F3:G9", "A40:D44", "A3"])
def test_merged_cells_of_titles_of_notes_and_below_the_table_are_for_people(
    path: Path, merged: str
) -> None:
    whole = sheets()
    whole["Evidence"].insert(0, ["All the evidence"])
    save(path, whole)
    merge(path, "Evidence", merged)
    assert read_model(path) == build(tables())


# Rows and cells out of order


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        (b'<row r="3" spans="1:4"><c r="A3"', b'<row r="2" spans="1:4"><c r="A2"', "A2"),
        (b'<row r="3" spans="1:4"><c r="A3"', b'<row r="1" spans="1:4"><c r="A1"', "A1"),
        (b'<c r="B3"', b'<c r="A3"', "A3"),
        (b'<c r="B3"', b'<c r="B7"', "B7"),
        (b'<c r="B3"', b'<c r="D3"', "C3"),
    ],
)
def test_rows_and_cells_out_of_order_or_twice_in_a_file_are_refused(
    path: Path, old: bytes, new: bytes, cell: str
) -> None:
    save(path, sheets())
    rewrite(path, old, new)
    told = faults_of(path)
    assert ("Weights!" + cell, "row or cell", "one out of order, or twice") in told


def test_rows_and_cells_that_do_not_say_where_they_stand_follow_one_another(path: Path) -> None:
    save(path, sheets())
    rewrite(path, b'<c r="B3"', b"<c")
    rewrite(path, b'<row r="3" spans="1:4"><c r="A3"', b'<row spans="1:4"><c')
    assert read_model(path) == build(tables())


# Sheets


@pytest.mark.parametrize("name", ["Evidence ", " Evidence", "EVIDENCE  "])
def test_a_second_sheet_whose_name_differs_by_blanks_and_case_is_refused(
    path: Path, name: str
) -> None:
    whole = sheets()
    whole[name] = [*whole["Evidence"][:1], ["adopted", "Brook", "2023/24", 99]]
    (problem,) = caught(WorkbookError, read_model, save(path, whole)).problems
    assert (problem.place, problem.subject, problem.got) == (name, "sheet", repr(name))
    assert problem.remedy == "Put its rows on Evidence, or begin its name with Notes."


def hide_rows(book: Book) -> None:
    for number in (3, 4, 6, 90):
        book["Evidence"].row_dimensions[number].hidden = True


def hide_many_rows(book: Book) -> None:
    for number in range(2, 32, 2):
        book["Decisions"].row_dimensions[number].hidden = True
        book["Decisions"].cell(number, 1).value = f"letter {number}"
        book["Decisions"].cell(number, 2).value = None
        book["Decisions"].cell(number, 3).value = "2024-03-05"


def hide_a_column(book: Book) -> None:
    book["Evidence"].column_dimensions["D"].hidden = True


def hide_columns(book: Book) -> None:
    for letter in ("C", "D", "Q"):
        book["Evidence"].column_dimensions[letter].hidden = True


def hide_sheets(book: Book) -> None:
    book["Evidence"].sheet_state = "veryHidden"
    book["Weights"].sheet_state = "hidden"
    book.create_sheet("Notes").sheet_state = "hidden"


def strike_cells(book: Book) -> None:
    for cell in ("A2", "D2", "D3", "G4"):
        book["Evidence"][cell].font = Font(strike=True)


HIDDEN = "hidden or filtered out; what is so hidden counts."
STRUCK = "struck through, wholly or in part; all of it counts."


@pytest.mark.parametrize(
    ("act", "notes"),
    [
        (hide_rows, [f"Evidence: rows 3 to 4, 6 are {HIDDEN}"]),
        (
            hide_many_rows,
            [f"Decisions: rows 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, and 5 more are {HIDDEN}"],
        ),
        (hide_a_column, ["Evidence: column D is hidden; what is so hidden counts."]),
        (hide_columns, ["Evidence: columns C, D are hidden; what is so hidden counts."]),
        (
            hide_sheets,
            [
                "Weights: the sheet is hidden; it counts.",
                "Evidence: the sheet is hidden; it counts.",
            ],
        ),
        (strike_cells, [f"Evidence: rows 2 to 3 are {STRUCK}"]),
    ],
)
def test_what_is_hidden_or_struck_through_counts_and_a_note_says_so(
    path: Path, act: Callable[[Book], None], notes: list[str]
) -> None:
    save(path, sheets())
    edit(path, act)
    found = check(path)
    assert sorted(found.notes) == sorted(notes)
    assert all(f"\n  Note: {note}" in str(found) for note in notes)
    with pytest.warns(AimpartnerWarning) as warned:
        read_model(path)
    with pytest.warns(AimpartnerWarning) as warned_again:
        read_file(path)
    for warnings in (warned, warned_again):
        assert sorted(str(each.message) for each in warnings) == sorted(notes)
        assert {each.filename for each in warnings} == {__file__}


def test_figures_of_hidden_rows_count(path: Path) -> None:
    save(path, sheets())
    edit(path, hide_rows)
    assert read_model(path) == build(tables())


def test_a_row_or_a_column_of_no_height_or_width_is_as_good_as_hidden(path: Path) -> None:
    save(path, sheets())
    rewrite(path, b'<row r="3"', b'<row ht="0" r="3"')
    columns = b'<cols><col min="2" max="3" width="0"/></cols>'
    rewrite(path, b"<sheetData>", columns + b"<sheetData>")
    found = check(path).notes
    assert f"Evidence: row 3 is {HIDDEN}" in found
    assert "Evidence: columns B, C are hidden; what is so hidden counts." in found
