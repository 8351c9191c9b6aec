"""Names of other tables as these spell them: "liverpool" is the partner Liverpool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import attrs
from attrs import define, field

from aimpartner.codec.faults import Faults
from aimpartner.codec.row import Plain
from aimpartner.codec.tables import TABLES
from aimpartner.errors import ModelError
from aimpartner.spelling import difference, folded, is_blank

Names = Mapping[str, str]
"""The names that a column holds, by their folded form, each as it is spelled first."""
_DEFINED = ("partners.partner", "measures.measure", "formulas.formula")
"""The columns in which each thing has its name: two names that look alike are most likely one."""
_MORE = {
    ("services", "pool"): "lines.pool",
    ("owed", "by"): "partners.partner",
    ("done", "by"): "partners.partner",
}
"""Columns that may name something of another table, beside those that have to."""


def respelled(plain: Plain) -> Plain:
    """Return tables in which rows name what stands in other tables as it is spelled there.

    A name is the same but for capital letters, blanks, signs without width, quotes and dashes. One
    that is spelled right, or may be two, stays as it is. Lists may have commas between names, where
    no name holds one.

    Args:
        plain: the tables as a file holds them; they are left as they are.

    Example:
        >>> tables = {"partners": [{"partner": "Sefton"}], "hosts": [{"host": " sefton"}]}
        >>> respelled(tables)["hosts"]
        [{'host': 'Sefton'}]
    """
    spelled = _Spelled(plain)
    return {name: spelled.rows(name, rows) for name, rows in plain.items()}


def check_spelled(plain: Plain, faults: Faults) -> None:
    """Note each name that looks like one before it in its column, and is another."""
    for table, _, column in (name.partition(".") for name in _DEFINED):
        first: dict[str, tuple[str, int]] = {}
        for number, row in enumerate(plain.get(table) or ()):
            name = row.get(column)
            if isinstance(name, str) and not is_blank(name):
                known, at = first.setdefault(folded(name), (name.strip(), number))
                if known != name.strip():
                    rule = f"be spelled as in {faults.place(table, at, column)}: {known!r}"
                    remedy = difference(name.strip(), known) or "Or call it by another name."
                    faults.add(table, number, column, ModelError(column, rule, repr(name), remedy))


@define
class _Spelled:
    """The spellings of the names in some tables."""

    plain: Plain
    _known: dict[str, Names] = field(factory=dict, init=False)

    def rows(self, table: str, rows: Any) -> Any:  # noqa: ANN401  # rows, or what stands in their place
        """Return the rows of a table; those in which nothing changes are the same ones."""
        referring = _referring(table)
        if not referring or not isinstance(rows, Sequence):
            return rows
        return [self._row(row, referring) if isinstance(row, Mapping) else row for row in rows]

    def _row(self, row: Mapping[str, object], referring: Mapping[str, str]) -> Mapping[str, object]:
        changed = {
            name: value
            for name, reference in referring.items()
            if name in row and (value := self._value(row[name], reference)) != row[name]
        }
        return {**row, **changed} if changed else row

    def _value(self, value: object, reference: str) -> object:
        is_list, of = reference.startswith("*"), reference.removeprefix("*")
        names = self._names(of)
        if isinstance(value, str):
            return _in_list(value, names) if is_list else _as_known(value, names)
        if isinstance(value, (list, tuple)) and is_list:
            return [_as_known(part, names) if isinstance(part, str) else part for part in value]
        return value

    def _names(self, reference: str) -> Names:
        """Return the names that a column holds; pools are as the budget's lines call them."""
        if reference not in self._known:
            own = "lines.pool" if reference == "elements.pools" else reference
            held = list(_held(self.plain, own)) or list(_held(self.plain, reference))
            self._known[reference] = _by_folded(held, may_vary=own == "lines.pool")
        return self._known[reference]


def _by_folded(held: Sequence[str], *, may_vary: bool) -> Names:
    """Return names by their folded form; of one that has several the first, or none."""
    first: dict[str, str] = {}
    several = set()
    for name in held:
        if first.setdefault(folded(name), name) != name:
            several.add(folded(name))
    return first if may_vary else {key: name for key, name in first.items() if key not in several}


def _as_known(text: str, names: Names) -> str:
    return names.get(folded(text), text)


def _in_list(text: str, names: Names) -> object:
    """Return the names of a list: between semicolons, or commas if all of them are known."""
    found: list[str] = []
    has_commas = any("," in name for name in names.values())
    for part in filter(str.strip, text.split(";")):
        parts = list(filter(str.strip, part.split(",")))
        are_known = not has_commas and all(folded(each) in names for each in parts)
        found += [_as_known(each, names) for each in (parts if are_known else [part])]
    return "; ".join(found) if all(";" not in name for name in found) else found


@cache
def _referring(table: str) -> Mapping[str, str]:
    """Return the columns that name what stands in others, and which; a star marks a list."""
    kind = TABLES.get(table)
    found = {name: reference for (of, name), reference in _MORE.items() if of == table}
    for column in attrs.fields(kind) if kind else ():
        if column.metadata["ref"]:
            star = "" if column.type is str else "*"
            found[column.name] = f"{star}{column.metadata['ref']}"
    return found


def _held(plain: Plain, reference: str) -> Iterator[str]:
    table, _, column = reference.partition(".")
    for row in plain.get(table) or ():
        value = row.get(column) if isinstance(row, Mapping) else None
        parts = value if isinstance(value, (list, tuple)) else [value]
        yield from (part.strip() for part in parts if isinstance(part, str) and not is_blank(part))
