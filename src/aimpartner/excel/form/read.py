"""A model from an input workbook, or every fault in it at once, by sheet and cell."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Sequence
from pathlib import Path

from aimpartner.codec.capacity import STANDARD, BeyondCapacityError, Capacity
from aimpartner.codec.faults import Faults
from aimpartner.codec.model import build
from aimpartner.codec.row import Plain
from aimpartner.errors import AimpartnerWarning, Problem, WorkbookError
from aimpartner.exact import listed
from aimpartner.excel.form import guard
from aimpartner.excel.form.archive import PartError
from aimpartner.excel.form.cells import Page, page
from aimpartner.excel.form.fields import (
    NOTES,
    READ_ME,
    RESULTS,
    tables_by_title,
    title,
)
from aimpartner.excel.form.relations import book_of
from aimpartner.excel.form.sheet import read_sheet
from aimpartner.excel.form.stored import SheetPart, StoredBook, stored
from aimpartner.excel.start.read import read_start
from aimpartner.excel.start.sections import is_start
from aimpartner.misspelt import meant_by
from aimpartner.model import Model
from aimpartner.one_line import in_sight
from aimpartner.spelling import folded

_MOST_NAMES = 20
_FOR_PEOPLE = (folded(READ_ME), folded(NOTES))


def read_model(path: str | Path, *, capacity: Capacity = STANDARD) -> Model:
    """Return the model in an input workbook, such as `aimpartner template` writes.

    A sheet's head is the row near its top that holds the columns every row has to fill in, and
    most of the others. Every cell below it that is not blank is read, is for people, or is a
    fault; docs/reference/files.md says which. Cells of formulas are read by the value stored in
    them. What is hidden, filtered out or struck through counts, and is warned of.

    Args:
        path: the workbook.
        capacity: how much is read.

    Raises:
        WorkbookError: every fault of the workbook at once, each by its sheet and cell.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import excel, samples
        >>> with TemporaryDirectory() as folder:
        ...     written = excel.write_model(samples.load("aim"), Path(folder, "aim.xlsx"))
        ...     read_model(written) == samples.load("aim")
        True
    """
    plain, path, faults = opened(path, capacity)
    model = build(plain, path, faults)
    warn_of(faults)
    return model


def warn_of(faults: Faults) -> None:
    """Warn of what counts although a person may not see it, or may take it for left out."""
    for note in faults.notes:
        warnings.warn(in_sight(note), AimpartnerWarning, stacklevel=3)


def opened(path: str | Path, capacity: Capacity = STANDARD) -> tuple[Plain, str | Path, Faults]:
    """Return the tables in an input workbook, its path, and what is wrong with its sheets.

    Raises:
        WorkbookError: it is no workbook, or none that is for filling in.
    """
    with guard.opened_archive(path, capacity) as archive:
        part = book_of(archive)
        guard.check_book(path, archive, part)
        wanted = _pages(path, stored(archive, part))
    first = next(filter(is_start, wanted), None)
    if first is not None:
        return read_start(path, first, [page.name for page in wanted if page is not first])
    _check_kind(path, [page.name for page in wanted])
    known = {folded(name): table for name, table in tables_by_title().items()}
    sheets = [read_sheet(page, known.pop(folded(page.name), ""), capacity.rows) for page in wanted]
    by_table = {sheet.table: sheet for sheet in sheets if sheet.table}

    def place(table: str, row: int | None, name: str) -> str:
        return by_table[table].place(row, name) if table in by_table else title(table)

    faults = Faults(path, place, WorkbookError)
    for sheet in by_table.values():
        for problem, row, name in sheet.problems:
            faults.fault(problem, sheet.table, row, name)
        faults.unsure |= {(sheet.table, name) for name in sheet.unsure()}
        faults.notes.extend(sheet.notes)
    _refuse_strangers([sheet.name for sheet in sheets if not sheet.table], by_table, faults)
    return {table: sheet.rows for table, sheet in by_table.items()}, path, faults


def _pages(path: str | Path, book: StoredBook) -> list[Page]:
    """Return each sheet that is not for people.

    Raises:
        WorkbookError: every part of one that cannot be read.
    """
    wanted = [each for each in book.sheets if not folded(each.name).startswith(_FOR_PEOPLE)]
    found = [_page(book, sheet) for sheet in wanted]
    if broken := [each for each in found if isinstance(each, Problem)]:
        raise WorkbookError.of(path, broken)
    return [each for each in found if isinstance(each, Page)]


def _page(book: StoredBook, sheet: SheetPart) -> Page | Problem:
    """Return a sheet, or why its part cannot be read."""
    try:
        return page(book, sheet)
    except PartError as fault:
        return guard.broken(sheet.name, fault)
    except BeyondCapacityError as fault:
        fault.place = sheet.name
        raise


def _check_kind(path: str | Path, names: Sequence[str]) -> None:
    """Refuse a workbook that is not for filling in: one of results, or one of anything else."""
    rule = "be an input workbook, as `aimpartner template` writes one"
    known = set(map(folded, tables_by_title()))
    if sum(name in RESULTS for name in names) > len(RESULTS) / 2:
        remedy = "Give the file from which those contributions were calculated."
        got = "a workbook of contributions, which holds results"
        raise guard.refused(path, "workbook", rule, got, remedy)
    if names and known.isdisjoint(map(folded, names)):
        remedy = "Write an empty one with `aimpartner template FILE`, and fill it in."
        raise guard.refused(path, "workbook", rule, f"one with the sheets: {_first(names)}", remedy)


def _first(names: Sequence[str]) -> str:
    """Return the first few names, and how many more there are."""
    more = [f"and {len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    return listed([*names[:_MOST_NAMES], *more])


def _refuse_strangers(names: Sequence[str], known: Collection[str], faults: Faults) -> None:
    """Refuse sheets that are nobody's table, and which one each may be meant for."""
    absent = {name: table for name, table in tables_by_title().items() if table not in known}
    twins = {folded(name): name for name in tables_by_title().keys() - absent.keys()}
    rule = f"be one of {listed(tables_by_title())}, each once, or begin with {NOTES}"
    for name in names:
        meant = meant_by(name, absent)
        there = twins.get(folded(name), "")
        twin = f"Put its rows on {there}, or begin its name with {NOTES}."
        remedy = twin if there else f"Call it {meant}." if meant else "Rename the sheet."
        faults.fault(Problem(name, "sheet", rule, repr(name), remedy), "", None)
        faults.doubt(absent.get(meant, ""))
