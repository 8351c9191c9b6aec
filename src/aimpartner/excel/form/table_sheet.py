"""One sheet of the input workbook: help, an example, a head, and the rows of a table."""

from __future__ import annotations

import typing
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from fractions import Fraction
from textwrap import shorten, wrap
from typing import Any

import attrs
from xlsxwriter.utility import xl_col_to_name

from aimpartner.codec.capacity import STANDARD
from aimpartner.codec.columns import Agreed
from aimpartner.codec.convert import choices, worded
from aimpartner.codec.tables import HOLDS
from aimpartner.errors import InvalidValueError
from aimpartner.evidence.measures import Known
from aimpartner.excel.form.examples import shown
from aimpartner.excel.form.fields import columns, folded, head, is_required, title
from aimpartner.excel.writing.formats import A4, Formats
from aimpartner.money import Money
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source

HELP, EXAMPLE, HEAD = 0, 1, 2
"""The rows above the table, counted from 0."""
_LAST = STANDARD.rows - 1
_NARROW, _WIDE, _LONG = 19, 44, 100
"""The widths of columns, and how many characters of help make one wide."""
_LINE = 13
_PAGE = 230
"""How many characters stand side by side on a page before a second is begun."""
_LONGEST, _LONGEST_MESSAGE, _LONGEST_TITLE = 32_767, 255, 32
_MORE = " … (all of it: row 1)"
_SPARE = 20
"""How many empty rows the table of an empty sheet has; it grows by itself."""
_FIRST_DAY = "1900-03-01"
"""The first day that every program counts alike; an earlier one is written as text."""


@attrs.frozen
class TableSheet:
    """One sheet while it is written.

    Args:
        sheet: XlsxWriter's worksheet.
        table: the table.
        formats: the formats of the workbook.
        tables: the tables that have a sheet.
    """

    sheet: Any
    table: str
    formats: Formats
    tables: Collection[str]

    def write(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Write the help, the example, the head, the rows, and the lists to choose from."""
        self._lay_out(rows)
        self._head(max(len(rows), _SPARE))
        example = shown(self.table)
        for position, column in enumerate(columns(self.table)):
            self._guide(position, column)
            words = example.get(column.name, "")
            self.sheet.write_string(EXAMPLE, position, words, self.formats.of("note, top"))
            for number, row in enumerate(rows, start=HEAD + 1):
                self._cell(number, position, column, row.get(column.name))

    def _lay_out(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Set the widths and the height of the help, fold rare columns, and lay out the print."""
        away = _away(self.table, rows)
        groups = {name for group in folded(self.table) for name in group}
        lines, seen = 1, 0
        for position, column in enumerate(columns(self.table)):
            wide = _width(column)
            fold = {"level": 1, "hidden": column.name in away} if column.name in groups else {}
            self.sheet.set_column(position, position, wide, self.formats.of(kind_of(column)), fold)
            lines = max(lines, len(wrap(column.metadata["help"], wide)))
            seen += 0 if column.name in away else wide
        self.sheet.set_row(HELP, lines * _LINE + 4)
        self.sheet.freeze_panes(HEAD + 1, 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(-(-seen // _PAGE), 0)
        self.sheet.repeat_rows(HEAD)
        self.sheet.repeat_columns(0)
        self.sheet.set_header(f"&L&B{title(self.table)}&B: {HOLDS[self.table]}")
        self.sheet.set_footer("&L&F&RPage &P of &N")

    def _head(self, rows: int) -> None:
        """Write the head as that of an Excel table, which grows with what is typed below it."""
        heads = [
            {
                "header": head(column),
                "header_format": self.formats.of("head, dark" if is_required(column) else "head"),
            }
            for column in columns(self.table)
        ]
        name = title(self.table).replace(" ", "")
        style = {"style": "Table Style Light 1", "banded_rows": False}
        last = (HEAD + rows, len(heads) - 1)
        self.sheet.add_table(HEAD, 0, *last, {"name": name, "columns": heads, **style})

    def _guide(self, position: int, column: attrs.Attribute[Any]) -> None:
        """Say what goes into a column: above it, in a note on its head, and where it is typed."""
        help_ = column.metadata["help"]
        self.sheet.write_string(HELP, position, help_, self.formats.of("note, wrap, top"))
        what = "" if position else f"{HOLDS[self.table]}\n"
        note = self._message(column, f"{what}{self._note(column)}")
        self.sheet.data_validation(HEAD, position, HEAD, position, {"validate": "any", **note})
        offered = self._offered(column)
        rule: dict[str, Any] = {"validate": "list" if offered else "any"}
        if offered:  # names of another sheet may not be filled in yet
            rule |= {"source": offered, "show_error": not isinstance(offered, str)}
        rule |= self._message(column, shorten(help_, _LONGEST_MESSAGE, placeholder=_MORE))
        self.sheet.data_validation(HEAD + 1, position, _LAST, position, rule)

    @staticmethod
    def _message(column: attrs.Attribute[Any], words: str) -> dict[str, str]:
        """Return what shows beside a cell that is chosen."""
        return {"input_title": head(column)[:_LONGEST_TITLE], "input_message": words}

    def _note(self, column: attrs.Attribute[Any]) -> str:
        """Return whether a column has to be filled in, what an empty cell means, and of what."""
        if is_required(column):
            words = "Has to be filled in."
        else:
            default = _words(worded(column.default)) if column.default not in {None, ()} else ""
            words = f"May stay empty{f', for {default}' if default else ''}."
        table = str(column.metadata["ref"]).partition(".")[0]
        return f"{words} One of those on the sheet {title(table)}." if table else words

    def _offered(self, column: attrs.Attribute[Any]) -> list[str] | str:
        """Return what may be chosen in a column: its words, or the cells that it refers to."""
        chosen = [str(worded(choice)) for choice in choices(column.type)]
        if chosen:
            return list(filter(None, chosen))
        if bool in _types(column):
            return ["yes", "no"]
        table, _, name = str(column.metadata["ref"]).partition(".")
        wanted = [each for each in columns(table) if each.name == name] if table else []
        if column.type is not str or not wanted or wanted[0].type is not str:
            return []  # a cell that holds a list, or refers to lists, has no single name to choose
        return _filled(table, columns(table).index(wanted[0])) if table in self.tables else []

    def _cell(self, row: int, position: int, column: attrs.Attribute[Any], value: object) -> None:
        kind = kind_of(column)
        if value is None:
            return
        if kind == "day" and str(value) >= _FIRST_DAY:
            day = date.fromisoformat(str(value))
            self.sheet.write_datetime(row, position, day, self.formats.of(kind))
        elif kind in {"amount", "number"} and _fits_a_cell(value):
            self.sheet.write_number(row, position, float(str(value)), self.formats.of(kind))
        else:
            is_year = FinancialYear in _types(column)
            words = str(FinancialYear.parse(str(value))) if is_year else _words(value)
            self.sheet.write_string(row, position, words, self.formats.of("text"))


def _filled(table: str, position: int) -> str:
    """Return the formula of the cells of a column that are filled in, however many they are."""
    sheet, letter = f"'{title(table)}'!", xl_col_to_name(position)
    first = f"{sheet}${letter}${HEAD + 2}"
    count = f"COUNTA({first}:${letter}${STANDARD.rows})"
    return f"=OFFSET({first},0,0,MAX(1,{count}),1)"


def _away(table: str, rows: Sequence[Mapping[str, object]]) -> set[str]:
    """Return the columns that are folded away: of groups in which no row has a value."""
    used = {name for row in rows for name, value in row.items() if value is not None}
    return {name for group in folded(table) if used.isdisjoint(group) for name in group}


def _width(column: attrs.Attribute[Any]) -> int:
    is_long = len(column.metadata["help"]) > _LONG
    return _WIDE if column.metadata["wide"] or is_long or Source in _types(column) else _NARROW


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


def kind_of(column: attrs.Attribute[Any]) -> str:
    """Return how the cells of a column are formatted."""
    types = _types(column)
    if date in types:
        return "day"
    if Money in types:
        return "amount"
    return "number" if {int, Fraction, Known, Agreed} & {*types} else "text"
