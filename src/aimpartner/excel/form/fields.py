"""Which sheets an input workbook has, and which columns a sheet has: the field table, worded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from aimpartner.codec.tables import TABLES, TITLES
from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed

READ_ME = "Read me"
NOTES = "Notes"
"""What the name of a sheet begins with that is nobody's table."""

RESULTS = (
    "Cover",
    "Budget",
    "Inputs",
    "Working",
    "Contributions",
    "Checks",
    "As calculated",
)
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


_ALWAYS = ("agency", "partners")
PARTS: Mapping[str, tuple[str, ...]] = {
    "sharing": (
        "measures",
        "evidence",
        "formulas",
        "elements",
        "weights",
        "derived",
        "prices",
        "limits",
        "bounds",
    ),
    "money": ("budgets", "lines", "services", "issues", "issued", "fees", "used"),
    "agreement": (
        "hosts",
        "agreement",
        "decisions",
        "withdrawals",
        "successions",
        "bodies",
        "owed",
        "done",
        "reviews",
    ),
    "published": ("published", "statements"),
}
"""What sheets are for, besides the two that are always there."""
_FOLDED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "elements": (("price", "price_source"), ("average", "quarters"), ("price_list", "parts")),
}
"""The rare columns of a table: the first and the last of each group."""


def tables_for(parts: Iterable[str] = (), needed: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the tables that a workbook has, in their order.

    Args:
        parts: what they are for; none for all.
        needed: tables that are there besides.

    Raises:
        InvalidValueError: there is no such part.

    Example:
        >>> tables_for(["published"])
        ('agency', 'partners', 'published', 'statements')
    """
    asked = [parts] if isinstance(parts, str) else [*parts]
    for part in asked:
        if part not in PARTS:
            raise InvalidValueError("Part", f"be one of {listed(PARTS)}", repr(part))
    chosen = {table for part in asked or PARTS for table in PARTS[part]}
    return tuple(table for table in TABLES if table in {*_ALWAYS, *chosen, *needed})


def folded(table: str) -> list[tuple[str, ...]]:
    """Return the groups of columns that stand folded away where no row uses them.

    Example:
        >>> folded("elements")[1]
        ('average', 'last', 'quarters')
    """
    names = [column.name for column in columns(table)]
    groups = _FOLDED.get(table, ())
    return [tuple(names[names.index(first) : names.index(last) + 1]) for first, last in groups]
