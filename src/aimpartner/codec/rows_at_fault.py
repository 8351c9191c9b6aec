"""A second look at rows that are at fault: what is wrong with their other cells.

A row of which one cell cannot be read makes nothing, so nothing checks the others. Each cell at
fault is therefore left out, or something readable stands in for it, and the file is read again.
Only what is certain is noted: what is wrong with a cell by its own value, whatever stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any

import attrs
from attrs import frozen

from aimpartner.codec.convert import choices, worded
from aimpartner.codec.faults import Faults
from aimpartner.codec.one_cause import Fault
from aimpartner.codec.row import Plain
from aimpartner.codec.tables import TABLES
from aimpartner.misspelt import meant_by

_MOST_ROUNDS = 4
_MOST_ROWS = 500
"""So many rows at fault are looked at again."""
_REFERENCE = "be one of those in "

Cells = Mapping[tuple[str, int], AbstractSet[str]]


def look_again(plain: Plain, faults: Faults, read: Callable[[Plain, Faults], object]) -> None:
    """Note what else is wrong with rows of which a cell is at fault.

    Args:
        plain: the tables as the file holds them.
        faults: what is wrong with them so far; what else is, is noted there.
        read: reads tables, and notes what is wrong with them.
    """
    for _ in range(_MOST_ROUNDS):
        mended, again = _Mended.of(plain, faults.cells), faults.of_tables()
        read(mended.tables, again)
        others = [fault for fault in again.of_cells if mended.is_certain(fault)]
        for fault in others:
            faults.note(fault)
        if not others:
            return


@frozen
class _Mended:
    """Tables in which something stands in for the cells at fault.

    Args:
        plain: the tables as the file holds them.
        cells: the names of the cells at fault, by table and row.
        tables: the tables without them.
        guessed: the rows in which something stands in that is nothing like what was written.
    """

    plain: Plain
    cells: Cells
    tables: Plain
    guessed: AbstractSet[tuple[str, int]]

    @classmethod
    def of(cls, plain: Plain, cells: Cells) -> _Mended:
        """Return tables with something in place of some cells."""
        tables = {name: list(rows) for name, rows in plain.items()}
        guessed: set[tuple[str, int]] = set()
        columns = {(table, name) for (table, _), names in cells.items() for name in names}
        others = {column: _instead(plain, cells, *column) for column in columns}
        for (table, number), names in islice(cells.items(), _MOST_ROWS):
            row = dict(plain[table][number])
            for name in names:
                written, instead = row.pop(name, None), others[table, name]
                near = _meant(plain, table, name, written)
                if near or instead is not None:
                    row[name] = near or instead
                    guessed |= set() if near else {(table, number)}
            tables[table][number] = row
        return cls(plain, cells, tables, guessed)

    def is_certain(self, fault: Fault) -> bool:
        """Return whether another cell is at fault, whatever stands in for those that are."""
        at = (fault.table, fault.row)
        if fault.name in self.cells.get(at, ()):
            return False
        if fault.problem.rule.startswith(_REFERENCE):
            return at in self.cells
        value, got = self.plain[fault.table][fault.row].get(fault.name), str(fault.problem.got)
        return fault.is_own and got in (str(value), repr(value)) and at not in self.guessed


def _column(table: str, name: str) -> attrs.Attribute[Any] | None:
    return attrs.fields_dict(TABLES[table]).get(name)


def _instead(plain: Plain, cells: Cells, table: str, name: str) -> object:
    """Return what another row has in a column that every row has to fill in."""
    column = _column(table, name)
    if column is None or column.default is not attrs.NOTHING:
        return None
    others = (
        row.get(name)
        for number, row in enumerate(plain[table])
        if name not in cells.get((table, number), ())
    )
    return next((value for value in others if value is not None), None)


def _meant(plain: Plain, table: str, name: str, written: object) -> str:
    """Return the choice or the name that may be meant by what was written; empty for none."""
    column = _column(table, name)
    return meant_by(written, _known(plain, column)) if column is not None else ""


def _known(plain: Plain, column: attrs.Attribute[Any]) -> Iterator[str]:
    yield from map(str, map(worded, choices(column.type)))
    table, _, held = str(column.metadata["ref"]).partition(".")
    yield from (str(row.get(held)) for row in plain.get(table) or ())
