"""Workbooks with another part that nobody has made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.parcel import (
    BOOK,
    LINKS,
    RELATIONS,
    SHEET,
    STYLES,
    TEXTS,
    TYPES,
    Kind,
    altered,
    replaced,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_ABOUT = "docProps/core.xml"
_SHEETS = b"</sheets>"


def _sheets(count: int, name: bytes = b"Sheet %d", target: str = "") -> Kind:
    """Add many sheets to a workbook, each with a part of its own unless they share one."""

    def change(parts: dict[str, bytes]) -> None:
        empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        listed, related = [], []
        for at in range(count):
            part = target or f"worksheets/more{at}.xml"
            title = name % at if b"%d" in name else name
            listed.append(b'<sheet name="%b" sheetId="%d" r:id="m%d"/>' % (title, at + 900, at))
            related.append(
                b'<Relationship Id="m%d" Target="%b" Type="http://schemas.openxmlformats.org/'
                b'officeDocument/2006/relationships/worksheet"/>' % (at, part.encode())
            )
            if not target:
                parts[f"xl/{part}"] = empty
        parts[BOOK] = parts[BOOK].replace(_SHEETS, b"".join(listed) + _SHEETS)
        parts[RELATIONS] = parts[RELATIONS].replace(
            b"</Relationships>", b"".join(related) + b"</Relationships>"
        )

    return altered(change)


def _many(part: str, end: bytes, element: bytes, count: int) -> Kind:
    """Put so many elements before the end of a part."""
    return replaced(part, end, lambda: element * count + end)


_RELATED = b'<Relationship Id="x" Target="x" Type="x"/>'
_NAMED = b'<definedName name="x">A1</definedName>'

KINDS: Mapping[str, Kind] = {
    "53 kB of styles": _many(STYLES, b"</cellXfs>", b'<xf numFmtId="0" fontId="0"/>', 400_000),
    "1,000,000 fonts": _many(STYLES, b"</fonts>", b"<font/>", 1_000_000),
    "600,000 fonts with a strike": _many(STYLES, b"</fonts>", b"<font><strike/></font>", 600_000),
    "500,000 formats of numbers": _many(
        STYLES, b"<fonts", b'<numFmts><numFmt numFmtId="164" formatCode="0.00"/></numFmts>', 450_000
    ),
    "500,000 looks on a condition": _many(
        STYLES,
        b"</styleSheet>",
        b'<dxfs><dxf><numFmt numFmtId="1" formatCode="0"/></dxf></dxfs>',
        400_000,
    ),
    "a format of 10 MB": replaced(
        STYLES,
        b"<fonts",
        lambda: (
            b'<numFmts><numFmt numFmtId="164" formatCode="%b"/></numFmts><fonts'
            % (b"0;" * 5_000_000)
        ),
    ),
    "styles within styles": _many(STYLES, b"</cellXfs>", b"<xf>", 1_000_000),
    "styles that are no styles": workbook(STYLES=b"<a/>"),
    "styles of nothing": workbook(STYLES=b""),
    "2,500,000 empty texts": _many(TEXTS, b"</sst>", b"<si/>", 2_500_000),
    "38 MB of texts": _many(TEXTS, b"</sst>", b"<si><t>x</t></si>", 2_200_000),
    "texts of 30,000 letters": _many(
        TEXTS, b"</sst>", b"<si><t>%b</t></si>" % (b"x" * 30_000), 1_000
    ),
    "a text of 38 MB": _many(TEXTS, b"</sst>", b"<si><t>%b</t></si>" % (b"x" * 38_000_000), 1),
    "38 MB of defined names": _many(BOOK, b"</sheets>", _NAMED, 950_000),
    "38 MB of kinds of parts": _many(
        TYPES, b"</Types>", b'<Override PartName="/x" ContentType="y"/>', 950_000
    ),
    "38 MB of relations": _many(RELATIONS, b"</Relationships>", _RELATED, 850_000),
    "38 MB of relations of the archive": _many(LINKS, b"</Relationships>", _RELATED, 850_000),
    "38 MB of properties": _many(
        _ABOUT, b"</cp:coreProperties>", b"<dc:creator>x</dc:creator>", 1_400_000
    ),
    "properties that are none": altered(lambda parts: parts.update({_ABOUT: b"<"})),
    "38 MB of a theme": _many("xl/theme/theme1.xml", b"</a:theme>", b"<a:b/>", 5_000_000),
    "2,000 sheets": _sheets(2_000),
    "490 sheets": _sheets(450),
    "100,000 sheets on one part": _sheets(100_000, target="worksheets/sheet1.xml"),
    "400 sheets on one part": _sheets(400, target="worksheets/sheet1.xml"),
    "a name of a sheet of 10 MB": _sheets(1, b"x" * 10_000_000),
    "50 names of sheets of 200 kB": _sheets(50, b"x%d" + b"x" * 200_000),
    "a sheet on a part that is not there": altered(lambda parts: parts.pop(SHEET)),
    "a sheet on a part elsewhere": replaced(
        RELATIONS, b"worksheets/sheet1.xml", lambda: b"../../../etc/passwd"
    ),
    "a sheet on the workbook": replaced(
        RELATIONS, b"worksheets/sheet1.xml", lambda: b"workbook.xml"
    ),
    "a sheet on the texts": replaced(
        RELATIONS, b"worksheets/sheet1.xml", lambda: b"sharedStrings.xml"
    ),
    "texts on a sheet": replaced(RELATIONS, b"sharedStrings.xml", lambda: b"worksheets/sheet1.xml"),
    "a sheet without a relation": replaced(BOOK, b'r:id="rId1"', lambda: b'r:id="nothing"'),
    "no relations": altered(lambda parts: parts.pop(RELATIONS)),
    "no texts": altered(lambda parts: parts.pop(TEXTS)),
    "relations in a ring": workbook(
        LINKS=b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Target="_rels/.rels" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
}
