"""A model from sheets as people and programs leave them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.formula import ArrayFormula

from aimpartner import samples
from aimpartner.codec.capacity import Capacity
from aimpartner.codec.model import build
from aimpartner.contributions.contributions import Contributions
from aimpartner.errors import WorkbookError
from aimpartner.excel.contributions.workbook import SHEETS, write_contributions
from aimpartner.excel.form.fields import RESULTS
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model
from codec.whole_models import whole_models
from excel.form.filling import CALCULATED, Stored, rewrite, save, sheets
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

    from aimpartner.model import Model
    from excel.form.filling import Sheets

Told = tuple[str, str, str, str]
AMOUNT = ("Budget lines", 1, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a workbook that is not there yet."""
    return tmp_path / "rivers.xlsx"


def told(path: Path, whole: Sheets) -> list[Told]:
    """Return every fault of some sheets as place, subject, rule and value."""
    fault = caught(WorkbookError, read_model, save(path, whole))
    return [(each.place, each.subject, each.rule, str(each.got)) for each in fault.problems]


def with_cell(value: object, place: tuple[str, int, int] = AMOUNT) -> Sheets:
    """Return the sheets with another value in one cell."""
    whole, (name, row, column) = sheets(), place
    whole[name][row][column] = value
    return whole


def test_plain_sheets_without_help_rows_read_the_same(path: Path) -> None:
    assert read_model(save(path, sheets())) == build(tables())


def test_a_title_above_the_head_and_blank_rows_are_for_people(path: Path) -> None:
    whole = sheets()
    whole["Evidence"][:0] = [["Three Rivers, all the evidence"], []]
    whole["Evidence"][5:5] = [[], [None, " "]]
    assert read_model(save(path, whole)) == build(tables())


def test_capital_letters_in_heads_and_names_of_sheets_are_for_people(path: Path) -> None:
    whole = {name.upper(): rows for name, rows in sheets().items()}
    whole["LINES"] = whole.pop("BUDGET LINES")
    whole["Budget Lines"] = whole.pop("LINES")
    whole["PARTNERS"][0] = [str(each).title() for each in whole["PARTNERS"][0]]
    assert read_model(save(path, whole)) == build(tables())


def test_sheets_and_columns_may_stand_in_any_order(path: Path) -> None:
    whole = {name: [row[::-1] for row in rows] for name, rows in reversed(sheets().items())}
    assert read_model(save(path, whole)) == build(tables())


def test_notes_are_nobodys_table_and_a_column_without_a_head_is_for_people(path: Path) -> None:
    whole = sheets() | {"Notes": [["to do"]], "Notes of 5 March": [[1]], "Read me": [["hello"]]}
    whole["Weights"][1].append("as agreed in the meeting")
    assert read_model(save(path, whole)) == build(tables())


def test_an_empty_sheet_is_an_empty_table(path: Path) -> None:
    whole = sheets() | {"Published": [], "Statements": [["subject", "words", "source"]]}
    model = read_model(save(path, whole))
    assert (model.published, model.partnership.statements) == ((), ())


def test_a_formula_is_read_by_its_stored_value(path: Path) -> None:
    whole = with_cell(Stored("=900000+50000", 950000))
    assert read_model(save(path, whole)) == build(tables())


def test_a_formula_that_shows_nothing_is_an_empty_cell(path: Path) -> None:
    nothing = Stored('=IF(1,"","")', "nothing")
    whole = with_cell(nothing, ("Budget lines", 1, 6))
    whole["Evidence"].append([nothing] * 4)
    rewrite(save(path, whole), b"<v>nothing</v>", b"<v></v>")
    rewrite(path, *CALCULATED)
    assert read_model(path) == build(tables())


@pytest.mark.parametrize("name", ["amount", "effect"])
def test_a_formula_that_nothing_has_calculated_is_refused_and_makes_no_other_fault(
    path: Path, name: str
) -> None:
    save(path, sheets())
    book: Any = load_workbook(path)
    column = [cell.value for cell in book["Budget lines"][1]].index(name)
    book["Budget lines"][3][column].value = "=1+1"
    book.save(path)
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert problem.place == f"Budget lines!{'ABCDEFG'[column]}3"
    assert (problem.subject, problem.rule) == (name, "be a formula with a stored value")
    assert (str(problem.got), problem.remedy) == ("=1+1", "Open the file in Excel and save it.")


def test_an_array_formula_that_nothing_has_calculated_is_refused(path: Path) -> None:
    save(path, sheets())
    book: Any = load_workbook(path)
    book["Budget lines"]["F2"].value = ArrayFormula("F2:F2", "=SUM(A1:A2)")
    book.save(path)
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert (problem.place, str(problem.got)) == ("Budget lines!F2", "=SUM(A1:A2)")


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A"])
def test_an_error_value_is_refused(path: Path, error: str) -> None:
    whole = with_cell(Stored("=1/0", error))
    assert told(path, whole) == [
        ("Budget lines!F2", "amount", "be a value, not an error", error),
    ]


def test_a_sum_that_floats_blur_is_read_as_the_sheet_shows_it(path: Path) -> None:
    blurred = 30000.300000000003
    model = read_model(save(path, with_cell(blurred, ("Budget lines", 3, 5))))
    assert str(model.budgets[0].lines[2].amount) == "£30,000.30"


def test_a_part_of_a_penny_is_refused_as_it_is_typed(path: Path) -> None:
    place, *_, got = told(path, with_cell(0.005))[0]
    assert (place, got) == ("Budget lines!F2", "0.005")


def test_days_are_read_from_dates_and_from_text(path: Path) -> None:
    as_date = with_cell(date(2020, 4, 1), ("Partners", 1, 2))
    assert read_model(save(path, as_date)) == build(tables())


def test_a_day_with_a_time_is_refused(path: Path) -> None:
    moment = datetime(2020, 4, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)
    place, _, rule, got = told(path, with_cell(moment, ("Partners", 1, 2)))[0]
    assert (place, rule) == ("Partners!C2", "be a day without a time")
    assert got == "2020-04-01 09:30:00"


def test_a_number_is_no_day_and_a_truth_no_number(path: Path) -> None:
    whole = with_cell(43922, ("Partners", 1, 2))
    whole["Budget lines"][1][5] = True
    assert [(place, got) for place, *_, got in told(path, whole)] == [
        ("Partners!C2", "43922"),
        ("Budget lines!F2", "TRUE"),
    ]


def test_a_date_where_text_belongs_is_shown_as_a_day(path: Path) -> None:
    whole = with_cell(date(2024, 3, 1), ("Measures", 1, 1))
    assert told(path, whole)[0] == ("Measures!B2", "words", "be text", "2024-03-01")


def test_a_sheet_of_another_name_is_refused_with_those_there_are(path: Path) -> None:
    whole = sheets()
    whole["Partner"] = whole.pop("Partners")
    (name, subject, rule, got), *others = told(path, whole)
    assert (name, subject, got) == ("Partner", "sheet", "'Partner'")
    assert rule.startswith("be one of Agency, Partners, Hosts, Budgets, Budget lines")
    assert others == []


def test_a_sheet_given_twice_is_refused(path: Path) -> None:
    save(path, sheets())
    book: Any = load_workbook(path)
    book.create_sheet("Agency ")
    book.save(path)
    assert [each.place for each in caught(WorkbookError, read_model, path).problems] == ["Agency "]


FIGURE = "value, edition, released, source, quarters"


def test_columns_that_are_unknown_or_come_twice_are_refused_at_their_heads(path: Path) -> None:
    whole = sheets()
    whole["Evidence"][0] += ["colour", "Partner"]
    assert told(path, whole) == [
        (f"Evidence!{letter}1", "column", rule, got)
        for letter, got in (("E", "'colour'"), ("F", "'Partner'"))
        for rule in (f"be one of measure, partner, year, {FIGURE}, each once",)
    ]


def test_a_head_that_lacks_a_column_is_refused_and_makes_no_other_fault(path: Path) -> None:
    whole = sheets()
    whole["Partners"][0][1] = "council"
    rule = "stand within the first 10 rows and hold: partner, authority, joined"
    assert told(path, whole) == [("Partners!A1", "head", rule, "one without authority")]


def test_a_sheet_without_any_head_is_refused_and_makes_no_other_fault(path: Path) -> None:
    whole = sheets()
    whole["Measures"] = [["what we count"], ["adopted"]]
    rule = "stand within the first 10 rows and hold: measure"
    assert told(path, whole) == [("Measures", "head", rule, "no such row")]


def test_a_head_far_below_is_none(path: Path) -> None:
    whole = sheets()
    whole["Measures"][:0] = [[]] * 10
    assert told(path, whole)[0][:2] == ("Measures", "head")


def test_rows_beyond_the_most_are_refused_and_not_passed_over(path: Path) -> None:
    most = Capacity(rows=12)
    (problem,) = caught(WorkbookError, read_model, save(path, sheets()), capacity=most).problems
    assert (problem.place, problem.rule) == ("Decisions!A13", "be among the first 12")
    assert problem.got == "13"


def test_a_sheet_of_a_chart_is_passed_over(path: Path) -> None:
    save(path, sheets())
    book: Any = load_workbook(path)
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.save(path)
    assert read_model(path) == build(tables())


def test_what_a_program_adds_to_its_sheets_is_passed_over(path: Path) -> None:
    extra = b'<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    rewrite(save(path, sheets()), b"</worksheet>", extra)
    assert read_model(path) == build(tables())


def test_a_workbook_without_formats_holds_a_day_as_a_number(path: Path) -> None:
    save(path, with_cell(date(2020, 4, 1), ("Partners", 1, 2)))
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name in parts.keys() - {"xl/styles.xml"}:
            archive.writestr(name, parts[name])
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert (problem.place, problem.rule, problem.got) == ("Partners!C2", "be a day", "43922")


def test_a_day_beyond_all_calendars_is_an_error_in_its_cell(path: Path) -> None:
    save(path, with_cell(date(2020, 4, 1), ("Partners", 1, 2)))
    rewrite(path, b"<v>43922</v>", b"<v>9999999999</v>")
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert (problem.rule, problem.got) == ("be a value, not an error", "#VALUE!")


def test_a_workbook_without_any_table_asks_for_the_agency(path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Notes"
    book.save(path)
    assert [each.place for each in caught(WorkbookError, read_model, path).problems] == [
        "Agency",
        "Partners",
    ]


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whole_models())
def test_a_model_written_reads_back_the_same(path: Path, model: Model) -> None:
    assert read_model(write_model(model, path, overwrite=True)) == model


def test_the_sample_written_reads_back_the_same(path: Path) -> None:
    assert read_model(write_model(samples.load("aim"), path)) == samples.load("aim")


def test_a_workbook_of_results_is_told_as_one_and_which_file_to_give(tmp_path: Path) -> None:
    file = write_contributions(
        Contributions.of(samples.load("aim").facts("2021/22")), tmp_path / "out.xlsx"
    )
    (problem,) = caught(WorkbookError, read_model, file).problems
    assert problem.got == "a workbook of contributions, which holds results"
    assert problem.remedy == "Give the file from which those contributions were calculated."


def test_the_sheets_that_tell_a_workbook_of_results_are_those_that_are_written() -> None:
    """The agreement is a sheet of both; a partner's page is called by the partner."""
    written = {sheet.name for sheet in SHEETS if not sheet.is_by_partner}
    assert written - {"Agreement"} == set(RESULTS)


def test_a_workbook_of_something_else_is_told_whole_and_how_to_begin(tmp_path: Path) -> None:
    file = save(tmp_path / "other.xlsx", {"Sheet1": [["Rates"]], "Sheet2": [[1]]})
    (problem,) = caught(WorkbookError, read_model, file).problems
    assert problem.got == "one with the sheets: Sheet1, Sheet2"
    assert problem.remedy.startswith("Write an empty one with `aimpartner template FILE`")
