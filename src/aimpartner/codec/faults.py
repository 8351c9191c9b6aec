"""Faults gathered by place, so that a file's reader hears of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from attrs import define, evolve, field

from aimpartner.codec.one_cause import Fault, told_once
from aimpartner.errors import AimpartnerError, InputError, InvalidValueError, ModelError, Problem

MOST_FAULTS = 1_000
Place = Callable[[str, int | None, str], str]
"""Names a place from a table, the number of a row (from 0; `None` for the table) and a field."""


def plain_place(table: str, row: int | None, name: str) -> str:
    """Return a place as a text file's reader finds it.

    Example:
        >>> plain_place("evidence", 2, "value")
        'evidence, row 3, value'
    """
    where = "" if row is None else f", row {row + 1}"
    return f"{table}{where}{f', {name}' if name else ''}"


def as_it_is(fault: Fault) -> Fault:
    """Return a fault in the words of the tables."""
    return fault


def _number(row: int | None) -> int:
    """Return the number of a row; that of a table as a whole stands before it."""
    return -1 if row is None else row


@define
class Faults:
    """What is wrong with a file, as far as it has been read.

    A cell is told once, by the first fault found there: later ones only follow from it. So is a row
    as a whole, and a table.

    Args:
        path: the file.
        place: how its places are named.
        kind: the error that is raised in the end.
        worded: tells a fault in the words of the file, where these are not the tables' own.
        notes: what is no fault and may yet surprise: that hidden rows count.
        unsure: the fields, by table and name, whose cells a fault of their sheet may have emptied.

    Example:
        >>> from aimpartner import InvalidValueError
        >>> faults = Faults("aim.toml")
        >>> faults.add("evidence", 2, "value", InvalidValueError("Figure", "be a number", "'c'"))
        >>> print(faults.error())
        aim.toml has 1 fault; nothing was read from it.
          evidence, row 3, value: value must be a number; got 'c'.
    """

    path: object
    place: Place = plain_place
    kind: type[InputError] = InputError
    worded: Callable[[Fault], Fault] = as_it_is
    notes: list[str] = field(factory=list, init=False)
    unsure: set[tuple[str, str]] = field(factory=set, init=False)
    _faults: dict[str, Fault] = field(factory=dict, init=False)
    _spoilt: set[tuple[str, int | None]] = field(factory=set, init=False)

    def fault(self, problem: Problem, table: str, row: int | None, name: str = "") -> None:
        """Add a fault that concerns a row, or without one the whole table.

        Args:
            problem: the fault.
            table: the table.
            row: the row, from 0.
            name: the field; empty where it is of the row as a whole.
        """
        self.note(Fault(table, _number(row), name, problem))

    def note(self, fault: Fault) -> None:
        """Add a fault of a cell, a row or a table, which is not sound then."""
        is_of_row = fault.row >= 0 and not fault.name
        place = f"{fault.problem.place}{' as a row' * is_of_row}"
        self._faults.setdefault(place, fault)
        self._spoilt.add((fault.table, fault.row if fault.row >= 0 else None))

    def tell(self, problem: Problem, table: str, row: int | None, name: str = "") -> None:
        """Add a fault of a sound row, beside what else is told of its place."""
        key = f"{problem.place} {problem.subject} {problem.rule}"
        self._faults.setdefault(key, Fault(table, _number(row), name, problem))

    def doubt(self, table: str) -> None:
        """Count a table as at fault, which another may be meant for; that one is told."""
        self._spoilt.add((table, None))

    @property
    def spoilt(self) -> frozenset[tuple[str, int | None]]:
        """The rows that a fault concerns, by table and number; `None` for a table as a whole."""
        return frozenset(self._spoilt)

    def add(
        self, table: str, row: int | None, name: str, fault: AimpartnerError, cause: str = ""
    ) -> None:
        """Add the fault of a field, told by the field's name; without one, by its subject."""
        told = self._told(table, row, name, fault)
        subject = name.replace("_", " ") or fault.subject
        self._add(evolve(told, problem=evolve(told.problem, subject=subject), cause=cause))

    def refuse(self, table: str, rule: str, got: object) -> None:
        """Refuse a table that does not do what it must, unless it is at fault already."""
        if self.is_sound(table):
            self.add(table, None, "", ModelError(self.place(table, None, ""), rule, got))

    def _told(self, table: str, row: int | None, name: str, fault: AimpartnerError) -> Fault:
        words = (fault.subject, fault.rule, fault.got, fault.remedy)
        problem = Problem(self.place(table, row, name), *words)
        is_own = isinstance(fault, InvalidValueError)
        return Fault(table, _number(row), name, problem, is_own=is_own)

    def _add(self, fault: Fault) -> None:
        is_unsure = (fault.table, fault.name) in self.unsure and fault.problem.got == "nothing"
        if is_unsure:
            self._spoilt.add((fault.table, fault.row if fault.row >= 0 else None))
        else:
            self.note(fault)

    @contextmanager
    def at(self, table: str, row: int | None, name: str = "") -> Iterator[None]:
        """Add what the library refuses meanwhile as a fault of the place, and go on."""
        try:
            yield
        except AimpartnerError as fault:
            self._add(self._told(table, row, fault.field or name, fault))

    def is_sound(self, table: str, row: int | None = None) -> bool:
        """Return whether no fault concerns a row, or its table as a whole."""
        return self._spoilt.isdisjoint({(table, row), (table, None)})

    def is_clean(self, table: str) -> bool:
        """Return whether no fault concerns a table or any of its rows."""
        return all(table != spoilt for spoilt, _ in self._spoilt)

    @property
    def of_cells(self) -> tuple[Fault, ...]:
        """The faults that are each of one cell."""
        return tuple(fault for fault in self._faults.values() if fault.is_of_cell)

    @property
    def cells(self) -> dict[tuple[str, int], set[str]]:
        """The fields at fault of each row that has any, by table and number."""
        cells: dict[tuple[str, int], set[str]] = {}
        for fault in self.of_cells:
            cells.setdefault((fault.table, fault.row), set()).add(fault.name)
        return cells

    def of_tables(self) -> Faults:
        """Return what is wrong with the tables as a whole, for another reading of the rows."""
        whole = Faults(self.path, self.place, self.kind)
        whole.unsure |= self.unsure
        for fault in self._faults.values():
            if fault.row < 0:
                whole.fault(fault.problem, fault.table, None)
        whole._spoilt |= {(table, row) for table, row in self._spoilt if row is None}
        return whole

    def __bool__(self) -> bool:
        """Return whether there is a fault."""
        return bool(self._faults)

    def error(self, tables: Iterable[str] = ()) -> InputError:
        """Return the error that tells every fault noted so far; of very many, the first.

        Args:
            tables: the tables in their order; what concerns none of them comes first.
        """
        order = {table: number for number, table in enumerate(tables)}
        faults = sorted(
            map(self.worded, self._faults.values()),
            key=lambda fault: (order.get(fault.table, -1), fault.row),
        )
        problems = told_once(faults)
        if len(problems) > MOST_FAULTS:
            rule, remedy = (
                f"be at most {MOST_FAULTS:,} to be listed",
                "Mend these; then come the rest.",
            )
            count = Problem("file", "number of faults", rule, f"{len(problems):,}", remedy)
            problems = [*problems[:MOST_FAULTS], count]
        return self.kind.of(self.path, problems)
