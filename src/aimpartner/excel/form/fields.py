"""Which sheets an input workbook has, and which columns a sheet has: the field table, worded."""

from __future__ import annotations

import attrs

from aimpartner.codec.tables import TABLES, TITLES

READ_ME = "Read me"
NOTES = "Notes"
"""What the name of a sheet begins with that is nobody's table."""

RESULTS = ("Cover", "Budget", "Inputs", "Working", "Contributions", "Checks")
"""Sheets that a workbook of contributions has, and none that is filled in."""


def title(table: str) -> str:
    """Return the sheet that holds a table.

    Example:
        >>> title("lines"), title("evidence")
        ('Budget lines', 'Evidence')
    """
    return TITLES.get(table, table.capitalize())


def tables_by_title() -> dict[str, str]:
    """Return the table that each sheet holds."""
    return {title(table): table for table in TABLES}


def columns(table: str) -> tuple[attrs.Attribute[object], ...]:
    """Return the columns of a table's sheet, in order.

    Example:
        >>> [head(each) for each in columns("weights")]
        ['formula', 'at', 'partner', 'number']
    """
    return tuple(attrs.fields(TABLES[table]))


def head(column: attrs.Attribute[object]) -> str:
    """Return what stands at the head of a column."""
    return column.name.replace("_", " ")


def is_required(column: attrs.Attribute[object]) -> bool:
    """Return whether every row has to fill the column in."""
    return column.default is attrs.NOTHING
