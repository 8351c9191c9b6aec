"""Faults gathered by place, so that a file's reader hears of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches

from attrs import define, field

from aimpartner.errors import AimpartnerError, InputError, ModelError, Problem

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


def meant_by(name: str, names: Iterable[str]) -> str:
    """Return which of some names another may be meant for; empty for none.

    Example:
        >>> meant_by("Evidance", ["Elements", "Evidence"]), meant_by("Sheet1", ["Evidence"])
        ('Evidence', '')
    """
    known = {each.casefold(): each for each in names}
    return next((known[each] for each in get_close_matches(name.casefold(), known, 1, 0.7)), "")


_Fault = tuple[str, int, Problem]
"""A fault after its table and its row, by which they are sorted."""


@define
class Faults:
    """What is wrong with a file, as far as it has been read.

    A place is told once, by the first fault found there: later ones only follow from it.

    Args:
        path: the file.
        place: how its places are named.
        kind: the error that is raised in the end.
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
    notes: list[str] = field(factory=list, init=False)
    unsure: set[tuple[str, str]] = field(factory=set, init=False)
    _faults: dict[str, _Fault] = field(factory=dict, init=False)
    _spoilt: set[tuple[str, int | None]] = field(factory=set, init=False)

    def fault(self, problem: Problem, table: str, row: int | None) -> None:
        """Add a fault that concerns a row, or without one the whole table."""
        self._faults.setdefault(problem.place, (table, -1 if row is None else row, problem))
        self._spoilt.add((table, row))

    def tell(self, problem: Problem, table: str, row: int | None) -> None:
        """Add a fault of a sound row, beside what else is told of its place."""
        key = f"{problem.place} {problem.subject} {problem.rule}"
        self._faults.setdefault(key, (table, -1 if row is None else row, problem))

    def doubt(self, table: str) -> None:
        """Count a table as at fault, which another may be meant for; that one is told."""
        self._spoilt.add((table, None))

    @property
    def spoilt(self) -> frozenset[tuple[str, int | None]]:
        """The rows that a fault concerns, by table and number; `None` for a table as a whole."""
        return frozenset(self._spoilt)

    def add(self, table: str, row: int | None, name: str, fault: AimpartnerError) -> None:
        """Add the fault of a field, told by the field's name; without one, by its subject."""
        self._add(table, row, name, name.replace("_", " ") or fault.subject, fault)

    def refuse(self, table: str, rule: str, got: object) -> None:
        """Refuse a table that does not do what it must, unless it is at fault already."""
        if self.is_sound(table):
            self.add(table, None, "", ModelError(self.place(table, None, ""), rule, got))

    def _add(
        self, table: str, row: int | None, name: str, subject: str, fault: AimpartnerError
    ) -> None:
        if (table, name) in self.unsure and fault.got == "nothing":
            self._spoilt.add((table, row))
            return
        place = self.place(table, row, name)
        self.fault(Problem(place, subject, fault.rule, fault.got, fault.remedy), table, row)

    @contextmanager
    def at(self, table: str, row: int | None, name: str = "") -> Iterator[None]:
        """Add what the library refuses meanwhile as a fault of the place, and go on."""
        try:
            yield
        except AimpartnerError as fault:
            self._add(table, row, fault.field or name, fault.subject, fault)

    def is_sound(self, table: str, row: int | None = None) -> bool:
        """Return whether no fault concerns a row, or its table as a whole."""
        return self._spoilt.isdisjoint({(table, row), (table, None)})

    def is_clean(self, table: str) -> bool:
        """Return whether no fault concerns a table or any of its rows."""
        return all(table != spoilt for spoilt, _ in self._spoilt)

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
            self._faults.values(), key=lambda fault: (order.get(fault[0], -1), fault[1])
        )
        problems = [problem for *_, problem in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            rule, remedy = (
                f"be at most {MOST_FAULTS:,} to be listed",
                "Mend these; then come the rest.",
            )
            problems.append(Problem("file", "number of faults", rule, f"{len(faults):,}", remedy))
        return self.kind.of(self.path, problems)
