"""The contribution workbook: a year's contributions, live and checkable by every partner."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil
from pathlib import Path

from attrs import frozen
from xlsxwriter import Workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions import agreement_sheet as timeline
from aimpartner.excel.contributions import budget_sheet as costs
from aimpartner.excel.contributions import checks, cover, partner_page
from aimpartner.excel.contributions import contributions_sheet as summary
from aimpartner.excel.contributions import inputs_sheet as inputs
from aimpartner.excel.contributions import working_sheet as live
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.formats import options
from aimpartner.excel.writing.names import slug
from aimpartner.excel.writing.save import SUFFIX, free, put_in_place
from aimpartner.excel.writing.sheet import Sheet
from aimpartner.periods import parse_optional_day
from aimpartner.working.steps import as_column

_NARROWEST = 16
_ON_ONE_PAGE, _ON_EACH_PAGE = 7, 5  # partners' columns, where they print at a size to read
_NOTES = {
    "Budget": "Every line of the budget in pounds, under its CIPFA heading. What reduces the call "
    "is taken off; what stands outside the call is shown and does not count.",
    "Inputs": "Every other figure that the contributions rest on. Each is typed here once, its "
    "cell is named by its address, in which * stands for the partner.",
    "Working": "One row a step, one formula along the row. Money on this sheet is in pence.",
    "Contributions": "In pounds, from the last steps of the sheet Working. With the residual, the "
    "contributions sum to the call.",
    "Agreement": "Two clocks: what is true of a day, and what was known by then. Every cell of "
    "this sheet is a value; no formula reads it.",
    "Checks": "What must hold, and what has changed since the calculation.",
}


def file_name(result: Contributions) -> str:
    """Return the name of the workbook's file where none is given; it carries the marking.

    Example:
        >>> from aimpartner import calculate, samples
        >>> print(file_name(calculate(samples.load("aim"), "2021/22")))
        adoption-in-merseyside-2021-22-contributions-ILLUSTRATION-NOT-AiMS-FORMULA.xlsx
    """
    agency = slug(result.facts.partnership.agency).lower()
    parts = (agency, result.year.key, "contributions", slug(result.marking))
    return f"{'-'.join(filter(None, parts))}{SUFFIX}"


def write_contributions(
    result: Contributions,
    path: str | Path,
    *,
    prepared_by: str = "",
    prepared_on: date | str | None = None,
    overwrite: bool = False,
) -> Path:
    """Write a workbook of live formulas that recalculates to the same pennies.

    Args:
        result: the contributions.
        path: the file, or a folder in which it gets the name of `file_name`.
        prepared_by: who prepared it; the cover says so.
        prepared_on: the day it was prepared; nothing reads the clock.
        overwrite: whether a file of that name may be replaced.

    Returns:
        The file that was written.

    Raises:
        InvalidValueError: the file exists, its folder does not, it is not called .xlsx, or the
            file system refuses; nothing is left behind.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import calculate, samples
        >>> result = calculate(samples.load("aim"), "2021/22")
        >>> with TemporaryDirectory() as folder:
        ...     print(write_contributions(result, Path(folder, "aim.xlsx")).name)
        aim.xlsx
    """
    where = Path(path)
    named = where / file_name(result) if where.is_dir() else where
    target = free(named, overwrite=overwrite)
    day = parse_optional_day(prepared_on)
    created = day or result.facts.budget.day or result.year.first
    with put_in_place(target) as draft, Workbook(draft, options()) as workbook:
        workbook.set_properties(
            {
                "title": f"{_heading(result)}: contributions",
                "author": prepared_by,
                "comments": result.marking,
                "created": datetime.combine(created, time()),
            }
        )
        _Workbook.of(result, workbook).write(prepared_by, day)
    return target


def _heading(result: Contributions) -> str:
    return f"{result.facts.partnership.agency}, {result.year}"


@frozen
class _Workbook:
    """The sheets of a workbook, in their order, before anything is written on them."""

    book: Book
    result: Contributions
    cover: Sheet
    budget: Sheet
    inputs: Sheet
    working: Sheet
    contributions: Sheet
    agreement: Sheet
    checks: Sheet
    pages: tuple[Sheet, ...]

    @classmethod
    def of(cls, result: Contributions, workbook: Workbook) -> _Workbook:
        """Add the sheets in the order in which they are read."""
        book = Book(workbook, result.marking, _heading(result), cover.status(result))
        partners = len(result.partners)
        across = 1 if partners <= _ON_ONE_PAGE else ceil(partners / _ON_EACH_PAGE)
        return cls(
            book,
            result,
            book.sheet("Cover", cover.WIDTHS, portrait=True),
            book.sheet("Budget", costs.WIDTHS),
            book.sheet("Inputs", inputs.widths(partners), across=across),
            book.sheet("Working", live.columns(partners, _widest(result)), across=across),
            book.sheet("Contributions", summary.WIDTHS),
            book.sheet("Agreement", timeline.WIDTHS),
            book.sheet("Checks", checks.WIDTHS, portrait=True),
            tuple(book.sheet(n, partner_page.WIDTHS, portrait=True) for n in result.partners),
        )

    def write(self, prepared_by: str, prepared_on: date | None) -> None:
        """Write each sheet after those that its formulas read."""
        result, book = self.result, self.book
        facts, working = result.facts, result.working
        sheets = (self.budget, self.inputs, self.working, self.contributions)
        for sheet in (*sheets, self.agreement, self.checks):
            sheet.title(f"{sheet.name} {result.year}", _NOTES[sheet.name])
            sheet.down()
        for sheet in (self.agreement, self.checks):
            sheet.row -= 1  # its first section brings its own white space
        costs.write_budget(self.budget, book, facts.budget)
        inputs.write_inputs(self.inputs, book, working, facts)
        placed = live.write_working(self.working, book, result.worked)
        summary.write_summary(self.contributions, book, result, placed)
        timeline.write_agreement(self.agreement, facts)
        pages = tuple(
            partner_page.PartnerPage(sheet, book, result, placed, each).write()
            for sheet, each in zip(self.pages, result, strict=True)
        )
        checks.Checks(self.checks, book, result, placed, pages).write()
        unclear = bool(placed.unclear)
        cover.Cover(self.cover, book, result, prepared_by, prepared_on, unclear).write()


def _widest(result: Contributions) -> int:
    """Return the width that the longest figure of the working needs."""
    columns = (as_column(figure, 1) for figure in result.worked.figures)
    sums = (sum(map(abs, column)) for column in columns)
    return max(_NARROWEST, len(f"{int(max(sums)):,}.0000") + 2)
