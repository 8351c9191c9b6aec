"""Plain rows to typed rows: each field read, keys told apart, references found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import attrs
from attrs import define, field
from cattrs import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError

from aimpartner.budget.budget import Effect
from aimpartner.codec.convert import converter
from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Plain, Row, Typed, quoted
from aimpartner.codec.tables import TABLES
from aimpartner.errors import AimpartnerError, InvalidValueError, ModelError
from aimpartner.evidence.measures import HOW_TO_RECORD, ISSUED
from aimpartner.exact import listed
from aimpartner.misspelt import meant_by, near
from aimpartner.spelling import is_blank

ONCE = "be given once"
"""What a row must that another has the key of."""
_CONVERTER = converter()
_BETWEEN = "Put semicolons between names, of which one here has a comma or is not known."
_MOST_LOOKED_FOR = 200
"""Of so many names that are not there the nearest is looked for, which takes time for each."""


def typed(plain: Plain, faults: Faults) -> Typed:
    """Return the rows that could be read; note what could not be.

    Args:
        plain: the tables as the file holds them.
        faults: where faults are noted: of fields, keys and references.
    """
    for name in plain:
        if name not in TABLES:
            rule, meant = (
                f"be one of: {listed(TABLES)}",
                meant_by(name, TABLES.keys() - plain.keys()),
            )
            remedy = f"Call it {meant}." if meant else ""
            faults.add(name, None, "", InvalidValueError("Table", rule, repr(name), remedy))
            faults.doubt(meant)
    tables = {name: _table(name, plain.get(name) or (), faults) for name in TABLES}
    for name in TABLES:
        _check_keys(name, tables[name], faults)
    references = _References(plain, faults)
    for row in (row for rows in tables.values() for row in rows):
        references.check(row)
    return tables


def _table(name: str, rows: Sequence[Mapping[str, object]], faults: Faults) -> list[Row]:
    read = []
    for number, row in enumerate(rows):
        filled = {key: value for key, value in row.items() if not _is_empty(value)}
        try:
            read.append(Row(name, number, _CONVERTER.structure(filled, TABLES[name])))
        except ClassValidationError as group:
            for key, fault in _faults(group, name):
                faults.add(name, number, key, fault)
    return read


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))


def _faults(group: ClassValidationError, table: str) -> Iterator[tuple[str, AimpartnerError]]:
    """Return each field of a row that could not be read, with what it should have been."""
    noted, others = group.group_exceptions()
    for fault, note in noted:
        yield note.name, _as_ours(fault, note)
    names = [column.name for column in attrs.fields(TABLES[table])]
    rule = f"be one of: {listed(names)}"
    unknown = [error for error in others if isinstance(error, ForbiddenExtraKeysError)]
    for key in sorted(key for error in unknown for key in error.extra_fields):
        yield key, InvalidValueError("Column", rule, repr(key), near(key, names))


def _as_ours(fault: Exception, note: AttributeValidationNote) -> AimpartnerError:
    """Return a fault in the library's own words; a `KeyError` is a cell left empty."""
    if isinstance(fault, AimpartnerError):
        return fault
    return InvalidValueError(note.name, "be given", "nothing")


def _check_keys(table: str, rows: Sequence[Row], faults: Faults) -> None:
    """Note each row whose key an earlier row has."""
    names = [column.name for column in attrs.fields(TABLES[table]) if column.metadata["key"]]
    keys = [tuple(getattr(row.fields, name) for name in names) for row in rows] if names else []
    seen: Counter[tuple[object, ...]] = Counter()
    for row, key in zip(rows, keys, strict=bool(names)):
        if seen[key]:
            got = f"{listed(part for part in key if part)} again"
            heads = listed(name.replace("_", " ") for name in names)
            remedy = f"Take one of the two out, or let them differ in one of: {heads}."
            faults.add(table, row.number, "", ModelError("Row", ONCE, got, remedy))
        seen[key] += 1


@define
class _References:
    """The names that the columns of a file hold, for others to refer to."""

    plain: Plain
    faults: Faults
    _known: dict[tuple[str, str], dict[str, None]] = field(factory=dict, init=False)
    _nearest: dict[tuple[str, str], str] = field(factory=dict, init=False)

    def check(self, row: Row) -> None:
        """Note each name in a row that the column it refers to does not hold."""
        for column, reference in _referring(row.table):
            value = getattr(row.fields, column)
            for name in value if isinstance(value, tuple) else (value,):
                if name and _counts(row, column):
                    self._check(row, column, reference, name)

    def _check(self, row: Row, column: str, reference: str, name: str) -> None:
        table, _, held = reference.partition(".")
        known = self._names(table, held)
        if name in known or not self._is_whole(table, held) or self._is_told(row, reference, name):
            return
        there, here = (self.faults.place(each, None, "") for each in (table, row.table))
        if _goes_by_issues(row, reference, name):
            rule = f"be of what is recorded in {self.faults.place('issues', None, '')} or {there}"
            row.refuse(self.faults, column, rule, "no contribution of any year", HOW_TO_RECORD)
        elif known:
            rule, cause = f"be one of those in {there}: {quoted(known)}", f"{reference} {name}"
            several = isinstance(getattr(row.fields, column), tuple) and "," in name
            remedy = _BETWEEN if several else self._near(reference, name)
            row.refuse_for(cause, self.faults, ModelError(column, rule, repr(name), remedy))
        else:
            self.faults.refuse(table, f"hold {name!r}, which {here} names", "no row")

    def _near(self, reference: str, name: str) -> str:
        """Return in a sentence which name may be meant, of the first few that are not there."""
        if (reference, name) not in self._nearest:
            if len(self._nearest) >= _MOST_LOOKED_FOR:
                return ""
            table, _, held = reference.partition(".")
            self._nearest[reference, name] = near(name, self._names(table, held))
        return self._nearest[reference, name]

    def _names(self, table: str, column: str) -> dict[str, None]:
        """Return the names in a column, of rows read or not, so that one fault makes no others."""
        if (table, column) not in self._known:
            self._known[table, column] = dict.fromkeys(_held(self.plain, table, column))
        return self._known[table, column]

    def _is_told(self, row: Row, reference: str, name: str) -> bool:
        """Return whether a rule goes by the contributions that the issues tell."""
        return _goes_by_issues(row, reference, name) and bool(self.plain.get("issues"))

    def _is_whole(self, table: str, column: str) -> bool:
        """Return whether no name can be lacking: its table was read, and no such cell is empty."""
        rows = self.plain.get(table) or ()
        empty = [row for row in rows if _is_empty(row.get(column)) and _needs(row, column)]
        return self.faults.is_sound(table) and not empty


@cache
def _referring(table: str) -> list[tuple[str, str]]:
    """Return the columns of a table that refer to others, and those that they refer to."""
    columns = attrs.fields(TABLES[table])
    references = [(column.name, column.metadata["ref"]) for column in columns]
    return [(name, reference) for name, reference in references if reference]


def _goes_by_issues(row: Row, reference: str, name: str) -> bool:
    """Return whether a name is that of issued contributions in a rule; evidence describes them."""
    return row.table != "evidence" and (reference, name) == ("measures.measure", ISSUED)


def _held(plain: Plain, table: str, column: str) -> Iterator[str]:
    lists = attrs.fields_dict(TABLES[table])[column].type is not str
    for value in (row.get(column) for row in plain.get(table) or ()):
        parts = _parts(value) if lists else [value]
        yield from (str(part).strip() for part in parts if not _is_empty(part))


def _parts(value: object) -> Sequence[object]:
    return value if isinstance(value, (list, tuple)) else str(value or "").split(";")


def _counts(row: Row, column: str) -> bool:
    """Return whether a reference counts: the pool of a line outside the call needs no element."""
    return column != "pool" or row.fields.effect is not Effect.OUTSIDE


_PRICES = ("price", "price_list")


def _needs(row: Mapping[str, object], column: str) -> bool:
    """Return whether a row has to fill a column in: pools are for elements without a price."""
    is_part = "/" in str(row.get("at"))
    return column != "pools" or not (
        is_part or any(not _is_empty(row.get(name)) for name in _PRICES)
    )
