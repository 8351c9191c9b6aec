"""Addresses: a value marks the fields that a change may set, and walks past them itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from attrs import evolve, fields, fields_dict, frozen

from aimpartner.errors import InvalidValueError
from aimpartner.exact import listed
from aimpartner.one_line import OneLine
from aimpartner.periods import FinancialYear
from aimpartner.sources import Source

RESERVED = (
    "average",
    "lag",
    "last",
    "level",
    "odd",
    "override",
    "per_cent",
    "points",
    "price",
    "reason",
    "times",
    "unit",
    "weight",
    "within",
    "years",
)
"""The names of figures, which end an address: no element, no part and no partner may have one.

They are listed, so that the same names are refused whichever rules are loaded. A rule can have
figures of these names alone; one of a new name is added here.
"""
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
    marked = (attribute for attribute in fields(kind) if _MARK in attribute.metadata)
    return {attribute.name: attribute.metadata[_MARK] for attribute in marked}


@frozen
class Visit:
    """What happens on a walk past addresses.

    Args:
        figure: what is done at each: it gets the address and the figure, and returns the figure.
        grounds: the source of what is changed on the way.
    """

    figure: Callable[[str, Any], Any]
    grounds: Source

    def at(self, address: str, value: Any) -> Any:  # noqa: ANN401  # rules, numbers or nothing
        """Return what a field holds, after the walk through it."""
        if isinstance(value, Mapping):
            return {key: self.figure(f"{address}/{_key(key)}", of) for key, of in value.items()}
        if isinstance(value, tuple):
            return tuple(part.visited(self, f"{address}/{part.name}") for part in value)
        return None if value is None else value.visited(self, address)


def _key(key: str | FinancialYear) -> str:
    return key.key if isinstance(key, FinancialYear) else key


@frozen(repr=False)
class Addressed(OneLine):
    """A value some of whose fields have an address."""

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Check that the names of its figures are reserved.

        Raises:
            InvalidValueError: one is not.
        """
        for name, end in ends_of(cls).items():
            if end is None and name not in RESERVED:
                subject, remedy = f"Figure of {cls.__name__}", "Add its name to those reserved."
                raise InvalidValueError(subject, f"be one of {listed(RESERVED)}", name, remedy)

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
