"""Plain rows to typed rows: each field read, keys told apart, references found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import frozen
from cattrs import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError

from aimpartner.codec.convert import converter
from aimpartner.codec.faults import Faults
from aimpartner.codec.rows import TABLES
from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.exact import listed

Plain = Mapping[str, Sequence[Mapping[str, object]]]
"""Tables as a file holds them: rows of fields, by the table's name."""

_CONVERTER = converter()


@frozen
class Row:
    """One row of a table that could be read.

    Args:
        table: the table's name.
        number: where it stands in the table, from 0.
        fields: the typed row.
    """

    table: str
    number: int
    fields: Any


Typed = Mapping[str, Sequence[Row]]


def typed(plain: Plain, faults: Faults) -> Typed:
    """Return the rows that could be read; note what could not be.

    Args:
        plain: the tables as the file holds them.
        faults: where faults are noted: of fields, keys and references.
    """
    for name in plain:
        if name not in TABLES:
            rule = f"be one of: {listed(TABLES)}"
            faults.add(name, None, "", InvalidValueError("Table", rule, repr(name)))
    tables = {name: _table(name, plain.get(name) or (), faults) for name in TABLES}
    for name in TABLES:
        _check_keys(name, tables[name], faults)
        _check_references(plain, tables[name], faults)
    return tables


def _table(name: str, rows: Sequence[Mapping[str, object]], faults: Faults) -> list[Row]:
    read = []
    for number, row in enumerate(rows):
        filled = {key: value for key, value in row.items() if value is not None and value != ""}
        try:
            read.append(Row(name, number, _CONVERTER.structure(filled, TABLES[name])))
        except ClassValidationError as group:
            for key, fault in _faults(group, name):
                faults.add(name, number, key, fault)
    return read


def _faults(group: ClassValidationError, table: str) -> Iterator[tuple[str, AimpartnerError]]:
    """Return each field of a row that could not be read, with what it should have been."""
    noted, others = group.group_exceptions()
    for fault, note in noted:
        yield note.name, _as_ours(fault, note)
    for other in others:
        if isinstance(other, ForbiddenExtraKeysError):
            rule = f"be one of: {listed(each.name for each in attrs.fields(TABLES[table]))}"
            for key in sorted(other.extra_fields):
                yield key, InvalidValueError("Column", rule, repr(key))


def _as_ours(fault: Exception, note: AttributeValidationNote) -> AimpartnerError:
    """Return a fault in the library's own words; a `KeyError` is a cell left empty."""
    if isinstance(fault, AimpartnerError):
        return fault
    return InvalidValueError(note.name, "be given", "nothing")


def _check_keys(table: str, rows: Sequence[Row], faults: Faults) -> None:
    names = [each.name for each in attrs.fields(TABLES[table]) if each.metadata["key"]]
    keys = [tuple(getattr(row.fields, name) for name in names) for row in rows] if names else []
    count = Counter(keys)
    for row, key in zip(rows, keys, strict=bool(names)):
        if count[key] > 1 and keys.index(key) != rows.index(row):
            got = listed(str(part) for part in key if part)
            faults.add(table, row.number, names[-1], ModelError("Row", "be given once", got))


def _check_references(plain: Plain, rows: Sequence[Row], faults: Faults) -> None:
    for row in rows:
        for each in attrs.fields(type(row.fields)):
            value = getattr(row.fields, each.name)
            wanted = value if isinstance(value, tuple) else (value,)
            for name in wanted if each.metadata["ref"] else ():
                _check_reference(plain, row, each.name, (each.metadata["ref"], name), faults)


def _check_reference(
    plain: Plain, row: Row, field: str, wanted: tuple[str, object], faults: Faults
) -> None:
    """Note a name that the column it refers to does not hold; an empty one refers to nothing."""
    reference, name = wanted
    table, column = reference.split(".")
    known = list(dict.fromkeys(_held(plain, table, column)))
    if name and name not in known and _counts(row):
        rule = f"be one of the {column} in {table}: {listed(known)}"
        faults.add(row.table, row.number, field, ModelError(field, rule, repr(name)))


def _counts(row: Row) -> bool:
    """Return whether a row's references count: a line outside the call needs no element."""
    return row.table != "lines" or bool(row.fields.effect.value != "outside the call")


def _held(plain: Plain, table: str, column: str) -> Iterator[str]:
    """Return the names that a column holds, read or not, so that one fault makes no others."""
    for row in plain.get(table) or ():
        value = row.get(column)
        parts = value if isinstance(value, (list, tuple)) else str(value or "").split(";")
        yield from (str(part).strip() for part in parts if str(part).strip())
