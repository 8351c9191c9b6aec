"""A workbook while it is written: its sheets and its named cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from attrs import define, field, frozen
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aimpartner.excel.writing.formats import A4, ACCENT, Formats
from aimpartner.excel.writing.names import defined_name, sheet_name
from aimpartner.excel.writing.sheet import ROW, Number, Ref, Sheet, Span

if TYPE_CHECKING:
    from xlsxwriter.chart_bar import ChartBar

SOUND = "sound"
"""The name of the cell that tells whether every input is one that can be: 1, else 0."""

_LONGEST_IN_HEADER = 90
_CHART_ROWS, _CHART_WIDTH = 1, 560
"""How many rows a chart has besides one for each bar, and how wide it is, in pixels."""
_CHART_FONT = {"name": "Arial", "size": 9, "bold": False}
_UNIT = "formula/rounding/unit"
_NOT_NEGATIVE = {
    "criteria": ">=",
    "error_type": "warning",
    "error_message": "This figure is a number, not negative. Keep it all the same?",
}
_ABOVE_NOTHING = {
    "criteria": ">",
    "error_type": "stop",
    "error_message": "The unit of rounding is a number above 0.",
}


@frozen
class Typed:
    """An input, where it stands.

    Args:
        words: what it is; the inputs of a row are of one thing.
        address: its address.
        cell: its cell.
        value: what it was calculated with, as it is typed.
    """

    words: str
    address: str
    cell: Ref
    value: Number


@define
class Book:
    """A workbook: its sheets in order, and where each address stands.

    Args:
        workbook: the workbook as the writer knows it.
        marking: words in the first row of every sheet and at the head of every page.
        heading: the agency and the year, at the head of every page.
        status: DRAFT, or nothing.
        is_guarded: whether a sheet of it tells if it can be calculated; see `gated`.
        typed: its inputs.
        fixed: its constants: numbers among formulas, that nobody types.
    """

    workbook: Workbook
    marking: str
    heading: str
    status: str
    is_guarded: bool = False
    typed: list[Typed] = field(factory=list)
    fixed: list[Typed] = field(factory=list)
    formats: Formats = field(init=False)
    _cells: dict[str, Ref] = field(factory=dict)
    _names: set[str] = field(factory=set)
    _sheets: set[str] = field(factory=set)
    _pages: dict[str, Sheet] = field(factory=dict)

    @formats.default
    def _new_formats(self) -> Formats:
        return Formats(self.workbook)

    def sheet(
        self, title: str, widths: Sequence[float], *, portrait: bool = False, across: int = 1
    ) -> Sheet:
        """Add a sheet with its columns, marking and print set-up, some pages across."""
        name = sheet_name(title, self._sheets)
        page = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width, self.formats.of("plain"))
        sheet = Sheet(name, page, self.formats, tuple(widths), title)
        page.set_default_row(ROW)
        self._pages[name] = sheet
        self._set_up_print(page, portrait=portrait, across=across)
        if self.marking:
            page.set_row(0, 22)
            sheet.line([self.marking, *[None] * (len(widths) - 1)], "banner")
            sheet.down()
        return sheet

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets that were added."""
        return [*self._pages.values()]

    def sheet_named(self, name: str) -> Sheet:
        """Return a sheet that was added, by its name."""
        return self._pages[name]

    def _set_up_print(self, page: Worksheet, *, portrait: bool, across: int) -> None:
        page.set_paper(A4)
        page.set_portrait() if portrait else page.set_landscape()
        page.fit_to_pages(across, 1 if portrait else 0)
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        page.hide_gridlines(2)
        page.set_tab_color(ACCENT)
        left, middle = _in_header(self.heading), _in_header(self.marking)
        # the space ends the size: a heading may begin with a digit
        page.set_header(f'&L&"Arial"&8 {left}&C&"Arial,Bold"&8 {middle}&R&"Arial"&8 {self.status}')
        page.set_footer('&L&"Arial"&8&A&R&"Arial"&8Page &P of &N')

    def name(self, address: str, cell: Ref) -> Ref:
        """Name a cell by its address, and remember where the address stands."""
        self.workbook.define_name(defined_name(address, self._names), f"={cell.seen_from('')}")
        return self.remember(address, cell)

    def remember(self, address: str, cell: Ref) -> Ref:
        """Remember where an address stands, without a name for its cell."""
        self._cells[address] = cell
        return cell

    def where(self, address: str) -> Ref | None:
        """Return where an address stands, if it does."""
        return self._cells.get(address)

    def at(self, address: str) -> Ref:
        """Return where an address stands that is known to."""
        return self._cells[address]

    def bars(self, sheet: Sheet, names: Span, amounts: Span) -> None:
        """Draw amounts as bars, on a sheet from its row on, and go below them.

        The bars have no scale: the amounts stand beside the names.

        Args:
            sheet: the sheet.
            names: what each bar is of.
            amounts: how long it is, in pounds.
        """
        rows = amounts.last.row - amounts.first.row + 1 + _CHART_ROWS
        chart = cast("ChartBar", self.workbook.add_chart({"type": "bar"}))
        series = {"categories": f"={names.seen_from('')}", "values": f"={amounts.seen_from('')}"}
        chart.add_series({**series, "fill": {"color": ACCENT}, "gap": 60})
        chart.set_y_axis({"reverse": True, "num_font": _CHART_FONT})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_legend({"none": True})
        chart.set_size({"width": _CHART_WIDTH, "height": rows * ROW * 4 // 3})
        sheet.page.insert_chart(sheet.row, amounts.first.column, chart, {"y_offset": 4})
        for _ in range(rows + 1):
            sheet.down()

    def gated(self, formula: str, otherwise: int = 0) -> str:
        """Return a formula that reads an input only while every input is one that can be."""
        return f"IF({SOUND},{formula},{otherwise})" if self.is_guarded else formula

    def constant(self, sheet: Sheet, column: int, typed: tuple[str, Number], formats: str) -> Ref:
        """Write a number that nobody types, and remember that it must stay what it is.

        Args:
            sheet: the sheet, at its row.
            column: its column.
            typed: what it is, and the number.
            formats: how it looks.
        """
        words, value = typed
        cell = sheet.put(column, value, formats)
        self.fixed.append(Typed(words, "", cell, value))
        return cell

    def input(
        self, sheet: Sheet, column: int, typed: tuple[str, Number], formats: str, address: str
    ) -> Ref:
        """Write and name the one cell of an input; a doubtful figure in it is questioned.

        Args:
            sheet: the sheet, at its row.
            column: its column.
            typed: what it is, and its figure.
            formats: how it looks.
            address: its address.
        """
        words, value = typed
        cell = sheet.put(column, value, f"input, {formats}")
        self.typed.append(Typed(words, address, cell, value))
        rule = {"validate": "decimal", "value": 0, "error_title": "Input"}
        rule |= _ABOVE_NOTHING if address == _UNIT else _NOT_NEGATIVE
        sheet.page.data_validation(cell.row, cell.column, cell.row, cell.column, rule)
        return self.name(address, cell)


def _in_header(words: str) -> str:
    """Return words as a page's header can hold them."""
    return words[:_LONGEST_IN_HEADER].replace("&", "&&")
