"""The input workbook: what it offers, and that what is written in it stays as it is."""

from __future__ import annotations

import warnings
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from aimpartner import samples
from aimpartner.codec.convert import converter
from aimpartner.codec.model import build
from aimpartner.codec.tables import HOLDS, TABLES
from aimpartner.errors import InvalidValueError
from aimpartner.excel.form.examples import EXAMPLES, shown
from aimpartner.excel.form.fields import (
    PARTS,
    columns,
    head,
    is_required,
    tables_by_title,
    title,
)
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.template import write_model, write_template
from faults import caught, said
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WRITERS: list[Callable[..., Path]] = [
    write_template,
    lambda path, **how: write_model(build(tables()), path, **how),
]


def _filled(name: str, letter: str) -> str:
    """Return the cells of a column that are filled in, as a list of choices names them."""
    first = f"'{name}'!${letter}$4"
    return f"OFFSET({first},0,0,MAX(1,COUNTA({first}:${letter}$25000)),1)"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401  # openpyxl's workbook
    """Write a template and open it, with its styles and validations."""
    return load_workbook(write_template(tmp_path_factory.mktemp("template") / "rivers.xlsx"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name a workbook that is not there yet."""
    return tmp_path / "rivers.xlsx"


def test_it_has_a_page_to_read_first_and_a_sheet_a_table(template: Any) -> None:  # noqa: ANN401  # openpyxl's workbook
    assert template.sheetnames == ["Read me", *tables_by_title()]
    assert list(tables_by_title().values()) == list(TABLES)
    page = template["Read me"]
    words = [cell.value for cell in page["A"]]
    assert "Counts and averages only: never write anything about a child." in words
    lines = [(page.cell(row, 1), page.cell(row, 2).value) for row in range(1, page.max_row + 1)]
    linked = {cell.hyperlink.location: held for cell, held in lines if cell.hyperlink}
    assert linked == {f"'{name}'!A1": HOLDS[table] for name, table in tables_by_title().items()}


@pytest.mark.parametrize("table", TABLES)
def test_each_sheet_has_its_columns_under_their_help_and_an_example(
    template: Any,  # noqa: ANN401  # openpyxl's workbook
    table: str,
) -> None:
    help_, example, heads = template[title(table)].iter_rows(max_row=3, values_only=True)
    assert list(help_) == [each.metadata["help"] for each in columns(table)]
    filled = {name: text for name, text in zip(names(table), example, strict=True) if text}
    assert filled == shown(table)
    assert list(heads) == [head(each) for each in columns(table)]


def names(table: str) -> list[str]:
    """Return the fields of a table."""
    return [each.name for each in columns(table)]


@pytest.mark.parametrize("table", TABLES)
def test_an_example_is_a_row_that_could_be_read(table: str) -> None:
    row = converter().structure(dict(EXAMPLES[table]), TABLES[table])
    assert attrs.asdict(row)
    assert next(iter(EXAMPLES[table])) == names(table)[0]


@pytest.mark.parametrize("table", TABLES)
def test_help_is_not_cut_off(template: Any, table: str) -> None:  # noqa: ANN401  # openpyxl's workbook
    sheet = template[title(table)]
    for position, column in enumerate(columns(table), start=1):
        width = sheet.column_dimensions[_letter_of(sheet, position)].width
        lines = len(wrap(column.metadata["help"], int(width)))
        assert lines * 13 <= sheet.row_dimensions[1].height, column.name


def _letter_of(sheet: Any, position: int) -> str:  # noqa: ANN401  # openpyxl's worksheet
    """Return the first of the columns that are alike, under which openpyxl keeps their width."""
    dimensions = sheet.column_dimensions.items()
    return next(str(letter) for letter, each in dimensions if each.min <= position <= each.max)


@pytest.mark.parametrize("table", TABLES)
def test_each_sheet_is_an_excel_table_whose_cells_say_what_goes_there(
    template: Any,  # noqa: ANN401  # openpyxl's workbook
    table: str,
) -> None:
    sheet = template[title(table)]
    (made,) = sheet.tables.values()
    last = get_column_letter(len(columns(table)))
    assert (made.name, made.ref) == (title(table).replace(" ", ""), f"A3:{last}23")
    rules = sheet.data_validations.dataValidation
    for position, column in enumerate(columns(table), start=1):
        letter = get_column_letter(position)
        (rule,) = [each for each in rules if f"{letter}4" in each.sqref]
        assert f"{letter}25000" in rule.sqref
        assert column.metadata["help"].startswith(rule.prompt.partition(" … ")[0])
        assert _note(sheet, f"{letter}3")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Partners!A3", f"{HOLDS['partners']}\nHas to be filled in."),
        ("Partners!D3", "May stay empty."),
        ("Partners!L3", "May stay empty, for yes."),
        ("Elements!J3", "May stay empty, for 1."),
        ("Formulas!D3", "May stay empty, for £0.01."),
        ("Evidence!B3", "Has to be filled in. One of those on the sheet Partners."),
        ("Formulas!G3", "May stay empty. One of those on the sheet Partners."),
    ],
)
def test_a_note_says_what_an_empty_cell_means(template: Any, cell: str, words: str) -> None:  # noqa: ANN401  # openpyxl's workbook
    name, _, place = cell.partition("!")
    assert _note(template[name], place) == words


def _note(sheet: Any, cell: str) -> str:  # noqa: ANN401  # openpyxl's worksheet
    """Return what shows beside a cell that is chosen."""
    (rule,) = [each for each in sheet.data_validations.dataValidation if cell in each.sqref]
    return str(rule.prompt)


def test_rare_columns_of_elements_are_folded_away_unless_they_are_used(
    template: Any,  # noqa: ANN401  # openpyxl's workbook
    path: Path,
) -> None:
    assert _hidden(template) == "EFLMNQRSTUVWXYZ"
    write_model(build(tables()), path)
    assert _hidden(load_workbook(path)) == "LMN"


def _hidden(book: Any) -> str:  # noqa: ANN401  # openpyxl's workbook
    hidden = [each for each in book["Elements"].column_dimensions.values() if each.hidden]
    assert {each.outlineLevel for each in hidden} == {1}
    spans = (range(each.min, each.max + 1) for each in hidden)
    return "".join(get_column_letter(column) for span in spans for column in span)


@pytest.mark.parametrize(("name", "pages"), [("Partners", 2), ("Weights", 1), ("Elements", 2)])
def test_a_sheet_prints_as_wide_as_can_be_read_under_its_head(
    template: Any,  # noqa: ANN401  # openpyxl's workbook
    name: str,
    pages: int,
) -> None:
    sheet = template[name]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (pages, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$A")


def test_the_sheets_of_some_parts_stand_alone(path: Path) -> None:
    write_template(path, parts=["sharing"])
    names = load_workbook(path).sheetnames
    assert names[:5] == ["Read me", "Agency", "Partners", "Measures", "Evidence"]
    assert not {"Budgets", "Agreement", "Published"} & {*names}


def test_a_model_has_the_sheets_that_it_needs_besides(path: Path) -> None:
    model = build(tables())
    write_model(model, path, parts=["published"])
    assert read_model(path) == model
    plain = build({"agency": tables()["agency"], "partners": tables()["partners"]})
    write_model(plain, path, parts=["published"], overwrite=True)
    assert load_workbook(path).sheetnames == [
        "Read me",
        "Agency",
        "Partners",
        "Published",
        "Statements",
    ]


@pytest.mark.parametrize("write", WRITERS)
def test_there_is_no_other_part(path: Path, write: Callable[..., Path]) -> None:
    fault = caught(InvalidValueError, write, path, parts=["sharing", "limits"])
    assert said(fault) == (
        "Part",
        "be one of sharing, money, agreement, published",
        "'limits'",
    )
    assert list(path.parent.iterdir()) == []


def test_every_table_is_of_one_part() -> None:
    parts = [table for tables in PARTS.values() for table in tables]
    assert sorted([*parts, "agency", "partners"]) == sorted(TABLES)


def test_years_are_written_one_way(path: Path) -> None:
    write_model(build(tables()), path)
    book: Any = load_workbook(path)
    assert {book[name]["A4"].value for name in ("Budgets", "Budget lines", "Issues")} == {
        "2024/25",
        "2022/23",
    }
    assert book["Evidence"]["C4"].value == "2023/24"


def test_a_list_of_a_sheet_that_is_not_there_is_not_offered(path: Path) -> None:
    write_template(path, parts=["money"])
    rules = load_workbook(path)["Budget lines"].data_validations.dataValidation
    (pool,) = [each for each in rules if "C4" in each.sqref]
    (incurred,) = [each for each in rules if "L4" in each.sqref]
    assert (pool.type, incurred.type) == (None, "list")


@pytest.mark.parametrize("table", TABLES)
def test_heads_that_have_to_be_filled_in_are_dark(template: Any, table: str) -> None:  # noqa: ANN401  # openpyxl's workbook
    for cell, column in zip(template[title(table)][3], columns(table), strict=True):
        dark = cell.fill.fgColor.rgb == "FF1F4E5F"
        assert dark is is_required(column), cell.value


def test_the_head_stays_in_view(template: Any) -> None:  # noqa: ANN401  # openpyxl's workbook
    assert {sheet.freeze_panes for sheet in template.worksheets[1:]} == {"B4"}


@pytest.mark.parametrize(
    ("place", "choices"),
    [
        (
            "Agreement!A4",
            '"shadow,term,option,extension,holding over,notice,termination"',
        ),
        ("Hosts!E4", '"seconded,transferred,employed"'),
        ("Bodies!F4", '"all,majority,two thirds"'),
        ("Successions!C4", _filled("Partners", "A")),
        ("Elements!C4", '"measured,given,blend,staged,tolerance,phased,periods"'),
        ("Formulas!H4", '"days,months,quarters,none"'),
        ("Formulas!E24000", '"total,element"'),
        ("Budget lines!F4", '"shared,reduces the call,into reserve,outside the call"'),
        ("Published!F4", '"yes,no"'),
        ("Measures!D4", '"product,weighted sum,rate"'),
        ("Measures!E4", '"yes,no"'),
        ("Limits!N4", '"full-year equivalent,pro rata,as issued,not bound"'),
        ("Elements!W4", '"agreed,actual"'),
        ("Evidence!B4", _filled("Partners", "A")),
        ("Evidence!A4", _filled("Measures", "A")),
        ("Weights!B4", _filled("Elements", "B")),
    ],
)
def test_where_there_is_a_choice_it_is_offered(template: Any, place: str, choices: str) -> None:  # noqa: ANN401  # openpyxl's workbook
    name, _, cell = place.partition("!")
    found = [
        each.formula1
        for each in template[name].data_validations.dataValidation
        if cell in each.sqref
    ]
    assert list(filter(None, found)) == [choices]


@pytest.mark.parametrize("place", ["Elements!D4", "Budget lines!C4", "Formulas!G4", "Agency!A4"])
def test_lists_of_names_and_free_text_are_not_narrowed_to_one_choice(
    template: Any,  # noqa: ANN401  # openpyxl's workbook
    place: str,
) -> None:
    name, _, cell = place.partition("!")
    rules = template[name].data_validations.dataValidation
    assert [each.formula1 for each in rules if cell in each.sqref] == [None]


def test_writing_a_template_warns_of_nothing(path: Path) -> None:
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        write_template(path)
    assert warned == []


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 151", "-3", "@Ashford", "007", "1/2", "TRUE", "1e5", "#N/A", "_x000D_"],
)
def test_text_stays_text_whatever_it_looks_like(path: Path, text: str) -> None:
    plain = tables()
    plain["measures"][0]["words"] = text
    plain["statements"][0]["words"] = text
    write_model(build(plain), path)
    book: Any = load_workbook(path)
    assert book["Measures"]["B4"].data_type == "s"
    model = read_model(path)
    assert model.evidence.measures[0].words == text
    assert model.partnership.statements[0].words == text


def test_numbers_and_days_are_cells_that_a_sheet_can_reckon_with(path: Path) -> None:
    write_model(samples.load("aim"), path)
    book: Any = load_workbook(path)
    assert book["Budget lines"]["G4"].value == 3231000
    assert book["Partners"]["C4"].is_date
    assert book["Evidence"]["D4"].value == 14


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (("weights", 3, "number"), "1/3"),
        (("weights", 3, "number"), "0.1234567890123456789"),
        (("evidence", 0, "value"), "12345678901234567890"),
        (("partners", 0, "joined"), "1900-01-01"),
        (("agreement", 0, "first"), "1900-02-28"),
    ],
)
def test_what_a_cell_cannot_hold_exactly_is_written_as_text_and_reads_back_the_same(
    path: Path, cell: tuple[str, int, str], value: str
) -> None:
    table, row, name = cell
    plain = tables()
    plain[table][row][name] = value
    model = build(plain)
    assert read_model(write_model(model, path)) == model


def test_a_name_with_a_semicolon_cannot_be_written_in_a_list(path: Path) -> None:
    plain = tables()
    plain["lines"][2]["pool"] = "premises; heating"
    plain["elements"][3]["pools"] = ["premises; heating"]
    fault = caught(InvalidValueError, write_model, build(plain), path)
    assert said(fault) == ("Text in a list", "hold no semicolon", "'premises; heating'")
    assert list(path.parent.iterdir()) == []


def test_a_text_that_no_cell_could_hold_is_refused_and_not_cut(path: Path) -> None:
    plain = tables()
    plain["measures"][0]["words"] = "x" * 32_768
    fault = caught(InvalidValueError, write_model, build(plain), path)
    rule = "have at most 32,767 characters, as a cell holds"
    assert said(fault) == ("Text", rule, "32,768")
    plain["measures"][0]["words"] = "x" * 32_767
    model = build(plain)
    assert read_model(write_model(model, path)) == model


@pytest.mark.parametrize("write", WRITERS)
def test_it_returns_the_path_it_was_given(path: Path, write: Callable[..., Path]) -> None:
    assert write(str(path)) == path
    assert [each.name for each in path.parent.iterdir()] == ["rivers.xlsx"]


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_that_is_there_is_replaced_only_when_asked(
    path: Path, write: Callable[..., Path]
) -> None:
    path.write_bytes(b"mine")
    fault = caught(InvalidValueError, write, path)
    assert said(fault) == (f"File {path}", "be a new file", "one that exists")
    assert path.read_bytes() == b"mine"
    assert write(path, overwrite=True).read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    ("name", "got"), [("rivers", "no ending"), ("rivers.xls", ".xls"), ("rivers.csv", ".csv")]
)
def test_a_file_of_another_ending_is_not_written(
    tmp_path: Path, write: Callable[..., Path], name: str, got: str
) -> None:
    fault = caught(InvalidValueError, write, tmp_path / name)
    assert said(fault) == (f"File {tmp_path / name}", "end in .xlsx", got)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    fault = caught(InvalidValueError, write_template, tmp_path / "nowhere" / "rivers.xlsx")
    assert fault.subject == f"File {tmp_path / 'nowhere' / 'rivers.xlsx'}"
