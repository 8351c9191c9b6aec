"""The sheet Contributions: what each partner pays, beside last year and what was published."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from aimpartner.excel.book import Book, Content, Live, Ref, Sheet, Span
from aimpartner.excel.live import Placed
from aimpartner.funding.contributions import LAST_YEAR, Beside, Contribution, Contributions
from aimpartner.money import Money, sum_of

WIDTHS = (24, 11, 20, 18, 18, 18, 18, 18, 12)
_COLUMNS = ("share", "exact", "contribution", "incurred", "net payable")
_RESULTS = _COLUMNS[1:]
_LOOKS = ("share", "fine pounds", "pounds", "pounds", "pounds")
_LAST, _CHANGE, _PERCENT = 6, 7, 8
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
    sheet.put(0, each.partner, "output")
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
        sheet.line((_UNKNOWN,) * 3, "note, right", _LAST)
        return
    address = f"evidence/{LAST_YEAR}/{each.partner}/{table.result.year.back(1).key}"
    typed = table.book.where(address)
    issued: Content = each.last_year if typed is None else sheet.live(each.last_year, "{}", typed)
    last = sheet.put(_LAST, issued, "working, pounds")
    change = sheet.live(each.change, "{}-{}", now, last)
    sheet.put(_CHANGE, change, "working, pounds")
    pence = each.last_year.pence
    part: Fraction | str = Fraction(each.change.pence, pence) if pence else "from nothing"
    formula = 'IF({1}=0,"from nothing",({0}-{1})/{1})'
    sheet.put(_PERCENT, sheet.live(part, formula, now, last), "working, change, right")


def _ends(table: _Table, first: int) -> None:
    """Write the sum of the partners, the residual and the call."""
    sheet, book, result = table.sheet, table.book, table.result
    sheet.put(0, "all partners", "total")
    exact = sum(result.column("exact"), Fraction(0))
    values = (Fraction(bool(exact)), exact / 100, *(_sum(result, name) for name in _RESULTS[1:]))
    last = sheet.row - 1
    for column, (value, looks) in enumerate(zip(values, _LOOKS, strict=True), 1):
        span = Span(Ref(sheet.name, first, column), Ref(sheet.name, last, column))
        place = sheet.put(column, sheet.live(value, "SUM({})", span), f"total, {looks}")
        book.name(f"all partners/{_COLUMNS[column - 1]}", place)
    sheet.line((None,) * 3, "total", _LAST)
    sheet.down()
    line = table.placed.line(table.step("exact"))
    call = sheet.live(result.call, "ROUND(ROUND(SUM({}),4),0)/100", line)
    _end(table, "residual", None)
    place = _end(table, "call", call)
    residual = "ROUND({}-{},2)"
    sheet.row -= 2
    rest = sheet.live(result.residual, residual, place, book.at("all partners/contribution"))
    _end(table, "residual", rest)
    sheet.down()


def _end(table: _Table, name: str, content: Content) -> Ref:
    """Write a row under the contributions and name its cell."""
    sheet = table.sheet
    sheet.line((name, None, None), "output")
    place = sheet.put(_COLUMNS.index("contribution") + 1, content, "output, pounds")
    sheet.down()
    return table.book.name(name, place) if content is not None else place


def _sum(result: Contributions, name: str) -> Money:
    return Money.from_pence(int(sum(result.column(name), Fraction(0))))
