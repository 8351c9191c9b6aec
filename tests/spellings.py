"""The four doors by which a figure comes in: a cell of a workbook, TOML, JSON and Python."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from aimpartner.codec.faults import Faults
from aimpartner.codec.typed import typed
from aimpartner.errors import AimpartnerError, Problem
from aimpartner.evidence.measures import Measure, Observation
from aimpartner.excel.form.fields import columns, head, title
from aimpartner.excel.form.read import opened
from aimpartner.formula.rounding import Rounding
from aimpartner.parties.agreement.provisions import Option
from aimpartner.parties.partners import Authority, Partner
from aimpartner.periods import DateRange, FinancialYear, parse_day
from aimpartner.rates import PercentagePoints, Rate, agreed, unmarked
from aimpartner.settlement.tiers import Tier
from excel.form.filling import save

if TYPE_CHECKING:
    from pathlib import Path

    from aimpartner.codec.row import Plain

Read = list[object]
"""What comes of each spelling: its value, or the `Problem` that refuses it."""


@frozen
class Kind:
    """One kind of figure: a column of files that holds it, and a field of Python that does.

    Args:
        table: a table.
        column: the column of it.
        row: what else a row of it has to hold; the first tells the rows apart.
        made: makes a value of Python with the figure, and returns the figure as it is held.
    """

    table: str
    column: str
    row: dict[str, object]
    made: Callable[[Any], object]

    def rows(self, spellings: Sequence[object]) -> list[dict[str, object]]:
        """Return a row a spelling."""
        first, *_ = self.row
        return [
            {**self.row, first: f"{self.row[first]} {number}", self.column: each}
            for number, each in enumerate(spellings)
        ]


def in_python(kind: Kind, spellings: Sequence[object]) -> Read:
    """Return what the field of Python holds of each, or its refusal."""
    return [_made(kind, each) for each in spellings]


def _made(kind: Kind, spelling: object) -> object:
    try:
        return kind.made(spelling)
    except AimpartnerError as fault:
        return Problem("", fault.subject, fault.rule, fault.got, fault.remedy)


def in_json(kind: Kind, spellings: Sequence[object]) -> Read:
    """Return what a column of JSON holds of each, or its refusal."""
    rows = kind.rows(spellings)
    text = json.dumps({kind.table: rows}, default=float)  # a decimal is written as a number
    return _read(kind, json.loads(text, parse_float=Decimal), Faults("JSON"), len(rows))


def in_toml(kind: Kind, spellings: Sequence[object]) -> Read:
    """Return what a column of TOML holds of each, or its refusal."""
    rows = kind.rows(spellings)
    lines = [
        f"[[{kind.table}]]\n" + "\n".join(f"{key} = {_toml(value)}" for key, value in row.items())
        for row in rows
    ]
    plain = tomllib.loads("\n".join(lines), parse_float=Decimal)
    return _read(kind, plain, Faults("TOML"), len(spellings))


def _toml(value: object) -> str:
    if isinstance(value, (date, Decimal)):
        return value.isoformat() if isinstance(value, date) else str(value)
    return json.dumps(value)


def in_cells(kind: Kind, spellings: Sequence[object], folder: Path) -> Read:
    """Return what a column of a sheet holds of each, or its refusal."""
    heads: list[object] = [head(each) for each in columns(kind.table)]
    rows = kind.rows(spellings)
    names = [each.name for each in columns(kind.table)]
    sheet = [heads, *([row.get(name) for name in names] for row in rows)]
    path = save(folder / f"{kind.table}.xlsx", {title(kind.table): sheet})
    plain, _, faults = opened(path)
    return _read(kind, plain, faults, len(rows))


def _read(kind: Kind, plain: Plain, faults: Faults, count: int) -> Read:
    rows = typed(plain, faults)[kind.table]
    found: dict[int, object] = {row.number: getattr(row.fields, kind.column) for row in rows}
    problems = faults.error().problems
    told = {place: problem for problem in problems for place in problem.places}
    places = [faults.place(kind.table, number, kind.column) for number in range(count)]
    return [told.get(place, found.get(number)) for number, place in enumerate(places)]


_ALWAYS = DateRange("2021-04-01")
_ASH = Authority("Ash Council")

KINDS = {
    "count": Kind(
        "evidence",
        "value",
        {"edition": "", "measure": "adopted", "partner": "Ash", "year": "2021/22"},
        lambda value: Observation("contribution", "Ash", "2021/22", value).value,
    ),
    "units": Kind(
        "fees",
        "units",
        {"element": "places", "year": "2021/22", "partner": "Ash", "price": 5},
        unmarked,
    ),
    "weight": Kind(
        "weights",
        "number",
        {"at": "staff", "formula": "agreed", "partner": "Ash"},
        agreed,
    ),
    "money": Kind(
        "prices",
        "amount",
        {"price_list": "places", "formula": "agreed", "first_day": "2021-04-01"},
        lambda value: Tier("host", limit=value).limit,
    ),
    "rate": Kind("elements", "weight", {"at": "b/c", "formula": "a", "kind": "given"}, Rate),
    "points": Kind(
        "elements",
        "points",
        {"at": "b", "formula": "a", "kind": "tolerance"},
        PercentagePoints,
    ),
    "whole number": Kind(
        "agreement",
        "months",
        {"source": "Clause", "kind": "option"},
        lambda value: Option(value).months,
    ),
    "year": Kind("budgets", "year", {"version": "1"}, FinancialYear.parse),
    "day": Kind("formulas", "first", {"formula": "agreed"}, parse_day),
    "yes or no": Kind(
        "partners",
        "pays",
        {"partner": "Ash", "authority": "Ash Council", "joined": "2021-04-01"},
        lambda value: Partner("Ash", _ASH, _ALWAYS, pays=value).pays,
    ),
    "choice": Kind(
        "formulas",
        "level",
        {"formula": "agreed", "first": "2021-04-01"},
        lambda value: Rounding(level=value).level,
    ),
    "name": Kind(
        "bodies",
        "body",
        {"role": "Head of Service", "kind": "strategic board"},
        lambda value: Partner(value, _ASH, _ALWAYS).name,
    ),
    "text": Kind(
        "measures", "words", {"measure": "adopted"}, lambda value: Measure("adopted", value).words
    ),
}
"""A column and a field of each kind of figure."""
