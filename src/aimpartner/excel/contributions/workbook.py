"""The contribution workbook: a year's contributions, live and checkable by every partner."""

from __future__ import annotations

from datetime import date, datetime, time
from graphlib import TopologicalSorter
from pathlib import Path

from xlsxwriter import Workbook

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions import (
    agreement_sheet,
    as_calculated_sheet,
    budget_sheet,
    checks,
    contributions_sheet,
    cover,
    inputs_sheet,
    partner_page,
    working_sheet,
)
from aimpartner.excel.contributions.results_sheet import Material
from aimpartner.excel.contributions.spare_lines import with_spare_lines
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.formats import options
from aimpartner.excel.writing.names import slug
from aimpartner.periods import parse_optional_day
from aimpartner.writable import WORKBOOK, free, is_folder, put_in_place

SHEETS = (
    cover.SHEET,
    budget_sheet.SHEET,
    inputs_sheet.SHEET,
    working_sheet.SHEET,
    contributions_sheet.SHEET,
    agreement_sheet.SHEET,
    checks.SHEET,
    as_calculated_sheet.SHEET,
    partner_page.SHEET,
)
"""The sheets in the order in which they are read; here, and in its own file, one is added."""


def file_name(result: Contributions) -> str:
    """Return the name of the workbook's file where none is given; it carries the marking.

    Example:
        >>> from aimpartner import calculate, samples
        >>> print(file_name(calculate(samples.load("aim"), "2021/22")))
        adoption-in-merseyside-2021-22-contributions-ILLUSTRATION-NOT-AiMS-FORMULA.xlsx
    """
    agency = slug(result.facts.partnership.agency).lower()
    parts = (agency, result.year.key, "contributions", slug(result.marking))
    return f"{'-'.join(filter(None, parts))}{WORKBOOK[0]}"


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
    named = where / file_name(result) if is_folder(where) else where
    target = free(named, overwrite=overwrite)
    day = parse_optional_day(prepared_on)
    created = day or result.facts.budget.day or result.year.first
    with (
        put_in_place(target, overwrite=overwrite) as file,
        Workbook(file, options()) as workbook,
    ):
        workbook.set_properties(
            {
                "title": f"{_heading(result)}: contributions",
                "author": prepared_by,
                "comments": result.marking,
                "created": datetime.combine(created, time()),
            }
        )
        status = cover.status(result)
        book = Book(workbook, result.marking, _heading(result), status, is_guarded=True)
        _write(Material(book, with_spare_lines(result), prepared_by, day))
    return target


def _heading(result: Contributions) -> str:
    return f"{result.facts.partnership.agency}, {result.year}"


def _write(material: Material) -> None:
    """Add the sheets as they are read, and write each after those that its formulas read."""
    added = {sheet: sheet.added(material) for sheet in SHEETS}
    for sheet in TopologicalSorter({sheet: sheet.after for sheet in SHEETS}).static_order():
        sheet.fill(added[sheet], material)
