"""What another reader, python-calamine, finds in a workbook, set beside what ours does.

Each workbook that a test lets the library read is read by both; see tests/conftest.py.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import python_calamine

from aimpartner.excel.form import read
from aimpartner.excel.form.cells import NoValue, Page
from aimpartner.excel.form.texts import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

_MOST_CELLS = 3_000_000
"""The other reader makes a place for each cell up to the last: beyond this it is not asked."""
Cells = dict[tuple[int, int], object]


def ours(page: Page) -> Cells:
    """Return the cells of a sheet that are not blank, by row and column from 1."""
    return {
        (row.number, column): value for row in page.rows for column, value in row.values.items()
    }


def theirs(path: str, name: str) -> Cells:
    """Return the same as the other reader has it."""
    with python_calamine.load_workbook(path) as book:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return {
        (number, column): value
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if not (isinstance(value, str) and not value.strip())
    }


def _is_wide(path: str) -> bool:
    """Return whether a sheet is written in letters of two bytes."""
    with ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/sheet" in name]
        return any(parts.open(name).read(2) in (BOM_UTF16_LE, BOM_UTF16_BE) for name in sheets)


def differences(path: str, page: Page) -> list[tuple[tuple[int, int], object, object]]:
    """Return the cells of a sheet that the two readers do not agree on, and what each finds.

    What ours refuses needs no agreement: it is told as a fault.
    """
    if page.stored.misplaced:  # which ours refuses as a whole
        return []
    if _is_wide(path):  # XML in UTF-16, of which the other reader makes nothing
        return []
    mine = ours(page)
    last = max((row for row, _ in mine), default=0) * max((at for _, at in mine), default=0)
    if last > _MOST_CELLS:
        return []
    try:
        other = theirs(path, page.name)
    except python_calamine.CalamineError:  # ours reads some that it does not
        return []
    return [
        (place, mine.get(place), other.get(place))
        for place in sorted(mine.keys() | other.keys())
        if not _agree(mine.get(place), other.get(place))
    ]


def _agree(mine: object, other: Any) -> bool:  # noqa: ANN401  # whatever the other reader makes of a cell
    if isinstance(mine, NoValue):
        return True
    if isinstance(mine, str) and mine.endswith(" %") and isinstance(other, float):
        shown = Fraction(mine.removesuffix(" %").replace("+", "")) / 100
        return abs(shown - Fraction(other)) < Fraction(1, 10**12)
    if isinstance(mine, bool) or isinstance(other, bool):
        return mine is other
    if isinstance(mine, (int, Decimal)) and isinstance(other, (int, float)):
        return abs(float(mine) - other) <= 1e-14 * abs(other)
    if isinstance(mine, str) and isinstance(other, str):
        return "".join(mine.split()) in {
            "".join(text.split()) for text in (other, unescaped(other))
        }
    return _day(mine) == _day(other)


def _day(value: object) -> object:
    """Return a day or a time in one form: midnight is the day alone."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.replace(microsecond=0)
    return value if isinstance(value, (date, time, timedelta, type(None))) else ("", value)


@contextmanager
def compared(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set both readers beside each other for each workbook that is read meanwhile."""
    pages = read._pages

    def both(path: Any, book: Any) -> Any:  # noqa: ANN401  # as it stands
        found = pages(path, book)
        for page in found:
            assert differences(str(path), page) == [], (str(path), page.name)
        return found

    patch.setattr(read, "_pages", both)
    yield
