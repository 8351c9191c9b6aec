"""One column of the field table: its default, its help, and what it refers to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NewType

from attrs import NOTHING, field

from aimpartner.rates import Rate

Times = NewType("Times", Rate)
"""A column of rates that a whole figure is multiplied by."""
OnTop = NewType("OnTop", Rate)
"""A column of rates that come on top of a whole figure."""
Agreed = NewType("Agreed", Fraction)
"""A column of numbers whose unit stands in another row: per cent, weights, or a count."""


def column(
    text: str,
    default: Any = NOTHING,  # noqa: ANN401  # like attrs.field
    *,
    key: bool = False,
    ref: str = "",
    wide: bool = False,
) -> Any:  # noqa: ANN401  # like attrs.field
    """Return a field of a row with its help text.

    Args:
        text: what to write in the column, for the person who fills it in.
        default: what an empty cell means; without it the cell has to be filled in.
        key: whether it is part of what tells the rows of the table apart.
        ref: the "table.column" that must hold the same value.
        wide: whether it holds sentences, which a sheet gives more room.

    Example:
        >>> column("first day", key=True).metadata["key"]
        True
    """
    return field(default=default, metadata={"help": text, "key": key, "ref": ref, "wide": wide})


SOURCE = 'where this is published; begin with "Assumption: " where nobody published it'
"""The help of a column of sources."""


def required(what: str) -> Any:  # noqa: ANN401  # like attrs.field
    """Return the column of the partners that are asked to approve a thing.

    Args:
        what: what they approve.
    """
    return column(f"partners that must approve {what}", (), ref="partners.partner")


def rule() -> Any:  # noqa: ANN401  # like attrs.field
    """Return the column that says how many of those asked have to approve."""
    return column("how many of those must approve; empty for all", "all")
