"""What a Start sheet says of the agency and its year: a label and a value in each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from aimpartner.codec.convert import converter
from aimpartner.errors import AimpartnerError
from aimpartner.exact import listed
from aimpartner.excel.form.cells import NoValue
from aimpartner.excel.form.fields import NOTES
from aimpartner.excel.start.found import Cell, FoundSection
from aimpartner.excel.start.layout import SETTINGS
from aimpartner.excel.start.opening import Opening
from aimpartner.misspelt import meant_by
from aimpartner.periods import FinancialYear
from aimpartner.spelling import folded

_CONVERTER = converter()
_STAND_IN = FinancialYear(2000)
_LABELS = {each.name: each for each in SETTINGS}


def read_as(kind: Any, cell: Cell) -> Any:  # noqa: ANN401  # a value of the kind
    """Return what a cell holds, as the field table reads it; `None` where that refuses it."""
    if cell.value is None or isinstance(cell.value, NoValue):
        return None
    try:
        return _CONVERTER.structure(cell.value, kind)
    except AimpartnerError:
        return None  # told where the field table reads the same cell


@frozen
class Settings:
    """What is said of the agency and its year.

    Args:
        cells: the cell of each setting.
        year: the year charged; where it cannot be read, one that stands in for it, so that its
            fault hides no other.
    """

    cells: Mapping[str, Cell]
    year: FinancialYear

    def __getitem__(self, name: str) -> Cell:
        """Return the cell of a setting."""
        return self.cells[name]

    def of_year(self, value: object) -> Cell:
        """Return a value that the year makes, as if it stood in the year's cell."""
        return Cell(self["year"].place, value)

    @property
    def is_of_year(self) -> bool:
        """Whether the year charged can be read."""
        return read_as(FinancialYear, self["year"]) is not None

    @property
    def formula(self) -> str:
        """What the formula is called: by its year."""
        return self.year.key


def read_settings(found: FoundSection | None, opening: Opening) -> Settings:
    """Return what is said of the agency and its year; refuse a label that is none, or one twice."""
    cells: dict[str, Cell] = {}
    anchor = Cell(opening.anchors["agency"])
    lines = [found.line(row) for row in found.rows] if found else []
    for label, value in ((line["setting"], line["value"]) for line in lines):
        name = folded(label.words)
        if name in _LABELS and name not in cells:
            cells[name] = evolve(value, head=name)
        else:
            _refuse(label, meant_by(name, _LABELS.keys() - cells.keys()), opening)
            anchor = Cell(label.place)  # what lacks may be meant by it
    whole = {name: cells.get(name, anchor) for name in _LABELS}
    return Settings(whole, read_as(FinancialYear, whole["year"]) or _STAND_IN)


def _refuse(label: Cell, meant: str, opening: Opening) -> None:
    rule = f"be one of {listed(_LABELS)}, each once"
    remedy = f"Call it {meant}." if meant else f"Begin it with {NOTES}, or delete the row."
    opening.refuse(label, "setting", rule, repr(label.words), remedy)
