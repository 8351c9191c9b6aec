"""The sheet Budget: every cost line under its heading, and the call by pool."""

from __future__ import annotations

from itertools import groupby

from aimpartner.budget.budget import Budget, CostLine, Effect, Heading
from aimpartner.budget.charge_rule import ChargeRule
from aimpartner.exact import listed
from aimpartner.excel.contributions.results_sheet import Material, ResultsSheet
from aimpartner.excel.contributions.spare_lines import SPARE
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import NOT_RECORDED, Live, Ref, Sheet, Span, runs
from aimpartner.money import sum_of

WIDTHS = (34, 22, 19, 16, 18, 18, 30, 52)
_HEADS = ("line", "pool", "effect", "incurred by", "amount", "towards the call", "check", "source")
_POOL, AMOUNT, _TOWARDS, CHECK = 1, 4, 5, 6
_ORDER = list(Heading)


def write_budget(sheet: Sheet, book: Book, budget: Budget) -> None:
    """Write the budget; its input cells are named by address, its sums by pool/NAME.

    Args:
        sheet: the sheet, at the row where its table begins.
        book: the workbook.
        budget: the version of the budget that counts.

    Example:
        >>> from io import BytesIO
        >>> from xlsxwriter import Workbook
        >>> staff = CostLine("staffing", "social workers", Heading.EMPLOYEES, "900000")
        >>> with Workbook(BytesIO()) as workbook:
        ...     book = Book(workbook, "", "", "")
        ...     write_budget(book.sheet("Budget", WIDTHS), book, Budget("2021/22", [staff]))
        >>> book.at("budget/2021-22/staffing/social workers").here
        '$E$3'
    """
    sheet.head(_HEADS, range(AMOUNT, _TOWARDS + 1))
    sheet.stay(1)
    first = sheet.row
    lines = sorted(budget.lines, key=lambda line: _ORDER.index(line.heading))
    sums = [
        _heading(sheet, book, budget, heading, list(group))
        for heading, group in groupby(lines, key=lambda line: line.heading)
    ]
    for line in budget.lines:
        if line.rule:
            _charge(sheet, book, budget, line, line.rule)
    _call(sheet, book, budget, "heading", sums)
    if budget.pools:
        sheet.section("Call by pool")
    rows = range(first, sheet.row)
    pools = [_pool(sheet, book, budget, pool, rows) for pool in budget.pools]
    _call(sheet, book, budget, "pool", pools)


def _heading(
    sheet: Sheet, book: Book, budget: Budget, heading: Heading, lines: list[CostLine]
) -> Ref:
    """Write a heading, its lines and what they come to; return the cell of that sum."""
    sheet.put(0, heading.value, "bold")
    sheet.down()
    first = sheet.row
    for line in lines:
        _line(sheet, book, budget, line)
    span = Span(Ref(sheet.name, first, _TOWARDS), Ref(sheet.name, sheet.row - 1, _TOWARDS))
    total = sum_of(line.towards_call for line in lines)
    return _sum(
        sheet, f"{heading.value}: towards the call", sheet.live(total, "SUM({})", span), "total"
    )


def _line(sheet: Sheet, book: Book, budget: Budget, line: CostLine) -> None:
    """Write one line; one outside the call is shown, and counts for nothing."""
    address = budget.address(line)
    outside = line.effect is Effect.OUTSIDE
    words = "working, note, wrap" if outside else "working, wrap"
    effect = f"{line.effect.value}: does not count" if outside else line.effect.value
    sheet.put(0, line.name, f"{words}, indent{', open' if line.source == SPARE else ''}")
    sheet.line((line.pool, effect, line.incurred_by), words, 1)
    if outside:
        words, form = f"{line.pool}: {line.name}", "working, note, pounds"
        book.name(address, book.constant(sheet, AMOUNT, (words, line.amount), form))
        book.constant(sheet, _TOWARDS, (words, 0), form)
    else:
        amount = _amount(sheet, book, line, address)
        sign = "-" if line.sign < 0 else ""
        towards = sheet.live(line.towards_call, book.gated(f"{sign}{{}}"), amount)
        sheet.put(_TOWARDS, towards, "working, pounds")
    sheet.put(
        CHECK + 1,
        str(line.source or budget.source or NOT_RECORDED),
        "working, label, wrap, indent",
    )
    sheet.down()
    if line.rule:
        _rate(sheet, book, budget, line, line.rule)


def _amount(sheet: Sheet, book: Book, line: CostLine, address: str) -> Ref:
    """Write the amount of a line; that of a rate of others is written after them."""
    if line.rule:
        return book.name(address, Ref(sheet.name, sheet.row, AMOUNT))
    return book.input(sheet, AMOUNT, (f"{line.pool}: {line.name}", line.amount), "pounds", address)


def _rate(sheet: Sheet, book: Book, budget: Budget, line: CostLine, rule: ChargeRule) -> None:
    """Write the rate of a charge below it; it counts for nothing by itself."""
    words = "working, note, wrap"
    sheet.put(0, f"rate, of {listed(rule.of)}", f"{words}, indent")
    sheet.line([None] * (AMOUNT - 1), words, 1)
    typed = (f"{line.pool}: {line.name}, rate", rule.rate)
    book.input(sheet, AMOUNT, typed, "percent", f"{budget.address(line)}/rate")
    sheet.line([None] * 3, words, _TOWARDS)
    sheet.down()


def _charge(sheet: Sheet, book: Book, budget: Budget, line: CostLine, rule: ChargeRule) -> None:
    """Write the amount of a line that is a rate of others, which stand by now."""
    address, below = budget.address(line), sheet.row
    named = (book.at(budget.address(budget.line(key))) for key in rule.of)
    towards = [Ref(sheet.name, cell.row, _TOWARDS) for cell in named]
    sums = runs(towards)
    added = ",".join(["{}"] * len(sums))
    # rounded twice, for a double may be just under half a penny
    template = book.gated(f"ROUND(ROUND({{}}*SUM({added}),6),2)")
    amount = sheet.live(line.amount, template, book.at(f"{address}/rate"), *sums)
    sheet.row = book.at(address).row
    sheet.put(AMOUNT, amount, "working, pounds")
    sheet.row = below


def _sum(sheet: Sheet, words: str, total: Live, formats: str) -> Ref:
    """Write a row with a sum and return its cell."""
    sheet.line([words, *[None] * (_TOWARDS - 1)], formats)
    cell = sheet.put(_TOWARDS, total, f"{formats}, pounds")
    sheet.down()
    return cell


def _pool(sheet: Sheet, book: Book, budget: Budget, pool: str, rows: range) -> Ref:
    """Write what a pool adds to the call, out of the rows of the lines; return the cell."""
    names, counted = (
        Span(Ref(sheet.name, rows[0], column), Ref(sheet.name, rows[-1], column))
        for column in (_POOL, _TOWARDS)
    )
    name = sheet.put(0, pool, "working")
    sheet.line([None] * (_TOWARDS - 1), "working", 1)
    # EXACT, for SUMIF reads wildcards and takes capitals for small letters
    call = sheet.live(budget.call(pool), "SUMPRODUCT(EXACT({},{})*{})", names, name, counted)
    cell = book.name(f"pool/{pool}", sheet.put(_TOWARDS, call, "working, pounds"))
    sheet.down()
    return cell


def _call(sheet: Sheet, book: Book, budget: Budget, by: str, parts: list[Ref]) -> None:
    """Write what some parts of the call come to; where everything is priced, nothing."""
    added = f"SUM({','.join(span.seen_from(sheet.name) for span in runs(parts))})" if parts else "0"
    words, total = f"call of the budget, by {by}", Live(added, budget.call())
    book.name(f"budget/by {by}", _sum(sheet, words, total, "output"))


def _write(sheet: Sheet, material: Material) -> None:
    sheet.down()
    write_budget(sheet, material.book, material.result.facts.budget)


SHEET = ResultsSheet(
    name="Budget",
    widths=WIDTHS,
    write=_write,
    note="Every line of the budget in pounds, under its CIPFA heading. What reduces the call is "
    "taken off; what stands outside the call is shown and does not count.",
)
