"""Workbooks in which a cell on the way to the pence is typed over, and whether the cover shows it.

Run: PYTHONPATH=src:tests python -m excel.contributions.tampering
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import frozen
from openpyxl import load_workbook

from aimpartner import samples
from aimpartner.excel.contributions.workbook import write_contributions
from builders import paid
from excel.contributions.every_rule import CASES
from excel.office import Office
from excel.typing_over import told_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook

    from aimpartner.model import Model

AS_CALCULATED = "Figures: as calculated"
OUTSIDE = ("Cover", "Agreement", "Checks", "As calculated", "Inputs")
"""The sheets that hold inputs alone, or read the status and so cannot be counted for it."""


def models() -> dict[str, Model]:
    """Return three models: AiM, one with a floor scaled by excess, one with bounds to round in."""
    names = ("damped by excess", "caps in half pence")
    return {"aim": samples.load("aim"), **{name: CASES[name].whole for name in names}}


@frozen
class Tamper:
    """One cell typed over.

    Args:
        sheet: its sheet.
        place: where it stands.
        kind: what kind of thing is typed.
        typed: what is typed.
    """

    sheet: str
    place: str
    kind: str
    typed: str

    def __str__(self) -> str:
        """Return the cell and what is typed."""
        return f"{self.sheet}!{self.place} {self.kind} {self.typed}"


def typed_wrong(value: object) -> dict[str, str]:
    """Return what may be typed into an input, by the kind of it."""
    assert isinstance(value, (int, float))
    return {
        "text": "about ten",
        "blank": "",
        "negative": f"{-value - 1}",
        "date": "2021-04-01",
        "true": "=TRUE()" if value != 1 else "=FALSE()",
        "error": "=NA()",
    }


def of_inputs(book: Workbook) -> Iterator[Tamper]:
    """Yield every kind of wrong thing in every cell that may be typed into."""
    for cell in _figures(book):
        if is_input(cell):
            for kind, typed in typed_wrong(cell.value).items():
                yield Tamper(cell.parent.title, cell.coordinate, kind, typed)


def of_working(book: Workbook) -> Iterator[Tamper]:
    """Yield a number in every cell that holds a formula or a number on the way to the pence."""
    for cell in _figures(book):
        is_label = cell.column == 1 or cell.row <= len(("banner", "status"))
        if cell.protection.locked and not is_label and cell.parent.title not in OUTSIDE:
            yield Tamper(cell.parent.title, cell.coordinate, "number", "7.25")


def of_rows(book: Workbook) -> Iterator[Tamper]:
    """Yield a row with a number in it, inserted where each row with an input stands."""
    rows = {(cell.parent.title, cell.row): cell for cell in _figures(book) if is_input(cell)}
    for (sheet, row), cell in rows.items():
        columns = (cell.column_letter, "F") if sheet == "Budget" else (cell.column_letter,)
        for column in columns:
            yield Tamper(sheet, f"{column}{row}", "row", "insert 7.25")


def is_input(cell: Cell) -> bool:
    """Return whether a figure may be typed into a cell."""
    return not cell.protection.locked and isinstance(cell.value, (int, float))


def _figures(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.data_type in "fn" and cell.value is not None)


def shown(called: str, office: Office, folder: Path) -> dict[Tamper, str]:
    """Return what the cover of a model reads after each tamper, as LibreOffice recalculates it."""
    path = write_contributions(paid(models()[called]), folder / f"{called}.xlsx")
    book = load_workbook(path)
    tampers = [*of_inputs(book), *of_working(book), *of_rows(book)]
    entries = [(each.sheet, each.place, each.typed) for each in tampers]
    (place,) = (
        row[0].coordinate
        for row in book["Cover"].iter_rows(max_row=2)
        if str(row[0].value).endswith("&status")
    )
    return dict(zip(tampers, told_after(office, path, entries, place, folder), strict=True))


def unseen(found: dict[Tamper, str]) -> list[Tamper]:
    """Return the tampers that the cover does not show."""
    return [tamper for tamper, said in found.items() if said == AS_CALCULATED]


def main() -> None:
    """Type over the cells of three models, and say how many of them the covers show."""
    with TemporaryDirectory() as name:
        office = Office.find(Path(name))
        for called in models():
            found = shown(called, office, Path(name))
            missed = unseen(found)
            kinds = Counter(each.kind for each in found)
            said = f"{called}: {len(found) - len(missed)} of {len(found)} are shown"
            lines = [f"{said} ({dict(kinds)})", *map(str, missed)]
            sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
