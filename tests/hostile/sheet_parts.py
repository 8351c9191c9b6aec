"""Workbooks with a sheet that nobody has filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hostile.parcel import END, MAIN, Kind, altered, honest, part_of, replaced, rows, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EVIDENCE = part_of("Evidence")
_FAR = b'<row r="100000"><c r="A100000"><v>1</v></c></row>'


def _everywhere(text: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if "worksheets" in name]:
            parts[name] = parts[name].replace(END, text + END)

    return change


def _on_one_part(parts: dict[str, bytes]) -> None:
    name = "xl/_rels/workbook.xml.rels"
    for number in range(2, 7):
        parts[name] = parts[name].replace(b"sheet%d.xml" % number, b"sheet1.xml")
    first = "xl/worksheets/sheet1.xml"
    parts[first] = parts[first].replace(END, _FAR + END)


def _cell(body: Callable[[], bytes], attributes: bytes = b"", filler: int = 250_000) -> Kind:
    head = b'<row r="900"><c r="D900" %b>' % attributes
    return sheet(lambda: head + body() + b"</c></row>", filler)


def _value(value: Callable[[], bytes], attributes: bytes = b"") -> Kind:
    return _cell(lambda: b"<v>" + value() + b"</v>", attributes)


def _before(declared: Callable[[], bytes]) -> Kind:
    """Put something before the root of the sheet."""
    return replaced(EVIDENCE, b"<worksheet", lambda: declared() + b"<worksheet")


def _after(body: Callable[[], bytes]) -> Kind:
    return replaced(EVIDENCE, END, lambda: END + body())


def _instead(body: Callable[[], bytes]) -> Kind:
    root = b'<worksheet xmlns="%b">' % MAIN.encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[EVIDENCE] = root + body() + b"</worksheet>"

    return altered(change)


def _letters(column: int) -> bytes:
    letters = b""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = bytes([65 + rest]) + letters
    return letters


def _wide(numbers: range) -> bytes:
    return b"".join(
        b'<row r="%d">%b</row>'
        % (
            number,
            b"".join(
                b'<c r="%b%d" t="str"><v>x%d</v></c>' % (_letters(at), number, at)
                for at in range(1, 16_385)
            ),
        )
        for number in numbers
    )


_ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbbbbbbbb"><!ENTITY c "%b">]>' % (b"&b;" * 10_000)
_DEFAULTS = b"<!DOCTYPE a [<!ATTLIST c %b>]>" % b" ".join(
    b'a%d CDATA "%b"' % (number, b"x" * 1_000) for number in range(1_000)
)

KINDS: Mapping[str, Kind] = {
    "five sheets on one part, with row 100,000": altered(_on_one_part, 0),
    "row 100,000 in each sheet": altered(_everywhere(_FAR), 0),
    "100,000 rows of 12 cells": sheet(lambda: rows(range(100, 100_100))),
    "20,000 rows of 12 cells, all at fault": sheet(lambda: rows(range(100, 20_100))),
    "1,000,000 cells without a place": sheet(lambda: b"<c><v>1</v></c>" * 1_000_000),
    "2,000,000 cells without a value": sheet(lambda: b"<c/>" * 2_000_000),
    "1,000,000 blank rows": sheet(lambda: b"<row/>" * 1_000_000),
    "1,000,000 hidden rows": sheet(lambda: b'<row hidden="1"/>' * 1_000_000),
    "1,000,000 rows that say they are the first": sheet(lambda: b'<row r="1"/>' * 1_000_000),
    "a cell in the last corner, without a dimension": sheet(
        lambda: b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "a cell beyond the last corner": sheet(
        lambda: b'<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>'
    ),
    "a row of a number of 4,000 digits": sheet(lambda: b'<row r="%b"/>' % (b"9" * 4_000)),
    "a row of a number of 1,000,000 digits": sheet(lambda: b'<row r="%b"/>' % (b"9" * 1_000_000)),
    "a column of 1,000,000 letters": sheet(
        lambda: b'<row r="90"><c r="%b90"/></row>' % (b"A" * 1_000_000)
    ),
    "cells within cells, 1,000,000 deep": sheet(lambda: b"<c>" * 1_000_000 + b"</c>" * 1_000_000),
    "elements within elements, 3,000,000 deep": _after(
        lambda: b"<a>" * 3_000_000 + b"</a>" * 3_000_000
    ),
    "2,000,000 strange elements": _after(lambda: b"<a/>" * 2_000_000),
    "an element with 500,000 attributes": _after(
        lambda: b"<a %b/>" % b" ".join(b'a%d=""' % number for number in range(500_000))
    ),
    "5,000 elements with 500 attributes": _after(
        lambda: (b"<a %b/>" % b" ".join(b'a%d=""' % number for number in range(500))) * 5_000
    ),
    "500,000 namespaces": _after(
        lambda: b"<a %b/>" % b" ".join(b'xmlns:a%d="b%d"' % (at, at) for at in range(500_000))
    ),
    "an attribute of 30 MB": _after(lambda: b'<a b="%b"/>' % (b"x" * 30_000_000)),
    "a name of 30 MB": _after(lambda: b"<%b/>" % (b"x" * 30_000_000)),
    "a comment of 30 MB": _after(lambda: b"<!--%b-->" % (b"x" * 30_000_000)),
    "3,000,000 comments": _after(lambda: b"<!---->" * 3_000_000),
    "an instruction of 30 MB": _after(lambda: b"<?a %b?>" % (b"x" * 30_000_000)),
    "a passage of 30 MB": _after(lambda: b"<![CDATA[%b]]>" % (b"x" * 30_000_000)),
    "30 MB of blanks between elements": _after(lambda: b" " * 30_000_000),
    "30 MB of line ends": _after(lambda: b"\n" * 30_000_000),
    "6,000,000 references to a letter": _after(lambda: b"&#65;" * 6_000_000),
    "entities of entities": _before(lambda: _ENTITIES),
    "an entity of another file": _before(
        lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///dev/zero">]>'
    ),
    "a document type elsewhere": _before(lambda: b'<!DOCTYPE a SYSTEM "file:///dev/zero">'),
    "1 MB of attributes by default": replaced(
        EVIDENCE, b"<worksheet", lambda: _DEFAULTS + b"<worksheet", 900_000
    ),
    "a text of 30 MB in a cell": _value(lambda: b"x" * 30_000_000, b't="str"'),
    "a text of 8,000,000 wide letters": _value(lambda: "😀".encode() * 8_000_000, b't="str"'),
    "a formula of 30 MB": _cell(lambda: b"<f>" + b"1+" * 15_000_000 + b"</f>"),
    "a text in 500,000 pieces": _cell(
        lambda: b"<is>" + b"<r><t>x</t></r>" * 500_000 + b"</is>", b't="inlineStr"'
    ),
    "a text in 500,000 looks": _cell(
        lambda: (
            b"<is>" + b"<r><rPr><strike/></rPr><t>x</t></r><r><t>y</t></r>" * 250_000 + b"</is>"
        ),
        b't="inlineStr"',
    ),
    "a number of 4,000 digits": _value(lambda: b"9" * 4_000),
    "a number of 1,000,000 digits": _value(lambda: b"9" * 1_000_000),
    "a number with an exponent of 9 digits": _value(lambda: b"1e999999999"),
    "a number with an exponent of -9 digits": _value(lambda: b"1e-999999999"),
    "no number": _value(lambda: b"NaN"),
    "no end": _value(lambda: b"-INF"),
    "1e308": _value(lambda: b"1e308"),
    "a number in Arabic digits": _value("١٢٣".encode),
    "a shared text that is not there": _value(lambda: b"999999", b't="s"'),
    "a shared text before the first": _value(lambda: b"-1", b't="s"'),
    "a style that is not there": _value(lambda: b"1", b's="999999999999999999999"'),
    "a style before the first": _value(lambda: b"1", b's="-1"'),
    "a kind of cell that is not there": _value(lambda: b"1", b't="?"'),
    "a yes or no of 9": _value(lambda: b"9", b't="b"'),
    "a day that is none": _value(lambda: b"9999-99-99", b't="d"'),
    "500,000 merged ranges": _after(lambda: b'<mergeCell ref="A1:B2"/>' * 500_000),
    "40,000 merged ranges over all there is": _after(
        lambda: b'<mergeCell ref="A1:XFD1048576"/>' * 40_000
    ),
    "a merged range that is none": _after(lambda: b'<mergeCell ref="?"/>'),
    "1,000,000 hidden columns": _after(lambda: b'<col min="1" max="16384" hidden="1"/>' * 600_000),
    "a column of no number": _after(lambda: b'<col min="?" max="16384" hidden="1"/>'),
    "100,000 areas with 1,000 conditions": _after(
        lambda: (
            b'<conditionalFormatting sqref="%b">' % (b"A1 " * 100_000)
            + b'<cfRule dxfId="0"/>' * 1_000
            + b"</conditionalFormatting>"
        )
    ),
    "500,000 conditions": _after(
        lambda: (
            b'<conditionalFormatting sqref="A:XFD"><cfRule dxfId="0"/></conditionalFormatting>'
            * 300_000
        )
    ),
    "16,384 columns in each of ten rows": _instead(
        lambda: b"<sheetData>" + _wide(range(1, 11)) + END
    ),
    "16,384 columns beside the table": sheet(lambda: _wide(range(900, 930))),
    "a head of 16,384 columns": altered(
        lambda parts: parts.update(
            {EVIDENCE: parts[EVIDENCE].replace(END, _wide(range(900, 902)) + END)}
        )
    ),
    "heads of 30,000 letters": _instead(
        lambda: (
            b'<sheetData><row r="1">%b</row>'
            % (b'<c t="str"><v>%b</v></c>' % (b"x" * 30_000) * 900)
            + END
        )
    ),
    "a sheet in UTF-16": altered(
        lambda parts: parts.update(
            {EVIDENCE: parts[EVIDENCE].decode().replace("UTF-8", "UTF-16").encode("utf-16")}
        )
    ),
    "a sheet in an unknown encoding": replaced(
        EVIDENCE, b'encoding="UTF-8"', lambda: b'encoding="UTF-7"'
    ),
    "bytes that are no text": sheet(lambda: b"\xff\xfe\x00"),
    "a sheet without an end": altered(
        lambda parts: parts.update({EVIDENCE: honest()[EVIDENCE][:-200]})
    ),
    "a sheet of nothing": altered(lambda parts: parts.update({EVIDENCE: b""})),
}
