"""The rows of a workbook's sheets as a person sees them, whatever program saved it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction

import attrs
from attrs import frozen
from openpyxl.utils.datetime import from_excel, from_ISO8601

from aimpartner.exact import plain
from aimpartner.excel.form.number_formats import Number, parse_format
from aimpartner.excel.form.sheet_part import Area, StoredCell, StoredSheet
from aimpartner.excel.form.stored import SheetPart, StoredBook
from aimpartner.excel.form.styles import Look
from aimpartner.excel.form.texts import STRUCK, Text, unescaped

_FIGURE = re.compile(r"[\s£+-]*\d[\d\s,.]*%?")
_AS_IT_STANDS = {"", "General", "@"}
_ORDINAL = {"st", "nd", "rd", "th"}
_RETYPE = "Type the text or the figure alone, and what is noted of it in another cell."
_SHOW_NOUGHTS = "Let the sheet show a zero in cells that have zero value (Options, Advanced)."
_RETYPE_IT = "Type the cell again, and save the file in Excel."
_PLACE = re.compile("[0-9]{1,9}")
_NUMBER = re.compile(
    r"\s*[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[Ee][+-]?[0-9]{1,9})?\s*"
)
_YES_AND_NO = {"1": True, "0": False, "true": True, "false": False}
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


def page(book: StoredBook, sheet: SheetPart) -> Page:
    """Return a sheet of a workbook; formulas are read by their stored values.

    Raises:
        BeyondCapacityError: it holds more than is read.
        PartError: its part is broken.
    """
    held = book.read(sheet)
    rows = list(_Seen(book).rows(held))
    held.rows.clear()  # what is seen is all that is asked for
    reformats = book.styles.reformats
    areas = [area for area, look in held.looks if look in reformats]
    return Page(sheet.name, rows, held, sheet.is_hidden, areas)


class _Seen:
    """What a person sees in the cells of a workbook."""

    def __init__(self, book: StoredBook) -> None:
        self._book = book

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
        if self._book.styles.look(cell.style).is_struck or (
            cell.inline and _is_struck(cell.inline)
        ):
            return True
        return cell.kind == "s" and _is_struck(self._shared(cell.value))

    def _shared(self, value: str | None) -> Text | None:
        """Return a text that sheets share; `None` where the file has no such text."""
        number = int(value) if value and _PLACE.fullmatch(value) else len(self._book.texts)
        return self._book.texts[number] if number < len(self._book.texts) else None

    def _value(self, cell: StoredCell) -> object:
        """Return the value that a cell shows."""
        if cell.formula is not None and self._is_uncalculated(cell):
            formula = f"={cell.formula}" if cell.formula else "a formula"
            shown = f"{formula}, with {cell.value} stored before it was calculated"
            rule = "be a formula with a stored value"
            return NoValue(shown if cell.value else formula, rule, _CALCULATE)
        if cell.kind == "inlineStr":
            return self._text(_in_one_look(cell.inline), cell)
        return self._shown(cell.kind, cell.value, cell) if cell.value else None

    def _shown(self, kind: str, value: str, cell: StoredCell) -> object:
        """Return what a cell shows that holds something."""
        if kind == "n":
            number = _number(value)
            if number is None:
                return NoValue(repr(value), "be a number", _RETYPE_IT)
            return self._number(number, self._book.styles.look(cell.style))
        if kind == "s":
            shared = self._shared(value)
            if shared is None:
                return NoValue(f"text {value}", "be a text that the file holds", _RETYPE_IT)
            return self._text(_in_one_look(shared), cell)
        return self._other(kind, value, cell)

    def _other(self, kind: str, value: str, cell: StoredCell) -> object:
        """Return the value of a cell of one of the rarer kinds."""
        if kind == "e":
            return NoValue(value, "be a value, not an error")
        if kind == "b" and value in _YES_AND_NO:
            return _YES_AND_NO[value]
        if kind == "str":
            return self._text(_in_one_look(unescaped(value)), cell)
        if kind != "d":
            return NoValue(repr(value), f"be of a kind that there is, not {kind!r}", _RETYPE_IT)
        try:
            return _without_midnight(from_ISO8601(value))  # type: ignore[no-untyped-call]  # openpyxl's own
        except ValueError:
            return NoValue(repr(value), "be a day", _RETYPE_IT)

    def _is_uncalculated(self, cell: StoredCell) -> bool:
        """Return whether nothing has calculated a formula since it was written.

        A formula's empty text is stored as a text without anything in it. A program that cannot
        calculate stores that as well, or nought, and asks for all to be calculated on opening.
        """
        if not cell.value:
            return cell.value is None or cell.kind != "str" or self._book.is_old
        return self._book.is_old and cell.kind == "n" and _number(cell.value) == 0

    def _text(self, text: object, cell: StoredCell) -> object:
        form = self._book.styles.look(cell.style).form
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


def _number(text: str) -> Number | None:
    """Return a number without floats, for a cell holds fifteen digits; `None` for what is none."""
    if not _NUMBER.fullmatch(text):
        return None
    if text.isdecimal():
        return int(text)
    number = Decimal(f"{float(text):.15g}")
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else number


def _but_nought(value: object) -> object:
    """Return a value as a sheet shows it that shows nought as nothing."""
    is_nought = value == "0 %" or (value == 0 and not isinstance(value, bool))
    return attrs.evolve(_unseen("0", ""), remedy=_SHOW_NOUGHTS) if is_nought else value


def _unseen(held: str, seen: str) -> NoValue:
    shown = f"{seen!r} in sight" if seen else "nothing in sight"
    remedy = "Format the cell so that it shows what it holds, or type what is meant."
    return NoValue(f"{shown}, with {held} stored", "show what is stored in it", remedy)


def _is_struck(text: Text | None) -> bool:
    """Return whether all of a text is struck through."""
    if not text or isinstance(text, str):
        return False
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
