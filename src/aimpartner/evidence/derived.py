"""A measure made of others: how, and of which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, Self, get_args

from attrs import field, frozen

from aimpartner.by import ordered
from aimpartner.errors import InvalidValueError
from aimpartner.exact import Number, listed, plain
from aimpartner.kinds import checked
from aimpartner.one_line import OneLine
from aimpartner.rates import figure, unmixed
from aimpartner.sources import Source
from aimpartner.validators import check_name, check_once, one_of

How = Literal["product", "weighted sum", "rate"]
ROOT = "measures/"
"""How the addresses of a derived measure's own numbers begin."""
_COUNTS = {"product": (2, 0), "weighted sum": (1, 0), "rate": (2, 2)}
"""How many parts each has, at least and at most; 0 is as many as there are."""
_BETWEEN = {"product": "two or more", "weighted sum": "one or more", "rate": "two"}


@frozen(repr=False, field_transformer=checked)
class DerivedPart(OneLine):
    """One of the measures that another is made of.

    Args:
        measure: its short name.
        weight: what it is multiplied by in a weighted sum; elsewhere 1.
        source: where the weight is recorded.

    Raises:
        InvalidValueError: the name cannot stand in an address, or the weight is negative.

    Example:
        >>> DerivedPart("grade 7 staff", "1.4").weight
        Fraction(7, 5)
    """

    measure: str = field()
    weight: Fraction = field(default=Fraction(1), converter=figure)
    source: Source | None = None

    @measure.validator
    def _can_stand_in_an_address(self, _: object, measure: str) -> None:
        check_name("Part", measure)

    @weight.validator
    def _is_not_negative(self, _: object, weight: Fraction) -> None:
        if weight < 0:
            subject = f"Weight of {self.measure}"
            raise InvalidValueError(subject, "not be negative", plain(weight), field="weight")


def _parts(parts: Iterable[DerivedPart | str]) -> tuple[Any, ...]:
    return tuple(DerivedPart(part) if isinstance(part, str) else part for part in ordered(parts))


@frozen(repr=False, field_transformer=checked)
class Derived(OneLine):
    """How a measure is made of others, partner by partner.

    A product is taken year by year, and the years are added. Of a weighted sum the parts are each
    taken over the years. A rate is the first part over the second: over several years the total of
    the years over the total of the years.

    Args:
        how: "product", "weighted sum" or "rate".
        parts: what it is made of; a short name stands for the part of that measure.

    Raises:
        InvalidValueError: the parts are too few, a rate has more than two, one is named twice, or
            one has a weight that is in no weighted sum or is marked as per cent where others are
            not.

    Example:
        >>> print(Derived("rate", ["cost", "pupils"]))
        cost over pupils
    """

    how: How = field(validator=one_of(get_args(How)))
    parts: tuple[DerivedPart, ...] = field(converter=_parts)

    @parts.validator
    def _make_one(self, _: object, parts: tuple[DerivedPart, ...]) -> None:
        subject, count = f"Parts of a {self.how}", len(parts)
        fewest, most = _COUNTS[self.how]
        if not fewest <= count <= (most or count):
            got = listed(self.names) or "none"
            raise InvalidValueError(subject, f"be {_BETWEEN[self.how]} measures", got)
        check_once(subject, "measure", self.names, error=InvalidValueError)
        weighed = [part for part in parts if part.weight != 1]
        if weighed and self.how != "weighted sum":
            got = f"{plain(weighed[0].weight)} for {weighed[0].measure}"
            raise InvalidValueError(subject, "have no weights", got, "Make it a weighted sum.")
        unmixed({part.measure: part.weight for part in parts}, f"Weights of a {self.how}")

    @classmethod
    def product(cls, *measures: str) -> Self:
        """Return the product of some measures.

        Example:
            >>> print(Derived.product("council tax base", "band D"))
            council tax base × band D
        """
        return cls("product", measures)

    @classmethod
    def rate(cls, top: str, over: str) -> Self:
        """Return one measure over another.

        Example:
            >>> print(Derived.rate("cost", over="pupils"))
            cost over pupils
        """
        return cls("rate", (top, over))

    @classmethod
    def weighted_sum(cls, weights: Mapping[str, Number], source: Source | None = None) -> Self:
        """Return the sum of some measures, each times its weight.

        Args:
            weights: the weight of each measure.
            source: where the weights are recorded.

        Example:
            >>> print(Derived.weighted_sum({"grade 5 staff": 1, "grade 7 staff": "1.4"}))
            1 × grade 5 staff + 1.4 × grade 7 staff
        """
        parts = (DerivedPart(name, weight, source) for name, weight in weights.items())
        return cls("weighted sum", parts)

    @property
    def names(self) -> tuple[str, ...]:
        """The measures that it is made of."""
        return tuple(part.measure for part in self.parts)

    def __str__(self) -> str:
        """Return how it is made, as a formula is read out."""
        return _WORDS[self.how](self.parts)


def weight_at(measure: str, part: str) -> str:
    """Return the address of the weight of a part in a weighted sum.

    Example:
        >>> weight_at("staff by grade", "grade 7 staff")
        'measures/staff by grade/grade 7 staff/weight'
    """
    return f"{ROOT}{measure}/{part}/weight"


def counted_in(measure: str, made: Callable[[str], Derived | None]) -> Iterator[str]:
    """Go through the measures that are counted of which one is made: itself, or its parts.

    Args:
        measure: its short name.
        made: how a measure is made of others; `None` for one that is counted.

    Example:
        >>> [*counted_in("yield", {"yield": Derived.product("tax base", "band D")}.get)]
        ['tax base', 'band D']
    """
    derived = made(measure)
    if derived is None:
        yield measure
    for part in derived.names if derived else ():
        yield from counted_in(part, made)


_WORDS: dict[str, Callable[[Sequence[DerivedPart]], str]] = {
    "product": lambda parts: " × ".join(part.measure for part in parts),
    "weighted sum": lambda parts: " + ".join(
        f"{plain(part.weight)} × {part.measure}" for part in parts
    ),
    "rate": lambda parts: " over ".join(part.measure for part in parts),
}
