"""Where the figure or the rule behind a fault was typed, or ought to be: the row of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs
from attrs import field, frozen

from aimpartner.codec.row import Row, Typed
from aimpartner.evidence.measures import is_issued, read_address
from aimpartner.year_faults import YearFault

_EVERYBODY = "*"


@frozen
class Spot:
    """A place in a file.

    Args:
        table: the table.
        row: the row, from 0; `None` for the table as a whole.
        name: the column; empty for none.
        lacks: the table in which a row has to be added; empty where none has.
        cells: what that row has to hold.
    """

    table: str
    row: int | None = None
    name: str = ""
    lacks: str = ""
    cells: Mapping[str, object] = field(factory=dict)


def spot_of(year_fault: YearFault, rows: Typed) -> Spot:
    """Return where what is behind a fault was typed.

    Args:
        year_fault: the fault; what has no address of its own is of the year's budget.
        rows: the rows that could be read.
    """
    begins, *rest = year_fault.fault.at.split("/")
    find = _of_formula if year_fault.formula else _FINDERS.get(begins, _of_year)
    return find(year_fault, rows, rest)


def _last(rows: Sequence[Row], **cells: object) -> Row | None:
    """Return the last row whose cells are these."""
    agree = [
        row
        for row in rows
        if all(getattr(row.fields, name) == value for name, value in cells.items())
    ]
    return agree[-1] if agree else None


def _at(row: Row | None, name: str, otherwise: Spot) -> Spot:
    """Return the cell of a row; where there is no row, another place."""
    return otherwise if row is None else Spot(row.table, row.number, name)


def _column(row: Row, name: str, otherwise: str) -> str:
    """Return a name if it is a column of the row, else another."""
    return name if name in attrs.fields_dict(type(row.fields)) else otherwise


def _of_figure(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    measure, partner, year, quarters = read_address("/".join(("evidence", *rest)))
    of: dict[str, object] = {"measure": measure, "year": year, "quarters": quarters}
    if partner == _EVERYBODY:
        return _at(_last(rows["evidence"], **of), "value", _of_year(year_fault, rows, rest))
    of["partner"] = partner
    if is_issued(measure) and _last(rows["issues"], year=year):
        return Spot("issued", lacks="issued", cells={"year": str(year), "partner": partner})
    editions = sorted(rows["evidence"], key=lambda row: row.fields.released or date.min)
    cells = {"measure": measure, "partner": partner, "year": str(year)}
    cells |= {"quarters": str(quarters)} if quarters else {}
    return _at(_last(editions, **of), "value", Spot("evidence", lacks="evidence", cells=cells))


def _of_formula(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    part, *path = rest
    of = {"formula": year_fault.formula}
    own = _at(_last(rows["formulas"], **of), year_fault.fault.field or "formula", Spot("formulas"))
    if part == "limits":
        side = path[1] if len(path) > 1 else year_fault.fault.field
        return _at(_last(rows["limits"], **of, limit=path[0]), side, own)
    if path[-1:] == [_EVERYBODY]:
        numbers = _last(rows["weights"], **of, at="/".join(rest[:-1]))
        return _at(numbers, "number", own)
    return own if part == "rounding" else _of_element(year_fault, rows, rest)


def _of_element(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    """Return the row of an element, or of the basis below it that an address leads to."""
    ways = ["/".join(rest[:end]) for end in range(len(rest), 0, -1)]
    rows_at = ((at, _last(rows["elements"], formula=year_fault.formula, at=at)) for at in ways)
    at, row = next((at, row) for at, row in rows_at if row is not None)
    name = _column(row, year_fault.fault.field or rest[-1], "at")
    if name == "price" and row.fields.price_list:
        name = "price_list"
    lacks = "weights" if year_fault.fault.field == "numbers" else ""
    cells = {"formula": year_fault.formula, "at": at, "partner": rest[-1]}
    return Spot(row.table, row.number, name, lacks, cells)


def _of_budget(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    _, pool, *line = rest
    of = {"year": year_fault.year, "pool": pool} | ({"line": "/".join(line)} if line else {})
    if year_fault.version:
        of["version"] = year_fault.version
    row = _last(rows["lines"], **of)
    return _at(row, year_fault.fault.field or "pool", _of_year(year_fault, rows, rest))


def _of_pool(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    named = [row for row in rows["elements"] if rest[-1] in row.fields.pools]
    return _at(_last(named, formula="/".join(rest[:-1])), "pools", _of_year(year_fault, rows, rest))


def _of_partner(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    if not rest:
        return Spot("partners")
    spells = [
        row
        for row in rows["partners"]
        if row.fields.partner == rest[0]
        and (row.fields.joined in year_fault.year.days or row.fields.left in year_fault.year.days)
    ]
    return _at(_last(spells), year_fault.fault.field, Spot("partners"))


def _of_measure(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    return _at(_last(rows["measures"], measure=rest[0]), year_fault.fault.field, Spot("measures"))


def _of_formulas(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    row = _last(rows["formulas"], formula="/".join(rest)) if rest else None
    return _at(row, year_fault.fault.field, Spot("formulas"))


def _of_year(year_fault: YearFault, rows: Typed, rest: Sequence[str]) -> Spot:
    del rest  # what has no row of its own is of the year as a whole
    of: dict[str, Any] = {"year": year_fault.year}
    if year_fault.version:
        of["version"] = year_fault.version
    return _at(_last(rows["budgets"], **of), "year", Spot("budgets"))


_FINDERS: Mapping[str, Callable[[YearFault, Typed, Sequence[str]], Spot]] = {
    "evidence": _of_figure,
    "measures": _of_measure,
    "budget": _of_budget,
    "pools": _of_pool,
    "partners": _of_partner,
    "formulas": _of_formulas,
}
"""What finds a row, by what an address begins with."""
