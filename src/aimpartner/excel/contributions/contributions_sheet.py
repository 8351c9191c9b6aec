"""The sheet Contributions: what each partner pays, beside last year and what was published."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from aimpartner.contributions.contribution import Contribution
from aimpartner.contributions.contributions import Contributions
from aimpartner.evidence.measures import ISSUED
from aimpartner.excel.contributions import working_sheet
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.contributions.published_rows import PublishedRows
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import NOT_RECORDED, Content, Ref, Sheet, Span
from aimpartner.money import Money, sum_of
from aimpartner.working.steps import ResultKind

WIDTHS = (24, 11, 20, 18, 18, 18, 18, 18, 12)
_RESULTS = (ResultKind.EXACT, ResultKind.CONTRIBUTION, ResultKind.INCURRED, ResultKind.NET)
_COLUMNS = ("share", *(kind.value for kind in _RESULTS))
_FORMATS = ("share", "fine pounds", "pounds", "pounds", "pounds")
_CONTRIBUTION, _LAST, _CHANGE, _PERCENT = 3, 6, 7, 8


@frozen
class _Table:
    """What every row of the sheet needs."""

    sheet: Sheet
    book: Book
    result: Contributions
    placed: Placed

    def step(self, kind: ResultKind) -> int:
        """Return the position of a result."""
        return self.result.working.position(kind)


def _write(sheet: Sheet, material: Material) -> None:
    """Write the contributions; their cells are named contribution/NAME and the like."""
    result = material.result
    table = _Table(sheet, material.book, result, material.placed)
    sheet.down()
    last = result.year.back(1)
    heads = ("partner", *_COLUMNS, f"issued {last}", f"change from {last}", "change, %")
    sheet.head(heads, range(1, len(heads)))
    sheet.stay(1)
    first = sheet.row
    for position, contribution in enumerate(result):
        _partner(table, position, contribution)
    _ends(table, first)
    if result.published:
        PublishedRows(sheet, material.book, result, material.placed).write()


def _partner(table: _Table, position: int, contribution: Contribution) -> None:
    sheet, result = table.sheet, table.result
    sheet.put(0, contribution.partner, "working, bold, wrap")
    share = sheet.live(
        contribution.share,
        "IF(SUM({0})=0,0,{1}/SUM({0}))",
        table.placed.line(table.step(ResultKind.EXACT)),
        table.placed.cell(table.step(ResultKind.EXACT), position),
    )
    contents: list[Content] = [share]
    for kind in _RESULTS:
        step = table.placed.cell(table.step(kind), position)
        contents.append(sheet.live(result.worked.result(kind)[position] / 100, "{}/100", step))
    for column, (name, content) in enumerate(zip(_COLUMNS, contents, strict=True), 1):
        bold = "output" if name in ("contribution", "net payable") else "working"
        cell = sheet.put(column, content, f"{bold}, {_FORMATS[column - 1]}")
        table.book.name(f"{name}/{contribution.partner}", cell)
    _last_year(table, contribution)
    sheet.down()


def _last_year(table: _Table, contribution: Contribution) -> None:
    """Write what was issued last year and the change since, or that it is not recorded."""
    sheet, book = table.sheet, table.book
    if contribution.last_year is None or contribution.change is None:
        sheet.line((NOT_RECORDED,) * 3, "working, note, right", _LAST)
        return
    address = f"evidence/{ISSUED}/{contribution.partner}/{table.result.year.back(1).key}"
    issued = sheet.live(contribution.last_year, "ROUND({},2)", book.at(address))
    last = book.name(
        f"last year/{contribution.partner}", sheet.put(_LAST, issued, "working, pounds")
    )
    now = book.at(f"contribution/{contribution.partner}")
    _since(sheet, (now, last), (contribution.amount, contribution.last_year), "working")


def _since(
    sheet: Sheet, cells: tuple[Ref, Ref], amounts: tuple[Money, Money], formats: str
) -> None:
    """Write the change of this year's amount from last year's, in pounds and per cent."""
    now, last = amounts
    sheet.put(_CHANGE, sheet.live(now - last, "{}-{}", *cells), f"{formats}, pounds")
    pence = (now - last).pence
    part: Fraction | str = Fraction(pence, abs(last.pence)) if last.pence else "from nothing"
    formula = 'IF({1}=0,"from nothing",({0}-{1})/ABS({1}))'
    sheet.put(_PERCENT, sheet.live(part, formula, *cells), f"{formats}, change, right")


def _ends(table: _Table, first: int) -> None:
    """Write the sum of the partners, the residual and the call."""
    sheet, book, result = table.sheet, table.book, table.result
    _sums(table, first)
    call_cell = Ref(sheet.name, sheet.row + 1, _CONTRIBUTION)
    paid = book.at("all partners/contribution")
    _end(table, "residual", sheet.live(result.residual, "ROUND({}-{},2)", call_cell, paid))
    line = table.placed.line(table.step(ResultKind.EXACT))
    # rounded twice: a double just under half a penny is half a penny
    _end(table, "call", sheet.live(result.call, "ROUND(ROUND(SUM({}),4),0)/100", line))


def _sums(table: _Table, first: int) -> None:
    """Write what all partners come to in each column."""
    sheet, result = table.sheet, table.result
    sheet.put(0, "all partners", "total")
    shares = sum((each.share for each in result), Fraction(0))
    values = (shares, *(sum(result.worked.result(kind), Fraction(0)) / 100 for kind in _RESULTS))
    for column, (value, formats) in enumerate(zip(values, _FORMATS, strict=True), 1):
        cell = _sum(sheet, first, column, value, formats)
        table.book.name(f"all partners/{_COLUMNS[column - 1]}", cell)
    _sum_of_last_year(table, first)
    sheet.down()


def _sum(sheet: Sheet, first: int, column: int, value: Money | Fraction, formats: str) -> Ref:
    """Write the sum of the rows above in a column."""
    span = Span(*(Ref(sheet.name, row, column) for row in (first, sheet.row - 1)))
    return sheet.put(column, sheet.live(value, "SUM({})", span), f"total, {formats}")


def _sum_of_last_year(table: _Table, first: int) -> None:
    """Write what was issued in all last year and the change since, where all of it is known."""
    sheet, result = table.sheet, table.result
    known = [
        contribution.last_year for contribution in result if contribution.last_year is not None
    ]
    if len(known) < len(result):
        sheet.line((None,) * 3, "total", _LAST)
        return
    last = sum_of(known)
    cells = table.book.at("all partners/contribution"), _sum(sheet, first, _LAST, last, "pounds")
    _since(sheet, cells, (sum_of(each.amount for each in result), last), "total")


def _end(table: _Table, name: str, content: Content) -> None:
    """Write a row under the contributions and name its cell."""
    table.sheet.line((name, None, None), "output")
    table.book.name(name, table.sheet.put(_CONTRIBUTION, content, "output, pounds"))
    table.sheet.down()


SHEET = ResultsSheet(
    name="Contributions",
    widths=WIDTHS,
    write=_write,
    note="In pounds, from the last steps of the sheet Working. With the residual, the "
    "contributions sum to the call.",
    after=(working_sheet.SHEET,),
    is_gated=True,
)
