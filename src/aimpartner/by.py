"""Ordered, frozen, hashable mappings: one value a partner, or one value a year."""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import Any, Generic, Self, TypeVar

from attrs import field, frozen

from aimpartner.errors import InvalidValueError
from aimpartner.one_line import one_line
from aimpartner.periods import FinancialYear
from aimpartner.validators import check_once, text_of

K = TypeVar("K", bound=Hashable)
V_co = TypeVar("V_co", covariant=True)


def ordered(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values frozen in their order, so that a value can take a list.

    Raises:
        InvalidValueError: a text stands in place of a list.

    Example:
        >>> ordered(["Knowsley", "Sefton"])
        ('Knowsley', 'Sefton')
    """
    if type(values) is tuple:
        return values
    if isinstance(values, str):
        remedy = f"Write [{values!r}] for a list of one."
        raise InvalidValueError("List", "be a list, not one text", repr(values), remedy)
    if not isinstance(values, Iterable):
        raise InvalidValueError("List", "be a list", repr(values))
    return tuple(values)


def as_pairs(values: Mapping[Any, Any] | Iterable[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    """Return the pairs of a mapping, or those that are given.

    Raises:
        InvalidValueError: the values are neither a mapping nor pairs.

    Example:
        >>> as_pairs({"Knowsley": 27, "Sefton": 51})
        (('Knowsley', 27), ('Sefton', 51))
    """
    found = tuple(values.items()) if isinstance(values, Mapping) else ordered(values)
    if not all(map(_is_pair, found)):
        raise InvalidValueError("Mapping", "be a mapping, or pairs", repr(values))
    return found


def _is_pair(pair: object) -> bool:
    if not isinstance(pair, tuple) or len(pair) != 2:  # noqa: PLR2004  # a pair
        return False
    return isinstance(pair[0], (str, Hashable))


@frozen(eq=False, repr=False)
class _By(Mapping[K, V_co], Generic[K, V_co]):
    """A mapping kept as pairs in their stated order; the order is part of the value."""

    pairs: tuple[tuple[K, V_co], ...] = field(converter=as_pairs)

    @pairs.validator
    def _has_each_key_once(self, _: object, pairs: tuple[tuple[K, V_co], ...]) -> None:
        for key, _ in pairs:
            if isinstance(key, str) and not key.isprintable():
                text_of("Mapping key", key)
        if len(dict(pairs)) < len(pairs):
            check_once("Mapping", "key", (key for key, _ in pairs), error=InvalidValueError)

    @classmethod
    def of(cls, keys: Iterable[K], values: Iterable[V_co]) -> Self:
        """Return the mapping of `keys` to `values`, one for one."""
        return cls(zip(keys, values, strict=True))

    def __getitem__(self, key: K) -> V_co:
        """Return the value of `key`."""
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is a value of `key`."""
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        """Go through the keys in their order."""
        return iter(self._values)

    def keys(self) -> KeysView[K]:
        """Return the keys in their order."""
        return self._values.keys()

    def values(self) -> ValuesView[V_co]:
        """Return the values in the order of their keys."""
        return self._values.values()

    def items(self) -> ItemsView[K, V_co]:
        """Return the pairs in their order."""
        return self._values.items()

    @cached_property
    def _values(self) -> dict[K, V_co]:
        return dict(self.pairs)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.pairs)

    def __hash__(self) -> int:
        """Return a hash over the pairs in order."""
        return hash(self.pairs)

    def __eq__(self, other: object) -> bool:
        """Return whether kind, keys, values and order are the same."""
        return type(self) is type(other) and self.pairs == other.pairs

    def __repr__(self) -> str:
        """Return the mapping as a call that makes it again."""
        return one_line(f"{type(self).__name__}({dict(self.pairs)!r})")


class ByPartner(_By[str, V_co], Generic[V_co]):
    """One value a partner, in the partnership's order; a partner's key is its short name.

    Args:
        pairs: a mapping or pairs of partner and value, in order.

    Raises:
        InvalidValueError: a partner is named twice.

    Example:
        >>> ByPartner({"Knowsley": 27, "Sefton": 51})["Sefton"]
        51
    """


class ByYear(_By[FinancialYear, V_co], Generic[V_co]):
    """One value a financial year, in the order given.

    Args:
        pairs: a mapping or pairs of `FinancialYear` and value, in order.

    Raises:
        InvalidValueError: a year is named twice.

    Example:
        >>> list(ByYear({FinancialYear(2021): 1}).values())
        [1]
    """
