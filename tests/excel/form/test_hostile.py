"""Broken and hostile workbooks are refused before anything in them is believed."""

from __future__ import annotations

import gc
import os
import re
import warnings
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from aimpartner.codec import faults as faults_of_files
from aimpartner.codec import one_cause
from aimpartner.codec.capacity import Capacity
from aimpartner.codec.model import build
from aimpartner.errors import WorkbookError
from aimpartner.excel.form import guard
from aimpartner.excel.form.read import read_model
from aimpartner.excel.form.stored import stored
from aimpartner.excel.form.template import write_template
from aimpartner.model_files import check
from excel.form.filling import rewrite, save, sheets
from faults import caught
from three_rivers import tables

if TYPE_CHECKING:
    from pathlib import Path

OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
OTHER = "another kind of file, or a damaged one"
REPAIR = "Open the file in Excel, let it repair the file, and save it."
SHEET = "xl/worksheets/sheet2.xml"
DIMENSION = re.compile(b"<dimension[^>]*/>")
ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a template, to be spoilt."""
    return write_template(tmp_path / "rivers.xlsx")


def parts(path: Path) -> dict[str, bytes]:
    """Return what a workbook's archive holds."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, files: dict[str, bytes]) -> None:
    """Write an archive."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def told(path: Path) -> tuple[str, str, str, str]:
    """Return the one fault of a workbook as place, subject, rule and value."""
    fault = caught(WorkbookError, read_model, path)
    (problem,) = fault.problems
    assert fault.path == str(path)
    return problem.place, problem.subject, problem.rule, str(problem.got)


def is_no_workbook(path: Path) -> str:
    """Check that a file is refused as no workbook, and return what was found."""
    place, subject, rule, got = told(path)
    assert (place, subject, rule) == ("file", "content", "be an Excel workbook (.xlsx)")
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert problem.remedy == "Save it in Excel as .xlsx without a password."
    return got


def set_in_each_file(path: Path, place: int, value: int) -> None:
    """Set a byte in the head of each file of an archive, and in its list: 6 locks, 8 packs."""
    content = bytearray(path.read_bytes())
    for mark, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        start = content.find(mark)
        while start >= 0:
            content[start + place + shift] = value
            start = content.find(mark, start + 1)
    path.write_bytes(content)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path / "nowhere.xlsx") == (
        "file",
        "path",
        "be a file that can be read",
        "No such file or directory",
    )


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path)[:2] == ("file", "path")


@pytest.mark.parametrize("content", [b"", b"partner,authority\n", b"PK\x03\x04 and so on"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rivers.xlsx"
    file.write_bytes(content)
    assert is_no_workbook(file) == OTHER


def test_an_older_workbook_or_one_with_a_password_is_told_as_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "rivers.xls"
    file.write_bytes(OLD)
    assert is_no_workbook(file) == "an older workbook (.xls), or one with a password"


def test_an_archive_without_a_workbook_is_refused(path: Path) -> None:
    pack(path, {"readme.txt": b"hello"})
    assert is_no_workbook(path) == "an archive without a workbook in it"


def test_an_archive_with_a_password_is_refused(path: Path) -> None:
    set_in_each_file(path, 6, 1)
    got = "one with a password"
    assert told(path) == ("file", "part _rels/.rels", "be without a password", got)


def test_an_archive_packed_in_another_way_is_refused(path: Path) -> None:
    set_in_each_file(path, 8, 99)
    assert told(path)[1:3] == ("part _rels/.rels", "be packed as Excel packs")


def test_a_damaged_archive_is_refused_at_its_part(path: Path) -> None:
    with ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    start = info.header_offset + 30 + len(SHEET)
    content = bytearray(path.read_bytes())
    content[start : start + info.compress_size] = b"\xff" * info.compress_size
    path.write_bytes(content)
    place, subject, rule, got = told(path)
    assert (place, subject, rule) == ("Agency", f"part {SHEET}", "hold what its format allows")
    assert "decompressing" in got


PARTS = [("file", "xl/workbook.xml"), ("Agency", SHEET), ("file", "xl/sharedStrings.xml")]


@pytest.mark.parametrize(("place", "part"), PARTS)
def test_a_part_that_is_no_xml_is_refused_by_its_name_and_its_sheets(
    path: Path, place: str, part: str
) -> None:
    files = parts(path)
    pack(path, files | {part: files[part][: len(files[part]) // 2]})
    assert told(path)[:3] == (place, f"part {part}", "be sound XML")
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert problem.remedy == REPAIR


@pytest.mark.parametrize(("place", "part"), PARTS)
def test_entities_are_refused_in_every_part(path: Path, place: str, part: str) -> None:
    files = parts(path)
    _, _, body = files[part].partition(b"?>")
    pack(path, files | {part: ENTITIES + body.replace(b"</", b"&lol2;</", 1)})
    assert told(path)[:3] == (place, f"part {part}", "declare no type of document")


def test_a_small_archive_that_would_swell_is_refused(path: Path) -> None:
    pack(path, parts(path) | {"xl/media/image.bin": bytes(38_000_000)})
    place, subject, rule, got = told(path)
    assert (place, subject) == ("file", "size")
    assert rule == "unpack to at most 40,000,000 bytes and 200 times its size"
    assert got.partition(" bytes from ")[0].replace(",", "").isdigit()


def test_a_large_archive_is_refused(path: Path) -> None:
    most = Capacity(file_size=path.stat().st_size)
    (problem,) = caught(WorkbookError, read_model, path, capacity=most).problems
    assert problem.subject == "size"


@pytest.mark.parametrize(
    "dimension",
    [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="?"/>'],
)
def test_what_a_sheet_says_of_its_span_is_not_believed(path: Path, dimension: bytes) -> None:
    save(path, sheets())
    files = parts(path)
    cut = {name: DIMENSION.sub(dimension, text) for name, text in files.items() if "sheet" in name}
    pack(path, files | cut)
    assert read_model(path) == build(tables())


@pytest.mark.parametrize(("cell", "row"), [(b"D", b"1048576"), (b"A", b"25001"), (b"B", b"999999")])
def test_a_cell_far_below_its_table_is_a_fault_there(path: Path, cell: bytes, row: bytes) -> None:
    save(path, sheets())
    far = b'<row r="%b"><c r="%b%b"><v>1</v></c></row></sheetData>' % (row, cell, row)
    files = parts(path)
    name = next(name for name, text in files.items() if b'<c r="D6"' in text)
    pack(path, files | {name: files[name].replace(b"</sheetData>", far)})
    problems = caught(WorkbookError, read_model, path).problems
    assert (problems[0].place.partition("!")[2], problems[0].subject, problems[0].rule) == (
        (cell + row).decode(),
        "row",
        "be among the first 25,000",
    )


def test_a_cell_far_to_the_right_is_for_people(path: Path) -> None:
    whole = sheets()
    whole["Evidence"][1] += [None] * 16_379 + ["far"]
    assert read_model(save(path, whole)) == build(tables())


def test_blank_rows_are_not_kept(path: Path) -> None:
    save(path, sheets())
    blank = b'<row hidden="1"><c s="0"/></row>' * 1_000 + b"</sheetData>"
    rewrite(path, b"</sheetData>", blank)
    assert check(path).notes == ()
    with guard.opened_archive(path, Capacity()) as archive:
        book = stored(archive, "xl/workbook.xml")
        held = [book.read(sheet) for sheet in book.sheets]
        assert all(len(sheet.rows) < 50 and not sheet.hidden_rows for sheet in held)


def test_a_workbook_of_many_sheets_is_refused_in_few_words(path: Path) -> None:
    save(path, {f"Sheet {number}": [[1]] for number in range(40)})
    got = told(path)[3]
    assert got.startswith("one with the sheets: Sheet 0, Sheet 1, ")
    assert got.endswith("Sheet 19, and 20 more")
    save(path, {f"Sheet {number}": [] for number in range(501)})
    assert told(path) == ("file", "number of sheets", "be at most 500", "more")


def test_of_rows_out_of_order_only_the_first_are_told(path: Path) -> None:
    save(path, sheets())
    rewrite(path, b"</sheetData>", b'<row r="1"/>' * 300 + b"</sheetData>")
    problems = caught(WorkbookError, read_model, path).problems
    assert {each.place.partition("!")[2] for each in problems} == {"A1"}


@pytest.mark.parametrize("count", [4, 5, 40])
def test_more_faults_than_anybody_reads_are_counted_and_not_listed(
    path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(faults_of_files, "MOST_FAULTS", 3)
    monkeypatch.setattr(one_cause, "_SEVERAL", count)
    whole = sheets()
    whole["Evidence"][1:] = [
        ["adopted", "Ashford", "2023/24", f"{number} or so"] for number in range(count)
    ]
    problems = caught(WorkbookError, read_model, save(path, whole)).problems
    assert [each.place for each in problems] == [
        "Evidence!D2",
        "Evidence!D3",
        "Evidence!D4",
        "file",
    ]
    assert problems[-1].subject == "number of faults"
    assert (problems[-1].rule, problems[-1].got) == ("be at most 3 to be listed", f"{count}")
    assert check(path).problems[-1] == problems[-1]


ENDINGS = [".xlsx", ".toml", ".json"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_pipe_is_not_opened(tmp_path: Path, ending: str) -> None:
    pipe = tmp_path / f"pipe{ending}"
    os.mkfifo(pipe)
    (problem,) = check(pipe).problems
    assert (problem.subject, problem.rule) == ("path", "be a file that can be read")
    assert problem.got == "a pipe or a device"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_device_is_not_opened(tmp_path: Path, ending: str) -> None:
    device = tmp_path / f"zero{ending}"
    device.symlink_to("/dev/zero")
    (problem,) = check(device).problems
    assert problem.got == "a pipe or a device"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_beyond_the_most_bytes_is_not_opened(tmp_path: Path, ending: str) -> None:
    large = tmp_path / f"large{ending}"
    with large.open("wb") as file:
        file.truncate(40_000_001)
    (problem,) = check(large).problems
    most = "40,000,000" if ending == ".xlsx" else "12,000,000"
    assert (problem.rule, problem.got) == (f"have at most {most} bytes", "40,000,001")


def test_a_broken_workbook_is_not_left_open(path: Path) -> None:
    _, _, body = parts(path)[SHEET].partition(b"?>")
    pack(path, parts(path) | {SHEET: ENTITIES + body})
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        caught(WorkbookError, read_model, path)
        gc.collect()
    assert warned == []
