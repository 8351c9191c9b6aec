"""The sheet Contributions: what each partner pays, beside last year and what was published."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from aimpartner.evidence.measures import ISSUED
from aimpartner.excel.book import Book
from aimpartner.excel.live import Placed
from aimpartner.excel.sheet import Content, Ref, Sheet, Span
from aimpartner.funding.contributions import Beside, Contribution, Contributions

WIDTHS = (24, 11, 20, 18, 18, 18, 18, 18, 12)
_COLUMNS = ("share", "exact", "contribution", "incurred", "net payable")
_RESULTS = _COLUMNS[1:]
_LOOKS = ("share", "fine pounds", "pounds", "pounds", "pounds")
_CONTRIBUTION, _LAST, _CHANGE, _PERCENT = 3, 6, 7, 8
_UNKNOWN = "not recorded"


@frozen
class _Table:
    """What every row of the sheet needs."""

    sheet: Sheet
    book: Book
    result: Contributions
    placed: Placed

    def step(self, name: str) -> int:
        """Return the position of a named result."""
        return self.result.working.position(name)


def write_summary(sheet: Sheet, book: Book, result: Contributions, placed: Placed) -> None:
    """Write the contributions; their cells are named contribution/NAME and the like.

    Args:
        sheet: the sheet, at the row where its table begins.
        book: the workbook.
        result: the contributions.
        placed: where the steps of the working stand.
    """
    table = _Table(sheet, book, result, placed)
    last = result.year.back(1)
    heads = ("partner", *_COLUMNS, f"issued {last}", f"change from {last}", "change, %")
    sheet.head(heads, range(1, len(heads)))
    sheet.stay(1)
    first = sheet.row
    for place, each in enumerate(result):
        _partner(table, place, each)
    _ends(table, first)
    if result.published:
        _published(table)


def _partner(table: _Table, place: int, each: Contribution) -> None:
    sheet, result = table.sheet, table.result
    sheet.put(0, each.partner, "working, bold, wrap")
    share = sheet.live(
        each.share,
        "IF(SUM({0})=0,0,{1}/SUM({0}))",
        table.placed.line(table.step("exact")),
        table.placed.each(table.step("exact"), place),
    )
    contents: list[Content] = [share]
    for name in _RESULTS:
        step = table.placed.each(table.step(name), place)
        contents.append(sheet.live(result.column(name)[place] / 100, "{}/100", step))
    for column, (name, content) in enumerate(zip(_COLUMNS, contents, strict=True), 1):
        bold = "output" if name in ("contribution", "net payable") else "working"
        cell = sheet.put(column, content, f"{bold}, {_LOOKS[column - 1]}")
        table.book.name(f"{name}/{each.partner}", cell)
    _last_year(table, each)
    sheet.down()


def _last_year(table: _Table, each: Contribution) -> None:
    """Write what was issued last year and the change since, or that it is not recorded."""
    sheet, now = table.sheet, table.book.at(f"contribution/{each.partner}")
    if each.last_year is None or each.change is None:
        sheet.line((_UNKNOWN,) * 3, "working, note, right", _LAST)
        return
    address = f"evidence/{ISSUED}/{each.partner}/{table.result.year.back(1).key}"
    typed = table.book.where(address)
    issued: Content = each.last_year if typed is None else sheet.live(each.last_year, "{}", typed)
    last = table.book.name(f"last year/{each.partner}", sheet.put(_LAST, issued, "working, pounds"))
    change = sheet.live(each.change, "{}-{}", now, last)
    sheet.put(_CHANGE, change, "working, pounds")
    pence = each.last_year.pence
    part: Fraction | str = Fraction(each.change.pence, abs(pence)) if pence else "from nothing"
    formula = 'IF({1}=0,"from nothing",({0}-{1})/ABS({1}))'
    sheet.put(_PERCENT, sheet.live(part, formula, now, last), "working, change, right")


def _ends(table: _Table, first: int) -> None:
    """Write the sum of the partners, the residual and the call."""
    sheet, book, result = table.sheet, table.book, table.result
    _sums(table, first)
    call_cell = Ref(sheet.name, sheet.row + 1, _CONTRIBUTION)
    paid = book.at("all partners/contribution")
    _end(table, "residual", sheet.live(result.residual, "ROUND({}-{},2)", call_cell, paid))
    line = table.placed.line(table.step("exact"))
    # rounded twice: a double just under half a penny is half a penny
    _end(table, "call", sheet.live(result.call, "ROUND(ROUND(SUM({}),4),0)/100", line))


def _sums(table: _Table, first: int) -> None:
    """Write what all partners come to in each column."""
    sheet, result = table.sheet, table.result
    sheet.put(0, "all partners", "total")
    shares = sum((each.share for each in result), Fraction(0))
    values = (shares, *(sum(result.column(name), Fraction(0)) / 100 for name in _RESULTS))
    for column, (value, looks) in enumerate(zip(values, _LOOKS, strict=True), 1):
        rows = (first, sheet.row - 1)
        span = Span(*(Ref(sheet.name, row, column) for row in rows))
        place = sheet.put(column, sheet.live(value, "SUM({})", span), f"total, {looks}")
        table.book.name(f"all partners/{_COLUMNS[column - 1]}", place)
    sheet.line((None,) * 3, "total", _LAST)
    sheet.down()


def _end(table: _Table, name: str, content: Content) -> None:
    """Write a row under the contributions and name its cell."""
    table.sheet.line((name, None, None), "output")
    table.book.name(name, table.sheet.put(_CONTRIBUTION, content, "output, pounds"))
    table.sheet.down()


def _published(table: _Table) -> None:
    """Write each figure that was published beside what is calculated."""
    sheet = table.sheet
    sheet.section("Published, beside what is calculated")
    heads = ("partner", "", "published", "contribution", "difference", "verdict", "what")
    sheet.head((*heads, "", ""), range(2, 5))
    for each in table.result.published:
        _beside(table, each)


def _beside(table: _Table, each: Beside) -> None:
    sheet, published = table.sheet, each.published
    sheet.line((published.partner, None), "working")
    said = sheet.put(2, published.amount, "working, pounds")
    now = table.book.at(f"contribution/{published.partner}")
    sheet.put(3, sheet.live(each.calculated, "{}", now), "working, pounds")
    sheet.put(4, sheet.live(each.difference, "{}-{}", said, now), "working, pounds")
    verdict: Content = each.verdict
    if published.is_contribution:
        half = f"{published.rounded_to.pence}/200"
        agrees = f'IF(ROUND(ABS({{}}-{{}}),2)<={half},"agrees","differs")'
        verdict = sheet.live(each.verdict, agrees, said, now)
    sheet.put(5, verdict, "working, wrap, indent")
    sheet.paragraph(f"{published.what} ({published.source})", "working, label, indent", 6)
