"""The empty Start sheet: one agency and one year on one page, for a council to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from attrs import define
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs

from aimpartner.excel.form.fields import NOTES
from aimpartner.excel.start.layout import (
    AGENCY,
    DESCRIBED,
    INTRODUCTION,
    OF_PRICE,
    OF_SOURCE,
    PARTNERS,
    SECTIONS,
    SETTINGS,
    SHEET,
    Section,
    StartField,
)
from aimpartner.excel.writing.formats import A4, Formats, options
from aimpartner.writable import free, put_in_place

_MADE = datetime(2018, 4, 1)  # noqa: DTZ001  # a workbook states its local time; nothing reads the clock
_WIDTHS = (18, 38, 22, 19, 18, 17, 15)
_FIGURES, _FEES, _WIDTH = 6, 3, 12
_LINE, _SPARE = 13, 0.95
"""The height of a line of help in points, and how much of a width its words fill."""
_MEASURE = StartField(
    "measure", "a measure over each column, as adopted; its year below", kind="text, wrap"
)
_FEE = StartField("fee", "a fee, as interagency; its price below", kind="text, wrap")
_NUMBER = StartField(
    "number", "the partner's figure, or its units of the fee; 0 for none", kind="number"
)


def write_start(path: str | Path, *, overwrite: bool = False) -> Path:
    """Write an empty Start sheet, on which most agencies can be said whole; return its path.

    Args:
        path: where to.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: the path is taken, does not end in .xlsx, or cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_start(Path(folder, "start.xlsx")).name
        'start.xlsx'
    """
    target = free(Path(path), overwrite=overwrite)
    with (
        put_in_place(target, overwrite=overwrite) as file,
        Workbook(file, options()) as workbook,
    ):
        workbook.set_properties({"title": f"aimpartner: {INTRODUCTION[0]}", "created": _MADE})
        _Page(workbook.add_worksheet(SHEET), Formats(workbook)).write()
    return target


@define
class _Page:
    """The Start sheet while it is written; rows and columns are counted from 0."""

    sheet: Any
    formats: Formats
    row: int = 0

    def write(self) -> None:
        """Write the introduction and the four parts."""
        self._lay_out()
        self.sheet.set_row(0, 24)
        for number, words in enumerate(INTRODUCTION):
            self._words(0, words, "note" if number else "title")
            self.row += 1
        starts = self._starts()
        partners, measures = self._offered(starts[PARTNERS.title])
        for section in SECTIONS:
            self.row += 1
            if section is PARTNERS:
                self.sheet.set_h_pagebreaks([self.row])
            self._words(0, section.title, "section")
            self.row += 1
            self._words(0, section.help, "note")
            self.row += 1
            if section is AGENCY:
                self._settings()
            elif section is PARTNERS:
                self._partners()
            else:
                self._table(section, {"incurred by": partners, "measure": measures})

    def _lay_out(self) -> None:
        for column, width in enumerate((*_WIDTHS, *[_WIDTH] * (_FIGURES + _FEES))):
            self.sheet.set_column(column, column, width, self.formats.of("plain"))
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        self.sheet.set_footer("&L&F&RPage &P of &N")

    def _starts(self) -> dict[str, int]:
        """Return the row of each part's head."""
        starts, row = {}, len(INTRODUCTION)
        for section in SECTIONS:
            starts[section.title] = row + 3
            described = len(DESCRIBED) if section is PARTNERS else 0
            notes = 0 if section is AGENCY else 1
            row += 4 + notes + described + section.rows
        return starts

    def _offered(self, head: int) -> tuple[str, str]:
        """Return the cells that offer the partners' names, and those that offer measures."""
        first = head + 2 + len(DESCRIBED)
        names = xl_range_abs(first, 0, first + PARTNERS.rows - 1, 0)
        left = len(_WIDTHS)
        return f"={names}", f"={xl_range_abs(head, left, head, left + _FIGURES - 1)}"

    def _words(self, column: int, words: str, form: str) -> None:
        self.sheet.write_string(self.row, column, words, self.formats.of(form))

    def _head(self, fields: Sequence[StartField]) -> None:
        for column, each in enumerate(fields):
            self._words(column, each.name, "head, dark" if each.is_required else "head")

    def _settings(self) -> None:
        for column, name in enumerate(("setting", "value", NOTES)):
            self._words(column, name, "head")
        for each in SETTINGS:
            self.row += 1
            self._words(0, each.name, "head, dark" if each.is_required else "head")
            self._input((self.row, 1), (1, 1), each)
            self._words(2, each.help, "note")
        self.row += 1

    def _table(self, section: Section, offered: dict[str, str]) -> None:
        self._head(section.fields)
        self._helps(section)
        for column, each in enumerate(section.fields):
            self._input((self.row, column), (section.rows, 1), each, offered.get(each.name, ""))
        self.row += section.rows

    def _helps(self, section: Section) -> None:
        """Write below the head what goes where, in a row for people."""
        self.row += 1
        lines = 1
        for column, each in enumerate(section.fields):
            words = f"{NOTES}: {each.help}" if column == 0 else each.help
            lines = max(lines, len(wrap(words, int(_WIDTHS[column] * _SPARE))))
            self._words(column, words, "note, wrap, top")
        self.sheet.set_row(self.row, lines * _LINE + 3)
        self.row += 1

    def _partners(self) -> None:
        head, left = self.row, len(_WIDTHS)
        self._head(PARTNERS.fields)
        self.sheet.set_row(head, 2 * _LINE + 3)
        self._input((head, left), (1, _FIGURES), _MEASURE)
        self._input((head, left + _FIGURES), (1, _FEES), _FEE)
        self._helps(PARTNERS)
        self.sheet.write_string(self.row - 1, left, _MEASURE.help, self.formats.of("note, top"))
        self.sheet.write_string(
            self.row - 1, left + _FIGURES, _FEE.help, self.formats.of("note, top")
        )
        for each in DESCRIBED:
            self._words(0, each.name, "head")
            of_fee, of_all = each.name == OF_PRICE, each.name == OF_SOURCE
            first = left + _FIGURES if of_fee else left
            across = _FIGURES * (not of_fee) + _FEES * (of_fee or of_all)
            self._input((self.row, first), (1, across), each)
            self.row += 1
        for column, each in enumerate(PARTNERS.fields):
            self._input((self.row, column), (PARTNERS.rows, 1), each)
        self._input((self.row, left), (PARTNERS.rows, _FIGURES + _FEES), _NUMBER)
        self.row += PARTNERS.rows

    def _input(
        self, at: tuple[int, int], size: tuple[int, int], field: StartField, offered: str = ""
    ) -> None:
        """Format cells as inputs, and say what to write where one of them is chosen."""
        form = self.formats.of(f"input, {field.kind}")
        first, left = at
        last, right = first + size[0] - 1, left + size[1] - 1
        for row in range(first, last + 1):
            for column in range(left, right + 1):
                self.sheet.write_blank(row, column, None, form)
        rule: dict[str, Any] = {"validate": "any"}
        if field.choices or offered:
            rule = {"validate": "list", "source": offered or list(field.choices)}
            rule["show_error"] = not offered  # what is offered may not be filled in yet
        rule |= {"input_title": field.name, "input_message": field.help}
        self.sheet.data_validation(first, left, last, right, rule)
