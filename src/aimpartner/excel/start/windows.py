"""The years of a measure that count: those of its columns, one after another."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from attrs import frozen

from aimpartner.excel.start.figures import Column
from aimpartner.excel.start.found import Cell
from aimpartner.excel.start.layout import OF_YEAR
from aimpartner.excel.start.opening import Opening
from aimpartner.periods import FinancialYear


@frozen
class Window:
    """The years of a measure that count.

    Args:
        last: the cell of the last of them; without a value where one cannot be read.
        years: how many they are.
    """

    last: Cell
    years: int


def window_of(columns: Sequence[Column]) -> Window:
    """Return the years of the columns of a measure."""
    years = {column.year: column for column in columns}
    unread = years.pop(None, None)
    if unread is not None:
        return Window(Cell(unread.below[OF_YEAR].place), len(columns))
    last = max(year for year in years if year is not None)
    return Window(years[last].below[OF_YEAR], len(years))


def note_estimates(columns: Sequence[Column], charged: FinancialYear, opening: Opening) -> None:
    """Note the columns that count and whose figures are of the year charged, or of a later one."""
    for column in columns:
        if column.year is not None and column.year >= charged:
            what = f"figures of {column.name} of {column.year} count for {charged}"
            place = column.below[OF_YEAR].place
            opening.notes.append(f"{place}: {what}; when it is charged they can be estimates only.")


def once_a_year(
    measures: Mapping[str, Sequence[Column]], counted: Container[str], opening: Opening
) -> list[Column]:
    """Return the columns that are the only ones of their measure and year; refuse the others.

    Args:
        measures: the columns of each measure.
        counted: the measures that pools are shared by; of these the years count together, and one
            that does not follow the year before it is refused as well.
        opening: the full tables.
    """
    kept: list[Column] = []
    for name, columns in measures.items():
        starts: dict[int, Column] = {}
        for column in columns:
            if column.year is None or column.year.starts not in starts:
                kept.append(column)
            else:
                cell, rule = column.below[OF_YEAR], f"stand over one column of {column.name}"
                opening.refuse(cell, "year", rule, f"{cell.words} again")
            if column.year is not None:
                starts.setdefault(column.year.starts, column)
        if name in counted:
            _check_run(starts, opening)
    return kept


def _check_run(starts: dict[int, Column], opening: Opening) -> None:
    """Refuse a year that does not follow the one before it."""
    for year in sorted(starts)[1:]:
        if year - 1 not in starts:
            column = starts[year]
            cell = column.below[OF_YEAR]
            rule = f"follow another year of {column.name}, for its years count together"
            remedy = (
                "Give each year between them a column, or a measure of its own, or write the full "
                "tables."
            )
            opening.refuse(cell, "year", rule, cell.words, remedy)
