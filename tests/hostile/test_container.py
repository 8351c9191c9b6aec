"""What no figure depends on is not looked at, and what is broken is told by its part and sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from aimpartner import check
from aimpartner.codec.model import build
from aimpartner.errors import WorkbookError
from aimpartner.excel.form.read import read_model
from excel.form.filling import rewrite, save, sheets
from faults import caught
from hostile.parcel import (
    BOOK,
    END,
    LINKS,
    MAIN,
    RELATIONS,
    STYLES,
    TEXTS,
    TYPES,
    honest,
    pack,
    part_of,
)
from three_rivers import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Parts = dict[str, bytes]
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
EVIDENCE = part_of("Evidence")
LINKED = (
    b'<Relationship Id="rId900" Type="%b/externalLink" Target="externalLinks/gone.xml"/>'
    b'<Relationship Id="rId901" Type="%b/sheetMetadata" Target="file:///C:/gone.xlsx"'
    b' TargetMode="External"/></Relationships>' % (OFFICE, OFFICE)
)


def strict(parts: Parts) -> Parts:
    """Return the parts as Strict Open XML has them."""
    main = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return {
        name: part.replace(MAIN.encode(), main).replace(OFFICE, STRICT)
        for name, part in parts.items()
    }


def moved(parts: Parts) -> Parts:
    """Return the parts with the workbook, its styles and its texts elsewhere."""
    names = {BOOK: "book/main.xml", RELATIONS: "book/_rels/main.xml.rels"}
    held = {names.get(name, name): part for name, part in parts.items()}
    held[LINKS] = held[LINKS].replace(b"xl/workbook.xml", b"/book/main.xml")
    related = names[RELATIONS]
    held[related] = held[related].replace(b'Target="', b'Target="../xl/')
    return held


def changed(part: str, old: bytes, new: bytes) -> Callable[[Parts], Parts]:
    """Return what puts other bytes in the place of some in one part."""

    def change(parts: Parts) -> Parts:
        assert old in parts[part], part
        return parts | {part: parts[part].replace(old, new, 1)}

    return change


def without(*names: str) -> Callable[[Parts], Parts]:
    """Return what leaves parts out."""
    return lambda parts: {name: part for name, part in parts.items() if name not in names}


SOUND: dict[str, Callable[[Parts], Parts]] = {
    "Strict Open XML": strict,
    "a moved workbook": moved,
    "backslashes in names": lambda parts: {
        name.replace("/", "\\"): part for name, part in parts.items()
    },
    "backslashes in relations": lambda parts: (
        parts | {RELATIONS: parts[RELATIONS].replace(b"worksheets/", b"worksheets\\")}
    ),
    "parts named in other letters": lambda parts: {
        name.replace("sheet", "Sheet"): part for name, part in parts.items()
    },
    "relations from the root": lambda parts: (
        parts | {RELATIONS: parts[RELATIONS].replace(b'Target="', b'Target="/xl/')}
    ),
    "links to files that are gone": changed(RELATIONS, b"</Relationships>", LINKED),
    "no kinds of parts": without(TYPES),
    "no properties": without("docProps/core.xml", "docProps/app.xml"),
    "properties that are none": lambda parts: (
        parts | {"docProps/core.xml": b"<", "docProps/custom.xml": b"no XML"}
    ),
    "a theme that is none": lambda parts: parts | {"xl/theme/theme1.xml": b"<a:b>"},
    "no relations of the archive": without(LINKS),
    "a relation to a workbook that is not there": changed(LINKS, b"xl/workbook", b"xl/other"),
    "a style of a fill that is none": changed(
        STYLES, b"<fills", b"<fills><fill><odd/></fill></fills><fills"
    ),
    "a style of a format that is not there": changed(
        STYLES, b"</cellXfs>", b'<xf numFmtId="x"/></cellXfs>'
    ),
    "a look of a font of a family of 99": changed(
        STYLES, b"</fonts>", b'<font><family val="99"/></font></fonts>'
    ),
    "a formatted empty last row": changed(
        EVIDENCE,
        END,
        b'<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/></row>' + END,
    ),
    "a sheet of charts beside the others": lambda parts: changed(
        RELATIONS,
        b"</Relationships>",
        b'<Relationship Id="c" Type="%b/chartsheet" Target="chartsheets/sheet1.xml"/>'
        b"</Relationships>" % OFFICE,
    )(changed(BOOK, b"</sheets>", b'<sheet name="Chart" sheetId="900" r:id="c"/></sheets>')(parts)),
    "notes on a part that is broken": lambda parts: changed(
        RELATIONS,
        b"</Relationships>",
        b'<Relationship Id="c" Type="%b/worksheet" Target="worksheets/gone.xml"/>'
        b"</Relationships>" % OFFICE,
    )(changed(BOOK, b"</sheets>", b'<sheet name="Notes" sheetId="900" r:id="c"/></sheets>')(parts)),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_workbook_is_read_where_its_data_is_sound(tmp_path: Path, name: str) -> None:
    path = tmp_path / "rivers.xlsx"
    with ZipFile(path, "w") as archive:
        for part, held in SOUND[name](dict(honest())).items():
            archive.writestr(part, held)
    assert read_model(path) == build(tables())


def test_a_workbook_without_styles_or_texts_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = save(tmp_path / "rivers.xlsx", {"Measures": [["measure"], ["adopted"]]})
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bare = parts[RELATIONS].replace(b"/styles", b"/other")
    pack(path, parts | {RELATIONS: bare})
    assert {each.place for each in check(path).problems} == {"Agency", "Partners"}
    pack(path, parts | {RELATIONS: bare.replace(b"/sharedStrings", b"/odd")})
    assert "Measures" in {each.place for each in check(path).problems}


BROKEN = {
    "no such part": (without(EVIDENCE), "Evidence", "be in the file"),
    "no XML": (changed(EVIDENCE, END, b"<"), "Evidence", "be sound XML"),
    "a document type": (
        changed(EVIDENCE, b"<worksheet", b"<!DOCTYPE a><worksheet"),
        "Evidence",
        "declare no type of document",
    ),
    "a row of no number": (
        changed(EVIDENCE, END, b'<row r="x"/>' + END),
        "Evidence",
        "hold what its format allows",
    ),
    "a merged range without a place": (
        changed(EVIDENCE, END, b"<mergeCell/>" + END),
        "Evidence",
        "hold what its format allows",
    ),
    "another sheet's part": (
        changed(RELATIONS, b"worksheets/sheet2.xml", b"worksheets/sheet1.xml"),
        "Partners",
        "hold one sheet",
    ),
    "no part": (
        changed(BOOK, b'r:id="rId2"', b'r:id="gone"'),
        "Partners",
        "say which part holds the sheet",
    ),
    "a part that lies elsewhere": (
        changed(
            RELATIONS, b'Target="worksheets/sheet2.xml"', b'Target="gone" TargetMode="External"'
        ),
        "Partners",
        "say which part holds the sheet",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_part_is_told_with_the_sheet_that_it_holds(tmp_path: Path, name: str) -> None:
    change, sheet, rule = BROKEN[name]
    path = tmp_path / "rivers.xlsx"
    pack(path, change(dict(honest())))
    told = [(each.place, each.rule) for each in caught(WorkbookError, read_model, path).problems]
    assert (sheet, rule) in told
    assert not check(path).is_sound


WHOLE = {
    "texts that are no XML": (changed(TEXTS, b"</sst>", b"<"), "be sound XML"),
    "styles that are no XML": (changed(STYLES, b"</styleSheet>", b"<"), "be sound XML"),
    "a format of 5,000 letters": (
        changed(
            STYLES,
            b"<fonts",
            b'<numFmts><numFmt numFmtId="900" formatCode="%b"/></numFmts><fonts' % (b"0" * 5_000),
        ),
        "hold what its format allows",
    ),
    "a name of a sheet of 300 letters": (
        changed(BOOK, b'name="Evidence"', b'name="%b"' % (b"x" * 300)),
        "hold what its format allows",
    ),
    "a binary workbook": (
        lambda parts: (
            parts
            | {
                LINKS: parts[LINKS].replace(b"workbook.xml", b"workbook.bin"),
                "xl/workbook.bin": b"1",
            }
        ),
        "be XML, as in .xlsx",
    ),
    "a part twice": (
        lambda parts: parts | {"XL/workbook.xml": b""},
        "be in the file once",
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_broken_part_of_all_sheets_is_told_once(tmp_path: Path, name: str) -> None:
    change, rule = WHOLE[name]
    path = tmp_path / "rivers.xlsx"
    pack(path, change(dict(honest())))
    (problem,) = caught(WorkbookError, read_model, path).problems
    assert (problem.place, problem.rule) == ("file", rule)
    assert problem.subject.startswith("part ")


@pytest.mark.parametrize(
    ("cell", "rule", "got"),
    [
        (b"<v>NaN</v>", "be a number", "'NaN'"),
        (b"<v>1e999</v>", "be a number", "'1e999'"),
        (b'<v>9</v>" t="b', "be of a kind that there is, not 'b'", "'9'"),
        (b'<v>1</v>" t="q', "be of a kind that there is, not 'q'", "'1'"),
        (b'<v>31 June</v>" t="d', "be a day", "'31 June'"),
        (b'<v>99999</v>" t="s', "be a text that the file holds", "text 99999"),
        (b'<v>-1</v>" t="s', "be a text that the file holds", "text -1"),
    ],
)
def test_a_cell_that_holds_no_value_is_refused_at_its_place(
    tmp_path: Path, cell: bytes, rule: str, got: str
) -> None:
    value, _, kind = cell.partition(b'" ')
    new = b'<row r="90"><c r="D90" %b>%b</c></row>' % (kind + b'"' * bool(kind), value) + END
    path = tmp_path / "rivers.xlsx"
    pack(path, changed(EVIDENCE, END, new)(dict(honest())))
    told = [(each.place, each.rule, str(each.got)) for each in check(path).problems]
    assert ("Evidence!D90", rule, got) in told


@pytest.mark.parametrize(("said", "value"), [(b"true", True), (b"0", False), (b"false", False)])
def test_yes_and_no_are_read_however_they_are_written(
    tmp_path: Path, said: bytes, *, value: bool
) -> None:
    whole = sheets()
    whole["Measures"][0].append("adds up")
    whole["Measures"][1] += [None] * (len(whole["Measures"][0]) - 1 - len(whole["Measures"][1]))
    whole["Measures"][1].append(True)
    path = save(tmp_path / "rivers.xlsx", whole)
    rewrite(path, b't="b"><v>1</v>', b't="b"><v>%b</v>' % said)
    assert read_model(path).evidence.measures[0].adds_up is value


def test_a_list_of_parts_that_is_longer_than_it_says_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rivers.xlsx"
    pack(path, honest())
    held = path.read_bytes()
    end = held.rfind(b"PK\x05\x06")
    longer = (b"PK\x06\x06" + bytes(36) + (99_999_999).to_bytes(8, "little")).ljust(56, b"\0")
    path.write_bytes(held[:end] + longer + b"PK\x06\x07".ljust(20, b"\0") + held[end:])
    (problem,) = check(path).problems
    assert (problem.subject, problem.rule) == ("number of parts", "be at most 5,000")
