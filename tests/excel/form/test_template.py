"""The input workbook: what it offers, and that what is written in it stays as it is."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from aimpartner import samples
from aimpartner.codec.model import build
from aimpartner.codec.tables import HOLDS, TABLES
from aimpartner.errors import InvalidValueError
from aimpartner.excel.form.fields import columns, head, is_required, tables_by_title, title
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
    words = [cell.value for cell in template["Read me"]["A"]]
    assert "Counts and averages only: never write anything about a child." in words
    named = [name for line in words if line.endswith(".") for name in _named(line)]
    assert named == list(tables_by_title())


def _named(line: str) -> list[str]:
    """Return the sheets that a line lists after what they are for."""
    names = line.rpartition(": ")[2].removesuffix(".").split(", ")
    return names if names[0] in tables_by_title() else []


@pytest.mark.parametrize("table", TABLES)
def test_each_sheet_has_its_columns_under_their_help(template: Any, table: str) -> None:  # noqa: ANN401  # openpyxl's workbook
    what, help_, heads = template[title(table)].iter_rows(max_row=3, values_only=True)
    assert what[0] == HOLDS[table]
    assert list(help_) == [each.metadata["help"] for each in columns(table)]
    assert list(heads) == [head(each) for each in columns(table)]


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
        ("Successions!C4", "'Partners'!$A$4:$A$503"),
        ("Elements!C4", '"measured,given,blend,staged,tolerance,phased,periods"'),
        ("Formulas!H4", '"days,months,quarters,none"'),
        ("Formulas!E503", '"total,element"'),
        ("Budget lines!F4", '"shared,reduces the call,into reserve,outside the call"'),
        ("Published!F4", '"yes,no"'),
        ("Measures!D4", '"product,weighted sum,rate"'),
        ("Measures!E4", '"yes,no"'),
        ("Limits!N4", '"full-year equivalent,pro rata,as issued,not bound"'),
        ("Elements!W4", '"agreed,actual"'),
        ("Evidence!B4", "'Partners'!$A$4:$A$503"),
        ("Evidence!A4", "'Measures'!$A$4:$A$503"),
        ("Weights!B4", "'Elements'!$B$4:$B$503"),
    ],
)
def test_where_there_is_a_choice_it_is_offered(template: Any, place: str, choices: str) -> None:  # noqa: ANN401  # openpyxl's workbook
    name, _, cell = place.partition("!")
    found = [
        each.formula1
        for each in template[name].data_validations.dataValidation
        if cell in each.sqref
    ]
    assert found == [choices]


@pytest.mark.parametrize("place", ["Elements!D4", "Budget lines!C4", "Formulas!G4", "Agency!A4"])
def test_lists_of_names_and_free_text_are_not_narrowed_to_one_choice(
    template: Any,  # noqa: ANN401  # openpyxl's workbook
    place: str,
) -> None:
    name, _, cell = place.partition("!")
    rules = template[name].data_validations.dataValidation
    assert [each.formula1 for each in rules if cell in each.sqref] == []


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
