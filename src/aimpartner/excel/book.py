"""A workbook while it is written: its sheets, its named cells, and the way to its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import TYPE_CHECKING

from attrs import define, field, frozen
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from aimpartner.errors import InvalidValueError
from aimpartner.excel.looks import ACCENT, Looks
from aimpartner.excel.names import defined_name, sheet_name
from aimpartner.money import Money

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_LONGEST_IN_HEADER = 90
_ROW, _LINE = 16, 13
_CHARACTERS = 1.05  # of a text, in the width of one digit
Number = Fraction | int | Money


@frozen
class Ref:
    """One cell.

    Args:
        sheet: the name of its sheet.
        row: its row, counted from 0.
        column: its column, counted from 0.

    Example:
        >>> cell = Ref("Inputs", 4, 5)
        >>> cell.seen_from("Inputs"), cell.seen_from("St Helens")
        ('$F$5', 'Inputs!$F$5')
    """

    sheet: str
    row: int
    column: int

    @property
    def here(self) -> str:
        """The cell as a formula of its own sheet names it."""
        return str(xl_rowcol_to_cell(self.row, self.column, row_abs=True, col_abs=True))

    def seen_from(self, sheet: str) -> str:
        """Return the cell as a formula of that sheet names it."""
        return self.here if sheet == self.sheet else f"{quote_sheetname(self.sheet)}!{self.here}"


@frozen
class Span:
    """The cells from one to another of the same sheet.

    Example:
        >>> Span(Ref("Inputs", 4, 5), Ref("Inputs", 4, 8)).seen_from("Working")
        'Inputs!$F$5:$I$5'
    """

    first: Ref
    last: Ref

    def seen_from(self, sheet: str) -> str:
        """Return the cells as a formula of that sheet names them."""
        return f"{self.first.seen_from(sheet)}:{self.last.here}"


@frozen
class Live:
    """A formula, and the value it has now.

    Args:
        formula: the formula, without its leading "=".
        value: the value, stored with it for whoever cannot recalculate.
    """

    formula: str
    value: Number | str


Content = str | Number | Live | None


def _double(value: Number) -> float:
    """Return a number as the cell holds it; money is held in pounds."""
    return value.pence / 100 if isinstance(value, Money) else float(value)


@define
class Sheet:
    """One sheet, written from the top down.

    Args:
        name: its name.
        page: the sheet as the writer knows it.
        looks: the workbook's formats.
        widths: how many characters each of its columns holds.
        row: the row that is written next, counted from 0.
    """

    name: str
    page: Worksheet
    looks: Looks
    widths: tuple[float, ...]
    row: int = 0
    _lines: int = 1

    def live(self, value: Number | str, template: str, *places: Ref | Span) -> Live:
        """Return a formula over some cells, each put where the template has {}."""
        return Live(template.format(*(place.seen_from(self.name) for place in places)), value)

    def put(self, column: int, content: Content, looks: str = "plain") -> Ref:
        """Write one cell of the row; text stays text, whatever it begins with."""
        form = self.looks.of(looks)
        match content:
            case None:
                self.page.write_blank(self.row, column, None, form)
            case str():
                self._make_room(content, looks, self.widths[column])
                self.page.write_string(self.row, column, content, form)
            case Live():
                value = content.value
                value = value if isinstance(value, str) else _double(value)
                self.page.write_formula(self.row, column, f"={content.formula}", form, value)
            case _:
                self.page.write_number(self.row, column, _double(content), form)
        return Ref(self.name, self.row, column)

    def line(self, contents: Sequence[Content], looks: str = "plain", start: int = 0) -> None:
        """Write cells side by side in one look."""
        for column, content in enumerate(contents, start):
            self.put(column, content, looks)

    def _make_room(self, words: str, looks: str, width: float) -> None:
        """Note how many lines a wrapped text takes: no program fits heights in all cases."""
        if "wrap" in looks.split(", "):
            lines = wrap(words, max(1, int(width * _CHARACTERS)))
            self._lines = max(self._lines, len(lines))

    def down(self) -> None:
        """Go on to the next row, when this one is high enough for its texts."""
        if self._lines > 1:
            self.page.set_row(self.row, _LINE * self._lines + _ROW - _LINE)
        self.row, self._lines = self.row + 1, 1

    def title(self, words: str, note: str) -> None:
        """Write what the sheet is, and a note on how to read it."""
        self.put(0, words, "title")
        self.page.set_row(self.row, 26)
        self.down()
        self.paragraph(note, "note")

    def section(self, words: str) -> None:
        """Write the heading of a section, with white space above it."""
        self.down()
        self.put(0, words, "section")
        self.page.set_row(self.row, 20)
        self.down()

    def head(self, labels: Sequence[str], numbers: range) -> None:
        """Write the head of a table; labels of numbers stand right, those after them apart."""
        for column, label in enumerate(labels):
            after = "head, indent" if column >= numbers.stop else "head"
            self.put(column, label, "head, right" if column in numbers else after)
        self.down()

    def paragraph(self, words: str, looks: str = "plain", start: int = 0) -> None:
        """Write a text across the sheet's columns, in as many lines as it needs."""
        form = self.looks.of(f"{looks}, wrap")
        self.page.merge_range(self.row, start, self.row, len(self.widths) - 1, "", form)
        self.page.write_string(self.row, start, words, form)
        self._make_room(words, "wrap", sum(self.widths[start:]))
        self.down()

    def stay(self, columns: int = 0) -> None:
        """Keep the rows so far, and some columns, in view; print those rows' last on each page."""
        self.page.freeze_panes(self.row, columns)
        self.page.repeat_rows(self.row - 1)

    def amber_where(self, place: Ref, condition: str) -> None:
        """Colour a cell while a condition on it holds."""
        rule = {"type": "formula", "criteria": f"={condition}", "format": self.looks.amber()}
        self.page.conditional_format(place.row, place.column, place.row, place.column, rule)


@define
class Book:
    """A workbook: its sheets in order, and where each address stands.

    Args:
        workbook: the workbook as the writer knows it.
        marking: words in the first row of every sheet and at the head of every page.
        heading: the agency and the year, at the head of every page.
        status: DRAFT, or nothing.
    """

    workbook: Workbook
    marking: str
    heading: str
    status: str
    looks: Looks = field(init=False)
    _cells: dict[str, Ref] = field(factory=dict)
    _names: set[str] = field(factory=set)
    _sheets: set[str] = field(factory=set)

    @looks.default
    def _new_looks(self) -> Looks:
        return Looks(self.workbook)

    def sheet(self, title: str, widths: Sequence[float], *, portrait: bool = False) -> Sheet:
        """Add a sheet with its columns, marking and print set-up."""
        name = sheet_name(title, self._sheets)
        page = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width, self.looks.of("plain"))
        sheet = Sheet(name, page, self.looks, tuple(widths))
        page.set_default_row(_ROW)
        self._set_up_print(page, portrait=portrait)
        if self.marking:
            page.set_row(0, 22)
            sheet.line([self.marking, *[None] * (len(widths) - 1)], "banner")
            sheet.down()
        return sheet

    def _set_up_print(self, page: Worksheet, *, portrait: bool) -> None:
        page.set_paper(_A4)
        page.set_portrait() if portrait else page.set_landscape()
        page.fit_to_pages(1, 1 if portrait else 0)
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        page.hide_gridlines(2)
        page.set_tab_color(ACCENT)
        left, middle = _in_header(self.heading), _in_header(self.marking)
        page.set_header(f'&L&"Arial"&8{left}&C&"Arial,Bold"&8{middle}&R&"Arial"&8{self.status}')
        page.set_footer('&L&"Arial"&8&A&R&"Arial"&8Page &P of &N')

    def name(self, address: str, place: Ref) -> Ref:
        """Name a cell by its address, and remember where the address stands."""
        self._cells[address] = place
        self.workbook.define_name(defined_name(address, self._names), f"={place.seen_from('')}")
        return place

    def where(self, address: str) -> Ref | None:
        """Return where an address stands, if it does."""
        return self._cells.get(address)

    def at(self, address: str) -> Ref:
        """Return where an address stands that is known to."""
        return self._cells[address]

    def input(self, sheet: Sheet, column: int, content: Content, looks: str, address: str) -> Ref:
        """Write and name the one cell of an input; a negative figure in it is questioned."""
        cell = sheet.put(column, content, f"input, {looks}")
        rule = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_type": "warning",
            "error_title": "Input",
            "error_message": "This figure is a number, not negative. Keep it all the same?",
        }
        sheet.page.data_validation(cell.row, cell.column, cell.row, cell.column, rule)
        return self.name(address, cell)


def _in_header(words: str) -> str:
    """Return words as a page's header can hold them."""
    return words[:_LONGEST_IN_HEADER].replace("&", "&&")


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """Give a path to write to beside the target, and move what was written into its place.

    Raises:
        InvalidValueError: the file system refuses; nothing is left behind.

    Example:
        >>> with TemporaryDirectory() as folder, put_in_place(Path(folder, "a.txt")) as draft:
        ...     _ = draft.write_text("whole or not at all")
    """
    try:
        with TemporaryDirectory(prefix=".aimpartner-", dir=target.parent) as room:
            draft = Path(room, target.name)
            yield draft
            draft.replace(target)
    except OSError as fault:
        rule, remedy = "be a file that can be written", "Close it if it is open, or choose another."
        raise InvalidValueError(f"Workbook {target}", rule, fault.strerror, remedy) from fault
