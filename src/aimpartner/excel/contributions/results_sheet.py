"""What a sheet of results is declared as, and what all of them are written from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil

from attrs import define, field, frozen

from aimpartner.contributions.contributions import Contributions
from aimpartner.excel.contributions.grid import Placed
from aimpartner.excel.writing.book import Book
from aimpartner.excel.writing.sheet import Live, Sheet, Span

_ON_ONE_PAGE, _ON_EACH_PAGE = 7, 5  # partners' columns, where they print at a size to read
Widths = tuple[float, ...]

STATUS, CALCULABLE = "status", "calculable"
"""The names of the cells that tell how the figures stand, and whether there are any: 1, else 0."""


@define
class Material:
    """What the sheets are written from; it grows as they are.

    Args:
        book: the workbook; it knows where everything stands that was named.
        result: the contributions.
        prepared_by: who prepared the workbook; may be empty.
        prepared_on: when, where stated.
        placed: where the steps of the working stand, once they do.
        spans: where columns stand that others read, by name.
    """

    book: Book
    result: Contributions
    prepared_by: str = ""
    prepared_on: date | None = None
    placed: Placed = field(init=False)
    spans: dict[str, Span] = field(factory=dict)


@frozen(eq=False, kw_only=True)
class ResultsSheet:
    """A sheet of the workbook, or one for each partner: declared once, in its own file.

    Args:
        name: what it is called; one for each partner is called by the partner's name.
        widths: how many characters each of its columns holds; of some results, for a result.
        write: what writes it, below its title.
        note: how to read it, below its title; one without a note writes its title itself.
        after: the sheets whose cells its formulas read.
        is_upright: whether it is printed in portrait.
        has_partners_across: whether it has a column for each partner.
        is_by_partner: whether there is one for each partner.
        is_gated: whether it shows no figure unless all can be calculated.
    """

    name: str
    widths: Widths | Callable[[Contributions], Widths]
    write: Callable[[Sheet, Material], None]
    note: str = ""
    after: tuple[ResultsSheet, ...] = ()
    is_upright: bool = False
    has_partners_across: bool = False
    is_by_partner: bool = False
    is_gated: bool = False

    def added(self, material: Material) -> list[Sheet]:
        """Add it to the workbook, still empty, for the sheets stand in the order of reading."""
        result = material.result
        names = result.partners if self.is_by_partner else (self.name,)
        widths = self.widths(result) if callable(self.widths) else self.widths
        across = _pages(len(result.partners)) if self.has_partners_across else 1
        return [
            material.book.sheet(name, widths, portrait=self.is_upright, across=across)
            for name in names
        ]

    def fill(self, sheets: Sequence[Sheet], material: Material) -> None:
        """Write it on the sheets that were added for it."""
        for sheet in sheets:
            cell = sheet.headline(
                Live(f'"Figures: "&{STATUS}', "Figures: as calculated"), "check, wrap"
            )
            sheet.amber_where(cell, f'{STATUS}<>"as calculated"')
            if self.note:
                sheet.title(f"{self.name} {material.result.year}", self.note)
            sheet.gate = CALCULABLE if self.is_gated else ""
            self.write(sheet, material)
            sheet.lock()


def _pages(partners: int) -> int:
    """Return how many pages a table with a column for each partner is wide."""
    return 1 if partners <= _ON_ONE_PAGE else ceil(partners / _ON_EACH_PAGE)
