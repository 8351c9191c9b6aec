"""A marked copy has each fault at its cell, and is untouched otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
import xlsxwriter
from attrs import evolve
from openpyxl import load_workbook
from openpyxl.comments import Comment

from aimpartner.codec import Checked
from aimpartner.errors import InvalidValueError, Problem
from aimpartner.excel import lost_in_marked, read_model, write_marked, write_template
from aimpartner.excel.form import listed_faults, marked
from aimpartner.excel.form.marks import areas_of
from aimpartner.excel.form.package import Package, within
from aimpartner.model_files import check
from commands import run
from excel.form.filling import change, fill, save, sheets
from excel.office import Office
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

WRONG: dict[str, object] = {"Evidence!D4": "lots", "Evidence!B5": "Brok", "Weights!D6": "many"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a workbook with a few faults."""
    file = write_template(tmp_path / "rivers.xlsx")
    fill(file, tables())
    change(file, WRONG)
    return file


def copy_of(path: Path, name: str = "marked.xlsx") -> Path:
    return write_marked(check(path), path.with_name(name))


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments(path: Path) -> dict[str, str]:
    """Return the comments of a workbook by their places."""
    book: Any = load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def coloured(path: Path) -> set[str]:
    """Return the areas that have a colour by a condition that always holds."""
    book: Any = load_workbook(path)
    return {
        f"{sheet.title}!{area}"
        for sheet in book
        for areas in sheet.conditional_formatting
        for rule in areas.rules
        if rule.formula == ["TRUE"] and rule.dxf.fill.bgColor.rgb == "FFFFC7CE"
        for area in str(areas.sqref).split()
    }


def test_each_fault_has_a_colour_and_a_comment_at_its_cell(path: Path) -> None:
    told = comments(copy_of(path))
    assert told.keys() == set(WRONG)
    assert told["Evidence!D4"].startswith("value must be a number")
    assert "The nearest is 'Brook'." in told["Evidence!B5"]
    assert coloured(copy_of(path, "again.xlsx")) == set(WRONG)


def test_a_sheet_lists_the_faults_with_links(path: Path) -> None:
    book: Any = load_workbook(copy_of(path))
    sheet = book["Notes on faults"]
    assert book.sheetnames[-1] == "Notes on faults"
    assert [cell.value for cell in sheet[1]] == ["", "Where", "What is at fault"]
    lines = {sheet.cell(row, 2).value: sheet.cell(row, 3).value for row in range(2, 5)}
    assert lines.keys() == set(WRONG)
    links = {sheet.cell(row, 2).hyperlink.location for row in range(2, 5)}
    assert links == {"'Evidence'!D4", "'Evidence'!B5", "'Weights'!D6"}


def test_the_copy_reads_as_the_workbook_did(path: Path) -> None:
    before = check(path)
    assert check(copy_of(path)).problems == before.problems


def test_a_copy_of_a_copy_has_a_second_list(path: Path) -> None:
    again = write_marked(check(copy_of(path)), path.with_name("again.xlsx"))
    assert load_workbook(again).sheetnames[-2:] == ["Notes on faults", "Notes on faults 2"]
    assert comments(again).keys() == set(WRONG)


def test_every_other_part_is_kept_byte_for_byte(path: Path) -> None:
    before, after = parts(path), parts(copy_of(path))
    changed = {name for name in before if before[name] != after[name]}
    new = after.keys() - before.keys()
    touched = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml")
    sheets_of = {name for name in changed if name.startswith("xl/worksheets/sheet")}
    links = {f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels" for name in sheets_of}
    assert len(sheets_of) == 2
    assert changed - sheets_of == {*touched, *links, "xl/_rels/workbook.xml.rels"}
    assert all("aimpartner" in name or name.endswith(".rels") for name in new)


def test_formulas_keep_their_values_and_rich_text_and_pictures_stay(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets().items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        evidence = book.get_worksheet_by_name("Evidence")
        evidence.write_formula("D2", "=6+6", None, 12)
        evidence.write("D3", "lots")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Evidence!$D$2:$D$4"})
        evidence.insert_chart("J2", chart)
        evidence.write_comment("D3", "Mine.", {"author": "An officer"})
        evidence.write_comment("D2", "Mine as well.")
        evidence.conditional_format(
            "D2:D3", {"type": "cell", "criteria": ">", "value": 9, "format": book.add_format()}
        )
    copy = copy_of(path)
    assert {name for name in parts(path) if "chart" in name} <= parts(copy).keys()
    evidence = load_workbook(copy, data_only=True)["Evidence"]
    assert evidence["D2"].value == 12
    assert comments(copy)["Evidence!D2"] == "Mine as well."
    mine, _, said = comments(copy)["Evidence!D3"].partition("\n")
    assert (mine, said.partition(" must")[0]) == ("Mine.", "value")
    assert "Evidence!D3" in coloured(copy)


def test_a_comment_is_put_beside_others_of_the_sheet(path: Path) -> None:
    book: Any = load_workbook(path)
    book["Evidence"]["A4"].comment = Comment("Mine.", "An officer")
    book.save(path)
    assert comments(copy_of(path)).keys() == {*WRONG, "Evidence!A4"}


def test_a_fault_of_many_cells_colours_all_and_comments_the_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "MOST_COMMENTS", 2)
    monkeypatch.setattr(listed_faults, "MOST_LINKS", 2)
    change(path, {f"Evidence!D{row}": "lots" for row in range(4, 8)})
    copy = copy_of(path)
    assert "Evidence!D4:D7" in coloured(copy)
    told = [place for place in comments(copy) if place.startswith("Evidence!D")]
    assert told == ["Evidence!D4", "Evidence!D5"]
    listed = [cell.value for cell in load_workbook(copy)["Notes on faults"]["B"]]
    assert "and 2 more" in listed


def test_two_faults_of_one_cell_are_both_in_its_comment(path: Path) -> None:
    change(path, {"Evidence!D4": "missing", "Evidence!B5": "Brook", "Weights!D6": 1})
    rule = Problem("Evidence!D4", "value", "be so", "1")
    found = Checked(str(path), [rule, evolve(rule, rule="be otherwise", also=("Evidence!D5",))])
    copy = write_marked(found, path.with_name("marked.xlsx"))
    assert (
        comments(copy)["Evidence!D4"] == "value must be so; got 1.\nvalue must be otherwise; got 1."
    )


def test_a_fault_of_a_sheet_is_listed_and_marks_no_cell(tmp_path: Path) -> None:
    whole = sheets()
    whole["Evidence"].pop(1)
    path = save(tmp_path / "rivers.xlsx", whole)
    copy = copy_of(path)
    assert coloured(copy) == set()
    sheet: Any = load_workbook(copy)["Notes on faults"]
    assert sheet["B2"].hyperlink.location == "'Evidence'!A1"


def test_a_fault_of_no_sheet_has_no_link(tmp_path: Path) -> None:
    whole = sheets()
    del whole["Agency"]
    copy = copy_of(save(tmp_path / "rivers.xlsx", whole))
    assert load_workbook(copy)["Notes on faults"]["B2"].hyperlink is None


@pytest.mark.parametrize(
    ("looks", "count"),
    [
        (b"<dxfs/>", None),
        (b'<dxfs count="0"/>', b'count="1"'),
        (b'<dxfs count="2"><dxf/><dxf/></dxfs>', b'count="3"'),
        (b"", b'count="1"'),
    ],
)
@pytest.mark.parametrize("rest", [b"<tableStyles/>", b""])
def test_looks_on_a_condition_that_are_there_keep_their_numbers(
    path: Path, looks: bytes, count: bytes | None, rest: bytes
) -> None:
    package = Package.read(path)
    styles = package.parts["xl/styles.xml"]
    ends = styles.index(b"</cellStyles>") + len(b"</cellStyles>")
    package.parts["xl/styles.xml"] = styles[:ends] + looks + rest + b"</styleSheet>"
    path.write_bytes(package.packed())
    copy = copy_of(path)
    assert coloured(copy) == set(WRONG)
    end = parts(copy)["xl/styles.xml"][ends:]
    assert count is None or count in end


def test_cells_below_one_another_are_one_area() -> None:
    assert list(areas_of(["B9", "AA2", "B7", "B8", "AA2"])) == ["B7:B9", "AA2"]


def test_something_is_put_at_the_end_of_an_element_that_is_empty() -> None:
    assert within(b'<a b="1" />', "<c/>") == b'<a b="1"><c/></a>'


@pytest.mark.parametrize(
    ("name", "got"), [("rivers.toml", ".toml"), ("rivers.json", ".json"), ("agency", "no file")]
)
def test_what_is_no_workbook_has_no_marked_copy(tmp_path: Path, name: str, got: str) -> None:
    fault = caught(
        InvalidValueError, write_marked, check_of(tmp_path / name), tmp_path / "marked.xlsx"
    )
    assert (fault.rule, fault.got) == ("be of a workbook (.xlsx)", got)


def check_of(path: Path) -> Any:  # noqa: ANN401  # what was found, without reading
    return Checked(str(path))


def test_what_cannot_be_opened_has_no_marked_copy(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"no workbook")
    fault = caught(InvalidValueError, copy_of, path)
    assert fault.rule == "be of a workbook that can be opened"
    assert "Save it in Excel" in fault.remedy
    result = run("check", path, "--marked", tmp_path / "marked.xlsx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "marked.xlsx").exists()


def test_a_sound_workbook_has_nothing_to_mark(tmp_path: Path) -> None:
    path = save(tmp_path / "rivers.xlsx", sheets())
    assert caught(InvalidValueError, copy_of, path).rule == "have a fault to mark"
    result = run("check", path, "--marked", tmp_path / "marked.xlsx")
    assert result.stdout.endswith("No marked copy: there is nothing to mark.\n")
    assert result.exit_code == 0
    assert not (tmp_path / "marked.xlsx").exists()


def test_nothing_is_replaced_unasked_and_never_the_workbook_itself(path: Path) -> None:
    copy, whole = copy_of(path), path.read_bytes()
    assert caught(InvalidValueError, copy_of, path).rule == "be a new file"
    assert run("check", path, "--marked", copy).exit_code == 2
    assert run("check", path, "--marked", copy, "--overwrite").exit_code == 1
    fault = caught(InvalidValueError, write_marked, check(path), path, overwrite=True)
    assert fault.rule == "be another than the workbook"
    assert path.read_bytes() == whole


def test_the_command_says_where_the_copy_is_and_what_it_cannot_keep(path: Path) -> None:
    package = Package.read(path)
    package.parts["_xmlsignatures/sig1.xml"] = b"<Signature/>"
    path.write_bytes(package.packed())
    assert lost_in_marked(check(path)) == ("the digital signature no longer holds.",)
    copy = path.with_name("marked.xlsx")
    result = run("check", path, "--marked", copy)
    assert result.exit_code == 1
    assert result.stderr == "In the marked copy the digital signature no longer holds.\n"
    assert result.stdout.endswith(f"\n\nMarked copy: {copy}\n")
    assert run("check", path, "--json").stdout.startswith("{")


def test_libreoffice_opens_the_copy(path: Path, tmp_path: Path) -> None:
    office = Office.find(tmp_path)
    out = tmp_path / "out"
    book = office.recalculate([copy_of(path)], out)["marked"]
    assert book["Evidence"]["D4"].comment is not None
    assert book["Evidence"]["D4"].value == "lots"
    assert book.sheetnames[-1] == "Notes on faults"


def test_a_model_can_be_read_from_a_copy_that_was_mended(path: Path) -> None:
    copy = copy_of(path)
    fill_again = {place: _sound(place) for place in WRONG}
    change(copy, fill_again)
    assert read_model(copy).partnership.agency


def _sound(place: str) -> object:
    heads = {"A": "measure", "B": "partner", "C": "year", "D": "value"}
    sheet, _, cell = place.partition("!")
    row = tables()[sheet.lower()][int(cell[1:]) - 4]
    return row["number" if sheet == "Weights" else heads[cell[0]]]


def test_a_sheet_without_a_comment_has_the_colour(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked, "MOST_COMMENTS", 1)
    fault = Problem("Evidence!D4", "value", "be so", "1", also=("Weights!D6",))
    copy = write_marked(Checked(str(path), [fault]), path.with_name("marked.xlsx"))
    assert comments(copy).keys() == {"Evidence!D4"}
    assert coloured(copy) == {"Evidence!D4", "Weights!D6"}
