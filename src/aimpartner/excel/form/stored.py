"""A workbook as its file stores it: its sheets with their cells, and how each cell is shown.

openpyxl's own way of reading a workbook builds trees of whatever the parts hold, and it tells
neither in which pieces a text stands, nor whether formulas were calculated. So of openpyxl are used
its names of number formats and its days alone, and each part that is needed is gone through once.
What else a file holds (properties, themes, links to other files) is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field, frozen
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from aimpartner.excel.form.archive import Archive, PartError, key_of
from aimpartner.excel.form.markup import Gauge, element, is_on
from aimpartner.excel.form.relations import SHEET, STYLES, TEXTS, Relation, relations_of
from aimpartner.excel.form.sheet_part import StoredSheet, stored_sheet
from aimpartner.excel.form.styles import Styles
from aimpartner.excel.form.texts import SharedTexts, Text

_LETTERS_OF_NAME = 255
_SHEET, _PROPERTIES, _CALCULATION = map(element, ("sheet", "workbookPr", "calcPr"))


@frozen
class SheetPart:
    """One sheet of a workbook, before it is read.

    Args:
        name: the sheet's name.
        part: the part that holds it; nothing where the file names none.
        is_hidden: whether it is hidden.
    """

    name: str
    part: str
    is_hidden: bool = False


@define
class StoredBook:
    """What holds for all sheets of a workbook.

    Args:
        archive: its parts.
        styles: how cells are shown.
        sheets: its sheets, in its order.
        is_old: whether the program that saved the file left formulas to be calculated later.
        epoch: the day that days are counted from.
        texts: the texts that sheets share.
    """

    archive: Archive
    styles: Styles
    sheets: list[SheetPart] = field(factory=list)
    is_old: bool = False
    epoch: Any = WINDOWS_EPOCH
    texts: Sequence[Text] = ()

    def read(self, sheet: SheetPart) -> StoredSheet:
        """Return what a sheet holds.

        Raises:
            BeyondCapacityError: it holds more than is read.
            PartError: its part is broken, or another sheet's.
        """
        if not sheet.part:
            raise PartError("xl/workbook.xml", "say which part holds the sheet", "none")
        keys = [key_of(other.part) for other in self.sheets]
        if keys.count(key_of(sheet.part)) > 1:
            raise PartError(sheet.part, "hold one sheet", "several sheets on it")
        return stored_sheet(self.archive, sheet.part)


def stored(archive: Archive, part: str) -> StoredBook:
    """Return a workbook, of which the sheets are yet to be read.

    Args:
        archive: its parts.
        part: the one that holds the workbook.

    Raises:
        BeyondCapacityError: it holds more than is read.
        PartError: a part that all sheets need is broken.
    """
    handler = _Handler(archive)
    archive.walk(part, handler)
    relations = relations_of(archive, part)
    book, nowhere = handler.book, Relation(SHEET, "")
    for sheet in handler.sheets:
        relation = relations.by_name.get(_relation(sheet), nowhere)
        if relation.kind == SHEET:
            is_hidden = sheet.get("state", "visible") != "visible"
            book.sheets.append(SheetPart(sheet["name"], relation.target, is_hidden))
    if texts := relations.first(TEXTS):
        shared = SharedTexts(archive.gauge)
        archive.walk(texts, shared)
        book.texts = shared.texts
    styles = relations.first(STYLES)
    if styles and key_of(styles) in archive.parts:
        archive.walk(styles, book.styles)
    return book


def _relation(sheet: Mapping[str, str]) -> str:
    """Return the name of a sheet's relation, in whichever words of the format."""
    names = (value for key, value in sheet.items() if key.endswith("/relationships id"))
    return next(names, "")


class _Handler:
    """Hears the part of the workbook."""

    def __init__(self, archive: Archive) -> None:
        self._gauge: Gauge = archive.gauge
        self.book = StoredBook(archive, Styles(archive.gauge))
        self.sheets: list[Mapping[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _SHEET:
            self._gauge.hold("sheets", len(self.sheets) + 1)
            if len(attributes["name"]) > _LETTERS_OF_NAME:
                raise ValueError(f"a sheet with a name of {len(attributes['name']):,} letters")
            self.sheets.append(attributes)
        elif name == _PROPERTIES and is_on(attributes.get("date1904")):
            self.book.epoch = CALENDAR_MAC_1904
        elif name == _CALCULATION:
            is_done = is_on(attributes.get("calcCompleted", "1"))
            self.book.is_old = is_on(attributes.get("fullCalcOnLoad")) or not is_done

    def end(self, name: str) -> None:
        """Hear that an element ends, which tells nothing."""

    def text(self, words: str) -> None:
        """Hear a text, which tells nothing."""
