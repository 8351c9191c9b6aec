"""How much of a file is read: beyond it, a file is refused before it costs anybody time."""

from __future__ import annotations

from attrs import field, frozen

from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.validators import whole

_ABOVE_NOUGHT = whole(1)


@frozen(repr=False, kw_only=True, field_transformer=checked)
class Capacity(OneLine):
    """How much of a file is read; each bound is far above what an agency fills in.

    A file within all of them is read, or refused for what is wrong with it, in seconds.

    Args:
        file_size: the bytes of a file, and of the parts of a workbook when they are unpacked.
        text_size: the bytes of a TOML or JSON file, which is held in memory whole.
        swelling: how many times its packed size a workbook may unpack to; Excel's own pack to a
            twentieth, and what swells by more was made to.
        parts: the files within a workbook; Excel makes a few for each sheet.
        sheets: the sheets of a workbook; the template has fewer than 30.
        rows: the rows of a table, and the number of the last; 20,000 rows of evidence are those of
            150 partners with a dozen measures for eleven years.
        cells: the cells of all sheets together; rows of a dozen cells for as many rows as there may
            be, and as much again.
        elements: the XML elements of all parts together; a cell takes two or three.
        depth: how deep elements, tables or dotted keys stand in one another; Excel's go to ten.
        attributes: the attributes of one element; Excel's have 20 at most.
        markup: the bytes of one tag or comment, which has to be held whole.
        letters: the letters of one text; a cell of Excel holds 32,767.
        texts: the texts that sheets share.
        formats: the number formats of a workbook; Excel takes some 250.
        merged: the merged ranges, hidden columns or conditions of a sheet, each by itself.
        tables: the tables of a TOML or JSON file; there are about 50 to fill in.
        columns: the columns of a row of such a table.
        values: the values of a TOML or JSON file, with its tables, lists, lines of TOML and dots.

    Raises:
        InvalidValueError: a bound is no whole number above nought.

    Example:
        >>> Capacity().rows, Capacity(rows=50_000).rows
        (25000, 50000)
    """

    file_size: int = field(validator=_ABOVE_NOUGHT, default=40_000_000)
    text_size: int = field(validator=_ABOVE_NOUGHT, default=12_000_000)
    swelling: int = field(validator=_ABOVE_NOUGHT, default=200)
    parts: int = field(validator=_ABOVE_NOUGHT, default=5_000)
    sheets: int = field(validator=_ABOVE_NOUGHT, default=500)
    rows: int = field(validator=_ABOVE_NOUGHT, default=25_000)
    cells: int = field(validator=_ABOVE_NOUGHT, default=350_000)
    elements: int = field(validator=_ABOVE_NOUGHT, default=900_000)
    depth: int = field(validator=_ABOVE_NOUGHT, default=50)
    attributes: int = field(validator=_ABOVE_NOUGHT, default=100)
    markup: int = field(validator=_ABOVE_NOUGHT, default=1_000_000)
    letters: int = field(validator=_ABOVE_NOUGHT, default=100_000)
    texts: int = field(validator=_ABOVE_NOUGHT, default=300_000)
    formats: int = field(validator=_ABOVE_NOUGHT, default=5_000)
    merged: int = field(validator=_ABOVE_NOUGHT, default=10_000)
    tables: int = field(validator=_ABOVE_NOUGHT, default=500)
    columns: int = field(validator=_ABOVE_NOUGHT, default=500)
    values: int = field(validator=_ABOVE_NOUGHT, default=250_000)


STANDARD = Capacity()
"""What is read where nothing else is asked for."""

_WORDS = {
    "file_size": "number of bytes",
    "text_size": "number of bytes of text",
    "parts": "number of parts",
    "sheets": "number of sheets",
    "rows": "number of rows of a table",
    "cells": "number of cells",
    "elements": "number of XML elements",
    "depth": "depth of what stands within something else",
    "attributes": "number of attributes of an element",
    "markup": "number of bytes of a tag or comment",
    "letters": "number of letters of a text",
    "texts": "number of shared texts",
    "formats": "number of number formats",
    "merged": "number of merged ranges, hidden columns or conditions of a sheet",
    "tables": "number of tables",
    "columns": "number of columns of a row",
    "values": "number of values",
}


class BeyondCapacityError(Exception):
    """A file holds more of something than is read of it."""

    def __init__(self, bound: str, capacity: Capacity, place: str = "file") -> None:
        """Say which bound, and where it was met."""
        super().__init__(bound, capacity, place)
        self.bound, self.place = bound, place
        self.most: int = getattr(capacity, bound)

    @property
    def words(self) -> tuple[str, str, str, str]:
        """What is bounded, the rule, what was got, and what to do."""
        remedy = "Delete what nobody filled in; a program may read more by an argument, "
        return (
            _WORDS[self.bound],
            f"be at most {self.most:,}",
            "more",
            f"{remedy}capacity=codec.Capacity({self.bound}=...).",
        )
