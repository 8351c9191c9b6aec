"""Faults gathered by place, so that a file's reader hears of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from attrs import define, field

from aimpartner.errors import AimpartnerError, InputError, Problem

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


@define
class Faults:
    """What is wrong with a file, as far as it has been read.

    Args:
        path: the file.
        place: how its places are named.
        kind: the error that is raised in the end.

    Example:
        >>> from aimpartner.errors import InvalidValueError
        >>> faults = Faults("aim.toml", plain_place, InputError)
        >>> faults.add("evidence", 2, "value", InvalidValueError("Figure", "be a number", "'c'"))
        >>> print(faults.error())
        aim.toml has 1 fault; nothing was read from it.
          evidence, row 3, value: value must be a number; got 'c'.
    """

    path: str
    place: Place
    kind: type[InputError]
    problems: list[Problem] = field(factory=list)
    spoilt: set[tuple[str, int | None]] = field(factory=set)

    def add(self, table: str, row: int | None, name: str, fault: AimpartnerError) -> None:
        """Note a fault; a field's is told by the field's name, a row's by its own subject."""
        subject = name.replace("_", " ") or fault.subject
        place = self.place(table, row, name)
        self.problems.append(Problem(place, subject, fault.rule, fault.got, fault.remedy))
        self.spoilt.add((table, row))

    @contextmanager
    def at(self, table: str, row: int | None, name: str = "") -> Iterator[None]:
        """Note what the library refuses meanwhile as a fault of the place, and go on."""
        try:
            yield
        except AimpartnerError as fault:
            self.add(table, row, name, fault)

    def error(self) -> InputError:
        """Return the error that tells every fault noted so far."""
        return self.kind.of(self.path, self.problems)
