"""The input workbook: empty for a council to fill in, or filled with a model."""

from __future__ import annotations

import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from aimpartner.codec.convert import choices, worded
from aimpartner.codec.model import flatten
from aimpartner.codec.tables import GROUPS, HOLDS, TABLES
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known
from aimpartner.exact import listed
from aimpartner.excel.form.fields import NOTES, READ_ME, columns, head, is_required, title
from aimpartner.excel.writing.formats import A4, Formats, options
from aimpartner.model import Model
from aimpartner.money import Money
from aimpartner.sources import Source
from aimpartner.writable import free, put_in_place

_HEAD = 2
_LINE = 95
"""How many characters of the page to read first stand on a line; none has more than two."""
_ROOM = 500
"""How many rows below the head are formatted and checked as they are filled in."""
_MADE = datetime(2018, 4, 1)  # noqa: DTZ001  # a workbook states its local time; nothing reads the clock
_LONGEST = 32_767
_FIRST_DAY = "1900-03-01"
"""The first day that every program counts alike; an earlier one is written as text."""

_INTRODUCTION = (
    "aimpartner: input workbook",
    "One sheet a table. Fill in the rows below each head; the grey row says what goes where.",
    "Columns with a dark head have to be filled in on every row; the others may stay empty.",
    "Partner is a council's short name. Write it the same way everywhere.",
    "Lists have semicolons between their texts. Years are written 2021/22, days 2021-04-01.",
    "A figure is a number, missing, or suppressed (1 to 5). A suppressed figure is not zero.",
    "Begin a source with Assumption: where nobody published the figure.",
    "Counts and averages only: never write anything about a child.",
    f"A sheet of your own begins with {NOTES}.",
    "Check it with: aimpartner check FILE",
)


def write_template(path: str | Path, *, overwrite: bool = False) -> Path:
    """Write an empty input workbook and return its path.

    Args:
        path: where to.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: the path is taken, does not end in .xlsx, or cannot be written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_template(Path(folder, "partnership.xlsx")).name
        'partnership.xlsx'
    """
    return _write({}, path, overwrite=overwrite)


def write_model(model: Model, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write an input workbook filled with a model, and return its path; it reads back the same.

    Args:
        model: the model.
        path: where to.
        overwrite: whether a file that is there may be replaced.

    Raises:
        InvalidValueError: the path is taken, does not end in .xlsx, or cannot be written; or a
            text in a list holds a semicolon, which is what stands between texts.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from aimpartner import samples
        >>> with TemporaryDirectory() as folder:
        ...     write_model(samples.load("aim"), Path(folder, "aim.xlsx")).name
        'aim.xlsx'
    """
    return _write(flatten(model), path, overwrite=overwrite)


def _write(
    tables: Mapping[str, Sequence[Mapping[str, object]]], path: str | Path, *, overwrite: bool
) -> Path:
    target = free(Path(path), overwrite=overwrite)
    with (
        put_in_place(target, overwrite=overwrite) as file,
        Workbook(file, options()) as workbook,
    ):
        workbook.set_properties({"title": _INTRODUCTION[0], "created": _MADE})
        formats = Formats(workbook)
        _read_me(workbook.add_worksheet(READ_ME), formats)
        for table in TABLES:
            sheet = workbook.add_worksheet(title(table))
            _Filling(sheet, table, formats).write(tables.get(table, ()))
    return target


def _read_me(sheet: Any, formats: Formats) -> None:  # noqa: ANN401  # XlsxWriter's worksheet
    sheet.set_column(0, 0, 100, formats.of("wrap"))
    sheet.hide_gridlines(2)
    groups = (f"{what}: {listed(map(title, tables))}." for what, tables in GROUPS.items())
    for row, words in enumerate((*_INTRODUCTION, *groups)):
        sheet.write_string(row, 0, words, formats.of("wrap" if row else "title"))
        if len(words) > _LINE:
            sheet.set_row(row, 30)


@attrs.frozen
class _Filling:
    """One sheet while it is filled."""

    sheet: Any
    table: str
    formats: Formats

    def write(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Write what a row is, the help, the head, the rows, and the lists to choose from."""
        self.sheet.write_string(0, 0, HOLDS[self.table], self.formats.of("section"))
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.freeze_panes(_HEAD + 1, 1)
        self.sheet.set_row(1, 62)
        for position, column in enumerate(columns(self.table)):
            self._column(position, column)
            for number, row in enumerate(rows, start=_HEAD + 1):
                self._cell(number, position, column, row.get(column.name))

    def _column(self, position: int, column: attrs.Attribute[Any]) -> None:
        wide = 44 if column.metadata["wide"] or Source in _types(column) else 19
        self.sheet.set_column(position, position, wide, self.formats.of(_kind(column)))
        self.sheet.write_string(
            1, position, column.metadata["help"], self.formats.of("note, wrap, top")
        )
        form = self.formats.of("head, dark" if is_required(column) else "head")
        self.sheet.write_string(_HEAD, position, head(column), form)
        offered = _choices(column)
        if offered:
            rule = {"validate": "list", "source": offered, "ignore_blank": True}
            self.sheet.data_validation(_HEAD + 1, position, _HEAD + _ROOM, position, rule)

    def _cell(self, row: int, position: int, column: attrs.Attribute[Any], value: object) -> None:
        kind = _kind(column)
        if value is None:
            return
        if kind == "day" and str(value) >= _FIRST_DAY:
            self.sheet.write_datetime(
                row, position, date.fromisoformat(str(value)), self.formats.of(kind)
            )
        elif kind in {"amount", "number"} and _fits_a_cell(value):
            self.sheet.write_number(row, position, float(str(value)), self.formats.of(kind))
        else:
            self.sheet.write_string(row, position, _words(value), self.formats.of("text"))


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    words = _joined(value) if isinstance(value, list) else str(value)
    if len(words) > _LONGEST:
        rule = f"have at most {_LONGEST:,} characters, as a cell holds"
        raise InvalidValueError("Text", rule, f"{len(words):,}", "Write JSON, which holds more.")
    return words


def _joined(texts: Sequence[str]) -> str:
    for text in texts:
        if ";" in text:
            remedy = "Semicolons stand between texts. Write JSON, which keeps lists."
            raise InvalidValueError("Text in a list", "hold no semicolon", repr(text), remedy)
    return "; ".join(texts)


def _fits_a_cell(value: object) -> bool:
    """Return whether a sheet holds the number exactly, in the fifteen digits it has."""
    text = str(value)
    try:
        return Fraction(f"{float(text):.15g}") == Fraction(text)
    except ValueError:
        return False


def _types(column: attrs.Attribute[Any]) -> tuple[Any, ...]:
    """Return the types that a column may hold: one, or those of a union."""
    return typing.get_args(column.type) or (column.type,)


def _kind(column: attrs.Attribute[Any]) -> str:
    types = _types(column)
    if date in types:
        return "day"
    if Money in types:
        return "amount"
    return "number" if {int, Fraction, Known} & {*types} else "text"


def _choices(column: attrs.Attribute[Any]) -> list[str] | str:
    """Return what may be chosen in a column: its words, or the cells that it refers to."""
    chosen = [str(worded(choice)) for choice in choices(column.type)]
    if chosen:
        return list(filter(None, chosen))
    if bool in _types(column):
        return ["yes", "no"]
    table, _, name = str(column.metadata["ref"]).partition(".")
    wanted = [candidate for candidate in columns(table) if candidate.name == name] if table else []
    if column.type is not str or not wanted or wanted[0].type is not str:
        return []  # a cell that holds a list, or refers to lists, has no single name to choose
    letter = xl_col_to_name(columns(table).index(wanted[0]))
    return f"='{title(table)}'!${letter}${_HEAD + 2}:${letter}${_HEAD + 1 + _ROOM}"
