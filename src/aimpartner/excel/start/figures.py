"""The columns of measures and of fees beside the partners of a Start sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from aimpartner.evidence.measures import issued_name
from aimpartner.excel.form.cells import CellRow
from aimpartner.excel.form.fields import NOTES
from aimpartner.excel.start.found import Cell, FoundSection
from aimpartner.excel.start.layout import DESCRIBED, OF_PRICE, OF_YEAR
from aimpartner.excel.start.opening import Opening
from aimpartner.excel.start.settings import read_as
from aimpartner.misspelt import meant_by
from aimpartner.periods import FinancialYear
from aimpartner.spelling import folded

_PARTNER = "partner"
_DESCRIBED = tuple(each.name for each in DESCRIBED)
_FOR_PEOPLE = f"Where the column is for people, begin its head with {NOTES}."


@frozen
class Column:
    """One column of figures, or of units of a fee.

    Args:
        head: the cell of its head, the name of the measure or the fee.
        below: the cells that describe it, by what they say.
        cells: its cell in the row of each partner.
    """

    head: Cell
    below: Mapping[str, Cell]
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """What the measure or the fee is called."""
        return self.head.words

    @property
    def year(self) -> FinancialYear | None:
        """The year of its figures; `None` where it cannot be read."""
        year: FinancialYear | None = read_as(FinancialYear, self.below[OF_YEAR])
        return year


@frozen
class Figures:
    """The partners of a Start sheet, and the columns beside them.

    Args:
        partners: the cells of each partner's row, by their fields.
        measures: the columns of figures.
        fees: the columns of units.
    """

    partners: tuple[Mapping[str, Cell], ...] = ()
    measures: tuple[Column, ...] = ()
    fees: tuple[Column, ...] = ()

    @property
    def by_measure(self) -> dict[str, list[Column]]:
        """The columns of each measure, in their order, by its folded name."""
        columns: dict[str, list[Column]] = {}
        for column in self.measures:
            columns.setdefault(folded(column.name), []).append(column)
        return columns


def read_figures(found: FoundSection | None, opening: Opening) -> Figures:
    """Return the partners and the columns beside them; refuse one that is of neither kind."""
    if found is None or found.head is None:
        return Figures()
    head, (described, rows) = found.head, _described(found, opening)
    partners = tuple(found.line(cells) for cells in rows)
    columns = []
    for number in found.figures:
        top = found.at(head, number)
        if top.words != (name := issued_name(top.words)):
            top = Cell(top.place, name)
        below = {
            name: found.at(described[name], number, name) if name in described else Cell(top.place)
            for name in _DESCRIBED
        }
        cells = tuple(found.at(row, number, top.words) for row in rows)
        columns.append(Column(top, below, cells))
    return Figures(partners, *_sorted(columns, found, opening))


def _described(found: FoundSection, opening: Opening) -> tuple[dict[str, CellRow], list[CellRow]]:
    """Return the rows that describe the columns, by what they say, and those of partners."""
    described: dict[str, CellRow] = {}
    rows = []
    for cells in found.rows:
        label = folded(found.line(cells)[_PARTNER].words)
        if label not in _DESCRIBED:
            rows.append(cells)
        elif label in described:
            cell = found.line(cells)[_PARTNER]
            opening.refuse(cell, "row", "stand once", f"the row {label} again", of="measures")
        else:
            described[label] = cells
            _check_empty(found, cells, label, opening)
    return described, rows


def _check_empty(found: FoundSection, cells: CellRow, label: str, opening: Opening) -> None:
    """Refuse what stands beside the label of a row that describes figures, and under none."""
    for name, column in found.columns.items():
        cell = found.at(cells, column)
        if name != _PARTNER and cell.value is not None:
            rule = f"be empty in the row {label}, which describes figures and fees"
            opening.refuse(cell, name, rule, repr(cell.words))


def _sorted(
    columns: Sequence[Column], found: FoundSection, opening: Opening
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns of figures and those of fees; refuse one that is neither, or both."""
    measures: list[Column] = []
    fees: list[Column] = []
    absent = {each.name for each in found.section.fields} - found.columns.keys()
    for column in columns:
        year, price = column.below[OF_YEAR], column.below[OF_PRICE]
        is_fee = price.value is not None
        (fees if is_fee else measures).append(column)
        if is_fee and year.value is not None:
            rule = "be empty where a year is given: a measure has a year, a fee a price"
            opening.refuse(price, "price", rule, repr(price.words))
        elif not is_fee and year.value is None:
            meant = meant_by(column.name, absent)
            rule = f"be given for the measure {column.name}, or a price if it is a fee"
            remedy = f"Where the column is {meant}, call it so." if meant else _FOR_PEOPLE
            opening.refuse(year, "year", rule, "nothing", remedy)
    return tuple(measures), tuple(fees)
