"""What of a sheet counts although it is hidden, struck through, or may be shown otherwise."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from aimpartner.exact import listed
from aimpartner.excel.form.cells import Page
from aimpartner.excel.form.found import FoundSheet

_MOST = 10


def out_of_sight(sheet: FoundSheet, page: Page) -> Iterator[str]:
    """Say what is read of a sheet that a person may not see, or may take for left out."""
    read = set(sheet.numbers)
    if page.is_hidden and read:
        yield f"{sheet.name}: the sheet is hidden; it counts."
    hidden = sorted(read & page.stored.hidden_rows)
    if hidden:
        yield f"{sheet.name}: {_rows(hidden)} hidden or filtered out; what is so hidden counts."
    struck = [
        cells.number
        for cells in page.rows
        if cells.number in read and not cells.struck.isdisjoint(sheet.columns.values())
    ]
    if struck:
        yield f"{sheet.name}: {_rows(struck)} struck through, wholly or in part; all of it counts."
    columns = [
        get_column_letter(column)
        for column in sorted(sheet.columns.values())
        if any(first <= column <= last for first, last in page.stored.hidden_columns)
        and any(column in cells.values for cells in page.rows if cells.number in read)
    ]
    if columns:
        are = "column {} is" if len(columns) == 1 else "columns {} are"
        yield f"{sheet.name}: {are.format(listed(columns))} hidden; what is so hidden counts."
    yield from _reformatted(sheet, page)


def _reformatted(sheet: FoundSheet, page: Page) -> Iterator[str]:
    """Say which columns may show something else than they store, on a condition."""
    columns = [
        get_column_letter(column)
        for column in sorted(sheet.columns.values())
        if any(
            left <= column <= right and _any_between(top, bottom, sheet.numbers)
            for left, top, right, bottom in page.reformatted
        )
    ]
    if columns:
        are = "column {}" if len(columns) == 1 else "columns {}"
        what = f"a conditional format of {are.format(listed(columns))} has a number format"
        yield f"{sheet.name}: {what}; what is stored counts, whatever it shows."


def _any_between(top: int, bottom: int, numbers: Sequence[int]) -> bool:
    """Return whether one of some rows in order stands between two, with both."""
    at = bisect_left(numbers, top)
    return at < len(numbers) and numbers[at] <= bottom


def _rows(numbers: Sequence[int]) -> str:
    """Return some rows in words, those that follow one another as one.

    Example:
        >>> _rows([3]), _rows([3, 4, 5, 8])
        ('row 3 is', 'rows 3 to 5, 8 are')
    """
    if len(numbers) == 1:
        return f"row {numbers[0]} is"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    words = [" to ".join(map(str, run)) for run in runs]
    more = [f"and {len(words) - _MOST} more"] if len(words) > _MOST else []
    return f"rows {listed(words[:_MOST] + more)} are"
