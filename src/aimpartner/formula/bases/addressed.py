"""Addresses: a value marks the fields that a change may set, and walks past them itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Self

from attrs import Factory, evolve, field, fields, fields_dict, frozen, has

from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source

_MARK = "address"


def address(end: str | None = None) -> dict[str, str | None]:
    """Return the mark of a field that has an address, as the metadata of its declaration.

    Args:
        end: what is added to the address of its owner for a field that holds others: rules, which
            walk on, or numbers by partner or by year. Left out, the field is a figure or a choice
            by itself, and its name ends its address.

    Example:
        >>> address(), address("new/weight")
        ({'address': None}, {'address': 'new/weight'})
    """
    return {_MARK: end}


def ends_of(kind: type[Addressed]) -> dict[str, str | None]:
    """Return the marked fields of a class, in order, with what each adds to the address."""
    return _ends_of(kind)  # type: ignore[arg-type]  # a class has a hash


@cache
def _ends_of(kind: type[Addressed]) -> dict[str, str | None]:
    marked = (attribute for attribute in fields(kind) if _MARK in attribute.metadata)
    return {attribute.name: attribute.metadata[_MARK] for attribute in marked}


@frozen
class Visit:
    """What happens on a walk past addresses.

    Args:
        figure: what is done at each: it gets the address and the figure, and returns the figure.
        grounds: the source of what is changed on the way.
        number: the same at each agreed number of a partner; left out, it is a figure as any.
    """

    figure: Callable[[str, Any], Any]
    grounds: Source
    number: Callable[[str, Any], Any] = field(
        default=Factory(lambda visit: visit.figure, takes_self=True)
    )

    def at(self, address: str, value: Any) -> Any:  # noqa: ANN401  # rules, numbers or nothing
        """Return what a field holds, after the walk through it."""
        if isinstance(value, Mapping):
            return {key: self._one_of(address, key, of) for key, of in value.items()}
        if isinstance(value, tuple):
            return tuple(part.visited(self, f"{address}/{part.name}") for part in value)
        return None if value is None else value.visited(self, address)

    def _one_of(self, address: str, key: str | FinancialYear, value: Any) -> Any:  # noqa: ANN401  # the same
        if isinstance(key, FinancialYear):
            return self.figure(f"{address}/{key.key}", value)
        return self.number(f"{address}/{key}", value)


@frozen(repr=False)
class Addressed(OneLine):
    """A value some of whose fields have an address."""

    def visited(self, visit: Visit, at: str) -> Self:
        """Return it after a walk past its addresses; changed, it goes by the visit's grounds.

        Args:
            visit: what happens at each.
            at: its own address.
        """
        changed = evolve(self, **self.after(visit, at, ends_of(type(self))))
        if changed == self:
            return self
        grounds = {"source": visit.grounds} if "source" in fields_dict(type(self)) else {}
        return evolve(changed, **grounds)

    def after(self, visit: Visit, at: str, names: Iterable[str]) -> dict[str, Any]:
        """Return some of its marked fields by name, after a walk past them in that order."""
        ends = ends_of(type(self))
        return {name: self._after(visit, at, name, ends[name]) for name in names}

    def _after(self, visit: Visit, at: str, name: str, end: str | None) -> Any:  # noqa: ANN401  # of any field
        value = getattr(self, name)
        if end is None:
            return visit.figure(f"{at}/{name}", value)
        return visit.at(f"{at}/{end}" if end else at, value)


def are_alike(one: object, other: object) -> bool:
    """Return whether two rules say the same, wherever each of them is recorded.

    Example:
        >>> from aimpartner import Given
        >>> ash = {"Ash": 1}
        >>> are_alike(Given(ash, source=Source("a deed")), Given(ash)), are_alike(Given(ash), ash)
        (True, False)
    """
    return _unsourced(one) == _unsourced(other)


def _unsourced(rule: Any) -> object:  # noqa: ANN401  # a rule, or what one holds
    """Return a rule as its kind and its fields, without where any of them is recorded."""
    if isinstance(rule, tuple):
        return tuple(map(_unsourced, rule))
    if not has(type(rule)):
        return rule
    held = (getattr(rule, of.name) for of in fields(type(rule)) if of.name != "source")
    return (type(rule), *map(_unsourced, held))
