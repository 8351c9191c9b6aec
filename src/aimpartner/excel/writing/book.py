"""A workbook while it is written: its sheets and its named cells."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aimpartner.excel.writing.formats import A4, ACCENT, Formats
from aimpartner.excel.writing.names import defined_name, sheet_name
from aimpartner.excel.writing.sheet import ROW, Content, Ref, Sheet

_LONGEST_IN_HEADER = 90
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
    formats: Formats = field(init=False)
    _cells: dict[str, Ref] = field(factory=dict)
    _names: set[str] = field(factory=set)
    _sheets: set[str] = field(factory=set)

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
        self._set_up_print(page, portrait=portrait, across=across)
        if self.marking:
            page.set_row(0, 22)
            sheet.line([self.marking, *[None] * (len(widths) - 1)], "banner")
            sheet.down()
        return sheet

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

    def input(self, sheet: Sheet, column: int, content: Content, formats: str, address: str) -> Ref:
        """Write and name the one cell of an input; a doubtful figure in it is questioned."""
        cell = sheet.put(column, content, f"input, {formats}")
        rule = {"validate": "decimal", "value": 0, "error_title": "Input"}
        rule |= _ABOVE_NOTHING if address == _UNIT else _NOT_NEGATIVE
        sheet.page.data_validation(cell.row, cell.column, cell.row, cell.column, rule)
        return self.name(address, cell)


def _in_header(words: str) -> str:
    """Return words as a page's header can hold them."""
    return words[:_LONGEST_IN_HEADER].replace("&", "&&")
