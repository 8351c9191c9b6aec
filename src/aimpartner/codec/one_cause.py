"""Faults of many places that have one cause, told as one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from attrs import evolve, frozen

from aimpartner.errors import Problem
from aimpartner.exact import listed

_SEVERAL = 20
"""So many values that break one rule in one column are told one by one; more are one fault."""
_FIRST = 5
"""So many of such values are shown."""


@frozen
class Fault:
    """A fault, and what it concerns.

    Args:
        table: the table.
        row: the number of its row, from 0; -1 for the table as a whole.
        name: the field; empty for a row or a table as a whole.
        problem: the fault in words, with its place.
        cause: what alone may cause others, in other tables as well; empty for none.
        is_own: whether it is of the value in the cell alone, whatever stands in others.
    """

    table: str
    row: int
    name: str
    problem: Problem
    cause: str = ""
    is_own: bool = False

    @property
    def is_of_cell(self) -> bool:
        """Whether it is of one cell."""
        return self.row >= 0 and bool(self.name)


def told_once(faults: Sequence[Fault]) -> list[Problem]:
    """Return faults in their order, those of one cause as one with the places of all.

    One cause have cells of a column that break one rule by one value, rows of other tables that
    name one thing which is not there, and more than twenty cells of a column that break one rule
    by whatever values.

    Example:
        >>> lots = [
        ...     Fault("lines", row, "amount", Problem(f"L{row}", "amount", "be money", "'lots'"))
        ...     for row in range(5)
        ... ]
        >>> print(*told_once(lots))
        L0; L1; L2 and 2 more (5 in all): amount must be money; got 'lots'.
    """
    alike = _merged([(fault, fault.problem) for fault in faults], _by_value)
    return [problem for _, problem in _merged(alike, _by_rule, _SEVERAL)]


_Told = tuple[Fault, Problem]
_Key = Callable[[_Told], Hashable]


def _merged(told: Iterable[_Told], key: _Key, most: int = 1) -> list[_Told]:
    """Return what is told, as one where more than so many agree in a key."""
    groups: dict[Hashable, list[_Told]] = {}
    for number, each in enumerate(told):
        groups.setdefault(key(each) if each[0].is_of_cell else number, []).append(each)
    merged: list[_Told] = []
    for group in groups.values():
        merged += [_as_one(group)] if len(group) > most else group
    return merged


def _by_value(told: _Told) -> Hashable:
    fault, problem = told
    said = (problem.subject, str(problem.got), problem.rule, problem.remedy)
    return fault.cause or (fault.table, fault.name, *said)


def _by_rule(told: _Told) -> Hashable:
    fault, problem = told
    return (fault.table, fault.name, problem.rule)


def _as_one(group: Sequence[_Told]) -> _Told:
    """Return several as the first of them, with the places of all."""
    fault, problem = group[0]
    places = dict.fromkeys(place for _, each in group for place in each.places)
    is_alike = len({each.subject for _, each in group}) == 1
    has_one_remedy = fault.cause or len({each.remedy for _, each in group}) == 1
    return fault, evolve(
        problem,
        also=tuple(places)[1:],
        subject=problem.subject if is_alike else fault.name.replace("_", " "),
        got=_got([each.got for _, each in group]),
        remedy=problem.remedy if has_one_remedy else "",
    )


def _got(found: Sequence[object]) -> object:
    """Return what was found: one value, or the first few of several."""
    values = list(dict.fromkeys(map(str, found)))
    if len(values) == 1:
        return found[0]
    more = [f"and {len(values) - _FIRST:,} more"] if len(values) > _FIRST else []
    return listed([*values[:_FIRST], *more])
