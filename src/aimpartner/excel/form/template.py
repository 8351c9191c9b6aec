"""The input workbook: empty for a council to fill in, or filled with a model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from aimpartner.codec.model import flatten
from aimpartner.codec.tables import GROUPS, HOLDS
from aimpartner.excel.form.examples import MARK
from aimpartner.excel.form.fields import NOTES, READ_ME, tables_for, title
from aimpartner.excel.form.table_sheet import TableSheet
from aimpartner.excel.writing.formats import A4, Formats, options
from aimpartner.model import Model
from aimpartner.writable import free, put_in_place

_MADE = datetime(2018, 4, 1)  # noqa: DTZ001  # a workbook states its local time; nothing reads the clock

_INTRODUCTION = (
    "aimpartner: input workbook",
    "One sheet a table. Fill in the rows below each head; the grey row says what goes where.",
    f"The row that begins with {MARK} shows an example, and is not read.",
    "Columns with a dark head have to be filled in on every row; the others may stay empty.",
    "Partner is a council's short name. Write it the same way everywhere.",
    "Lists have semicolons between their texts. Years are written 2021/22, days 2021-04-01.",
    "A figure is a number, missing, or suppressed (1 to 5). A suppressed figure is not zero.",
    "Begin a source with Assumption: where nobody published the figure.",
    "Counts and averages only: never write anything about a child.",
    f"A sheet of your own begins with {NOTES}.",
    "Check it with: aimpartner check FILE",
)


def write_template(path: str | Path, *, parts: Iterable[str] = (), overwrite: bool = False) -> Path:
    """Write an empty input workbook and return its path.

    Args:
        path: where to.
        parts: what its sheets are for: any of sharing, money, agreement and published; left out,
            all. The agency and the partners are always there.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: there is no such part; the path is taken, does not end in .xlsx, or
            cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_template(Path(folder, "partnership.xlsx"), parts=["sharing", "money"]).name
        'partnership.xlsx'
    """
    return _write({}, path, tables_for(parts), overwrite=overwrite)


def write_model(
    model: Model, path: str | Path, *, parts: Iterable[str] = (), overwrite: bool = False
) -> Path:
    """Write an input workbook filled with a model, and return its path; it reads back the same.

    Args:
        model: the model.
        path: where to.
        parts: what its sheets are for, as of `write_template`; a sheet that the model needs is
            there besides.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: there is no such part; the path is taken, does not end in .xlsx, or
            cannot be written; or a text in a list holds a semicolon, which is what stands between
            texts.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import samples
        >>> with TemporaryDirectory() as folder:
        ...     write_model(samples.load("aim"), Path(folder, "aim.xlsx")).name
        'aim.xlsx'
    """
    filled = flatten(model)
    return _write(filled, path, tables_for(parts, filled), overwrite=overwrite)


def _write(
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    path: str | Path,
    tables: Collection[str],
    *,
    overwrite: bool,
) -> Path:
    target = free(Path(path), overwrite=overwrite)
    with (
        put_in_place(target, overwrite=overwrite) as file,
        Workbook(file, options()) as workbook,
    ):
        workbook.set_properties({"title": _INTRODUCTION[0], "created": _MADE})
        formats = Formats(workbook)
        _read_me(workbook.add_worksheet(READ_ME), formats, tables)
        for table in tables:
            sheet = workbook.add_worksheet(title(table))
            TableSheet(sheet, table, formats, tables).write(rows.get(table, ()))
    return target


def _read_me(sheet: Any, formats: Formats, tables: Collection[str]) -> None:  # noqa: ANN401  # XlsxWriter's worksheet
    """Write what holds for all sheets, and a line with a link for each."""
    sheet.set_column(0, 0, 20, formats.of("plain"))
    sheet.set_column(1, 1, 120, formats.of("wrap"))
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 24)
    row = 0
    for words in _INTRODUCTION:
        sheet.write_string(row, 0, words, formats.of("plain" if row else "title"))
        row += 1
    for what, group in GROUPS.items():
        there = [table for table in group if table in tables]
        if there:
            sheet.write_string(row + 1, 0, what, formats.of("bold"))
            row += 2
        for table in there:
            name = title(table)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", formats.of("label"), name)
            sheet.write_string(row, 1, HOLDS[table], formats.of("wrap"))
            row += 1
