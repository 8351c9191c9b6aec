"""A model from an input workbook, or every fault in it at once, by sheet and cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from attrs import define, field
from openpyxl.utils import get_column_letter

from aimpartner.codec.faults import Faults, meant_by
from aimpartner.codec.model import build
from aimpartner.codec.row import Plain
from aimpartner.errors import Problem, WorkbookError
from aimpartner.exact import listed
from aimpartner.excel.form import guard
from aimpartner.excel.form.cells import MOST_ROWS, CellRow, NoValue, SheetRows, pages
from aimpartner.excel.form.fields import (
    NOTES,
    READ_ME,
    RESULTS,
    columns,
    head,
    is_required,
    tables_by_title,
    title,
)
from aimpartner.model import Model

_HEAD_WITHIN = 10
_FOR_PEOPLE = (READ_ME.casefold(), NOTES.casefold())


def read_model(path: str | Path) -> Model:
    """Return the model in an input workbook, such as `aimpartner template` writes.

    A sheet's head is the first of its rows that holds the columns every row has to fill in. What
    stands above it, or in a column without a head, is for people. Cells of formulas are read by
    the value stored in them.

    Args:
        path: the workbook.

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
    return build(*opened(path))


def opened(path: str | Path) -> tuple[Plain, str | Path, Faults]:
    """Return the tables in an input workbook, its path, and what is wrong with its sheets.

    Raises:
        WorkbookError: it is no workbook, or none that is for filling in.
    """
    guard.check(path)
    known = {name.casefold(): table for name, table in tables_by_title().items()}
    wanted = [page for page in pages(path) if not page.name.casefold().startswith(_FOR_PEOPLE)]
    _check_kind(path, [page.name for page in wanted])
    sheets = [_sheet(page, known.pop(page.name.casefold(), "")) for page in wanted]
    by_table = {sheet.table: sheet for sheet in sheets if sheet.table}

    def place(table: str, row: int | None, name: str) -> str:
        return by_table[table].place(row, name) if table in by_table else title(table)

    faults = Faults(path, place, WorkbookError)
    for sheet in sheets:
        for problem, row in sheet.problems:
            faults.note(problem, sheet.table, row)
    _note_strangers([sheet.name for sheet in sheets if not sheet.table], by_table, faults)
    return {table: sheet.rows for table, sheet in by_table.items()}, path, faults


def _check_kind(path: str | Path, names: Sequence[str]) -> None:
    """Refuse a workbook that is not for filling in: one of results, or one of anything else."""
    rule = "be an input workbook, as `aimpartner template` writes one"
    known = {name.casefold() for name in tables_by_title()}
    if sum(name in RESULTS for name in names) > len(RESULTS) / 2:
        remedy = "Give the file from which those contributions were calculated."
        got = "a workbook of contributions, which holds results"
        raise guard.refused(path, "workbook", rule, got, remedy)
    if names and known.isdisjoint(name.casefold() for name in names):
        remedy = "Write an empty one with `aimpartner template FILE`, and fill it in."
        raise guard.refused(path, "workbook", rule, f"one with the sheets: {listed(names)}", remedy)


def _note_strangers(names: Sequence[str], known: Collection[str], faults: Faults) -> None:
    """Note sheets that are nobody's table, and which one each may be meant for."""
    absent = {name: table for name, table in tables_by_title().items() if table not in known}
    rule = f"be one of {listed(tables_by_title())}, each once, or begin with {NOTES}"
    for name in names:
        meant = meant_by(name, absent)
        remedy = f"Call it {meant}." if meant else "Rename the sheet."
        faults.note(Problem(name, "sheet", rule, repr(name), remedy), "", None)
        faults.doubt(absent.get(meant, ""))


@define
class _Sheet:
    """One sheet as it was found: its rows, where they stand, and what is wrong with it."""

    name: str
    table: str
    rows: list[dict[str, object]] = field(factory=list)
    numbers: list[int] = field(factory=list)
    columns: dict[str, int] = field(factory=dict)
    problems: list[tuple[Problem, int | None]] = field(factory=list)

    def place(self, row: int | None, name: str) -> str:
        """Return the sheet and cell of a field of a row."""
        letter = get_column_letter(self.columns.get(name, 0) + 1)
        return self.name if row is None else f"{self.name}!{letter}{self.numbers[row]}"

    def note(self, cell: str, *words: str) -> None:
        """Note a fault of the sheet as a whole; the cell is where it shows."""
        place = f"{self.name}!{cell}" if cell else self.name
        self.problems.append((Problem(place, *words), None))

    def add(self, cells: CellRow) -> None:
        """Add a row, cell by cell; what has no value is noted."""
        self.numbers.append(cells.number)
        self.rows.append({})
        row = len(self.rows) - 1
        for name, column in self.columns.items():
            value = cells.values[column]
            if isinstance(value, NoValue):
                words = (name.replace("_", " "), value.rule, value.shown, value.remedy)
                self.problems.append((Problem(self.place(row, name), *words), row))
            else:
                self.rows[row][name] = value


def _sheet(page: SheetRows, table: str) -> _Sheet:
    sheet = _Sheet(page.name, table)
    if not table:
        return sheet
    number = _find_head(sheet, page.rows)
    for cells in page.rows:
        if cells.number > MOST_ROWS:
            rule = f"be among the first {MOST_ROWS:,}"
            sheet.note(f"A{cells.number}", "row", rule, str(cells.number))
        elif number and cells.number > number:
            sheet.add(cells)
    return sheet


def _find_head(sheet: _Sheet, rows: Sequence[CellRow]) -> int:
    """Find the sheet's columns in the row that is most like a head; return the row's number."""
    required = [head(column) for column in columns(sheet.table) if is_required(column)]
    absent = [
        (cells, [name for name in required if name not in _words(cells)])
        for cells in rows
        if cells.number <= _HEAD_WITHIN
    ]
    best, lacking = min(absent, key=lambda lacked: len(lacked[1]), default=(None, required))
    if best is not None and not lacking:
        _name_columns(sheet, best)
        return best.number
    if rows:
        rule = f"stand within the first {_HEAD_WITHIN} rows and hold: {listed(required)}"
        near = best if best is not None and len(lacking) < len(required) else None
        cell = f"A{near.number}" if near else ""
        got = f"one without {listed(lacking)}" if near else "no such row"
        remedy = "Call the columns as in the workbook that `aimpartner template` writes."
        sheet.note(cell, "head", rule, got, remedy)
    return 0


def _words(cells: CellRow) -> list[str]:
    """Return what the cells of a head say; capital letters are for people."""
    return ["" if value is None else str(value).casefold() for value in cells.values]


def _name_columns(sheet: _Sheet, cells: CellRow) -> None:
    """Note where each field stands; refuse a column that is no field, or one twice."""
    wanted = {head(column): column.name for column in columns(sheet.table)}
    for position, text in enumerate(_words(cells)):
        name = wanted.get(text, "")
        if name and name not in sheet.columns:
            sheet.columns[name] = position
        elif text:
            cell = f"{get_column_letter(position + 1)}{cells.number}"
            rule = f"be one of {listed(wanted)}, each once"
            sheet.note(cell, "column", rule, repr(str(cells.values[position])))
