"""A workbook as its file stores it: its sheets with their cells, and how each cell is shown.

openpyxl's own way of reading a workbook warns of what it would lose on saving it, and it tells
neither in which pieces a text stands, nor whether formulas were calculated. So of openpyxl are used
the manifest, the relations and the styles, and each other part is gone through once by our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from attrs import define, field, frozen
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE, builtin_format_code
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH
from openpyxl.xml.constants import ARC_STYLE, ARC_WORKBOOK, REL_NS, SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from aimpartner.excel.form.markup import TooManyError, element, is_on, walk
from aimpartner.excel.form.sheet_part import StoredSheet, stored_sheet
from aimpartner.excel.form.texts import SharedTexts, Text

MOST_SHEETS = 500


@frozen
class Look:
    """How cells of one style are shown.

    Args:
        form: the format of a number, as Excel writes it; nothing where there is none.
        is_day: whether a number is shown as a day or a time.
        is_length: whether a number is shown as a length of time.
        is_struck: whether what is shown is struck through.
    """

    form: str = ""
    is_day: bool = False
    is_length: bool = False
    is_struck: bool = False


PLAIN = Look()


@define
class StoredBook:
    """What holds for all sheets of a workbook.

    Args:
        parts: the name of each sheet, and the part that holds it.
        hidden: the names of sheets that are hidden.
        is_old: whether the program that saved the file left formulas to be calculated later.
        epoch: the day that days are counted from.
        texts: the texts that sheets share.
        looks: how cells are shown, by the number of their style.
        reformats: the numbers of those looks on a condition that have a format of their own.
    """

    parts: list[tuple[str, str]] = field(factory=list)
    hidden: set[str] = field(factory=set)
    is_old: bool = False
    epoch: Any = WINDOWS_EPOCH
    texts: Sequence[Text] = ()
    looks: Sequence[Look] = ()
    reformats: frozenset[int] = frozenset()

    def look(self, style: int) -> Look:
        """Return how cells of a style are shown; plain, where the file has no such style."""
        return self.looks[style] if style < len(self.looks) else PLAIN


def stored(file: IO[bytes]) -> tuple[StoredBook, Iterator[tuple[str, StoredSheet]]]:
    """Return a workbook, and its sheets in the workbook's order, read as they are asked for."""
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.read_manifest()
    archive = reader.archive
    kinds = {kind.ContentType: kind.PartName[1:] for kind in reader.package.Override}
    books = (part for kind, part in kinds.items() if kind.endswith(".main+xml"))
    book = _book(archive, next(books, ARC_WORKBOOK))
    shared = kinds.get(SHARED_STRINGS)
    if shared is not None:
        handler = SharedTexts()
        with archive.open(shared) as source:
            walk(source, handler)
        book.texts = handler.texts
    if ARC_STYLE in reader.valid_files:
        tree: Any = fromstring(archive.read(ARC_STYLE))
        styles = Stylesheet.from_tree(tree)
        book.looks, book.reformats = _looks(styles), _reformats(styles)
    return book, _sheets(archive, book.parts)


def _sheets(archive: Any, parts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, StoredSheet]]:  # noqa: ANN401  # openpyxl's own
    for name, part in parts:
        with archive.open(part) as source:
            yield name, stored_sheet(source)


def _book(archive: Any, part: str) -> StoredBook:  # noqa: ANN401  # the same
    handler = _Handler()
    with archive.open(part) as source:
        walk(source, handler)
    where = get_rels_path(part)  # type: ignore[no-untyped-call]  # openpyxl's own
    relations = get_dependents(archive, where).to_dict()
    book = handler.book
    for sheet in handler.sheets:
        relation = relations[sheet[f"{REL_NS} id"]]
        if "chartsheet" not in relation.Type:
            book.parts.append((sheet["name"], relation.target))
    return book


class _Handler:
    """Hears the part of the workbook."""

    def __init__(self) -> None:
        self.book = StoredBook()
        self.sheets: list[Mapping[str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == element("sheet"):
            if len(self.sheets) >= MOST_SHEETS:
                raise TooManyError("number of sheets", MOST_SHEETS)
            self.sheets.append(attributes)
            if attributes.get("state", "visible") != "visible":
                self.book.hidden.add(attributes["name"])
        elif name == element("workbookPr") and is_on(attributes.get("date1904")):
            self.book.epoch = CALENDAR_MAC_1904
        elif name == element("calcPr"):
            is_done = is_on(attributes.get("calcCompleted", "1"))
            self.book.is_old = is_on(attributes.get("fullCalcOnLoad")) or not is_done

    def end(self, name: str) -> None:
        """Hear that an element ends, which tells nothing."""

    def text(self, words: str) -> None:
        """Hear a text, which tells nothing."""


def _reformats(styles: Any) -> frozenset[int]:  # noqa: ANN401  # openpyxl's own
    looks = styles.dxfs or ()
    return frozenset(at for at, look in enumerate(looks) if look.numFmt is not None)


def _looks(styles: Any) -> list[Look]:  # noqa: ANN401  # the same
    return [
        Look(
            _form(style.numFmtId, styles.number_formats),
            number in styles.date_formats,
            number in styles.timedelta_formats,
            bool(styles.fonts[style.fontId].strike),
        )
        for number, style in enumerate(styles.cell_styles)
    ]


def _form(number: int, custom: Sequence[str]) -> str:
    """Return a format; nothing where the file names one that it does not hold."""
    own = number - BUILTIN_FORMATS_MAX_SIZE
    is_own = 0 <= own < len(custom)
    return str(custom[own]) if is_own else builtin_format_code(number) or ""
