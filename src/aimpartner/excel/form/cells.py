"""The rows of a workbook's sheets as a person sees them, whatever program saved it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
from attrs import frozen
from openpyxl.utils.datetime import from_excel, from_ISO8601

from aimpartner.exact import plain
from aimpartner.excel.form import guard
from aimpartner.excel.form.markup import TooManyError
from aimpartner.excel.form.number_formats import Number, parse_format
from aimpartner.excel.form.sheet_part import Area, StoredCell, StoredSheet
from aimpartner.excel.form.stored import Look, StoredBook, stored
from aimpartner.excel.form.texts import STRUCK, Text, unescaped

_FIGURE = re.compile(r"[\s£+-]*\d[\d\s,.]*%?")
_AS_IT_STANDS = {"", "General", "@"}
_ORDINAL = {"st", "nd", "rd", "th"}
_RETYPE = "Type the text or the figure alone, and what is noted of it in another cell."
_SHOW_NOUGHTS = "Let the sheet show a zero in cells that have zero value (Options, Advanced)."
_CALCULATE = "Open the file in Excel and save it."


@frozen
class NoValue:
    """What stands in a cell that has no value to read.

    Args:
        shown: what the cell shows, or its formula.
        rule: what it must be.
        remedy: what to do about it.
    """

    shown: str
    rule: str
    remedy: str = ""


@frozen
class CellRow:
    """One row of a sheet that is not blank.

    Args:
        number: the row's number, from 1.
        values: the values of its cells that are not blank, by their columns, from 1.
        struck: the columns in which what stands is struck through.
    """

    number: int
    values: dict[int, object]
    struck: frozenset[int] = frozenset()


@frozen
class Page:
    """One sheet.

    Args:
        name: the sheet's name.
        rows: its rows that are not blank.
        stored: the sheet as its file stores it.
        is_hidden: whether the sheet is hidden.
        reformatted: the areas in which a number may be shown otherwise on a condition.
    """

    name: str
    rows: Sequence[CellRow]
    stored: StoredSheet
    is_hidden: bool = False
    reformatted: Sequence[Area] = ()


def pages(path: str | Path) -> list[Page]:
    """Return the sheets of a workbook; formulas are read by their stored values.

    Raises:
        WorkbookError: the file is broken, or hostile.
    """
    try:
        with Path(path).open("rb") as file:
            book, sheets = stored(file)
            seen = _Seen(book)
            return [
                Page(
                    name,
                    list(seen.rows(sheet)),
                    sheet,
                    name in book.hidden,
                    [area for area, look in sheet.looks if look in book.reformats],
                )
                for name, sheet in sheets
            ]
    except TooManyError as fault:
        rule, got = f"be at most {fault.most:,}", "more"
        remedy = "Delete what stands outside of the tables, and save."
        raise guard.refused(path, fault.what, rule, got, remedy) from fault
    except Exception as fault:  # openpyxl lets whatever it meets in a broken file pass through
        raise guard.no_workbook(path) from fault


class _Seen:
    """What a person sees in the cells of a workbook."""

    def __init__(self, book: StoredBook) -> None:
        self._book = book
        self._texts = [_in_one_look(text) for text in book.texts]
        self._struck = {at for at, text in enumerate(book.texts) if _is_struck(text)}

    def rows(self, sheet: StoredSheet) -> Iterator[CellRow]:
        for number, cells in sheet.rows:
            values = {column: self._value(cell) for column, cell in cells.items()}
            if sheet.hides_noughts:
                values = {column: _but_nought(value) for column, value in values.items()}
            filled = {column: value for column, value in values.items() if value is not None}
            if filled:
                struck = [column for column in filled if self._is_struck(cells[column])]
                yield CellRow(number, filled, frozenset(struck))

    def _is_struck(self, cell: StoredCell) -> bool:
        if self._book.look(cell.style).is_struck or _is_struck(cell.inline):
            return True
        return bool(self._struck) and cell.kind == "s" and int(cell.value or 0) in self._struck

    def _value(self, cell: StoredCell) -> object:
        """Return the value that a cell shows."""
        if cell.formula is not None and self._is_uncalculated(cell):
            formula = f"={cell.formula}" if cell.formula else "a formula"
            shown = f"{formula}, with {cell.value} stored before it was calculated"
            rule = "be a formula with a stored value"
            return NoValue(shown if cell.value else formula, rule, _CALCULATE)
        if cell.kind == "inlineStr":
            return self._text(_in_one_look(cell.inline), cell)
        if not cell.value:
            return None
        if cell.kind == "n":
            return self._number(_number(cell.value), self._book.look(cell.style))
        if cell.kind == "s":
            return self._text(self._texts[int(cell.value)], cell)
        return self._other(cell.kind, cell.value, cell)

    def _other(self, kind: str, value: str, cell: StoredCell) -> object:
        """Return the value of a cell of one of the rarer kinds."""
        if kind == "e":
            return NoValue(value, "be a value, not an error")
        if kind == "b":
            return bool(int(value))
        if kind == "d":
            return _without_midnight(from_ISO8601(value))  # type: ignore[no-untyped-call]  # openpyxl's own
        return self._text(_in_one_look(unescaped(value)), cell)

    def _is_uncalculated(self, cell: StoredCell) -> bool:
        """Return whether nothing has calculated a formula since it was written.

        A formula's empty text is stored as a text without anything in it. A program that cannot
        calculate stores that as well, or nought, and asks for all to be calculated on opening.
        """
        if not cell.value:
            return cell.value is None or cell.kind != "str" or self._book.is_old
        return self._book.is_old and cell.kind == "n" and _number(cell.value) == 0

    def _text(self, text: object, cell: StoredCell) -> object:
        form = self._book.look(cell.style).form
        if form in _AS_IT_STANDS or not isinstance(text, str):
            return text
        seen = parse_format(form).in_place_of(text)
        return text if seen is None else _unseen(repr(text), seen)

    def _number(self, number: Number, look: Look) -> object:
        """Return a number as its cell shows it: as a day, or as per cent with its mark."""
        if look.form in _AS_IT_STANDS:
            return number
        form = parse_format(look.form)
        seen = form.in_place_of(number)
        if seen is not None:
            return _unseen(plain(Fraction(number)), seen)
        if look.is_day:
            return self._day(number, look)
        marks = form.section(number).marks
        if "%" not in marks:
            return number
        sign = "+" if marks.startswith("+") and number > 0 else ""
        return f"{sign}{plain(Fraction(number) * 100)} %"

    def _day(self, number: Number, look: Look) -> object:
        """Return the day or time that a number is shown as; one beyond all days is an error."""
        try:
            day = from_excel(float(number), self._book.epoch, timedelta=look.is_length)
        except (OverflowError, ValueError):
            return NoValue("#VALUE!", "be a value, not an error")
        return _without_midnight(day)


def _without_midnight(day: object) -> object:
    """Return a day, which a sheet stores as its midnight; a time as it is."""
    is_day = isinstance(day, datetime) and day.time() == time()
    return day.date() if is_day else day  # type: ignore[attr-defined]  # a day has a date


def _number(text: str) -> Number:
    """Return a number without floats: a cell holds fifteen digits."""
    if text.isdecimal():
        return int(text)
    number = Decimal(f"{float(text):.15g}")
    return int(number) if number == number.to_integral_value() else number


def _but_nought(value: object) -> object:
    """Return a value as a sheet shows it that shows nought as nothing."""
    is_nought = value == "0 %" or (value == 0 and not isinstance(value, bool))
    return attrs.evolve(_unseen("0", ""), remedy=_SHOW_NOUGHTS) if is_nought else value


def _unseen(held: str, seen: str) -> NoValue:
    shown = f"{seen!r} in sight" if seen else "nothing in sight"
    remedy = "Format the cell so that it shows what it holds, or type what is meant."
    return NoValue(f"{shown}, with {held} stored", "show what is stored in it", remedy)


def _is_struck(text: Text) -> bool:
    """Return whether all of a text is struck through."""
    looks = {look for _, look in _pieces(text)}
    return looks == {STRUCK}


def _pieces(text: Text) -> list[tuple[str, str]]:
    """Return the words and the look of each piece of a text; "st" may be raised, as in 1st."""
    pieces = () if isinstance(text, str) else text
    words = ((piece.words.strip(), piece.look) for piece in pieces)
    return [(said, "" if said in _ORDINAL else look) for said, look in words if said]


def _in_one_look(text: Text) -> object:
    """Return what a text says without blanks around it; one that says two things has no value.

    A raised figure is a mark of a note, and one that is struck through is not meant to count.
    Where all of a text is struck through, it counts like a number that is.
    """
    if isinstance(text, str):
        return text.strip() or None
    pieces = _pieces(text)
    whole = "".join(piece.words for piece in text).strip()
    is_figure = len(pieces) > 1 and _FIGURE.fullmatch(whole)
    if is_figure or len({look for _, look in pieces}) > 1:
        seen = " and ".join(f"{said!r} {look}".strip() for said, look in pieces)
        return NoValue(f"{seen}, with {whole!r} stored", "be of one look", _RETYPE)
    return whole or None
