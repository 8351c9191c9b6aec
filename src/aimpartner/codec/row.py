"""A row of a table once it is read, and what is made of such rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import attrs
from attrs import frozen

from aimpartner.codec.faults import Faults
from aimpartner.errors import AimpartnerError, ModelError
from aimpartner.exact import listed
from aimpartner.misspelt import near

Plain = Mapping[str, Sequence[Mapping[str, object]]]
"""Tables as a file holds them: rows of fields, by the table's name."""
MOST_NAMES = 20
"""So many names are listed of those that one might be."""
T = TypeVar("T")
V = TypeVar("V", bound=attrs.AttrsInstance)


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

    def refuse(self, faults: Faults, name: str, rule: str, got: object, remedy: str = "") -> None:
        """Note what one cell of the row must be, and is not."""
        self.refuse_for("", faults, ModelError(name, rule, got, remedy))

    def refuse_for(self, cause: str, faults: Faults, fault: ModelError) -> None:
        """Note what the cell that is the subject must be; the cause may make other faults."""
        faults.add(self.table, self.number, fault.subject, fault, cause)


Typed = Mapping[str, Sequence[Row]]
Rows = Iterator[attrs.AttrsInstance]
"""Rows of any tables, each of the class of its table."""
Names = tuple[str, ...]
Needs = Mapping[str, tuple[Names, Names]]


def made_of(
    rows: Sequence[Row],
    faults: Faults,
    make: Callable[[Any], T],
    check: Callable[[Sequence[T]], object] | None = None,
) -> list[T]:
    """Return what each sound row makes; what is refused is noted at its row.

    Args:
        rows: the rows.
        faults: where faults are noted.
        make: what is made of the fields of a row.
        check: what may refuse one together with those before it.
    """
    return gathered([[row] for row in rows], faults, lambda fields: make(fields[0]), check)


def gathered(
    groups: Iterable[Sequence[Row]],
    faults: Faults,
    make: Callable[[Sequence[Any]], T],
    check: Callable[[Sequence[T]], object] | None = None,
) -> list[T]:
    """Return what several rows make together; what is refused is noted at the last of them.

    Args:
        groups: the rows of each thing.
        faults: where faults are noted.
        make: what is made of the fields of the rows.
        check: what may refuse one together with those before it.
    """
    made: list[tuple[Row, T]] = []
    for rows in groups:
        if all(faults.is_sound(row.table, row.number) for row in rows):
            with faults.at(rows[-1].table, rows[-1].number), at_its_cell(rows[-1]):
                made.append((rows[-1], make([row.fields for row in rows])))
    if check:
        _take_out(made, faults, check)
    return [thing for _, thing in made]


@contextmanager
def at_its_cell(row: Row) -> Iterator[None]:
    """Let a refusal that names no cell of a row name the one that holds what it got."""
    try:
        yield
    except AimpartnerError as fault:
        names, got = [cell.name for cell in attrs.fields(type(row.fields))], str(fault.got)
        held = {name: getattr(row.fields, name) for name in names}
        alike = [name for name, value in held.items() if got in (str(value), repr(value))]
        if fault.field not in held:
            fault.field = alike[0] if len(alike) == 1 else ""
        raise


def _take_out(
    made: list[tuple[Row, T]], faults: Faults, check: Callable[[Sequence[T]], object]
) -> None:
    """Take out what is refused together with those before it, and note it at its row.

    All are checked at once; only what is refused is looked for, by halves.
    """

    def is_refused(count: int) -> bool:
        try:
            check([thing for _, thing in made[:count]])
        except AimpartnerError:
            return True
        return False

    while is_refused(len(made)):
        at = bisect_left(range(1, len(made)), x=True, key=is_refused)
        row, _ = made[at]
        with faults.at(row.table, row.number):
            check([thing for _, thing in made[: at + 1]])
        del made[at]


def grouped(rows: Sequence[Row], *names: str) -> Iterable[Sequence[Row]]:
    """Return the rows that agree in some columns together, by the first of each."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row.fields, name) for name in names), []).append(row)
    return groups.values()


def check_alike(rows: Sequence[Row], names: Names, faults: Faults) -> None:
    """Note cells of rows of one thing that differ from its first row.

    Args:
        rows: the rows.
        names: the columns that have to agree.
        faults: where faults are noted.
    """
    first, *others = rows
    for row in others:
        for name in names:
            expected, value = getattr(first.fields, name), getattr(row.fields, name)
            if expected != value:
                rule = f"be as in {faults.place(row.table, first.number, name)}: {_said(expected)}"
                row.refuse(faults, name, rule, _said(value))


def _said(value: object) -> str:
    """Return what a cell says, in the words of a fault."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, "", ()):
        return "nothing"
    return listed(value) if isinstance(value, tuple) else str(value)


def check_cells(row: Row, what: str, cells: Needs, faults: Faults) -> None:
    """Note cells of a row that what it is needs and lacks, or has no use for.

    Args:
        row: the row.
        what: what it is.
        cells: the cells that each such thing needs, and those that it may fill in besides.
        faults: where faults are noted.
    """
    needed, allowed = cells[what]
    special = {name for pair in cells.values() for names in pair for name in names}
    for column in attrs.fields(type(row.fields)):
        value = getattr(row.fields, column.name)
        if column.name in needed and value in (None, "", ()):
            row.refuse(faults, column.name, f"be given for the {what}", "nothing")
        elif column.name in special - {*needed, *allowed} and value != column.default:
            row.refuse(faults, column.name, f"be empty for the {what}", _said(value))


def quoted(names: Iterable[str]) -> str:
    """Return names in quotes, for a name may hold the comma between them; of many the first."""
    several = list(names)
    more = [f"and {len(several) - MOST_NAMES:,} more"] if len(several) > MOST_NAMES else []
    return listed([*map(repr, several[:MOST_NAMES]), *more])


def version_of(row: Any) -> str:  # noqa: ANN401  # of whatever table: budgets, issues, their parts
    """Return what a version of a year is called, whichever row says it."""
    return f"{row.year} version {row.version}"


def check_versions(rows: Typed, table: str, versions: str, what: str, faults: Faults) -> None:
    """Note each row of a version that is not there.

    Args:
        rows: the rows of all tables.
        table: the table whose rows are each of a version.
        versions: the table that has a row for each version.
        what: what such a version is, as "a budget".
        faults: where faults are noted.
    """
    known = dict.fromkeys(version_of(row.fields) for row in rows[versions])
    there, here = (faults.place(name, None, "") for name in (versions, table))
    for row in rows[table] if faults.is_clean(versions) else ():
        version = version_of(row.fields)
        if not known:
            faults.refuse(versions, f"hold {version!r}, which {here} names", "no row")
        elif version not in known:
            rule = f"be of {what} in {there}: {listed(known)}"
            row.refuse(faults, "year", rule, version, near(version, known))


def value_of(kind: type[V], row: object, /, **others: object) -> V:
    """Return a value made of the cells of a row that its fields are called by.

    Args:
        kind: the class of the value.
        row: the row.
        others: the fields that are no such cell.
    """
    names = [field.name for field in attrs.fields(kind) if hasattr(row, field.name)]
    return kind(**{name: getattr(row, name) for name in names} | others)


def row_of(kind: type[V], /, *values: attrs.AttrsInstance | None, **others: object) -> V:
    """Return a row of the fields of some values that its columns are called by.

    Args:
        kind: the class of the row.
        values: the values; of two fields of one name the later counts, `None` has none.
        others: the columns that are called otherwise.
    """
    cells: dict[str, object] = {}
    for value in values:
        names = attrs.fields_dict(type(value)) if value is not None else ()
        cells |= {name: getattr(value, name) for name in names}
    cells |= others
    columns = attrs.fields_dict(kind)
    return kind(**{name: cells[name] for name in columns if cells.get(name) is not None})
