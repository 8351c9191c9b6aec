"""One sheet while it is written, and how formulas name its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from textwrap import wrap

from attrs import define, field, frozen
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from aimpartner.excel.writing.formats import BOLD, Formats
from aimpartner.money import Money

ROW = 16
"""The height of a row of one line, in points."""

NOT_RECORDED = "not recorded"
NOTHING = "–"
"""What stands in place of a figure that cannot be calculated."""

_LINE = 13
_CHARACTERS = 1.12  # of a text, in the width of one digit
_BOLD = 1.0  # of a text in bold
_WIDEST = 160  # of a paragraph, so that it ends on the first page across
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


def runs(cells: Sequence[Ref]) -> list[Span]:
    """Return cells as spans: those that follow each other down a column or along a row are one.

    Example:
        >>> found = runs([Ref("Inputs", row, 3) for row in (4, 5, 9)])
        >>> [span.seen_from("Inputs") for span in found]
        ['$D$5:$D$6', '$D$10:$D$10']
    """
    found: list[Span] = []
    for cell in cells:
        if found and _goes_on(found[-1], cell):
            found[-1] = Span(found[-1].first, cell)
        else:
            found.append(Span(cell, cell))
    return found


def _goes_on(span: Span, cell: Ref) -> bool:
    """Return whether a cell follows the last of a span in its column or row."""
    first, last = span.first, span.last
    down = Ref(last.sheet, last.row + 1, first.column)
    along = Ref(last.sheet, first.row, last.column + 1)
    return (cell == down and first.column == last.column) or (
        cell == along and first.row == last.row
    )


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
        formats: the workbook's formats.
        widths: how many characters each of its columns holds.
        subject: what it was to be called, such as a partner's name in full.
        row: the row that is written next, counted from 0.
        gate: the name of the cell without which no formula of the sheet shows a figure; may be
            empty.
        formulas: how many there are in each column, below the line at its head.
        numbers: how many numbers, typed or of formulas.
    """

    name: str
    page: Worksheet
    formats: Formats
    widths: tuple[float, ...]
    subject: str
    row: int = 0
    gate: str = ""
    formulas: Counter[int] = field(factory=Counter)
    numbers: Counter[int] = field(factory=Counter)
    _top: int = 0
    _lines: int = 1

    def live(self, value: Number | str, template: str, *cells: Ref | Span) -> Live:
        """Return a formula over some cells, each put where the template has {}."""
        return Live(template.format(*(cell.seen_from(self.name) for cell in cells)), value)

    def put(self, column: int, content: Content, formats: str = "plain") -> Ref:
        """Write one cell of the row; text stays text, whatever it begins with."""
        form = self.formats.of(formats)
        match content:
            case None:
                self.page.write_blank(self.row, column, None, form)
            case str():
                self._make_room(content, formats, self.widths[column])
                self.page.write_string(self.row, column, content, form)
            case Live():
                now = content.value
                value = now if isinstance(now, str) else _double(now)
                self.page.write_formula(self.row, column, f"={self._gated(content)}", form, value)
                self.formulas[column] += 1
                self.numbers[column] += not isinstance(now, str)
            case _:
                self.page.write_number(self.row, column, _double(content), form)
                self.numbers[column] += 1
        return Ref(self.name, self.row, column)

    def _gated(self, content: Live) -> str:
        """Return a formula that shows nothing while the gate is shut."""
        return f'IF({self.gate},{content.formula},"{NOTHING}")' if self.gate else content.formula

    def put_at(self, cell: Ref, content: Content, formats: str) -> None:
        """Write one cell of a row that was written before, and stay where it is."""
        row, self.row = self.row, cell.row
        self.put(cell.column, content, formats)
        self.row, self._lines = row, 1

    def line(self, contents: Sequence[Content], formats: str = "plain", start: int = 0) -> None:
        """Write cells side by side in one format."""
        for column, content in enumerate(contents, start):
            self.put(column, content, formats)

    def _make_room(self, words: str, formats: str, width: float) -> None:
        """Note how many lines a wrapped text takes: no program fits heights in all cases."""
        names = formats.split(", ")
        if "wrap" in names:
            characters = _CHARACTERS if BOLD.isdisjoint(names) else _BOLD
            across = max(1, int(width * characters))
            if len(words) > across:  # wrapping takes long, and most texts are short
                self._lines = max(self._lines, len(wrap(words, across)))

    def down(self) -> None:
        """Go on to the next row, when this one is high enough for its texts."""
        if self._lines > 1:
            self.page.set_row(self.row, _LINE * self._lines + ROW - _LINE)
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
            after = "head, wrap, indent" if column >= numbers.stop else "head, wrap"
            self.put(column, label, "head, wrap, right" if column in numbers else after)
        self.down()

    def paragraph(self, words: str, formats: str = "plain", start: int = 0) -> None:
        """Write a text across the sheet's columns, in as many lines as it needs."""
        form = self.formats.of(f"{formats}, wrap")
        across = [width for width in accumulate(self.widths[start:]) if width <= _WIDEST]
        last = start + len(across) - 1
        self.page.merge_range(self.row, start, self.row, last, "", form)
        self.page.write_string(self.row, start, words, form)
        self._make_room(words, f"{formats}, wrap", across[-1])
        self.down()

    def headline(self, words: Live, formats: str) -> Ref:
        """Write live words across the sheet's columns, with room for two lines of them.

        Returns:
            Their cell; what stands below it is `below`.
        """
        form = self.formats.of(formats)
        across = [width for width in accumulate(self.widths) if width <= _WIDEST]
        self.page.merge_range(self.row, 0, self.row, len(across) - 1, "", form)
        cell = self.put(0, words, formats)
        self._lines = 2
        self.down()
        self._top = self.row
        self.formulas.clear()
        return cell

    def below(self, *columns: int) -> Span:
        """Return the cells below the line at its head, of some columns, or of one and all after."""
        last = columns[-1] if len(columns) > 1 else len(self.widths) - 1
        return Span(Ref(self.name, self._top, columns[0]), Ref(self.name, self.row, last))

    def link(self, column: int, other: Sheet) -> None:
        """Write the name of another sheet, which leads there."""
        to = f"internal:{quote_sheetname(other.name)}!A1"
        self.page.write_url(self.row, column, to, self.formats.of("link"), other.name)

    def lock(self) -> None:
        """Protect the sheet from a slip, without a password: what may be typed stays open."""
        self.page.protect("", {"format_columns": True, "format_rows": True})

    def stay(self, columns: int) -> None:
        """Keep the rows so far, and some columns, in view; print their last on each page."""
        self.page.freeze_panes(self.row, columns)
        self.page.repeat_rows(self.row - 1)
        self.page.repeat_columns(0, columns - 1)

    def none_where_far(self, span: Span, far: Fraction) -> None:
        """Show numbers of that size and beyond, either way, as none: they stand for no bound."""
        first, last = span.first, span.last
        criteria = f"=IFERROR(ABS({first.here.replace('$', '')})>={far},FALSE)"
        rule = {"type": "formula", "criteria": criteria, "format": self.formats.no_bound()}
        self.page.conditional_format(first.row, first.column, last.row, last.column, rule)

    def amber_where(self, cell: Ref, condition: str) -> None:
        """Colour a cell while a condition on it holds, or cannot be told for an error."""
        criteria = f"=IFERROR({condition},TRUE)"
        rule = {"type": "formula", "criteria": criteria, "format": self.formats.amber()}
        self.page.conditional_format(cell.row, cell.column, cell.row, cell.column, rule)
