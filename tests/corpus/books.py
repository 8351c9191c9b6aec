"""What people do to a workbook, and what is to become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from corpus.cells import READ, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from excel.form.filling import Sheets

Book = Any  # openpyxl's, whose stubs know no cell by its letters
EVIDENCE = "Evidence"


def _insert(row: int, *cells: object) -> Callable[[Sheets], object]:
    return lambda whole: whole[EVIDENCE].insert(row, [*cells])


def _head(column: int, name: object) -> Callable[[Sheets], None]:
    def act(whole: Sheets) -> None:
        whole[EVIDENCE][0][column] = name

    return act


def _column(name: object, value: object) -> Callable[[Sheets], None]:
    def act(whole: Sheets) -> None:
        for row in whole[EVIDENCE]:
            row.append(value)
        whole[EVIDENCE][0][-1] = name

    return act


def _renamed(name: str) -> Callable[[Sheets], None]:
    def act(whole: Sheets) -> None:
        whole[name] = whole.pop(EVIDENCE)

    return act


def _sorted(whole: Sheets) -> None:
    whole[EVIDENCE].sort(key=lambda row: str(row[0]))
    whole[EVIDENCE].insert(0, whole[EVIDENCE].pop())


def _transposed(whole: Sheets) -> None:
    whole[EVIDENCE] = [list(row) for row in zip(*whole[EVIDENCE], strict=True)]


def _ditto(whole: Sheets) -> None:
    for row in whole[EVIDENCE][2:]:
        row[0] = None


def _below(count: int) -> Callable[[Sheets], None]:
    def act(whole: Sheets) -> None:
        whole[EVIDENCE][:0] = [[f"title {number}"] for number in range(count)]

    return act


TYPED: dict[str, tuple[Callable[[Sheets], object], str]] = {
    "a title above the head": (_insert(0, "All the evidence"), READ),
    "three titles and a blank row": (_below(3), READ),
    "the head in the twelfth row": (_below(11), REFUSED),
    "a blank row among the rows": (_insert(3), READ),
    "a row of blanks": (_insert(3, " ", "\u00a0", None, "  "), READ),
    "a total below": (lambda whole: whole[EVIDENCE].append(["Total", None, None, 40]), REFUSED),
    "a note below": (lambda whole: whole[EVIDENCE].append(["Source: DfE"]), REFUSED),
    "a row of dashes": (_insert(3, "---", "---", "---", "---"), REFUSED),
    "the head again": (_insert(3, "measure", "partner", "year", "value"), REFUSED),
    "a row above the head": (_insert(0, "adopted", "Brook", "2019/20", 5), REFUSED),
    "a row twice": (_insert(3, "adopted", "Ashford", "2023/24", 10), REFUSED),
    "two figures of one partner and year": (
        _insert(3, "adopted", "Ashford", "2023/24", 99),
        REFUSED,
    ),
    "rows sorted by their names": (_sorted, READ),
    "rows as columns": (_transposed, REFUSED),
    "ditto by empty cells": (_ditto, REFUSED),
    "a head with blanks around it": (_head(0, " measure "), READ),
    "a head in capitals": (_head(0, "MEASURE"), READ),
    "a head of two lines": (_head(0, "measure\n(as in Measures)"), REFUSED),
    "a head with a colon": (_head(3, "value:"), REFUSED),
    "a head of another word": (_head(3, "figure"), REFUSED),
    "a head that was cleared": (_head(3, None), REFUSED),
    "a head twice": (_column("value", 99), REFUSED),
    "a column of another name": (_column("rank", 1), REFUSED),
    "a column of notes": (_column("Notes of Jo", "checked"), READ),
    "a column without a head beside the table": (_column(None, "checked"), REFUSED),
    "a sheet's name in capitals": (_renamed("EVIDENCE"), READ),
    "a sheet's name misspelt": (_renamed("Evidance"), REFUSED),
    "a sheet's name with a number": (_renamed("Evidence (2)"), REFUSED),
    "a sheet of notes": (lambda whole: whole.update({"Notes": [["to do"]]}), READ),
    "a sheet of working": (lambda whole: whole.update({"Sheet1": [[1]]}), REFUSED),
    "an empty sheet of another name": (lambda whole: whole.update({"Sheet1": []}), REFUSED),
    "an empty sheet of notes": (lambda whole: whole.update({"Notes, old": []}), READ),
}


def _in(cell: str, value: object) -> Callable[[Book], None]:
    def act(book: Book) -> None:
        book[EVIDENCE][cell].value = value

    return act


def _rich(*pieces: tuple[str, dict[str, object]]) -> CellRichText:
    return CellRichText(*(TextBlock(InlineFont(**look), words) for words, look in pieces))  # type: ignore[arg-type]  # openpyxl's own


def _looks(cell: str, form: str) -> Callable[[Book], None]:
    def act(book: Book) -> None:
        book[EVIDENCE][cell].number_format = form

    return act


def _struck(book: Book) -> None:
    for cell in book[EVIDENCE][2]:
        cell.font = Font(strike=True)


def _hidden(book: Book) -> None:
    book[EVIDENCE].row_dimensions[3].hidden = True
    book[EVIDENCE].column_dimensions["D"].hidden = True


def _filtered(book: Book) -> None:
    book[EVIDENCE].auto_filter.ref = "A1:D6"
    book[EVIDENCE].row_dimensions[4].hidden = True


def _hidden_sheet(book: Book) -> None:
    book[EVIDENCE].sheet_state = "veryHidden"


def _table(book: Book) -> None:
    book[EVIDENCE].add_table(Table(displayName="Figures", ref="A1:D6"))


def _choices(book: Book) -> None:
    rule = DataValidation(type="list", formula1='"Ashford,Brook"')
    rule.add("B2:B9")
    book[EVIDENCE].add_data_validation(rule)


def _remark(book: Book) -> None:
    book[EVIDENCE]["D2"].comment = Comment("checked", "Jo")


def _link(book: Book) -> None:
    book[EVIDENCE]["A2"].hyperlink = "https://example.org"


def _protected(book: Book) -> None:
    book[EVIDENCE].protection.enable()


def _frozen(book: Book) -> None:
    book[EVIDENCE].freeze_panes = "B2"


EDITED: dict[str, tuple[Callable[[Book], object], str]] = {
    "merged figures": (lambda book: book[EVIDENCE].merge_cells("D2:D3"), REFUSED),
    "a merged head": (lambda book: book[EVIDENCE].merge_cells("C1:D1"), REFUSED),
    "merged partners": (lambda book: book[EVIDENCE].merge_cells("B2:B4"), REFUSED),
    "merged cells beside the table": (lambda book: book[EVIDENCE].merge_cells("G1:H2"), READ),
    "a raised mark of a note": (
        _in("D2", _rich(("10", {}), ("1", {"vertAlign": "superscript"}))),
        REFUSED,
    ),
    "a struck figure and a new one": (
        _in("D2", _rich(("12", {"strike": True}), ("10", {}))),
        REFUSED,
    ),
    "a lowered mark": (_in("D2", _rich(("10", {}), ("a", {"vertAlign": "subscript"}))), REFUSED),
    "a name in two colours": (
        _in("B2", _rich(("Ash", {"color": "FF0000"}), ("ford", {"color": "00FF00"}))),
        READ,
    ),
    "a formula that nobody calculated": (_in("D2", "=5+5"), REFUSED),
    "a format of a letter": (_looks("D2", '"c"'), REFUSED),
    "a format of thousands": (_looks("D2", '0.0,"k"'), READ),
    "a format that says k": (_looks("D2", '0"k"'), REFUSED),
    "a format of per cent": (_looks("D2", "0%"), REFUSED),
    "a format of a time": (_looks("D2", "hh:mm"), REFUSED),
    "a format of a day": (_looks("D2", "dd/mm/yyyy"), REFUSED),
    "a format of nothing": (_looks("D2", ";;;"), REFUSED),
    "a format of two places": (_looks("D2", "0.00"), READ),
    "a format of pounds": (_looks("D2", "£#,##0"), READ),
    "a format of children": (_looks("D2", '0" children"'), READ),
    "a row struck through": (_struck, READ),
    "a row and a column that are hidden": (_hidden, READ),
    "a row filtered out": (_filtered, READ),
    "a sheet that is hidden": (_hidden_sheet, READ),
    "a table of Excel's": (_table, READ),
    "a list to choose from": (_choices, READ),
    "a comment": (_remark, READ),
    "a link": (_link, READ),
    "a sheet that is protected": (_protected, READ),
    "a pane that is frozen": (_frozen, READ),
    "a value far below": (_in("D40000", 3), REFUSED),
    "a value far to the right": (_in("AZ3", "checked"), READ),
    "a value in the row below": (_in("D7", 3), REFUSED),
    "a text of 2,000 letters": (_in("D2", "x" * 2_000), REFUSED),
    "an error that was typed": (_in("D2", "#N/A"), REFUSED),
}
