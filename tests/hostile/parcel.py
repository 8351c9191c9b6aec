"""Hostile workbooks, put together from an honest one: its parts, and what is put in their place."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from excel.form.filling import save, sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Kind = tuple[str, "Callable[[Path], object]"]
"""The ending of a hostile file, and what writes it at a path."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK, STYLES, TEXTS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
TYPES, RELATIONS, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
SHEET = "xl/worksheets/sheet1.xml"
END = b"</sheetData>"


@cache
def honest() -> dict[str, bytes]:
    """Return the parts of a sound workbook."""
    with TemporaryDirectory() as folder, ZipFile(save(Path(folder, "a.xlsx"), sheets())) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


@cache
def part_of(title: str) -> str:
    """Return the part that holds a sheet."""
    return f"xl/worksheets/sheet{[*sheets()].index(title) + 1}.xml"


def pack(path: Path, parts: Mapping[str, bytes], *, filler: int = 0) -> None:
    """Write an archive; filler that cannot be packed hides how much the rest would swell."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        if filler:
            noise = random.Random(1).randbytes(filler)  # noqa: S311  # it hides no secret
            archive.writestr("xl/media/image1.png", noise, compress_type=ZIP_STORED)


def workbook(*, filler: int = 250_000, **parts: bytes) -> Kind:
    """Return a workbook with other parts in the place of some, by the names above."""
    names = globals()
    return ".xlsx", lambda path: pack(
        path, honest() | {names[name]: part for name, part in parts.items()}, filler=filler
    )


def altered(change: Callable[[dict[str, bytes]], object], filler: int = 250_000) -> Kind:
    """Return a workbook of which the parts are changed in place."""

    def write(path: Path) -> None:
        parts = dict(honest())
        change(parts)
        pack(path, parts, filler=filler)

    return ".xlsx", write


def replaced(part: str, old: bytes, new: Callable[[], bytes], filler: int = 250_000) -> Kind:
    """Return a workbook with other bytes in the place of some in one part."""

    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part], (part, old)
        parts[part] = parts[part].replace(old, new(), 1)

    return altered(change, filler)


def sheet(body: Callable[[], bytes], filler: int = 250_000) -> Kind:
    """Return a workbook of which the sheet Evidence holds something besides its cells."""
    return replaced(part_of("Evidence"), END, lambda: body() + END, filler)


def rows(numbers: Iterable[int], columns: int = 12, value: bytes = b"1") -> bytes:
    """Return rows of cells."""
    letters = [bytes([65 + at]) for at in range(columns)]
    return b"".join(
        b'<row r="%d">%b</row>'
        % (
            number,
            b"".join(b'<c r="%b%d"><v>%b</v></c>' % (at, number, value) for at in letters),
        )
        for number in numbers
    )
